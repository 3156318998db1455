/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_TYPES_H
#define CRYPTO_TYPES_H

#include <cstdint>
#include <string>
#include <string_view>

namespace ns3
{
namespace tls
{

/// Hash functions that the family uses.
enum class HashAlgorithm : uint8_t
{
    NONE,    //!< no hash, or one that is not known
    MD5,     //!< RFC 1321
    SHA1,    //!< FIPS 180-4
    SHA256,  //!< FIPS 180-4
    SHA384,  //!< FIPS 180-4
    SHA512,  //!< FIPS 180-4
    MD5_SHA1 //!< both, one after the other: what TLS 1.0 and 1.1 sign (RFC 4346, 4.7)
};

/// Bulk ciphers that need a MAC beside them.
enum class CipherAlgorithm : uint8_t
{
    NONE,       //!< no cipher beside a MAC
    AES_128_CBC //!< RFC 3268
};

/// Ciphers that authenticate what they encrypt (RFC 5246, 6.2.3.3).
enum class AeadAlgorithm : uint8_t
{
    NONE,       //!< no such cipher
    AES_128_GCM //!< RFC 5288
};

/// Groups for the Diffie-Hellman exchange, with their code points (RFC 8422, 5.1.1).
enum class NamedGroup : uint16_t
{
    NONE = 0,       //!< no group, or one that is not known
    SECP256R1 = 23, //!< P-256 of FIPS 186-4
    X25519 = 29     //!< RFC 7748
};

/// What kind of key a certificate carries.
enum class PublicKeyType : uint8_t
{
    RSA,    //!< RFC 8017
    DSA,    //!< FIPS 186-4
    ECDSA,  //!< FIPS 186-4
    ED25519 //!< RFC 8032
};

/// Signature algorithms, with the code points that RFC 5246, 7.4.1.4.1 and RFC 8446, 4.2.3 share.
enum class SignatureScheme : uint16_t
{
    NONE = 0,                //!< unsigned, or an algorithm that is not known
    RSA_PKCS1_SHA1 = 0x0201, //!< RSASSA-PKCS1-v1_5 (RFC 8017, 8.2), as are the others
    RSA_PKCS1_SHA256 = 0x0401,
    RSA_PKCS1_SHA384 = 0x0501,
    RSA_PKCS1_SHA512 = 0x0601
};

/// What a node's processor is charged for.
enum class CryptoOperation : uint8_t
{
    HASH,         //!< an unkeyed hash
    HMAC,         //!< a keyed hash
    ENCRYPT,      //!< a block or stream cipher, without its MAC
    DECRYPT,      //!< the inverse
    SEAL,         //!< an authenticating cipher
    OPEN,         //!< the inverse
    GENERATE_KEY, //!< an ephemeral key pair
    AGREE,        //!< a shared secret from one's own private and the peer's public key
    SIGN,         //!< a signature
    VERIFY,       //!< the check of one
    RSA_ENCRYPT,  //!< a premaster secret for the peer
    RSA_DECRYPT,  //!< the inverse
    CONNECTION,   //!< what a connection costs a host beside cryptography
    MESSAGE       //!< what a handshake message costs a host beside cryptography
};

/// With which algorithm.
enum class CryptoAlgorithm : uint8_t
{
    NONE, //!< host work, which has none
    MD5,
    SHA1,
    SHA256,
    SHA384,
    SHA512,
    MD5_SHA1, //!< both, as HashAlgorithm has it
    AES_CBC,  //!< keys of that many bits
    AES_GCM,  //!< keys of that many bits
    RSA,      //!< a modulus of that many bits
    ECDH,     //!< over the prime curve of that many bits
    X25519    //!< of one size: bits are 0
};

/**
 * @param algorithm a hash function
 * @return length of its digest in octets, 0 for NONE
 */
size_t HashLength(HashAlgorithm algorithm);

/**
 * @param algorithm a bulk cipher
 * @return length of its key in octets
 */
size_t KeyLength(CipherAlgorithm algorithm);

/**
 * @param algorithm a bulk cipher
 * @return length of its block in octets
 */
size_t BlockLength(CipherAlgorithm algorithm);

/**
 * @param algorithm an authenticating cipher
 * @return length of its key in octets
 */
size_t KeyLength(AeadAlgorithm algorithm);

/**
 * @param scheme a signature algorithm
 * @return the kind of key that makes such signatures
 */
PublicKeyType KeyTypeOf(SignatureScheme scheme);

/**
 * @param scheme a signature algorithm
 * @return the hash function it signs
 */
HashAlgorithm HashOf(SignatureScheme scheme);

/**
 * @param value a hash function
 * @return its name as calibration files spell it, as "sha256"
 */
const char* ToString(HashAlgorithm value);

/**
 * @param value a group
 * @return its IANA name, as "secp256r1"
 */
const char* ToString(NamedGroup value);

/**
 * @param value a kind of key
 * @return its name, as "rsa"
 */
const char* ToString(PublicKeyType value);

/**
 * @param value a signature algorithm
 * @return its IANA name, as "rsa_pkcs1_sha256"
 */
const char* ToString(SignatureScheme value);

/**
 * @param value an operation
 * @return its name as calibration files spell it, as "generate-key"
 */
const char* ToString(CryptoOperation value);

/**
 * @param value an algorithm
 * @return its name as calibration files spell it, as "aes-gcm"
 */
const char* ToString(CryptoAlgorithm value);

/**
 * @param name an IANA name, as "secp256r1"
 * @return the group, NONE when there is none of that name
 */
NamedGroup NamedGroupFromName(std::string_view name);

/**
 * @param name an IANA name, as "rsa_pkcs1_sha256"
 * @return the algorithm, NONE when there is none of that name
 */
SignatureScheme SignatureSchemeFromName(std::string_view name);

} // namespace tls
} // namespace ns3

#endif /* CRYPTO_TYPES_H */
