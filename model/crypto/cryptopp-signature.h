/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTOPP_SIGNATURE_H
#define CRYPTOPP_SIGNATURE_H

#include "crypto-provider.h"

namespace ns3
{
namespace tls
{

/**
 * @param spki SubjectPublicKeyInfo in DER
 * @return the key; null when it is malformed or of a kind that is not supported
 */
PublicKeyPtr CryptoppLoadPublicKey(ByteView spki);

/**
 * @param pkcs8 PrivateKeyInfo in DER
 * @return the key; null when it is malformed, inconsistent or of a kind that is not supported
 */
PrivateKeyPtr CryptoppLoadPrivateKey(ByteView pkcs8);

/**
 * @param bits size of the modulus, 512 to 8192
 * @param random where the primes come from
 * @return an RSA key with public exponent 65537; null when the size is out of range
 */
PrivateKeyPtr CryptoppGenerateRsaKey(uint16_t bits, RandomSource& random);

/**
 * @param key a private key
 * @param scheme an algorithm that fits the key
 * @param message what is signed, not yet hashed
 * @param random for blinding
 * @return the signature; nothing when key and scheme do not fit
 */
std::optional<Bytes> CryptoppSign(const PrivateKey& key,
                                  SignatureScheme scheme,
                                  ByteView message,
                                  RandomSource& random);

/**
 * @param key a public key
 * @param scheme the algorithm
 * @param message what was signed, not yet hashed
 * @param signature the signature
 * @return true when it holds
 */
bool CryptoppVerify(const PublicKey& key,
                    SignatureScheme scheme,
                    ByteView message,
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
 * @param random for blinding
 * @return the plaintext; nothing when the padding is wrong
 */
std::optional<Bytes> CryptoppRsaDecrypt(const PrivateKey& key,
                                        ByteView ciphertext,
                                        RandomSource& random);

} // namespace tls
} // namespace ns3

#endif /* CRYPTOPP_SIGNATURE_H */
