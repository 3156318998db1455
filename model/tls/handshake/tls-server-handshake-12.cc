/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-server-handshake-12.h"

#include "tls-client-authentication.h"
#include "tls-peer-certificate.h"
#include "tls-record-sizes.h"
#include "tls-resumption.h"

#include "ns3/tls-hello-13.h"
#include "ns3/tls-messages-12.h"

namespace ns3
{
namespace tls
{

/// What may come when. What is not here is unexpected_message.
struct TlsServerHandshake12::Table
{
    using S = State;
    using T = TlsHandshakeType;
    using H = TlsServerHandshake12;

    // clang-format off
    static constexpr std::array<TlsHandshakeRow<H>, 8> ROWS{{
        {S::EXPECT_CLIENT_HELLO,        T::CLIENT_HELLO,        true,  &H::HandleClientHello},
        {S::EXPECT_CERTIFICATE,         T::CERTIFICATE,         true,  &H::HandleCertificate},
        {S::EXPECT_CLIENT_KEY_EXCHANGE, T::CLIENT_KEY_EXCHANGE, true,  &H::HandleClientKeyExchange},
        {S::EXPECT_CERTIFICATE_VERIFY,  T::CERTIFICATE_VERIFY,  false, &H::HandleCertificateVerify},
        {S::EXPECT_CHANGE_CIPHER_SPEC,  T::CHANGE_CIPHER_SPEC,  false, &H::HandleChangeCipherSpec},
        {S::EXPECT_NEXT_PROTOCOL,       T::NEXT_PROTOCOL,       true,  &H::HandleNextProtocol},
        {S::EXPECT_FINISHED,            T::FINISHED,            false, &H::HandleFinished},
        {S::CONNECTED,                  T::CLIENT_HELLO,        false, &H::HandleRenegotiation},
    }};
    // clang-format on
};

namespace
{

/// Octets of a session identifier that the server gives (RFC 5246, 7.4.1.3).
constexpr size_t SESSION_ID = 32;

/// A message without a body.
struct TlsServerHelloDone
{
};

/**
 * RFC 5246, 7.4.5.
 */
void
Serialize(const TlsServerHelloDone&, ByteWriter&)
{
}

} // namespace

TlsServerHandshake12::TlsServerHandshake12(TlsHandshakeContext& context)
    : m_context(context),
      m_keys(context)
{
}

TlsServerHandshake12::~TlsServerHandshake12() = default;

void
TlsServerHandshake12::Start()
{
    if (m_state == State::CONNECTED)
    {
        const size_t size = m_context.Send(TlsHandshakeType::HELLO_REQUEST, TlsHelloRequest{});
        m_context.FlushFlight();
        // It is not hashed (RFC 5246, 7.4.1.1).
        m_context.transcript.Clear();
        m_context.events.Add(TlsStep::HELLO_REQUEST, TlsDirection::SENT, size);
    }
}

std::optional<TlsAlert>
TlsServerHandshake12::Handle(const TlsHandshakeMessage& message)
{
    return Dispatch(*this, Table::ROWS, m_state, m_context.transcript, message);
}

bool
TlsServerHandshake12::IsEstablished() const
{
    return m_state == State::CONNECTED;
}

bool
TlsServerHandshake12::CanSend() const
{
    return m_state == State::CONNECTED;
}

std::optional<TlsAlert>
TlsServerHandshake12::AdmitData() const
{
    // A second handshake has no NPN: this is the one state between new keys and Finished.
    const bool isAdmitted = m_state != State::EXPECT_FINISHED;
    return isAdmitted ? std::nullopt : std::optional<TlsAlert>(UnexpectedData());
}

Bytes
TlsServerHandshake12::Export(std::string_view label,
                             const std::optional<ByteView>& context,
                             size_t length) const
{
    return m_keys.Export(label, context, length);
}

bool
TlsServerHandshake12::GiveUpRenegotiation()
{
    return m_state == State::CONNECTED;
}

TlsServerHandshake12::State
TlsServerHandshake12::GetState() const
{
    return m_state;
}

bool
TlsServerHandshake12::MayCome(State state, TlsHandshakeType message)
{
    return FindRow(Table::ROWS, state, message) != nullptr;
}

std::optional<TlsAlert>
TlsServerHandshake12::HandleRenegotiation(const TlsHandshakeMessage& message)
{
    if (!m_context.MayRenegotiate())
    {
        return m_context.RefuseRenegotiation();
    }
    m_context.session = {};
    m_context.transcript.Clear();
    m_context.transcript.Add(message.raw);
    m_negotiated = {};
    return HandleClientHello(message);
}

std::optional<TlsAlert>
TlsServerHandshake12::HandleClientHello(const TlsHandshakeMessage& message)
{
    TlsClientHello hello;
    if (const auto alert = ParseBody(message.Body(), hello, "Client Hello"))
    {
        return alert;
    }
    m_context.events.Add(TlsStep::CLIENT_HELLO,
                         TlsDirection::RECEIVED,
                         message.raw.size(),
                         std::to_string(hello.cipherSuites.size()) + " cipher suites");
    if (const auto alert = ReadClientOffer(*m_context.config, hello, m_offer))
    {
        return alert;
    }
    return AnswerOffer();
}

std::optional<TlsAlert>
TlsServerHandshake12::AnswerOffer()
{
    if (const auto alert = NegotiateVersion(m_context, m_offer, m_negotiated))
    {
        return alert;
    }
    if (!m_negotiated.traits->hasExtensions)
    {
        DropExtensions(*m_context.config, m_offer);
    }
    NoteOffer();
    if (const auto alert = CheckServerName(*m_context.config, m_offer))
    {
        return alert;
    }
    if (const auto alert = NegotiateProtocol(m_context, m_offer, m_negotiated))
    {
        return alert;
    }
    std::optional<TlsSession> session;
    if (const auto alert =
            FindSessionToResume(m_context, m_negotiated.traits->version, m_offer, session))
    {
        return alert;
    }
    m_resumes = session.has_value();
    if (session)
    {
        ResumeSession(std::move(*session));
        return std::nullopt;
    }
    return BeginSession();
}

void
TlsServerHandshake12::NoteOffer()
{
    // What the client said of the connection rather than of the session.
    if (!m_context.renegotiation.IsAgain())
    {
        m_context.renegotiation.isSecure =
            m_offer.hasRenegotiationScsv || m_offer.renegotiatedConnection;
    }
    const bool usesHeartbeat = m_offer.heartbeat && m_context.config->usesHeartbeat;
    m_context.takesHeartbeat = usesHeartbeat;
    m_context.mayHeartbeat =
        usesHeartbeat && m_offer.heartbeat == TlsHeartbeatMode::PEER_ALLOWED_TO_SEND;
    ApplyRecordSizes(m_context,
                     *m_negotiated.traits,
                     m_offer.recordSizeLimit,
                     m_offer.maxFragmentLength);
}

std::optional<TlsAlert>
TlsServerHandshake12::BeginSession()
{
    if (const auto alert = NegotiateSuite(m_context, m_offer, m_negotiated))
    {
        return alert;
    }
    m_context.events.Add(TlsStep::SUITES_COMPARED, TlsDirection::LOCAL, 0, m_negotiated.comparison);
    const TlsConfig& config = *m_context.config;
    TlsSession& session = m_context.session;
    session.sessionId =
        m_context.environment.provider.Random(m_context.environment.random, SESSION_ID);
    m_context.events.Add(TlsStep::SESSION_ID_GIVEN, TlsDirection::LOCAL, session.sessionId.size());
    session.compression = m_negotiated.compression;
    session.group = m_negotiated.group;
    session.serverName = m_offer.serverName;
    session.alpn = m_negotiated.alpn;
    session.hasExtendedMasterSecret =
        m_offer.hasExtendedMasterSecret && config.usesExtendedMasterSecret;
    session.encryptsThenMacs = m_offer.hasEncryptThenMac && config.encryptsThenMacs &&
                               BlockLength(m_negotiated.suite->cipher) > 0;
    m_agreement = CreateKeyAgreement(*m_negotiated.suite);

    SendServerHello();
    if (m_negotiated.identity)
    {
        m_context.SendCertificate(m_negotiated.identity);
    }
    if (m_negotiated.staplesOcsp)
    {
        SendCertificateStatus();
    }
    if (const auto alert = SendServerKeyExchange())
    {
        return alert;
    }
    if (AsksForCertificate())
    {
        SendCertificateRequest();
    }
    else
    {
        m_context.transcript.Release();
    }
    SendServerHelloDone();
    m_state = AsksForCertificate() ? State::EXPECT_CERTIFICATE : State::EXPECT_CLIENT_KEY_EXCHANGE;
    return std::nullopt;
}

void
TlsServerHandshake12::ResumeSession(TlsSession session)
{
    m_negotiated.resumes = true;
    m_negotiated.suite = FindCipherSuite(session.cipherSuite);
    m_context.events.Add(TlsStep::SESSION_FOUND,
                         TlsDirection::LOCAL,
                         session.sessionId.size(),
                         m_negotiated.suite->ianaName);
    session.alpn = m_negotiated.alpn;
    session.npn.clear();
    session.encryptsThenMacs = m_offer.hasEncryptThenMac && m_context.config->encryptsThenMacs &&
                               BlockLength(m_negotiated.suite->cipher) > 0;
    m_context.session = std::move(session);
    SendServerHello();
    m_keys.Resume();
    m_keys.ActivateWrite();
    m_keys.SendFinished();
    m_state = State::EXPECT_CHANGE_CIPHER_SPEC;
}

void
TlsServerHandshake12::SendServerHello()
{
    Bytes random = m_context.environment.provider.Random(m_context.environment.random, TLS_RANDOM);
    MarkDowngrade(random, m_context.config->maxVersion, m_negotiated.traits->version);
    m_context.events.Add(TlsStep::SERVER_RANDOM_CHOSEN, TlsDirection::LOCAL, random.size());
    m_keys.Begin(*m_negotiated.traits, *m_negotiated.suite, m_offer.hello.random, random);

    TlsServerHello hello;
    hello.serverVersion = static_cast<uint16_t>(m_negotiated.traits->version);
    hello.random = random;
    hello.sessionId = m_context.session.sessionId;
    hello.cipherSuite = m_negotiated.suite->id;
    hello.compressionMethod = m_context.session.compression;
    hello.extensions = AnswerExtensions(m_context, m_offer, m_negotiated);
    const size_t size = m_context.Send(TlsHandshakeType::SERVER_HELLO, hello);
    m_context.events.Add(TlsStep::SERVER_HELLO,
                         TlsDirection::SENT,
                         size,
                         m_negotiated.suite->ianaName);
}

void
TlsServerHandshake12::SendCertificateStatus()
{
    const size_t size = m_context.Send(TlsHandshakeType::CERTIFICATE_STATUS,
                                       TlsCertificateStatus{m_negotiated.identity->ocspResponse});
    m_context.events.Add(TlsStep::CERTIFICATE_STATUS, TlsDirection::SENT, size);
}

std::optional<TlsAlert>
TlsServerHandshake12::SendServerKeyExchange()
{
    const PublicKey* key =
        m_negotiated.identity ? m_negotiated.identity->key->publicKey.get() : nullptr;
    if (!m_agreement->HasServerKeyExchange(key))
    {
        return std::nullopt;
    }
    TlsKeyAgreementContext agreement = AgreementContext();
    Bytes body;
    if (const auto alert = m_agreement->MakeServerKeyExchange(agreement, body))
    {
        return alert;
    }
    const size_t size = m_context.SendBody(TlsHandshakeType::SERVER_KEY_EXCHANGE, body);
    m_context.events.Add(TlsStep::SERVER_KEY_EXCHANGE,
                         TlsDirection::SENT,
                         size,
                         m_negotiated.scheme == SignatureScheme::NONE
                             ? "not signed"
                             : std::string("signed with ") + ToString(m_negotiated.scheme));
    return std::nullopt;
}

bool
TlsServerHandshake12::AsksForCertificate() const
{
    // An anonymous server must not (RFC 5246, 7.4.4).
    return m_context.config->clientAuthentication != TlsClientAuthentication::NONE &&
           m_negotiated.identity;
}

void
TlsServerHandshake12::SendCertificateRequest()
{
    const TlsCertificateRequest request = MakeCertificateRequest(m_context, *m_negotiated.traits);
    ByteWriter writer;
    Serialize(request, *m_negotiated.traits, writer);
    const size_t size = m_context.SendBody(TlsHandshakeType::CERTIFICATE_REQUEST, writer.View());
    m_context.events.Add(TlsStep::CERTIFICATE_REQUEST,
                         TlsDirection::SENT,
                         size,
                         std::to_string(request.certificateAuthorities.size()) + " authorities");
}

void
TlsServerHandshake12::SendServerHelloDone()
{
    const size_t size = m_context.Send(TlsHandshakeType::SERVER_HELLO_DONE, TlsServerHelloDone{});
    m_context.FlushFlight();
    m_context.events.Add(TlsStep::SERVER_HELLO_DONE, TlsDirection::SENT, size);
}

TlsKeyAgreementContext
TlsServerHandshake12::AgreementContext()
{
    return {*m_context.config,
            m_context.environment,
            m_context.events,
            m_keys.GetInputs().clientRandom,
            m_keys.GetInputs().serverRandom,
            m_offer.hello.clientVersion,
            m_negotiated.identity ? m_negotiated.identity->key : nullptr,
            nullptr,
            m_negotiated.scheme,
            m_context.session.group,
            *m_negotiated.traits,
            *m_negotiated.suite,
            nullptr};
}

std::optional<TlsAlert>
TlsServerHandshake12::HandleCertificate(const TlsHandshakeMessage& message)
{
    TlsCertificateMessage certificates;
    if (const auto alert = ParseBody(message.Body(), certificates, "Certificate"))
    {
        return alert;
    }
    m_state = State::EXPECT_CLIENT_KEY_EXCHANGE;
    if (certificates.certificates.empty())
    {
        m_context.events.Add(TlsStep::CERTIFICATE,
                             TlsDirection::RECEIVED,
                             message.raw.size(),
                             "none");
        m_context.transcript.Release();
        return MissClient();
    }
    if (const auto alert = ReadPeerChain(m_context, certificates))
    {
        return alert;
    }
    const PublicKeyPtr& key = m_context.session.peerChain.front().publicKey;
    if (!key || ImpliedSignatureScheme(key->type) == SignatureScheme::NONE)
    {
        // Keys that only agree were not asked for.
        return TlsAlert{TlsAlertDescription::UNSUPPORTED_CERTIFICATE,
                        "the client's key cannot sign"};
    }
    return VerifyPeerChain(m_context, "", X509Purpose::CLIENT_SIGNATURE);
}

std::optional<TlsAlert>
TlsServerHandshake12::MissClient() const
{
    if (m_context.config->clientAuthentication == TlsClientAuthentication::REQUIRE)
    {
        return TlsAlert{TlsAlertDescription::HANDSHAKE_FAILURE, "the client has no certificate"};
    }
    return std::nullopt;
}

std::optional<TlsAlert>
TlsServerHandshake12::HandleNoCertificate()
{
    const bool isKnown = m_negotiated.traits && m_negotiated.traits->hasNoCertificateAlert;
    if (m_state != State::EXPECT_CERTIFICATE || !isKnown)
    {
        return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE, "no_certificate came out of turn"};
    }
    m_state = State::EXPECT_CLIENT_KEY_EXCHANGE;
    return MissClient();
}

std::optional<TlsAlert>
TlsServerHandshake12::HandleClientKeyExchange(const TlsHandshakeMessage& message)
{
    m_context.events.Add(TlsStep::CLIENT_KEY_EXCHANGE, TlsDirection::RECEIVED, message.raw.size());
    TlsKeyAgreementContext agreement = AgreementContext();
    Bytes premaster;
    if (const auto alert = m_agreement->ReadClientKeyExchange(agreement, message.Body(), premaster))
    {
        return alert;
    }
    m_keys.Derive(premaster);
    m_state = m_context.session.peerChain.empty() ? State::EXPECT_CHANGE_CIPHER_SPEC
                                                  : State::EXPECT_CERTIFICATE_VERIFY;
    return std::nullopt;
}

std::optional<TlsAlert>
TlsServerHandshake12::HandleCertificateVerify(const TlsHandshakeMessage& message)
{
    m_context.events.Add(TlsStep::CERTIFICATE_VERIFY, TlsDirection::RECEIVED, message.raw.size());
    if (const auto alert = CheckCertificateVerify(m_context, *m_negotiated.traits, message))
    {
        return alert;
    }
    m_context.transcript.Release();
    m_state = State::EXPECT_CHANGE_CIPHER_SPEC;
    return std::nullopt;
}

std::optional<TlsAlert>
TlsServerHandshake12::HandleChangeCipherSpec(const TlsHandshakeMessage& message)
{
    m_state = m_negotiated.usesNpn ? State::EXPECT_NEXT_PROTOCOL : State::EXPECT_FINISHED;
    return m_keys.ActivateRead(message);
}

std::optional<TlsAlert>
TlsServerHandshake12::HandleNextProtocol(const TlsHandshakeMessage& message)
{
    TlsNextProtocol next;
    if (const auto alert = ParseBody(message.Body(), next, "Next Protocol"))
    {
        return alert;
    }
    m_context.session.npn = next.selectedProtocol;
    m_context.events.Add(TlsStep::NEXT_PROTOCOL,
                         TlsDirection::RECEIVED,
                         message.raw.size(),
                         next.selectedProtocol);
    m_state = State::EXPECT_FINISHED;
    return std::nullopt;
}

std::optional<TlsAlert>
TlsServerHandshake12::HandleFinished(const TlsHandshakeMessage& message)
{
    if (const auto alert = m_keys.CheckFinished(message))
    {
        return alert;
    }
    if (!m_resumes)
    {
        if (m_negotiated.givesTicket)
        {
            SendSessionTicket();
        }
        m_keys.ActivateWrite();
        m_keys.SendFinished();
        m_context.KeepSession();
    }
    m_keys.NoteEstablished(m_resumes);
    m_state = State::CONNECTED;
    return std::nullopt;
}

void
TlsServerHandshake12::SendSessionTicket()
{
    const TlsTicketKeys& keys = *m_context.config->ticketKeys;
    TlsEnvironment& environment = m_context.environment;
    m_context.session.created = environment.clock();
    const TlsNewSessionTicket ticket{keys.GetLifetime(),
                                     keys.Seal(m_context.session,
                                               environment.provider,
                                               environment.random,
                                               m_context.config->leastTicketState)};
    const size_t size = m_context.Send(TlsHandshakeType::NEW_SESSION_TICKET, ticket);
    m_context.events.Add(TlsStep::NEW_SESSION_TICKET,
                         TlsDirection::SENT,
                         size,
                         std::to_string(ticket.lifetimeHint) + " s");
}

} // namespace tls
} // namespace ns3
