/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-13.h"
#include "tls-engine-test-peer-13.h"

#include <algorithm>

using namespace ns3;
using namespace ns3::tls;

namespace
{

/// Every suite, group and kind of key, both ways to pack a flight.
class TlsFull13TestCase : public Tls13TestCase
{
  public:
    TlsFull13TestCase()
        : Tls13TestCase("A full handshake of TLS 1.3 agrees on every suite, group and kind of key")
    {
    }

  private:
    void DoRun() override
    {
        for (const TlsCipherSuite& suite : GetCipherSuites())
        {
            if (suite.maxVersion == TlsVersion::TLS_1_3)
            {
                Run(TlsTestPair(suite.id, TlsVersion::TLS_1_3), suite.ianaName);
            }
        }
        for (const NamedGroup group : {NamedGroup::X25519,
                                       NamedGroup::SECP256R1,
                                       NamedGroup::SECP384R1,
                                       NamedGroup::SECP521R1,
                                       NamedGroup::FFDHE2048,
                                       NamedGroup::FFDHE3072})
        {
            TlsTestPair pair = MakePair13();
            pair.SetGroup(group);
            pair.client.tls13.keyShares = {group};
            Run(pair, ToString(group));
        }
        for (const std::string key :
             {"rsa:1024", "ecdsa:secp256r1", "ecdsa:secp384r1", "ecdsa:secp521r1", "ed25519"})
        {
            TlsTestPair pair = MakePair13();
            pair.server.identities = {GetFamilyIdentity(key, PublicKeyType::RSA)};
            pair.server.clientAuthentication = TlsClientAuthentication::REQUIRE;
            pair.client.identities = {GetFamilyIdentity(key, PublicKeyType::RSA, true)};
            Run(pair, key);
        }
    }

    /**
     * @param pair both ends
     * @param name for the message
     */
    void Run(TlsTestPair pair, const std::string& name)
    {
        for (const TlsFlights flights : {TlsFlights::ONE_MESSAGE_PER_RECORD, TlsFlights::COMPOUND})
        {
            for (const bool looksLikeTls12 : {true, false})
            {
                for (TlsConfig* config : {&pair.client, &pair.server})
                {
                    config->flights = flights;
                    config->tls13.looksLikeTls12 = looksLikeTls12;
                }
                NS_TEST_EXPECT_MSG_EQ(pair.client.Validate(TlsRole::CLIENT), "", name);
                NS_TEST_EXPECT_MSG_EQ(pair.server.Validate(TlsRole::SERVER), "", name);
                TlsTestConnection connection(pair);
                CheckUse(connection, name);
                const size_t dummies = looksLikeTls12 ? 1 : 0;
                for (const TlsTestEnd* end : {&connection.client, &connection.server})
                {
                    NS_TEST_EXPECT_MSG_EQ(end->Count(TlsStep::CHANGE_CIPHER_SPEC), dummies, name);
                    NS_TEST_EXPECT_MSG_EQ(CountLines(*end, "CLIENT_HANDSHAKE_TRAFFIC_SECRET"),
                                          1,
                                          name);
                    NS_TEST_EXPECT_MSG_EQ(CountLines(*end, "SERVER_HANDSHAKE_TRAFFIC_SECRET"),
                                          1,
                                          name);
                    NS_TEST_EXPECT_MSG_EQ(CountLines(*end, "CLIENT_TRAFFIC_SECRET_0"), 1, name);
                    NS_TEST_EXPECT_MSG_EQ(CountLines(*end, "SERVER_TRAFFIC_SECRET_0"), 1, name);
                    NS_TEST_EXPECT_MSG_EQ(CountLines(*end, "EXPORTER_SECRET"), 1, name);
                }
            }
        }
    }
};

/// A server that wants another hello.
class TlsRetryTestCase : public Tls13TestCase
{
  public:
    TlsRetryTestCase()
        : Tls13TestCase("A server asks for a share that is missing, for a cookie, or for both")
    {
    }

  private:
    void DoRun() override
    {
        for (const bool hasShare : {true, false})
        {
            for (const bool sendsCookie : {true, false})
            {
                TlsTestPair pair = MakePair13();
                pair.KeepSessions();
                pair.client.tls13.keyShares = {NamedGroup::SECP256R1};
                if (hasShare)
                {
                    pair.client.tls13.keyShares.push_back(NamedGroup::X25519);
                }
                pair.server.tls13.cookieSize = sendsCookie ? 32 : 0;
                const bool retries = !hasShare || sendsCookie;
                Run(pair, retries, "first");
                Run(pair, retries, "resumed");
            }
        }
        TlsTestPair none = MakePair13();
        none.client.tls13.keyShares.clear();
        Run(none, true, "no share at all");
        CheckSuite();
    }

    /// The suite of the request stays, whatever comes in front of it in the second hello (RFC 8446,
    /// 4.1.4).
    void CheckSuite()
    {
        constexpr uint16_t CHACHA20_POLY1305 = 0x1303;
        TlsTestPair pair = MakePair13();
        pair.server.cipherSuites.push_back(CHACHA20_POLY1305);
        pair.client.cipherSuites = {CHACHA20_POLY1305};
        pair.server.tls13.cookieSize = 16;
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
        TlsScriptedPeer13 peer(TlsRole::CLIENT, pair.client);
        peer.SendClientHello();
        peer.Exchange(server);
        peer.SendClientHello(
            [&pair](TlsClientHello& hello) { hello.cipherSuites = pair.server.cipherSuites; });
        server.Receive(peer.Take());
        const auto hello =
            std::find_if(server.events.begin(), server.events.end(), [](const TlsEvent& event) {
                return event.step == TlsStep::SERVER_HELLO;
            });
        NS_TEST_ASSERT_MSG_EQ((hello != server.events.end()), true, "a Server Hello");
        NS_TEST_EXPECT_MSG_EQ(hello->detail, "TLS_CHACHA20_POLY1305_SHA256", "its suite");
    }

    /**
     * @param pair both ends
     * @param retries whether there are two hellos
     * @param name for the message
     */
    void Run(const TlsTestPair& pair, bool retries, const std::string& name)
    {
        TlsTestConnection connection(pair);
        CheckUse(connection, name);
        NS_TEST_EXPECT_MSG_EQ(connection.client.Get().IsResumed(), (name == "resumed"), name);
        for (const TlsTestEnd* end : {&connection.client, &connection.server})
        {
            NS_TEST_EXPECT_MSG_EQ(end->Count(TlsStep::CLIENT_HELLO), (retries ? 2 : 1), name);
            NS_TEST_EXPECT_MSG_EQ(end->Count(TlsStep::HELLO_RETRY_REQUEST),
                                  (retries ? 1 : 0),
                                  name);
            NS_TEST_EXPECT_MSG_EQ(end->Count(TlsStep::CHANGE_CIPHER_SPEC), 1, name);
        }
    }
};

/// What happens after the handshake.
class TlsAfterwards13TestCase : public Tls13TestCase
{
  public:
    TlsAfterwards13TestCase()
        : Tls13TestCase("Keys are updated and clients prove themselves after the handshake")
    {
    }

  private:
    void DoRun() override
    {
        CheckUpdates();
        CheckLateProofs();
    }

    /// Each end updates, alone and with the other.
    void CheckUpdates()
    {
        TlsTestConnection connection(MakePair13());
        for (int i = 1; i <= 3; ++i)
        {
            Pump(connection.client, connection.server, connection.client.UpdateKeys(false));
            NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, "the client's");
            Pump(connection.server, connection.client, connection.server.UpdateKeys(true));
            NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, "both");
        }
        for (const TlsTestEnd* end : {&connection.client, &connection.server})
        {
            NS_TEST_EXPECT_MSG_EQ(CountLines(*end, "CLIENT_TRAFFIC_SECRET_6"), 1, "six updates");
            NS_TEST_EXPECT_MSG_EQ(CountLines(*end, "SERVER_TRAFFIC_SECRET_3"), 1, "three updates");
        }
        // However often it is asked, who has nothing to say answers once, and once more with data.
        Bytes asked;
        for (int i = 0; i < 5; ++i)
        {
            Append(asked, connection.server.UpdateKeys(true));
        }
        const size_t sent = connection.client.Count(TlsStep::KEY_UPDATE);
        Pump(connection.server, connection.client, asked);
        NS_TEST_EXPECT_MSG_EQ(connection.client.Count(TlsStep::KEY_UPDATE), sent + 5 + 1, "once");
        NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, "data again");
        NS_TEST_EXPECT_MSG_EQ(connection.client.Count(TlsStep::KEY_UPDATE), sent + 5 + 2, "again");
        // Without end is too much.
        Bytes endless;
        for (int i = 0; i < 40; ++i)
        {
            Append(endless, connection.client.UpdateKeys(false));
        }
        connection.server.Receive(endless);
        NS_TEST_EXPECT_MSG_EQ(connection.server.AlertSent(), "unexpected_message", "without end");
    }

    /// The server asks later.
    void CheckLateProofs()
    {
        for (const bool hasCertificate : {true, false})
        {
            TlsTestPair pair = MakePair13();
            pair.client.tls13.takesLateCertificateRequest = true;
            if (hasCertificate)
            {
                pair.client.identities = {
                    GetFamilyIdentity("ecdsa:secp256r1", PublicKeyType::RSA, true)};
            }
            TlsTestConnection connection(pair);
            TlsTestEnd& client = connection.client;
            TlsTestEnd& server = connection.server;
            for (int i = 0; i < 2; ++i)
            {
                Pump(server, client, server.RequestClientCertificate());
                NS_TEST_EXPECT_MSG_EQ(server.Get().GetSession().peerChain.size(),
                                      (hasCertificate ? 1 : 0),
                                      "the client's chain");
                Pump(client, server, client.UpdateKeys(true));
                NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, "data goes on");
            }
            NS_TEST_EXPECT_MSG_EQ(server.Count(TlsStep::FINISHED_CHECK), 3, "three times");
        }
        TlsTestPair pair = MakePair13();
        pair.client.tls13.takesLateCertificateRequest = false;
        TlsTestConnection silent(pair);
        NS_TEST_EXPECT_MSG_EQ(silent.server.RequestClientCertificate().empty(),
                              true,
                              "a client that does not take it is not asked");
    }
};

/// The suite.
class TlsHandshake13TestSuite : public TestSuite
{
  public:
    TlsHandshake13TestSuite()
        : TestSuite("tls-spdy-handshake-13", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsFull13TestCase);
        AddTestCase(new TlsRetryTestCase);
        AddTestCase(new TlsAfterwards13TestCase);
    }
};

TlsHandshake13TestSuite g_tlsHandshake13TestSuite; //!< registers the suite

} // namespace
