/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTOPP_DH_KEY_H
#define CRYPTOPP_DH_KEY_H

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
PublicKeyPtr CryptoppLoadDhPublicKey(const KeyInfo& info, ByteView spki);

/**
 * @param info parts of the key
 * @param pkcs8 the whole, in DER
 * @return the key; null when it is malformed, inconsistent or of another kind
 */
PrivateKeyPtr CryptoppLoadDhPrivateKey(const KeyInfo& info, ByteView pkcs8);

/**
 * @param group as it came off the wire
 * @param minBits smallest size of the modulus in bits
 * @return true when p is a prime of that size, of at most 8,192 bits, and g lies between 1 and
 *         p - 1, both excluded
 */
bool CryptoppIsSoundDhGroup(const DhGroup& group, uint16_t minBits);

/**
 * @param group a sound group
 * @param random where the exponent comes from
 * @return exponent and public value, without leading zeros
 */
KeyPair CryptoppGenerateDhKeyPair(const DhGroup& group, RandomSource& random);

/**
 * @param group a sound group
 * @param privateKey one's own exponent
 * @param peerPublic the peer's value
 * @return the shared secret without leading zeros (RFC 5246, 8.1.2); nothing when the peer's
 *         value is not between 1 and p - 1, both excluded, or leads to a secret of 1
 */
std::optional<Bytes> CryptoppAgreeDh(const DhGroup& group,
                                     ByteView privateKey,
                                     ByteView peerPublic);

/**
 * @param group a sound group
 * @param random where the exponent comes from
 * @return a key in the form of PKCS #3
 */
PrivateKeyPtr CryptoppGenerateDhKey(const DhGroup& group, RandomSource& random);

/**
 * @param key a private key
 * @param peerPublic the peer's value
 * @return as CryptoppAgreeDh(); nothing also when the key is no Diffie-Hellman key
 */
std::optional<Bytes> CryptoppAgreeDh(const PrivateKey& key, ByteView peerPublic);

} // namespace tls
} // namespace ns3

#endif /* CRYPTOPP_DH_KEY_H */
