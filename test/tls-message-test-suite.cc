/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-message-test-support.h"

#include "ns3/openssl-101-hello.h"
#include "ns3/test.h"
#include "ns3/tls-heartbeat-message.h"
#include "ns3/tls-hello-messages.h"
#include "ns3/tls-messages-12.h"

#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

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
        {"Certificate Request with algorithms",
         CodecOf<TlsCertificateRequest>(TlsVersion::TLS_1_2),
         FromHex("020140" + std::string("0004") + "04010403" + "0008" + "0003" + "3001aa" + "0001" +
                 "bb"),
         {},
         {{0, 1}, {3, 2}, {9, 2}, {11, 2}, {16, 2}}},
        {"Certificate Request without algorithms",
         CodecOf<TlsCertificateRequest>(TlsVersion::TLS_1_1),
         FromHex("020140" + std::string("0008") + "0003" + "3001aa" + "0001" + "bb"),
         {},
         {{0, 1}, {3, 2}, {5, 2}, {10, 2}}},
        {"Certificate Verify with an algorithm",
         CodecOf<TlsCertificateVerify>(TlsVersion::TLS_1_2),
         FromHex("0401" + std::string("0002") + "1234"),
         {},
         {{2, 2}}},
        {"Certificate Verify without an algorithm",
         CodecOf<TlsCertificateVerify>(TlsVersion::SSL_3_0),
         FromHex("00021234"),
         {},
         {{0, 2}}},
        {"New Session Ticket",
         CodecOf<TlsNewSessionTicket>(),
         FromHex("00001c20" + std::string("0003") + "aabbcc"),
         {},
         {{4, 2}}},
        {"Certificate Status",
         CodecOf<TlsCertificateStatus>(),
         FromHex("01" + std::string("000002") + "3000"),
         {},
         {{1, 3}}},
        {"Hello Request", CodecOf<TlsHelloRequest>(), {}, {}, {}},
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
         CodecOf(DecodePointFormats, EncodePointFormats),
         FromHex("03000102"),
         {},
         {{0, 1}}},
        {"max_fragment_length",
         CodecOf(DecodeMaxFragmentLength, EncodeMaxFragmentLength),
         FromHex("03"),
         {},
         {}},
        {"status_request",
         CodecOf(DecodeStatusRequest, [](bool) { return EncodeStatusRequest(); }),
         FromHex("0100000000"),
         {},
         {{1, 2}, {3, 2}}},
        {"heartbeat", CodecOf(DecodeHeartbeatMode, EncodeHeartbeatMode), FromHex("02"), {}, {}},
        {"renegotiation_info",
         CodecOf(DecodeRenegotiationInfo, EncodeRenegotiationInfo),
         FromHex("03aabbcc"),
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

/// @return messages at the edge
std::vector<TlsMessageRangeTestCase::Row>
EdgesOfMessages()
{
    const Codec clientHello = CodecOf<TlsClientHello>();
    const Codec request = CodecOf<TlsCertificateRequest>(TlsVersion::TLS_1_2);
    const std::string start = "0303" + Random();
    const std::string suites = "0002c02f";
    return {
        {"an identifier of 32 octets",
         clientHello,
         start + "20" + Random() + suites + "0100",
         true},
        {"an identifier of 33 octets",
         clientHello,
         start + "21" + Random() + "aa" + suites + "0100",
         false},
        {"no suite", clientHello, start + "00" + "0000" + "0100", false},
        {"half a suite", clientHello, start + "00" + "0003c02f00" + "0100", false},
        {"no compression", clientHello, start + "00" + suites + "00", false},
        {"an identifier of 33 octets from a server",
         CodecOf<TlsServerHello>(),
         start + "21" + Random() + "aa" + "c02f" + "00",
         false},
        {"an empty certificate", CodecOf<TlsCertificateMessage>(), "000003000000", false},
        {"a request for no type",
         request,
         "00"
         "00020401"
         "0000",
         false},
        {"a request for a type without a name here",
         request,
         "01ee"
         "00020401"
         "0000",
         true},
        {"a request with no algorithm",
         request,
         "0101"
         "0000"
         "0000",
         false},
        {"a request with half an algorithm",
         request,
         "0101"
         "000304010a"
         "0000",
         false},
        {"a request with an algorithm without a name here",
         request,
         "0101"
         "0002eeee"
         "0000",
         true},
        {"a request with an empty name",
         request,
         "0101"
         "00020401"
         "00020000",
         false},
        {"an empty ticket", CodecOf<TlsNewSessionTicket>(), "000000000000", true},
        {"an empty status", CodecOf<TlsCertificateStatus>(), "01000000", false},
        {"a status of another type", CodecOf<TlsCertificateStatus>(), "020000023000", false},
    };
}

/// @return extensions at the edge
std::vector<TlsMessageRangeTestCase::Row>
EdgesOfExtensions()
{
    const Codec serverName = CodecOf(DecodeServerName, EncodeServerName);
    const Codec groups = CodecOf(DecodeGroups, EncodeGroups);
    const Codec fragment = CodecOf(DecodeMaxFragmentLength, EncodeMaxFragmentLength);
    const Codec renegotiation = CodecOf(DecodeRenegotiationInfo, EncodeRenegotiationInfo);
    return {
        {"no name", serverName, "0000", false},
        {"an empty name", serverName, "0003000000", false},
        {"a name of another type", serverName, "000401000161", false},
        {"no group", groups, "0000", false},
        {"half a group", groups, "000300170a", false},
        {"a group without a name here", groups, "0002abcd", true},
        {"no algorithm", CodecOf(DecodeSignatureSchemes, EncodeSignatureSchemes), "0000", false},
        {"no protocol", CodecOf(DecodeAlpn, EncodeAlpn), "0000", false},
        {"an empty protocol", CodecOf(DecodeAlpn, EncodeAlpn), "000100", false},
        {"an empty protocol in NPN", CodecOf(DecodeNpn, EncodeNpn), "016100", false},
        {"an empty list of NPN", CodecOf(DecodeNpn, EncodeNpn), "", true},
        {"no point format", CodecOf(DecodePointFormats, EncodePointFormats), "00", false},
        {"a point format without a name here",
         CodecOf(DecodePointFormats, EncodePointFormats),
         "01ee",
         true},
        {"the shortest fragment", fragment, "01", true},
        {"the longest fragment", fragment, "04", true},
        {"a heartbeat mode without a name here",
         CodecOf(DecodeHeartbeatMode, EncodeHeartbeatMode),
         "03",
         true},
        {"no verify_data", renegotiation, "00", true},
        {"verify_data of both ends in SSL 3.0",
         renegotiation,
         "48" + Random() + Random() + "0011223344556677",
         true},
    };
}

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
        Requests();
        Values();
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

    /// Messages about certificates and sessions.
    void Requests()
    {
        const Bytes octets = FromHex("020140"
                                     "0004"
                                     "04010403"
                                     "0008"
                                     "0003"
                                     "3001aa"
                                     "0001"
                                     "bb");
        ByteReader reader(octets);
        TlsCertificateRequest request;
        NS_TEST_ASSERT_MSG_EQ(Parse(reader, *FindVersionTraits(TlsVersion::TLS_1_2), request),
                              true,
                              "well formed");
        NS_TEST_ASSERT_MSG_EQ(request.certificateTypes.size(), 2, "types");
        NS_TEST_EXPECT_MSG_EQ((request.certificateTypes[1] == TlsClientCertificateType::ECDSA_SIGN),
                              true,
                              "type");
        NS_TEST_ASSERT_MSG_EQ(request.signatureSchemes.size(), 2, "algorithms");
        NS_TEST_EXPECT_MSG_EQ((request.signatureSchemes[0] == SignatureScheme::RSA_PKCS1_SHA256),
                              true,
                              "algorithm");
        NS_TEST_ASSERT_MSG_EQ(request.certificateAuthorities.size(), 2, "names");
        NS_TEST_EXPECT_MSG_EQ(ToHex(request.certificateAuthorities[0]), "3001aa", "name");

        const Bytes list = FromHex("0000090000023082"
                                   "000001"
                                   "30");
        ByteReader listReader(list);
        TlsCertificateMessage certificates;
        NS_TEST_ASSERT_MSG_EQ(Parse(listReader, certificates), true, "well formed");
        NS_TEST_ASSERT_MSG_EQ(certificates.certificates.size(), 2, "certificates");
        NS_TEST_EXPECT_MSG_EQ(ToHex(certificates.certificates[0]), "3082", "the first one");

        const Bytes given = FromHex("00001c20"
                                    "0003"
                                    "aabbcc");
        ByteReader ticketReader(given);
        TlsNewSessionTicket ticket;
        NS_TEST_ASSERT_MSG_EQ(Parse(ticketReader, ticket), true, "well formed");
        NS_TEST_EXPECT_MSG_EQ(ticket.lifetimeHint, 7200, "lifetime in seconds");
        NS_TEST_EXPECT_MSG_EQ(ToHex(ticket.ticket), "aabbcc", "ticket");
    }

    /// Extensions whose values mean something.
    void Values()
    {
        NS_TEST_EXPECT_MSG_EQ(HasUncompressed({TlsEcPointFormat::COMPRESSED_PRIME}), false, "one");
        NS_TEST_EXPECT_MSG_EQ(
            HasUncompressed({TlsEcPointFormat::COMPRESSED_CHAR2, TlsEcPointFormat::UNCOMPRESSED}),
            true,
            "the other");
        const std::vector<std::pair<size_t, std::string>> fragments{{512, "01"},
                                                                    {1024, "02"},
                                                                    {2048, "03"},
                                                                    {4096, "04"}};
        for (const auto& [octets, code] : fragments)
        {
            NS_TEST_EXPECT_MSG_EQ(ToHex(EncodeMaxFragmentLength(octets)), code, octets);
            NS_TEST_EXPECT_MSG_EQ(DecodeMaxFragmentLength(FromHex(code)).value(), octets, code);
        }
        for (const std::string code : {"00", "05", "ff"})
        {
            NS_TEST_EXPECT_MSG_EQ(DecodeMaxFragmentLength(FromHex(code)).value(), 0, code);
        }
        NS_TEST_EXPECT_MSG_EQ(DecodeStatusRequest(FromHex("0100000000")).value(), true, "OCSP");
        NS_TEST_EXPECT_MSG_EQ(DecodeStatusRequest(FromHex("01"
                                                          "00050003aabbcc"
                                                          "0001dd"))
                                  .value(),
                              true,
                              "OCSP with a responder and an extension");
        NS_TEST_EXPECT_MSG_EQ(DecodeStatusRequest(FromHex("01"
                                                          "00020000"
                                                          "0000"))
                                  .has_value(),
                              false,
                              "an empty responder");
        NS_TEST_EXPECT_MSG_EQ(DecodeStatusRequest(FromHex("01"
                                                          "0001aa"
                                                          "0000"))
                                  .has_value(),
                              false,
                              "half a responder");
        NS_TEST_EXPECT_MSG_EQ(DecodeStatusRequest(FromHex("02ee")).value(), false, "unknown");
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

/// RFC 6520, 4.
class TlsHeartbeatMessageTestCase : public TestCase
{
  public:
    TlsHeartbeatMessageTestCase()
        : TestCase("A heartbeat is read when its payload and its padding are in its record")
    {
    }

  private:
    void DoRun() override
    {
        const Codec codec = CodecOf<TlsHeartbeatMessage>();
        const std::string padding(2 * TLS_HEARTBEAT_PADDING, 'a');
        const std::string request = "010002"
                                    "1234" +
                                    padding;
        NS_TEST_EXPECT_MSG_EQ(ToHex(codec(FromHex(request)).value()), request, "a request");
        NS_TEST_EXPECT_MSG_EQ(ToHex(codec(FromHex("ee0000" + padding)).value()),
                              "ee0000" + padding,
                              "unknown types are kept");
        for (size_t size = 0; size < request.size() / 2; ++size)
        {
            NS_TEST_EXPECT_MSG_EQ(codec(ByteView(FromHex(request)).Sub(0, size)).has_value(),
                                  false,
                                  "cut to " << size << " octets");
        }
        NS_TEST_EXPECT_MSG_EQ(codec(FromHex(request + "bb")).has_value(), true, "more padding");
        NS_TEST_EXPECT_MSG_EQ(codec(FromHex("010001"
                                            "1234" +
                                            padding))
                                  .has_value(),
                              true,
                              "a payload that is shorter by one has more padding");
        NS_TEST_EXPECT_MSG_EQ(codec(FromHex("010003"
                                            "1234" +
                                            padding))
                                  .has_value(),
                              false,
                              "a payload that is longer by one has too little padding");
        NS_TEST_EXPECT_MSG_EQ(codec(FromHex("01ffff"
                                            "1234" +
                                            padding))
                                  .has_value(),
                              false,
                              "a payload that reaches beyond the record");

        const auto whole = [](size_t payload) {
            ByteWriter writer;
            Serialize(TlsHeartbeatMessage{TlsHeartbeatType::RESPONSE,
                                          Bytes(payload, 1),
                                          Bytes(TLS_HEARTBEAT_PADDING, 2)},
                      writer);
            return writer.Take();
        };
        const size_t most = TLS_MAX_PLAINTEXT - TLS_HEARTBEAT_PADDING - 3;
        NS_TEST_EXPECT_MSG_EQ(codec(whole(most)).has_value(), true, "a full record");
        NS_TEST_EXPECT_MSG_EQ(codec(whole(most + 1)).has_value(), false, "more than a record");
    }
};

/// The hello of an OpenSSL 1.0.1 that was told to speak TLS 1.0 and has no IDEA.
class OpenSsl101HelloTestCase : public TestCase
{
  public:
    OpenSsl101HelloTestCase()
        : TestCase("The preset gives the 221 octets of an OpenSSL 1.0.1 around the random")
    {
    }

  private:
    void DoRun() override
    {
        TlsClientHello hello;
        hello.random = FromHex(Random());
        FillOpenSsl101Hello(hello);
        ByteWriter body;
        Serialize(hello, body);
        ByteWriter record;
        record.U8(static_cast<uint8_t>(TlsContentType::HANDSHAKE));
        record.U16(hello.clientVersion);
        const ByteWriter::Mark fragment = record.Begin(2);
        record.U8(static_cast<uint8_t>(TlsHandshakeType::CLIENT_HELLO));
        record.Vector24(body.View());
        record.End(fragment);
        const std::string expected = "16030100dd"
                                     "010000d9"
                                     "0301" +
                                     Random() +
                                     "00"
                                     "0066"
                                     "c014c00ac022c0210039003800880087c00fc00500350084"
                                     "c012c008c01cc01b00160013c00dc003000a"
                                     "c013c009c01fc01e00330032009a009900450044c00ec004002f00960041"
                                     "c011c007c00cc00200050004"
                                     "001500120009"
                                     "00140011000800060003"
                                     "00ff"
                                     "020100"
                                     "0049"
                                     "000b000403000102"
                                     "000a00340032"
                                     "000e000d0019000b000c00180009000a00160017000800060007"
                                     "00140015000400050012001300010002000300"
                                     "0f00100011"
                                     "00230000"
                                     "000f000101";
        NS_TEST_EXPECT_MSG_EQ(record.Size(), TLS_RECORD_HEADER + 221, "length");
        NS_TEST_EXPECT_MSG_EQ(ToHex(record.View()), expected, "octets");
        NS_TEST_EXPECT_MSG_EQ(hello.cipherSuites.size(), 51, "suites");
        NS_TEST_EXPECT_MSG_EQ(GetOpenSsl101Groups().size(), 25, "curves");
    }
};

/// The suite.
class TlsMessageTestSuite : public TestSuite
{
  public:
    TlsMessageTestSuite()
        : TestSuite("tls-spdy-message", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsRoundTripTestCase("messages", Messages()));
        AddTestCase(new TlsTruncatedMessageTestCase("messages", Messages()));
        AddTestCase(new TlsMessageLengthTestCase("messages", Messages()));
        AddTestCase(new TlsMessageRangeTestCase("messages", EdgesOfMessages()));
        AddTestCase(new TlsRoundTripTestCase("extensions", Extensions()));
        AddTestCase(new TlsTruncatedMessageTestCase("extensions", Extensions()));
        AddTestCase(new TlsMessageLengthTestCase("extensions", Extensions()));
        AddTestCase(new TlsMessageRangeTestCase("extensions", EdgesOfExtensions()));
        AddTestCase(new TlsMessageFieldTestCase);
        AddTestCase(new TlsHeartbeatMessageTestCase);
        AddTestCase(new OpenSsl101HelloTestCase);
    }
};

/// Registers the suite.
TlsMessageTestSuite g_tlsMessageTestSuite;

} // namespace
