/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-authentication-13.h"

#include "tls-parse-body.h"
#include "tls-peer-certificate.h"

#include "ns3/byte-writer.h"
#include "ns3/tls-extension-13.h"
#include "ns3/tls-extension-place.h"
#include "ns3/tls-messages-12.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

/**
 * @param scheme a signature algorithm
 * @param key a public key
 * @return whether the one belongs to the other in TLS 1.3 (RFC 8446, 4.2.3)
 */
bool
Fits(SignatureScheme scheme, const PublicKey& key)
{
    if (!IsHandshakeScheme13(scheme) || KeyTypeOf(scheme) != key.type)
    {
        return false;
    }
    const NamedGroup curve = CurveOf(scheme);
    return curve == NamedGroup::NONE || curve == key.group;
}

/**
 * @param scheme a signature algorithm that fits
 * @param key a public key
 * @return whether the key is long enough: hash, salt and two octets fit in a signature of
 *         RSASSA-PSS (RFC 8017, 9.1.1)
 */
bool
IsLongEnough(SignatureScheme scheme, const PublicKey& key)
{
    const size_t octets = 2 * HashLength(HashOf(scheme)) + 2;
    return !IsPss(scheme) || 8 * octets < key.bits;
}

/**
 * @param role one end
 * @return the other
 */
TlsRole
PeerOf(TlsRole role)
{
    return role == TlsRole::CLIENT ? TlsRole::SERVER : TlsRole::CLIENT;
}

} // namespace

SignatureScheme
ChooseScheme13(const TlsConfig& config,
               const PublicKey& key,
               const std::vector<SignatureScheme>& taken)
{
    for (const SignatureScheme scheme : config.signatureSchemes)
    {
        if (Fits(scheme, key) && IsLongEnough(scheme, key) &&
            std::find(taken.begin(), taken.end(), scheme) != taken.end())
        {
            return scheme;
        }
    }
    return SignatureScheme::NONE;
}

TlsCertificateRequest13
MakeCertificateRequest13(const TlsHandshakeContext& context, const Bytes& requestContext)
{
    const TlsConfig& config = *context.config;
    TlsCertificateRequest13 request;
    request.requestContext = requestContext;
    request.extensions.Add(TlsExtensionType::SIGNATURE_ALGORITHMS,
                           EncodeSignatureSchemes(config.GetSignatureSchemes()));
    const auto names = config.trust ? config.trust->GetSubjects() : std::vector<Bytes>{};
    if (!names.empty())
    {
        request.extensions.Add(TlsExtensionType::CERTIFICATE_AUTHORITIES,
                               EncodeCertificateAuthorities(names));
    }
    ApplyExtensions(config.tls13.extraExtensions,
                    TlsExtensionPlace::CERTIFICATE_REQUEST,
                    request.extensions);
    request.extensions.Sort(config.tls13.extensionOrder);
    return request;
}

std::optional<TlsAlert>
ReadCertificateRequest13(const TlsHandshakeContext& context,
                         const TlsCertificateRequest13& request,
                         TlsClientProof& proof)
{
    if (auto alert = CheckPlaces(request.extensions, TlsExtensionPlace::CERTIFICATE_REQUEST))
    {
        return alert;
    }
    const Bytes* data = request.extensions.Find(TlsExtensionType::SIGNATURE_ALGORITHMS);
    if (!data)
    {
        return TlsAlert{TlsAlertDescription::MISSING_EXTENSION,
                        "the Certificate Request lacks signature_algorithms"};
    }
    const auto schemes = DecodeSignatureSchemes(*data);
    std::optional<std::vector<Bytes>> authorities{std::in_place};
    if (const Bytes* names = request.extensions.Find(TlsExtensionType::CERTIFICATE_AUTHORITIES))
    {
        authorities = DecodeCertificateAuthorities(*names);
    }
    if (!schemes || !authorities)
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR,
                        "an extension of the Certificate Request is malformed"};
    }
    proof = {};
    for (const TlsIdentity& identity : context.config->identities)
    {
        const SignatureScheme scheme =
            ChooseScheme13(*context.config, *identity.key->publicKey, *schemes);
        if (scheme != SignatureScheme::NONE && IsIssuedByOneOf(context, identity, *authorities))
        {
            proof = {&identity, scheme};
            break;
        }
    }
    return std::nullopt;
}

void
SendCertificate13(TlsHandshakeContext& context,
                  const TlsIdentity* identity,
                  const Bytes& requestContext,
                  bool staplesOcsp)
{
    TlsCertificate13 message;
    message.requestContext = requestContext;
    for (const Bytes& der : identity ? identity->chain : std::vector<Bytes>{})
    {
        message.entries.push_back({der, {}});
    }
    if (staplesOcsp)
    {
        ByteWriter status;
        Serialize(TlsCertificateStatus{identity->ocspResponse}, status);
        message.entries.front().extensions.Add(TlsExtensionType::STATUS_REQUEST, status.Take());
    }
    const size_t size = context.Send(TlsHandshakeType::CERTIFICATE, message);
    for (const TlsCertificateEntry& entry : message.entries)
    {
        context.events.Add(TlsStep::CERTIFICATE, TlsDirection::SENT, entry.certificate.size());
    }
    if (message.entries.empty())
    {
        context.events.Add(TlsStep::CERTIFICATE, TlsDirection::SENT, size, "none");
    }
    if (staplesOcsp)
    {
        context.events.Add(TlsStep::CERTIFICATE_STATUS,
                           TlsDirection::SENT,
                           identity->ocspResponse.size(),
                           "beside the certificate");
    }
}

std::optional<TlsAlert>
SendCertificateVerify13(TlsHandshakeContext& context,
                        const TlsIdentity& identity,
                        SignatureScheme scheme)
{
    TlsEnvironment& environment = context.environment;
    auto signature = environment.provider.Sign(
        *identity.key,
        scheme,
        CertificateVerifyContent(context.role, context.transcript.Digest()),
        environment.random);
    if (!signature)
    {
        return TlsAlert{TlsAlertDescription::INTERNAL_ERROR,
                        std::string("the key cannot sign with ") + ToString(scheme)};
    }
    const size_t size = context.Send(TlsHandshakeType::CERTIFICATE_VERIFY,
                                     TlsCertificateVerify13{scheme, std::move(*signature)});
    context.events.Add(TlsStep::CERTIFICATE_VERIFY,
                       TlsDirection::SENT,
                       size,
                       std::string("signed with ") + ToString(scheme));
    return std::nullopt;
}

std::optional<TlsAlert>
ReadCertificate13(TlsHandshakeContext& context,
                  const TlsHandshakeMessage& message,
                  const Bytes& requestContext,
                  const TlsExtensionList& requests,
                  TlsCertificate13& certificate)
{
    if (auto alert = ParseBody(message.Body(), certificate, "Certificate"))
    {
        return alert;
    }
    if (certificate.requestContext != requestContext)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the Certificate belongs to another request"};
    }
    TlsCertificateMessage chain;
    for (const TlsCertificateEntry& entry : certificate.entries)
    {
        if (auto alert = CheckPlaces(entry.extensions, TlsExtensionPlace::CERTIFICATE))
        {
            return alert;
        }
        if (auto alert = CheckRequested(entry.extensions, requests))
        {
            return alert;
        }
        chain.certificates.push_back(entry.certificate);
    }
    if (chain.certificates.empty())
    {
        context.events.Add(TlsStep::CERTIFICATE,
                           TlsDirection::RECEIVED,
                           message.raw.size(),
                           "none");
    }
    if (auto alert = ReadPeerChain(context, chain))
    {
        return alert;
    }
    const TlsPeerChain& peerChain = context.session.peerChain;
    if (!peerChain.empty() && !peerChain.front().publicKey)
    {
        return TlsAlert{TlsAlertDescription::UNSUPPORTED_CERTIFICATE,
                        "the peer's key is of an unknown kind"};
    }
    return std::nullopt;
}

std::optional<TlsAlert>
CheckStapledStatus(TlsHandshakeContext& context, const TlsCertificate13& certificate)
{
    const Bytes* data =
        certificate.entries.front().extensions.Find(TlsExtensionType::STATUS_REQUEST);
    if (!data)
    {
        // A server that could staple need not.
        return std::nullopt;
    }
    TlsCertificateStatus status;
    if (auto alert = ParseBody(*data, status, "stapled Certificate Status"))
    {
        return alert;
    }
    context.events.Add(TlsStep::CERTIFICATE_STATUS,
                       TlsDirection::RECEIVED,
                       status.ocspResponse.size(),
                       "beside the certificate");
    return CheckCertificateStatus(context, status);
}

std::optional<TlsAlert>
CheckCertificateVerify13(TlsHandshakeContext& context, const TlsHandshakeMessage& message)
{
    context.events.Add(TlsStep::CERTIFICATE_VERIFY, TlsDirection::RECEIVED, message.raw.size());
    TlsCertificateVerify13 verify;
    if (auto alert = ParseBody(message.Body(), verify, "Certificate Verify"))
    {
        return alert;
    }
    const PublicKey& key = *context.session.peerChain.front().publicKey;
    const auto schemes = context.config->GetSignatureSchemes();
    if (!Fits(verify.algorithm, key) ||
        std::find(schemes.begin(), schemes.end(), verify.algorithm) == schemes.end())
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the peer signed with an algorithm that was not asked for"};
    }
    const Bytes content =
        CertificateVerifyContent(PeerOf(context.role), context.transcript.Digest());
    if (!context.environment.provider.Verify(key, verify.algorithm, content, verify.signature))
    {
        return TlsAlert{TlsAlertDescription::DECRYPT_ERROR,
                        "the signature of the Certificate Verify is wrong"};
    }
    context.transcript.Add(message.raw);
    context.events.Add(TlsStep::SIGNATURE_CHECK,
                       TlsDirection::LOCAL,
                       verify.signature.size(),
                       ToString(verify.algorithm));
    return std::nullopt;
}

} // namespace tls
} // namespace ns3
