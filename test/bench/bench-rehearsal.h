/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BENCH_REHEARSAL_H
#define BENCH_REHEARSAL_H

#include "bench-conversation.h"
#include "bench-scenario.h"

#include "ns3/crypto-meter.h"
#include "ns3/tls-helper.h"
#include "ns3/tls-kind.h"

#include <cstdint>

namespace ns3
{

/// What a handshake and its close say and compute: two engines did it, and nothing between them.
struct BenchRehearsal
{
    BenchScript script;   //!< octets on the wire
    tls::CryptoWork work; //!< primitives of both ends
};

/**
 * @param tls configurations of both ends
 * @param resumption how the handshake takes up the session of another one before it
 * @return what it says and computes
 */
BenchRehearsal Rehearse(TlsHelper& tls, BenchResumption resumption);

/**
 * As above, with a request and a reply between handshake and close.
 * @param tls configurations of both ends
 * @param kind of handshake
 * @param request octets of the request
 * @param reply octets of the reply
 * @return what both say and compute
 */
BenchRehearsal Rehearse(TlsHelper& tls, const TlsKind& kind, uint32_t request, uint32_t reply);

} // namespace ns3

#endif /* BENCH_REHEARSAL_H */
