/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-ecdhe-key-agreement.h"

#include "ns3/tls-messages-12.h"

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
 * @return what the server signs (RFC 8422, 5.4)
 */
Bytes
SignedContent(const TlsKeyAgreementContext& context, const TlsServerEcdhParams& params)
{
    ByteWriter writer;
    writer.Write(context.clientRandom);
    writer.Write(context.serverRandom);
    Serialize(params, writer);
    return writer.Take();
}

/**
 * Generate an ephemeral pair and note its two steps.
 * @param context of the handshake
 * @return the pair
 */
KeyPair
ChooseKeyPair(TlsKeyAgreementContext& context)
{
    TlsEventLog& events = context.events;
    const size_t workBefore = events.GetWork();
    KeyPair pair =
        context.environment.provider.GenerateKeyPair(context.group, context.environment.random);
    events.AddLocalAt(workBefore, TlsStep::PRIVATE_VALUE, pair.privateKey.size());
    events.Add(TlsStep::PUBLIC_VALUE, TlsDirection::LOCAL, pair.publicKey.size());
    return pair;
}

/**
 * @param context of the handshake
 * @param own one's private value
 * @param peer the other's public value
 * @param premaster the secret
 * @return an alert when the peer's value is none of the group's
 */
std::optional<TlsAlert>
AgreeOnPremaster(TlsKeyAgreementContext& context, ByteView own, ByteView peer, Bytes& premaster)
{
    std::optional<Bytes> secret = context.environment.provider.Agree(context.group, own, peer);
    if (!secret)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        std::string("the peer's public value is none of ") +
                            ToString(context.group)};
    }
    premaster = std::move(*secret);
    context.events.Add(TlsStep::SHARED_SECRET, TlsDirection::LOCAL, premaster.size());
    return std::nullopt;
}

} // namespace

bool
TlsEcdheKeyAgreement::HasServerKeyExchange() const
{
    return true;
}

std::optional<TlsAlert>
TlsEcdheKeyAgreement::MakeServerKeyExchange(TlsKeyAgreementContext& context, Bytes& body)
{
    context.events.Add(TlsStep::CURVE_CHOSEN, TlsDirection::LOCAL, 0, ToString(context.group));
    m_ownKey = ChooseKeyPair(context);

    TlsServerKeyExchangeEcdhe message;
    message.params = {context.group, m_ownKey.publicKey};
    message.scheme = context.scheme;
    std::optional<Bytes> signature =
        context.environment.provider.Sign(*context.serverKey,
                                          context.scheme,
                                          SignedContent(context, message.params),
                                          context.environment.random);
    if (!signature)
    {
        return TlsAlert{TlsAlertDescription::INTERNAL_ERROR,
                        std::string("the server's key cannot sign with ") +
                            ToString(context.scheme)};
    }
    message.signature = std::move(*signature);
    ByteWriter writer;
    Serialize(message, writer);
    body = writer.Take();
    return std::nullopt;
}

std::optional<TlsAlert>
TlsEcdheKeyAgreement::ReadServerKeyExchange(TlsKeyAgreementContext& context, ByteView body)
{
    TlsServerKeyExchangeEcdhe message;
    ByteReader reader(body);
    if (!Parse(reader, message))
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the Server Key Exchange is malformed"};
    }
    const std::vector<NamedGroup>& groups = context.config.groups;
    if (std::find(groups.begin(), groups.end(), message.params.group) == groups.end())
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server chose a group that was not offered"};
    }
    const std::vector<SignatureScheme>& schemes = context.config.signatureSchemes;
    if (std::find(schemes.begin(), schemes.end(), message.scheme) == schemes.end() ||
        KeyTypeOf(message.scheme) != context.peerKey->type)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server signed with an algorithm that was not offered"};
    }
    context.group = message.params.group;
    context.events.Add(TlsStep::CURVE_CHOSEN, TlsDirection::LOCAL, 0, ToString(context.group));
    if (!context.environment.provider.Verify(*context.peerKey,
                                             message.scheme,
                                             SignedContent(context, message.params),
                                             message.signature))
    {
        return TlsAlert{TlsAlertDescription::DECRYPT_ERROR,
                        "the signature of the Server Key Exchange is wrong"};
    }
    context.events.Add(TlsStep::SIGNATURE_CHECK,
                       TlsDirection::LOCAL,
                       message.signature.size(),
                       ToString(message.scheme));
    m_peerPoint = std::move(message.params.point);
    return std::nullopt;
}

std::optional<TlsAlert>
TlsEcdheKeyAgreement::MakeClientKeyExchange(TlsKeyAgreementContext& context,
                                            Bytes& body,
                                            Bytes& premaster)
{
    const KeyPair own = ChooseKeyPair(context);
    ByteWriter writer;
    Serialize(TlsClientKeyExchangeEcdhe{own.publicKey}, writer);
    body = writer.Take();
    return AgreeOnPremaster(context, own.privateKey, m_peerPoint, premaster);
}

std::optional<TlsAlert>
TlsEcdheKeyAgreement::ReadClientKeyExchange(TlsKeyAgreementContext& context,
                                            ByteView body,
                                            Bytes& premaster)
{
    TlsClientKeyExchangeEcdhe message;
    ByteReader reader(body);
    if (!Parse(reader, message))
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the Client Key Exchange is malformed"};
    }
    return AgreeOnPremaster(context, m_ownKey.privateKey, message.point, premaster);
}

} // namespace tls
} // namespace ns3
