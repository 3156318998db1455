/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTOPP_HASH_H
#define CRYPTOPP_HASH_H

#include "crypto-provider.h"

namespace ns3
{
namespace tls
{

/**
 * @param algorithm a hash function
 * @param data its input
 * @return the digest, empty for NONE
 */
Bytes CryptoppHash(HashAlgorithm algorithm, ByteView data);

/**
 * HMAC (RFC 2104).
 * @param algorithm the hash function; MD5_SHA1 has no HMAC
 * @param key of any length
 * @param parts the message, in pieces
 * @return the code, empty when there is none
 */
Bytes CryptoppHmac(HashAlgorithm algorithm, ByteView key, std::initializer_list<ByteView> parts);

/**
 * @param algorithm a hash function
 * @param meter where the octets are counted
 * @return a context to feed, null for NONE
 */
std::unique_ptr<HashContext> CreateCryptoppHash(HashAlgorithm algorithm, CryptoMeter& meter);

} // namespace tls
} // namespace ns3

#endif /* CRYPTOPP_HASH_H */
