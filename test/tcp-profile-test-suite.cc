/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-socket-test-world.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/ipv4-header.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/ipv6-header.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/linux-rtt-estimator.h"
#include "ns3/packet.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/string.h"
#include "ns3/tcp-profile.h"
#include "ns3/tcp-socket-base.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/test.h"
#include "ns3/tls-link.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// A line of the measurement: which packets were lost and what that added.
struct Measured
{
    int rtt;                    //!< round-trip time in ms
    const char* direction;      //!< c2s or s2c
    std::set<uint64_t> packets; //!< packets lost
    double handshake;           //!< added to the handshake in ms
    double firstByte;           //!< added to the first octet of the reply in ms
};

const std::vector<Measured> MEASURED = {
#include "data/single-drop-linux.inc"
};

/// Flights of the exchange in octets of TCP payload, the client's first, in turns: the four of
/// the TLS 1.2 handshake, the request and the reply.
constexpr std::array<uint32_t, 6> FLIGHTS{152, 3750, 126, 51, 101, 1070};
/// Flights up to the end of the handshake.
constexpr size_t HANDSHAKE_FLIGHTS = 4;

/**
 * Plays the flights of a TLS handshake, a request and a reply over plain TCP.
 */
class FlightExchange
{
  public:
    /// @param config the link
    explicit FlightExchange(const TlsLinkConfig& config)
        : m_link(config)
    {
        m_link.AssignStreams(1);
        Ptr<TcpProfile> profile = CreateObject<TcpProfile>();
        profile->SetAttribute("Sack", BooleanValue(false));
        profile->Apply(m_link.GetClient());
        profile->Apply(m_link.GetServer());
        m_listener = Socket::CreateSocket(m_link.GetServer(), TcpSocketFactory::GetTypeId());
        TcpProfile::ConfigureSocket(m_listener);
        m_listener->Bind(m_link.GetServerAddress(443));
        m_listener->Listen();
        m_listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                      MakeCallback(&FlightExchange::Accept, this));
        m_client = Socket::CreateSocket(m_link.GetClient(), TcpSocketFactory::GetTypeId());
        TcpProfile::ConfigureSocket(m_client);
        m_client->SetConnectCallback(MakeCallback(&FlightExchange::Connected, this),
                                     MakeNullCallback<void, Ptr<Socket>>());
        m_client->SetRecvCallback(MakeCallback(&FlightExchange::Receive, this));
        m_client->Connect(m_link.GetServerAddress(443));
    }

    /// Plays it.
    void Run()
    {
        Simulator::Stop(Seconds(30));
        Simulator::Run();
        m_counters = *m_link.GetMeter()->GetLatest();
        Simulator::Destroy();
    }

    Time m_handshake{Seconds(-1)}; //!< when the last flight of the handshake arrived
    Time m_firstByte{Seconds(-1)}; //!< when the reply began to arrive
    TlsLinkCounters m_counters;    //!< what was on the link

  private:
    void Accept(Ptr<Socket> socket, const Address&)
    {
        m_server = socket;
        socket->SetRecvCallback(MakeCallback(&FlightExchange::Receive, this));
    }

    void Connected(Ptr<Socket> socket)
    {
        socket->Send(Create<Packet>(FLIGHTS[0]));
    }

    void Receive(Ptr<Socket> socket)
    {
        while (Ptr<Packet> packet = socket->Recv())
        {
            if (m_flight == FLIGHTS.size() - 1 && m_received == 0)
            {
                m_firstByte = Simulator::Now();
            }
            m_received += packet->GetSize();
        }
        if (m_flight >= FLIGHTS.size() || m_received < FLIGHTS[m_flight])
        {
            return;
        }
        m_received = 0;
        ++m_flight;
        if (m_flight == HANDSHAKE_FLIGHTS)
        {
            m_handshake = Simulator::Now();
        }
        if (m_flight < FLIGHTS.size())
        {
            socket->Send(Create<Packet>(FLIGHTS[m_flight]));
        }
    }

    TlsLink m_link;         //!< the link
    Ptr<Socket> m_listener; //!< the server's listener
    Ptr<Socket> m_client;   //!< the client's end
    Ptr<Socket> m_server;   //!< the server's end
    size_t m_flight{0};     //!< the flight that is being received
    uint32_t m_received{0}; //!< octets of it so far
};

/**
 * The measured cost of losing single packets.
 */
class SingleDropTestCase : public TestCase
{
  public:
    SingleDropTestCase()
        : TestCase("Losing single packets costs what it costs Linux")
    {
    }

  private:
    void DoRun() override
    {
        for (const int rtt : {10, 100})
        {
            TlsLinkConfig config;
            config.rtt = MilliSeconds(rtt);
            FlightExchange clean(config);
            clean.Run();
            // Three round trips and 5.0 ms of serialization: the law without loss.
            NS_TEST_EXPECT_MSG_EQ_TOL(clean.m_handshake.GetSeconds(),
                                      3e-3 * rtt + 3.9e-3,
                                      1e-3,
                                      "time without loss");
            for (const Measured& row : MEASURED)
            {
                if (row.rtt == rtt)
                {
                    Compare(config, clean, row);
                }
            }
        }
    }

    /// One row. @param config the link @param clean run without loss @param row what to compare
    void Compare(TlsLinkConfig config, const FlightExchange& clean, const Measured& row)
    {
        const bool up = std::string(row.direction) == "c2s";
        for (const uint64_t packet : row.packets)
        {
            (up ? config.lossUp : config.lossDown).drops.insert(Translate(up, packet, row));
        }
        FlightExchange run(config);
        run.Run();
        const std::string name =
            std::string(row.direction) + ":" + std::to_string(*row.packets.begin()) + " of " +
            std::to_string(row.packets.size()) + " at RTT " + std::to_string(row.rtt) + " ms, " +
            run.m_counters.lost + ", repaired by " + run.m_counters.repair;
        // A timer that fires twice is late twice.
        const double late = IsLostTwice(row) ? 72 : 36;
        Expect(row.handshake - (run.m_handshake - clean.m_handshake).GetSeconds() * 1000,
               late,
               "handshake, " + name);
        Expect(row.firstByte - (run.m_firstByte - clean.m_firstByte).GetSeconds() * 1000,
               late,
               "first byte, " + name);
    }

    /// @param row a row @return true when a packet and its retransmission were lost
    static bool IsLostTwice(const Measured& row)
    {
        const std::string direction = row.direction;
        return (direction == "c2s" && row.packets == std::set<uint64_t>{1, 2}) ||
               (direction == "s2c" && row.packets == std::set<uint64_t>{5, 6});
    }

    /**
     * Linux sends no acknowledgment of its own where data follows at once, ns-3 does.
     * @param up from client to server
     * @param packet its number over Linux
     * @param row where it stands
     * @return its number over ns-3
     */
    static uint64_t Translate(bool up, uint64_t packet, const Measured& row)
    {
        if (IsLostTwice(row))
        {
            return packet;
        }
        if (up)
        {
            return packet < 8 ? packet : packet + 1;
        }
        return packet < 6 ? packet : packet == 6 ? 7 : 9;
    }

    /**
     * @param difference measured minus simulated in ms
     * @param late how late Linux's timers may be in ms
     * @param name what it is
     */
    void Expect(double difference, double late, const std::string& name)
    {
        // Linux's timers fire late on a wheel, hardly ever early.
        NS_TEST_EXPECT_MSG_GT_OR_EQ(difference, -5, name << " takes too long");
        NS_TEST_EXPECT_MSG_LT_OR_EQ(difference, late, name << " takes too little time");
    }
};

/**
 * The estimator's rule.
 */
class LinuxRttEstimatorTestCase : public TestCase
{
  public:
    LinuxRttEstimatorTestCase()
        : TestCase("The timeout is the smoothed round-trip time plus at least 200 ms")
    {
    }

  private:
    void DoRun() override
    {
        Ptr<LinuxRttEstimator> rtt = CreateObject<LinuxRttEstimator>();
        rtt->Measurement(MilliSeconds(10));
        ExpectTimeout(rtt, 212, "first sample: RTT + max(2 RTT, 200 ms), in jiffies of 4 ms");
        Ptr<LinuxRttEstimator> slow = CreateObject<LinuxRttEstimator>();
        slow->Measurement(MilliSeconds(200));
        ExpectTimeout(slow, 604, "first sample: RTT + max(2 RTT, 200 ms)");
        Ptr<LinuxRttEstimator> copy = DynamicCast<LinuxRttEstimator>(slow->Copy());
        for (int i = 1; i <= 100; ++i)
        {
            Simulator::Schedule(MilliSeconds(200 * i),
                                &RttEstimator::Measurement,
                                slow,
                                MilliSeconds(200));
        }
        Simulator::Run();
        Simulator::Destroy();
        ExpectTimeout(slow, 404, "a steady path comes down to RTT + 200 ms");
        ExpectTimeout(copy, 604, "a copy keeps its samples and sees no later ones");
        copy->Reset();
        NS_TEST_EXPECT_MSG_EQ(copy->GetNSamples(), 0, "reset");
        const Time before = slow->GetVariation();
        slow->Measurement(MilliSeconds(800));
        NS_TEST_EXPECT_MSG_GT(slow->GetVariation(), before, "a late answer raises the timeout");
    }

    /// @param rtt the estimator @param expected timeout in ms @param what what is checked
    void ExpectTimeout(Ptr<RttEstimator> rtt, double expected, const std::string& what)
    {
        const Time timeout = rtt->GetEstimate() + rtt->GetVariation() * 4;
        NS_TEST_EXPECT_MSG_EQ_TOL(timeout.GetSeconds() * 1000, expected, 0.5, what);
    }
};

/**
 * Profiles reach the sockets they are meant for and no others.
 */
class TcpProfileScopeTestCase : public TestCase
{
  public:
    TcpProfileScopeTestCase()
        : TestCase("A profile changes the sockets it is set on and no others")
    {
    }

  private:
    void DoRun() override
    {
        TlsLink link((TlsLinkConfig()));
        Ptr<TcpProfile> profile = CreateObject<TcpProfile>();
        profile->SetAttribute("InitialWindow", UintegerValue(4));
        profile->Apply(link.GetClient());
        Ptr<Socket> other = Make(link.GetClient());
        NS_TEST_EXPECT_MSG_EQ(GetSegmentSize(other), 536, "a socket that nobody configured");
        Ptr<Socket> socket = Make(link.GetClient());
        TcpProfile::ConfigureSocket(socket);
        NS_TEST_EXPECT_MSG_EQ(GetSegmentSize(socket), 1448, "a configured socket");
        UintegerValue window;
        socket->GetAttribute("InitialCwnd", window);
        NS_TEST_EXPECT_MSG_EQ(window.Get(), 4, "the attribute of the profile");
        DoubleValue lifetime;
        socket->GetAttribute("MaxSegLifetime", lifetime);
        NS_TEST_EXPECT_MSG_EQ(lifetime.Get(), 1, "time in TIME_WAIT");
        UintegerValue count;
        socket->GetAttribute("DelAckCount", count);
        NS_TEST_EXPECT_MSG_EQ(count.Get(), 1, "immediate acknowledgments");
        TcpProfile::EndQuickAck(socket);
        socket->GetAttribute("DelAckCount", count);
        NS_TEST_EXPECT_MSG_EQ(count.Get(), 2, "delayed acknowledgments");

        TcpProfile::FitSegments(socket, InetSocketAddress(Ipv4Address("10.0.0.1"), 80));
        NS_TEST_EXPECT_MSG_EQ(GetSegmentSize(socket), 1448, "IPv4");
        const Inet6SocketAddress remote(Ipv6Address("2001:db8::1"), 80);
        TcpProfile::FitSegments(socket, remote);
        NS_TEST_EXPECT_MSG_EQ(GetSegmentSize(socket), 1428, "IPv6");
        TcpProfile::FitSegments(other, remote);
        NS_TEST_EXPECT_MSG_EQ(GetSegmentSize(other), 536, "another size than the profile's");

        Ptr<Socket> bare = Make(link.GetServer());
        TcpProfile::ConfigureSocket(bare);
        NS_TEST_EXPECT_MSG_EQ(GetSegmentSize(bare), 536, "a node without a profile");
        profile->SetAttribute("Profile", StringValue("ns3"));
        profile->Apply(link.GetClient());
        Ptr<Socket> plain = Make(link.GetClient());
        TcpProfile::ConfigureSocket(plain);
        NS_TEST_EXPECT_MSG_EQ(GetSegmentSize(plain), 536, "the profile that was applied last");

        NS_TEST_EXPECT_MSG_EQ(TcpProfile::IsVariant("TcpCubic"), true, "a congestion control");
        NS_TEST_EXPECT_MSG_EQ(TcpProfile::IsVariant("ns3::TcpNewReno"), true, "a full name");
        NS_TEST_EXPECT_MSG_EQ(TcpProfile::IsVariant("TcpSocket"), false, "no congestion control");
        NS_TEST_EXPECT_MSG_EQ(TcpProfile::IsVariant("TcpSquare"), false, "no type");
        NS_TEST_EXPECT_MSG_EQ(TcpProfile::IsProfile("bsd"), false, "no profile");
        Simulator::Destroy();
    }

    /// @param node where @return a TCP socket of it
    static Ptr<Socket> Make(Ptr<Node> node)
    {
        return Socket::CreateSocket(node, TcpSocketFactory::GetTypeId());
    }

    /// @param socket a TCP socket @return its segment size in octets
    static uint64_t GetSegmentSize(Ptr<Socket> socket)
    {
        UintegerValue size;
        socket->GetAttribute("SegmentSize", size);
        return size.Get();
    }
};

/**
 * Segments fill packets of the MTU, whichever the version of IP.
 */
class SegmentFitTestCase : public TestCase
{
  public:
    /// @param isIpv6 version of IP
    explicit SegmentFitTestCase(bool isIpv6)
        : TestCase(std::string("Full segments fill an MTU of 1500 over IPv") +
                   (isIpv6 ? "6" : "4") + ", and no packet is fragmented"),
          m_isIpv6(isIpv6)
    {
    }

  private:
    void DoRun() override
    {
        {
            TlsTestWorld world(m_isIpv6);
            world.Install();
            Watch(world.nodes.Get(0));
            Watch(world.nodes.Get(1));
            TlsTestPeer client;
            TlsTestPeer server;
            server.isEcho = true;
            client.toSend = TlsTestPattern(50000);
            server.Listen(world);
            Simulator::ScheduleNow(&TlsTestPeer::Connect, &client, &world);
            Simulator::Stop(Seconds(10));
            Simulator::Run();
            NS_TEST_EXPECT_MSG_EQ((client.received == client.toSend), true, "the echo");
            for (const uint32_t largest : m_largest)
            {
                NS_TEST_EXPECT_MSG_EQ(largest, 1500, "octets of the largest packet");
            }
            NS_TEST_EXPECT_MSG_EQ(m_fragments, 0, "fragments");
            client.socket->Close();
            Simulator::Stop(Seconds(10));
            Simulator::Run();
            server.listener->Close();
        }
        Simulator::Destroy();
    }

    /// @param node whose packets are looked at
    void Watch(Ptr<Node> node)
    {
        if (m_isIpv6)
        {
            node->GetObject<Ipv6L3Protocol>()->TraceConnectWithoutContext(
                "Tx",
                MakeCallback(&SegmentFitTestCase::SentIpv6, this));
        }
        else
        {
            node->GetObject<Ipv4L3Protocol>()->TraceConnectWithoutContext(
                "Tx",
                MakeCallback(&SegmentFitTestCase::SentIpv4, this));
        }
    }

    void SentIpv4(Ptr<const Packet> packet, Ptr<Ipv4> ip, uint32_t)
    {
        Ipv4Header header;
        packet->PeekHeader(header);
        Count(ip->GetObject<Node>(),
              packet,
              header.IsLastFragment() && header.GetFragmentOffset() == 0);
    }

    void SentIpv6(Ptr<const Packet> packet, Ptr<Ipv6> ip, uint32_t)
    {
        Ipv6Header header;
        packet->PeekHeader(header);
        constexpr uint8_t FRAGMENT = 44; // RFC 8200, 4.5
        Count(ip->GetObject<Node>(), packet, header.GetNextHeader() != FRAGMENT);
    }

    /**
     * @param node who sends
     * @param packet what it sends
     * @param isWhole false for a fragment
     */
    void Count(Ptr<Node> node, Ptr<const Packet> packet, bool isWhole)
    {
        uint32_t& largest = m_largest[node->GetId() % m_largest.size()];
        largest = std::max(largest, packet->GetSize());
        m_fragments += isWhole ? 0 : 1;
    }

    bool m_isIpv6;                       //!< version of IP
    std::array<uint32_t, 2> m_largest{}; //!< octets of each node's largest packet
    uint32_t m_fragments{0};             //!< packets that are parts of others
};

/**
 * When acknowledgments are sent to which no data comes along.
 */
class AckPaceTestCase : public TestCase
{
  public:
    AckPaceTestCase()
        : TestCase("After an answer an acknowledgment waits 40 ms for data to go with; once none "
                   "came, the next ones go at once")
    {
    }

  private:
    void DoRun() override
    {
        {
            TlsTestWorld world;
            world.Install();
            TlsTestPeer client;
            TlsTestPeer server;
            client.toSend = "question";
            server.Listen(world);
            Simulator::ScheduleNow(&TlsTestPeer::Connect, &client, &world);
            Simulator::Stop(Seconds(0.5));
            Simulator::Run();
            world.nodes.Get(0)->GetObject<Ipv4L3Protocol>()->TraceConnectWithoutContext(
                "Tx",
                MakeCallback(&AckPaceTestCase::Sent, this));
            for (int i = 0; i < 3; ++i)
            {
                m_sent.clear();
                const Time start = Simulator::Now();
                server.toSend += "answer";
                server.SendMore();
                Simulator::Stop(Seconds(1));
                Simulator::Run();
                NS_TEST_ASSERT_MSG_EQ(m_sent.size(), 1, "one acknowledgment");
                // The way of the answer takes 5 ms, and some microseconds at 10 Mbit/s.
                const double waited = (m_sent[0] - start).GetSeconds() * 1000 - 5;
                NS_TEST_EXPECT_MSG_EQ_TOL(waited, (i == 0 ? 40 : 0), 0.2, "ms, answer " << i);
            }
            client.socket->Close();
            Simulator::Stop(Seconds(10));
            Simulator::Run();
            server.listener->Close();
        }
        Simulator::Destroy();
    }

    void Sent(Ptr<const Packet> /* packet */, Ptr<Ipv4> /* ip */, uint32_t /* interface */)
    {
        m_sent.push_back(Simulator::Now());
    }

    std::vector<Time> m_sent; //!< when the client sent packets
};

/**
 * The suite.
 */
class TcpProfileTestSuite : public TestSuite
{
  public:
    TcpProfileTestSuite()
        : TestSuite("tls-spdy-tcp-profile", Type::UNIT)
    {
        AddTestCase(new LinuxRttEstimatorTestCase);
        AddTestCase(new TcpProfileScopeTestCase);
        AddTestCase(new AckPaceTestCase);
        AddTestCase(new SegmentFitTestCase(false));
        AddTestCase(new SegmentFitTestCase(true));
        AddTestCase(new SingleDropTestCase);
    }
};

TcpProfileTestSuite g_tcpProfileTestSuite; //!< registers the suite

} // namespace
