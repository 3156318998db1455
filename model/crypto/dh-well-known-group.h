/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DH_WELL_KNOWN_GROUP_H
#define DH_WELL_KNOWN_GROUP_H

#include "crypto-key.h"

#include <cstdint>
#include <optional>

namespace ns3
{
namespace tls
{

/**
 * Groups over safe primes with generator 2: 768 and 1024 bits of RFC 2409, 6; 1536 bits of
 * RFC 3526, 2; ffdhe2048 to ffdhe8192 of RFC 7919, A; and one of 512 bits for exportable suites,
 * for which there is no RFC: the smallest that RFC 2412, E's rule
 * 2^512 - 2^448 - 1 + 2^64 * ([2^382 pi] + k) gives, with k = 131.
 *
 * @param bits size of the modulus: 512, 768, 1024, 1536, 2048, 3072, 4096, 6144 or 8192
 * @return the group; nothing for another size
 */
std::optional<DhGroup> WellKnownDhGroup(uint16_t bits);

} // namespace tls
} // namespace ns3

#endif /* DH_WELL_KNOWN_GROUP_H */
