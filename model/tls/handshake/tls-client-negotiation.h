/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CLIENT_NEGOTIATION_H
#define TLS_CLIENT_NEGOTIATION_H

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

/// What a client takes from a Server Hello.
struct TlsServerChoice
{
    const TlsCipherSuite* suite{nullptr}; //!< suite chosen
    TlsVersion version{TlsVersion::NONE}; //!< version chosen
    std::string alpn;                     //!< protocol chosen by ALPN, empty when none
    std::string npn;                      //!< protocol the client picks by NPN, empty when none
    bool usesNpn{false};                  //!< whether a Next Protocol message belongs to it
};

/**
 * @param config what the client offers
 * @param serverName the host it wants
 * @param random the client random, 32 octets
 * @return its Client Hello
 */
TlsClientHello MakeClientHello(const TlsConfig& config,
                               const std::string& serverName,
                               const Bytes& random);

/**
 * @param config what the client offers
 * @param offer the Client Hello it sent
 * @param hello the server's answer
 * @param choice what follows from it
 * @return an alert when the server chose what was not offered (RFC 5246, 7.4.1.3 and 7.4.1.4)
 */
std::optional<TlsAlert> ReadServerChoice(const TlsConfig& config,
                                         const TlsClientHello& offer,
                                         const TlsServerHello& hello,
                                         TlsServerChoice& choice);

} // namespace tls
} // namespace ns3

#endif /* TLS_CLIENT_NEGOTIATION_H */
