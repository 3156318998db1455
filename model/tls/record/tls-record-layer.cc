/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-record-layer.h"

#include "ns3/byte-reader.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ns3
{
namespace tls
{

namespace
{

/// Octets that compression adds to a plaintext at most (RFC 5246, 6.2.2).
constexpr size_t MAX_COMPRESSION_OVERHEAD = 1024;
/// Octets that TLS 1.3 adds to early data: content type and tag (RFC 8446, 5.2).
constexpr size_t HIDDEN_OVERHEAD = 17;
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
    while (!record)
    {
        ByteReader reader(ByteView(m_buffer).Sub(m_consumed));
        const uint8_t type = reader.U8();
        if (reader.Ok() && !IsContentType(type))
        {
            return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE,
                            "a record has the unknown content type " + std::to_string(type)};
        }
        const uint16_t version = reader.U16();
        if (reader.Ok() && !IsVersionRight(version))
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
        if (auto alert = Open({static_cast<TlsContentType>(type), version}, fragment, record))
        {
            return alert;
        }
    }
    return std::nullopt;
}

bool
TlsRecordLayer::IsVersionRight(uint16_t version) const
{
    if (!m_version)
    {
        return version >> 8 == MAJOR_VERSION;
    }
    // TLS 1.3 wants the field ignored (RFC 8446, 5.1).
    return *m_version == TlsVersion::TLS_1_3 || version == static_cast<uint16_t>(*m_version);
}

bool
TlsRecordLayer::IsUnprotected(TlsContentType type) const
{
    if (!m_read.protection)
    {
        return true;
    }
    return m_read.protection->HidesContentType() &&
           (type == TlsContentType::CHANGE_CIPHER_SPEC ||
            (type == TlsContentType::ALERT && m_read.sequence == 0));
}

bool
TlsRecordLayer::Skips(TlsContentType type, size_t size)
{
    const size_t content = size - std::min(size, HIDDEN_OVERHEAD);
    if (type != TlsContentType::APPLICATION_DATA || m_skipped == 0 || content > m_skipped)
    {
        return false;
    }
    // A record without content counts as well, so that there is an end to them.
    m_skipped -= std::max<size_t>(content, 1);
    m_dropped += size;
    return true;
}

std::optional<TlsAlert>
TlsRecordLayer::Open(TlsRecordHeader header, ByteView fragment, std::optional<TlsRecord>& record)
{
    if (IsUnprotected(header.type))
    {
        if (m_read.protection || !Skips(header.type, fragment.Size()))
        {
            record = TlsRecord{header.type, fragment.ToBytes()};
        }
        if (header.type == TlsContentType::HANDSHAKE)
        {
            m_skipped = 0; // early data does not go on after a second Client Hello
        }
        return std::nullopt;
    }
    const bool isHidden = m_read.protection->HidesContentType();
    if (isHidden && header.type != TlsContentType::APPLICATION_DATA)
    {
        return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE, "a record is not protected"};
    }
    if (!m_read.HasNumber())
    {
        return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE,
                        "a record comes after the last sequence number"};
    }
    std::optional<Bytes> content = m_read.protection->Unprotect(m_read.sequence, header, fragment);
    if (!content && Skips(header.type, fragment.Size()))
    {
        return std::nullopt;
    }
    if (!content)
    {
        return TlsAlert{TlsAlertDescription::BAD_RECORD_MAC, "a record is not authentic"};
    }
    ++m_read.sequence;
    m_skipped = 0;
    if (auto alert = Decompress(*content))
    {
        return alert;
    }
    if (content->size() > GetPlaintextLimit())
    {
        return TlsAlert{TlsAlertDescription::RECORD_OVERFLOW,
                        "a record holds " + std::to_string(content->size()) + " octets"};
    }
    if (isHidden)
    {
        return OpenHidden(std::move(*content), record);
    }
    record = TlsRecord{header.type, std::move(*content)};
    return std::nullopt;
}

std::optional<TlsAlert>
TlsRecordLayer::OpenHidden(Bytes content, std::optional<TlsRecord>& record)
{
    while (!content.empty() && content.back() == 0)
    {
        content.pop_back();
    }
    if (content.empty())
    {
        return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE, "a record holds only padding"};
    }
    const auto type = static_cast<TlsContentType>(content.back());
    content.pop_back();
    if (type != TlsContentType::ALERT && type != TlsContentType::HANDSHAKE &&
        type != TlsContentType::APPLICATION_DATA)
    {
        return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE,
                        "a protected record has the content type " +
                            std::to_string(static_cast<uint8_t>(type))};
    }
    if (content.empty() && type != TlsContentType::APPLICATION_DATA)
    {
        return TlsAlert{TlsAlertDescription::UNEXPECTED_MESSAGE,
                        "a record of alerts or handshake messages holds none"};
    }
    record = TlsRecord{type, std::move(content)};
    return std::nullopt;
}

std::optional<TlsAlert>
TlsRecordLayer::Decompress(Bytes& content)
{
    if (!m_read.compression)
    {
        return std::nullopt;
    }
    if (content.size() > TLS_MAX_PLAINTEXT + MAX_COMPRESSION_OVERHEAD)
    {
        return TlsAlert{TlsAlertDescription::RECORD_OVERFLOW,
                        "a record holds " + std::to_string(content.size()) + " compressed octets"};
    }
    std::optional<Bytes> inflated = m_read.compression->Decompress(content);
    if (!inflated)
    {
        return TlsAlert{TlsAlertDescription::DECOMPRESSION_FAILURE,
                        "a record does not inflate to 2^14 octets or fewer"};
    }
    content = std::move(*inflated);
    return std::nullopt;
}

size_t
TlsRecordLayer::GetPlaintextLimit() const
{
    // The content type is one octet more, but counts for record_size_limit (RFC 8449, 4).
    const size_t hidden = m_read.protection->HidesContentType() ? 1 : 0;
    return std::min(m_readLimit + hidden, m_recordSizeLimit);
}

size_t
TlsRecordLayer::GetMaxReadSize() const
{
    if (!m_read.protection)
    {
        return m_skipped > 0 ? TLS_MAX_CIPHERTEXT_13 : m_readLimit;
    }
    return GetPlaintextLimit() + (m_read.compression ? MAX_COMPRESSION_OVERHEAD : 0) +
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
        WriteRecord(type, plaintext, maxFragment, out);
        data = data.Sub(plaintext.Size());
        next = maxFragment;
    } while (!data.IsEmpty());
    return true;
}

void
TlsRecordLayer::WriteRecord(TlsContentType type, ByteView plaintext, size_t maxFragment, Bytes& out)
{
    if (m_keepsWritten)
    {
        m_written.push_back({type, plaintext.ToBytes()});
    }
    // TLS 1.3 says the version before it for the sake of what stands between (RFC 8446, 5.1).
    const auto version =
        static_cast<uint16_t>(std::min(m_version.value_or(m_firstVersion), TlsVersion::TLS_1_2));
    const bool hidesType = m_write.protection && m_write.protection->HidesContentType();
    const bool isProtected =
        m_write.protection && !(hidesType && type == TlsContentType::CHANGE_CIPHER_SPEC);
    Bytes compressed;
    Bytes hidden;
    Bytes protectedFragment;
    ByteView fragment = plaintext;
    if (m_write.compression)
    {
        compressed = m_write.compression->Compress(fragment);
        fragment = compressed;
    }
    if (isProtected && hidesType)
    {
        hidden = plaintext.ToBytes();
        hidden.push_back(static_cast<uint8_t>(type));
        hidden.resize(GetHiddenSize(plaintext.Size(), maxFragment));
        fragment = hidden;
        type = TlsContentType::APPLICATION_DATA;
    }
    if (isProtected)
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

void
TlsRecordLayer::KeepWritten()
{
    m_keepsWritten = true;
}

std::vector<TlsRecord>
TlsRecordLayer::TakeWritten()
{
    return std::exchange(m_written, {});
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
            m_meter ? std::make_unique<TlsRecordCompression>(*m_meter) : nullptr,
            sequence};
}

void
TlsRecordLayer::SetCompression(CryptoMeter* meter)
{
    m_meter = meter;
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

void
TlsRecordLayer::SetRecordSizeLimit(size_t limit)
{
    m_recordSizeLimit = limit;
}

void
TlsRecordLayer::SetPadding(size_t multiple)
{
    m_padding = multiple;
}

void
TlsRecordLayer::SkipEarlyData(size_t limit)
{
    m_skipped = limit;
}

size_t
TlsRecordLayer::TakeDropped()
{
    return std::exchange(m_dropped, 0);
}

size_t
TlsRecordLayer::GetWireSize(size_t plaintext, size_t maxFragment) const
{
    size_t size = 0;
    if (Splits(TlsContentType::APPLICATION_DATA, plaintext))
    {
        size = GetRecordSize(1, maxFragment);
        --plaintext;
    }
    const size_t rest = plaintext % maxFragment;
    size += plaintext / maxFragment * GetRecordSize(maxFragment, maxFragment);
    return size + (rest > 0 ? GetRecordSize(rest, maxFragment) : 0);
}

size_t
TlsRecordLayer::GetHiddenSize(size_t plaintext, size_t maxFragment) const
{
    const size_t size = plaintext + 1;
    if (m_padding < 2)
    {
        return size;
    }
    const size_t filled = (size + m_padding - 1) / m_padding * m_padding;
    return std::min(filled, maxFragment + 1);
}

size_t
TlsRecordLayer::GetRecordSize(size_t plaintext, size_t maxFragment) const
{
    if (!m_write.protection)
    {
        return TLS_RECORD_HEADER + plaintext;
    }
    const size_t content = m_write.protection->HidesContentType()
                               ? GetHiddenSize(plaintext, maxFragment)
                           : m_write.compression ? TlsRecordCompression::GetMaxSize(plaintext)
                                                 : plaintext;
    return TLS_RECORD_HEADER + m_write.protection->GetProtectedSize(content);
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
