/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SERVER_NEGOTIATION_H
#define TLS_SERVER_NEGOTIATION_H

#include "tls-handshake-context.h"

#include "ns3/tls-alert.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-hello-messages.h"

#include <optional>
#include <string>

namespace ns3
{
namespace tls
{

/// What a server makes of a Client Hello.
struct TlsNegotiated
{
    TlsVersion version{TlsVersion::NONE};          //!< highest one that both have
    const TlsCipherSuite* suite{nullptr};          //!< suite chosen
    NamedGroup group{NamedGroup::NONE};            //!< for the key exchange, if it needs one
    SignatureScheme scheme{SignatureScheme::NONE}; //!< for the key exchange, if it is signed
    const TlsIdentity* identity{nullptr};          //!< whose certificate is sent
    std::string serverName;                        //!< as the client asked for it
    std::string alpn;                              //!< protocol chosen by ALPN, empty when none
    bool usesNpn{false};                           //!< whether protocols are listed by NPN
    std::string comparison;                        //!< what was compared, for a reader
};

/**
 * Compare what a client offers with what a server has (RFC 5246, 7.4.1.2 and 7.4.1.3).
 * @param config what the server has
 * @param hello what the client offers
 * @param negotiated what they have in common
 * @return an alert when there is nothing, or when an extension is malformed
 */
std::optional<TlsAlert> Negotiate(const TlsConfig& config,
                                  const TlsClientHello& hello,
                                  TlsNegotiated& negotiated);

/**
 * @param config what the server has
 * @param hello what the client offers
 * @param negotiated what was chosen
 * @return the extensions of the Server Hello
 */
TlsExtensionList AnswerExtensions(const TlsConfig& config,
                                  const TlsClientHello& hello,
                                  const TlsNegotiated& negotiated);

} // namespace tls
} // namespace ns3

#endif /* TLS_SERVER_NEGOTIATION_H */
