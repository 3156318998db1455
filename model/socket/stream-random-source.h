/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STREAM_RANDOM_SOURCE_H
#define STREAM_RANDOM_SOURCE_H

#include "ns3/cryptopp-random-source.h"
#include "ns3/ptr.h"
#include "ns3/random-source.h"
#include "ns3/random-variable-stream.h"

namespace ns3
{

/**
 * The randoms of one connection, out of the simulator's random streams: a generator that is
 * keyed with 256 bits drawn from a stream when it is made. So the n-th connection of a role
 * gets the same octets for the same seed, run number and stream, whatever others draw.
 */
class StreamRandomSource : public tls::RandomSource
{
  public:
    /// @param stream where the key is drawn from, 16 draws; not kept
    explicit StreamRandomSource(Ptr<UniformRandomVariable> stream);

    tls::Bytes Generate(size_t size) override;

  private:
    tls::CryptoppRandomSource m_source; //!< the generator
};

} // namespace ns3

#endif /* STREAM_RANDOM_SOURCE_H */
