/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-server-key-exchange.h"

#include "ns3/assert.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

/**
 * @param context of the handshake
 * @param params the server's share
 * @return what the server signs (RFC 5246, 7.4.3)
 */
Bytes
SignedContent(const TlsKeyAgreementContext& context, ByteView params)
{
    Bytes content = context.clientRandom;
    Append(content, context.serverRandom);
    Append(content, params);
    return content;
}

} // namespace

std::optional<TlsAlert>
SignServerParams(TlsKeyAgreementContext& context, ByteView params, TlsDigitallySigned& signature)
{
    NS_ASSERT_MSG(context.serverKey, "a server without a key has anonymous suites only");
    signature.scheme = context.traits.hasSignatureAlgorithms
                           ? context.scheme
                           : ImpliedSignatureScheme(context.serverKey->publicKey->type);
    std::optional<Bytes> octets = context.environment.provider.Sign(*context.serverKey,
                                                                    signature.scheme,
                                                                    SignedContent(context, params),
                                                                    context.environment.random);
    if (!octets)
    {
        return TlsAlert{TlsAlertDescription::INTERNAL_ERROR,
                        std::string("the server's key cannot sign with ") +
                            ToString(signature.scheme)};
    }
    signature.signature = std::move(*octets);
    return std::nullopt;
}

std::optional<TlsAlert>
CheckServerParams(TlsKeyAgreementContext& context,
                  ByteView params,
                  const TlsDigitallySigned& signature)
{
    NS_ASSERT_MSG(context.peerKey, "a server without a certificate has anonymous suites only");
    const std::vector<SignatureScheme> offered = context.config.GetSignatureSchemes();
    SignatureScheme scheme = ImpliedSignatureScheme(context.peerKey->type);
    if (context.traits.hasSignatureAlgorithms)
    {
        scheme = signature.scheme;
        if (std::find(offered.begin(), offered.end(), scheme) == offered.end() ||
            KeyTypeOf(scheme) != context.peerKey->type)
        {
            return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                            "the server signed with an algorithm that was not offered"};
        }
    }
    if (!context.environment.provider.Verify(
            *context.peerKey,
            scheme,
            SignedContent(context, params),
            SignatureAsInTls(signature, context.traits, context.peerKey->type)))
    {
        return TlsAlert{TlsAlertDescription::DECRYPT_ERROR,
                        "the signature of the Server Key Exchange is wrong"};
    }
    context.events.Add(TlsStep::SIGNATURE_CHECK,
                       TlsDirection::LOCAL,
                       signature.signature.size(),
                       ToString(scheme));
    return std::nullopt;
}

} // namespace tls
} // namespace ns3
