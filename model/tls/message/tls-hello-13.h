/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_HELLO_13_H
#define TLS_HELLO_13_H

#include "tls-hello-messages.h"

#include "ns3/tls-types.h"

#include <array>
#include <cstdint>

namespace ns3
{
namespace tls
{

/// Random of a Server Hello that is a Hello Retry Request: SHA-256 of that name (RFC 8446, 4.1.3).
constexpr std::array<uint8_t, TLS_RANDOM> TLS_HELLO_RETRY_REQUEST_RANDOM{
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91,
    0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c};

/// End of the random of a server of TLS 1.3 that takes TLS 1.2 (RFC 8446, 4.1.3).
constexpr std::array<uint8_t, 8>
    TLS_DOWNGRADE_TO_12{0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, 0x01};
/// End of the random of a server of TLS 1.2 or 1.3 that takes a lower version (RFC 8446, 4.1.3).
constexpr std::array<uint8_t, 8>
    TLS_DOWNGRADE_BELOW_12{0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, 0x00};

/**
 * @param hello what a server sent
 * @return whether it is a Hello Retry Request
 */
bool IsHelloRetryRequest(const TlsServerHello& hello);

/**
 * At the server: write the sentinel into a random (RFC 8446, 4.1.3).
 * @param random 32 octets; the last eight are replaced when the chosen version is below
 *        the highest one and the highest one is at least TLS 1.2
 * @param highest version of the server
 * @param chosen version of the connection
 */
void MarkDowngrade(Bytes& random, TlsVersion highest, TlsVersion chosen);

/**
 * At the client (RFC 8446, 4.1.3).
 * @param random the server's, 32 octets
 * @param highest version that the client offered
 * @param chosen version of the connection
 * @return whether someone between the two took the higher versions away: an illegal_parameter
 */
bool IsDowngraded(ByteView random, TlsVersion highest, TlsVersion chosen);

} // namespace tls
} // namespace ns3

#endif /* TLS_HELLO_13_H */
