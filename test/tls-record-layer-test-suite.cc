/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-record-layer-test-support.h"

#include <limits>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

/// Which way keys work.
using Direction = CryptoProvider::Direction;

/// One of each kind.
const std::vector<Protected> KINDS{
    {TlsVersion::TLS_1_2, 0},      // in clear
    {TlsVersion::SSL_3_0, 0x0004}, // stream cipher
    {TlsVersion::SSL_3_0, 0x000a}, // blocks of 8 octets, short padding
    {TlsVersion::TLS_1_0, 0x002f}, // chained vectors
    {TlsVersion::TLS_1_1, 0x0005}, // stream cipher
    {TlsVersion::TLS_1_2, 0xc013}, // vectors in the records
    {TlsVersion::TLS_1_2, 0xc02f}, // GCM
    {TlsVersion::TLS_1_2, 0xcca8}, // ChaCha20-Poly1305
};

/// Cutting a stream at its records' borders.
class TlsRecordBorderTestCase : public TlsRecordLayerTestCase
{
  public:
    TlsRecordBorderTestCase()
        : TlsRecordLayerTestCase("The record layer cuts and joins streams of any size, an octet "
                                 "at a time as all at once")
    {
    }

  private:
    void DoRun() override
    {
        for (const Protected& kind : KINDS)
        {
            for (const size_t size : {0, 1, 2, 15, 16, 99, 100, 101, 250, 20000})
            {
                for (const bool splits : {false, true})
                {
                    Check(kind, size, 100, splits, false);
                    Check(kind, size, TLS_MAX_PLAINTEXT, splits, false);
                    Check(kind, size, TLS_MAX_PLAINTEXT, splits, true);
                }
            }
        }
    }

    /**
     * @param kind keys
     * @param size octets
     * @param maxFragment octets a record
     * @param splits whether the first octet may go alone
     * @param deflates whether records are compressed
     */
    void Check(const Protected& kind, size_t size, size_t maxFragment, bool splits, bool deflates)
    {
        Bytes wire;
        std::vector<std::string> outcomes;
        for (const size_t step : {size_t{1}, size_t{77}, SIZE_MAX})
        {
            Reset();
            for (TlsRecordLayer* layer : {&sender, &receiver})
            {
                layer->SetSplitting(splits);
                layer->SetCompression(deflates ? &meter : nullptr);
            }
            random.next = 0;
            Connect(kind);
            const Bytes data = Counting(0, size);
            const size_t foretold = sender.GetWireSize(size, maxFragment);
            wire = Write(data, maxFragment);
            if (size > 0)
            {
                NS_TEST_EXPECT_MSG_EQ(
                    (deflates ? wire.size() <= foretold : wire.size() == foretold),
                    true,
                    "the size is foretold");
            }
            outcomes.push_back(Receive(wire, step));
            NS_TEST_EXPECT_MSG_EQ((received == data), true, "octets out equal octets in");
        }
        NS_TEST_EXPECT_MSG_EQ(outcomes[0], outcomes[2], "an octet at a time");
        NS_TEST_EXPECT_MSG_EQ(outcomes[1], outcomes[2], "some octets at a time");

        const bool isSplit =
            splits && kind.version <= TlsVersion::TLS_1_0 && size > 1 && kind.suite != 0x0004;
        std::string expected = isSplit ? "1 " : "";
        size_t rest = isSplit ? size - 1 : size;
        do
        {
            const size_t next = std::min(rest, maxFragment);
            expected += std::to_string(next) + " ";
            rest -= next;
        } while (rest > 0);
        NS_TEST_EXPECT_MSG_EQ(outcomes[2], expected, "records as they should be cut");
    }
};

/// Headers that end the connection.
class TlsRecordHeaderTestCase : public TlsRecordLayerTestCase
{
  public:
    TlsRecordHeaderTestCase()
        : TlsRecordLayerTestCase("Headers with unknown types, versions and lengths give their "
                                 "alerts")
    {
    }

  private:
    /**
     * @param hex octets of the stream
     * @param alert expected, or "none"
     * @param kind version and keys; TlsVersion::NONE before one is decided
     */
    void Check(const char* hex, const std::string& alert, const Protected& kind)
    {
        TlsRecordLayer layer;
        if (kind.version != TlsVersion::NONE)
        {
            layer.SetVersion(kind.version);
        }
        if (kind.suite)
        {
            layer.SetReadProtection(Protection(kind.version, kind.suite, Direction::DECRYPT));
        }
        layer.Feed(FromHex(hex));
        std::optional<TlsRecord> record;
        const auto result = layer.Next(record);
        NS_TEST_EXPECT_MSG_EQ((result ? ToString(result->description) : "none"), alert, hex);
    }

    void DoRun() override
    {
        const Protected undecided{TlsVersion::NONE, 0};
        Check("", "none", undecided);
        Check("16", "none", undecided);
        for (const char* const type : {"14", "15", "16", "17", "18"})
        {
            Check(type, "none", undecided);
        }
        for (const char* const type : {"00", "13", "19", "80", "ff", "474554202f"})
        {
            Check(type, "unexpected_message", undecided);
        }
        for (const char* const header : {"1603000001", "1603010001", "1603040001", "1603ff0001"})
        {
            Check(header, "none", undecided);
        }
        Check("160200", "protocol_version", undecided);
        Check("160400", "protocol_version", undecided);
        Check("1603004000", "none", undecided);
        Check("1603004001", "record_overflow", undecided);
        for (const Protected& kind : KINDS)
        {
            for (uint16_t version = 0x02ff; version <= 0x0400; ++version)
            {
                const bool isRight = version == static_cast<uint16_t>(kind.version);
                const Bytes header{22,
                                   static_cast<uint8_t>(version >> 8),
                                   static_cast<uint8_t>(version)};
                Check(ToHex(header).c_str(), isRight ? "none" : "protocol_version", kind);
            }
        }
        const Protected clear{TlsVersion::TLS_1_2, 0};
        Check("1603034000", "none", clear);
        Check("1603034001", "record_overflow", clear);
        const Protected gcm{TlsVersion::TLS_1_2, 0xc02f};
        Check("1603034018", "none", gcm);
        Check("1603034019", "record_overflow", gcm);
        Check("160303ffff", "record_overflow", gcm);
        Check("1603030000", "bad_record_mac", gcm);
        Check("160303000100", "bad_record_mac", gcm);
        // IV of 16, MAC of 20 and padding of up to 256 octets.
        const Protected cbc{TlsVersion::TLS_1_2, 0xc013};
        Check("1603034124", "none", cbc);
        Check("1603034125", "record_overflow", cbc);
        // No IV, and padding of up to a block of 8.
        const Protected ssl3{TlsVersion::SSL_3_0, 0x000a};
        Check("160300401c", "none", ssl3);
        Check("160300401d", "record_overflow", ssl3);
        const Protected stream{TlsVersion::SSL_3_0, 0x0004};
        Check("1603004010", "none", stream);
        Check("1603004011", "record_overflow", stream);

        NS_TEST_EXPECT_MSG_EQ(TlsRecordLayer::RecordLength({}), 5, "a header is wanted");
        NS_TEST_EXPECT_MSG_EQ(TlsRecordLayer::RecordLength(FromHex("16030312")), 5, "still");
        NS_TEST_EXPECT_MSG_EQ(TlsRecordLayer::RecordLength(FromHex("1603031234")),
                              5 + 0x1234,
                              "and the fragment");
    }
};

/// Lengths.
class TlsRecordLengthTestCase : public TlsRecordLayerTestCase
{
  public:
    TlsRecordLengthTestCase()
        : TlsRecordLayerTestCase("A record whose length is wrong by one, or beyond the limit, is "
                                 "refused")
    {
    }

  private:
    void DoRun() override
    {
        for (const Protected& kind : KINDS)
        {
            for (const bool encryptsThenMacs : {false, true})
            {
                if (kind.suite)
                {
                    CheckWrongByOne(kind, encryptsThenMacs);
                    CheckLimit(kind, encryptsThenMacs);
                }
            }
        }
        Reset();
        receiver.SetReadLimit(512);
        Connect({TlsVersion::TLS_1_2, 0});
        NS_TEST_EXPECT_MSG_EQ(Receive(Write(Bytes(512))), "512 ", "in clear");
        NS_TEST_EXPECT_MSG_EQ(Receive(Write(Bytes(513))), "record_overflow", "in clear");
    }

    /**
     * @param kind keys
     * @param encryptsThenMacs order of cipher and MAC
     */
    void CheckWrongByOne(const Protected& kind, bool encryptsThenMacs)
    {
        for (const int change : {-1, 1})
        {
            Reset();
            Connect(kind, encryptsThenMacs);
            Bytes wire = Write(Bytes(30));
            Append(wire, Write(Bytes(30)));
            wire[4] = static_cast<uint8_t>(wire[4] + change);
            NS_TEST_EXPECT_MSG_EQ(Receive(wire), "bad_record_mac", "wrong by " << change);
        }
    }

    /**
     * @param kind keys
     * @param encryptsThenMacs order of cipher and MAC
     */
    void CheckLimit(const Protected& kind, bool encryptsThenMacs)
    {
        for (const size_t limit : {size_t{512}, TLS_MAX_PLAINTEXT})
        {
            Reset();
            receiver.SetReadLimit(limit);
            Connect(kind, encryptsThenMacs);
            const Bytes full = Write(Bytes(limit), limit);
            NS_TEST_EXPECT_MSG_EQ(Receive(full), std::to_string(limit) + " ", "as long as allowed");
            const Bytes tooLong = Write(Bytes(limit + 1), limit + 1);
            NS_TEST_EXPECT_MSG_EQ(Receive(tooLong), "record_overflow", "longer by one");
        }
    }
};

/// Versions and numbers of what is sent.
class TlsRecordCountTestCase : public TlsRecordLayerTestCase
{
  public:
    TlsRecordCountTestCase()
        : TlsRecordLayerTestCase("Records say a version that old servers take, and end with their "
                                 "numbers")
    {
    }

  private:
    /**
     * @param highest version of the sender
     * @return what its first record starts with
     */
    std::string FirstHeader(TlsVersion highest)
    {
        Reset();
        sender.SetHighestVersion(highest);
        return ToHex(Write(Bytes(1)));
    }

    void DoRun() override
    {
        NS_TEST_EXPECT_MSG_EQ(ToHex(Write(Bytes(1))), "170301000100", "TLS 1.0 where none is set");
        NS_TEST_EXPECT_MSG_EQ(FirstHeader(TlsVersion::SSL_3_0), "170300000100", "SSL 3.0");
        NS_TEST_EXPECT_MSG_EQ(FirstHeader(TlsVersion::TLS_1_0), "170301000100", "TLS 1.0");
        NS_TEST_EXPECT_MSG_EQ(FirstHeader(TlsVersion::TLS_1_2), "170301000100", "and no more");

        const uint64_t last = std::numeric_limits<uint64_t>::max() - 1;
        Reset();
        Connect({TlsVersion::TLS_1_2, 0xc02f});
        sender.SetWriteProtection(Protection(TlsVersion::TLS_1_2, 0xc02f, Direction::ENCRYPT),
                                  last);
        receiver.SetReadProtection(Protection(TlsVersion::TLS_1_2, 0xc02f, Direction::DECRYPT),
                                   last);
        Bytes wire;
        NS_TEST_EXPECT_MSG_EQ(sender.Write(TlsContentType::APPLICATION_DATA, Bytes(3), 2, wire),
                              false,
                              "numbers run out");
        NS_TEST_EXPECT_MSG_EQ(Receive(wire), "2 ", "after one record");
        NS_TEST_EXPECT_MSG_EQ(Receive(wire), "unexpected_message", "and no other is read");
    }
};

/// The suite.
class TlsRecordLayerTestSuite : public TestSuite
{
  public:
    TlsRecordLayerTestSuite()
        : TestSuite("tls-spdy-record-layer", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsRecordBorderTestCase);
        AddTestCase(new TlsRecordHeaderTestCase);
        AddTestCase(new TlsRecordLengthTestCase);
        AddTestCase(new TlsRecordCountTestCase);
    }
};

/// Registers the suite.
TlsRecordLayerTestSuite g_tlsRecordLayerTestSuite;

} // namespace
