/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_LINK_METER_H
#define TLS_LINK_METER_H

#include "tls-link-packet.h"

#include "ns3/address.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/ptr.h"
#include "ns3/sequence-number.h"

#include <cstdint>
#include <map>
#include <string>

namespace ns3
{

class Ipv4;
class Ipv6;
class Node;
class PointToPointNetDevice;
class QueueDiscItem;
class TlsLinkLoss;

/// What one TCP connection put on a link. Payload is counted as sent, retransmissions included.
struct TlsLinkCounters
{
    uint64_t bytesUp{0};         //!< TCP payload, client to server, in octets
    uint64_t bytesDown{0};       //!< TCP payload, server to client, in octets
    uint64_t segmentsUp{0};      //!< segments with payload, client to server
    uint64_t segmentsDown{0};    //!< segments with payload, server to client
    uint64_t packetsUp{0};       //!< all packets, client to server
    uint64_t packetsDown{0};     //!< all packets, server to client
    uint64_t retransmissions{0}; //!< SYN, SYN-ACK, FIN and data sent again, both ways
    std::string lost;            //!< packets lost, as "c2s:3 s2c:4"
    std::string repair;          //!< what repaired the first: "syn", "rto", "fast"; empty: nothing
};

/**
 * Counts what each TCP connection sends, at the IP layer of its two ends, and remembers which
 * packets were lost and what repaired the first loss that needed repair.
 */
class TlsLinkMeter : public Object
{
  public:
    /// @return the object TypeId
    static TypeId GetTypeId();

    /// A meter that watches nothing yet.
    TlsLinkMeter();
    ~TlsLinkMeter() override;

    /// @param node an end of connections, with an Internet stack
    void AddNode(Ptr<Node> node);
    /// @param loss reports lost packets
    void AddLoss(Ptr<TlsLinkLoss> loss);
    /// @param device reports packets that its queue or queue disc drops
    void AddQueue(Ptr<PointToPointNetDevice> device);

    /**
     * @param client the client's end, as Socket::GetSockName() gives it
     * @return what it put on the link so far; null when no packet of it was seen
     */
    const TlsLinkCounters* Find(const Address& client) const;

    /// @return the connection that began last; null when there was none
    const TlsLinkCounters* GetLatest() const;

    /// @return what all connections put on the link, without what was lost and what repaired it
    TlsLinkCounters GetTotal() const;

    /// @param client the client's end of a connection that need not be counted any longer
    void Forget(const Address& client);

  private:
    /// What is known of a connection in one direction.
    struct Direction
    {
        bool started{false};            //!< nextSequence is known
        SequenceNumber32 nextSequence;  //!< the highest sequence number sent, plus one
        Time lastReceived{Seconds(-1)}; //!< when the sender last received a packet
    };

    /// What is known of a connection.
    struct Connection
    {
        TlsLinkCounters counters;        //!< what it sent
        Direction up;                    //!< client to server
        Direction down;                  //!< server to client
        bool damaged{false};             //!< something was lost that needs repair
        bool damageUp{false};            //!< on its way to the server
        bool damageSyn{false};           //!< a SYN or SYN-ACK
        SequenceNumber32 damageSequence; //!< its first sequence number
    };

    void HandleTx4(Ptr<const Packet> packet, Ptr<Ipv4> ip, uint32_t interface);
    void HandleRx4(Ptr<const Packet> packet, Ptr<Ipv4> ip, uint32_t interface);
    void HandleTx6(Ptr<const Packet> packet, Ptr<Ipv6> ip, uint32_t interface);
    void HandleRx6(Ptr<const Packet> packet, Ptr<Ipv6> ip, uint32_t interface);
    void HandleLost(Ptr<const Packet> packet, uint64_t number);
    void HandleDeviceDrop(Ptr<const Packet> packet);
    void HandleQueueDrop(Ptr<const QueueDiscItem> item);

    /// Connections by the client's direction.
    using Connections = std::map<TlsLinkPacket::Key, Connection>;

    /// @param client the client's end @return its connection, or the end
    Connections::const_iterator FindClient(const Address& client) const;
    void CountSent(const TlsLinkPacket& packet);
    void CountReceived(const TlsLinkPacket& packet);
    void CountLost(const TlsLinkPacket& packet, uint64_t number);
    /**
     * @param packet a packet of a connection
     * @param isUp set to whether it travels from client to server
     * @return the connection; null when its SYN was not seen
     */
    Connection* Lookup(const TlsLinkPacket& packet, bool& isUp);

    Connections m_connections;   //!< what was seen
    TlsLinkPacket::Key m_latest; //!< the connection that began last
};

} // namespace ns3

#endif /* TLS_LINK_METER_H */
