/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-test-peer.h"

#include "ns3/test.h"

using namespace ns3;
using namespace ns3::spdy;

namespace
{

/// Server push between two sessions (3.3).
class SpdyPushTest : public TestCase
{
  public:
    /// @param version protocol version
    explicit SpdyPushTest(SpdyVersion version)
        : TestCase("Pushes of " + GetTitle(version) +
                   " belong to a request and end when either side cancels"),
          m_version(version)
    {
    }

  private:
    void DoRun() override
    {
        CheckDelivery();
        CheckRefusals();
        CheckCancel();
        CheckNotWanted();
    }

    /// A client with one request, and its server that has begun to answer.
    struct Pair
    {
        /**
         * @param version protocol version
         * @param config of the client
         */
        Pair(SpdyVersion version, const SpdyConfig& config)
            : client(SpdyRole::CLIENT, version, config),
              server(SpdyRole::SERVER, version)
        {
            id = client.OpenStream(MakeRequest(version), 0, true);
            Up();
            server.Reply(id, MakeReply(version), false);
            Down();
        }

        /// @return what the server sees of what the client sends
        std::vector<SpdyEvent> Up()
        {
            return server.Receive(client.TakeOutput(SIZE_MAX));
        }

        /// @return what the client sees of what the server sends
        std::vector<SpdyEvent> Down()
        {
            return client.Receive(server.TakeOutput(SIZE_MAX));
        }

        SpdySession client; //!< the one side
        SpdySession server; //!< the other side
        uint32_t id;        //!< stream of the request
    };

    static SpdyConfig Wanted()
    {
        SpdyConfig config;
        config.acceptPush = true;
        return config;
    }

    void CheckDelivery()
    {
        Pair pair(m_version, Wanted());
        const uint32_t pushed = pair.server.PushStream(pair.id, MakePush(m_version), 3, false);
        NS_TEST_ASSERT_MSG_EQ(pushed, 2, "servers open even streams");
        pair.server.SendData(pair.id, Bytes(5), true);
        NS_TEST_ASSERT_MSG_EQ(pair.server.PushStream(pair.id, MakePush(m_version), 3, false),
                              0,
                              "not after the end of the reply");
        auto events = pair.Down();
        const auto* opened = FindEvent(events, SpdyEventType::STREAM_OPENED);
        NS_TEST_ASSERT_MSG_NE(opened, nullptr, "pushed");
        NS_TEST_ASSERT_MSG_EQ(opened->associatedId, pair.id, "belongs to the request");
        NS_TEST_ASSERT_MSG_EQ(opened->unidirectional, true, "no way back");
        NS_TEST_ASSERT_MSG_EQ((opened->headers == MakePush(m_version)), true, "names");
        NS_TEST_ASSERT_MSG_EQ(pair.client.Reply(pushed, MakeReply(m_version), true),
                              false,
                              "takes no reply");
        NS_TEST_ASSERT_MSG_EQ(pair.client.SendData(pushed, Bytes(1), true), false, "nor data");
        pair.server.SendData(pushed, Bytes(10), true);
        events = pair.Down();
        const auto* closed = FindEvent(events, SpdyEventType::STREAM_CLOSED);
        NS_TEST_ASSERT_MSG_NE(closed, nullptr, "the push may outlive the reply");
        NS_TEST_ASSERT_MSG_EQ(closed->id, pushed, "that one");
        pair.client.GoAway(SpdySessionStatus::OK);
        const auto last = pair.Up();
        NS_TEST_ASSERT_MSG_EQ(FindEvent(last, SpdyEventType::GOAWAY)->id, 2, "last good push");
    }

    void CheckRefusals()
    {
        Pair pair(m_version, Wanted());
        NS_TEST_ASSERT_MSG_EQ(pair.server.PushStream(7, MakePush(m_version), 0, false),
                              0,
                              "no such stream");
        NS_TEST_ASSERT_MSG_EQ(
            pair.server.PushStream(pair.id, MakePush(m_version, "evil.test"), 0, false),
            0,
            "another origin");
        NS_TEST_ASSERT_MSG_EQ(pair.server.PushStream(pair.id, MakeReply(m_version), 0, false),
                              0,
                              "no resource");
        NS_TEST_ASSERT_MSG_EQ(pair.client.PushStream(pair.id, MakePush(m_version), 0, false),
                              0,
                              "clients do not push");
    }

    void CheckCancel()
    {
        for (const bool isRequest : {false, true})
        {
            Pair pair(m_version, Wanted());
            const uint32_t first = pair.server.PushStream(pair.id, MakePush(m_version), 0, false);
            const uint32_t second = pair.server.PushStream(pair.id, MakePush(m_version), 0, false);
            pair.server.SendData(first, Bytes(10), false);
            pair.Down();
            pair.client.ResetStream(isRequest ? pair.id : first, SpdyStreamStatus::CANCEL);
            NS_TEST_ASSERT_MSG_EQ(pair.client.GetStreamCount(), (isRequest ? 0 : 2), "client");
            // This is on its way when the server hears of it.
            pair.server.SendData(first, Bytes(10), false);
            pair.server.SendData(second, Bytes(10), true);
            const auto late = pair.Down();
            const Bytes up = pair.client.TakeOutput(SIZE_MAX);
            NS_TEST_ASSERT_MSG_EQ(GetNames(SpdyTestPeer(m_version).Read(up)),
                                  "RST_STREAM ",
                                  "what is late is not answered");
            pair.server.Receive(up);
            NS_TEST_ASSERT_MSG_EQ(pair.server.GetStreamCount(), (isRequest ? 0 : 1), "server");
            NS_TEST_ASSERT_MSG_EQ((FindEvent(late, SpdyEventType::DATA) == nullptr),
                                  isRequest,
                                  "only the other push arrives");
            NS_TEST_ASSERT_MSG_EQ(pair.server.SendData(first, Bytes(10), false), false, "stopped");
        }
    }

    void CheckNotWanted()
    {
        SpdyConfig none = Wanted();
        none.maxConcurrentStreams = 0;
        Pair pair(m_version, none);
        NS_TEST_ASSERT_MSG_EQ(pair.server.CanOpenStream(), false, "the client wants none");
        NS_TEST_ASSERT_MSG_EQ(pair.server.PushStream(pair.id, MakePush(m_version), 0, false),
                              0,
                              "so there is none");
        for (const bool isWanted : {false, true})
        {
            SpdyConfig config;
            config.acceptPush = isWanted;
            config.maxConcurrentStreams = isWanted ? 0 : 100;
            config.sendSettings = false;
            SpdyTestPeer peer(m_version);
            SpdyTestPeer reader(m_version);
            SpdySession client(SpdyRole::CLIENT, m_version, config);
            client.OpenStream(MakeRequest(m_version), 0, true);
            reader.ReadFrom(client);
            client.Receive(peer.Push(2, 1, MakePush(m_version)));
            const auto frames = reader.ReadFrom(client);
            NS_TEST_ASSERT_MSG_EQ(GetNames(frames), "RST_STREAM ", "refused");
            NS_TEST_ASSERT_MSG_EQ(GetSpdyFrameDetail(frames.at(0)), "REFUSED_STREAM", "politely");
        }
    }

    SpdyVersion m_version; //!< protocol version
};

/// Server push.
class SpdyPushTestSuite : public TestSuite
{
  public:
    SpdyPushTestSuite()
        : TestSuite("tls-spdy-spdy-push", TestSuite::Type::UNIT)
    {
        for (const auto version : SPDY_VERSIONS)
        {
            AddTestCase(new SpdyPushTest(version));
        }
    }
};

SpdyPushTestSuite g_spdyPushTestSuite; //!< registers the suite

} // namespace
