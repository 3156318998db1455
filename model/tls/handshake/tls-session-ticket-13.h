/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SESSION_TICKET_13_H
#define TLS_SESSION_TICKET_13_H

#include "tls-handshake-context.h"
#include "tls-handshake-keys-13.h"

#include "ns3/tls-alert.h"

#include <optional>

// New Session Ticket at both ends (RFC 8446, 4.6.1).

namespace ns3
{
namespace tls
{

/**
 * Give a client as many tickets as the configuration says, sealed ones or names in the session
 * cache; none where the server can keep no sessions.
 * @param context of the server's connection, whose handshake is complete
 * @param keys of the connection, with the secret of tickets
 */
void SendSessionTickets13(TlsHandshakeContext& context, const TlsHandshakeKeys13& keys);

/**
 * Keep the session that goes on with a ticket, unless its lifetime is 0.
 * @param context of the client's connection
 * @param keys of the connection, with the secret of tickets
 * @param message the ticket
 * @return an alert when it is malformed, or has an extension of another message
 */
std::optional<TlsAlert> ReadSessionTicket13(TlsHandshakeContext& context,
                                            const TlsHandshakeKeys13& keys,
                                            const TlsHandshakeMessage& message);

} // namespace tls
} // namespace ns3

#endif /* TLS_SESSION_TICKET_13_H */
