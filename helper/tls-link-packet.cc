/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-link-packet.h"

#include "ns3/ipv4-header.h"
#include "ns3/ipv6-header.h"
#include "ns3/ppp-header.h"
#include "ns3/tcp-l4-protocol.h"

namespace ns3
{

namespace
{

constexpr uint16_t PPP_IPV4 = 0x0021; //!< RFC 1332
constexpr uint16_t PPP_IPV6 = 0x0057; //!< RFC 5072

} // namespace

TlsLinkPacket::Key
TlsLinkPacket::GetKey() const
{
    return {source, tcp.GetSourcePort(), destination, tcp.GetDestinationPort()};
}

TlsLinkPacket::Key
TlsLinkPacket::GetReverseKey() const
{
    return {destination, tcp.GetDestinationPort(), source, tcp.GetSourcePort()};
}

bool
TlsLinkPacket::IsSyn() const
{
    return (tcp.GetFlags() & TcpHeader::SYN) != 0;
}

uint32_t
TlsLinkPacket::GetSequenceLength() const
{
    return payload + (IsSyn() ? 1 : 0) + ((tcp.GetFlags() & TcpHeader::FIN) ? 1 : 0);
}

bool
TlsLinkPacket::ParseIp(Ptr<const Packet> packet)
{
    uint8_t first = 0;
    if (packet->CopyData(&first, 1) < 1)
    {
        return false;
    }
    Ptr<Packet> rest = packet->Copy();
    if (first >> 4 == 4)
    {
        Ipv4Header ip;
        rest->RemoveHeader(ip);
        if (ip.GetProtocol() != TcpL4Protocol::PROT_NUMBER || ip.GetFragmentOffset() != 0)
        {
            return false;
        }
        ParseTcp(rest, ip.GetSource(), ip.GetDestination());
        return true;
    }
    Ipv6Header ip;
    rest->RemoveHeader(ip);
    if (ip.GetNextHeader() != TcpL4Protocol::PROT_NUMBER)
    {
        return false;
    }
    ParseTcp(rest, ip.GetSource(), ip.GetDestination());
    return true;
}

bool
TlsLinkPacket::ParsePpp(Ptr<const Packet> packet)
{
    PppHeader ppp;
    Ptr<Packet> rest = packet->Copy();
    rest->RemoveHeader(ppp);
    return (ppp.GetProtocol() == PPP_IPV4 || ppp.GetProtocol() == PPP_IPV6) && ParseIp(rest);
}

void
TlsLinkPacket::ParseTcp(Ptr<const Packet> packet, const Address& from, const Address& to)
{
    source = from;
    destination = to;
    payload = packet->GetSize() - packet->PeekHeader(tcp);
}

} // namespace ns3
