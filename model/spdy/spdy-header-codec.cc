/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-header-codec.h"

#include "spdy-header-block.h"

#include "ns3/assert.h"

#include <zlib.h>

namespace ns3
{
namespace spdy
{

namespace
{

/// Octets that zlib gives at a time.
constexpr size_t CHUNK = 2048;

/// Largest block before compression: it fits the frame's length field in any case.
constexpr size_t MAX_PLAIN_SENT = 1 << 20;

/// zlib takes input through pointers to non-const.
Bytef*
ToZlib(const uint8_t* data)
{
    return const_cast<Bytef*>(data);
}

} // namespace

/// The zlib streams of both directions.
struct SpdyHeaderCodec::Streams
{
    z_stream out{};          //!< compression
    z_stream in{};           //!< inflation
    bool hasOut = false;     //!< compression was begun
    bool hasIn = false;      //!< inflation was begun
    bool isInBroken = false; //!< inflation failed
};

SpdyHeaderCodec::SpdyHeaderCodec(SpdyVersion version, int level, int windowBits, size_t maxPlain)
    : m_traits(GetSpdyVersionTraits(version)),
      m_level(level),
      m_windowBits(windowBits),
      m_maxPlain(maxPlain),
      m_streams(std::make_unique<Streams>())
{
}

SpdyHeaderCodec::~SpdyHeaderCodec()
{
    if (m_streams->hasOut)
    {
        deflateEnd(&m_streams->out);
    }
    if (m_streams->hasIn)
    {
        inflateEnd(&m_streams->in);
    }
}

bool
SpdyHeaderCodec::Compress(const SpdyHeaders& headers, Bytes& wire)
{
    ByteWriter writer;
    Serialize(headers, m_traits, writer);
    if (!writer.Ok() || writer.Size() > MAX_PLAIN_SENT || !IsValid(headers, m_traits))
    {
        return false;
    }
    z_stream& stream = m_streams->out;
    if (!m_streams->hasOut)
    {
        // Memory in proportion to the window: a simulation holds thousands of sessions.
        const int memoryLevel = std::clamp(m_windowBits - 7, 1, 8);
        const int result = deflateInit2(&stream,
                                        m_level,
                                        Z_DEFLATED,
                                        m_windowBits,
                                        memoryLevel,
                                        Z_DEFAULT_STRATEGY);
        NS_ASSERT_MSG(result == Z_OK, "zlib refuses level or window size");
        if (result != Z_OK)
        {
            return false;
        }
        m_streams->hasOut = true;
        const std::string_view dictionary = m_traits.dictionary();
        const Bytes octets = ToBytes(dictionary);
        deflateSetDictionary(&stream, octets.data(), static_cast<uInt>(octets.size()));
    }
    m_plainSize = writer.Size();
    const ByteView plain = writer.View();
    stream.next_in = ToZlib(plain.Data());
    stream.avail_in = static_cast<uInt>(plain.Size());
    wire.clear();
    do
    {
        const size_t offset = wire.size();
        wire.resize(offset + CHUNK);
        stream.next_out = wire.data() + offset;
        stream.avail_out = CHUNK;
        deflate(&stream, Z_SYNC_FLUSH);
        wire.resize(offset + CHUNK - stream.avail_out);
    } while (stream.avail_out == 0);
    return true;
}

SpdyHeaderCodec::Result
SpdyHeaderCodec::Inflate(ByteView wire, Bytes& plain)
{
    if (m_streams->isInBroken)
    {
        return Result::BROKEN;
    }
    z_stream& stream = m_streams->in;
    if (!m_streams->hasIn)
    {
        // 0: the window is as large as the peer's zlib header says.
        if (inflateInit2(&stream, 0) != Z_OK)
        {
            return Result::BROKEN;
        }
        m_streams->hasIn = true;
    }
    stream.next_in = ToZlib(wire.Data());
    stream.avail_in = static_cast<uInt>(wire.Size());
    while (true)
    {
        const size_t offset = plain.size();
        plain.resize(offset + CHUNK);
        stream.next_out = plain.data() + offset;
        stream.avail_out = CHUNK;
        int result = inflate(&stream, Z_SYNC_FLUSH);
        plain.resize(offset + CHUNK - stream.avail_out);
        if (result == Z_NEED_DICT)
        {
            const Bytes octets = ToBytes(m_traits.dictionary());
            result = inflateSetDictionary(&stream, octets.data(), static_cast<uInt>(octets.size()));
            if (result == Z_OK)
            {
                continue;
            }
        }
        // Z_BUF_ERROR says that there is nothing to do; the end of the stream is an error, too:
        // it is one stream for the whole session.
        if (result != Z_OK && result != Z_BUF_ERROR)
        {
            m_streams->isInBroken = true;
            return Result::BROKEN;
        }
        if (plain.size() > m_maxPlain)
        {
            m_streams->isInBroken = true;
            return Result::TOO_LARGE;
        }
        if (stream.avail_out != 0)
        {
            return Result::OK;
        }
    }
}

SpdyHeaderCodec::Result
SpdyHeaderCodec::Decompress(ByteView wire, SpdyHeaders& headers)
{
    Bytes plain;
    const Result result = Inflate(wire, plain);
    m_plainSize = plain.size();
    if (result != Result::OK)
    {
        return result;
    }
    return Parse(plain, m_traits, headers) ? Result::OK : Result::MALFORMED;
}

size_t
SpdyHeaderCodec::GetPlainSize() const
{
    return m_plainSize;
}

} // namespace spdy
} // namespace ns3
