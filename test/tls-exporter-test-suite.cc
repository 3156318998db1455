/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-support.h"

#include "ns3/test.h"
#include "ns3/tls-exporter-12.h"

#include <optional>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

/// A connection of OpenSSL 3.0's s_client and what it exported.
struct KnownExport
{
    TlsVersion version;       //!< of the protocol
    uint16_t suite;           //!< cipher suite
    const char* clientRandom; //!< in hexadecimal
    const char* serverRandom; //!< in hexadecimal
    const char* masterSecret; //!< in hexadecimal
    const char* context;      //!< in hexadecimal; null: none
    const char* exported;     //!< 40 octets in hexadecimal
};

/// What they were exported for.
constexpr const char* LABEL = "EXPERIMENTAL-tls-spdy";

/// Without a context, from -keymatexport; with one, which s_client cannot give, the same seed with
/// length and context after it went through "openssl kdf TLS1-PRF".
const KnownExport KNOWN[]{
    {TlsVersion::TLS_1_0,
     0x002f,
     "f92600de53d18f670e9adbb072101c8caee31bb32bc6c61db1dadb2c56379221",
     "2c32600a217cb27c558af45fb16a23958ffc9ab82ac37336444f574e47524400",
     "15ba97b9692a5bfb673b85fc967e682570cdf0375fc7cd0ece525743518cbf486befb6496e8ba4b1895e2b249aee"
     "4618",
     nullptr,
     "2e99a59f560ccd18d2c5dcae53f3c6f3c52f04be3f279768a15d6ac6dd7bbdb03e70bdd6790c4760"},
    {TlsVersion::TLS_1_2,
     0x002f,
     "320588bc8412318da05b240ed7cabd4adb151c93859587a85176c24599cde02a",
     "1018df154d5c8d03386291c14ffb25bfe687226e09cb63f1444f574e47524401",
     "b2f061c13276d13b66593f410d6a5efe201300631806e35458f1a8776758a4260cdd7f4dd19133c2936f2d7f7c65"
     "aa8d",
     nullptr,
     "30a0b724880c45eab1cda98a47f7daa238d560d2179e87567a6e4f212b678d0aaf92d031f6cf517d"},
    {TlsVersion::TLS_1_2,
     0x002f,
     "320588bc8412318da05b240ed7cabd4adb151c93859587a85176c24599cde02a",
     "1018df154d5c8d03386291c14ffb25bfe687226e09cb63f1444f574e47524401",
     "b2f061c13276d13b66593f410d6a5efe201300631806e35458f1a8776758a4260cdd7f4dd19133c2936f2d7f7c65"
     "aa8d",
     "",
     "9d616933a22ece95d0982ec2f9cbaed0b90a67dc635ff602f9f42c2bdef4541258f2d0900f44c563"},
    {TlsVersion::TLS_1_2,
     0x002f,
     "320588bc8412318da05b240ed7cabd4adb151c93859587a85176c24599cde02a",
     "1018df154d5c8d03386291c14ffb25bfe687226e09cb63f1444f574e47524401",
     "b2f061c13276d13b66593f410d6a5efe201300631806e35458f1a8776758a4260cdd7f4dd19133c2936f2d7f7c65"
     "aa8d",
     "61626364",
     "2e057d1b9d0510adce4c4877fa847030c616727f2c8f03eb22263b58c8e506725123ba843c422ba8"},
    {TlsVersion::TLS_1_2,
     0xc030,
     "b88e85603f82706a54a9cfb897367f1058f8538655f3408a912cb9ccc66706c5",
     "02390525c63f612b5864476ca54d7517a818eab2b8f742a7444f574e47524401",
     "304ce3924c43c9320e466545a1723c5b1bf496180545e89f22c5b8f787244a41319323c696d05287a15cdc51b0a3"
     "f2d3",
     nullptr,
     "8e4869bcd9b893057f2afcb720371d48b3be2958965165fd4c5c3b8ba66ee518fb3b2c1e34f86115"},
};

/// The function against known answers.
class TlsExporterTestCase : public TestCase
{
  public:
    TlsExporterTestCase()
        : TestCase("Keying material is what OpenSSL exports, but for labels of the handshake")
    {
    }

  private:
    void DoRun() override
    {
        TlsTestEnvironment environment("exporter");
        for (const KnownExport& known : KNOWN)
        {
            const TlsKeyInputs inputs{FindVersionTraits(known.version),
                                      FindCipherSuite(known.suite),
                                      FromHex(known.clientRandom),
                                      FromHex(known.serverRandom)};
            const Bytes context = FromHex(known.context ? known.context : "");
            const auto run = [&](std::string_view label, const TlsKeyInputs& from) {
                return ToHex(ExportKeyingMaterial(environment.provider,
                                                  from,
                                                  FromHex(known.masterSecret),
                                                  label,
                                                  known.context ? std::optional<ByteView>(context)
                                                                : std::nullopt,
                                                  40));
            };
            NS_TEST_EXPECT_MSG_EQ(run(LABEL, inputs), known.exported, "exported");
            for (const char* label : {"client finished",
                                      "server finished",
                                      "master secret",
                                      "extended master secret",
                                      "key expansion"})
            {
                NS_TEST_EXPECT_MSG_EQ(run(label, inputs), "", label);
            }
            TlsKeyInputs old = inputs;
            old.traits = FindVersionTraits(TlsVersion::SSL_3_0);
            NS_TEST_EXPECT_MSG_EQ(run(LABEL, old), "", "SSL 3.0");
        }
    }
};

/// The engine's.
class TlsConnectionExportTestCase : public TestCase
{
  public:
    TlsConnectionExportTestCase()
        : TestCase("Both ends of a connection export the same, as soon as it is established")
    {
    }

  private:
    void DoRun() override
    {
        TlsTestEnd client(TlsRole::CLIENT, ClientTestConfig(), "client");
        TlsTestEnd server(TlsRole::SERVER, ServerTestConfig(), "server");
        const auto run = [](const TlsTestEnd& end, std::optional<ByteView> context) {
            return ToHex(end.Get().Export(LABEL, context, 40));
        };
        NS_TEST_EXPECT_MSG_EQ(run(client, std::nullopt), "", "before the handshake");
        RunHandshake(client, server);
        const std::string exported = run(client, std::nullopt);
        NS_TEST_EXPECT_MSG_EQ(exported.size(), 80, "length");
        NS_TEST_EXPECT_MSG_EQ(run(server, std::nullopt), exported, "at the server");
        NS_TEST_EXPECT_MSG_EQ(run(server, ByteView()), run(client, ByteView()), "with a context");
        NS_TEST_EXPECT_MSG_NE(run(client, ByteView()), exported, "an empty context is not none");

        TlsTestEnd other(TlsRole::CLIENT, ClientTestConfig(), "other client");
        TlsTestEnd another(TlsRole::SERVER, ServerTestConfig(), "another server");
        RunHandshake(other, another);
        NS_TEST_EXPECT_MSG_NE(run(other, std::nullopt), exported, "of another connection");
    }
};

class TlsExporterTestSuite : public TestSuite
{
  public:
    TlsExporterTestSuite()
        : TestSuite("tls-spdy-exporter")
    {
        AddTestCase(new TlsExporterTestCase);
        AddTestCase(new TlsConnectionExportTestCase);
    }
};

TlsExporterTestSuite g_tlsExporterTestSuite; //!< registers itself

} // namespace
