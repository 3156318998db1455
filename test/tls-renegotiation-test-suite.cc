/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-drive.h"
#include "tls-engine-test-family.h"

#include "ns3/test.h"

#include <algorithm>

using namespace ns3;
using namespace ns3::tls;

namespace
{

using ClientState = TlsClientHandshake12::State;
using ServerState = TlsServerHandshake12::State;

/**
 * @param version the only one
 * @param client what the client does about another handshake
 * @param server what the server does
 * @param suite the only one
 * @return both configurations
 */
TlsTestPair
Pair(TlsVersion version,
     TlsRenegotiation client = TlsRenegotiation::SECURE,
     TlsRenegotiation server = TlsRenegotiation::SECURE,
     uint16_t suite = 0x002f)
{
    TlsTestPair pair(suite, version);
    pair.client.renegotiation = client;
    pair.server.renegotiation = server;
    return pair;
}

/// A second handshake that both ends want.
class TlsRenegotiationRunTestCase : public TestCase
{
  public:
    TlsRenegotiationRunTestCase()
        : TestCase("Either end begins another handshake, under whose keys data flows on")
    {
    }

  private:
    void DoRun() override
    {
        for (const TlsVersion version : ALL_VERSIONS)
        {
            for (const uint16_t suite : {0x002f, 0x0033, 0x0005})
            {
                for (const bool isByClient : {true, false})
                {
                    Run(version, static_cast<uint16_t>(suite), isByClient);
                }
            }
        }
        Run(TlsVersion::TLS_1_2, 0xc02f, true);
        Run(TlsVersion::TLS_1_2, 0xc02f, false);
        Long();
        Legacy();
        WithClient();
    }

    /**
     * @param version the only one
     * @param suite the only one
     * @param isByClient who begins
     */
    void Run(TlsVersion version, uint16_t suite, bool isByClient)
    {
        const std::string name = std::string(ToString(version)) + " " + std::to_string(suite) +
                                 (isByClient ? " by the client" : " by the server");
        TlsTestConnection connection(
            Pair(version, TlsRenegotiation::SECURE, TlsRenegotiation::SECURE, suite));
        TlsTestEnd& client = connection.client;
        TlsTestEnd& server = connection.server;
        NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, name + ": before");
        Bytes secret = client.Get().GetSession().masterSecret;
        for (size_t round = 2; round < 7; ++round)
        {
            if (isByClient)
            {
                Pump(client, server, client.Renegotiate());
            }
            else
            {
                Pump(server, client, server.Renegotiate());
            }
            NS_TEST_ASSERT_MSG_EQ(connection.IsEstablished(), true, connection.GetFailure());
            NS_TEST_EXPECT_MSG_EQ(client.Count(TlsStep::ESTABLISHED), round, name);
            NS_TEST_EXPECT_MSG_EQ(server.Count(TlsStep::ESTABLISHED), round, name);
            const Bytes next = client.Get().GetSession().masterSecret;
            NS_TEST_EXPECT_MSG_EQ((next != secret), true, name + ": a new secret");
            NS_TEST_EXPECT_MSG_EQ((next == server.Get().GetSession().masterSecret), true, name);
            secret = next;
        }
        NS_TEST_EXPECT_MSG_EQ(server.Count(TlsStep::HELLO_REQUEST), (isByClient ? 0 : 5), name);
        NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, name + ": after");
        NS_TEST_EXPECT_MSG_EQ(connection.Close(), true, name + ": close");
    }

    /// A message over 40 records is no idling.
    void Long()
    {
        TlsTestPair pair = Pair(TlsVersion::TLS_1_2);
        pair.client.maxFragmentLength = 512;
        CertificateRequest request;
        request.commonName = TEST_HOST;
        request.dnsNames = {TEST_HOST};
        request.key = pair.server.identities[0].key;
        request.size = 20000;
        pair.server.identities = {*GetFamilyAuthority().IssueServer(request)};
        TlsTestConnection connection(pair);
        NS_TEST_EXPECT_MSG_EQ(connection.IsEstablished(), true, connection.GetFailure());
        Pump(connection.client, connection.server, connection.client.Renegotiate());
        NS_TEST_EXPECT_MSG_EQ(connection.IsEstablished(), true, connection.GetFailure());
        NS_TEST_EXPECT_MSG_EQ(connection.client.Count(TlsStep::ESTABLISHED), 2, "again");
    }

    /// Ends that take any peer take each other.
    void Legacy()
    {
        TlsTestConnection connection(
            Pair(TlsVersion::TLS_1_0, TlsRenegotiation::LEGACY, TlsRenegotiation::LEGACY));
        Pump(connection.server, connection.client, connection.server.Renegotiate());
        NS_TEST_EXPECT_MSG_EQ(connection.client.Count(TlsStep::ESTABLISHED), 2, "again");
        NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, "data");
    }

    /// Each handshake asks anew who the client is.
    void WithClient()
    {
        TlsTestPair pair = Pair(TlsVersion::TLS_1_1);
        pair.server.clientAuthentication = TlsClientAuthentication::REQUIRE;
        pair.client.identities = {GetFamilyIdentity("dsa:1024", PublicKeyType::RSA, true)};
        TlsTestConnection connection(pair);
        Pump(connection.server, connection.client, connection.server.Renegotiate());
        NS_TEST_EXPECT_MSG_EQ(connection.IsEstablished(), true, connection.GetFailure());
        NS_TEST_EXPECT_MSG_EQ(connection.server.Count(TlsStep::CERTIFICATE_VERIFY), 2, "twice");
        NS_TEST_EXPECT_MSG_EQ(connection.server.Get().GetSession().peerChain.size(), 1, "known");
    }
};

/// Data that meets a second handshake.
class TlsRenegotiationDataTestCase : public TestCase
{
  public:
    TlsRenegotiationDataTestCase()
        : TestCase("Data under way arrives while another handshake begins")
    {
    }

  private:
    void DoRun() override
    {
        TlsTestConnection asked(Pair(TlsVersion::TLS_1_2));
        const Bytes request = asked.server.Renegotiate();
        NS_TEST_EXPECT_MSG_EQ(asked.server.Get().CanSend(), true, "who asks may send");
        const Bytes early = asked.client.Write(ToBytes("early"));
        const Bytes late = asked.server.Write(ToBytes("late"));
        asked.server.Receive(early);
        NS_TEST_EXPECT_MSG_EQ(ByteView(asked.server.app).ToString(), "early", "to the server");
        const Bytes hello = asked.client.Receive(request);
        NS_TEST_EXPECT_MSG_EQ(asked.client.Get().CanSend(), false, "who has said hello may not");
        asked.client.Receive(late);
        NS_TEST_EXPECT_MSG_EQ(ByteView(asked.client.app).ToString(), "late", "to the client");
        Pump(asked.client, asked.server, hello);
        NS_TEST_EXPECT_MSG_EQ(asked.client.Count(TlsStep::ESTABLISHED), 2, "again");
        NS_TEST_EXPECT_MSG_EQ(asked.Transfer(), true, "after");

        // A Hello Request that meets a Client Hello is passed over (RFC 5246, 7.4.1.1).
        TlsTestConnection both(Pair(TlsVersion::TLS_1_2));
        const Bytes offer = both.client.Renegotiate();
        both.client.Receive(both.server.Renegotiate());
        Pump(both.client, both.server, offer);
        NS_TEST_EXPECT_MSG_EQ(both.client.Count(TlsStep::ESTABLISHED), 2, "one handshake");
        NS_TEST_EXPECT_MSG_EQ(both.Transfer(), true, "after");

        // One octet at a time.
        TlsTestConnection slow(Pair(TlsVersion::TLS_1_0));
        const TlsTestSplit one = [](size_t) { return 1; };
        Pump(slow.server, slow.client, slow.server.Renegotiate(), one);
        NS_TEST_EXPECT_MSG_EQ(slow.server.Count(TlsStep::ESTABLISHED), 2, "octet by octet");
    }
};

/// A second handshake that one end does not want.
class TlsRenegotiationRefusedTestCase : public TestCase
{
  public:
    TlsRenegotiationRefusedTestCase()
        : TestCase("An end that wants no other handshake says so, and the connection goes on")
    {
    }

  private:
    void DoRun() override
    {
        for (const TlsVersion version : ALL_VERSIONS)
        {
            TlsTestConnection atServer(
                Pair(version, TlsRenegotiation::SECURE, TlsRenegotiation::OFF));
            NS_TEST_EXPECT_MSG_EQ(atServer.server.Renegotiate().size(), 0, "it does not begin");
            Pump(atServer.client, atServer.server, atServer.client.Renegotiate());
            Check(atServer, version, "refused by the server");

            TlsTestConnection atClient(
                Pair(version, TlsRenegotiation::OFF, TlsRenegotiation::SECURE));
            NS_TEST_EXPECT_MSG_EQ(atClient.client.Renegotiate().size(), 0, "it does not begin");
            Pump(atClient.server, atClient.client, atClient.server.Renegotiate());
            Check(atClient, version, "refused by the client");
        }
    }

    /**
     * @param connection after the attempt
     * @param version in use; SSL 3.0 has no such warning (RFC 5746, 4.5)
     * @param what was tried
     */
    void Check(TlsTestConnection& connection, TlsVersion version, const std::string& what)
    {
        if (version == TlsVersion::SSL_3_0)
        {
            NS_TEST_EXPECT_MSG_EQ(connection.GetAlert(), "handshake_failure", what);
            return;
        }
        NS_TEST_EXPECT_MSG_EQ(connection.GetAlert(), "none", what);
        NS_TEST_EXPECT_MSG_EQ(connection.client.Count(TlsStep::ALERT), 1, what + ": a warning");
        NS_TEST_EXPECT_MSG_EQ(connection.server.Count(TlsStep::ALERT), 1, what + ": a warning");
        NS_TEST_EXPECT_MSG_EQ(connection.client.Count(TlsStep::ESTABLISHED), 1, what);
        NS_TEST_EXPECT_MSG_EQ(connection.client.Get().GetSession().masterSecret.size(), 48, what);
        NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, what + ": data");
        NS_TEST_EXPECT_MSG_EQ(connection.Close(), true, what + ": close");
    }
};

/// Peers that do not know RFC 5746, and peers that misuse it.
class TlsRenegotiationInfoTestCase : public TestCase
{
  public:
    TlsRenegotiationInfoTestCase()
        : TestCase("A second handshake is bound to the first, or refused")
    {
    }

  private:
    using Change = std::function<void(TlsClientHello&)>;

    void DoRun() override
    {
        using H = TlsClientHello;
        const Change old = [](H& hello) { hello.cipherSuites = {0x002f}; };
        const auto again = TlsExtensionType::RENEGOTIATION_INFO;
        const auto with = [again](const Bytes& data) -> Change {
            return [again, data](H& hello) {
                hello.extensions = {};
                hello.extensions.Add(again, data);
            };
        };
        ToServer("as it should be", {}, {}, TlsRenegotiation::SECURE, "none");
        ToServer("unknown to the client", old, old, TlsRenegotiation::SECURE, "warning");
        ToServer("unknown, but taken", old, old, TlsRenegotiation::LEGACY, "none");
        ToServer("known all of a sudden",
                 old,
                 with(EncodeRenegotiationInfo(Bytes(12))),
                 TlsRenegotiation::LEGACY,
                 "handshake_failure");
        ToServer("wrong verify_data",
                 {},
                 with(EncodeRenegotiationInfo(Bytes(12))),
                 TlsRenegotiation::SECURE,
                 "handshake_failure");
        ToServer("empty verify_data",
                 {},
                 with(EncodeRenegotiationInfo({})),
                 TlsRenegotiation::SECURE,
                 "handshake_failure");
        ToServer(
            "forgotten",
            {},
            [](H& hello) { hello.extensions = {}; },
            TlsRenegotiation::SECURE,
            "handshake_failure");
        ToServer(
            "signaling suite",
            {},
            [](H& hello) { hello.cipherSuites.push_back(0x00ff); },
            TlsRenegotiation::SECURE,
            "handshake_failure");
        ToClient();
        Unasked();
    }

    /**
     * @param name what is tried
     * @param first what is done to the first hello
     * @param second what is done to the second
     * @param policy of the server
     * @param alert it sends: its name, "warning" for no_renegotiation, "none"
     */
    void ToServer(const std::string& name,
                  const Change& first,
                  const Change& second,
                  TlsRenegotiation policy,
                  const std::string& alert)
    {
        const TlsTestPair pair = Pair(TlsVersion::TLS_1_2, TlsRenegotiation::SECURE, policy);
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s");
        TlsScriptedPeer peer(TlsRole::CLIENT, pair.client);
        const auto run = [&](const Change& change) {
            peer.SendClientHello(change);
            peer.Exchange(server);
            if (peer.messages.back() == TlsHandshakeType::SERVER_HELLO_DONE)
            {
                peer.SendClientKeyExchange();
                peer.SendChangeCipherSpec();
                peer.SendFinished();
                peer.Exchange(server);
            }
        };
        run(first);
        NS_TEST_ASSERT_MSG_EQ(server.Get().IsEstablished(), true, name);
        run(second);
        const bool isRefused = alert != "none";
        const bool isWarning = alert == "warning";
        NS_TEST_EXPECT_MSG_EQ(server.AlertSent(), (isWarning ? "none" : alert), name);
        NS_TEST_EXPECT_MSG_EQ(server.Count(TlsStep::ESTABLISHED), (isRefused ? 1 : 2), name);
        NS_TEST_EXPECT_MSG_EQ(peer.alerts.size(), (isRefused ? 1 : 0), name);
        if (isWarning)
        {
            NS_TEST_EXPECT_MSG_EQ(peer.alerts[0].first, 1, name + ": a warning");
            NS_TEST_EXPECT_MSG_EQ(server.Renegotiate().size(), 0, name + ": nor does it ask");
            peer.SendRecord(TlsContentType::APPLICATION_DATA, ToBytes("on"));
            peer.Exchange(server);
            NS_TEST_EXPECT_MSG_EQ(ByteView(server.app).ToString(), "on", name + ": data");
        }
    }

    /// What a server may do wrong.
    void ToClient()
    {
        const auto type = TlsExtensionType::RENEGOTIATION_INFO;
        const TlsTestPair pair = Pair(TlsVersion::TLS_1_2);
        for (const bool isKnown : {true, false})
        {
            for (const std::string kind : {"right", "wrong", "none"})
            {
                TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
                TlsScriptedPeer peer(TlsRole::SERVER, pair.server);
                peer.Receive(client.Start());
                const auto run = [&](const Bytes* verifyData) {
                    peer.SendServerHello([&](TlsServerHello& hello) {
                        if (verifyData)
                        {
                            hello.extensions.Add(type, EncodeRenegotiationInfo(*verifyData));
                        }
                    });
                    peer.SendCertificate();
                    peer.Send(TlsHandshakeType::SERVER_HELLO_DONE);
                    peer.Exchange(client);
                    peer.SendChangeCipherSpec();
                    peer.SendFinished();
                    peer.Exchange(client);
                };
                const Bytes none;
                run(isKnown ? &none : nullptr);
                NS_TEST_ASSERT_MSG_EQ(client.Get().IsEstablished(), true, "the first handshake");
                Bytes expected = peer.GetRenegotiation().clientVerifyData;
                Append(expected, peer.GetRenegotiation().serverVerifyData);
                expected.back() ^= kind == "wrong" ? 1 : 0;
                if (!isKnown)
                {
                    NS_TEST_EXPECT_MSG_EQ(client.Renegotiate().size(), 0, "it does not begin");
                    peer.Send(TlsHandshakeType::HELLO_REQUEST);
                    peer.Exchange(client);
                    NS_TEST_ASSERT_MSG_EQ(peer.alerts.size(), 1, "a warning");
                    NS_TEST_EXPECT_MSG_EQ(peer.alerts[0].first, 1, "a warning");
                    continue;
                }
                peer.Receive(client.Renegotiate());
                run(kind == "none" ? nullptr : &expected);
                NS_TEST_EXPECT_MSG_EQ(client.AlertSent(),
                                      (kind == "right" ? "none" : "handshake_failure"),
                                      kind);
            }
        }
    }

    /// no_renegotiation where nobody asked.
    void Unasked()
    {
        const TlsTestPair pair = Pair(TlsVersion::TLS_1_2);
        TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
        TlsScriptedPeer peer(TlsRole::SERVER, pair.server);
        peer.Receive(client.Start());
        peer.SendRecord(TlsContentType::ALERT, Bytes{1, 100});
        peer.Exchange(client);
        NS_TEST_EXPECT_MSG_EQ(client.AlertSent(), "unexpected_message", "in the first handshake");
    }
};

/// The suite.
class TlsRenegotiationTestSuite : public TestSuite
{
  public:
    TlsRenegotiationTestSuite()
        : TestSuite("tls-spdy-renegotiation", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsRenegotiationRunTestCase);
        AddTestCase(new TlsRenegotiationDataTestCase);
        AddTestCase(new TlsRenegotiationRefusedTestCase);
        AddTestCase(new TlsRenegotiationInfoTestCase);
    }
};

/// Registers the suite.
TlsRenegotiationTestSuite g_tlsRenegotiationTestSuite;

} // namespace
