/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tcp-abort.h"

#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/ipv4-header.h"
#include "ns3/ipv4-interface.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/ipv6-header.h"
#include "ns3/ipv6-interface.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-l4-protocol.h"
#include "ns3/tcp-option-ts.h"

namespace ns3
{

namespace
{

/**
 * @param received octets of the stream so far; ns-3's SYN has number 0
 * @param from port of the peer
 * @param to port here
 * @return a segment that resets the connection (RFC 793, 3.4)
 */
TcpHeader
MakeReset(uint64_t received, uint16_t from, uint16_t to)
{
    TcpHeader header;
    header.SetSourcePort(from);
    header.SetDestinationPort(to);
    header.SetSequenceNumber(SequenceNumber32(static_cast<uint32_t>(received + 1)));
    header.SetFlags(TcpHeader::RST);
    return header;
}

/**
 * @param header of the segment
 * @param source of the datagram
 * @param destination of the datagram
 * @return the segment, with a checksum where the simulation has them
 */
Ptr<Packet>
MakeSegment(TcpHeader header, const Address& source, const Address& destination)
{
    if (Node::ChecksumEnabled())
    {
        header.EnableChecksums();
    }
    header.InitializeChecksum(source, destination, TcpL4Protocol::PROT_NUMBER);
    const Ptr<Packet> packet = Create<Packet>();
    packet->AddHeader(header);
    return packet;
}

/**
 * Give a segment to a node's TCP as if it came from the wire.
 * @param node whose
 * @param header of the segment
 * @param remote where it seems to come from, an address of a socket
 * @param local where it goes to, an address of a socket of the same family
 */
void
Deliver(Ptr<Node> node, const TcpHeader& header, const Address& remote, const Address& local)
{
    const auto protocol = node->GetObject<TcpL4Protocol>();
    if (InetSocketAddress::IsMatchingType(remote))
    {
        const Ipv4Address from = InetSocketAddress::ConvertFrom(remote).GetIpv4();
        const Ipv4Address to = InetSocketAddress::ConvertFrom(local).GetIpv4();
        const auto ip = node->GetObject<Ipv4L3Protocol>();
        Ipv4Header datagram;
        datagram.SetSource(from);
        datagram.SetDestination(to);
        datagram.SetProtocol(TcpL4Protocol::PROT_NUMBER);
        protocol->Receive(MakeSegment(header, from, to),
                          datagram,
                          ip->GetInterface(ip->GetInterfaceForAddress(to)));
    }
    else if (Inet6SocketAddress::IsMatchingType(remote))
    {
        const Ipv6Address from = Inet6SocketAddress::ConvertFrom(remote).GetIpv6();
        const Ipv6Address to = Inet6SocketAddress::ConvertFrom(local).GetIpv6();
        const auto ip = node->GetObject<Ipv6L3Protocol>();
        Ipv6Header datagram;
        datagram.SetSource(from);
        datagram.SetDestination(to);
        datagram.SetNextHeader(TcpL4Protocol::PROT_NUMBER);
        protocol->Receive(MakeSegment(header, from, to),
                          datagram,
                          ip->GetInterface(ip->GetInterfaceForAddress(to)));
    }
}

/// @param address of a socket @return its port
uint16_t
PortOf(const Address& address)
{
    return InetSocketAddress::IsMatchingType(address)
               ? InetSocketAddress::ConvertFrom(address).GetPort()
               : Inet6SocketAddress::ConvertFrom(address).GetPort();
}

} // namespace

void
AbortTcp(Ptr<Socket> tcp, uint64_t received)
{
    Address local;
    Address remote;
    if (tcp->GetSockName(local) == 0 && tcp->GetPeerName(remote) == 0)
    {
        Deliver(tcp->GetNode(), MakeReset(received, PortOf(remote), PortOf(local)), remote, local);
    }
}

void
OpenTcpListenerWindow(Ptr<Socket> listener)
{
    Address local;
    if (listener->GetSockName(local) == -1)
    {
        return;
    }
    constexpr uint16_t ANY_PORT = 1;
    TcpHeader header;
    header.SetFlags(TcpHeader::ACK);
    header.SetSourcePort(ANY_PORT);
    header.SetDestinationPort(PortOf(local));
    header.AppendOption(CreateObject<TcpOptionTS>());
    if (InetSocketAddress::IsMatchingType(local))
    {
        const Ipv4Address bound = InetSocketAddress::ConvertFrom(local).GetIpv4();
        const bool isAny = bound == Ipv4Address::GetAny();
        const InetSocketAddress self(isAny ? Ipv4Address::GetLoopback() : bound, PortOf(local));
        Deliver(listener->GetNode(), header, self, self);
    }
    else
    {
        const Ipv6Address bound = Inet6SocketAddress::ConvertFrom(local).GetIpv6();
        const bool isAny = bound == Ipv6Address::GetAny();
        const Inet6SocketAddress self(isAny ? Ipv6Address::GetLoopback() : bound, PortOf(local));
        Deliver(listener->GetNode(), header, self, self);
    }
}

} // namespace ns3
