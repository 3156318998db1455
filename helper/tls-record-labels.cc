/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-record-labels.h"

#include "ns3/tls-alert.h"
#include "ns3/tls-hello-13.h"

#include <algorithm>

namespace ns3
{

namespace
{

constexpr size_t RECORD_HEADER = 5;
constexpr size_t MESSAGE_HEADER = 4;
/// Octets of a Server Hello up to the end of its random, which tells a Hello Retry Request.
constexpr size_t SERVER_HELLO_START = MESSAGE_HEADER + 2 + 32;

/// @param message the first octets of a handshake message @return its name
std::string
NameOfMessage(wire::ByteView message)
{
    using T = tls::TlsHandshakeType;
    const T type{message[0]};
    const wire::ByteView random =
        message.Sub(0, SERVER_HELLO_START).Sub(MESSAGE_HEADER + sizeof(uint16_t));
    const bool isRetry =
        type == T::SERVER_HELLO && random == wire::ByteView(tls::TLS_HELLO_RETRY_REQUEST_RANDOM);
    return tls::ToString(isRetry ? T::HELLO_RETRY_REQUEST : type);
}

/// @param fragment of a record of type alert @return its name
std::string
NameOfAlert(wire::ByteView fragment)
{
    const auto close = static_cast<uint8_t>(tls::TlsAlertDescription::CLOSE_NOTIFY);
    return fragment.Size() == 2 && fragment[1] == close ? "close_notify" : "Alert";
}

} // namespace

void
TlsRecordLabels::Take(wire::ByteView bytes)
{
    while (!bytes.IsEmpty())
    {
        if (m_recordLeft > 0)
        {
            const auto part = bytes.Sub(0, m_recordLeft);
            m_taken += part.Size();
            m_recordLeft -= part.Size();
            bytes = bytes.Sub(part.Size());
            continue;
        }
        m_header.push_back(bytes[0]);
        bytes = bytes.Sub(1);
        ++m_taken;
        if (m_header.size() == RECORD_HEADER)
        {
            m_recordLeft = size_t{m_header[3]} << 8 | m_header[4];
            m_places.push_back({m_taken - RECORD_HEADER, m_header[0], m_recordLeft});
            m_header.clear();
        }
    }
}

void
TlsRecordLabels::Reveal(const tls::TlsRecord& record)
{
    Content content{record.type, record.fragment.size(), {}, 0, ""};
    switch (record.type)
    {
    case tls::TlsContentType::HANDSHAKE:
        content.messages = TakeMessages(record.fragment);
        break;
    case tls::TlsContentType::APPLICATION_DATA:
        content.write = m_writes++;
        break;
    case tls::TlsContentType::ALERT:
        content.name = NameOfAlert(record.fragment);
        break;
    case tls::TlsContentType::CHANGE_CIPHER_SPEC:
        content.name = "Change Cipher Spec";
        break;
    case tls::TlsContentType::HEARTBEAT:
        content.name = "Heartbeat";
        break;
    }
    m_contents.push_back(std::move(content));
}

std::vector<TlsRecordLabels::Message>
TlsRecordLabels::TakeMessages(wire::ByteView fragment)
{
    std::vector<Message> messages;
    size_t at = 0;
    while (at < fragment.Size())
    {
        if (m_messageLeft > 0)
        {
            const size_t part = std::min(m_messageLeft, fragment.Size() - at);
            m_messageLeft -= part;
            at += part;
            continue;
        }
        if (m_message.empty())
        {
            messages.push_back({at, NameOfMessage(fragment.Sub(at))});
        }
        m_message.push_back(fragment[at++]);
        if (m_message.size() == MESSAGE_HEADER)
        {
            m_messageLeft = size_t{m_message[1]} << 16 | size_t{m_message[2]} << 8 | m_message[3];
            m_message.clear();
        }
    }
    return messages;
}

void
TlsRecordLabels::NameData(const std::string& name)
{
    m_names.push_back(name);
}

void
TlsRecordLabels::RepeatData()
{
    m_writes = 0;
}

std::string
TlsRecordLabels::NameOfWrite(size_t number) const
{
    return number < m_names.size() ? m_names[number] : "Application Data";
}

std::vector<TlsRecordLabels::Start>
TlsRecordLabels::GetStarts(size_t number) const
{
    const Place& place = m_places[number];
    if (number >= m_contents.size())
    {
        return {{place.offset, "TLS record"}};
    }
    const Content& content = m_contents[number];
    if (content.type == tls::TlsContentType::APPLICATION_DATA)
    {
        return {{place.offset, NameOfWrite(content.write)}};
    }
    if (content.type != tls::TlsContentType::HANDSHAKE)
    {
        return {{place.offset, content.name}};
    }
    const bool isPlain =
        place.type == static_cast<uint8_t>(content.type) && place.size == content.size;
    std::vector<Start> starts;
    for (const Message& message : content.messages)
    {
        // The header of its record belongs to the first message in it, and so does all of an
        // encrypted one.
        const bool isFirst = message.offset == 0 || !isPlain;
        starts.push_back(
            {isFirst ? place.offset : place.offset + RECORD_HEADER + message.offset, message.name});
    }
    return starts;
}

std::string
TlsRecordLabels::GetLabel(uint64_t offset, uint64_t size) const
{
    const auto next =
        std::upper_bound(m_places.begin(),
                         m_places.end(),
                         offset,
                         [](uint64_t wanted, const Place& one) { return wanted < one.offset; });
    std::string before;
    std::string label;
    const auto take = [&](size_t number) {
        for (const Start& start : GetStarts(number))
        {
            if (start.offset < offset)
            {
                before = start.name;
            }
            else if (start.offset < offset + size)
            {
                before = start.offset == offset && label.empty() ? "" : before;
                label += (label.empty() ? "" : ", ") + start.name;
            }
        }
    };
    auto first = static_cast<size_t>(next - m_places.begin());
    // What goes on here may have begun in a record before.
    while (first > 0 && GetStarts(--first).empty())
    {
    }
    for (; first < m_places.size() && m_places[first].offset < offset + size; ++first)
    {
        take(first);
    }
    if (!before.empty())
    {
        const bool said = before.find(" cont.") != std::string::npos;
        label = before + (said ? "" : " cont.") + (label.empty() ? "" : ", ") + label;
    }
    return label;
}

} // namespace ns3
