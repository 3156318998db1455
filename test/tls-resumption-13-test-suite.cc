/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-13.h"
#include "tls-engine-test-peer-13.h"

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
        CheckTicketsOfOthers();
        CheckSingleUse();
        CheckAge();
        CheckManyKeys();
        CheckKeysAfterRetry();
        CheckNonces();
        CheckLifetimes();
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
        changed = pair;
        changed.client.identities = {GetFamilyIdentity("rsa:1024", PublicKeyType::RSA, true)};
        changed.server.clientAuthentication = TlsClientAuthentication::REQUIRE;
        refuses("a session without the client's certificate", changed, TEST_DATE);
        const auto withSession = [&](const std::function<void(TlsSession&)>& change) {
            TlsSession session = *m_session;
            change(session);
            pair.client.sessionCache->Store(TEST_HOST, std::make_shared<const TlsSession>(session));
            return pair;
        };
        refuses("a ticket whose own time is over",
                withSession([](TlsSession& session) { session.ticketLifetime = 10; }),
                TEST_DATE + 11);
        refuses("a ticket of another host",
                withSession([](TlsSession& session) { session.serverName = "example.org"; }),
                TEST_DATE);
    }

    /// A server's ticket stands for one host and for TLS 1.3.
    void CheckTicketsOfOthers()
    {
        TlsTestPair pair = MakePair13();
        pair.UseTickets();
        pair.SetVersions(TlsVersion::TLS_1_2, TlsVersion::TLS_1_3);
        pair.client.cipherSuites = {AES_128_GCM, 0xc02f};
        pair.server.cipherSuites = pair.client.cipherSuites;
        const TlsTestConnection first(pair);
        TlsSession session = *pair.client.sessionCache->Find(TEST_HOST, TEST_DATE);
        const std::string other = "other.example.org";
        session.serverName = other;
        pair.client.sessionCache->Store(other, std::make_shared<const TlsSession>(session));
        pair.client.verification = TlsVerification::NONE;
        const TlsTestConnection elsewhere(pair, "2", other);
        NS_TEST_EXPECT_MSG_EQ(elsewhere.IsEstablished(), true, elsewhere.GetFailure());
        NS_TEST_EXPECT_MSG_EQ(elsewhere.server.Get().IsResumed(), false, "another host's ticket");

        TlsTestPair older = pair;
        older.client.maxVersion = TlsVersion::TLS_1_2;
        const TlsTestConnection before(older, "3");
        session = *pair.client.sessionCache->Find(TEST_HOST, TEST_DATE);
        NS_TEST_ASSERT_MSG_EQ(session.ticket.empty(), false, "a ticket of TLS 1.2");
        session.version = TlsVersion::TLS_1_3;
        session.cipherSuite = AES_128_GCM;
        session.ticketTime = 1000 * TEST_DATE;
        session.ticketLifetime = 3600;
        pair.client.sessionCache->Store(TEST_HOST, std::make_shared<const TlsSession>(session));
        const TlsTestConnection after(pair, "4");
        NS_TEST_EXPECT_MSG_EQ(after.client.Count(TlsStep::PSK_BINDER), 1, "it is offered");
        NS_TEST_EXPECT_MSG_EQ(after.IsEstablished(), true, after.GetFailure());
        NS_TEST_EXPECT_MSG_EQ(after.server.Get().IsResumed(), false, "a ticket of TLS 1.2");
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

    /**
     * @param number of keys given beforehand
     * @return a pair whose client has so many, and whose server has the last one
     */
    static TlsTestPair PairWithKeys(size_t number)
    {
        TlsTestPair pair = MakePair13();
        for (size_t i = 0; i < number; ++i)
        {
            TlsExternalPsk psk;
            psk.identity = ToBytes("key " + std::to_string(i));
            psk.key = ToBytes("a key that both have");
            pair.client.tls13.externalPsks.push_back(psk);
        }
        pair.server.tls13.externalPsks = {pair.client.tls13.externalPsks.back()};
        return pair;
    }

    /// A server looks at sixteen keys of a client and at no more.
    void CheckManyKeys()
    {
        for (const size_t number : {16, 17})
        {
            TlsTestConnection connection(PairWithKeys(number));
            CheckUse(connection, "many keys");
            const size_t certificates = connection.client.Count(TlsStep::CERTIFICATE);
            NS_TEST_EXPECT_MSG_EQ((certificates == 0), (number == 16), number << " keys");
        }
    }

    /// Once the suite is known, keys with another hash are not offered any more (RFC 8446, 4.1.4).
    void CheckKeysAfterRetry()
    {
        TlsTestPair pair = PairWithKeys(2);
        pair.client.cipherSuites = {AES_128_GCM, AES_256_GCM};
        pair.client.tls13.externalPsks[0].hash = HashAlgorithm::SHA384;
        pair.server.tls13.cookieSize = 16;
        TlsTestConnection connection(pair);
        CheckUse(connection, "a key after a request");
        // Two binders for the first hello and one for the second.
        NS_TEST_EXPECT_MSG_EQ(connection.client.Count(TlsStep::PSK_BINDER), 3, "binders");
    }

    /// Each ticket of a connection has a key of its own (RFC 8446, 4.6.1).
    void CheckNonces()
    {
        TlsTestPair pair = MakePair13();
        pair.UseTickets();
        pair.server.tls13.ticketCount = 2;
        TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
        const Bytes tickets = server.Receive(client.Receive(server.Receive(client.Start())));
        const size_t length = TlsConnection::RecordLength(tickets);
        NS_TEST_ASSERT_MSG_GT(tickets.size(), length, "two tickets");
        std::vector<Bytes> keys;
        for (const ByteView ticket :
             {ByteView(tickets).Sub(0, length), ByteView(tickets).Sub(length)})
        {
            client.Receive(ticket);
            const TlsSessionPtr session = pair.client.sessionCache->Find(TEST_HOST, TEST_DATE);
            NS_TEST_ASSERT_MSG_EQ((session != nullptr), true, "a ticket came");
            keys.push_back(session->masterSecret);
        }
        NS_TEST_EXPECT_MSG_EQ((keys[0] == keys[1]), false, "two keys");
    }

    /// A ticket lives for seven days at the most, and for no time where the server says so
    /// (RFC 8446, 4.6.1).
    void CheckLifetimes()
    {
        for (const uint32_t lifetime : {0u, 3600u, 0xffffffffu})
        {
            TlsTestPair pair = MakePair13();
            pair.KeepSessions();
            TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
            TlsScriptedPeer13 peer(TlsRole::SERVER, pair.server);
            client.Start();
            DriveTo(peer, client, TlsClientHandshake13::State::CONNECTED);
            peer.SendSessionTicket(
                [lifetime](TlsNewSessionTicket13& message) { message.ticketLifetime = lifetime; });
            client.Receive(peer.Take());
            const TlsSessionPtr session = pair.client.sessionCache->Find(TEST_HOST, TEST_DATE);
            NS_TEST_EXPECT_MSG_EQ((session != nullptr), (lifetime > 0), lifetime << " s");
            NS_TEST_EXPECT_MSG_EQ((session ? session->ticketLifetime : 0),
                                  std::min<uint32_t>(lifetime, 7 * 24 * 3600),
                                  lifetime << " s");
        }
    }

    TlsSessionPtr m_session; //!< of the first connection
};

/// The suite.
class TlsResumption13TestSuite : public TestSuite
{
  public:
    TlsResumption13TestSuite()
        : TestSuite("tls-spdy-resumption-13", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsPsk13TestCase);
    }
};

TlsResumption13TestSuite g_tlsResumption13TestSuite; //!< registers the suite

} // namespace
