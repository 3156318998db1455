/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_LINK_METER_H
#define TLS_LINK_METER_H

#include "ns3/address.h"
#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <memory>
#include <string>

namespace ns3
{

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
 * packets were lost and what repaired the first loss.
 */
class TlsLinkMeter
{
  public:
    TlsLinkMeter();
    ~TlsLinkMeter();

    TlsLinkMeter(const TlsLinkMeter&) = delete;
    TlsLinkMeter& operator=(const TlsLinkMeter&) = delete;

    /// @param node an end of connections, with an Internet stack; it sends to itself nothing
    void AddNode(Ptr<Node> node);
    /// @param loss reports lost packets
    void AddLoss(Ptr<TlsLinkLoss> loss);
    /// @param device its queue disc, if it has one, reports packets that it drops
    void AddQueue(Ptr<NetDevice> device);

    /**
     * @param client the client's end, as Socket::GetSockName() gives it
     * @return what it sent so far; null when no packet of it was seen
     */
    const TlsLinkCounters* Find(const Address& client) const;

    /// @return the connection whose SYN was first sent last; null when there was none
    const TlsLinkCounters* GetLatest() const;

    /// Forgets all connections.
    void Clear();

  private:
    class Impl;
    std::shared_ptr<Impl> m_impl; //!< shared with the trace sinks
};

} // namespace ns3

#endif /* TLS_LINK_METER_H */
