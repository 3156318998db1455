/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-drive.h"
#include "tls-engine-test-family.h"

#include "ns3/ocsp-responder.h"
#include "ns3/test.h"

#include <algorithm>

using namespace ns3;
using namespace ns3::tls;

namespace
{

using ClientState = TlsClientHandshake12::State;

/// A suite of every version.
constexpr uint16_t RSA_AES128 = 0x002f;

/// RFC 7918.
class TlsFalseStartTestCase : public TestCase
{
  public:
    TlsFalseStartTestCase()
        : TestCase("False Start sends data before the server's Finished with strong suites alone")
    {
    }

  private:
    void DoRun() override
    {
        size_t strong = 0;
        for (const TlsCipherSuite& suite : GetCipherSuites())
        {
            const bool isDefined =
                suite.minVersion <= TlsVersion::TLS_1_2 && suite.maxVersion >= TlsVersion::TLS_1_2;
            if (!isDefined || suite.keyExchange == TlsKeyExchange::SRP)
            {
                continue;
            }
            const bool isEphemeral = suite.keyExchange == TlsKeyExchange::DHE ||
                                     suite.keyExchange == TlsKeyExchange::ECDHE;
            const bool isStrong = isEphemeral && !suite.weakness;
            Run(suite, isStrong);
            strong += isStrong ? 1 : 0;
        }
        NS_TEST_EXPECT_MSG_GT(strong, 10, "strong ones were among them");
    }

    /**
     * @param suite the only one
     * @param isStrong whether data may go early
     */
    void Run(const TlsCipherSuite& suite, bool isStrong)
    {
        const std::string name = suite.ianaName;
        TlsTestPair pair(suite.id, TlsVersion::TLS_1_2);
        pair.client.usesFalseStart = true;
        pair.UseTickets();
        TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
        const Bytes flight = client.Receive(server.Receive(client.Start()));
        NS_TEST_ASSERT_MSG_EQ(client.Get().GetFailure(), "", name);
        NS_TEST_EXPECT_MSG_EQ(client.Get().IsEstablished(), false, name);
        NS_TEST_ASSERT_MSG_EQ(client.Get().CanSend(), isStrong, name);
        if (!isStrong)
        {
            return;
        }
        const Bytes data = client.Write(ToBytes("early"));
        const Bytes answer = server.Receive(flight);
        server.Receive(data);
        NS_TEST_EXPECT_MSG_EQ(ByteView(server.app).ToString(), "early", name);
        NS_TEST_EXPECT_MSG_EQ(client.Get().IsEstablished(), false, name + ": not yet");
        client.Receive(answer);
        NS_TEST_EXPECT_MSG_EQ(client.Get().IsEstablished(), true, name + ": but now");
        // A resumed handshake has the server's Finished before the client's.
        TlsTestConnection next(pair, "next");
        NS_TEST_EXPECT_MSG_EQ(next.client.Get().IsResumed(), true, name);
        TlsConfig off = pair.client;
        off.usesFalseStart = false;
        off.sessionCache = nullptr;
        TlsTestEnd patient(TlsRole::CLIENT, off, "c");
        TlsTestEnd other(TlsRole::SERVER, pair.server, "s", "");
        patient.Receive(other.Receive(patient.Start()));
        NS_TEST_EXPECT_MSG_EQ(patient.Get().CanSend(), false, name + ": not when it is off");
    }
};

/// RFC 6066, 8.
class TlsOcspTestCase : public TestCase
{
  public:
    TlsOcspTestCase()
        : TestCase("A stapled OCSP response is checked: good, revoked, malformed or absent")
    {
    }

  private:
    /**
     * @param response that the server staples
     * @param alert of the client
     * @param what is tried
     * @param asks whether the client asks
     */
    void Run(const Bytes& response,
             const std::string& alert,
             const std::string& what,
             bool asks = true)
    {
        for (const TlsVersion version :
             {TlsVersion::TLS_1_0, TlsVersion::TLS_1_1, TlsVersion::TLS_1_2})
        {
            for (const uint16_t suite : {RSA_AES128, uint16_t{0x0033}})
            {
                TlsTestPair pair(suite, version);
                pair.client.asksForOcsp = asks;
                pair.server.identities[0].ocspResponse = response;
                TlsTestConnection connection(pair);
                NS_TEST_EXPECT_MSG_EQ(connection.client.AlertSent(), alert, what);
                NS_TEST_EXPECT_MSG_EQ(connection.IsEstablished(), (alert == "none"), what);
                NS_TEST_EXPECT_MSG_EQ(connection.client.Count(TlsStep::CERTIFICATE_STATUS),
                                      (asks && !response.empty() ? 1 : 0),
                                      what + ": the message");
            }
        }
    }

    void DoRun() override
    {
        const Bytes& leaf = GetFamilyIdentity("rsa:1024", PublicKeyType::RSA).chain[0];
        const CertificateAuthority& root = GetFamilyAuthority();
        OcspOptions options;
        const Bytes good = *root.CreateOcspResponse(leaf, options);
        Run(good, "none", "good");
        Run(good, "none", "good but nobody asks", false);
        Run({}, "none", "absent");
        options.size = 5000;
        Run(*root.CreateOcspResponse(leaf, options), "none", "large");
        options = {};
        options.status = OcspCertStatus::REVOKED;
        Run(*root.CreateOcspResponse(leaf, options), "certificate_revoked", "revoked");
        options.status = OcspCertStatus::UNKNOWN;
        const std::string bad = "bad_certificate_status_response";
        Run(*root.CreateOcspResponse(leaf, options), bad, "unknown to the responder");
        options = {};
        options.nextUpdate = TEST_DATE - 1;
        Run(*root.CreateOcspResponse(leaf, options), bad, "too old");
        const Bytes& other = GetFamilyIdentity("rsa:512", PublicKeyType::RSA).chain[0];
        Run(*root.CreateOcspResponse(other, {}), bad, "of another certificate");
        Bytes tampered = good;
        tampered.back() ^= 1;
        Run(tampered, bad, "tampered with");
        Run(ToBytes("no DER"), bad, "malformed");
        Left();
    }

    /// A server that announces a response and sends none, or sends one that it did not announce.
    void Left()
    {
        TlsTestPair pair(RSA_AES128, TlsVersion::TLS_1_2);
        pair.client.asksForOcsp = true;
        for (const bool isAnnounced : {true, false})
        {
            TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
            TlsScriptedPeer peer(TlsRole::SERVER, pair.server);
            peer.staplesOcsp = isAnnounced;
            client.Start();
            DriveTo(peer, client, ClientState::EXPECT_CERTIFICATE_STATUS);
            if (!isAnnounced)
            {
                peer.Send(TlsHandshakeType::CERTIFICATE_STATUS, GetTestOcspStatus());
            }
            peer.Send(TlsHandshakeType::SERVER_HELLO_DONE);
            peer.Exchange(client);
            NS_TEST_EXPECT_MSG_EQ(client.AlertSent(),
                                  (isAnnounced ? "none" : "unexpected_message"),
                                  "announced or not");
        }
    }
};

/// A scenario that is asked.
class TlsQuestionTestCase : public TestCase
{
  public:
    TlsQuestionTestCase()
        : TestCase("A scenario that is asked about a certificate accepts or rejects, and all waits")
    {
    }

  private:
    void DoRun() override
    {
        for (const TlsVersion version : ALL_VERSIONS)
        {
            for (const bool isTrusted : {true, false})
            {
                AtClient(version, isTrusted);
            }
            AtServer(version);
        }
        Gone();
    }

    /**
     * @param version the only one
     * @param isTrusted whether the chain would pass
     */
    void AtClient(TlsVersion version, bool isTrusted)
    {
        TlsTestPair pair(0x0033, version);
        pair.client.verification = TlsVerification::ASK;
        if (!isTrusted)
        {
            pair.client.trust = GetTestIdentities().trust;
        }
        const bool isSsl = version == TlsVersion::SSL_3_0;
        for (const std::string answer : {"accept", "reject", "access_denied"})
        {
            TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
            TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
            const Bytes flight = server.Receive(client.Start());
            // What comes meanwhile waits, octet by octet as well.
            Bytes said;
            for (const uint8_t octet : flight)
            {
                Append(said, client.Receive(Bytes{octet}));
            }
            NS_TEST_ASSERT_MSG_EQ(client.Get().IsAsking(), true, "it asks");
            NS_TEST_EXPECT_MSG_EQ(said.size(), 0, "and says nothing");
            NS_TEST_EXPECT_MSG_EQ(client.Count(TlsStep::SERVER_KEY_EXCHANGE), 0, "nor reads on");
            NS_TEST_EXPECT_MSG_EQ(client.Count(TlsStep::QUESTION), 1, "noted");
            if (answer == "accept")
            {
                Pump(client, server, client.Accept());
                NS_TEST_EXPECT_MSG_EQ(client.Get().IsEstablished(), true, "goes on");
                NS_TEST_EXPECT_MSG_EQ(client.Count(TlsStep::ANSWER), 1, "noted");
                continue;
            }
            const bool isDefault = answer == "reject";
            server.Receive(isDefault ? client.Reject()
                                     : client.Reject(TlsAlertDescription::ACCESS_DENIED));
            const std::string reason = isTrusted || isSsl ? "certificate_unknown" : "unknown_ca";
            const std::string said2 = isSsl ? "handshake_failure" : "access_denied";
            NS_TEST_EXPECT_MSG_EQ(server.AlertReceived(), (isDefault ? reason : said2), answer);
            NS_TEST_EXPECT_MSG_EQ(client.Get().IsFinished(), true, "the end");
            NS_TEST_EXPECT_MSG_EQ(client.Get().IsAsking(), false, "no question is left");
        }
    }

    /// @param version the only one
    void AtServer(TlsVersion version)
    {
        TlsTestPair pair(RSA_AES128, version);
        pair.server.verification = TlsVerification::ASK;
        pair.server.clientAuthentication = TlsClientAuthentication::REQUIRE;
        pair.client.identities = {GetFamilyIdentity("rsa:1024", PublicKeyType::RSA, true)};
        for (const bool isAccepted : {true, false})
        {
            TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
            TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
            const Bytes flight = client.Receive(server.Receive(client.Start()));
            NS_TEST_EXPECT_MSG_EQ(server.Receive(flight).size(), 0, "it waits");
            NS_TEST_ASSERT_MSG_EQ(server.Get().IsAsking(), true, "it asks");
            client.Receive(isAccepted ? server.Accept() : server.Reject());
            NS_TEST_EXPECT_MSG_EQ(client.Get().IsEstablished(), isAccepted, "the answer");
            NS_TEST_EXPECT_MSG_EQ(server.Get().IsEstablished(), isAccepted, "the answer");
        }
    }

    /// A peer that does not wait for the answer.
    void Gone()
    {
        TlsTestPair pair(RSA_AES128, TlsVersion::TLS_1_2);
        pair.client.verification = TlsVerification::ASK;
        TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
        client.Receive(server.Receive(client.Start()));
        client.ReceiveEndOfStream();
        NS_TEST_EXPECT_MSG_EQ(client.Get().IsAsking(), false, "the question is void");
        NS_TEST_EXPECT_MSG_EQ(client.Get().GetFailure(), "truncated", "the end");
    }
};

/// The suite.
class TlsConnectionOptionTestSuite : public TestSuite
{
  public:
    TlsConnectionOptionTestSuite()
        : TestSuite("tls-spdy-connection-option", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsFalseStartTestCase);
        AddTestCase(new TlsOcspTestCase);
        AddTestCase(new TlsQuestionTestCase);
    }
};

/// Registers the suite.
TlsConnectionOptionTestSuite g_tlsConnectionOptionTestSuite;

} // namespace
