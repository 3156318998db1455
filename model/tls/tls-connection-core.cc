/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-connection-core.h"

#include "tls-version-traits.h"

#include "ns3/tls-client-handshake-12.h"
#include "ns3/tls-client-handshake-13.h"
#include "ns3/tls-server-handshake-12.h"
#include "ns3/tls-server-handshake-13.h"

namespace ns3
{
namespace tls
{

namespace
{

/// Empty records, warnings, attempts to renegotiate, key updates and tickets in a row that are
/// borne with: none of them makes progress.
constexpr size_t MAX_IDLE = 32;

/**
 * The handshake of the highest version that this end has: the one of TLS 1.3 hands over to the
 * other when an earlier version is decided.
 * @param context of the connection
 * @return the handshake for its role
 */
std::unique_ptr<TlsHandshake>
CreateHandshake(TlsHandshakeContext& context)
{
    const bool has13 = context.config->maxVersion >= TlsVersion::TLS_1_3;
    if (context.role == TlsRole::CLIENT)
    {
        return has13 ? std::unique_ptr<TlsHandshake>(new TlsClientHandshake13(context))
                     : std::make_unique<TlsClientHandshake12>(context);
    }
    return has13 ? std::unique_ptr<TlsHandshake>(new TlsServerHandshake13(context))
                 : std::make_unique<TlsServerHandshake12>(context);
}

} // namespace

TlsConnectionCore::TlsConnectionCore(TlsRole role,
                                     std::shared_ptr<const TlsConfig> config,
                                     const TlsEnvironment& environment,
                                     std::string serverName,
                                     std::string sessionKey)
    : context(role, std::move(config), environment, std::move(serverName), std::move(sessionKey)),
      handshake(CreateHandshake(context)),
      heartbeat(context)
{
    context.records.SetHighestVersion(context.config->maxVersion);
}

TlsConnectionCore::~TlsConnectionCore() = default;

void
TlsConnectionCore::Start()
{
    handshake->Start();
}

bool
TlsConnectionCore::HasMore() const
{
    return !IsFinished() && !isPeerClosed && !context.question;
}

void
TlsConnectionCore::ReceiveRecords(ByteView data)
{
    if (IsFinished() || isPeerClosed)
    {
        return;
    }
    context.records.Feed(data);
    while (HasMore())
    {
        std::optional<TlsRecord> record;
        std::optional<TlsAlert> alert = context.records.Next(record);
        if (const size_t dropped = context.records.TakeDropped(); dropped > 0)
        {
            context.events.Add(TlsStep::EARLY_DATA, TlsDirection::LOCAL, dropped, "dropped");
        }
        if (!alert && record)
        {
            alert = HandleRecord(*record);
        }
        if (alert)
        {
            SendAlertAndFail(*alert);
        }
        if (!record)
        {
            return;
        }
    }
}

std::optional<TlsAlert>
TlsConnectionCore::HandleRecord(TlsRecord& record)
{
    const bool isApplicationData = record.type == TlsContentType::APPLICATION_DATA;
    if (record.fragment.empty() && !isApplicationData)
    {
        return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE, "a record is empty"};
    }
    if (const auto alert = CountIdle(IsProgress(record)))
    {
        return alert;
    }
    switch (record.type)
    {
    case TlsContentType::HANDSHAKE:
        m_buffer.Feed(record.fragment);
        return HandleMessages();
    case TlsContentType::CHANGE_CIPHER_SPEC:
        if (m_buffer.HasPartial())
        {
            return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE,
                            "Change Cipher Spec stands inside a handshake message"};
        }
        return handshake->Handle(
            {TlsHandshakeType::CHANGE_CIPHER_SPEC, std::move(record.fragment)});
    case TlsContentType::ALERT:
        return HandleAlert(record);
    case TlsContentType::APPLICATION_DATA:
        return HandleApplicationData(record);
    case TlsContentType::HEARTBEAT:
        return heartbeat.Handle(record.fragment, handshake->IsEstablished(), CanSend());
    }
    return std::nullopt;
}

bool
TlsConnectionCore::IsProgress(const TlsRecord& record) const
{
    switch (record.type)
    {
    case TlsContentType::APPLICATION_DATA:
        return !record.fragment.empty();
    case TlsContentType::ALERT:
    case TlsContentType::CHANGE_CIPHER_SPEC:
        return false;
    case TlsContentType::HEARTBEAT:
        return true;
    case TlsContentType::HANDSHAKE:
        break;
    }
    return !handshake->IsEstablished();
}

std::optional<TlsAlert>
TlsConnectionCore::HandleApplicationData(const TlsRecord& record)
{
    if (m_buffer.HasPartial())
    {
        return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE,
                        "application data stands inside a handshake message"};
    }
    if (const auto alert = m_isConnected ? handshake->AdmitData()
                                         : handshake->AdmitEarlyData(record.fragment.size()))
    {
        return alert;
    }
    context.events.Add(TlsStep::APPLICATION_DATA,
                       TlsDirection::RECEIVED,
                       record.fragment.size(),
                       m_isConnected ? "" : "early");
    Append(m_toApp, record.fragment);
    return std::nullopt;
}

std::optional<TlsAlert>
TlsConnectionCore::HandleMessages()
{
    while (HasMore())
    {
        std::optional<TlsHandshakeMessage> message;
        if (auto alert = m_buffer.Next(message))
        {
            return alert;
        }
        if (!message)
        {
            return std::nullopt;
        }
        // Between handshakes, a message can only be an attempt to renegotiate, a ticket or an
        // update of keys.
        if (auto alert = CountIdle(!handshake->IsEstablished()))
        {
            return alert;
        }
        if (auto alert = HandleMessage(*message))
        {
            return alert;
        }
        m_isConnected = m_isConnected || handshake->IsEstablished();
    }
    return std::nullopt;
}

std::optional<TlsAlert>
TlsConnectionCore::HandleMessage(const TlsHandshakeMessage& message)
{
    auto alert = handshake->Handle(message);
    if (auto successor = handshake->TakeSuccessor())
    {
        handshake = std::move(successor);
        alert = handshake->Handle(message);
    }
    if (std::exchange(context.hasNewReadKeys, false) && !alert && m_buffer.HasPartial())
    {
        // RFC 8446, 5.1.
        return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE,
                        "a handshake message stands across a change of keys"};
    }
    return alert;
}

void
TlsConnectionCore::Answer(const std::optional<TlsAlert>& refusal)
{
    context.events.Add(TlsStep::ANSWER, TlsDirection::LOCAL, 0, refusal ? "rejected" : "accepted");
    context.question.reset();
    if (refusal)
    {
        SendAlertAndFail(*refusal);
        return;
    }
    context.events.Add(TlsStep::CERTIFICATE_VERIFIED,
                       TlsDirection::LOCAL,
                       0,
                       "accepted by the user");
    if (const auto alert = HandleMessages())
    {
        SendAlertAndFail(*alert);
        return;
    }
    ReceiveRecords({});
}

void
TlsConnectionCore::Renegotiate()
{
    if (IsConnected() && CanSend() && context.MayRenegotiate())
    {
        handshake->Start();
    }
}

std::optional<TlsAlert>
TlsConnectionCore::CountIdle(bool isProgress)
{
    m_idle = isProgress ? 0 : m_idle + 1;
    if (m_idle > MAX_IDLE)
    {
        return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE,
                        "too many records or messages without progress"};
    }
    return std::nullopt;
}

std::optional<TlsAlert>
TlsConnectionCore::HandleAlert(const TlsRecord& record)
{
    if (record.fragment.size() != 2)
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "an alert is malformed"};
    }
    const auto level = static_cast<TlsAlertLevel>(record.fragment[0]);
    const auto description = static_cast<TlsAlertDescription>(record.fragment[1]);
    const bool isClose = description == TlsAlertDescription::CLOSE_NOTIFY;
    context.events.Add(isClose ? TlsStep::CLOSE_NOTIFY : TlsStep::ALERT,
                       TlsDirection::RECEIVED,
                       record.fragment.size(),
                       ToString(description));
    if (isClose)
    {
        HandleCloseNotify();
        return std::nullopt;
    }
    const TlsVersionTraits* traits = FindVersionTraits(context.session.version);
    const bool hasWarnings = !traits || traits->hasWarnings;
    if (hasWarnings ? level == TlsAlertLevel::WARNING
                    : description == TlsAlertDescription::USER_CANCELED)
    {
        return HandleWarning(description);
    }
    alertReceived = description;
    context.DropSession();
    Fail(std::string("received ") + ToString(description));
    return std::nullopt;
}

void
TlsConnectionCore::HandleCloseNotify()
{
    // The answer to close_notify is close_notify (RFC 5246, 7.2.1).
    const bool isEarly = !IsConnected() && !m_isCloseSent;
    isPeerClosed = true;
    Close();
    if (isEarly)
    {
        Fail("closed by the peer during the handshake");
    }
}

std::optional<TlsAlert>
TlsConnectionCore::HandleWarning(TlsAlertDescription description)
{
    if (description == TlsAlertDescription::NO_CERTIFICATE)
    {
        return handshake->HandleNoCertificate();
    }
    if (description == TlsAlertDescription::NO_RENEGOTIATION && !handshake->GiveUpRenegotiation())
    {
        return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE,
                        "no_renegotiation came where nobody asked for it"};
    }
    return std::nullopt;
}

void
TlsConnectionCore::SendAlertAndFail(const TlsAlert& alert)
{
    const auto description = context.SendAlert(TlsAlertLevel::FATAL, alert.description);
    alertSent = TlsAlert{description, alert.reason};
    context.DropSession();
    Fail(std::string(ToString(description)) + ": " + alert.reason);
}

void
TlsConnectionCore::Fail(const std::string& reason)
{
    m_isFailed = true;
    failure = reason;
    context.question.reset();
    context.events.Add(TlsStep::FAILED, TlsDirection::LOCAL, 0, reason);
}

bool
TlsConnectionCore::IsConnected() const
{
    return m_isConnected;
}

void
TlsConnectionCore::Close()
{
    if (!m_isCloseSent && !m_isFailed)
    {
        m_isCloseSent = true;
        context.SendAlert(TlsAlertLevel::WARNING, TlsAlertDescription::CLOSE_NOTIFY);
    }
}

void
TlsConnectionCore::ReceiveEndOfStream()
{
    // Who has said close_notify need not wait for the answer (RFC 5246, 7.2.1).
    if (!isPeerClosed && !m_isCloseSent && !m_isFailed)
    {
        Fail("truncated");
    }
    isPeerClosed = true;
}

bool
TlsConnectionCore::IsFinished() const
{
    // Nothing can follow a close_notify that came before anything could be sent.
    const bool couldSend = IsConnected() || handshake->CanSend();
    return m_isFailed || (m_isCloseSent && (isPeerClosed || !couldSend));
}

bool
TlsConnectionCore::CanSend() const
{
    return handshake->CanSend() && !m_isFailed && !m_isCloseSent;
}

TlsOutput
TlsConnectionCore::TakeOutput()
{
    TlsOutput output;
    output.toPeer = std::exchange(context.toPeer, {});
    output.toApp = std::exchange(m_toApp, {});
    output.events = context.events.Take();
    output.keyLog = std::exchange(context.keyLog, {});
    output.records = context.records.TakeWritten();
    output.work = context.environment.meter.Take();
    output.sessions = std::exchange(context.sessionUpdates, {});
    return output;
}

} // namespace tls
} // namespace ns3
