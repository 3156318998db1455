/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-13.h"

#include "ns3/tls-extension-13.h"
#include "ns3/tls-hello-messages.h"

using namespace ns3;
using namespace ns3::tls;

namespace
{

constexpr uint16_t AES_128_GCM = 0x1301;
constexpr uint16_t AES_256_GCM = 0x1302;

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
            TlsTestPair sealed = MakePair13();
            sealed.UseTickets();
            CheckResumption(sealed, modes, "sealed");
            TlsTestPair kept = MakePair13();
            kept.KeepSessions();
            CheckResumption(kept, modes, "kept");
            CheckExternal(modes);
        }
        CheckNoResumption();
        CheckSingleUse();
        CheckAge();
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
            TlsTestPair pair = MakePair13();
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
        TlsTestPair pair = MakePair13();
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
        TlsTestPair pair = MakePair13();
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

    /**
     * @param flight with a Client Hello at its begin
     * @param session whose ticket is in it
     * @return the age that the client says the ticket has, in milliseconds
     */
    uint32_t ReadAge(ByteView flight, const TlsSession& session)
    {
        // After the headers of the record and of the message.
        ByteReader reader(flight.Sub(9));
        TlsClientHello hello;
        const bool isHello = Parse(reader, hello);
        const Bytes* data = hello.extensions.Find(TlsExtensionType::PRE_SHARED_KEY);
        const auto offered = data ? DecodeOfferedPsks(*data) : std::nullopt;
        NS_TEST_EXPECT_MSG_EQ((isHello && offered), true, "a hello with the ticket");
        return offered ? offered->identities[0].obfuscatedTicketAge - session.ticketAgeAdd : 0;
    }

    /// A client never says that a ticket is older than it is: its clock may have just passed a
    /// millisecond when the ticket came, and be just about to when it is used.
    void CheckAge()
    {
        for (const auto& [seconds, expected] :
             {std::pair<int64_t, uint32_t>{0, 0}, {1, 999}, {3000, 2999999}})
        {
            TlsTestPair pair = MakePair13();
            pair.UseTickets();
            pair.client.groups = {NamedGroup::X25519, NamedGroup::SECP256R1};
            pair.client.tls13.keyShares = {NamedGroup::X25519};
            pair.client.tls13.looksLikeTls12 = false;
            const TlsTestConnection first(pair);
            const TlsSessionPtr session = pair.client.sessionCache->Find(TEST_HOST, TEST_DATE);
            NS_TEST_ASSERT_MSG_EQ((session != nullptr), true, "a ticket came");
            pair.server.groups = {NamedGroup::SECP256R1};
            TlsTestEnd client(TlsRole::CLIENT, pair.client, "c2", TEST_HOST, TEST_DATE + seconds);
            TlsTestEnd server(TlsRole::SERVER, pair.server, "s2", "");
            const Bytes hello = client.Start();
            NS_TEST_EXPECT_MSG_EQ(ReadAge(hello, *session), expected, seconds << " s later");
            client.PassTime(2);
            const Bytes second = client.Receive(server.Receive(hello));
            NS_TEST_EXPECT_MSG_EQ(ReadAge(second, *session),
                                  1000 * (seconds + 2) - 1,
                                  "it ages while the server asks for another hello");
        }
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
        TlsTestPair pair = MakePair13();
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

/// The suite.
class TlsResumption13TestSuite : public TestSuite
{
  public:
    TlsResumption13TestSuite()
        : TestSuite("tls-spdy-resumption-13", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsPsk13TestCase);
        AddTestCase(new TlsEarlyDataTestCase);
    }
};

TlsResumption13TestSuite g_tlsResumption13TestSuite; //!< registers the suite

} // namespace
