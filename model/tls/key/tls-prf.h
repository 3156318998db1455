/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_PRF_H
#define TLS_PRF_H

#include "ns3/crypto-provider.h"
#include "ns3/tls-version-traits.h"

#include <string_view>

namespace ns3
{
namespace tls
{

/**
 * The pseudorandom function of TLS (RFC 5246, 5; RFC 2246, 5), and in its place what SSL 3.0
 * derives secrets with (RFC 6101, 6.1 and 6.2.2), which knows no labels.
 *
 * @param provider computes HMACs or hashes
 * @param kind of the version
 * @param hash the suite's hash function, for SUITE_HASH
 * @param secret the key
 * @param label what it is for, in ASCII; left out for SSL3
 * @param seed randoms or a hash
 * @param length octets wanted, for SSL3 at most 416
 * @return that many octets
 */
Bytes TlsPrf(CryptoProvider& provider,
             TlsPrfKind kind,
             HashAlgorithm hash,
             ByteView secret,
             std::string_view label,
             ByteView seed,
             size_t length);

} // namespace tls
} // namespace ns3

#endif /* TLS_PRF_H */
