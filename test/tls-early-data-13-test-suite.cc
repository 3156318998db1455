/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-13.h"

using namespace ns3;
using namespace ns3::tls;

namespace
{

constexpr uint16_t AES_128_GCM = 0x1301;

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
        for (const TlsAntiReplay policy : {TlsAntiReplay::SINGLE_USE, TlsAntiReplay::FRESHNESS})
        {
            RunWithDates("sent too late", policy, 60, false);
            RunWithDates("in the window", policy, 9, true);
        }
        CheckReplay();
        CheckSealedTickets();
        CheckGivenKeys();
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
     * @param policy of the server against replay
     * @param later seconds after the first connection, by the server's clock alone
     * @param isTaken whether the server is to take early data
     */
    void RunWithDates(const std::string& name, TlsAntiReplay policy, int64_t later, bool isTaken)
    {
        TlsTestPair pair = PairWithEarlyData();
        pair.server.tls13.antiReplay = policy;
        const TlsTestConnection before(pair);
        Check(name, isTaken, pair, TEST_DATE, TEST_DATE + later);
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
        // Nothing is dropped any more.
        Bytes forged = client.Write(ToBytes("forged"));
        forged.back() ^= 1;
        server.Receive(forged);
        NS_TEST_EXPECT_MSG_EQ(server.AlertSent(), "bad_record_mac", name);
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

    /// A ticket that holds its session itself may come again: it is not for single use.
    void CheckSealedTickets()
    {
        for (const bool isTaken : {true, false})
        {
            TlsTestPair pair = PairWithEarlyData();
            pair.UseTickets();
            pair.server.sessionCache = nullptr;
            pair.server.tls13.antiReplay =
                isTaken ? TlsAntiReplay::FRESHNESS : TlsAntiReplay::SINGLE_USE;
            const TlsTestConnection before(pair);
            NS_TEST_ASSERT_MSG_EQ(before.IsEstablished(), true, before.GetFailure());
            Check("a sealed ticket", isTaken, pair, TEST_DATE, TEST_DATE);
        }
    }

    /// Early data with a key given beforehand can always come again, and belongs to the first key.
    void CheckGivenKeys()
    {
        TlsTestPair pair = PairWithEarlyData();
        pair.client.sessionCache = nullptr;
        TlsExternalPsk psk;
        psk.identity = ToBytes("a name");
        psk.key = ToBytes("a key that both have");
        psk.maxEarlyData = 16384;
        pair.client.tls13.externalPsks = {psk};
        pair.server.tls13.externalPsks = {psk};
        Check("a given key for single use", false, pair, TEST_DATE, TEST_DATE);
        pair.server.tls13.antiReplay = TlsAntiReplay::NONE;
        Check("a given key", true, pair, TEST_DATE, TEST_DATE);
        psk.identity = ToBytes("unknown to the server");
        pair.client.tls13.externalPsks.insert(pair.client.tls13.externalPsks.begin(), psk);
        Check("the second key", false, pair, TEST_DATE, TEST_DATE);
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
class TlsEarlyData13TestSuite : public TestSuite
{
  public:
    TlsEarlyData13TestSuite()
        : TestSuite("tls-spdy-early-data-13", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsEarlyDataTestCase);
    }
};

TlsEarlyData13TestSuite g_tlsEarlyData13TestSuite; //!< registers the suite

} // namespace
