/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_RESUMPTION_H
#define TLS_RESUMPTION_H

#include "tls-client-offer.h"
#include "tls-handshake-context.h"

#include "ns3/tls-alert.h"

#include <optional>

namespace ns3
{
namespace tls
{

/**
 * @param context of the client's connection
 * @return a session of SSL 3.0 to TLS 1.2 with this server that its configuration lets go on; null
 * when there is none. One with a ticket has a session id of its own, by which the server's answer
 * is known (RFC 5077, 3.4)
 */
TlsSessionPtr FindSessionToOffer(TlsHandshakeContext& context);

/**
 * @param context of the server's connection
 * @param version that was negotiated
 * @param offer what the client offers
 * @param session the one that goes on; nothing: a new one begins
 * @return an alert when it must not, nor may a new one (RFC 7627, 5.3)
 */
std::optional<TlsAlert> FindSessionToResume(TlsHandshakeContext& context,
                                            TlsVersion version,
                                            const TlsClientOffer& offer,
                                            std::optional<TlsSession>& session);

} // namespace tls
} // namespace ns3

#endif /* TLS_RESUMPTION_H */
