/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-ecdhe-key-agreement.h"

#include "tls-curve-steps.h"
#include "tls-server-key-exchange.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

bool
TlsEcdheKeyAgreement::HasServerKeyExchange(const PublicKey*) const
{
    return true;
}

std::optional<TlsAlert>
TlsEcdheKeyAgreement::MakeServerKeyExchange(TlsKeyAgreementContext& context, Bytes& body)
{
    context.events.Add(TlsStep::CURVE_CHOSEN, TlsDirection::LOCAL, 0, ToString(context.group));
    m_ownKey = ChooseCurveKeyPair(context);
    return WriteServerKeyExchange(context,
                                  TlsServerEcdhParams{context.group, m_ownKey.publicKey},
                                  body);
}

std::optional<TlsAlert>
TlsEcdheKeyAgreement::ReadServerKeyExchange(TlsKeyAgreementContext& context, ByteView body)
{
    TlsServerKeyExchange<TlsServerEcdhParams> message;
    if (auto alert = ParseServerKeyExchange(context, body, message))
    {
        return alert;
    }
    const std::vector<NamedGroup>& groups = OfferedGroups(context.config);
    if (IsFiniteField(message.params.group) ||
        std::find(groups.begin(), groups.end(), message.params.group) == groups.end())
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server chose a group that was not offered"};
    }
    context.group = message.params.group;
    context.events.Add(TlsStep::CURVE_CHOSEN, TlsDirection::LOCAL, 0, ToString(context.group));
    if (auto alert = CheckServerKeyExchange(context, message))
    {
        return alert;
    }
    m_peerPoint = std::move(message.params.point);
    return CheckPointFormat(context.group, m_peerPoint, OffersCompressedPoints(context.config));
}

std::optional<TlsAlert>
TlsEcdheKeyAgreement::MakeClientKeyExchange(TlsKeyAgreementContext& context,
                                            Bytes& body,
                                            Bytes& premaster)
{
    const KeyPair own = ChooseCurveKeyPair(context);
    ByteWriter writer;
    Serialize(TlsClientKeyExchangeEcdh{own.publicKey}, writer);
    body = writer.Take();
    return TakeCurveSecret(
        context,
        context.environment.provider.Agree(context.group, own.privateKey, m_peerPoint),
        premaster);
}

std::optional<TlsAlert>
TlsEcdheKeyAgreement::ReadClientKeyExchange(TlsKeyAgreementContext& context,
                                            ByteView body,
                                            Bytes& premaster)
{
    TlsClientKeyExchangeEcdh message;
    ByteReader reader(body);
    if (!Parse(reader, message) || message.point.empty())
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the Client Key Exchange is malformed"};
    }
    // The server's hello lists uncompressed points alone.
    if (auto alert = CheckPointFormat(context.group, message.point, false))
    {
        return alert;
    }
    return TakeCurveSecret(
        context,
        context.environment.provider.Agree(context.group, m_ownKey.privateKey, message.point),
        premaster);
}

} // namespace tls
} // namespace ns3
