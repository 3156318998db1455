/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CURVE_STEPS_H
#define TLS_CURVE_STEPS_H

#include "tls-key-agreement.h"

namespace ns3
{
namespace tls
{

/**
 * @param config of a client
 * @return the groups that its Client Hello lists
 */
const std::vector<NamedGroup>& OfferedGroups(const TlsConfig& config);

/**
 * @param config of a client
 * @return whether its Client Hello says that it can read compressed points (RFC 4492, 5.1.2)
 */
bool OffersCompressedPoints(const TlsConfig& config);

/**
 * Check how a point is written. Whether it lies on the curve is found when it is used.
 * @param group of the key exchange
 * @param point as it came off the wire
 * @param mayBeCompressed whether one has said that one can read those
 * @return an alert when it is in a format that was not offered (RFC 8422, 5.4 and 5.7)
 */
std::optional<TlsAlert> CheckPointFormat(NamedGroup group, ByteView point, bool mayBeCompressed);

/**
 * Generate an ephemeral pair and note its two steps.
 * @param context of the handshake, with the group
 * @return the pair
 */
KeyPair ChooseCurveKeyPair(TlsKeyAgreementContext& context);

/**
 * Take the outcome of the agreement and note the step.
 * @param context of the handshake, with the group
 * @param secret what the provider made of both values (RFC 8422, 5.10)
 * @param premaster the secret
 * @return an alert when there is none, since the peer's value is none of the group's
 */
std::optional<TlsAlert> TakeCurveSecret(TlsKeyAgreementContext& context,
                                        std::optional<Bytes> secret,
                                        Bytes& premaster);

} // namespace tls
} // namespace ns3

#endif /* TLS_CURVE_STEPS_H */
