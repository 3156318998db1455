/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SPDY_TEST_PEER_H
#define SPDY_TEST_PEER_H

#include "ns3/spdy-frame-codec.h"
#include "ns3/spdy-framer.h"
#include "ns3/spdy-header-codec.h"
#include "ns3/spdy-session.h"

namespace ns3
{
namespace spdy
{

/// A peer without any rules: it writes the frames it is told to and reads what comes back.
class SpdyTestPeer
{
  public:
    /// @param version protocol version
    explicit SpdyTestPeer(SpdyVersion version = SpdyVersion::SPDY_3_1)
        : m_traits(GetSpdyVersionTraits(version)),
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

    /**
     * @param headers a header block
     * @return it, compressed after what was compressed before
     */
    Bytes Block(const SpdyHeaders& headers = {{":status", "200"}, {":version", "HTTP/1.1"}})
    {
        Bytes wire;
        m_codec.Compress(headers, wire);
        return wire;
    }

    /**
     * @param id stream
     * @param fin no data follows
     * @return SYN_STREAM of a request
     */
    Bytes SynStream(uint32_t id, bool fin = false)
    {
        SpdySynStreamFrame frame;
        frame.streamId = id;
        frame.fin = fin;
        frame.headerBlock = Block({{":method", "GET"}, {":path", "/"}});
        return Write(frame);
    }

    /**
     * @param id stream
     * @param fin no data follows
     * @return SYN_REPLY
     */
    Bytes SynReply(uint32_t id, bool fin = false)
    {
        return Write(SpdySynReplyFrame{id, fin, Block()});
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
