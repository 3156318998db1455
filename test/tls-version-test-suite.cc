/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-drive.h"
#include "tls-engine-test-family.h"

#include "ns3/openssl-101-hello.h"
#include "ns3/openssl-30-hello.h"
#include "ns3/test.h"

#include <algorithm>
#include <tuple>

using namespace ns3;
using namespace ns3::tls;

namespace
{

using ClientState = TlsClientHandshake12::State;
using ServerState = TlsServerHandshake12::State;

/// A suite of every version.
constexpr uint16_t RSA_AES128 = 0x002f;

/// Which version two ends come to.
class TlsVersionChoiceTestCase : public TestCase
{
  public:
    TlsVersionChoiceTestCase()
        : TestCase("Two ends come to the highest version that both have, or to protocol_version")
    {
    }

  private:
    void DoRun() override
    {
        const size_t count = ALL_VERSIONS.size();
        for (size_t i = 0; i < count * count * count * count; ++i)
        {
            const TlsVersion clientLow = ALL_VERSIONS[i % count];
            const TlsVersion clientHigh = ALL_VERSIONS[i / count % count];
            const TlsVersion serverLow = ALL_VERSIONS[i / count / count % count];
            const TlsVersion serverHigh = ALL_VERSIONS[i / count / count / count];
            if (clientLow <= clientHigh && serverLow <= serverHigh)
            {
                Run({clientLow, clientHigh}, {serverLow, serverHigh});
            }
        }
    }

    /// Lowest and highest.
    using Range = std::pair<TlsVersion, TlsVersion>;

    /**
     * @param client its versions
     * @param server its versions
     */
    void Run(const Range& client, const Range& server)
    {
        TlsTestPair pair(RSA_AES128, TlsVersion::TLS_1_2);
        std::tie(pair.client.minVersion, pair.client.maxVersion) = client;
        std::tie(pair.server.minVersion, pair.server.maxVersion) = server;
        TlsTestConnection connection(pair);
        const TlsVersion highest = std::min(client.second, server.second);
        const std::string name = std::string(ToString(client.first)) + "-" +
                                 ToString(client.second) + " with " + ToString(server.first) + "-" +
                                 ToString(server.second);
        if (highest >= std::max(client.first, server.first))
        {
            NS_TEST_EXPECT_MSG_EQ(connection.IsEstablished(),
                                  true,
                                  name + ": " + connection.GetFailure());
            NS_TEST_EXPECT_MSG_EQ((connection.client.Get().GetSession().version == highest),
                                  true,
                                  name);
            return;
        }
        NS_TEST_EXPECT_MSG_EQ(connection.GetAlert(), "protocol_version", name);
        NS_TEST_EXPECT_MSG_EQ(connection.client.Get().IsFinished(), true, name);
        NS_TEST_EXPECT_MSG_EQ(connection.server.Get().IsFinished(), true, name);
    }
};

/// The dance of clients that try a lower version.
class TlsFallbackTestCase : public TestCase
{
  public:
    TlsFallbackTestCase()
        : TestCase("A second attempt below what both have is an inappropriate_fallback")
    {
    }

  private:
    void DoRun() override
    {
        for (const TlsVersion client : ALL_VERSIONS)
        {
            for (const TlsVersion server : ALL_VERSIONS)
            {
                TlsTestPair pair(RSA_AES128, TlsVersion::TLS_1_2);
                pair.SetVersions(TlsVersion::SSL_3_0, TlsVersion::TLS_1_2);
                pair.client.maxVersion = client;
                pair.server.maxVersion = server;
                const std::string name = std::string(ToString(client)) + " to " + ToString(server);
                NS_TEST_EXPECT_MSG_EQ(TlsTestConnection(pair).IsEstablished(), true, name);
                pair.client.isFallback = true;
                const TlsTestConnection connection(pair);
                NS_TEST_EXPECT_MSG_EQ(connection.server.AlertSent(),
                                      (client < server ? "inappropriate_fallback" : "none"),
                                      name);
                NS_TEST_EXPECT_MSG_EQ(connection.IsEstablished(), (client >= server), name);
            }
        }
    }
};

/// The version inside an RSA premaster secret.
class TlsPremasterVersionTestCase : public TestCase
{
  public:
    TlsPremasterVersionTestCase()
        : TestCase("An RSA premaster secret must name the version that the client offered")
    {
    }

  private:
    void DoRun() override
    {
        for (const TlsVersion version : ALL_VERSIONS)
        {
            TlsTestPair pair(RSA_AES128, version);
            // The version offered counts, not the one that was chosen (RFC 5246, 7.4.7.1).
            pair.client.minVersion = version;
            pair.client.maxVersion = TlsVersion::TLS_1_2;
            Check(pair, 0x0303, true);
            if (version != TlsVersion::TLS_1_2)
            {
                Check(pair, static_cast<uint16_t>(version), false);
            }
            Check(pair, 0x0304, false);
            Check(pair, 0x0002, false);
        }
    }

    /**
     * @param pair what both are
     * @param version in the premaster secret
     * @param isRight whether it is the one that was offered
     */
    void Check(const TlsTestPair& pair, uint16_t version, bool isRight)
    {
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s");
        TlsScriptedPeer peer(TlsRole::CLIENT, pair.client);
        peer.premasterVersion = version;
        DriveTo(peer, server, ServerState::CONNECTED);
        const std::string name =
            "version " + std::to_string(version) + " in " + ToString(pair.server.maxVersion);
        NS_TEST_EXPECT_MSG_EQ(server.Get().IsEstablished(), isRight, name);
        NS_TEST_EXPECT_MSG_EQ(server.AlertSent(), (isRight ? "none" : "bad_record_mac"), name);
    }
};

/// What SSL 3.0 lacks.
class TlsSsl3TestCase : public TestCase
{
  public:
    TlsSsl3TestCase()
        : TestCase("A server that chose SSL 3.0 hears no extensions and says its alerts alone")
    {
    }

  private:
    void DoRun() override
    {
        TlsTestPair pair(RSA_AES128, TlsVersion::SSL_3_0);
        pair.client.maxVersion = TlsVersion::TLS_1_2;
        pair.client.npn = {"spdy/3.1"};
        pair.client.alpn = {"spdy/3.1"};
        pair.client.asksForOcsp = true;
        pair.client.maxFragmentLength = 512;
        pair.client.usesHeartbeat = true;
        pair.server.npn = {"http/1.1"};
        pair.server.alpn = {"http/1.1"};
        pair.server.usesHeartbeat = true;
        pair.server.identities[0].ocspResponse = ToBytes("a response");
        TlsTestConnection connection(pair);
        NS_TEST_ASSERT_MSG_EQ(connection.IsEstablished(), true, connection.GetFailure());
        NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, "data");
        const TlsSession& session = connection.server.Get().GetSession();
        NS_TEST_EXPECT_MSG_EQ(session.GetProtocol(), "", "no protocol");
        NS_TEST_EXPECT_MSG_EQ(session.hasExtendedMasterSecret, false, "no extended secret");
        NS_TEST_EXPECT_MSG_EQ(session.encryptsThenMacs, false, "MAC first");
        NS_TEST_EXPECT_MSG_EQ(connection.server.Count(TlsStep::CERTIFICATE_STATUS), 0, "no OCSP");
        NS_TEST_EXPECT_MSG_EQ(connection.client.SendHeartbeat(ToBytes("x")).size(), 0, "no beat");
        const Bytes record = connection.server.Write(Bytes(1000));
        NS_TEST_EXPECT_MSG_EQ(TlsConnection::RecordLength(record), record.size(), "no limit");
        Alerts();
    }

    /// Alerts that SSL 3.0 does not have (RFC 6101, 5.4.2).
    void Alerts()
    {
        const TlsTestPair pair(RSA_AES128, TlsVersion::SSL_3_0);
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s");
        TlsScriptedPeer peer(TlsRole::CLIENT, pair.client);
        DriveTo(peer, server, ServerState::EXPECT_FINISHED);
        peer.SendFinished([](Bytes& data) { data[7] ^= 1; });
        peer.Exchange(server);
        NS_TEST_EXPECT_MSG_EQ(server.AlertSent(), "handshake_failure", "for decrypt_error");

        TlsTestPair distrust = pair;
        distrust.client.trust = GetTestIdentities().trust;
        NS_TEST_EXPECT_MSG_EQ(TlsTestConnection(distrust).GetAlert(),
                              "certificate_unknown",
                              "for unknown_ca");
        TlsTestConnection large(pair);
        Bytes header{23, 3, 0, 0x48, 1};
        large.server.Receive(header);
        NS_TEST_EXPECT_MSG_EQ(large.GetAlert(), "unexpected_message", "for record_overflow");
    }
};

/// The hello of OpenSSL 1.0.1.
class TlsOpenSslHelloTestCase : public TestCase
{
  public:
    TlsOpenSslHelloTestCase()
        : TestCase("With the hello of OpenSSL 1.0.1 every suite in it is served but for SRP")
    {
    }

  private:
    /**
     * @param pair what both are
     * @return the same with the preset at the client
     */
    static TlsTestPair WithPreset(TlsTestPair pair)
    {
        pair.client.hello = TlsHelloPreset::OPENSSL_1_0_1;
        return pair;
    }

    void DoRun() override
    {
        TlsClientHello hello;
        FillOpenSsl101Hello(hello);
        size_t served = 0;
        size_t refused = 0;
        for (const uint16_t id : hello.cipherSuites)
        {
            const TlsCipherSuite* suite = FindCipherSuite(id);
            if (!suite)
            {
                NS_TEST_EXPECT_MSG_EQ(id, TLS_EMPTY_RENEGOTIATION_INFO_SCSV, "no suite");
                continue;
            }
            const TlsTestPair pair = WithPreset(TlsTestPair(id, TlsVersion::TLS_1_0));
            if (suite->keyExchange == TlsKeyExchange::SRP)
            {
                Srp(id);
                ++refused;
                continue;
            }
            TlsTestConnection connection(pair);
            NS_TEST_EXPECT_MSG_EQ(connection.IsEstablished(), true, connection.GetFailure());
            NS_TEST_EXPECT_MSG_EQ(connection.client.Get().GetSession().cipherSuite, id, "chosen");
            NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, suite->ianaName);
            NS_TEST_EXPECT_MSG_EQ(TlsConnection::RecordLength(connection.client.sent),
                                  TLS_RECORD_HEADER + 221,
                                  "octets of the first record");
            ++served;
        }
        NS_TEST_EXPECT_MSG_EQ(served, 44, "suites served");
        NS_TEST_EXPECT_MSG_EQ(refused, 6, "suites with SRP");
        Heartbeat();
        Options();
    }

    /// @param suite with SRP
    void Srp(uint16_t suite)
    {
        TlsTestPair plain = WithPreset(TlsTestPair(RSA_AES128, TlsVersion::TLS_1_0));
        TlsTestEnd client(TlsRole::CLIENT, plain.client, "c");
        TlsScriptedPeer peer(TlsRole::SERVER, plain.server);
        peer.Receive(client.Start());
        peer.SendServerHello([&](TlsServerHello& hello) { hello.cipherSuite = suite; });
        peer.Exchange(client);
        NS_TEST_EXPECT_MSG_EQ(client.AlertSent(), "illegal_parameter", "a server that chose it");
        // A server of ours has none of them to choose.
        plain.server.cipherSuites = {suite};
        NS_TEST_EXPECT_MSG_EQ(TlsTestConnection(plain).GetAlert(), "handshake_failure", "ours");
    }

    /// It offers heartbeats: a server answers them, or does not offer them back.
    void Heartbeat()
    {
        for (const bool isUsed : {true, false})
        {
            TlsTestPair pair = WithPreset(TlsTestPair(RSA_AES128, TlsVersion::TLS_1_0));
            pair.server.usesHeartbeat = isUsed;
            TlsTestConnection connection(pair);
            const Bytes request = connection.client.SendHeartbeat(ToBytes("alive?"));
            NS_TEST_EXPECT_MSG_EQ(request.empty(), !isUsed, "a request");
            Pump(connection.client, connection.server, request);
            NS_TEST_EXPECT_MSG_EQ(connection.client.Count(TlsStep::HEARTBEAT),
                                  (isUsed ? 2 : 0),
                                  "and its answer");
        }
    }

    /// It offers tickets and compression, which this client then takes.
    void Options()
    {
        TlsTestPair pair = WithPreset(TlsTestPair(RSA_AES128, TlsVersion::TLS_1_0));
        pair.UseTickets();
        pair.server.usesDeflate = true;
        TlsTestConnection connection(pair);
        NS_TEST_EXPECT_MSG_EQ(connection.IsEstablished(), true, connection.GetFailure());
        NS_TEST_EXPECT_MSG_EQ(connection.client.Count(TlsStep::NEW_SESSION_TICKET), 1, "ticket");
        NS_TEST_EXPECT_MSG_EQ(connection.client.Get().GetSession().compression, 1, "compression");
        NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, "data");
    }
};

/// What an OpenSSL 3.0 says beside suites and groups.
class TlsOpenSsl30HelloTestCase : public TestCase
{
  public:
    TlsOpenSsl30HelloTestCase()
        : TestCase("The hello of OpenSSL 3.0 has its extensions and is served")
    {
    }

  private:
    void DoRun() override
    {
        TlsTestPair pair(0xc02f, TlsVersion::TLS_1_2);
        TlsTestConnection plain(pair);
        pair.client.hello = TlsHelloPreset::OPENSSL_3_0;
        TlsTestConnection connection(pair);
        NS_TEST_EXPECT_MSG_EQ(connection.IsEstablished(), true, connection.GetFailure());
        NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, "data");
        // Two formats of points, the offer to take tickets and the 20 signature algorithms.
        const size_t more = 2 + 4 + 2 * (20 - pair.client.GetSignatureSchemes().size());
        NS_TEST_EXPECT_MSG_EQ(TlsConnection::RecordLength(connection.client.sent),
                              TlsConnection::RecordLength(plain.client.sent) + more,
                              "octets of the first record");
        NS_TEST_EXPECT_MSG_EQ(GetOpenSsl30SignatureSchemes(true).size(), 14, "TLS 1.3 alone");
        pair.UseTickets();
        pair.client.takesTickets = false;
        TlsTestConnection unused(pair);
        NS_TEST_EXPECT_MSG_EQ(unused.IsEstablished(), true, "a ticket that nobody keeps");
    }
};

/// The suite.
class TlsVersionTestSuite : public TestSuite
{
  public:
    TlsVersionTestSuite()
        : TestSuite("tls-spdy-version", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsVersionChoiceTestCase);
        AddTestCase(new TlsFallbackTestCase);
        AddTestCase(new TlsPremasterVersionTestCase);
        AddTestCase(new TlsSsl3TestCase);
        AddTestCase(new TlsOpenSslHelloTestCase);
        AddTestCase(new TlsOpenSsl30HelloTestCase);
    }
};

/// Registers the suite.
TlsVersionTestSuite g_tlsVersionTestSuite;

} // namespace
