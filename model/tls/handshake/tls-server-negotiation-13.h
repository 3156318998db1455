/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SERVER_NEGOTIATION_13_H
#define TLS_SERVER_NEGOTIATION_13_H

#include "tls-client-offer-13.h"
#include "tls-client-offer.h"
#include "tls-handshake-context.h"
#include "tls-psk.h"

#include "ns3/tls-alert.h"
#include "ns3/tls-cipher-suite.h"

#include <optional>
#include <string>

namespace ns3
{
namespace tls
{

/// What a server of TLS 1.3 makes of a Client Hello.
struct TlsNegotiated13
{
    const TlsCipherSuite* suite{nullptr};          //!< suite chosen
    std::optional<TlsSelectedPsk> psk;             //!< pre-shared key chosen
    const TlsKeyShareEntry* share{nullptr};        //!< the client's that is used; null: none
    NamedGroup retryGroup{NamedGroup::NONE};       //!< group of which there has to be a share first
    const TlsIdentity* identity{nullptr};          //!< whose certificate is sent, if one is
    SignatureScheme scheme{SignatureScheme::NONE}; //!< what its key signs with
    std::string alpn;                              //!< protocol chosen by ALPN, empty when none
    bool knowsServerName{false};                   //!< whether the identity is for the name asked
    bool staplesOcsp{false};                       //!< whether an OCSP response goes with it
    bool takesEarlyData{false};                    //!< whether early data is accepted
    std::string comparison;                        //!< what was compared, for a reader
};

/**
 * @param context of the server's connection
 * @param offer what the client offers to all versions
 * @param offer13 what it offers here
 * @param retrySuite the one that a Hello Retry Request has chosen; null: there was none
 * @param negotiated where the choices go (RFC 8446, 4.1.1)
 * @return an alert when there is nothing in common
 */
std::optional<TlsAlert> Negotiate13(TlsHandshakeContext& context,
                                    const TlsClientOffer& offer,
                                    const TlsClientOffer13& offer13,
                                    const TlsCipherSuite* retrySuite,
                                    TlsNegotiated13& negotiated);

/**
 * @param context of the server's connection
 * @param offer what the client offers to all versions
 * @param negotiated what was chosen
 * @return the Encrypted Extensions (RFC 8446, 4.3.1)
 */
TlsExtensionList AnswerExtensions13(const TlsHandshakeContext& context,
                                    const TlsClientOffer& offer,
                                    const TlsNegotiated13& negotiated);

} // namespace tls
} // namespace ns3

#endif /* TLS_SERVER_NEGOTIATION_13_H */
