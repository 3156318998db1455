/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "http-parser.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace http
{

namespace
{

/// Longest head accepted, in octets.
constexpr size_t MAX_HEAD = 65536;

/// Longest line between chunks, in octets.
constexpr size_t MAX_LINE = 1024;

/// True when the only coding is chunked (RFC 7230, 4); codings are not told apart by case.
bool
IsChunked(std::string coding)
{
    std::transform(coding.begin(), coding.end(), coding.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return coding == "chunked";
}

/**
 * Size of a chunk (RFC 7230, 4.1), before its extensions.
 * @param line of the size
 * @param size what was read
 * @return false when it is no number, or one too large for any body
 */
bool
ParseChunkSize(const std::string& line, uint64_t& size)
{
    constexpr size_t MAX_DIGITS = 15;
    const size_t digits = line.find_first_not_of("0123456789abcdefABCDEF");
    const size_t end = digits == std::string::npos ? line.size() : digits;
    const size_t rest = line.find_first_not_of(" \t", end);
    if (end == 0 || end > MAX_DIGITS || (rest != std::string::npos && line[rest] != ';'))
    {
        return false;
    }
    size = std::stoull(line.substr(0, end), nullptr, 16);
    return true;
}

/// Replies that never have a body (RFC 7230, 3.3.3).
bool
HasNoBody(uint16_t status)
{
    return status < 200 || status == 204 || status == 304;
}

/// True when the octets end with an empty line.
bool
EndsWithEmptyLine(const Bytes& head)
{
    const size_t size = head.size();
    if (size < 2 || head[size - 1] != '\n')
    {
        return false;
    }
    return head[size - 2] == '\n' ||
           (size >= 3 && head[size - 2] == '\r' && head[size - 3] == '\n');
}

} // namespace

HttpParser::HttpParser(HttpMessageKind kind)
    : m_kind(kind)
{
}

std::vector<HttpEvent>
HttpParser::Receive(ByteView bytes)
{
    std::vector<HttpEvent> events;
    while (!bytes.IsEmpty() && m_state != State::FAILED)
    {
        if (m_state == State::HEAD)
        {
            if (!TakeHead(bytes, events))
            {
                break;
            }
            continue;
        }
        if (m_state == State::BODY || m_state == State::BODY_TO_END || m_state == State::CHUNK)
        {
            TakeBody(bytes, events);
            continue;
        }
        TakeChunkFrame(bytes, events);
    }
    return events;
}

std::vector<HttpEvent>
HttpParser::ReceiveEndOfStream()
{
    std::vector<HttpEvent> events;
    if (m_state == State::BODY_TO_END)
    {
        End(events);
    }
    else if (!IsIdle())
    {
        Fail("the stream ended within a message");
    }
    return events;
}

bool
HttpParser::IsIdle() const
{
    return m_state == State::HEAD && m_head.empty();
}

const std::string&
HttpParser::GetFailure() const
{
    return m_failure;
}

bool
HttpParser::TakeHead(ByteView& rest, std::vector<HttpEvent>& events)
{
    size_t taken = 0;
    bool complete = false;
    while (taken < rest.Size() && !complete)
    {
        const uint8_t octet = rest[taken++];
        // Empty lines before a message are skipped (RFC 7230, 3.5).
        if (m_head.empty() && (octet == '\r' || octet == '\n'))
        {
            continue;
        }
        m_head.push_back(octet);
        complete = EndsWithEmptyLine(m_head);
        if (m_head.size() > MAX_HEAD)
        {
            Fail("a head is too long");
            return false;
        }
    }
    rest = rest.Sub(taken);
    if (!complete)
    {
        return false;
    }
    HttpEvent event{HttpEventType::HEAD, {}, {}, {}, m_head.size()};
    const bool parsed = m_kind == HttpMessageKind::REQUEST ? Parse(m_head, event.request)
                                                           : Parse(m_head, event.reply);
    if (!parsed)
    {
        Fail("a head is malformed");
        return false;
    }
    m_bytes = m_head.size();
    m_head.clear();
    if (!BeginBody(event))
    {
        return false;
    }
    events.push_back(std::move(event));
    if (m_state == State::BODY && m_left == 0)
    {
        End(events);
    }
    return true;
}

bool
HttpParser::BeginBody(HttpEvent& head)
{
    const bool isReply = m_kind == HttpMessageKind::REPLY;
    const HttpHeaders& headers = isReply ? head.reply.headers : head.request.headers;
    std::optional<uint64_t> length;
    if (!GetContentLength(headers, length))
    {
        Fail("Content-Length is malformed");
        return false;
    }
    const std::string* coding = FindHttpHeader(headers, "Transfer-Encoding");
    if (coding && (CountHttpHeaders(headers, "Transfer-Encoding") > 1 || !IsChunked(*coding)))
    {
        Fail("a transfer coding is not supported");
        return false;
    }
    if (coding && length)
    {
        // Two lengths are a way to smuggle a message past somebody (RFC 7230, 3.3.3).
        Fail("a message has chunks and Content-Length");
        return false;
    }
    m_left = length.value_or(0);
    m_state = State::BODY;
    if (isReply && HasNoBody(head.reply.status))
    {
        m_left = 0;
    }
    else if (coding)
    {
        m_state = State::CHUNK_SIZE;
    }
    else if (isReply && !length)
    {
        m_state = State::BODY_TO_END;
    }
    return true;
}

bool
HttpParser::TakeLine(ByteView& rest)
{
    size_t taken = 0;
    bool complete = false;
    while (taken < rest.Size() && !complete)
    {
        const auto octet = static_cast<char>(rest[taken++]);
        complete = octet == '\n';
        if (!complete)
        {
            m_line.push_back(octet);
        }
    }
    rest = rest.Sub(taken);
    m_bytes += taken;
    if (m_line.size() > MAX_LINE)
    {
        Fail("a line between chunks is too long");
        return false;
    }
    if (complete && !m_line.empty() && m_line.back() == '\r')
    {
        m_line.pop_back();
    }
    return complete;
}

void
HttpParser::TakeChunkFrame(ByteView& rest, std::vector<HttpEvent>& events)
{
    if (!TakeLine(rest))
    {
        return;
    }
    const std::string line = std::exchange(m_line, {});
    if (m_state == State::CHUNK_END)
    {
        m_state = State::CHUNK_SIZE;
        if (!line.empty())
        {
            Fail("a chunk is longer than its size");
        }
    }
    else if (m_state == State::CHUNK_SIZE)
    {
        m_trailer = 0;
        const bool valid = ParseChunkSize(line, m_left);
        m_state = m_left > 0 ? State::CHUNK : State::TRAILER;
        if (!valid)
        {
            Fail("a chunk's size is malformed");
        }
    }
    else if (line.empty())
    {
        End(events);
    }
    else if ((m_trailer += line.size()) > MAX_HEAD)
    {
        Fail("a trailer is too long");
    }
}

void
HttpParser::TakeBody(ByteView& rest, std::vector<HttpEvent>& events)
{
    size_t size = rest.Size();
    if (m_state != State::BODY_TO_END)
    {
        size = static_cast<size_t>(std::min<uint64_t>(size, m_left));
        m_left -= size;
    }
    m_bytes += size;
    events.push_back({HttpEventType::BODY, {}, {}, rest.Sub(0, size).ToBytes(), 0});
    rest = rest.Sub(size);
    if (m_state == State::BODY && m_left == 0)
    {
        End(events);
    }
    else if (m_state == State::CHUNK && m_left == 0)
    {
        m_state = State::CHUNK_END;
    }
}

void
HttpParser::End(std::vector<HttpEvent>& events)
{
    events.push_back({HttpEventType::END, {}, {}, {}, m_bytes});
    m_state = State::HEAD;
    m_bytes = 0;
}

void
HttpParser::Fail(const std::string& reason)
{
    m_state = State::FAILED;
    m_failure = reason;
}

} // namespace http
} // namespace ns3
