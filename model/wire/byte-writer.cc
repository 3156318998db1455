/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "byte-writer.h"

#include <utility>

namespace ns3
{
namespace wire
{

namespace
{

/// Room for most of what is written, so that it need not be found anew for 1, 2, 4, 8... octets.
constexpr size_t INITIAL_CAPACITY = 64;

} // namespace

ByteWriter::ByteWriter()
{
    m_bytes.reserve(INITIAL_CAPACITY);
}

void
ByteWriter::Number(uint64_t value, size_t width)
{
    if (width < 8 && value >> (8 * width) != 0)
    {
        m_ok = false;
    }
    for (size_t i = width; i-- > 0;)
    {
        m_bytes.push_back(static_cast<uint8_t>(value >> (8 * i)));
    }
}

void
ByteWriter::U8(uint8_t value)
{
    Number(value, 1);
}

void
ByteWriter::U16(uint16_t value)
{
    Number(value, 2);
}

void
ByteWriter::U24(uint32_t value)
{
    Number(value, 3);
}

void
ByteWriter::U32(uint32_t value)
{
    Number(value, 4);
}

void
ByteWriter::U64(uint64_t value)
{
    Number(value, 8);
}

void
ByteWriter::Write(ByteView view)
{
    Append(m_bytes, view);
}

void
ByteWriter::Vector8(ByteView view)
{
    Number(view.Size(), 1);
    Write(view);
}

void
ByteWriter::Vector16(ByteView view)
{
    Number(view.Size(), 2);
    Write(view);
}

void
ByteWriter::Vector24(ByteView view)
{
    Number(view.Size(), 3);
    Write(view);
}

ByteWriter::Mark
ByteWriter::Begin(size_t width)
{
    const Mark mark{m_bytes.size(), width};
    Number(0, width);
    return mark;
}

void
ByteWriter::End(Mark mark)
{
    const uint64_t length = m_bytes.size() - mark.offset - mark.width;
    if (length >> (8 * mark.width) != 0)
    {
        m_ok = false;
    }
    for (size_t i = 0; i < mark.width; ++i)
    {
        m_bytes[mark.offset + i] = static_cast<uint8_t>(length >> (8 * (mark.width - 1 - i)));
    }
}

size_t
ByteWriter::Size() const
{
    return m_bytes.size();
}

bool
ByteWriter::Ok() const
{
    return m_ok;
}

ByteView
ByteWriter::View() const
{
    return m_bytes;
}

Bytes
ByteWriter::Take()
{
    return std::exchange(m_bytes, {});
}

} // namespace wire
} // namespace ns3
