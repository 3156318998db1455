/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENGINE_TEST_13_H
#define TLS_ENGINE_TEST_13_H

#include "tls-engine-test-family.h"

#include "ns3/test.h"

#include <string>

namespace ns3
{
namespace tls
{

/// @return two ends that have TLS 1.3 alone
TlsTestPair MakePair13();

/**
 * @param end of a connection
 * @param label of a key log line
 * @return how many lines have it
 */
size_t CountLines(const TlsTestEnd& end, const std::string& label);

/// What all cases of TLS 1.3 look at.
class Tls13TestCase : public TestCase
{
  protected:
    /// @param title of the case
    explicit Tls13TestCase(const std::string& title);

    /**
     * Data goes both ways, exports are alike, both ends close.
     * @param connection after its handshake
     * @param name for the message
     */
    void CheckUse(TlsTestConnection& connection, const std::string& name);
};

} // namespace tls
} // namespace ns3

#endif /* TLS_ENGINE_TEST_13_H */
