/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RANDOM_SOURCE_H
#define RANDOM_SOURCE_H

#include "ns3/byte-view.h"

namespace ns3
{
namespace tls
{

/**
 * Where randoms and private keys come from: a seeded generator in a simulation, the operating
 * system at a real socket, a recording in a test.
 */
class RandomSource
{
  public:
    virtual ~RandomSource() = default;

    /**
     * @param size number of octets wanted
     * @return that many octets
     */
    virtual Bytes Generate(size_t size) = 0;
};

} // namespace tls
} // namespace ns3

#endif /* RANDOM_SOURCE_H */
