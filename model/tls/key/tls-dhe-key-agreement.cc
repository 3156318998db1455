/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-dhe-key-agreement.h"

#include "tls-dh-steps.h"
#include "tls-server-key-exchange.h"

namespace ns3
{
namespace tls
{

namespace
{

/**
 * @param context of the handshake, at the server
 * @return the group of the configuration, or the default where it has none or too large a one
 */
const DhGroup&
ServerGroup(const TlsKeyAgreementContext& context)
{
    const DhGroup& configured = context.config.dhGroup;
    if (context.suite.isExport)
    {
        const bool fits = !configured.p.empty() && BitsOf(configured) <= TLS_EXPORT_KEY_BITS;
        return fits ? configured : GetExportDhGroup();
    }
    return configured.p.empty() ? GetFfdhe2048() : configured;
}

} // namespace

bool
TlsDheKeyAgreement::HasServerKeyExchange(const PublicKey*) const
{
    return true;
}

std::optional<TlsAlert>
TlsDheKeyAgreement::MakeServerKeyExchange(TlsKeyAgreementContext& context, Bytes& body)
{
    m_group = ServerGroup(context);
    if (!context.environment.provider.IsSoundDhGroup(m_group, 1))
    {
        return TlsAlert{TlsAlertDescription::INTERNAL_ERROR,
                        "the server's own group has no prime modulus or no generator"};
    }
    NoteDhGroup(context, m_group);
    m_ownKey = ChooseDhKeyPair(context, m_group);
    return WriteServerKeyExchange(context, TlsServerDhParams{m_group, m_ownKey.publicKey}, body);
}

std::optional<TlsAlert>
TlsDheKeyAgreement::ReadServerKeyExchange(TlsKeyAgreementContext& context, ByteView body)
{
    TlsServerKeyExchange<TlsServerDhParams> message;
    if (auto alert = ParseServerKeyExchange(context, body, message))
    {
        return alert;
    }
    NoteDhGroup(context, message.params.group);
    if (auto alert = CheckServerKeyExchange(context, message))
    {
        return alert;
    }
    m_group = std::move(message.params.group);
    m_peerYs = std::move(message.params.Ys);
    return CheckDhGroup(context, m_group);
}

std::optional<TlsAlert>
TlsDheKeyAgreement::MakeClientKeyExchange(TlsKeyAgreementContext& context,
                                          Bytes& body,
                                          Bytes& premaster)
{
    const KeyPair own = ChooseDhKeyPair(context, m_group);
    ByteWriter writer;
    Serialize(TlsClientKeyExchangeDh{own.publicKey}, writer);
    body = writer.Take();
    return TakeDhSecret(context,
                        context.environment.provider.AgreeDh(m_group, own.privateKey, m_peerYs),
                        premaster);
}

std::optional<TlsAlert>
TlsDheKeyAgreement::ReadClientKeyExchange(TlsKeyAgreementContext& context,
                                          ByteView body,
                                          Bytes& premaster)
{
    TlsClientKeyExchangeDh message;
    ByteReader reader(body);
    if (!Parse(reader, message) || message.Yc.empty())
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the Client Key Exchange is malformed"};
    }
    return TakeDhSecret(
        context,
        context.environment.provider.AgreeDh(m_group, m_ownKey.privateKey, message.Yc),
        premaster);
}

} // namespace tls
} // namespace ns3
