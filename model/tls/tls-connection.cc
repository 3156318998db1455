/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-connection.h"

#include "ns3/assert.h"
#include "ns3/byte-reader.h"
#include "ns3/tls-client-handshake-12.h"
#include "ns3/tls-handshake-context.h"
#include "ns3/tls-heartbeat-message.h"
#include "ns3/tls-server-handshake-12.h"

namespace ns3
{
namespace tls
{

namespace
{

/// Empty records, warnings and attempts to renegotiate in a row that are borne with: none of them
/// makes progress.
constexpr size_t MAX_IDLE = 32;

/**
 * @param context of the connection
 * @return the handshake for its role
 */
std::unique_ptr<TlsHandshake>
CreateHandshake(TlsHandshakeContext& context)
{
    if (context.role == TlsRole::CLIENT)
    {
        return std::make_unique<TlsClientHandshake12>(context);
    }
    return std::make_unique<TlsServerHandshake12>(context);
}

} // namespace

/// State of the engine, and the one place where records meet the rooms that handle them.
class TlsConnectionCore
{
  public:
    /**
     * @param role which end
     * @param config what it offers and is
     * @param environment what it needs from around it
     * @param serverName at a client, the host it wants
     * @param sessionKey at a client, the name under which it keeps sessions
     */
    TlsConnectionCore(TlsRole role,
                      std::shared_ptr<const TlsConfig> config,
                      const TlsEnvironment& environment,
                      std::string serverName,
                      std::string sessionKey)
        : m_context(role,
                    std::move(config),
                    environment,
                    std::move(serverName),
                    std::move(sessionKey)),
          m_handshake(CreateHandshake(m_context))
    {
        m_context.records.SetHighestVersion(m_context.config->maxVersion);
    }

    void ReceiveRecords(ByteView data);
    void Answer(const std::optional<TlsAlert>& refusal);
    void Renegotiate();
    void SendHeartbeat(TlsHeartbeatType type, Bytes payload);
    void Close();
    void ReceiveEndOfStream();
    void NoteProgress();
    bool IsConnected() const;
    bool IsFinished() const;
    bool CanSend() const;
    TlsOutput TakeOutput();

    TlsHandshakeContext m_context;                      //!< what the handshake works on
    std::unique_ptr<TlsHandshake> m_handshake;          //!< this end's
    bool m_isPeerClosed{false};                         //!< close_notify has come
    std::optional<TlsAlert> m_alertSent;                //!< that ended it from here
    std::optional<TlsAlertDescription> m_alertReceived; //!< that ended it from there
    std::string m_failure;                              //!< why it failed

  private:
    std::optional<TlsAlert> HandleRecord(TlsRecord& record);
    bool IsProgress(const TlsRecord& record) const;
    std::optional<TlsAlert> HandleMessages();
    std::optional<TlsAlert> HandleApplicationData(const TlsRecord& record);
    std::optional<TlsAlert> HandleHeartbeat(const TlsRecord& record);
    std::optional<TlsAlert> HandleWarning(TlsAlertDescription description);
    bool HasMore() const;
    std::optional<TlsAlert> HandleAlert(const TlsRecord& record);
    std::optional<TlsAlert> CountIdle(bool isProgress);
    void SendAlertAndFail(const TlsAlert& alert);
    void Fail(const std::string& failure);

    TlsHandshakeBuffer m_buffer; //!< handshake messages in parts
    Bytes m_toApp;               //!< application data of this call
    bool m_isConnected{false};   //!< a handshake has been completed
    bool m_isCloseSent{false};   //!< close_notify has gone
    bool m_isFailed{false};      //!< it ended otherwise
    size_t m_idle{0};            //!< records and messages in a row that made no progress
};

bool
TlsConnectionCore::HasMore() const
{
    return !IsFinished() && !m_isPeerClosed && !m_context.question;
}

void
TlsConnectionCore::ReceiveRecords(ByteView data)
{
    if (IsFinished() || m_isPeerClosed)
    {
        return;
    }
    m_context.records.Feed(data);
    while (HasMore())
    {
        std::optional<TlsRecord> record;
        std::optional<TlsAlert> alert = m_context.records.Next(record);
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
        return m_handshake->Handle(
            {TlsHandshakeType::CHANGE_CIPHER_SPEC, std::move(record.fragment)});
    case TlsContentType::ALERT:
        return HandleAlert(record);
    case TlsContentType::APPLICATION_DATA:
        return HandleApplicationData(record);
    case TlsContentType::HEARTBEAT:
        return HandleHeartbeat(record);
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
        return false;
    case TlsContentType::HEARTBEAT:
        return true;
    case TlsContentType::HANDSHAKE:
    case TlsContentType::CHANGE_CIPHER_SPEC:
        break;
    }
    return !m_handshake->IsEstablished();
}

std::optional<TlsAlert>
TlsConnectionCore::HandleApplicationData(const TlsRecord& record)
{
    if (!m_isConnected || !m_handshake->MayReceiveData() || m_buffer.HasPartial())
    {
        return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE,
                        "application data came during the handshake"};
    }
    m_context.events.Add(TlsStep::APPLICATION_DATA, TlsDirection::RECEIVED, record.fragment.size());
    Append(m_toApp, record.fragment);
    return std::nullopt;
}

std::optional<TlsAlert>
TlsConnectionCore::HandleHeartbeat(const TlsRecord& record)
{
    if (!m_context.takesHeartbeat)
    {
        return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE,
                        "a heartbeat came that was not agreed on"};
    }
    TlsHeartbeatMessage message;
    ByteReader reader(record.fragment);
    if (!m_handshake->IsEstablished() || !Parse(reader, message))
    {
        // During a handshake, or with a payload longer than the message, it is discarded (RFC 6520,
        // 3 and 4).
        return std::nullopt;
    }
    m_context.events.Add(TlsStep::HEARTBEAT,
                         TlsDirection::RECEIVED,
                         record.fragment.size(),
                         message.type == TlsHeartbeatType::REQUEST ? "request" : "response");
    if (message.type == TlsHeartbeatType::REQUEST && CanSend())
    {
        SendHeartbeat(TlsHeartbeatType::RESPONSE, std::move(message.payload));
    }
    return std::nullopt;
}

void
TlsConnectionCore::SendHeartbeat(TlsHeartbeatType type, Bytes payload)
{
    ByteWriter writer;
    Serialize(TlsHeartbeatMessage{type,
                                  std::move(payload),
                                  m_context.environment.random.Generate(TLS_HEARTBEAT_PADDING)},
              writer);
    m_context.SendRecord(TlsContentType::HEARTBEAT, writer.View());
    m_context.events.Add(TlsStep::HEARTBEAT,
                         TlsDirection::SENT,
                         writer.View().Size(),
                         type == TlsHeartbeatType::REQUEST ? "request" : "response");
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
        // Between handshakes, a message can only be an attempt to renegotiate.
        if (auto alert = CountIdle(!m_handshake->IsEstablished()))
        {
            return alert;
        }
        if (auto alert = m_handshake->Handle(*message))
        {
            return alert;
        }
        NoteProgress();
    }
    return std::nullopt;
}

void
TlsConnectionCore::NoteProgress()
{
    m_isConnected = m_isConnected || m_handshake->IsEstablished();
}

void
TlsConnectionCore::Answer(const std::optional<TlsAlert>& refusal)
{
    m_context.events.Add(TlsStep::ANSWER,
                         TlsDirection::LOCAL,
                         0,
                         refusal ? "rejected" : "accepted");
    m_context.question.reset();
    if (refusal)
    {
        SendAlertAndFail(*refusal);
        return;
    }
    m_context.events.Add(TlsStep::CERTIFICATE_VERIFIED,
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
    if (IsConnected() && CanSend() && m_context.MayRenegotiate())
    {
        m_handshake->Start();
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
    m_context.events.Add(isClose ? TlsStep::CLOSE_NOTIFY : TlsStep::ALERT,
                         TlsDirection::RECEIVED,
                         record.fragment.size(),
                         ToString(description));
    if (isClose)
    {
        // The answer to close_notify is close_notify (RFC 5246, 7.2.1).
        const bool isEarly = !IsConnected() && !m_isCloseSent;
        m_isPeerClosed = true;
        Close();
        if (isEarly)
        {
            Fail("closed by the peer during the handshake");
        }
        return std::nullopt;
    }
    if (level == TlsAlertLevel::WARNING)
    {
        return HandleWarning(description);
    }
    m_alertReceived = description;
    m_context.DropSession();
    Fail(std::string("received ") + ToString(description));
    return std::nullopt;
}

std::optional<TlsAlert>
TlsConnectionCore::HandleWarning(TlsAlertDescription description)
{
    if (description == TlsAlertDescription::NO_CERTIFICATE)
    {
        return m_handshake->HandleNoCertificate();
    }
    if (description == TlsAlertDescription::NO_RENEGOTIATION && !m_handshake->GiveUpRenegotiation())
    {
        return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE,
                        "no_renegotiation came where nobody asked for it"};
    }
    return std::nullopt;
}

void
TlsConnectionCore::SendAlertAndFail(const TlsAlert& alert)
{
    const auto description = m_context.SendAlert(TlsAlertLevel::FATAL, alert.description);
    m_alertSent = TlsAlert{description, alert.reason};
    m_context.DropSession();
    Fail(std::string(ToString(description)) + ": " + alert.reason);
}

void
TlsConnectionCore::Fail(const std::string& failure)
{
    m_isFailed = true;
    m_failure = failure;
    m_context.question.reset();
    m_context.events.Add(TlsStep::FAILED, TlsDirection::LOCAL, 0, failure);
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
        m_context.SendAlert(TlsAlertLevel::WARNING, TlsAlertDescription::CLOSE_NOTIFY);
    }
}

void
TlsConnectionCore::ReceiveEndOfStream()
{
    // Who has said close_notify need not wait for the answer (RFC 5246, 7.2.1).
    if (!m_isPeerClosed && !m_isCloseSent && !m_isFailed)
    {
        Fail("truncated");
    }
    m_isPeerClosed = true;
}

bool
TlsConnectionCore::IsFinished() const
{
    // Nothing can follow a close_notify that came before anything could be sent.
    const bool couldSend = IsConnected() || m_handshake->CanSend();
    return m_isFailed || (m_isCloseSent && (m_isPeerClosed || !couldSend));
}

bool
TlsConnectionCore::CanSend() const
{
    return m_handshake->CanSend() && !m_isFailed && !m_isCloseSent;
}

TlsOutput
TlsConnectionCore::TakeOutput()
{
    TlsOutput output;
    output.toPeer = std::exchange(m_context.toPeer, {});
    output.toApp = std::exchange(m_toApp, {});
    output.events = m_context.events.Take();
    output.keyLog = std::exchange(m_context.keyLog, {});
    output.work = m_context.environment.meter.Take();
    output.sessions = std::exchange(m_context.sessionUpdates, {});
    return output;
}

TlsConnection::TlsConnection(TlsRole role,
                             std::shared_ptr<const TlsConfig> config,
                             const TlsEnvironment& environment,
                             std::string serverName,
                             std::string sessionKey)
    : m_core(std::make_unique<TlsConnectionCore>(role,
                                                 std::move(config),
                                                 environment,
                                                 std::move(serverName),
                                                 std::move(sessionKey)))
{
}

TlsConnection::~TlsConnection() = default;

TlsOutput
TlsConnection::Start()
{
    m_core->m_handshake->Start();
    return m_core->TakeOutput();
}

TlsOutput
TlsConnection::Accept()
{
    NS_ASSERT(IsAsking());
    m_core->Answer(std::nullopt);
    return m_core->TakeOutput();
}

TlsOutput
TlsConnection::Reject(TlsAlertDescription description)
{
    NS_ASSERT(IsAsking());
    TlsAlert refusal = m_core->m_context.question->refusal;
    refusal.reason = "rejected by the user: " + refusal.reason;
    if (description != TlsAlertDescription::CLOSE_NOTIFY)
    {
        refusal.description = description;
    }
    m_core->Answer(refusal);
    return m_core->TakeOutput();
}

TlsOutput
TlsConnection::Renegotiate()
{
    m_core->Renegotiate();
    return m_core->TakeOutput();
}

TlsOutput
TlsConnection::SendHeartbeat(ByteView payload)
{
    const size_t size = TLS_HEARTBEAT_OVERHEAD + payload.Size();
    if (CanSend() && m_core->m_context.mayHeartbeat && size <= m_core->m_context.fragmentLimit)
    {
        m_core->SendHeartbeat(TlsHeartbeatType::REQUEST, payload.ToBytes());
    }
    return m_core->TakeOutput();
}

bool
TlsConnection::IsAsking() const
{
    return m_core->m_context.question.has_value();
}

bool
TlsConnection::IsResumed() const
{
    return m_core->m_context.isResumed;
}

TlsOutput
TlsConnection::Receive(ByteView data)
{
    m_core->ReceiveRecords(data);
    return m_core->TakeOutput();
}

TlsOutput
TlsConnection::Write(ByteView data)
{
    NS_ASSERT(CanSend());
    if (CanSend() && !data.IsEmpty())
    {
        m_core->m_context.SendApplicationData(data);
    }
    return m_core->TakeOutput();
}

TlsOutput
TlsConnection::Close()
{
    m_core->Close();
    return m_core->TakeOutput();
}

TlsOutput
TlsConnection::ReceiveEndOfStream()
{
    m_core->ReceiveEndOfStream();
    return m_core->TakeOutput();
}

bool
TlsConnection::CanSend() const
{
    return m_core->CanSend();
}

bool
TlsConnection::IsEstablished() const
{
    return m_core->IsConnected();
}

bool
TlsConnection::IsPeerClosed() const
{
    return m_core->m_isPeerClosed;
}

bool
TlsConnection::IsFinished() const
{
    return m_core->IsFinished();
}

const std::optional<TlsAlert>&
TlsConnection::GetAlertSent() const
{
    return m_core->m_alertSent;
}

const std::optional<TlsAlertDescription>&
TlsConnection::GetAlertReceived() const
{
    return m_core->m_alertReceived;
}

const std::string&
TlsConnection::GetFailure() const
{
    return m_core->m_failure;
}

const TlsSession&
TlsConnection::GetSession() const
{
    return m_core->m_context.session;
}

Bytes
TlsConnection::Export(std::string_view label,
                      const std::optional<ByteView>& context,
                      size_t length) const
{
    return m_core->m_handshake->IsEstablished()
               ? m_core->m_handshake->Export(label, context, length)
               : Bytes{};
}

TlsRole
TlsConnection::GetRole() const
{
    return m_core->m_context.role;
}

size_t
TlsConnection::GetWireSize(size_t plaintext) const
{
    const TlsHandshakeContext& context = m_core->m_context;
    return context.records.GetWireSize(plaintext, context.maxFragment);
}

size_t
TlsConnection::RecordLength(ByteView buffered)
{
    return TlsRecordLayer::RecordLength(buffered);
}

} // namespace tls
} // namespace ns3
