/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-json-text.h"

#include <array>
#include <cstdio>

namespace ns3
{

std::string
TlsJsonText::Quote(const std::string& text)
{
    std::string quoted = "\"";
    for (const char c : text)
    {
        if (c == '"' || c == '\\')
        {
            quoted += '\\';
            quoted += c;
        }
        // A "<" could begin the end of the script that the string stands in.
        else if (static_cast<unsigned char>(c) < 0x20 || c == '<')
        {
            std::array<char, 8> code{};
            std::snprintf(code.data(), code.size(), "\\u%04x", static_cast<unsigned>(c));
            quoted += code.data();
        }
        else
        {
            quoted += c;
        }
    }
    return quoted + "\"";
}

std::string
TlsJsonText::Base64(wire::ByteView bytes)
{
    constexpr const char* DIGITS =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text = "\"";
    text.reserve(bytes.Size() / 3 * 4 + 6);
    for (size_t at = 0; at < bytes.Size(); at += 3)
    {
        const wire::ByteView group = bytes.Sub(at, 3);
        uint32_t value = 0;
        for (size_t i = 0; i < 3; ++i)
        {
            value = value << 8 | (i < group.Size() ? group[i] : 0);
        }
        for (size_t i = 0; i < 4; ++i)
        {
            text += i <= group.Size() ? DIGITS[value >> (18 - 6 * i) & 0x3f] : '=';
        }
    }
    return text + "\"";
}

} // namespace ns3
