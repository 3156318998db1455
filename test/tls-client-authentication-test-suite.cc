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

/// A suite of every version.
constexpr uint16_t RSA_AES128 = 0x002f;

/**
 * @param version the only one
 * @param policy of the server
 * @param key of the client, none when empty
 * @return both configurations
 */
TlsTestPair
Pair(TlsVersion version, TlsClientAuthentication policy, const std::string& key = "")
{
    TlsTestPair pair(RSA_AES128, version);
    pair.server.clientAuthentication = policy;
    if (!key.empty())
    {
        pair.client.identities = {GetFamilyIdentity(key, PublicKeyType::RSA, true)};
    }
    return pair;
}

/// Clients that prove who they are.
class TlsClientProofTestCase : public TestCase
{
  public:
    TlsClientProofTestCase()
        : TestCase("A client proves itself with an RSA, DSA or ECDSA key in every version")
    {
    }

  private:
    void DoRun() override
    {
        for (const TlsVersion version : ALL_VERSIONS)
        {
            for (const std::string key : {"rsa:1024", "dsa:1024", "ecdsa:secp256r1"})
            {
                for (const auto policy :
                     {TlsClientAuthentication::REQUEST, TlsClientAuthentication::REQUIRE})
                {
                    Run(Pair(version, policy, key), key + " in " + ToString(version));
                }
            }
        }
        for (const uint16_t suite : {0xc02b, 0xc02f, 0x0033, 0x0032, 0x0030, 0xc004, 0xc030})
        {
            TlsTestPair pair(suite, TlsVersion::TLS_1_2);
            pair.server.clientAuthentication = TlsClientAuthentication::REQUIRE;
            pair.client.identities = {GetFamilyIdentity("rsa:1024", PublicKeyType::ECDSA, true)};
            Run(pair, FindCipherSuite(suite)->ianaName);
        }
        Choice();
        Resumed();
    }

    /**
     * @param pair what both are
     * @param name what is tried
     */
    void Run(const TlsTestPair& pair, const std::string& name)
    {
        TlsTestConnection connection(pair);
        NS_TEST_ASSERT_MSG_EQ(connection.IsEstablished(),
                              true,
                              name + ": " + connection.GetFailure());
        const std::vector<X509Certificate>& chain = connection.server.Get().GetSession().peerChain;
        NS_TEST_ASSERT_MSG_EQ(chain.size(), 1, name + ": the server knows the client");
        NS_TEST_EXPECT_MSG_EQ((chain[0].publicKey->type == KeyOf(pair)), true, name);
        for (const TlsTestEnd* end : {&connection.client, &connection.server})
        {
            NS_TEST_EXPECT_MSG_EQ(end->Count(TlsStep::CERTIFICATE_REQUEST), 1, name);
            NS_TEST_EXPECT_MSG_EQ(end->Count(TlsStep::CERTIFICATE_VERIFY), 1, name);
            NS_TEST_EXPECT_MSG_EQ(end->Count(TlsStep::CERTIFICATE_VERIFIED), 1, name);
            NS_TEST_EXPECT_MSG_EQ(end->isWorkInOrder, true, name);
        }
        NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, name);
    }

    /**
     * @param pair with an identity of the client
     * @return kind of its key
     */
    static PublicKeyType KeyOf(const TlsTestPair& pair)
    {
        return pair.client.identities[0].key->publicKey->type;
    }

    /// Among several identities, the first that the server takes.
    void Choice()
    {
        TlsTestPair pair = Pair(TlsVersion::TLS_1_2, TlsClientAuthentication::REQUIRE);
        pair.client.identities = {GetTestIdentities().alone,
                                  GetFamilyIdentity("dh:1024", PublicKeyType::RSA, true),
                                  GetFamilyIdentity("dsa:1024", PublicKeyType::RSA, true),
                                  GetFamilyIdentity("rsa:1024", PublicKeyType::RSA, true)};
        const TlsTestConnection dsa(pair);
        NS_TEST_ASSERT_MSG_EQ(dsa.IsEstablished(), true, dsa.GetFailure());
        NS_TEST_EXPECT_MSG_EQ(
            (dsa.server.Get().GetSession().peerChain[0].publicKey->type == PublicKeyType::DSA),
            true,
            "neither of an unknown authority nor one that cannot sign");
        pair.server.signatureSchemes = {SignatureScheme::RSA_PKCS1_SHA256};
        const TlsTestConnection rsa(pair);
        NS_TEST_ASSERT_MSG_EQ(rsa.IsEstablished(), true, rsa.GetFailure());
        NS_TEST_EXPECT_MSG_EQ(
            (rsa.server.Get().GetSession().peerChain[0].publicKey->type == PublicKeyType::RSA),
            true,
            "nor one whose algorithm the server does not take");
    }

    /// Who the client is belongs to the session.
    void Resumed()
    {
        for (const bool isTicket : {false, true})
        {
            TlsTestPair pair =
                Pair(TlsVersion::TLS_1_2, TlsClientAuthentication::REQUIRE, "rsa:1024");
            if (isTicket)
            {
                pair.UseTickets();
            }
            else
            {
                pair.KeepSessions();
            }
            const TlsTestConnection first(pair, "1");
            const TlsTestConnection next(pair, "2");
            NS_TEST_ASSERT_MSG_EQ(next.IsEstablished(), true, next.GetFailure());
            NS_TEST_EXPECT_MSG_EQ(next.server.Get().IsResumed(), true, "goes on");
            NS_TEST_EXPECT_MSG_EQ(next.server.Count(TlsStep::CERTIFICATE_REQUEST), 0, "not asked");
            NS_TEST_EXPECT_MSG_EQ(next.server.Get().GetSession().peerChain.size(), 1, "but known");
        }
    }
};

/// Clients that have no certificate.
class TlsNoClientCertificateTestCase : public TestCase
{
  public:
    TlsNoClientCertificateTestCase()
        : TestCase("A client without certificate goes on where it was asked, not where it must")
    {
    }

  private:
    void DoRun() override
    {
        for (const TlsVersion version : ALL_VERSIONS)
        {
            const bool isAlert = version == TlsVersion::SSL_3_0;
            TlsTestConnection asked(Pair(version, TlsClientAuthentication::REQUEST));
            NS_TEST_EXPECT_MSG_EQ(asked.IsEstablished(), true, asked.GetFailure());
            NS_TEST_EXPECT_MSG_EQ(asked.server.Get().GetSession().peerChain.size(), 0, "nobody");
            NS_TEST_EXPECT_MSG_EQ(asked.client.Count(TlsStep::CERTIFICATE_VERIFY), 0, "no proof");
            // RFC 6101, 5.6.6: a warning instead of an empty message.
            NS_TEST_EXPECT_MSG_EQ(asked.server.Count(TlsStep::ALERT), isAlert, "an alert or not");
            NS_TEST_EXPECT_MSG_EQ(FindAlert(asked.server),
                                  (isAlert ? "no_certificate" : ""),
                                  "which one");
            NS_TEST_EXPECT_MSG_EQ(asked.Transfer(), true, "data");

            const TlsTestConnection forced(Pair(version, TlsClientAuthentication::REQUIRE));
            NS_TEST_EXPECT_MSG_EQ(forced.GetAlert(), "handshake_failure", ToString(version));
            NS_TEST_EXPECT_MSG_EQ(forced.client.Get().IsEstablished(), false, "neither end");

            TlsTestPair foreign = Pair(version, TlsClientAuthentication::REQUIRE);
            foreign.client.identities = {GetTestIdentities().alone};
            NS_TEST_EXPECT_MSG_EQ(TlsTestConnection(foreign).GetAlert(),
                                  "handshake_failure",
                                  "one of an authority that was not named is not sent");
        }
        OutOfTurn();
        Anonymous();
    }

    /**
     * @param end has received it
     * @return name of the alert, empty when there was none
     */
    static std::string FindAlert(const TlsTestEnd& end)
    {
        for (const TlsEvent& event : end.events)
        {
            if (event.step == TlsStep::ALERT)
            {
                return event.detail;
            }
        }
        return "";
    }

    /// no_certificate where it has no place.
    void OutOfTurn()
    {
        for (const TlsVersion version : {TlsVersion::SSL_3_0, TlsVersion::TLS_1_0})
        {
            const TlsTestPair pair = Pair(version, TlsClientAuthentication::NONE);
            TlsTestEnd server(TlsRole::SERVER, pair.server, "s");
            TlsScriptedPeer client(TlsRole::CLIENT, pair.client);
            DriveTo(client, server, ServerState::EXPECT_CLIENT_KEY_EXCHANGE);
            client.SendRecord(TlsContentType::ALERT, Bytes{1, 41});
            client.Exchange(server);
            NS_TEST_EXPECT_MSG_EQ(server.AlertSent(), "unexpected_message", "to a server");
            TlsTestEnd end(TlsRole::CLIENT, pair.client, "c");
            end.Start();
            end.Receive(wire::FromHex("15030000020129"));
            NS_TEST_EXPECT_MSG_EQ(end.AlertSent(), "unexpected_message", "to a client");
        }
        const TlsTestPair pair = Pair(TlsVersion::TLS_1_0, TlsClientAuthentication::REQUEST);
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s");
        TlsScriptedPeer client(TlsRole::CLIENT, pair.client);
        DriveTo(client, server, ServerState::EXPECT_CERTIFICATE);
        client.SendRecord(TlsContentType::ALERT, Bytes{1, 41});
        client.Exchange(server);
        NS_TEST_EXPECT_MSG_EQ(server.AlertSent(), "unexpected_message", "TLS 1.0 has a message");
    }

    /// RFC 5246, 7.4.4: an anonymous server must not ask.
    void Anonymous()
    {
        TlsTestPair pair(0x0034, TlsVersion::TLS_1_2);
        pair.server.clientAuthentication = TlsClientAuthentication::REQUEST;
        const TlsTestConnection connection(pair);
        NS_TEST_EXPECT_MSG_EQ(connection.IsEstablished(), true, connection.GetFailure());
        NS_TEST_EXPECT_MSG_EQ(connection.client.Count(TlsStep::CERTIFICATE_REQUEST),
                              0,
                              "not asked");

        TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
        TlsScriptedPeer server(TlsRole::SERVER, pair.server);
        client.Start();
        DriveTo(server, client, ClientState::EXPECT_CERTIFICATE_REQUEST);
        server.SendCertificateRequest();
        server.Exchange(client);
        NS_TEST_EXPECT_MSG_EQ(client.AlertSent(), "handshake_failure", "but asks");
    }
};

/// Clients that do wrong.
class TlsWrongClientProofTestCase : public TestCase
{
  public:
    TlsWrongClientProofTestCase()
        : TestCase("A server refuses a client whose certificate or proof does not hold")
    {
    }

  private:
    void DoRun() override
    {
        for (const TlsVersion version : ALL_VERSIONS)
        {
            const bool isSsl = version == TlsVersion::SSL_3_0;
            const std::string name = ToString(version);
            for (const std::string key : {"rsa:1024", "dsa:1024", "ecdsa:secp256r1"})
            {
                const TlsIdentity& identity = GetFamilyIdentity(key, PublicKeyType::RSA, true);
                Verify(version, identity, {}, "none", name);
                Verify(
                    version,
                    identity,
                    [](Bytes& body) { body.back() ^= 1; },
                    isSsl ? "handshake_failure" : "decrypt_error",
                    name + ": wrong signature");
                Verify(
                    version,
                    identity,
                    [](Bytes& body) { body.pop_back(); },
                    isSsl ? "handshake_failure" : "decode_error",
                    name + ": cut");
                Verify(
                    version,
                    identity,
                    [](Bytes& body) { body.push_back(0); },
                    isSsl ? "handshake_failure" : "decode_error",
                    name + ": longer");
            }
            Verify(version,
                   GetTestIdentities().alone,
                   {},
                   isSsl ? "certificate_unknown" : "unknown_ca",
                   name + ": another authority");
            Verify(version,
                   GetFamilyIdentity("rsa:1024", PublicKeyType::RSA),
                   {},
                   "unsupported_certificate",
                   name + ": a server's");
            Verify(version,
                   GetFamilyIdentity("dh:1024", PublicKeyType::RSA, true),
                   {},
                   "unsupported_certificate",
                   name + ": cannot sign");
            TlsIdentity broken = GetFamilyIdentity("rsa:1024", PublicKeyType::RSA, true);
            broken.chain[0].back() ^= 1;
            Verify(version, broken, {}, "bad_certificate", name + ": tampered with");
            Skipped(version);
        }
        // The key of another certificate.
        TlsIdentity stolen = GetFamilyIdentity("rsa:1024", PublicKeyType::RSA, true);
        stolen.key = GetTestIdentities().alone.key;
        Verify(TlsVersion::TLS_1_2, stolen, {}, "decrypt_error", "another key");
        // An algorithm that the server did not ask for, and one of another key.
        for (const uint16_t scheme : {0x0101, 0x0403})
        {
            Verify(
                TlsVersion::TLS_1_2,
                GetFamilyIdentity("rsa:1024", PublicKeyType::RSA, true),
                [scheme](Bytes& body) {
                    body[0] = static_cast<uint8_t>(scheme >> 8);
                    body[1] = static_cast<uint8_t>(scheme);
                },
                "illegal_parameter",
                "another algorithm");
        }
    }

    /**
     * @param version the only one
     * @param identity of the client
     * @param change what is done to the Certificate Verify
     * @param alert expected
     * @param name what is tried
     */
    void Verify(TlsVersion version,
                const TlsIdentity& identity,
                const std::function<void(Bytes&)>& change,
                const std::string& alert,
                const std::string& name)
    {
        TlsTestPair pair = Pair(version, TlsClientAuthentication::REQUEST);
        pair.client.identities = {identity};
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s");
        TlsScriptedPeer peer(TlsRole::CLIENT, pair.client);
        DriveTo(peer, server, ServerState::EXPECT_CLIENT_KEY_EXCHANGE);
        if (!server.Get().IsFinished())
        {
            peer.SendClientKeyExchange();
            peer.SendCertificateVerify(change);
            peer.SendChangeCipherSpec();
            peer.SendFinished();
            peer.Exchange(server);
        }
        NS_TEST_EXPECT_MSG_EQ(server.AlertSent(), alert, name);
        NS_TEST_EXPECT_MSG_EQ(server.Get().IsEstablished(), (alert == "none"), name);
    }

    /// @param version in which a client sends a certificate and no proof
    void Skipped(TlsVersion version)
    {
        const TlsTestPair pair = Pair(version, TlsClientAuthentication::REQUEST, "rsa:1024");
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s");
        TlsScriptedPeer peer(TlsRole::CLIENT, pair.client);
        DriveTo(peer, server, ServerState::EXPECT_CERTIFICATE_VERIFY);
        peer.SendChangeCipherSpec();
        peer.SendFinished();
        peer.Exchange(server);
        NS_TEST_EXPECT_MSG_EQ(server.AlertSent(), "unexpected_message", "no proof");
    }
};

/// The suite.
class TlsClientAuthenticationTestSuite : public TestSuite
{
  public:
    TlsClientAuthenticationTestSuite()
        : TestSuite("tls-spdy-client-authentication", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsClientProofTestCase);
        AddTestCase(new TlsNoClientCertificateTestCase);
        AddTestCase(new TlsWrongClientProofTestCase);
    }
};

/// Registers the suite.
TlsClientAuthenticationTestSuite g_tlsClientAuthenticationTestSuite;

} // namespace
