/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-test-peer.h"

#include "ns3/spdy-dictionary.h"
#include "ns3/test.h"

#include <random>
#include <zlib.h>

using namespace ns3;
using namespace ns3::spdy;

namespace
{

/// Checksums as they stand on the wire.
class SpdyDictionaryTest : public TestCase
{
  public:
    SpdyDictionaryTest()
        : TestCase("The dictionaries have the size and checksum of the drafts")
    {
    }

  private:
    void DoRun() override
    {
        Check(GetSpdyDictionary2(), 907, 0xdfa251b2);
        Check(GetSpdyDictionary3(), 1423, 0xe3c6a7c2);
    }

    void Check(std::string_view dictionary, size_t size, uint32_t checksum)
    {
        const Bytes octets = ToBytes(dictionary);
        NS_TEST_ASSERT_MSG_EQ(octets.size(), size, "size");
        NS_TEST_ASSERT_MSG_EQ(adler32(adler32(0, nullptr, 0), octets.data(), octets.size()),
                              checksum,
                              "Adler-32");
    }
};

/// Frames that another zlib made.
class SpdyVectorTest : public TestCase
{
  public:
    SpdyVectorTest()
        : TestCase("Recorded frames of SPDY 2 and SPDY 3 decode to what they were made from")
    {
    }

  private:
    void DoRun() override
    {
        const SpdyHeaders request3{{":host", "a.test"},
                                   {":method", "GET"},
                                   {":path", "/"},
                                   {":scheme", "https"},
                                   {":version", "HTTP/1.1"}};
        for (const auto version : {SpdyVersion::SPDY_3, SpdyVersion::SPDY_3_1})
        {
            SpdyHeaderCodec codec(version, 6, 11, 65536);
            CheckSynStream(
                version,
                codec,
                "80030001010000490000000100000000000038eae3c6a7c202652510b68216086c897a25a96016bb15"
                "2221bbbb8680151524828b2b467db07c31b070cc0597a019252505a004ce6185255d03000000ffff",
                1,
                0,
                request3);
            CheckSynStream(version,
                           codec,
                           "80030001010000130000000300000000e000a2831500000000ffff",
                           3,
                           7,
                           request3);
        }
        SpdyHeaderCodec codec2(SpdyVersion::SPDY_2, 6, 11, 65536);
        CheckSynStream(
            SpdyVersion::SPDY_2,
            codec2,
            "800200010100004b0000000100000000c00038eadfa251b26260656001e51206b644bd9254109d0bcc95f9"
            "290ccceeae210c6cc5c088cc4d6560cd28292928666006e960d46760871ac0c0013317000000ffff",
            1,
            3,
            {{"host", "a.test"},
             {"method", "GET"},
             {"scheme", "https"},
             {"url", "/"},
             {"version", "HTTP/1.1"}});
        CheckSettings(SpdyVersion::SPDY_3_1,
                      "80030004000000140000000200000004000000640000000700010000",
                      2);
        CheckSettings(SpdyVersion::SPDY_2, "800200040000000c000000010400000000000064", 1);
        CheckGoAway("800200070000000400000005", true);
        // As npm's spdy-transport sends it.
        CheckGoAway("80020007000000080000000500000000", true);
        CheckGoAway("8002000700000006000000050000", false);
    }

    void CheckGoAway(const char* hex, bool isTaken)
    {
        SpdyFrame frame;
        const auto& traits = GetSpdyVersionTraits(SpdyVersion::SPDY_2);
        NS_TEST_ASSERT_MSG_EQ(Parse(wire::FromHex(hex), traits, frame), isTaken, hex);
        if (isTaken)
        {
            NS_TEST_EXPECT_MSG_EQ(std::get<SpdyGoAwayFrame>(frame).lastGoodId, 5, hex);
        }
    }

    void CheckSynStream(SpdyVersion version,
                        SpdyHeaderCodec& codec,
                        const char* hex,
                        uint32_t id,
                        uint32_t priority,
                        const SpdyHeaders& expected)
    {
        SpdyFrame frame;
        NS_TEST_ASSERT_MSG_EQ(Parse(wire::FromHex(hex), GetSpdyVersionTraits(version), frame),
                              true,
                              "the frame parses");
        const auto* syn = std::get_if<SpdySynStreamFrame>(&frame);
        NS_TEST_ASSERT_MSG_NE(syn, nullptr, "it is SYN_STREAM");
        NS_TEST_ASSERT_MSG_EQ(syn->streamId, id, "stream");
        NS_TEST_ASSERT_MSG_EQ(uint32_t{syn->priority}, priority, "priority");
        NS_TEST_ASSERT_MSG_EQ(syn->fin, true, "FIN");
        SpdyHeaders headers;
        NS_TEST_ASSERT_MSG_EQ(
            (codec.Decompress(syn->headerBlock, headers) == SpdyHeaderCodec::Result::OK),
            true,
            "the block inflates");
        NS_TEST_ASSERT_MSG_EQ((headers == expected), true, "headers");
    }

    void CheckSettings(SpdyVersion version, const char* hex, size_t count)
    {
        const auto& traits = GetSpdyVersionTraits(version);
        SpdyFrame frame;
        const Bytes bytes = wire::FromHex(hex);
        NS_TEST_ASSERT_MSG_EQ(Parse(bytes, traits, frame), true, "the frame parses");
        const auto* settings = std::get_if<SpdySettingsFrame>(&frame);
        NS_TEST_ASSERT_MSG_NE(settings, nullptr, "it is SETTINGS");
        NS_TEST_ASSERT_MSG_EQ(settings->entries.size(), count, "entries");
        NS_TEST_ASSERT_MSG_EQ((settings->entries[0].id == SpdySettingId::MAX_CONCURRENT_STREAMS),
                              true,
                              "id");
        NS_TEST_ASSERT_MSG_EQ(settings->entries[0].value, 100, "value");
        ByteWriter writer;
        Serialize(frame, traits, writer);
        NS_TEST_ASSERT_MSG_EQ(wire::ToHex(writer.View()), hex, "the same again");
    }
};

/// Serialize, Parse and Serialize again.
class SpdyRoundTripTest : public TestCase
{
  public:
    SpdyRoundTripTest()
        : TestCase("Each frame of each version survives writing and reading; each cut is refused")
    {
    }

  private:
    void DoRun() override
    {
        const Bytes some{1, 2, 3};
        SpdySynStreamFrame syn{0x7fffffff, 5, 3, 0, true, true, some};
        const SpdyFrame frames[] = {
            SpdyDataFrame{1, true, some},
            SpdyDataFrame{1, false, {}},
            syn,
            SpdySynReplyFrame{3, true, some},
            SpdyRstStreamFrame{3, SpdyStreamStatus::CANCEL},
            SpdySettingsFrame{true, {{SpdySettingId::ROUND_TRIP_TIME, 7, 1}}},
            SpdyPingFrame{9},
            SpdyGoAwayFrame{9, SpdySessionStatus::OK},
            SpdyHeadersFrame{5, false, some},
            SpdyNoopFrame{},
            SpdyWindowUpdateFrame{5, 0x7fffffff},
            SpdyCredentialFrame{1, some, {some, some}},
            SpdyUnknownFrame{77, 3, some},
        };
        for (const auto version : SPDY_VERSIONS)
        {
            const auto& traits = GetSpdyVersionTraits(version);
            for (const auto& frame : frames)
            {
                CheckFrame(traits, frame);
            }
        }
    }

    void CheckFrame(const SpdyVersionTraits& traits, const SpdyFrame& frame)
    {
        const std::string name = GetSpdyFrameName(frame);
        ByteWriter writer;
        Serialize(frame, traits, writer);
        const Bytes bytes = writer.Take();
        SpdyFrame parsed;
        NS_TEST_ASSERT_MSG_EQ(Parse(bytes, traits, parsed), true, name << " parses");
        const bool isDefined = (name != "NOOP" || traits.hasNoop) &&
                               (name != "CREDENTIAL" || traits.hasCredential) &&
                               (name != "WINDOW_UPDATE" || traits.hasStreamWindow);
        NS_TEST_ASSERT_MSG_EQ(std::string(GetSpdyFrameName(parsed)),
                              (isDefined ? name : "UNKNOWN"),
                              "kind");
        if (isDefined)
        {
            NS_TEST_ASSERT_MSG_EQ(GetSpdyStreamId(parsed), GetSpdyStreamId(frame), "stream");
            NS_TEST_ASSERT_MSG_EQ(GetSpdyFrameDetail(parsed), GetSpdyFrameDetail(frame), "fields");
        }
        ByteWriter again;
        Serialize(parsed, traits, again);
        NS_TEST_ASSERT_MSG_EQ(wire::ToHex(again.View()), wire::ToHex(bytes), name << " again");
        for (size_t size = 0; size < bytes.size(); ++size)
        {
            NS_TEST_ASSERT_MSG_EQ(Parse(ByteView(bytes).Sub(0, size), traits, parsed),
                                  false,
                                  name << " cut to " << size);
        }
    }
};

/// Bits that no draft gives a meaning.
class SpdyReservedBitTest : public TestCase
{
  public:
    SpdyReservedBitTest()
        : TestCase("Reserved bits and flags without a meaning change nothing in any frame")
    {
    }

  private:
    void DoRun() override
    {
        const Bytes some{1, 2, 3};
        for (const auto version : SPDY_VERSIONS)
        {
            const auto& traits = GetSpdyVersionTraits(version);
            Check(traits, SpdyDataFrame{1, false, some}, {}, 0xfe);
            Check(traits, SpdySynStreamFrame{1, 5, 3, 0, false, false, some}, {8, 12}, 0xfc);
            Check(traits, SpdySynReplyFrame{3, false, some}, {8}, 0xfe);
            Check(traits, SpdyHeadersFrame{5, false, some}, {8}, 0xfe);
            Check(traits, SpdyRstStreamFrame{3, SpdyStreamStatus::CANCEL}, {8}, 0xff);
            Check(traits, SpdySettingsFrame{false, {}}, {}, 0xfe);
            Check(traits, SpdyPingFrame{9}, {}, 0xff);
            Check(traits, SpdyGoAwayFrame{9, SpdySessionStatus::OK}, {8}, 0xff);
            if (traits.hasStreamWindow)
            {
                Check(traits, SpdyWindowUpdateFrame{5, 7}, {8, 12}, 0xff);
            }
        }
    }

    /**
     * @param traits row of the version
     * @param frame without any of its flags
     * @param reserved places of octets the top bit of which is reserved
     * @param flags that mean nothing in this frame
     */
    void Check(const SpdyVersionTraits& traits,
               const SpdyFrame& frame,
               const std::vector<size_t>& reserved,
               uint8_t flags)
    {
        ByteWriter writer;
        Serialize(frame, traits, writer);
        Bytes bytes = writer.Take();
        const std::string clean = wire::ToHex(bytes);
        bytes.at(4) = flags;
        for (const size_t place : reserved)
        {
            bytes.at(place) |= 0x80;
        }
        SpdyFrame parsed;
        NS_TEST_ASSERT_MSG_EQ(Parse(bytes, traits, parsed), true, "parses");
        ByteWriter again;
        Serialize(parsed, traits, again);
        NS_TEST_EXPECT_MSG_EQ(wire::ToHex(again.View()), clean, GetSpdyFrameName(frame));
        NS_TEST_EXPECT_MSG_EQ(GetSpdyStreamId(parsed), GetSpdyStreamId(frame), "stream");
        NS_TEST_EXPECT_MSG_EQ(GetSpdyFrameDetail(parsed), GetSpdyFrameDetail(frame), "fields");
    }
};

/// A status that was misprinted once.
class SpdyOldStatusTest : public TestCase
{
  public:
    SpdyOldStatusTest()
        : TestCase("A GOAWAY with 11 is an internal error as the first draft of SPDY 3 prints it")
    {
    }

  private:
    void DoRun() override
    {
        // The misprint, and the status that SPDY/2 has not but some of its clients send.
        for (const auto version : SPDY_VERSIONS)
        {
            const auto& traits = GetSpdyVersionTraits(version);
            SpdyFrame parsed;
            const Bytes frame = SpdyTestPeer(version).Write(
                SpdyUnknownFrame{static_cast<uint16_t>(SpdyFrameType::GOAWAY),
                                 0,
                                 wire::FromHex("000000050000000b")});
            NS_TEST_ASSERT_MSG_EQ(Parse(frame, traits, parsed), true, "parses");
            NS_TEST_EXPECT_MSG_EQ(GetSpdyFrameDetail(parsed), "INTERNAL_ERROR last=5", "as 2");
        }
    }
};

/// Cutting a byte stream.
class SpdyFramerTest : public TestCase
{
  public:
    SpdyFramerTest()
        : TestCase("The framer gives the same frames for any partition and stops at the limit")
    {
    }

  private:
    void DoRun() override
    {
        SpdyTestPeer peer;
        Bytes stream = peer.Write(SpdyPingFrame{1});
        Append(stream, peer.Data(1, 100));
        Append(stream, peer.Write(SpdySettingsFrame{}));
        for (size_t step = 1; step <= stream.size(); ++step)
        {
            SpdyFramer framer(8192, 100);
            size_t frames = 0;
            ByteView frame;
            for (size_t i = 0; i < stream.size(); i += step)
            {
                framer.Push(ByteView(stream).Sub(i, step));
                while (framer.Next(frame) == SpdyFramer::Result::FRAME)
                {
                    ++frames;
                }
            }
            NS_TEST_ASSERT_MSG_EQ(frames, 3, "frames in steps of " << step);
            NS_TEST_ASSERT_MSG_EQ(framer.GetHeldBytes(), 0, "nothing is left");
        }
        SpdyFramer framer(8192, 99);
        ByteView frame;
        framer.Push(stream);
        NS_TEST_ASSERT_MSG_EQ((framer.Next(frame) == SpdyFramer::Result::FRAME), true, "PING");
        NS_TEST_ASSERT_MSG_EQ((framer.Next(frame) == SpdyFramer::Result::TOO_LARGE), true, "DATA");
        NS_TEST_ASSERT_MSG_EQ((framer.Next(frame) == SpdyFramer::Result::TOO_LARGE), true, "stays");
        framer.Skip();
        NS_TEST_ASSERT_MSG_EQ((framer.Next(frame) == SpdyFramer::Result::FRAME), true, "SETTINGS");
        NS_TEST_ASSERT_MSG_EQ(frame.Size(), 12, "the frame behind the one that was skipped");
    }
};

/// Windows and turns.
class SpdyWindowTest : public TestCase
{
  public:
    SpdyWindowTest()
        : TestCase("A window may be negative and never leaves 31 bits; turns follow priority")
    {
    }

  private:
    void DoRun() override
    {
        SpdyFlowWindow window;
        NS_TEST_ASSERT_MSG_EQ(window.GetAvailable(), 65536, "64 KiB, not one less");
        window.Spend(65536);
        NS_TEST_ASSERT_MSG_EQ(window.Shift(-65535), true, "a smaller setting");
        NS_TEST_ASSERT_MSG_EQ(window.GetSize(), -65535, "negative");
        NS_TEST_ASSERT_MSG_EQ(window.GetAvailable(), 0, "nothing may be sent");
        NS_TEST_ASSERT_MSG_EQ(window.Shift(SPDY_MAX_31), true, "fits");
        NS_TEST_ASSERT_MSG_EQ(window.Shift(65536), false, "one too much");
        NS_TEST_ASSERT_MSG_EQ(window.Shift(65535), true, "the largest");
        NS_TEST_ASSERT_MSG_EQ(window.GetAvailable(), SPDY_MAX_31, "31 bits");

        SpdyPriorityQueue queue;
        queue.Add(1, 3);
        queue.Add(3, 0);
        queue.Add(5, 3);
        queue.Add(1, 3);
        queue.Add(7, 7);
        queue.Remove(7);
        queue.Remove(9);
        NS_TEST_ASSERT_MSG_EQ(queue.Pop(), 3, "the highest priority");
        NS_TEST_ASSERT_MSG_EQ(queue.Pop(), 1, "then the first of the others");
        queue.Add(1, 3);
        NS_TEST_ASSERT_MSG_EQ(queue.Pop(), 5, "in turn");
        NS_TEST_ASSERT_MSG_EQ(queue.Pop(), 1, "in turn");
        NS_TEST_ASSERT_MSG_EQ(queue.Pop(), 0, "nothing left");
        NS_TEST_ASSERT_MSG_EQ(queue.IsEmpty(), true, "nothing left");

        NS_TEST_ASSERT_MSG_EQ((FindSpdyVersion("spdy/3.1") == SpdyVersion::SPDY_3_1),
                              true,
                              "token");
        NS_TEST_ASSERT_MSG_EQ(FindSpdyVersion("http/1.1").has_value(), false, "another token");
    }
};

/// Everything below the session.
class SpdyCodecTestSuite : public TestSuite
{
  public:
    SpdyCodecTestSuite()
        : TestSuite("tls-spdy-spdy-codec", TestSuite::Type::UNIT)
    {
        AddTestCase(new SpdyDictionaryTest);
        AddTestCase(new SpdyVectorTest);
        AddTestCase(new SpdyRoundTripTest);
        AddTestCase(new SpdyReservedBitTest);
        AddTestCase(new SpdyOldStatusTest);
        AddTestCase(new SpdyFramerTest);
        AddTestCase(new SpdyWindowTest);
    }
};

SpdyCodecTestSuite g_spdyCodecTestSuite; //!< registers the suite

} // namespace
