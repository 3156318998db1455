/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-header-block.h"

#include "ns3/byte-reader.h"

#include <algorithm>
#include <set>

namespace ns3
{
namespace spdy
{

namespace
{

bool
IsValidName(std::string_view name)
{
    return !name.empty() && std::none_of(name.begin(), name.end(), [](unsigned char c) {
        return c <= ' ' || c >= 0x7f || (c >= 'A' && c <= 'Z');
    });
}

bool
IsValidValue(std::string_view value, const SpdyVersionTraits& traits)
{
    if (value.empty())
    {
        return traits.allowsEmptyValue;
    }
    return value.front() != '\0' && value.back() != '\0' &&
           value.find(std::string_view("\0\0", 2)) == std::string_view::npos;
}

uint32_t
ReadInteger(ByteReader& reader, const SpdyVersionTraits& traits)
{
    return traits.blockIntegerSize == 2 ? reader.U16() : reader.U32();
}

void
WriteText(ByteWriter& writer, const SpdyVersionTraits& traits, const std::string& text)
{
    const auto mark = writer.Begin(traits.blockIntegerSize);
    writer.Write(ToBytes(text));
    writer.End(mark);
}

} // namespace

bool
IsValid(const SpdyHeaders& headers, const SpdyVersionTraits& traits)
{
    std::set<std::string_view> names;
    return std::all_of(headers.begin(), headers.end(), [&](const SpdyHeader& header) {
        return IsValidName(header.name) && IsValidValue(header.value, traits) &&
               names.insert(header.name).second;
    });
}

void
Serialize(const SpdyHeaders& headers, const SpdyVersionTraits& traits, ByteWriter& writer)
{
    const auto count = static_cast<uint32_t>(headers.size());
    if (traits.blockIntegerSize == 2)
    {
        writer.U16(static_cast<uint16_t>(count));
    }
    else
    {
        writer.U32(count);
    }
    for (const auto& header : headers)
    {
        WriteText(writer, traits, header.name);
        WriteText(writer, traits, header.value);
    }
}

bool
Parse(ByteView bytes, const SpdyVersionTraits& traits, SpdyHeaders& headers)
{
    ByteReader reader(bytes);
    headers.clear();
    const uint32_t count = ReadInteger(reader, traits);
    // A failed reader ends the loop: the count alone allocates nothing.
    for (uint32_t i = 0; i < count && reader.Ok(); ++i)
    {
        SpdyHeader header;
        header.name = reader.Take(ReadInteger(reader, traits)).ToString();
        header.value = reader.Take(ReadInteger(reader, traits)).ToString();
        headers.push_back(std::move(header));
    }
    return reader.AtEnd() && IsValid(headers, traits);
}

} // namespace spdy
} // namespace ns3
