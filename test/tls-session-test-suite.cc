/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/error-model.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/object-vector.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/pointer.h"
#include "ns3/random-variable-stream.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tcp-l4-protocol.h"
#include "ns3/test.h"
#include "ns3/tls-helper.h"
#include "ns3/tls-link-packet.h"
#include "ns3/tls-link.h"
#include "ns3/tls-socket-factory.h"
#include "ns3/tls-socket.h"
#include "ns3/tls-trace-helper.h"
#include "ns3/uinteger.h"
#include "ns3/web-client.h"
#include "ns3/web-helper.h"
#include "ns3/web-server.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

constexpr uint16_t PORT = 443;
constexpr const char* HOST = "www.example.com";

/// Loses, delays and doubles packets that reach a device.
class MangleModel : public ErrorModel
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::TlsSessionTestMangleModel").SetParent<ErrorModel>();
        return tid;
    }

    MangleModel(Ptr<PointToPointNetDevice> device, double loss, double late, double twice)
        : m_device(device),
          m_loss(loss),
          m_late(late),
          m_twice(twice),
          m_random(CreateObject<UniformRandomVariable>())
    {
        m_random->SetStream(900 + device->GetNode()->GetId());
    }

  private:
    bool DoCorrupt(Ptr<Packet> packet) override
    {
        if (m_again)
        {
            return false;
        }
        const double draw = m_random->GetValue();
        const bool isLate = draw >= m_loss && draw < m_loss + m_late;
        const bool isTwice = draw >= m_loss + m_late && draw < m_loss + m_late + m_twice;
        if (isLate || isTwice)
        {
            Simulator::Schedule(MilliSeconds(isLate ? 7 : 1),
                                &MangleModel::Deliver,
                                this,
                                packet->Copy());
        }
        return draw < m_loss + m_late;
    }

    void DoReset() override
    {
    }

    void Deliver(Ptr<Packet> packet)
    {
        m_again = true;
        m_device->Receive(packet);
        m_again = false;
    }

    Ptr<PointToPointNetDevice> m_device;
    double m_loss;
    double m_late;
    double m_twice;
    Ptr<UniformRandomVariable> m_random;
    bool m_again{false};
};

/// What a session is to be like.
struct Setup
{
    std::vector<std::string> npn{"spdy/3.1", "http/1.1"};
    std::vector<std::string> alpn;
    double loss{0};
    double late{0};
    double twice{0};
    std::string calibration{"zero"};
    bool ipv6{false};
    bool truncate{false};
    uint32_t objects{3};
    uint32_t size{40000};
    uint32_t seed{1};
    uint64_t run{1};
    std::string pcap;
    Time rtt{MilliSeconds(40)};
    uint64_t rate{5000000};
};

/// A packet that a node sent.
struct Sent
{
    bool fromClient;
    uint32_t size;
    wire::Bytes payload;
};

/// What came out of it.
struct SessionOutcome
{
    WebConnectionRecord record;
    size_t liveSockets{0};
    size_t openConnections{0};
    uint64_t requests{0};
    bool isIdle{false};
    TlsTimeline timeline;
    std::vector<Sent> sent;
};

void
OnDone(SessionOutcome* result, const WebConnectionRecord& record)
{
    result->record = record;
}

void
OnPacket(SessionOutcome* result, bool fromClient, Ptr<const Packet> packet, Ptr<Ipv4>, uint32_t)
{
    TlsLinkPacket parsed;
    if (parsed.ParseIp(packet))
    {
        wire::Bytes all(packet->GetSize());
        packet->CopyData(all.data(), packet->GetSize());
        result->sent.push_back({fromClient,
                                packet->GetSize(),
                                wire::ByteView(all).Sub(all.size() - parsed.payload).ToBytes()});
    }
}

void
CloseTcp(Ptr<Socket> socket)
{
    DynamicCast<TlsSocket>(socket)->GetTcpSocket()->Close();
}

void
OnAccept(Ptr<Socket> socket)
{
    Simulator::Schedule(MilliSeconds(1), &CloseTcp, socket);
}

size_t
CountSockets(Ptr<Node> node)
{
    ObjectVectorValue tcp;
    node->GetObject<TcpL4Protocol>()->GetAttribute("SocketList", tcp);
    return tcp.GetN() + node->GetObject<TlsSocketFactory>()->GetSocketCount();
}

SessionOutcome
RunSession(const Setup& setup)
{
    SessionOutcome result;
    RngSeedManager::SetSeed(setup.seed);
    RngSeedManager::SetRun(setup.run);
    TlsLinkConfig config;
    config.rtt = setup.rtt;
    config.down = setup.rate;
    config.up = setup.rate;
    config.ipv6 = setup.ipv6;
    TlsLink link(config);
    link.AssignStreams(100);
    for (uint32_t i = 0; i < 2 && setup.loss + setup.late + setup.twice > 0; ++i)
    {
        const auto device = DynamicCast<PointToPointNetDevice>(link.GetDevices().Get(i));
        device->SetAttribute(
            "ReceiveErrorModel",
            PointerValue(CreateObject<MangleModel>(device, setup.loss, setup.late, setup.twice)));
    }

    TlsHelper tls;
    tls.CreateIdentity(HOST);
    tls.SetNpn(setup.npn);
    tls.SetAlpn(setup.alpn);
    tls.InstallTcp(link.GetNodes(), "linux");
    tls.InstallCpu(link.GetNodes(), setup.calibration, 1);
    tls.Install(link.GetNodes());
    tls.AssignStreams(link.GetNodes(), 200);

    WebHelper web(tls);
    web.SetServerAttribute("ObjectSize", UintegerValue(setup.size));
    web.SetClientAttribute("Objects", UintegerValue(setup.objects));
    web.SetClientAttribute("StreamWindow", UintegerValue(16384));
    web.SetClientAttribute("SessionWindow", UintegerValue(131072));
    web.SetClientAttribute("Timeout", TimeValue(Seconds(600)));
    ApplicationContainer applications = web.InstallServer(link.GetServer(), PORT);
    const auto server = DynamicCast<WebServer>(applications.Get(0));
    applications.Add(web.InstallClients(link.GetClient(), link.GetServerAddress(PORT)));
    const auto client = applications.Get(1);
    server->SetStopTime(Seconds(2000));
    client->TraceConnectWithoutContext("ConnectionDone", MakeBoundCallback(&OnDone, &result));
    if (setup.truncate)
    {
        server->TraceConnectWithoutContext("Accept", MakeCallback(&OnAccept));
    }
    for (const bool isClient : {true, false})
    {
        const auto node = isClient ? link.GetClient() : link.GetServer();
        node->GetObject<Ipv4L3Protocol>()->TraceConnectWithoutContext(
            "Tx",
            MakeBoundCallback(&OnPacket, &result, isClient));
    }
    TlsTraceHelper trace;
    trace.Watch(link.GetClient(), link.GetServer(), PORT, applications);
    if (!setup.pcap.empty())
    {
        trace.EnablePcap(link.GetClient(), setup.pcap);
    }

    Simulator::Run();
    trace.Close();
    result.isIdle = Simulator::IsFinished();
    result.openConnections = server->GetOpenConnections();
    result.requests = server->GetRequestCount();
    result.liveSockets = CountSockets(link.GetClient()) + CountSockets(link.GetServer());
    result.timeline = trace.GetTimeline();
    Simulator::Destroy();
    return result;
}

/// Sessions over links of all kinds deliver every octet and leave nothing behind.
class DeliveryTest : public TestCase
{
  public:
    DeliveryTest(const std::string& title, const Setup& setup, const std::string& protocol)
        : TestCase(title),
          m_setup(setup),
          m_protocol(protocol)
    {
    }

  private:
    void DoRun() override
    {
        const SessionOutcome result = RunSession(m_setup);
        const WebConnectionRecord& record = result.record;
        NS_TEST_ASSERT_MSG_EQ(record.result, "ok", "the session ends well");
        NS_TEST_ASSERT_MSG_EQ(record.protocol, m_protocol, "what was negotiated carries it");
        NS_TEST_ASSERT_MSG_EQ(record.objects, m_setup.objects, "every object is complete");
        NS_TEST_ASSERT_MSG_EQ(record.contentBytes,
                              uint64_t{m_setup.objects} * m_setup.size,
                              "bytes out equal bytes in");
        NS_TEST_ASSERT_MSG_EQ(result.requests, m_setup.objects, "each is asked for once");
        NS_TEST_ASSERT_MSG_EQ(result.openConnections, 0, "the server is rid of the connection");
        NS_TEST_ASSERT_MSG_EQ(result.liveSockets, 0, "no socket is left");
        NS_TEST_ASSERT_MSG_EQ(result.isIdle, true, "no timer is left");
    }

    Setup m_setup;
    std::string m_protocol;
};

/// The last segments of a connection are lost as often as any others.
class EndingTest : public TestCase
{
  public:
    EndingTest()
        : TestCase("Whichever segments are lost, a session ends on both sides")
    {
    }

  private:
    void DoRun() override
    {
        Setup setup;
        setup.objects = 1;
        setup.size = 1000;
        setup.loss = 0.15;
        for (setup.run = 1; setup.run <= 60; ++setup.run)
        {
            const SessionOutcome result = RunSession(setup);
            NS_TEST_EXPECT_MSG_EQ(result.record.result, "ok", "run " << setup.run);
            NS_TEST_EXPECT_MSG_EQ(result.liveSockets, 0, "no socket is left, run " << setup.run);
            NS_TEST_EXPECT_MSG_LT(result.sent.size(), 60, "no FIN without end, run " << setup.run);
        }
    }
};

class TruncationTest : public TestCase
{
  public:
    TruncationTest()
        : TestCase("A TCP close without close_notify is reported as truncation")
    {
    }

  private:
    void DoRun() override
    {
        Setup setup;
        setup.truncate = true;
        setup.size = 1000000;
        const SessionOutcome result = RunSession(setup);
        NS_TEST_ASSERT_MSG_EQ(result.record.result.rfind("truncated", 0),
                              0,
                              "reason is " << result.record.result);
    }
};

std::string
ReadFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class SeedTest : public TestCase
{
  public:
    SeedTest()
        : TestCase("The same seed gives the same capture byte for byte, another seed another")
    {
    }

  private:
    void DoRun() override
    {
        std::vector<std::string> captures;
        for (const uint32_t seed : {1, 1, 2})
        {
            Setup setup;
            setup.seed = seed;
            setup.loss = 0.05;
            setup.pcap =
                CreateTempDirFilename("session-" + std::to_string(captures.size()) + ".pcap");
            RunSession(setup);
            captures.push_back(ReadFile(setup.pcap));
        }
        NS_TEST_ASSERT_MSG_GT(captures[0].size(), 100000, "the session is in the capture");
        NS_TEST_ASSERT_MSG_EQ((captures[0] == captures[1]), true, "the same seed");
        NS_TEST_ASSERT_MSG_EQ((captures[0] == captures[2]), false, "another seed");
    }
};

/// A step of one node, as often as it has to be there.
struct Step
{
    const char* node;
    const char* event;
    size_t count;
};

/// In the order of the phases and of time.
const std::vector<Step> ORDERED{{"client", "SYN", 1},
                                {"server", "SYN+ACK", 1},
                                {"client", "ACK", 1},
                                {"client", "client random chosen", 1},
                                {"client", "Client Hello", 1},
                                {"server", "suites compared and chosen", 1},
                                {"server", "session id given", 1},
                                {"server", "server random chosen", 1},
                                {"server", "Server Hello", 1},
                                {"server", "Certificate", 3},
                                {"server", "curve and base point chosen", 1},
                                {"server", "server private value", 1},
                                {"server", "server public value", 1},
                                {"server", "Server Key Exchange", 1},
                                {"server", "Server Hello Done", 1},
                                {"client", "client private value", 1},
                                {"client", "client public value", 1},
                                {"client", "Client Key Exchange", 1},
                                {"client", "master secret", 1},
                                {"client", "key block", 6},
                                {"client", "Change Cipher Spec", 1},
                                {"client", "Finished", 1},
                                {"server", "shared secret", 1},
                                {"server", "master secret", 1},
                                {"server", "key block", 6},
                                {"server", "Finished check", 1},
                                {"server", "Change Cipher Spec", 1},
                                {"server", "Finished", 1},
                                {"client", "Finished check", 1},
                                {"client", "SYN_STREAM", 1},
                                {"server", "SYN_REPLY", 1},
                                {"client", "PING", 1},
                                {"server", "PING", 1},
                                {"client", "GOAWAY", 1},
                                {"server", "GOAWAY", 1},
                                {"client", "close_notify", 1},
                                {"client", "FIN", 1},
                                {"server", "close_notify", 1},
                                {"server", "FIN", 1}};

class TimelineTest : public TestCase
{
  public:
    explicit TimelineTest(double loss)
        : TestCase("Every step of a session is in the time line, in order and as often as it "
                   "happened, at a loss of " +
                   std::to_string(static_cast<int>(100 * loss)) + " percent"),
          m_loss(loss)
    {
    }

  private:
    void DoRun() override
    {
        Setup setup;
        setup.objects = 1;
        setup.loss = m_loss;
        const SessionOutcome result = RunSession(setup);
        std::vector<TlsTimelineRow> rows;
        for (const auto& row : result.timeline.GetRows())
        {
            if (row.kind == TlsRowKind::STEP)
            {
                rows.push_back(row);
            }
        }
        std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
            return a.phase < b.phase;
        });
        auto at = rows.begin();
        for (const auto& step : ORDERED)
        {
            const auto matches = [&](const TlsTimelineRow& row) {
                return row.node == step.node && row.event == step.event;
            };
            const size_t count = std::count_if(rows.begin(), rows.end(), matches);
            NS_TEST_EXPECT_MSG_EQ(count, step.count, step.node << " " << step.event);
            const auto next = std::find_if(at, rows.end(), matches);
            NS_TEST_EXPECT_MSG_EQ((next != rows.end()),
                                  true,
                                  step.node << " " << step.event << " is out of order");
            at = next != rows.end() ? next : at;
        }
        for (const char* event :
             {"shared secret", "certificate check", "signature check", "SETTINGS", "WINDOW_UPDATE"})
        {
            const bool found = std::any_of(rows.begin(), rows.end(), [&](const auto& row) {
                return row.node == "client" && row.event == event;
            });
            NS_TEST_EXPECT_MSG_EQ(found, true, "client " << event);
        }
        std::ostringstream csv;
        result.timeline.WriteCsv(csv);
        NS_TEST_EXPECT_MSG_EQ(csv.str().find("time_ms,node,layer,phase,event,bytes,cpu_us,detail"),
                              0,
                              "columns");
    }

    double m_loss;
};

/// Costs in nanoseconds, written into a calibration file.
struct Costs
{
    uint64_t generate{0};
    uint64_t agree{0};
    uint64_t sign{0};
    uint64_t verify{0};
};

/**
 * Computes when the handshake is over from the sizes of packets, the delay, the rate and the
 * costs, knowing of each message what it needs, and compares.
 */
class CriticalPathTest : public TestCase
{
  public:
    CriticalPathTest(const std::string& title, const Costs& costs)
        : TestCase(title),
          m_costs(costs)
    {
    }

  private:
    /// One direction of the link.
    struct Link
    {
        double rate;
        double delay;
        double free{0};

        double Send(double release, uint32_t size)
        {
            constexpr uint32_t PPP_HEADER = 2;
            free = std::max(free, release) + (size + PPP_HEADER) * 8 / rate * 1e9;
            return free + delay;
        }
    };

    void DoRun() override
    {
        Setup setup;
        setup.objects = 1;
        setup.calibration = CreateTempDirFilename("costs.txt");
        std::ofstream file(setup.calibration);
        file << "generate-key ecdh 256 " << m_costs.generate << " 0\n"
             << "agree ecdh 256 " << m_costs.agree << " 0\n"
             << "sign rsa 2048 " << m_costs.sign << " 0\n"
             << "verify rsa 2048 " << m_costs.verify << " 0\n";
        file.close();
        const SessionOutcome result = RunSession(setup);
        const double law = Compute(setup, result.sent);
        const double simulated = static_cast<double>(
            (result.record.times.established - result.record.times.synSent).GetNanoSeconds());
        NS_TEST_ASSERT_MSG_EQ_TOL(simulated, law, 1000.0, "nanoseconds from SYN to complete");
    }

    double Compute(const Setup& setup, const std::vector<Sent>& sent) const
    {
        const double delay = static_cast<double>(setup.rtt.GetNanoSeconds()) / 2;
        Link up{static_cast<double>(setup.rate), delay};
        Link down{static_cast<double>(setup.rate), delay};
        std::vector<Sent> client;
        std::vector<Sent> server;
        for (const auto& packet : sent)
        {
            (packet.fromClient ? client : server).push_back(packet);
        }
        size_t c = 0;
        size_t s = 0;
        const double synAt = up.Send(0, client[c++].size);
        const double connected = down.Send(synAt, server[s++].size);
        up.Send(connected, client[c++].size);
        const double helloAt = up.Send(connected, client[c++].size);

        // The server's flight: key and signature; its records end with Server Hello Done.
        const double flight = helloAt + static_cast<double>(m_costs.generate + m_costs.sign);
        wire::Bytes stream;
        std::vector<double> arrivals;
        std::vector<size_t> lengths;
        while (CountRecords(stream).size() < 4)
        {
            const Sent& packet = server[s++];
            const bool data = !packet.payload.empty();
            const double arrival = down.Send(data ? flight : helloAt, packet.size);
            if (data)
            {
                wire::Append(stream, packet.payload);
                arrivals.push_back(arrival);
                lengths.push_back(stream.size());
            }
        }
        const std::vector<size_t> ends = CountRecords(stream);
        const std::vector<uint64_t> costs{0,
                                          3 * m_costs.verify,
                                          m_costs.verify,
                                          m_costs.generate + m_costs.agree};
        double done = 0;
        for (size_t i = 0; i < costs.size(); ++i)
        {
            const auto segment = std::lower_bound(lengths.begin(), lengths.end(), ends[i]);
            done =
                std::max(done, arrivals[segment - lengths.begin()]) + static_cast<double>(costs[i]);
        }

        // The client's second flight, behind its acknowledgments.
        for (size_t i = 0; client[c].payload.empty(); ++i)
        {
            up.Send(arrivals[std::min(i, arrivals.size() - 1)], client[c++].size);
        }
        const double keysAt = up.Send(done, client[c].size);
        while (server[s].payload.empty())
        {
            down.Send(keysAt, server[s++].size);
        }
        return down.Send(keysAt + static_cast<double>(m_costs.agree), server[s].size);
    }

    /// @return where the complete records of a stream end
    static std::vector<size_t> CountRecords(const wire::Bytes& stream)
    {
        constexpr size_t HEADER = 5;
        std::vector<size_t> ends;
        size_t at = 0;
        while (at + HEADER <= stream.size())
        {
            at += HEADER + (stream[at + 3] << 8 | stream[at + 4]);
            if (at <= stream.size())
            {
                ends.push_back(at);
            }
        }
        return ends;
    }

    Costs m_costs;
};

class TlsSessionTestSuite : public TestSuite
{
  public:
    TlsSessionTestSuite()
        : TestSuite("tls-spdy-session", TestSuite::Type::SYSTEM)
    {
        Setup plain;
        AddTestCase(new DeliveryTest("NPN chooses SPDY 3.1 and it delivers", plain, "spdy/3.1"));
        Setup alpn;
        alpn.alpn = alpn.npn;
        alpn.npn.clear();
        AddTestCase(new DeliveryTest("ALPN chooses SPDY 3.1 and it delivers", alpn, "spdy/3.1"));
        Setup none;
        none.npn.clear();
        AddTestCase(new DeliveryTest("Without NPN and ALPN HTTP 1.1 is spoken", none, "http/1.1"));
        Setup ipv6;
        ipv6.ipv6 = true;
        AddTestCase(new DeliveryTest("A session runs over IPv6", ipv6, "spdy/3.1"));
        Setup slow;
        slow.calibration = "openssl-3.0";
        AddTestCase(
            new DeliveryTest("A session whose cryptography takes time delivers", slow, "spdy/3.1"));
        for (const double loss : {0.05, 0.2})
        {
            Setup lossy;
            lossy.loss = loss;
            AddTestCase(new DeliveryTest("A session delivers at a loss of " +
                                             std::to_string(static_cast<int>(100 * loss)) +
                                             " percent",
                                         lossy,
                                         "spdy/3.1"));
        }
        Setup late;
        late.late = 0.2;
        AddTestCase(new DeliveryTest("A session delivers when packets overtake each other",
                                     late,
                                     "spdy/3.1"));
        Setup twice;
        twice.twice = 0.2;
        AddTestCase(
            new DeliveryTest("A session delivers when packets come twice", twice, "spdy/3.1"));
        AddTestCase(new EndingTest);
        AddTestCase(new TruncationTest);
        AddTestCase(new SeedTest);
        AddTestCase(new TimelineTest(0));
        AddTestCase(new TimelineTest(0.05));
        AddTestCase(
            new CriticalPathTest("Without cost the handshake takes what sizes, delay and rate say",
                                 Costs{}));
        AddTestCase(new CriticalPathTest(
            "The handshake takes what sizes, delay, rate and processor time say",
            Costs{300000, 400000, 2000000, 700000}));
    }
};

TlsSessionTestSuite g_tlsSessionTestSuite; //!< registers itself

} // namespace
