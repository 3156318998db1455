/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SOCKET_FACTORY_H
#define TLS_SOCKET_FACTORY_H

#include "ns3/address.h"
#include "ns3/attribute.h"
#include "ns3/ptr.h"
#include "ns3/random-variable-stream.h"
#include "ns3/socket-factory.h"
#include "ns3/tls-config.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

class TlsSocket;

/**
 * Makes the TLS sockets of a node, over its TCP. Aggregate it to the node, after or before the
 * internet stack; an application uses TLS by naming `ns3::TlsSocketFactory` as its protocol.
 *
 * It owns the sockets it made while they live, since applications drop theirs after Close().
 */
class TlsSocketFactory : public SocketFactory
{
  public:
    /**
     * Signature of the trace source `SocketCreated`.
     * @param socket a new socket; accepted ones included
     */
    typedef void (*SocketTracedCallback)(Ptr<TlsSocket> socket);

    /// @return the type: attribute `Date`, trace source `SocketCreated`
    static TypeId GetTypeId();

    /// A factory without configurations.
    TlsSocketFactory();
    ~TlsSocketFactory() override;

    /// @return a socket that is neither bound nor connected
    Ptr<Socket> CreateSocket() override;

    /// @param config what clients of this node offer; validated, not null
    void SetClientConfig(std::shared_ptr<const tls::TlsConfig> config);
    /// @return what clients of this node offer; null when the node is no client
    const std::shared_ptr<const tls::TlsConfig>& GetClientConfig() const;
    /// @param config what servers of this node accept and are; validated, not null
    void SetServerConfig(std::shared_ptr<const tls::TlsConfig> config);
    /// @return what servers of this node accept and are; null when the node is no server
    const std::shared_ptr<const tls::TlsConfig>& GetServerConfig() const;
    /**
     * Let servers at one address and port accept and be something else.
     * @param local InetSocketAddress or Inet6SocketAddress; the unspecified address stands for all
     *        addresses of its kind
     * @param config what they accept and are; validated, not null
     */
    void SetServerConfig(const Address& local, std::shared_ptr<const tls::TlsConfig> config);
    /**
     * @param local address and port of a server
     * @return what it accepts and is: as set for address and port, for the port, or for all; null
     *         when the node is no server there
     */
    std::shared_ptr<const tls::TlsConfig> GetServerConfig(const Address& local) const;

    /**
     * Set an attribute of every TCP socket made from now on; children of a listener inherit it.
     * @param name of an attribute of ns3::TcpSocketBase
     * @param value what to set it to
     */
    void SetTcpAttribute(std::string name, const AttributeValue& value);
    /**
     * Set an attribute of every TLS socket made from now on; children of a listener take theirs
     * from the listener.
     * @param name of an attribute of ns3::TlsSocket
     * @param value what to set it to
     */
    void SetSocketAttribute(std::string name, const AttributeValue& value);

    /**
     * @param role on which side
     * @return the stream of that role, from which connections draw their randomness
     */
    Ptr<UniformRandomVariable> GetRandom(tls::TlsRole role) const;
    /**
     * @param stream first stream to use
     * @return number of streams used: one for clients, one for servers
     */
    int64_t AssignStreams(int64_t stream);

    /// @return the simulated date in seconds since 1970-01-01 UTC
    int64_t GetDate() const;
    /// @return number of sockets that live
    size_t GetSocketCount() const;

  protected:
    void DoDispose() override;

  private:
    friend class TlsSocket;

    /// Attributes to set, in their order.
    using Attributes = std::vector<std::pair<std::string, Ptr<AttributeValue>>>;

    uint64_t Own(Ptr<TlsSocket> socket);
    void Disown(uint64_t id);
    void Announce(Ptr<TlsSocket> socket);

    std::shared_ptr<const tls::TlsConfig> m_clientConfig; //!< for connections that are opened
    std::shared_ptr<const tls::TlsConfig> m_serverConfig; //!< for connections that are accepted
    std::map<Address, std::shared_ptr<const tls::TlsConfig>> m_serverConfigs; //!< by address
    Attributes m_tcpAttributes;                                               //!< for sockets below
    Attributes m_socketAttributes;                  //!< for sockets made here
    Ptr<UniformRandomVariable> m_clientRandom;      //!< stream of clients
    Ptr<UniformRandomVariable> m_serverRandom;      //!< stream of servers
    int64_t m_date;                                 //!< date at simulated time 0
    uint64_t m_lastId{0};                           //!< last socket owned
    std::map<uint64_t, Ptr<TlsSocket>> m_sockets;   //!< what lives, in order of creation
    TracedCallback<Ptr<TlsSocket>> m_socketCreated; //!< a socket was made
};

} // namespace ns3

#endif /* TLS_SOCKET_FACTORY_H */
