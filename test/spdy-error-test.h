/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SPDY_ERROR_TEST_H
#define SPDY_ERROR_TEST_H

#include "spdy-test-peer.h"

#include "ns3/test.h"

#include <functional>

namespace ns3
{
namespace spdy
{

/// One input and the answer it gets in each version.
struct SpdyErrorRow
{
    const char* title; //!< a sentence
    SpdyRole role;     //!< side under test
    /// what the peer sends; a client under test has stream 1 open
    std::function<Bytes(SpdyTestPeer&)> script;
    /// "R1.9" is RST_STREAM of stream 1 with status 9; "G1" is GOAWAY with status 1, which SPDY/2
    /// leaves out; in SPDY/2, SPDY/3, SPDY/3.1
    const char* answers[3];
};

inline Bytes
Join(std::initializer_list<Bytes> parts)
{
    Bytes joined;
    for (const auto& part : parts)
    {
        Append(joined, part);
    }
    return joined;
}

inline Bytes
Window(const SpdyTestPeer& peer, uint32_t id, uint32_t delta)
{
    return peer.Write(SpdyWindowUpdateFrame{id, delta});
}

inline Bytes
InitialWindow(const SpdyTestPeer& peer, uint32_t size)
{
    return peer.Write(SpdySettingsFrame{false, {{SpdySettingId::INITIAL_WINDOW_SIZE, size, 0}}});
}

inline Bytes
Reset(const SpdyTestPeer& peer, uint32_t id, SpdyStreamStatus status)
{
    return peer.Write(SpdyRstStreamFrame{id, status});
}

inline Bytes
Repeat(size_t times, const Bytes& bytes)
{
    Bytes repeated;
    for (size_t i = 0; i < times; ++i)
    {
        Append(repeated, bytes);
    }
    return repeated;
}

/// The same octets as of a version that does not exist.
inline Bytes
OfOtherVersion(Bytes bytes)
{
    bytes.at(1) = 77;
    return bytes;
}

/// A control frame of any type and length.
inline Bytes
Control(const SpdyTestPeer& peer, SpdyFrameType type, size_t size)
{
    return peer.Write(SpdyUnknownFrame{static_cast<uint16_t>(type), 0, Bytes(size, 0)});
}

/// SYN_STREAM of a client that wants a certificate to be used.
inline Bytes
SynStreamWithSlot(SpdyTestPeer& peer)
{
    SpdySynStreamFrame frame;
    frame.streamId = 1;
    frame.slot = 1;
    frame.headerBlock = peer.Block(MakeRequest(peer.Version()));
    return peer.Write(frame);
}

/// SYN_STREAM of a server without the flag that it needs.
inline Bytes
PushWithWayBack(SpdyTestPeer& peer)
{
    Bytes bytes = peer.Push(2, 1, MakePush(peer.Version()));
    bytes.at(4) = 0;
    return bytes;
}

inline SpdyHeaders
With(SpdyHeaders headers, const std::string& name, const std::string& value)
{
    headers.push_back({name, value});
    return headers;
}

/// As much as a header block of one name takes before compression.
inline SpdyHeaders
OfPlainSize(const SpdyTestPeer& peer, size_t octets)
{
    const size_t integers = 3 * peer.Traits().blockIntegerSize;
    return {{"a", std::string(octets - integers - 1, 'x')}};
}

inline size_t
GetPlainSize(const SpdyTestPeer& peer, const SpdyHeaders& headers)
{
    ByteWriter writer;
    Serialize(headers, peer.Traits(), writer);
    return writer.Size();
}

/// A stored block that goes on after another one: without the octets that begin zlib's stream.
inline Bytes
NextStoredBlock(const SpdyTestPeer& peer, const SpdyHeaders& headers)
{
    return ByteView(peer.StoredBlock(headers)).Sub(6).ToBytes();
}

using Status = SpdyStreamStatus;
using Type = SpdyFrameType;
using P = SpdyTestPeer;
constexpr auto CLIENT = SpdyRole::CLIENT;
constexpr auto SERVER = SpdyRole::SERVER;
inline const std::string NUL(1, '\0');
inline const SpdyHeaders UPPER_CASE{{"A", "x"}};
constexpr size_t MAX_HEADERS = 65536; // SpdyConfig::maxHeaderBlock

/// Plays one row.
class SpdyErrorTest : public TestCase
{
  public:
    /**
     * @param row what to play
     * @param version protocol version
     */
    SpdyErrorTest(const SpdyErrorRow& row, SpdyVersion version)
        : TestCase(GetTitle(version) + ", received by a " +
                   (row.role == CLIENT ? "client" : "server") + ": " + row.title),
          m_row(row),
          m_version(version)
    {
    }

  private:
    void DoRun() override
    {
        SpdyTestPeer peer(m_version);
        const Bytes script = m_row.script(peer);
        const std::string whole = Play(script, script.size());
        NS_TEST_ASSERT_MSG_EQ(Play(script, 1), whole, "a byte at a time gives the same");
    }

    std::string Play(const Bytes& script, size_t step)
    {
        SpdyConfig config;
        config.maxConcurrentStreams = 2;
        config.sendSettings = false;
        config.acceptPush = true;
        config.maxDataFrame = 5000;
        SpdySession session(m_row.role, m_version, config);
        SpdyTestPeer reader(m_version);
        if (m_row.role == CLIENT)
        {
            session.OpenStream(MakeRequest(m_version), 0, false);
            reader.ReadFrom(session);
        }
        std::string events;
        bool hasFailed = false;
        for (size_t i = 0; i < script.size(); i += step)
        {
            for (const auto& event : session.Receive(ByteView(script).Sub(i, step)))
            {
                NS_TEST_EXPECT_MSG_EQ(hasFailed && event.type != SpdyEventType::STREAM_CLOSED,
                                      false,
                                      "nothing happens after the session's end");
                hasFailed = hasFailed || event.type == SpdyEventType::SESSION_ERROR;
                events += std::to_string(static_cast<int>(event.type)) + "." +
                          std::to_string(event.id) + " ";
            }
        }
        std::string answer;
        for (const auto& frame : reader.ReadFrom(session))
        {
            if (const auto* rst = std::get_if<SpdyRstStreamFrame>(&frame))
            {
                answer += (answer.empty() ? "R" : " R") + std::to_string(rst->streamId) + "." +
                          std::to_string(static_cast<uint32_t>(rst->status));
            }
            if (const auto* away = std::get_if<SpdyGoAwayFrame>(&frame))
            {
                answer += (answer.empty() ? "G" : " G") +
                          (reader.Traits().goAwayHasStatus
                               ? std::to_string(static_cast<uint32_t>(away->status))
                               : std::string());
            }
        }
        const std::string expected = m_row.answers[static_cast<size_t>(m_version)];
        const bool isEnd = expected.find('G') != std::string::npos;
        NS_TEST_EXPECT_MSG_EQ(answer, expected, "RST_STREAM and GOAWAY");
        NS_TEST_EXPECT_MSG_EQ(session.IsClosed(), isEnd, "closed after GOAWAY");
        // Whatever happened, a session that lives still answers.
        if (!isEnd)
        {
            session.Receive(reader.Write(SpdyPingFrame{m_row.role == CLIENT ? 2u : 1u}));
            NS_TEST_EXPECT_MSG_EQ(GetNames(reader.ReadFrom(session)), "PING ", "still alive");
        }
        return events;
    }

    const SpdyErrorRow& m_row; //!< what to play
    SpdyVersion m_version;     //!< protocol version
};

} // namespace spdy
} // namespace ns3

#endif /* SPDY_ERROR_TEST_H */
