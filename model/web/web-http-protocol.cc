/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-http-protocol.h"

#include <algorithm>
#include <sstream>
#include <utility>

namespace ns3
{

using http::HttpEvent;
using http::HttpEventType;
using http::HttpReply;
using http::HttpRequest;

namespace
{

constexpr const char* HTTP_NAME = "http/1.1";

/// Octets of content in a chunk, but for the last one.
constexpr uint64_t CHUNK_SIZE = 4096;

WebFrameRecord
MakeFrame(bool sent, const char* name, uint64_t bytes, const std::string& detail)
{
    WebFrameRecord frame;
    frame.sent = sent;
    frame.protocol = HTTP_NAME;
    frame.name = name;
    frame.bytes = bytes;
    frame.detail = detail;
    return frame;
}

WebEvent
MakeFailure(const std::string& detail)
{
    WebEvent event(WebEventType::FAILED);
    event.detail = detail;
    return event;
}

wire::Bytes
MakeHead(const WebReply& reply, uint64_t size, bool isLast = false)
{
    HttpReply head;
    head.status = static_cast<uint16_t>(reply.status);
    head.reason = reply.status == 200 ? "OK" : "Error";
    for (const auto& header : reply.headers)
    {
        if (!isLast || header.name != "Connection")
        {
            head.headers.push_back(header);
        }
    }
    if (isLast)
    {
        head.headers.push_back({"Connection", "close"});
    }
    if (reply.isChunked)
    {
        head.headers.push_back({"Transfer-Encoding", "chunked"});
    }
    else
    {
        head.headers.push_back({"Content-Length", std::to_string(size)});
    }
    return http::Serialize(head);
}

/// Cut up to that many octets off the front.
wire::Bytes
TakeFront(wire::Bytes& from, size_t size)
{
    const auto end = from.begin() + static_cast<std::ptrdiff_t>(std::min(size, from.size()));
    wire::Bytes front(from.begin(), end);
    from.erase(from.begin(), end);
    return front;
}

} // namespace

uint64_t
GetHttpContentSize(const WebReply& reply, uint64_t bytes)
{
    const uint64_t head = MakeHead(reply, bytes).size();
    const uint64_t guess = bytes > head ? bytes - head : 0;
    // Content-Length may be a digit shorter than that of the whole; the octet gained goes to the
    // content, unless that would bring the digit back.
    const uint64_t gained = guess + head - MakeHead(reply, guess).size();
    return bytes > head && MakeHead(reply, gained).size() + gained <= bytes ? gained : guess;
}

std::vector<WebEvent>
WebHttpClientProtocol::Receive(wire::ByteView bytes)
{
    return Translate(m_parser.Receive(bytes));
}

std::vector<WebEvent>
WebHttpClientProtocol::ReceiveEndOfStream()
{
    return Translate(m_parser.ReceiveEndOfStream());
}

std::vector<WebEvent>
WebHttpClientProtocol::Translate(std::vector<HttpEvent> events)
{
    std::vector<WebEvent> result;
    for (auto& event : events)
    {
        if (m_failed)
        {
            break;
        }
        if (!m_waiting)
        {
            m_failed = true;
            result.push_back(MakeFailure("a reply came that was not asked for"));
            break;
        }
        WebEvent translated(WebEventType::REPLY, m_last);
        switch (event.type)
        {
        case HttpEventType::HEAD:
            translated.status = event.reply.status;
            // Of an interim reply nothing is said: the reply itself comes later (RFC 7231, 6.2).
            m_interim = event.reply.status < 200;
            m_heads += event.bytes;
            break;
        case HttpEventType::BODY:
            translated.type = WebEventType::CONTENT;
            translated.data = std::move(event.data);
            break;
        case HttpEventType::END:
            translated.type = WebEventType::DONE;
            m_waiting = m_interim;
            m_frames.push_back(MakeFrame(false, "reply", event.bytes, ""));
            break;
        }
        if (m_interim)
        {
            continue;
        }
        result.push_back(std::move(translated));
        if (event.type == HttpEventType::HEAD &&
            http::EndsConnection(event.reply.version, event.reply.headers))
        {
            m_isLast = true;
            result.emplace_back(WebEventType::GOAWAY, 0);
        }
    }
    if (!m_failed && !m_parser.GetFailure().empty())
    {
        m_failed = true;
        result.push_back(MakeFailure(m_parser.GetFailure()));
    }
    return result;
}

wire::Bytes
WebHttpClientProtocol::TakeOutput(size_t maxBytes)
{
    return TakeFront(m_output, maxBytes);
}

bool
WebHttpClientProtocol::IsFinished() const
{
    return m_failed || (m_output.empty() && !m_waiting);
}

std::vector<WebFrameRecord>
WebHttpClientProtocol::TakeFrames()
{
    return std::exchange(m_frames, {});
}

WebHeaderBytes
WebHttpClientProtocol::GetHeaderBytes() const
{
    return {m_heads, m_heads};
}

uint32_t
WebHttpClientProtocol::Request(const WebRequest& request)
{
    if (m_waiting || m_failed || m_isLast)
    {
        return 0;
    }
    HttpRequest head;
    head.target = request.path;
    head.headers.push_back({"Host", request.host});
    head.headers.insert(head.headers.end(), request.headers.begin(), request.headers.end());
    const size_t bare = http::Serialize(head).size();
    const size_t pad = http::Serialize({"", "", "", {{"X-Pad", ""}}}).size() -
                       http::Serialize({"", "", "", {}}).size();
    if (request.bytes >= bare + pad)
    {
        head.headers.push_back({"X-Pad", std::string(request.bytes - bare - pad, '.')});
    }
    const wire::Bytes bytes = http::Serialize(head);
    wire::Append(m_output, bytes);
    m_heads += bytes.size();
    m_frames.push_back(MakeFrame(true, "request", bytes.size(), "GET " + request.path));
    m_waiting = true;
    return ++m_last;
}

bool
WebHttpClientProtocol::IsMultiplexed() const
{
    return false;
}

bool
WebHttpClientProtocol::Ping()
{
    return false;
}

bool
WebHttpClientProtocol::GoAway()
{
    return false;
}

std::vector<WebEvent>
WebHttpServerProtocol::Receive(wire::ByteView bytes)
{
    std::vector<WebEvent> result;
    if (m_isLast)
    {
        return result;
    }
    for (auto& event : m_parser.Receive(bytes))
    {
        if (event.type == HttpEventType::HEAD)
        {
            // Without Host, or with two, a request is answered with 400 (RFC 7230, 5.4).
            const http::HttpHeaders& headers = event.request.headers;
            const bool hasHost = http::CountHttpHeaders(headers, "Host") == 1;
            m_method = event.request.method;
            m_host = hasHost ? *http::FindHttpHeader(headers, "Host") : "";
            m_target = event.request.target;
            m_heads += event.bytes;
        }
        if (event.type == HttpEventType::END)
        {
            m_frames.push_back(MakeFrame(false, "request", event.bytes, m_method + " " + m_target));
            WebEvent request(WebEventType::REQUEST, ++m_last);
            request.host = m_host;
            request.path = m_target;
            result.push_back(std::move(request));
        }
    }
    if (!m_failed && !m_parser.GetFailure().empty())
    {
        m_failed = true;
        result.push_back(MakeFailure(m_parser.GetFailure()));
    }
    return result;
}

std::vector<WebEvent>
WebHttpServerProtocol::ReceiveEndOfStream()
{
    return {};
}

void
WebHttpServerProtocol::FrameChunk(Pending& pending)
{
    // Between head and first chunk there is no line end of a chunk's data (RFC 7230, 4.1).
    std::string text = pending.bound == 0 ? "" : "\r\n";
    const uint64_t size = std::min(CHUNK_SIZE, pending.reply.size - pending.sent);
    std::ostringstream digits;
    digits << std::hex << size;
    text += digits.str() + (size > 0 ? "\r\n" : "\r\n\r\n");
    pending.text = wire::ToBytes(text);
    pending.bound += size;
    pending.isFramed = size == 0;
    pending.frame.bytes += text.size();
}

wire::Bytes
WebHttpServerProtocol::TakeOutput(size_t maxBytes)
{
    wire::Bytes output;
    for (auto next = m_output.find(m_next); next != m_output.end() && output.size() < maxBytes;)
    {
        Pending& pending = next->second;
        wire::Append(output, TakeFront(pending.text, maxBytes - output.size()));
        const auto size = static_cast<size_t>(
            std::min<uint64_t>(maxBytes - output.size(), pending.bound - pending.sent));
        wire::Append(output, pending.reply.content.Get(pending.sent, size));
        pending.sent += size;
        if (pending.sent < pending.bound || !pending.text.empty())
        {
            continue;
        }
        if (!pending.isFramed)
        {
            FrameChunk(pending);
            continue;
        }
        m_frames.push_back(std::move(pending.frame));
        m_output.erase(next);
        next = m_output.find(++m_next);
    }
    return output;
}

bool
WebHttpServerProtocol::IsFinished() const
{
    return m_failed || (m_isLast && m_next > m_last);
}

std::vector<WebFrameRecord>
WebHttpServerProtocol::TakeFrames()
{
    return std::exchange(m_frames, {});
}

WebHeaderBytes
WebHttpServerProtocol::GetHeaderBytes() const
{
    return {m_heads, m_heads};
}

void
WebHttpServerProtocol::Reply(uint32_t id, const WebReply& reply)
{
    if (id < m_next || id > m_last || m_output.count(id) > 0 || m_failed)
    {
        return;
    }
    const wire::Bytes head = MakeHead(reply, reply.size, m_isLast && id == m_last);
    const uint64_t bound = reply.isChunked ? 0 : reply.size;
    m_heads += head.size();
    const auto frame =
        MakeFrame(true, "reply", head.size() + reply.size, std::to_string(reply.status));
    m_output[id] = {head, reply, 0, bound, !reply.isChunked, frame};
}

uint32_t
WebHttpServerProtocol::Push(uint32_t, const WebRequest&, const WebReply&)
{
    return 0;
}

void
WebHttpServerProtocol::ReleasePush(uint32_t)
{
}

void
WebHttpServerProtocol::TakeNoMore()
{
    m_isLast = true;
}

} // namespace ns3
