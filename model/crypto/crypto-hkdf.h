/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_HKDF_H
#define CRYPTO_HKDF_H

#include "crypto-provider.h"

namespace ns3
{
namespace tls
{

/**
 * HKDF-Extract (RFC 5869, 2.2). Its HMAC is counted in the provider's meter.
 * @param provider computes
 * @param hash a hash function
 * @param salt of any length; none is the same as zeros as long as the hash
 * @param keyMaterial the secret input
 * @return a pseudorandom key as long as the hash
 */
Bytes HkdfExtract(CryptoProvider& provider,
                  HashAlgorithm hash,
                  ByteView salt,
                  ByteView keyMaterial);

/**
 * HKDF-Expand (RFC 5869, 2.3). Its HMACs are counted in the provider's meter.
 * @param provider computes
 * @param hash a hash function
 * @param key pseudorandom, at least as long as the hash
 * @param info what the result is for
 * @param length octets wanted, at most 255 times the length of the hash
 * @return that many octets
 */
Bytes HkdfExpand(CryptoProvider& provider,
                 HashAlgorithm hash,
                 ByteView key,
                 ByteView info,
                 size_t length);

} // namespace tls
} // namespace ns3

#endif /* CRYPTO_HKDF_H */
