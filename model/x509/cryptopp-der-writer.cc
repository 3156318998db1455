/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-der-writer.h"

#include "calendar-time.h"

#include "ns3/assert.h"

#include <cryptopp/asn.h>
#include <cryptopp/integer.h>
#include <cryptopp/queue.h>
#include <utility>

namespace ns3
{
namespace tls
{

namespace
{

/**
 * @param to where its octets are appended
 * @param queue what Crypto++ has written
 */
void
Drain(Bytes& to, CryptoPP::ByteQueue& queue)
{
    const size_t offset = to.size();
    to.resize(offset + static_cast<size_t>(queue.CurrentSize()));
    queue.Get(to.data() + offset, to.size() - offset);
}

/**
 * @param value 0 to 99
 * @return two decimal digits
 */
std::string
TwoDigits(int32_t value)
{
    return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

/**
 * @param time a date
 * @return as UTCTime has it
 */
std::string
FormatWithoutCentury(const CalendarTime& time)
{
    return TwoDigits(time.year % 100) + TwoDigits(time.month) + TwoDigits(time.day) +
           TwoDigits(time.hour) + TwoDigits(time.minute) + TwoDigits(time.second) + "Z";
}

} // namespace

void
DerWriter::Element(uint8_t tag, ByteView contents)
{
    CryptoPP::ByteQueue length;
    CryptoPP::DERLengthEncode(length, contents.Size());
    m_bytes.push_back(tag);
    Drain(m_bytes, length);
    Append(m_bytes, contents);
}

void
DerWriter::Text(uint8_t tag, std::string_view text)
{
    Element(tag, ToBytes(text));
}

void
DerWriter::Raw(ByteView der)
{
    Append(m_bytes, der);
}

void
DerWriter::Boolean(bool value)
{
    Element(DerTag::BOOLEAN, Bytes{static_cast<uint8_t>(value ? 0xff : 0)});
}

void
DerWriter::Unsigned(uint32_t value)
{
    CryptoPP::ByteQueue queue;
    CryptoPP::DEREncodeUnsigned<CryptoPP::word32>(queue, value);
    Drain(m_bytes, queue);
}

void
DerWriter::Integer(ByteView magnitude)
{
    CryptoPP::ByteQueue queue;
    CryptoPP::Integer(magnitude.Data(), magnitude.Size()).DEREncode(queue);
    Drain(m_bytes, queue);
}

void
DerWriter::ObjectIdentifier(std::string_view dotted)
{
    CryptoPP::OID identifier;
    uint32_t arc = 0;
    for (const char c : dotted)
    {
        NS_ASSERT_MSG(c == '.' || (c >= '0' && c <= '9'), "not a dotted identifier: " << dotted);
        if (c == '.')
        {
            identifier += std::exchange(arc, 0);
        }
        else
        {
            arc = 10 * arc + static_cast<uint32_t>(c - '0');
        }
    }
    identifier += arc;
    CryptoPP::ByteQueue queue;
    identifier.DEREncode(queue);
    Drain(m_bytes, queue);
}

void
DerWriter::BitString(ByteView octets, unsigned int unused)
{
    CryptoPP::ByteQueue queue;
    CryptoPP::DEREncodeBitString(queue, octets.Data(), octets.Size(), unused);
    Drain(m_bytes, queue);
}

void
DerWriter::Null()
{
    Element(DerTag::NULL_VALUE, {});
}

void
DerWriter::Enumerated(uint8_t value)
{
    Element(DerTag::ENUMERATED, Bytes{value});
}

void
DerWriter::Time(int64_t seconds)
{
    const CalendarTime time = ToCalendarTime(seconds);
    if (time.year >= 1950 && time.year < 2050)
    {
        Text(DerTag::UTC_TIME, FormatWithoutCentury(time));
    }
    else
    {
        GeneralizedTime(seconds);
    }
}

void
DerWriter::GeneralizedTime(int64_t seconds)
{
    const CalendarTime time = ToCalendarTime(seconds);
    Text(DerTag::GENERALIZED_TIME, TwoDigits(time.year / 100) + FormatWithoutCentury(time));
}

size_t
DerWriter::Size() const
{
    return m_bytes.size();
}

ByteView
DerWriter::View() const
{
    return m_bytes;
}

Bytes
DerWriter::Take()
{
    return std::exchange(m_bytes, {});
}

} // namespace tls
} // namespace ns3
