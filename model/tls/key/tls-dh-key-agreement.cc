/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-dh-key-agreement.h"

#include "tls-dh-steps.h"

#include "ns3/tls-key-exchange-messages.h"

namespace ns3
{
namespace tls
{

namespace
{

/**
 * @param key of a client's certificate, may be null
 * @param server of the server's certificate
 * @return whether the client's value can stay implicit (RFC 5246, 7.4.7.2)
 */
bool
IsInGroupOf(const PublicKey* key, const PublicKey& server)
{
    return key && key->type == PublicKeyType::DH && key->dhGroup.p == server.dhGroup.p &&
           key->dhGroup.g == server.dhGroup.g;
}

} // namespace

std::optional<TlsAlert>
TlsDhKeyAgreement::MakeClientKeyExchange(TlsKeyAgreementContext& context,
                                         Bytes& body,
                                         Bytes& premaster)
{
    const PublicKey& server = *context.peerKey;
    if (server.type != PublicKeyType::DH)
    {
        return TlsAlert{TlsAlertDescription::UNSUPPORTED_CERTIFICATE,
                        "the server's certificate has no Diffie-Hellman key"};
    }
    NoteDhGroup(context, server.dhGroup);
    if (auto alert = CheckDhGroup(context, server.dhGroup))
    {
        return alert;
    }
    CryptoProvider& provider = context.environment.provider;
    const PrivateKeyPtr& fixed = context.clientKey;
    if (fixed && IsInGroupOf(fixed->publicKey.get(), server))
    {
        body.clear();
        return TakeDhSecret(context, provider.Agree(*fixed, server.publicValue), premaster);
    }
    const KeyPair own = ChooseDhKeyPair(context, server.dhGroup);
    ByteWriter writer;
    Serialize(TlsClientKeyExchangeDh{own.publicKey}, writer);
    body = writer.Take();
    return TakeDhSecret(context,
                        provider.AgreeDh(server.dhGroup, own.privateKey, server.publicValue),
                        premaster);
}

std::optional<TlsAlert>
TlsDhKeyAgreement::ReadClientKeyExchange(TlsKeyAgreementContext& context,
                                         ByteView body,
                                         Bytes& premaster)
{
    TlsClientKeyExchangeDh message;
    ByteReader reader(body);
    if (!Parse(reader, message))
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the Client Key Exchange is malformed"};
    }
    if (message.Yc.empty())
    {
        if (!IsInGroupOf(context.peerKey.get(), *context.serverKey->publicKey))
        {
            return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                            "the client's public value is neither sent nor in a certificate"};
        }
        message.Yc = context.peerKey->publicValue;
    }
    return TakeDhSecret(context,
                        context.environment.provider.Agree(*context.serverKey, message.Yc),
                        premaster);
}

} // namespace tls
} // namespace ns3
