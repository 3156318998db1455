/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CLIENT_OFFER_H
#define TLS_CLIENT_OFFER_H

#include "ns3/tls-alert.h"
#include "ns3/tls-config.h"
#include "ns3/tls-hello-messages.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// What a Client Hello says, its extensions read and what they leave out filled in.
struct TlsClientOffer
{
    TlsClientHello hello;                         //!< the message
    std::vector<TlsVersion> versions;             //!< of supported_versions (RFC 8446, 4.2.1)
    std::vector<NamedGroup> groups;               //!< for the key exchange
    std::vector<SignatureScheme> schemes;         //!< that the client verifies
    bool namesPointFormats{false};                //!< whether ec_point_formats is there
    std::string serverName;                       //!< host that it wants, empty when it names none
    std::optional<std::vector<std::string>> alpn; //!< protocols, when ALPN is there
    bool hasNpn{false};                           //!< whether it takes a list by NPN
    bool hasExtendedMasterSecret{false};          //!< RFC 7627
    bool hasEncryptThenMac{false};                //!< RFC 7366
    bool asksForOcsp{false};                      //!< RFC 6066, 8
    std::optional<Bytes> ticket;                  //!< RFC 5077; empty: it takes one
    size_t maxFragmentLength{0};                  //!< RFC 6066, 4; 0: not asked for
    std::optional<uint16_t> recordSizeLimit;      //!< RFC 8449, 4
    std::optional<TlsHeartbeatMode> heartbeat;    //!< RFC 6520
    bool isFallback{false};                       //!< it could offer a higher version (RFC 7507)
    bool hasRenegotiationScsv{false};             //!< RFC 5746, 3.3
    std::optional<Bytes> renegotiatedConnection;  //!< of renegotiation_info (RFC 5746, 3.2)
};

/**
 * @param config what the server has; its groups stand for a client that names none
 * @param hello as it came
 * @param offer what it says
 * @return an alert when an extension is malformed or repeated
 */
std::optional<TlsAlert> ReadClientOffer(const TlsConfig& config,
                                        const TlsClientHello& hello,
                                        TlsClientOffer& offer);

/**
 * The version that was chosen has no extensions (RFC 6101, 5.6.1.2): whatever the client said with
 * them, but renegotiation_info (RFC 5746, 4.5), it has not said.
 * @param config what the server has
 * @param offer what is left of it
 */
void DropExtensions(const TlsConfig& config, TlsClientOffer& offer);

} // namespace tls
} // namespace ns3

#endif /* TLS_CLIENT_OFFER_H */
