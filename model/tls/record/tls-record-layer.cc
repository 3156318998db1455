/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-record-layer.h"

#include "ns3/byte-reader.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

/// What records say before a version is decided, for servers that look (RFC 5246, E.1).
constexpr uint16_t INITIAL_RECORD_VERSION = 0x0301;
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
           type <= static_cast<uint8_t>(TlsContentType::APPLICATION_DATA);
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
    const ByteView rest = ByteView(m_buffer).Sub(m_consumed);
    ByteReader reader(rest);
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
    if (reader.Ok() && length > (m_read.protection ? TLS_MAX_CIPHERTEXT : TLS_MAX_PLAINTEXT))
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
    if (!m_read.protection)
    {
        record = TlsRecord{header.type, fragment.ToBytes()};
        return std::nullopt;
    }
    std::optional<Bytes> plaintext =
        m_read.protection->Unprotect(m_read.sequence++, header, fragment);
    if (!plaintext)
    {
        return TlsAlert{TlsAlertDescription::BAD_RECORD_MAC, "a record is not authentic"};
    }
    if (plaintext->size() > TLS_MAX_PLAINTEXT)
    {
        return TlsAlert{TlsAlertDescription::RECORD_OVERFLOW,
                        "a record holds " + std::to_string(plaintext->size()) + " octets"};
    }
    record = TlsRecord{header.type, std::move(*plaintext)};
    return std::nullopt;
}

void
TlsRecordLayer::Write(TlsContentType type, ByteView data, size_t maxFragment, Bytes& out)
{
    const uint16_t version = m_version ? static_cast<uint16_t>(*m_version) : INITIAL_RECORD_VERSION;
    out.reserve(out.size() + std::max(TLS_RECORD_HEADER, GetWireSize(data.Size(), maxFragment)));
    do
    {
        const ByteView plaintext = data.Sub(0, maxFragment);
        data = data.Sub(plaintext.Size());
        Bytes protectedFragment;
        ByteView fragment = plaintext;
        if (m_write.protection)
        {
            protectedFragment =
                m_write.protection->Protect(m_write.sequence++, {type, version}, plaintext);
            fragment = protectedFragment;
        }
        out.push_back(static_cast<uint8_t>(type));
        out.push_back(static_cast<uint8_t>(version >> 8));
        out.push_back(static_cast<uint8_t>(version));
        out.push_back(static_cast<uint8_t>(fragment.Size() >> 8));
        out.push_back(static_cast<uint8_t>(fragment.Size()));
        Append(out, fragment);
    } while (!data.IsEmpty());
}

void
TlsRecordLayer::SetVersion(TlsVersion version)
{
    m_version = version;
}

void
TlsRecordLayer::SetReadProtection(std::unique_ptr<TlsRecordProtection> protection)
{
    m_read = {std::move(protection), 0};
}

void
TlsRecordLayer::SetWriteProtection(std::unique_ptr<TlsRecordProtection> protection)
{
    m_write = {std::move(protection), 0};
}

size_t
TlsRecordLayer::GetWireSize(size_t plaintext, size_t maxFragment) const
{
    const auto recordSize = [this](size_t fragment) {
        return TLS_RECORD_HEADER +
               (m_write.protection ? m_write.protection->GetProtectedSize(fragment) : fragment);
    };
    const size_t rest = plaintext % maxFragment;
    return plaintext / maxFragment * recordSize(maxFragment) + (rest > 0 ? recordSize(rest) : 0);
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
