/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTOPP_RANDOM_SOURCE_H
#define CRYPTOPP_RANDOM_SOURCE_H

#include "random-source.h"

#include <memory>

namespace ns3
{
namespace tls
{

/**
 * A deterministic generator: the key stream of AES-256 in counter mode, from counter 0, keyed
 * with the SHA-256 digest of the seed. The same seed gives the same octets on any machine, and
 * how they are cut into calls does not matter.
 */
class CryptoppRandomSource : public RandomSource
{
  public:
    /// @param seed of any length
    explicit CryptoppRandomSource(ByteView seed);
    ~CryptoppRandomSource() override;

    CryptoppRandomSource(const CryptoppRandomSource&) = delete;
    CryptoppRandomSource& operator=(const CryptoppRandomSource&) = delete;

    Bytes Generate(size_t size) override;

  private:
    struct Stream;

    std::unique_ptr<Stream> m_stream; //!< the key stream
};

} // namespace tls
} // namespace ns3

#endif /* CRYPTOPP_RANDOM_SOURCE_H */
