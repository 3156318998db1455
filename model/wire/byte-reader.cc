/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "byte-reader.h"

namespace ns3
{
namespace wire
{

ByteReader::ByteReader(ByteView view)
    : m_rest(view)
{
}

uint64_t
ByteReader::Number(size_t size)
{
    uint64_t value = 0;
    for (const uint8_t octet : Take(size))
    {
        value = value << 8 | octet;
    }
    return value;
}

uint8_t
ByteReader::U8()
{
    return static_cast<uint8_t>(Number(1));
}

uint16_t
ByteReader::U16()
{
    return static_cast<uint16_t>(Number(2));
}

uint32_t
ByteReader::U24()
{
    return static_cast<uint32_t>(Number(3));
}

uint32_t
ByteReader::U32()
{
    return static_cast<uint32_t>(Number(4));
}

uint64_t
ByteReader::U64()
{
    return Number(8);
}

ByteView
ByteReader::Take(size_t size)
{
    if (!m_ok || size > m_rest.Size())
    {
        Fail();
        return {};
    }
    const ByteView taken = m_rest.Sub(0, size);
    m_rest = m_rest.Sub(size);
    return taken;
}

ByteView
ByteReader::TakeRest()
{
    return Take(m_rest.Size());
}

ByteView
ByteReader::Vector8()
{
    return Take(U8());
}

ByteView
ByteReader::Vector16()
{
    return Take(U16());
}

ByteView
ByteReader::Vector24()
{
    return Take(U24());
}

void
ByteReader::Fail()
{
    m_ok = false;
    m_rest = {};
}

size_t
ByteReader::Remaining() const
{
    return m_rest.Size();
}

bool
ByteReader::Ok() const
{
    return m_ok;
}

bool
ByteReader::AtEnd() const
{
    return m_ok && m_rest.IsEmpty();
}

} // namespace wire
} // namespace ns3
