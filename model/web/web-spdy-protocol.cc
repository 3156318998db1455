/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-spdy-protocol.h"

#include <algorithm>
#include <utility>

namespace ns3
{

using spdy::FindSpdyHeader;
using spdy::SpdyEvent;
using spdy::SpdyEventType;
using spdy::SpdyHeaders;
using spdy::SpdyRole;
using spdy::SpdyVersion;

namespace
{

/// Octets of content that the session is given ahead of what it may send.
constexpr size_t AHEAD = 65536;

/// The names of requests and replies, which SPDY/2 spells without the colon.
struct SpdyNames
{
    const char* method;
    const char* path;
    const char* version;
    const char* host;
    const char* scheme;
    const char* status;
};

const SpdyNames&
NamesOf(SpdyVersion version)
{
    static constexpr SpdyNames V2{"method", "url", "version", "host", "scheme", "status"};
    static constexpr SpdyNames V3{":method", ":path", ":version", ":host", ":scheme", ":status"};
    return version == SpdyVersion::SPDY_2 ? V2 : V3;
}

const char*
NameOf(SpdyVersion version)
{
    switch (version)
    {
    case SpdyVersion::SPDY_2:
        return "spdy/2";
    case SpdyVersion::SPDY_3:
        return "spdy/3";
    case SpdyVersion::SPDY_3_1:
        return "spdy/3.1";
    }
    return "spdy";
}

spdy::SpdyConfig
MakeConfig(const WebProtocolConfig& config)
{
    spdy::SpdyConfig result;
    result.streamWindow = config.streamWindow;
    result.sessionWindow = config.sessionWindow;
    return result;
}

std::vector<WebFrameRecord>
TakeFramesOf(spdy::SpdySession& session)
{
    std::vector<WebFrameRecord> frames;
    for (auto& record : session.TakeFrameRecords())
    {
        WebFrameRecord frame;
        frame.sent = record.sent;
        frame.protocol = NameOf(session.GetVersion());
        frame.name = std::move(record.name);
        frame.stream = record.streamId;
        frame.bytes = record.bytes;
        frame.detail = std::move(record.detail);
        frames.push_back(std::move(frame));
    }
    return frames;
}

std::string
ValueOf(const SpdyHeaders& headers, const char* name)
{
    const std::string* value = FindSpdyHeader(headers, name);
    return value ? *value : std::string();
}

/// "200" or "200 OK"; 0 when it is no number.
uint32_t
ParseStatus(const std::string& text)
{
    uint32_t status = 0;
    for (size_t i = 0; i < 3 && i < text.size(); ++i)
    {
        if (text[i] < '0' || text[i] > '9')
        {
            return 0;
        }
        status = 10 * status + static_cast<uint32_t>(text[i] - '0');
    }
    return status;
}

} // namespace

WebSpdyClientProtocol::WebSpdyClientProtocol(SpdyVersion version, const WebProtocolConfig& config)
    : m_session(SpdyRole::CLIENT, version, MakeConfig(config))
{
}

std::vector<WebEvent>
WebSpdyClientProtocol::Receive(wire::ByteView bytes)
{
    std::vector<WebEvent> result;
    for (auto& event : m_session.Receive(bytes))
    {
        Translate(event, result);
    }
    return result;
}

void
WebSpdyClientProtocol::Translate(SpdyEvent& event, std::vector<WebEvent>& result)
{
    const auto open = m_open.find(event.id);
    const bool isOpen = open != m_open.end();
    switch (event.type)
    {
    case SpdyEventType::REPLY:
        if (isOpen)
        {
            open->second.replied = true;
            WebEvent reply(WebEventType::REPLY, event.id);
            reply.status =
                ParseStatus(ValueOf(event.headers, NamesOf(m_session.GetVersion()).status));
            result.push_back(std::move(reply));
        }
        break;
    case SpdyEventType::DATA:
        if (isOpen && !event.data.empty())
        {
            WebEvent content(WebEventType::CONTENT, event.id);
            content.data = std::move(event.data);
            result.push_back(std::move(content));
        }
        break;
    case SpdyEventType::STREAM_RESET:
        if (isOpen)
        {
            m_open.erase(open);
            WebEvent failed(WebEventType::FAILED, event.id);
            failed.detail = std::string("RST_STREAM ") + spdy::ToString(event.streamStatus);
            result.push_back(std::move(failed));
        }
        return;
    case SpdyEventType::PING_REPLY:
        result.emplace_back(WebEventType::PONG, 0);
        return;
    case SpdyEventType::GOAWAY:
        result.emplace_back(WebEventType::GOAWAY, 0);
        return;
    case SpdyEventType::SESSION_ERROR: {
        WebEvent failed(WebEventType::FAILED, 0);
        failed.detail = event.detail;
        result.push_back(std::move(failed));
        return;
    }
    case SpdyEventType::HEADERS:
        break;
    case SpdyEventType::STREAM_OPENED:
    case SpdyEventType::STREAM_CLOSED:
    case SpdyEventType::SETTINGS:
        return;
    }
    if (event.fin && isOpen)
    {
        m_open.erase(open);
        result.emplace_back(WebEventType::DONE, event.id);
    }
}

std::vector<WebEvent>
WebSpdyClientProtocol::ReceiveEndOfStream()
{
    return {};
}

wire::Bytes
WebSpdyClientProtocol::TakeOutput(size_t maxBytes)
{
    return m_session.TakeOutput(maxBytes);
}

bool
WebSpdyClientProtocol::IsFinished() const
{
    return m_session.IsClosed();
}

std::vector<WebFrameRecord>
WebSpdyClientProtocol::TakeFrames()
{
    return TakeFramesOf(m_session);
}

uint32_t
WebSpdyClientProtocol::Request(const std::string& host, const std::string& path, size_t)
{
    const SpdyNames& names = NamesOf(m_session.GetVersion());
    const uint32_t id = m_session.OpenStream({{names.method, "GET"},
                                              {names.path, path},
                                              {names.version, "HTTP/1.1"},
                                              {names.host, host},
                                              {names.scheme, "https"}},
                                             0,
                                             true);
    if (id != 0)
    {
        m_open[id] = {};
    }
    return id;
}

bool
WebSpdyClientProtocol::Ping()
{
    return m_session.Ping() != 0;
}

bool
WebSpdyClientProtocol::GoAway()
{
    m_session.GoAway(spdy::SpdySessionStatus::OK);
    return true;
}

WebSpdyServerProtocol::WebSpdyServerProtocol(SpdyVersion version, const WebProtocolConfig& config)
    : m_session(SpdyRole::SERVER, version, MakeConfig(config))
{
}

std::vector<WebEvent>
WebSpdyServerProtocol::Receive(wire::ByteView bytes)
{
    std::vector<WebEvent> result;
    for (auto& event : m_session.Receive(bytes))
    {
        Translate(event, result);
    }
    return result;
}

void
WebSpdyServerProtocol::Translate(SpdyEvent& event, std::vector<WebEvent>& result)
{
    switch (event.type)
    {
    case SpdyEventType::STREAM_OPENED: {
        const SpdyNames& names = NamesOf(m_session.GetVersion());
        WebEvent request(WebEventType::REQUEST, event.id);
        request.host = ValueOf(event.headers, names.host);
        request.path = ValueOf(event.headers, names.path);
        result.push_back(std::move(request));
        return;
    }
    case SpdyEventType::STREAM_RESET:
    case SpdyEventType::STREAM_CLOSED:
        m_pending.erase(event.id);
        return;
    case SpdyEventType::GOAWAY:
        result.emplace_back(WebEventType::GOAWAY, 0);
        return;
    case SpdyEventType::SESSION_ERROR: {
        WebEvent failed(WebEventType::FAILED, 0);
        failed.detail = event.detail;
        result.push_back(std::move(failed));
        return;
    }
    case SpdyEventType::REPLY:
    case SpdyEventType::HEADERS:
    case SpdyEventType::DATA:
    case SpdyEventType::SETTINGS:
    case SpdyEventType::PING_REPLY:
        return;
    }
}

std::vector<WebEvent>
WebSpdyServerProtocol::ReceiveEndOfStream()
{
    return {};
}

wire::Bytes
WebSpdyServerProtocol::TakeOutput(size_t maxBytes)
{
    Feed();
    return m_session.TakeOutput(maxBytes);
}

bool
WebSpdyServerProtocol::IsFinished() const
{
    return m_session.IsClosed();
}

std::vector<WebFrameRecord>
WebSpdyServerProtocol::TakeFrames()
{
    return TakeFramesOf(m_session);
}

void
WebSpdyServerProtocol::Reply(uint32_t id, const WebReply& reply)
{
    const SpdyNames& names = NamesOf(m_session.GetVersion());
    const bool fin = reply.size == 0;
    const std::string status = std::to_string(reply.status) + (reply.status == 200 ? " OK" : "");
    const SpdyHeaders headers{{names.status, status},
                              {names.version, "HTTP/1.1"},
                              {"content-length", std::to_string(reply.size)}};
    if (m_session.Reply(id, headers, fin) && !fin)
    {
        m_pending[id] = {reply, 0};
    }
}

void
WebSpdyServerProtocol::Feed()
{
    for (auto it = m_pending.begin(); it != m_pending.end();)
    {
        const uint32_t id = it->first;
        Pending& pending = it->second;
        const size_t buffered = m_session.GetBufferedBytes(id);
        const uint64_t left = pending.reply.size - pending.given;
        const auto size =
            static_cast<size_t>(std::min<uint64_t>(left, buffered < AHEAD ? AHEAD - buffered : 0));
        const bool fin = size == left;
        bool open = true;
        if (size > 0)
        {
            open = m_session.SendData(id, pending.reply.content.Get(pending.given, size), fin);
            pending.given += size;
        }
        it = fin || !open ? m_pending.erase(it) : std::next(it);
    }
}

} // namespace ns3
