/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-link-packet.h"

#include "ns3/byte-reader.h"
#include "ns3/ipv4-address.h"
#include "ns3/ipv6-address.h"
#include "ns3/tcp-l4-protocol.h"

#include <algorithm>
#include <array>

namespace ns3
{

namespace
{

constexpr uint16_t PPP_IPV4 = 0x0021; //!< RFC 1332
constexpr uint16_t PPP_IPV6 = 0x0057; //!< RFC 5072
constexpr size_t PPP_HEADER = 2;      //!< octets: the protocol
constexpr size_t IPV4_ADDRESS = 4;    //!< octets
constexpr size_t IPV6_ADDRESS = 16;   //!< octets
constexpr size_t IPV6_HEADER = 40;    //!< octets (RFC 8200, 3)
/// Most octets of a PPP and an IPv4 header and of a TCP header without options.
constexpr size_t MOST_OCTETS = PPP_HEADER + 60 + 20;

/// The first octets of a packet.
class Start
{
  public:
    /// @param packet any
    explicit Start(const Packet& packet)
        : m_size(packet.CopyData(m_octets.data(), MOST_OCTETS))
    {
    }

    /// @return up to MOST_OCTETS of them
    wire::ByteView View() const
    {
        return wire::ByteView(m_octets.data(), m_size);
    }

  private:
    std::array<uint8_t, MOST_OCTETS> m_octets; //!< as many as the packet has
    size_t m_size;                             //!< how many these are
};

} // namespace

TlsLinkPacket::Key
TlsLinkPacket::GetKey() const
{
    return {source, sourcePort, destination, destinationPort};
}

TlsLinkPacket::Key
TlsLinkPacket::GetReverseKey() const
{
    return {destination, destinationPort, source, sourcePort};
}

TcpHeader
TlsLinkPacket::ReadTcp(Ptr<const Packet> packet) const
{
    const Ptr<Packet> rest = packet->Copy();
    rest->RemoveAtStart(static_cast<uint32_t>(m_offset));
    TcpHeader tcp;
    rest->PeekHeader(tcp);
    return tcp;
}

bool
TlsLinkPacket::IsSyn() const
{
    return (flags & TcpHeader::SYN) != 0;
}

uint32_t
TlsLinkPacket::GetSequenceLength() const
{
    return payload + (IsSyn() ? 1 : 0) + ((flags & TcpHeader::FIN) ? 1 : 0);
}

bool
TlsLinkPacket::ParseIp(Ptr<const Packet> packet)
{
    const Start start(*packet);
    return TakeIp(packet->GetSize(), start.View(), 0);
}

bool
TlsLinkPacket::ParsePpp(Ptr<const Packet> packet)
{
    const Start start(*packet);
    wire::ByteReader ppp(start.View());
    const uint16_t protocol = ppp.U16();
    return (protocol == PPP_IPV4 || protocol == PPP_IPV6) &&
           TakeIp(packet->GetSize(), start.View(), PPP_HEADER);
}

void
TlsLinkPacket::ParseTcp(Ptr<const Packet> packet, const Address& from, const Address& to)
{
    source = from;
    destination = to;
    const Start start(*packet);
    TakeTcp(packet->GetSize(), start.View(), 0);
}

bool
TlsLinkPacket::TakeIp(size_t size, wire::ByteView octets, size_t offset)
{
    wire::ByteReader ip(octets.Sub(offset));
    const uint8_t first = ip.U8();
    const bool isIpv4 = first >> 4 == 4;
    size_t length = IPV6_HEADER;
    bool isFirstFragment = true;
    uint8_t protocol = 0;
    if (isIpv4)
    {
        // RFC 791, 3.1.
        length = 4 * (first & 0x0f);
        ip.Take(5); // type of service, length, identification
        isFirstFragment = (ip.U16() & 0x1fff) == 0;
        ip.Take(1); // time to live
        protocol = ip.U8();
        ip.Take(2); // checksum
    }
    else
    {
        // RFC 8200, 3.
        ip.Take(5); // traffic class, flow label, length
        protocol = ip.U8();
        ip.Take(1); // hop limit
    }
    const wire::ByteView from = ip.Take(isIpv4 ? IPV4_ADDRESS : IPV6_ADDRESS);
    const wire::ByteView to = ip.Take(from.Size());
    if (!ip.Ok() || protocol != TcpL4Protocol::PROT_NUMBER || !isFirstFragment)
    {
        return false;
    }
    if (isIpv4)
    {
        source = Ipv4Address::Deserialize(from.Data());
        destination = Ipv4Address::Deserialize(to.Data());
    }
    else
    {
        source = Ipv6Address::Deserialize(from.Data());
        destination = Ipv6Address::Deserialize(to.Data());
    }
    return TakeTcp(size, octets, offset + length);
}

bool
TlsLinkPacket::TakeTcp(size_t size, wire::ByteView octets, size_t offset)
{
    // RFC 9293, 3.1.
    wire::ByteReader tcp(octets.Sub(offset));
    sourcePort = tcp.U16();
    destinationPort = tcp.U16();
    sequence = SequenceNumber32(tcp.U32());
    tcp.Take(4); // acknowledgment number
    const size_t header = 4 * (tcp.U8() >> 4);
    flags = tcp.U8();
    payload = static_cast<uint32_t>(size - std::min(size, offset + header));
    m_offset = offset;
    return tcp.Ok();
}

} // namespace ns3
