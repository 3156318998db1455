/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-record-layer.h"

#include "ns3/byte-reader.h"

#include <algorithm>
#include <limits>

namespace ns3
{
namespace tls
{

namespace
{

/// Octets that compression adds to a plaintext at most (RFC 5246, 6.2.2).
constexpr size_t MAX_COMPRESSION_OVERHEAD = 1024;
/// The family's major version.
constexpr uint8_t MAJOR_VERSION = 3;

/**
 * @param type a content type off the wire
 * @return true when it is one of the protocol's
 */
bool
IsContentType(uint8_t type)
{
    return type >= static_cast<uint8_t>(TlsContentType::CHANGE_CIPHER_SPEC) &&
           type <= static_cast<uint8_t>(TlsContentType::HEARTBEAT);
}

} // namespace

void
TlsRecordLayer::Feed(ByteView data)
{
    m_buffer.erase(m_buffer.begin(), m_buffer.begin() + static_cast<ptrdiff_t>(m_consumed));
    m_consumed = 0;
    Append(m_buffer, data);
}

std::optional<TlsAlert>
TlsRecordLayer::Next(std::optional<TlsRecord>& record)
{
    record.reset();
    ByteReader reader(ByteView(m_buffer).Sub(m_consumed));
    const uint8_t type = reader.U8();
    if (reader.Ok() && !IsContentType(type))
    {
        return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE,
                        "a record has the unknown content type " + std::to_string(type)};
    }
    const uint16_t version = reader.U16();
    const bool isVersionRight =
        m_version ? version == static_cast<uint16_t>(*m_version) : version >> 8 == MAJOR_VERSION;
    if (reader.Ok() && !isVersionRight)
    {
        return TlsAlert{TlsAlertDescription::PROTOCOL_VERSION,
                        "a record has the version " + std::to_string(version)};
    }
    const uint16_t length = reader.U16();
    if (reader.Ok() && length > GetMaxReadSize())
    {
        return TlsAlert{TlsAlertDescription::RECORD_OVERFLOW,
                        "a record is " + std::to_string(length) + " octets long"};
    }
    const ByteView fragment = reader.Take(length);
    if (!reader.Ok())
    {
        return std::nullopt;
    }
    m_consumed += TLS_RECORD_HEADER + length;

    const TlsRecordHeader header{static_cast<TlsContentType>(type), version};
    Bytes plaintext;
    if (auto alert = Open(header, fragment, plaintext))
    {
        return alert;
    }
    record = TlsRecord{header.type, std::move(plaintext)};
    return std::nullopt;
}

std::optional<TlsAlert>
TlsRecordLayer::Open(TlsRecordHeader header, ByteView fragment, Bytes& plaintext)
{
    if (!m_read.protection)
    {
        plaintext = fragment.ToBytes();
        return std::nullopt;
    }
    if (!m_read.HasNumber())
    {
        return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE,
                        "a record comes after the last sequence number"};
    }
    std::optional<Bytes> content =
        m_read.protection->Unprotect(m_read.sequence++, header, fragment);
    if (!content)
    {
        return TlsAlert{TlsAlertDescription::BAD_RECORD_MAC, "a record is not authentic"};
    }
    if (m_read.compression)
    {
        if (content->size() > TLS_MAX_PLAINTEXT + MAX_COMPRESSION_OVERHEAD)
        {
            return TlsAlert{TlsAlertDescription::RECORD_OVERFLOW,
                            "a record holds " + std::to_string(content->size()) +
                                " compressed octets"};
        }
        content = m_read.compression->Decompress(*content);
        if (!content)
        {
            return TlsAlert{TlsAlertDescription::DECOMPRESSION_FAILURE,
                            "a record does not inflate to 2^14 octets or fewer"};
        }
    }
    if (content->size() > m_readLimit)
    {
        return TlsAlert{TlsAlertDescription::RECORD_OVERFLOW,
                        "a record holds " + std::to_string(content->size()) + " octets"};
    }
    plaintext = std::move(*content);
    return std::nullopt;
}

size_t
TlsRecordLayer::GetMaxReadSize() const
{
    if (!m_read.protection)
    {
        return m_readLimit;
    }
    return m_readLimit + (m_read.compression ? MAX_COMPRESSION_OVERHEAD : 0) +
           m_read.protection->GetMaxOverhead();
}

bool
TlsRecordLayer::Write(TlsContentType type, ByteView data, size_t maxFragment, Bytes& out)
{
    out.reserve(out.size() + std::max(TLS_RECORD_HEADER, GetWireSize(data.Size(), maxFragment)));
    size_t next = Splits(type, data.Size()) ? 1 : maxFragment;
    do
    {
        if (m_write.protection && !m_write.HasNumber())
        {
            return false;
        }
        const ByteView plaintext = data.Sub(0, next);
        WriteRecord(type, plaintext, out);
        data = data.Sub(plaintext.Size());
        next = maxFragment;
    } while (!data.IsEmpty());
    return true;
}

void
TlsRecordLayer::WriteRecord(TlsContentType type, ByteView plaintext, Bytes& out)
{
    const auto version = static_cast<uint16_t>(m_version.value_or(m_firstVersion));
    Bytes compressed;
    Bytes protectedFragment;
    ByteView fragment = plaintext;
    if (m_write.compression)
    {
        compressed = m_write.compression->Compress(fragment);
        fragment = compressed;
    }
    if (m_write.protection)
    {
        protectedFragment =
            m_write.protection->Protect(m_write.sequence++, {type, version}, fragment);
        fragment = protectedFragment;
    }
    out.push_back(static_cast<uint8_t>(type));
    out.push_back(static_cast<uint8_t>(version >> 8));
    out.push_back(static_cast<uint8_t>(version));
    out.push_back(static_cast<uint8_t>(fragment.Size() >> 8));
    out.push_back(static_cast<uint8_t>(fragment.Size()));
    Append(out, fragment);
}

bool
TlsRecordLayer::Splits(TlsContentType type, size_t size) const
{
    return m_splits && type == TlsContentType::APPLICATION_DATA && size > 1 && m_write.protection &&
           m_write.protection->HasPredictableIv();
}

void
TlsRecordLayer::SetHighestVersion(TlsVersion highest)
{
    m_firstVersion = std::min(highest, TlsVersion::TLS_1_0);
}

void
TlsRecordLayer::SetVersion(TlsVersion version)
{
    m_version = version;
}

void
TlsRecordLayer::SetReadProtection(std::unique_ptr<TlsRecordProtection> protection,
                                  uint64_t sequence)
{
    m_read = Begin(std::move(protection), sequence);
}

void
TlsRecordLayer::SetWriteProtection(std::unique_ptr<TlsRecordProtection> protection,
                                   uint64_t sequence)
{
    m_write = Begin(std::move(protection), sequence);
}

TlsRecordLayer::Direction
TlsRecordLayer::Begin(std::unique_ptr<TlsRecordProtection> protection, uint64_t sequence) const
{
    return {std::move(protection),
            m_deflates ? std::make_unique<TlsRecordCompression>() : nullptr,
            sequence};
}

void
TlsRecordLayer::SetCompression(bool deflates)
{
    m_deflates = deflates;
}

void
TlsRecordLayer::SetSplitting(bool splits)
{
    m_splits = splits;
}

void
TlsRecordLayer::SetReadLimit(size_t limit)
{
    m_readLimit = limit;
}

size_t
TlsRecordLayer::GetWireSize(size_t plaintext, size_t maxFragment) const
{
    size_t size = 0;
    if (Splits(TlsContentType::APPLICATION_DATA, plaintext))
    {
        size = GetRecordSize(1);
        --plaintext;
    }
    const size_t rest = plaintext % maxFragment;
    size += plaintext / maxFragment * GetRecordSize(maxFragment);
    return size + (rest > 0 ? GetRecordSize(rest) : 0);
}

size_t
TlsRecordLayer::GetRecordSize(size_t plaintext) const
{
    const size_t content =
        m_write.compression ? TlsRecordCompression::GetMaxSize(plaintext) : plaintext;
    return TLS_RECORD_HEADER +
           (m_write.protection ? m_write.protection->GetProtectedSize(content) : content);
}

bool
TlsRecordLayer::Direction::HasNumber() const
{
    // The last number of all is not used, so that the count cannot begin again.
    return sequence < std::numeric_limits<uint64_t>::max();
}

size_t
TlsRecordLayer::RecordLength(ByteView buffered)
{
    return buffered.Size() < TLS_RECORD_HEADER
               ? TLS_RECORD_HEADER
               : TLS_RECORD_HEADER + (size_t{buffered[3]} << 8 | buffered[4]);
}

} // namespace tls
} // namespace ns3
