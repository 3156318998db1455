/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-test-peer.h"

#include "ns3/test.h"

using namespace ns3;
using namespace ns3::spdy;

namespace
{

/// A session under test, its scripted peer, and what reads its answers.
struct Scene
{
    /**
     * @param side under test
     * @param version protocol version
     * @param config without its first SETTINGS
     */
    Scene(SpdyRole side, SpdyVersion version, SpdyConfig config = {})
        : peer(version),
          session(side, version, Quiet(config))
    {
    }

    /// @return names of what is sent now
    std::string Names()
    {
        return GetNames(peer.ReadFrom(session));
    }

    static SpdyConfig Quiet(SpdyConfig config)
    {
        config.sendSettings = false;
        return config;
    }

    SpdyTestPeer peer;   //!< writes and reads
    SpdySession session; //!< under test
};

/// Bounds to the octet, and what follows them.
class SpdyLimitTest : public TestCase
{
  public:
    /// @param version protocol version
    explicit SpdyLimitTest(SpdyVersion version)
        : TestCase("Limits of " + GetTitle(version) + " hold to the octet, the frame and the id"),
          m_version(version)
    {
    }

  private:
    void DoRun() override
    {
        CheckAnswers();
        CheckHeaderMemory();
        CheckResetIds();
        CheckPayload();
        CheckOwnSettings();
        CheckSessionWindow();
        CheckEnd();
        CheckGoAway();
        CheckPeerSettings();
    }

    /// Answers that wait are counted, those that were read and what is no answer are not.
    void CheckAnswers()
    {
        SpdyConfig config;
        config.maxQueuedAnswers = 10;
        config.maxConcurrentStreams = 2;
        Scene scene(SpdyRole::SERVER, m_version, config);
        for (int i = 0; i < 20; ++i)
        {
            scene.session.Ping();
        }
        for (int round = 0; round < 3; ++round)
        {
            for (int i = 0; i < 12; ++i)
            {
                scene.session.Receive(scene.peer.Write(SpdyPingFrame{1}));
            }
            NS_TEST_EXPECT_MSG_EQ(scene.session.IsClosed(), false, "as many as are allowed");
            scene.Names();
        }
        for (int i = 0; i < 13; ++i)
        {
            scene.session.Receive(scene.peer.Write(SpdyPingFrame{1}));
        }
        NS_TEST_EXPECT_MSG_EQ(scene.Names(), "GOAWAY ", "one more");
    }

    /// What the headers of one Receive() may take.
    void CheckHeaderMemory()
    {
        const SpdyHeaders request = MakeRequest(m_version);
        ByteWriter plain;
        Serialize(request, GetSpdyVersionTraits(m_version), plain);
        for (const size_t missing : {0, 1})
        {
            SpdyConfig config;
            config.maxHeadersAtOnce =
                2 * (plain.Size() + request.size() * sizeof(SpdyHeader)) - missing;
            Scene scene(SpdyRole::SERVER, m_version, config);
            for (uint32_t id = 1; id < 9; id += 4)
            {
                Bytes two = scene.peer.SynStream(id);
                Append(two, scene.peer.SynStream(id + 2));
                scene.session.Receive(two);
            }
            NS_TEST_EXPECT_MSG_EQ(scene.session.GetStreamCount(), (missing ? 0 : 4), "opened");
        }
    }

    /// What is late for a stream that was reset is not answered, as long as it is remembered.
    void CheckResetIds()
    {
        Scene scene(SpdyRole::SERVER, m_version);
        for (uint32_t id = 1; id <= 2 * 257; id += 2)
        {
            scene.session.Receive(scene.peer.SynStream(id));
            scene.session.ResetStream(id, SpdyStreamStatus::CANCEL);
        }
        scene.Names();
        scene.session.Receive(scene.peer.Data(3, 1));
        scene.session.Receive(scene.peer.Data(2 * 257 - 1, 1));
        NS_TEST_EXPECT_MSG_EQ(scene.Names(), "", "the last 256 are");
        scene.session.Receive(scene.peer.Data(1, 1));
        NS_TEST_EXPECT_MSG_EQ(scene.Names(),
                              (m_version == SpdyVersion::SPDY_2 ? "" : "RST_STREAM "),
                              "the one before them is not, which only SPDY 2 ignores");
    }

    /// No frame is longer than its length field can say.
    void CheckPayload()
    {
        if (m_version != SpdyVersion::SPDY_2)
        {
            return; // windows cut it earlier
        }
        SpdyConfig config;
        config.maxDataPayload = SIZE_MAX;
        Scene scene(SpdyRole::CLIENT, m_version, config);
        const uint32_t id = scene.session.OpenStream(MakeRequest(m_version), 0, false);
        scene.session.SendData(id, Bytes(1 << 24), true);
        const auto frames = scene.peer.ReadFrom(scene.session);
        NS_TEST_ASSERT_MSG_EQ(GetNames(frames), "SYN_STREAM DATA DATA ", "two frames");
        NS_TEST_EXPECT_MSG_EQ(GetSpdyFrameDetail(frames.at(1)), "data=16777215", "the longest");
    }

    /// Values that no SETTINGS can carry are brought within their range, and streams are counted.
    void CheckOwnSettings()
    {
        Scene scene(SpdyRole::SERVER, m_version);
        scene.session.UpdateSettings({{SpdySettingId::INITIAL_WINDOW_SIZE, 0}});
        scene.session.UpdateSettings({{SpdySettingId::INITIAL_WINDOW_SIZE, UINT32_MAX}});
        const auto frames = scene.peer.ReadFrom(scene.session);
        NS_TEST_EXPECT_MSG_EQ(GetSpdyFrameDetail(frames.at(0)), "INITIAL_WINDOW_SIZE=1", "least");
        NS_TEST_EXPECT_MSG_EQ(GetSpdyFrameDetail(frames.at(1)),
                              "INITIAL_WINDOW_SIZE=2147483647",
                              "most");
        scene.session.UpdateSettings({{SpdySettingId::MAX_CONCURRENT_STREAMS, 1}});
        scene.session.Receive(scene.peer.SynStream(1));
        scene.session.Receive(scene.peer.SynStream(3));
        NS_TEST_EXPECT_MSG_EQ(scene.Names(), "SETTINGS RST_STREAM ", "the new limit holds");
    }

    /// The session's window begins with 65536 octets, which only WINDOW_UPDATE can raise.
    void CheckSessionWindow()
    {
        if (!GetSpdyVersionTraits(m_version).hasSessionWindow)
        {
            return;
        }
        SpdyConfig config;
        config.sessionWindow = 1000;
        Scene small(SpdyRole::SERVER, m_version, config);
        small.session.Receive(small.peer.SynStream(1));
        small.session.Receive(small.peer.Data(1, 65536));
        NS_TEST_EXPECT_MSG_EQ(small.session.GetStreamCount(), 1, "not below the draft's");
        config.sessionWindow = UINT32_MAX;
        Scene large(SpdyRole::SERVER, m_version, config);
        const auto frames = large.peer.ReadFrom(large.session);
        NS_TEST_EXPECT_MSG_EQ(GetSpdyFrameDetail(frames.at(0)), "delta=2147418111", "31 bits");

        // A stream that has ended needs no window; the session's is everybody's.
        Scene ended(SpdyRole::SERVER, m_version);
        ended.session.Receive(ended.peer.SynStream(1));
        ended.session.Receive(ended.peer.Data(1, 40000, true));
        const auto updates = ended.peer.ReadFrom(ended.session);
        NS_TEST_ASSERT_MSG_EQ(GetNames(updates), "WINDOW_UPDATE ", "one");
        NS_TEST_EXPECT_MSG_EQ(GetSpdyStreamId(updates.at(0)), 0, "of the session");
    }

    /// GOAWAY is the last frame and names what was served; what comes later is not taken.
    void CheckEnd()
    {
        SpdyConfig config;
        config.maxConcurrentStreams = 2;
        Scene scene(SpdyRole::SERVER, m_version, config);
        for (const uint32_t id : {1, 3, 5})
        {
            scene.session.Receive(scene.peer.SynStream(id));
        }
        scene.Names();
        scene.session.Receive(scene.peer.Data(1, 40000));
        scene.session.Receive(scene.peer.Data(0, 1));
        const auto frames = scene.peer.ReadFrom(scene.session);
        NS_TEST_ASSERT_MSG_EQ(GetNames(frames), "GOAWAY ", "no window is given any more");
        NS_TEST_EXPECT_MSG_EQ(std::get<SpdyGoAwayFrame>(frames.at(0)).lastGoodId,
                              3,
                              "the one above was refused");
        const uint64_t received = scene.session.GetCounters().bytesReceived;
        NS_TEST_EXPECT_MSG_EQ(scene.session.Receive(Bytes(100)).size(), 0, "nothing happens");
        NS_TEST_EXPECT_MSG_EQ(scene.session.GetCounters().bytesReceived, received, "not kept");
    }

    /// After GOAWAY old streams go on and no new ones come.
    void CheckGoAway()
    {
        const bool isIgnored = GetSpdyVersionTraits(m_version).ignoresLateData;
        const std::string late = isIgnored ? "" : "RST_STREAM ";
        Scene server(SpdyRole::SERVER, m_version);
        server.session.Receive(server.peer.SynStream(1, true));
        server.session.Reply(1, MakeReply(m_version), true);
        server.session.GoAway(SpdySessionStatus::OK);
        server.Names();
        server.session.Receive(server.peer.Data(1, 1));
        NS_TEST_EXPECT_MSG_EQ(server.Names(), late, "a stream that was served is known");

        SpdyConfig config;
        config.acceptPush = true;
        Scene client(SpdyRole::CLIENT, m_version, config);
        client.session.OpenStream(MakeRequest(m_version), 0, true);
        client.session.Receive(client.peer.SynReply(1, true));
        client.session.GoAway(SpdySessionStatus::OK);
        client.Names();
        NS_TEST_EXPECT_MSG_EQ(client.session.OpenStream(MakeRequest(m_version), 0, true),
                              0,
                              "who says GOAWAY opens no stream");
        client.session.Receive(client.peer.Data(1, 1));
        NS_TEST_EXPECT_MSG_EQ(client.Names(), late, "its own streams are known");

        Scene pushed(SpdyRole::CLIENT, m_version, config);
        pushed.session.OpenStream(MakeRequest(m_version), 0, true);
        pushed.session.Receive(pushed.peer.Push(2, 1, MakePush(m_version)));
        const SpdyGoAwayFrame away{1, SpdySessionStatus::OK};
        pushed.session.Receive(pushed.peer.Write(away));
        NS_TEST_EXPECT_MSG_EQ(pushed.session.GetStreamCount(), 2, "the id is about requests");
    }

    /// Who may ask to keep a value, who gives it back, and what a new window lets go.
    void CheckPeerSettings()
    {
        using Id = SpdySettingId;
        const SpdySettingsFrame kept{false,
                                     {{Id{0}, 1, SPDY_PERSIST_VALUE},
                                      {Id::CLIENT_CERTIFICATE_VECTOR_SIZE, 2, SPDY_PERSIST_VALUE},
                                      {Id{9}, 3, SPDY_PERSIST_VALUE}}};
        Scene server(SpdyRole::SERVER, m_version);
        server.session.Receive(server.peer.Write(kept));
        NS_TEST_EXPECT_MSG_EQ(server.session.GetPersistedSettings().size(), 0, "clients keep");
        Scene client(SpdyRole::CLIENT, m_version);
        client.session.Receive(client.peer.Write(kept));
        const auto settings = client.session.GetPersistedSettings();
        NS_TEST_ASSERT_MSG_EQ(settings.size(), 1, "what the drafts define");
        NS_TEST_EXPECT_MSG_EQ(settings.at(0).value, 2, "up to the last one");
        const SpdySettingsFrame echoed{false, {{Id::MAX_CONCURRENT_STREAMS, 0, SPDY_PERSISTED}}};
        client.session.Receive(client.peer.Write(echoed));
        NS_TEST_EXPECT_MSG_EQ(client.session.CanOpenStream(), false, "servers echo nothing");

        Scene blocked(SpdyRole::CLIENT, m_version);
        const auto window = [&blocked](uint32_t size) {
            const SpdySettingsFrame frame{false, {{Id::INITIAL_WINDOW_SIZE, size, 0}}};
            blocked.session.Receive(blocked.peer.Write(frame));
        };
        window(10);
        const uint32_t id = blocked.session.OpenStream(MakeRequest(m_version), 0, false);
        blocked.session.SendData(id, Bytes(20), true);
        blocked.Names();
        window(20);
        NS_TEST_EXPECT_MSG_EQ(blocked.Names(),
                              (m_version == SpdyVersion::SPDY_2 ? "" : "DATA "),
                              "the rest goes once the window is larger");
    }

    SpdyVersion m_version; //!< protocol version
};

/// Bounds of a session.
class SpdyLimitTestSuite : public TestSuite
{
  public:
    SpdyLimitTestSuite()
        : TestSuite("tls-spdy-spdy-limit", TestSuite::Type::UNIT)
    {
        for (const auto version : SPDY_VERSIONS)
        {
            AddTestCase(new SpdyLimitTest(version));
        }
    }
};

SpdyLimitTestSuite g_spdyLimitTestSuite; //!< registers the suite

} // namespace
