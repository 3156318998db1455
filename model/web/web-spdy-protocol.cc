/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-spdy-protocol.h"

#include "ns3/spdy-http.h"

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

/// Requests under way at most before the server's SETTINGS come: as many as it should take at least
/// (SPDY/3.1, 2.6.4).
constexpr uint32_t STREAMS_BEFORE_SETTINGS = 100;

const spdy::SpdyVersionTraits&
TraitsOf(const spdy::SpdySession& session)
{
    return spdy::GetSpdyVersionTraits(session.GetVersion());
}

spdy::SpdyConfig
MakeConfig(const WebProtocolConfig& config)
{
    spdy::SpdyConfig result;
    result.streamWindow = config.streamWindow;
    result.sessionWindow = config.sessionWindow;
    result.acceptPush = config.acceptPush;
    result.maxConcurrentStreams = config.maxStreams;
    result.streamsBeforeSettings = STREAMS_BEFORE_SETTINGS;
    return result;
}

/// True for fields that belong to a connection of HTTP/1.1 (SPDY/3.1, 3.2.1 and 3.2.2).
bool
IsOfConnection(const std::string& name)
{
    return name == "connection" || name == "host" || name == "keep-alive" ||
           name == "proxy-connection" || name == "transfer-encoding";
}

/**
 * Adds fields of HTTP/1.1 as SPDY spells them: in lower case, values of one name joined by NUL.
 * Empty values, which SPDY/2 forbids, are left out.
 */
void
AddHeaders(const http::HttpHeaders& headers, SpdyHeaders& to)
{
    for (const auto& header : headers)
    {
        std::string name = header.name;
        std::transform(name.begin(), name.end(), name.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        if (IsOfConnection(name) || header.value.empty())
        {
            continue;
        }
        const auto same = std::find_if(to.begin(), to.end(), [&name](const auto& other) {
            return other.name == name;
        });
        if (same == to.end())
        {
            to.push_back({name, header.value});
        }
        else
        {
            same->value += '\0' + header.value;
        }
    }
}

/// Names that begin every response, and those of the reply.
SpdyHeaders
MakeReplyHeaders(const spdy::SpdyNames& names, const WebReply& reply)
{
    const std::string status = std::to_string(reply.status) + (reply.status == 200 ? " OK" : "");
    SpdyHeaders headers{{names.status, status}, {names.version, "HTTP/1.1"}};
    if (!reply.isChunked)
    {
        headers.push_back({"content-length", std::to_string(reply.size)});
    }
    AddHeaders(reply.headers, headers);
    return headers;
}

/// Octets of header blocks that a session has sent and received.
WebHeaderBytes
HeaderBytesOf(const spdy::SpdySession& session)
{
    const spdy::SpdyCounters& counters = session.GetCounters();
    return {counters.headerPlainSent + counters.headerPlainReceived,
            counters.headerWireSent + counters.headerWireReceived};
}

std::vector<WebFrameRecord>
TakeFramesOf(spdy::SpdySession& session)
{
    std::vector<WebFrameRecord> frames;
    for (auto& record : session.TakeFrameRecords())
    {
        WebFrameRecord frame;
        frame.sent = record.sent;
        frame.protocol = TraitsOf(session).token;
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
    case SpdyEventType::HEADERS:
        TakeStatus(event, result);
        break;
    case SpdyEventType::STREAM_OPENED:
        TakePush(event, result);
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
            failed.isUntouched =
                !event.local && event.streamStatus == spdy::SpdyStreamStatus::REFUSED_STREAM;
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
    case SpdyEventType::STREAM_CLOSED:
    case SpdyEventType::SETTINGS:
        return;
    }
    if (event.fin && m_open.erase(event.id) > 0)
    {
        result.emplace_back(WebEventType::DONE, event.id);
    }
}

void
WebSpdyClientProtocol::TakeStatus(const SpdyEvent& event, std::vector<WebEvent>& result)
{
    const auto open = m_open.find(event.id);
    const std::string status = ValueOf(event.headers, TraitsOf(m_session).names.status);
    // Headers of a pushed stream may come before its status (SPDY/3.1, 3.3.1).
    if (open == m_open.end() || open->second.replied ||
        (status.empty() && event.type != SpdyEventType::REPLY))
    {
        return;
    }
    open->second.replied = true;
    WebEvent reply(WebEventType::REPLY, event.id);
    reply.status = ParseStatus(status);
    result.push_back(std::move(reply));
}

void
WebSpdyClientProtocol::TakePush(const SpdyEvent& event, std::vector<WebEvent>& result)
{
    const spdy::SpdyNames& names = TraitsOf(m_session).names;
    WebEvent pushed(WebEventType::PUSHED, event.id);
    pushed.host = ValueOf(event.headers, names.host);
    pushed.path = ValueOf(event.headers, names.path);
    // SPDY/2 gives the whole URL in one name; a path may have another URL in its query.
    const size_t authority = pushed.path.find("://");
    if (authority != std::string::npos && pushed.path.front() != '/')
    {
        const size_t path = std::min(pushed.path.find('/', authority + 3), pushed.path.size());
        pushed.host = pushed.path.substr(authority + 3, path - authority - 3);
        pushed.path = pushed.path.substr(path);
    }
    m_open[event.id] = {};
    result.push_back(std::move(pushed));
    TakeStatus(event, result);
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

WebHeaderBytes
WebSpdyClientProtocol::GetHeaderBytes() const
{
    return HeaderBytesOf(m_session);
}

uint32_t
WebSpdyClientProtocol::Request(const WebRequest& request)
{
    const spdy::SpdyNames& names = TraitsOf(m_session).names;
    SpdyHeaders headers{{names.method, "GET"},
                        {names.path, request.path},
                        {names.version, "HTTP/1.1"},
                        {names.host, request.host},
                        {names.scheme, request.scheme}};
    AddHeaders(request.headers, headers);
    const uint32_t id = m_session.OpenStream(headers, request.priority, true);
    if (id != 0)
    {
        m_open[id] = {};
    }
    return id;
}

bool
WebSpdyClientProtocol::IsMultiplexed() const
{
    return true;
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
        WebEvent request(WebEventType::REQUEST, event.id);
        const spdy::SpdyVersionTraits& traits = TraitsOf(m_session);
        const auto resource = spdy::FindSpdyResource(event.headers, traits);
        // A request that lacks a name keeps no path, which is answered with 400 (SPDY/3.1, 3.2.1).
        if (resource && !spdy::FindMissingRequestName(event.headers, traits))
        {
            // A whole URL counts more than the host beside it (RFC 7230, 5.4).
            const bool isUrl = ValueOf(event.headers, traits.names.path).front() != '/';
            request.host = isUrl ? resource->host : ValueOf(event.headers, traits.names.host);
            request.path = resource->path;
        }
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

WebHeaderBytes
WebSpdyServerProtocol::GetHeaderBytes() const
{
    return HeaderBytesOf(m_session);
}

void
WebSpdyServerProtocol::Reply(uint32_t id, const WebReply& reply)
{
    const bool fin = reply.size == 0;
    if (m_session.Reply(id, MakeReplyHeaders(TraitsOf(m_session).names, reply), fin) && !fin)
    {
        m_pending[id] = {reply, 0, false};
    }
}

uint32_t
WebSpdyServerProtocol::Push(uint32_t id, const WebRequest& request, const WebReply& reply)
{
    const spdy::SpdyNames& names = TraitsOf(m_session).names;
    SpdyHeaders headers = MakeReplyHeaders(names, reply);
    if (TraitsOf(m_session).pushesUrl)
    {
        headers.push_back({names.path, request.scheme + "://" + request.host + request.path});
    }
    else
    {
        headers.push_back({names.scheme, request.scheme});
        headers.push_back({names.host, request.host});
        headers.push_back({names.path, request.path});
    }
    const bool fin = reply.size == 0;
    const uint32_t pushed = m_session.PushStream(id, headers, request.priority, fin);
    if (pushed != 0 && !fin)
    {
        m_pending[pushed] = {reply, 0, true};
    }
    return pushed;
}

void
WebSpdyServerProtocol::ReleasePush(uint32_t pushed)
{
    const auto held = m_pending.find(pushed);
    if (held != m_pending.end())
    {
        held->second.isHeld = false;
    }
}

void
WebSpdyServerProtocol::TakeNoMore()
{
    m_session.GoAway(spdy::SpdySessionStatus::OK);
}

void
WebSpdyServerProtocol::Feed()
{
    for (auto it = m_pending.begin(); it != m_pending.end();)
    {
        const uint32_t id = it->first;
        Pending& pending = it->second;
        if (pending.isHeld)
        {
            ++it;
            continue;
        }
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
