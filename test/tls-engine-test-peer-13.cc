/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-peer-13.h"

#include "ns3/tls-authentication-13.h"
#include "ns3/tls-hello-13.h"
#include "ns3/tls-parse-body.h"
#include "ns3/tls-psk.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

TlsScriptedPeer13::TlsScriptedPeer13(TlsRole role, const TlsConfig& config, const std::string& seed)
    : m_environment(seed),
      m_context(role,
                std::make_shared<TlsConfig>(config),
                m_environment.environment,
                role == TlsRole::CLIENT ? TEST_HOST : "",
                ""),
      m_keys(m_context)
{
}

Bytes
TlsScriptedPeer13::Take()
{
    m_context.FlushFlight();
    return std::exchange(m_context.toPeer, {});
}

void
TlsScriptedPeer13::Exchange(TlsTestEnd& end)
{
    Bytes said = Take();
    while (!said.empty())
    {
        Receive(end.Receive(said));
        said = Take();
    }
}

void
TlsScriptedPeer13::Receive(ByteView data)
{
    m_context.records.Feed(data);
    std::optional<TlsRecord> record;
    while (!m_context.records.Next(record) && record)
    {
        HandleRecord(*record);
    }
}

void
TlsScriptedPeer13::HandleRecord(const TlsRecord& record)
{
    switch (record.type)
    {
    case TlsContentType::HANDSHAKE:
        m_buffer.Feed(record.fragment);
        break;
    case TlsContentType::ALERT:
        alerts.push_back(static_cast<TlsAlertDescription>(record.fragment[1]));
        return;
    case TlsContentType::APPLICATION_DATA:
        Append(app, record.fragment);
        return;
    case TlsContentType::CHANGE_CIPHER_SPEC:
    case TlsContentType::HEARTBEAT:
        return;
    }
    std::optional<TlsHandshakeMessage> message;
    while (!m_buffer.Next(message) && message)
    {
        HandleMessage(*message);
    }
}

void
TlsScriptedPeer13::HandleMessage(const TlsHandshakeMessage& message)
{
    messages.push_back(message.type);
    switch (message.type)
    {
    case TlsHandshakeType::CLIENT_HELLO:
        clientHello = {};
        ParseBody(message.Body(), clientHello, "Client Hello");
        m_keys.SetClientRandom(clientHello.random);
        m_context.transcript.Add(message.raw);
        if (takesEarlyData)
        {
            m_context.records.SetVersion(TlsVersion::TLS_1_3);
            m_keys.EnterEarly(Suite(), m_context.config->tls13.externalPsks.front().key);
            m_keys.DeriveEarly();
            m_keys.ActivateRead(TlsSecret::CLIENT_EARLY_TRAFFIC);
        }
        return;
    case TlsHandshakeType::SERVER_HELLO:
        HandleServerHello(message);
        return;
    case TlsHandshakeType::KEY_UPDATE:
        m_keys.UpdateRead();
        return;
    case TlsHandshakeType::NEW_SESSION_TICKET:
        return;
    case TlsHandshakeType::ENCRYPTED_EXTENSIONS: {
        m_context.transcript.Add(message.raw);
        TlsEncryptedExtensions extensions;
        ParseBody(message.Body(), extensions, "Encrypted Extensions");
        if (m_isInEarlyData && !extensions.extensions.Find(TlsExtensionType::EARLY_DATA))
        {
            m_isInEarlyData = false;
            m_keys.ActivateWrite(TlsSecret::CLIENT_HANDSHAKE_TRAFFIC);
        }
        return;
    }
    case TlsHandshakeType::END_OF_EARLY_DATA:
        m_context.transcript.Add(message.raw);
        m_keys.ActivateRead(TlsSecret::CLIENT_HANDSHAKE_TRAFFIC);
        return;
    case TlsHandshakeType::CERTIFICATE_REQUEST: {
        if (m_isDone)
        {
            m_context.transcript = m_finished.Clone();
        }
        m_context.transcript.Add(message.raw);
        TlsCertificateRequest13 request;
        ParseBody(message.Body(), request, "Certificate Request");
        m_requestContext = request.requestContext;
        return;
    }
    case TlsHandshakeType::FINISHED:
        HandleFinished(message);
        return;
    default:
        m_context.transcript.Add(message.raw);
    }
}

void
TlsScriptedPeer13::HandleFinished(const TlsHandshakeMessage& message)
{
    m_context.transcript.Add(message.raw);
    if (m_context.role == TlsRole::CLIENT && !m_isFinished)
    {
        m_isFinished = true;
        m_keys.EnterMaster();
        m_keys.ActivateRead(TlsSecret::SERVER_APPLICATION_TRAFFIC);
    }
    else if (m_context.role == TlsRole::SERVER)
    {
        m_keys.ActivateRead(TlsSecret::CLIENT_APPLICATION_TRAFFIC);
        m_keys.DeriveResumption();
    }
}

void
TlsScriptedPeer13::HandleRetryRequest(const TlsHandshakeMessage& message,
                                      const TlsServerHello& hello)
{
    m_isBegun = true;
    ReadRetryRequest(*m_context.config, offer, hello, m_retry.emplace());
    m_keys.Begin(*m_retry->suite);
    m_context.transcript.ReplaceWithMessageHash(m_environment.provider);
    m_context.transcript.Add(message.raw);
    m_context.records.SetWriteProtection(nullptr);
    m_isInEarlyData = false;
}

void
TlsScriptedPeer13::HandleServerHello(const TlsHandshakeMessage& message)
{
    TlsServerHello hello;
    ParseBody(message.Body(), hello, "Server Hello");
    if (IsHelloRetryRequest(hello))
    {
        HandleRetryRequest(message, hello);
        return;
    }
    const TlsCipherSuite& suite = *FindCipherSuite(hello.cipherSuite);
    const auto share = DecodeServerKeyShare(*hello.extensions.Find(TlsExtensionType::KEY_SHARE));
    Bytes secret;
    AgreeOnSecret(m_context, offer.shares.front(), *share, secret);
    if (!m_isBegun)
    {
        m_isBegun = true;
        m_keys.Begin(suite);
    }
    m_context.transcript.Add(message.raw);
    m_usesPsk = hello.extensions.Find(TlsExtensionType::PRE_SHARED_KEY);
    m_keys.EnterEarly(suite, m_usesPsk ? ByteView(offer.psks.front().key) : ByteView());
    m_keys.EnterHandshake(secret);
    m_keys.ActivateRead(TlsSecret::SERVER_HANDSHAKE_TRAFFIC);
    if (!m_isInEarlyData)
    {
        m_keys.ActivateWrite(TlsSecret::CLIENT_HANDSHAKE_TRAFFIC);
    }
}

bool
TlsScriptedPeer13::UsesPsk() const
{
    return m_usesPsk;
}

bool
TlsScriptedPeer13::IsAskedAgain() const
{
    return m_retry.has_value();
}

bool
TlsScriptedPeer13::IsInEarlyData() const
{
    return m_isInEarlyData;
}

const TlsCipherSuite&
TlsScriptedPeer13::Suite() const
{
    return *FindCipherSuite(m_context.config->cipherSuites.front());
}

void
TlsScriptedPeer13::Send(TlsHandshakeType type, ByteView body)
{
    m_context.SendBody(type, body);
    m_context.FlushFlight();
}

template <typename Message>
void
TlsScriptedPeer13::SendMessage(TlsHandshakeType type, const Message& message)
{
    ByteWriter body;
    Serialize(message, body);
    Send(type, body.View());
}

void
TlsScriptedPeer13::SendRecord(TlsContentType type, ByteView fragment)
{
    m_context.records.Write(type, fragment, TLS_MAX_PLAINTEXT, m_context.toPeer);
}

void
TlsScriptedPeer13::SendClientHello(const std::function<void(TlsClientHello&)>& change)
{
    if (offer.hello.random.empty())
    {
        offer = MakeOffer13(m_context);
        m_keys.SetClientRandom(offer.hello.random);
    }
    if (m_retry)
    {
        ChangeOffer13(m_context, *m_retry, offer);
        m_retry.reset();
    }
    if (change)
    {
        change(offer.hello);
        if (bindsPsks && offer.hello.extensions.Find(TlsExtensionType::PRE_SHARED_KEY) &&
            !offer.psks.empty())
        {
            BindPsks(m_context, offer.psks, offer.hello);
        }
    }
    SendMessage(TlsHandshakeType::CLIENT_HELLO, offer.hello);
    if (offer.hasEarlyData)
    {
        const TlsPsk& psk = offer.psks.front();
        m_context.records.SetVersion(TlsVersion::TLS_1_3);
        m_keys.EnterEarly(*psk.suite, psk.key);
        m_keys.DeriveEarly();
        m_keys.ActivateWrite(TlsSecret::CLIENT_EARLY_TRAFFIC);
        m_isInEarlyData = true;
    }
}

void
TlsScriptedPeer13::SendEndOfEarlyData()
{
    Send(TlsHandshakeType::END_OF_EARLY_DATA);
    m_keys.ActivateWrite(TlsSecret::CLIENT_HANDSHAKE_TRAFFIC);
    m_isInEarlyData = false;
}

void
TlsScriptedPeer13::FillServerHello(TlsServerHello& hello) const
{
    hello.serverVersion = static_cast<uint16_t>(TlsVersion::TLS_1_2);
    hello.sessionId = clientHello.sessionId;
    hello.cipherSuite = Suite().id;
    hello.extensions.Add(TlsExtensionType::SUPPORTED_VERSIONS,
                         EncodeSelectedVersion(TlsVersion::TLS_1_3));
}

void
TlsScriptedPeer13::SendRetryRequest(const std::function<void(TlsServerHello&)>& change)
{
    TlsServerHello hello;
    FillServerHello(hello);
    hello.random.assign(TLS_HELLO_RETRY_REQUEST_RANDOM.begin(),
                        TLS_HELLO_RETRY_REQUEST_RANDOM.end());
    hello.extensions.Add(TlsExtensionType::COOKIE, EncodeCookie(ToBytes("a cookie")));
    if (change)
    {
        change(hello);
    }
    if (!m_isBegun)
    {
        m_isBegun = true;
        m_keys.Begin(Suite());
        m_context.transcript.ReplaceWithMessageHash(m_environment.provider);
    }
    SendMessage(TlsHandshakeType::SERVER_HELLO, hello);
}

void
TlsScriptedPeer13::SendServerHello(const std::function<void(TlsServerHello&)>& change,
                                   bool switchesKeys)
{
    TlsServerHello hello;
    FillServerHello(hello);
    hello.random = m_environment.random.Generate(TLS_RANDOM);
    const auto shares =
        DecodeClientKeyShares(*clientHello.extensions.Find(TlsExtensionType::KEY_SHARE));
    Bytes secret;
    if (shares && !shares->empty())
    {
        const TlsKeyShare own = MakeKeyShare(m_context, shares->front().group);
        AgreeOnSecret(m_context, own, shares->front(), secret);
        hello.extensions.Add(TlsExtensionType::KEY_SHARE,
                             EncodeServerKeyShare({own.group, own.pair.publicKey}));
    }
    const auto& psks = m_context.config->tls13.externalPsks;
    m_usesPsk = !psks.empty() && clientHello.extensions.Find(TlsExtensionType::PRE_SHARED_KEY);
    if (m_usesPsk)
    {
        hello.extensions.Add(TlsExtensionType::PRE_SHARED_KEY, EncodeSelectedPsk(0));
    }
    if (change)
    {
        change(hello);
    }
    m_keys.EnterEarly(Suite(), m_usesPsk ? ByteView(psks.front().key) : ByteView());
    if (!m_isBegun)
    {
        m_isBegun = true;
        m_keys.Begin(Suite());
    }
    SendMessage(TlsHandshakeType::SERVER_HELLO, hello);
    if (switchesKeys)
    {
        m_keys.EnterHandshake(secret);
        m_keys.ActivateWrite(TlsSecret::SERVER_HANDSHAKE_TRAFFIC);
        if (!takesEarlyData)
        {
            m_keys.ActivateRead(TlsSecret::CLIENT_HANDSHAKE_TRAFFIC);
        }
    }
}

void
TlsScriptedPeer13::SendEncryptedExtensions(const Change& change)
{
    TlsEncryptedExtensions message;
    if (takesEarlyData)
    {
        message.extensions.Add(TlsExtensionType::EARLY_DATA, {});
    }
    if (change)
    {
        change(message.extensions);
    }
    SendMessage(TlsHandshakeType::ENCRYPTED_EXTENSIONS, message);
}

void
TlsScriptedPeer13::SendCertificateRequest(
    const std::function<void(TlsCertificateRequest13&)>& change)
{
    TlsCertificateRequest13 message = MakeCertificateRequest13(m_context, {});
    if (change)
    {
        change(message);
    }
    SendMessage(TlsHandshakeType::CERTIFICATE_REQUEST, message);
}

void
TlsScriptedPeer13::SendCertificate(const std::function<void(TlsCertificate13&)>& change)
{
    TlsCertificate13 message;
    message.requestContext = m_requestContext;
    for (const TlsIdentity& identity : m_context.config->identities)
    {
        for (const Bytes& der : identity.chain)
        {
            message.entries.push_back({der, {}});
        }
        break;
    }
    if (change)
    {
        change(message);
    }
    SendMessage(TlsHandshakeType::CERTIFICATE, message);
}

void
TlsScriptedPeer13::SendCertificateVerify(const std::function<void(TlsCertificateVerify13&)>& change)
{
    const PrivateKey& key = *m_context.config->identities.front().key;
    TlsCertificateVerify13 message;
    message.algorithm =
        ChooseScheme13(*m_context.config, *key.publicKey, m_context.config->signatureSchemes);
    // What TLS 1.3 has no algorithm for, a test names one for.
    message.signature =
        m_environment.provider
            .Sign(key,
                  message.algorithm,
                  CertificateVerifyContent(m_context.role, m_context.transcript.Digest()),
                  m_environment.random)
            .value_or(Bytes(64));
    if (change)
    {
        change(message);
    }
    SendMessage(TlsHandshakeType::CERTIFICATE_VERIFY, message);
}

void
TlsScriptedPeer13::SendFinished(const std::function<void(Bytes&)>& change)
{
    const bool isClient = m_context.role == TlsRole::CLIENT;
    const TlsSecret own =
        m_isDone ? TlsSecret::CLIENT_APPLICATION_TRAFFIC : TlsSecret::CLIENT_HANDSHAKE_TRAFFIC;
    Bytes verifyData = m_keys.MakeVerifyData(isClient ? own : TlsSecret::SERVER_HANDSHAKE_TRAFFIC);
    if (change)
    {
        change(verifyData);
    }
    SendMessage(TlsHandshakeType::FINISHED, TlsFinished{verifyData});
    if (isClient)
    {
        if (!m_isDone)
        {
            m_keys.ActivateWrite(TlsSecret::CLIENT_APPLICATION_TRAFFIC);
            m_finished = m_context.transcript.Clone();
        }
        m_isDone = true;
        return;
    }
    m_isFinished = true;
    m_keys.EnterMaster();
    m_keys.ActivateWrite(TlsSecret::SERVER_APPLICATION_TRAFFIC);
}

void
TlsScriptedPeer13::SendKeyUpdate(TlsKeyUpdateRequest request)
{
    SendMessage(TlsHandshakeType::KEY_UPDATE, TlsKeyUpdate{request});
    m_keys.UpdateWrite();
}

void
TlsScriptedPeer13::SendSessionTicket(const std::function<void(TlsNewSessionTicket13&)>& change)
{
    TlsNewSessionTicket13 message;
    message.ticketLifetime = 60;
    message.ticketNonce = Bytes{0};
    message.ticket = ToBytes("a ticket");
    if (change)
    {
        change(message);
    }
    SendMessage(TlsHandshakeType::NEW_SESSION_TICKET, message);
}

namespace
{

/**
 * @param peer has heard an end
 * @param type a handshake message
 * @return whether it has come
 */
bool
HasHeard(const TlsScriptedPeer13& peer, TlsHandshakeType type)
{
    return std::find(peer.messages.begin(), peer.messages.end(), type) != peer.messages.end();
}

} // namespace

void
DriveTo(TlsScriptedPeer13& peer, TlsTestEnd& server, TlsServerHandshake13::State state)
{
    using S = TlsServerHandshake13::State;
    if (state > S::EXPECT_CLIENT_HELLO)
    {
        peer.SendClientHello();
        peer.Exchange(server);
    }
    if (state > S::EXPECT_SECOND_CLIENT_HELLO && peer.IsAskedAgain())
    {
        peer.SendClientHello();
        peer.Exchange(server);
    }
    if (state > S::EXPECT_END_OF_EARLY_DATA && peer.IsInEarlyData())
    {
        peer.SendEndOfEarlyData();
    }
    const bool isAsked = HasHeard(peer, TlsHandshakeType::CERTIFICATE_REQUEST);
    if (state > S::EXPECT_CERTIFICATE && isAsked)
    {
        peer.SendCertificate();
    }
    if (state > S::EXPECT_CERTIFICATE_VERIFY && isAsked)
    {
        peer.SendCertificateVerify();
    }
    if (state > S::EXPECT_FINISHED)
    {
        peer.SendFinished();
    }
    peer.Exchange(server);
    if (state > S::CONNECTED)
    {
        peer.Receive(server.RequestClientCertificate());
        peer.SendCertificate();
    }
    if (state > S::EXPECT_LATE_CERTIFICATE_VERIFY)
    {
        peer.SendCertificateVerify();
    }
    peer.Exchange(server);
}

void
DriveTo(TlsScriptedPeer13& peer, TlsTestEnd& client, TlsClientHandshake13::State state)
{
    using S = TlsClientHandshake13::State;
    peer.Receive(client.sent);
    if (state >= S::EXPECT_SECOND_SERVER_HELLO &&
        (peer.asksAgain || state == S::EXPECT_SECOND_SERVER_HELLO))
    {
        peer.SendRetryRequest();
        peer.Exchange(client);
    }
    if (state > S::EXPECT_SECOND_SERVER_HELLO)
    {
        peer.SendServerHello();
    }
    if (state > S::EXPECT_ENCRYPTED_EXTENSIONS)
    {
        peer.SendEncryptedExtensions();
    }
    const bool hasCertificate = !peer.UsesPsk();
    if (state == S::EXPECT_CERTIFICATE && hasCertificate)
    {
        peer.SendCertificateRequest();
    }
    if (state > S::EXPECT_CERTIFICATE && hasCertificate)
    {
        peer.SendCertificate();
    }
    if (state > S::EXPECT_CERTIFICATE_VERIFY && hasCertificate)
    {
        peer.SendCertificateVerify();
    }
    if (state > S::EXPECT_FINISHED)
    {
        peer.SendFinished();
    }
    peer.Exchange(client);
}

} // namespace tls
} // namespace ns3
