/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ocsp-response.h"

#include "calendar-time.h"
#include "cryptopp-der-reader.h"
#include "x509-extension.h"
#include "x509-signature.h"

#include "ns3/log.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace ns3
{
namespace tls
{

NS_LOG_COMPONENT_DEFINE("OcspResponse");

namespace
{

using namespace std::string_view_literals;

constexpr size_t MAX_RESPONSE = 65536;
constexpr size_t MAX_SINGLE_RESPONSES = 64;
constexpr size_t MAX_CERTIFICATES = 8;
constexpr size_t MAX_EXTENSIONS = 64;
constexpr auto ID_PKIX_OCSP_BASIC = "\x2b\x06\x01\x05\x05\x07\x30\x01\x01"sv; //!< RFC 6960, 4.2.1
constexpr const char* OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";                     //!< RFC 6960, 4.2.2.2

/// A hash function and the contents of its OBJECT IDENTIFIER (RFC 3279, 2.1; RFC 5754, 2).
struct HashRow
{
    HashAlgorithm algorithm;
    std::string_view identifier;
};

constexpr std::array<HashRow, 4> HASHES{{
    {HashAlgorithm::SHA1, "\x2b\x0e\x03\x02\x1a"sv},
    {HashAlgorithm::SHA256, "\x60\x86\x48\x01\x65\x03\x04\x02\x01"sv},
    {HashAlgorithm::SHA384, "\x60\x86\x48\x01\x65\x03\x04\x02\x02"sv},
    {HashAlgorithm::SHA512, "\x60\x86\x48\x01\x65\x03\x04\x02\x03"sv},
}};

/**
 * @param algorithm an AlgorithmIdentifier
 * @return the hash function; NONE when it is not supported
 */
HashAlgorithm
ParseHashAlgorithm(DerReader algorithm)
{
    const ByteView identifier = algorithm.ObjectIdentifier();
    for (const HashRow& row : HASHES)
    {
        if (identifier == ByteView(ToBytes(row.identifier)))
        {
            return row.algorithm;
        }
    }
    return HashAlgorithm::NONE;
}

/**
 * @param outer what may go on with extensions
 * @param hasCritical becomes true when one of them must not be ignored: none is known here
 * @return false when they are malformed
 */
bool
SkipExtensions(DerReader& outer, bool& hasCritical)
{
    constexpr uint8_t TAG = DerTag::ContextConstructed(1);
    if (outer.PeekTag() != TAG)
    {
        return true;
    }
    DerReader wrapper = outer.Enter(TAG);
    DerReader extensions = wrapper.Enter(DerTag::SEQUENCE);
    size_t count = 0;
    do
    {
        DerReader extension = extensions.Enter(DerTag::SEQUENCE);
        extension.ObjectIdentifier();
        const bool hasFlag = extension.PeekTag() == DerTag::BOOLEAN;
        const bool isCritical = hasFlag && extension.Boolean();
        extension.Take(DerTag::OCTET_STRING);
        if (!extension.AtEnd() || hasFlag != isCritical || ++count > MAX_EXTENSIONS)
        {
            return false;
        }
        hasCritical |= isCritical;
    } while (extensions.PeekTag() != 0);
    return extensions.AtEnd() && wrapper.AtEnd();
}

/**
 * @param reader CertStatus comes next
 * @param status what is filled in
 * @return false when it is malformed
 */
bool
ParseCertStatus(DerReader& reader, OcspCertStatus& status)
{
    constexpr uint8_t GOOD = DerTag::Context(0);
    constexpr uint8_t REVOKED = DerTag::ContextConstructed(1);
    constexpr uint8_t UNKNOWN = DerTag::Context(2);
    const uint8_t tag = reader.PeekTag();
    if (tag == REVOKED)
    {
        constexpr uint8_t REASON = DerTag::ContextConstructed(0);
        status = OcspCertStatus::REVOKED;
        DerReader info = reader.Enter(tag);
        info.GeneralizedTime();
        if (info.PeekTag() == REASON)
        {
            DerReader reason = info.Enter(REASON);
            reason.Enumerated();
            return reason.AtEnd() && info.AtEnd();
        }
        return info.AtEnd();
    }
    status = tag == GOOD ? OcspCertStatus::GOOD : OcspCertStatus::UNKNOWN;
    return (tag == GOOD || tag == UNKNOWN) && reader.Take(tag).IsEmpty() && reader.Ok();
}

/**
 * @param reader of a SingleResponse (RFC 6960, 4.2.1)
 * @param response what is filled in
 * @param hasCritical becomes true when an extension must not be ignored
 * @return false when it is malformed
 */
bool
ParseSingleResponse(DerReader reader, OcspSingleResponse& response, bool& hasCritical)
{
    DerReader certId = reader.Enter(DerTag::SEQUENCE);
    response.hash = ParseHashAlgorithm(certId.Enter(DerTag::SEQUENCE));
    response.issuerNameHash = certId.Take(DerTag::OCTET_STRING).ToBytes();
    response.issuerKeyHash = certId.Take(DerTag::OCTET_STRING).ToBytes();
    response.serial = certId.Integer().ToBytes();
    if (!certId.AtEnd() || !ParseCertStatus(reader, response.status))
    {
        return false;
    }
    response.thisUpdate = reader.GeneralizedTime();
    if (reader.PeekTag() == DerTag::ContextConstructed(0))
    {
        DerReader nextUpdate = reader.Enter(DerTag::ContextConstructed(0));
        response.nextUpdate = nextUpdate.GeneralizedTime();
        if (!nextUpdate.AtEnd())
        {
            return false;
        }
    }
    return SkipExtensions(reader, hasCritical) && reader.AtEnd();
}

/**
 * @param data ResponseData (RFC 6960, 4.2.1) with its header
 * @param response what is filled in
 * @return false when it is malformed
 */
bool
ParseResponseData(ByteView data, OcspResponse& response)
{
    DerReader reader = DerReader(data).Enter(DerTag::SEQUENCE);
    if (reader.PeekTag() == DerTag::ContextConstructed(0))
    {
        return false; // the one version that exists is the default, which DER leaves out
    }
    const bool isByName = reader.PeekTag() == DerTag::ContextConstructed(1);
    DerReader responder = reader.Enter(DerTag::ContextConstructed(isByName ? 1 : 2));
    if (isByName)
    {
        response.responderName = responder.TakeWhole(DerTag::SEQUENCE).ToBytes();
    }
    else
    {
        response.responderKeyHash = responder.Take(DerTag::OCTET_STRING).ToBytes();
    }
    response.producedAt = reader.GeneralizedTime();
    DerReader responses = reader.Enter(DerTag::SEQUENCE);
    if (!responder.AtEnd() || !reader.Ok())
    {
        return false;
    }
    do
    {
        OcspSingleResponse& single = response.responses.emplace_back();
        if (response.responses.size() > MAX_SINGLE_RESPONSES ||
            !ParseSingleResponse(responses.Enter(DerTag::SEQUENCE),
                                 single,
                                 response.hasUnknownCriticalExtension))
        {
            return false;
        }
    } while (responses.PeekTag() != 0);
    return responses.AtEnd() && SkipExtensions(reader, response.hasUnknownCriticalExtension) &&
           reader.AtEnd();
}

/**
 * @param der BasicOCSPResponse (RFC 6960, 4.2.1)
 * @param response what is filled in
 * @return false when it is malformed
 */
bool
ParseBasicResponse(ByteView der, OcspResponse& response)
{
    DerReader outer(der);
    DerReader basic = outer.Enter(DerTag::SEQUENCE);
    const ByteView data = basic.TakeWhole(DerTag::SEQUENCE);
    response.tbs = data.ToBytes();
    response.signatureScheme = ParseSignatureAlgorithm(basic.Take(DerTag::SEQUENCE));
    response.signature = basic.BitStringOctets().ToBytes();
    if (basic.PeekTag() == DerTag::ContextConstructed(0))
    {
        DerReader wrapper = basic.Enter(DerTag::ContextConstructed(0));
        DerReader certificates = wrapper.Enter(DerTag::SEQUENCE);
        while (certificates.PeekTag() != 0)
        {
            response.certificates.push_back(certificates.TakeWhole(DerTag::SEQUENCE).ToBytes());
            if (response.certificates.size() > MAX_CERTIFICATES)
            {
                return false;
            }
        }
        if (!certificates.AtEnd() || !wrapper.AtEnd())
        {
            return false;
        }
    }
    return basic.AtEnd() && outer.AtEnd() && ParseResponseData(data, response);
}

/**
 * @param single what a response says
 * @param certificate that the check is about
 * @param issuer who issued that
 * @param provider what hashes
 * @return true when it is about the certificate
 */
bool
IsAbout(const OcspSingleResponse& single,
        const X509Certificate& certificate,
        const X509Certificate& issuer,
        CryptoProvider& provider)
{
    return single.hash != HashAlgorithm::NONE && single.serial == certificate.serial &&
           single.issuerNameHash == provider.Hash(single.hash, certificate.issuer.der) &&
           single.issuerKeyHash ==
               provider.Hash(single.hash, SubjectPublicKeyOf(*issuer.publicKey));
}

/**
 * @param response whose responder is asked for
 * @param candidate who may be it
 * @param provider what hashes
 * @return true when the response names the candidate as who signed it
 */
bool
IsResponder(const OcspResponse& response,
            const X509Certificate& candidate,
            CryptoProvider& provider)
{
    return candidate.publicKey &&
           (response.responderKeyHash.empty()
                ? response.responderName == candidate.subject.der
                : response.responderKeyHash ==
                      provider.Hash(HashAlgorithm::SHA1, SubjectPublicKeyOf(*candidate.publicKey)));
}

/**
 * @param response whose responder is asked for
 * @param issuer who must be it or have delegated to it
 * @param now seconds since 1970-01-01 UTC
 * @param provider what hashes and verifies
 * @return the responder's key; null when it is not authorized
 */
PublicKeyPtr
FindResponderKey(const OcspResponse& response,
                 const X509Certificate& issuer,
                 int64_t now,
                 CryptoProvider& provider)
{
    if (IsResponder(response, issuer, provider))
    {
        return issuer.publicKey;
    }
    for (const Bytes& der : response.certificates)
    {
        const std::optional<X509Certificate> delegate = ParseX509Certificate(der, provider);
        if (!delegate || !IsResponder(response, *delegate, provider))
        {
            continue;
        }
        const std::vector<std::string>& usages = delegate->extendedKeyUsage;
        const bool isDelegate =
            delegate->issuer.der == issuer.subject.der && !delegate->hasUnknownCriticalExtension &&
            now >= delegate->notBefore && now <= delegate->notAfter &&
            (!delegate->keyUsage || (*delegate->keyUsage & X509KeyUsage::DIGITAL_SIGNATURE) != 0) &&
            std::find(usages.begin(), usages.end(), OCSP_SIGNING) != usages.end();
        if (isDelegate && VerifyX509(provider,
                                     *issuer.publicKey,
                                     delegate->signatureScheme,
                                     delegate->tbs,
                                     delegate->signature))
        {
            return delegate->publicKey;
        }
    }
    return nullptr;
}

/**
 * @param single what is said about the certificate, and who signed it is checked
 * @param now seconds since 1970-01-01 UTC
 * @return the outcome
 */
OcspResult
ResultOf(const OcspSingleResponse& single, int64_t now)
{
    if (now < single.thisUpdate)
    {
        return {OcspOutcome::NOT_YET_VALID,
                "The OCSP response is not valid before " + FormatCalendarTime(single.thisUpdate) +
                    "."};
    }
    if (single.nextUpdate && now > *single.nextUpdate)
    {
        return {OcspOutcome::EXPIRED,
                "The OCSP response expired at " + FormatCalendarTime(*single.nextUpdate) + "."};
    }
    switch (single.status)
    {
    case OcspCertStatus::GOOD:
        return {};
    case OcspCertStatus::REVOKED:
        return {OcspOutcome::REVOKED, "The OCSP response says that the certificate is revoked."};
    case OcspCertStatus::UNKNOWN:
        return {OcspOutcome::UNKNOWN, "The OCSP responder does not know the certificate."};
    }
    return {OcspOutcome::UNKNOWN, ""};
}

} // namespace

std::optional<OcspResponse>
ParseOcspResponse(ByteView der)
{
    if (der.Size() > MAX_RESPONSE)
    {
        return std::nullopt;
    }
    DerReader outer(der);
    DerReader whole = outer.Enter(DerTag::SEQUENCE);
    OcspResponse response;
    response.responseStatus = whole.Enumerated();
    if (response.responseStatus != 0)
    {
        return whole.AtEnd() && outer.AtEnd() ? std::optional<OcspResponse>(response)
                                              : std::nullopt;
    }
    DerReader wrapper = whole.Enter(DerTag::ContextConstructed(0));
    DerReader bytes = wrapper.Enter(DerTag::SEQUENCE);
    const bool isBasic = bytes.ObjectIdentifier() == ByteView(ToBytes(ID_PKIX_OCSP_BASIC));
    const ByteView basic = bytes.Take(DerTag::OCTET_STRING);
    if (!isBasic || !bytes.AtEnd() || !wrapper.AtEnd() || !whole.AtEnd() || !outer.AtEnd() ||
        !ParseBasicResponse(basic, response))
    {
        return std::nullopt;
    }
    return response;
}

OcspResult
VerifyOcspResponse(ByteView der,
                   const X509Certificate& certificate,
                   const X509Certificate& issuer,
                   int64_t now,
                   CryptoProvider& provider)
{
    NS_LOG_FUNCTION(der.Size() << certificate.subject.ToString() << now);
    const std::optional<OcspResponse> response = ParseOcspResponse(der);
    if (!response)
    {
        return {OcspOutcome::MALFORMED, "The OCSP response is malformed."};
    }
    if (response->responseStatus != 0)
    {
        return {OcspOutcome::UNSUCCESSFUL,
                "The OCSP responder gave no answer but status " +
                    std::to_string(response->responseStatus) + "."};
    }
    if (response->hasUnknownCriticalExtension ||
        response->signatureScheme == SignatureScheme::NONE || !issuer.publicKey)
    {
        return {OcspOutcome::UNSUPPORTED,
                "The OCSP response has a critical extension or a signature algorithm that is not "
                "known."};
    }
    const auto single = std::find_if(response->responses.begin(),
                                     response->responses.end(),
                                     [&](const OcspSingleResponse& candidate) {
                                         return IsAbout(candidate, certificate, issuer, provider);
                                     });
    if (single == response->responses.end())
    {
        return {OcspOutcome::OTHER_CERTIFICATE,
                "The OCSP response is not about the certificate of " +
                    certificate.subject.ToString() + "."};
    }
    const PublicKeyPtr key = FindResponderKey(*response, issuer, now, provider);
    if (!key)
    {
        return {OcspOutcome::UNAUTHORIZED_RESPONDER,
                "The OCSP response is not signed by " + issuer.subject.ToString() +
                    " nor by one that it has delegated."};
    }
    if (!VerifyX509(provider, *key, response->signatureScheme, response->tbs, response->signature))
    {
        return {OcspOutcome::BAD_SIGNATURE, "The OCSP response has a wrong signature."};
    }
    return ResultOf(*single, now);
}

const char*
ToString(OcspOutcome outcome)
{
    switch (outcome)
    {
    case OcspOutcome::GOOD:
        return "good";
    case OcspOutcome::REVOKED:
        return "revoked";
    case OcspOutcome::UNKNOWN:
        return "unknown";
    case OcspOutcome::MALFORMED:
        return "malformed";
    case OcspOutcome::UNSUCCESSFUL:
        return "unsuccessful";
    case OcspOutcome::UNSUPPORTED:
        return "unsupported";
    case OcspOutcome::OTHER_CERTIFICATE:
        return "other-certificate";
    case OcspOutcome::UNAUTHORIZED_RESPONDER:
        return "unauthorized-responder";
    case OcspOutcome::BAD_SIGNATURE:
        return "bad-signature";
    case OcspOutcome::NOT_YET_VALID:
        return "not-yet-valid";
    case OcspOutcome::EXPIRED:
        return "expired";
    }
    return "unknown";
}

} // namespace tls
} // namespace ns3
