/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-ecdh-key-agreement.h"

#include "tls-curve-steps.h"

#include "ns3/tls-key-exchange-messages.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

/**
 * @param key of a client's certificate, may be null
 * @param group of the server's certificate
 * @return whether the client's value can stay implicit (RFC 4492, 5.7)
 */
bool
IsOnCurve(const PublicKey* key, NamedGroup group)
{
    return key && key->type == PublicKeyType::ECDSA && key->group == group;
}

/**
 * The client's part of RFC 4492, 5.3: its capabilities may be exceeded by the certificate.
 * @param context of the handshake
 * @return an alert when the server's key is on no curve that was offered
 */
std::optional<TlsAlert>
CheckServerCurve(const TlsKeyAgreementContext& context)
{
    if (context.peerKey->type != PublicKeyType::ECDSA)
    {
        return TlsAlert{TlsAlertDescription::UNSUPPORTED_CERTIFICATE,
                        "the server's certificate has no elliptic-curve key"};
    }
    const std::vector<NamedGroup>& groups = OfferedGroups(context.config);
    if (std::find(groups.begin(), groups.end(), context.peerKey->group) == groups.end())
    {
        return TlsAlert{TlsAlertDescription::HANDSHAKE_FAILURE,
                        "the server's certificate has a key on a curve that was not offered"};
    }
    return std::nullopt;
}

} // namespace

std::optional<TlsAlert>
TlsEcdhKeyAgreement::MakeClientKeyExchange(TlsKeyAgreementContext& context,
                                           Bytes& body,
                                           Bytes& premaster)
{
    if (auto alert = CheckServerCurve(context))
    {
        return alert;
    }
    context.group = context.peerKey->group;
    context.events.Add(TlsStep::CURVE_CHOSEN, TlsDirection::LOCAL, 0, ToString(context.group));
    CryptoProvider& provider = context.environment.provider;
    const Bytes& serverPoint = context.peerKey->publicValue;
    const PrivateKeyPtr& fixed = context.clientKey;
    if (fixed && IsOnCurve(fixed->publicKey.get(), context.group))
    {
        body.clear();
        return TakeCurveSecret(context, provider.Agree(*fixed, serverPoint), premaster);
    }
    const KeyPair own = ChooseCurveKeyPair(context);
    ByteWriter writer;
    Serialize(TlsClientKeyExchangeEcdh{own.publicKey}, writer);
    body = writer.Take();
    return TakeCurveSecret(context,
                           provider.Agree(context.group, own.privateKey, serverPoint),
                           premaster);
}

std::optional<TlsAlert>
TlsEcdhKeyAgreement::ReadClientKeyExchange(TlsKeyAgreementContext& context,
                                           ByteView body,
                                           Bytes& premaster)
{
    TlsClientKeyExchangeEcdh message;
    ByteReader reader(body);
    if (!Parse(reader, message))
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the Client Key Exchange is malformed"};
    }
    context.group = context.serverKey->publicKey->group;
    if (message.point.empty())
    {
        if (!IsOnCurve(context.peerKey.get(), context.group))
        {
            return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                            "the client's public value is neither sent nor in a certificate"};
        }
        message.point = context.peerKey->publicValue;
    }
    // The server's hello lists uncompressed points alone.
    if (auto alert = CheckPointFormat(context.group, message.point, false))
    {
        return alert;
    }
    return TakeCurveSecret(context,
                           context.environment.provider.Agree(*context.serverKey, message.point),
                           premaster);
}

} // namespace tls
} // namespace ns3
