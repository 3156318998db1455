/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_LOAD_SETTINGS_H
#define TLS_LOAD_SETTINGS_H

#include "tls-link-config.h"

#include <cstdint>
#include <string>

namespace ns3
{

/// What a cell of a load sweep is measured of.
struct TlsLoadSettings
{
    std::string kind;           //!< kind of the full handshakes (see TlsKind)
    std::string group;          //!< group of the key exchange
    TlsLinkConfig link;         //!< link of each client
    uint32_t cores{1};          //!< of the server
    double resumeRatio{0};      //!< share of handshakes that go on with an earlier session, 0 to 1
    double offered{100};        //!< handshakes that begin a second, above 0
    uint32_t clients{50};       //!< nodes that begin them in turn, at least 1
    uint64_t handshakes{10000}; //!< that are measured, at least 1
    uint64_t warmup{0};         //!< that come before and are not measured
    /// Handshakes that the server has under way at most: further SYNs are dropped.
    uint32_t backlog{1024};
};

} // namespace ns3

#endif /* TLS_LOAD_SETTINGS_H */
