/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-session-messages.h"

#include "tls-field-text.h"

#include "ns3/spdy-frame-codec.h"

#include <algorithm>
#include <utility>

namespace ns3
{

namespace
{

/// Octets of a message that are kept: all of a handshake message that is not huge.
constexpr size_t MOST_CONTENT = 1 << 14;
/// Octets of a frame that are kept: its header and the start of what it carries.
constexpr size_t MOST_FRAME = 1 << 10;
/// Octets before the body of a handshake message (RFC 5246, 7.4).
constexpr size_t HANDSHAKE_HEADER = 4;

/// @param held starts with a frame of SPDY, if anything @return its length, 0: not complete
size_t
FrameLength(wire::ByteView held)
{
    spdy::SpdyFrameHeader header;
    if (!spdy::Parse(held, header))
    {
        return 0;
    }
    const size_t length = spdy::SPDY_FRAME_HEADER_SIZE + header.length;
    return length <= held.Size() ? length : 0;
}

/// @param held starts with a handshake message, if anything @return its length, 0: not complete
size_t
HandshakeLength(wire::ByteView held)
{
    if (held.Size() < HANDSHAKE_HEADER)
    {
        return 0;
    }
    const size_t length =
        HANDSHAKE_HEADER + (size_t{held[1]} << 16 | size_t{held[2]} << 8 | held[3]);
    return length <= held.Size() ? length : 0;
}

/// @param headers of a message of HTTP/1.1 @return fields
TlsFields
HeaderFields(const http::HttpHeaders& headers)
{
    TlsFields fields;
    for (const auto& header : headers)
    {
        fields.push_back({TlsFieldText::Printable(wire::ToBytes(header.name)),
                          TlsFieldText::Printable(wire::ToBytes(header.value))});
    }
    return fields;
}

} // namespace

TlsSessionMessages::TlsSessionMessages(const TlsTimeline& timeline)
    : m_timeline(timeline),
      m_connections(timeline.GetConnections().size())
{
    for (uint32_t number = 0; number < m_connections.size(); ++number)
    {
        for (const bool client : {false, true})
        {
            m_connections[number].sides[client ? 1 : 0].times =
                std::make_unique<TlsStreamTimes>(timeline, number, client);
        }
    }
    for (const auto& record : timeline.GetRecords())
    {
        TakeRecord(record);
    }
}

const std::vector<TlsSessionMessage>&
TlsSessionMessages::GetAll() const
{
    return m_messages;
}

void
TlsSessionMessages::Content::Add(wire::ByteView octets, uint64_t offset, uint64_t size)
{
    wire::Append(held, octets);
    parts.push_back({taken + held.size(), offset, size});
}

TlsSessionMessage
TlsSessionMessages::Content::Take(size_t size)
{
    TlsSessionMessage message;
    message.size = size;
    message.content = wire::ByteView(held).Sub(0, std::min(size, MOST_CONTENT)).ToBytes();
    const uint64_t end = taken + size;
    while (parts.size() > 1 && parts.front().end <= taken)
    {
        parts.pop_front();
    }
    if (!parts.empty())
    {
        const auto last = std::find_if(parts.begin(), parts.end(), [end](const Part& part) {
            return part.end >= end;
        });
        message.offset = parts.front().offset;
        message.wireSize = last->offset + last->size - message.offset;
    }
    held.erase(held.begin(), held.begin() + static_cast<ptrdiff_t>(size));
    taken = end;
    return message;
}

void
TlsSessionMessages::TakeRecord(const TlsTimelineRecord& entry)
{
    Connection& connection = m_connections[entry.connection];
    Side& side = connection.sides[entry.fromClient ? 1 : 0];
    const wire::ByteView stream =
        m_timeline.GetConnections()[entry.connection].streams[entry.fromClient ? 1 : 0];
    const wire::ByteView header = stream.Sub(side.offset, tls::TLS_RECORD_HEADER);
    if (header.Size() < tls::TLS_RECORD_HEADER)
    {
        // The connection ended before it left.
        return;
    }
    const uint64_t size = tls::TLS_RECORD_HEADER + (size_t{header[3]} << 8 | header[4]);
    const wire::ByteView fragment(entry.record.fragment);
    side.isEncrypted = stream.Sub(side.offset, size).Sub(tls::TLS_RECORD_HEADER) != fragment;

    TlsSessionMessage whole;
    whole.offset = side.offset;
    whole.wireSize = size;
    whole.size = fragment.Size();
    whole.content = fragment.Sub(0, MOST_CONTENT).ToBytes();
    switch (entry.record.type)
    {
    case tls::TlsContentType::HANDSHAKE:
        side.handshake.Add(fragment, side.offset, size);
        TakeHandshake(connection, entry);
        break;
    case tls::TlsContentType::APPLICATION_DATA:
        whole.name = "Application Data";
        whole.content.clear();
        whole.fields = {{"type", "application_data (23)"},
                        {"content", TlsFieldText::Octets(fragment.Size())}};
        Add(std::move(whole), side, entry, "TLS");
        side.application.Add(fragment, side.offset, size);
        TakeApplication(connection, entry);
        break;
    case tls::TlsContentType::CHANGE_CIPHER_SPEC:
        whole.name = "Change Cipher Spec";
        whole.fields = {{"type", "change_cipher_spec (1)"}};
        Add(std::move(whole), side, entry, "TLS");
        break;
    case tls::TlsContentType::ALERT:
    case tls::TlsContentType::HEARTBEAT: {
        auto decoded = entry.record.type == tls::TlsContentType::ALERT
                           ? TlsMessageFields::OfAlert(fragment)
                           : TlsMessageFields::OfHeartbeat(fragment);
        whole.name = decoded.name;
        whole.fields = std::move(decoded.fields);
        Add(std::move(whole), side, entry, "TLS");
        break;
    }
    }
    side.offset += size;
}

void
TlsSessionMessages::TakeHandshake(Connection& connection, const TlsTimelineRecord& record)
{
    Side& side = connection.sides[record.fromClient ? 1 : 0];
    while (const size_t length = HandshakeLength(side.handshake.held))
    {
        const auto octets = wire::ByteView(side.handshake.held).Sub(0, length);
        auto decoded = connection.decoder.OfHandshake(octets);
        TlsSessionMessage message = side.handshake.Take(length);
        message.name = decoded.name;
        message.fields = std::move(decoded.fields);
        Add(std::move(message), side, record, "TLS");
    }
}

void
TlsSessionMessages::TakeApplication(Connection& connection, const TlsTimelineRecord& record)
{
    Side& side = connection.sides[record.fromClient ? 1 : 0];
    const auto version = spdy::FindSpdyVersion(connection.decoder.GetProtocol());
    if (version && !side.frames)
    {
        side.frames = std::make_unique<SpdyFrameFields>(*version);
    }
    if (version)
    {
        TakeFrames(side, record);
    }
    else
    {
        TakeHttp(side, record);
    }
}

void
TlsSessionMessages::TakeFrames(Side& side, const TlsTimelineRecord& record)
{
    while (const size_t length = FrameLength(side.application.held))
    {
        auto decoded = side.frames->Of(wire::ByteView(side.application.held).Sub(0, length));
        TlsSessionMessage message = side.application.Take(length);
        message.content.resize(std::min(message.content.size(), MOST_FRAME));
        message.name = decoded.name;
        message.detail = decoded.detail;
        message.fields = std::move(decoded.fields);
        Add(std::move(message), side, record, "SPDY");
    }
}

void
TlsSessionMessages::TakeHttp(Side& side, const TlsTimelineRecord& record)
{
    if (!side.http)
    {
        side.http = std::make_unique<http::HttpParser>(
            record.fromClient ? http::HttpMessageKind::REQUEST : http::HttpMessageKind::REPLY);
    }
    for (const auto& event : side.http->Receive(record.record.fragment))
    {
        if (event.type == http::HttpEventType::HEAD && record.fromClient)
        {
            side.httpName = event.request.method + " " + event.request.target;
            side.httpHead = {{"method", event.request.method},
                             {"target", event.request.target},
                             {"version", event.request.version},
                             {"fields", "", HeaderFields(event.request.headers)}};
        }
        else if (event.type == http::HttpEventType::HEAD)
        {
            side.httpName = std::to_string(event.reply.status) + " " + event.reply.reason;
            side.httpHead = {{"version", event.reply.version},
                             {"status", std::to_string(event.reply.status)},
                             {"reason", event.reply.reason},
                             {"fields", "", HeaderFields(event.reply.headers)}};
        }
        else if (event.type == http::HttpEventType::END)
        {
            TlsSessionMessage message =
                side.application.Take(std::min<size_t>(event.bytes, side.application.held.size()));
            message.content.resize(std::min(message.content.size(), MOST_FRAME));
            message.name = side.httpName;
            message.fields = side.httpHead;
            Add(std::move(message), side, record, "HTTP");
        }
    }
}

void
TlsSessionMessages::Add(TlsSessionMessage message,
                        const Side& side,
                        const TlsTimelineRecord& record,
                        const std::string& layer)
{
    message.connection = record.connection;
    message.fromClient = record.fromClient;
    message.layer = layer;
    message.isEncrypted = side.isEncrypted;
    message.sent = side.times->GetSent(message.offset);
    message.received = side.times->GetArrived(message.offset + message.wireSize);
    if (!message.sent.IsStrictlyNegative())
    {
        m_messages.push_back(std::move(message));
    }
}

} // namespace ns3
