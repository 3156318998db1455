/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/byte-writer.h"
#include "ns3/cryptopp-provider.h"
#include "ns3/test.h"
#include "ns3/tls-key-schedule-13.h"
#include "ns3/tls-record-layer.h"

#include <limits>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

/// The ciphers of TLS 1.3 and the octets of their tags.
const std::vector<std::pair<AeadAlgorithm, size_t>> CIPHERS{
    {AeadAlgorithm::AES_128_GCM, 16},
    {AeadAlgorithm::AES_256_GCM, 16},
    {AeadAlgorithm::CHACHA20_POLY1305, 16},
    {AeadAlgorithm::AES_128_CCM, 16},
    {AeadAlgorithm::AES_128_CCM_8, 8},
};

/// A test with the two ends of one direction.
class Record13TestCase : public TestCase
{
  public:
    /// @param title a sentence
    explicit Record13TestCase(const std::string& title)
        : TestCase(title),
          m_provider(m_meter)
    {
    }

  protected:
    /**
     * @param cipher of the suite
     * @param epoch another one gives other keys
     * @return keys at work
     */
    std::unique_ptr<TlsRecordProtection> Protection(AeadAlgorithm cipher, uint8_t epoch = 1)
    {
        TlsCipherSuite suite{};
        suite.aead = cipher;
        suite.prfHash = HashAlgorithm::SHA256;
        const TlsTrafficKeys keys = DeriveTrafficKeys(m_provider, suite, Bytes(32, epoch));
        return CreateRecordProtection13(m_provider, suite, keys);
    }

    /**
     * Start over, with keys at both ends.
     * @param cipher of the suite
     * @param sequence number of the first record
     */
    void Connect(AeadAlgorithm cipher = AeadAlgorithm::AES_128_GCM, uint64_t sequence = 0)
    {
        m_sender = {};
        m_receiver = {};
        m_sender.SetVersion(TlsVersion::TLS_1_3);
        m_receiver.SetVersion(TlsVersion::TLS_1_3);
        m_sender.SetWriteProtection(Protection(cipher), sequence);
        m_receiver.SetReadProtection(Protection(cipher), sequence);
    }

    /**
     * @param type what is sent
     * @param data any number of octets
     * @param maxFragment largest plaintext of a record
     * @return the records
     */
    Bytes Write(TlsContentType type, ByteView data, size_t maxFragment = TLS_MAX_PLAINTEXT)
    {
        Bytes wire;
        m_sender.Write(type, data, maxFragment, wire);
        return wire;
    }

    /**
     * Protect what no sender of this module would.
     * @param inner TLSInnerPlaintext: content, content type, padding
     * @param sequence number of the record
     * @return the record
     */
    Bytes Forge(ByteView inner, uint64_t sequence = 0)
    {
        const auto protection = Protection(AeadAlgorithm::AES_128_GCM);
        const Bytes fragment =
            protection->Protect(sequence, {TlsContentType::APPLICATION_DATA, 0x0303}, inner);
        ByteWriter writer;
        writer.U8(23);
        writer.U16(0x0303);
        writer.Vector16(fragment);
        return writer.Take();
    }

    /**
     * @param wire octets of the stream
     * @return types and lengths of the records received, and the alert that ended it
     */
    std::string Receive(ByteView wire)
    {
        std::string outcome;
        m_received.clear();
        m_receiver.Feed(wire);
        std::optional<TlsRecord> record;
        do
        {
            if (const auto alert = m_receiver.Next(record))
            {
                return outcome + ToString(alert->description);
            }
            if (record)
            {
                outcome += std::to_string(static_cast<int>(record->type)) + ":" +
                           std::to_string(record->fragment.size()) + " ";
                Append(m_received, record->fragment);
            }
        } while (record);
        return outcome;
    }

    CryptoMeter m_meter;         //!< counts
    CryptoppProvider m_provider; //!< computes
    TlsRecordLayer m_sender;     //!< protects
    TlsRecordLayer m_receiver;   //!< unprotects
    Bytes m_received;            //!< what the last Receive() gave
};

/// What protected records look like.
class Record13ShapeTestCase : public Record13TestCase
{
  public:
    Record13ShapeTestCase()
        : Record13TestCase("Every cipher hides content types in records of application data and "
                           "gives back what went in")
    {
    }

  private:
    void DoRun() override
    {
        for (const auto& [cipher, tag] : CIPHERS)
        {
            Connect(cipher);
            for (const TlsContentType type : {TlsContentType::HANDSHAKE,
                                              TlsContentType::ALERT,
                                              TlsContentType::APPLICATION_DATA})
            {
                const Bytes data(300, 0xa5);
                const Bytes wire = Write(type, data, 200);
                NS_TEST_EXPECT_MSG_EQ(wire.size(), 2 * (5 + 1 + tag) + data.size(), "size");
                NS_TEST_EXPECT_MSG_EQ(ToHex(ByteView(wire).Sub(0, 3)), "170303", "header");
                NS_TEST_EXPECT_MSG_EQ(m_sender.GetWireSize(300, 200), wire.size(), "foretold");
                const std::string number = std::to_string(static_cast<int>(type));
                NS_TEST_EXPECT_MSG_EQ(Receive(wire), number + ":200 " + number + ":100 ", "type");
                NS_TEST_EXPECT_MSG_EQ((m_received == data), true, "octets");
            }
            NS_TEST_EXPECT_MSG_EQ(Receive(Write(TlsContentType::APPLICATION_DATA, {})),
                                  "23:0 ",
                                  "an empty record of application data");
        }
    }
};

/// RFC 8446, 5.3.
class Record13NonceTestCase : public Record13TestCase
{
  public:
    Record13NonceTestCase()
        : Record13TestCase("Each record has its number in its nonce, up to the last number but one")
    {
    }

  private:
    void DoRun() override
    {
        // Key and iv of RFC 8448, 3, server_handshake_traffic_secret.
        const Bytes key = FromHex("3fce516009c21727d0f2e4e86ee403bc");
        const Bytes iv = FromHex("5d313eb2671276ee13000b30");
        TlsCipherSuite suite{};
        suite.aead = AeadAlgorithm::AES_128_GCM;
        const auto protection = CreateRecordProtection13(m_provider, suite, {key, iv});
        const auto cipher = m_provider.CreateAead(AeadAlgorithm::AES_128_GCM, key);
        const std::vector<std::pair<uint64_t, const char*>> nonces{
            {0, "5d313eb2671276ee13000b30"},
            {1, "5d313eb2671276ee13000b31"},
            {0x0102030405060708, "5d313eb2661075ea16060c38"},
            {std::numeric_limits<uint64_t>::max(), "5d313eb298ed8911ecfff4cf"}};
        for (const auto& [sequence, nonce] : nonces)
        {
            const Bytes sealed =
                cipher->Seal(FromHex(nonce), FromHex("1703030013"), Bytes{1, 2, 23});
            NS_TEST_EXPECT_MSG_EQ(
                ToHex(protection->Protect(sequence,
                                          {TlsContentType::APPLICATION_DATA, 0x0303},
                                          Bytes{1, 2, 23})),
                ToHex(sealed),
                nonce);
        }
        Connect(AeadAlgorithm::AES_128_GCM, std::numeric_limits<uint64_t>::max() - 1);
        NS_TEST_EXPECT_MSG_EQ(Receive(Write(TlsContentType::APPLICATION_DATA, Bytes(1))),
                              "23:1 ",
                              "the last number");
        Bytes wire;
        NS_TEST_EXPECT_MSG_EQ(m_sender.Write(TlsContentType::APPLICATION_DATA, Bytes(1), 100, wire),
                              false,
                              "no number left");
    }
};

/// Records that are protected, but say what they must not.
class Record13InnerTestCase : public Record13TestCase
{
  public:
    Record13InnerTestCase()
        : Record13TestCase(
              "Records of only padding, of wrong inner types and without messages give "
              "unexpected_message")
    {
    }

  private:
    void DoRun() override
    {
        const std::vector<std::pair<const char*, const char*>> rows{
            {"", "unexpected_message"},
            {"00", "unexpected_message"},
            {"000000000000", "unexpected_message"},
            {"0114", "unexpected_message"}, // change_cipher_spec
            {"0118", "unexpected_message"}, // heartbeat
            {"01ff", "unexpected_message"},
            {"15", "unexpected_message"},
            {"16", "unexpected_message"},
            {"160000", "unexpected_message"},
            {"17", "23:0 "},
            {"170000", "23:0 "},
            {"aabb17000000", "23:2 "},
            {"aa0016", "22:2 "},
        };
        for (const auto& [inner, outcome] : rows)
        {
            Connect();
            NS_TEST_EXPECT_MSG_EQ(Receive(Forge(FromHex(inner))), outcome, inner);
        }
    }
};

/// RFC 8446, 5.1 and 5.2; RFC 8449, 4.
class Record13LimitTestCase : public Record13TestCase
{
  public:
    Record13LimitTestCase()
        : Record13TestCase("Records of TLS 1.3 are taken up to their limits, and beyond them give "
                           "record_overflow")
    {
    }

  private:
    /**
     * @param content octets
     * @param padding octets
     * @return TLSInnerPlaintext
     */
    static Bytes Inner(size_t content, size_t padding)
    {
        Bytes inner(content, 0x61);
        inner.push_back(23);
        inner.resize(inner.size() + padding);
        return inner;
    }

    void DoRun() override
    {
        Connect();
        NS_TEST_EXPECT_MSG_EQ(Receive(Forge(Inner(16384, 0))), "23:16384 ", "the largest");
        Connect();
        NS_TEST_EXPECT_MSG_EQ(Receive(Forge(Inner(16385, 0))), "record_overflow", "one more");
        Connect();
        NS_TEST_EXPECT_MSG_EQ(Receive(Forge(Inner(16000, 384))), "23:16000 ", "with padding");
        Connect();
        NS_TEST_EXPECT_MSG_EQ(Receive(Forge(Inner(16000, 385))),
                              "record_overflow",
                              "one more of padding");
        Connect();
        NS_TEST_EXPECT_MSG_EQ(Receive(FromHex("1703034101")),
                              "record_overflow",
                              "2^14 + 257, by its header alone");
        Connect();
        NS_TEST_EXPECT_MSG_EQ(Receive(FromHex("1703034100")), "", "2^14 + 256");

        // A limit of 64 octets counts the content type (RFC 8449, 4).
        Connect();
        m_receiver.SetRecordSizeLimit(64);
        NS_TEST_EXPECT_MSG_EQ(Receive(Forge(Inner(63, 0))), "23:63 ", "within");
        NS_TEST_EXPECT_MSG_EQ(Receive(Forge(Inner(64, 0), 1)), "record_overflow", "beyond");
        Connect();
        m_receiver.SetRecordSizeLimit(64);
        NS_TEST_EXPECT_MSG_EQ(Receive(Forge(Inner(10, 54))), "record_overflow", "by padding");
        TlsRecordLayer clear;
        clear.SetRecordSizeLimit(64);
        clear.Feed(FromHex("1603030041"));
        clear.Feed(Bytes(65));
        std::optional<TlsRecord> record;
        NS_TEST_EXPECT_MSG_EQ(clear.Next(record).has_value(), false, "in clear there is no limit");
        NS_TEST_EXPECT_MSG_EQ(record.has_value(), true, "and the record is taken");
    }
};

/// RFC 8446, 5.4.
class Record13PaddingTestCase : public Record13TestCase
{
  public:
    Record13PaddingTestCase()
        : Record13TestCase("Padding fills records up to a multiple, but not beyond the largest")
    {
    }

  private:
    void DoRun() override
    {
        struct Row
        {
            size_t multiple;
            size_t content;
            size_t maxFragment;
            size_t inner;
        };

        for (const Row& row : {Row{0, 10, 100, 11},
                               Row{1, 10, 100, 11},
                               Row{16, 10, 100, 16},
                               Row{16, 15, 100, 16},
                               Row{16, 16, 100, 32},
                               Row{64, 70, 100, 101},
                               Row{16384, 1, 16384, 16384},
                               Row{16384, 16384, 16384, 16385},
                               Row{100000, 1, 16384, 16385}})
        {
            Connect();
            m_sender.SetPadding(row.multiple);
            const Bytes data(row.content, 0x42);
            const Bytes wire = Write(TlsContentType::APPLICATION_DATA, data, row.maxFragment);
            const std::string name =
                std::to_string(row.content) + " to multiples of " + std::to_string(row.multiple);
            NS_TEST_EXPECT_MSG_EQ(wire.size(), 5 + row.inner + 16, name);
            NS_TEST_EXPECT_MSG_EQ(m_sender.GetWireSize(row.content, row.maxFragment),
                                  wire.size(),
                                  name + " foretold");
            NS_TEST_EXPECT_MSG_EQ(Receive(wire), "23:" + std::to_string(row.content) + " ", name);
        }
    }
};

/// Records without protection where there should be some.
class Record13ClearTestCase : public Record13TestCase
{
  public:
    Record13ClearTestCase()
        : Record13TestCase("Of what is not protected, only change_cipher_spec and an early alert "
                           "pass, whatever version they say")
    {
    }

  private:
    void DoRun() override
    {
        Connect();
        NS_TEST_EXPECT_MSG_EQ(Receive(FromHex("140303000101")), "20:1 ", "change_cipher_spec");
        NS_TEST_EXPECT_MSG_EQ(Receive(FromHex("1503010002022f")), "21:2 ", "an alert");
        NS_TEST_EXPECT_MSG_EQ(Receive(Write(TlsContentType::APPLICATION_DATA, Bytes(3))),
                              "23:3 ",
                              "neither has a number");
        NS_TEST_EXPECT_MSG_EQ(Receive(FromHex("1503030002022f")),
                              "unexpected_message",
                              "an alert of a peer that has keys");
        Connect();
        NS_TEST_EXPECT_MSG_EQ(Receive(FromHex("16030300040e000000")),
                              "unexpected_message",
                              "a handshake message");
        Connect();
        NS_TEST_EXPECT_MSG_EQ(Receive(FromHex("1803030001aa")), "unexpected_message", "heartbeat");
        Connect();
        Bytes wire = Write(TlsContentType::CHANGE_CIPHER_SPEC, Bytes{1});
        NS_TEST_EXPECT_MSG_EQ(ToHex(wire), "140303000101", "it is sent as it is");
        wire = Write(TlsContentType::APPLICATION_DATA, Bytes(3));
        wire[1] = 0x05;
        NS_TEST_EXPECT_MSG_EQ(Receive(wire), "bad_record_mac", "the header is authenticated");
        wire[0] = 0x30;
        NS_TEST_EXPECT_MSG_EQ(Receive(wire), "unexpected_message", "no content type");
    }
};

/// Octets that were changed on the way.
class Record13FlipTestCase : public Record13TestCase
{
  public:
    Record13FlipTestCase()
        : Record13TestCase("A record with any bit changed is refused, by every cipher")
    {
    }

  private:
    void DoRun() override
    {
        for (const auto& [cipher, tag] : CIPHERS)
        {
            Connect(cipher);
            const Bytes wire = Write(TlsContentType::APPLICATION_DATA, ToBytes("secret"));
            for (size_t bit = 8 * TLS_RECORD_HEADER; bit < 8 * wire.size(); ++bit)
            {
                Connect(cipher);
                Bytes changed = wire;
                changed[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
                NS_TEST_ASSERT_MSG_EQ(Receive(changed), "bad_record_mac", "bit " << bit);
            }
            for (size_t size = 0; size < 6 + 1 + tag; ++size)
            {
                Connect(cipher);
                Bytes cut(wire.begin(), wire.begin() + static_cast<ptrdiff_t>(5 + size));
                cut[4] = static_cast<uint8_t>(size);
                NS_TEST_ASSERT_MSG_EQ(Receive(cut), "bad_record_mac", "cut to " << size);
            }
        }
    }
};

/// RFC 8446, 4.2.10.
class SkippedEarlyDataTestCase : public Record13TestCase
{
  public:
    SkippedEarlyDataTestCase()
        : Record13TestCase("A server that refused early data drops it up to its limit and reads on")
    {
    }

  private:
    /**
     * @param sizes octets of each record
     * @return records of early data
     */
    Bytes EarlyData(const std::vector<size_t>& sizes)
    {
        TlsRecordLayer layer;
        layer.SetVersion(TlsVersion::TLS_1_3);
        layer.SetWriteProtection(Protection(AeadAlgorithm::AES_128_GCM, 9));
        Bytes wire;
        for (const size_t size : sizes)
        {
            layer.Write(TlsContentType::APPLICATION_DATA, Bytes(size), TLS_MAX_PLAINTEXT, wire);
        }
        return wire;
    }

    void DoRun() override
    {
        const Bytes hello = FromHex("1603030001aa");
        Connect();
        m_receiver.SkipEarlyData(1000);
        NS_TEST_EXPECT_MSG_EQ(Receive(EarlyData({400, 600})), "", "all of it");
        NS_TEST_EXPECT_MSG_EQ(Receive(FromHex("140303000101")), "20:1 ", "change_cipher_spec");
        NS_TEST_EXPECT_MSG_EQ(Receive(Write(TlsContentType::HANDSHAKE, Bytes(3))),
                              "22:3 ",
                              "the first record that is authentic");
        NS_TEST_EXPECT_MSG_EQ(Receive(EarlyData({1})), "bad_record_mac", "none after that");
        Connect();
        m_receiver.SkipEarlyData(1000);
        NS_TEST_EXPECT_MSG_EQ(Receive(EarlyData({400, 601})), "bad_record_mac", "too much");
        Connect();
        m_receiver.SkipEarlyData(3);
        NS_TEST_EXPECT_MSG_EQ(Receive(EarlyData({0, 0, 0, 0})),
                              "bad_record_mac",
                              "there is an end to empty records too");

        // After a Hello Retry Request there are no keys yet.
        const auto clear = [this] {
            m_receiver = {};
            m_receiver.SetVersion(TlsVersion::TLS_1_3);
            m_receiver.SkipEarlyData(20000);
        };
        clear();
        NS_TEST_EXPECT_MSG_EQ(Receive(EarlyData({16384})), "", "all of it");
        NS_TEST_EXPECT_MSG_EQ(Receive(hello), "22:1 ", "the second Client Hello");
        NS_TEST_EXPECT_MSG_EQ(Receive(EarlyData({1})), "23:18 ", "none after that");
        clear();
        NS_TEST_EXPECT_MSG_EQ(Receive(EarlyData({16384, 3617})), "23:3634 ", "too much");
        clear();
        m_receiver.SkipEarlyData(0);
        NS_TEST_EXPECT_MSG_EQ(Receive(EarlyData({1})), "23:18 ", "nothing is dropped");
    }
};

/// RFC 8446, 7.2.
class Record13EpochTestCase : public Record13TestCase
{
  public:
    Record13EpochTestCase()
        : Record13TestCase("Each direction changes its keys by itself and counts from 0 again")
    {
    }

  private:
    void DoRun() override
    {
        Connect();
        Receive(Write(TlsContentType::APPLICATION_DATA, Bytes(3)));
        m_sender.SetWriteProtection(Protection(AeadAlgorithm::AES_128_GCM, 2));
        const Bytes wire = Write(TlsContentType::APPLICATION_DATA, Bytes(5));
        m_receiver.SetReadProtection(Protection(AeadAlgorithm::AES_128_GCM, 2));
        NS_TEST_EXPECT_MSG_EQ(Receive(wire), "23:5 ", "new keys");
        const Bytes next = Write(TlsContentType::APPLICATION_DATA, Bytes(7));
        m_receiver.SetReadProtection(Protection(AeadAlgorithm::AES_128_GCM, 3));
        NS_TEST_EXPECT_MSG_EQ(Receive(next), "bad_record_mac", "other keys");
    }
};

/// Tests of records of TLS 1.3.
class TlsRecord13TestSuite : public TestSuite
{
  public:
    TlsRecord13TestSuite()
        : TestSuite("tls-spdy-record-13", TestSuite::Type::UNIT)
    {
        AddTestCase(new Record13ShapeTestCase);
        AddTestCase(new Record13NonceTestCase);
        AddTestCase(new Record13InnerTestCase);
        AddTestCase(new Record13LimitTestCase);
        AddTestCase(new Record13PaddingTestCase);
        AddTestCase(new Record13ClearTestCase);
        AddTestCase(new Record13FlipTestCase);
        AddTestCase(new SkippedEarlyDataTestCase);
        AddTestCase(new Record13EpochTestCase);
    }
};

TlsRecord13TestSuite g_tlsRecord13TestSuite; //!< registers itself

} // namespace
