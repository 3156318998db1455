/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ocsp-responder.h"

#include "cryptopp-der-writer.h"
#include "x509-extension.h"

#include "ns3/log.h"

#include <array>

namespace ns3
{
namespace tls
{

NS_LOG_COMPONENT_DEFINE("OcspResponder");

namespace
{

constexpr const char* ID_SHA1 = "1.3.14.3.2.26";                   //!< RFC 3279, 2.1
constexpr const char* ID_PKIX_OCSP_BASIC = "1.3.6.1.5.5.7.48.1.1"; //!< RFC 6960, 4.2.1
constexpr uint8_t SUCCESSFUL = 0;

/**
 * @param tag identifier octet
 * @param contents what the element holds
 * @return the element
 */
Bytes
Wrap(uint8_t tag, ByteView contents)
{
    DerWriter element;
    element.Element(tag, contents);
    return element.Take();
}

/**
 * @param certificate what is asked about
 * @param issuer who issued it
 * @param provider what hashes
 * @return CertID by SHA-1 (RFC 6960, 4.1.1)
 */
Bytes
SerializeCertId(const X509Certificate& certificate,
                const X509Certificate& issuer,
                CryptoProvider& provider)
{
    DerWriter algorithm;
    algorithm.ObjectIdentifier(ID_SHA1);
    algorithm.Null();
    DerWriter contents;
    contents.Element(DerTag::SEQUENCE, algorithm.View());
    contents.Element(DerTag::OCTET_STRING,
                     provider.Hash(HashAlgorithm::SHA1, certificate.issuer.der));
    contents.Element(DerTag::OCTET_STRING,
                     provider.Hash(HashAlgorithm::SHA1, SubjectPublicKeyOf(*issuer.publicKey)));
    contents.Element(DerTag::INTEGER, certificate.serial);
    return Wrap(DerTag::SEQUENCE, contents.View());
}

/**
 * @param options what the response says
 * @return CertStatus (RFC 6960, 4.2.1)
 */
Bytes
SerializeCertStatus(const OcspOptions& options)
{
    DerWriter time;
    switch (options.status)
    {
    case OcspCertStatus::GOOD:
        return Wrap(DerTag::Context(0), {});
    case OcspCertStatus::REVOKED:
        time.GeneralizedTime(options.revocationTime);
        return Wrap(DerTag::ContextConstructed(1), time.View());
    case OcspCertStatus::UNKNOWN:
        return Wrap(DerTag::Context(2), {});
    }
    return {};
}

/**
 * @param certId whom it is about
 * @param options what the response says
 * @return SingleResponse (RFC 6960, 4.2.1)
 */
Bytes
SerializeSingleResponse(ByteView certId, const OcspOptions& options)
{
    DerWriter nextUpdate;
    nextUpdate.GeneralizedTime(options.nextUpdate);
    DerWriter contents;
    contents.Raw(certId);
    contents.Raw(SerializeCertStatus(options));
    contents.GeneralizedTime(options.thisUpdate);
    contents.Element(DerTag::ContextConstructed(0), nextUpdate.View());
    return Wrap(DerTag::SEQUENCE, contents.View());
}

/**
 * @param issuer who answers
 * @param provider what hashes
 * @return ResponderID by key, and by name (RFC 6960, 4.2.1)
 */
std::array<Bytes, 2>
SerializeResponderIds(const X509Certificate& issuer, CryptoProvider& provider)
{
    const Bytes keyHash = provider.Hash(HashAlgorithm::SHA1, SubjectPublicKeyOf(*issuer.publicKey));
    return {Wrap(DerTag::ContextConstructed(2), Wrap(DerTag::OCTET_STRING, keyHash)),
            Wrap(DerTag::ContextConstructed(1), issuer.subject.der)};
}

/**
 * @param responderId who answers
 * @param producedAt seconds since 1970-01-01 UTC
 * @param response SingleResponse
 * @param extension one Extension, or nothing
 * @return ResponseData (RFC 6960, 4.2.1)
 */
Bytes
SerializeResponseData(ByteView responderId,
                      int64_t producedAt,
                      ByteView response,
                      ByteView extension)
{
    DerWriter contents;
    contents.Raw(responderId);
    contents.GeneralizedTime(producedAt);
    contents.Element(DerTag::SEQUENCE, response);
    if (!extension.IsEmpty())
    {
        contents.Element(DerTag::ContextConstructed(1), Wrap(DerTag::SEQUENCE, extension));
    }
    return Wrap(DerTag::SEQUENCE, contents.View());
}

/**
 * @param basic BasicOCSPResponse
 * @return OCSPResponse around it (RFC 6960, 4.2.1)
 */
Bytes
SerializeOcspResponse(ByteView basic)
{
    DerWriter responseBytes;
    responseBytes.ObjectIdentifier(ID_PKIX_OCSP_BASIC);
    responseBytes.Element(DerTag::OCTET_STRING, basic);
    DerWriter contents;
    contents.Enumerated(SUCCESSFUL);
    contents.Element(DerTag::ContextConstructed(0), Wrap(DerTag::SEQUENCE, responseBytes.View()));
    return Wrap(DerTag::SEQUENCE, contents.View());
}

} // namespace

std::optional<Bytes>
CreateOcspResponse(const X509Certificate& certificate,
                   const X509Certificate& issuer,
                   const X509Signer& signer,
                   const OcspOptions& options)
{
    NS_LOG_FUNCTION(certificate.subject.ToString() << options.size);
    if (!issuer.publicKey)
    {
        return std::nullopt;
    }
    const std::array<Bytes, 2> responderIds = SerializeResponderIds(issuer, signer.provider);
    const Bytes response =
        SerializeSingleResponse(SerializeCertId(certificate, issuer, signer.provider), options);
    const auto buildTbs = [&](size_t signatureLength) -> std::optional<Bytes> {
        const Bytes signature(signatureLength);
        // Length fields that grow jump over some sizes: the other way to name the responder shifts
        // them.
        for (const Bytes& responderId : responderIds)
        {
            const auto dataWith = [&](ByteView extension) {
                return SerializeResponseData(responderId, options.thisUpdate, response, extension);
            };
            if (options.size == 0)
            {
                return dataWith({});
            }
            const std::optional<Bytes> padding =
                FindPaddingExtension(options.size, [&](ByteView extension) {
                    const Bytes basic =
                        SerializeSigned(dataWith(extension), signer.scheme, signature);
                    return SerializeOcspResponse(basic).size();
                });
            if (padding)
            {
                return dataWith(*padding);
            }
        }
        return std::nullopt;
    };
    const std::optional<Bytes> basic = SignX509(signer, options.size != 0, buildTbs);
    if (!basic)
    {
        NS_LOG_WARN("an OCSP response about " << certificate.subject.ToString() << " cannot have "
                                              << options.size << " octets");
        return std::nullopt;
    }
    return SerializeOcspResponse(*basic);
}

} // namespace tls
} // namespace ns3
