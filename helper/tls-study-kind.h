/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_STUDY_KIND_H
#define TLS_STUDY_KIND_H

#include "ns3/tls-config.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/// A kind of handshake, as `--kind=` names it: shorthand for settings of the TLS ends.
struct TlsStudyKind
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
     * @param kind where to put it
     * @return false when there is none of that name
     */
    static bool Find(const std::string& name, TlsStudyKind& kind);

    /// @return the names of all kinds that exist, separated by ", ", for messages
    static std::string AllNames();
};

/// Kinds in the order in which they were given.
using TlsStudyKinds = std::vector<TlsStudyKind>;

} // namespace ns3

#endif /* TLS_STUDY_KIND_H */
