/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-family.h"

#include "ns3/ocsp-response.h"
#include "ns3/test.h"
#include "ns3/tls-handshake-buffer.h"

#include <algorithm>

using namespace ns3;
using namespace ns3::tls;

namespace
{

constexpr uint16_t AES_128_GCM = 0x1301;
constexpr uint16_t AES_256_GCM = 0x1302;

/// @return two ends that have TLS 1.3 alone
TlsTestPair
Pair13()
{
    TlsTestPair pair(AES_128_GCM, TlsVersion::TLS_1_3);
    pair.SetGroup(NamedGroup::X25519);
    return pair;
}

/**
 * @param end of a connection
 * @param label of a key log line
 * @return how many lines have it
 */
size_t
CountLines(const TlsTestEnd& end, const std::string& label)
{
    return std::count_if(end.keyLog.begin(), end.keyLog.end(), [&label](const std::string& line) {
        return line.rfind(label + " ", 0) == 0;
    });
}

/// What all cases look at.
class Tls13TestCase : public TestCase
{
  protected:
    /// @param title of the case
    explicit Tls13TestCase(const std::string& title)
        : TestCase(title)
    {
    }

    /**
     * Data goes both ways, exports are alike, both ends close.
     * @param connection after its handshake
     * @param name for the message
     */
    void CheckUse(TlsTestConnection& connection, const std::string& name)
    {
        NS_TEST_ASSERT_MSG_EQ(connection.IsEstablished(),
                              true,
                              name + ": " + connection.GetFailure());
        const auto& client = connection.client.Get();
        const auto& server = connection.server.Get();
        NS_TEST_EXPECT_MSG_EQ((client.GetSession().version == TlsVersion::TLS_1_3), true, name);
        NS_TEST_EXPECT_MSG_EQ(client.IsResumed(), server.IsResumed(), name);
        NS_TEST_EXPECT_MSG_EQ((client.GetSession().alpn == server.GetSession().alpn), true, name);
        const Bytes exported = client.Export("a label", ByteView(), 40);
        NS_TEST_EXPECT_MSG_EQ(exported.size(), 40, name);
        NS_TEST_EXPECT_MSG_EQ((exported == server.Export("a label", std::nullopt, 40)), true, name);
        NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, name);
        NS_TEST_EXPECT_MSG_EQ((connection.client.isWorkInOrder && connection.server.isWorkInOrder),
                              true,
                              name);
        NS_TEST_EXPECT_MSG_EQ(connection.Close(), true, name);
    }
};

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
            TlsTestPair pair = Pair13();
            pair.SetGroup(group);
            pair.client.tls13.keyShares = {group};
            Run(pair, ToString(group));
        }
        for (const std::string key :
             {"rsa:1024", "ecdsa:secp256r1", "ecdsa:secp384r1", "ecdsa:secp521r1", "ed25519"})
        {
            TlsTestPair pair = Pair13();
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
                TlsTestPair pair = Pair13();
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
        TlsTestPair none = Pair13();
        none.client.tls13.keyShares.clear();
        Run(none, true, "no share at all");
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

/// Tickets and keys given beforehand.
class TlsPsk13TestCase : public Tls13TestCase
{
  public:
    TlsPsk13TestCase()
        : Tls13TestCase("Sessions go on by ticket, alone and with a fresh key exchange; keys given "
                        "beforehand serve too")
    {
    }

  private:
    void DoRun() override
    {
        for (const auto& modes : MODES)
        {
            TlsTestPair sealed = Pair13();
            sealed.UseTickets();
            CheckResumption(sealed, modes, "sealed");
            TlsTestPair kept = Pair13();
            kept.KeepSessions();
            CheckResumption(kept, modes, "kept");
            CheckExternal(modes);
        }
        CheckNoResumption();
        CheckSingleUse();
    }

    const std::vector<std::vector<TlsPskKeyExchangeMode>> MODES{
        {TlsPskKeyExchangeMode::PSK_DHE_KE},
        {TlsPskKeyExchangeMode::PSK_KE},
        {TlsPskKeyExchangeMode::PSK_KE, TlsPskKeyExchangeMode::PSK_DHE_KE}};

    /**
     * @param pair both ends, which keep sessions
     * @param modes in which keys are used
     * @param name for the message
     */
    void CheckResumption(TlsTestPair pair,
                         const std::vector<TlsPskKeyExchangeMode>& modes,
                         const std::string& name)
    {
        pair.client.tls13.pskModes = modes;
        pair.server.tls13.pskModes = modes;
        pair.client.identities = {GetFamilyIdentity("ecdsa:secp256r1", PublicKeyType::RSA, true)};
        pair.server.clientAuthentication = TlsClientAuthentication::REQUIRE;
        TlsTestConnection first(pair);
        NS_TEST_EXPECT_MSG_EQ(first.client.Count(TlsStep::NEW_SESSION_TICKET), 1, name);
        CheckUse(first, name);
        for (int i = 0; i < 2; ++i)
        {
            TlsTestConnection next(pair, "next");
            CheckUse(next, name);
            NS_TEST_EXPECT_MSG_EQ(next.client.Get().IsResumed(), true, name);
            NS_TEST_EXPECT_MSG_EQ(next.client.Count(CryptoOperation::AGREE),
                                  (modes[0] == TlsPskKeyExchangeMode::PSK_KE ? 0 : 1),
                                  name);
            NS_TEST_EXPECT_MSG_EQ(next.client.Count(CryptoOperation::VERIFY), 0, name);
            // The chains of the first handshake are those of the session.
            NS_TEST_EXPECT_MSG_EQ(next.server.Get().GetSession().peerChain.size(), 1, name);
            NS_TEST_EXPECT_MSG_EQ(next.client.Get().GetSession().peerChain.size(), 1, name);
        }
    }

    /// @param modes in which keys are used
    void CheckExternal(const std::vector<TlsPskKeyExchangeMode>& modes)
    {
        for (const HashAlgorithm hash : {HashAlgorithm::SHA256, HashAlgorithm::SHA384})
        {
            TlsExternalPsk psk;
            psk.identity = ToBytes("a name");
            psk.key = ToBytes("a key that both have");
            psk.hash = hash;
            TlsTestPair pair = Pair13();
            pair.client.cipherSuites = {AES_128_GCM, AES_256_GCM};
            pair.server.cipherSuites = {AES_128_GCM, AES_256_GCM};
            pair.client.tls13.pskModes = modes;
            pair.server.tls13.pskModes = modes;
            pair.client.tls13.externalPsks = {psk};
            pair.server.tls13.externalPsks = {psk};
            pair.server.identities.clear();
            NS_TEST_EXPECT_MSG_EQ(pair.server.Validate(TlsRole::SERVER), "", "without certificate");
            TlsTestConnection connection(pair);
            CheckUse(connection, ToString(hash));
            NS_TEST_EXPECT_MSG_EQ(connection.client.Get().IsResumed(),
                                  false,
                                  "a key is no session");
            NS_TEST_EXPECT_MSG_EQ(connection.client.Count(TlsStep::CERTIFICATE), 0, "none");

            pair.server.tls13.externalPsks[0].key.push_back(0);
            NS_TEST_EXPECT_MSG_EQ(TlsTestConnection(pair).GetAlert(),
                                  "decrypt_error",
                                  "the binder");
        }
    }

    /// What does not go on begins anew.
    void CheckNoResumption()
    {
        TlsTestPair pair = Pair13();
        pair.UseTickets();
        pair.SetVersions(TlsVersion::TLS_1_2, TlsVersion::TLS_1_3);
        pair.client.cipherSuites = {AES_128_GCM, AES_256_GCM, 0xc02f};
        pair.server.cipherSuites = pair.client.cipherSuites;
        TlsTestConnection first(pair);
        const auto refuses = [&](const char* what, const TlsTestPair& changed, int64_t date) {
            const TlsTestConnection next(changed, what, TEST_HOST, date);
            NS_TEST_EXPECT_MSG_EQ(next.IsEstablished(), true, what + next.GetFailure());
            NS_TEST_EXPECT_MSG_EQ(next.server.Get().IsResumed(), false, what);
            pair.client.sessionCache->Store(TEST_HOST, m_session);
        };
        m_session = pair.client.sessionCache->Find(TEST_HOST, TEST_DATE);
        NS_TEST_ASSERT_MSG_EQ((m_session != nullptr), true, "a ticket came");

        TlsTestPair changed = pair;
        changed.UseTickets("another server's keys");
        changed.client.sessionCache = pair.client.sessionCache;
        refuses("another server's ticket", changed, TEST_DATE);
        refuses("too old a ticket", pair, TEST_DATE + 3601);
        changed = pair;
        changed.server.cipherSuites = {AES_256_GCM};
        refuses("another hash", changed, TEST_DATE);
        changed = pair;
        changed.client.cipherSuites = {AES_256_GCM};
        refuses("a suite that the client has no more", changed, TEST_DATE);
        changed = pair;
        changed.client.tls13.pskModes = {TlsPskKeyExchangeMode::PSK_KE};
        refuses("no mode in common", changed, TEST_DATE);
        changed = pair;
        changed.server.maxVersion = TlsVersion::TLS_1_2;
        refuses("an earlier version", changed, TEST_DATE);
        changed = pair;
        changed.client.maxVersion = TlsVersion::TLS_1_2;
        refuses("an earlier version at the client", changed, TEST_DATE);
    }

    /// A ticket out of a cache serves once.
    void CheckSingleUse()
    {
        TlsTestPair pair = Pair13();
        pair.KeepSessions();
        const TlsTestConnection first(pair);
        const TlsSessionPtr session = pair.client.sessionCache->Find(TEST_HOST, TEST_DATE);
        const TlsTestConnection second(pair, "2");
        NS_TEST_EXPECT_MSG_EQ(second.client.Get().IsResumed(), true, "once");
        pair.client.sessionCache->Store(TEST_HOST, session);
        const TlsTestConnection third(pair, "3");
        NS_TEST_EXPECT_MSG_EQ(third.IsEstablished(), true, "a handshake");
        NS_TEST_EXPECT_MSG_EQ(third.client.Get().IsResumed(), false, "not twice");
    }

    TlsSessionPtr m_session; //!< of the first connection
};

/// Early data.
class TlsEarlyDataTestCase : public Tls13TestCase
{
  public:
    TlsEarlyDataTestCase()
        : Tls13TestCase("Early data arrives once: at once where it is taken, after the handshake "
                        "where it is not")
    {
    }

  private:
    void DoRun() override
    {
        using P = TlsTestPair;
        Run("taken", true, [](P&, P&) {});
        Run("taken with freshness alone", true, [](P& first, P& next) {
            first.server.tls13.antiReplay = TlsAntiReplay::FRESHNESS;
            next.server.tls13.antiReplay = TlsAntiReplay::FRESHNESS;
        });
        Run("no early data at the server", false, [](P&, P& next) {
            next.server.tls13.maxEarlyData = 0;
        });
        Run("another share", false, [](P&, P& next) {
            next.client.tls13.keyShares = {NamedGroup::SECP256R1};
            next.client.groups = {NamedGroup::SECP256R1, NamedGroup::X25519};
        });
        Run("another suite", false, [](P&, P& next) { next.server.cipherSuites = {0x1303}; });
        Run("a ticket that is not known any more", false, [](P&, P& next) {
            next.server.sessionCache = std::make_shared<TlsSessionCache>(100, 3600);
        });
        RunWithDates("sent too late", 0, 60, false);
        RunWithDates("in the window", 0, 9, true);
        CheckReplay();
        CheckProtocols();
        CheckLimit();
    }

    /// What a change does to the pairs of both connections.
    using Change = std::function<void(TlsTestPair&, TlsTestPair&)>;

    /// @return two ends that use early data
    static TlsTestPair PairWithEarlyData()
    {
        TlsTestPair pair = Pair13();
        pair.client.cipherSuites = {AES_128_GCM, 0x1303};
        pair.server.cipherSuites = {AES_128_GCM, 0x1303};
        pair.KeepSessions();
        pair.client.tls13.sendsEarlyData = true;
        pair.server.tls13.maxEarlyData = 16384;
        return pair;
    }

    /**
     * @param name for the message
     * @param isTaken whether the server is to take early data
     * @param change of both connections
     */
    void Run(const std::string& name, bool isTaken, const Change& change)
    {
        TlsTestPair first = PairWithEarlyData();
        TlsTestPair next = first;
        change(first, next);
        const TlsTestConnection before(first);
        NS_TEST_ASSERT_MSG_EQ(before.IsEstablished(), true, name);
        Check(name, isTaken, next, TEST_DATE, TEST_DATE);
    }

    /**
     * @param name for the message
     * @param clientLater seconds after the first connection, by the client's clock
     * @param serverLater the same by the server's clock
     * @param isTaken whether the server is to take early data
     */
    void RunWithDates(const std::string& name,
                      int64_t clientLater,
                      int64_t serverLater,
                      bool isTaken)
    {
        const TlsTestPair pair = PairWithEarlyData();
        const TlsTestConnection before(pair);
        Check(name, isTaken, pair, TEST_DATE + clientLater, TEST_DATE + serverLater);
    }

    /**
     * @param name for the message
     * @param isTaken whether the server is to take early data
     * @param pair both ends
     * @param clientDate by the client's clock
     * @param serverDate by the server's clock
     */
    void Check(const std::string& name,
               bool isTaken,
               const TlsTestPair& pair,
               int64_t clientDate,
               int64_t serverDate)
    {
        TlsTestEnd client(TlsRole::CLIENT, pair.client, "c2", TEST_HOST, clientDate);
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s2", "", serverDate);
        const Bytes request = ToBytes("GET / early");
        Bytes flight = client.Start();
        NS_TEST_ASSERT_MSG_EQ(client.Get().GetEarlyDataLimit(), 16384, name);
        Append(flight, client.WriteEarly(request));
        NS_TEST_EXPECT_MSG_EQ(client.Get().GetEarlyDataLimit(), 16384 - request.size(), name);
        Bytes answer = server.Receive(flight);
        NS_TEST_EXPECT_MSG_EQ((server.app == request), isTaken, name);
        NS_TEST_EXPECT_MSG_EQ(server.Get().IsEstablished(), false, name);
        NS_TEST_EXPECT_MSG_EQ(server.Get().CanSend(), isTaken, name);
        if (isTaken)
        {
            Append(answer, server.Write(ToBytes("a reply")));
        }
        Pump(server, client, answer);
        NS_TEST_ASSERT_MSG_EQ(server.Get().IsEstablished(),
                              true,
                              name + client.Get().GetFailure() + server.Get().GetFailure());
        NS_TEST_EXPECT_MSG_EQ(client.Get().IsEarlyDataAccepted(), isTaken, name);
        NS_TEST_EXPECT_MSG_EQ(server.Get().IsEarlyDataAccepted(), isTaken, name);
        NS_TEST_EXPECT_MSG_EQ((server.app == request), true, name + ": once, in the end");
        NS_TEST_EXPECT_MSG_EQ((client.app == (isTaken ? ToBytes("a reply") : Bytes{})), true, name);
        NS_TEST_EXPECT_MSG_EQ(CountLines(client, "CLIENT_EARLY_TRAFFIC_SECRET"), 1, name);
        NS_TEST_EXPECT_MSG_EQ(client.Get().GetEarlyDataLimit(), 0, name);
        Pump(client, server, client.Write(ToBytes(", late")));
        NS_TEST_EXPECT_MSG_EQ(server.app.size(), request.size() + 6, name);
        Pump(server, client, server.Write(ToBytes("!")));
        NS_TEST_EXPECT_MSG_EQ(client.app.back(), '!', name);
    }

    /// The same flight comes twice.
    void CheckReplay()
    {
        for (const TlsAntiReplay policy : {TlsAntiReplay::SINGLE_USE, TlsAntiReplay::NONE})
        {
            TlsTestPair pair = PairWithEarlyData();
            pair.server.tls13.antiReplay = policy;
            const TlsTestConnection before(pair);
            TlsTestEnd client(TlsRole::CLIENT, pair.client, "c2");
            Bytes flight = client.Start();
            Append(flight, client.WriteEarly(ToBytes("pay")));
            TlsTestEnd first(TlsRole::SERVER, pair.server, "s2", "");
            TlsTestEnd second(TlsRole::SERVER, pair.server, "s3", "");
            first.Receive(flight);
            second.Receive(flight);
            NS_TEST_EXPECT_MSG_EQ((first.app == ToBytes("pay")), true, "the first time");
            NS_TEST_EXPECT_MSG_EQ(second.app.empty(), true, "not the second time");
            NS_TEST_EXPECT_MSG_EQ(second.AlertSent(), "none", "it waits for the client");
        }
    }

    /// Early data is for one protocol.
    void CheckProtocols()
    {
        TlsTestPair pair = PairWithEarlyData();
        pair.client.alpn = {"spdy/3.1", "http/1.1"};
        pair.server.alpn = {"spdy/3.1"};
        const TlsTestConnection before(pair);
        pair.server.alpn = {"http/1.1"};
        TlsTestEnd client(TlsRole::CLIENT, pair.client, "c2");
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s2", "");
        Bytes flight = client.Start();
        Append(flight, client.WriteEarly(ToBytes("a SYN_STREAM")));
        Pump(client, server, flight);
        NS_TEST_EXPECT_MSG_EQ(client.Get().IsEstablished(), true, client.Get().GetFailure());
        NS_TEST_EXPECT_MSG_EQ(client.Get().IsResumed(), true, "the session goes on");
        NS_TEST_EXPECT_MSG_EQ(client.Get().GetSession().alpn, "http/1.1", "another protocol");
        NS_TEST_EXPECT_MSG_EQ(server.app.empty(), true, "what makes no sense is not sent again");
    }

    /// A client that sends more than it may.
    void CheckLimit()
    {
        TlsTestPair pair = PairWithEarlyData();
        const TlsTestConnection before(pair);
        // The client believes that it may send more.
        TlsSession session = *pair.client.sessionCache->Find(TEST_HOST, TEST_DATE);
        session.maxEarlyData = 100000;
        pair.client.sessionCache->Store(TEST_HOST, std::make_shared<const TlsSession>(session));
        TlsTestEnd client(TlsRole::CLIENT, pair.client, "c2");
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s2", "");
        server.Receive(client.Start());
        server.Receive(client.WriteEarly(Bytes(16384)));
        NS_TEST_EXPECT_MSG_EQ(server.app.size(), 16384, "as much as it may");
        server.Receive(client.WriteEarly(Bytes(1)));
        NS_TEST_EXPECT_MSG_EQ(server.AlertSent(), "unexpected_message", "one octet more");
        NS_TEST_EXPECT_MSG_EQ(server.app.size(), 16384, "which is not taken");

        // Where it is dropped there is an end to it, too.
        pair.server.tls13.maxEarlyData = 0;
        pair.client.sessionCache->Store(TEST_HOST, std::make_shared<const TlsSession>(session));
        TlsTestEnd next(TlsRole::CLIENT, pair.client, "c3");
        TlsTestEnd dropping(TlsRole::SERVER, pair.server, "s3", "");
        dropping.Receive(next.Start());
        dropping.Receive(next.WriteEarly(Bytes(16384)));
        NS_TEST_EXPECT_MSG_EQ(dropping.AlertSent(), "none", "dropped");
        dropping.Receive(next.WriteEarly(Bytes(16384)));
        NS_TEST_EXPECT_MSG_EQ(dropping.AlertSent(), "bad_record_mac", "too much to drop");
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
        TlsTestConnection connection(Pair13());
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
            TlsTestPair pair = Pair13();
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
        TlsTestPair pair = Pair13();
        pair.client.tls13.takesLateCertificateRequest = false;
        TlsTestConnection silent(pair);
        NS_TEST_EXPECT_MSG_EQ(silent.server.RequestClientCertificate().empty(),
                              true,
                              "a client that does not take it is not asked");
    }
};

/// Versions, and who takes them away.
class TlsVersion13TestCase : public Tls13TestCase
{
  public:
    TlsVersion13TestCase()
        : Tls13TestCase(
              "Ends with TLS 1.3 come to the highest version that both have, and find out "
              "who takes it away")
    {
    }

  private:
    void DoRun() override
    {
        std::vector<TlsVersion> versions = ALL_VERSIONS;
        versions.push_back(TlsVersion::TLS_1_3);
        for (const TlsVersion client : versions)
        {
            for (const TlsVersion server : versions)
            {
                TlsTestPair pair = PairOf(client, server);
                TlsTestConnection connection(pair);
                const std::string name = std::string(ToString(client)) + " to " + ToString(server);
                NS_TEST_ASSERT_MSG_EQ(connection.IsEstablished(),
                                      true,
                                      name + connection.GetFailure());
                NS_TEST_EXPECT_MSG_EQ(
                    (connection.client.Get().GetSession().version == std::min(client, server)),
                    true,
                    name);
                NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, name);
                CheckRange(client, server);
            }
        }
        CheckDowngrade();
        TlsTestPair fallback = PairOf(TlsVersion::TLS_1_2, TlsVersion::TLS_1_3);
        fallback.client.isFallback = true;
        NS_TEST_EXPECT_MSG_EQ(TlsTestConnection(fallback).GetAlert(),
                              "inappropriate_fallback",
                              "a second attempt");
    }

    /**
     * @param client highest version of the client
     * @param server highest version of the server
     * @return two ends with a suite of the family and one of TLS 1.3
     */
    static TlsTestPair PairOf(TlsVersion client, TlsVersion server)
    {
        TlsTestPair pair(0x002f, TlsVersion::TLS_1_2);
        pair.SetVersions(TlsVersion::SSL_3_0, TlsVersion::TLS_1_2);
        pair.client.maxVersion = client;
        pair.server.maxVersion = server;
        pair.client.cipherSuites.push_back(AES_128_GCM);
        pair.server.cipherSuites.push_back(AES_128_GCM);
        return pair;
    }

    /**
     * @param client only version of the client
     * @param server only version of the server
     */
    void CheckRange(TlsVersion client, TlsVersion server)
    {
        TlsTestPair pair = PairOf(client, server);
        pair.client.minVersion = client;
        pair.server.minVersion = server;
        const TlsTestConnection connection(pair);
        NS_TEST_EXPECT_MSG_EQ(connection.GetAlert(),
                              (client == server ? "none" : "protocol_version"),
                              "one version each");
    }

    /// Someone between takes supported_versions out of the hello.
    void CheckDowngrade()
    {
        for (const TlsVersion taken : {TlsVersion::TLS_1_2, TlsVersion::TLS_1_0})
        {
            const TlsTestPair pair = PairOf(TlsVersion::TLS_1_3, TlsVersion::TLS_1_3);
            TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
            TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
            Bytes hello = client.Start();
            const Bytes extension{0x00, 0x2b};
            const auto at =
                std::search(hello.begin() + 100, hello.end(), extension.begin(), extension.end());
            NS_TEST_ASSERT_MSG_EQ((at != hello.end()), true, "supported_versions");
            *at = 0x7f;
            hello[TLS_RECORD_HEADER + TlsHandshakeMessage::HEADER + 1] =
                static_cast<uint8_t>(taken);
            client.Receive(server.Receive(hello));
            NS_TEST_EXPECT_MSG_EQ(client.AlertSent(), "illegal_parameter", ToString(taken));
        }
    }
};

/// Sizes of records, and what goes beside the handshake.
class TlsOption13TestCase : public Tls13TestCase
{
  public:
    TlsOption13TestCase()
        : Tls13TestCase("Padding, limits of records, stapled responses and protocols hold")
    {
    }

  private:
    void DoRun() override
    {
        CheckSizes();
        CheckStapling();
        TlsTestPair pair = Pair13();
        pair.client.alpn = {"spdy/3.1", "http/1.1"};
        pair.server.alpn = {"http/1.1"};
        pair.client.npn = {"spdy/3.1"};
        pair.server.npn = {"spdy/3.1"};
        TlsTestConnection named(pair);
        CheckUse(named, "ALPN");
        NS_TEST_EXPECT_MSG_EQ(named.client.Get().GetSession().GetProtocol(), "http/1.1", "ALPN");
        TlsTestConnection other(Pair13(), "1", "other.example.org");
        NS_TEST_EXPECT_MSG_EQ(other.GetAlert(), "bad_certificate", "another host's certificate");
        TlsTestPair asking = Pair13();
        asking.client.verification = TlsVerification::ASK;
        TlsTestConnection asked(asking);
        NS_TEST_ASSERT_MSG_EQ(asked.client.Get().IsAsking(), true, "the scenario is asked");
        Pump(asked.client, asked.server, asked.client.Accept());
        CheckUse(asked, "accepted");
    }

    /// Largest record that an end sent, without its header.
    static size_t LargestRecord(const TlsTestEnd& end)
    {
        size_t largest = 0;
        ByteView rest = end.sent;
        while (!rest.IsEmpty())
        {
            const size_t length = TlsConnection::RecordLength(rest);
            largest = std::max(largest, length - TLS_RECORD_HEADER);
            rest = rest.Sub(length);
        }
        return largest;
    }

    /// Padding and both kinds of limits.
    void CheckSizes()
    {
        TlsTestPair padded = Pair13();
        padded.client.tls13.paddingBlock = 512;
        TlsTestConnection connection(padded);
        const size_t before = connection.client.sent.size();
        connection.server.Receive(connection.client.Write(ToBytes("x")));
        NS_TEST_EXPECT_MSG_EQ(connection.client.sent.size() - before,
                              TLS_RECORD_HEADER + 512 + 16,
                              "one octet in a block");
        NS_TEST_EXPECT_MSG_EQ(connection.client.Get().GetWireSize(1),
                              TLS_RECORD_HEADER + 512 + 16,
                              "as said before");
        NS_TEST_EXPECT_MSG_EQ((connection.server.app == ToBytes("x")), true, "arrives");

        TlsTestPair limited = Pair13();
        limited.client.tls13.recordSizeLimit = 200;
        limited.server.tls13.recordSizeLimit = 300;
        limited.client.maxFragmentLength = 512;
        TlsTestConnection small(limited);
        CheckUse(small, "limits");
        NS_TEST_EXPECT_MSG_EQ(LargestRecord(small.client), 300 + 16, "the server's limit");
        NS_TEST_EXPECT_MSG_EQ(LargestRecord(small.server), 200 + 16, "the client's limit");

        TlsTestPair old = Pair13();
        old.client.maxFragmentLength = 512;
        TlsTestConnection fragments(old);
        CheckUse(fragments, "max_fragment_length");
        NS_TEST_EXPECT_MSG_EQ(LargestRecord(fragments.client), 512 + 1 + 16, "at the client");
        NS_TEST_EXPECT_MSG_EQ(LargestRecord(fragments.server), 512 + 1 + 16, "at the server");
    }

    /// An OCSP response beside the certificate.
    void CheckStapling()
    {
        for (const OcspCertStatus status : {OcspCertStatus::GOOD, OcspCertStatus::REVOKED})
        {
            TlsTestPair pair = Pair13();
            OcspOptions options;
            options.status = status;
            TlsIdentity& identity = pair.server.identities[0];
            identity.ocspResponse =
                *GetFamilyAuthority().CreateOcspResponse(identity.chain[0], options);
            pair.client.asksForOcsp = true;
            const TlsTestConnection connection(pair);
            NS_TEST_EXPECT_MSG_EQ(connection.server.Count(TlsStep::CERTIFICATE_STATUS), 1, "sent");
            NS_TEST_EXPECT_MSG_EQ(connection.GetAlert(),
                                  (status == OcspCertStatus::GOOD ? "none" : "certificate_revoked"),
                                  "what the authority says");
        }
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
        AddTestCase(new TlsPsk13TestCase);
        AddTestCase(new TlsEarlyDataTestCase);
        AddTestCase(new TlsAfterwards13TestCase);
        AddTestCase(new TlsVersion13TestCase);
        AddTestCase(new TlsOption13TestCase);
    }
};

TlsHandshake13TestSuite g_tlsHandshake13TestSuite; //!< registers the suite

} // namespace
