/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-heartbeat-message.h"

#include "ns3/tls-types.h"

namespace ns3
{
namespace tls
{

void
Serialize(const TlsHeartbeatMessage& message, ByteWriter& writer)
{
    writer.U8(static_cast<uint8_t>(message.type));
    writer.Vector16(message.payload);
    writer.Write(message.padding);
}

bool
Parse(ByteReader& reader, TlsHeartbeatMessage& message)
{
    if (reader.Remaining() > TLS_MAX_PLAINTEXT)
    {
        return false;
    }
    message.type = static_cast<TlsHeartbeatType>(reader.U8());
    message.payload = reader.Vector16().ToBytes();
    message.padding = reader.TakeRest().ToBytes();
    return reader.AtEnd() && message.padding.size() >= TLS_HEARTBEAT_PADDING;
}

} // namespace tls
} // namespace ns3
