/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_NODE_ADDRESS_H
#define TLS_NODE_ADDRESS_H

#include "ns3/address.h"
#include "ns3/node.h"
#include "ns3/ptr.h"

namespace ns3
{

/**
 * @param node a node
 * @param remote an InetSocketAddress or Inet6SocketAddress
 * @return true when the IP address in it is one of the node's
 */
bool HasIpAddress(Ptr<Node> node, const Address& remote);

} // namespace ns3

#endif /* TLS_NODE_ADDRESS_H */
