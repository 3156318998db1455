/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_TYPES_H
#define CRYPTO_TYPES_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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
    NONE,             //!< no cipher beside a MAC
    AES_128_CBC,      //!< RFC 3268
    AES_256_CBC,      //!< RFC 3268
    CAMELLIA_128_CBC, //!< RFC 5932
    CAMELLIA_256_CBC, //!< RFC 5932
    SEED_CBC,         //!< RFC 4162
    TRIPLE_DES_CBC,   //!< EDE with three keys (RFC 5246, A.5)
    DES_CBC,          //!< RFC 5469; DES40 is the same with an exportable key
    RC2_CBC,          //!< RFC 2268, 128 effective bits; RC2_CBC_40 has an exportable key
    RC4_128           //!< a stream cipher (RFC 6101, A.6); RC4_40 has an exportable key
};

/// Ciphers that authenticate what they encrypt (RFC 5246, 6.2.3.3).
enum class AeadAlgorithm : uint8_t
{
    NONE,              //!< no such cipher
    AES_128_GCM,       //!< RFC 5288
    AES_256_GCM,       //!< RFC 5288
    CHACHA20_POLY1305, //!< RFC 7905
    AES_128_CCM,       //!< RFC 6655
    AES_128_CCM_8      //!< RFC 6655, with a tag of 8 octets
};

/// Groups for the Diffie-Hellman exchange, with their code points (RFC 4492, 5.1.1; RFC 8422;
/// RFC 8446, 4.2.7).
enum class NamedGroup : uint16_t
{
    NONE = 0,      //!< no group, or one that is not known
    SECT163K1 = 1, //!< SEC 2, binary fields up to here
    SECT163R1 = 2,
    SECT163R2 = 3,
    SECT193R1 = 4,
    SECT193R2 = 5,
    SECT233K1 = 6,
    SECT233R1 = 7,
    SECT239K1 = 8,
    SECT283K1 = 9,
    SECT283R1 = 10,
    SECT409K1 = 11,
    SECT409R1 = 12,
    SECT571K1 = 13,
    SECT571R1 = 14,
    SECP160K1 = 15, //!< SEC 2, prime fields from here
    SECP160R1 = 16,
    SECP160R2 = 17,
    SECP192K1 = 18,
    SECP192R1 = 19,
    SECP224K1 = 20,
    SECP224R1 = 21,
    SECP256K1 = 22,
    SECP256R1 = 23,     //!< P-256 of FIPS 186-4
    SECP384R1 = 24,     //!< P-384
    SECP521R1 = 25,     //!< P-521
    X25519 = 29,        //!< RFC 7748
    FFDHE2048 = 0x0100, //!< finite fields of RFC 7919, A, from here; in TLS 1.3 alone
    FFDHE3072 = 0x0101,
    FFDHE4096 = 0x0102,
    FFDHE6144 = 0x0103,
    FFDHE8192 = 0x0104
};

/// What kind of key a certificate carries.
enum class PublicKeyType : uint8_t
{
    RSA,     //!< RFC 8017
    DSA,     //!< FIPS 186-4
    ECDSA,   //!< a point of a curve (FIPS 186-4), for signatures and for fixed ECDH
    ED25519, //!< RFC 8032
    DH,      //!< a value of a finite field (RFC 3279, 2.3.3), for fixed Diffie-Hellman
    RSA_PSS  //!< RFC 8017, for RSASSA-PSS alone (RFC 4055, 1.2)
};

/// Signature algorithms, with the code points that RFC 5246, 7.4.1.4.1 and RFC 8446, 4.2.3 share.
enum class SignatureScheme : uint16_t
{
    NONE = 0,               //!< unsigned, or an algorithm that is not known
    RSA_PKCS1_MD5 = 0x0101, //!< RSASSA-PKCS1-v1_5 (RFC 8017, 8.2), as are the others
    RSA_PKCS1_SHA1 = 0x0201,
    RSA_PKCS1_SHA256 = 0x0401,
    RSA_PKCS1_SHA384 = 0x0501,
    RSA_PKCS1_SHA512 = 0x0601,
    DSA_SHA1 = 0x0202, //!< DSA (FIPS 186-4), as are the others
    DSA_SHA256 = 0x0402,
    DSA_SHA384 = 0x0502,
    DSA_SHA512 = 0x0602,
    ECDSA_SHA1 = 0x0203, //!< ECDSA (FIPS 186-4) over any curve in TLS 1.2, as are the others
    ECDSA_SECP256R1_SHA256 = 0x0403,
    ECDSA_SECP384R1_SHA384 = 0x0503,
    ECDSA_SECP521R1_SHA512 = 0x0603,
    RSA_PSS_RSAE_SHA256 = 0x0804, //!< RSASSA-PSS (RFC 8017, 8.1) with any RSA key
    RSA_PSS_RSAE_SHA384 = 0x0805,
    RSA_PSS_RSAE_SHA512 = 0x0806,
    ED25519 = 0x0807,            //!< RFC 8032; it signs the message itself and not a digest
    RSA_PSS_PSS_SHA256 = 0x0809, //!< RSASSA-PSS with a key that is for it alone
    RSA_PSS_PSS_SHA384 = 0x080a,
    RSA_PSS_PSS_SHA512 = 0x080b,
    /// Both digests in a PKCS #1 block without their names (RFC 4346, 7.4.3): not a code point,
    /// what RSA keys sign before TLS 1.2.
    RSA_PKCS1_MD5_SHA1 = 0xff01
};

/// What a node's processor is charged for.
enum class CryptoOperation : uint8_t
{
    HASH,         //!< an unkeyed hash; of no octets: the digest of a running one
    HASH_UPDATE,  //!< octets for a running hash
    HMAC,         //!< a keyed hash: what the PRF and HKDF are made of
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
    RANDOM,       //!< octets of the random generator, beside those of the operations above
    COMPRESS,     //!< a record made smaller
    DECOMPRESS,   //!< the inverse
    CONNECTION,   //!< what a connection costs a host beside cryptography
    MESSAGE       //!< what a handshake message costs a host beside cryptography
};

/// With which algorithm.
enum class CryptoAlgorithm : uint8_t
{
    NONE, //!< random octets and host work, which have none
    MD5,
    SHA1,
    SHA256,
    SHA384,
    SHA512,
    MD5_SHA1, //!< both, as HashAlgorithm has it
    AES_CBC,  //!< keys of that many bits, as with all ciphers
    CAMELLIA_CBC,
    SEED_CBC,
    TRIPLE_DES_CBC,
    DES_CBC,
    RC2_CBC,
    RC4,
    AES_GCM,
    AES_CCM,
    CHACHA20_POLY1305,
    RSA,          //!< a modulus of that many bits
    DSA,          //!< a modulus of that many bits
    DH,           //!< a modulus of that many bits
    ECDH,         //!< over the prime curve of that many bits
    ECDH_BINARY,  //!< over the binary curve of that many bits
    ECDSA,        //!< over the prime curve of that many bits
    ECDSA_BINARY, //!< over the binary curve of that many bits
    X25519,       //!< of one size: bits are 0
    ED25519,      //!< of one size: bits are 0
    DEFLATE       //!< RFC 1951
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
 * @return length of its block in octets, 0 for a stream cipher
 */
size_t BlockLength(CipherAlgorithm algorithm);

/**
 * @param algorithm an authenticating cipher
 * @return length of its key in octets
 */
size_t KeyLength(AeadAlgorithm algorithm);

/**
 * @param group a group
 * @return size of its field in bits, 0 for NONE
 */
uint16_t FieldBits(NamedGroup group);

/**
 * @param group a group
 * @return true for the curves over binary fields
 */
bool IsBinaryCurve(NamedGroup group);

/**
 * @param group a group
 * @return true for the finite fields of RFC 7919
 */
bool IsFiniteField(NamedGroup group);

/// @return every group but NONE, by code point
const std::vector<NamedGroup>& GetNamedGroups();

/**
 * @param scheme a signature algorithm
 * @return the kind of key that makes such signatures
 */
PublicKeyType KeyTypeOf(SignatureScheme scheme);

/**
 * @param scheme a signature algorithm
 * @return the hash function it signs; NONE for ED25519, which signs what is not hashed
 */
HashAlgorithm HashOf(SignatureScheme scheme);

/**
 * @param scheme a signature algorithm
 * @return true for RSASSA-PSS
 */
bool IsPss(SignatureScheme scheme);

/**
 * @param scheme a signature algorithm
 * @return the one curve that it has in TLS 1.3 (RFC 8446, 4.2.3), NONE where there is none
 */
NamedGroup CurveOf(SignatureScheme scheme);

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
