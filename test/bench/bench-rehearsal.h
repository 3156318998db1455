/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BENCH_REHEARSAL_H
#define BENCH_REHEARSAL_H

#include "bench-conversation.h"
#include "bench-scenario.h"

#include "ns3/crypto-meter.h"
#include "ns3/tls-helper.h"

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

} // namespace ns3

#endif /* BENCH_REHEARSAL_H */
