/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-rsa-key-agreement.h"

#include "ns3/assert.h"
#include "ns3/tls-messages-12.h"

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
 * @param random the rest
 * @return a premaster secret
 */
Bytes
ChoosePremaster(uint16_t version, RandomSource& random)
{
    ByteWriter writer;
    writer.U16(version);
    writer.Write(random.Generate(PREMASTER - 2));
    return writer.Take();
}

} // namespace

bool
TlsRsaKeyAgreement::HasServerKeyExchange() const
{
    return false;
}

std::optional<TlsAlert>
TlsRsaKeyAgreement::MakeServerKeyExchange(TlsKeyAgreementContext&, Bytes&)
{
    NS_ASSERT_MSG(false, "a server does not send this message with RSA key exchange");
    return std::nullopt;
}

std::optional<TlsAlert>
TlsRsaKeyAgreement::ReadServerKeyExchange(TlsKeyAgreementContext&, ByteView)
{
    NS_ASSERT_MSG(false, "a client does not take this message with RSA key exchange");
    return std::nullopt;
}

std::optional<TlsAlert>
TlsRsaKeyAgreement::MakeClientKeyExchange(TlsKeyAgreementContext& context,
                                          Bytes& body,
                                          Bytes& premaster)
{
    TlsEnvironment& environment = context.environment;
    premaster = ChoosePremaster(context.clientVersion, environment.random);
    context.events.Add(TlsStep::SHARED_SECRET,
                       TlsDirection::LOCAL,
                       premaster.size(),
                       "chosen by the client");
    std::optional<Bytes> encrypted =
        environment.provider.RsaEncrypt(*context.peerKey, premaster, environment.random);
    if (!encrypted)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server's key cannot encrypt a premaster secret"};
    }
    ByteWriter writer;
    Serialize(TlsClientKeyExchangeRsa{std::move(*encrypted)}, writer);
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
    if (!Parse(reader, message))
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the Client Key Exchange is malformed"};
    }
    // Whatever is wrong inside, the handshake goes on with a random secret and fails at the
    // Finished, so that nobody learns what was wrong (RFC 5246, 7.4.7.1).
    TlsEnvironment& environment = context.environment;
    premaster = ChoosePremaster(context.clientVersion, environment.random);
    std::optional<Bytes> decrypted = environment.provider.RsaDecrypt(*context.serverKey,
                                                                     message.encryptedPremaster,
                                                                     environment.random);
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
