/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_KEY_SHARE_H
#define TLS_KEY_SHARE_H

#include "tls-handshake-context.h"

#include "ns3/crypto-provider.h"
#include "ns3/tls-alert.h"
#include "ns3/tls-extension-13.h"

#include <optional>

namespace ns3
{
namespace tls
{

/// One's own ephemeral values for a group (RFC 8446, 4.2.8).
struct TlsKeyShare
{
    NamedGroup group{NamedGroup::NONE}; //!< which group
    KeyPair pair;                       //!< both values
};

/**
 * Generate an ephemeral pair and note its steps.
 * @param context of the connection
 * @param group a group that the module has
 * @return the pair
 */
TlsKeyShare MakeKeyShare(TlsHandshakeContext& context, NamedGroup group);

/**
 * @param context of the connection
 * @param own one's own share
 * @param peer the other end's, of the same group
 * @param secret what both have in common (RFC 8446, 7.4)
 * @return illegal_parameter when the peer's value is none of the group's (RFC 8446, 4.2.8)
 */
std::optional<TlsAlert> AgreeOnSecret(TlsHandshakeContext& context,
                                      const TlsKeyShare& own,
                                      const TlsKeyShareEntry& peer,
                                      Bytes& secret);

} // namespace tls
} // namespace ns3

#endif /* TLS_KEY_SHARE_H */
