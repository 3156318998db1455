/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-node-address.h"

#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/ipv4.h"
#include "ns3/ipv6.h"

namespace ns3
{

bool
HasIpAddress(Ptr<Node> node, const Address& remote)
{
    if (InetSocketAddress::IsMatchingType(remote))
    {
        Ptr<Ipv4> ip = node->GetObject<Ipv4>();
        return ip &&
               ip->GetInterfaceForAddress(InetSocketAddress::ConvertFrom(remote).GetIpv4()) >= 0;
    }
    Ptr<Ipv6> ip = node->GetObject<Ipv6>();
    return ip && Inet6SocketAddress::IsMatchingType(remote) &&
           ip->GetInterfaceForAddress(Inet6SocketAddress::ConvertFrom(remote).GetIpv6()) >= 0;
}

} // namespace ns3
