/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_KEY_STORE_H
#define TLS_KEY_STORE_H

#include "ns3/crypto-key.h"
#include "ns3/crypto-provider.h"

#include <cstdint>
#include <string>

namespace ns3
{

/**
 * Long-term keys, generated once for each seed and kept on disk, so that a simulation starts at
 * once: in `$XDG_CACHE_HOME/tls-spdy`, `~/.cache/tls-spdy`, or nowhere when neither is
 * writable. What a file holds follows from its name alone, so that a store can be deleted,
 * shared and written by several processes at any time.
 */
class TlsKeyStore
{
  public:
    /// @param folder where keys are kept; empty: the user's cache
    explicit TlsKeyStore(std::string folder = "");

    /**
     * @param provider what loads and generates keys
     * @param seed seed of the simulation
     * @param index which key of that seed
     * @param spec kind and size as ParseKeySpec() takes it: "rsa:2048", "ecdsa:secp256r1"
     * @return the key, generated now or before; null when there is no such kind or size
     */
    tls::PrivateKeyPtr Get(tls::CryptoProvider& provider,
                           uint32_t seed,
                           uint32_t index,
                           const std::string& spec) const;

    /**
     * @param seed seed of the simulation
     * @param index which key of that seed
     * @param spec kind and size
     * @return path of the file that holds the key; empty when none is kept
     */
    std::string GetPath(uint32_t seed, uint32_t index, const std::string& spec) const;

  private:
    std::string m_folder; //!< where keys are kept; empty: nowhere
};

} // namespace ns3

#endif /* TLS_KEY_STORE_H */
