/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "x509-certificate.h"

#include "cryptopp-der-reader.h"
#include "x509-signature.h"

#include <algorithm>
#include <array>

namespace ns3
{
namespace tls
{

namespace
{

constexpr size_t MAX_CERTIFICATE = 65536;
constexpr size_t MAX_SERIAL = 20; //!< RFC 5280, 4.1.2.2
constexpr size_t MAX_EXTENSIONS = 64;
constexpr size_t MAX_NAMES = 1024;
constexpr uint32_t MAX_PATH_LENGTH = 255;
constexpr uint32_t VERSION_2 = 1;
constexpr uint32_t VERSION_3 = 2;

/**
 * @param value of an extension basicConstraints (RFC 5280, 4.2.1.9)
 * @param certificate what is filled in
 * @return false when it is malformed
 */
bool
ParseBasicConstraints(ByteView value, X509Certificate& certificate)
{
    DerReader outer(value);
    DerReader sequence = outer.Enter(DerTag::SEQUENCE);
    if (sequence.PeekTag() == DerTag::BOOLEAN)
    {
        certificate.isCa = sequence.Boolean();
        if (!certificate.isCa)
        {
            return false; // DER leaves a default value out
        }
    }
    if (sequence.PeekTag() == DerTag::INTEGER)
    {
        certificate.pathLength = sequence.Unsigned(MAX_PATH_LENGTH);
    }
    return sequence.AtEnd() && outer.AtEnd();
}

/**
 * @param value of an extension keyUsage (RFC 5280, 4.2.1.3)
 * @param certificate what is filled in
 * @return false when it is malformed
 */
bool
ParseKeyUsage(ByteView value, X509Certificate& certificate)
{
    DerReader outer(value);
    unsigned int unused = 0;
    const ByteView bits = outer.BitString(unused);
    if (!outer.AtEnd() || bits.IsEmpty() || bits.Size() > 2)
    {
        return false;
    }
    certificate.keyUsage = static_cast<uint16_t>(bits[0] << 8 | (bits.Size() == 2 ? bits[1] : 0));
    return true;
}

/**
 * @param value of an extension extKeyUsage (RFC 5280, 4.2.1.12)
 * @param certificate what is filled in
 * @return false when it is malformed
 */
bool
ParseExtendedKeyUsage(ByteView value, X509Certificate& certificate)
{
    DerReader outer(value);
    DerReader sequence = outer.Enter(DerTag::SEQUENCE);
    do
    {
        certificate.extendedKeyUsage.push_back(FormatObjectIdentifier(sequence.ObjectIdentifier()));
        if (certificate.extendedKeyUsage.back().empty() ||
            certificate.extendedKeyUsage.size() > MAX_NAMES)
        {
            return false;
        }
    } while (sequence.PeekTag() != 0);
    return sequence.AtEnd() && outer.AtEnd();
}

/**
 * @param value of an extension subjectAltName (RFC 5280, 4.2.1.6)
 * @param certificate what is filled in
 * @return false when it is malformed
 */
bool
ParseSubjectAltName(ByteView value, X509Certificate& certificate)
{
    constexpr uint8_t DNS_NAME = DerTag::Context(2);
    constexpr uint8_t IP_ADDRESS = DerTag::Context(7);
    certificate.hasSubjectAltName = true;
    DerReader outer(value);
    DerReader sequence = outer.Enter(DerTag::SEQUENCE);
    size_t count = 0;
    do
    {
        const uint8_t tag = sequence.PeekTag();
        const ByteView name = sequence.Take(tag);
        if (!sequence.Ok() || ++count > MAX_NAMES)
        {
            return false;
        }
        if (tag == DNS_NAME)
        {
            certificate.dnsNames.push_back(name.ToString());
        }
        else if (tag == IP_ADDRESS)
        {
            if (name.Size() != 4 && name.Size() != 16)
            {
                return false;
            }
            certificate.ipAddresses.push_back(name.ToBytes());
        }
    } while (sequence.PeekTag() != 0);
    return sequence.AtEnd() && outer.AtEnd();
}

/**
 * @param value of an extension subjectKeyIdentifier (RFC 5280, 4.2.1.2)
 * @param certificate what is filled in
 * @return false when it is malformed
 */
bool
ParseSubjectKeyId(ByteView value, X509Certificate& certificate)
{
    DerReader outer(value);
    certificate.subjectKeyId = outer.Take(DerTag::OCTET_STRING).ToBytes();
    return outer.AtEnd();
}

/**
 * @param value of an extension authorityKeyIdentifier (RFC 5280, 4.2.1.1)
 * @param certificate what is filled in
 * @return false when it is malformed
 */
bool
ParseAuthorityKeyId(ByteView value, X509Certificate& certificate)
{
    DerReader outer(value);
    DerReader sequence = outer.Enter(DerTag::SEQUENCE);
    if (sequence.PeekTag() == DerTag::Context(0))
    {
        certificate.authorityKeyId = sequence.Take(DerTag::Context(0)).ToBytes();
    }
    if (sequence.PeekTag() == DerTag::ContextConstructed(1))
    {
        sequence.Take(DerTag::ContextConstructed(1));
    }
    if (sequence.PeekTag() == DerTag::Context(2))
    {
        sequence.Take(DerTag::Context(2));
    }
    return sequence.AtEnd() && outer.AtEnd();
}

/**
 * Policies restrict nothing unless another extension asks for one, and that one is refused.
 * @return true
 */
bool
AcceptPolicies(ByteView /* value */, X509Certificate& /* certificate */)
{
    return true;
}

/// An extension: last octet of its identifier 2.5.29.N, and what parses it.
struct ExtensionRow
{
    uint8_t number;
    bool (*parse)(ByteView, X509Certificate&);
};

constexpr std::array<ExtensionRow, 7> EXTENSIONS{{
    {14, ParseSubjectKeyId},
    {15, ParseKeyUsage},
    {17, ParseSubjectAltName},
    {19, ParseBasicConstraints},
    {32, AcceptPolicies},
    {35, ParseAuthorityKeyId},
    {37, ParseExtendedKeyUsage},
}};

/**
 * @param identifier contents of an OBJECT IDENTIFIER
 * @return its row, null when the extension is not known
 */
const ExtensionRow*
FindExtension(ByteView identifier)
{
    if (identifier.Size() != 3 || identifier[0] != 0x55 || identifier[1] != 0x1d)
    {
        return nullptr;
    }
    for (const ExtensionRow& row : EXTENSIONS)
    {
        if (row.number == identifier[2])
        {
            return &row;
        }
    }
    return nullptr;
}

/**
 * @param sequence the extensions (RFC 5280, 4.1.2.9)
 * @param certificate what is filled in
 * @return false when they are malformed
 */
bool
ParseExtensions(DerReader sequence, X509Certificate& certificate)
{
    std::vector<ByteView> seen;
    do
    {
        DerReader extension = sequence.Enter(DerTag::SEQUENCE);
        const ByteView identifier = extension.ObjectIdentifier();
        const bool hasFlag = extension.PeekTag() == DerTag::BOOLEAN;
        const bool isCritical = hasFlag && extension.Boolean();
        const ByteView value = extension.Take(DerTag::OCTET_STRING);
        if (!extension.AtEnd() || hasFlag != isCritical || seen.size() == MAX_EXTENSIONS ||
            std::find(seen.begin(), seen.end(), identifier) != seen.end())
        {
            return false;
        }
        seen.push_back(identifier);
        const ExtensionRow* row = FindExtension(identifier);
        if (!row)
        {
            certificate.hasUnknownCriticalExtension |= isCritical;
        }
        else if (!row->parse(value, certificate))
        {
            return false;
        }
    } while (sequence.PeekTag() != 0);
    return sequence.AtEnd();
}

/**
 * @param tbs contents of a TBSCertificate (RFC 5280, 4.1.2)
 * @param algorithm contents of the outer signature algorithm
 * @param provider what loads the public key
 * @param certificate what is filled in
 * @return false when it is malformed
 */
bool
ParseTbs(DerReader tbs, ByteView algorithm, CryptoProvider& provider, X509Certificate& certificate)
{
    uint32_t version = 0;
    if (tbs.PeekTag() == DerTag::ContextConstructed(0))
    {
        DerReader explicitVersion = tbs.Enter(DerTag::ContextConstructed(0));
        version = explicitVersion.Unsigned(VERSION_3);
        if (!explicitVersion.AtEnd() || version == 0)
        {
            return false;
        }
    }
    certificate.serial = tbs.Integer().ToBytes();
    const bool isAlgorithmEqual = tbs.Take(DerTag::SEQUENCE) == algorithm;
    const ByteView issuer = tbs.TakeWhole(DerTag::SEQUENCE);
    DerReader validity = tbs.Enter(DerTag::SEQUENCE);
    certificate.notBefore = validity.Time();
    certificate.notAfter = validity.Time();
    const ByteView subject = tbs.TakeWhole(DerTag::SEQUENCE);
    const ByteView spki = tbs.TakeWhole(DerTag::SEQUENCE);
    if (!tbs.Ok() || !isAlgorithmEqual || !validity.AtEnd() ||
        certificate.serial.size() > MAX_SERIAL || !ParseX509Name(issuer, certificate.issuer) ||
        !ParseX509Name(subject, certificate.subject))
    {
        return false;
    }
    certificate.publicKey = provider.LoadPublicKey(spki);
    for (const uint8_t number : {1, 2}) // issuerUniqueID, subjectUniqueID
    {
        if (tbs.PeekTag() == DerTag::Context(number) && version >= VERSION_2)
        {
            tbs.Take(DerTag::Context(number));
        }
    }
    if (tbs.PeekTag() == DerTag::ContextConstructed(3) && version == VERSION_3)
    {
        DerReader extensions = tbs.Enter(DerTag::ContextConstructed(3));
        if (!ParseExtensions(extensions.Enter(DerTag::SEQUENCE), certificate) ||
            !extensions.AtEnd())
        {
            return false;
        }
    }
    return tbs.AtEnd();
}

} // namespace

std::optional<X509Certificate>
ParseX509Certificate(ByteView der, CryptoProvider& provider)
{
    if (der.Size() > MAX_CERTIFICATE)
    {
        return std::nullopt;
    }
    DerReader outer(der);
    DerReader sequence = outer.Enter(DerTag::SEQUENCE);
    const ByteView tbs = sequence.TakeWhole(DerTag::SEQUENCE);
    const ByteView algorithm = sequence.Take(DerTag::SEQUENCE);
    const ByteView signature = sequence.BitStringOctets();
    if (!sequence.AtEnd() || !outer.AtEnd())
    {
        return std::nullopt;
    }
    X509Certificate certificate;
    certificate.der = der.ToBytes();
    certificate.tbs = tbs.ToBytes();
    certificate.signatureScheme = ParseSignatureAlgorithm(algorithm);
    certificate.signature = signature.ToBytes();
    if (!ParseTbs(DerReader(tbs).Enter(DerTag::SEQUENCE), algorithm, provider, certificate))
    {
        return std::nullopt;
    }
    return certificate;
}

} // namespace tls
} // namespace ns3
