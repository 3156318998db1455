/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-record-labels.h"

#include <algorithm>
#include <iterator>

namespace ns3
{

namespace
{

constexpr size_t RECORD_HEADER = 5;
constexpr size_t MESSAGE_HEADER = 4;

/// Content types of records (RFC 5246, 6.2.1).
enum : uint8_t
{
    CHANGE_CIPHER_SPEC = 20,
    ALERT = 21,
    HANDSHAKE = 22,
    APPLICATION_DATA = 23,
    HEARTBEAT = 24
};

/// A number on the wire and its name.
struct NameRow
{
    uint8_t type;
    const char* name;
};

/// Handshake messages (RFC 5246, 7.4; RFC 5077, 3.3; RFC 6066, 8).
constexpr NameRow MESSAGES[] = {{0, "Hello Request"},
                                {1, "Client Hello"},
                                {2, "Server Hello"},
                                {4, "New Session Ticket"},
                                {11, "Certificate"},
                                {12, "Server Key Exchange"},
                                {13, "Certificate Request"},
                                {14, "Server Hello Done"},
                                {15, "Certificate Verify"},
                                {16, "Client Key Exchange"},
                                {22, "Certificate Status"}};

const char*
MessageName(uint8_t type)
{
    for (const auto& row : MESSAGES)
    {
        if (row.type == type)
        {
            return row.name;
        }
    }
    return "Handshake";
}

} // namespace

void
TlsRecordLabels::Take(wire::ByteView bytes)
{
    while (!bytes.IsEmpty())
    {
        if (m_recordLeft == 0)
        {
            m_header.push_back(bytes[0]);
            bytes = bytes.Sub(1);
            ++m_taken;
            if (m_header.size() == RECORD_HEADER)
            {
                BeginRecord();
            }
            continue;
        }
        const auto part = bytes.Sub(0, m_recordLeft);
        if (m_handshake)
        {
            TakeMessages(part);
        }
        m_taken += part.Size();
        m_recordLeft -= part.Size();
        bytes = bytes.Sub(part.Size());
    }
}

void
TlsRecordLabels::BeginRecord()
{
    const uint8_t type = m_header[0];
    const uint64_t offset = m_taken - RECORD_HEADER;
    m_recordStart = offset;
    m_recordLeft = static_cast<size_t>(m_header[3]) << 8 | m_header[4];
    m_header.clear();
    m_handshake = type == HANDSHAKE && !m_encrypted;
    if (type == CHANGE_CIPHER_SPEC)
    {
        m_encrypted = true;
        m_starts.push_back({offset, "Change Cipher Spec", HIDDEN_COUNT, 0});
    }
    else if (type == ALERT && !m_encrypted)
    {
        m_starts.push_back({offset, "Alert", HIDDEN_COUNT, 0});
    }
    else if (type == ALERT)
    {
        BeginHidden(offset, "Alert", HIDDEN_ALERT);
    }
    else if (type == HANDSHAKE && m_encrypted)
    {
        BeginHidden(offset, "Handshake", HIDDEN_HANDSHAKE);
    }
    else if (type == HEARTBEAT)
    {
        m_starts.push_back({offset, "Heartbeat", HIDDEN_COUNT, 0});
    }
    else if (type == APPLICATION_DATA)
    {
        BeginHidden(offset, "Application Data", HIDDEN_DATA);
    }
}

void
TlsRecordLabels::BeginHidden(uint64_t offset, const std::string& name, Hidden type)
{
    m_starts.push_back({offset, name, type, m_hidden[type]++});
}

void
TlsRecordLabels::TakeMessages(wire::ByteView bytes)
{
    size_t at = 0;
    while (at < bytes.Size())
    {
        if (m_messageLeft > 0)
        {
            const size_t part = std::min(m_messageLeft, bytes.Size() - at);
            m_messageLeft -= part;
            at += part;
            continue;
        }
        if (m_message.empty())
        {
            // The header of its record belongs to the first message in it.
            const uint64_t place = m_taken + at;
            const bool first = place == m_recordStart + RECORD_HEADER;
            m_starts.push_back(
                {first ? m_recordStart : place, MessageName(bytes[at]), HIDDEN_COUNT, 0});
        }
        m_message.push_back(bytes[at++]);
        if (m_message.size() == MESSAGE_HEADER)
        {
            m_messageLeft = static_cast<size_t>(m_message[1]) << 16 |
                            static_cast<size_t>(m_message[2]) << 8 | m_message[3];
            m_message.clear();
        }
    }
}

void
TlsRecordLabels::Name(Hidden type, const std::string& name)
{
    m_names[type].push_back(name);
}

const std::string&
TlsRecordLabels::NameOf(const Start& start) const
{
    const bool told = start.hidden != HIDDEN_COUNT && start.number < m_names[start.hidden].size();
    return told ? m_names[start.hidden][start.number] : start.name;
}

std::string
TlsRecordLabels::GetLabel(uint64_t offset, uint64_t size) const
{
    auto start =
        std::lower_bound(m_starts.begin(),
                         m_starts.end(),
                         offset,
                         [](const Start& one, uint64_t wanted) { return one.offset < wanted; });
    std::string before = start == m_starts.begin() ? "" : NameOf(*std::prev(start));
    std::string label;
    for (; start != m_starts.end() && start->offset < offset + size; ++start)
    {
        if (label.empty() && start->offset == offset)
        {
            before.clear();
        }
        label += (label.empty() ? "" : ", ") + NameOf(*start);
    }
    if (!before.empty())
    {
        const bool said = before.find(" cont.") != std::string::npos;
        label = before + (said ? "" : " cont.") + (label.empty() ? "" : ", ") + label;
    }
    return label;
}

} // namespace ns3
