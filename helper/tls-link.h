/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_LINK_H
#define TLS_LINK_H

#include "tls-link-channel.h"
#include "tls-link-config.h"
#include "tls-link-loss.h"
#include "tls-link-meter.h"

#include "ns3/address.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <string>

namespace ns3
{

class Node;

/**
 * Two nodes, client and server, over one link with delay, rates, losses and a queue.
 *
 * Sets up the Internet stack, addresses and queues; TCP settings and TLS are the caller's.
 */
class TlsLink
{
  public:
    /// @param config the link; valid
    explicit TlsLink(const TlsLinkConfig& config);

    /**
     * A link from a new client to a server that may have others. Nothing is counted on it, so that
     * it serves any number of connections.
     *
     * @param config the link; valid
     * @param server has an Internet stack, with IPv6 when the link has it
     * @param number of the link at its server, from 0 to 65535: addresses depend on it
     */
    TlsLink(const TlsLinkConfig& config, Ptr<Node> server, uint32_t number);

    /// @return the client's node
    Ptr<Node> GetClient() const;
    /// @return the server's node
    Ptr<Node> GetServer() const;
    /// @return client, then server
    NodeContainer GetNodes() const;
    /// @return the client's device, then the server's
    NetDeviceContainer GetDevices() const;
    /// @return the link's settings
    const TlsLinkConfig& GetConfig() const;

    /**
     * @param port a TCP port
     * @return the server's socket address, IPv6 when the link's configuration says so
     */
    Address GetServerAddress(uint16_t port) const;
    /// @return the server's IP address as text
    std::string GetServerName() const;

    /// @return what loses packets on their way to the server
    Ptr<TlsLinkLoss> GetLossUp() const;
    /// @return what loses packets on their way to the client
    Ptr<TlsLinkLoss> GetLossDown() const;
    /// @return the counters of each connection; it counts from construction on. Null where nothing
    /// is counted
    Ptr<TlsLinkMeter> GetMeter() const;

    /**
     * Fixes the random streams: loss up, loss down, jitter up, jitter down, cross traffic.
     *
     * @param stream the first stream
     * @return how many streams are used
     */
    int64_t AssignStreams(int64_t stream);

    /**
     * Sends cross traffic both ways, when the configuration has any.
     *
     * @param start when it begins
     * @param stop when it ends
     */
    void StartCrossTraffic(Time start, Time stop);

  private:
    void MakeDevices();
    void AssignAddresses(uint32_t number);
    void SetUp(const NodeContainer& stackless, uint32_t number);

    TlsLinkConfig m_config;        //!< the link's settings
    NodeContainer m_nodes;         //!< client, server
    NetDeviceContainer m_devices;  //!< the client's, the server's
    Address m_serverAddress;       //!< the server's IP address
    Address m_clientAddress;       //!< the client's IP address
    Ptr<TlsLinkChannel> m_channel; //!< delays packets
    Ptr<TlsLinkLoss> m_lossUp;     //!< on the server's device
    Ptr<TlsLinkLoss> m_lossDown;   //!< on the client's device
    Ptr<TlsLinkMeter> m_meter;     //!< counts segments of each connection
    int64_t m_crossStream{-1};     //!< first stream of the cross traffic
};

} // namespace ns3

#endif /* TLS_LINK_H */
