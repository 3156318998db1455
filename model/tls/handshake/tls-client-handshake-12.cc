/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-client-handshake-12.h"

#include "tls-peer-certificate.h"
#include "tls-record-sizes.h"
#include "tls-resumption.h"

#include "ns3/tls-messages-12.h"

namespace ns3
{
namespace tls
{

/// What may come when. What is not here is unexpected_message.
struct TlsClientHandshake12::Table
{
    using S = State;
    using T = TlsHandshakeType;
    using H = TlsClientHandshake12;

    // clang-format off
    static constexpr std::array<TlsHandshakeRow<H>, 11> ROWS{{
        {S::EXPECT_SERVER_HELLO,        T::SERVER_HELLO,        true,  &H::HandleServerHello},
        {S::EXPECT_CERTIFICATE,         T::CERTIFICATE,         true,  &H::HandleCertificate},
        {S::EXPECT_CERTIFICATE_STATUS,  T::CERTIFICATE_STATUS,  true,  &H::HandleCertificateStatus},
        {S::EXPECT_SERVER_KEY_EXCHANGE, T::SERVER_KEY_EXCHANGE, true,  &H::HandleServerKeyExchange},
        {S::EXPECT_CERTIFICATE_REQUEST, T::CERTIFICATE_REQUEST, true,  &H::HandleCertificateRequest},
        {S::EXPECT_CERTIFICATE_REQUEST, T::SERVER_HELLO_DONE,   true,  &H::HandleServerHelloDone},
        {S::EXPECT_SERVER_HELLO_DONE,   T::SERVER_HELLO_DONE,   true,  &H::HandleServerHelloDone},
        {S::EXPECT_SESSION_TICKET,      T::NEW_SESSION_TICKET,  true,  &H::HandleSessionTicket},
        {S::EXPECT_CHANGE_CIPHER_SPEC,  T::CHANGE_CIPHER_SPEC,  false, &H::HandleChangeCipherSpec},
        {S::EXPECT_FINISHED,            T::FINISHED,            false, &H::HandleFinished},
        {S::CONNECTED,                  T::HELLO_REQUEST,       false, &H::HandleHelloRequest},
    }};
    // clang-format on
};

namespace
{

/// Octets of key below which nothing is sent before the server's Finished (RFC 7918, 5.2).
constexpr size_t FALSE_START_KEY = 16;

/**
 * @param suite chosen
 * @return true when it is strong enough for False Start (RFC 7918, 5.1 and 5.2)
 */
bool
AllowsFalseStart(const TlsCipherSuite& suite)
{
    const bool isEphemeral =
        suite.keyExchange == TlsKeyExchange::DHE || suite.keyExchange == TlsKeyExchange::ECDHE;
    return isEphemeral && !suite.weakness &&
           KeyLength(suite.cipher) + KeyLength(suite.aead) >= FALSE_START_KEY;
}

/**
 * @param suite chosen
 * @return what the server's key is used for
 */
X509Purpose
PurposeOf(const TlsCipherSuite& suite)
{
    switch (suite.keyExchange)
    {
    case TlsKeyExchange::RSA:
        return suite.isExport ? X509Purpose::ANY : X509Purpose::SERVER_ENCIPHERMENT;
    case TlsKeyExchange::DH:
    case TlsKeyExchange::ECDH:
        return X509Purpose::SERVER_AGREEMENT;
    case TlsKeyExchange::DHE:
    case TlsKeyExchange::ECDHE:
    case TlsKeyExchange::SRP:
    case TlsKeyExchange::ANY:
        break;
    }
    return X509Purpose::SERVER_SIGNATURE;
}

} // namespace

TlsClientHandshake12::TlsClientHandshake12(TlsHandshakeContext& context)
    : m_context(context),
      m_keys(context)
{
}

TlsClientHandshake12::TlsClientHandshake12(TlsHandshakeContext& context,
                                           TlsClientHello offer,
                                           TlsSessionPtr offered)
    : TlsClientHandshake12(context)
{
    m_offer = std::move(offer);
    m_offered = std::move(offered);
}

TlsClientHandshake12::~TlsClientHandshake12() = default;

void
TlsClientHandshake12::Start()
{
    TlsEventLog& events = m_context.events;
    m_previous = std::exchange(m_context.session, {});
    m_context.transcript.Clear();
    m_proof = {};
    m_isAskedForCertificate = false;
    m_state = State::EXPECT_SERVER_HELLO;

    const Bytes random =
        m_context.environment.provider.Random(m_context.environment.random, TLS_RANDOM);
    events.Add(TlsStep::CLIENT_RANDOM_CHOSEN, TlsDirection::LOCAL, random.size());
    m_offered = FindSessionToOffer(m_context);
    if (m_offered)
    {
        events.Add(TlsStep::SESSION_FOUND,
                   TlsDirection::LOCAL,
                   m_offered->ticket.empty() ? m_offered->sessionId.size()
                                             : m_offered->ticket.size(),
                   m_offered->ticket.empty() ? "by its id" : "by its ticket");
    }
    m_offer = MakeClientHello(m_context, random, m_offered.get());
    const size_t size = m_context.Send(TlsHandshakeType::CLIENT_HELLO, m_offer);
    m_context.FlushFlight();
    const Bytes* groups = m_offer.extensions.Find(TlsExtensionType::SUPPORTED_GROUPS);
    const size_t groupCount = groups ? DecodeGroups(*groups)->size() : 0;
    events.Add(TlsStep::CLIENT_HELLO,
               TlsDirection::SENT,
               size,
               std::to_string(m_offer.cipherSuites.size()) + " cipher suites, " +
                   std::to_string(groupCount) + " groups");
}

std::optional<TlsAlert>
TlsClientHandshake12::Handle(const TlsHandshakeMessage& message)
{
    if (message.type == TlsHandshakeType::HELLO_REQUEST && m_state != State::CONNECTED)
    {
        // Ignored while a handshake is under way, and not hashed (RFC 5246, 7.4.1.1).
        return std::nullopt;
    }
    if (m_state == State::EXPECT_CERTIFICATE_STATUS &&
        message.type != TlsHandshakeType::CERTIFICATE_STATUS)
    {
        // A server that could staple need not (RFC 6066, 8).
        m_state = AfterCertificateStatus();
    }
    return Dispatch(*this, Table::ROWS, m_state, m_context.transcript, message);
}

bool
TlsClientHandshake12::IsEstablished() const
{
    return m_state == State::CONNECTED;
}

bool
TlsClientHandshake12::CanSend() const
{
    if (m_state == State::CONNECTED)
    {
        return true;
    }
    const bool isFinishedSent = !m_choice.resumes && (m_state == State::EXPECT_SESSION_TICKET ||
                                                      m_state == State::EXPECT_CHANGE_CIPHER_SPEC ||
                                                      m_state == State::EXPECT_FINISHED);
    return isFinishedSent && m_context.config->usesFalseStart && AllowsFalseStart(*m_choice.suite);
}

std::optional<TlsAlert>
TlsClientHandshake12::AdmitData() const
{
    const bool isAdmitted = m_state != State::EXPECT_FINISHED;
    return isAdmitted ? std::nullopt : std::optional<TlsAlert>(UnexpectedData());
}

std::optional<TlsAlert>
TlsClientHandshake12::HandleNoCertificate()
{
    return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE, "a server has no certificate to lack"};
}

Bytes
TlsClientHandshake12::Export(std::string_view label,
                             const std::optional<ByteView>& context,
                             size_t length) const
{
    return m_keys.Export(label, context, length);
}

bool
TlsClientHandshake12::GiveUpRenegotiation()
{
    if (m_state != State::EXPECT_SERVER_HELLO || !m_context.renegotiation.IsAgain())
    {
        return false;
    }
    m_context.session = std::exchange(m_previous, {});
    m_context.transcript.Clear();
    m_state = State::CONNECTED;
    return true;
}

TlsClientHandshake12::State
TlsClientHandshake12::GetState() const
{
    return m_state;
}

bool
TlsClientHandshake12::MayCome(State state, TlsHandshakeType message)
{
    return FindRow(Table::ROWS, state, message) != nullptr;
}

std::optional<TlsAlert>
TlsClientHandshake12::HandleServerHello(const TlsHandshakeMessage& message)
{
    TlsServerHello hello;
    if (const auto alert = ParseBody(message.Body(), hello, "Server Hello"))
    {
        return alert;
    }
    if (const auto alert = ReadServerChoice(m_context, m_offer, m_offered.get(), hello, m_choice))
    {
        return alert;
    }
    m_previous = {};
    ApplyChoice(hello);
    m_keys.Begin(*m_choice.traits, *m_choice.suite, m_offer.random, hello.random);
    m_context.events.Add(TlsStep::SERVER_HELLO,
                         TlsDirection::RECEIVED,
                         message.raw.size(),
                         m_choice.suite->ianaName);
    if (m_choice.resumes)
    {
        m_keys.Resume();
        m_context.transcript.Release();
        m_state =
            m_choice.givesTicket ? State::EXPECT_SESSION_TICKET : State::EXPECT_CHANGE_CIPHER_SPEC;
        return std::nullopt;
    }
    m_agreement = CreateKeyAgreement(*m_choice.suite);
    m_state = ServerKeyType(*m_choice.suite) ? State::EXPECT_CERTIFICATE
                                             : State::EXPECT_SERVER_KEY_EXCHANGE;
    return std::nullopt;
}

void
TlsClientHandshake12::ApplyChoice(const TlsServerHello& hello)
{
    TlsSession& session = m_context.session;
    if (m_choice.resumes)
    {
        session = *m_offered;
    }
    session.sessionId = hello.sessionId;
    session.compression = hello.compressionMethod;
    session.serverName = m_context.serverName;
    session.alpn = m_choice.alpn;
    session.npn = m_choice.npn;
    session.hasExtendedMasterSecret = m_choice.hasExtendedMasterSecret;
    session.encryptsThenMacs = m_choice.encryptsThenMacs;
    if (!m_context.renegotiation.IsAgain())
    {
        m_context.renegotiation.isSecure = m_choice.renegotiatedConnection.has_value();
    }
    m_context.takesHeartbeat = m_choice.heartbeat.has_value();
    m_context.mayHeartbeat = m_choice.heartbeat == TlsHeartbeatMode::PEER_ALLOWED_TO_SEND;
    ApplyRecordSizes(m_context,
                     *m_choice.traits,
                     m_choice.recordSizeLimit,
                     m_choice.maxFragmentLength);
}

std::optional<TlsAlert>
TlsClientHandshake12::HandleCertificate(const TlsHandshakeMessage& message)
{
    TlsCertificateMessage certificates;
    if (const auto alert = ParseBody(message.Body(), certificates, "Certificate"))
    {
        return alert;
    }
    if (certificates.certificates.empty())
    {
        return TlsAlert{TlsAlertDescription::BAD_CERTIFICATE, "the server sent no certificate"};
    }
    if (const auto alert = ReadPeerChain(m_context, certificates))
    {
        return alert;
    }
    const PublicKeyPtr& key = m_context.session.peerChain.front().publicKey;
    if (!key || key->type != ServerKeyType(*m_choice.suite))
    {
        return TlsAlert{TlsAlertDescription::UNSUPPORTED_CERTIFICATE,
                        "the server's key does not fit the cipher suite"};
    }
    m_state = AfterCertificate();
    return VerifyPeerChain(m_context, m_context.serverName, PurposeOf(*m_choice.suite));
}

TlsClientHandshake12::State
TlsClientHandshake12::AfterCertificate() const
{
    return m_choice.mayStapleOcsp ? State::EXPECT_CERTIFICATE_STATUS : AfterCertificateStatus();
}

TlsClientHandshake12::State
TlsClientHandshake12::AfterCertificateStatus() const
{
    const PublicKey* key = m_context.session.peerChain.front().publicKey.get();
    return m_agreement->HasServerKeyExchange(key) ? State::EXPECT_SERVER_KEY_EXCHANGE
                                                  : State::EXPECT_CERTIFICATE_REQUEST;
}

std::optional<TlsAlert>
TlsClientHandshake12::HandleCertificateStatus(const TlsHandshakeMessage& message)
{
    TlsCertificateStatus status;
    if (const auto alert = ParseBody(message.Body(), status, "Certificate Status"))
    {
        return alert;
    }
    m_context.events.Add(TlsStep::CERTIFICATE_STATUS, TlsDirection::RECEIVED, message.raw.size());
    m_state = AfterCertificateStatus();
    return CheckCertificateStatus(m_context, status);
}

TlsKeyAgreementContext
TlsClientHandshake12::AgreementContext()
{
    const auto& chain = m_context.session.peerChain;
    return {*m_context.config,
            m_context.environment,
            m_context.events,
            m_keys.GetInputs().clientRandom,
            m_keys.GetInputs().serverRandom,
            m_offer.clientVersion,
            nullptr,
            chain.empty() ? nullptr : chain.front().publicKey,
            SignatureScheme::NONE,
            m_context.session.group,
            *m_choice.traits,
            *m_choice.suite,
            nullptr};
}

std::optional<TlsAlert>
TlsClientHandshake12::HandleServerKeyExchange(const TlsHandshakeMessage& message)
{
    m_context.events.Add(TlsStep::SERVER_KEY_EXCHANGE, TlsDirection::RECEIVED, message.raw.size());
    TlsKeyAgreementContext agreement = AgreementContext();
    if (const auto alert = m_agreement->ReadServerKeyExchange(agreement, message.Body()))
    {
        return alert;
    }
    m_state = State::EXPECT_CERTIFICATE_REQUEST;
    return std::nullopt;
}

std::optional<TlsAlert>
TlsClientHandshake12::HandleCertificateRequest(const TlsHandshakeMessage& message)
{
    TlsCertificateRequest request;
    ByteReader reader(message.Body());
    if (!Parse(reader, *m_choice.traits, request))
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the Certificate Request is malformed"};
    }
    if (!ServerKeyType(*m_choice.suite))
    {
        // RFC 5246, 7.4.4.
        return TlsAlert{TlsAlertDescription::HANDSHAKE_FAILURE,
                        "an anonymous server asks who the client is"};
    }
    m_context.events.Add(TlsStep::CERTIFICATE_REQUEST,
                         TlsDirection::RECEIVED,
                         message.raw.size(),
                         std::to_string(request.certificateAuthorities.size()) + " authorities");
    m_isAskedForCertificate = true;
    m_proof = ChooseClientIdentity(m_context, *m_choice.traits, request);
    m_state = State::EXPECT_SERVER_HELLO_DONE;
    return std::nullopt;
}

std::optional<TlsAlert>
TlsClientHandshake12::HandleServerHelloDone(const TlsHandshakeMessage& message)
{
    if (!message.Body().IsEmpty())
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the Server Hello Done is malformed"};
    }
    m_context.events.Add(TlsStep::SERVER_HELLO_DONE, TlsDirection::RECEIVED, message.raw.size());
    if (!m_proof.identity)
    {
        m_context.transcript.Release();
    }
    if (const auto alert = SendCertificate())
    {
        return alert;
    }
    if (const auto alert = SendClientKeyExchange())
    {
        return alert;
    }
    if (m_proof.identity)
    {
        if (const auto alert = SendCertificateVerify(m_context, *m_choice.traits, m_proof))
        {
            return alert;
        }
        m_context.transcript.Release();
    }
    SendLastFlight();
    m_state =
        m_choice.givesTicket ? State::EXPECT_SESSION_TICKET : State::EXPECT_CHANGE_CIPHER_SPEC;
    return std::nullopt;
}

std::optional<TlsAlert>
TlsClientHandshake12::SendCertificate()
{
    if (!m_isAskedForCertificate)
    {
        return std::nullopt;
    }
    if (!m_proof.identity && m_choice.traits->hasNoCertificateAlert)
    {
        // RFC 6101, 5.6.6.
        m_context.SendAlert(TlsAlertLevel::WARNING, TlsAlertDescription::NO_CERTIFICATE);
        return std::nullopt;
    }
    m_context.SendCertificate(m_proof.identity);
    return std::nullopt;
}

std::optional<TlsAlert>
TlsClientHandshake12::SendClientKeyExchange()
{
    TlsKeyAgreementContext agreement = AgreementContext();
    Bytes body;
    Bytes premaster;
    if (const auto alert = m_agreement->MakeClientKeyExchange(agreement, body, premaster))
    {
        return alert;
    }
    const size_t size = m_context.SendBody(TlsHandshakeType::CLIENT_KEY_EXCHANGE, body);
    m_context.events.Add(TlsStep::CLIENT_KEY_EXCHANGE, TlsDirection::SENT, size);
    m_keys.Derive(premaster);
    return std::nullopt;
}

void
TlsClientHandshake12::SendLastFlight()
{
    m_keys.ActivateWrite();
    if (m_choice.usesNpn)
    {
        SendNextProtocol();
    }
    m_keys.SendFinished();
}

void
TlsClientHandshake12::SendNextProtocol()
{
    const size_t size =
        m_context.Send(TlsHandshakeType::NEXT_PROTOCOL, TlsNextProtocol{m_choice.npn});
    m_context.events.Add(TlsStep::NEXT_PROTOCOL, TlsDirection::SENT, size, m_choice.npn);
}

std::optional<TlsAlert>
TlsClientHandshake12::HandleSessionTicket(const TlsHandshakeMessage& message)
{
    TlsNewSessionTicket ticket;
    if (const auto alert = ParseBody(message.Body(), ticket, "New Session Ticket"))
    {
        return alert;
    }
    m_context.events.Add(TlsStep::NEW_SESSION_TICKET,
                         TlsDirection::RECEIVED,
                         message.raw.size(),
                         std::to_string(ticket.lifetimeHint) + " s");
    m_context.session.ticket = std::move(ticket.ticket);
    m_context.session.ticketLifetime = ticket.lifetimeHint;
    m_state = State::EXPECT_CHANGE_CIPHER_SPEC;
    return std::nullopt;
}

std::optional<TlsAlert>
TlsClientHandshake12::HandleChangeCipherSpec(const TlsHandshakeMessage& message)
{
    m_state = State::EXPECT_FINISHED;
    return m_keys.ActivateRead(message);
}

std::optional<TlsAlert>
TlsClientHandshake12::HandleFinished(const TlsHandshakeMessage& message)
{
    if (const auto alert = m_keys.CheckFinished(message))
    {
        return alert;
    }
    if (m_choice.resumes)
    {
        SendLastFlight();
    }
    m_keys.NoteEstablished(m_choice.resumes);
    if (!m_choice.resumes || m_choice.givesTicket)
    {
        m_context.KeepSession();
    }
    m_state = State::CONNECTED;
    return std::nullopt;
}

std::optional<TlsAlert>
TlsClientHandshake12::HandleHelloRequest(const TlsHandshakeMessage& message)
{
    if (!message.Body().IsEmpty())
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the Hello Request is malformed"};
    }
    m_context.events.Add(TlsStep::HELLO_REQUEST, TlsDirection::RECEIVED, message.raw.size());
    if (!m_context.MayRenegotiate())
    {
        return m_context.RefuseRenegotiation();
    }
    Start();
    return std::nullopt;
}

} // namespace tls
} // namespace ns3
