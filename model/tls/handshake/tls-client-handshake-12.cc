/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-client-handshake-12.h"

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
    static constexpr std::array<TlsHandshakeRow<H>, 7> ROWS{{
        {S::EXPECT_SERVER_HELLO,        T::SERVER_HELLO,        true,  &H::HandleServerHello},
        {S::EXPECT_CERTIFICATE,         T::CERTIFICATE,         true,  &H::HandleCertificate},
        {S::EXPECT_SERVER_KEY_EXCHANGE, T::SERVER_KEY_EXCHANGE, true,  &H::HandleServerKeyExchange},
        {S::EXPECT_SERVER_HELLO_DONE,   T::SERVER_HELLO_DONE,   true,  &H::HandleServerHelloDone},
        {S::EXPECT_CHANGE_CIPHER_SPEC,  T::CHANGE_CIPHER_SPEC,  false, &H::HandleChangeCipherSpec},
        {S::EXPECT_FINISHED,            T::FINISHED,            false, &H::HandleFinished},
        {S::CONNECTED,                  T::HELLO_REQUEST,       false, &H::RefuseRenegotiation},
    }};
    // clang-format on
};

namespace
{

/**
 * @param status what is wrong with a chain
 * @return how the peer is told (RFC 5246, 7.2.2)
 */
TlsAlertDescription
AlertFor(X509Status status)
{
    switch (status)
    {
    case X509Status::OK:
        break;
    case X509Status::EXPIRED:
    case X509Status::NOT_YET_VALID:
        return TlsAlertDescription::CERTIFICATE_EXPIRED;
    case X509Status::UNKNOWN_CA:
        return TlsAlertDescription::UNKNOWN_CA;
    case X509Status::BAD_KEY_USAGE:
    case X509Status::UNSUPPORTED:
        return TlsAlertDescription::UNSUPPORTED_CERTIFICATE;
    case X509Status::MALFORMED:
    case X509Status::BAD_SIGNATURE:
    case X509Status::NOT_A_CA:
    case X509Status::PATH_LENGTH_EXCEEDED:
    case X509Status::NAME_MISMATCH:
    case X509Status::CHAIN_TOO_LONG:
        return TlsAlertDescription::BAD_CERTIFICATE;
    }
    return TlsAlertDescription::CERTIFICATE_UNKNOWN;
}

} // namespace

TlsClientHandshake12::TlsClientHandshake12(TlsHandshakeContext& context)
    : m_context(context),
      m_keys(context)
{
}

TlsClientHandshake12::~TlsClientHandshake12() = default;

void
TlsClientHandshake12::Start()
{
    TlsEventLog& events = m_context.events;
    const Bytes random = m_context.environment.random.Generate(TLS_RANDOM);
    events.Add(TlsStep::CLIENT_RANDOM_CHOSEN, TlsDirection::LOCAL, random.size());

    m_offer = MakeClientHello(*m_context.config, m_context.serverName, random);
    const size_t size = m_context.Send(TlsHandshakeType::CLIENT_HELLO, m_offer);
    m_context.FlushFlight();
    events.Add(TlsStep::CLIENT_HELLO,
               TlsDirection::SENT,
               size,
               std::to_string(m_offer.cipherSuites.size()) + " cipher suites, " +
                   std::to_string(m_context.config->groups.size()) + " groups");
}

std::optional<TlsAlert>
TlsClientHandshake12::Handle(const TlsHandshakeMessage& message)
{
    if (message.type == TlsHandshakeType::HELLO_REQUEST && m_state != State::CONNECTED)
    {
        // Ignored while a handshake is under way, and not hashed (RFC 5246, 7.4.1.1).
        return std::nullopt;
    }
    return Dispatch(*this, Table::ROWS, m_state, m_context.transcript, message);
}

bool
TlsClientHandshake12::IsEstablished() const
{
    return m_state == State::CONNECTED;
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
    if (const auto alert = ReadServerChoice(*m_context.config, m_offer, hello, m_choice))
    {
        return alert;
    }
    m_keys.Begin(m_choice.version, *m_choice.suite, m_offer.random, hello.random);
    m_agreement = CreateKeyAgreement(m_choice.suite->keyExchange);
    TlsSession& session = m_context.session;
    session.sessionId = hello.sessionId;
    session.serverName = m_context.serverName;
    session.alpn = m_choice.alpn;
    session.npn = m_choice.npn;
    m_context.events.Add(TlsStep::SERVER_HELLO,
                         TlsDirection::RECEIVED,
                         message.raw.size(),
                         m_choice.suite->ianaName);
    m_state = State::EXPECT_CERTIFICATE;
    return std::nullopt;
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
    if (certificates.certificates.size() > X509Verifier::MAX_DEPTH)
    {
        return TlsAlert{TlsAlertDescription::BAD_CERTIFICATE,
                        "the server sent " + std::to_string(certificates.certificates.size()) +
                            " certificates"};
    }
    for (const Bytes& der : certificates.certificates)
    {
        auto certificate = ParseX509Certificate(der, m_context.environment.provider);
        if (!certificate)
        {
            return TlsAlert{TlsAlertDescription::BAD_CERTIFICATE, "a certificate is malformed"};
        }
        m_context.events.Add(TlsStep::CERTIFICATE,
                             TlsDirection::RECEIVED,
                             der.size(),
                             certificate->subject.ToString() + ", issued by " +
                                 certificate->issuer.ToString());
        m_context.session.peerChain.push_back(std::move(*certificate));
    }
    if (const auto alert = VerifyPeerChain())
    {
        return alert;
    }
    m_state = m_agreement->HasServerKeyExchange() ? State::EXPECT_SERVER_KEY_EXCHANGE
                                                  : State::EXPECT_SERVER_HELLO_DONE;
    return std::nullopt;
}

std::optional<TlsAlert>
TlsClientHandshake12::VerifyPeerChain()
{
    const std::vector<X509Certificate>& chain = m_context.session.peerChain;
    const PublicKeyPtr& key = chain.front().publicKey;
    if (!key || key->type != m_choice.suite->authentication)
    {
        return TlsAlert{TlsAlertDescription::UNSUPPORTED_CERTIFICATE,
                        "the server's key does not fit the cipher suite"};
    }
    if (m_context.config->verifyPeer)
    {
        const X509Verifier verifier(m_context.environment.provider, *m_context.config->trust);
        const X509Result result = verifier.Verify(
            chain,
            m_context.serverName,
            m_context.environment.clock(),
            m_agreement->HasServerKeyExchange() ? X509Purpose::SERVER_SIGNATURE
                                                : X509Purpose::SERVER_ENCIPHERMENT,
            [this](const X509Check& check) {
                m_context.events.Add(TlsStep::CERTIFICATE_CHECK,
                                     TlsDirection::LOCAL,
                                     0,
                                     std::string(ToString(check.kind)) + " of " + check.subject +
                                         (check.passed ? "" : ": failed"));
            });
        if (result.status != X509Status::OK)
        {
            return TlsAlert{AlertFor(result.status), result.reason};
        }
    }
    m_context.events.Add(TlsStep::CERTIFICATE_VERIFIED,
                         TlsDirection::LOCAL,
                         0,
                         m_context.config->verifyPeer ? "" : "not checked, as configured");
    return std::nullopt;
}

TlsKeyAgreementContext
TlsClientHandshake12::AgreementContext()
{
    return {*m_context.config,
            m_context.environment,
            m_context.events,
            m_keys.GetInputs().clientRandom,
            m_keys.GetInputs().serverRandom,
            m_offer.clientVersion,
            nullptr,
            m_context.session.peerChain.front().publicKey,
            SignatureScheme::NONE,
            m_context.session.group};
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
    TlsEventLog& events = m_context.events;
    events.Add(TlsStep::SERVER_HELLO_DONE, TlsDirection::RECEIVED, message.raw.size());

    TlsKeyAgreementContext agreement = AgreementContext();
    Bytes body;
    Bytes premaster;
    if (const auto alert = m_agreement->MakeClientKeyExchange(agreement, body, premaster))
    {
        return alert;
    }
    const size_t size = m_context.SendBody(TlsHandshakeType::CLIENT_KEY_EXCHANGE, body);
    events.Add(TlsStep::CLIENT_KEY_EXCHANGE, TlsDirection::SENT, size);
    m_keys.Derive(premaster);
    m_keys.ActivateWrite();
    if (m_choice.usesNpn)
    {
        const size_t nextSize =
            m_context.Send(TlsHandshakeType::NEXT_PROTOCOL, TlsNextProtocol{m_choice.npn});
        events.Add(TlsStep::NEXT_PROTOCOL, TlsDirection::SENT, nextSize, m_choice.npn);
    }
    m_keys.SendFinished();
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
    m_keys.NoteEstablished();
    m_state = State::CONNECTED;
    return std::nullopt;
}

std::optional<TlsAlert>
TlsClientHandshake12::RefuseRenegotiation(const TlsHandshakeMessage&)
{
    m_context.SendAlert(TlsAlertLevel::WARNING, TlsAlertDescription::NO_RENEGOTIATION);
    return std::nullopt;
}

} // namespace tls
} // namespace ns3
