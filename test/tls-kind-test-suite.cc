/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-socket-test-world.h"

#include "ns3/boolean.h"
#include "ns3/test.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-kind.h"
#include "ns3/tls-latency-sample.h"
#include "ns3/tls-study-options.h"
#include "ns3/tls-study-text.h"
#include "ns3/tls-study.h"
#include "ns3/web-client.h"
#include "ns3/web-helper.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// Round trips.
class RoundTripTestCase : public TestCase
{
  public:
    /// @param auth the server's key
    explicit RoundTripTestCase(const std::string& auth)
        : TestCase("Each kind takes the round trips of theory with a key of " + auth),
          m_auth(auth)
    {
    }

  private:
    void DoRun() override
    {
        TlsStudyOptions options;
        options.auth = m_auth;
        options.rate = "1000Gbps";
        options.clientCpu = "zero";
        options.serverCpu = "zero";
        TlsStudyOptions::Values values;
        NS_TEST_ASSERT_MSG_EQ(options.Parse(values), "", "options");
        TlsHelper tls;
        NS_TEST_ASSERT_MSG_EQ(TlsStudy::CreateIdentity(options, 0, tls), "", "identity");
        const tls::PublicKeyType type = tls.ServerConfig().identities.front().key->publicKey->type;
        tls.CreateClientIdentity("client.example.com", m_auth);
        TlsLatencySample sampler(options, values, tls);
        for (const std::string& name : TlsStudyText::Split(TlsKind::AllNames(), ','))
        {
            const TlsKind* kind = TlsKind::Find(name.substr(name.find_first_not_of(' ')));
            NS_TEST_ASSERT_MSG_NE(kind, nullptr, name);
            if (kind->GetSuites(type).empty())
            {
                continue;
            }
            TlsLatencySample::Settings settings{kind->name, values.link, "secp256r1", 72, 1041};
            settings.group = "x25519";
            NS_TEST_EXPECT_MSG_EQ(sampler.Run(settings, 0).record.result,
                                  "ok",
                                  kind->name << ": a group that is not the key's");
            settings.group = "secp256r1";
            const TlsLatencyRow row = sampler.Run(settings, 0);
            NS_TEST_EXPECT_MSG_EQ(row.record.result, "ok", kind->name);
            const double rtt = values.link.rtt.GetSeconds();
            NS_TEST_EXPECT_MSG_EQ_TOL(row.GetHandshake().GetSeconds() / rtt,
                                      kind->roundTrips,
                                      0.001,
                                      kind->name << ": SYN to handshake complete");
            const Time reply = row.record.firstByte - row.record.times.synSent;
            NS_TEST_EXPECT_MSG_EQ_TOL(reply.GetSeconds() / rtt,
                                      kind->dataRoundTrips + 1,
                                      0.001,
                                      kind->name << ": SYN to first data of the reply");
        }
    }

    std::string m_auth; //!< the server's key
};

/// A kind that resumes, under losses.
class ResumedSamplesTestCase : public TestCase
{
  public:
    ResumedSamplesTestCase()
        : TestCase("Samples that resume a session are the same whichever ran before")
    {
    }

  private:
    void DoRun() override
    {
        TlsStudyOptions options;
        options.loss = "0.2";
        options.timeout = "5s";
        TlsStudyOptions::Values values;
        NS_TEST_ASSERT_MSG_EQ(options.Parse(values), "", "options");
        for (const std::string kind : {"tls12-id", "tls12-ticket"})
        {
            TlsHelper tls;
            TlsStudy::CreateIdentity(options, 0, tls);
            TlsLatencySample many(options, values, tls);
            const TlsLatencySample::Settings settings{kind, values.link, "secp256r1", 72, 1041};
            for (uint64_t i = 0; i < 12; ++i)
            {
                const TlsLatencyRow row = many.Run(settings, i);
                const TlsLatencyRow alone = TlsLatencySample(options, values, tls).Run(settings, i);
                NS_TEST_EXPECT_MSG_EQ(row.record.result, alone.record.result, "result");
                NS_TEST_EXPECT_MSG_EQ(row.counters.lost, alone.counters.lost, "losses");
                NS_TEST_EXPECT_MSG_EQ(row.record.lastByte, alone.record.lastByte, "times");
                NS_TEST_EXPECT_MSG_EQ(row.counters.bytesDown, alone.counters.bytesDown, "octets");
            }
        }
    }
};

/// Any one packet of a connection is lost.
class SingleLossTestCase : public TestCase
{
  public:
    SingleLossTestCase()
        : TestCase("Whatever one packet is lost, everything arrives and both ends close soon")
    {
    }

  private:
    /// Packets in either direction of the longest of these connections.
    static constexpr int PACKETS = 11;

    void DoRun() override
    {
        TlsStudyOptions options;
        TlsStudyOptions::Values values;
        NS_TEST_ASSERT_MSG_EQ(options.Parse(values), "", "options");
        TlsHelper tls;
        TlsStudy::CreateIdentity(options, 0, tls);
        TlsLatencySample sampler(options, values, tls);
        for (const std::string kind :
             {"tls12-ecdhe-rsa", "tls12-ticket", "tls13", "tls13-psk", "tls13-0rtt"})
        {
            for (int i = 0; i < 2 * PACKETS; ++i)
            {
                TlsStudyOptions lossy;
                lossy.drop = (i % 2 == 0 ? "c2s:" : "s2c:") + std::to_string(1 + i / 2);
                TlsStudyOptions::Values changed;
                NS_TEST_ASSERT_MSG_EQ(lossy.Parse(changed), "", lossy.drop);
                const TlsLatencyRow row =
                    sampler.Run({kind, changed.link, "secp256r1", 72, 1041}, 0);
                const std::string name = kind + " without " + lossy.drop;
                NS_TEST_EXPECT_MSG_EQ(row.record.result, "ok", name);
                NS_TEST_EXPECT_MSG_LT(row.record.times.closed, Seconds(3), name);
                NS_TEST_EXPECT_MSG_LT(row.server.closed, Seconds(3), name + ": server");
            }
        }
    }
};

/// The fallback dance.
class FallbackTestCase : public TestCase
{
  public:
    FallbackTestCase()
        : TestCase(
              "A client that is refused falls back where it may, and is told where it must not")
    {
    }

  private:
    /// The server gets over what made it refuse.
    static void Mend(Ptr<TlsSocketFactory> factory, Ptr<const TlsSocket>, std::string)
    {
        const auto config = std::make_shared<tls::TlsConfig>(*factory->GetServerConfig());
        config->maxVersion = tls::TlsVersion::TLS_1_1;
        factory->SetServerConfig(config);
    }

    static void Watch(Ptr<TlsSocketFactory> factory, Ptr<TlsSocket> socket)
    {
        socket->TraceConnectWithoutContext("Closed",
                                           MakeBoundCallback(&FallbackTestCase::Mend, factory));
    }

    void Done(const WebConnectionRecord& record)
    {
        m_record = record;
    }

    void Run(bool fallsBack, bool mends)
    {
        TlsTestWorld world;
        // A suite that TLS 1.2 does not have: a server that could speak TLS 1.2 finds nothing.
        world.tls.SetCipherSuites({"TLS_RSA_WITH_DES_CBC_SHA"});
        world.tls.SetVersions("ssl3", "tls1.2");
        world.Install();
        if (mends)
        {
            world.Factory(1)->TraceConnectWithoutContext(
                "SocketCreated",
                MakeBoundCallback(&FallbackTestCase::Watch, world.Factory(1)));
        }
        WebHelper web(world.tls);
        web.SetClientAttribute("Fallback", BooleanValue(fallsBack));
        web.InstallServer(world.nodes.Get(1), 443);
        const auto clients = web.InstallClients(world.nodes.Get(0), world.server);
        clients.Get(0)->TraceConnectWithoutContext("ConnectionDone",
                                                   MakeCallback(&FallbackTestCase::Done, this));
        Simulator::Stop(Seconds(100));
        Simulator::Run();
        Simulator::Destroy();
    }

    void DoRun() override
    {
        Run(false, true);
        NS_TEST_EXPECT_MSG_EQ(m_record.result, "handshake_failure: sent by the peer", "refused");
        NS_TEST_EXPECT_MSG_EQ(m_record.fallbacks, 0, "off by default");
        Run(true, true);
        NS_TEST_EXPECT_MSG_EQ(m_record.result, "ok", "the second attempt goes well");
        NS_TEST_EXPECT_MSG_EQ(m_record.fallbacks, 1, "one version lower");
        NS_TEST_EXPECT_MSG_EQ(m_record.times.synSent.IsZero(), true, "counted from the first SYN");
        Run(true, false);
        NS_TEST_EXPECT_MSG_EQ(m_record.result,
                              "inappropriate_fallback: sent by the peer",
                              "the server knows better");
    }

    WebConnectionRecord m_record; //!< of the last connection
};

/// Every kind of key that the helper makes.
class IdentityTestCase : public TestCase
{
  public:
    IdentityTestCase()
        : TestCase(
              "A page is fetched with every kind of key, exportable ones and stapling included")
    {
    }

  private:
    void Done(const WebConnectionRecord& record)
    {
        m_result = record.result;
    }

    void DoRun() override
    {
        const std::vector<std::array<std::string, 3>> cases{
            {"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "ecdsa:secp256r1", "tls1.2"},
            {"TLS_ECDH_RSA_WITH_AES_128_CBC_SHA", "ecdsa:secp256r1,rsa:1024", "tls1.0"},
            {"TLS_DHE_DSS_WITH_AES_128_CBC_SHA", "dsa:1024", "ssl3"},
            {"TLS_DH_DSS_WITH_AES_128_CBC_SHA", "dh:1024,dsa:1024", "tls1.1"},
            {"TLS_RSA_EXPORT_WITH_RC4_40_MD5", "rsa:1024", "tls1.0"},
        };
        for (const auto& [suite, key, version] : cases)
        {
            TlsTestWorld world;
            world.tls.ServerConfig().identities.clear();
            world.tls.SetVersions(version, version);
            world.tls.SetCipherSuites({suite});
            world.tls.EnableOcspStapling(1500);
            world.tls.CreateIdentity("www.example.com", key, 2);
            world.tls.CreateClientIdentity("client.example.com", "rsa:1024");
            world.tls.SetDhGroup(1024);
            world.Install();
            NS_TEST_EXPECT_MSG_EQ(
                world.Factory(1)->GetServerConfig()->identities[0].ocspResponse.size(),
                1500,
                "what is stapled");
            NS_TEST_EXPECT_MSG_EQ((world.Factory(1)->GetServerConfig()->rsaExportKey != nullptr),
                                  tls::FindCipherSuite(suite)->isExport,
                                  "the temporary key exists when it is needed");
            WebHelper web(world.tls);
            web.InstallServer(world.nodes.Get(1), 443);
            const auto clients = web.InstallClients(world.nodes.Get(0), world.server);
            clients.Get(0)->TraceConnectWithoutContext("ConnectionDone",
                                                       MakeCallback(&IdentityTestCase::Done, this));
            Simulator::Stop(Seconds(100));
            Simulator::Run();
            NS_TEST_EXPECT_MSG_EQ(m_result, "ok", suite);
            Simulator::Destroy();
        }
    }

    std::string m_result; //!< of the last connection
};

/// The suite.
class TlsKindTestSuite : public TestSuite
{
  public:
    TlsKindTestSuite()
        : TestSuite("tls-spdy-kind", TestSuite::Type::UNIT)
    {
        AddTestCase(new RoundTripTestCase("rsa:2048"));
        AddTestCase(new RoundTripTestCase("ecdsa:secp256r1"));
        AddTestCase(new SingleLossTestCase);
        AddTestCase(new ResumedSamplesTestCase);
        AddTestCase(new FallbackTestCase);
        AddTestCase(new IdentityTestCase);
    }
};

TlsKindTestSuite g_tlsKindTestSuite; //!< the suite

} // namespace
