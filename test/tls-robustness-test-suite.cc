/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-kind.h"

#include "ns3/test.h"
#include "ns3/tls-cipher-suite.h"

#include <random>

using namespace ns3;
using namespace ns3::tls;

namespace
{

/// Data that each end sends once it may.
const char* const DATA = "application data";

/// What happens to one direction of a session on its way.
struct Attack
{
    TlsRole sender{TlsRole::CLIENT};                      //!< whose octets
    std::function<Bytes(ByteView, size_t position)> play; //!< what becomes of them
};

/**
 * @param client is started
 * @param earlyData what it sends at once
 * @return its first flight
 */
Bytes
Begin(TlsTestEnd& client, const Bytes& earlyData)
{
    Bytes flight = client.Start();
    if (!earlyData.empty())
    {
        Append(flight, client.WriteEarly(earlyData));
    }
    return flight;
}

/// A session between two engines with somebody in the middle.
class Session
{
  public:
    /// @param kind of handshake
    explicit Session(const TlsTestKind& kind)
        : Session(kind.make(), kind.earlyData)
    {
    }

    /**
     * Handshake, then data from both ends as soon as each may send, then close_notify.
     * @param attack what happens on the way
     */
    void Run(const Attack& attack = {})
    {
        Deliver(m_client, Begin(m_client, m_earlyData), attack);
        while (!m_toServer.empty() || !m_toClient.empty())
        {
            // An end that is finished closes the transport: nothing reaches the other any more.
            Step(m_server, m_toServer, attack);
            Step(m_client, m_toClient, attack);
        }
    }

    /// @return true when both ends have established
    bool IsEstablished() const
    {
        return m_client.Get().IsEstablished() && m_server.Get().IsEstablished();
    }

    /// @return the client
    TlsTestEnd& GetClient()
    {
        return m_client;
    }

    /// @return the server
    TlsTestEnd& GetServer()
    {
        return m_server;
    }

  private:
    /**
     * @param pair what both ends are
     * @param earlyData what the client says at once
     */
    Session(const TlsTestPair& pair, const Bytes& earlyData)
        : m_client(TlsRole::CLIENT, pair.client, "c"),
          m_server(TlsRole::SERVER, pair.server, "s", ""),
          m_earlyData(earlyData)
    {
    }

    /**
     * @param from who said it
     * @param data what was said
     * @param attack what becomes of it
     */
    void Deliver(const TlsTestEnd& from, ByteView data, const Attack& attack)
    {
        const TlsRole role = from.Get().GetRole();
        size_t& position = role == TlsRole::CLIENT ? m_clientSent : m_serverSent;
        Bytes& to = role == TlsRole::CLIENT ? m_toServer : m_toClient;
        Append(to,
               attack.play && role == attack.sender ? attack.play(data, position) : data.ToBytes());
        position += data.Size();
    }

    /**
     * @param end hears what has arrived for it
     * @param arrived emptied
     * @param attack what becomes of the answer
     */
    void Step(TlsTestEnd& end, Bytes& arrived, const Attack& attack)
    {
        if (arrived.empty())
        {
            return;
        }
        const Bytes data = std::exchange(arrived, {});
        const bool couldSend = end.Get().CanSend();
        Deliver(end, end.Receive(data), attack);
        if (!couldSend && end.Get().CanSend())
        {
            Deliver(end, end.Write(ToBytes(DATA)), attack);
        }
    }

    TlsTestEnd m_client;    //!< one end
    TlsTestEnd m_server;    //!< the other
    Bytes m_earlyData;      //!< what the client says at once
    Bytes m_toServer;       //!< on the way
    Bytes m_toClient;       //!< on the way
    size_t m_clientSent{0}; //!< octets that the client has said
    size_t m_serverSent{0}; //!< octets that the server has said
};

/// A test of sessions that are disturbed.
class TlsRobustnessTestCase : public TestCase
{
  public:
    /**
     * @param title a sentence
     * @param kind of handshake
     */
    TlsRobustnessTestCase(const std::string& title, const TlsTestKind& kind)
        : TestCase(title + " (" + kind.name + ")"),
          m_kind(kind)
    {
    }

  protected:
    /**
     * @param sender one end
     * @return what it says in an undisturbed session up to its Finished, early data included
     */
    Bytes Handshake(TlsRole sender)
    {
        Session session(m_kind);
        session.Run();
        TlsTestEnd& end = sender == TlsRole::CLIENT ? session.GetClient() : session.GetServer();
        TlsTestEnd& hearer = sender == TlsRole::CLIENT ? session.GetServer() : session.GetClient();
        NS_TEST_EXPECT_MSG_EQ(session.IsEstablished(), true, "undisturbed, it goes through");
        NS_TEST_EXPECT_MSG_EQ(ByteView(hearer.app).ToString(),
                              ByteView(EarlyData(sender)).ToString() + DATA,
                              "with its data");
        m_is13 = end.Get().GetSession().version == TlsVersion::TLS_1_3;
        const size_t size = end.sent.size() - end.Get().GetWireSize(std::string(DATA).size());
        return ByteView(end.sent).Sub(0, size).ToBytes();
    }

    /**
     * @param sender one end
     * @return early data that it sends
     */
    Bytes EarlyData(TlsRole sender) const
    {
        return sender == TlsRole::CLIENT ? m_kind.earlyData : Bytes{};
    }

    /**
     * Versions in headers of records that nothing authenticates. Of a first record RFC 5246, E.1
     * has a server take any minor one, and a client does not know better yet; TLS 1.3 ignores the
     * version of each record in the clear (RFC 8446, 5.1).
     * @param handshake what an end says
     * @param position of an octet in it
     * @return true when nobody has to mind it
     */
    bool IsFree(ByteView handshake, size_t position) const
    {
        size_t start = 0;
        ByteView rest = handshake;
        while (position >= start + TlsConnection::RecordLength(rest))
        {
            start += TlsConnection::RecordLength(rest);
            rest = handshake.Sub(start);
        }
        const bool isClear =
            rest[0] != static_cast<uint8_t>(TlsContentType::APPLICATION_DATA) && m_is13;
        return position == 2 || (isClear && (position - start == 1 || position - start == 2));
    }

    /**
     * @param session that was disturbed before the Finished of an end
     * @param sender that end
     * @param what was done
     */
    void ExpectStopped(Session& session, TlsRole sender, const std::string& what)
    {
        TlsTestEnd& client = session.GetClient();
        TlsTestEnd& server = session.GetServer();
        TlsTestEnd& hearer = sender == TlsRole::CLIENT ? server : client;
        NS_TEST_ASSERT_MSG_EQ(session.IsEstablished(), false, what + ": both are established");
        NS_TEST_ASSERT_MSG_EQ(hearer.Get().IsEstablished(), false, what + ": got through");
        NS_TEST_ASSERT_MSG_EQ((hearer.app.size() <= EarlyData(sender).size()),
                              true,
                              what + ": data was accepted");
        for (TlsTestEnd* end : {&client, &server})
        {
            const TlsConnection& engine = end->Get();
            const bool isFailed = !engine.GetFailure().empty();
            NS_TEST_ASSERT_MSG_EQ(engine.IsFinished(),
                                  (isFailed || engine.IsPeerClosed()),
                                  what + ": finished with a reason");
            NS_TEST_ASSERT_MSG_EQ((end->AlertSent() != "none" || end->AlertReceived() != "none"),
                                  isFailed,
                                  what + ": failed by an alert");
            NS_TEST_ASSERT_MSG_EQ(end->isWorkInOrder, true, what + ": steps lie in order");
            end->ReceiveEndOfStream();
            NS_TEST_ASSERT_MSG_EQ(engine.IsFinished(), true, what + ": ends with the transport");
        }
    }

    TlsTestKind m_kind; //!< of handshake

  private:
    bool m_is13{false}; //!< whether it is one of TLS 1.3
};

/// One bit wrong.
class TlsBitFlipTestCase : public TlsRobustnessTestCase
{
  public:
    /**
     * @param kind of handshake
     * @param isEvery whether to flip every bit outside the certificate, or one of each octet
     */
    explicit TlsBitFlipTestCase(const TlsTestKind& kind, bool isEvery = false)
        : TlsRobustnessTestCase(isEvery ? "Each bit that is flipped stops a handshake"
                                        : "A bit of each octet that is flipped stops a handshake",
                                kind),
          m_isEvery(isEvery)
    {
    }

  private:
    void DoRun() override
    {
        for (const TlsRole sender : {TlsRole::CLIENT, TlsRole::SERVER})
        {
            const Bytes handshake = Handshake(sender);
            for (size_t position = 0; position < handshake.size(); position += m_kind.step)
            {
                // One bit of each octet of the certificate does: there are many.
                const bool isCertificate =
                    sender == TlsRole::SERVER && IsInCertificate(handshake, position);
                const bool isFree = IsFree(handshake, position);
                for (size_t bit = 0; bit < 8; ++bit)
                {
                    if (!isFree && ((m_isEvery && !isCertificate) || bit == position % 8))
                    {
                        Flip(sender, position, bit);
                    }
                }
            }
        }
    }

    /**
     * @param handshake what the server says
     * @param position of an octet in it
     * @return whether it stands in the second record, the Certificate
     */
    static bool IsInCertificate(ByteView handshake, size_t position)
    {
        const size_t start = TlsConnection::RecordLength(handshake);
        const size_t end = start + TlsConnection::RecordLength(handshake.Sub(start));
        return position >= start + TLS_RECORD_HEADER && position < end;
    }

    /**
     * @param sender whose octets
     * @param position of the octet
     * @param bit of it
     */
    void Flip(TlsRole sender, size_t position, size_t bit)
    {
        Session session(m_kind);
        session.Run({sender, [=](ByteView data, size_t start) {
                         Bytes octets = data.ToBytes();
                         if (position >= start && position - start < octets.size())
                         {
                             octets[position - start] ^= 1 << bit;
                         }
                         return octets;
                     }});
        ExpectStopped(session,
                      sender,
                      std::string(ToString(sender)) + "'s octet " + std::to_string(position) +
                          ", bit " + std::to_string(bit));
    }

    bool m_isEvery; //!< every bit, or one of each octet
};

/// The rest missing.
class TlsTruncationTestCase : public TlsRobustnessTestCase
{
  public:
    /// @param kind of handshake
    explicit TlsTruncationTestCase(const TlsTestKind& kind)
        : TlsRobustnessTestCase("A handshake that is cut anywhere waits, and ends as truncated",
                                kind)
    {
    }

  private:
    void DoRun() override
    {
        for (const TlsRole sender : {TlsRole::CLIENT, TlsRole::SERVER})
        {
            const size_t size = Handshake(sender).size();
            for (size_t kept = 0; kept < size; kept += m_kind.step)
            {
                Session session(m_kind);
                session.Run({sender, [kept](ByteView data, size_t start) {
                                 return data.Sub(0, kept > start ? kept - start : 0).ToBytes();
                             }});
                TlsTestEnd& hearer =
                    sender == TlsRole::CLIENT ? session.GetServer() : session.GetClient();
                const std::string what =
                    std::string(ToString(sender)) + " cut to " + std::to_string(kept) + " octets";
                NS_TEST_ASSERT_MSG_EQ(hearer.Get().GetFailure(), "", what + ": waits");
                ExpectStopped(session, sender, what);
                NS_TEST_ASSERT_MSG_EQ(hearer.Get().GetFailure(), "truncated", what);
            }
        }
    }
};

/// Octets that come one at a time.
class TlsOctetTestCase : public TlsRobustnessTestCase
{
  public:
    /// @param kind of handshake
    explicit TlsOctetTestCase(const TlsTestKind& kind)
        : TlsRobustnessTestCase("One octet at a time gives what all at once gives", kind)
    {
    }

  private:
    /**
     * @param split how the streams are cut
     * @return all that both ends gave
     */
    std::string Describe(const TlsTestSplit& split)
    {
        const TlsTestPair pair = m_kind.make();
        TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
        Pump(client, server, Begin(client, m_kind.earlyData), split);
        NS_TEST_EXPECT_MSG_EQ(client.Get().CanSend(), true, client.Get().GetFailure());
        NS_TEST_EXPECT_MSG_EQ(server.Get().CanSend(), true, server.Get().GetFailure());
        Pump(client, server, client.Write(ToBytes(DATA)), split);
        Pump(server, client, server.Write(ToBytes(DATA)), split);
        Pump(client, server, client.Close(), split);
        NS_TEST_EXPECT_MSG_EQ(server.Get().IsFinished(), true, "closed");
        return client.Describe() + server.Describe();
    }

    void DoRun() override
    {
        NS_TEST_EXPECT_MSG_EQ((Describe({}) == Describe([](size_t) { return 1; })),
                              true,
                              "steps, work, keys and octets");
    }
};

/// Octets from nowhere.
class TlsNoiseTestCase : public TlsRobustnessTestCase
{
  public:
    TlsNoiseTestCase()
        : TlsRobustnessTestCase("Octets lost, doubled, swapped or made up stop a handshake",
                                FullKind(0xc02f, true))
    {
    }

  private:
    void DoRun() override
    {
        std::mt19937 random(20130101);
        for (const TlsRole sender : {TlsRole::CLIENT, TlsRole::SERVER})
        {
            const size_t size = Handshake(sender).size();
            for (size_t round = 0; round < 300; ++round)
            {
                // Beyond the first record's version, and in whole within the handshake.
                const size_t position = 3 + random() % (size - 3);
                const size_t length = 1 + random() % 20;
                const size_t kind = round % 3;
                const Bytes noise = MakeNoise(random, length);
                bool isChanged = false;
                Session session(m_kind);
                session.Run({sender, [&](ByteView data, size_t start) {
                                 Bytes octets = data.ToBytes();
                                 if (position >= start && position - start < octets.size())
                                 {
                                     Disturb(octets, position - start, kind, noise);
                                     isChanged = ByteView(octets) != data;
                                 }
                                 return octets;
                             }});
                if (isChanged)
                {
                    ExpectStopped(session, sender, "round " + std::to_string(round));
                }
            }
        }
        Garbage(random);
    }

    /**
     * @param random a generator
     * @param size octets
     * @return noise
     */
    static Bytes MakeNoise(std::mt19937& random, size_t size)
    {
        Bytes noise(size);
        for (uint8_t& octet : noise)
        {
            octet = static_cast<uint8_t>(random());
        }
        return noise;
    }

    /**
     * @param octets to be changed
     * @param position from where
     * @param kind 0 takes out, 1 puts in, 2 overwrites
     * @param noise how much and what
     */
    static void Disturb(Bytes& octets, size_t position, size_t kind, const Bytes& noise)
    {
        const auto first = octets.begin() + static_cast<ptrdiff_t>(position);
        const size_t length = std::min(noise.size(), octets.size() - position);
        const auto last = first + static_cast<ptrdiff_t>(length);
        if (kind == 0)
        {
            octets.erase(first, last);
        }
        else if (kind == 1)
        {
            octets.insert(first, noise.begin(), noise.end());
        }
        else
        {
            std::copy_n(noise.begin(), length, first);
        }
    }

    /// @param random a generator
    void Garbage(std::mt19937& random)
    {
        for (size_t round = 0; round < 2000; ++round)
        {
            // Half of it starts as a record of a handshake message does.
            Bytes noise = MakeNoise(random, 600);
            if (round % 2)
            {
                const uint8_t type = round % 4 == 1 ? 1 : 2;
                const Bytes start{22, 3, 3, 2, 0, type, 0, 1, 0xfc, 3, 3};
                std::copy(start.begin(), start.end(), noise.begin());
            }
            TlsTestEnd server(TlsRole::SERVER, ServerTestConfig(), "s");
            server.Receive(noise);
            NS_TEST_ASSERT_MSG_EQ(server.Get().IsEstablished(), false, "noise to a server");
            TlsTestEnd client(TlsRole::CLIENT, ClientTestConfig(), "c");
            client.Start();
            client.Receive(noise);
            NS_TEST_ASSERT_MSG_EQ(client.Get().IsEstablished(), false, "noise to a client");
        }
    }
};

/// The suite.
class TlsRobustnessTestSuite : public TestSuite
{
  public:
    TlsRobustnessTestSuite()
        : TestSuite("tls-spdy-robustness", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsTruncationTestCase(FullKind(0xc02f, true)));
        AddTestCase(new TlsBitFlipTestCase(FullKind(0xc02f, true), true));
        AddTestCase(new TlsBitFlipTestCase(FullKind(0xc013, false)));
        AddTestCase(new TlsBitFlipTestCase(FullKind(0x002f, true)));
        for (const TlsTestKind& kind : {FullKind(0x002f, false),
                                        OldKind(0x0005, TlsVersion::SSL_3_0),
                                        OldKind(0x0033, TlsVersion::TLS_1_0),
                                        ResumedKind(TlsVersion::SSL_3_0),
                                        ResumedKind(TlsVersion::TLS_1_2),
                                        MutualKind(TlsVersion::TLS_1_0),
                                        MutualKind(TlsVersion::TLS_1_2),
                                        Full13Kind(),
                                        Retry13Kind(),
                                        Resumed13Kind(),
                                        Early13Kind(),
                                        Mutual13Kind()})
        {
            AddTestCase(new TlsTruncationTestCase(kind));
            AddTestCase(new TlsBitFlipTestCase(kind));
            AddTestCase(new TlsOctetTestCase(kind));
        }
        AddTestCase(new TlsNoiseTestCase);
    }
};

/// Registers the suite.
TlsRobustnessTestSuite g_tlsRobustnessTestSuite;

} // namespace
