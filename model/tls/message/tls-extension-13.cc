/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-extension-13.h"

namespace ns3
{
namespace tls
{

namespace
{

/// Shortest binder in octets (RFC 8446, 4.2.11).
constexpr size_t MIN_BINDER = 32;

/**
 * @param share written with group and length
 * @param writer where it goes
 */
void
WriteShare(const TlsKeyShareEntry& share, ByteWriter& writer)
{
    writer.U16(static_cast<uint16_t>(share.group));
    writer.Vector16(share.keyExchange);
}

/**
 * @param reader at a share; an empty one fails it
 * @return the share
 */
TlsKeyShareEntry
ReadShare(ByteReader& reader)
{
    const auto group = static_cast<NamedGroup>(reader.U16());
    TlsKeyShareEntry share{group, reader.Vector16().ToBytes()};
    if (share.keyExchange.empty())
    {
        reader.Fail();
    }
    return share;
}

/**
 * @param value a number
 * @return its 16 bits
 */
Bytes
EncodeNumber(uint16_t value)
{
    ByteWriter writer;
    writer.U16(value);
    return writer.Take();
}

/**
 * @param data 16 bits
 * @return the number; nothing when malformed
 */
std::optional<uint16_t>
DecodeNumber(ByteView data)
{
    ByteReader reader(data);
    const uint16_t value = reader.U16();
    return reader.AtEnd() ? std::optional<uint16_t>(value) : std::nullopt;
}

} // namespace

Bytes
EncodeSupportedVersions(const std::vector<TlsVersion>& versions)
{
    ByteWriter writer;
    const ByteWriter::Mark list = writer.Begin(1);
    for (const TlsVersion version : versions)
    {
        writer.U16(static_cast<uint16_t>(version));
    }
    writer.End(list);
    return writer.Take();
}

std::optional<std::vector<TlsVersion>>
DecodeSupportedVersions(ByteView data)
{
    ByteReader reader(data);
    ByteReader list(reader.Vector8());
    std::vector<TlsVersion> versions;
    while (list.Remaining() > 0)
    {
        versions.push_back(static_cast<TlsVersion>(list.U16()));
    }
    if (!reader.AtEnd() || !list.AtEnd() || versions.empty())
    {
        return std::nullopt;
    }
    return versions;
}

Bytes
EncodeSelectedVersion(TlsVersion version)
{
    return EncodeNumber(static_cast<uint16_t>(version));
}

std::optional<TlsVersion>
DecodeSelectedVersion(ByteView data)
{
    const auto number = DecodeNumber(data);
    return number ? std::optional<TlsVersion>(static_cast<TlsVersion>(*number)) : std::nullopt;
}

Bytes
EncodeClientKeyShares(const std::vector<TlsKeyShareEntry>& shares)
{
    ByteWriter writer;
    const ByteWriter::Mark list = writer.Begin(2);
    for (const TlsKeyShareEntry& share : shares)
    {
        WriteShare(share, writer);
    }
    writer.End(list);
    return writer.Take();
}

std::optional<std::vector<TlsKeyShareEntry>>
DecodeClientKeyShares(ByteView data)
{
    ByteReader reader(data);
    ByteReader list(reader.Vector16());
    std::vector<TlsKeyShareEntry> shares;
    while (list.Remaining() > 0)
    {
        shares.push_back(ReadShare(list));
    }
    if (!reader.AtEnd() || !list.AtEnd())
    {
        return std::nullopt;
    }
    return shares;
}

Bytes
EncodeServerKeyShare(const TlsKeyShareEntry& share)
{
    ByteWriter writer;
    WriteShare(share, writer);
    return writer.Take();
}

std::optional<TlsKeyShareEntry>
DecodeServerKeyShare(ByteView data)
{
    ByteReader reader(data);
    TlsKeyShareEntry share = ReadShare(reader);
    return reader.AtEnd() ? std::optional<TlsKeyShareEntry>(std::move(share)) : std::nullopt;
}

Bytes
EncodeSelectedGroup(NamedGroup group)
{
    return EncodeNumber(static_cast<uint16_t>(group));
}

std::optional<NamedGroup>
DecodeSelectedGroup(ByteView data)
{
    const auto number = DecodeNumber(data);
    return number ? std::optional<NamedGroup>(static_cast<NamedGroup>(*number)) : std::nullopt;
}

Bytes
EncodeOfferedPsks(const TlsOfferedPsks& psks)
{
    ByteWriter writer;
    const ByteWriter::Mark identities = writer.Begin(2);
    for (const TlsPskIdentity& psk : psks.identities)
    {
        writer.Vector16(psk.identity);
        writer.U32(psk.obfuscatedTicketAge);
    }
    writer.End(identities);
    const ByteWriter::Mark binders = writer.Begin(2);
    for (const Bytes& binder : psks.binders)
    {
        writer.Vector8(binder);
    }
    writer.End(binders);
    return writer.Take();
}

std::optional<TlsOfferedPsks>
DecodeOfferedPsks(ByteView data)
{
    ByteReader reader(data);
    ByteReader identities(reader.Vector16());
    ByteReader binders(reader.Vector16());
    TlsOfferedPsks psks;
    while (identities.Remaining() > 0)
    {
        Bytes identity = identities.Vector16().ToBytes();
        if (identity.empty())
        {
            identities.Fail();
        }
        psks.identities.push_back({std::move(identity), identities.U32()});
    }
    while (binders.Remaining() > 0)
    {
        psks.binders.push_back(binders.Vector8().ToBytes());
        if (psks.binders.back().size() < MIN_BINDER)
        {
            binders.Fail();
        }
    }
    if (!reader.AtEnd() || !identities.AtEnd() || !binders.AtEnd() || psks.identities.empty() ||
        psks.binders.empty())
    {
        return std::nullopt;
    }
    return psks;
}

size_t
GetBindersSize(const TlsOfferedPsks& psks)
{
    size_t size = 2;
    for (const Bytes& binder : psks.binders)
    {
        size += 1 + binder.size();
    }
    return size;
}

Bytes
EncodeSelectedPsk(uint16_t index)
{
    return EncodeNumber(index);
}

std::optional<uint16_t>
DecodeSelectedPsk(ByteView data)
{
    return DecodeNumber(data);
}

Bytes
EncodePskKeyExchangeModes(const std::vector<TlsPskKeyExchangeMode>& modes)
{
    ByteWriter writer;
    const ByteWriter::Mark list = writer.Begin(1);
    for (const TlsPskKeyExchangeMode mode : modes)
    {
        writer.U8(static_cast<uint8_t>(mode));
    }
    writer.End(list);
    return writer.Take();
}

std::optional<std::vector<TlsPskKeyExchangeMode>>
DecodePskKeyExchangeModes(ByteView data)
{
    ByteReader reader(data);
    const ByteView list = reader.Vector8();
    if (!reader.AtEnd() || list.IsEmpty())
    {
        return std::nullopt;
    }
    std::vector<TlsPskKeyExchangeMode> modes;
    for (const uint8_t mode : list)
    {
        modes.push_back(static_cast<TlsPskKeyExchangeMode>(mode));
    }
    return modes;
}

Bytes
EncodeCookie(ByteView cookie)
{
    ByteWriter writer;
    writer.Vector16(cookie);
    return writer.Take();
}

std::optional<Bytes>
DecodeCookie(ByteView data)
{
    ByteReader reader(data);
    Bytes cookie = reader.Vector16().ToBytes();
    if (!reader.AtEnd() || cookie.empty())
    {
        return std::nullopt;
    }
    return cookie;
}

Bytes
EncodeMaxEarlyDataSize(uint32_t octets)
{
    ByteWriter writer;
    writer.U32(octets);
    return writer.Take();
}

std::optional<uint32_t>
DecodeMaxEarlyDataSize(ByteView data)
{
    ByteReader reader(data);
    const uint32_t octets = reader.U32();
    return reader.AtEnd() ? std::optional<uint32_t>(octets) : std::nullopt;
}

Bytes
EncodeCertificateAuthorities(const std::vector<Bytes>& names)
{
    ByteWriter writer;
    const ByteWriter::Mark list = writer.Begin(2);
    for (const Bytes& name : names)
    {
        writer.Vector16(name);
    }
    writer.End(list);
    return writer.Take();
}

std::optional<std::vector<Bytes>>
DecodeCertificateAuthorities(ByteView data)
{
    ByteReader reader(data);
    ByteReader list(reader.Vector16());
    std::vector<Bytes> names;
    while (list.Remaining() > 0)
    {
        names.push_back(list.Vector16().ToBytes());
        if (names.back().empty())
        {
            list.Fail();
        }
    }
    if (!reader.AtEnd() || !list.AtEnd() || names.empty())
    {
        return std::nullopt;
    }
    return names;
}

Bytes
EncodeRecordSizeLimit(uint16_t octets)
{
    return EncodeNumber(octets);
}

std::optional<uint16_t>
DecodeRecordSizeLimit(ByteView data)
{
    return DecodeNumber(data);
}

} // namespace tls
} // namespace ns3
