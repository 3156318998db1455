/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-server-handshake-13.h"

#include "tls-authentication-13.h"
#include "tls-parse-body.h"
#include "tls-peer-certificate.h"
#include "tls-record-sizes.h"
#include "tls-server-handshake-12.h"
#include "tls-server-negotiation.h"
#include "tls-session-ticket-13.h"

#include "ns3/tls-hello-13.h"
#include "ns3/tls-messages-13.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

/// What may come when. What is not here is unexpected_message. A change_cipher_spec between the
/// client's hello and its Finished means nothing (RFC 8446, 5).
struct TlsServerHandshake13::Table
{
    using S = State;
    using T = TlsHandshakeType;
    using H = TlsServerHandshake13;

    // clang-format off
    static constexpr std::array<TlsHandshakeRow<H>, 15> ROWS{{
        {S::EXPECT_CLIENT_HELLO,            T::CLIENT_HELLO,       false, &H::HandleClientHello},
        {S::EXPECT_SECOND_CLIENT_HELLO,     T::CLIENT_HELLO,       false, &H::HandleSecondClientHello},
        {S::EXPECT_END_OF_EARLY_DATA,       T::END_OF_EARLY_DATA,  true,  &H::HandleEndOfEarlyData},
        {S::EXPECT_CERTIFICATE,             T::CERTIFICATE,        true,  &H::HandleCertificate},
        {S::EXPECT_CERTIFICATE_VERIFY,      T::CERTIFICATE_VERIFY, false, &H::HandleCertificateVerify},
        {S::EXPECT_FINISHED,                T::FINISHED,           false, &H::HandleFinished},
        {S::EXPECT_SECOND_CLIENT_HELLO,     T::CHANGE_CIPHER_SPEC, false, &H::HandleChangeCipherSpec},
        {S::EXPECT_END_OF_EARLY_DATA,       T::CHANGE_CIPHER_SPEC, false, &H::HandleChangeCipherSpec},
        {S::EXPECT_CERTIFICATE,             T::CHANGE_CIPHER_SPEC, false, &H::HandleChangeCipherSpec},
        {S::EXPECT_CERTIFICATE_VERIFY,      T::CHANGE_CIPHER_SPEC, false, &H::HandleChangeCipherSpec},
        {S::EXPECT_FINISHED,                T::CHANGE_CIPHER_SPEC, false, &H::HandleChangeCipherSpec},
        {S::CONNECTED,                      T::KEY_UPDATE,         false, &H::HandleKeyUpdate},
        {S::CONNECTED,                      T::CERTIFICATE,        false, &H::HandleLateCertificate},
        {S::EXPECT_LATE_CERTIFICATE_VERIFY, T::CERTIFICATE_VERIFY, false, &H::HandleLateCertificateVerify},
        {S::EXPECT_LATE_FINISHED,           T::FINISHED,           false, &H::HandleLateFinished},
    }};
    // clang-format on
};

namespace
{

/// Octets of the context of a request for a certificate.
constexpr size_t REQUEST_CONTEXT = 32;
/// Octets of early data that are dropped when it is not taken, at the least.
constexpr size_t MIN_DROPPED = TLS_MAX_PLAINTEXT;

} // namespace

TlsServerHandshake13::TlsServerHandshake13(TlsHandshakeContext& context)
    : m_context(context),
      m_keys(context),
      m_updater(context, m_keys)
{
}

TlsServerHandshake13::~TlsServerHandshake13() = default;

void
TlsServerHandshake13::Start()
{
}

std::optional<TlsAlert>
TlsServerHandshake13::Handle(const TlsHandshakeMessage& message)
{
    return Dispatch(*this, Table::ROWS, m_state, m_context.transcript, message);
}

bool
TlsServerHandshake13::IsEstablished() const
{
    return m_state >= State::CONNECTED;
}

bool
TlsServerHandshake13::CanSend() const
{
    // To early data it may answer before the client's Finished (RFC 8446, 2.3).
    return IsEstablished() || (m_negotiated.takesEarlyData && !AsksForCertificate() &&
                               m_state >= State::EXPECT_END_OF_EARLY_DATA);
}

std::optional<TlsAlert>
TlsServerHandshake13::AdmitData() const
{
    return m_state == State::CONNECTED ? std::nullopt : std::optional<TlsAlert>(UnexpectedData());
}

std::optional<TlsAlert>
TlsServerHandshake13::AdmitEarlyData(size_t octets)
{
    if (m_state != State::EXPECT_END_OF_EARLY_DATA)
    {
        return UnexpectedData();
    }
    m_earlySize += octets;
    if (m_earlySize > m_negotiated.psk->psk.maxEarlyData)
    {
        // RFC 8446, 4.6.1.
        return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE,
                        "the client sends more early data than it may"};
    }
    return std::nullopt;
}

void
TlsServerHandshake13::PrepareData()
{
    if (IsEstablished())
    {
        m_updater.PrepareData();
    }
}

Bytes
TlsServerHandshake13::Export(std::string_view label,
                             const std::optional<ByteView>& context,
                             size_t length) const
{
    return m_keys.Export(label, context, length);
}

std::optional<TlsAlert>
TlsServerHandshake13::HandleNoCertificate()
{
    return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE, "no_certificate came out of turn"};
}

bool
TlsServerHandshake13::GiveUpRenegotiation()
{
    return false;
}

std::unique_ptr<TlsHandshake>
TlsServerHandshake13::TakeSuccessor()
{
    return std::move(m_successor);
}

bool
TlsServerHandshake13::IsEarlyDataAccepted() const
{
    return m_negotiated.takesEarlyData;
}

void
TlsServerHandshake13::UpdateKeys(bool asksPeer)
{
    if (IsEstablished())
    {
        m_updater.Send(asksPeer);
    }
}

TlsServerHandshake13::State
TlsServerHandshake13::GetState() const
{
    return m_state;
}

bool
TlsServerHandshake13::MayCome(State state, TlsHandshakeType message)
{
    return FindRow(Table::ROWS, state, message) != nullptr;
}

std::optional<TlsAlert>
TlsServerHandshake13::ReadHello(const TlsHandshakeMessage& message, bool& isFor13)
{
    TlsClientHello hello;
    if (auto alert = ParseBody(message.Body(), hello, "Client Hello"))
    {
        return alert;
    }
    std::vector<TlsVersion> versions;
    if (auto alert = ReadSupportedVersions(hello, versions))
    {
        return alert;
    }
    isFor13 = std::find(versions.begin(), versions.end(), TlsVersion::TLS_1_3) != versions.end();
    if (!isFor13)
    {
        return std::nullopt;
    }
    m_context.events.Add(TlsStep::CLIENT_HELLO,
                         TlsDirection::RECEIVED,
                         message.raw.size(),
                         std::to_string(hello.cipherSuites.size()) + " cipher suites");
    if (auto alert = ReadClientOffer13(hello, m_offer13))
    {
        return alert;
    }
    return ReadClientOffer(*m_context.config, hello, m_offer);
}

std::optional<TlsAlert>
TlsServerHandshake13::HandleClientHello(const TlsHandshakeMessage& message)
{
    bool isFor13 = false;
    if (auto alert = ReadHello(message, isFor13))
    {
        return alert;
    }
    if (!isFor13)
    {
        m_successor = std::make_unique<TlsServerHandshake12>(m_context);
        return std::nullopt;
    }
    if (m_offer13.cookie)
    {
        // RFC 8446, 4.2.2.
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the client has a cookie before it was given one"};
    }
    m_keys.SetClientRandom(m_offer.hello.random);
    return Answer(message);
}

std::optional<TlsAlert>
TlsServerHandshake13::Answer(const TlsHandshakeMessage& message)
{
    if (auto alert = Negotiate13(m_context, m_offer, m_offer13, m_retrySuite, m_negotiated))
    {
        return alert;
    }
    m_context.events.Add(TlsStep::SUITES_COMPARED, TlsDirection::LOCAL, 0, m_negotiated.comparison);
    if (m_negotiated.psk)
    {
        if (auto alert = CheckBinder(m_context, message.raw, *m_offer13.psks, *m_negotiated.psk))
        {
            return alert;
        }
    }
    const bool wantsCookie = m_context.config->tls13.cookieSize > 0 && !m_retrySuite;
    if (m_negotiated.retryGroup != NamedGroup::NONE || wantsCookie)
    {
        SendRetryRequest(message);
        return std::nullopt;
    }
    return SendServerHello(message);
}

void
TlsServerHandshake13::SendRetryRequest(const TlsHandshakeMessage& message)
{
    m_retrySuite = m_negotiated.suite;
    m_retryGroup = m_negotiated.retryGroup;
    m_negotiated.takesEarlyData = false;
    TlsServerHello hello;
    hello.serverVersion = static_cast<uint16_t>(TlsVersion::TLS_1_2);
    hello.random.assign(TLS_HELLO_RETRY_REQUEST_RANDOM.begin(),
                        TLS_HELLO_RETRY_REQUEST_RANDOM.end());
    hello.sessionId = m_offer.hello.sessionId;
    hello.cipherSuite = m_retrySuite->id;
    hello.extensions.Add(TlsExtensionType::SUPPORTED_VERSIONS,
                         EncodeSelectedVersion(TlsVersion::TLS_1_3));
    if (m_retryGroup != NamedGroup::NONE)
    {
        hello.extensions.Add(TlsExtensionType::KEY_SHARE, EncodeSelectedGroup(m_retryGroup));
    }
    if (m_context.config->tls13.cookieSize > 0)
    {
        m_cookie = m_context.environment.provider.Random(m_context.environment.random,
                                                         m_context.config->tls13.cookieSize);
        hello.extensions.Add(TlsExtensionType::COOKIE, EncodeCookie(m_cookie));
    }
    hello.extensions.Sort(m_context.config->tls13.extensionOrder);
    m_context.transcript.Add(message.raw);
    m_keys.Begin(*m_retrySuite);
    m_context.transcript.ReplaceWithMessageHash(m_context.environment.provider);
    const size_t size = m_context.Send(TlsHandshakeType::SERVER_HELLO, hello);
    m_context.FlushFlight();
    m_context.events.Add(TlsStep::HELLO_RETRY_REQUEST,
                         TlsDirection::SENT,
                         size,
                         m_retryGroup == NamedGroup::NONE ? "with a cookie"
                                                          : ToString(m_retryGroup));
    SendDummyChangeCipherSpec();
    DropEarlyData();
    m_state = State::EXPECT_SECOND_CLIENT_HELLO;
}

void
TlsServerHandshake13::DropEarlyData()
{
    if (m_offer13.hasEarlyData)
    {
        const TlsConfig13& config = m_context.config->tls13;
        m_context.events.Add(TlsStep::EARLY_DATA, TlsDirection::LOCAL, 0, "rejected");
        m_context.records.SkipEarlyData(
            std::max(MIN_DROPPED, static_cast<size_t>(config.maxEarlyData)));
    }
}

std::optional<TlsAlert>
TlsServerHandshake13::HandleSecondClientHello(const TlsHandshakeMessage& message)
{
    bool isFor13 = false;
    if (auto alert = ReadHello(message, isFor13))
    {
        return alert;
    }
    m_context.records.SkipEarlyData(0);
    if (!isFor13)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the second Client Hello has other versions than the first one"};
    }
    if (auto alert = CheckRetriedHello())
    {
        return alert;
    }
    return Answer(message);
}

std::optional<TlsAlert>
TlsServerHandshake13::CheckRetriedHello() const
{
    // RFC 8446, 4.1.2.
    const auto& shares = m_offer13.shares;
    const bool hasShare = m_retryGroup == NamedGroup::NONE ||
                          (shares.size() == 1 && shares.front().group == m_retryGroup);
    const auto& suites = m_offer.hello.cipherSuites;
    const bool hasSuite = std::find(suites.begin(), suites.end(), m_retrySuite->id) != suites.end();
    if (!hasShare || !hasSuite || m_offer13.hasEarlyData ||
        m_offer13.cookie.value_or(Bytes{}) != m_cookie)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the second Client Hello is not what the server asked for"};
    }
    return std::nullopt;
}

std::optional<TlsAlert>
TlsServerHandshake13::SendServerHello(const TlsHandshakeMessage& message)
{
    BeginSession();
    m_context.transcript.Add(message.raw);
    m_keys.EnterEarly(*m_negotiated.suite,
                      m_negotiated.psk ? ByteView(m_negotiated.psk->psk.key) : ByteView());
    if (m_negotiated.takesEarlyData)
    {
        m_context.events.Add(TlsStep::EARLY_DATA,
                             TlsDirection::LOCAL,
                             m_negotiated.psk->psk.maxEarlyData,
                             "accepted");
        m_keys.DeriveEarly();
    }
    if (!m_retrySuite)
    {
        m_keys.Begin(*m_negotiated.suite);
    }

    TlsServerHello hello;
    hello.serverVersion = static_cast<uint16_t>(TlsVersion::TLS_1_2);
    hello.random = m_context.environment.provider.Random(m_context.environment.random, TLS_RANDOM);
    m_context.events.Add(TlsStep::SERVER_RANDOM_CHOSEN, TlsDirection::LOCAL, hello.random.size());
    hello.sessionId = m_offer.hello.sessionId;
    hello.cipherSuite = m_negotiated.suite->id;
    Bytes sharedSecret;
    if (m_negotiated.share)
    {
        const TlsKeyShare share = MakeKeyShare(m_context, m_negotiated.share->group);
        if (auto alert = AgreeOnSecret(m_context, share, *m_negotiated.share, sharedSecret))
        {
            return alert;
        }
        hello.extensions.Add(TlsExtensionType::KEY_SHARE,
                             EncodeServerKeyShare({share.group, share.pair.publicKey}));
    }
    hello.extensions.Add(TlsExtensionType::SUPPORTED_VERSIONS,
                         EncodeSelectedVersion(TlsVersion::TLS_1_3));
    if (m_negotiated.psk)
    {
        hello.extensions.Add(TlsExtensionType::PRE_SHARED_KEY,
                             EncodeSelectedPsk(m_negotiated.psk->index));
    }
    hello.extensions.Sort(m_context.config->tls13.extensionOrder);
    const size_t size = m_context.Send(TlsHandshakeType::SERVER_HELLO, hello);
    m_context.FlushFlight();
    m_context.events.Add(TlsStep::SERVER_HELLO,
                         TlsDirection::SENT,
                         size,
                         m_negotiated.suite->ianaName);
    m_keys.EnterHandshake(sharedSecret);
    SendDummyChangeCipherSpec();
    m_keys.ActivateWrite(TlsSecret::SERVER_HANDSHAKE_TRAFFIC);
    m_keys.ActivateRead(m_negotiated.takesEarlyData ? TlsSecret::CLIENT_EARLY_TRAFFIC
                                                    : TlsSecret::CLIENT_HANDSHAKE_TRAFFIC);
    return SendProtectedFlight();
}

void
TlsServerHandshake13::BeginSession()
{
    UseTicketOnce();
    TlsSession& session = m_context.session;
    if (m_negotiated.psk && m_negotiated.psk->psk.session)
    {
        session = *m_negotiated.psk->psk.session;
        m_context.events.Add(TlsStep::SESSION_FOUND,
                             TlsDirection::LOCAL,
                             m_negotiated.psk->psk.identity.size(),
                             m_negotiated.suite->ianaName);
    }
    session.serverName = m_offer.serverName;
    session.alpn = m_negotiated.alpn;
    session.group = m_negotiated.share ? m_negotiated.share->group : NamedGroup::NONE;
    ApplyRecordSizes(m_context,
                     *FindVersionTraits(TlsVersion::TLS_1_3),
                     m_offer.recordSizeLimit,
                     m_offer.maxFragmentLength);
}

void
TlsServerHandshake13::UseTicketOnce()
{
    if (m_negotiated.psk && m_negotiated.psk->isSingle)
    {
        // RFC 8446, 8.1.
        const Bytes& name = m_negotiated.psk->psk.identity;
        m_context.sessionUpdates.push_back({std::string(name.begin(), name.end()), nullptr});
    }
}

void
TlsServerHandshake13::SendDummyChangeCipherSpec()
{
    // Once, to a client that wants to look like TLS 1.2 (RFC 8446, D.4).
    const bool isDue = m_state == State::EXPECT_CLIENT_HELLO;
    if (isDue && m_context.config->tls13.looksLikeTls12 && !m_offer.hello.sessionId.empty())
    {
        m_context.SendChangeCipherSpec();
    }
}

bool
TlsServerHandshake13::AsksForCertificate() const
{
    // Beside a pre-shared key there is no certificate (RFC 8446, 4.3.2).
    return m_context.config->clientAuthentication != TlsClientAuthentication::NONE &&
           !m_negotiated.psk;
}

std::optional<TlsAlert>
TlsServerHandshake13::SendProtectedFlight()
{
    SendEncryptedExtensions();
    if (AsksForCertificate())
    {
        SendCertificateRequest({});
    }
    if (!m_negotiated.psk)
    {
        SendCertificate13(m_context, m_negotiated.identity, {}, m_negotiated.staplesOcsp);
        if (auto alert =
                SendCertificateVerify13(m_context, *m_negotiated.identity, m_negotiated.scheme))
        {
            return alert;
        }
    }
    m_keys.SendFinished(TlsSecret::SERVER_HANDSHAKE_TRAFFIC);
    m_keys.EnterMaster();
    m_keys.ActivateWrite(TlsSecret::SERVER_APPLICATION_TRAFFIC);
    if (!m_negotiated.takesEarlyData && !m_retrySuite)
    {
        DropEarlyData();
    }
    m_state = m_negotiated.takesEarlyData ? State::EXPECT_END_OF_EARLY_DATA : AfterFlight();
    return std::nullopt;
}

void
TlsServerHandshake13::SendEncryptedExtensions()
{
    const TlsEncryptedExtensions message{AnswerExtensions13(m_context, m_offer, m_negotiated)};
    const size_t size = m_context.Send(TlsHandshakeType::ENCRYPTED_EXTENSIONS, message);
    m_context.events.Add(TlsStep::ENCRYPTED_EXTENSIONS,
                         TlsDirection::SENT,
                         size,
                         std::to_string(message.extensions.GetAll().size()) + " extensions");
}

void
TlsServerHandshake13::SendCertificateRequest(const Bytes& requestContext)
{
    const size_t size = m_context.Send(TlsHandshakeType::CERTIFICATE_REQUEST,
                                       MakeCertificateRequest13(m_context, requestContext));
    m_context.events.Add(TlsStep::CERTIFICATE_REQUEST, TlsDirection::SENT, size);
}

TlsServerHandshake13::State
TlsServerHandshake13::AfterFlight() const
{
    return AsksForCertificate() ? State::EXPECT_CERTIFICATE : State::EXPECT_FINISHED;
}

std::optional<TlsAlert>
TlsServerHandshake13::HandleChangeCipherSpec(const TlsHandshakeMessage& message)
{
    return CheckDummyChangeCipherSpec(message);
}

std::optional<TlsAlert>
TlsServerHandshake13::HandleEndOfEarlyData(const TlsHandshakeMessage& message)
{
    TlsEndOfEarlyData end;
    if (auto alert = ParseBody(message.Body(), end, "End Of Early Data"))
    {
        return alert;
    }
    m_context.events.Add(TlsStep::END_OF_EARLY_DATA, TlsDirection::RECEIVED, message.raw.size());
    m_keys.ActivateRead(TlsSecret::CLIENT_HANDSHAKE_TRAFFIC);
    m_state = AfterFlight();
    return std::nullopt;
}

std::optional<TlsAlert>
TlsServerHandshake13::ReadClientCertificate(const TlsHandshakeMessage& message,
                                            const Bytes& requestContext)
{
    TlsCertificate13 certificate;
    if (auto alert = ReadCertificate13(m_context, message, requestContext, {}, certificate))
    {
        return alert;
    }
    if (!certificate.entries.empty())
    {
        return VerifyPeerChain(m_context, "", X509Purpose::CLIENT_SIGNATURE);
    }
    if (m_context.config->clientAuthentication == TlsClientAuthentication::REQUIRE)
    {
        return TlsAlert{TlsAlertDescription::CERTIFICATE_REQUIRED, "the client has no certificate"};
    }
    return std::nullopt;
}

std::optional<TlsAlert>
TlsServerHandshake13::HandleCertificate(const TlsHandshakeMessage& message)
{
    if (auto alert = ReadClientCertificate(message, {}))
    {
        return alert;
    }
    m_state = m_context.session.peerChain.empty() ? State::EXPECT_FINISHED
                                                  : State::EXPECT_CERTIFICATE_VERIFY;
    return std::nullopt;
}

std::optional<TlsAlert>
TlsServerHandshake13::HandleCertificateVerify(const TlsHandshakeMessage& message)
{
    m_state = State::EXPECT_FINISHED;
    return CheckCertificateVerify13(m_context, message);
}

std::optional<TlsAlert>
TlsServerHandshake13::HandleFinished(const TlsHandshakeMessage& message)
{
    if (auto alert = m_keys.CheckFinished(message, TlsSecret::CLIENT_HANDSHAKE_TRAFFIC))
    {
        return alert;
    }
    m_keys.ActivateRead(TlsSecret::CLIENT_APPLICATION_TRAFFIC);
    m_keys.DeriveResumption();
    m_finished = std::exchange(m_context.transcript, {});
    m_state = State::CONNECTED;
    const bool isResumed = m_negotiated.psk && m_negotiated.psk->psk.session;
    m_context.isResumed = isResumed;
    std::string detail;
    if (m_negotiated.psk)
    {
        detail = isResumed ? ", resumed" : ", pre-shared key";
    }
    m_keys.NoteEstablished(detail);
    if (!m_offer13.pskModes.empty())
    {
        SendSessionTickets13(m_context, m_keys);
    }
    return std::nullopt;
}

std::optional<TlsAlert>
TlsServerHandshake13::HandleKeyUpdate(const TlsHandshakeMessage& message)
{
    return m_updater.Handle(message);
}

void
TlsServerHandshake13::RequestClientCertificate()
{
    const bool canVerify =
        m_context.config->trust || m_context.config->verification == TlsVerification::NONE;
    if (m_state != State::CONNECTED || !m_offer13.takesLateCertificateRequest || !canVerify ||
        !m_requestContext.empty())
    {
        return;
    }
    m_requestContext =
        m_context.environment.provider.Random(m_context.environment.random, REQUEST_CONTEXT);
    // The handshake as it was, then the request (RFC 8446, 4.4.1).
    m_context.transcript = m_finished.Clone();
    SendCertificateRequest(m_requestContext);
    m_context.FlushFlight();
    m_request = std::exchange(m_context.transcript, {});
}

std::optional<TlsAlert>
TlsServerHandshake13::HandleLateCertificate(const TlsHandshakeMessage& message)
{
    if (m_requestContext.empty())
    {
        return UnexpectedMessage(message);
    }
    m_context.transcript = std::exchange(m_request, {});
    m_context.transcript.Add(message.raw);
    if (auto alert = ReadClientCertificate(message, std::exchange(m_requestContext, {})))
    {
        return alert;
    }
    m_state = m_context.session.peerChain.empty() ? State::EXPECT_LATE_FINISHED
                                                  : State::EXPECT_LATE_CERTIFICATE_VERIFY;
    return std::nullopt;
}

std::optional<TlsAlert>
TlsServerHandshake13::HandleLateCertificateVerify(const TlsHandshakeMessage& message)
{
    m_state = State::EXPECT_LATE_FINISHED;
    return CheckCertificateVerify13(m_context, message);
}

std::optional<TlsAlert>
TlsServerHandshake13::HandleLateFinished(const TlsHandshakeMessage& message)
{
    if (auto alert = m_keys.CheckFinished(message, TlsSecret::CLIENT_APPLICATION_TRAFFIC))
    {
        return alert;
    }
    m_context.transcript.Clear();
    m_state = State::CONNECTED;
    return std::nullopt;
}

} // namespace tls
} // namespace ns3
