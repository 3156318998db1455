/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CONNECTION_TIMES_H
#define TLS_CONNECTION_TIMES_H

#include "ns3/nstime.h"

namespace ns3
{

/**
 * When one end of a connection reached what. Simulated times; negative: not reached, or not
 * known at this end.
 */
struct TlsConnectionTimes
{
    Time synSent{Seconds(-1)};      //!< Connect() was called; at a client
    Time tcpConnected{Seconds(-1)}; //!< the TCP connection was up
    Time clientHello{Seconds(-1)};  //!< Client Hello made, at a server: processed
    Time serverHello{Seconds(-1)};  //!< Server Hello processed, at a server: made
    Time certificate{Seconds(-1)};  //!< the peer's chain was verified
    Time keyExchange{Seconds(-1)};  //!< the client's key exchange made, at a server: processed
    Time established{Seconds(-1)};  //!< the handshake was complete
    Time closed{Seconds(-1)};       //!< the connection had ended
    Time cpu{0};                    //!< processor time charged to this connection so far
    Time cpuQueue{0};               //!< time that its jobs waited for a processor so far
};

} // namespace ns3

#endif /* TLS_CONNECTION_TIMES_H */
