/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENDPOINT_CONFIG_H
#define TLS_ENDPOINT_CONFIG_H

#include "tls-endpoint-options.h"

#include "ns3/crypto-provider.h"
#include "ns3/random-source.h"

#include <memory>
#include <string>

namespace ns3
{
namespace endpoint
{

/**
 * Read the files that the options name.
 * @param options what the command line says
 * @param provider what loads keys
 * @param random where keys that no file holds come from
 * @param config what connections are to share
 * @return empty, or a sentence that says what is wrong
 */
std::string LoadConfig(const EndpointOptions& options,
                       tls::CryptoProvider& provider,
                       tls::RandomSource& random,
                       std::shared_ptr<const tls::TlsConfig>& config);

/**
 * See that what is reported and logged can be written.
 * @param options what the command line says
 * @return empty, or a sentence that names the file
 */
std::string CheckOutputFiles(const EndpointOptions& options);

} // namespace endpoint
} // namespace ns3

#endif /* TLS_ENDPOINT_CONFIG_H */
