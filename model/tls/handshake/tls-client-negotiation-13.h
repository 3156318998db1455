/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CLIENT_NEGOTIATION_13_H
#define TLS_CLIENT_NEGOTIATION_13_H

#include "tls-client-hello-13.h"
#include "tls-handshake-context.h"

#include "ns3/tls-alert.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-extension-13.h"

#include <optional>
#include <string>

namespace ns3
{
namespace tls
{

/// What a client takes from a Server Hello of TLS 1.3.
struct TlsServerChoice13
{
    const TlsCipherSuite* suite{nullptr};  //!< suite chosen
    const TlsPsk* psk{nullptr};            //!< pre-shared key chosen, of those offered; null: none
    bool isFirstPsk{false};                //!< whether it is the first one offered
    const TlsKeyShare* ownShare{nullptr};  //!< one's own share that is used; null: none
    std::optional<TlsKeyShareEntry> share; //!< the server's
};

/// What the server's Encrypted Extensions say.
struct TlsServerAnswer13
{
    std::string alpn;                        //!< protocol chosen, empty when none
    bool takesEarlyData{false};              //!< whether early data is accepted
    std::optional<uint16_t> recordSizeLimit; //!< RFC 8449, 4
    size_t maxFragmentLength{0};             //!< RFC 6066, 4; 0: not agreed on
};

/**
 * The version that a server chose (RFC 8446, 4.1.3 and 4.2.1).
 * @param hello of the server
 * @param version chosen: TLS 1.3 or, for another handshake to judge, an earlier one
 * @return an alert when it cannot be chosen so
 */
std::optional<TlsAlert> ReadServerVersion(const TlsServerHello& hello, TlsVersion& version);

/**
 * @param config what the client offers
 * @param offer the Client Hello it answers
 * @param hello of the server, with TLS 1.3
 * @param request what the server wants
 * @return an alert when it is not as it must be, or when it would change nothing
 */
std::optional<TlsAlert> ReadRetryRequest(const TlsConfig& config,
                                         const TlsOffer13& offer,
                                         const TlsServerHello& hello,
                                         TlsRetryRequest& request);

/**
 * @param config what the client offers
 * @param offer the Client Hello it answers
 * @param retry the Hello Retry Request that came before; null: none
 * @param hello of the server, with TLS 1.3
 * @param choice what follows from it
 * @return an alert when the server chose what was not offered
 */
std::optional<TlsAlert> ReadServerChoice13(const TlsConfig& config,
                                           const TlsOffer13& offer,
                                           const TlsRetryRequest* retry,
                                           const TlsServerHello& hello,
                                           TlsServerChoice13& choice);

/**
 * @param config what the client offers
 * @param offer the Client Hello it answers
 * @param choice of the Server Hello before
 * @param extensions of the Encrypted Extensions
 * @param answer what follows from them
 * @return an alert when one is malformed, not as offered or where it may not stand
 */
std::optional<TlsAlert> ReadEncryptedExtensions(const TlsConfig& config,
                                                const TlsOffer13& offer,
                                                const TlsServerChoice13& choice,
                                                const TlsExtensionList& extensions,
                                                TlsServerAnswer13& answer);

} // namespace tls
} // namespace ns3

#endif /* TLS_CLIENT_NEGOTIATION_13_H */
