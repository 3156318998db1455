/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-test-peer.h"

#include "ns3/test.h"

#include <functional>

using namespace ns3;
using namespace ns3::spdy;

namespace
{

const SpdyHeaders REQUEST{{":method", "GET"},
                          {":path", "/"},
                          {":version", "HTTP/1.1"},
                          {":host", "a.test"},
                          {":scheme", "https"}};
const SpdyHeaders RESPONSE{{":status", "200"}, {":version", "HTTP/1.1"}};

/// A request and its reply.
class SpdyExchangeTest : public TestCase
{
  public:
    /**
     * @param version protocol version
     * @param step octets that pass at a time
     */
    SpdyExchangeTest(SpdyVersion version, size_t step)
        : TestCase("Version " + std::to_string(static_cast<int>(version)) + " exchanges " +
                   "request and reply in steps of " + std::to_string(step) + " octets"),
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
        const uint32_t id = client.OpenStream(REQUEST, 2, false);
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
                    NS_TEST_ASSERT_MSG_EQ((event.headers == REQUEST), true, "request");
                    NS_TEST_ASSERT_MSG_EQ(uint32_t{event.priority}, 2, "priority");
                }
                if (event.fin)
                {
                    NS_TEST_ASSERT_MSG_EQ(server.Reply(event.id, RESPONSE, false), true, "reply");
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
        // The names of this request are those of SPDY/3, which only its dictionary holds.
        if (m_version != SpdyVersion::SPDY_2)
        {
            NS_TEST_ASSERT_MSG_LT(sent.headerWireSent, sent.headerPlainSent, "compression pays");
        }
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

/// One wrong input and the answer it gets.
struct SpdyErrorRow
{
    const char* title; //!< a sentence
    SpdyRole role;     //!< side under test
    /// what the peer sends; a client under test has stream 1 open
    std::function<Bytes(SpdyTestPeer&)> script;
    uint32_t resetId; //!< stream of the RST_STREAM expected, 0 for none
    uint32_t reset;   //!< its status
    int goAway;       //!< status of the GOAWAY expected, -1 for none
};

Bytes
Join(std::initializer_list<Bytes> parts)
{
    Bytes joined;
    for (const auto& part : parts)
    {
        Append(joined, part);
    }
    return joined;
}

Bytes
SynWith(SpdyTestPeer& peer, uint32_t id, const Bytes& block)
{
    SpdySynStreamFrame frame;
    frame.streamId = id;
    frame.headerBlock = block;
    return peer.Write(frame);
}

Bytes
Push(SpdyTestPeer& peer, uint32_t id, uint32_t associatedId)
{
    SpdySynStreamFrame frame;
    frame.streamId = id;
    frame.associatedId = associatedId;
    frame.unidirectional = true;
    frame.headerBlock = peer.Block();
    return peer.Write(frame);
}

/// A block that inflates to a wrong text: stored after the zlib header with the dictionary's id.
Bytes
StoredBlock(const Bytes& plain)
{
    Bytes block = wire::FromHex("78bbe3c6a7c2");
    const auto size = static_cast<uint8_t>(plain.size());
    Append(block, Bytes{0, size, 0, static_cast<uint8_t>(~size), 0xff});
    Append(block, plain);
    return block;
}

Bytes
Window(SpdyTestPeer& peer, uint32_t id, uint32_t delta)
{
    return peer.Write(SpdyWindowUpdateFrame{id, delta});
}

using Status = SpdyStreamStatus;
constexpr auto CLIENT = SpdyRole::CLIENT;
constexpr auto SERVER = SpdyRole::SERVER;

// clang-format off
const SpdyErrorRow ERRORS[] = {
    {"SYN_STREAM with a lower id ends the session", SERVER,
     [](SpdyTestPeer& p) { return Join({p.SynStream(5), p.SynStream(3)}); }, 0, 0, 1},
    {"SYN_STREAM with an even id from a client ends the session", SERVER,
     [](SpdyTestPeer& p) { return p.SynStream(2); }, 0, 0, 1},
    {"SYN_STREAM on stream 0 ends the session", SERVER,
     [](SpdyTestPeer& p) { return p.SynStream(0); }, 0, 0, 1},
    {"a second SYN_STREAM of the same id is a stream error", SERVER,
     [](SpdyTestPeer& p) { return Join({p.SynStream(1), p.SynStream(1)}); }, 1, 1, -1},
    {"DATA for a stream never opened is an invalid stream", SERVER,
     [](SpdyTestPeer& p) { return Join({p.Data(7, 10), p.Data(7, 10)}); }, 7, 2, -1},
    {"DATA on stream 0 ends the session", SERVER,
     [](SpdyTestPeer& p) { return p.Data(0, 10); }, 0, 0, 1},
    {"DATA after FIN meets a stream already closed", SERVER,
     [](SpdyTestPeer& p) { return Join({p.SynStream(1, true), p.Data(1, 10)}); }, 1, 9, -1},
    {"HEADERS after FIN meets a stream already closed", SERVER,
     [](SpdyTestPeer& p) { return Join({p.SynStream(1, true),
                                        p.Write(SpdyHeadersFrame{1, false, p.Block()})}); }, 1, 9, -1},
    {"DATA on a fully closed stream is a stream error, answered once", SERVER,
     [](SpdyTestPeer& p) { return Join({p.SynStream(1), p.Write(SpdyRstStreamFrame{1, Status::CANCEL}),
                                        p.Data(1, 10), p.Data(1, 10)}); }, 1, 1, -1},
    {"DATA before SYN_REPLY is a stream error", CLIENT,
     [](SpdyTestPeer& p) { return p.Data(1, 10); }, 1, 1, -1},
    {"a second SYN_REPLY meets a stream in use", CLIENT,
     [](SpdyTestPeer& p) { return Join({p.SynReply(1), p.SynReply(1)}); }, 1, 8, -1},
    {"SYN_REPLY for a stream never opened is an invalid stream", CLIENT,
     [](SpdyTestPeer& p) { return p.SynReply(9); }, 9, 2, -1},
    {"a reply to the peer's own stream is a stream error", SERVER,
     [](SpdyTestPeer& p) { return Join({p.SynStream(1), p.SynReply(1)}); }, 1, 1, -1},
    {"a name of no length is a stream error", SERVER,
     [](SpdyTestPeer& p) { return SynWith(p, 1, StoredBlock(wire::FromHex("00000001 00000000 00000000"))); }, 1, 1, -1},
    {"a name twice is a stream error", SERVER,
     [](SpdyTestPeer& p) { return SynWith(p, 1, StoredBlock(wire::FromHex(
         "00000002 00000001 61 00000000 00000001 61 00000000"))); }, 1, 1, -1},
    {"a NUL at the end of a value is a stream error", SERVER,
     [](SpdyTestPeer& p) { return SynWith(p, 1, StoredBlock(wire::FromHex(
         "00000001 00000001 61 00000002 6100"))); }, 1, 1, -1},
    {"a header block that inflates to too little is a stream error", SERVER,
     [](SpdyTestPeer& p) { return SynWith(p, 1, StoredBlock(wire::FromHex("ffffffff 00000001"))); }, 1, 1, -1},
    {"a header block that does not inflate ends the session", SERVER,
     [](SpdyTestPeer& p) { return SynWith(p, 1, Bytes(20, 0xff)); }, 0, 0, 1},
    {"a header bomb is too large and ends the session", SERVER,
     [](SpdyTestPeer& p) { return SynWith(p, 1, p.Block({{"a", std::string(500000, 'x')}})); }, 1, 11, 1},
    {"a control frame above the limit is too large and ends the session", SERVER,
     [](SpdyTestPeer& p) { return SynWith(p, 1, Bytes(70000, 1)); }, 1, 11, 1},
    {"headers of a stream are bounded together", SERVER,
     [](SpdyTestPeer& p) { return Join({p.SynStream(1),
          p.Write(SpdyHeadersFrame{1, false, p.Block({{"a", std::string(40000, 'x')}})}),
          p.Write(SpdyHeadersFrame{1, false, p.Block({{"b", std::string(40000, 'x')}})})}); }, 1, 11, -1},
    {"a stream window above 31 bits is a flow control error", CLIENT,
     [](SpdyTestPeer& p) { return Window(p, 1, SPDY_MAX_31); }, 1, 7, -1},
    {"SETTINGS that take a stream window above 31 bits are a flow control error", CLIENT,
     [](SpdyTestPeer& p) { return Join({Window(p, 1, 1000), p.Write(SpdySettingsFrame{false,
          {{SpdySettingId::INITIAL_WINDOW_SIZE, SPDY_MAX_31, 0}}})}); }, 1, 7, -1},
    {"an initial window above 31 bits ends the session", CLIENT,
     [](SpdyTestPeer& p) { return p.Write(SpdySettingsFrame{false,
          {{SpdySettingId::INITIAL_WINDOW_SIZE, 0x80000000, 0}}}); }, 0, 0, 1},
    {"a session window above 31 bits ends the session", CLIENT,
     [](SpdyTestPeer& p) { return Window(p, 0, SPDY_MAX_31); }, 0, 0, 1},
    {"a stream window update of nothing is a stream error", CLIENT,
     [](SpdyTestPeer& p) { return Window(p, 1, 0); }, 1, 1, -1},
    {"a session window update of nothing ends the session", CLIENT,
     [](SpdyTestPeer& p) { return Window(p, 0, 0); }, 0, 0, 1},
    {"a late window update is ignored", CLIENT,
     [](SpdyTestPeer& p) { return Window(p, 99, 5); }, 0, 0, -1},
    {"DATA above the session window ends the session", SERVER,
     [](SpdyTestPeer& p) { return Join({p.SynStream(1), p.Data(1, 65537)}); }, 0, 0, 1},
    {"SYN_STREAM of another version is an unsupported version", SERVER,
     [](SpdyTestPeer& p) { Bytes b = p.SynStream(1); b[1] = 2; return b; }, 1, 4, -1},
    {"other frames of another version are ignored", SERVER,
     [](SpdyTestPeer& p) { Bytes b = p.Write(SpdyPingFrame{1}); b[1] = 2; return b; }, 0, 0, -1},
    {"unknown control frames are ignored", SERVER,
     [](SpdyTestPeer& p) { return p.Write(SpdyUnknownFrame{4711, 9, Bytes(50)}); }, 0, 0, -1},
    {"CREDENTIAL is unknown to SPDY 3.1", SERVER,
     [](SpdyTestPeer& p) { return p.Write(SpdyCredentialFrame{1, {}, {}}); }, 0, 0, -1},
    {"a PING reply that nobody asked for is ignored", SERVER,
     [](SpdyTestPeer& p) { return p.Write(SpdyPingFrame{2}); }, 0, 0, -1},
    {"RST_STREAM is never answered, whatever its status", SERVER,
     [](SpdyTestPeer& p) { return Join({p.SynStream(1), p.Write(SpdyRstStreamFrame{1, Status{0}}),
                                        p.Write(SpdyRstStreamFrame{77, Status{3}})}); }, 0, 0, -1},
    {"a frame with a wrong length ends the session", SERVER,
     [](SpdyTestPeer&) { return wire::FromHex("800300060000000300000001"); }, 0, 0, 1},
    {"a push that belongs to no stream ends the session", CLIENT,
     [](SpdyTestPeer& p) { return Push(p, 2, 0); }, 0, 0, 1},
    {"a push for a stream that is not open is an invalid stream", CLIENT,
     [](SpdyTestPeer& p) { return Push(p, 2, 9); }, 2, 2, -1},
    {"a push is refused unless wanted", CLIENT,
     [](SpdyTestPeer& p) { return Push(p, 2, 1); }, 2, 3, -1},
    {"too many concurrent streams are refused", SERVER,
     [](SpdyTestPeer& p) { return Join({p.SynStream(1), p.SynStream(3), p.SynStream(5)}); }, 5, 3, -1},
    {"a flood of PING that is not read ends the session", SERVER,
     [](SpdyTestPeer& p) { Bytes b; for (int i = 0; i < 2000; ++i) { Append(b, p.Write(SpdyPingFrame{1})); }
                           return b; }, 0, 0, 2},
};

// clang-format on

/// Plays one row.
class SpdyErrorTest : public TestCase
{
  public:
    /// @param row what to play
    explicit SpdyErrorTest(const SpdyErrorRow& row)
        : TestCase(std::string("Received by a ") + (row.role == CLIENT ? "client" : "server") +
                   ": " + row.title),
          m_row(row)
    {
    }

  private:
    void DoRun() override
    {
        SpdyTestPeer peer;
        const Bytes script = m_row.script(peer);
        const std::string whole = Play(script, script.size());
        NS_TEST_ASSERT_MSG_EQ(Play(script, 1), whole, "a byte at a time gives the same");
    }

    std::string Play(const Bytes& script, size_t step)
    {
        SpdyConfig config;
        config.maxConcurrentStreams = 2;
        config.sendSettings = false;
        SpdySession session(m_row.role, SpdyVersion::SPDY_3_1, config);
        SpdyTestPeer reader;
        if (m_row.role == CLIENT)
        {
            session.OpenStream(REQUEST, 0, false);
            reader.ReadFrom(session);
        }
        std::string events;
        for (size_t i = 0; i < script.size(); i += step)
        {
            for (const auto& event : session.Receive(ByteView(script).Sub(i, step)))
            {
                events += std::to_string(static_cast<int>(event.type)) + "." +
                          std::to_string(event.id) + " ";
            }
        }
        uint32_t resetId = 0;
        uint32_t reset = 0;
        int goAway = -1;
        size_t resets = 0;
        for (const auto& frame : reader.ReadFrom(session))
        {
            if (const auto* rst = std::get_if<SpdyRstStreamFrame>(&frame))
            {
                resetId = rst->streamId;
                reset = static_cast<uint32_t>(rst->status);
                ++resets;
            }
            if (const auto* away = std::get_if<SpdyGoAwayFrame>(&frame))
            {
                goAway = static_cast<int>(away->status);
            }
        }
        NS_TEST_EXPECT_MSG_EQ(resetId, m_row.resetId, "stream reset");
        NS_TEST_EXPECT_MSG_EQ(reset, m_row.reset, "status of RST_STREAM");
        NS_TEST_EXPECT_MSG_EQ(resets, (m_row.resetId == 0 ? 0u : 1u), "at most one RST_STREAM");
        NS_TEST_EXPECT_MSG_EQ(goAway, m_row.goAway, "status of GOAWAY");
        NS_TEST_EXPECT_MSG_EQ(session.IsClosed(), (m_row.goAway >= 0), "closed after GOAWAY");
        // Whatever happened, a session that lives still answers.
        if (m_row.goAway < 0)
        {
            session.Receive(reader.Write(SpdyPingFrame{m_row.role == CLIENT ? 2u : 1u}));
            NS_TEST_EXPECT_MSG_EQ(GetNames(reader.ReadFrom(session)), "PING ", "still alive");
        }
        return events;
    }

    const SpdyErrorRow& m_row; //!< what to play
};

/// Rules that are not errors.
class SpdyRulesTest : public TestCase
{
  public:
    SpdyRulesTest()
        : TestCase("Limits, GOAWAY, pushes and header state follow the draft")
    {
    }

  private:
    void DoRun() override
    {
        CheckLimits();
        CheckGoAway();
        CheckPush();
        CheckRefusedHeadersInflate();
        CheckSettings();
    }

    void CheckLimits()
    {
        SpdyTestPeer peer;
        SpdySession client(SpdyRole::CLIENT, SpdyVersion::SPDY_3_1);
        const SpdyFrame limit = SpdySettingsFrame{false,
                                                  {{SpdySettingId::MAX_CONCURRENT_STREAMS, 1, 0},
                                                   {SpdySettingId::MAX_CONCURRENT_STREAMS, 9, 0}}};
        const auto events = client.Receive(peer.Write(limit));
        NS_TEST_ASSERT_MSG_EQ(events.at(0).settings.size(), 1, "the first of two values counts");
        NS_TEST_ASSERT_MSG_EQ(client.OpenStream({{"", "x"}}, 0, true), 0, "no name, no stream");
        NS_TEST_ASSERT_MSG_EQ(client.OpenStream(REQUEST, 0, true), 1, "one stream");
        NS_TEST_ASSERT_MSG_EQ(client.OpenStream(REQUEST, 0, true), 0, "not two");
        client.Receive(peer.SynReply(1, true));
        NS_TEST_ASSERT_MSG_EQ(client.OpenStream(REQUEST, 9, true), 3, "another one");
        NS_TEST_ASSERT_MSG_EQ(client.SendData(3, {}, true), false, "nothing after FIN");
        NS_TEST_ASSERT_MSG_EQ(GetNames(peer.ReadFrom(client)),
                              "SETTINGS SYN_STREAM SYN_STREAM ",
                              "frames");
    }

    void CheckGoAway()
    {
        SpdyTestPeer peer;
        SpdyTestPeer reader;
        SpdySession client(SpdyRole::CLIENT, SpdyVersion::SPDY_3_1);
        client.OpenStream(REQUEST, 0, true);
        client.OpenStream(REQUEST, 0, true);
        reader.ReadFrom(client);
        const auto events = client.Receive(peer.Write(SpdyGoAwayFrame{1, SpdySessionStatus::OK}));
        const auto* refused = FindEvent(events, SpdyEventType::STREAM_RESET);
        NS_TEST_ASSERT_MSG_NE(refused, nullptr, "the unseen stream may be tried again");
        NS_TEST_ASSERT_MSG_EQ(refused->id, 3, "the one above the last good id");
        NS_TEST_ASSERT_MSG_EQ(client.OpenStream(REQUEST, 0, true), 0, "no more streams");
        NS_TEST_ASSERT_MSG_EQ(client.IsClosed(), false, "the other one goes on");
        client.Receive(peer.SynReply(1, true));
        NS_TEST_ASSERT_MSG_EQ(GetNames(reader.ReadFrom(client)), "GOAWAY ", "answered at its end");
        NS_TEST_ASSERT_MSG_EQ(client.IsClosed(), true, "done");

        SpdyTestPeer other;
        SpdySession server(SpdyRole::SERVER, SpdyVersion::SPDY_3_1);
        server.Receive(other.SynStream(1));
        server.GoAway(SpdySessionStatus::OK);
        NS_TEST_ASSERT_MSG_EQ(server.Receive(other.SynStream(3)).size(), 0, "ignored");
        server.Receive(other.Data(3, 100));
        const auto frames = SpdyTestPeer().ReadFrom(server);
        NS_TEST_ASSERT_MSG_EQ(GetNames(frames), "SETTINGS GOAWAY ", "silent about the late one");
        NS_TEST_ASSERT_MSG_EQ(std::get<SpdyGoAwayFrame>(frames.at(1)).lastGoodId, 1, "last good");
    }

    void CheckPush()
    {
        SpdyConfig config;
        config.acceptPush = true;
        SpdySession client(SpdyRole::CLIENT, SpdyVersion::SPDY_3_1, config);
        SpdySession server(SpdyRole::SERVER, SpdyVersion::SPDY_3_1);
        const uint32_t id = client.OpenStream(REQUEST, 0, true);
        server.Receive(client.TakeOutput(SIZE_MAX));
        server.Reply(id, RESPONSE, false);
        NS_TEST_ASSERT_MSG_EQ(server.PushStream(7, RESPONSE, 0, false), 0, "no such stream");
        const uint32_t pushed = server.PushStream(id, RESPONSE, 4, false);
        NS_TEST_ASSERT_MSG_EQ(pushed, 2, "servers open even streams");
        server.SendData(pushed, Bytes(10), true);
        const auto events = client.Receive(server.TakeOutput(SIZE_MAX));
        const auto* opened = FindEvent(events, SpdyEventType::STREAM_OPENED);
        NS_TEST_ASSERT_MSG_NE(opened, nullptr, "pushed");
        NS_TEST_ASSERT_MSG_EQ(opened->associatedId, id, "belongs to the request");
        NS_TEST_ASSERT_MSG_EQ(opened->unidirectional, true, "no way back");
        NS_TEST_ASSERT_MSG_NE(FindEvent(events, SpdyEventType::STREAM_CLOSED), nullptr, "closed");
        NS_TEST_ASSERT_MSG_EQ(client.Reply(pushed, RESPONSE, true), false, "takes no reply");
    }

    void CheckRefusedHeadersInflate()
    {
        SpdyTestPeer peer;
        SpdyConfig config;
        config.maxConcurrentStreams = 1;
        SpdySession server(SpdyRole::SERVER, SpdyVersion::SPDY_3_1, config);
        server.Receive(peer.SynStream(1));
        server.Receive(SynWith(peer, 3, peer.Block({{"only-here", "and-nowhere-else"}})));
        server.Reply(1, RESPONSE, true);
        server.Receive(peer.Data(1, 0, true));
        const auto events =
            server.Receive(SynWith(peer, 5, peer.Block({{"only-here", "and-nowhere-else"}})));
        const auto* opened = FindEvent(events, SpdyEventType::STREAM_OPENED);
        NS_TEST_ASSERT_MSG_NE(opened, nullptr, "the compression goes on after a refused stream");
        NS_TEST_ASSERT_MSG_EQ(opened->headers.at(0).value, "and-nowhere-else", "right");
    }

    void CheckSettings()
    {
        SpdyTestPeer peer;
        SpdyConfig config;
        config.settings = {{SpdySettingId::ROUND_TRIP_TIME, 40},
                           {SpdySettingId::MAX_CONCURRENT_STREAMS, 7}};
        config.sessionWindow = 70000;
        SpdySession server(SpdyRole::SERVER, SpdyVersion::SPDY_3_1, config);
        const auto frames = peer.ReadFrom(server);
        NS_TEST_ASSERT_MSG_EQ(GetNames(frames), "SETTINGS WINDOW_UPDATE ", "at the start");
        NS_TEST_ASSERT_MSG_EQ(GetSpdyFrameDetail(frames.at(0)),
                              "ROUND_TRIP_TIME=40 MAX_CONCURRENT_STREAMS=100 "
                              "INITIAL_WINDOW_SIZE=65536",
                              "in order of id, each once");
        NS_TEST_ASSERT_MSG_EQ(std::get<SpdyWindowUpdateFrame>(frames.at(1)).delta, 4464, "delta");
    }
};

/// Everything a session does but flow control.
class SpdySessionTestSuite : public TestSuite
{
  public:
    SpdySessionTestSuite()
        : TestSuite("tls-spdy-spdy-session", TestSuite::Type::UNIT)
    {
        for (const auto version : {SpdyVersion::SPDY_2, SpdyVersion::SPDY_3, SpdyVersion::SPDY_3_1})
        {
            AddTestCase(new SpdyExchangeTest(version, 1));
            AddTestCase(new SpdyExchangeTest(version, 1400));
            AddTestCase(new SpdyExchangeTest(version, 100000));
        }
        for (const auto& row : ERRORS)
        {
            AddTestCase(new SpdyErrorTest(row));
        }
        AddTestCase(new SpdyRulesTest);
    }
};

SpdySessionTestSuite g_spdySessionTestSuite; //!< registers the suite

} // namespace
