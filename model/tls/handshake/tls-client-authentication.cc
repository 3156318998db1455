/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-client-authentication.h"

#include "ns3/byte-reader.h"
#include "ns3/tls-digitally-signed.h"
#include "ns3/x509-certificate.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

/// A kind of key that signs for a client, and what a request calls it (RFC 5246, 7.4.4).
struct KeyRow
{
    PublicKeyType key;
    TlsClientCertificateType type;
};

constexpr std::array<KeyRow, 3> KEYS{{
    {PublicKeyType::RSA, TlsClientCertificateType::RSA_SIGN},
    {PublicKeyType::DSA, TlsClientCertificateType::DSS_SIGN},
    {PublicKeyType::ECDSA, TlsClientCertificateType::ECDSA_SIGN},
}};

/**
 * @param context of the client's connection
 * @param traits of the version
 * @param request of the server
 * @param type of the client's key
 * @return what the key signs with; NONE when the server takes nothing that it can make
 */
SignatureScheme
ChooseScheme(const TlsHandshakeContext& context,
             const TlsVersionTraits& traits,
             const TlsCertificateRequest& request,
             PublicKeyType type)
{
    if (!traits.hasSignatureAlgorithms)
    {
        return ImpliedSignatureScheme(type);
    }
    const auto& taken = request.signatureSchemes;
    for (const SignatureScheme scheme : context.config->signatureSchemes)
    {
        if (KeyTypeOf(scheme) == type &&
            std::find(taken.begin(), taken.end(), scheme) != taken.end())
        {
            return scheme;
        }
    }
    return SignatureScheme::NONE;
}

} // namespace

bool
IsIssuedByOneOf(const TlsHandshakeContext& context,
                const TlsIdentity& identity,
                const std::vector<Bytes>& names)
{
    return names.empty() ||
           std::any_of(identity.chain.begin(), identity.chain.end(), [&](const Bytes& der) {
               const auto certificate = ParseX509Certificate(der, context.environment.provider);
               return certificate &&
                      std::find(names.begin(), names.end(), certificate->issuer.der) != names.end();
           });
}

TlsCertificateRequest
MakeCertificateRequest(const TlsHandshakeContext& context, const TlsVersionTraits& traits)
{
    const TlsConfig& config = *context.config;
    TlsCertificateRequest request;
    for (const KeyRow& row : KEYS)
    {
        request.certificateTypes.push_back(row.type);
    }
    if (traits.hasSignatureAlgorithms)
    {
        request.signatureSchemes = config.GetSignatureSchemes();
    }
    if (config.trust)
    {
        request.certificateAuthorities = config.trust->GetSubjects();
    }
    return request;
}

TlsClientProof
ChooseClientIdentity(const TlsHandshakeContext& context,
                     const TlsVersionTraits& traits,
                     const TlsCertificateRequest& request)
{
    const auto& types = request.certificateTypes;
    for (const TlsIdentity& identity : context.config->identities)
    {
        const PublicKeyType key = identity.key->publicKey->type;
        const bool isTaken = std::any_of(KEYS.begin(), KEYS.end(), [&](const KeyRow& row) {
            return row.key == key && std::find(types.begin(), types.end(), row.type) != types.end();
        });
        const SignatureScheme scheme =
            isTaken ? ChooseScheme(context, traits, request, key) : SignatureScheme::NONE;
        if (scheme != SignatureScheme::NONE &&
            IsIssuedByOneOf(context, identity, request.certificateAuthorities))
        {
            return {&identity, scheme};
        }
    }
    return {};
}

std::optional<TlsAlert>
SendCertificateVerify(TlsHandshakeContext& context,
                      const TlsVersionTraits& traits,
                      const TlsClientProof& proof)
{
    TlsEnvironment& environment = context.environment;
    const Bytes digest = DeriveCertificateVerifyDigest(environment.provider,
                                                       traits,
                                                       proof.scheme,
                                                       context.session.masterSecret,
                                                       context.transcript);
    auto signature = environment.provider.SignDigest(*proof.identity->key,
                                                     proof.scheme,
                                                     digest,
                                                     environment.random);
    if (!signature)
    {
        return TlsAlert{TlsAlertDescription::INTERNAL_ERROR,
                        std::string("the client's key cannot sign with ") + ToString(proof.scheme)};
    }
    ByteWriter writer;
    Serialize(TlsCertificateVerify{{proof.scheme, std::move(*signature)}}, traits, writer);
    const size_t size = context.SendBody(TlsHandshakeType::CERTIFICATE_VERIFY, writer.View());
    context.events.Add(TlsStep::CERTIFICATE_VERIFY,
                       TlsDirection::SENT,
                       size,
                       std::string("signed with ") + ToString(proof.scheme));
    return std::nullopt;
}

std::optional<TlsAlert>
CheckCertificateVerify(TlsHandshakeContext& context,
                       const TlsVersionTraits& traits,
                       const TlsHandshakeMessage& message)
{
    ByteReader reader(message.Body());
    TlsCertificateVerify verify;
    if (!Parse(reader, traits, verify))
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the Certificate Verify is malformed"};
    }
    const PublicKey& key = *context.session.peerChain.front().publicKey;
    SignatureScheme scheme = verify.digitallySigned.scheme;
    const auto schemes = context.config->GetSignatureSchemes();
    if (!traits.hasSignatureAlgorithms)
    {
        scheme = ImpliedSignatureScheme(key.type);
    }
    else if (KeyTypeOf(scheme) != key.type ||
             std::find(schemes.begin(), schemes.end(), scheme) == schemes.end())
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the client signed with an algorithm that was not asked for"};
    }
    CryptoProvider& provider = context.environment.provider;
    const Bytes digest = DeriveCertificateVerifyDigest(provider,
                                                       traits,
                                                       scheme,
                                                       context.session.masterSecret,
                                                       context.transcript);
    if (!provider.VerifyDigest(key,
                               scheme,
                               digest,
                               SignatureAsInTls(verify.digitallySigned, traits, key.type)))
    {
        return TlsAlert{TlsAlertDescription::DECRYPT_ERROR,
                        "the signature of the Certificate Verify is wrong"};
    }
    context.transcript.Add(message.raw);
    context.events.Add(TlsStep::SIGNATURE_CHECK,
                       TlsDirection::LOCAL,
                       verify.digitallySigned.signature.size(),
                       ToString(scheme));
    return std::nullopt;
}

} // namespace tls
} // namespace ns3
