/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_SPEC_H
#define KEY_SPEC_H

#include "ns3/crypto-key.h"
#include "ns3/crypto-provider.h"
#include "ns3/crypto-types.h"
#include "ns3/random-source.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ns3
{
namespace tls
{

/// Kind and size of a long-term key.
struct KeySpec
{
    PublicKeyType type{PublicKeyType::RSA}; //!< what kind
    uint16_t bits{2048};                    //!< size of the modulus, 0 for ECDSA and ED25519
    NamedGroup group{NamedGroup::NONE};     //!< curve, for ECDSA
};

/**
 * @param text kind and size, as "rsa:2048" (512 to 8192 bits), "rsa-pss:2048" (for RSASSA-PSS
 *        alone, the same sizes), "dsa:1024" (1024, 2048 or 3072), "ecdsa:secp256r1" (a curve of
 *        SEC 2 by its IANA name), "ed25519" (of one size) or "dh:2048" (a size that
 *        WellKnownDhGroup() knows)
 * @return the same taken apart; nothing when it says something else
 */
std::optional<KeySpec> ParseKeySpec(std::string_view text);

/**
 * @param spec kind and size
 * @return as ParseKeySpec() takes it
 */
std::string ToString(const KeySpec& spec);

/**
 * @param spec kind and size
 * @param key a public key
 * @return true when the key is of that kind and size
 */
bool IsOfKind(const KeySpec& spec, const PublicKey& key);

/**
 * @param spec kind and size; DH keys belong to WellKnownDhGroup()
 * @param provider what generates the key
 * @param random where it comes from
 * @return the key; null when there is no such kind or size
 */
PrivateKeyPtr GenerateKey(const KeySpec& spec, CryptoProvider& provider, RandomSource& random);

} // namespace tls
} // namespace ns3

#endif /* KEY_SPEC_H */
