/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-client-handshake-13.h"

#include "tls-authentication-13.h"
#include "tls-client-handshake-12.h"
#include "tls-parse-body.h"
#include "tls-peer-certificate.h"
#include "tls-record-sizes.h"
#include "tls-session-ticket-13.h"

#include "ns3/tls-hello-13.h"
#include "ns3/tls-messages-13.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

/// What may come when. What is not here is unexpected_message. A change_cipher_spec between the
/// client's hello and the server's Finished means nothing (RFC 8446, 5).
struct TlsClientHandshake13::Table
{
    using S = State;
    using T = TlsHandshakeType;
    using H = TlsClientHandshake13;

    // clang-format off
    static constexpr std::array<TlsHandshakeRow<H>, 19> ROWS{{
        {S::EXPECT_SERVER_HELLO,         T::SERVER_HELLO,         false, &H::HandleServerHello},
        {S::EXPECT_SERVER_HELLO,         T::HELLO_RETRY_REQUEST,  false, &H::HandleRetryRequest},
        {S::EXPECT_SECOND_SERVER_HELLO,  T::SERVER_HELLO,         false, &H::HandleServerHello},
        {S::EXPECT_ENCRYPTED_EXTENSIONS, T::ENCRYPTED_EXTENSIONS, true,  &H::HandleEncryptedExtensions},
        {S::EXPECT_CERTIFICATE_REQUEST,  T::CERTIFICATE_REQUEST,  true,  &H::HandleCertificateRequest},
        {S::EXPECT_CERTIFICATE_REQUEST,  T::CERTIFICATE,          true,  &H::HandleCertificate},
        {S::EXPECT_CERTIFICATE,          T::CERTIFICATE,          true,  &H::HandleCertificate},
        {S::EXPECT_CERTIFICATE_VERIFY,   T::CERTIFICATE_VERIFY,   false, &H::HandleCertificateVerify},
        {S::EXPECT_FINISHED,             T::FINISHED,             false, &H::HandleFinished},
        {S::EXPECT_SERVER_HELLO,         T::CHANGE_CIPHER_SPEC,   false, &H::HandleChangeCipherSpec},
        {S::EXPECT_SECOND_SERVER_HELLO,  T::CHANGE_CIPHER_SPEC,   false, &H::HandleChangeCipherSpec},
        {S::EXPECT_ENCRYPTED_EXTENSIONS, T::CHANGE_CIPHER_SPEC,   false, &H::HandleChangeCipherSpec},
        {S::EXPECT_CERTIFICATE_REQUEST,  T::CHANGE_CIPHER_SPEC,   false, &H::HandleChangeCipherSpec},
        {S::EXPECT_CERTIFICATE,          T::CHANGE_CIPHER_SPEC,   false, &H::HandleChangeCipherSpec},
        {S::EXPECT_CERTIFICATE_VERIFY,   T::CHANGE_CIPHER_SPEC,   false, &H::HandleChangeCipherSpec},
        {S::EXPECT_FINISHED,             T::CHANGE_CIPHER_SPEC,   false, &H::HandleChangeCipherSpec},
        {S::CONNECTED,                   T::NEW_SESSION_TICKET,   false, &H::HandleSessionTicket},
        {S::CONNECTED,                   T::KEY_UPDATE,           false, &H::HandleKeyUpdate},
        {S::CONNECTED,                   T::CERTIFICATE_REQUEST,  false, &H::HandleLateCertificateRequest},
    }};
    // clang-format on
};

namespace
{

/**
 * @param message of a server
 * @return whether it is a Server Hello whose random makes it a Hello Retry Request (RFC 8446,
 *         4.1.3)
 */
bool
IsRetryRequest(const TlsHandshakeMessage& message)
{
    ByteReader reader(message.Body());
    reader.U16();
    return message.type == TlsHandshakeType::SERVER_HELLO &&
           reader.Take(TLS_RANDOM) == ByteView(TLS_HELLO_RETRY_REQUEST_RANDOM);
}

} // namespace

TlsClientHandshake13::TlsClientHandshake13(TlsHandshakeContext& context)
    : m_context(context),
      m_keys(context),
      m_updater(context, m_keys)
{
}

TlsClientHandshake13::~TlsClientHandshake13() = default;

void
TlsClientHandshake13::Start()
{
    m_offer = MakeOffer13(m_context);
    m_keys.SetClientRandom(m_offer.hello.random);
    if (!m_offer.psks.empty() && m_offer.psks.front().session)
    {
        m_context.events.Add(TlsStep::SESSION_FOUND,
                             TlsDirection::LOCAL,
                             m_offer.psks.front().identity.size(),
                             "by its ticket");
    }
    SendClientHello();
    if (m_offer.hasEarlyData)
    {
        BeginEarlyData();
    }
}

void
TlsClientHandshake13::SendClientHello()
{
    const size_t size = m_context.Send(TlsHandshakeType::CLIENT_HELLO, m_offer.hello);
    m_context.FlushFlight();
    m_context.events.Add(TlsStep::CLIENT_HELLO,
                         TlsDirection::SENT,
                         size,
                         std::to_string(m_offer.hello.cipherSuites.size()) + " cipher suites, " +
                             std::to_string(m_offer.shares.size()) + " key shares, " +
                             std::to_string(m_offer.psks.size()) + " pre-shared keys");
}

void
TlsClientHandshake13::BeginEarlyData()
{
    m_earlyData = EarlyData::OFFERED;
    const TlsPsk& psk = m_offer.psks.front();
    m_earlyProtocol = psk.alpn;
    m_context.session.alpn = psk.alpn;
    m_context.records.SetVersion(TlsVersion::TLS_1_3);
    m_context.events.Add(TlsStep::EARLY_DATA, TlsDirection::LOCAL, psk.maxEarlyData, "offered");
    m_keys.EnterEarly(*psk.suite, psk.key);
    m_keys.DeriveEarly();
    SendDummyChangeCipherSpec();
    m_keys.ActivateWrite(TlsSecret::CLIENT_EARLY_TRAFFIC);
}

void
TlsClientHandshake13::SendDummyChangeCipherSpec()
{
    // RFC 8446, D.4.
    if (m_context.config->tls13.looksLikeTls12 && !m_isChangeCipherSpecSent)
    {
        m_context.SendChangeCipherSpec();
        m_isChangeCipherSpecSent = true;
    }
}

std::optional<TlsAlert>
TlsClientHandshake13::Handle(const TlsHandshakeMessage& message)
{
    if (IsRetryRequest(message))
    {
        return Dispatch(*this,
                        Table::ROWS,
                        m_state,
                        m_context.transcript,
                        {TlsHandshakeType::HELLO_RETRY_REQUEST, message.raw});
    }
    return Dispatch(*this, Table::ROWS, m_state, m_context.transcript, message);
}

bool
TlsClientHandshake13::IsEstablished() const
{
    return m_state == State::CONNECTED;
}

bool
TlsClientHandshake13::CanSend() const
{
    return m_state == State::CONNECTED;
}

std::optional<TlsAlert>
TlsClientHandshake13::AdmitData() const
{
    return std::nullopt;
}

void
TlsClientHandshake13::PrepareData()
{
    m_updater.PrepareData();
}

Bytes
TlsClientHandshake13::Export(std::string_view label,
                             const std::optional<ByteView>& context,
                             size_t length) const
{
    return m_keys.Export(label, context, length);
}

std::optional<TlsAlert>
TlsClientHandshake13::HandleNoCertificate()
{
    return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE, "a server has no certificate to lack"};
}

bool
TlsClientHandshake13::GiveUpRenegotiation()
{
    return false;
}

std::unique_ptr<TlsHandshake>
TlsClientHandshake13::TakeSuccessor()
{
    return std::move(m_successor);
}

size_t
TlsClientHandshake13::GetEarlyDataLimit() const
{
    if (m_earlyData != EarlyData::OFFERED && m_earlyData != EarlyData::ACCEPTED)
    {
        return 0;
    }
    return m_state == State::CONNECTED ? 0 : m_offer.psks.front().maxEarlyData - m_earlySize;
}

void
TlsClientHandshake13::WriteEarly(ByteView data)
{
    m_context.SendApplicationData(data, "early");
    m_earlySize += data.Size();
    if (m_earlyData == EarlyData::OFFERED)
    {
        Append(m_earlySent, data);
    }
}

bool
TlsClientHandshake13::IsEarlyDataAccepted() const
{
    return m_earlyData == EarlyData::ACCEPTED;
}

void
TlsClientHandshake13::UpdateKeys(bool asksPeer)
{
    m_updater.Send(asksPeer);
}

TlsClientHandshake13::State
TlsClientHandshake13::GetState() const
{
    return m_state;
}

bool
TlsClientHandshake13::MayCome(State state, TlsHandshakeType message)
{
    return FindRow(Table::ROWS, state, message) != nullptr;
}

std::optional<TlsAlert>
TlsClientHandshake13::ReadHello(const TlsHandshakeMessage& message,
                                TlsServerHello& hello,
                                TlsVersion& version) const
{
    if (auto alert = ParseBody(message.Body(), hello, "Server Hello"))
    {
        return alert;
    }
    if (auto alert = ReadServerVersion(hello, version))
    {
        return alert;
    }
    const bool isNew = message.type == TlsHandshakeType::HELLO_RETRY_REQUEST || m_retry;
    if (isNew && version != TlsVersion::TLS_1_3)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server asks for another hello, but does not choose TLS 1.3"};
    }
    return std::nullopt;
}

std::optional<TlsAlert>
TlsClientHandshake13::HandleServerHello(const TlsHandshakeMessage& message)
{
    TlsServerHello hello;
    TlsVersion version = TlsVersion::NONE;
    if (auto alert = ReadHello(message, hello, version))
    {
        return alert;
    }
    return version == TlsVersion::TLS_1_3 ? Choose(message, hello) : HandOver(version);
}

std::optional<TlsAlert>
TlsClientHandshake13::HandOver(TlsVersion version)
{
    if (m_offer.hasEarlyData)
    {
        // RFC 8446, D.3.
        return TlsAlert{TlsAlertDescription::PROTOCOL_VERSION,
                        std::string("the server chose ") + ToString(version) +
                            ", but early data is on its way"};
    }
    m_successor = std::make_unique<TlsClientHandshake12>(m_context,
                                                         std::move(m_offer.hello),
                                                         std::move(m_offer.familySession));
    return std::nullopt;
}

std::optional<TlsAlert>
TlsClientHandshake13::HandleRetryRequest(const TlsHandshakeMessage& message)
{
    TlsServerHello hello;
    TlsVersion version = TlsVersion::NONE;
    if (auto alert = ReadHello(message, hello, version))
    {
        return alert;
    }
    m_retry.emplace();
    if (auto alert = ReadRetryRequest(*m_context.config, m_offer, hello, *m_retry))
    {
        return alert;
    }
    m_context.events.Add(TlsStep::HELLO_RETRY_REQUEST,
                         TlsDirection::RECEIVED,
                         message.raw.size(),
                         m_retry->group == NamedGroup::NONE ? "with a cookie"
                                                            : ToString(m_retry->group));
    m_keys.Begin(*m_retry->suite);
    m_context.transcript.ReplaceWithMessageHash(m_context.environment.provider);
    m_context.transcript.Add(message.raw);
    if (m_earlyData == EarlyData::OFFERED)
    {
        m_earlyData = EarlyData::REJECTED;
        m_context.events.Add(TlsStep::EARLY_DATA, TlsDirection::LOCAL, m_earlySize, "rejected");
        m_context.records.SetWriteProtection(nullptr);
    }
    SendDummyChangeCipherSpec();
    ChangeOffer13(m_context, *m_retry, m_offer);
    SendClientHello();
    m_state = State::EXPECT_SECOND_SERVER_HELLO;
    return std::nullopt;
}

std::optional<TlsAlert>
TlsClientHandshake13::Choose(const TlsHandshakeMessage& message, const TlsServerHello& hello)
{
    if (auto alert = ReadServerChoice13(*m_context.config,
                                        m_offer,
                                        m_retry ? &*m_retry : nullptr,
                                        hello,
                                        m_choice))
    {
        return alert;
    }
    m_context.events.Add(TlsStep::SERVER_HELLO,
                         TlsDirection::RECEIVED,
                         message.raw.size(),
                         m_choice.suite->ianaName);
    TlsSession& session = m_context.session;
    if (m_choice.psk && m_choice.psk->session)
    {
        session = *m_choice.psk->session;
        session.ticket.clear();
    }
    session.serverName = m_context.serverName;
    session.group = m_choice.share ? m_choice.share->group : NamedGroup::NONE;
    if (!m_retry)
    {
        m_keys.Begin(*m_choice.suite);
    }
    m_context.transcript.Add(message.raw);

    Bytes sharedSecret;
    if (m_choice.share)
    {
        if (auto alert =
                AgreeOnSecret(m_context, *m_choice.ownShare, *m_choice.share, sharedSecret))
        {
            return alert;
        }
    }
    m_keys.EnterEarly(*m_choice.suite, m_choice.psk ? ByteView(m_choice.psk->key) : ByteView());
    m_keys.EnterHandshake(sharedSecret);
    m_keys.ActivateRead(TlsSecret::SERVER_HANDSHAKE_TRAFFIC);
    if (m_earlyData != EarlyData::OFFERED)
    {
        m_keys.ActivateWrite(TlsSecret::CLIENT_HANDSHAKE_TRAFFIC);
    }
    m_state = State::EXPECT_ENCRYPTED_EXTENSIONS;
    return std::nullopt;
}

std::optional<TlsAlert>
TlsClientHandshake13::HandleEncryptedExtensions(const TlsHandshakeMessage& message)
{
    TlsEncryptedExtensions extensions;
    if (auto alert = ParseBody(message.Body(), extensions, "Encrypted Extensions"))
    {
        return alert;
    }
    TlsServerAnswer13 answer;
    if (auto alert = ReadEncryptedExtensions(*m_context.config,
                                             m_offer,
                                             m_choice,
                                             extensions.extensions,
                                             answer))
    {
        return alert;
    }
    m_context.events.Add(TlsStep::ENCRYPTED_EXTENSIONS,
                         TlsDirection::RECEIVED,
                         message.raw.size(),
                         std::to_string(extensions.extensions.GetAll().size()) + " extensions");
    ApplyAnswer(answer);
    m_state = m_choice.psk ? State::EXPECT_FINISHED : State::EXPECT_CERTIFICATE_REQUEST;
    return std::nullopt;
}

void
TlsClientHandshake13::ApplyAnswer(const TlsServerAnswer13& answer)
{
    m_context.session.alpn = answer.alpn;
    ApplyRecordSizes(m_context,
                     *FindVersionTraits(TlsVersion::TLS_1_3),
                     answer.recordSizeLimit,
                     answer.maxFragmentLength);
    if (m_earlyData == EarlyData::OFFERED)
    {
        m_earlyData = answer.takesEarlyData ? EarlyData::ACCEPTED : EarlyData::REJECTED;
        m_context.events.Add(TlsStep::EARLY_DATA,
                             TlsDirection::LOCAL,
                             m_earlySize,
                             answer.takesEarlyData ? "accepted" : "rejected");
        if (!answer.takesEarlyData)
        {
            m_keys.ActivateWrite(TlsSecret::CLIENT_HANDSHAKE_TRAFFIC);
        }
        else
        {
            m_earlySent.clear();
        }
    }
}

std::optional<TlsAlert>
TlsClientHandshake13::HandleCertificateRequest(const TlsHandshakeMessage& message)
{
    TlsCertificateRequest13 request;
    if (auto alert = ParseBody(message.Body(), request, "Certificate Request"))
    {
        return alert;
    }
    if (!request.requestContext.empty())
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "a Certificate Request of the handshake has a context"};
    }
    m_context.events.Add(TlsStep::CERTIFICATE_REQUEST, TlsDirection::RECEIVED, message.raw.size());
    if (auto alert = ReadCertificateRequest13(m_context, request, m_proof))
    {
        return alert;
    }
    m_isAskedForCertificate = true;
    m_state = State::EXPECT_CERTIFICATE;
    return std::nullopt;
}

std::optional<TlsAlert>
TlsClientHandshake13::HandleCertificate(const TlsHandshakeMessage& message)
{
    TlsCertificate13 certificate;
    if (auto alert =
            ReadCertificate13(m_context, message, {}, m_offer.hello.extensions, certificate))
    {
        return alert;
    }
    if (certificate.entries.empty())
    {
        // RFC 8446, 4.4.2.4.
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the server sent no certificate"};
    }
    m_state = State::EXPECT_CERTIFICATE_VERIFY;
    if (auto alert =
            VerifyPeerChain(m_context, m_context.serverName, X509Purpose::SERVER_SIGNATURE))
    {
        return alert;
    }
    return CheckStapledStatus(m_context, certificate);
}

std::optional<TlsAlert>
TlsClientHandshake13::HandleCertificateVerify(const TlsHandshakeMessage& message)
{
    m_state = State::EXPECT_FINISHED;
    return CheckCertificateVerify13(m_context, message);
}

std::optional<TlsAlert>
TlsClientHandshake13::HandleFinished(const TlsHandshakeMessage& message)
{
    if (auto alert = m_keys.CheckFinished(message, TlsSecret::SERVER_HANDSHAKE_TRAFFIC))
    {
        return alert;
    }
    m_keys.EnterMaster();
    m_keys.ActivateRead(TlsSecret::SERVER_APPLICATION_TRAFFIC);
    if (auto alert = SendLastFlight())
    {
        return alert;
    }
    NoteEstablished();
    m_state = State::CONNECTED;
    SendRejectedData();
    return std::nullopt;
}

std::optional<TlsAlert>
TlsClientHandshake13::SendLastFlight()
{
    if (m_earlyData == EarlyData::ACCEPTED)
    {
        const size_t size =
            m_context.Send(TlsHandshakeType::END_OF_EARLY_DATA, TlsEndOfEarlyData{});
        m_context.events.Add(TlsStep::END_OF_EARLY_DATA, TlsDirection::SENT, size);
        m_keys.ActivateWrite(TlsSecret::CLIENT_HANDSHAKE_TRAFFIC);
    }
    SendDummyChangeCipherSpec();
    if (m_isAskedForCertificate)
    {
        if (auto alert = SendProof({}, TlsSecret::CLIENT_HANDSHAKE_TRAFFIC))
        {
            return alert;
        }
    }
    else
    {
        m_keys.SendFinished(TlsSecret::CLIENT_HANDSHAKE_TRAFFIC);
    }
    m_keys.ActivateWrite(TlsSecret::CLIENT_APPLICATION_TRAFFIC);
    m_keys.DeriveResumption();
    return std::nullopt;
}

std::optional<TlsAlert>
TlsClientHandshake13::SendProof(const Bytes& requestContext, TlsSecret finishedKey)
{
    SendCertificate13(m_context, m_proof.identity, requestContext, false);
    if (m_proof.identity)
    {
        if (auto alert = SendCertificateVerify13(m_context, *m_proof.identity, m_proof.scheme))
        {
            return alert;
        }
    }
    m_keys.SendFinished(finishedKey);
    return std::nullopt;
}

void
TlsClientHandshake13::NoteEstablished()
{
    m_finished = std::exchange(m_context.transcript, {});
    const bool isResumed = m_choice.psk && m_choice.psk->session;
    m_context.isResumed = isResumed;
    std::string detail;
    if (m_choice.psk)
    {
        detail = isResumed ? ", resumed" : ", pre-shared key";
    }
    m_keys.NoteEstablished(detail);
}

void
TlsClientHandshake13::SendRejectedData()
{
    if (m_earlyData != EarlyData::REJECTED || m_earlySent.empty())
    {
        return;
    }
    const Bytes data = std::exchange(m_earlySent, {});
    // Meant for another protocol, it would make no sense (RFC 8446, 4.2.10).
    const bool isSame = m_context.session.alpn == m_earlyProtocol;
    m_context.events.Add(TlsStep::EARLY_DATA,
                         TlsDirection::LOCAL,
                         data.size(),
                         isSame ? "sent once more" : "dropped: another protocol was agreed on");
    if (isSame)
    {
        m_context.SendApplicationData(data);
    }
}

std::optional<TlsAlert>
TlsClientHandshake13::HandleChangeCipherSpec(const TlsHandshakeMessage& message)
{
    return CheckDummyChangeCipherSpec(message);
}

std::optional<TlsAlert>
TlsClientHandshake13::HandleSessionTicket(const TlsHandshakeMessage& message)
{
    return ReadSessionTicket13(m_context, m_keys, message);
}

std::optional<TlsAlert>
TlsClientHandshake13::HandleKeyUpdate(const TlsHandshakeMessage& message)
{
    return m_updater.Handle(message);
}

std::optional<TlsAlert>
TlsClientHandshake13::HandleLateCertificateRequest(const TlsHandshakeMessage& message)
{
    if (!m_context.config->tls13.takesLateCertificateRequest)
    {
        return UnexpectedMessage(message);
    }
    TlsCertificateRequest13 request;
    if (auto alert = ParseBody(message.Body(), request, "Certificate Request"))
    {
        return alert;
    }
    m_context.events.Add(TlsStep::CERTIFICATE_REQUEST, TlsDirection::RECEIVED, message.raw.size());
    if (auto alert = ReadCertificateRequest13(m_context, request, m_proof))
    {
        return alert;
    }
    // The handshake as it was, then the request (RFC 8446, 4.4.1).
    m_context.transcript = m_finished.Clone();
    m_context.transcript.Add(message.raw);
    const auto alert = SendProof(request.requestContext, TlsSecret::CLIENT_APPLICATION_TRAFFIC);
    m_context.transcript.Clear();
    return alert;
}

} // namespace tls
} // namespace ns3
