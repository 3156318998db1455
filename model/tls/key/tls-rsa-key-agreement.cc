/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-rsa-key-agreement.h"

#include "tls-server-key-exchange.h"

#include "ns3/assert.h"
#include "ns3/tls-key-exchange-messages.h"

namespace ns3
{
namespace tls
{

namespace
{

/// Octets of the premaster secret: a version and 46 random ones.
constexpr size_t PREMASTER = 48;

/**
 * @param version offered in the Client Hello
 * @param environment where the rest comes from
 * @return a premaster secret
 */
Bytes
ChoosePremaster(uint16_t version, TlsEnvironment& environment)
{
    ByteWriter writer;
    writer.U16(version);
    writer.Write(environment.provider.Random(environment.random, PREMASTER - 2));
    return writer.Take();
}

} // namespace

TlsRsaKeyAgreement::TlsRsaKeyAgreement(bool isExport)
    : m_isExport(isExport)
{
}

bool
TlsRsaKeyAgreement::HasServerKeyExchange(const PublicKey* serverKey) const
{
    return m_isExport && serverKey && serverKey->bits > TLS_EXPORT_KEY_BITS;
}

std::optional<TlsAlert>
TlsRsaKeyAgreement::MakeServerKeyExchange(TlsKeyAgreementContext& context, Bytes& body)
{
    NS_ASSERT_MSG(m_isExport, "a server does not send this message with RSA key exchange");
    if (!context.config.rsaExportKey)
    {
        return TlsAlert{TlsAlertDescription::INTERNAL_ERROR,
                        "the server has no temporary key for an exportable suite"};
    }
    const std::optional<RsaNumbers> numbers =
        context.environment.provider.GetRsaNumbers(*context.config.rsaExportKey->publicKey);
    if (!numbers)
    {
        return TlsAlert{TlsAlertDescription::INTERNAL_ERROR,
                        "the server's temporary key is no RSA key"};
    }
    return WriteServerKeyExchange(context, TlsServerRsaParams{*numbers}, body);
}

std::optional<TlsAlert>
TlsRsaKeyAgreement::ReadServerKeyExchange(TlsKeyAgreementContext& context, ByteView body)
{
    NS_ASSERT_MSG(m_isExport, "a client does not take this message with RSA key exchange");
    TlsServerKeyExchange<TlsServerRsaParams> message;
    if (auto alert = ParseServerKeyExchange(context, body, message))
    {
        return alert;
    }
    if (auto alert = CheckServerKeyExchange(context, message))
    {
        return alert;
    }
    m_temporaryKey = context.environment.provider.LoadRsaPublicKey(message.params.numbers);
    if (!m_temporaryKey)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server's temporary key is no RSA key"};
    }
    if (m_temporaryKey->bits > TLS_EXPORT_KEY_BITS)
    {
        return TlsAlert{TlsAlertDescription::EXPORT_RESTRICTION,
                        "the server's temporary key is larger than an exportable one may be"};
    }
    return std::nullopt;
}

std::optional<TlsAlert>
TlsRsaKeyAgreement::MakeClientKeyExchange(TlsKeyAgreementContext& context,
                                          Bytes& body,
                                          Bytes& premaster)
{
    TlsEnvironment& environment = context.environment;
    premaster = ChoosePremaster(context.clientVersion, environment);
    context.events.Add(TlsStep::SHARED_SECRET,
                       TlsDirection::LOCAL,
                       premaster.size(),
                       "chosen by the client");
    const PublicKey& key = m_temporaryKey ? *m_temporaryKey : *context.peerKey;
    std::optional<Bytes> encrypted =
        environment.provider.RsaEncrypt(key, premaster, environment.random);
    if (!encrypted)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server's key cannot encrypt a premaster secret"};
    }
    ByteWriter writer;
    Serialize(TlsClientKeyExchangeRsa{std::move(*encrypted)}, context.traits, writer);
    body = writer.Take();
    return std::nullopt;
}

std::optional<TlsAlert>
TlsRsaKeyAgreement::ReadClientKeyExchange(TlsKeyAgreementContext& context,
                                          ByteView body,
                                          Bytes& premaster)
{
    TlsClientKeyExchangeRsa message;
    ByteReader reader(body);
    if (!Parse(reader, context.traits, message))
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the Client Key Exchange is malformed"};
    }
    // Whatever is wrong inside, the handshake goes on with a random secret and fails at the
    // Finished, so that nobody learns what was wrong (RFC 5246, 7.4.7.1).
    TlsEnvironment& environment = context.environment;
    premaster = ChoosePremaster(context.clientVersion, environment);
    const bool isTemporary = HasServerKeyExchange(context.serverKey->publicKey.get());
    const PrivateKey& key = isTemporary ? *context.config.rsaExportKey : *context.serverKey;
    std::optional<Bytes> decrypted =
        environment.provider.RsaDecrypt(key, message.encryptedPremaster, environment.random);
    if (decrypted && decrypted->size() == PREMASTER &&
        ((*decrypted)[0] << 8 | (*decrypted)[1]) == context.clientVersion)
    {
        premaster = std::move(*decrypted);
    }
    context.events.Add(TlsStep::SHARED_SECRET,
                       TlsDirection::LOCAL,
                       premaster.size(),
                       "decrypted by the server");
    return std::nullopt;
}

} // namespace tls
} // namespace ns3
