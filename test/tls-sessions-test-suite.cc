/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-x509-test-support.h"

#include "ns3/tls-session-cache.h"
#include "ns3/tls-ticket-keys.h"

#include <memory>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

constexpr uint32_t LIFETIME = 300; //!< seconds that caches and tickets of these tests allow

/**
 * @param created date in seconds since 1970-01-01 UTC
 * @return a session without optional parts
 */
TlsSession
PlainSession(int64_t created = NOW)
{
    TlsSession session;
    session.version = TlsVersion::TLS_1_2;
    session.cipherSuite = 0xc02f;
    session.masterSecret = Bytes(TLS_MASTER_SECRET, 0x5a);
    session.created = created;
    return session;
}

/// A session of all parts, its certificates loaded by a provider of the test.
class SessionTestCase : public X509TestCase
{
  public:
    /// @param title a sentence
    explicit SessionTestCase(const std::string& title)
        : X509TestCase(title)
    {
    }

  protected:
    /// @return a session in which no member has its default value
    TlsSession FullSession()
    {
        TlsSession session = PlainSession();
        session.version = TlsVersion::TLS_1_0;
        session.cipherSuite = 0xc00a;
        session.compression = 1;
        session.group = NamedGroup::SECT571R1;
        for (size_t i = 0; i < TLS_MASTER_SECRET; ++i)
        {
            session.masterSecret[i] = static_cast<uint8_t>(i);
        }
        session.sessionId = Bytes(32, 7);
        session.hasExtendedMasterSecret = true;
        session.encryptsThenMacs = true;
        session.serverName = "www.example.com";
        session.alpn = "http/1.1";
        session.npn = "spdy/3.1";
        session.ticket = Bytes(200, 9);
        session.ticketLifetime = 0x01020304;
        session.peerChain = Parse(MakeCertificateChain());
        return session;
    }

  private:
    /// @return two certificates in DER
    static std::vector<Bytes> MakeCertificateChain()
    {
        const Bytes der = FromHex(OPENSSL_CERTIFICATE);
        return {der, der};
    }
};

/// What is read back.
class SessionRoundTripTestCase : public SessionTestCase
{
  public:
    SessionRoundTripTestCase()
        : SessionTestCase("A session that was written down is read back with every member")
    {
    }

  private:
    void DoRun() override
    {
        const TlsSession session = FullSession();
        const std::optional<TlsSession> read = ParseSession(SerializeSession(session), m_provider);
        NS_TEST_ASSERT_MSG_EQ(read.has_value(), true, "parses");
        NS_TEST_EXPECT_MSG_EQ((read->version == session.version), true, "version");
        NS_TEST_EXPECT_MSG_EQ(read->cipherSuite, session.cipherSuite, "suite");
        NS_TEST_EXPECT_MSG_EQ(+read->compression, +session.compression, "compression");
        NS_TEST_EXPECT_MSG_EQ((read->group == session.group), true, "group");
        NS_TEST_EXPECT_MSG_EQ(ToHex(read->sessionId), ToHex(session.sessionId), "session id");
        NS_TEST_EXPECT_MSG_EQ(ToHex(read->masterSecret), ToHex(session.masterSecret), "secret");
        NS_TEST_EXPECT_MSG_EQ(read->hasExtendedMasterSecret, true, "extended master secret");
        NS_TEST_EXPECT_MSG_EQ(read->encryptsThenMacs, true, "encrypt-then-MAC");
        NS_TEST_EXPECT_MSG_EQ(read->created, session.created, "date");
        NS_TEST_EXPECT_MSG_EQ(read->serverName, session.serverName, "server");
        NS_TEST_EXPECT_MSG_EQ(read->alpn, session.alpn, "ALPN");
        NS_TEST_EXPECT_MSG_EQ(read->npn, session.npn, "NPN");
        NS_TEST_EXPECT_MSG_EQ(ToHex(read->ticket), ToHex(session.ticket), "ticket");
        NS_TEST_EXPECT_MSG_EQ(read->ticketLifetime, session.ticketLifetime, "hint");
        NS_TEST_ASSERT_MSG_EQ(read->peerChain.size(), 2, "chain");
        for (const X509Certificate& certificate : read->peerChain)
        {
            NS_TEST_EXPECT_MSG_EQ(ToHex(certificate.der), OPENSSL_CERTIFICATE, "certificate");
            NS_TEST_EXPECT_MSG_EQ((certificate.publicKey != nullptr), true, "its key");
        }

        TlsSession one = PlainSession();
        one.encryptsThenMacs = true;
        const std::optional<TlsSession> other = ParseSession(SerializeSession(one), m_provider);
        NS_TEST_ASSERT_MSG_EQ(other.has_value(), true, "parses");
        NS_TEST_EXPECT_MSG_EQ(other->hasExtendedMasterSecret, false, "one flag");
        NS_TEST_EXPECT_MSG_EQ(other->encryptsThenMacs, true, "is not the other");
    }
};

/// What is refused.
class SessionRefusalTestCase : public SessionTestCase
{
  public:
    SessionRefusalTestCase()
        : SessionTestCase("Octets that are no session are refused")
    {
    }

  private:
    /**
     * @param octets of a session
     * @param position of one
     * @param value that it gets
     * @return true when the result parses
     */
    bool ParsesWith(Bytes octets, size_t position, uint8_t value)
    {
        octets[position] = value;
        return ParseSession(octets, m_provider).has_value();
    }

    void DoRun() override
    {
        const Bytes octets = SerializeSession(FullSession());
        NS_TEST_ASSERT_MSG_EQ(ParseSession(octets, m_provider).has_value(), true, "intact");
        for (size_t size = 0; size < octets.size(); ++size)
        {
            NS_TEST_ASSERT_MSG_EQ(
                ParseSession(ByteView(octets).Sub(0, size), m_provider).has_value(),
                false,
                "cut after " << size << " octets");
        }
        Bytes longer = octets;
        longer.push_back(0);
        NS_TEST_EXPECT_MSG_EQ(ParseSession(longer, m_provider).has_value(), false, "one more");

        NS_TEST_EXPECT_MSG_EQ(ParsesWith(octets, 0, 0), false, "another format");
        NS_TEST_EXPECT_MSG_EQ(ParsesWith(octets, 0, 2), false, "a later format");
        NS_TEST_EXPECT_MSG_EQ(ParsesWith(octets, 1, 2), false, "an unknown version");
        NS_TEST_EXPECT_MSG_EQ(ParsesWith(octets, 5, 2), false, "an unknown compression");
        NS_TEST_EXPECT_MSG_EQ(ParsesWith(octets, 7, 77), false, "an unknown group");
        NS_TEST_EXPECT_MSG_EQ(ParsesWith(octets, 8, 4), false, "an unknown flag");

        TlsSession session = PlainSession();
        session.sessionId = Bytes(33, 1);
        NS_TEST_EXPECT_MSG_EQ(ParseSession(SerializeSession(session), m_provider).has_value(),
                              false,
                              "a session id of 33 octets");
        session = PlainSession();
        X509Certificate malformed;
        malformed.der = ToBytes("no certificate");
        session.peerChain = std::vector<X509Certificate>{malformed};
        NS_TEST_EXPECT_MSG_EQ(ParseSession(SerializeSession(session), m_provider).has_value(),
                              false,
                              "a malformed certificate");
        session = PlainSession();
        session.alpn = std::string(256, 'a');
        NS_TEST_EXPECT_MSG_EQ(SerializeSession(session).empty(), true, "a name of 256 octets");
    }
};

/// What a cache keeps.
class SessionCacheTestCase : public TestCase
{
  public:
    SessionCacheTestCase()
        : TestCase("A cache gives what was stored until it is replaced, removed or too old")
    {
    }

  private:
    void DoRun() override
    {
        TlsSessionCache cache(10, LIFETIME);
        NS_TEST_EXPECT_MSG_EQ(cache.GetCapacity(), 10, "capacity");
        NS_TEST_EXPECT_MSG_EQ((cache.Find("a", NOW) == nullptr), true, "empty");

        const auto first = std::make_shared<const TlsSession>(PlainSession());
        const auto second = std::make_shared<const TlsSession>(PlainSession(NOW + 100));
        cache.Store("a", first);
        NS_TEST_EXPECT_MSG_EQ((cache.Find("a", NOW) == first), true, "stored");
        NS_TEST_EXPECT_MSG_EQ((cache.Find("b", NOW) == nullptr), true, "another key");
        NS_TEST_EXPECT_MSG_EQ((cache.Find("a", NOW + LIFETIME - 1) == first), true, "still good");
        NS_TEST_EXPECT_MSG_EQ((cache.Find("a", NOW + LIFETIME) == nullptr), true, "too old");
        NS_TEST_EXPECT_MSG_EQ((cache.Find("a", NOW - 1) == nullptr), true, "of the future");

        cache.Store("a", second);
        NS_TEST_EXPECT_MSG_EQ(cache.GetSize(), 1, "replaced");
        NS_TEST_EXPECT_MSG_EQ((cache.Find("a", NOW + LIFETIME) == second), true, "the new one");
        cache.Store("b", first);
        cache.Remove("a");
        cache.Remove("c");
        NS_TEST_EXPECT_MSG_EQ(cache.GetSize(), 1, "removed");
        NS_TEST_EXPECT_MSG_EQ((cache.Find("a", NOW + 100) == nullptr), true, "gone");
        NS_TEST_EXPECT_MSG_EQ((cache.Find("b", NOW) == first), true, "the other stays");
    }
};

/// Which one goes.
class SessionCacheOrderTestCase : public TestCase
{
  public:
    SessionCacheOrderTestCase()
        : TestCase("A full cache drops the session that was stored longest ago")
    {
    }

  private:
    void DoRun() override
    {
        const auto session = std::make_shared<const TlsSession>(PlainSession());
        TlsSessionCache cache(3, LIFETIME);
        for (const char* key : {"a", "b", "c"})
        {
            cache.Store(key, session);
        }
        // To find one does not keep it; to store it anew does.
        NS_TEST_EXPECT_MSG_EQ((cache.Find("b", NOW) == session), true, "b is there");
        cache.Store("a", session);
        NS_TEST_EXPECT_MSG_EQ(cache.GetSize(), 3, "nothing had to go");
        std::string left;
        for (const char* next : {"d", "e", "f"})
        {
            cache.Store(next, session);
            NS_TEST_EXPECT_MSG_EQ(cache.GetSize(), 3, "the bound");
            for (const char* key : {"a", "b", "c", "d", "e", "f"})
            {
                left += cache.Find(key, NOW) ? key : "";
            }
            left += ' ';
        }
        NS_TEST_EXPECT_MSG_EQ(left, "acd ade def ", "the oldest goes first");

        TlsSessionCache single(1, LIFETIME);
        single.Store("a", session);
        single.Store("b", session);
        NS_TEST_EXPECT_MSG_EQ((single.Find("a", NOW) == nullptr), true, "room for one");
        NS_TEST_EXPECT_MSG_EQ((single.Find("b", NOW) == session), true, "the last");
    }
};

/// Many sessions.
class SessionCacheBoundTestCase : public TestCase
{
  public:
    SessionCacheBoundTestCase()
        : TestCase("A cache of 100000 finds each of the last 100000 sessions and no other")
    {
    }

  private:
    void DoRun() override
    {
        constexpr size_t CAPACITY = 100000;
        constexpr size_t STORED = 150000;
        const auto early = std::make_shared<const TlsSession>(PlainSession());
        const auto late = std::make_shared<const TlsSession>(PlainSession(NOW + 1));
        TlsSessionCache cache(CAPACITY, LIFETIME);
        size_t largest = 0;
        for (size_t i = 0; i < STORED; ++i)
        {
            cache.Store(std::to_string(i), i % 2 == 0 ? early : late);
            largest = std::max(largest, cache.GetSize());
        }
        NS_TEST_EXPECT_MSG_EQ(largest, CAPACITY, "the bound");
        size_t wrong = 0;
        for (size_t i = 0; i < STORED; ++i)
        {
            const TlsSessionPtr expected = i < STORED - CAPACITY ? nullptr
                                           : i % 2 == 0          ? early
                                                                 : late;
            wrong += cache.Find(std::to_string(i), NOW + 1) == expected ? 0 : 1;
        }
        NS_TEST_EXPECT_MSG_EQ(wrong, 0, "each is what was stored");
    }
};

/// What a ticket is made of.
class TicketConstructionTestCase : public SessionTestCase
{
  public:
    TicketConstructionTestCase()
        : SessionTestCase("A ticket is built as RFC 5077 recommends and holds the session")
    {
    }

  private:
    void DoRun() override
    {
        // Name, AES key, MAC key and IV in the order in which they are drawn.
        CountingRandomSource keyOctets(0x10);
        CountingRandomSource ivOctets(0x80);
        const TlsTicketKeys keys(keyOctets, LIFETIME);
        NS_TEST_EXPECT_MSG_EQ(keys.GetLifetime(), LIFETIME, "lifetime");
        m_meter.Take();
        const Bytes ticket = keys.Seal(PlainSession(), m_provider, ivOctets);
        std::string work;
        for (const CryptoWorkItem& item : m_meter.Take())
        {
            work += std::string(ToString(item.operation)) + " " + ToString(item.algorithm) + " " +
                    std::to_string(item.bytes) + ", ";
        }
        NS_TEST_EXPECT_MSG_EQ(work,
                              "random none 16, encrypt aes-cbc 80, hmac sha256 114, ",
                              "work");
        NS_TEST_EXPECT_MSG_EQ(ToHex(ticket), KNOWN_TICKET, "octets");

        const std::optional<TlsSession> session = keys.Open(ticket, m_provider, NOW);
        NS_TEST_ASSERT_MSG_EQ(session.has_value(), true, "opens");
        NS_TEST_EXPECT_MSG_EQ(ToHex(SerializeSession(*session)),
                              ToHex(SerializeSession(PlainSession())),
                              "the same session");
        work.clear();
        for (const CryptoWorkItem& item : m_meter.Take())
        {
            work += std::string(ToString(item.operation)) + " ";
        }
        NS_TEST_EXPECT_MSG_EQ(work, "hmac decrypt ", "work");
        ExpectPadding(keys);
    }

    /// A ticket may be made longer, and needs no session id. @param keys of the server
    void ExpectPadding(const TlsTicketKeys& keys)
    {
        TlsSession named = PlainSession();
        named.sessionId = Bytes(32, 7);
        for (const size_t least : {0, 80, 81, 112, 300, 1000})
        {
            const Bytes ticket = keys.Seal(named, m_provider, m_random, least);
            // Name, IV, length and MAC; whole blocks, and an octet counts the padding.
            const size_t state = ticket.size() - 16 - 16 - 2 - 32;
            const size_t plain = SerializeSession(PlainSession()).size();
            NS_TEST_EXPECT_MSG_EQ(state % 16, 0, "blocks");
            NS_TEST_EXPECT_MSG_EQ((state >= least || state + 16 > plain + 255),
                                  true,
                                  "as long as asked, or as can be: " << state);
            NS_TEST_EXPECT_MSG_LT(state, std::max<size_t>(least, plain + 1) + 16, "no longer");
            const std::optional<TlsSession> session = keys.Open(ticket, m_provider, NOW);
            NS_TEST_ASSERT_MSG_EQ(session.has_value(), true, "opens");
            NS_TEST_EXPECT_MSG_EQ(ToHex(SerializeSession(*session)),
                                  ToHex(SerializeSession(PlainSession())),
                                  "the session, without its id");
        }
    }

    /// Octets that count up.
    class CountingRandomSource : public RandomSource
    {
      public:
        /// @param first the first octet
        explicit CountingRandomSource(uint8_t first)
            : m_next(first)
        {
        }

        Bytes Generate(size_t size) override
        {
            Bytes octets(size);
            for (uint8_t& octet : octets)
            {
                octet = m_next++;
            }
            return octets;
        }

      private:
        uint8_t m_next; //!< the next octet
    };

    /// Made of the session's octets with OpenSSL's AES-128-CBC and HMAC-SHA-256.
    static constexpr const char* KNOWN_TICKET =
        "101112131415161718191a1b1c1d1e1f808182838485868788898a8b8c8d8e8f005007c698f8214a909d"
        "e734c172e0fbfb061d52c3cae5a6005c9438d671ae8827af4af03009804ec10d2ee0bf7ac72d9cce1a19"
        "004bd9bebd8fd5c4effd643ac08d1789fef3d54db81cf62e8b62da0cc54f6bcf5461b642c3239ccb2454"
        "845f1a56f5179d54eb65f5fcb2c5e5e7eb92bb22";
};

/// What a server does not take.
class TicketRefusalTestCase : public SessionTestCase
{
  public:
    TicketRefusalTestCase()
        : SessionTestCase("A ticket that is foreign, changed, cut or too old is refused")
    {
    }

  private:
    void DoRun() override
    {
        const TlsTicketKeys keys(m_random, LIFETIME);
        const TlsTicketKeys others(m_random, LIFETIME);
        const Bytes ticket = keys.Seal(PlainSession(), m_provider, m_random);
        NS_TEST_ASSERT_MSG_EQ(keys.Open(ticket, m_provider, NOW).has_value(), true, "intact");
        NS_TEST_EXPECT_MSG_EQ(others.Open(ticket, m_provider, NOW).has_value(), false, "foreign");
        m_meter.Take();
        others.Open(ticket, m_provider, NOW);
        NS_TEST_EXPECT_MSG_EQ(m_meter.Count(), 0, "another's name costs no cryptography");

        for (size_t i = 0; i < ticket.size(); ++i)
        {
            for (const uint8_t bit : {0x01, 0x80})
            {
                Bytes changed = ticket;
                changed[i] ^= bit;
                NS_TEST_ASSERT_MSG_EQ(keys.Open(changed, m_provider, NOW).has_value(),
                                      false,
                                      "octet " << i << " changed");
            }
            NS_TEST_ASSERT_MSG_EQ(
                keys.Open(ByteView(ticket).Sub(0, i), m_provider, NOW).has_value(),
                false,
                "cut after " << i << " octets");
        }
        Bytes longer = ticket;
        longer.push_back(0);
        NS_TEST_EXPECT_MSG_EQ(keys.Open(longer, m_provider, NOW).has_value(), false, "one more");

        NS_TEST_EXPECT_MSG_EQ(keys.Open(ticket, m_provider, NOW + LIFETIME - 1).has_value(),
                              true,
                              "still good");
        NS_TEST_EXPECT_MSG_EQ(keys.Open(ticket, m_provider, NOW + LIFETIME).has_value(),
                              false,
                              "too old");
        NS_TEST_EXPECT_MSG_EQ(keys.Open(ticket, m_provider, NOW - 1).has_value(),
                              false,
                              "of the future");
    }
};

/// What fits.
class TicketSizeTestCase : public SessionTestCase
{
  public:
    TicketSizeTestCase()
        : SessionTestCase("A ticket holds sessions of any length that fits its field")
    {
    }

  private:
    void DoRun() override
    {
        const TlsTicketKeys keys(m_random, LIFETIME);
        TlsSession session = FullSession();
        // Every length modulo the block of the cipher.
        for (size_t i = 0; i < 20; ++i)
        {
            session.serverName += 'x';
            const Bytes ticket = keys.Seal(session, m_provider, m_random);
            const std::optional<TlsSession> opened = keys.Open(ticket, m_provider, NOW);
            NS_TEST_ASSERT_MSG_EQ(opened.has_value(), true, "opens");
            NS_TEST_EXPECT_MSG_EQ(opened->serverName, session.serverName, "whole");
            NS_TEST_EXPECT_MSG_EQ(opened->peerChain.size(), 2, "with its chain");
        }
        NS_TEST_EXPECT_MSG_EQ(
            (keys.Seal(session, m_provider, m_random) == keys.Seal(session, m_provider, m_random)),
            false,
            "two tickets differ in their IVs");

        size_t certificates = 0;
        Bytes ticket;
        for (Bytes next = keys.Seal(session, m_provider, m_random); !next.empty();
             next = keys.Seal(session, m_provider, m_random))
        {
            ticket = std::move(next);
            certificates = session.peerChain.size();
            std::vector<X509Certificate> longer = session.peerChain;
            longer.push_back(longer.front());
            session.peerChain = std::move(longer);
        }
        NS_TEST_EXPECT_MSG_EQ((ticket.size() <= 65535), true, "fits its field");
        const std::optional<TlsSession> opened = keys.Open(ticket, m_provider, NOW);
        NS_TEST_ASSERT_MSG_EQ(opened.has_value(), true, "the longest opens");
        NS_TEST_EXPECT_MSG_EQ(opened->peerChain.size(), certificates, "whole");
        NS_TEST_EXPECT_MSG_EQ((65535 - ticket.size() < session.peerChain[0].der.size() + 3 + 32),
                              true,
                              "one certificate more would not have fitted");
    }
};

/// Tests of what outlives a connection.
class TlsSessionsTestSuite : public TestSuite
{
  public:
    TlsSessionsTestSuite()
        : TestSuite("tls-spdy-sessions", TestSuite::Type::UNIT)
    {
        AddTestCase(new SessionRoundTripTestCase);
        AddTestCase(new SessionRefusalTestCase);
        AddTestCase(new SessionCacheTestCase);
        AddTestCase(new SessionCacheOrderTestCase);
        AddTestCase(new SessionCacheBoundTestCase);
        AddTestCase(new TicketConstructionTestCase);
        AddTestCase(new TicketRefusalTestCase);
        AddTestCase(new TicketSizeTestCase);
    }
};

TlsSessionsTestSuite g_tlsSessionsTestSuite; //!< registers itself

} // namespace
