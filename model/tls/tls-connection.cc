/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-connection.h"

#include "tls-connection-core.h"

#include "ns3/assert.h"

namespace ns3
{
namespace tls
{

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

void
TlsConnection::KeepRecords()
{
    m_core->context.records.KeepWritten();
}

void
TlsConnection::OmitKeyLog()
{
    m_core->context.isKeyLogRead = false;
}

TlsOutput
TlsConnection::Start()
{
    m_core->Start();
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
    TlsAlert refusal = m_core->context.question->refusal;
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
    if (CanSend())
    {
        m_core->heartbeat.SendRequest(payload);
    }
    return m_core->TakeOutput();
}

bool
TlsConnection::IsAsking() const
{
    return m_core->context.question.has_value();
}

bool
TlsConnection::IsResumed() const
{
    return m_core->context.isResumed;
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
        m_core->handshake->PrepareData();
        m_core->context.SendApplicationData(data);
    }
    return m_core->TakeOutput();
}

TlsOutput
TlsConnection::WriteEarly(ByteView data)
{
    NS_ASSERT(data.Size() <= GetEarlyDataLimit());
    if (!data.IsEmpty() && data.Size() <= GetEarlyDataLimit())
    {
        m_core->handshake->WriteEarly(data);
    }
    return m_core->TakeOutput();
}

TlsOutput
TlsConnection::UpdateKeys(bool asksPeer)
{
    if (CanSend())
    {
        m_core->handshake->UpdateKeys(asksPeer);
    }
    return m_core->TakeOutput();
}

TlsOutput
TlsConnection::RequestClientCertificate()
{
    if (CanSend())
    {
        m_core->handshake->RequestClientCertificate();
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

size_t
TlsConnection::GetEarlyDataLimit() const
{
    return m_core->IsFinished() ? 0 : m_core->handshake->GetEarlyDataLimit();
}

bool
TlsConnection::IsEarlyDataAccepted() const
{
    return m_core->handshake->IsEarlyDataAccepted();
}

bool
TlsConnection::IsEstablished() const
{
    return m_core->IsConnected();
}

bool
TlsConnection::IsPeerClosed() const
{
    return m_core->isPeerClosed;
}

bool
TlsConnection::IsFinished() const
{
    return m_core->IsFinished();
}

const std::optional<TlsAlert>&
TlsConnection::GetAlertSent() const
{
    return m_core->alertSent;
}

const std::optional<TlsAlertDescription>&
TlsConnection::GetAlertReceived() const
{
    return m_core->alertReceived;
}

const std::string&
TlsConnection::GetFailure() const
{
    return m_core->failure;
}

const TlsSession&
TlsConnection::GetSession() const
{
    return m_core->context.session;
}

Bytes
TlsConnection::Export(std::string_view label,
                      const std::optional<ByteView>& context,
                      size_t length) const
{
    return m_core->handshake->IsEstablished() ? m_core->handshake->Export(label, context, length)
                                              : Bytes{};
}

TlsRole
TlsConnection::GetRole() const
{
    return m_core->context.role;
}

size_t
TlsConnection::GetWireSize(size_t plaintext) const
{
    const TlsHandshakeContext& context = m_core->context;
    return context.records.GetWireSize(plaintext, context.maxFragment);
}

size_t
TlsConnection::RecordLength(ByteView buffered)
{
    return TlsRecordLayer::RecordLength(buffered);
}

} // namespace tls
} // namespace ns3
