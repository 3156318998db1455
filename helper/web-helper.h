/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_HELPER_H
#define WEB_HELPER_H

#include "ns3/address.h"
#include "ns3/application-container.h"
#include "ns3/attribute.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

class TlsHelper;
struct WebPage;

/**
 * Puts web servers and clients on nodes.
 *
 * With a TlsHelper they speak through TlsSocketFactory, which is installed on nodes that lack
 * it; without one, through plain TCP.
 */
class WebHelper
{
  public:
    /// Servers and clients over plain TCP.
    WebHelper();
    /// @param tls configures the nodes; must outlive this helper
    explicit WebHelper(TlsHelper& tls);

    /**
     * @param name an attribute of WebServer
     * @param value its value for servers installed from now on
     */
    void SetServerAttribute(const std::string& name, const AttributeValue& value);
    /**
     * @param name an attribute of WebClient
     * @param value its value for clients installed from now on
     */
    void SetClientAttribute(const std::string& name, const AttributeValue& value);

    /**
     * @param nodes where servers go
     * @param port TCP port, on IPv4 and IPv6
     * @return the servers
     */
    ApplicationContainer InstallServer(const NodeContainer& nodes, uint16_t port = 443);

    /**
     * @param nodes where clients go, one each
     * @param remote the server, an InetSocketAddress or Inet6SocketAddress
     * @param kinds names of kinds of handshake (see TlsKind): client i gets number i modulo their
     *        number, and the server, which is installed before, is made to take them all; empty:
     *        what the node's factory is set to
     * @return the clients
     */
    ApplicationContainer InstallClients(const NodeContainer& nodes,
                                        const Address& remote,
                                        const std::vector<std::string>& kinds = {});

    /**
     * @param name an attribute of WebPageLoader
     * @param value its value for loaders installed from now on
     */
    void SetLoaderAttribute(const std::string& name, const AttributeValue& value);

    /**
     * @param page what servers serve and loaders load that are installed from now on; valid (see
     *        WebPage::Check()); null: servers serve objects of one size
     */
    void SetPage(std::shared_ptr<const WebPage> page);

    /**
     * @param nodes where loaders of the page go, one each
     * @param remote the server of all its hosts, an InetSocketAddress or Inet6SocketAddress
     * @param kinds as for InstallClients()
     * @return the loaders
     */
    ApplicationContainer InstallLoaders(const NodeContainer& nodes,
                                        const Address& remote,
                                        const std::vector<std::string>& kinds = {});

    /**
     * Give the random variables of clients fixed streams.
     * @param applications WebClients; others are skipped
     * @param stream number of the first
     * @return how many were taken
     */
    static int64_t AssignStreams(const ApplicationContainer& applications, int64_t stream);

  private:
    TlsHelper* m_tls;                      //!< null: plain TCP
    ObjectFactory m_server;                //!< makes servers
    ObjectFactory m_client;                //!< makes clients
    ObjectFactory m_loader;                //!< makes loaders
    std::shared_ptr<const WebPage> m_page; //!< what servers serve and loaders load
};

} // namespace ns3

#endif /* WEB_HELPER_H */
