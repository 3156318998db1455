/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENDPOINT_SESSION_H
#define TLS_ENDPOINT_SESSION_H

#include "tls-endpoint-options.h"

#include "ns3/crypto-provider.h"
#include "ns3/random-source.h"
#include "ns3/tls-output.h"

#include <string>
#include <vector>

namespace ns3
{
namespace endpoint
{

/**
 * Give a configuration what sessions are resumed with: a server a cache and keys for tickets, as
 * --session-cache and --tickets say (off unless said), a client the session of --session-in.
 * @param options what the command line says
 * @param provider what loads the peer's keys
 * @param random for the keys of tickets
 * @param config what gets it
 * @return empty, or a sentence that says what is wrong with the file
 */
std::string PrepareSessions(const EndpointOptions& options,
                            tls::CryptoProvider& provider,
                            tls::RandomSource& random,
                            tls::TlsConfig& config);

/**
 * Make the changes that an engine wants. A client that keeps no session ids keeps only sessions
 * with a ticket.
 * @param options what the command line says
 * @param updates what an engine wants changed
 * @param config has the cache, if there is any
 */
void UpdateSessions(const EndpointOptions& options,
                    const std::vector<tls::TlsSessionUpdate>& updates,
                    const tls::TlsConfig& config);

/**
 * Write a client's session into the file of --session-out; remove the file when there is none.
 * @param options what the command line says
 * @param config has the cache, if there is any
 */
void KeepSession(const EndpointOptions& options, const tls::TlsConfig& config);

} // namespace endpoint
} // namespace ns3

#endif /* TLS_ENDPOINT_SESSION_H */
