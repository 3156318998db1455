/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SSL3_HASH_H
#define TLS_SSL3_HASH_H

#include "ns3/crypto-provider.h"

namespace ns3
{
namespace tls
{

/**
 * SSL 3.0's way to hash with a secret, older than HMAC: its records (RFC 6101, 5.2.3.1), Finished
 * (5.6.9) and Certificate Verify (5.6.8) hash twice, with the secret and a pad each time:
 * hash(secret + pad_2 + hash(before + secret + pad_1 + after)).
 *
 * @param provider computes the hashes
 * @param hash MD5, SHA-1, or both one after the other
 * @param secret a MAC key or the master secret
 * @param before what is hashed before the secret
 * @param after what is hashed after it
 * @param hidden octets that are counted beside those, as in CryptoProvider::Hash()
 * @return the digest
 */
Bytes Ssl3NestedHash(CryptoProvider& provider,
                     HashAlgorithm hash,
                     ByteView secret,
                     ByteView before,
                     ByteView after,
                     size_t hidden = 0);

} // namespace tls
} // namespace ns3

#endif /* TLS_SSL3_HASH_H */
