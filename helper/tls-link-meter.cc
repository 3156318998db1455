/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-link-meter.h"

#include "tls-link-loss.h"

#include "ns3/callback.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/ipv4-queue-disc-item.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/ipv6-queue-disc-item.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/queue-disc.h"
#include "ns3/simulator.h"
#include "ns3/traffic-control-layer.h"

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TlsLinkMeter");

NS_OBJECT_ENSURE_REGISTERED(TlsLinkMeter);

TypeId
TlsLinkMeter::GetTypeId()
{
    static TypeId tid = TypeId("ns3::TlsLinkMeter")
                            .SetParent<Object>()
                            .SetGroupName("TlsSpdy")
                            .AddConstructor<TlsLinkMeter>();
    return tid;
}

TlsLinkMeter::TlsLinkMeter() = default;
TlsLinkMeter::~TlsLinkMeter() = default;

void
TlsLinkMeter::AddNode(Ptr<Node> node)
{
    Ptr<TlsLinkMeter> self(this);
    if (Ptr<Ipv4L3Protocol> ip = node->GetObject<Ipv4L3Protocol>())
    {
        ip->TraceConnectWithoutContext("Tx", MakeCallback(&TlsLinkMeter::HandleTx4, self));
        ip->TraceConnectWithoutContext("Rx", MakeCallback(&TlsLinkMeter::HandleRx4, self));
    }
    if (Ptr<Ipv6L3Protocol> ip = node->GetObject<Ipv6L3Protocol>())
    {
        ip->TraceConnectWithoutContext("Tx", MakeCallback(&TlsLinkMeter::HandleTx6, self));
        ip->TraceConnectWithoutContext("Rx", MakeCallback(&TlsLinkMeter::HandleRx6, self));
    }
}

void
TlsLinkMeter::AddLoss(Ptr<TlsLinkLoss> loss)
{
    loss->TraceConnectWithoutContext(
        "Lost",
        MakeCallback(&TlsLinkMeter::HandleLost, Ptr<TlsLinkMeter>(this)));
}

void
TlsLinkMeter::AddQueue(Ptr<PointToPointNetDevice> device)
{
    Ptr<TlsLinkMeter> self(this);
    device->TraceConnectWithoutContext("MacTxDrop",
                                       MakeCallback(&TlsLinkMeter::HandleDeviceDrop, self));
    Ptr<TrafficControlLayer> control = device->GetNode()->GetObject<TrafficControlLayer>();
    Ptr<QueueDisc> disc = control ? control->GetRootQueueDiscOnDevice(device) : nullptr;
    if (disc)
    {
        disc->TraceConnectWithoutContext("Drop",
                                         MakeCallback(&TlsLinkMeter::HandleQueueDrop, self));
    }
}

TlsLinkMeter::Connections::const_iterator
TlsLinkMeter::FindClient(const Address& client) const
{
    Address address;
    uint16_t port = 0;
    if (InetSocketAddress::IsMatchingType(client))
    {
        const auto inet = InetSocketAddress::ConvertFrom(client);
        address = inet.GetIpv4();
        port = inet.GetPort();
    }
    else if (Inet6SocketAddress::IsMatchingType(client))
    {
        const auto inet = Inet6SocketAddress::ConvertFrom(client);
        address = inet.GetIpv6();
        port = inet.GetPort();
    }
    const auto found = m_connections.lower_bound({address, port, Address(), 0});
    const bool isIt = found != m_connections.end() && std::get<0>(found->first) == address &&
                      std::get<1>(found->first) == port;
    return isIt ? found : m_connections.end();
}

const TlsLinkCounters*
TlsLinkMeter::Find(const Address& client) const
{
    const auto found = FindClient(client);
    return found == m_connections.end() ? nullptr : &found->second.counters;
}

const TlsLinkCounters*
TlsLinkMeter::GetLatest() const
{
    const auto found = m_connections.find(m_latest);
    return found == m_connections.end() ? nullptr : &found->second.counters;
}

TlsLinkCounters
TlsLinkMeter::GetTotal() const
{
    TlsLinkCounters total;
    for (const auto& entry : m_connections)
    {
        const TlsLinkCounters& counters = entry.second.counters;
        total.bytesUp += counters.bytesUp;
        total.bytesDown += counters.bytesDown;
        total.segmentsUp += counters.segmentsUp;
        total.segmentsDown += counters.segmentsDown;
        total.packetsUp += counters.packetsUp;
        total.packetsDown += counters.packetsDown;
        total.retransmissions += counters.retransmissions;
    }
    return total;
}

void
TlsLinkMeter::Forget(const Address& client)
{
    const auto found = FindClient(client);
    if (found != m_connections.end())
    {
        m_connections.erase(found);
    }
}

void
TlsLinkMeter::HandleTx4(Ptr<const Packet> packet, Ptr<Ipv4>, uint32_t)
{
    TlsLinkPacket parsed;
    if (parsed.ParseIp(packet))
    {
        CountSent(parsed);
    }
}

void
TlsLinkMeter::HandleRx4(Ptr<const Packet> packet, Ptr<Ipv4>, uint32_t)
{
    TlsLinkPacket parsed;
    if (parsed.ParseIp(packet))
    {
        CountReceived(parsed);
    }
}

void
TlsLinkMeter::HandleTx6(Ptr<const Packet> packet, Ptr<Ipv6>, uint32_t)
{
    TlsLinkPacket parsed;
    if (parsed.ParseIp(packet))
    {
        CountSent(parsed);
    }
}

void
TlsLinkMeter::HandleRx6(Ptr<const Packet> packet, Ptr<Ipv6>, uint32_t)
{
    TlsLinkPacket parsed;
    if (parsed.ParseIp(packet))
    {
        CountReceived(parsed);
    }
}

void
TlsLinkMeter::HandleLost(Ptr<const Packet> packet, uint64_t number)
{
    TlsLinkPacket parsed;
    if (parsed.ParsePpp(packet))
    {
        CountLost(parsed, number);
    }
}

void
TlsLinkMeter::HandleDeviceDrop(Ptr<const Packet> packet)
{
    TlsLinkPacket parsed;
    if (parsed.ParsePpp(packet))
    {
        CountLost(parsed, 0);
    }
}

void
TlsLinkMeter::HandleQueueDrop(Ptr<const QueueDiscItem> item)
{
    TlsLinkPacket parsed;
    if (Ptr<const Ipv4QueueDiscItem> ipv4 = DynamicCast<const Ipv4QueueDiscItem>(item))
    {
        if (ipv4->GetHeader().GetProtocol() != 6)
        {
            return;
        }
        parsed.ParseTcp(item->GetPacket(),
                        ipv4->GetHeader().GetSource(),
                        ipv4->GetHeader().GetDestination());
    }
    else if (Ptr<const Ipv6QueueDiscItem> ipv6 = DynamicCast<const Ipv6QueueDiscItem>(item))
    {
        if (ipv6->GetHeader().GetNextHeader() != 6)
        {
            return;
        }
        parsed.ParseTcp(item->GetPacket(),
                        ipv6->GetHeader().GetSource(),
                        ipv6->GetHeader().GetDestination());
    }
    else
    {
        return;
    }
    CountLost(parsed, 0);
}

TlsLinkMeter::Connection*
TlsLinkMeter::Lookup(const TlsLinkPacket& packet, bool& isUp)
{
    auto found = m_connections.find(packet.GetKey());
    isUp = found != m_connections.end();
    if (!isUp)
    {
        found = m_connections.find(packet.GetReverseKey());
    }
    return found == m_connections.end() ? nullptr : &found->second;
}

void
TlsLinkMeter::CountSent(const TlsLinkPacket& packet)
{
    if (packet.IsSyn() && (packet.flags & TcpHeader::ACK) == 0 &&
        m_connections.count(packet.GetKey()) == 0)
    {
        m_latest = packet.GetKey();
        m_connections[m_latest] = Connection();
    }
    bool isUp = false;
    Connection* connection = Lookup(packet, isUp);
    if (!connection)
    {
        return;
    }
    TlsLinkCounters& counters = connection->counters;
    Direction& direction = isUp ? connection->up : connection->down;
    ++(isUp ? counters.packetsUp : counters.packetsDown);
    (isUp ? counters.bytesUp : counters.bytesDown) += packet.payload;
    (isUp ? counters.segmentsUp : counters.segmentsDown) += packet.payload > 0 ? 1 : 0;

    const SequenceNumber32 begin = packet.sequence;
    const SequenceNumber32 end = begin + packet.GetSequenceLength();
    if (end == begin)
    {
        return;
    }
    const bool again = direction.started && begin < direction.nextSequence;
    if (again)
    {
        ++counters.retransmissions;
    }
    if (again && connection->damaged && counters.repair.empty() && connection->damageUp == isUp &&
        begin <= connection->damageSequence && connection->damageSequence < end)
    {
        // A fast retransmission happens while an acknowledgment is being received, one by the
        // timer at any other time.
        const bool received = direction.lastReceived == Simulator::Now();
        counters.repair = connection->damageSyn ? "syn" : received ? "fast" : "rto";
    }
    if (!direction.started || direction.nextSequence < end)
    {
        direction.nextSequence = end;
        direction.started = true;
    }
}

void
TlsLinkMeter::CountReceived(const TlsLinkPacket& packet)
{
    bool isUp = false;
    if (Connection* connection = Lookup(packet, isUp))
    {
        // Who receives what travels up is the sender of what travels down.
        (isUp ? connection->down : connection->up).lastReceived = Simulator::Now();
    }
}

void
TlsLinkMeter::CountLost(const TlsLinkPacket& packet, uint64_t number)
{
    bool isUp = false;
    Connection* connection = Lookup(packet, isUp);
    if (!connection)
    {
        return;
    }
    std::string& lost = connection->counters.lost;
    lost += lost.empty() ? "" : " ";
    lost += isUp ? "c2s:" : "s2c:";
    lost += number > 0 ? std::to_string(number) : "queue";
    if (!connection->damaged && packet.GetSequenceLength() > 0)
    {
        connection->damaged = true;
        connection->damageUp = isUp;
        connection->damageSyn = packet.IsSyn();
        connection->damageSequence = packet.sequence;
    }
}

} // namespace ns3
