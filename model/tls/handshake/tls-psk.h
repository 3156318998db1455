/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_PSK_H
#define TLS_PSK_H

#include "tls-client-offer-13.h"
#include "tls-handshake-context.h"

#include "ns3/tls-alert.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-extension-13.h"
#include "ns3/tls-hello-messages.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// A pre-shared key that is or may be used: one of a ticket, or one that was given beforehand.
struct TlsPsk
{
    Bytes identity;                       //!< its name, or the ticket
    Bytes key;                            //!< secret
    const TlsCipherSuite* suite{nullptr}; //!< gives the hash, and protects early data
    bool isExternal{false};               //!< whether it was given beforehand
    uint32_t maxEarlyData{0};             //!< octets of early data that it is good for
    std::string alpn;                     //!< protocol of that early data
    uint32_t obfuscatedAge{0};            //!< of the ticket (RFC 8446, 4.2.11.1)
    std::optional<TlsSession> session;    //!< of the ticket
};

/// What a server takes of the keys that a client offers.
struct TlsSelectedPsk
{
    TlsPsk psk;           //!< the key
    uint16_t index{0};    //!< its place in the offer
    bool isFresh{false};  //!< whether the ticket's age is as it should be (RFC 8446, 8.3)
    bool isSingle{false}; //!< whether it came out of a session cache, which keeps it no longer
};

/**
 * @param context of the client's connection
 * @return the keys that it offers, a ticket's first; none where no mode is allowed
 */
std::vector<TlsPsk> FindPsksToOffer(const TlsHandshakeContext& context);

/**
 * Tickets are as old as they are when a hello leaves, the second one too (RFC 8446, 4.1.2).
 * @param context of the client's connection
 * @param psks that are offered
 */
void SetAges(const TlsHandshakeContext& context, std::vector<TlsPsk>& psks);

/**
 * @param psks that are offered
 * @return identities, and binders of zeros as long as they will be
 */
TlsOfferedPsks DescribePsks(const std::vector<TlsPsk>& psks);

/**
 * Fill in the binders of a Client Hello (RFC 8446, 4.2.11.2).
 * @param context of the client's connection; its transcript has what came before
 * @param psks that are offered
 * @param hello that ends with pre_shared_key, its binders zero
 */
void BindPsks(TlsHandshakeContext& context, const std::vector<TlsPsk>& psks, TlsClientHello& hello);

/**
 * The first key that the server knows and may use; its ticket, if it is to serve once, is gone
 * from then on.
 * @param context of the server's connection
 * @param offer what the client offers to all versions
 * @param psks what it offers here
 * @param suites that both have, the preferred one first
 * @param selected where it goes; nothing when there is none
 */
void SelectPsk(TlsHandshakeContext& context,
               const TlsClientOffer& offer,
               const TlsOfferedPsks& psks,
               const std::vector<const TlsCipherSuite*>& suites,
               std::optional<TlsSelectedPsk>& selected);

/**
 * @param context of the server's connection; its transcript has what came before
 * @param message the Client Hello with its header
 * @param psks what it offers
 * @param selected one of them
 * @return decrypt_error when its binder is wrong (RFC 8446, 4.2.11)
 */
std::optional<TlsAlert> CheckBinder(TlsHandshakeContext& context,
                                    ByteView message,
                                    const TlsOfferedPsks& psks,
                                    const TlsSelectedPsk& selected);

} // namespace tls
} // namespace ns3

#endif /* TLS_PSK_H */
