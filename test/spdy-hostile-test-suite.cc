/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-test-peer.h"

#include "ns3/test.h"

#include <random>

using namespace ns3;
using namespace ns3::spdy;

namespace
{

Bytes
Reset(const SpdyTestPeer& peer, uint32_t id)
{
    return peer.Write(SpdyRstStreamFrame{id, SpdyStreamStatus::CANCEL});
}

/// What is wrong with one stream is not the others' business.
class SpdyNeighbourTest : public TestCase
{
  public:
    /// @param version protocol version
    explicit SpdyNeighbourTest(SpdyVersion version)
        : TestCase("A flipped bit in " + GetTitle(version) +
                   " ends its session or leaves other streams unharmed"),
          m_version(version)
    {
    }

  private:
    void DoRun() override
    {
        SpdyTestPeer peer(m_version);
        const Bytes before = peer.SynStream(1);
        // Frames that name stream 3 or none; length and stream stay, the rest is flipped.
        const Bytes frames[] = {peer.SynStream(3),
                                peer.Headers(3, {{"x-more", "1"}}),
                                peer.Data(3, 30),
                                peer.Write(SpdyWindowUpdateFrame{3, 5}),
                                peer.Write(SpdyPingFrame{3}),
                                peer.Write(SpdySettingsFrame{}),
                                peer.Write(SpdyRstStreamFrame{3, SpdyStreamStatus::CANCEL})};
        const Bytes after = peer.Data(1, 500, true);
        for (const Bytes& flipped : frames)
        {
            for (size_t bit = 0; bit < 8 * flipped.size(); ++bit)
            {
                if (!IsFlippable(flipped, bit))
                {
                    continue;
                }
                Bytes script = before;
                for (const Bytes& frame : frames)
                {
                    Append(script, frame);
                    if (&frame == &flipped)
                    {
                        script[script.size() - frame.size() + bit / 8] ^= 1u << bit % 8;
                    }
                }
                Append(script, after);
                Check(script);
            }
        }
    }

    /// @return false for length and stream, and for what makes DATA of a control frame
    static bool IsFlippable(const Bytes& frame, size_t bit)
    {
        const size_t octet = bit / 8;
        const bool isControl = frame[0] & 0x80;
        const bool isLength = octet >= 5 && octet < 8;
        const bool isStream = isControl ? octet >= 8 && octet < 12 : octet < 4;
        return !isLength && !isStream && bit != 7;
    }

    void Check(const Bytes& script)
    {
        SpdySession server(SpdyRole::SERVER, m_version);
        Bytes received;
        bool hasEnded = false;
        bool hasFailed = false;
        for (const auto& event : server.Receive(script))
        {
            hasFailed = hasFailed || event.type == SpdyEventType::SESSION_ERROR ||
                        (event.type == SpdyEventType::GOAWAY &&
                         event.sessionStatus != SpdySessionStatus::OK);
            if (event.id == 1 && event.type == SpdyEventType::DATA)
            {
                Append(received, event.data);
                hasEnded = hasEnded || event.fin;
            }
        }
        NS_TEST_ASSERT_MSG_EQ(hasFailed || (hasEnded && received == Bytes(500, 'd')),
                              true,
                              "the other stream arrives");
    }

    SpdyVersion m_version; //!< protocol version
};

/// Memory that a peer could try to take.
class SpdyFloodTest : public TestCase
{
  public:
    /// @param version protocol version
    explicit SpdyFloodTest(SpdyVersion version)
        : TestCase("A peer of " + GetTitle(version) +
                   " that opens and resets streams and reads nothing is sent away"),
          m_version(version)
    {
    }

  private:
    void DoRun() override
    {
        SpdyTestPeer peer(m_version);
        SpdySession server(SpdyRole::SERVER, m_version);
        uint32_t opened = 0;
        bool hasFailed = false;
        for (uint32_t id = 1; id < 100000 && !hasFailed; id += 2)
        {
            auto events = server.Receive(peer.SynStream(id));
            for (const auto& event : server.Receive(Reset(peer, id)))
            {
                hasFailed = hasFailed || event.type == SpdyEventType::SESSION_ERROR;
            }
            for (const auto& event : events)
            {
                hasFailed = hasFailed || event.type == SpdyEventType::SESSION_ERROR;
                if (event.type == SpdyEventType::STREAM_OPENED)
                {
                    ++opened;
                }
            }
            // Late, as an application that computes: the reply finds no stream.
            server.Reply(id, MakeReply(m_version), false);
        }
        NS_TEST_ASSERT_MSG_EQ(hasFailed, false, "nothing is queued, nothing grows");
        NS_TEST_ASSERT_MSG_EQ(opened, 50000, "each was opened");

        SpdySession quick(SpdyRole::SERVER, m_version);
        SpdyTestPeer other(m_version);
        opened = 0;
        for (uint32_t id = 1; id < 100000 && !hasFailed; id += 2)
        {
            quick.Receive(other.SynStream(id));
            opened += quick.Reply(id, MakeReply(m_version), false) ? 1 : 0;
            for (const auto& event : quick.Receive(Reset(other, id)))
            {
                hasFailed = hasFailed || event.type == SpdyEventType::SESSION_ERROR;
            }
        }
        NS_TEST_ASSERT_MSG_EQ(hasFailed, true, "replies that are not read are an attack");
        NS_TEST_ASSERT_MSG_LT(opened, 1200, "soon");
        NS_TEST_ASSERT_MSG_LT(quick.TakeOutput(SIZE_MAX).size(), 1000, "and are thrown away");
        NS_TEST_ASSERT_MSG_EQ(quick.IsClosed(), true, "closed");
    }

    SpdyVersion m_version; //!< protocol version
};

/// Many small frames that inflate to large blocks.
class SpdyBombTest : public TestCase
{
  public:
    /// @param version protocol version
    explicit SpdyBombTest(SpdyVersion version)
        : TestCase("Header blocks of " + GetTitle(version) +
                   " that inflate a thousandfold do not fill memory"),
          m_version(version)
    {
    }

  private:
    /// What came of some input.
    struct Outcome
    {
        size_t memory{0};      //!< largest that the headers of one Receive() took, in octets
        bool hasFailed{false}; //!< the session ended
    };

    /// @return streams that are opened and reset at once, so that no limit on streams holds
    Bytes MakeBombs(const SpdyHeader& more) const
    {
        SpdyTestPeer peer(m_version);
        Bytes bytes;
        for (uint32_t id = 1; id < 1000; id += 2)
        {
            SpdyHeaders headers = MakeRequest(m_version);
            headers.push_back(more);
            Append(bytes, peer.SynStream(id, peer.Block(headers)));
            Append(bytes, Reset(peer, id));
        }
        return bytes;
    }

    Outcome Feed(ByteView bytes, size_t step) const
    {
        SpdySession server(SpdyRole::SERVER, m_version);
        Outcome outcome;
        for (size_t i = 0; i < bytes.Size(); i += step)
        {
            size_t memory = 0;
            for (const auto& event : server.Receive(bytes.Sub(i, step)))
            {
                outcome.hasFailed = outcome.hasFailed || event.type == SpdyEventType::SESSION_ERROR;
                for (const auto& header : event.headers)
                {
                    memory += sizeof(header) + header.name.size() + header.value.size();
                }
            }
            outcome.memory = std::max(outcome.memory, memory);
        }
        return outcome;
    }

    void DoRun() override
    {
        const size_t limit = SpdyConfig().maxHeadersAtOnce;
        const Bytes bombs = MakeBombs({"a", std::string(60000, 'x')});
        NS_TEST_ASSERT_MSG_LT(bombs.size(), 150000, "small");
        const Outcome atOnce = Feed(bombs, bombs.size());
        NS_TEST_ASSERT_MSG_EQ(atOnce.hasFailed, true, "30 million octets are an attack");
        NS_TEST_ASSERT_MSG_LT_OR_EQ(atOnce.memory, limit, "of which few are kept");
        const Outcome inParts = Feed(bombs, 2000);
        NS_TEST_ASSERT_MSG_EQ(inParts.hasFailed, false, "each alone is as large as is allowed");
        NS_TEST_ASSERT_MSG_LT_OR_EQ(inParts.memory, limit, "few at a time");
        const Bytes usual = MakeBombs({"cookie", std::string(500, 'x')});
        NS_TEST_ASSERT_MSG_EQ(Feed(usual, usual.size()).hasFailed, false, "requests of browsers");
    }

    SpdyVersion m_version; //!< protocol version
};

/// Input that no peer should send.
class SpdyNoiseTest : public TestCase
{
  public:
    /// @param version protocol version
    explicit SpdyNoiseTest(SpdyVersion version)
        : TestCase("Cut, flipped and made-up input neither crashes nor grows a session of " +
                   GetTitle(version)),
          m_version(version)
    {
    }

  private:
    void DoRun() override
    {
        std::mt19937 random(7);
        const Bytes good = Record();
        for (size_t size = 0; size <= good.size(); ++size)
        {
            Feed(ByteView(good).Sub(0, size), random);
        }
        for (size_t bit = 0; bit < 8 * good.size(); ++bit)
        {
            Bytes bad = good;
            bad[bit / 8] ^= 1u << bit % 8;
            Feed(bad, random);
        }
        for (int round = 0; round < 3000; ++round)
        {
            Feed(MakeUp(random), random);
        }
    }

    /// @return what a client sends in a session with everything in it
    Bytes Record() const
    {
        SpdySession client(SpdyRole::CLIENT, m_version);
        client.SendData(client.OpenStream(MakeRequest(m_version), 0, false), Bytes(20), true);
        client.OpenStream(MakeRequest(m_version), 1, true);
        client.Ping();
        const uint32_t last = client.OpenStream(MakeRequest(m_version), 2, false);
        client.SendHeaders(last, {{"x-more", "1"}}, false);
        client.ResetStream(last, SpdyStreamStatus::CANCEL);
        client.GoAway(SpdySessionStatus::OK);
        Bytes recorded = SpdyTestPeer(m_version).Write(SpdyWindowUpdateFrame{0, 100});
        Append(recorded, client.TakeOutput(SIZE_MAX));
        return recorded;
    }

    /// @return well-formed frames with any values in any order
    Bytes MakeUp(std::mt19937& random) const
    {
        SpdyTestPeer peer(m_version);
        Bytes bytes;
        for (int i = 0; i < 12; ++i)
        {
            ByteWriter writer;
            const bool isControl = random() % 4 != 0;
            const uint32_t type = random() % 12;
            const uint32_t id = random() % 6;
            writer.U32(isControl
                           ? 0x80000000 |
                                 uint32_t{GetSpdyVersionTraits(m_version).wireVersion} << 16 | type
                           : id);
            writer.U8(random() % 4);
            const auto mark = writer.Begin(3);
            if (type == 1 || type == 2 || type == 8)
            {
                writer.U32(id);
                writer.Write(Bytes(type == 1 ? 6 : GetSpdyVersionTraits(m_version).replyPadding));
                writer.Write(peer.Block(random() % 2 ? MakeReply(m_version) : MakePush(m_version)));
            }
            else
            {
                writer.U32(id);
                writer.Write(Bytes(random() % 3 * 4, static_cast<uint8_t>(random())));
            }
            writer.End(mark);
            Append(bytes, writer.View());
        }
        return bytes;
    }

    void Feed(ByteView bytes, std::mt19937& random)
    {
        const auto role = random() % 2 ? SpdyRole::CLIENT : SpdyRole::SERVER;
        SpdyConfig config;
        config.acceptPush = true;
        SpdySession session(role, m_version, config);
        if (role == SpdyRole::CLIENT)
        {
            session.OpenStream(MakeRequest(m_version), 0, true);
        }
        const size_t step = 1 + random() % 40;
        bool hasFailed = false;
        for (size_t i = 0; i < bytes.Size(); i += step)
        {
            for (const auto& event : session.Receive(bytes.Sub(i, step)))
            {
                NS_TEST_ASSERT_MSG_EQ(hasFailed && event.type == SpdyEventType::DATA,
                                      false,
                                      "no data after the session's end");
                hasFailed = hasFailed || event.type == SpdyEventType::SESSION_ERROR;
                if (event.type == SpdyEventType::STREAM_OPENED)
                {
                    session.Reply(event.id, MakeReply(m_version), false);
                    session.SendData(event.id, Bytes(50), true);
                }
            }
        }
        NS_TEST_ASSERT_MSG_LT(session.TakeOutput(SIZE_MAX).size(), 20000, "bounded output");
        NS_TEST_ASSERT_MSG_EQ(hasFailed && !session.IsClosed(), false, "an error is the end");
    }

    SpdyVersion m_version; //!< protocol version
};

/// What a hostile peer sends.
class SpdyHostileTestSuite : public TestSuite
{
  public:
    SpdyHostileTestSuite()
        : TestSuite("tls-spdy-spdy-hostile", TestSuite::Type::UNIT)
    {
        for (const auto version : SPDY_VERSIONS)
        {
            AddTestCase(new SpdyNeighbourTest(version));
            AddTestCase(new SpdyFloodTest(version));
            AddTestCase(new SpdyBombTest(version));
            AddTestCase(new SpdyNoiseTest(version));
        }
    }
};

SpdyHostileTestSuite g_spdyHostileTestSuite; //!< registers the suite

} // namespace
