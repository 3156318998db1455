/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTOPP_EC_KEY_H
#define CRYPTOPP_EC_KEY_H

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
PublicKeyPtr CryptoppLoadEcPublicKey(const KeyInfo& info, ByteView spki);

/**
 * @param info parts of the key
 * @param pkcs8 the whole, in DER
 * @return the key; null when it is malformed, inconsistent or of another kind
 */
PrivateKeyPtr CryptoppLoadEcPrivateKey(const KeyInfo& info, ByteView pkcs8);

/**
 * @param group a curve of SEC 2
 * @param random where the private key comes from
 * @return the key; null for another group
 */
PrivateKeyPtr CryptoppGenerateEcKey(NamedGroup group, RandomSource& random);

/**
 * @param key a private key
 * @param peerPublic the peer's point on the same curve, compressed or not
 * @return the shared secret; nothing when the key is none of a curve or the point is none
 */
std::optional<Bytes> CryptoppEcAgree(const PrivateKey& key, ByteView peerPublic);

/**
 * @param key a private key
 * @param digest what is signed
 * @param random where the number of the message comes from
 * @return the signature, Ecdsa-Sig-Value in DER (RFC 3279, 2.2.3); nothing when the key is no
 * elliptic-curve key
 */
std::optional<Bytes> CryptoppEcSign(const PrivateKey& key, ByteView digest, RandomSource& random);

/**
 * @param key a public key
 * @param digest what was signed
 * @param signature the signature
 * @return true when it holds
 */
bool CryptoppEcVerify(const PublicKey& key, ByteView digest, ByteView signature);

} // namespace tls
} // namespace ns3

#endif /* CRYPTOPP_EC_KEY_H */
