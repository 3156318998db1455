/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-framer.h"

#include "spdy-frame-codec.h"

#include <algorithm>

namespace ns3
{
namespace spdy
{

SpdyFramer::SpdyFramer(size_t maxControlBody, size_t maxDataBody)
    : m_maxControlBody(maxControlBody),
      m_maxDataBody(maxDataBody)
{
}

void
SpdyFramer::Push(ByteView bytes)
{
    if (m_offset > 0)
    {
        m_held.erase(m_held.begin(), m_held.begin() + static_cast<ptrdiff_t>(m_offset));
        m_offset = 0;
    }
    Append(m_held, bytes);
}

SpdyFramer::Result
SpdyFramer::Next(ByteView& frame)
{
    const size_t skipped = std::min(m_toSkip, GetHeldBytes());
    m_offset += skipped;
    m_toSkip -= skipped;
    const ByteView rest = ByteView(m_held).Sub(m_offset);
    SpdyFrameHeader header;
    if (!Parse(rest, header))
    {
        return Result::NEED_MORE;
    }
    if (header.length > (header.isControl ? m_maxControlBody : m_maxDataBody))
    {
        // The answer names the stream, which is the body's first field in most frames.
        frame = rest;
        return rest.Size() < SPDY_FRAME_HEADER_SIZE + sizeof(uint32_t) ? Result::NEED_MORE
                                                                       : Result::TOO_LARGE;
    }
    const size_t size = SPDY_FRAME_HEADER_SIZE + header.length;
    if (rest.Size() < size)
    {
        return Result::NEED_MORE;
    }
    frame = rest.Sub(0, size);
    m_offset += size;
    return Result::FRAME;
}

void
SpdyFramer::Skip()
{
    SpdyFrameHeader header;
    if (Parse(ByteView(m_held).Sub(m_offset), header))
    {
        m_toSkip = SPDY_FRAME_HEADER_SIZE + header.length;
    }
}

size_t
SpdyFramer::GetHeldBytes() const
{
    return m_held.size() - m_offset;
}

} // namespace spdy
} // namespace ns3
