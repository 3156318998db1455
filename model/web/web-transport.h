/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_TRANSPORT_H
#define WEB_TRANSPORT_H

#include "ns3/byte-view.h"
#include "ns3/ptr.h"
#include "ns3/socket.h"
#include "ns3/tls-connection-times.h"

#include <cstdint>
#include <string>

namespace ns3
{

/// Octets that web applications give to a socket at a time: a full DATA frame of SPDY, so that
/// no frame waits for the end of a large TLS record.
constexpr uint32_t WEB_WRITE_SIZE = 4096 + 8;

/**
 * @param socket of TLS; any other is left alone
 * @param name of the server, for server_name and its certificate
 */
void SetWebServerName(Ptr<Socket> socket, const std::string& name);

/**
 * @param socket connected
 * @param plain what is spoken without TLS
 * @return what TLS has negotiated, "http/1.1" when nothing; without TLS `plain`
 */
std::string GetWebProtocolName(Ptr<Socket> socket, const std::string& plain);

/**
 * @param socket that failed
 * @param otherwise the reason when the socket knows none
 * @return the reason
 */
std::string GetWebFailure(Ptr<Socket> socket, const std::string& otherwise);

/**
 * @param socket of TLS; any other is left alone
 * @param times where its times go
 */
void ReadWebTimes(Ptr<Socket> socket, TlsConnectionTimes& times);

/**
 * @param socket to read from
 * @param bytes what it had
 * @return false when it had nothing
 */
bool ReadWebSocket(Ptr<Socket> socket, wire::Bytes& bytes);

/**
 * @param socket to write to, with room for the octets
 * @param bytes what to send
 * @return false when the socket did not take them
 */
bool WriteWebSocket(Ptr<Socket> socket, wire::ByteView bytes);

/// @param socket whose callbacks are to reach nobody any more
void DetachWebSocket(Ptr<Socket> socket);

} // namespace ns3

#endif /* WEB_TRANSPORT_H */
