/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTOPP_DSA_KEY_H
#define CRYPTOPP_DSA_KEY_H

#include "crypto-key-encoding.h"
#include "crypto-provider.h"

namespace ns3
{
namespace tls
{

/**
 * @param info parts of the key
 * @param spki the whole, in DER
 * @return the key; null when it is malformed or of another kind
 */
PublicKeyPtr CryptoppLoadDsaPublicKey(const KeyInfo& info, ByteView spki);

/**
 * @param info parts of the key
 * @param pkcs8 the whole, in DER
 * @return the key; null when it is malformed, inconsistent or of another kind
 */
PrivateKeyPtr CryptoppLoadDsaPrivateKey(const KeyInfo& info, ByteView pkcs8);

/**
 * @param bits size of the modulus: 1024, 2048 or 3072 (FIPS 186-4, 4.2)
 * @param random where the parameters and the key come from
 * @return the key; null for another size
 */
PrivateKeyPtr CryptoppGenerateDsaKey(uint16_t bits, RandomSource& random);

/**
 * @param key a private key
 * @param digest what is signed
 * @param random where the number of the message comes from
 * @return the signature, Dss-Sig-Value in DER (RFC 3279, 2.2.2); nothing when the key is no DSA key
 */
std::optional<Bytes> CryptoppDsaSign(const PrivateKey& key, ByteView digest, RandomSource& random);

/**
 * @param key a public key
 * @param digest what was signed
 * @param signature the signature
 * @return true when it holds
 */
bool CryptoppDsaVerify(const PublicKey& key, ByteView digest, ByteView signature);

} // namespace tls
} // namespace ns3

#endif /* CRYPTOPP_DSA_KEY_H */
