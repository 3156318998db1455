/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SESSION_TEST_SUPPORT_H
#define TLS_SESSION_TEST_SUPPORT_H

#include "ns3/byte-view.h"
#include "ns3/nstime.h"
#include "ns3/tls-timeline.h"
#include "ns3/web-connection-record.h"

#include <string>
#include <vector>

namespace ns3
{

/// What a session is to be like.
struct SessionSetup
{
    std::vector<std::string> npn{"spdy/3.1", "http/1.1"}; //!< offered by NPN
    std::vector<std::string> alpn;                        //!< offered by ALPN
    double loss{0};                                       //!< share of packets lost
    double late{0};                                       //!< share of packets 7 ms late
    double twice{0};                                      //!< share of packets that come twice
    std::string calibration{"zero"};                      //!< of both processors
    bool ipv6{false};                                     //!< version of IP
    bool truncate{false};                                 //!< the server's TCP is closed below TLS
    uint32_t objects{3};                                  //!< fetched
    uint32_t size{40000};                                 //!< of an object in octets
    uint32_t seed{1};                                     //!< RngSeed
    uint64_t run{1};                                      //!< RngRun
    std::string pcap;           //!< file for the client's packets, empty: none
    Time rtt{MilliSeconds(40)}; //!< of the empty link
    uint64_t rate{5000000};     //!< either way in bit/s
};

/// A packet that a node sent.
struct SessionPacket
{
    bool fromClient;     //!< else from the server
    uint32_t size;       //!< of the IP packet in octets
    wire::Bytes payload; //!< TCP's
};

/// What came out of it.
struct SessionOutcome
{
    WebConnectionRecord record;      //!< the client's
    size_t liveSockets{0};           //!< TCP and TLS, both nodes, at the end
    size_t openConnections{0};       //!< at the server, at the end
    uint64_t requests{0};            //!< that the server counted
    bool isIdle{false};              //!< no event is left
    TlsTimeline timeline;            //!< of both nodes
    std::vector<SessionPacket> sent; //!< in the order of sending
};

/**
 * Plays one session from SYN to the end of both connections.
 * @param setup what it is to be like
 * @return what came out of it
 */
SessionOutcome RunSession(const SessionSetup& setup);

} // namespace ns3

#endif /* TLS_SESSION_TEST_SUPPORT_H */
