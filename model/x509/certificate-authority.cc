/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "certificate-authority.h"

#include "cryptopp-der-writer.h"
#include "x509-certificate.h"
#include "x509-extension.h"
#include "x509-name.h"
#include "x509-signature.h"

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
 * @param key a public key
 * @param provider what hashes
 * @return its identifier (RFC 5280, 4.2.1.2, method 1)
 */
Bytes
KeyIdentifier(const PublicKey& key, CryptoProvider& provider)
{
    return provider.Hash(HashAlgorithm::SHA1, SubjectPublicKeyOf(key));
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
 * @param kind what the certificate is for
 * @param key its subject's
 * @return bits of X509KeyUsage for what such a key can do (RFC 5280, 4.2.1.3)
 */
uint16_t
UsualKeyUsage(CertificateAuthority::Kind kind, const PublicKey& key)
{
    if (kind == CertificateAuthority::Kind::AUTHORITY)
    {
        return X509KeyUsage::KEY_CERT_SIGN | X509KeyUsage::CRL_SIGN;
    }
    const bool isServer = kind == CertificateAuthority::Kind::SERVER;
    switch (key.type)
    {
    case PublicKeyType::RSA:
        return isServer ? X509KeyUsage::DIGITAL_SIGNATURE | X509KeyUsage::KEY_ENCIPHERMENT
                        : X509KeyUsage::DIGITAL_SIGNATURE;
    case PublicKeyType::ECDSA:
        return isServer ? X509KeyUsage::DIGITAL_SIGNATURE | X509KeyUsage::KEY_AGREEMENT
                        : X509KeyUsage::DIGITAL_SIGNATURE;
    case PublicKeyType::DH:
        return X509KeyUsage::KEY_AGREEMENT;
    case PublicKeyType::DSA:
    case PublicKeyType::ED25519:
    case PublicKeyType::RSA_PSS:
        return X509KeyUsage::DIGITAL_SIGNATURE;
    }
    return X509KeyUsage::DIGITAL_SIGNATURE;
}

/**
 * Make the certificate as long as wanted: by a comment, and where its own length field or its
 * smallest size stand in the way by a serial number of another length.
 *
 * @param parts of the certificate; the serial is drawn at its full length
 * @param scheme what it is to be signed with
 * @param signatureLength octets of the signature to come
 * @param size wanted octets of DER, 0: as it comes
 * @return the TBSCertificate; nothing when the size cannot be reached
 */
std::optional<Bytes>
FitTbs(TbsParts parts, SignatureScheme scheme, size_t signatureLength, size_t size)
{
    const Bytes signature(signatureLength);
    const Bytes serial = parts.serial;
    for (size_t i = 0; i <= MAX_SERIAL_LENGTH - MIN_SERIAL_LENGTH; ++i)
    {
        // The usual length first, then shorter ones, then longer ones.
        const size_t spread = SERIAL_LENGTH - MIN_SERIAL_LENGTH;
        const size_t length = i <= spread ? SERIAL_LENGTH - i : MIN_SERIAL_LENGTH + i;
        parts.serial = ByteView(serial).Sub(0, length).ToBytes();
        if (size == 0)
        {
            return SerializeTbs(parts, {});
        }
        const std::optional<Bytes> padding = FindPaddingExtension(size, [&](ByteView element) {
            return SerializeSigned(SerializeTbs(parts, element), scheme, signature).size();
        });
        if (padding)
        {
            return SerializeTbs(parts, *padding);
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
    return request.key ? request.key : GenerateKey(request.keySpec, *m_provider, *m_random);
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
    if (kind == Kind::SERVER)
    {
        identity.hosts = HostsOf(*ParseX509Certificate(identity.chain.front(), *m_provider));
    }
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
        Append(extensions, SerializeBasicConstraints(request.pathLength));
    }
    Append(extensions,
           SerializeKeyUsage(request.keyUsage.value_or(UsualKeyUsage(kind, subjectKey))));
    std::vector<std::string> extendedUsage = request.extendedKeyUsage;
    if (extendedUsage.empty() && !isAuthority)
    {
        extendedUsage = {kind == Kind::SERVER ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2"};
    }
    if (!extendedUsage.empty())
    {
        Append(extensions, SerializeExtendedKeyUsage(extendedUsage));
    }
    Append(extensions, SerializeSubjectKeyIdentifier(KeyIdentifier(subjectKey, *m_provider)));
    Append(extensions,
           SerializeAuthorityKeyIdentifier(KeyIdentifier(*m_key->publicKey, *m_provider)));
    if (!request.dnsNames.empty() || !request.ipAddresses.empty())
    {
        Append(extensions, SerializeSubjectAltName(request.dnsNames, request.ipAddresses));
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
    const SignatureScheme scheme = request.scheme == SignatureScheme::NONE
                                       ? DefaultSchemeOf(*m_key->publicKey)
                                       : request.scheme;
    TbsParts parts;
    parts.algorithm = SerializeSignatureAlgorithm(scheme);
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
    const auto buildTbs = [&](size_t signatureLength) {
        parts.serial = m_random->Generate(MAX_SERIAL_LENGTH);
        // Positive, and as long as it looks.
        parts.serial.front() = static_cast<uint8_t>((parts.serial.front() & 0x3f) | 0x40);
        return FitTbs(parts, scheme, signatureLength, request.size);
    };
    std::optional<Bytes> certificate =
        SignX509({*m_key, scheme, *m_provider, *m_random}, request.size != 0, buildTbs);
    if (!certificate)
    {
        NS_LOG_WARN("no certificate for " << request.commonName << ": " << request.size
                                          << " octets cannot be reached, or " << ToString(scheme)
                                          << " does not fit the key");
    }
    return certificate;
}

std::optional<Bytes>
CertificateAuthority::CreateOcspResponse(ByteView certificate, const OcspOptions& options) const
{
    const std::optional<X509Certificate> subject = ParseX509Certificate(certificate, *m_provider);
    const std::optional<X509Certificate> own = ParseX509Certificate(m_certificate, *m_provider);
    if (!subject || !own)
    {
        return std::nullopt;
    }
    const SignatureScheme scheme = DefaultSchemeOf(*m_key->publicKey);
    return tls::CreateOcspResponse(*subject,
                                   *own,
                                   {*m_key, scheme, *m_provider, *m_random},
                                   options);
}

} // namespace tls
} // namespace ns3
