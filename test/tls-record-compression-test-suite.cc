/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-record-layer-test-support.h"

#include "ns3/tls-prf.h"

#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

/// DEFLATE.
class TlsRecordCompressionTestCase : public TlsRecordLayerTestCase
{
  public:
    TlsRecordCompressionTestCase()
        : TlsRecordLayerTestCase("Compressed records are one zlib stream, bounded in both "
                                 "directions")
    {
    }

  private:
    /// Keys of the records: a stream cipher, so that lengths can be seen.
    Protected m_kind{TlsVersion::TLS_1_2, 0x0005};

    /**
     * @param deflates whether the sender compresses
     */
    void ConnectCompressed(bool deflates)
    {
        Reset();
        sender.SetCompression(deflates ? &meter : nullptr);
        receiver.SetCompression(&meter);
        Connect(m_kind);
    }

    /**
     * @param fragments compressed elsewhere, in hexadecimal
     * @return what comes of them
     */
    std::string ReceiveCompressed(const std::vector<std::string>& fragments)
    {
        ConnectCompressed(false);
        std::string outcome;
        for (const std::string& fragment : fragments)
        {
            // Whoever cheats sends what is longer than a plaintext, too.
            outcome += Receive(Write(FromHex(fragment), SIZE_MAX));
        }
        return outcome;
    }

    void DoRun() override
    {
        CheckStream();
        CheckExpansion();
        CheckBadStreams();
        CheckNewKeys();
    }

    /// What zlib of Python 3 made of two records; a stream of ours that is read again.
    void CheckStream()
    {
        NS_TEST_EXPECT_MSG_EQ(
            ReceiveCompressed(
                {"789c72770d51d057f0080909d037d433e4e5e2e502000000ffff", "72c71001000000ffff"}),
            "18 18 ",
            "the second makes use of the first");
        NS_TEST_EXPECT_MSG_EQ(ByteView(received).ToString(), PLAINTEXT, "what was sent");
        ConnectCompressed(true);
        size_t first = 0;
        for (const size_t number : {1, 2, 3})
        {
            const Bytes wire = Write(Counting(0, 200));
            first = number == 1 ? wire.size() : first;
            NS_TEST_EXPECT_MSG_EQ((wire.size() < first / 4 || number == 1), true, "it is shorter");
            NS_TEST_EXPECT_MSG_EQ(Receive(wire), "200 ", "and is the same");
            NS_TEST_EXPECT_MSG_EQ((received == Counting(0, 200)), true, "octet for octet");
            NS_TEST_EXPECT_MSG_EQ(Receive(Write({})), "0 ", "an empty record among them");
        }
    }

    /// What does not compress is longer by less than 64 octets, and foretold.
    void CheckExpansion()
    {
        ConnectCompressed(true);
        for (size_t size = 1; size <= TLS_MAX_PLAINTEXT; size = size * 5 / 4 + 1)
        {
            for (const size_t octets : {size, TLS_MAX_PLAINTEXT})
            {
                const Bytes data = TlsPrf(provider,
                                          TlsPrfKind::SUITE_HASH,
                                          HashAlgorithm::SHA256,
                                          {},
                                          "noise",
                                          Counting(0, size % 251),
                                          octets);
                const size_t foretold = sender.GetWireSize(octets, TLS_MAX_PLAINTEXT);
                const Bytes wire = Write(data);
                NS_TEST_EXPECT_MSG_EQ((wire.size() <= foretold && foretold <= octets + 5 + 20 + 64),
                                      true,
                                      "at most what was foretold");
                NS_TEST_EXPECT_MSG_EQ(Receive(wire), std::to_string(octets) + " ", "taken");
                NS_TEST_EXPECT_MSG_EQ((received == data), true, "octet for octet");
            }
        }
    }

    /// Records that no honest peer sends.
    void CheckBadStreams()
    {
        // 16,384 zeros, then 16,385 of them.
        NS_TEST_EXPECT_MSG_EQ(ReceiveCompressed({"789cecc13101000000c2a0f54f6d0c1fa000000000000000"
                                                 "000000000000000080b7010000ffff"}),
                              "16384 ",
                              "as many as a record may hold");
        NS_TEST_EXPECT_MSG_EQ(ReceiveCompressed({"789cecc13101000000c2a0f54f6d0c1fa000000000000000"
                                                 "000000000000000080bb010000ffff"}),
                              "decompression_failure",
                              "one more");
        // A start of zeros that would go on for a megabyte: 258 from each two bits.
        NS_TEST_EXPECT_MSG_EQ(
            ReceiveCompressed({"789cecc13101000000c2a0f54f6d" + std::string(2 * 1000, '0')}),
            "decompression_failure",
            "a bomb");
        NS_TEST_EXPECT_MSG_EQ(ReceiveCompressed({"789c73770d51d057f0080909d037d433e4e5e2e502002759"
                                                 "037d"}),
                              "decompression_failure",
                              "the stream ends");
        NS_TEST_EXPECT_MSG_EQ(ReceiveCompressed({"78bb0d8b02907287b3f40df50c79b978b900000000ffff"}),
                              "decompression_failure",
                              "a preset dictionary");
        NS_TEST_EXPECT_MSG_EQ(ReceiveCompressed({ToHex(ToBytes(PLAINTEXT))}),
                              "decompression_failure",
                              "not compressed");
        NS_TEST_EXPECT_MSG_EQ(ReceiveCompressed({"789c07"}), "decompression_failure", "block type");

        // What is compressed may be as long as 2^14 + 1024 octets: empty stored blocks, the last
        // cut.
        std::string empty = "789c";
        while (empty.size() < 2 * (TLS_MAX_PLAINTEXT + 1024 - 4))
        {
            empty += "000000ffff";
        }
        empty.resize(2 * (TLS_MAX_PLAINTEXT + 1024), '0');
        NS_TEST_EXPECT_MSG_EQ(ReceiveCompressed({empty}), "0 ", "as long as it may be");
        NS_TEST_EXPECT_MSG_EQ(ReceiveCompressed({empty + "00"}), "record_overflow", "one more");
        // Padding hides the length until it is taken off.
        const Protected stream = std::exchange(m_kind, {TlsVersion::TLS_1_2, 0xc013});
        NS_TEST_EXPECT_MSG_EQ(ReceiveCompressed({empty}), "0 ", "in blocks");
        NS_TEST_EXPECT_MSG_EQ(ReceiveCompressed({empty + "00"}), "record_overflow", "in blocks");
        m_kind = stream;

        ConnectCompressed(true);
        receiver.SetReadLimit(512);
        NS_TEST_EXPECT_MSG_EQ(Receive(Write(Bytes(512))), "512 ", "the limit of a plaintext");
        NS_TEST_EXPECT_MSG_EQ(Receive(Write(Bytes(513))), "record_overflow", "and one more");
    }

    /// Other keys, another stream; and none when it is not asked for.
    void CheckNewKeys()
    {
        ConnectCompressed(true);
        const Bytes first = Write(Counting(0, 200));
        NS_TEST_EXPECT_MSG_EQ(Receive(first), "200 ", "compressed");
        Connect(m_kind);
        const Bytes again = Write(Counting(0, 200));
        NS_TEST_EXPECT_MSG_EQ((again == first), true, "the same from the start");
        NS_TEST_EXPECT_MSG_EQ(Receive(again), "200 ", "in a new stream");
        for (TlsRecordLayer* layer : {&sender, &receiver})
        {
            layer->SetCompression(nullptr);
        }
        const Bytes before = Write(Counting(0, 200));
        NS_TEST_EXPECT_MSG_EQ((before.size() < 50), true, "the keys in force stay compressed");
        Connect(m_kind);
        const Bytes clear = Write(Counting(0, 200));
        NS_TEST_EXPECT_MSG_EQ(clear.size(), 5 + 200 + 20, "not compressed");
        NS_TEST_EXPECT_MSG_EQ(Receive(clear), "200 ", "and taken");
    }
};

/// The suite.
class TlsRecordCompressionTestSuite : public TestSuite
{
  public:
    TlsRecordCompressionTestSuite()
        : TestSuite("tls-spdy-record-compression", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsRecordCompressionTestCase);
    }
};

/// Registers the suite.
TlsRecordCompressionTestSuite g_tlsRecordCompressionTestSuite;

} // namespace
