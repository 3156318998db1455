/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-test-peer.h"

#include "ns3/test.h"

#include <random>
#include <zlib.h>

using namespace ns3;
using namespace ns3::spdy;

namespace
{

/// What a header block may say.
class SpdyHeaderBlockTest : public TestCase
{
  public:
    SpdyHeaderBlockTest()
        : TestCase("Header blocks that the draft forbids are refused, the others pass")
    {
    }

  private:
    void DoRun() override
    {
        using std::string;
        Check({}, true, true);
        Check({{"a", "1"}, {"b", "2"}}, true, true);
        Check({{"a", ""}}, false, true);
        Check({{"a", string("1\0002", 3)}}, true, true);
        Check({{"", "1"}}, false, false);
        for (const string name : {"A", "Z", "aB", "a b", " ", "\t", "\x7f", "\x80", "\xff"})
        {
            Check({{name, "1"}}, false, false);
        }
        Check({{"@[a-z]{|}~!", "1"}}, true, true);
        Check({{"a", "1"}, {"a", "2"}}, false, false);
        Check({{"a", string("\0001", 2)}}, false, false);
        Check({{"a", string("1\0", 2)}}, false, false);
        Check({{"a", string("1\0\0002", 4)}}, false, false);
    }

    void Check(const SpdyHeaders& headers, bool isValid2, bool isValid3)
    {
        for (const auto version : SPDY_VERSIONS)
        {
            const auto& traits = GetSpdyVersionTraits(version);
            const bool isValid = version == SpdyVersion::SPDY_2 ? isValid2 : isValid3;
            ByteWriter writer;
            Serialize(headers, traits, writer);
            SpdyHeaders parsed;
            NS_TEST_ASSERT_MSG_EQ(Parse(writer.View(), traits, parsed), isValid, "verdict");
            NS_TEST_ASSERT_MSG_EQ((parsed == headers), true, "content");
            for (size_t size = 0; size < writer.Size(); ++size)
            {
                NS_TEST_ASSERT_MSG_EQ(Parse(writer.View().Sub(0, size), traits, parsed),
                                      false,
                                      "cut to " << size);
            }
        }
    }
};

/// One zlib stream over many blocks.
class SpdyHeaderCodecTest : public TestCase
{
  public:
    SpdyHeaderCodecTest()
        : TestCase("Blocks of any level and window inflate in order; bombs and noise do not")
    {
    }

  private:
    void DoRun() override
    {
        std::mt19937 random(1);
        for (const auto version : SPDY_VERSIONS)
        {
            for (int level = 0; level <= 9; ++level)
            {
                for (int windowBits = 9; windowBits <= 15; ++windowBits)
                {
                    CheckLevel(version, level, windowBits, random);
                }
            }
        }
        CheckBomb();
        CheckLimits();
        CheckEndOfStream();
        CheckNoise(random);
    }

    void CheckLevel(SpdyVersion version, int level, int windowBits, std::mt19937& random)
    {
        SpdyHeaderCodec out(version, level, windowBits, 65536);
        SpdyHeaderCodec in(version, 6, 11, 65536);
        for (int i = 0; i < 8; ++i)
        {
            std::string value(1 + random() % 3000, 'x');
            for (auto& c : value)
            {
                c = static_cast<char>('a' + random() % 26);
            }
            const SpdyHeaders headers{{":path", value}, {"accept-encoding", "gzip,deflate"}};
            Bytes wire;
            SpdyHeaders inflated;
            NS_TEST_ASSERT_MSG_EQ(out.Compress(headers, wire), true, "compressed");
            NS_TEST_ASSERT_MSG_EQ((in.Decompress(wire, inflated) == SpdyHeaderCodec::Result::OK),
                                  true,
                                  "inflated");
            NS_TEST_ASSERT_MSG_EQ((inflated == headers), true, "the same");
            NS_TEST_ASSERT_MSG_EQ(in.GetPlainSize(), out.GetPlainSize(), "counted alike");
        }
    }

    void CheckBomb()
    {
        SpdyHeaderCodec out(SpdyVersion::SPDY_3_1, 9, 15, 65536);
        SpdyHeaderCodec in(SpdyVersion::SPDY_3_1, 9, 15, 65536);
        Bytes wire;
        SpdyHeaders headers;
        NS_TEST_ASSERT_MSG_EQ(out.Compress({{"a", std::string(1000000, 'x')}}, wire),
                              true,
                              "a million octets");
        NS_TEST_ASSERT_MSG_LT(wire.size(), 2000, "in few");
        NS_TEST_ASSERT_MSG_EQ((in.Decompress(wire, headers) == SpdyHeaderCodec::Result::TOO_LARGE),
                              true,
                              "refused");
        NS_TEST_ASSERT_MSG_LT(in.GetPlainSize(), 65536 + 4096, "without inflating it all");
    }

    void CheckLimits()
    {
        const SpdyVersion version = SpdyVersion::SPDY_3_1;
        const SpdyHeaders headers{{"a", std::string(87, 'x')}};
        Bytes wire;
        SpdyHeaders inflated;
        SpdyHeaderCodec out(version, 9, 15, 65536);
        NS_TEST_ASSERT_MSG_EQ(out.Compress(headers, wire), true, "three lengths and a name");
        NS_TEST_ASSERT_MSG_EQ(out.GetPlainSize(), 100, "that many octets");
        SpdyHeaderCodec enough(version, 9, 15, 100);
        NS_TEST_EXPECT_MSG_EQ((enough.Decompress(wire, inflated) == SpdyHeaderCodec::Result::OK),
                              true,
                              "as large as is allowed");
        SpdyHeaderCodec less(version, 9, 15, 99);
        NS_TEST_EXPECT_MSG_EQ(
            (less.Decompress(wire, inflated) == SpdyHeaderCodec::Result::TOO_LARGE),
            true,
            "one octet more");
        out.Compress({{"b", "1"}}, wire);
        NS_TEST_EXPECT_MSG_EQ((less.Decompress(wire, inflated) == SpdyHeaderCodec::Result::BROKEN),
                              true,
                              "nothing can follow what was not inflated");
        NS_TEST_EXPECT_MSG_EQ(out.Compress({{"a", std::string(1 << 20, 'x')}}, wire),
                              false,
                              "no frame may be large enough for this");
    }

    void CheckEndOfStream()
    {
        for (const auto version : SPDY_VERSIONS)
        {
            const SpdyTestPeer peer(version);
            ByteWriter plain;
            Serialize({{"a", "1"}}, peer.Traits(), plain);
            Bytes wire = peer.StoredOctets(plain.View());
            SpdyHeaders headers;
            SpdyHeaderCodec open(version, 9, 15, 65536);
            NS_TEST_EXPECT_MSG_EQ((open.Decompress(wire, headers) == SpdyHeaderCodec::Result::OK),
                                  true,
                                  "more may follow");
            // The octet after zlib's header and the dictionary's checksum says: the last block.
            wire.at(6) = 1;
            ByteWriter trailer;
            trailer.U32(static_cast<uint32_t>(adler32(adler32(0, nullptr, 0),
                                                      plain.View().Data(),
                                                      static_cast<uInt>(plain.Size()))));
            Append(wire, trailer.View());
            SpdyHeaderCodec ended(version, 9, 15, 65536);
            NS_TEST_EXPECT_MSG_EQ(
                (ended.Decompress(wire, headers) == SpdyHeaderCodec::Result::BROKEN),
                true,
                "one stream is for the whole session");
        }
    }

    void CheckNoise(std::mt19937& random)
    {
        for (int round = 0; round < 2000; ++round)
        {
            SpdyHeaderCodec out(SpdyVersion::SPDY_3_1, 6, 11, 65536);
            SpdyHeaderCodec in(SpdyVersion::SPDY_3_1, 6, 11, 65536);
            Bytes wire;
            out.Compress({{":method", "GET"}, {":path", "/index.html"}}, wire);
            wire[random() % wire.size()] ^= 1u << random() % 8;
            wire.resize(random() % (wire.size() + 1));
            SpdyHeaders headers;
            in.Decompress(wire, headers);
            NS_TEST_ASSERT_MSG_LT(in.GetPlainSize(), 65536 + 4096, "bounded");
        }
    }
};

/// The names of HTTP on streams.
class SpdyHttpTest : public TestCase
{
  public:
    SpdyHttpTest()
        : TestCase("Requests, replies and pushes are known by the names that they must have")
    {
    }

  private:
    void DoRun() override
    {
        for (const auto version : SPDY_VERSIONS)
        {
            const SpdyVersionTraits& traits = GetSpdyVersionTraits(version);
            const SpdyHeaders request = MakeRequest(version, "/a?b");
            NS_TEST_ASSERT_MSG_EQ((FindMissingRequestName(request, traits) == nullptr),
                                  true,
                                  "all");
            for (size_t i = 0; i < request.size(); ++i)
            {
                SpdyHeaders less = request;
                less.erase(less.begin() + static_cast<ptrdiff_t>(i));
                const char* missing = FindMissingRequestName(less, traits);
                const bool isNeeded =
                    version != SpdyVersion::SPDY_2 || request[i].name != traits.names.host;
                NS_TEST_ASSERT_MSG_EQ(std::string(missing ? missing : ""),
                                      (isNeeded ? request[i].name : std::string()),
                                      "the one that is missing");
            }
            NS_TEST_ASSERT_MSG_EQ(IsSpdyReply(MakeReply(version), traits), true, "reply");
            NS_TEST_ASSERT_MSG_EQ(IsSpdyReply(request, traits), false, "no reply");
            CheckResource(request, traits, "https a.test /a?b");
            CheckResource(MakePushedResource(version, "A.Test:443"),
                          traits,
                          "https a.test /pushed");
            CheckResource(MakePushedResource(version, "a.test:80"),
                          traits,
                          "https a.test:80 /pushed");
            CheckResource({{traits.names.path, "http://b.test:80"}}, traits, "http b.test /");
            CheckResource(MakeRequest(version, "/a?from=http://b.test/c"),
                          traits,
                          "https a.test /a?from=http://b.test/c");
            const auto of = [&traits](const char* host, const char* path) {
                return SpdyHeaders{{traits.names.scheme, "HTTPS"},
                                   {traits.names.host, host},
                                   {traits.names.path, path}};
            };
            CheckResource(of("A.test:443", "/a"), traits, "https a.test /a");
            CheckResource(of("a.test", "a"), traits, "");
            CheckResource({{traits.names.path, "/a"}}, traits, "");
            CheckResource({{traits.names.path, "http:///a"}}, traits, "");
            CheckResource({{traits.names.path, "://"}}, traits, "");
            CheckResource(MakeReply(version), traits, "");
        }
    }

    void CheckResource(const SpdyHeaders& headers,
                       const SpdyVersionTraits& traits,
                       const std::string& expected)
    {
        const auto found = FindSpdyResource(headers, traits);
        NS_TEST_ASSERT_MSG_EQ(
            (found ? found->scheme + " " + found->host + " " + found->path : std::string()),
            expected,
            "resource");
    }
};

/// Header blocks: their octets, their compression, their names.
class SpdyHeaderTestSuite : public TestSuite
{
  public:
    SpdyHeaderTestSuite()
        : TestSuite("tls-spdy-spdy-header", TestSuite::Type::UNIT)
    {
        AddTestCase(new SpdyHeaderBlockTest);
        AddTestCase(new SpdyHeaderCodecTest);
        AddTestCase(new SpdyHttpTest);
    }
};

SpdyHeaderTestSuite g_spdyHeaderTestSuite; //!< registers the suite

} // namespace
