/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Connections that must not come about, on simulated nodes: the alert that the RFC names crosses
// the wire, both ends say why, and the server goes on to serve whoever comes next.

#include "ns3/error-model.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/pointer.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/test.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-helper.h"
#include "ns3/tls-link.h"
#include "ns3/tls-socket-factory.h"
#include "ns3/tls-socket.h"
#include "ns3/web-client.h"
#include "ns3/web-helper.h"
#include "ns3/web-server.h"

#include <functional>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

constexpr uint16_t PORT = 443;
constexpr const char* HOST = "www.example.com";

/// Changes one octet of one TCP payload on its way.
class TamperModel : public ErrorModel
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::TlsRefusalTestTamperModel").SetParent<ErrorModel>();
        return tid;
    }

    /**
     * @param segment which of the segments that are long enough, the first is 1
     * @param offset of the octet in its payload
     */
    TamperModel(uint32_t segment, uint32_t offset)
        : m_segment(segment),
          m_offset(offset)
    {
    }

  private:
    bool DoCorrupt(Ptr<Packet> packet) override
    {
        // PPP, IPv4 and TCP with timestamps.
        const uint32_t headers = 2 + 20 + 32;
        if (packet->GetSize() > headers + m_offset && ++m_seen == m_segment)
        {
            std::vector<uint8_t> octets(packet->GetSize());
            packet->CopyData(octets.data(), octets.size());
            octets[headers + m_offset] ^= 0x01;
            packet->RemoveAtEnd(packet->GetSize() - headers);
            packet->AddAtEnd(Create<Packet>(octets.data() + headers, octets.size() - headers));
        }
        return false;
    }

    void DoReset() override
    {
    }

    uint32_t m_segment;
    uint32_t m_offset;
    uint32_t m_seen{0};
};

/// What both ends said.
struct Outcome
{
    std::vector<std::string> client; //!< results of a web client's connections
    std::vector<std::string> server; //!< how the server's connections ended
    wire::Bytes answer;              //!< what a raw client got
};

void
OnDone(Outcome* outcome, const WebConnectionRecord& record)
{
    outcome->client.push_back(record.result);
}

void
OnClosed(Outcome* outcome, Ptr<const TlsSocket>, std::string reason)
{
    outcome->server.push_back(reason);
}

void
OnSocket(Outcome* outcome, Ptr<TlsSocket> socket)
{
    socket->TraceConnectWithoutContext("Closed", MakeBoundCallback(&OnClosed, outcome));
}

void
OnRawData(Outcome* outcome, Ptr<Socket> socket)
{
    while (const Ptr<Packet> packet = socket->Recv())
    {
        if (packet->GetSize() == 0)
        {
            break;
        }
        wire::Bytes octets(packet->GetSize());
        packet->CopyData(octets.data(), octets.size());
        wire::Append(outcome->answer, octets);
    }
}

void
SendRaw(const wire::Bytes* octets, Ptr<Socket> socket)
{
    socket->Send(Create<Packet>(octets->data(), octets->size()));
}

void
ConnectRaw(Ptr<Socket> socket, Address remote)
{
    socket->Connect(remote);
}

void
IgnoreRaw(Ptr<Socket>)
{
}

/// Everything that a case may change before its connection.
struct World
{
    World()
        : link(TlsLinkConfig())
    {
        for (TlsHelper* tls : {&server, &client})
        {
            tls->CreateIdentity(HOST, "rsa:1024", 3);
            tls->SetNpn({"spdy/3.1"});
        }
    }

    TlsLink link;
    TlsHelper server;        //!< for the server's node
    TlsHelper client;        //!< for the client's node
    std::string host{HOST};  //!< that the client asks for
    Ptr<TamperModel> tamper; //!< on the way to the client
    wire::Bytes raw;         //!< what a client without TLS says, none when empty
};

/**
 * One connection as the case has it, then a good one to the same server.
 * @param world what was changed
 * @return what came of both
 */
Outcome
Play(World& world)
{
    Outcome outcome;
    const NodeContainer serverNode(world.link.GetServer());
    const NodeContainer clientNode(world.link.GetClient());
    world.server.InstallTcp(world.link.GetNodes(), "linux");
    world.server.Install(serverNode);
    world.client.Install(clientNode);
    world.server.AssignStreams(world.link.GetNodes(), 100);
    world.link.GetServer()->GetObject<TlsSocketFactory>()->TraceConnectWithoutContext(
        "SocketCreated",
        MakeBoundCallback(&OnSocket, &outcome));
    if (world.tamper)
    {
        world.link.GetDevices().Get(0)->SetAttribute("ReceiveErrorModel",
                                                     PointerValue(world.tamper));
    }

    WebHelper web(world.server);
    ApplicationContainer applications = web.InstallServer(serverNode, PORT);
    const Address remote = world.link.GetServerAddress(PORT);
    if (world.raw.empty())
    {
        WebHelper clients(world.client);
        clients.SetClientAttribute("Host", StringValue(world.host));
        applications = clients.InstallClients(clientNode, remote);
        applications.Get(0)->TraceConnectWithoutContext("ConnectionDone",
                                                        MakeBoundCallback(&OnDone, &outcome));
    }
    else
    {
        const Ptr<Socket> socket =
            Socket::CreateSocket(clientNode.Get(0), TcpSocketFactory::GetTypeId());
        socket->SetConnectCallback(MakeBoundCallback(&SendRaw, &world.raw),
                                   MakeCallback(&IgnoreRaw));
        socket->SetRecvCallback(MakeBoundCallback(&OnRawData, &outcome));
        Simulator::Schedule(MilliSeconds(1), &ConnectRaw, socket, remote);
    }
    Simulator::Stop(Seconds(5));
    Simulator::Run();

    world.server.ClientConfig().cipherSuites = world.server.ServerConfig().cipherSuites;
    world.server.Install(clientNode);
    WebHelper again(world.server);
    applications = again.InstallClients(clientNode, remote);
    applications.Get(0)->TraceConnectWithoutContext("ConnectionDone",
                                                    MakeBoundCallback(&OnDone, &outcome));
    Simulator::Stop(Seconds(5));
    Simulator::Run();
    Simulator::Destroy();
    return outcome;
}

/// A web client and what its connection ends with.
class ClientRefusalTest : public TestCase
{
  public:
    /**
     * @param what is wrong
     * @param change makes it so
     * @param client how the client's result begins
     * @param server how the server's reason begins
     */
    ClientRefusalTest(const std::string& what,
                      const std::function<void(World&)>& change,
                      const std::string& client,
                      const std::string& server)
        : TestCase("A connection is refused, and the next one served: " + what),
          m_change(change),
          m_client(client),
          m_server(server)
    {
    }

  private:
    void DoRun() override
    {
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(1);
        World world;
        m_change(world);
        const Outcome outcome = Play(world);
        NS_TEST_ASSERT_MSG_EQ(outcome.client.size(), 2, "two connections ended");
        NS_TEST_EXPECT_MSG_EQ(outcome.client[0].substr(0, m_client.size()),
                              m_client,
                              "the client's result");
        NS_TEST_EXPECT_MSG_EQ(outcome.client[1], "ok", "the next connection");
        NS_TEST_ASSERT_MSG_GT(outcome.server.size(), 1, "two connections at the server");
        NS_TEST_EXPECT_MSG_EQ(outcome.server[0].substr(0, m_server.size()),
                              m_server,
                              "the server's reason");
    }

    std::function<void(World&)> m_change;
    std::string m_client;
    std::string m_server;
};

/// A client that speaks no TLS, or wrong TLS.
class RawRefusalTest : public TestCase
{
  public:
    /**
     * @param what is wrong
     * @param octets what the client says, in hexadecimal
     * @param alert that it is answered with
     */
    RawRefusalTest(const std::string& what,
                   const std::string& octets,
                   tls::TlsAlertDescription alert)
        : TestCase("A server answers with an alert and goes on: " + what),
          m_octets(wire::FromHex(octets)),
          m_alert(alert)
    {
    }

  private:
    void DoRun() override
    {
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(1);
        World world;
        world.raw = m_octets;
        const Outcome outcome = Play(world);
        NS_TEST_ASSERT_MSG_EQ(outcome.answer.size(), 7, "one alert in the clear");
        NS_TEST_EXPECT_MSG_EQ(int{outcome.answer[0]}, 21, "an alert");
        NS_TEST_EXPECT_MSG_EQ(int{outcome.answer[5]}, 2, "a fatal one");
        NS_TEST_EXPECT_MSG_EQ(int{outcome.answer[6]}, static_cast<int>(m_alert), "this one");
        const std::string name = ToString(m_alert);
        NS_TEST_ASSERT_MSG_GT(outcome.server.size(), 1, "two connections at the server");
        NS_TEST_EXPECT_MSG_EQ(outcome.server[0].substr(0, name.size()), name, "its reason");
        NS_TEST_ASSERT_MSG_EQ(outcome.client.size(), 1, "one connection of the web client");
        NS_TEST_EXPECT_MSG_EQ(outcome.client[0], "ok", "the next connection");
    }

    wire::Bytes m_octets;
    tls::TlsAlertDescription m_alert;
};

/// The suite.
class TlsRefusalTestSuite : public TestSuite
{
  public:
    TlsRefusalTestSuite()
        : TestSuite("tls-spdy-refusal", TestSuite::Type::SYSTEM)
    {
        using A = tls::TlsAlertDescription;
        Client(
            "wrong host name",
            [](World& world) { world.host = "www.example.org"; },
            A::BAD_CERTIFICATE);
        Client(
            "expired certificate",
            [](World& world) { world.client.SetDate(5000000000); },
            A::CERTIFICATE_EXPIRED);
        Client(
            "certificate of the future",
            [](World& world) { world.client.SetDate(0); },
            A::CERTIFICATE_EXPIRED);
        Client(
            "unknown root",
            [](World& world) {
                world.client = TlsHelper();
                world.client.CreateIdentity("www.example.org", "rsa:1024", 1);
                world.client.CreateIdentity(HOST, "rsa:1024", 1);
            },
            A::UNKNOWN_CA);
        Client(
            "tampered certificate",
            [](World& world) { world.tamper = CreateObject<TamperModel>(1, 700); },
            A::BAD_CERTIFICATE);
        Client(
            "tampered server random",
            [](World& world) { world.tamper = CreateObject<TamperModel>(1, 20); },
            A::DECRYPT_ERROR);
        AddTestCase(new ClientRefusalTest(
            "no common suite",
            [](World& world) {
                world.client.SetCipherSuites({"TLS_RSA_WITH_AES_128_CBC_SHA"});
                world.server.SetCipherSuites({"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"});
            },
            "handshake_failure: sent by the peer",
            "handshake_failure: "));
        AddTestCase(new RawRefusalTest("garbage instead of a hello",
                                       "474554202f20485454502f312e310d0a0d0a",
                                       A::UNEXPECTED_MESSAGE));
        AddTestCase(
            new RawRefusalTest("no common version",
                               "160302002d010000290302" + std::string(64, '5') + "000002002f0100",
                               A::PROTOCOL_VERSION));
        AddTestCase(new RawRefusalTest("a record over 2^14 + 2048 octets",
                                       "1603034801" + std::string(200, '0'),
                                       A::RECORD_OVERFLOW));
    }

  private:
    /**
     * @param what is wrong
     * @param change makes it so
     * @param alert that the client sends
     */
    void Client(const std::string& what,
                const std::function<void(World&)>& change,
                tls::TlsAlertDescription alert)
    {
        const std::string name = ToString(alert);
        AddTestCase(new ClientRefusalTest(what, change, name + ": ", name + ": sent by the peer"));
    }
};

TlsRefusalTestSuite g_tlsRefusalTestSuite; //!< the suite, registered

} // namespace
