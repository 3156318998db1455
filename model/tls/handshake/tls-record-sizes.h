/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_RECORD_SIZES_H
#define TLS_RECORD_SIZES_H

#include "tls-client-offer.h"
#include "tls-handshake-context.h"

#include "ns3/tls-config.h"
#include "ns3/tls-extension.h"
#include "ns3/tls-version-traits.h"

#include <optional>

// The two extensions by which ends agree on smaller records, in every version that has extensions:
// max_fragment_length (RFC 6066, 4) and record_size_limit (RFC 8449), which goes before it.

namespace ns3
{
namespace tls
{

/**
 * At a client.
 * @param config what it wants
 * @param highest row of the highest version that it offers
 * @param extensions of its hello, to which they are added
 */
void AskForRecordSizes(const TlsConfig& config,
                       const TlsVersionTraits& highest,
                       TlsExtensionList& extensions);

/**
 * At a server: one of the two at the most (RFC 8449, 5).
 * @param config what it wants
 * @param offer what the client asks for
 * @param chosen row of the version
 * @param extensions of its answer, to which they are added
 */
void AnswerRecordSizes(const TlsConfig& config,
                       const TlsClientOffer& offer,
                       const TlsVersionTraits& chosen,
                       TlsExtensionList& extensions);

/**
 * Keep to what was agreed on.
 * @param context of the connection
 * @param chosen row of the version
 * @param peerLimit record_size_limit of the peer, where it has one
 * @param maxFragmentLength octets of a fragment; 0: not agreed on
 */
void ApplyRecordSizes(TlsHandshakeContext& context,
                      const TlsVersionTraits& chosen,
                      std::optional<uint16_t> peerLimit,
                      size_t maxFragmentLength);

} // namespace tls
} // namespace ns3

#endif /* TLS_RECORD_SIZES_H */
