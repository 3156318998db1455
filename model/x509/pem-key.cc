/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "pem-key.h"

#include "cryptopp-der-reader.h"
#include "cryptopp-der-writer.h"
#include "pem-codec.h"

namespace ns3
{
namespace tls
{

namespace
{

constexpr const char* RSA_ENCRYPTION = "1.2.840.113549.1.1.1"; //!< RFC 3279, 2.3.1
constexpr const char* ID_DSA = "1.2.840.10040.4.1";            //!< RFC 3279, 2.3.2
constexpr const char* ID_EC_PUBLIC_KEY = "1.2.840.10045.2.1";  //!< RFC 5480, 2.1.1

/**
 * @param algorithm which kind of key, dotted
 * @param parameters of the algorithm in DER
 * @param key the key in the encoding of its kind
 * @return PrivateKeyInfo (RFC 5208, 5)
 */
Bytes
WrapPrivateKey(const char* algorithm, ByteView parameters, ByteView key)
{
    DerWriter identifier;
    identifier.ObjectIdentifier(algorithm);
    identifier.Raw(parameters);
    DerWriter contents;
    contents.Unsigned(0);
    contents.Element(DerTag::SEQUENCE, identifier.View());
    contents.Element(DerTag::OCTET_STRING, key);
    DerWriter info;
    info.Element(DerTag::SEQUENCE, contents.View());
    return info.Take();
}

/**
 * @param pkcs1 RSAPrivateKey (RFC 8017, A.1.2)
 * @return PrivateKeyInfo
 */
Bytes
WrapRsaPrivateKey(ByteView pkcs1)
{
    DerWriter null;
    null.Null();
    return WrapPrivateKey(RSA_ENCRYPTION, null.View(), pkcs1);
}

/**
 * @param der ECPrivateKey (RFC 5915, 3)
 * @param curve OBJECT IDENTIFIER in DER for a key that names none; may be empty
 * @return PrivateKeyInfo, which names the curve beside the key; empty when it is malformed
 */
Bytes
WrapEcPrivateKey(ByteView der, ByteView curve)
{
    constexpr uint32_t VERSION = 1;
    DerReader outer(der);
    DerReader key = outer.Enter(DerTag::SEQUENCE);
    const bool isKnown = key.Unsigned(VERSION) == VERSION;
    DerWriter contents;
    contents.Unsigned(VERSION);
    contents.Raw(key.TakeWhole(DerTag::OCTET_STRING));
    if (key.PeekTag() == DerTag::ContextConstructed(0))
    {
        curve = key.Take(DerTag::ContextConstructed(0));
    }
    if (key.PeekTag() == DerTag::ContextConstructed(1))
    {
        contents.Raw(key.TakeWhole(DerTag::ContextConstructed(1)));
    }
    if (!isKnown || !key.AtEnd() || !outer.AtEnd() || curve.IsEmpty())
    {
        return {};
    }
    DerWriter rest;
    rest.Element(DerTag::SEQUENCE, contents.View());
    return WrapPrivateKey(ID_EC_PUBLIC_KEY, curve, rest.View());
}

/**
 * @param der SEQUENCE of the integers 0, p, q, g, y and x
 * @return PrivateKeyInfo; empty when it is malformed
 */
Bytes
WrapDsaPrivateKey(ByteView der)
{
    DerReader outer(der);
    DerReader key = outer.Enter(DerTag::SEQUENCE);
    key.Unsigned(0);
    DerWriter domain;
    for (size_t i = 0; i < 3; ++i)
    {
        domain.Raw(key.TakeWhole(DerTag::INTEGER));
    }
    key.Integer(); // y follows from the others
    const ByteView x = key.TakeWhole(DerTag::INTEGER);
    if (!key.AtEnd() || !outer.AtEnd())
    {
        return {};
    }
    DerWriter parameters;
    parameters.Element(DerTag::SEQUENCE, domain.View());
    return WrapPrivateKey(ID_DSA, parameters.View(), x);
}

} // namespace

PrivateKeyPtr
LoadPrivateKeyPem(std::string_view pem, CryptoProvider& provider)
{
    Bytes curve;
    for (const PemBlock& block : ParsePem(pem))
    {
        if (block.label == "EC PARAMETERS")
        {
            curve = block.der;
        }
        if (block.label == "PRIVATE KEY")
        {
            return provider.LoadPrivateKey(block.der);
        }
        if (block.label == "RSA PRIVATE KEY")
        {
            return provider.LoadPrivateKey(WrapRsaPrivateKey(block.der));
        }
        if (block.label == "EC PRIVATE KEY")
        {
            return provider.LoadPrivateKey(WrapEcPrivateKey(block.der, curve));
        }
        if (block.label == "DSA PRIVATE KEY")
        {
            return provider.LoadPrivateKey(WrapDsaPrivateKey(block.der));
        }
    }
    return nullptr;
}

std::optional<DhGroup>
LoadDhGroupPem(std::string_view pem)
{
    for (const PemBlock& block : ParsePem(pem))
    {
        if (block.label != "DH PARAMETERS")
        {
            continue;
        }
        DerReader outer(block.der);
        DerReader parameters = outer.Enter(DerTag::SEQUENCE);
        const ByteView p = parameters.Integer();
        const ByteView g = parameters.Integer();
        if (parameters.PeekTag() == DerTag::INTEGER)
        {
            parameters.Integer(); // a length that private values may have
        }
        const bool isNegative = !p.IsEmpty() && !g.IsEmpty() && (p[0] >= 0x80 || g[0] >= 0x80);
        if (!parameters.AtEnd() || !outer.AtEnd() || isNegative)
        {
            return std::nullopt;
        }
        // A sign octet is no part of the number.
        return DhGroup{p.Sub(p[0] == 0 ? 1 : 0).ToBytes(), g.Sub(g[0] == 0 ? 1 : 0).ToBytes()};
    }
    return std::nullopt;
}

} // namespace tls
} // namespace ns3
