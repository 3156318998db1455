/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-server-handshake-12.h"

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
    static constexpr std::array<TlsHandshakeRow<H>, 6> ROWS{{
        {S::EXPECT_CLIENT_HELLO,        T::CLIENT_HELLO,        true,  &H::HandleClientHello},
        {S::EXPECT_CLIENT_KEY_EXCHANGE, T::CLIENT_KEY_EXCHANGE, true,  &H::HandleClientKeyExchange},
        {S::EXPECT_CHANGE_CIPHER_SPEC,  T::CHANGE_CIPHER_SPEC,  false, &H::HandleChangeCipherSpec},
        {S::EXPECT_NEXT_PROTOCOL,       T::NEXT_PROTOCOL,       true,  &H::HandleNextProtocol},
        {S::EXPECT_FINISHED,            T::FINISHED,            false, &H::HandleFinished},
        {S::CONNECTED,                  T::CLIENT_HELLO,        false, &H::RefuseRenegotiation},
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
TlsServerHandshake12::HandleClientHello(const TlsHandshakeMessage& message)
{
    if (const auto alert = ParseBody(message.Body(), m_offer, "Client Hello"))
    {
        return alert;
    }
    TlsEventLog& events = m_context.events;
    events.Add(TlsStep::CLIENT_HELLO,
               TlsDirection::RECEIVED,
               message.raw.size(),
               std::to_string(m_offer.cipherSuites.size()) + " cipher suites");
    if (const auto alert = Negotiate(*m_context.config, m_offer, m_negotiated))
    {
        return alert;
    }
    events.Add(TlsStep::SUITES_COMPARED, TlsDirection::LOCAL, 0, m_negotiated.comparison);

    SendServerHello();
    SendCertificate();
    if (const auto alert = SendServerKeyExchange())
    {
        return alert;
    }
    SendServerHelloDone();
    m_state = State::EXPECT_CLIENT_KEY_EXCHANGE;
    return std::nullopt;
}

void
TlsServerHandshake12::SendServerHello()
{
    TlsEventLog& events = m_context.events;
    TlsSession& session = m_context.session;
    RandomSource& random = m_context.environment.random;
    session.sessionId = random.Generate(SESSION_ID);
    events.Add(TlsStep::SESSION_ID_GIVEN, TlsDirection::LOCAL, session.sessionId.size());
    const Bytes serverRandom = random.Generate(TLS_RANDOM);
    events.Add(TlsStep::SERVER_RANDOM_CHOSEN, TlsDirection::LOCAL, serverRandom.size());

    m_keys.Begin(m_negotiated.version, *m_negotiated.suite, m_offer.random, serverRandom);
    m_agreement = CreateKeyAgreement(m_negotiated.suite->keyExchange);
    session.group = m_negotiated.group;
    session.serverName = m_negotiated.serverName;
    session.alpn = m_negotiated.alpn;

    TlsServerHello hello;
    hello.serverVersion = static_cast<uint16_t>(m_negotiated.version);
    hello.random = serverRandom;
    hello.sessionId = session.sessionId;
    hello.cipherSuite = m_negotiated.suite->id;
    hello.extensions = AnswerExtensions(*m_context.config, m_offer, m_negotiated);
    const size_t size = m_context.Send(TlsHandshakeType::SERVER_HELLO, hello);
    events.Add(TlsStep::SERVER_HELLO, TlsDirection::SENT, size, m_negotiated.suite->ianaName);
}

void
TlsServerHandshake12::SendCertificate()
{
    const TlsCertificateMessage message{m_negotiated.identity->chain};
    m_context.Send(TlsHandshakeType::CERTIFICATE, message);
    for (const Bytes& der : message.certificates)
    {
        m_context.events.Add(TlsStep::CERTIFICATE, TlsDirection::SENT, der.size());
    }
}

std::optional<TlsAlert>
TlsServerHandshake12::SendServerKeyExchange()
{
    if (!m_agreement->HasServerKeyExchange())
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
                         std::string("signed with ") + ToString(m_negotiated.scheme));
    return std::nullopt;
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
            m_offer.clientVersion,
            m_negotiated.identity->key,
            nullptr,
            m_negotiated.scheme,
            m_context.session.group};
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
    m_keys.ActivateWrite();
    m_keys.SendFinished();
    m_keys.NoteEstablished();
    m_state = State::CONNECTED;
    return std::nullopt;
}

std::optional<TlsAlert>
TlsServerHandshake12::RefuseRenegotiation(const TlsHandshakeMessage&)
{
    m_context.SendAlert(TlsAlertLevel::WARNING, TlsAlertDescription::NO_RENEGOTIATION);
    return std::nullopt;
}

} // namespace tls
} // namespace ns3
