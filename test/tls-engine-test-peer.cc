/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-peer.h"

#include "ns3/tls-client-authentication.h"
#include "ns3/tls-client-negotiation.h"
#include "ns3/tls-resumption.h"
#include "ns3/tls-server-key-exchange.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

TlsScriptedPeer::TlsScriptedPeer(TlsRole role, const TlsConfig& config, const std::string& seed)
    : m_environment(seed),
      m_context(role,
                std::make_shared<TlsConfig>(config),
                m_environment.environment,
                role == TlsRole::CLIENT ? TEST_HOST : "",
                ""),
      m_keys(m_context)
{
    m_context.records.SetHighestVersion(config.maxVersion);
}

template <typename Message>
void
TlsScriptedPeer::SendMessage(TlsHandshakeType type, const Message& message)
{
    ByteWriter writer;
    Serialize(message, writer);
    Send(type, writer.View());
}

void
TlsScriptedPeer::Receive(ByteView data)
{
    m_context.records.Feed(data);
    std::optional<TlsRecord> record;
    while (!m_context.records.Next(record) && record)
    {
        HandleRecord(*record);
    }
}

void
TlsScriptedPeer::HandleRecord(const TlsRecord& record)
{
    switch (record.type)
    {
    case TlsContentType::CHANGE_CIPHER_SPEC:
        if (!m_context.session.masterSecret.empty())
        {
            m_keys.ActivateRead({TlsHandshakeType::CHANGE_CIPHER_SPEC, record.fragment});
        }
        break;
    case TlsContentType::ALERT:
        alerts.emplace_back(record.fragment[0],
                            static_cast<TlsAlertDescription>(record.fragment[1]));
        break;
    case TlsContentType::APPLICATION_DATA:
        Append(app, record.fragment);
        break;
    case TlsContentType::HEARTBEAT:
        Append(heartbeats, record.fragment);
        break;
    case TlsContentType::HANDSHAKE:
        m_buffer.Feed(record.fragment);
        std::optional<TlsHandshakeMessage> message;
        while (!m_buffer.Next(message) && message)
        {
            messages.push_back(message->type);
            HandleMessage(*message);
        }
        break;
    }
}

void
TlsScriptedPeer::HandleMessage(const TlsHandshakeMessage& message)
{
    ByteReader reader(message.Body());
    if (message.type == TlsHandshakeType::HELLO_REQUEST)
    {
        return;
    }
    if (message.type == TlsHandshakeType::FINISHED)
    {
        isFinishedRight = !m_keys.CheckFinished(message);
        return;
    }
    if (message.type == TlsHandshakeType::CLIENT_HELLO)
    {
        m_context.transcript.Clear();
        Parse(reader, clientHello);
    }
    m_context.transcript.Add(message.raw);
    if (message.type == TlsHandshakeType::SERVER_HELLO && Parse(reader, serverHello))
    {
        HandleServerHello();
    }
    else if (message.type == TlsHandshakeType::CERTIFICATE)
    {
        TlsCertificateMessage certificates;
        Parse(reader, certificates);
        if (!certificates.certificates.empty())
        {
            m_serverKey =
                ParseX509Certificate(certificates.certificates.front(), m_environment.provider)
                    ->publicKey;
        }
    }
    else if (message.type == TlsHandshakeType::SERVER_KEY_EXCHANGE)
    {
        TlsKeyAgreementContext agreement = AgreementContext();
        if (m_agreement->ReadServerKeyExchange(agreement, message.Body()))
        {
            m_agreement.reset();
        }
    }
    else if (message.type == TlsHandshakeType::CLIENT_KEY_EXCHANGE)
    {
        TlsKeyAgreementContext agreement = AgreementContext();
        Bytes premaster;
        m_agreement->ReadClientKeyExchange(agreement, message.Body(), premaster);
        m_keys.Derive(premaster);
    }
}

void
TlsScriptedPeer::HandleServerHello()
{
    TlsSession& session = m_context.session;
    const TlsExtensionList& answer = serverHello.extensions;
    const bool resumes = m_offered && !serverHello.sessionId.empty() &&
                         serverHello.sessionId == clientHello.sessionId;
    session = resumes ? *m_offered : TlsSession{};
    session.sessionId = serverHello.sessionId;
    session.compression = forgetsToCompress ? TLS_COMPRESSION_NULL : serverHello.compressionMethod;
    session.hasExtendedMasterSecret = answer.Find(TlsExtensionType::EXTENDED_MASTER_SECRET);
    session.encryptsThenMacs = answer.Find(TlsExtensionType::ENCRYPT_THEN_MAC);
    m_context.renegotiation.isSecure = answer.Find(TlsExtensionType::RENEGOTIATION_INFO);
    Begin();
    if (resumes)
    {
        m_keys.Resume();
    }
}

void
TlsScriptedPeer::Begin()
{
    const TlsCipherSuite* suite = FindCipherSuite(serverHello.cipherSuite);
    m_keys.Begin(*FindVersionTraits(static_cast<TlsVersion>(serverHello.serverVersion)),
                 *suite,
                 clientHello.random,
                 serverHello.random);
    m_agreement = CreateKeyAgreement(*suite);
}

const TlsCipherSuite&
TlsScriptedPeer::Suite() const
{
    return *FindCipherSuite(m_context.config->cipherSuites[0]);
}

SignatureScheme
TlsScriptedPeer::OwnScheme() const
{
    const TlsConfig& config = *m_context.config;
    if (config.identities.empty())
    {
        return SignatureScheme::NONE;
    }
    const PublicKeyType type = config.identities[0].key->publicKey->type;
    if (!m_keys.GetInputs().traits->hasSignatureAlgorithms)
    {
        return ImpliedSignatureScheme(type);
    }
    const auto found =
        std::find_if(config.signatureSchemes.begin(),
                     config.signatureSchemes.end(),
                     [type](SignatureScheme scheme) { return KeyTypeOf(scheme) == type; });
    return found == config.signatureSchemes.end() ? SignatureScheme::NONE : *found;
}

TlsKeyAgreementContext
TlsScriptedPeer::AgreementContext()
{
    const TlsConfig& config = *m_context.config;
    const bool isServer = m_context.role == TlsRole::SERVER;
    return {config,
            m_environment.environment,
            m_context.events,
            m_keys.GetInputs().clientRandom,
            m_keys.GetInputs().serverRandom,
            premasterVersion ? premasterVersion : clientHello.clientVersion,
            isServer && !config.identities.empty() ? config.identities[0].key : nullptr,
            m_serverKey,
            OwnScheme(),
            m_context.session.group,
            *m_keys.GetInputs().traits,
            *m_keys.GetInputs().suite,
            nullptr};
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
    Bytes octets = body.ToBytes();
    if (tamper)
    {
        tamper(type, octets);
    }
    m_context.SendBody(type, octets);
}

void
TlsScriptedPeer::SendRecord(TlsContentType type, ByteView fragment)
{
    m_context.records.Write(type, fragment, 1 << 16, m_context.toPeer);
}

void
TlsScriptedPeer::SendClientHello(const std::function<void(TlsClientHello&)>& change)
{
    m_offered = FindSessionToOffer(m_context);
    m_context.transcript.Clear();
    clientHello =
        MakeClientHello(m_context, m_environment.random.Generate(TLS_RANDOM), m_offered.get());
    if (change)
    {
        change(clientHello);
    }
    SendMessage(TlsHandshakeType::CLIENT_HELLO, clientHello);
}

void
TlsScriptedPeer::SendClientKeyExchange(const std::function<void(Bytes&)>& change)
{
    TlsKeyAgreementContext agreement = AgreementContext();
    Bytes body;
    Bytes premaster;
    // Where the test made the server's share unreadable, nothing sensible can follow.
    if (m_agreement)
    {
        m_agreement->MakeClientKeyExchange(agreement, body, premaster);
    }
    if (change)
    {
        change(body);
    }
    Send(TlsHandshakeType::CLIENT_KEY_EXCHANGE, body);
    m_keys.Derive(premaster);
}

void
TlsScriptedPeer::SendCertificateVerify(const std::function<void(Bytes&)>& change)
{
    const TlsVersionTraits& traits = *m_keys.GetInputs().traits;
    const PrivateKey& key = *m_context.config->identities[0].key;
    const SignatureScheme scheme = OwnScheme();
    const Bytes digest = DeriveCertificateVerifyDigest(m_environment.provider,
                                                       traits,
                                                       scheme,
                                                       m_context.session.masterSecret,
                                                       m_context.transcript);
    const Bytes signature =
        *m_environment.provider.SignDigest(key, scheme, digest, m_environment.random);
    ByteWriter writer;
    Serialize(TlsCertificateVerify{{scheme, signature}}, traits, writer);
    Bytes body = writer.Take();
    if (change)
    {
        change(body);
    }
    Send(TlsHandshakeType::CERTIFICATE_VERIFY, body);
}

void
TlsScriptedPeer::SendNextProtocol(const std::string& protocol)
{
    SendMessage(TlsHandshakeType::NEXT_PROTOCOL, TlsNextProtocol{protocol});
}

void
TlsScriptedPeer::SendServerHello(const std::function<void(TlsServerHello&)>& change)
{
    serverHello = {};
    serverHello.serverVersion = static_cast<uint16_t>(m_context.config->maxVersion);
    serverHello.random = m_environment.random.Generate(TLS_RANDOM);
    serverHello.sessionId = m_environment.random.Generate(32);
    serverHello.cipherSuite = m_context.config->cipherSuites[0];
    if (staplesOcsp)
    {
        serverHello.extensions.Add(TlsExtensionType::STATUS_REQUEST, {});
    }
    if (givesTicket)
    {
        serverHello.extensions.Add(TlsExtensionType::SESSION_TICKET, {});
    }
    m_context.session.group = m_context.config->groups[0];
    Begin();
    if (change)
    {
        change(serverHello);
    }
    m_context.session.hasExtendedMasterSecret =
        serverHello.extensions.Find(TlsExtensionType::EXTENDED_MASTER_SECRET);
    m_context.renegotiation.isSecure =
        serverHello.extensions.Find(TlsExtensionType::RENEGOTIATION_INFO);
    SendMessage(TlsHandshakeType::SERVER_HELLO, serverHello);
}

void
TlsScriptedPeer::SendCertificate()
{
    const auto& identities = m_context.config->identities;
    SendMessage(
        TlsHandshakeType::CERTIFICATE,
        TlsCertificateMessage{identities.empty() ? std::vector<Bytes>{} : identities[0].chain});
}

void
TlsScriptedPeer::SendServerKeyExchange(
    const std::function<void(TlsServerEcdhParams&)>& beforeSigning,
    const std::function<void(TlsServerKeyExchange<TlsServerEcdhParams>&)>& afterSigning)
{
    TlsKeyAgreementContext agreement = AgreementContext();
    Bytes body;
    m_agreement->MakeServerKeyExchange(agreement, body);
    if (beforeSigning || afterSigning)
    {
        TlsServerKeyExchange<TlsServerEcdhParams> message;
        ParseServerKeyExchange(agreement, body, message);
        if (beforeSigning)
        {
            beforeSigning(message.params);
        }
        WriteServerKeyExchange(agreement, message.params, body);
        ParseServerKeyExchange(agreement, body, message);
        if (afterSigning)
        {
            afterSigning(message);
        }
        ByteWriter writer;
        Serialize(message, agreement.traits, agreement.suite, writer);
        body = writer.Take();
    }
    Send(TlsHandshakeType::SERVER_KEY_EXCHANGE, body);
}

void
TlsScriptedPeer::SendCertificateRequest()
{
    const TlsVersionTraits& traits = *m_keys.GetInputs().traits;
    ByteWriter writer;
    Serialize(MakeCertificateRequest(m_context, traits), traits, writer);
    Send(TlsHandshakeType::CERTIFICATE_REQUEST, writer.View());
}

void
TlsScriptedPeer::SendChangeCipherSpec()
{
    if (m_context.session.masterSecret.empty())
    {
        SendRecord(TlsContentType::CHANGE_CIPHER_SPEC, Bytes{1});
        return;
    }
    m_keys.ActivateWrite();
}

void
TlsScriptedPeer::SendFinished(const std::function<void(Bytes&)>& change)
{
    Bytes verifyData = DeriveVerifyData(m_environment.provider,
                                        m_keys.GetInputs(),
                                        m_context.session.masterSecret,
                                        m_context.role,
                                        m_context.transcript);
    TlsRenegotiationState& state = m_context.renegotiation;
    (m_context.role == TlsRole::CLIENT ? state.clientVerifyData : state.serverVerifyData) =
        verifyData;
    if (change)
    {
        change(verifyData);
    }
    Send(TlsHandshakeType::FINISHED, verifyData);
}

void
TlsScriptedPeer::Resume(const TlsSession& session)
{
    m_context.session.masterSecret = session.masterSecret;
    m_keys.Resume();
}

bool
TlsScriptedPeer::HasServerKeyExchange() const
{
    const auto& identities = m_context.config->identities;
    const PublicKey* key = identities.empty() ? nullptr : identities[0].key->publicKey.get();
    return CreateKeyAgreement(Suite())->HasServerKeyExchange(key);
}

bool
TlsScriptedPeer::HasServerCertificate() const
{
    return ServerKeyType(Suite()).has_value();
}

const TlsSession&
TlsScriptedPeer::GetSession() const
{
    return m_context.session;
}

TlsRenegotiationState&
TlsScriptedPeer::GetRenegotiation()
{
    return m_context.renegotiation;
}

} // namespace tls
} // namespace ns3
