/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SPDY_TEST_PEER_H
#define SPDY_TEST_PEER_H

#include "ns3/spdy-frame-codec.h"
#include "ns3/spdy-framer.h"
#include "ns3/spdy-header-block.h"
#include "ns3/spdy-header-codec.h"
#include "ns3/spdy-session.h"

#include <zlib.h>

namespace ns3
{
namespace spdy
{

/// Every version there is.
constexpr SpdyVersion SPDY_VERSIONS[] = {SpdyVersion::SPDY_2,
                                         SpdyVersion::SPDY_3,
                                         SpdyVersion::SPDY_3_1};

/**
 * @param version protocol version
 * @return its name for the title of a test, such as "SPDY 3.1"
 */
inline std::string
GetTitle(SpdyVersion version)
{
    const std::string token = GetSpdyVersionTraits(version).token;
    return "SPDY " + token.substr(token.find('/') + 1);
}

/**
 * @param version protocol version
 * @param path of the resource
 * @return a request with all its names
 */
inline SpdyHeaders
MakeRequest(SpdyVersion version, const std::string& path = "/")
{
    const SpdyNames& names = GetSpdyVersionTraits(version).names;
    return {{names.method, "GET"},
            {names.path, path},
            {names.version, "HTTP/1.1"},
            {names.host, "a.test"},
            {names.scheme, "https"}};
}

/**
 * @param version protocol version
 * @return a reply with all its names
 */
inline SpdyHeaders
MakeReply(SpdyVersion version)
{
    const SpdyNames& names = GetSpdyVersionTraits(version).names;
    return {{names.status, "200"}, {names.version, "HTTP/1.1"}};
}

/**
 * @param version protocol version
 * @param host of the resource
 * @param path of the resource
 * @return what a pushed stream must name: the whole URL in SPDY/2, its parts in the others
 */
inline SpdyHeaders
MakePushedResource(SpdyVersion version,
                   const std::string& host = "a.test",
                   const std::string& path = "/pushed")
{
    return MakePushedNames({"https", host, path}, GetSpdyVersionTraits(version));
}

/**
 * @param version protocol version
 * @param host of the resource
 * @return names of a pushed stream: of the resource and of the reply
 */
inline SpdyHeaders
MakePush(SpdyVersion version, const std::string& host = "a.test")
{
    SpdyHeaders headers = MakePushedResource(version, host);
    for (const auto& header : MakeReply(version))
    {
        headers.push_back(header);
    }
    return headers;
}

/// A peer without any rules: it writes the frames it is told to and reads what comes back.
class SpdyTestPeer
{
  public:
    /// @param version protocol version
    explicit SpdyTestPeer(SpdyVersion version = SpdyVersion::SPDY_3_1)
        : m_version(version),
          m_traits(GetSpdyVersionTraits(version)),
          m_codec(version, 9, 15, 1 << 24),
          m_framer(1 << 24, 1 << 24)
    {
    }

    /**
     * @param frame a frame
     * @return its octets
     */
    Bytes Write(const SpdyFrame& frame) const
    {
        ByteWriter writer;
        Serialize(frame, m_traits, writer);
        return writer.Take();
    }

    /// @return protocol version
    SpdyVersion Version() const
    {
        return m_version;
    }

    /// @return its row
    const SpdyVersionTraits& Traits() const
    {
        return m_traits;
    }

    /**
     * @param headers a header block
     * @return it, compressed after what was compressed before
     */
    Bytes Block(const SpdyHeaders& headers)
    {
        Bytes wire;
        m_codec.Compress(headers, wire);
        return wire;
    }

    /**
     * @param headers a header block, possibly one that no Block() would take
     * @return it as the first block of a session, stored rather than compressed
     */
    Bytes StoredBlock(const SpdyHeaders& headers) const
    {
        ByteWriter writer;
        Serialize(headers, m_traits, writer);
        return StoredOctets(writer.View());
    }

    /**
     * @param plain what it inflates to
     * @return the first block of a session, stored rather than compressed
     */
    Bytes StoredOctets(ByteView plain) const
    {
        ByteWriter writer;
        const std::string_view dictionary = m_traits.dictionary();
        const Bytes octets = ToBytes(dictionary);
        writer.U16(0x78bb);
        writer.U32(static_cast<uint32_t>(
            adler32(adler32(0, nullptr, 0), octets.data(), static_cast<uInt>(octets.size()))));
        const auto size = static_cast<uint16_t>(plain.Size());
        // One stored block of deflate, its length with the low octet first (RFC 1951, 3.2.4).
        writer.U8(0);
        for (const uint16_t length : {size, static_cast<uint16_t>(~size)})
        {
            writer.U8(length & 0xff);
            writer.U8(length >> 8);
        }
        writer.Write(plain);
        return writer.Take();
    }

    /**
     * @param id stream
     * @param block its compressed headers
     * @param fin no data follows
     * @return SYN_STREAM of a client
     */
    Bytes SynStream(uint32_t id, const Bytes& block, bool fin = false) const
    {
        SpdySynStreamFrame frame;
        frame.streamId = id;
        frame.fin = fin;
        frame.headerBlock = block;
        return Write(frame);
    }

    /**
     * @param id stream
     * @param fin no data follows
     * @return SYN_STREAM of a request
     */
    Bytes SynStream(uint32_t id, bool fin = false)
    {
        return SynStream(id, Block(MakeRequest(m_version)), fin);
    }

    /**
     * @param id stream
     * @param associatedId stream that it belongs to
     * @param headers names of the resource and of the reply
     * @return SYN_STREAM of a server
     */
    Bytes Push(uint32_t id, uint32_t associatedId, const SpdyHeaders& headers)
    {
        SpdySynStreamFrame frame;
        frame.streamId = id;
        frame.associatedId = associatedId;
        frame.unidirectional = true;
        frame.headerBlock = Block(headers);
        return Write(frame);
    }

    /**
     * @param id stream
     * @param fin no data follows
     * @return SYN_REPLY
     */
    Bytes SynReply(uint32_t id, bool fin = false)
    {
        return Write(SpdySynReplyFrame{id, fin, Block(MakeReply(m_version))});
    }

    /**
     * @param id stream
     * @param headers more names
     * @param fin no data follows
     * @return HEADERS
     */
    Bytes Headers(uint32_t id, const SpdyHeaders& headers, bool fin = false)
    {
        return Write(SpdyHeadersFrame{id, fin, Block(headers)});
    }

    /**
     * @param id stream
     * @param size octets of payload
     * @param fin no data follows
     * @return DATA
     */
    Bytes Data(uint32_t id, size_t size, bool fin = false) const
    {
        return Write(SpdyDataFrame{id, fin, Bytes(size, 'd')});
    }

    /**
     * @param bytes what the other side sent
     * @return the whole frames in it, with what was left over before
     */
    std::vector<SpdyFrame> Read(ByteView bytes)
    {
        std::vector<SpdyFrame> frames;
        m_framer.Push(bytes);
        ByteView whole;
        while (m_framer.Next(whole) == SpdyFramer::Result::FRAME)
        {
            SpdyFrame frame;
            if (Parse(whole, m_traits, frame))
            {
                frames.push_back(frame);
            }
        }
        return frames;
    }

    /**
     * @param session the other side
     * @return all that it wants to send
     */
    std::vector<SpdyFrame> ReadFrom(SpdySession& session)
    {
        return Read(session.TakeOutput(SIZE_MAX));
    }

  private:
    SpdyVersion m_version;             //!< protocol version
    const SpdyVersionTraits& m_traits; //!< row of the version
    SpdyHeaderCodec m_codec;           //!< compression
    SpdyFramer m_framer;               //!< cuts what is read
};

/**
 * @param frames frames
 * @return their names, each followed by a space
 */
inline std::string
GetNames(const std::vector<SpdyFrame>& frames)
{
    std::string names;
    for (const auto& frame : frames)
    {
        names += std::string(GetSpdyFrameName(frame)) + " ";
    }
    return names;
}

/**
 * @param events events
 * @param type a type
 * @return the first event of that type, null when there is none
 */
inline const SpdyEvent*
FindEvent(const std::vector<SpdyEvent>& events, SpdyEventType type)
{
    for (const auto& event : events)
    {
        if (event.type == type)
        {
            return &event;
        }
    }
    return nullptr;
}

} // namespace spdy
} // namespace ns3

#endif /* SPDY_TEST_PEER_H */
