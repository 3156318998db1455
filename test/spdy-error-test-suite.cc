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
Window(const SpdyTestPeer& peer, uint32_t id, uint32_t delta)
{
    return peer.Write(SpdyWindowUpdateFrame{id, delta});
}

Bytes
InitialWindow(const SpdyTestPeer& peer, uint32_t size)
{
    return peer.Write(SpdySettingsFrame{false, {{SpdySettingId::INITIAL_WINDOW_SIZE, size, 0}}});
}

Bytes
Reset(const SpdyTestPeer& peer, uint32_t id, SpdyStreamStatus status)
{
    return peer.Write(SpdyRstStreamFrame{id, status});
}

Bytes
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
Bytes
OfOtherVersion(Bytes bytes)
{
    bytes.at(1) = 77;
    return bytes;
}

/// A control frame of any type and length.
Bytes
Control(const SpdyTestPeer& peer, SpdyFrameType type, size_t size)
{
    return peer.Write(SpdyUnknownFrame{static_cast<uint16_t>(type), 0, Bytes(size, 0)});
}

/// SYN_STREAM of a client that wants a certificate to be used.
Bytes
SynStreamWithSlot(SpdyTestPeer& peer)
{
    SpdySynStreamFrame frame;
    frame.streamId = 1;
    frame.slot = 1;
    frame.headerBlock = peer.Block(MakeRequest(peer.Version()));
    return peer.Write(frame);
}

/// SYN_STREAM of a server without the flag that it needs.
Bytes
PushWithWayBack(SpdyTestPeer& peer)
{
    Bytes bytes = peer.Push(2, 1, MakePush(peer.Version()));
    bytes.at(4) = 0;
    return bytes;
}

SpdyHeaders
With(SpdyHeaders headers, const std::string& name, const std::string& value)
{
    headers.push_back({name, value});
    return headers;
}

using Status = SpdyStreamStatus;
using Type = SpdyFrameType;
using P = SpdyTestPeer;
constexpr auto CLIENT = SpdyRole::CLIENT;
constexpr auto SERVER = SpdyRole::SERVER;
const std::string NUL(1, '\0');

// clang-format off
const SpdyErrorRow ERRORS[] = {
    // Ids (2.3.2)
    {"SYN_STREAM with a lower id ends the session", SERVER,
     [](P& p) { return Join({p.SynStream(5), p.SynStream(3)}); }, {"G", "G1", "G1"}},
    {"SYN_STREAM with an even id from a client ends the session", SERVER,
     [](P& p) { return p.SynStream(2); }, {"G", "G1", "G1"}},
    {"SYN_STREAM on stream 0 ends the session", SERVER,
     [](P& p) { return p.SynStream(0); }, {"G", "G1", "G1"}},
    {"SYN_STREAM with an odd id from a server ends the session", CLIENT,
     [](P& p) { return p.Push(3, 1, MakePush(p.Version())); }, {"G", "G1", "G1"}},
    {"a second SYN_STREAM of the same id is a stream error", SERVER,
     [](P& p) { return Join({p.SynStream(1), p.SynStream(1)}); }, {"R1.1", "R1.1", "R1.1"}},
    {"a second SYN_STREAM of an id that is still open is a stream error", SERVER,
     [](P& p) { return Join({p.SynStream(1), p.SynStream(3), p.SynStream(1)}); }, {"R1.1", "R1.1", "R1.1"}},
    {"gaps between ids are allowed", SERVER,
     [](P& p) { return Join({p.SynStream(7), p.SynStream(SPDY_MAX_31)}); }, {"", "", ""}},
    {"too many concurrent streams are refused", SERVER,
     [](P& p) { return Join({p.SynStream(1), p.SynStream(3), p.SynStream(5)}); }, {"R5.3", "R5.3", "R5.3"}},

    // DATA (2.2.2)
    {"DATA for a stream never opened is an invalid stream", SERVER,
     [](P& p) { return Join({p.Data(7, 10), p.Data(7, 10)}); }, {"R7.2", "R7.2", "R7.2"}},
    {"DATA on stream 0 ends the session", SERVER,
     [](P& p) { return p.Data(0, 10); }, {"G", "G1", "G1"}},
    {"DATA after FIN meets a stream already closed", SERVER,
     [](P& p) { return Join({p.SynStream(1, true), p.Data(1, 10)}); }, {"", "R1.9", "R1.9"}},
    {"DATA on a fully closed stream is a stream error, answered once", SERVER,
     [](P& p) { return Join({p.SynStream(1), Reset(p, 1, Status::CANCEL), p.Data(1, 10), p.Data(1, 10)}); },
     {"", "R1.1", "R1.1"}},
    {"DATA before SYN_REPLY is an error", CLIENT,
     [](P& p) { return p.Data(1, 10); }, {"G", "R1.1", "R1.1"}},
    {"DATA without octets and without FIN changes nothing", SERVER,
     [](P& p) { return Join({p.SynStream(1), Repeat(5000, p.Data(1, 0))}); }, {"", "", ""}},
    {"DATA above the limit resets its stream and is skipped", SERVER,
     [](P& p) { return Join({p.SynStream(1), p.SynStream(3), p.Data(1, 5001), p.Data(3, 5000)}); },
     {"R1.1", "R1.11", "R1.11"}},

    // SYN_REPLY and HEADERS (2.6.2, 2.6.7)
    {"a second SYN_REPLY meets a stream in use", CLIENT,
     [](P& p) { return Join({p.SynReply(1), p.SynReply(1)}); }, {"R1.1", "R1.8", "R1.8"}},
    {"SYN_REPLY for a stream never opened is an invalid stream", CLIENT,
     [](P& p) { return p.SynReply(9); }, {"R9.2", "R9.2", "R9.2"}},
    {"SYN_REPLY on stream 0 ends the session", CLIENT,
     [](P& p) { return p.SynReply(0); }, {"G", "G1", "G1"}},
    {"a reply to the peer's own stream is a stream error", SERVER,
     [](P& p) { return Join({p.SynStream(1), p.SynReply(1)}); }, {"R1.1", "R1.1", "R1.1"}},
    {"a reply without a status is a stream error", CLIENT,
     [](P& p) { return p.Write(SpdySynReplyFrame{1, false, p.Block({{p.Traits().names.version, "HTTP/1.1"}})}); },
     {"R1.1", "R1.1", "R1.1"}},
    {"a reply without a version is a stream error", CLIENT,
     [](P& p) { return p.Write(SpdySynReplyFrame{1, false, p.Block({{p.Traits().names.status, "200"}})}); },
     {"R1.1", "R1.1", "R1.1"}},
    {"HEADERS before SYN_REPLY is a stream error", CLIENT,
     [](P& p) { return p.Headers(1, {{"a", "b"}}); }, {"R1.1", "R1.1", "R1.1"}},
    {"HEADERS after FIN meets a stream already closed", SERVER,
     [](P& p) { return Join({p.SynStream(1, true), p.Headers(1, {{"a", "b"}})}); }, {"R1.1", "R1.9", "R1.9"}},
    {"HEADERS for a stream never opened is an invalid stream", SERVER,
     [](P& p) { return p.Headers(9, {{"a", "b"}}); }, {"R9.2", "R9.2", "R9.2"}},

    // Header blocks (2.6.10)
    {"a name of no length is a stream error", SERVER,
     [](P& p) { return p.SynStream(1, p.StoredBlock({{"", "x"}})); }, {"R1.1", "R1.1", "R1.1"}},
    {"an upper-case name is a stream error", SERVER,
     [](P& p) { return p.SynStream(1, p.StoredBlock({{"Accept", "x"}})); }, {"R1.1", "R1.1", "R1.1"}},
    {"a name twice is a stream error", SERVER,
     [](P& p) { return p.SynStream(1, p.StoredBlock({{"a", "x"}, {"a", "y"}})); }, {"R1.1", "R1.1", "R1.1"}},
    {"an empty value is wrong in SPDY 2 alone", SERVER,
     [](P& p) { return p.SynStream(1, p.StoredBlock(With(MakeRequest(p.Version()), "a", ""))); }, {"R1.1", "", ""}},
    {"a NUL at the start of a value is a stream error", SERVER,
     [](P& p) { return p.SynStream(1, p.StoredBlock({{"a", NUL + "x"}})); }, {"R1.1", "R1.1", "R1.1"}},
    {"a NUL at the end of a value is a stream error", SERVER,
     [](P& p) { return p.SynStream(1, p.StoredBlock({{"a", "x" + NUL}})); }, {"R1.1", "R1.1", "R1.1"}},
    {"two NULs in a row are a stream error", SERVER,
     [](P& p) { return p.SynStream(1, p.StoredBlock({{"a", "x" + NUL + NUL + "y"}})); }, {"R1.1", "R1.1", "R1.1"}},
    {"one NUL between two values is right", SERVER,
     [](P& p) { return p.SynStream(1, p.StoredBlock({{"a", "x" + NUL + "y"}})); }, {"", "", ""}},
    {"a header block that ends too early is a stream error", SERVER,
     [](P& p) { return p.SynStream(1, p.StoredOctets(wire::FromHex("ffffffff00000001"))); }, {"R1.1", "R1.1", "R1.1"}},
    {"a header block with octets behind its end is a stream error", SERVER,
     [](P& p) { return p.SynStream(1, p.StoredOctets(wire::FromHex("000000000000000001"))); }, {"R1.1", "R1.1", "R1.1"}},
    {"a header block of no octets is a stream error", SERVER,
     [](P& p) { return p.SynStream(1, Bytes{}); }, {"R1.1", "R1.1", "R1.1"}},
    {"a header block that does not inflate ends the session", SERVER,
     [](P& p) { return p.SynStream(1, Bytes(20, 0xff)); }, {"G", "G1", "G1"}},
    {"a header bomb is too large and ends the session", SERVER,
     [](P& p) { return p.SynStream(1, p.Block({{"a", std::string(60000, 'x')}, {"b", std::string(60000, 'x')}})); },
     {"R1.1 G", "R1.11 G1", "R1.11 G1"}},
    {"headers of a stream are bounded together", SERVER,
     [](P& p) { return Join({p.SynStream(1), p.Headers(1, {{"a", std::string(40000, 'x')}}),
                             p.Headers(1, {{"b", std::string(40000, 'x')}})}); }, {"R1.1", "R1.11", "R1.11"}},

    // Sizes of frames (2.2.1)
    {"a SYN_STREAM above the limit is too large and ends the session", SERVER,
     [](P& p) { return p.SynStream(1, Bytes(70000, 1)); }, {"R1.1 G", "R1.11 G1", "R1.11 G1"}},
    {"SETTINGS above the limit end the session", SERVER,
     [](P& p) { return Control(p, Type::SETTINGS, 70000); }, {"G", "G1", "G1"}},
    {"an unknown frame above the limit is skipped", SERVER,
     [](P& p) { return Join({p.Write(SpdyUnknownFrame{4711, 0, Bytes(200000)}), p.Data(7, 1)}); },
     {"R7.2", "R7.2", "R7.2"}},
    {"unknown control frames are ignored", SERVER,
     [](P& p) { return p.Write(SpdyUnknownFrame{4711, 9, Bytes(50)}); }, {"", "", ""}},
    {"a SYN_STREAM that is too short ends the session", SERVER,
     [](P& p) { return Control(p, Type::SYN_STREAM, 9); }, {"G", "G1", "G1"}},
    {"a SYN_REPLY that is too short ends the session", CLIENT,
     [](P& p) { return Control(p, Type::SYN_REPLY, p.Version() == SpdyVersion::SPDY_2 ? 5 : 3); }, {"G", "G1", "G1"}},
    {"a RST_STREAM that is too short ends the session", SERVER,
     [](P& p) { return Control(p, Type::RST_STREAM, 7); }, {"G", "G1", "G1"}},
    {"a RST_STREAM that is too long ends the session", SERVER,
     [](P& p) { return Control(p, Type::RST_STREAM, 9); }, {"G", "G1", "G1"}},
    {"SETTINGS with fewer entries than they count end the session", SERVER,
     [](P& p) { Bytes b = p.Write(SpdySettingsFrame{}); b.at(11) = 1; return b; }, {"G", "G1", "G1"}},
    {"SETTINGS with more octets than they count end the session", SERVER,
     [](P& p) { return Control(p, Type::SETTINGS, 12); }, {"G", "G1", "G1"}},
    {"a PING that is too short ends the session", SERVER,
     [](P& p) { return Control(p, Type::PING, 3); }, {"G", "G1", "G1"}},
    {"a PING that is too long ends the session", SERVER,
     [](P& p) { return Control(p, Type::PING, 5); }, {"G", "G1", "G1"}},
    {"a GOAWAY of a wrong length ends the session", SERVER,
     [](P& p) { return Control(p, Type::GOAWAY, p.Version() == SpdyVersion::SPDY_2 ? 12 : 4); }, {"G", "G1", "G1"}},
    {"a HEADERS that is too short ends the session", SERVER,
     [](P& p) { return Control(p, Type::HEADERS, 3); }, {"G", "G1", "G1"}},
    {"a NOOP is empty, and unknown outside SPDY 2", SERVER,
     [](P& p) { return Control(p, Type::NOOP, 1); }, {"G", "", ""}},
    {"a WINDOW_UPDATE has eight octets, and is unknown to SPDY 2", CLIENT,
     [](P& p) { return Control(p, Type::WINDOW_UPDATE, 9); }, {"", "G1", "G1"}},
    {"a CREDENTIAL whose lengths do not fit is invalid, and unknown outside SPDY 3", SERVER,
     [](P& p) { return Control(p, Type::CREDENTIAL, 5); }, {"", "G1", ""}},

    // Versions (2.6.1)
    {"SYN_STREAM of another version is an unsupported version", SERVER,
     [](P& p) { return OfOtherVersion(p.SynStream(1)); }, {"R1.4", "R1.4", "R1.4"}},
    {"other frames of another version are ignored", SERVER,
     [](P& p) { return OfOtherVersion(p.Write(SpdyPingFrame{1})); }, {"", "", ""}},

    // Flow control (2.6.8)
    {"a stream window above 31 bits is a flow control error", CLIENT,
     [](P& p) { return Window(p, 1, SPDY_MAX_31); }, {"", "R1.7", "R1.7"}},
    {"SETTINGS that take a stream window above 31 bits are a flow control error", CLIENT,
     [](P& p) { return Join({Window(p, 1, 1000), InitialWindow(p, SPDY_MAX_31)}); }, {"", "R1.7", "R1.7"}},
    {"an initial window above 31 bits ends the session", CLIENT,
     [](P& p) { return InitialWindow(p, 0x80000000); }, {"", "G1", "G1"}},
    {"a session window above 31 bits ends the session", CLIENT,
     [](P& p) { return Window(p, 0, SPDY_MAX_31); }, {"", "G1", "G1"}},
    {"a stream window update of nothing is a stream error", CLIENT,
     [](P& p) { return Window(p, 1, 0); }, {"", "R1.1", "R1.1"}},
    {"a session window update of nothing ends the session", CLIENT,
     [](P& p) { return Window(p, 0, 0); }, {"", "G1", "G1"}},
    {"a session window update is right in SPDY 3.1 alone", CLIENT,
     [](P& p) { return Window(p, 0, 1); }, {"", "G1", ""}},
    {"a late window update is ignored", CLIENT,
     [](P& p) { return Window(p, 99, 5); }, {"", "", ""}},
    {"DATA above the stream window is a flow control error", SERVER,
     [](P& p) { return Join({p.SynStream(1), Repeat(14, p.Data(1, 4800))}); }, {"", "R1.7", "G1"}},
    {"DATA on two streams passes the session window of SPDY 3.1", SERVER,
     [](P& p) { return Join({p.SynStream(1), p.SynStream(3), Repeat(13, p.Data(1, 5000)), p.Data(3, 600)}); },
     {"", "", "G1"}},

    // The session's own frames
    {"a PING reply that nobody asked for is ignored", SERVER,
     [](P& p) { return p.Write(SpdyPingFrame{2}); }, {"", "", ""}},
    {"a PING reply that nobody asked for is ignored, odd to a client", CLIENT,
     [](P& p) { return p.Write(SpdyPingFrame{1}); }, {"", "", ""}},
    {"RST_STREAM is never answered, whatever its status", SERVER,
     [](P& p) { return Join({p.SynStream(1), Reset(p, 1, Status{0}), Reset(p, 77, Status{3})}); }, {"", "", ""}},
    {"RST_STREAM of stream 0 ends the session", SERVER,
     [](P& p) { return Reset(p, 0, Status::CANCEL); }, {"G", "G1", "G1"}},
    {"a flood of PING that is not read ends the session", SERVER,
     [](P& p) { return Repeat(2000, p.Write(SpdyPingFrame{1})); }, {"G", "G2", "G2"}},
    {"a flood of wrong streams that is not read ends the session", SERVER,
     [](P& p) { Bytes b; for (uint32_t id = 1; id < 4000; id += 2) { Append(b, p.Data(id, 1)); } return b; },
     {"G", "G2", "G2"}},
    {"a flood of SETTINGS is taken in", SERVER,
     [](P& p) { return Repeat(5000, InitialWindow(p, 4711)); }, {"", "", ""}},
    {"a flood of answers without a question is taken in", SERVER,
     [](P& p) { return Join({Repeat(5000, p.Write(SpdyPingFrame{2})), Repeat(5000, Reset(p, 1, Status::CANCEL))}); },
     {"", "", ""}},

    // CREDENTIAL (2.6.9)
    {"CREDENTIAL is refused without an error, and unknown outside SPDY 3", SERVER,
     [](P& p) { return p.Write(SpdyCredentialFrame{1, {1, 2}, {{3, 4}, {5}}}); }, {"", "", ""}},
    {"CREDENTIAL without a slot is invalid", SERVER,
     [](P& p) { return p.Write(SpdyCredentialFrame{0, {1, 2}, {{3, 4}}}); }, {"", "G1", ""}},
    {"CREDENTIAL from a server is invalid", CLIENT,
     [](P& p) { return p.Write(SpdyCredentialFrame{1, {1, 2}, {{3, 4}}}); }, {"", "G1", ""}},
    {"a request with a certificate has invalid credentials in SPDY 3", SERVER,
     [](P& p) { return SynStreamWithSlot(p); }, {"", "R1.10", ""}},

    // Server push (3.3)
    {"a push with all its names is right", CLIENT,
     [](P& p) { return p.Push(2, 1, MakePush(p.Version())); }, {"", "", ""}},
    {"a push that belongs to no stream is an error", CLIENT,
     [](P& p) { return p.Push(2, 0, MakePush(p.Version())); }, {"R2.2", "G1", "G1"}},
    {"a push for a stream that is not open is an invalid stream", CLIENT,
     [](P& p) { return p.Push(2, 9, MakePush(p.Version())); }, {"R2.2", "R2.2", "R2.2"}},
    {"a push for a stream that the server has ended is an invalid stream", CLIENT,
     [](P& p) { return Join({p.SynReply(1, true), p.Push(2, 1, MakePush(p.Version()))}); }, {"R2.2", "R2.2", "R2.2"}},
    {"a push for a push is an invalid stream", CLIENT,
     [](P& p) { return Join({p.Push(2, 1, MakePush(p.Version())), p.Push(4, 2, MakePush(p.Version()))}); },
     {"R4.2", "R4.2", "R4.2"}},
    {"a push with a way back is a stream error", CLIENT,
     [](P& p) { return PushWithWayBack(p); }, {"R2.1", "R2.1", "R2.1"}},
    {"a push that does not name its resource is a stream error", CLIENT,
     [](P& p) { return p.Push(2, 1, MakeReply(p.Version())); }, {"R2.1", "R2.1", "R2.1"}},
    {"a push of another host is a stream error", CLIENT,
     [](P& p) { return p.Push(2, 1, MakePush(p.Version(), "evil.test")); }, {"R2.1", "R2.1", "R2.1"}},
    {"a push of another port is a stream error", CLIENT,
     [](P& p) { return p.Push(2, 1, MakePush(p.Version(), "a.test:444")); }, {"R2.1", "R2.1", "R2.1"}},
    {"a push that spells out the port of its scheme is right", CLIENT,
     [](P& p) { return p.Push(2, 1, MakePush(p.Version(), "A.test:443")); }, {"", "", ""}},
    {"a push whose status comes before its data is right", CLIENT,
     [](P& p) { return Join({p.Push(2, 1, MakePushedResource(p.Version())), p.Headers(2, MakeReply(p.Version())),
                             p.Data(2, 10, true)}); }, {"", "", ""}},
    {"data of a push without a status is an error", CLIENT,
     [](P& p) { return Join({p.Push(2, 1, MakePushedResource(p.Version())), p.Data(2, 10)}); }, {"G", "R2.1", "R2.1"}},
    {"a push that repeats a name is a stream error", CLIENT,
     [](P& p) { return Join({p.Push(2, 1, MakePush(p.Version())), p.Headers(2, {{p.Traits().names.status, "200"}})}); },
     {"R2.1", "R2.1", "R2.1"}},
    {"more pushes than wanted are refused", CLIENT,
     [](P& p) { const auto h = MakePush(p.Version());
                return Join({p.Push(2, 1, h), p.Push(4, 1, h), p.Push(6, 1, h)}); }, {"R6.3", "R6.3", "R6.3"}},
    {"a push with a lower id ends the session", CLIENT,
     [](P& p) { const auto h = MakePush(p.Version()); return Join({p.Push(4, 1, h), p.Push(2, 1, h)}); },
     {"G", "G1", "G1"}},
};

// clang-format on

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
        for (size_t i = 0; i < script.size(); i += step)
        {
            for (const auto& event : session.Receive(ByteView(script).Sub(i, step)))
            {
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

/// Each error row, in each version.
class SpdyErrorTestSuite : public TestSuite
{
  public:
    SpdyErrorTestSuite()
        : TestSuite("tls-spdy-spdy-error", TestSuite::Type::UNIT)
    {
        for (const auto version : SPDY_VERSIONS)
        {
            for (const auto& row : ERRORS)
            {
                AddTestCase(new SpdyErrorTest(row, version));
            }
        }
    }
};

SpdyErrorTestSuite g_spdyErrorTestSuite; //!< registers the suite

} // namespace
