/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CLIENT_NEGOTIATION_H
#define TLS_CLIENT_NEGOTIATION_H

#include "tls-handshake-context.h"

#include "ns3/tls-alert.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-hello-messages.h"
#include "ns3/tls-version-traits.h"

#include <optional>
#include <string>

namespace ns3
{
namespace tls
{

/// What a client takes from a Server Hello.
struct TlsServerChoice
{
    const TlsCipherSuite* suite{nullptr};        //!< suite chosen
    const TlsVersionTraits* traits{nullptr};     //!< version chosen
    bool resumes{false};                         //!< whether the session offered goes on
    std::string alpn;                            //!< protocol chosen by ALPN, empty when none
    std::string npn;                             //!< protocol the client picks by NPN
    bool usesNpn{false};                         //!< whether a Next Protocol message belongs to it
    bool hasExtendedMasterSecret{false};         //!< RFC 7627
    bool encryptsThenMacs{false};                //!< RFC 7366
    bool givesTicket{false};                     //!< whether a New Session Ticket belongs to it
    bool mayStapleOcsp{false};                   //!< whether a Certificate Status may come
    std::optional<TlsHeartbeatMode> heartbeat;   //!< RFC 6520
    size_t maxFragmentLength{0};                 //!< RFC 6066, 4; 0: not agreed on
    std::optional<uint16_t> recordSizeLimit;     //!< RFC 8449, 4
    std::optional<Bytes> renegotiatedConnection; //!< of renegotiation_info (RFC 5746, 3.2)
};

/**
 * @param context of the connection
 * @param random the client random, 32 octets
 * @param offered a session that may be resumed; null: none
 * @return its Client Hello
 */
TlsClientHello MakeClientHello(const TlsHandshakeContext& context,
                               const Bytes& random,
                               const TlsSession* offered);

/**
 * @param context of the connection
 * @param offer the Client Hello it sent
 * @param offered the session in it; null: none
 * @param hello the server's answer
 * @param choice what follows from it
 * @return an alert when the server chose what was not offered (RFC 5246, 7.4.1.3 and 7.4.1.4)
 */
std::optional<TlsAlert> ReadServerChoice(const TlsHandshakeContext& context,
                                         const TlsClientHello& offer,
                                         const TlsSession* offered,
                                         const TlsServerHello& hello,
                                         TlsServerChoice& choice);

} // namespace tls
} // namespace ns3

#endif /* TLS_CLIENT_NEGOTIATION_H */
