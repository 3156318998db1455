/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_TRANSPORT_H
#define WEB_TRANSPORT_H

#include "ns3/byte-view.h"
#include "ns3/ptr.h"
#include "ns3/socket.h"
#include "ns3/tls-config.h"
#include "ns3/tls-connection-times.h"

#include <cstdint>
#include <memory>
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
 * @param socket of a connection that failed
 * @param attempts how many have failed, it included
 * @return what the next attempt offers (RFC 7507): the highest version is that many lower, and the
 *         Client Hello says so; null when no version is left, or the socket is none of TLS
 */
std::shared_ptr<const tls::TlsConfig> MakeFallbackConfig(Ptr<Socket> socket, uint32_t attempts);

/**
 * @param socket of TLS, not yet connected; any other is left alone
 * @param config what it offers instead of what its node does; null: that
 */
void SetWebConfig(Ptr<Socket> socket, std::shared_ptr<const tls::TlsConfig> config);

/**
 * @param reason why a connection failed before it could carry data
 * @return true when a lower version may help: the server said so, or closed the connection
 */
bool MayFallBack(const std::string& reason);

/**
 * Go on to delayed acknowledgments, as hosts do when replies flow; TLS does so by itself.
 * @param socket connected
 */
void EndWebQuickAck(Ptr<Socket> socket);

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
