/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "x509-signature.h"

#include "cryptopp-der-reader.h"
#include "cryptopp-der-writer.h"
#include "rsa-pss-parameters.h"

#include <array>
#include <string_view>

namespace ns3
{
namespace tls
{

namespace
{

using namespace std::string_view_literals;

/// A signature takes the expected length with a chance of one in three or better.
constexpr size_t MAX_ATTEMPTS = 64;

/// What follows the name of an algorithm.
enum class Parameters : uint8_t
{
    NONE,       //!< nothing
    NULL_VALUE, //!< NULL, or nothing (RFC 4055, 5)
    PSS         //!< RSASSA-PSS-params, which name the hash
};

/// A signature algorithm, the contents of its OBJECT IDENTIFIER, and what follows it.
struct AlgorithmRow
{
    SignatureScheme scheme;
    std::string_view identifier;
    Parameters parameters;
};

/// id-RSASSA-PSS (RFC 4055, 3.1).
constexpr std::string_view PSS = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a"sv;

constexpr std::array<AlgorithmRow, 18> ALGORITHMS{{
    {SignatureScheme::RSA_PKCS1_MD5,
     "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x04"sv,
     Parameters::NULL_VALUE},
    {SignatureScheme::RSA_PKCS1_SHA1,
     "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05"sv,
     Parameters::NULL_VALUE},
    {SignatureScheme::RSA_PKCS1_SHA256,
     "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b"sv,
     Parameters::NULL_VALUE},
    {SignatureScheme::RSA_PKCS1_SHA384,
     "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c"sv,
     Parameters::NULL_VALUE},
    {SignatureScheme::RSA_PKCS1_SHA512,
     "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d"sv,
     Parameters::NULL_VALUE},
    {SignatureScheme::DSA_SHA1, "\x2a\x86\x48\xce\x38\x04\x03"sv, Parameters::NONE},
    {SignatureScheme::DSA_SHA256, "\x60\x86\x48\x01\x65\x03\x04\x03\x02"sv, Parameters::NONE},
    {SignatureScheme::ECDSA_SHA1, "\x2a\x86\x48\xce\x3d\x04\x01"sv, Parameters::NONE},
    {SignatureScheme::ECDSA_SECP256R1_SHA256,
     "\x2a\x86\x48\xce\x3d\x04\x03\x02"sv,
     Parameters::NONE},
    {SignatureScheme::ECDSA_SECP384R1_SHA384,
     "\x2a\x86\x48\xce\x3d\x04\x03\x03"sv,
     Parameters::NONE},
    {SignatureScheme::ECDSA_SECP521R1_SHA512,
     "\x2a\x86\x48\xce\x3d\x04\x03\x04"sv,
     Parameters::NONE},
    {SignatureScheme::RSA_PSS_RSAE_SHA256, PSS, Parameters::PSS},
    {SignatureScheme::RSA_PSS_RSAE_SHA384, PSS, Parameters::PSS},
    {SignatureScheme::RSA_PSS_RSAE_SHA512, PSS, Parameters::PSS},
    {SignatureScheme::ED25519, "\x2b\x65\x70"sv, Parameters::NONE},
    {SignatureScheme::RSA_PSS_PSS_SHA256, PSS, Parameters::PSS},
    {SignatureScheme::RSA_PSS_PSS_SHA384, PSS, Parameters::PSS},
    {SignatureScheme::RSA_PSS_PSS_SHA512, PSS, Parameters::PSS},
}};

/**
 * @param hash what RSASSA-PSS-params name
 * @return the algorithm with it, for keys of type RSA; NONE for NONE
 */
SignatureScheme
PssSchemeOf(HashAlgorithm hash)
{
    for (const AlgorithmRow& row : ALGORITHMS)
    {
        if (row.parameters == Parameters::PSS && HashOf(row.scheme) == hash &&
            KeyTypeOf(row.scheme) == PublicKeyType::RSA)
        {
            return row.scheme;
        }
    }
    return SignatureScheme::NONE;
}

/**
 * @param key who signed
 * @param scheme from an AlgorithmIdentifier, which does not tell the two kinds of RSA keys apart
 * @return the algorithm that fits the key
 */
SignatureScheme
SchemeFor(const PublicKey& key, SignatureScheme scheme)
{
    for (const AlgorithmRow& row : ALGORITHMS)
    {
        if (IsPss(scheme) && row.parameters == Parameters::PSS &&
            HashOf(row.scheme) == HashOf(scheme) && KeyTypeOf(row.scheme) == key.type)
        {
            return row.scheme;
        }
    }
    return scheme;
}

} // namespace

Bytes
SerializeSignatureAlgorithm(SignatureScheme scheme)
{
    for (const AlgorithmRow& row : ALGORITHMS)
    {
        if (row.scheme != scheme)
        {
            continue;
        }
        DerWriter contents;
        contents.Element(DerTag::OBJECT_IDENTIFIER, ToBytes(row.identifier));
        if (row.parameters == Parameters::NULL_VALUE)
        {
            contents.Null();
        }
        else if (row.parameters == Parameters::PSS)
        {
            contents.Raw(SerializePssParameters(HashOf(scheme)));
        }
        DerWriter algorithm;
        algorithm.Element(DerTag::SEQUENCE, contents.View());
        return algorithm.Take();
    }
    return {};
}

SignatureScheme
ParseSignatureAlgorithm(ByteView contents)
{
    DerReader reader(contents);
    const ByteView identifier = reader.ObjectIdentifier();
    if (identifier == ByteView(ToBytes(PSS)))
    {
        const ByteView parameters = reader.TakeWhole(DerTag::SEQUENCE);
        return reader.AtEnd() ? PssSchemeOf(ParsePssParameters(parameters)) : SignatureScheme::NONE;
    }
    for (const AlgorithmRow& row : ALGORITHMS)
    {
        if (identifier != ByteView(ToBytes(row.identifier)))
        {
            continue;
        }
        if (row.parameters == Parameters::NULL_VALUE && reader.PeekTag() == DerTag::NULL_VALUE &&
            !reader.Take(DerTag::NULL_VALUE).IsEmpty())
        {
            return SignatureScheme::NONE;
        }
        return reader.AtEnd() ? row.scheme : SignatureScheme::NONE;
    }
    return SignatureScheme::NONE;
}

SignatureScheme
DefaultSchemeOf(const PublicKey& key)
{
    switch (key.type)
    {
    case PublicKeyType::RSA:
        return SignatureScheme::RSA_PKCS1_SHA256;
    case PublicKeyType::DSA:
        return SignatureScheme::DSA_SHA256;
    case PublicKeyType::ECDSA:
        return FieldBits(key.group) > 384   ? SignatureScheme::ECDSA_SECP521R1_SHA512
               : FieldBits(key.group) > 256 ? SignatureScheme::ECDSA_SECP384R1_SHA384
                                            : SignatureScheme::ECDSA_SECP256R1_SHA256;
    case PublicKeyType::ED25519:
        return SignatureScheme::ED25519;
    case PublicKeyType::RSA_PSS:
        return SignatureScheme::RSA_PSS_PSS_SHA256;
    case PublicKeyType::DH:
        return SignatureScheme::NONE;
    }
    return SignatureScheme::NONE;
}

bool
VerifyX509(CryptoProvider& provider,
           const PublicKey& key,
           SignatureScheme scheme,
           ByteView tbs,
           ByteView signature)
{
    return provider.Verify(key, SchemeFor(key, scheme), tbs, signature);
}

std::optional<Bytes>
SignX509(const X509Signer& signer, bool isSizeWanted, const X509TbsBuilder& buildTbs)
{
    const PublicKey& key = *signer.key.publicKey;
    if (SerializeSignatureAlgorithm(signer.scheme).empty() || key.type != KeyTypeOf(signer.scheme))
    {
        return std::nullopt;
    }
    const auto sign = [&signer](ByteView message) {
        return signer.provider.Sign(signer.key, signer.scheme, message, signer.random);
    };
    size_t expected = 0;
    if (isSizeWanted && (key.type == PublicKeyType::RSA || key.type == PublicKeyType::RSA_PSS))
    {
        expected = (key.bits + size_t{7}) / 8;
    }
    else if (isSizeWanted)
    {
        const std::optional<Bytes> sample = sign({});
        expected = sample ? sample->size() : 0;
    }
    for (size_t attempt = 0; attempt < MAX_ATTEMPTS; ++attempt)
    {
        const std::optional<Bytes> tbs = buildTbs(expected);
        const std::optional<Bytes> signature = tbs ? sign(*tbs) : std::nullopt;
        if (!signature)
        {
            return std::nullopt;
        }
        if (!isSizeWanted || signature->size() == expected)
        {
            return SerializeSigned(*tbs, signer.scheme, *signature);
        }
        expected = signature->size();
    }
    return std::nullopt;
}

Bytes
SerializeSigned(ByteView tbs, SignatureScheme scheme, ByteView signature)
{
    DerWriter contents;
    contents.Raw(tbs);
    contents.Raw(SerializeSignatureAlgorithm(scheme));
    contents.BitString(signature);
    DerWriter whole;
    whole.Element(DerTag::SEQUENCE, contents.View());
    return whole.Take();
}

} // namespace tls
} // namespace ns3
