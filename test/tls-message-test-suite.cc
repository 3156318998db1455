/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/test.h"
#include "ns3/tls-hello-messages.h"
#include "ns3/tls-messages-12.h"

#include <functional>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

/// A codec as octets in and octets out: nothing when the octets are refused.
using Codec = std::function<std::optional<Bytes>(ByteView)>;

/// A message of known octets.
struct Sample
{
    std::string name;                     //!< of the message
    Codec codec;                          //!< parses and writes again
    Bytes octets;                         //!< well formed
    std::vector<size_t> wholeTruncations; //!< lengths at which a truncation is a message too
    std::vector<std::pair<size_t, size_t>> lengths; //!< position and width of each length field
};

/**
 * @tparam Message a message
 * @return its codec
 */
template <typename Message>
Codec
CodecOf()
{
    return [](ByteView octets) -> std::optional<Bytes> {
        ByteReader reader(octets);
        Message message;
        if (!Parse(reader, message))
        {
            return std::nullopt;
        }
        ByteWriter writer;
        Serialize(message, writer);
        return writer.Take();
    };
}

/**
 * @param decode from octets
 * @param encode to octets
 * @return both as a codec
 */
template <typename Decode, typename Encode>
Codec
CodecOf(Decode decode, Encode encode)
{
    return [decode, encode](ByteView octets) -> std::optional<Bytes> {
        const auto value = decode(octets);
        if (!value)
        {
            return std::nullopt;
        }
        return encode(*value);
    };
}

/// @return 32 octets of a random, in hexadecimal
std::string
Random()
{
    return "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
}

/// @return every handshake message with a body
std::vector<Sample>
Messages()
{
    // All octets by hand from the RFCs' presentation language.
    const Bytes bareClientHello = FromHex("0303" + Random() + "00" + "0004c02f00ff" + "0100");
    const Bytes clientHello =
        FromHex("0303" + Random() + "04aabbccdd" + "0004c02f00ff" + "0100" + "0012" +
                "000b00020100" + "33740000" + "000a0004" + "0002001d");
    const Bytes serverHello =
        FromHex("0303" + Random() + "02eeff" + "c02f" + "00" + "0005" + "ff01000100");
    return {
        {"Client Hello without extensions",
         CodecOf<TlsClientHello>(),
         bareClientHello,
         {},
         {{34, 1}, {35, 2}, {41, 1}}},
        {"Client Hello",
         CodecOf<TlsClientHello>(),
         clientHello,
         {2 + 32 + 5 + 6 + 2},
         {{34, 1}, {39, 2}, {45, 1}, {47, 2}, {51, 2}, {57, 2}, {61, 2}}},
        {"Server Hello",
         CodecOf<TlsServerHello>(),
         serverHello,
         {2 + 32 + 3 + 2 + 1},
         {{34, 1}, {40, 2}, {44, 2}}},
        {"Certificate",
         CodecOf<TlsCertificateMessage>(),
         FromHex("000009" + std::string("000002") + "3082" + "000001" + "30"),
         {},
         {{0, 3}, {3, 3}, {8, 3}}},
        {"Certificate without any", CodecOf<TlsCertificateMessage>(), FromHex("000000"), {}, {}},
        {"Server Key Exchange",
         CodecOf<TlsServerKeyExchangeEcdhe>(),
         FromHex("03001d" + std::string("03") + "aabbcc" + "0401" + "0002" + "1234"),
         {},
         {{3, 1}, {9, 2}}},
        {"Client Key Exchange with a point",
         CodecOf<TlsClientKeyExchangeEcdhe>(),
         FromHex("03aabbcc"),
         {},
         {{0, 1}}},
        {"Client Key Exchange with a premaster secret",
         CodecOf<TlsClientKeyExchangeRsa>(),
         FromHex("0003aabbcc"),
         {},
         {{0, 2}}},
        {"Next Protocol",
         CodecOf<TlsNextProtocol>(),
         FromHex("08" + ToHex(ToBytes("spdy/3.1")) + "16" + std::string(44, '0')),
         {},
         {{0, 1}, {9, 1}}},
    };
}

/// @return every extension that has data
std::vector<Sample>
Extensions()
{
    return {
        {"server_name",
         CodecOf(DecodeServerName, EncodeServerName),
         FromHex("0006" + std::string("00") + "0003" + ToHex(ToBytes("a.b"))),
         {},
         {{0, 2}, {3, 2}}},
        {"supported_groups",
         CodecOf(DecodeGroups, EncodeGroups),
         FromHex("00040017001d"),
         {},
         {{0, 2}}},
        {"signature_algorithms",
         CodecOf(DecodeSignatureSchemes, EncodeSignatureSchemes),
         FromHex("000404010201"),
         {},
         {{0, 2}}},
        {"ec_point_formats",
         CodecOf(DecodePointFormats, [](bool) { return EncodePointFormats(); }),
         FromHex("0100"),
         {},
         {{0, 1}}},
        {"ALPN",
         CodecOf(DecodeAlpn, EncodeAlpn),
         FromHex("0009" + std::string("03") + "616263" + "04" + "64656667"),
         {},
         {{0, 2}, {2, 1}, {6, 1}}},
        {"NPN",
         CodecOf(DecodeNpn, EncodeNpn),
         FromHex("03616263" + std::string("04") + "64656667"),
         {0, 4},
         {{0, 1}, {4, 1}}},
    };
}

/// What is written is what was read.
class TlsRoundTripTestCase : public TestCase
{
  public:
    TlsRoundTripTestCase()
        : TestCase("Each message and extension is written as it was read")
    {
    }

  private:
    void DoRun() override
    {
        for (const auto& samples : {Messages(), Extensions()})
        {
            for (const Sample& sample : samples)
            {
                const auto again = sample.codec(sample.octets);
                NS_TEST_ASSERT_MSG_EQ(again.has_value(), true, sample.name + " is read");
                NS_TEST_ASSERT_MSG_EQ(ToHex(*again), ToHex(sample.octets), sample.name);
            }
        }
    }
};

/// What is incomplete is refused, and what is too long.
class TlsTruncatedMessageTestCase : public TestCase
{
  public:
    TlsTruncatedMessageTestCase()
        : TestCase("Each truncated message and each with an octet too many is refused")
    {
    }

  private:
    void DoRun() override
    {
        for (const auto& samples : {Messages(), Extensions()})
        {
            for (const Sample& sample : samples)
            {
                for (size_t size = 0; size < sample.octets.size(); ++size)
                {
                    const auto& whole = sample.wholeTruncations;
                    const bool isWhole = std::find(whole.begin(), whole.end(), size) != whole.end();
                    NS_TEST_EXPECT_MSG_EQ(
                        sample.codec(ByteView(sample.octets).Sub(0, size)).has_value(),
                        isWhole,
                        sample.name + " cut to " + std::to_string(size) + " octets");
                }
                for (const uint8_t extra : {0x00, 0x01, 0xff})
                {
                    Bytes longer = sample.octets;
                    longer.push_back(extra);
                    NS_TEST_EXPECT_MSG_EQ(sample.codec(longer).has_value(),
                                          false,
                                          sample.name + " and an octet");
                }
            }
        }
    }
};

/// Length fields that lie.
class TlsMessageLengthTestCase : public TestCase
{
  public:
    TlsMessageLengthTestCase()
        : TestCase("Each length field that is wrong by one is refused")
    {
    }

  private:
    void DoRun() override
    {
        for (const auto& samples : {Messages(), Extensions()})
        {
            for (const Sample& sample : samples)
            {
                for (const auto& [position, width] : sample.lengths)
                {
                    for (const int change : {-1, 1})
                    {
                        Bytes wrong = sample.octets;
                        wrong[position + width - 1] += change;
                        NS_TEST_EXPECT_MSG_EQ(sample.codec(wrong).has_value(),
                                              false,
                                              sample.name + " with the length at " +
                                                  std::to_string(position) + " changed by " +
                                                  std::to_string(change));
                    }
                }
            }
        }
    }
};

/// Values out of their range.
class TlsMessageRangeTestCase : public TestCase
{
  public:
    TlsMessageRangeTestCase()
        : TestCase("Empty lists, overlong identifiers and unknown curve types are refused")
    {
    }

  private:
    /**
     * @param name what is wrong
     * @param codec which message
     * @param hex its octets
     * @param isTaken whether it is right after all
     */
    void Check(const char* name, const Codec& codec, const std::string& hex, bool isTaken = false)
    {
        NS_TEST_EXPECT_MSG_EQ(codec(FromHex(hex)).has_value(), isTaken, name);
    }

    void DoRun() override
    {
        const Codec clientHello = CodecOf<TlsClientHello>();
        const std::string start = "0303" + Random();
        Check("an identifier of 32 octets",
              clientHello,
              start + "20" + Random() + "0002c02f" + "0100",
              true);
        Check("an identifier of 33 octets",
              clientHello,
              start + "21" + Random() + "aa" + "0002c02f" + "0100");
        Check("no suite", clientHello, start + "00" + "0000" + "0100");
        Check("half a suite", clientHello, start + "00" + "0003c02f00" + "0100");
        Check("no compression", clientHello, start + "00" + "0002c02f" + "00");
        Check("an empty list of extensions",
              clientHello,
              start + "00" + "0002c02f" + "0100" + "0000",
              true);
        Check("an identifier of 33 octets from a server",
              CodecOf<TlsServerHello>(),
              start + "21" + Random() + "aa" + "c02f" + "00");
        Check("an empty certificate", CodecOf<TlsCertificateMessage>(), "000003000000");
        Check("explicit prime curve", CodecOf<TlsServerKeyExchangeEcdhe>(), "01001d01aa04010001bb");
        Check("a group without a name here",
              CodecOf<TlsServerKeyExchangeEcdhe>(),
              "03abcd01aa04010001bb",
              true);

        Check("no name", CodecOf(DecodeServerName, EncodeServerName), "0000");
        Check("an empty name", CodecOf(DecodeServerName, EncodeServerName), "0003000000");
        Check("a name of another type",
              CodecOf(DecodeServerName, EncodeServerName),
              "000401000161");
        Check("no group", CodecOf(DecodeGroups, EncodeGroups), "0000");
        Check("half a group", CodecOf(DecodeGroups, EncodeGroups), "000300170a");
        Check("no algorithm", CodecOf(DecodeSignatureSchemes, EncodeSignatureSchemes), "0000");
        Check("no protocol", CodecOf(DecodeAlpn, EncodeAlpn), "0000");
        Check("an empty protocol", CodecOf(DecodeAlpn, EncodeAlpn), "000100");
        Check("an empty protocol in NPN", CodecOf(DecodeNpn, EncodeNpn), "016100");
        Check("an empty list of NPN", CodecOf(DecodeNpn, EncodeNpn), "", true);

        NS_TEST_EXPECT_MSG_EQ(DecodePointFormats(FromHex("0100")).value(), true, "uncompressed");
        NS_TEST_EXPECT_MSG_EQ(DecodePointFormats(FromHex("03010002")).value(), true, "among them");
        NS_TEST_EXPECT_MSG_EQ(DecodePointFormats(FromHex("0101")).value(), false, "compressed");
        NS_TEST_EXPECT_MSG_EQ(DecodePointFormats(FromHex("00")).has_value(), false, "none");
    }
};

/// The fields of a message are where the RFC has them.
class TlsMessageFieldTestCase : public TestCase
{
  public:
    TlsMessageFieldTestCase()
        : TestCase("Fields of the messages come out with the values that went in")
    {
    }

  private:
    void DoRun() override
    {
        Hellos();
        Exchanges();
        Padding();
    }

    /// Hellos and the list of their extensions.
    void Hellos()
    {
        TlsClientHello hello;
        const Bytes octets = FromHex("0302" + Random() + "04aabbccdd" + "0004c02f00ff" + "0100" +
                                     "000e" + "000b00020100" + "33740000" + "abcd0000");
        ByteReader reader(octets);
        NS_TEST_ASSERT_MSG_EQ(Parse(reader, hello), true, "well formed");
        NS_TEST_EXPECT_MSG_EQ(hello.clientVersion, 0x0302, "version");
        NS_TEST_EXPECT_MSG_EQ(ToHex(hello.random), Random(), "random");
        NS_TEST_EXPECT_MSG_EQ(ToHex(hello.sessionId), "aabbccdd", "session identifier");
        NS_TEST_EXPECT_MSG_EQ(hello.cipherSuites.size(), 2, "suites");
        NS_TEST_EXPECT_MSG_EQ(hello.cipherSuites[0], 0xc02f, "first suite");
        NS_TEST_EXPECT_MSG_EQ(hello.extensions.GetAll().size(), 3, "unknown ones are kept");
        NS_TEST_EXPECT_MSG_NE(hello.extensions.Find(TlsExtensionType::NPN), nullptr, "NPN");
        NS_TEST_EXPECT_MSG_EQ(hello.extensions.Find(TlsExtensionType::ALPN), nullptr, "no ALPN");
        NS_TEST_EXPECT_MSG_EQ(hello.extensions.HasDuplicate(), false, "each once");
        hello.extensions.Add(TlsExtensionType::NPN, {});
        NS_TEST_EXPECT_MSG_EQ(hello.extensions.HasDuplicate(), true, "one twice");
    }

    /// Key exchanges and certificates.
    void Exchanges()
    {
        TlsServerKeyExchangeEcdhe exchange;
        const Bytes octets = FromHex("03001d03aabbcc040100021234");
        ByteReader reader(octets);
        NS_TEST_ASSERT_MSG_EQ(Parse(reader, exchange), true, "well formed");
        NS_TEST_EXPECT_MSG_EQ((exchange.params.group == NamedGroup::X25519), true, "group");
        NS_TEST_EXPECT_MSG_EQ(ToHex(exchange.params.point), "aabbcc", "point");
        NS_TEST_EXPECT_MSG_EQ((exchange.scheme == SignatureScheme::RSA_PKCS1_SHA256),
                              true,
                              "signature algorithm");
        NS_TEST_EXPECT_MSG_EQ(ToHex(exchange.signature), "1234", "signature");

        TlsCertificateMessage certificates;
        const Bytes list = FromHex("0000090000023082"
                                   "000001"
                                   "30");
        ByteReader listReader(list);
        NS_TEST_ASSERT_MSG_EQ(Parse(listReader, certificates), true, "well formed");
        NS_TEST_EXPECT_MSG_EQ(certificates.certificates.size(), 2, "certificates");
        NS_TEST_EXPECT_MSG_EQ(ToHex(certificates.certificates[0]), "3082", "the first one");
    }

    /// A next protocol does not show how long its name is (draft-agl-tls-nextprotoneg-04, 3).
    void Padding()
    {
        for (size_t length = 0; length < 256; ++length)
        {
            const TlsNextProtocol message{std::string(length, 'p')};
            ByteWriter writer;
            Serialize(message, writer);
            NS_TEST_ASSERT_MSG_EQ(writer.Ok(), true, "it fits");
            NS_TEST_ASSERT_MSG_EQ(writer.Size() % 32, 0, "a multiple of 32 octets");
            ByteReader reader(writer.View());
            TlsNextProtocol again;
            NS_TEST_ASSERT_MSG_EQ(Parse(reader, again), true, "read again");
            NS_TEST_ASSERT_MSG_EQ(again.selectedProtocol, message.selectedProtocol, "the name");
        }
    }
};

/// The suite.
class TlsMessageTestSuite : public TestSuite
{
  public:
    TlsMessageTestSuite()
        : TestSuite("tls-spdy-message", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsRoundTripTestCase);
        AddTestCase(new TlsTruncatedMessageTestCase);
        AddTestCase(new TlsMessageLengthTestCase);
        AddTestCase(new TlsMessageRangeTestCase);
        AddTestCase(new TlsMessageFieldTestCase);
    }
};

/// Registers the suite.
TlsMessageTestSuite g_tlsMessageTestSuite;

} // namespace
