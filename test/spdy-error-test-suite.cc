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
    {"a second SYN_STREAM of an id that is closed is a stream error", SERVER,
     [](P& p) { return Join({p.SynStream(1), Reset(p, 1, Status::CANCEL), p.SynStream(1)}); }, {"R1.1", "R1.1", "R1.1"}},
    {"gaps between ids are allowed", SERVER,
     [](P& p) { return Join({p.SynStream(7), p.SynStream(SPDY_MAX_31)}); }, {"", "", ""}},
    {"too many concurrent streams are refused", SERVER,
     [](P& p) { return Join({p.SynStream(1), p.SynStream(3), p.SynStream(5)}); }, {"R5.3", "R5.3", "R5.3"}},

    // DATA (2.2.2)
    {"DATA for a stream never opened is an invalid stream", SERVER,
     [](P& p) { return Join({p.Data(7, 10), p.Data(7, 10)}); }, {"R7.2", "R7.2", "R7.2"}},
    {"DATA for the stream that a client opens next is an invalid stream", CLIENT,
     [](P& p) { return p.Data(3, 10); }, {"R3.2", "R3.2", "R3.2"}},
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
    {"a header block on stream 0 that does not inflate ends the session once", SERVER,
     [](P& p) { return p.SynStream(0, Bytes(20, 0xff)); }, {"G", "G1", "G1"}},
    {"a reply that does not inflate ends the session", CLIENT,
     [](P& p) { return p.Write(SpdySynReplyFrame{1, false, Bytes(20, 0xff)}); }, {"G", "G1", "G1"}},
    {"HEADERS that do not inflate end the session", CLIENT,
     [](P& p) { return p.Write(SpdyHeadersFrame{1, false, Bytes(20, 0xff)}); }, {"G", "G1", "G1"}},
    {"a reply with an upper-case name is a stream error", CLIENT,
     [](P& p) { return p.Write(SpdySynReplyFrame{1, false, p.StoredBlock(With(MakeReply(p.Version()), "A", "x"))}); },
     {"R1.1", "R1.1", "R1.1"}},
    {"HEADERS with an upper-case name are a stream error", SERVER,
     [](P& p) { return Join({p.SynStream(1, p.StoredBlock(MakeRequest(p.Version()))),
                             p.Write(SpdyHeadersFrame{1, false, NextStoredBlock(p, UPPER_CASE)})}); },
     {"R1.1", "R1.1", "R1.1"}},
    {"headers of a request as long together as is allowed are right", SERVER,
     [](P& p) { return Join({p.SynStream(1), p.Headers(1, OfPlainSize(p, MAX_HEADERS -
                             GetPlainSize(p, MakeRequest(p.Version()))))}); }, {"", "", ""}},
    {"headers of a request an octet longer are too large", SERVER,
     [](P& p) { return Join({p.SynStream(1), p.Headers(1, OfPlainSize(p, MAX_HEADERS + 1 -
                             GetPlainSize(p, MakeRequest(p.Version()))))}); }, {"R1.1", "R1.11", "R1.11"}},
    {"headers of a reply as long together as is allowed are right", CLIENT,
     [](P& p) { return Join({p.SynReply(1), p.Headers(1, OfPlainSize(p, MAX_HEADERS -
                             GetPlainSize(p, MakeReply(p.Version()))))}); }, {"", "", ""}},
    {"headers of a reply an octet longer are too large", CLIENT,
     [](P& p) { return Join({p.SynReply(1), p.Headers(1, OfPlainSize(p, MAX_HEADERS + 1 -
                             GetPlainSize(p, MakeReply(p.Version()))))}); }, {"R1.1", "R1.11", "R1.11"}},
    {"headers of a stream are bounded together", SERVER,
     [](P& p) { return Join({p.SynStream(1), p.Headers(1, {{"a", std::string(40000, 'x')}}),
                             p.Headers(1, {{"b", std::string(40000, 'x')}})}); }, {"R1.1", "R1.11", "R1.11"}},

    // Server push (3.3)
    {"a push with all its names is right", CLIENT,
     [](P& p) { return p.Push(2, 1, MakePush(p.Version())); }, {"", "", ""}},
    {"a push that belongs to no stream is an error", CLIENT,
     [](P& p) { return p.Push(2, 0, MakePush(p.Version())); }, {"R2.2", "G1", "G1"}},
    {"a push on stream 0 ends the session", CLIENT,
     [](P& p) { return p.Push(0, 1, MakePush(p.Version())); }, {"G", "G1", "G1"}},
    {"a push that names a certificate is right", CLIENT,
     [](P& p) { Bytes b = p.Push(2, 1, MakePush(p.Version())); b.at(17) = 1; return b; }, {"", "", ""}},
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
    {"a push of another scheme is a stream error", CLIENT,
     [](P& p) { auto h = MakePushedNames({"http", "a.test", "/pushed"}, p.Traits());
                for (const auto& header : MakeReply(p.Version())) { h.push_back(header); }
                return p.Push(2, 1, h); }, {"R2.1", "R2.1", "R2.1"}},
    {"a push of another port is a stream error", CLIENT,
     [](P& p) { return p.Push(2, 1, MakePush(p.Version(), "a.test:444")); }, {"R2.1", "R2.1", "R2.1"}},
    {"a push that spells out the port of its scheme is right", CLIENT,
     [](P& p) { return p.Push(2, 1, MakePush(p.Version(), "A.test:443")); }, {"", "", ""}},
    {"a push whose status comes before its data is right", CLIENT,
     [](P& p) { return Join({p.Push(2, 1, MakePushedResource(p.Version())), p.Headers(2, MakeReply(p.Version())),
                             p.Data(2, 10, true)}); }, {"", "", ""}},
    {"data of a push without a status is an error", CLIENT,
     [](P& p) { return Join({p.Push(2, 1, MakePushedResource(p.Version())), p.Data(2, 10)}); }, {"G", "R2.1", "R2.1"}},
    {"data of a push with a status but no version is an error", CLIENT,
     [](P& p) { return Join({p.Push(2, 1, With(MakePushedResource(p.Version()), p.Traits().names.status, "200")),
                             p.Data(2, 10)}); }, {"G", "R2.1", "R2.1"}},
    {"data of a push with a version but no status is an error", CLIENT,
     [](P& p) { return Join({p.Push(2, 1, With(MakePushedResource(p.Version()), p.Traits().names.version, "HTTP/1.1")),
                             p.Data(2, 10)}); }, {"G", "R2.1", "R2.1"}},
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

/// Errors of streams, header blocks and pushes, in each version.
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
