/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTOPP_SYSTEM_RANDOM_SOURCE_H
#define CRYPTOPP_SYSTEM_RANDOM_SOURCE_H

#include "random-source.h"

namespace ns3
{
namespace tls
{

/// The operating system's generator, for engines at a real socket; never for a simulation.
class SystemRandomSource : public RandomSource
{
  public:
    /// Aborts when the operating system refuses.
    Bytes Generate(size_t size) override;
};

} // namespace tls
} // namespace ns3

#endif /* CRYPTOPP_SYSTEM_RANDOM_SOURCE_H */
