/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-error-test.h"

using namespace ns3;
using namespace ns3::spdy;

namespace
{

// clang-format off
const SpdyErrorRow ERRORS[] = {
    // Sizes of frames (2.2.1)
    {"a SYN_STREAM above the limit is too large and ends the session", SERVER,
     [](P& p) { return p.SynStream(1, Bytes(70000, 1)); }, {"R1.1 G", "R1.11 G1", "R1.11 G1"}},
    {"a SYN_STREAM of no stream above the limit ends the session", SERVER,
     [](P& p) { return Control(p, Type::SYN_STREAM, 70000); }, {"G", "G1", "G1"}},
    {"a SYN_REPLY above the limit is too large and ends the session", CLIENT,
     [](P& p) { return p.Write(SpdySynReplyFrame{1, false, Bytes(70000, 1)}); }, {"R1.1 G", "R1.11 G1", "R1.11 G1"}},
    {"HEADERS above the limit are too large and end the session", CLIENT,
     [](P& p) { return p.Write(SpdyHeadersFrame{1, false, Bytes(70000, 1)}); }, {"R1.1 G", "R1.11 G1", "R1.11 G1"}},
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
    {"SETTINGS with a count whose octets need more than 32 bits end the session", SERVER,
     [](P& p) { Bytes b = p.Write(SpdySettingsFrame{}); b.at(8) = 0x20; return b; }, {"G", "G1", "G1"}},
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
    {"SYN_STREAM of another version on stream 0 is ignored", SERVER,
     [](P& p) { return OfOtherVersion(p.SynStream(0)); }, {"", "", ""}},
    {"SYN_STREAM of another version takes its id", SERVER,
     [](P& p) { return Join({OfOtherVersion(p.SynStream(5, Bytes{})), p.SynStream(3)}); },
     {"R5.4 G", "R5.4 G1", "R5.4 G1"}},
    {"SYN_STREAM of another version with an id of the other side takes none", SERVER,
     [](P& p) { return Join({OfOtherVersion(p.SynStream(6, Bytes{})), p.SynStream(3)}); }, {"R6.4", "R6.4", "R6.4"}},
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
    {"a GOAWAY with an error ends the session with streams open", SERVER,
     [](P& p) { return Join({p.SynStream(1), p.Write(SpdyGoAwayFrame{0, SpdySessionStatus::PROTOCOL_ERROR})}); },
     {"", "G0", "G0"}},
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
    {"a flood of CREDENTIAL whose answers are not read ends the session", SERVER,
     [](P& p) { return Repeat(2000, p.Write(SpdyCredentialFrame{1, {1}, {}})); }, {"", "G2", ""}},
    {"CREDENTIAL without a slot is invalid", SERVER,
     [](P& p) { return p.Write(SpdyCredentialFrame{0, {1, 2}, {{3, 4}}}); }, {"", "G1", ""}},
    {"CREDENTIAL from a server is invalid", CLIENT,
     [](P& p) { return p.Write(SpdyCredentialFrame{1, {1, 2}, {{3, 4}}}); }, {"", "G1", ""}},
    {"a request with a certificate has invalid credentials in SPDY 3", SERVER,
     [](P& p) { return SynStreamWithSlot(p); }, {"", "R1.10", ""}},
};

// clang-format on

/// Errors of frames, windows and the session, in each version.
class SpdyFrameErrorTestSuite : public TestSuite
{
  public:
    SpdyFrameErrorTestSuite()
        : TestSuite("tls-spdy-spdy-frame-error", TestSuite::Type::UNIT)
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

SpdyFrameErrorTestSuite g_spdyFrameErrorTestSuite; //!< registers the suite

} // namespace
