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

/**
 * Let a listening socket know a window. A listener of ns-3 that gets a reset, as from a client that
 * gave up before its SYN arrived, takes its own, unset window for a closed one, probes a peer that
 * it does not have, and the run ends there. A segment that listeners pass over sets the window.
 * Nothing goes on the wire.
 *
 * @param listener a TCP socket that listens, not bound to a device
 */
void OpenTcpListenerWindow(Ptr<Socket> listener);

} // namespace ns3

#endif /* TCP_ABORT_H */
