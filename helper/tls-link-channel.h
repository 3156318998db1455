/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_LINK_CHANNEL_H
#define TLS_LINK_CHANNEL_H

#include "ns3/nstime.h"
#include "ns3/point-to-point-channel.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/random-variable-stream.h"

#include <array>
#include <cstdint>

namespace ns3
{

/**
 * A point-to-point channel whose delay varies from packet to packet, uniformly by up to the
 * jitter in either way. Packets may overtake each other, as over netem.
 */
class TlsLinkChannel : public PointToPointChannel
{
  public:
    /// @return the object TypeId
    static TypeId GetTypeId();

    /// A channel without jitter.
    TlsLinkChannel();
    ~TlsLinkChannel() override;

    /**
     * @param stream the first random stream: device 0 sending, device 1 sending
     * @return how many streams are used
     */
    int64_t AssignStreams(int64_t stream);

    bool TransmitStart(Ptr<const Packet> packet,
                       Ptr<PointToPointNetDevice> source,
                       Time txTime) override;

  private:
    Time m_jitter;                                      //!< largest deviation from the delay
    std::array<Ptr<UniformRandomVariable>, 2> m_random; //!< by sending device
};

} // namespace ns3

#endif /* TLS_LINK_CHANNEL_H */
