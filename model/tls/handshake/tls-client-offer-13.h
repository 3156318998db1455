/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CLIENT_OFFER_13_H
#define TLS_CLIENT_OFFER_13_H

#include "tls-client-offer.h"

#include "ns3/tls-extension-13.h"

#include <optional>
#include <vector>

namespace ns3
{
namespace tls
{

/// What a Client Hello says to a server of TLS 1.3, beside what all versions read.
struct TlsClientOffer13
{
    std::vector<TlsKeyShareEntry> shares;            //!< public values, possibly none
    std::vector<TlsPskKeyExchangeMode> pskModes;     //!< possibly none
    std::optional<TlsOfferedPsks> psks;              //!< pre-shared keys, where it has some
    std::optional<Bytes> cookie;                     //!< of a Hello Retry Request
    bool hasEarlyData{false};                        //!< whether early data follows
    bool takesLateCertificateRequest{false};         //!< RFC 8446, 4.2.6
    std::optional<std::vector<Bytes>> authorities{}; //!< that issued what it trusts
};

/**
 * Read what only TLS 1.3 has, and check what it asks of every Client Hello (RFC 8446, 4.1.2, 4.2
 * and 9.2).
 * @param hello as it came
 * @param offer what it says
 * @return an alert when something is malformed, missing or where it may not stand
 */
std::optional<TlsAlert> ReadClientOffer13(const TlsClientHello& hello, TlsClientOffer13& offer);

/**
 * @param hello of a client
 * @param versions of its supported_versions; without that, none
 * @return an alert when the extension is malformed
 */
std::optional<TlsAlert> ReadSupportedVersions(const TlsClientHello& hello,
                                              std::vector<TlsVersion>& versions);

} // namespace tls
} // namespace ns3

#endif /* TLS_CLIENT_OFFER_13_H */
