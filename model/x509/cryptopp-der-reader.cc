/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-der-reader.h"

#include "calendar-time.h"

#include <cryptopp/asn.h>
#include <cryptopp/filters.h>

namespace ns3
{
namespace tls
{

namespace
{

constexpr uint8_t LONG_TAG = 0x1f; //!< tag numbers above 30 follow in further octets

/**
 * @param digits where two decimal digits are
 * @param offset of the first
 * @return their value, -1 when they are no digits
 */
int32_t
TwoDigits(ByteView digits, size_t offset)
{
    const uint8_t tens = digits[offset];
    const uint8_t ones = digits[offset + 1];
    const bool isNumber = tens >= '0' && tens <= '9' && ones >= '0' && ones <= '9';
    return isNumber ? 10 * (tens - '0') + (ones - '0') : -1;
}

/**
 * @param octets that begin with a length
 * @param length what it says
 * @param left number of octets after it
 * @return false when it is malformed or indefinite
 */
bool
DecodeLength(ByteView octets, size_t& length, size_t& left)
{
    try
    {
        CryptoPP::StringStore store(octets.Data(), octets.Size());
        const bool isDefinite = CryptoPP::BERLengthDecode(store, length);
        left = static_cast<size_t>(store.MaxRetrievable());
        return isDefinite;
    }
    catch (const CryptoPP::Exception&)
    {
        return false;
    }
}

} // namespace

DerReader::DerReader(ByteView der)
    : m_rest(der)
{
}

uint8_t
DerReader::PeekTag() const
{
    return m_ok && !m_rest.IsEmpty() ? m_rest[0] : 0;
}

ByteView
DerReader::TakeWhole(uint8_t tag)
{
    if (m_rest.Size() < 2 || m_rest[0] != tag || (tag & LONG_TAG) == LONG_TAG)
    {
        Fail();
        return {};
    }
    size_t length = 0;
    size_t left = 0;
    if (!DecodeLength(m_rest.Sub(1), length, left))
    {
        Fail();
        return {};
    }
    const size_t header = m_rest.Size() - left;
    size_t shortest = 2;
    for (size_t rest = length < 0x80 ? 0 : length; rest > 0; rest >>= 8)
    {
        ++shortest;
    }
    if (length > left || header != shortest)
    {
        Fail();
        return {};
    }
    const ByteView whole = m_rest.Sub(0, header + length);
    m_rest = m_rest.Sub(header + length);
    return whole;
}

ByteView
DerReader::Take(uint8_t tag)
{
    const ByteView whole = TakeWhole(tag);
    if (whole.IsEmpty())
    {
        return {};
    }
    // TakeWhole() has made sure of the length's form.
    const size_t header = whole[1] < 0x80 ? 2 : 2 + (whole[1] & 0x7f);
    return whole.Sub(header);
}

DerReader
DerReader::Enter(uint8_t tag)
{
    DerReader inner(Take(tag));
    inner.m_ok = m_ok;
    return inner;
}

bool
DerReader::Boolean()
{
    const ByteView contents = Take(DerTag::BOOLEAN);
    if (contents.Size() != 1 || (contents[0] != 0 && contents[0] != 0xff))
    {
        Fail();
        return false;
    }
    return contents[0] != 0;
}

ByteView
DerReader::Integer()
{
    const ByteView contents = Take(DerTag::INTEGER);
    const bool hasSpareOctet =
        contents.Size() > 1 &&
        ((contents[0] == 0 && contents[1] < 0x80) || (contents[0] == 0xff && contents[1] >= 0x80));
    if (contents.IsEmpty() || hasSpareOctet)
    {
        Fail();
        return {};
    }
    return contents;
}

uint32_t
DerReader::Unsigned(uint32_t max)
{
    const ByteView contents = Integer();
    if (contents.IsEmpty() || contents[0] >= 0x80 || contents.Size() > sizeof(uint32_t) + 1)
    {
        Fail();
        return 0;
    }
    uint64_t value = 0;
    for (const uint8_t octet : contents)
    {
        value = value << 8 | octet;
    }
    if (value > max)
    {
        Fail();
        return 0;
    }
    return static_cast<uint32_t>(value);
}

ByteView
DerReader::ObjectIdentifier()
{
    const ByteView contents = Take(DerTag::OBJECT_IDENTIFIER);
    if (contents.IsEmpty() || contents[contents.Size() - 1] >= 0x80)
    {
        Fail();
        return {};
    }
    bool isArcStart = true;
    for (const uint8_t octet : contents)
    {
        if (isArcStart && octet == 0x80)
        {
            Fail();
            return {};
        }
        isArcStart = octet < 0x80;
    }
    return contents;
}

ByteView
DerReader::BitString(unsigned int& unused)
{
    const ByteView contents = Take(DerTag::BIT_STRING);
    unused = contents.IsEmpty() ? 8 : contents[0];
    const uint8_t last = contents.IsEmpty() ? 0 : contents[contents.Size() - 1];
    if (unused > 7 || (contents.Size() == 1 && unused > 0) ||
        (contents.Size() > 1 && (last & ((1U << unused) - 1)) != 0))
    {
        Fail();
        unused = 0;
        return {};
    }
    return contents.Sub(1);
}

ByteView
DerReader::BitStringOctets()
{
    unsigned int unused = 0;
    const ByteView octets = BitString(unused);
    if (unused != 0)
    {
        Fail();
        return {};
    }
    return octets;
}

uint8_t
DerReader::Enumerated()
{
    const ByteView contents = Take(DerTag::ENUMERATED);
    if (contents.Size() != 1 || contents[0] >= 0x80)
    {
        Fail();
        return 0;
    }
    return contents[0];
}

int64_t
DerReader::Time()
{
    const bool isUtcTime = PeekTag() == DerTag::UTC_TIME;
    const ByteView text = Take(isUtcTime ? DerTag::UTC_TIME : DerTag::GENERALIZED_TIME);
    const size_t yearDigits = isUtcTime ? 2 : 4;
    if (text.Size() != yearDigits + 11 || text[text.Size() - 1] != 'Z')
    {
        Fail();
        return 0;
    }
    CalendarTime time;
    if (isUtcTime)
    {
        const int32_t year = TwoDigits(text, 0);
        time.year = year < 0 ? -1 : year + (year < 50 ? 2000 : 1900);
    }
    else
    {
        const int32_t century = TwoDigits(text, 0);
        const int32_t year = TwoDigits(text, 2);
        time.year = century < 0 || year < 0 ? -1 : 100 * century + year;
    }
    time.month = TwoDigits(text, yearDigits);
    time.day = TwoDigits(text, yearDigits + 2);
    time.hour = TwoDigits(text, yearDigits + 4);
    time.minute = TwoDigits(text, yearDigits + 6);
    time.second = TwoDigits(text, yearDigits + 8);
    const std::optional<int64_t> seconds = FromCalendarTime(time);
    if (!seconds)
    {
        Fail();
        return 0;
    }
    return *seconds;
}

int64_t
DerReader::GeneralizedTime()
{
    if (PeekTag() != DerTag::GENERALIZED_TIME)
    {
        Fail();
        return 0;
    }
    return Time();
}

void
DerReader::Fail()
{
    m_ok = false;
    m_rest = {};
}

bool
DerReader::Ok() const
{
    return m_ok;
}

bool
DerReader::AtEnd() const
{
    return m_ok && m_rest.IsEmpty();
}

std::string
FormatObjectIdentifier(ByteView contents)
{
    // An identifier in use has a few dozen octets; a hostile one could be long.
    constexpr size_t MAX_LENGTH = 64;
    if (contents.Size() > MAX_LENGTH)
    {
        return {};
    }
    Bytes der{DerTag::OBJECT_IDENTIFIER, static_cast<uint8_t>(contents.Size())};
    Append(der, contents);
    try
    {
        CryptoPP::StringStore store(der.data(), der.size());
        const CryptoPP::OID identifier(store);
        std::string text;
        for (const CryptoPP::word32 arc : identifier.GetValues())
        {
            text += (text.empty() ? "" : ".") + std::to_string(arc);
        }
        return text;
    }
    catch (const CryptoPP::Exception&)
    {
        return {};
    }
}

} // namespace tls
} // namespace ns3
