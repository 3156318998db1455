/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CLIENT_HELLO_13_H
#define TLS_CLIENT_HELLO_13_H

#include "tls-handshake-context.h"
#include "tls-key-share.h"
#include "tls-psk.h"

#include "ns3/tls-hello-messages.h"

#include <optional>
#include <vector>

namespace ns3
{
namespace tls
{

/// What a server asks for in a Hello Retry Request (RFC 8446, 4.1.4).
struct TlsRetryRequest
{
    const TlsCipherSuite* suite{nullptr}; //!< suite chosen
    NamedGroup group{NamedGroup::NONE};   //!< of which it wants a share; NONE: it wants no other
    std::optional<Bytes> cookie;          //!< that it wants back
};

/// A Client Hello that offers TLS 1.3, and what the client has to remember of it.
struct TlsOffer13
{
    TlsClientHello hello;            //!< the message
    TlsSessionPtr familySession;     //!< an earlier version's session that may go on; null: none
    std::vector<TlsKeyShare> shares; //!< both halves of those that it has
    std::vector<TlsPsk> psks;        //!< those that it has
    bool hasEarlyData{false};        //!< whether early data follows
};

/**
 * A first Client Hello (RFC 8446, 4.1.2), that earlier versions understand too, where they are
 * among those of the configuration.
 * @param context of the connection
 * @return message and secrets
 */
TlsOffer13 MakeOffer13(TlsHandshakeContext& context);

/**
 * A second Client Hello (RFC 8446, 4.1.2).
 * @param context of the connection; its transcript ends with the request
 * @param request of the server
 * @param offer the first hello, changed into the second
 */
void ChangeOffer13(TlsHandshakeContext& context, const TlsRetryRequest& request, TlsOffer13& offer);

} // namespace tls
} // namespace ns3

#endif /* TLS_CLIENT_HELLO_13_H */
