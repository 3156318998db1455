/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_PRF_H
#define TLS_PRF_H

#include "ns3/crypto-provider.h"

#include <string_view>

namespace ns3
{
namespace tls
{

/**
 * The pseudorandom function of TLS 1.2 (RFC 5246, 5): P_hash over label and seed.
 *
 * @param provider computes the HMACs
 * @param hash the suite's hash function
 * @param secret the key
 * @param label what it is for, in ASCII
 * @param seed randoms or a hash
 * @param length octets wanted
 * @return that many octets
 */
Bytes TlsPrf(CryptoProvider& provider,
             HashAlgorithm hash,
             ByteView secret,
             std::string_view label,
             ByteView seed,
             size_t length);

} // namespace tls
} // namespace ns3

#endif /* TLS_PRF_H */
