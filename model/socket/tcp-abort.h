/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_ABORT_H
#define TCP_ABORT_H

#include "ns3/ptr.h"
#include "ns3/socket.h"

#include <cstdint>

namespace ns3
{

/**
 * Rid the node of a TCP connection whose peer will not end it. A host does so after some time in
 * FIN_WAIT_2; ns-3's sockets stay there for ever and have no call for it, so this one is told that
 * its peer has reset the connection. Nothing goes on the wire.
 *
 * @param tcp a connected TCP socket, all of whose octets have been read
 * @param received octets of the stream that it has received
 */
void AbortTcp(Ptr<Socket> tcp, uint64_t received);

} // namespace ns3

#endif /* TCP_ABORT_H */
