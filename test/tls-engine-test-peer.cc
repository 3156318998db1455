/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-peer.h"

namespace ns3
{
namespace tls
{

TlsScriptedPeer::TlsScriptedPeer(TlsRole role, const TlsConfig& config, const std::string& seed)
    : m_environment(seed),
      m_context(role,
                std::make_shared<TlsConfig>(config),
                m_environment.environment,
                role == TlsRole::CLIENT ? TEST_HOST : ""),
      m_keys(m_context)
{
}

void
TlsScriptedPeer::Receive(ByteView data)
{
    m_context.records.Feed(data);
    std::optional<TlsRecord> record;
    while (!m_context.records.Next(record) && record)
    {
        switch (record->type)
        {
        case TlsContentType::CHANGE_CIPHER_SPEC:
            m_keys.ActivateRead({TlsHandshakeType::CHANGE_CIPHER_SPEC, record->fragment});
            break;
        case TlsContentType::ALERT:
            alerts.emplace_back(record->fragment[0],
                                static_cast<TlsAlertDescription>(record->fragment[1]));
            break;
        case TlsContentType::APPLICATION_DATA:
            Append(app, record->fragment);
            break;
        case TlsContentType::HANDSHAKE:
            m_buffer.Feed(record->fragment);
            std::optional<TlsHandshakeMessage> message;
            while (!m_buffer.Next(message) && message)
            {
                messages.push_back(message->type);
                HandleMessage(*message);
            }
            break;
        }
    }
}

void
TlsScriptedPeer::HandleMessage(const TlsHandshakeMessage& message)
{
    ByteReader reader(message.Body());
    if (message.type == TlsHandshakeType::FINISHED)
    {
        isFinishedRight = !m_keys.CheckFinished(message);
        return;
    }
    m_context.transcript.Add(message.raw);
    if (message.type == TlsHandshakeType::CLIENT_HELLO)
    {
        Parse(reader, m_clientHello);
    }
    else if (message.type == TlsHandshakeType::SERVER_HELLO)
    {
        TlsServerHello hello;
        Parse(reader, hello);
        m_keys.Begin(TlsVersion::TLS_1_2,
                     *FindCipherSuite(hello.cipherSuite),
                     m_clientHello.random,
                     hello.random);
    }
    else if (message.type == TlsHandshakeType::CERTIFICATE)
    {
        TlsCertificateMessage certificates;
        Parse(reader, certificates);
        m_serverKey =
            ParseX509Certificate(certificates.certificates.front(), m_environment.provider)
                ->publicKey;
    }
    else if (message.type == TlsHandshakeType::SERVER_KEY_EXCHANGE)
    {
        TlsServerKeyExchangeEcdhe exchange;
        Parse(reader, exchange);
        m_serverEcdh = exchange.params;
    }
    else if (message.type == TlsHandshakeType::CLIENT_KEY_EXCHANGE && UsesEcdhe())
    {
        TlsClientKeyExchangeEcdhe exchange;
        Parse(reader, exchange);
        m_keys.Derive(Secret(exchange.point));
    }
    else if (message.type == TlsHandshakeType::CLIENT_KEY_EXCHANGE)
    {
        TlsClientKeyExchangeRsa exchange;
        Parse(reader, exchange);
        m_keys.Derive(*m_environment.provider.RsaDecrypt(*m_context.config->identities[0].key,
                                                         exchange.encryptedPremaster,
                                                         m_environment.random));
    }
}

Bytes
TlsScriptedPeer::Secret(ByteView peerPublic)
{
    const auto secret =
        m_environment.provider.Agree(m_context.config->groups[0], m_ownKey.privateKey, peerPublic);
    return secret ? *secret : Bytes(32);
}

Bytes
TlsScriptedPeer::Take()
{
    return std::exchange(m_context.toPeer, {});
}

void
TlsScriptedPeer::Exchange(TlsTestEnd& end)
{
    for (Bytes data = Take(); !data.empty(); data = Take())
    {
        Receive(end.Receive(data));
    }
}

void
TlsScriptedPeer::Send(TlsHandshakeType type, ByteView body)
{
    m_context.SendBody(type, body);
}

void
TlsScriptedPeer::SendRecord(TlsContentType type, ByteView fragment)
{
    m_context.records.Write(type, fragment, 1 << 16, m_context.toPeer);
}

void
TlsScriptedPeer::SendClientHello(const std::function<void(TlsClientHello&)>& change)
{
    m_clientHello = MakeClientHello(*m_context.config,
                                    m_context.serverName,
                                    m_environment.random.Generate(TLS_RANDOM));
    if (change)
    {
        change(m_clientHello);
    }
    m_context.Send(TlsHandshakeType::CLIENT_HELLO, m_clientHello);
}

void
TlsScriptedPeer::SendClientKeyExchange(const std::function<void(Bytes&)>& change)
{
    CryptoProvider& provider = m_environment.provider;
    ByteWriter body;
    Bytes premaster;
    if (UsesEcdhe())
    {
        m_ownKey = provider.GenerateKeyPair(m_serverEcdh.group, m_environment.random);
        premaster = *provider.Agree(m_serverEcdh.group, m_ownKey.privateKey, m_serverEcdh.point);
        Serialize(TlsClientKeyExchangeEcdhe{m_ownKey.publicKey}, body);
    }
    else
    {
        const uint16_t version = premasterVersion ? premasterVersion : m_clientHello.clientVersion;
        ByteWriter writer;
        writer.U16(version);
        writer.Write(m_environment.random.Generate(TLS_MASTER_SECRET - 2));
        premaster = writer.Take();
        Serialize(
            TlsClientKeyExchangeRsa{
                *provider.RsaEncrypt(*m_serverKey, premaster, m_environment.random)},
            body);
    }
    Bytes octets = body.Take();
    if (change)
    {
        change(octets);
    }
    Send(TlsHandshakeType::CLIENT_KEY_EXCHANGE, octets);
    m_keys.Derive(premaster);
}

void
TlsScriptedPeer::SendNextProtocol(const std::string& protocol)
{
    m_context.Send(TlsHandshakeType::NEXT_PROTOCOL, TlsNextProtocol{protocol});
}

void
TlsScriptedPeer::SendServerHello(const std::function<void(TlsServerHello&)>& change)
{
    TlsServerHello hello;
    hello.serverVersion = static_cast<uint16_t>(TlsVersion::TLS_1_2);
    hello.random = m_environment.random.Generate(TLS_RANDOM);
    hello.sessionId = m_environment.random.Generate(32);
    hello.cipherSuite = m_context.config->cipherSuites[0];
    m_keys.Begin(TlsVersion::TLS_1_2,
                 *FindCipherSuite(hello.cipherSuite),
                 m_clientHello.random,
                 hello.random);
    if (change)
    {
        change(hello);
    }
    m_context.Send(TlsHandshakeType::SERVER_HELLO, hello);
}

void
TlsScriptedPeer::SendCertificate()
{
    m_context.Send(TlsHandshakeType::CERTIFICATE,
                   TlsCertificateMessage{m_context.config->identities[0].chain});
}

void
TlsScriptedPeer::SendServerKeyExchange(
    const std::function<void(TlsServerEcdhParams&)>& beforeSigning,
    const std::function<void(TlsServerKeyExchangeEcdhe&)>& afterSigning)
{
    const TlsConfig& config = *m_context.config;
    CryptoProvider& provider = m_environment.provider;
    m_ownKey = provider.GenerateKeyPair(config.groups[0], m_environment.random);
    TlsServerKeyExchangeEcdhe message;
    message.params = {config.groups[0], m_ownKey.publicKey};
    message.scheme = config.signatureSchemes[0];
    if (beforeSigning)
    {
        beforeSigning(message.params);
    }
    ByteWriter content;
    content.Write(m_keys.GetInputs().clientRandom);
    content.Write(m_keys.GetInputs().serverRandom);
    Serialize(message.params, content);
    message.signature = *provider.Sign(*config.identities[0].key,
                                       message.scheme,
                                       content.View(),
                                       m_environment.random);
    if (afterSigning)
    {
        afterSigning(message);
    }
    m_context.Send(TlsHandshakeType::SERVER_KEY_EXCHANGE, message);
}

void
TlsScriptedPeer::SendChangeCipherSpec()
{
    m_keys.ActivateWrite();
}

void
TlsScriptedPeer::SendFinished(const std::function<void(Bytes&)>& change)
{
    Bytes verifyData = DeriveVerifyData(m_environment.provider,
                                        *m_keys.GetInputs().suite,
                                        m_context.session.masterSecret,
                                        m_context.role,
                                        m_context.transcript.Digest(),
                                        12);
    if (change)
    {
        change(verifyData);
    }
    Send(TlsHandshakeType::FINISHED, verifyData);
}

bool
TlsScriptedPeer::UsesEcdhe() const
{
    return FindCipherSuite(m_context.config->cipherSuites[0])->keyExchange == TlsKeyExchange::ECDHE;
}

void
DriveTo(TlsScriptedPeer& peer,
        TlsTestEnd& server,
        TlsServerHandshake12::State state,
        const std::string& protocol)
{
    using S = TlsServerHandshake12::State;
    if (state > S::EXPECT_CLIENT_HELLO)
    {
        peer.SendClientHello();
        peer.Exchange(server);
    }
    if (state > S::EXPECT_CLIENT_KEY_EXCHANGE)
    {
        peer.SendClientKeyExchange();
    }
    if (state > S::EXPECT_CHANGE_CIPHER_SPEC)
    {
        peer.SendChangeCipherSpec();
    }
    if (state > S::EXPECT_NEXT_PROTOCOL && !protocol.empty())
    {
        peer.SendNextProtocol(protocol);
    }
    if (state > S::EXPECT_FINISHED)
    {
        peer.SendFinished();
    }
    peer.Exchange(server);
}

void
DriveTo(TlsScriptedPeer& peer, TlsTestEnd& client, TlsClientHandshake12::State state)
{
    using S = TlsClientHandshake12::State;
    peer.Receive(client.sent);
    if (state > S::EXPECT_SERVER_HELLO)
    {
        peer.SendServerHello();
    }
    if (state > S::EXPECT_CERTIFICATE)
    {
        peer.SendCertificate();
    }
    if (state > S::EXPECT_SERVER_KEY_EXCHANGE && peer.UsesEcdhe())
    {
        peer.SendServerKeyExchange();
    }
    if (state > S::EXPECT_SERVER_HELLO_DONE)
    {
        peer.Send(TlsHandshakeType::SERVER_HELLO_DONE);
    }
    peer.Exchange(client);
    if (state > S::EXPECT_CHANGE_CIPHER_SPEC)
    {
        peer.SendChangeCipherSpec();
    }
    if (state > S::EXPECT_FINISHED)
    {
        peer.SendFinished();
    }
    peer.Exchange(client);
}

} // namespace tls
} // namespace ns3
