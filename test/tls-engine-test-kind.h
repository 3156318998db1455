/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENGINE_TEST_KIND_H
#define TLS_ENGINE_TEST_KIND_H

#include "tls-engine-test-family.h"

#include <functional>
#include <string>

namespace ns3
{
namespace tls
{

/// A kind of handshake.
struct TlsTestKind
{
    std::string name;                  //!< for the title
    std::function<TlsTestPair()> make; //!< both ends, caches included, new for each session
    size_t step{1};                    //!< every how many octets something is done
    Bytes earlyData{};                 //!< what the client sends as such
};

/**
 * @param suite cipher suite
 * @param naming by NPN or not
 * @return a full handshake of TLS 1.2
 */
TlsTestKind FullKind(uint16_t suite, bool naming);

/**
 * @param suite cipher suite
 * @param version the only one
 * @return a full handshake
 */
TlsTestKind OldKind(uint16_t suite, TlsVersion version);

/**
 * @param version the only one
 * @return a handshake that goes on with a session
 */
TlsTestKind ResumedKind(TlsVersion version);

/**
 * @param version the only one
 * @return a full handshake with a client that proves itself, an OCSP response and a ticket
 */
TlsTestKind MutualKind(TlsVersion version);

/// @return a full handshake of TLS 1.3
TlsTestKind Full13Kind();
/// @return a handshake of TLS 1.3 with a second hello, for another group and with a cookie
TlsTestKind Retry13Kind();
/// @return a handshake of TLS 1.3 that goes on with a session by its ticket
TlsTestKind Resumed13Kind();
/// @return the same with early data, which the server takes
TlsTestKind Early13Kind();
/// @return a full handshake of TLS 1.3 with a client that proves itself and an OCSP response
TlsTestKind Mutual13Kind();

} // namespace tls
} // namespace ns3

#endif /* TLS_ENGINE_TEST_KIND_H */
