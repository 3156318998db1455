/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_LINK_CONFIG_H
#define TLS_LINK_CONFIG_H

#include "ns3/nstime.h"

#include <cstdint>
#include <set>
#include <string>

namespace ns3
{

/// How packets are lost in one direction.
struct TlsLossConfig
{
    double loss{0};           //!< share of packets lost independently, 0 to 1
    bool gilbert{false};      //!< true: losses come in bursts, `loss` is unused
    double goodToBad{0};      //!< Gilbert's p: chance per packet that a burst begins
    double badToGood{1};      //!< Gilbert's r: chance per packet that a burst ends
    std::set<uint64_t> drops; //!< lose exactly these packets of each connection, the first is 1

    /// @return true when no packet's fate depends on a random number
    bool IsDeterministic() const
    {
        return gilbert ? goodToBad <= 0 : (loss <= 0 || loss >= 1);
    }
};

/// What a TlsLink is like.
struct TlsLinkConfig
{
    Time rtt{MilliSeconds(50)};     //!< round-trip propagation delay, half each way
    uint64_t down{10000000};        //!< server to client in bit/s, positive
    uint64_t up{10000000};          //!< client to server in bit/s, positive
    uint16_t mtu{1500};             //!< largest IP packet in octets, 576 (IPv6: 1280) to 65535
    TlsLossConfig lossUp;           //!< client to server
    TlsLossConfig lossDown;         //!< server to client
    Time jitter{0};                 //!< each packet's one-way delay varies by up to this
    std::string queue{"fifo:100p"}; //!< "fifo:Np" (N packets) or "fq_codel"
    uint64_t crossTraffic{0};       //!< in bit/s of UDP, each way
    bool ipv6{false};               //!< addresses of IPv6 instead of IPv4

    /// @return true when two runs cannot differ by a random number of the link
    bool IsDeterministic() const
    {
        return lossUp.IsDeterministic() && lossDown.IsDeterministic() && jitter.IsZero() &&
               crossTraffic == 0;
    }
};

} // namespace ns3

#endif /* TLS_LINK_CONFIG_H */
