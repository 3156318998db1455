/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-extension.h"

#include <set>

namespace ns3
{
namespace tls
{

namespace
{

/// RFC 8422, 5.1.2.
constexpr uint8_t POINT_FORMAT_UNCOMPRESSED = 0;
/// RFC 6066, 3.
constexpr uint8_t NAME_TYPE_HOST_NAME = 0;

/**
 * @param values code points
 * @return them as a vector of 16-bit numbers
 */
template <typename T>
Bytes
EncodeNumbers(const std::vector<T>& values)
{
    ByteWriter writer;
    const ByteWriter::Mark list = writer.Begin(2);
    for (const T value : values)
    {
        writer.U16(static_cast<uint16_t>(value));
    }
    writer.End(list);
    return writer.Take();
}

/**
 * @param data a vector of 16-bit numbers
 * @return them as code points; nothing when malformed or empty
 */
template <typename T>
std::optional<std::vector<T>>
DecodeNumbers(ByteView data)
{
    ByteReader reader(data);
    ByteReader list(reader.Vector16());
    std::vector<T> values;
    while (list.Remaining() > 0)
    {
        values.push_back(static_cast<T>(list.U16()));
    }
    if (!reader.AtEnd() || !list.AtEnd() || values.empty())
    {
        return std::nullopt;
    }
    return values;
}

/**
 * @param protocols names
 * @param writer where they go, each after its length in 8 bits
 */
void
WriteNames(const std::vector<std::string>& protocols, ByteWriter& writer)
{
    for (const std::string& name : protocols)
    {
        writer.Vector8(ToBytes(name));
    }
}

/**
 * @param reader names, each after its length in 8 bits, up to the end
 * @return the names; nothing when malformed or one is empty
 */
std::optional<std::vector<std::string>>
ReadNames(ByteReader& reader)
{
    std::vector<std::string> names;
    while (reader.Remaining() > 0)
    {
        const ByteView name = reader.Vector8();
        if (name.IsEmpty())
        {
            return std::nullopt;
        }
        names.push_back(name.ToString());
    }
    if (!reader.AtEnd())
    {
        return std::nullopt;
    }
    return names;
}

} // namespace

void
TlsExtensionList::Add(TlsExtensionType type, Bytes data)
{
    m_extensions.push_back({type, std::move(data)});
}

const Bytes*
TlsExtensionList::Find(TlsExtensionType type) const
{
    for (const TlsExtension& extension : m_extensions)
    {
        if (extension.type == type)
        {
            return &extension.data;
        }
    }
    return nullptr;
}

const std::vector<TlsExtension>&
TlsExtensionList::GetAll() const
{
    return m_extensions;
}

bool
TlsExtensionList::HasDuplicate() const
{
    std::set<TlsExtensionType> seen;
    for (const TlsExtension& extension : m_extensions)
    {
        if (!seen.insert(extension.type).second)
        {
            return true;
        }
    }
    return false;
}

void
Serialize(const TlsExtensionList& extensions, ByteWriter& writer)
{
    if (extensions.GetAll().empty())
    {
        return;
    }
    const ByteWriter::Mark list = writer.Begin(2);
    for (const TlsExtension& extension : extensions.GetAll())
    {
        writer.U16(static_cast<uint16_t>(extension.type));
        writer.Vector16(extension.data);
    }
    writer.End(list);
}

bool
Parse(ByteReader& reader, TlsExtensionList& extensions)
{
    if (reader.Remaining() == 0)
    {
        return reader.Ok();
    }
    ByteReader list(reader.Vector16());
    while (list.Remaining() > 0)
    {
        const auto type = static_cast<TlsExtensionType>(list.U16());
        extensions.Add(type, list.Vector16().ToBytes());
    }
    return reader.AtEnd() && list.AtEnd();
}

Bytes
EncodeServerName(const std::string& name)
{
    ByteWriter writer;
    const ByteWriter::Mark list = writer.Begin(2);
    writer.U8(NAME_TYPE_HOST_NAME);
    writer.Vector16(ToBytes(name));
    writer.End(list);
    return writer.Take();
}

std::optional<std::string>
DecodeServerName(ByteView data)
{
    ByteReader reader(data);
    ByteReader list(reader.Vector16());
    const uint8_t type = list.U8();
    const ByteView name = list.Vector16();
    if (!reader.AtEnd() || !list.AtEnd() || type != NAME_TYPE_HOST_NAME || name.IsEmpty())
    {
        return std::nullopt;
    }
    return name.ToString();
}

Bytes
EncodeGroups(const std::vector<NamedGroup>& groups)
{
    return EncodeNumbers(groups);
}

std::optional<std::vector<NamedGroup>>
DecodeGroups(ByteView data)
{
    return DecodeNumbers<NamedGroup>(data);
}

Bytes
EncodePointFormats()
{
    ByteWriter writer;
    writer.Vector8(Bytes{POINT_FORMAT_UNCOMPRESSED});
    return writer.Take();
}

std::optional<bool>
DecodePointFormats(ByteView data)
{
    ByteReader reader(data);
    const ByteView formats = reader.Vector8();
    if (!reader.AtEnd() || formats.IsEmpty())
    {
        return std::nullopt;
    }
    return std::find(formats.begin(), formats.end(), POINT_FORMAT_UNCOMPRESSED) != formats.end();
}

Bytes
EncodeSignatureSchemes(const std::vector<SignatureScheme>& schemes)
{
    return EncodeNumbers(schemes);
}

std::optional<std::vector<SignatureScheme>>
DecodeSignatureSchemes(ByteView data)
{
    return DecodeNumbers<SignatureScheme>(data);
}

Bytes
EncodeAlpn(const std::vector<std::string>& protocols)
{
    ByteWriter writer;
    const ByteWriter::Mark list = writer.Begin(2);
    WriteNames(protocols, writer);
    writer.End(list);
    return writer.Take();
}

std::optional<std::vector<std::string>>
DecodeAlpn(ByteView data)
{
    ByteReader reader(data);
    ByteReader list(reader.Vector16());
    if (!reader.AtEnd() || list.Remaining() == 0)
    {
        return std::nullopt;
    }
    return ReadNames(list);
}

Bytes
EncodeNpn(const std::vector<std::string>& protocols)
{
    ByteWriter writer;
    WriteNames(protocols, writer);
    return writer.Take();
}

std::optional<std::vector<std::string>>
DecodeNpn(ByteView data)
{
    ByteReader reader(data);
    return ReadNames(reader);
}

} // namespace tls
} // namespace ns3
