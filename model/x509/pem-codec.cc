/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "pem-codec.h"

#include <optional>

namespace ns3
{
namespace tls
{

namespace
{

constexpr std::string_view ALPHABET =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view BEGIN = "-----BEGIN ";
constexpr std::string_view END = "-----END ";
constexpr std::string_view DASHES = "-----";
constexpr size_t LINE_LENGTH = 64;

/**
 * @param text base64 with white space
 * @return the octets; nothing when it is malformed
 */
std::optional<Bytes>
DecodeBase64(std::string_view text)
{
    Bytes octets;
    uint32_t bits = 0;
    size_t digits = 0;
    size_t padding = 0;
    for (const char c : text)
    {
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
        {
            continue;
        }
        if (c == '=')
        {
            ++padding;
            continue;
        }
        const size_t value = ALPHABET.find(c);
        if (value == std::string_view::npos || padding > 0)
        {
            return std::nullopt;
        }
        bits = bits << 6 | static_cast<uint32_t>(value);
        ++digits;
        if (digits % 4 != 1)
        {
            // Every digit but the first of four completes an octet.
            const size_t spare = 2 * (3 - (digits - 1) % 4);
            octets.push_back(static_cast<uint8_t>(bits >> spare));
        }
    }
    const bool isWhole = (digits + padding) % 4 == 0 && padding <= 2;
    const uint32_t spareBits = padding == 2 ? 0x0f : padding == 1 ? 0x03 : 0;
    if (!isWhole || (bits & spareBits) != 0)
    {
        return std::nullopt;
    }
    return octets;
}

/**
 * @param octets what is encoded
 * @return base64 on one line
 */
std::string
EncodeBase64(ByteView octets)
{
    std::string text;
    for (size_t i = 0; i < octets.Size(); i += 3)
    {
        const ByteView group = octets.Sub(i, 3);
        uint32_t bits = 0;
        for (size_t k = 0; k < 3; ++k)
        {
            bits = bits << 8 | (k < group.Size() ? group[k] : 0U);
        }
        for (size_t k = 0; k < 4; ++k)
        {
            text += k <= group.Size() ? ALPHABET[bits >> (18 - 6 * k) & 0x3f] : '=';
        }
    }
    return text;
}

} // namespace

std::vector<PemBlock>
ParsePem(std::string_view text)
{
    std::vector<PemBlock> blocks;
    size_t position = 0;
    while ((position = text.find(BEGIN, position)) != std::string_view::npos)
    {
        const size_t labelStart = position + BEGIN.size();
        const size_t labelEnd = text.find(DASHES, labelStart);
        if (labelEnd == std::string_view::npos)
        {
            break;
        }
        const std::string label(text.substr(labelStart, labelEnd - labelStart));
        const std::string endLine = std::string(END) + label + std::string(DASHES);
        const size_t bodyStart = labelEnd + DASHES.size();
        const size_t bodyEnd = text.find(END, bodyStart);
        if (bodyEnd == std::string_view::npos)
        {
            break;
        }
        std::optional<Bytes> der = DecodeBase64(text.substr(bodyStart, bodyEnd - bodyStart));
        if (der && text.substr(bodyEnd, endLine.size()) == endLine)
        {
            blocks.push_back({label, std::move(*der)});
        }
        position = bodyEnd;
    }
    return blocks;
}

std::string
ToPem(std::string_view label, ByteView der)
{
    const std::string name(label);
    std::string text = "-----BEGIN " + name + "-----\n";
    const std::string digits = EncodeBase64(der);
    for (size_t i = 0; i < digits.size(); i += LINE_LENGTH)
    {
        text += digits.substr(i, LINE_LENGTH) + "\n";
    }
    return text + "-----END " + name + "-----\n";
}

} // namespace tls
} // namespace ns3
