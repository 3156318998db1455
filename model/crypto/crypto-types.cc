/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-types.h"

#include <array>

namespace ns3
{
namespace tls
{

namespace
{

/// A hash function: its name and the length of its digest in octets.
struct HashRow
{
    HashAlgorithm algorithm;
    const char* name;
    size_t length;
};

constexpr std::array<HashRow, 7> HASHES{{
    {HashAlgorithm::NONE, "none", 0},
    {HashAlgorithm::MD5, "md5", 16},
    {HashAlgorithm::SHA1, "sha1", 20},
    {HashAlgorithm::SHA256, "sha256", 32},
    {HashAlgorithm::SHA384, "sha384", 48},
    {HashAlgorithm::SHA512, "sha512", 64},
    {HashAlgorithm::MD5_SHA1, "md5-sha1", 36},
}};

/// A bulk cipher: lengths of its key and of its block in octets.
struct CipherRow
{
    CipherAlgorithm algorithm;
    size_t key;
    size_t block;
};

constexpr std::array<CipherRow, 10> CIPHERS{{
    {CipherAlgorithm::NONE, 0, 0},
    {CipherAlgorithm::AES_128_CBC, 16, 16},
    {CipherAlgorithm::AES_256_CBC, 32, 16},
    {CipherAlgorithm::CAMELLIA_128_CBC, 16, 16},
    {CipherAlgorithm::CAMELLIA_256_CBC, 32, 16},
    {CipherAlgorithm::SEED_CBC, 16, 16},
    {CipherAlgorithm::TRIPLE_DES_CBC, 24, 8},
    {CipherAlgorithm::DES_CBC, 8, 8},
    {CipherAlgorithm::RC2_CBC, 16, 8},
    {CipherAlgorithm::RC4_128, 16, 0},
}};

/// A group: its IANA name and the size of its field in bits.
struct GroupRow
{
    NamedGroup group;
    const char* name;
    uint16_t bits;
};

constexpr std::array<GroupRow, 32> GROUPS{{
    {NamedGroup::NONE, "none", 0},
    {NamedGroup::SECT163K1, "sect163k1", 163},
    {NamedGroup::SECT163R1, "sect163r1", 163},
    {NamedGroup::SECT163R2, "sect163r2", 163},
    {NamedGroup::SECT193R1, "sect193r1", 193},
    {NamedGroup::SECT193R2, "sect193r2", 193},
    {NamedGroup::SECT233K1, "sect233k1", 233},
    {NamedGroup::SECT233R1, "sect233r1", 233},
    {NamedGroup::SECT239K1, "sect239k1", 239},
    {NamedGroup::SECT283K1, "sect283k1", 283},
    {NamedGroup::SECT283R1, "sect283r1", 283},
    {NamedGroup::SECT409K1, "sect409k1", 409},
    {NamedGroup::SECT409R1, "sect409r1", 409},
    {NamedGroup::SECT571K1, "sect571k1", 571},
    {NamedGroup::SECT571R1, "sect571r1", 571},
    {NamedGroup::SECP160K1, "secp160k1", 160},
    {NamedGroup::SECP160R1, "secp160r1", 160},
    {NamedGroup::SECP160R2, "secp160r2", 160},
    {NamedGroup::SECP192K1, "secp192k1", 192},
    {NamedGroup::SECP192R1, "secp192r1", 192},
    {NamedGroup::SECP224K1, "secp224k1", 224},
    {NamedGroup::SECP224R1, "secp224r1", 224},
    {NamedGroup::SECP256K1, "secp256k1", 256},
    {NamedGroup::SECP256R1, "secp256r1", 256},
    {NamedGroup::SECP384R1, "secp384r1", 384},
    {NamedGroup::SECP521R1, "secp521r1", 521},
    {NamedGroup::X25519, "x25519", 255},
    {NamedGroup::FFDHE2048, "ffdhe2048", 2048},
    {NamedGroup::FFDHE3072, "ffdhe3072", 3072},
    {NamedGroup::FFDHE4096, "ffdhe4096", 4096},
    {NamedGroup::FFDHE6144, "ffdhe6144", 6144},
    {NamedGroup::FFDHE8192, "ffdhe8192", 8192},
}};

/**
 * @param group a group
 * @return its row; that of NONE for one without a row
 */
const GroupRow&
RowOf(NamedGroup group)
{
    for (const GroupRow& row : GROUPS)
    {
        if (row.group == group)
        {
            return row;
        }
    }
    return GROUPS[0];
}

/// A signature algorithm: its IANA name, the key that makes it and the hash it signs.
struct SchemeRow
{
    SignatureScheme scheme;
    const char* name;
    PublicKeyType key;
    HashAlgorithm hash;
};

constexpr std::array<SchemeRow, 22> SCHEMES{{
    {SignatureScheme::NONE, "none", PublicKeyType::RSA, HashAlgorithm::NONE},
    {SignatureScheme::RSA_PKCS1_MD5, "rsa_pkcs1_md5", PublicKeyType::RSA, HashAlgorithm::MD5},
    {SignatureScheme::RSA_PKCS1_SHA1, "rsa_pkcs1_sha1", PublicKeyType::RSA, HashAlgorithm::SHA1},
    {SignatureScheme::RSA_PKCS1_SHA256,
     "rsa_pkcs1_sha256",
     PublicKeyType::RSA,
     HashAlgorithm::SHA256},
    {SignatureScheme::RSA_PKCS1_SHA384,
     "rsa_pkcs1_sha384",
     PublicKeyType::RSA,
     HashAlgorithm::SHA384},
    {SignatureScheme::RSA_PKCS1_SHA512,
     "rsa_pkcs1_sha512",
     PublicKeyType::RSA,
     HashAlgorithm::SHA512},
    {SignatureScheme::DSA_SHA1, "dsa_sha1", PublicKeyType::DSA, HashAlgorithm::SHA1},
    {SignatureScheme::DSA_SHA256, "dsa_sha256", PublicKeyType::DSA, HashAlgorithm::SHA256},
    {SignatureScheme::DSA_SHA384, "dsa_sha384", PublicKeyType::DSA, HashAlgorithm::SHA384},
    {SignatureScheme::DSA_SHA512, "dsa_sha512", PublicKeyType::DSA, HashAlgorithm::SHA512},
    {SignatureScheme::ECDSA_SHA1, "ecdsa_sha1", PublicKeyType::ECDSA, HashAlgorithm::SHA1},
    {SignatureScheme::ECDSA_SECP256R1_SHA256,
     "ecdsa_secp256r1_sha256",
     PublicKeyType::ECDSA,
     HashAlgorithm::SHA256},
    {SignatureScheme::ECDSA_SECP384R1_SHA384,
     "ecdsa_secp384r1_sha384",
     PublicKeyType::ECDSA,
     HashAlgorithm::SHA384},
    {SignatureScheme::ECDSA_SECP521R1_SHA512,
     "ecdsa_secp521r1_sha512",
     PublicKeyType::ECDSA,
     HashAlgorithm::SHA512},
    {SignatureScheme::RSA_PSS_RSAE_SHA256,
     "rsa_pss_rsae_sha256",
     PublicKeyType::RSA,
     HashAlgorithm::SHA256},
    {SignatureScheme::RSA_PSS_RSAE_SHA384,
     "rsa_pss_rsae_sha384",
     PublicKeyType::RSA,
     HashAlgorithm::SHA384},
    {SignatureScheme::RSA_PSS_RSAE_SHA512,
     "rsa_pss_rsae_sha512",
     PublicKeyType::RSA,
     HashAlgorithm::SHA512},
    {SignatureScheme::ED25519, "ed25519", PublicKeyType::ED25519, HashAlgorithm::NONE},
    {SignatureScheme::RSA_PSS_PSS_SHA256,
     "rsa_pss_pss_sha256",
     PublicKeyType::RSA_PSS,
     HashAlgorithm::SHA256},
    {SignatureScheme::RSA_PSS_PSS_SHA384,
     "rsa_pss_pss_sha384",
     PublicKeyType::RSA_PSS,
     HashAlgorithm::SHA384},
    {SignatureScheme::RSA_PSS_PSS_SHA512,
     "rsa_pss_pss_sha512",
     PublicKeyType::RSA_PSS,
     HashAlgorithm::SHA512},
    {SignatureScheme::RSA_PKCS1_MD5_SHA1,
     "rsa_pkcs1_md5_sha1",
     PublicKeyType::RSA,
     HashAlgorithm::MD5_SHA1},
}};

/**
 * @param scheme a signature algorithm
 * @return its row; that of NONE for one without a row
 */
const SchemeRow&
RowOf(SignatureScheme scheme)
{
    for (const SchemeRow& row : SCHEMES)
    {
        if (row.scheme == scheme)
        {
            return row;
        }
    }
    return SCHEMES[0];
}

} // namespace

size_t
HashLength(HashAlgorithm algorithm)
{
    return HASHES[static_cast<size_t>(algorithm)].length;
}

size_t
KeyLength(CipherAlgorithm algorithm)
{
    return CIPHERS[static_cast<size_t>(algorithm)].key;
}

size_t
BlockLength(CipherAlgorithm algorithm)
{
    return CIPHERS[static_cast<size_t>(algorithm)].block;
}

size_t
KeyLength(AeadAlgorithm algorithm)
{
    switch (algorithm)
    {
    case AeadAlgorithm::NONE:
        return 0;
    case AeadAlgorithm::AES_128_GCM:
    case AeadAlgorithm::AES_128_CCM:
    case AeadAlgorithm::AES_128_CCM_8:
        return 16;
    case AeadAlgorithm::AES_256_GCM:
    case AeadAlgorithm::CHACHA20_POLY1305:
        return 32;
    }
    return 0;
}

uint16_t
FieldBits(NamedGroup group)
{
    return RowOf(group).bits;
}

bool
IsBinaryCurve(NamedGroup group)
{
    return group >= NamedGroup::SECT163K1 && group <= NamedGroup::SECT571R1;
}

bool
IsFiniteField(NamedGroup group)
{
    return group >= NamedGroup::FFDHE2048 && group <= NamedGroup::FFDHE8192;
}

const std::vector<NamedGroup>&
GetNamedGroups()
{
    static const std::vector<NamedGroup> groups = [] {
        std::vector<NamedGroup> all;
        for (const GroupRow& row : GROUPS)
        {
            if (row.group != NamedGroup::NONE)
            {
                all.push_back(row.group);
            }
        }
        return all;
    }();
    return groups;
}

PublicKeyType
KeyTypeOf(SignatureScheme scheme)
{
    return RowOf(scheme).key;
}

HashAlgorithm
HashOf(SignatureScheme scheme)
{
    return RowOf(scheme).hash;
}

bool
IsPss(SignatureScheme scheme)
{
    return scheme >= SignatureScheme::RSA_PSS_RSAE_SHA256 &&
           scheme <= SignatureScheme::RSA_PSS_PSS_SHA512 && scheme != SignatureScheme::ED25519;
}

NamedGroup
CurveOf(SignatureScheme scheme)
{
    return scheme == SignatureScheme::ECDSA_SECP256R1_SHA256   ? NamedGroup::SECP256R1
           : scheme == SignatureScheme::ECDSA_SECP384R1_SHA384 ? NamedGroup::SECP384R1
           : scheme == SignatureScheme::ECDSA_SECP521R1_SHA512 ? NamedGroup::SECP521R1
                                                               : NamedGroup::NONE;
}

const char*
ToString(HashAlgorithm value)
{
    return HASHES[static_cast<size_t>(value)].name;
}

const char*
ToString(NamedGroup value)
{
    const GroupRow& row = RowOf(value);
    return row.group == value ? row.name : "unknown";
}

const char*
ToString(PublicKeyType value)
{
    switch (value)
    {
    case PublicKeyType::RSA:
        return "rsa";
    case PublicKeyType::DSA:
        return "dsa";
    case PublicKeyType::ECDSA:
        return "ecdsa";
    case PublicKeyType::ED25519:
        return "ed25519";
    case PublicKeyType::DH:
        return "dh";
    case PublicKeyType::RSA_PSS:
        return "rsa-pss";
    }
    return "unknown";
}

const char*
ToString(SignatureScheme value)
{
    return RowOf(value).name;
}

const char*
ToString(CryptoOperation value)
{
    switch (value)
    {
    case CryptoOperation::HASH:
        return "hash";
    case CryptoOperation::HASH_UPDATE:
        return "hash-update";
    case CryptoOperation::HMAC:
        return "hmac";
    case CryptoOperation::ENCRYPT:
        return "encrypt";
    case CryptoOperation::DECRYPT:
        return "decrypt";
    case CryptoOperation::SEAL:
        return "seal";
    case CryptoOperation::OPEN:
        return "open";
    case CryptoOperation::GENERATE_KEY:
        return "generate-key";
    case CryptoOperation::AGREE:
        return "agree";
    case CryptoOperation::SIGN:
        return "sign";
    case CryptoOperation::VERIFY:
        return "verify";
    case CryptoOperation::RSA_ENCRYPT:
        return "rsa-encrypt";
    case CryptoOperation::RSA_DECRYPT:
        return "rsa-decrypt";
    case CryptoOperation::RANDOM:
        return "random";
    case CryptoOperation::COMPRESS:
        return "compress";
    case CryptoOperation::DECOMPRESS:
        return "decompress";
    case CryptoOperation::CONNECTION:
        return "connection";
    case CryptoOperation::MESSAGE:
        return "message";
    }
    return "unknown";
}

const char*
ToString(CryptoAlgorithm value)
{
    switch (value)
    {
    case CryptoAlgorithm::NONE:
        return "none";
    case CryptoAlgorithm::MD5:
        return "md5";
    case CryptoAlgorithm::SHA1:
        return "sha1";
    case CryptoAlgorithm::SHA256:
        return "sha256";
    case CryptoAlgorithm::SHA384:
        return "sha384";
    case CryptoAlgorithm::SHA512:
        return "sha512";
    case CryptoAlgorithm::MD5_SHA1:
        return "md5-sha1";
    case CryptoAlgorithm::AES_CBC:
        return "aes-cbc";
    case CryptoAlgorithm::CAMELLIA_CBC:
        return "camellia-cbc";
    case CryptoAlgorithm::SEED_CBC:
        return "seed-cbc";
    case CryptoAlgorithm::TRIPLE_DES_CBC:
        return "3des-cbc";
    case CryptoAlgorithm::DES_CBC:
        return "des-cbc";
    case CryptoAlgorithm::RC2_CBC:
        return "rc2-cbc";
    case CryptoAlgorithm::RC4:
        return "rc4";
    case CryptoAlgorithm::AES_GCM:
        return "aes-gcm";
    case CryptoAlgorithm::AES_CCM:
        return "aes-ccm";
    case CryptoAlgorithm::CHACHA20_POLY1305:
        return "chacha20-poly1305";
    case CryptoAlgorithm::RSA:
        return "rsa";
    case CryptoAlgorithm::DSA:
        return "dsa";
    case CryptoAlgorithm::DH:
        return "dh";
    case CryptoAlgorithm::ECDH:
        return "ecdh";
    case CryptoAlgorithm::ECDH_BINARY:
        return "ecdh-binary";
    case CryptoAlgorithm::ECDSA:
        return "ecdsa";
    case CryptoAlgorithm::ECDSA_BINARY:
        return "ecdsa-binary";
    case CryptoAlgorithm::X25519:
        return "x25519";
    case CryptoAlgorithm::ED25519:
        return "ed25519";
    case CryptoAlgorithm::DEFLATE:
        return "deflate";
    }
    return "unknown";
}

NamedGroup
NamedGroupFromName(std::string_view name)
{
    for (const GroupRow& row : GROUPS)
    {
        if (name == row.name)
        {
            return row.group;
        }
    }
    return NamedGroup::NONE;
}

SignatureScheme
SignatureSchemeFromName(std::string_view name)
{
    for (const SchemeRow& row : SCHEMES)
    {
        if (name == row.name)
        {
            return row.scheme;
        }
    }
    return SignatureScheme::NONE;
}

} // namespace tls
} // namespace ns3
