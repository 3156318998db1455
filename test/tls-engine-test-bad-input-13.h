/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENGINE_TEST_BAD_INPUT_13_H
#define TLS_ENGINE_TEST_BAD_INPUT_13_H

#include "tls-engine-test-13.h"
#include "tls-engine-test-peer-13.h"

#include <functional>
#include <vector>

namespace ns3
{
namespace tls
{

/// What a peer does, and the alert that names it.
struct BadInputRow
{
    const char* what;                             //!< for the message
    const char* alert;                            //!< the RFC's name
    std::function<void(TlsScriptedPeer13&)> play; //!< what the peer says
};

/// @return what neither end takes after the handshake
const std::vector<BadInputRow>& BadAfterHandshake();

/// @return a pair whose server asks for the client's certificate
TlsTestPair MakeProvingPair();

/// @return a pair with a key given beforehand and early data
TlsTestPair MakePskPair();

/// A test of peers that go wrong.
class TlsBadInput13TestCase : public TestCase
{
  protected:
    /// @param title a sentence
    explicit TlsBadInput13TestCase(const std::string& title);

    /**
     * @param row what the peer has done
     * @param peer which has it still to send
     * @param end under test, which must end with the alert and take nothing
     */
    void Expect(const BadInputRow& row, TlsScriptedPeer13& peer, TlsTestEnd& end);
};

} // namespace tls
} // namespace ns3

#endif /* TLS_ENGINE_TEST_BAD_INPUT_13_H */
