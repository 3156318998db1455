/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-test-peer.h"

#include "ns3/test.h"

using namespace ns3;
using namespace ns3::spdy;

namespace
{

/// A request and its reply.
class SpdyExchangeTest : public TestCase
{
  public:
    /**
     * @param version protocol version
     * @param step octets that pass at a time
     */
    SpdyExchangeTest(SpdyVersion version, size_t step)
        : TestCase(GetTitle(version) + " exchanges " + "request and reply in steps of " +
                   std::to_string(step) + " octets"),
          m_version(version),
          m_step(step)
    {
    }

  private:
    void DoRun() override
    {
        SpdyConfig config;
        config.sessionWindow = 100000;
        SpdySession client(SpdyRole::CLIENT, m_version, config);
        SpdySession server(SpdyRole::SERVER, m_version, config);
        const uint32_t id = client.OpenStream(MakeRequest(m_version), 2, false);
        NS_TEST_ASSERT_MSG_EQ(id, 1, "the first stream of a client");
        NS_TEST_ASSERT_MSG_EQ(client.SendData(id, Bytes(200000, 'q'), false), true, "body");
        NS_TEST_ASSERT_MSG_EQ(client.SendHeaders(id, {{"x-end", "1"}}, true), true, "trailer");
        const uint32_t ping = client.Ping();
        bool hasGoneAway = false;
        for (int i = 0; i < 2000000 && !(client.IsClosed() && server.IsClosed()); ++i)
        {
            for (const auto& event : server.Receive(client.TakeOutput(m_step)))
            {
                Count(event, m_atServer);
                if (event.type == SpdyEventType::STREAM_OPENED)
                {
                    NS_TEST_ASSERT_MSG_EQ((event.headers == MakeRequest(m_version)),
                                          true,
                                          "request");
                    NS_TEST_ASSERT_MSG_EQ(uint32_t{event.priority}, 2, "priority");
                }
                if (event.fin)
                {
                    NS_TEST_ASSERT_MSG_EQ(server.Reply(event.id, MakeReply(m_version), false),
                                          true,
                                          "reply");
                    server.SendData(event.id, Bytes(300000, 'r'), true);
                }
            }
            Count(server.TakeEvents(), m_atServer);
            for (const auto& event : client.Receive(server.TakeOutput(m_step)))
            {
                Count(event, m_atClient);
                if (event.type == SpdyEventType::PING_REPLY)
                {
                    NS_TEST_ASSERT_MSG_EQ(event.id, ping, "the same id");
                }
                if (event.type == SpdyEventType::STREAM_CLOSED)
                {
                    client.GoAway(SpdySessionStatus::OK);
                    hasGoneAway = true;
                }
            }
            Count(client.TakeEvents(), m_atClient);
        }
        NS_TEST_ASSERT_MSG_EQ(hasGoneAway, true, "the stream closed");
        NS_TEST_ASSERT_MSG_EQ(client.IsClosed() && server.IsClosed(), true, "both are done");
        NS_TEST_ASSERT_MSG_EQ(m_atServer.data, 200000, "octets of the request");
        NS_TEST_ASSERT_MSG_EQ(m_atClient.data, 300000, "octets of the reply");
        const SpdyCounters& sent = client.GetCounters();
        const SpdyCounters& received = server.GetCounters();
        NS_TEST_ASSERT_MSG_EQ(sent.bytesSent, received.bytesReceived, "octets");
        NS_TEST_ASSERT_MSG_EQ(sent.framesSent, received.framesReceived, "frames");
        NS_TEST_ASSERT_MSG_EQ(sent.headerPlainSent, received.headerPlainReceived, "plain");
        NS_TEST_ASSERT_MSG_EQ(sent.headerWireSent, received.headerWireReceived, "wire");
        NS_TEST_ASSERT_MSG_LT(sent.headerWireSent, sent.headerPlainSent, "compression pays");
        NS_TEST_ASSERT_MSG_EQ(Trail(m_atServer), "OPENED DATA HEADERS CLOSED GOAWAY ", "server");
        NS_TEST_ASSERT_MSG_EQ(Trail(m_atClient), "REPLY DATA CLOSED GOAWAY ", "client");
        const auto ours = client.TakeFrameRecords();
        const auto theirs = server.TakeFrameRecords();
        NS_TEST_ASSERT_MSG_EQ(Names(ours, true), Names(theirs, false), "time lines agree");
        NS_TEST_ASSERT_MSG_EQ(Names(ours, false), Names(theirs, true), "time lines agree");
    }

    /// What one side saw.
    struct Seen
    {
        size_t data = 0;                  //!< octets of data
        std::vector<SpdyEventType> kinds; //!< kinds of events, repeats left out
    };

    static void Count(const SpdyEvent& event, Seen& seen)
    {
        seen.data += event.data.size();
        if (seen.kinds.empty() || seen.kinds.back() != event.type)
        {
            seen.kinds.push_back(event.type);
        }
    }

    static void Count(const std::vector<SpdyEvent>& events, Seen& seen)
    {
        for (const auto& event : events)
        {
            Count(event, seen);
        }
    }

    static std::string Trail(const Seen& seen)
    {
        std::string trail;
        for (const auto kind : seen.kinds)
        {
            trail += kind == SpdyEventType::STREAM_OPENED   ? "OPENED "
                     : kind == SpdyEventType::REPLY         ? "REPLY "
                     : kind == SpdyEventType::HEADERS       ? "HEADERS "
                     : kind == SpdyEventType::DATA          ? "DATA "
                     : kind == SpdyEventType::STREAM_CLOSED ? "CLOSED "
                     : kind == SpdyEventType::GOAWAY        ? "GOAWAY "
                                                            : "";
        }
        return trail;
    }

    static std::string Names(const std::vector<SpdyFrameRecord>& records, bool sent)
    {
        std::string names;
        for (const auto& record : records)
        {
            if (record.sent == sent)
            {
                names += record.name + "/" + std::to_string(record.streamId) + "/" +
                         std::to_string(record.bytes) + "/" + record.detail + " ";
            }
        }
        return names;
    }

    SpdyVersion m_version; //!< protocol version
    size_t m_step;         //!< octets at a time
    Seen m_atServer;       //!< what the server saw
    Seen m_atClient;       //!< what the client saw
};

/// Rules that are not errors.
class SpdyRulesTest : public TestCase
{
  public:
    /// @param version protocol version
    explicit SpdyRulesTest(SpdyVersion version)
        : TestCase("Limits, GOAWAY, PING, SETTINGS and header state follow the draft of " +
                   GetTitle(version)),
          m_version(version),
          m_request(MakeRequest(version)),
          m_reply(MakeReply(version))
    {
    }

  private:
    void DoRun() override
    {
        CheckLimits();
        CheckLimitBeforeSettings();
        CheckGoAwayReceived();
        CheckGoAwaySent();
        CheckRefusedHeadersInflate();
        CheckFirstSettings();
        CheckPersistence();
        CheckPing();
        CheckCredential();
        CheckPriorityBits();
    }

    void CheckLimits()
    {
        SpdyTestPeer peer(m_version);
        SpdyTestPeer reader(m_version);
        SpdySession client(SpdyRole::CLIENT, m_version);
        const SpdyFrame limit = SpdySettingsFrame{false,
                                                  {{SpdySettingId::MAX_CONCURRENT_STREAMS, 1, 0},
                                                   {SpdySettingId::MAX_CONCURRENT_STREAMS, 9, 0}}};
        const auto events = client.Receive(peer.Write(limit));
        NS_TEST_ASSERT_MSG_EQ(events.at(0).settings.size(), 1, "the first of two values counts");
        NS_TEST_ASSERT_MSG_EQ(client.OpenStream({{"", "x"}}, 0, true), 0, "no name, no stream");
        NS_TEST_ASSERT_MSG_EQ(client.OpenStream(m_request, 0, true), 1, "one stream");
        NS_TEST_ASSERT_MSG_EQ(client.OpenStream(m_request, 0, true), 0, "not two");
        client.Receive(peer.SynReply(1, true));
        NS_TEST_ASSERT_MSG_EQ(client.OpenStream(m_request, 9, true), 3, "another one");
        NS_TEST_ASSERT_MSG_EQ(client.SendData(3, {}, true), false, "nothing after FIN");
        NS_TEST_ASSERT_MSG_EQ(GetNames(reader.ReadFrom(client)),
                              "SETTINGS SYN_STREAM SYN_STREAM ",
                              "frames");
        SpdySession server(SpdyRole::SERVER, m_version);
        NS_TEST_ASSERT_MSG_EQ(server.OpenStream(m_request, 0, true), 0, "servers only push");
    }

    void CheckLimitBeforeSettings()
    {
        SpdyTestPeer peer(m_version);
        SpdyConfig config;
        config.streamsBeforeSettings = 2;
        SpdySession client(SpdyRole::CLIENT, m_version, config);
        NS_TEST_ASSERT_MSG_EQ(client.OpenStream(m_request, 0, true), 1, "one stream");
        NS_TEST_ASSERT_MSG_EQ(client.OpenStream(m_request, 0, true), 3, "two");
        NS_TEST_ASSERT_MSG_EQ(client.OpenStream(m_request, 0, true), 0, "not three");
        client.Receive(peer.Write(SpdySettingsFrame{}));
        NS_TEST_ASSERT_MSG_EQ(client.OpenStream(m_request, 0, true), 5, "no limit was named");
        const SpdyFrame limit =
            SpdySettingsFrame{false, {{SpdySettingId::MAX_CONCURRENT_STREAMS, 4, 0}}};
        client.Receive(peer.Write(limit));
        client.Receive(peer.Write(SpdySettingsFrame{}));
        NS_TEST_ASSERT_MSG_EQ(client.OpenStream(m_request, 0, true), 7, "the fourth");
        NS_TEST_ASSERT_MSG_EQ(client.OpenStream(m_request, 0, true), 0, "a limit stays");
    }

    void CheckGoAwayReceived()
    {
        SpdyTestPeer peer(m_version);
        SpdyTestPeer reader(m_version);
        SpdySession client(SpdyRole::CLIENT, m_version);
        client.OpenStream(m_request, 0, true);
        client.OpenStream(m_request, 0, true);
        reader.ReadFrom(client);
        const auto events = client.Receive(peer.Write(SpdyGoAwayFrame{1, SpdySessionStatus::OK}));
        const auto* refused = FindEvent(events, SpdyEventType::STREAM_RESET);
        NS_TEST_ASSERT_MSG_NE(refused, nullptr, "the unseen stream may be tried again");
        NS_TEST_ASSERT_MSG_EQ(refused->id, 3, "the one above the last good id");
        NS_TEST_ASSERT_MSG_EQ((refused->streamStatus == SpdyStreamStatus::REFUSED_STREAM),
                              true,
                              "as one for which nothing was done");
        NS_TEST_ASSERT_MSG_EQ(client.OpenStream(m_request, 0, true), 0, "no more streams");
        NS_TEST_ASSERT_MSG_EQ(client.IsClosed(), false, "the other one goes on");
        client.Receive(peer.SynReply(1, true));
        const auto frames = reader.ReadFrom(client);
        NS_TEST_ASSERT_MSG_EQ(GetNames(frames), "GOAWAY ", "answered at its end");
        NS_TEST_ASSERT_MSG_EQ(std::get<SpdyGoAwayFrame>(frames.at(0)).lastGoodId, 0, "no pushes");
        NS_TEST_ASSERT_MSG_EQ(client.IsClosed(), true, "done");
    }

    void CheckGoAwaySent()
    {
        SpdyTestPeer peer(m_version);
        SpdyTestPeer reader(m_version);
        SpdySession server(SpdyRole::SERVER, m_version);
        server.Receive(peer.SynStream(1));
        server.GoAway(SpdySessionStatus::OK);
        const SpdyHeaders fresh{{"only-here", "and-nowhere-else"}};
        NS_TEST_ASSERT_MSG_EQ(server.Receive(peer.SynStream(3, peer.Block(fresh))).size(),
                              0,
                              "ignored");
        server.Receive(peer.Data(3, 100));
        server.Receive(peer.Data(99, 100));
        const auto frames = reader.ReadFrom(server);
        NS_TEST_ASSERT_MSG_EQ(GetNames(frames), "SETTINGS GOAWAY ", "silent about what is late");
        NS_TEST_ASSERT_MSG_EQ(std::get<SpdyGoAwayFrame>(frames.at(1)).lastGoodId, 1, "last good");
        const auto events = server.Receive(peer.Headers(1, fresh));
        NS_TEST_ASSERT_MSG_EQ((events.at(0).headers == fresh), true, "ignored, but inflated");
        NS_TEST_ASSERT_MSG_EQ(server.Reply(1, m_reply, true), true, "older ones are served");
        server.Receive(peer.Data(1, 0, true));
        reader.ReadFrom(server);
        NS_TEST_ASSERT_MSG_EQ(server.IsClosed(), true, "and then it is over");
    }

    void CheckRefusedHeadersInflate()
    {
        SpdyTestPeer peer(m_version);
        SpdyConfig config;
        config.maxConcurrentStreams = 1;
        SpdySession server(SpdyRole::SERVER, m_version, config);
        const SpdyHeaders fresh{{"only-here", "and-nowhere-else"}};
        server.Receive(peer.SynStream(1));
        server.Receive(peer.SynStream(3, peer.Block(fresh)));
        server.Reply(1, m_reply, true);
        server.Receive(peer.Data(1, 0, true));
        const auto events = server.Receive(peer.SynStream(5, peer.Block(fresh)));
        const auto* opened = FindEvent(events, SpdyEventType::STREAM_OPENED);
        NS_TEST_ASSERT_MSG_NE(opened, nullptr, "the compression goes on after a refused stream");
        NS_TEST_ASSERT_MSG_EQ((opened->headers == fresh), true, "right");
    }

    void CheckFirstSettings()
    {
        SpdyTestPeer reader(m_version);
        const SpdyVersionTraits& traits = GetSpdyVersionTraits(m_version);
        SpdyConfig config;
        config.settings = {{SpdySettingId::ROUND_TRIP_TIME, 40},
                           {SpdySettingId::MAX_CONCURRENT_STREAMS, 7}};
        config.sessionWindow = 70000;
        SpdySession server(SpdyRole::SERVER, m_version, config);
        const auto frames = reader.ReadFrom(server);
        NS_TEST_ASSERT_MSG_EQ(GetNames(frames),
                              (traits.hasSessionWindow ? "SETTINGS WINDOW_UPDATE " : "SETTINGS "),
                              "at the start");
        NS_TEST_ASSERT_MSG_EQ(GetSpdyFrameDetail(frames.at(0)),
                              std::string("ROUND_TRIP_TIME=40 MAX_CONCURRENT_STREAMS=100") +
                                  (traits.hasStreamWindow ? " INITIAL_WINDOW_SIZE=65536" : ""),
                              "in order of id, each once");
        if (traits.hasSessionWindow)
        {
            NS_TEST_ASSERT_MSG_EQ(std::get<SpdyWindowUpdateFrame>(frames.at(1)).delta,
                                  4464,
                                  "delta");
        }
    }

    void CheckPersistence()
    {
        using Id = SpdySettingId;
        SpdyTestPeer toClient(m_version);
        SpdyTestPeer toServer(m_version);
        SpdyConfig quiet;
        quiet.sendSettings = false;
        SpdySession server(SpdyRole::SERVER, m_version, quiet);
        SpdySession client(SpdyRole::CLIENT, m_version, quiet);
        const auto pass = [&server, &client] { client.Receive(server.TakeOutput(SIZE_MAX)); };
        server.UpdateSettings({{Id::CURRENT_CWND, 12, SPDY_PERSIST_VALUE},
                               {Id::ROUND_TRIP_TIME, 90, SPDY_PERSIST_VALUE},
                               {Id::MAX_CONCURRENT_STREAMS, 8},
                               {Id{4711}, 1, SPDY_PERSIST_VALUE}});
        pass();
        NS_TEST_ASSERT_MSG_EQ(List(client.GetPersistedSettings()), "3=90/2 5=12/2 ", "asked for");
        server.UpdateSettings(
            {{Id::CURRENT_CWND, 20, SPDY_PERSIST_VALUE}, {Id::ROUND_TRIP_TIME, 80}});
        pass();
        NS_TEST_ASSERT_MSG_EQ(List(client.GetPersistedSettings()), "3=90/2 5=20/2 ", "the latest");

        SpdyConfig next;
        next.persistedSettings = client.GetPersistedSettings();
        next.persistedSettings.push_back({Id::MAX_CONCURRENT_STREAMS, 0});
        SpdySession again(SpdyRole::CLIENT, m_version, next);
        const Bytes first = again.TakeOutput(SIZE_MAX);
        NS_TEST_ASSERT_MSG_EQ(GetNames(toServer.Read(first)), "SETTINGS SETTINGS ", "apart");
        const auto events = server.Receive(first);
        NS_TEST_ASSERT_MSG_EQ(List(events.at(0).settings), "3=90/2 4=0/2 5=20/2 ", "given back");
        server.Receive(toServer.SynStream(1));
        server.Receive(toServer.Write(
            SpdySettingsFrame{false, {{Id::MAX_CONCURRENT_STREAMS, 0, SPDY_PERSISTED}}}));
        NS_TEST_ASSERT_MSG_NE(server.PushStream(1, MakePush(m_version), 0, true),
                              0,
                              "an echoed limit limits nothing");

        // Only a server may ask for it, and only a client give back.
        client.UpdateSettings({{Id::CURRENT_CWND, 1, SPDY_PERSIST_VALUE | SPDY_PERSISTED}}, true);
        const auto sent = SpdyTestPeer(m_version).ReadFrom(client);
        const auto& frame = std::get<SpdySettingsFrame>(sent.at(0));
        NS_TEST_ASSERT_MSG_EQ(List(frame.entries), "5=1/0 ", "a client asks for nothing");
        NS_TEST_ASSERT_MSG_EQ(frame.clear, false, "and clears nothing");
        server.UpdateSettings({{Id::ROUND_TRIP_TIME, 70, SPDY_PERSIST_VALUE}}, true);
        pass();
        NS_TEST_ASSERT_MSG_EQ(List(client.GetPersistedSettings()), "3=70/2 ", "cleared first");
    }

    static std::string List(const std::vector<SpdySetting>& settings)
    {
        std::string list;
        for (const auto& setting : settings)
        {
            list += std::to_string(static_cast<uint32_t>(setting.id)) + "=" +
                    std::to_string(setting.value) + "/" + std::to_string(setting.flags) + " ";
        }
        return list;
    }

    void CheckPing()
    {
        SpdyTestPeer peer(m_version);
        SpdyTestPeer reader(m_version);
        SpdyConfig quiet;
        quiet.sendSettings = false;
        SpdySession client(SpdyRole::CLIENT, m_version, quiet);
        SpdySession server(SpdyRole::SERVER, m_version, quiet);
        NS_TEST_ASSERT_MSG_EQ(client.Ping(), 1, "odd ids of a client");
        NS_TEST_ASSERT_MSG_EQ(client.Ping(), 3, "unique");
        NS_TEST_ASSERT_MSG_EQ(server.Ping(), 2, "even ids of a server");
        reader.ReadFrom(client);
        NS_TEST_ASSERT_MSG_EQ(client.Receive(peer.Write(SpdyPingFrame{3})).at(0).id, 3, "answer");
        NS_TEST_ASSERT_MSG_EQ(client.Receive(peer.Write(SpdyPingFrame{3})).size(), 0, "once");
        client.Receive(peer.Write(SpdyPingFrame{4}));
        const auto frames = reader.ReadFrom(client);
        NS_TEST_ASSERT_MSG_EQ(GetNames(frames), "PING ", "one is sent back");
        NS_TEST_ASSERT_MSG_EQ(std::get<SpdyPingFrame>(frames.at(0)).id, 4, "the server's");
    }

    void CheckCredential()
    {
        SpdyTestPeer peer(m_version);
        SpdyTestPeer reader(m_version);
        SpdyConfig quiet;
        quiet.sendSettings = false;
        SpdySession server(SpdyRole::SERVER, m_version, quiet);
        server.Receive(peer.Write(SpdyCredentialFrame{1, {1}, {{2}}}));
        const auto frames = reader.ReadFrom(server);
        NS_TEST_ASSERT_MSG_EQ(frames.size(),
                              (GetSpdyVersionTraits(m_version).hasCredential ? 1u : 0u),
                              "answered where it exists");
        if (!frames.empty())
        {
            NS_TEST_ASSERT_MSG_EQ(GetSpdyFrameDetail(frames.at(0)),
                                  "CLIENT_CERTIFICATE_VECTOR_SIZE=0",
                                  "there is no place for certificates");
        }
    }

    void CheckPriorityBits()
    {
        SpdyTestPeer reader(m_version);
        SpdyConfig quiet;
        quiet.sendSettings = false;
        SpdySession client(SpdyRole::CLIENT, m_version, quiet);
        SpdySession server(SpdyRole::SERVER, m_version, quiet);
        const uint8_t lowest = m_version == SpdyVersion::SPDY_2 ? 3 : 7;
        for (uint8_t priority = 0; priority < 9; ++priority)
        {
            client.OpenStream(m_request, priority, true);
            const Bytes bytes = client.TakeOutput(SIZE_MAX);
            const uint8_t expected = std::min(priority, lowest);
            const int shift = m_version == SpdyVersion::SPDY_2 ? 6 : 5;
            NS_TEST_ASSERT_MSG_EQ(uint32_t{bytes.at(16)},
                                  uint32_t{expected} << shift,
                                  "in the top bits, the others 0");
            NS_TEST_ASSERT_MSG_EQ(uint32_t{bytes.at(17)}, 0, "no slot");
            NS_TEST_ASSERT_MSG_EQ(uint32_t{server.Receive(bytes).at(0).priority},
                                  uint32_t{expected},
                                  "as it was meant");
        }
    }

    SpdyVersion m_version; //!< protocol version
    SpdyHeaders m_request; //!< a request of that version
    SpdyHeaders m_reply;   //!< a reply of that version
};

/// Exchanges and the rules of a session.
class SpdySessionTestSuite : public TestSuite
{
  public:
    SpdySessionTestSuite()
        : TestSuite("tls-spdy-spdy-session", TestSuite::Type::UNIT)
    {
        for (const auto version : SPDY_VERSIONS)
        {
            AddTestCase(new SpdyExchangeTest(version, 1));
            AddTestCase(new SpdyExchangeTest(version, 1400));
            AddTestCase(new SpdyExchangeTest(version, 100000));
            AddTestCase(new SpdyRulesTest(version));
        }
    }
};

SpdySessionTestSuite g_spdySessionTestSuite; //!< registers the suite

} // namespace
