/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-link.h"

#include "ns3/application-container.h"
#include "ns3/boolean.h"
#include "ns3/data-rate.h"
#include "ns3/drop-tail-queue.h"
#include "ns3/icmpv6-l4-protocol.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/mac48-address.h"
#include "ns3/net-device-queue-interface.h"
#include "ns3/on-off-helper.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/pointer.h"
#include "ns3/queue-size.h"
#include "ns3/string.h"
#include "ns3/traffic-control-helper.h"
#include "ns3/udp-socket-factory.h"

#include <sstream>

namespace ns3
{

namespace
{

constexpr uint32_t FIRST_IPV4 = 0x0a010101; //!< 10.1.1.1, the first client's
constexpr uint16_t CROSS_PORT = 9;          //!< the discard service
constexpr uint32_t CROSS_PAYLOAD = 1000;    //!< octets of each packet of cross traffic
constexpr const char* FIFO = "fifo:";       //!< what a queue's name begins with, then its size

} // namespace

TlsLink::TlsLink(const TlsLinkConfig& config)
    : m_config(config),
      m_channel(CreateObject<TlsLinkChannel>()),
      m_lossUp(CreateObject<TlsLinkLoss>()),
      m_lossDown(CreateObject<TlsLinkLoss>()),
      m_meter(CreateObject<TlsLinkMeter>())
{
    m_nodes.Create(2);
    SetUp(m_nodes, 0);
    m_meter->AddLoss(m_lossUp);
    m_meter->AddLoss(m_lossDown);
    for (uint32_t i = 0; i < 2; ++i)
    {
        m_meter->AddNode(m_nodes.Get(i));
        m_meter->AddQueue(DynamicCast<PointToPointNetDevice>(m_devices.Get(i)));
    }
}

TlsLink::TlsLink(const TlsLinkConfig& config, Ptr<Node> server, uint32_t number)
    : m_config(config),
      m_channel(CreateObject<TlsLinkChannel>()),
      m_lossUp(CreateObject<TlsLinkLoss>()),
      m_lossDown(CreateObject<TlsLinkLoss>())
{
    m_nodes.Create(1);
    const NodeContainer client = m_nodes;
    m_nodes.Add(server);
    for (const Ptr<TlsLinkLoss>& loss : {m_lossUp, m_lossDown})
    {
        loss->ForgetConnections();
    }
    SetUp(client, number);
}

void
TlsLink::SetUp(const NodeContainer& stackless, uint32_t number)
{
    InternetStackHelper stack;
    stack.SetIpv6StackInstall(m_config.ipv6);
    stack.Install(stackless);
    m_channel->SetAttribute("Delay", TimeValue(m_config.rtt / 2));
    m_channel->SetAttribute("Jitter", TimeValue(m_config.jitter));
    m_lossUp->SetConfig(m_config.lossUp);
    m_lossDown->SetConfig(m_config.lossDown);
    MakeDevices();
    AssignAddresses(number);
}

void
TlsLink::MakeDevices()
{
    const std::string prefix(FIFO);
    const bool fifo = m_config.queue.compare(0, prefix.size(), prefix) == 0;
    for (uint32_t i = 0; i < 2; ++i)
    {
        const bool isClient = i == 0;
        Ptr<PointToPointNetDevice> device = CreateObject<PointToPointNetDevice>();
        device->SetAddress(Mac48Address::Allocate());
        device->SetDataRate(DataRate(isClient ? m_config.up : m_config.down));
        device->SetAttribute("ReceiveErrorModel", PointerValue(isClient ? m_lossDown : m_lossUp));
        m_nodes.Get(i)->AddDevice(device);
        device->SetMtu(m_config.mtu);
        Ptr<DropTailQueue<Packet>> queue = CreateObject<DropTailQueue<Packet>>();
        queue->SetMaxSize(QueueSize(fifo ? m_config.queue.substr(prefix.size()) : "1p"));
        device->SetQueue(queue);
        device->Attach(m_channel);
        if (!fifo)
        {
            // With it the queue disc holds packets back while the device is busy; without it no
            // queue disc is ever installed.
            Ptr<NetDeviceQueueInterface> interface = CreateObject<NetDeviceQueueInterface>();
            interface->GetTxQueue(0)->ConnectQueueTraces(queue);
            device->AggregateObject(interface);
        }
        m_devices.Add(device);
    }
    if (!fifo)
    {
        TrafficControlHelper control;
        control.SetRootQueueDisc("ns3::FqCoDelQueueDisc");
        control.Install(m_devices);
    }
}

void
TlsLink::AssignAddresses(uint32_t number)
{
    // Not by the address helpers: their state is global and refuses a second link.
    for (uint32_t i = 0; i < 2; ++i)
    {
        Address& mine = i == 0 ? m_clientAddress : m_serverAddress;
        const Ipv4Address ipv4(FIRST_IPV4 + (number << 8) + i);
        mine = ipv4;
        Ptr<Ipv4> ip4 = m_nodes.Get(i)->GetObject<Ipv4>();
        const uint32_t interface4 = ip4->AddInterface(m_devices.Get(i));
        ip4->AddAddress(interface4, Ipv4InterfaceAddress(ipv4, Ipv4Mask("/24")));
        ip4->SetMetric(interface4, 1);
        ip4->SetUp(interface4);
        if (!m_config.ipv6)
        {
            continue;
        }
        std::ostringstream text;
        text << "2001:db8:0:" << std::hex << number << "::" << i + 1;
        const Ipv6Address ipv6(text.str().c_str());
        mine = ipv6;
        // Addresses would else be usable only after a second.
        m_nodes.Get(i)->GetObject<Icmpv6L4Protocol>()->SetAttribute("DAD", BooleanValue(false));
        Ptr<Ipv6> ip6 = m_nodes.Get(i)->GetObject<Ipv6>();
        const uint32_t interface6 = ip6->AddInterface(m_devices.Get(i));
        ip6->AddAddress(interface6, Ipv6InterfaceAddress(ipv6, Ipv6Prefix(64)));
        ip6->SetMetric(interface6, 1);
        ip6->SetUp(interface6);
    }
}

Ptr<Node>
TlsLink::GetClient() const
{
    return m_nodes.Get(0);
}

Ptr<Node>
TlsLink::GetServer() const
{
    return m_nodes.Get(1);
}

NodeContainer
TlsLink::GetNodes() const
{
    return m_nodes;
}

NetDeviceContainer
TlsLink::GetDevices() const
{
    return m_devices;
}

const TlsLinkConfig&
TlsLink::GetConfig() const
{
    return m_config;
}

Address
TlsLink::GetServerAddress(uint16_t port) const
{
    if (m_config.ipv6)
    {
        return Inet6SocketAddress(Ipv6Address::ConvertFrom(m_serverAddress), port);
    }
    return InetSocketAddress(Ipv4Address::ConvertFrom(m_serverAddress), port);
}

std::string
TlsLink::GetServerName() const
{
    std::ostringstream text;
    if (m_config.ipv6)
    {
        text << Ipv6Address::ConvertFrom(m_serverAddress);
    }
    else
    {
        text << Ipv4Address::ConvertFrom(m_serverAddress);
    }
    return text.str();
}

Ptr<TlsLinkLoss>
TlsLink::GetLossUp() const
{
    return m_lossUp;
}

Ptr<TlsLinkLoss>
TlsLink::GetLossDown() const
{
    return m_lossDown;
}

Ptr<TlsLinkMeter>
TlsLink::GetMeter() const
{
    return m_meter;
}

int64_t
TlsLink::AssignStreams(int64_t stream)
{
    int64_t used = m_lossUp->AssignStreams(stream);
    used += m_lossDown->AssignStreams(stream + used);
    used += m_channel->AssignStreams(stream + used);
    InternetStackHelper stack;
    used += stack.AssignStreams(m_nodes, stream + used);
    m_crossStream = stream + used;
    return used + 4;
}

void
TlsLink::StartCrossTraffic(Time start, Time stop)
{
    if (m_config.crossTraffic == 0)
    {
        return;
    }
    const Address any = m_config.ipv6
                            ? Address(Inet6SocketAddress(Ipv6Address::GetAny(), CROSS_PORT))
                            : Address(InetSocketAddress(Ipv4Address::GetAny(), CROSS_PORT));
    PacketSinkHelper sink(UdpSocketFactory::GetTypeId().GetName(), any);
    ApplicationContainer applications = sink.Install(m_nodes);
    // Off periods leave gaps, so that the traffic comes in bursts of twice the mean rate.
    const DataRate rate(2 * m_config.crossTraffic);
    for (uint32_t i = 0; i < 2; ++i)
    {
        const Address& peer = i == 0 ? m_serverAddress : m_clientAddress;
        const Address remote =
            m_config.ipv6 ? Address(Inet6SocketAddress(Ipv6Address::ConvertFrom(peer), CROSS_PORT))
                          : Address(InetSocketAddress(Ipv4Address::ConvertFrom(peer), CROSS_PORT));
        OnOffHelper source(UdpSocketFactory::GetTypeId().GetName(), remote);
        source.SetConstantRate(rate, CROSS_PAYLOAD);
        source.SetAttribute("OnTime", StringValue("ns3::ExponentialRandomVariable[Mean=0.05]"));
        source.SetAttribute("OffTime", StringValue("ns3::ExponentialRandomVariable[Mean=0.05]"));
        ApplicationContainer sender = source.Install(m_nodes.Get(i));
        if (m_crossStream >= 0)
        {
            source.AssignStreams(m_nodes.Get(i), m_crossStream + 2 * i);
        }
        applications.Add(sender);
    }
    applications.Start(start);
    applications.Stop(stop);
}

} // namespace ns3
