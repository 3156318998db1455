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
    NONE,
    MD5,
    SHA1,
    SHA256,
    SHA384,
    SHA512,
    MD5_SHA1 //!< both, one after the other: what TLS 1.0 and 1.1 sign (RFC 4346, 4.7)
};

/// Bulk ciphers that need a MAC beside them.
enum class CipherAlgorithm : uint8_t
{
    NONE,
    AES_128_CBC
};

/// Ciphers that authenticate what they encrypt (RFC 5246, 6.2.3.3).
enum class AeadAlgorithm : uint8_t
{
    NONE,
    AES_128_GCM
};

/// Groups for the Diffie-Hellman exchange, with their code points (RFC 8422, 5.1.1).
enum class NamedGroup : uint16_t
{
    NONE = 0,
    SECP256R1 = 23,
    X25519 = 29
};

/// What kind of key a certificate carries.
enum class PublicKeyType : uint8_t
{
    RSA,
    DSA,
    ECDSA,
    ED25519
};

/// Signature algorithms, with the code points that RFC 5246, 7.4.1.4.1 and RFC 8446, 4.2.3 share.
enum class SignatureScheme : uint16_t
{
    NONE = 0,
    RSA_PKCS1_SHA1 = 0x0201,
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
    NONE,
    MD5,
    SHA1,
    SHA256,
    SHA384,
    SHA512,
    MD5_SHA1,
    AES_CBC,
    AES_GCM,
    RSA,
    ECDH, //!< over the prime curve of that many bits
    X25519
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
 * @param value what to name
 * @return its name as calibration files and traces spell it
 */
const char* ToString(HashAlgorithm value);
/// @copydoc ToString(HashAlgorithm)
const char* ToString(NamedGroup value);
/// @copydoc ToString(HashAlgorithm)
const char* ToString(PublicKeyType value);
/// @copydoc ToString(HashAlgorithm)
const char* ToString(SignatureScheme value);
/// @copydoc ToString(HashAlgorithm)
const char* ToString(CryptoOperation value);
/// @copydoc ToString(HashAlgorithm)
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
