/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTOPP_ED25519_KEY_H
#define CRYPTOPP_ED25519_KEY_H

#include "crypto-key-encoding.h"
#include "crypto-provider.h"

namespace ns3
{
namespace tls
{

/**
 * @param info parts of the key (RFC 8410, 4)
 * @param spki the whole, in DER
 * @return the key; null when it is malformed or of another kind
 */
PublicKeyPtr CryptoppLoadEd25519PublicKey(const KeyInfo& info, ByteView spki);

/**
 * @param info parts of the key (RFC 8410, 7)
 * @param pkcs8 the whole, in DER
 * @return the key; null when it is malformed or of another kind
 */
PrivateKeyPtr CryptoppLoadEd25519PrivateKey(const KeyInfo& info, ByteView pkcs8);

/**
 * @param random where the private key comes from: 32 octets
 * @return the key
 */
PrivateKeyPtr CryptoppGenerateEd25519Key(RandomSource& random);

/**
 * @param key a private key
 * @param message what is signed, not hashed
 * @return the signature (RFC 8032, 5.1.6); nothing when the key is of another kind
 */
std::optional<Bytes> CryptoppEd25519Sign(const PrivateKey& key, ByteView message);

/**
 * @param key a public key
 * @param message what was signed, not hashed
 * @param signature the signature
 * @return true when it holds (RFC 8032, 5.1.7)
 */
bool CryptoppEd25519Verify(const PublicKey& key, ByteView message, ByteView signature);

} // namespace tls
} // namespace ns3

#endif /* CRYPTOPP_ED25519_KEY_H */
