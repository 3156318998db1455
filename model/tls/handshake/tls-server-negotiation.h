/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SERVER_NEGOTIATION_H
#define TLS_SERVER_NEGOTIATION_H

#include "tls-client-offer.h"
#include "tls-handshake-context.h"

#include "ns3/tls-alert.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-version-traits.h"

#include <optional>
#include <string>

namespace ns3
{
namespace tls
{

/// What a server makes of a Client Hello.
struct TlsNegotiated
{
    const TlsVersionTraits* traits{nullptr};       //!< highest version that both have
    const TlsCipherSuite* suite{nullptr};          //!< suite chosen
    uint8_t compression{TLS_COMPRESSION_NULL};     //!< compression method chosen
    NamedGroup group{NamedGroup::NONE};            //!< curve of the key exchange, if it has one
    SignatureScheme scheme{SignatureScheme::NONE}; //!< of the key exchange, if it is signed
    const TlsIdentity* identity{nullptr};          //!< whose certificate is sent, if one is
    std::string alpn;                              //!< protocol chosen by ALPN, empty when none
    bool usesNpn{false};                           //!< whether protocols are listed by NPN
    bool resumes{false};                           //!< whether a session goes on
    bool givesTicket{false};                       //!< whether a ticket will be sent
    bool staplesOcsp{false};                       //!< whether a Certificate Status will be sent
    bool knowsServerName{false};                   //!< whether the identity is for the name asked
    std::string comparison;                        //!< what was compared, for a reader
};

/**
 * @param config what the server has
 * @param offered by the client
 * @return the suites that both have, the one to be preferred first
 */
std::vector<uint16_t> CommonSuites(const TlsConfig& config, const std::vector<uint16_t>& offered);

/**
 * @param config what the server has
 * @param offer what the client offers
 * @param alpn the protocol that both have and the server prefers; left alone where one of them
 *        does not use ALPN
 * @return an alert when there is none in common (RFC 7301, 3.2)
 */
std::optional<TlsAlert> ChooseAlpn(const TlsConfig& config,
                                   const TlsClientOffer& offer,
                                   std::string& alpn);

/**
 * @param config what the server has
 * @param offer what the client offers
 * @return an alert when the server wants to know the host that is asked for, and does not (RFC
 *         6066, 3)
 */
std::optional<TlsAlert> CheckServerName(const TlsConfig& config, const TlsClientOffer& offer);

/**
 * The version (RFC 5246, E.1) and what the renegotiation and fallback signals say of it.
 * @param context of the connection
 * @param offer what the client offers
 * @param negotiated where the version goes
 * @return an alert when there is none in common (RFC 7507, 3; RFC 5746, 3.6 and 3.7)
 */
std::optional<TlsAlert> NegotiateVersion(const TlsHandshakeContext& context,
                                         const TlsClientOffer& offer,
                                         TlsNegotiated& negotiated);

/**
 * Suite and all that belongs to it (RFC 5246, 7.4.1.3), for a session that begins.
 * @param context of the connection
 * @param offer what the client offers
 * @param negotiated where they go; it has the version
 * @return an alert when there is nothing in common
 */
std::optional<TlsAlert> NegotiateSuite(const TlsHandshakeContext& context,
                                       const TlsClientOffer& offer,
                                       TlsNegotiated& negotiated);

/**
 * The application protocol, which each connection of a session negotiates anew (RFC 7301, 3.1).
 * @param context of the connection
 * @param offer what the client offers
 * @param negotiated where it goes
 * @return an alert when ALPN finds nothing in common
 */
std::optional<TlsAlert> NegotiateProtocol(const TlsHandshakeContext& context,
                                          const TlsClientOffer& offer,
                                          TlsNegotiated& negotiated);

/**
 * @param context of the connection; its session says what of it is in use
 * @param offer what the client offers
 * @param negotiated what was chosen
 * @return the extensions of the Server Hello
 */
TlsExtensionList AnswerExtensions(const TlsHandshakeContext& context,
                                  const TlsClientOffer& offer,
                                  const TlsNegotiated& negotiated);

} // namespace tls
} // namespace ns3

#endif /* TLS_SERVER_NEGOTIATION_H */
