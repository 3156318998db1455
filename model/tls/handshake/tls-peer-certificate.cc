/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-peer-certificate.h"

#include "ns3/ocsp-response.h"
#include "ns3/x509-certificate.h"

namespace ns3
{
namespace tls
{

namespace
{

/**
 * @param status what is wrong with a chain
 * @return how the peer is told (RFC 5246, 7.2.2)
 */
TlsAlertDescription
AlertFor(X509Status status)
{
    switch (status)
    {
    case X509Status::OK:
        break;
    case X509Status::EXPIRED:
    case X509Status::NOT_YET_VALID:
        return TlsAlertDescription::CERTIFICATE_EXPIRED;
    case X509Status::UNKNOWN_CA:
        return TlsAlertDescription::UNKNOWN_CA;
    case X509Status::BAD_KEY_USAGE:
    case X509Status::UNSUPPORTED:
        return TlsAlertDescription::UNSUPPORTED_CERTIFICATE;
    case X509Status::MALFORMED:
    case X509Status::BAD_SIGNATURE:
    case X509Status::NOT_A_CA:
    case X509Status::PATH_LENGTH_EXCEEDED:
    case X509Status::NAME_MISMATCH:
    case X509Status::CHAIN_TOO_LONG:
        return TlsAlertDescription::BAD_CERTIFICATE;
    }
    return TlsAlertDescription::CERTIFICATE_UNKNOWN;
}

/**
 * @param context of the connection; its session has the chain
 * @param host that the certificate must name; empty: any
 * @param purpose what the peer's key is to be used for
 * @return what is wrong; nothing when all is well
 */
std::optional<TlsAlert>
Inspect(TlsHandshakeContext& context, const std::string& host, X509Purpose purpose)
{
    const X509Verifier verifier(context.environment.provider, *context.config->trust);
    const X509Result result = verifier.Verify(
        context.session.peerChain,
        host,
        context.environment.clock(),
        purpose,
        [&context](const X509Check& check) {
            context.events.Add(TlsStep::CERTIFICATE_CHECK,
                               TlsDirection::LOCAL,
                               0,
                               std::string(ToString(check.kind)) + " of " + check.subject +
                                   (check.passed ? "" : ": failed"));
        });
    if (result.status == X509Status::OK)
    {
        return std::nullopt;
    }
    return TlsAlert{AlertFor(result.status), result.reason};
}

} // namespace

std::optional<TlsAlert>
ReadPeerChain(TlsHandshakeContext& context, const TlsCertificateMessage& message)
{
    if (message.certificates.size() > X509Verifier::MAX_DEPTH)
    {
        return TlsAlert{TlsAlertDescription::BAD_CERTIFICATE,
                        "the peer sent " + std::to_string(message.certificates.size()) +
                            " certificates"};
    }
    std::vector<X509Certificate> chain;
    chain.reserve(message.certificates.size());
    for (const Bytes& der : message.certificates)
    {
        auto certificate = ParseX509Certificate(der, context.environment.provider);
        if (!certificate)
        {
            return TlsAlert{TlsAlertDescription::BAD_CERTIFICATE, "a certificate is malformed"};
        }
        context.events.Add(TlsStep::CERTIFICATE,
                           TlsDirection::RECEIVED,
                           der.size(),
                           certificate->subject.ToString() + ", issued by " +
                               certificate->issuer.ToString());
        chain.push_back(std::move(*certificate));
    }
    context.session.peerChain = std::move(chain);
    return std::nullopt;
}

std::optional<TlsAlert>
VerifyPeerChain(TlsHandshakeContext& context, const std::string& host, X509Purpose purpose)
{
    std::string detail;
    switch (context.config->verification)
    {
    case TlsVerification::STRICT:
        if (auto alert = Inspect(context, host, purpose))
        {
            return alert;
        }
        break;
    case TlsVerification::ASK: {
        const auto alert = Inspect(context, host, purpose);
        detail = alert ? alert->reason : "nothing is wrong with it";
        context.question = TlsQuestion{
            {alert ? alert->description : TlsAlertDescription::CERTIFICATE_UNKNOWN, detail}};
        context.events.Add(TlsStep::QUESTION, TlsDirection::LOCAL, 0, detail);
        return std::nullopt;
    }
    case TlsVerification::NONE:
        detail = "not checked, as configured";
        break;
    }
    context.events.Add(TlsStep::CERTIFICATE_VERIFIED, TlsDirection::LOCAL, 0, detail);
    return std::nullopt;
}

std::optional<TlsAlert>
CheckCertificateStatus(TlsHandshakeContext& context, const TlsCertificateStatus& status)
{
    if (context.config->verification == TlsVerification::NONE)
    {
        return std::nullopt;
    }
    CryptoProvider& provider = context.environment.provider;
    const std::vector<X509Certificate>& chain = context.session.peerChain;
    const X509Verifier verifier(provider, *context.config->trust);
    const X509Certificate* issuer = verifier.FindIssuer(chain);
    if (!issuer)
    {
        return TlsAlert{TlsAlertDescription::BAD_CERTIFICATE_STATUS_RESPONSE,
                        "nobody is known who could say whether the certificate is revoked"};
    }
    const OcspResult result = VerifyOcspResponse(status.ocspResponse,
                                                 chain.front(),
                                                 *issuer,
                                                 context.environment.clock(),
                                                 provider);
    context.events.Add(TlsStep::CERTIFICATE_CHECK,
                       TlsDirection::LOCAL,
                       0,
                       std::string("revocation of ") + chain.front().subject.ToString() +
                           (result.outcome == OcspOutcome::GOOD ? "" : ": failed"));
    if (result.outcome == OcspOutcome::GOOD)
    {
        return std::nullopt;
    }
    return TlsAlert{result.outcome == OcspOutcome::REVOKED
                        ? TlsAlertDescription::CERTIFICATE_REVOKED
                        : TlsAlertDescription::BAD_CERTIFICATE_STATUS_RESPONSE,
                    result.reason};
}

} // namespace tls
} // namespace ns3
