/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_DH_STEPS_H
#define TLS_DH_STEPS_H

#include "tls-key-agreement.h"

namespace ns3
{
namespace tls
{

/// @return ffdhe2048 (RFC 7919, A.1)
const DhGroup& GetFfdhe2048();

/// @return a group of 512 bits with a safe prime that OpenSSL's dhparam found, for exportable
/// suites
const DhGroup& GetExportDhGroup();

/**
 * @param group a group
 * @return size of its modulus in bits, leading zeros not counted
 */
size_t BitsOf(const DhGroup& group);

/**
 * Note which group is in use.
 * @param context of the handshake
 * @param group the group
 */
void NoteDhGroup(TlsKeyAgreementContext& context, const DhGroup& group);

/**
 * At the client: check a group that the server chose.
 * @param context of the handshake
 * @param group as it came off the wire
 * @return export_restriction when it is larger than the suite's keys may be (RFC 2246, 7.2.2),
 *         insufficient_security when it is smaller than the client wants, illegal_parameter when
 *         the modulus is no prime or the generator none
 */
std::optional<TlsAlert> CheckDhGroup(TlsKeyAgreementContext& context, const DhGroup& group);

/**
 * Generate an ephemeral pair and note its two steps.
 * @param context of the handshake
 * @param group a sound group
 * @return the pair
 */
KeyPair ChooseDhKeyPair(TlsKeyAgreementContext& context, const DhGroup& group);

/**
 * Take the outcome of the agreement and note the step.
 * @param context of the handshake
 * @param secret what the provider made of both values (RFC 5246, 8.1.2)
 * @param premaster the secret
 * @return an alert when there is none, since the peer's value is 0, 1, p - 1 or more
 */
std::optional<TlsAlert> TakeDhSecret(TlsKeyAgreementContext& context,
                                     std::optional<Bytes> secret,
                                     Bytes& premaster);

} // namespace tls
} // namespace ns3

#endif /* TLS_DH_STEPS_H */
