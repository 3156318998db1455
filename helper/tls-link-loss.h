/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_LINK_LOSS_H
#define TLS_LINK_LOSS_H

#include "tls-link-config.h"
#include "tls-link-packet.h"

#include "ns3/error-model.h"
#include "ns3/random-variable-stream.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <map>

namespace ns3
{

/**
 * Loses packets of one direction of a link: independently, in bursts, or exactly named ones of
 * each TCP connection.
 *
 * One random number is drawn for every TCP packet, lost or not, so that runs with the same
 * stream meet the same losses whatever they send. Packets of a connection are counted as they
 * come out of the queue, SYN and SYN-ACK being 1, retransmissions included. Sits on a
 * PointToPointNetDevice; what is not TCP passes.
 */
class TlsLinkLoss : public ErrorModel
{
  public:
    /// @return the object TypeId
    static TypeId GetTypeId();

    /// A model that loses nothing.
    TlsLinkLoss();
    ~TlsLinkLoss() override;

    /// @param config what to lose
    void SetConfig(const TlsLossConfig& config);

    /// Numbers no packets from now on, so that any number of connections may pass: losses by number
    /// do not happen, and the trace gives 0.
    void ForgetConnections();

    /**
     * @param stream the random stream
     * @return how many streams are used
     */
    int64_t AssignStreams(int64_t stream);

    /**
     * TracedCallback signature for lost packets.
     *
     * @param packet the lost packet, headers of the link included
     * @param number its number within connection and direction, from 1
     */
    using LostCallback = void (*)(Ptr<const Packet> packet, uint64_t number);

  private:
    bool DoCorrupt(Ptr<Packet> packet) override;
    void DoReset() override;
    /// @return true when chance loses the next packet
    bool DrawLoss();

    TlsLossConfig m_config;                                  //!< what to lose
    Ptr<UniformRandomVariable> m_random;                     //!< one number per packet
    bool m_isForgetful{false};                               //!< packets are not numbered
    bool m_started{false};                                   //!< a packet has passed
    bool m_bad{false};                                       //!< within a burst
    std::map<TlsLinkPacket::Key, uint64_t> m_count;          //!< packets so far
    TracedCallback<Ptr<const Packet>, uint64_t> m_lostTrace; //!< a packet is lost
};

} // namespace ns3

#endif /* TLS_LINK_LOSS_H */
