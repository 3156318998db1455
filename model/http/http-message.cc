/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "http-message.h"

#include <algorithm>
#include <string_view>

namespace ns3
{
namespace http
{

namespace
{

char
Lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool
EqualsAnyCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return Lower(x) == Lower(y);
           });
}

/// A token (RFC 7230, 3.2.6).
bool
IsToken(std::string_view text)
{
    constexpr std::string_view SEPARATORS = "\"(),/:;<=>?@[\\]{}";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return c > ' ' && c < 0x7f && SEPARATORS.find(c) == std::string_view::npos;
    });
}

bool
IsVisible(std::string_view text)
{
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

/// What a field's value or a reason may consist of: no control character but the tab.
bool
IsText(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto octet = static_cast<uint8_t>(c);
        return octet == '\t' || (octet >= ' ' && octet != 0x7f);
    });
}

bool
IsVersion(std::string_view text)
{
    return text == "HTTP/1.1" || text == "HTTP/1.0";
}

std::string_view
Trim(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
    {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Cut the next line off; false when there is no end of a line.
bool
TakeLine(std::string_view& text, std::string_view& line)
{
    const auto end = text.find('\n');
    if (end == std::string_view::npos)
    {
        return false;
    }
    line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r')
    {
        line.remove_suffix(1);
    }
    text.remove_prefix(end + 1);
    return true;
}

/// The fields and the empty line; nothing may follow.
bool
ParseHeaders(std::string_view text, HttpHeaders& headers)
{
    std::string_view line;
    while (TakeLine(text, line))
    {
        if (line.empty())
        {
            return text.empty();
        }
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || !IsToken(line.substr(0, colon)))
        {
            return false;
        }
        const auto value = Trim(line.substr(colon + 1));
        if (!IsText(value))
        {
            return false;
        }
        headers.push_back({std::string(line.substr(0, colon)), std::string(value)});
    }
    return false;
}

Bytes
SerializeHead(std::string text, const HttpHeaders& headers)
{
    for (const auto& header : headers)
    {
        text += "\r\n" + header.name + ": " + header.value;
    }
    text += "\r\n\r\n";
    return ToBytes(text);
}

} // namespace

Bytes
Serialize(const HttpRequest& head)
{
    return SerializeHead(head.method + " " + head.target + " " + head.version, head.headers);
}

Bytes
Serialize(const HttpReply& head)
{
    return SerializeHead(head.version + " " + std::to_string(head.status) + " " + head.reason,
                         head.headers);
}

bool
Parse(ByteView head, HttpRequest& to)
{
    const std::string owned = head.ToString();
    std::string_view text = owned;
    std::string_view line;
    if (!TakeLine(text, line))
    {
        return false;
    }
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last)
    {
        return false;
    }
    const auto method = line.substr(0, first);
    const auto target = line.substr(first + 1, last - first - 1);
    const auto version = line.substr(last + 1);
    if (!IsToken(method) || !IsVisible(target) || !IsVersion(version))
    {
        return false;
    }
    to = {std::string(method), std::string(target), std::string(version), {}};
    return ParseHeaders(text, to.headers);
}

bool
Parse(ByteView head, HttpReply& to)
{
    const std::string owned = head.ToString();
    std::string_view text = owned;
    std::string_view line;
    // "HTTP/1.1 200 OK"; peers leave out the reason and even the space before it.
    if (!TakeLine(text, line) || line.size() < 12 || !IsVersion(line.substr(0, 8)) ||
        line[8] != ' ' || (line.size() > 12 && line[12] != ' '))
    {
        return false;
    }
    uint16_t status = 0;
    for (const char c : line.substr(9, 3))
    {
        if (c < '0' || c > '9')
        {
            return false;
        }
        status = static_cast<uint16_t>(10 * status + (c - '0'));
    }
    const auto reason = line.size() > 13 ? line.substr(13) : std::string_view{};
    if (status < 100 || status > 599 || !IsText(reason))
    {
        return false;
    }
    to = {std::string(line.substr(0, 8)), status, std::string(reason), {}};
    return ParseHeaders(text, to.headers);
}

const std::string*
FindHttpHeader(const HttpHeaders& headers, const std::string& name)
{
    const auto it = std::find_if(headers.begin(), headers.end(), [&](const HttpHeader& header) {
        return EqualsAnyCase(header.name, name);
    });
    return it == headers.end() ? nullptr : &it->value;
}

size_t
CountHttpHeaders(const HttpHeaders& headers, const std::string& name)
{
    const auto count = std::count_if(headers.begin(), headers.end(), [&](const HttpHeader& header) {
        return EqualsAnyCase(header.name, name);
    });
    return static_cast<size_t>(count);
}

bool
GetContentLength(const HttpHeaders& headers, std::optional<uint64_t>& length)
{
    // 18 digits stay within 64 bits.
    constexpr size_t MAX_DIGITS = 18;
    length.reset();
    for (const auto& header : headers)
    {
        if (!EqualsAnyCase(header.name, "Content-Length"))
        {
            continue;
        }
        if (header.value.empty() || header.value.size() > MAX_DIGITS ||
            header.value.find_first_not_of("0123456789") != std::string::npos)
        {
            return false;
        }
        const uint64_t value = std::stoull(header.value);
        if (length && *length != value)
        {
            return false;
        }
        length = value;
    }
    return true;
}

bool
EndsConnection(const std::string& version, const HttpHeaders& headers)
{
    // The values of a field that comes several times are one list (RFC 7230, 3.2.2).
    std::string options;
    for (const auto& header : headers)
    {
        if (EqualsAnyCase(header.name, "Connection"))
        {
            options += "," + header.value;
        }
    }
    std::string_view rest = options;
    bool isKept = version == "HTTP/1.1";
    while (!rest.empty())
    {
        const size_t comma = std::min(rest.find(','), rest.size());
        const std::string_view option = Trim(rest.substr(0, comma));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
        if (EqualsAnyCase(option, "close"))
        {
            return true;
        }
        isKept = isKept || EqualsAnyCase(option, "keep-alive");
    }
    return !isKept;
}

} // namespace http
} // namespace ns3
