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

} // namespace

void
AbortTcp(Ptr<Socket> tcp, uint64_t received)
{
    Address local;
    Address remote;
    const Ptr<Node> node = tcp->GetNode();
    const auto protocol = node->GetObject<TcpL4Protocol>();
    if (tcp->GetSockName(local) == -1 || tcp->GetPeerName(remote) == -1)
    {
        return;
    }
    if (InetSocketAddress::IsMatchingType(remote))
    {
        const auto from = InetSocketAddress::ConvertFrom(remote);
        const auto to = InetSocketAddress::ConvertFrom(local);
        const auto ip = node->GetObject<Ipv4L3Protocol>();
        Ipv4Header header;
        header.SetSource(from.GetIpv4());
        header.SetDestination(to.GetIpv4());
        header.SetProtocol(TcpL4Protocol::PROT_NUMBER);
        protocol->Receive(MakeSegment(MakeReset(received, from.GetPort(), to.GetPort()),
                                      from.GetIpv4(),
                                      to.GetIpv4()),
                          header,
                          ip->GetInterface(ip->GetInterfaceForAddress(to.GetIpv4())));
    }
    else if (Inet6SocketAddress::IsMatchingType(remote))
    {
        const auto from = Inet6SocketAddress::ConvertFrom(remote);
        const auto to = Inet6SocketAddress::ConvertFrom(local);
        const auto ip = node->GetObject<Ipv6L3Protocol>();
        Ipv6Header header;
        header.SetSource(from.GetIpv6());
        header.SetDestination(to.GetIpv6());
        header.SetNextHeader(TcpL4Protocol::PROT_NUMBER);
        protocol->Receive(MakeSegment(MakeReset(received, from.GetPort(), to.GetPort()),
                                      from.GetIpv6(),
                                      to.GetIpv6()),
                          header,
                          ip->GetInterface(ip->GetInterfaceForAddress(to.GetIpv6())));
    }
}

} // namespace ns3
