/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-session-test-support.h"

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

namespace ns3
{

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

} // namespace

SessionOutcome
RunSession(const SessionSetup& setup)
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

} // namespace ns3
