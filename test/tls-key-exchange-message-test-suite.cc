/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-message-test-support.h"

#include "ns3/test.h"
#include "ns3/tls-key-exchange-messages.h"

#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

using ServerEcdh = TlsServerKeyExchange<TlsServerEcdhParams>;
using ServerDh = TlsServerKeyExchange<TlsServerDhParams>;
using ServerRsa = TlsServerKeyExchange<TlsServerRsaParams>;

constexpr const char* ECDHE_RSA = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA";
constexpr const char* ECDH_ANON = "TLS_ECDH_anon_WITH_AES_128_CBC_SHA";
constexpr const char* DHE_DSS = "TLS_DHE_DSS_WITH_AES_128_CBC_SHA";
constexpr const char* DH_ANON = "TLS_DH_anon_WITH_AES_128_CBC_SHA";
constexpr const char* RSA_EXPORT = "TLS_RSA_EXPORT_WITH_RC4_40_MD5";

/// @return every key exchange message in each of its forms, by hand from the RFCs
std::vector<Sample>
Messages()
{
    const std::string ecdh = std::string("03") + "001d" + "03" + "aabbcc";
    const std::string dh = std::string("0003") + "ffaabb" + "0001" + "05" + "0002" + "ccdd";
    const std::string rsa = std::string("0003") + "ffaabb" + "0003" + "f10001";
    const std::string named = std::string("0401") + "0002" + "1234";
    const std::string unnamed = std::string("0002") + "1234";
    return {
        {"the share of a curve, with an algorithm",
         CodecOf<ServerEcdh>(TlsVersion::TLS_1_2, ECDHE_RSA),
         FromHex(ecdh + named),
         {},
         {{3, 1}, {9, 2}}},
        {"the share of a curve, without an algorithm",
         CodecOf<ServerEcdh>(TlsVersion::TLS_1_1, ECDHE_RSA),
         FromHex(ecdh + unnamed),
         {},
         {{3, 1}, {7, 2}}},
        {"the share of a curve, unsigned",
         CodecOf<ServerEcdh>(TlsVersion::TLS_1_2, ECDH_ANON),
         FromHex(ecdh),
         {},
         {{3, 1}}},
        {"the share of a field, with an algorithm",
         CodecOf<ServerDh>(TlsVersion::TLS_1_2, DHE_DSS),
         FromHex(dh + named),
         {},
         {{0, 2}, {5, 2}, {8, 2}, {14, 2}}},
        {"the share of a field, without an algorithm",
         CodecOf<ServerDh>(TlsVersion::SSL_3_0, DHE_DSS),
         FromHex(dh + unnamed),
         {},
         {{0, 2}, {5, 2}, {8, 2}, {12, 2}}},
        {"the share of a field, unsigned",
         CodecOf<ServerDh>(TlsVersion::SSL_3_0, DH_ANON),
         FromHex(dh),
         {},
         {{0, 2}, {5, 2}, {8, 2}}},
        {"a temporary key",
         CodecOf<ServerRsa>(TlsVersion::TLS_1_0, RSA_EXPORT),
         FromHex(rsa + unnamed),
         {},
         {{0, 2}, {5, 2}, {10, 2}}},
        {"a client's point",
         CodecOf<TlsClientKeyExchangeEcdh>(),
         FromHex("03aabbcc"),
         {0},
         {{0, 1}}},
        {"a client's number",
         CodecOf<TlsClientKeyExchangeDh>(),
         FromHex("0003aabbcc"),
         {0},
         {{0, 2}}},
        {"a premaster secret",
         CodecOf<TlsClientKeyExchangeRsa>(TlsVersion::TLS_1_0),
         FromHex("0003aabbcc"),
         {},
         {{0, 2}}},
    };
}

/// @return messages at the edge
std::vector<TlsMessageRangeTestCase::Row>
Edges()
{
    const Codec ecdh = CodecOf<ServerEcdh>(TlsVersion::TLS_1_2, ECDHE_RSA);
    const Codec dh = CodecOf<ServerDh>(TlsVersion::TLS_1_2, DH_ANON);
    const Codec rsa = CodecOf<ServerRsa>(TlsVersion::TLS_1_0, RSA_EXPORT);
    return {
        {"an explicit prime curve", ecdh, "01001d01aa04010001bb", false},
        {"an explicit binary curve", ecdh, "02001d01aa04010001bb", false},
        {"a group without a name here", ecdh, "03abcd01aa04010001bb", true},
        {"an algorithm without a name here", ecdh, "03001d01aaeeee0001bb", true},
        {"an empty point", ecdh, "03001d0004010001bb", false},
        {"an empty signature", ecdh, "03001d01aa04010000", true},
        {"an empty modulus", dh, "00000001050001cc", false},
        {"an empty generator", dh, "0001aa00000001cc", false},
        {"an empty public value", dh, "0001aa0001050000", false},
        {"an empty RSA modulus", rsa, "000000010500010000", false},
        {"an empty RSA exponent", rsa, "000105000000010000", false},
        {"an empty number of a client", CodecOf<TlsClientKeyExchangeDh>(), "0000", false},
        {"an empty point of a client", CodecOf<TlsClientKeyExchangeEcdh>(), "00", false},
        {"an implicit number", CodecOf<TlsClientKeyExchangeDh>(), "", true},
        {"an implicit point", CodecOf<TlsClientKeyExchangeEcdh>(), "", true},
        {"a secret without a length in SSL 3.0",
         CodecOf<TlsClientKeyExchangeRsa>(TlsVersion::SSL_3_0),
         "aabbcc",
         true},
    };
}

/// The fields of a message are where the RFC has them.
class TlsKeyExchangeFieldTestCase : public TestCase
{
  public:
    TlsKeyExchangeFieldTestCase()
        : TestCase("Fields of the key exchange messages come out where the RFCs have them")
    {
    }

  private:
    void DoRun() override
    {
        Curve();
        Field();
        Secret();
        RawDss();
        Implied();
    }

    /// RFC 8422, 5.4.
    void Curve()
    {
        const Bytes octets = FromHex("03001d03aabbcc040100021234");
        ByteReader reader(octets);
        ServerEcdh message;
        NS_TEST_ASSERT_MSG_EQ(Parse(reader,
                                    *FindVersionTraits(TlsVersion::TLS_1_2),
                                    *FindCipherSuite(ECDHE_RSA),
                                    message),
                              true,
                              "well formed");
        NS_TEST_EXPECT_MSG_EQ((message.params.group == NamedGroup::X25519), true, "group");
        NS_TEST_EXPECT_MSG_EQ(ToHex(message.params.point), "aabbcc", "point");
        NS_TEST_EXPECT_MSG_EQ((message.digitallySigned.scheme == SignatureScheme::RSA_PKCS1_SHA256),
                              true,
                              "algorithm");
        NS_TEST_EXPECT_MSG_EQ(ToHex(message.digitallySigned.signature), "1234", "signature");
    }

    /// RFC 5246, 7.4.3.
    void Field()
    {
        const Bytes octets = FromHex("0003ffaabb0001050002ccdd00021234");
        ByteReader reader(octets);
        ServerDh message;
        NS_TEST_ASSERT_MSG_EQ(Parse(reader,
                                    *FindVersionTraits(TlsVersion::TLS_1_0),
                                    *FindCipherSuite(DHE_DSS),
                                    message),
                              true,
                              "well formed");
        NS_TEST_EXPECT_MSG_EQ(ToHex(message.params.group.p), "ffaabb", "modulus");
        NS_TEST_EXPECT_MSG_EQ(ToHex(message.params.group.g), "05", "generator");
        NS_TEST_EXPECT_MSG_EQ(ToHex(message.params.Ys), "ccdd", "public value");
        NS_TEST_EXPECT_MSG_EQ((message.digitallySigned.scheme == SignatureScheme::NONE),
                              true,
                              "the version names no algorithm");
        NS_TEST_EXPECT_MSG_EQ(ToHex(message.digitallySigned.signature), "1234", "signature");
    }

    /// RFC 5246, 7.4.7.1: the length is there since TLS 1.0.
    void Secret()
    {
        const TlsClientKeyExchangeRsa message{FromHex("aabbcc")};
        ByteWriter before;
        Serialize(message, *FindVersionTraits(TlsVersion::SSL_3_0), before);
        NS_TEST_EXPECT_MSG_EQ(ToHex(before.View()), "aabbcc", "SSL 3.0");
        ByteWriter since;
        Serialize(message, *FindVersionTraits(TlsVersion::TLS_1_0), since);
        NS_TEST_EXPECT_MSG_EQ(ToHex(since.View()), "0003aabbcc", "TLS 1.0");
    }

    /// Two numbers of one length without DER are what NSS sends in SSL 3.0.
    void RawDss()
    {
        TlsDigitallySigned message;
        message.signature = FromHex("00010203f0f1f2f3");
        const TlsVersionTraits& first = *FindVersionTraits(TlsVersion::SSL_3_0);
        const std::string der = "300c0203010203020500f0f1f2f3";
        const auto read = [&message](const TlsVersionTraits& traits, PublicKeyType type) {
            return ToHex(SignatureAsInTls(message, traits, type));
        };
        NS_TEST_EXPECT_MSG_EQ(read(first, PublicKeyType::DSA), der, "r and s become DER");
        NS_TEST_EXPECT_MSG_EQ(read(first, PublicKeyType::RSA), "00010203f0f1f2f3", "RSA");
        NS_TEST_EXPECT_MSG_EQ(read(*FindVersionTraits(TlsVersion::TLS_1_0), PublicKeyType::DSA),
                              "00010203f0f1f2f3",
                              "TLS knows DER alone");
        message.signature = FromHex("300602010102017f");
        NS_TEST_EXPECT_MSG_EQ(read(first, PublicKeyType::DSA), "300602010102017f", "DER stays");
    }

    /// RFC 2246, 7.4.3 and RFC 4492, 5.4.
    void Implied()
    {
        const std::vector<std::pair<PublicKeyType, SignatureScheme>> rows{
            {PublicKeyType::RSA, SignatureScheme::RSA_PKCS1_MD5_SHA1},
            {PublicKeyType::DSA, SignatureScheme::DSA_SHA1},
            {PublicKeyType::ECDSA, SignatureScheme::ECDSA_SHA1},
            {PublicKeyType::ED25519, SignatureScheme::NONE},
            {PublicKeyType::DH, SignatureScheme::NONE}};
        for (const auto& [type, scheme] : rows)
        {
            NS_TEST_EXPECT_MSG_EQ((ImpliedSignatureScheme(type) == scheme), true, ToString(type));
        }
    }
};

/// The suite.
class TlsKeyExchangeMessageTestSuite : public TestSuite
{
  public:
    TlsKeyExchangeMessageTestSuite()
        : TestSuite("tls-spdy-key-exchange-message", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsRoundTripTestCase("key exchange messages", Messages()));
        AddTestCase(new TlsTruncatedMessageTestCase("key exchange messages", Messages()));
        AddTestCase(new TlsMessageLengthTestCase("key exchange messages", Messages()));
        AddTestCase(new TlsMessageRangeTestCase("key exchange messages", Edges()));
        AddTestCase(new TlsKeyExchangeFieldTestCase);
    }
};

/// Registers the suite.
TlsKeyExchangeMessageTestSuite g_tlsKeyExchangeMessageTestSuite;

} // namespace
