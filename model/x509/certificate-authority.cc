/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "certificate-authority.h"

#include "cryptopp-der-reader.h"
#include "cryptopp-der-writer.h"
#include "x509-certificate.h"
#include "x509-name.h"

#include "ns3/assert.h"
#include "ns3/log.h"

namespace ns3
{
namespace tls
{

NS_LOG_COMPONENT_DEFINE("CertificateAuthority");

namespace
{

constexpr uint32_t VERSION_3 = 2;
constexpr size_t SERIAL_LENGTH = 16;
constexpr size_t MIN_SERIAL_LENGTH = 4;
constexpr size_t MAX_SERIAL_LENGTH = 20; //!< RFC 5280, 4.1.2.2
constexpr const char* PADDING_TEXT = "This certificate belongs to a simulation. ";

/// What goes into a TBSCertificate (RFC 5280, 4.1), each part in DER.
struct TbsParts
{
    Bytes serial;     //!< octets of the serial number
    Bytes algorithm;  //!< AlgorithmIdentifier of the signature
    Bytes issuer;     //!< Name
    Bytes validity;   //!< Validity
    Bytes subject;    //!< Name
    Bytes spki;       //!< SubjectPublicKeyInfo
    Bytes extensions; //!< Extension elements, one after the other
};

/**
 * @param parts what goes in
 * @param padding one more Extension element, or nothing
 * @return the TBSCertificate
 */
Bytes
SerializeTbs(const TbsParts& parts, ByteView padding)
{
    DerWriter version;
    version.Unsigned(VERSION_3);
    DerWriter extensions;
    extensions.Element(DerTag::SEQUENCE, [&] {
        Bytes all = parts.extensions;
        Append(all, padding);
        return all;
    }());
    DerWriter contents;
    contents.Element(DerTag::ContextConstructed(0), version.View());
    contents.Integer(parts.serial);
    contents.Raw(parts.algorithm);
    contents.Raw(parts.issuer);
    contents.Raw(parts.validity);
    contents.Raw(parts.subject);
    contents.Raw(parts.spki);
    contents.Element(DerTag::ContextConstructed(3), extensions.View());
    DerWriter tbs;
    tbs.Element(DerTag::SEQUENCE, contents.View());
    return tbs.Take();
}

/**
 * @param tbs the TBSCertificate
 * @param algorithm AlgorithmIdentifier of the signature
 * @param signature over tbs
 * @return the certificate
 */
Bytes
SerializeCertificate(ByteView tbs, ByteView algorithm, ByteView signature)
{
    DerWriter contents;
    contents.Raw(tbs);
    contents.Raw(algorithm);
    contents.BitString(signature);
    DerWriter certificate;
    certificate.Element(DerTag::SEQUENCE, contents.View());
    return certificate.Take();
}

/**
 * @param identifier of the extension, dotted
 * @param isCritical whether who does not know it must refuse the certificate
 * @param value its value in DER
 * @return the Extension element
 */
Bytes
SerializeExtension(const char* identifier, bool isCritical, ByteView value)
{
    DerWriter contents;
    contents.ObjectIdentifier(identifier);
    if (isCritical)
    {
        contents.Boolean(true);
    }
    contents.Element(DerTag::OCTET_STRING, value);
    DerWriter extension;
    extension.Element(DerTag::SEQUENCE, contents.View());
    return extension.Take();
}

/**
 * @param length characters of text
 * @return a comment that fills a certificate up (a netscape-comment, which has no effect)
 */
Bytes
SerializePadding(size_t length)
{
    std::string text;
    while (text.size() < length)
    {
        text += PADDING_TEXT;
    }
    text.resize(length);
    DerWriter value;
    value.Text(DerTag::IA5_STRING, text);
    return SerializeExtension("2.16.840.1.113730.1.13", false, value.View());
}

/**
 * @param usage bits of X509KeyUsage
 * @return a BIT STRING without trailing zeros (X.690, 11.2.2)
 */
Bytes
SerializeKeyUsage(uint16_t usage)
{
    unsigned int unused = 0;
    while (unused < 16 && (usage >> unused & 1) == 0)
    {
        ++unused;
    }
    const Bytes octets{static_cast<uint8_t>(usage >> 8), static_cast<uint8_t>(usage)};
    DerWriter value;
    value.BitString(ByteView(octets).Sub(0, (16 - unused + 7) / 8), unused % 8);
    return value.Take();
}

/**
 * @param request which names
 * @return a subjectAltName's value
 */
Bytes
SerializeSubjectAltName(const CertificateRequest& request)
{
    DerWriter names;
    for (const std::string& name : request.dnsNames)
    {
        names.Text(DerTag::Context(2), name);
    }
    for (const Bytes& address : request.ipAddresses)
    {
        names.Element(DerTag::Context(7), address);
    }
    DerWriter value;
    value.Element(DerTag::SEQUENCE, names.View());
    return value.Take();
}

/**
 * @param identifiers dotted
 * @return an extKeyUsage's value
 */
Bytes
SerializeExtendedKeyUsage(const std::vector<std::string>& identifiers)
{
    DerWriter usages;
    for (const std::string& identifier : identifiers)
    {
        usages.ObjectIdentifier(identifier);
    }
    DerWriter value;
    value.Element(DerTag::SEQUENCE, usages.View());
    return value.Take();
}

/**
 * @param scheme how the certificate is signed
 * @return its AlgorithmIdentifier (RFC 4055, 5); empty when there is none
 */
Bytes
SerializeAlgorithm(SignatureScheme scheme)
{
    const char* identifier = nullptr;
    switch (scheme)
    {
    case SignatureScheme::NONE:
        return {};
    case SignatureScheme::RSA_PKCS1_SHA1:
        identifier = "1.2.840.113549.1.1.5";
        break;
    case SignatureScheme::RSA_PKCS1_SHA256:
        identifier = "1.2.840.113549.1.1.11";
        break;
    case SignatureScheme::RSA_PKCS1_SHA384:
        identifier = "1.2.840.113549.1.1.12";
        break;
    case SignatureScheme::RSA_PKCS1_SHA512:
        identifier = "1.2.840.113549.1.1.13";
        break;
    }
    DerWriter contents;
    contents.ObjectIdentifier(identifier);
    contents.Null();
    DerWriter algorithm;
    algorithm.Element(DerTag::SEQUENCE, contents.View());
    return algorithm.Take();
}

/**
 * @param key a public key
 * @param provider what hashes
 * @return its identifier (RFC 5280, 4.2.1.2, method 1)
 */
Bytes
KeyIdentifier(const PublicKey& key, CryptoProvider& provider)
{
    DerReader outer(key.spki);
    DerReader sequence = outer.Enter(DerTag::SEQUENCE);
    sequence.Take(DerTag::SEQUENCE);
    return provider.Hash(HashAlgorithm::SHA1, sequence.BitStringOctets());
}

/**
 * @param request what the certificate says
 * @return its subject
 */
Bytes
SubjectOf(const CertificateRequest& request)
{
    std::vector<std::pair<std::string, std::string>> attributes;
    if (!request.country.empty())
    {
        attributes.emplace_back("C", request.country);
    }
    if (!request.organization.empty())
    {
        attributes.emplace_back("O", request.organization);
    }
    attributes.emplace_back("CN", request.commonName);
    return SerializeX509Name(attributes);
}

/**
 * Make the certificate as long as wanted: by a comment, and where its own length field or its
 * smallest size stand in the way by a serial number of another length.
 *
 * @param parts of the certificate; the serial is drawn at its full length
 * @param signatureLength octets of the signature to come
 * @param size wanted octets of DER, 0: as it comes
 * @return the TBSCertificate; nothing when the size cannot be reached
 */
std::optional<Bytes>
FitTbs(TbsParts parts, size_t signatureLength, size_t size)
{
    const Bytes signature(signatureLength);
    const Bytes serial = parts.serial;
    const auto sizeOf = [&](const Bytes& tbs) {
        return SerializeCertificate(tbs, parts.algorithm, signature).size();
    };
    for (size_t i = 0; i <= MAX_SERIAL_LENGTH - MIN_SERIAL_LENGTH; ++i)
    {
        // The usual length first, then shorter ones, then longer ones.
        const size_t spread = SERIAL_LENGTH - MIN_SERIAL_LENGTH;
        const size_t length = i <= spread ? SERIAL_LENGTH - i : MIN_SERIAL_LENGTH + i;
        parts.serial = ByteView(serial).Sub(0, length).ToBytes();
        Bytes tbs = SerializeTbs(parts, {});
        const size_t plain = sizeOf(tbs);
        if (size == 0 || plain == size)
        {
            return tbs;
        }
        const size_t overhead = SerializePadding(0).size();
        if (size < plain + overhead)
        {
            continue;
        }
        // Length fields grow with the comment: at most by two octets in each of seven.
        const size_t longest = size - plain - overhead;
        for (size_t comment = longest; comment + 14 >= longest; --comment)
        {
            tbs = SerializeTbs(parts, SerializePadding(comment));
            if (sizeOf(tbs) == size)
            {
                return tbs;
            }
            if (comment == 0)
            {
                break;
            }
        }
    }
    return std::nullopt;
}

} // namespace

CertificateAuthority::CertificateAuthority(CryptoProvider& provider, RandomSource& random)
    : m_provider(&provider),
      m_random(&random)
{
}

std::optional<CertificateAuthority>
CertificateAuthority::CreateRoot(CryptoProvider& provider,
                                 RandomSource& random,
                                 const CertificateRequest& request)
{
    CertificateAuthority root(provider, random);
    root.m_key = root.MakeKey(request);
    if (!root.m_key)
    {
        return std::nullopt;
    }
    root.m_subject = SubjectOf(request);
    std::optional<Bytes> certificate =
        root.Certify(request, Kind::AUTHORITY, *root.m_key->publicKey, root.m_subject);
    if (!certificate)
    {
        return std::nullopt;
    }
    root.m_certificate = std::move(*certificate);
    return root;
}

std::optional<CertificateAuthority>
CertificateAuthority::IssueAuthority(const CertificateRequest& request) const
{
    CertificateAuthority authority(*m_provider, *m_random);
    authority.m_key = MakeKey(request);
    if (!authority.m_key)
    {
        return std::nullopt;
    }
    authority.m_subject = SubjectOf(request);
    std::optional<Bytes> certificate =
        Certify(request, Kind::AUTHORITY, *authority.m_key->publicKey, authority.m_subject);
    if (!certificate)
    {
        return std::nullopt;
    }
    authority.m_certificate = std::move(*certificate);
    authority.m_chain = m_chain;
    authority.m_chain.insert(authority.m_chain.begin(), authority.m_certificate);
    return authority;
}

std::optional<TlsIdentity>
CertificateAuthority::IssueServer(const CertificateRequest& request) const
{
    return IssueLeaf(request, Kind::SERVER);
}

std::optional<TlsIdentity>
CertificateAuthority::IssueClient(const CertificateRequest& request) const
{
    return IssueLeaf(request, Kind::CLIENT);
}

const Bytes&
CertificateAuthority::GetCertificate() const
{
    return m_certificate;
}

PrivateKeyPtr
CertificateAuthority::GetKey() const
{
    return m_key;
}

PrivateKeyPtr
CertificateAuthority::MakeKey(const CertificateRequest& request) const
{
    return request.key ? request.key : m_provider->GenerateRsaKey(request.keyBits, *m_random);
}

std::optional<TlsIdentity>
CertificateAuthority::IssueLeaf(const CertificateRequest& request, Kind kind) const
{
    TlsIdentity identity;
    identity.key = MakeKey(request);
    if (!identity.key)
    {
        return std::nullopt;
    }
    std::optional<Bytes> certificate =
        Certify(request, kind, *identity.key->publicKey, SubjectOf(request));
    if (!certificate)
    {
        return std::nullopt;
    }
    identity.chain = m_chain;
    identity.chain.insert(identity.chain.begin(), std::move(*certificate));
    return identity;
}

Bytes
CertificateAuthority::SerializeExtensions(const CertificateRequest& request,
                                          Kind kind,
                                          const PublicKey& subjectKey) const
{
    const bool isAuthority = kind == Kind::AUTHORITY;
    Bytes extensions;
    if (isAuthority && request.hasCaFlag)
    {
        DerWriter constraints;
        constraints.Boolean(true);
        if (request.pathLength)
        {
            constraints.Unsigned(*request.pathLength);
        }
        DerWriter value;
        value.Element(DerTag::SEQUENCE, constraints.View());
        Append(extensions, SerializeExtension("2.5.29.19", true, value.View()));
    }
    const uint16_t usage = isAuthority ? X509KeyUsage::KEY_CERT_SIGN | X509KeyUsage::CRL_SIGN
                           : kind == Kind::SERVER
                               ? X509KeyUsage::DIGITAL_SIGNATURE | X509KeyUsage::KEY_ENCIPHERMENT
                               : X509KeyUsage::DIGITAL_SIGNATURE;
    Append(
        extensions,
        SerializeExtension("2.5.29.15", true, SerializeKeyUsage(request.keyUsage.value_or(usage))));
    std::vector<std::string> extendedUsage = request.extendedKeyUsage;
    if (extendedUsage.empty() && !isAuthority)
    {
        extendedUsage = {kind == Kind::SERVER ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2"};
    }
    if (!extendedUsage.empty())
    {
        Append(extensions,
               SerializeExtension("2.5.29.37", false, SerializeExtendedKeyUsage(extendedUsage)));
    }
    DerWriter subjectKeyId;
    subjectKeyId.Element(DerTag::OCTET_STRING, KeyIdentifier(subjectKey, *m_provider));
    Append(extensions, SerializeExtension("2.5.29.14", false, subjectKeyId.View()));
    DerWriter keyIdentifier;
    keyIdentifier.Element(DerTag::Context(0), KeyIdentifier(*m_key->publicKey, *m_provider));
    DerWriter authorityKeyId;
    authorityKeyId.Element(DerTag::SEQUENCE, keyIdentifier.View());
    Append(extensions, SerializeExtension("2.5.29.35", false, authorityKeyId.View()));
    if (!request.dnsNames.empty() || !request.ipAddresses.empty())
    {
        Append(extensions,
               SerializeExtension("2.5.29.17", false, SerializeSubjectAltName(request)));
    }
    return extensions;
}

std::optional<Bytes>
CertificateAuthority::Certify(const CertificateRequest& request,
                              Kind kind,
                              const PublicKey& subjectKey,
                              const Bytes& subject) const
{
    NS_LOG_FUNCTION(this << request.commonName);
    TbsParts parts;
    parts.serial = m_random->Generate(MAX_SERIAL_LENGTH);
    // Positive, and as long as it looks.
    parts.serial.front() = static_cast<uint8_t>((parts.serial.front() & 0x3f) | 0x40);
    parts.algorithm = SerializeAlgorithm(request.scheme);
    parts.issuer = m_subject;
    DerWriter times;
    times.Time(request.notBefore);
    times.Time(request.notAfter);
    DerWriter validity;
    validity.Element(DerTag::SEQUENCE, times.View());
    parts.validity = validity.Take();
    parts.subject = subject;
    parts.spki = subjectKey.spki;
    parts.extensions = SerializeExtensions(request, kind, subjectKey);
    const size_t signatureLength = (m_key->publicKey->bits + size_t{7}) / 8;
    const std::optional<Bytes> tbs = FitTbs(parts, signatureLength, request.size);
    if (!tbs)
    {
        NS_LOG_WARN("a certificate for " << request.commonName << " cannot have " << request.size
                                         << " octets");
        return std::nullopt;
    }
    const std::optional<Bytes> signature =
        m_provider->Sign(*m_key, request.scheme, *tbs, *m_random);
    if (!signature)
    {
        return std::nullopt;
    }
    return SerializeCertificate(*tbs, parts.algorithm, *signature);
}

} // namespace tls
} // namespace ns3
