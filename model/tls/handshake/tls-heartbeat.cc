/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-heartbeat.h"

#include "ns3/byte-reader.h"
#include "ns3/byte-writer.h"

namespace ns3
{
namespace tls
{

TlsHeartbeat::TlsHeartbeat(TlsHandshakeContext& context)
    : m_context(context)
{
}

std::optional<TlsAlert>
TlsHeartbeat::Handle(ByteView fragment, bool isEstablished, bool canSend)
{
    if (!m_context.takesHeartbeat)
    {
        return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE,
                        "a heartbeat came that was not agreed on"};
    }
    TlsHeartbeatMessage message;
    ByteReader reader(fragment);
    if (!isEstablished || !Parse(reader, message))
    {
        // During a handshake, or with a payload longer than the message, it is discarded (RFC 6520,
        // 3 and 4).
        return std::nullopt;
    }
    m_context.events.Add(TlsStep::HEARTBEAT,
                         TlsDirection::RECEIVED,
                         fragment.Size(),
                         message.type == TlsHeartbeatType::REQUEST ? "request" : "response");
    if (message.type == TlsHeartbeatType::REQUEST && canSend)
    {
        Send(TlsHeartbeatType::RESPONSE, std::move(message.payload));
    }
    return std::nullopt;
}

void
TlsHeartbeat::SendRequest(ByteView payload)
{
    if (m_context.mayHeartbeat &&
        TLS_HEARTBEAT_OVERHEAD + payload.Size() <= m_context.fragmentLimit)
    {
        Send(TlsHeartbeatType::REQUEST, payload.ToBytes());
    }
}

void
TlsHeartbeat::Send(TlsHeartbeatType type, Bytes payload)
{
    ByteWriter writer;
    Serialize(
        TlsHeartbeatMessage{type,
                            std::move(payload),
                            m_context.environment.provider.Random(m_context.environment.random,
                                                                  TLS_HEARTBEAT_PADDING)},
        writer);
    m_context.SendRecord(TlsContentType::HEARTBEAT, writer.View());
    m_context.events.Add(TlsStep::HEARTBEAT,
                         TlsDirection::SENT,
                         writer.View().Size(),
                         type == TlsHeartbeatType::REQUEST ? "request" : "response");
}

} // namespace tls
} // namespace ns3
