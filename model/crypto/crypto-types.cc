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

/// A group and its IANA name.
struct GroupRow
{
    NamedGroup group;
    const char* name;
};

constexpr std::array<GroupRow, 3> GROUPS{{
    {NamedGroup::NONE, "none"},
    {NamedGroup::SECP256R1, "secp256r1"},
    {NamedGroup::X25519, "x25519"},
}};

/// A signature algorithm: its IANA name, the key that makes it and the hash it signs.
struct SchemeRow
{
    SignatureScheme scheme;
    const char* name;
    PublicKeyType key;
    HashAlgorithm hash;
};

constexpr std::array<SchemeRow, 5> SCHEMES{{
    {SignatureScheme::NONE, "none", PublicKeyType::RSA, HashAlgorithm::NONE},
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
    switch (algorithm)
    {
    case CipherAlgorithm::NONE:
        return 0;
    case CipherAlgorithm::AES_128_CBC:
        return 16;
    }
    return 0;
}

size_t
BlockLength(CipherAlgorithm algorithm)
{
    switch (algorithm)
    {
    case CipherAlgorithm::NONE:
        return 0;
    case CipherAlgorithm::AES_128_CBC:
        return 16;
    }
    return 0;
}

size_t
KeyLength(AeadAlgorithm algorithm)
{
    switch (algorithm)
    {
    case AeadAlgorithm::NONE:
        return 0;
    case AeadAlgorithm::AES_128_GCM:
        return 16;
    }
    return 0;
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

const char*
ToString(HashAlgorithm value)
{
    return HASHES[static_cast<size_t>(value)].name;
}

const char*
ToString(NamedGroup value)
{
    for (const GroupRow& row : GROUPS)
    {
        if (row.group == value)
        {
            return row.name;
        }
    }
    return "unknown";
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
    case CryptoAlgorithm::AES_GCM:
        return "aes-gcm";
    case CryptoAlgorithm::RSA:
        return "rsa";
    case CryptoAlgorithm::ECDH:
        return "ecdh";
    case CryptoAlgorithm::X25519:
        return "x25519";
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
