/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTOPP_RSA_KEY_H
#define CRYPTOPP_RSA_KEY_H

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
PublicKeyPtr CryptoppLoadRsaPublicKey(const KeyInfo& info, ByteView spki);

/**
 * @param info parts of the key
 * @param pkcs8 the whole, in DER
 * @return the key; null when it is malformed, inconsistent or of another kind
 */
PrivateKeyPtr CryptoppLoadRsaPrivateKey(const KeyInfo& info, ByteView pkcs8);

/**
 * @param numbers modulus of 512 to 16,384 bits and exponent of at most 64, both odd
 * @return the key; null when they are not that
 */
PublicKeyPtr CryptoppLoadRsaPublicKey(const RsaNumbers& numbers);

/**
 * @param key a public key
 * @return its numbers; nothing when it is no RSA key
 */
std::optional<RsaNumbers> CryptoppGetRsaNumbers(const PublicKey& key);

/**
 * @param type RSA, or RSA_PSS for a key that says so
 * @param bits size of the modulus, 512 to 8192
 * @param random where the primes come from
 * @return an RSA key with public exponent 65537; null when the size is out of range
 */
PrivateKeyPtr CryptoppGenerateRsaKey(PublicKeyType type, uint16_t bits, RandomSource& random);

/**
 * @param key a private key
 * @param scheme RSASSA-PKCS1-v1_5 or RSASSA-PSS with a hash
 * @param digest what is signed
 * @param random for the salt, then for blinding
 * @return the signature (RFC 8017, 8.1.1 and 8.2.1); nothing when the key is no RSA key or too
 *         small
 */
std::optional<Bytes> CryptoppRsaSign(const PrivateKey& key,
                                     SignatureScheme scheme,
                                     ByteView digest,
                                     RandomSource& random);

/**
 * @param key a public key
 * @param scheme RSASSA-PKCS1-v1_5 or RSASSA-PSS with a hash
 * @param digest what was signed
 * @param signature the signature
 * @return true when it holds
 */
bool CryptoppRsaVerify(const PublicKey& key,
                       SignatureScheme scheme,
                       ByteView digest,
                       ByteView signature);

/**
 * RSAES-PKCS1-v1_5 (RFC 8017, 7.2.1).
 * @param key an RSA key
 * @param plaintext at most its length minus 11 octets
 * @param random for the padding; its zeros are drawn again
 * @return ciphertext as long as the modulus; nothing when key or length do not fit
 */
std::optional<Bytes> CryptoppRsaEncrypt(const PublicKey& key,
                                        ByteView plaintext,
                                        RandomSource& random);

/**
 * RSAES-PKCS1-v1_5 (RFC 8017, 7.2.2).
 * @param key an RSA key
 * @param ciphertext as it came off the wire
 * @return the plaintext; nothing when the padding is wrong
 */
std::optional<Bytes> CryptoppRsaDecrypt(const PrivateKey& key, ByteView ciphertext);

} // namespace tls
} // namespace ns3

#endif /* CRYPTOPP_RSA_KEY_H */
