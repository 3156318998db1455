/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_LINK_PACKET_H
#define TLS_LINK_PACKET_H

#include "ns3/address.h"
#include "ns3/byte-view.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"
#include "ns3/sequence-number.h"
#include "ns3/tcp-header.h"

#include <cstdint>
#include <tuple>

namespace ns3
{

/**
 * The parts of a TCP packet by which connections are told apart and counted. They are read from its
 * octets: every packet is looked at several times, and ns-3's TcpHeader makes an object of each
 * option.
 */
struct TlsLinkPacket
{
    /// Address and port of sender and receiver.
    using Key = std::tuple<Address, uint16_t, Address, uint16_t>;

    Address source;              //!< the sender's IP address
    Address destination;         //!< the receiver's IP address
    uint16_t sourcePort{0};      //!< the sender's port
    uint16_t destinationPort{0}; //!< the receiver's port
    SequenceNumber32 sequence;   //!< sequence number
    uint8_t flags{0};            //!< of TcpHeader::Flags_t
    uint32_t payload{0};         //!< TCP payload in octets

    /// @return the connection, seen from the sender
    Key GetKey() const;
    /// @return the connection, seen from the receiver
    Key GetReverseKey() const;
    /**
     * @param packet that was parsed
     * @return its TCP header with all options
     */
    TcpHeader ReadTcp(Ptr<const Packet> packet) const;
    /// @return true when it carries a SYN
    bool IsSyn() const;
    /// @return what it takes of the sequence space: payload, SYN and FIN
    uint32_t GetSequenceLength() const;

    /**
     * @param packet begins with an IPv4 or IPv6 header
     * @return false when it is not TCP
     */
    bool ParseIp(Ptr<const Packet> packet);
    /**
     * @param packet begins with the header of a PointToPointNetDevice
     * @return false when it is not TCP
     */
    bool ParsePpp(Ptr<const Packet> packet);
    /**
     * @param packet begins with a TCP header
     * @param from the sender's IP address
     * @param to the receiver's IP address
     */
    void ParseTcp(Ptr<const Packet> packet, const Address& from, const Address& to);

  private:
    bool TakeIp(size_t size, wire::ByteView octets, size_t offset);
    bool TakeTcp(size_t size, wire::ByteView octets, size_t offset);

    size_t m_offset{0}; //!< octets of the packet before its TCP header
};

} // namespace ns3

#endif /* TLS_LINK_PACKET_H */
