/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-drive.h"
#include "tls-engine-test-family.h"

#include "ns3/test.h"

#include <algorithm>
#include <set>

using namespace ns3;
using namespace ns3::tls;

namespace
{

/// A suite of every version.
constexpr uint16_t RSA_AES128 = 0x002f;
/// Another.
constexpr uint16_t RSA_AES256 = 0x0035;
/// Seconds for which the caches and tickets of the tests are good.
constexpr int64_t LIFETIME = 3600;

/**
 * @param connection has established
 * @return whether both ends went on with an earlier session
 */
bool
IsResumed(const TlsTestConnection& connection)
{
    return connection.client.Get().IsResumed() && connection.server.Get().IsResumed();
}

/// A test of sessions that go on.
class TlsResumptionTestCase : public TestCase
{
  public:
    /// @param title a sentence
    explicit TlsResumptionTestCase(const std::string& title)
        : TestCase(title)
    {
    }

  protected:
    /**
     * One session, its first connection and several that go on with it.
     * @param pair what both ends are
     * @param name what is tried
     */
    void RunMany(const TlsTestPair& pair, const std::string& name)
    {
        TlsTestConnection first(pair, "0");
        NS_TEST_ASSERT_MSG_EQ(first.IsEstablished(), true, name + ": " + first.GetFailure());
        NS_TEST_EXPECT_MSG_EQ(IsResumed(first), false, name + ": the first is a full one");
        NS_TEST_EXPECT_MSG_EQ(first.Transfer(), true, name);
        std::set<Bytes> records;
        std::set<std::string> keyLogs;
        for (const std::string seed : {"1", "2", "3"})
        {
            TlsTestConnection next(pair, seed);
            NS_TEST_ASSERT_MSG_EQ(next.IsEstablished(), true, name + ": " + next.GetFailure());
            NS_TEST_ASSERT_MSG_EQ(IsResumed(next), true, name + ": goes on");
            for (const TlsTestEnd* end : {&next.client, &next.server})
            {
                const TlsSession& session = end->Get().GetSession();
                const TlsSession& original = first.client.Get().GetSession();
                NS_TEST_EXPECT_MSG_EQ((session.masterSecret == original.masterSecret),
                                      true,
                                      name + ": one secret for all");
                NS_TEST_EXPECT_MSG_EQ(session.cipherSuite, original.cipherSuite, name);
                NS_TEST_EXPECT_MSG_EQ(end->Count(TlsStep::CERTIFICATE), 0, name + ": no chain");
                NS_TEST_EXPECT_MSG_EQ(end->Count(CryptoOperation::RSA_DECRYPT), 0, name);
                NS_TEST_EXPECT_MSG_EQ(end->Count(CryptoOperation::AGREE), 0, name);
                NS_TEST_EXPECT_MSG_EQ(end->isWorkInOrder, true, name);
            }
            keyLogs.insert(next.client.keyLog.at(0));
            records.insert(next.client.Get().GetSession().sessionId);
            NS_TEST_EXPECT_MSG_EQ(next.Transfer(), true, name + ": data");
            records.insert(next.client.Write(ToBytes("the same")));
        }
        NS_TEST_EXPECT_MSG_EQ(keyLogs.size(), 3, name + ": a random for each");
        NS_TEST_EXPECT_MSG_GT(records.size(), 3, name + ": other keys for each");
    }
};

/// By the id of the session.
class TlsSessionIdTestCase : public TlsResumptionTestCase
{
  public:
    TlsSessionIdTestCase()
        : TlsResumptionTestCase(
              "A session goes on by its id over many connections in every version")
    {
    }

  private:
    void DoRun() override
    {
        for (const TlsVersion version : ALL_VERSIONS)
        {
            for (const uint16_t suite : {RSA_AES128, uint16_t{0x0005}, uint16_t{0x0033}})
            {
                TlsTestPair pair(suite, version);
                pair.KeepSessions();
                RunMany(pair, std::to_string(suite) + " " + ToString(version));
                NS_TEST_EXPECT_MSG_EQ(pair.server.sessionCache->GetSize(), 1, "one session");
            }
        }
        Options();
        Protocols();
    }

    /// What else belongs to a connection or to a session.
    void Options()
    {
        for (const uint16_t suite : {0xc02f, 0xc013, 0xcca8})
        {
            TlsTestPair pair(suite, TlsVersion::TLS_1_2);
            pair.KeepSessions();
            pair.client.usesDeflate = true;
            pair.server.usesDeflate = true;
            RunMany(pair, "compressed " + std::to_string(suite));
            pair.client.usesExtendedMasterSecret = false;
            pair.KeepSessions();
            RunMany(pair, "without extended master secret");
            pair.client.encryptsThenMacs = false;
            TlsTestConnection other(pair, "MAC first now");
            NS_TEST_EXPECT_MSG_EQ(IsResumed(other), true, "the order is the connection's");
            NS_TEST_EXPECT_MSG_EQ(other.Transfer(), true, "and both keep to it");
        }
    }

    /// Each connection has its own application protocol (RFC 7301, 3.1).
    void Protocols()
    {
        TlsTestPair pair(RSA_AES128, TlsVersion::TLS_1_2);
        pair.KeepSessions();
        pair.client.npn = {"spdy/3.1"};
        pair.server.npn = {"spdy/3.1"};
        RunMany(pair, "NPN");
        pair.client.alpn = {"http/1.1"};
        pair.server.alpn = {"http/1.1"};
        const TlsTestConnection other(pair);
        NS_TEST_EXPECT_MSG_EQ(IsResumed(other), true, "goes on");
        NS_TEST_EXPECT_MSG_EQ(other.server.Get().GetSession().GetProtocol(), "http/1.1", "ALPN");
    }
};

/// By a ticket.
class TlsTicketTestCase : public TlsResumptionTestCase
{
  public:
    TlsTicketTestCase()
        : TlsResumptionTestCase("A session goes on by its ticket where there are extensions")
    {
    }

  private:
    void DoRun() override
    {
        for (const TlsVersion version :
             {TlsVersion::TLS_1_0, TlsVersion::TLS_1_1, TlsVersion::TLS_1_2})
        {
            TlsTestPair pair(RSA_AES128, version);
            pair.UseTickets();
            RunMany(pair, std::string("ticket ") + ToString(version));
        }
        Ssl3();
        Foreign();
        TlsTestPair expired(RSA_AES128, TlsVersion::TLS_1_2);
        expired.UseTickets();
        expired.client.sessionCache = std::make_shared<TlsSessionCache>(1, 2 * LIFETIME);
        TlsTestConnection first(expired, "1");
        NS_TEST_EXPECT_MSG_EQ(
            IsResumed(TlsTestConnection(expired, "2", TEST_HOST, TEST_DATE + LIFETIME - 1)),
            true,
            "in time");
        NS_TEST_EXPECT_MSG_EQ(
            IsResumed(TlsTestConnection(expired, "3", TEST_HOST, TEST_DATE + LIFETIME)),
            false,
            "too late");
    }

    /// A client that would take tickets, and a server that has chosen SSL 3.0.
    void Ssl3()
    {
        TlsTestPair pair(RSA_AES128, TlsVersion::SSL_3_0);
        pair.UseTickets();
        pair.client.maxVersion = TlsVersion::TLS_1_2;
        for (const std::string seed : {"1", "2"})
        {
            TlsTestConnection connection(pair, seed);
            NS_TEST_EXPECT_MSG_EQ(connection.IsEstablished(), true, connection.GetFailure());
            NS_TEST_EXPECT_MSG_EQ(connection.server.Count(TlsStep::NEW_SESSION_TICKET), 0, "none");
            NS_TEST_EXPECT_MSG_EQ(IsResumed(connection), false, "nothing to go on with");
        }
    }

    /// A ticket that another server protected is passed over, and replaced.
    void Foreign()
    {
        TlsTestPair pair(RSA_AES128, TlsVersion::TLS_1_2);
        pair.UseTickets("one server");
        TlsTestConnection first(pair, "1");
        TlsTestPair other = pair;
        CryptoppRandomSource random(ToBytes("another server"));
        other.server.ticketKeys = std::make_shared<TlsTicketKeys>(random, LIFETIME);
        TlsTestConnection second(other, "2");
        NS_TEST_EXPECT_MSG_EQ(second.IsEstablished(), true, second.GetFailure());
        NS_TEST_EXPECT_MSG_EQ(second.client.Count(TlsStep::SESSION_FOUND), 1, "it was offered");
        NS_TEST_EXPECT_MSG_EQ(IsResumed(second), false, "another server's ticket");
        NS_TEST_EXPECT_MSG_EQ(IsResumed(TlsTestConnection(other, "3")), true, "the new ticket");
    }
};

/// A server that must not go on.
class TlsResumptionRefusedTestCase : public TlsResumptionTestCase
{
  public:
    TlsResumptionRefusedTestCase()
        : TlsResumptionTestCase("A server begins anew when suite, version, age or name do not fit")
    {
    }

  private:
    /**
     * @param pair what both ends are; the client's sessions are kept for longer
     * @return with one session
     */
    static TlsTestPair WithSession(TlsTestPair pair)
    {
        pair.KeepSessions();
        pair.client.sessionCache = std::make_shared<TlsSessionCache>(10, 10 * LIFETIME);
        const TlsTestConnection first(pair, "first");
        return pair;
    }

    /**
     * @param pair what both ends are now
     * @param isResumed whether the session goes on
     * @param what is different
     * @param date that both clocks show
     */
    void Check(const TlsTestPair& pair,
               bool isResumed,
               const std::string& what,
               int64_t date = TEST_DATE)
    {
        TlsTestConnection next(pair, "next", TEST_HOST, date);
        NS_TEST_EXPECT_MSG_EQ(next.IsEstablished(), true, what + ": " + next.GetFailure());
        NS_TEST_EXPECT_MSG_EQ(next.client.Count(TlsStep::SESSION_FOUND), 1, what + ": offered");
        NS_TEST_EXPECT_MSG_EQ(IsResumed(next), isResumed, what);
        NS_TEST_EXPECT_MSG_EQ(next.Transfer(), true, what);
    }

    void DoRun() override
    {
        TlsTestPair both(RSA_AES128, TlsVersion::TLS_1_2);
        both.SetVersions(TlsVersion::TLS_1_0, TlsVersion::TLS_1_2);
        for (TlsConfig* config : {&both.client, &both.server})
        {
            config->cipherSuites = {RSA_AES128, RSA_AES256};
        }
        TlsTestPair pair = WithSession(both);
        Check(pair, true, "as before");
        pair.server.cipherSuites = {RSA_AES256};
        Check(pair, false, "the server lost the suite");

        pair = WithSession(both);
        pair.server.maxVersion = TlsVersion::TLS_1_1;
        Check(pair, false, "the server lost the version");

        pair = WithSession(both);
        Check(pair, true, "in time", TEST_DATE + LIFETIME - 1);
        Check(pair, false, "expired", TEST_DATE + LIFETIME);

        pair = WithSession(both);
        pair.server.sessionCache = std::make_shared<TlsSessionCache>(10, LIFETIME);
        Check(pair, false, "the server forgot it");

        pair = WithSession(both);
        pair.server.clientAuthentication = TlsClientAuthentication::REQUIRE;
        pair.client.identities = {GetFamilyIdentity("rsa:1024", PublicKeyType::RSA, true)};
        Check(pair, false, "the client is to be known now");
        Check(pair, true, "and then it is");
        Scripted(both);
    }

    /// @param both what both ends are
    void Scripted(const TlsTestPair& both)
    {
        using H = TlsClientHello;
        const auto offer = [&](const std::function<void(H&)>& change, const std::string& what) {
            TlsTestPair pair = WithSession(both);
            const Bytes id = pair.client.sessionCache->Find(TEST_HOST, TEST_DATE)->sessionId;
            TlsTestEnd server(TlsRole::SERVER, pair.server, "s");
            pair.client.sessionCache = nullptr;
            TlsScriptedPeer peer(TlsRole::CLIENT, pair.client);
            peer.SendClientHello([&](H& hello) {
                hello.sessionId = id;
                change(hello);
            });
            server.Receive(peer.Take());
            NS_TEST_EXPECT_MSG_EQ(server.AlertSent(), "none", what);
            NS_TEST_EXPECT_MSG_EQ(server.Count(TlsStep::SESSION_FOUND), 0, what);
            NS_TEST_EXPECT_MSG_EQ(server.Count(TlsStep::SESSION_ID_GIVEN), 1, what + ": new id");
            NS_TEST_EXPECT_MSG_EQ(server.Count(TlsStep::SERVER_HELLO_DONE), 1, what + ": in full");
        };
        offer([](H& hello) { hello.cipherSuites = {RSA_AES256}; }, "the client lost the suite");
        offer([](H& hello) { hello.clientVersion = 0x0302; }, "the client lost the version");
        offer([](H& hello) { hello.sessionId.pop_back(); }, "a shorter id");
        offer([](H& hello) { hello.sessionId.back() ^= 1; }, "another id");
        offer(
            [](H& hello) {
                TlsExtensionList list;
                list.Add(TlsExtensionType::SERVER_NAME, EncodeServerName("other.example.com"));
                hello.extensions = list;
            },
            "another name");
    }
};

/// RFC 7627, 5.3.
class TlsResumptionSecretTestCase : public TlsResumptionTestCase
{
  public:
    TlsResumptionSecretTestCase()
        : TlsResumptionTestCase("A session goes on only with the same use of the extended secret")
    {
    }

  private:
    void DoRun() override
    {
        ToServer(true, false, "handshake_failure", false);
        ToServer(false, true, "none", false);
        ToServer(true, true, "none", true);
        ToServer(false, false, "none", true);
        ToClient();
    }

    /**
     * @param hadIt whether the session has an extended master secret
     * @param offersIt whether the client offers it now
     * @param alert of the server
     * @param isResumed whether the session goes on
     */
    void ToServer(bool hadIt, bool offersIt, const std::string& alert, bool isResumed)
    {
        TlsTestPair pair(RSA_AES128, TlsVersion::TLS_1_2);
        pair.KeepSessions();
        pair.client.usesExtendedMasterSecret = hadIt;
        const TlsTestConnection first(pair, "first");
        const Bytes id = first.client.Get().GetSession().sessionId;
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s");
        pair.client.sessionCache = nullptr;
        pair.client.usesExtendedMasterSecret = offersIt;
        TlsScriptedPeer peer(TlsRole::CLIENT, pair.client);
        peer.SendClientHello([&](TlsClientHello& hello) { hello.sessionId = id; });
        server.Receive(peer.Take());
        NS_TEST_EXPECT_MSG_EQ(server.AlertSent(), alert, "the alert");
        NS_TEST_EXPECT_MSG_EQ(server.Count(TlsStep::SESSION_FOUND), isResumed, "goes on");
    }

    /// A server that resumes without it.
    void ToClient()
    {
        TlsTestPair pair(RSA_AES128, TlsVersion::TLS_1_2);
        pair.KeepSessions();
        const TlsTestConnection first(pair, "first");
        TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
        TlsScriptedPeer peer(TlsRole::SERVER, pair.server);
        peer.Receive(client.Start());
        peer.SendServerHello(
            [&](TlsServerHello& hello) { hello.sessionId = peer.clientHello.sessionId; });
        peer.Exchange(client);
        NS_TEST_EXPECT_MSG_EQ(client.AlertSent(), "handshake_failure", "it left it out");

        // A session without it is offered with it, and another one begins where the server has it.
        pair.KeepSessions();
        pair.client.usesExtendedMasterSecret = false;
        const TlsTestConnection weak(pair, "weak");
        pair.client.usesExtendedMasterSecret = true;
        const TlsTestConnection next(pair, "next");
        NS_TEST_EXPECT_MSG_EQ(next.client.Count(TlsStep::SESSION_FOUND), 1, "offered");
        NS_TEST_EXPECT_MSG_EQ(next.server.Count(TlsStep::SESSION_FOUND), 0, "not taken");
        NS_TEST_EXPECT_MSG_EQ(next.IsEstablished(), true, next.GetFailure());
    }
};

/// A server that resumes what was not offered.
class TlsResumptionByServerTestCase : public TlsResumptionTestCase
{
  public:
    TlsResumptionByServerTestCase()
        : TlsResumptionTestCase("A client refuses a session that goes on as another")
    {
    }

  private:
    void DoRun() override
    {
        using H = TlsServerHello;
        Check("illegal_parameter", "suite", [](H& h) { h.cipherSuite = RSA_AES256; });
        Check("protocol_version", "version", [](H& h) { h.serverVersion = 0x0302; });
        Check("illegal_parameter", "compression", [](H& h) { h.compressionMethod = 1; });
        Check("none", "as offered", [](H&) {});
        Dropped();
    }

    /**
     * @param alert expected
     * @param what is different
     * @param change what is done to the Server Hello
     */
    void Check(const std::string& alert,
               const std::string& what,
               const std::function<void(TlsServerHello&)>& change)
    {
        TlsTestPair pair(RSA_AES128, TlsVersion::TLS_1_2);
        pair.KeepSessions();
        pair.client.usesExtendedMasterSecret = false;
        pair.client.cipherSuites = {RSA_AES128, RSA_AES256};
        pair.client.minVersion = TlsVersion::TLS_1_0;
        pair.client.usesDeflate = true;
        const TlsTestConnection first(pair, "first");
        TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
        TlsScriptedPeer peer(TlsRole::SERVER, pair.server);
        peer.Receive(client.Start());
        peer.SendServerHello([&](TlsServerHello& hello) {
            hello.sessionId = peer.clientHello.sessionId;
            change(hello);
        });
        if (alert == "none")
        {
            peer.Resume(first.server.Get().GetSession());
            peer.SendChangeCipherSpec();
            peer.SendFinished();
        }
        peer.Exchange(client);
        NS_TEST_EXPECT_MSG_EQ(client.AlertSent(), alert, what);
        NS_TEST_EXPECT_MSG_EQ(client.Get().IsEstablished(), (alert == "none"), what);
        NS_TEST_EXPECT_MSG_EQ(peer.isFinishedRight, (alert == "none"), what);
    }

    /// A session that met a fatal alert must not go on (RFC 5246, 7.2.2).
    void Dropped()
    {
        TlsTestPair pair(RSA_AES128, TlsVersion::TLS_1_2);
        pair.KeepSessions();
        TlsTestConnection first(pair, "first");
        NS_TEST_EXPECT_MSG_EQ(pair.server.sessionCache->GetSize(), 1, "kept");
        NS_TEST_EXPECT_MSG_EQ(pair.client.sessionCache->GetSize(), 1, "kept");
        Bytes record = first.client.Write(ToBytes("data"));
        record.back() ^= 1;
        Pump(first.client, first.server, record);
        NS_TEST_EXPECT_MSG_EQ(first.GetAlert(), "bad_record_mac", "the alert");
        NS_TEST_EXPECT_MSG_EQ(pair.server.sessionCache->GetSize(), 0, "dropped who sent it");
        NS_TEST_EXPECT_MSG_EQ(pair.client.sessionCache->GetSize(), 0, "dropped who got it");
        const TlsTestConnection closed(pair, "closed");
        NS_TEST_EXPECT_MSG_EQ(IsResumed(closed), false, "nothing to go on with");
    }
};

/// The suite.
class TlsResumptionTestSuite : public TestSuite
{
  public:
    TlsResumptionTestSuite()
        : TestSuite("tls-spdy-resumption", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsSessionIdTestCase);
        AddTestCase(new TlsTicketTestCase);
        AddTestCase(new TlsResumptionRefusedTestCase);
        AddTestCase(new TlsResumptionSecretTestCase);
        AddTestCase(new TlsResumptionByServerTestCase);
    }
};

/// Registers the suite.
TlsResumptionTestSuite g_tlsResumptionTestSuite;

} // namespace
