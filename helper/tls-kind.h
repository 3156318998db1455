/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_KIND_H
#define TLS_KIND_H

#include "ns3/tls-config.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/// A kind of handshake, as `--kind=` names it: shorthand for settings of the TLS ends.
struct TlsKind
{
    std::string name; //!< as "tls12-ecdhe-rsa"
    tls::TlsVersion version{
        tls::TlsVersion::NONE};         //!< the only version that is offered and accepted
    std::vector<uint16_t> cipherSuites; //!< code points, in order of preference
    bool usesGroup{true};               //!< false when no group is negotiated
    uint32_t roundTrips{3};             //!< k: SYN sent to handshake complete takes k x RTT

    /**
     * Narrows a client's or a server's configuration to this kind.
     *
     * @param config what to change
     */
    void Apply(tls::TlsConfig& config) const;

    /**
     * @param name a kind's name
     * @return the kind; null when there is none of that name
     */
    static const TlsKind* Find(const std::string& name);

    /// @return the names of all kinds that exist, separated by ", ", for messages
    static std::string AllNames();
};

} // namespace ns3

#endif /* TLS_KIND_H */
