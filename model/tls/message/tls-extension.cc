/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-extension.h"

#include "ns3/assert.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

/// Extensions for which there is room at once: few hellos have more.
constexpr size_t USUAL_COUNT = 16;
/// RFC 6066, 3.
constexpr uint8_t NAME_TYPE_HOST_NAME = 0;
/// CertificateStatusType of OCSP (RFC 6066, 8).
constexpr uint8_t STATUS_TYPE_OCSP = 1;
/// Octets of a fragment that code 1 of max_fragment_length stands for; each next code doubles it.
constexpr size_t FIRST_FRAGMENT_LENGTH = 512;
/// Largest code of max_fragment_length (RFC 6066, 4).
constexpr uint8_t LAST_FRAGMENT_CODE = 4;

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
    values.reserve(list.Remaining() / 2);
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
    if (m_extensions.empty())
    {
        m_extensions.reserve(USUAL_COUNT);
    }
    m_extensions.push_back({type, std::move(data)});
}

void
TlsExtensionList::Replace(TlsExtensionType type, Bytes data)
{
    const auto found = std::find_if(m_extensions.begin(),
                                    m_extensions.end(),
                                    [type](const TlsExtension& e) { return e.type == type; });
    NS_ASSERT(found != m_extensions.end());
    found->data = std::move(data);
}

void
TlsExtensionList::Remove(TlsExtensionType type)
{
    m_extensions.erase(std::remove_if(m_extensions.begin(),
                                      m_extensions.end(),
                                      [type](const TlsExtension& e) { return e.type == type; }),
                       m_extensions.end());
}

void
TlsExtensionList::Sort(const std::vector<TlsExtensionType>& order)
{
    const auto place = [&order](const TlsExtension& extension) {
        return std::find(order.begin(), order.end(), extension.type) - order.begin();
    };
    std::stable_sort(m_extensions.begin(),
                     m_extensions.end(),
                     [&place](const TlsExtension& one, const TlsExtension& other) {
                         return place(one) < place(other);
                     });
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
    std::vector<TlsExtensionType> types;
    types.reserve(m_extensions.size());
    for (const TlsExtension& extension : m_extensions)
    {
        types.push_back(extension.type);
    }
    std::sort(types.begin(), types.end());
    return std::adjacent_find(types.begin(), types.end()) != types.end();
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
EncodePointFormats(const std::vector<TlsEcPointFormat>& formats)
{
    ByteWriter writer;
    const ByteWriter::Mark list = writer.Begin(1);
    for (const TlsEcPointFormat format : formats)
    {
        writer.U8(static_cast<uint8_t>(format));
    }
    writer.End(list);
    return writer.Take();
}

std::optional<std::vector<TlsEcPointFormat>>
DecodePointFormats(ByteView data)
{
    ByteReader reader(data);
    const ByteView list = reader.Vector8();
    if (!reader.AtEnd() || list.IsEmpty())
    {
        return std::nullopt;
    }
    std::vector<TlsEcPointFormat> formats;
    for (const uint8_t format : list)
    {
        formats.push_back(static_cast<TlsEcPointFormat>(format));
    }
    return formats;
}

bool
HasUncompressed(const std::vector<TlsEcPointFormat>& formats)
{
    return std::find(formats.begin(), formats.end(), TlsEcPointFormat::UNCOMPRESSED) !=
           formats.end();
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

Bytes
EncodeMaxFragmentLength(size_t octets)
{
    uint8_t code = 1;
    while (code < LAST_FRAGMENT_CODE && FIRST_FRAGMENT_LENGTH << (code - 1) < octets)
    {
        ++code;
    }
    return {code};
}

std::optional<size_t>
DecodeMaxFragmentLength(ByteView data)
{
    ByteReader reader(data);
    const uint8_t code = reader.U8();
    if (!reader.AtEnd())
    {
        return std::nullopt;
    }
    return code == 0 || code > LAST_FRAGMENT_CODE ? 0 : FIRST_FRAGMENT_LENGTH << (code - 1);
}

Bytes
EncodeStatusRequest()
{
    ByteWriter writer;
    writer.U8(STATUS_TYPE_OCSP);
    writer.Vector16({});
    writer.Vector16({});
    return writer.Take();
}

std::optional<bool>
DecodeStatusRequest(ByteView data)
{
    ByteReader reader(data);
    const uint8_t type = reader.U8();
    if (type != STATUS_TYPE_OCSP)
    {
        // What follows has a shape that only that type knows.
        return reader.Ok() ? std::optional<bool>(false) : std::nullopt;
    }
    ByteReader responders(reader.Vector16());
    while (responders.Remaining() > 0)
    {
        if (responders.Vector16().IsEmpty())
        {
            return std::nullopt;
        }
    }
    reader.Vector16();
    if (!reader.AtEnd() || !responders.AtEnd())
    {
        return std::nullopt;
    }
    return true;
}

Bytes
EncodeHeartbeatMode(TlsHeartbeatMode mode)
{
    return {static_cast<uint8_t>(mode)};
}

bool
IsKnown(TlsHeartbeatMode mode)
{
    return mode == TlsHeartbeatMode::PEER_ALLOWED_TO_SEND ||
           mode == TlsHeartbeatMode::PEER_NOT_ALLOWED_TO_SEND;
}

std::optional<TlsHeartbeatMode>
DecodeHeartbeatMode(ByteView data)
{
    ByteReader reader(data);
    const auto mode = static_cast<TlsHeartbeatMode>(reader.U8());
    return reader.AtEnd() ? std::optional<TlsHeartbeatMode>(mode) : std::nullopt;
}

Bytes
EncodeRenegotiationInfo(ByteView verifyData)
{
    ByteWriter writer;
    writer.Vector8(verifyData);
    return writer.Take();
}

std::optional<Bytes>
DecodeRenegotiationInfo(ByteView data)
{
    ByteReader reader(data);
    const ByteView verifyData = reader.Vector8();
    return reader.AtEnd() ? std::optional<Bytes>(verifyData.ToBytes()) : std::nullopt;
}

} // namespace tls
} // namespace ns3
