/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-random-adapter.h"

#include <algorithm>
#include <cryptopp/cryptlib.h>

namespace ns3
{
namespace tls
{

namespace
{

/// Our random source as a generator of Crypto++.
class RandomAdapter : public CryptoPP::RandomNumberGenerator
{
  public:
    /// @param random where octets come from
    explicit RandomAdapter(RandomSource& random)
        : m_random(&random)
    {
    }

    void GenerateBlock(CryptoPP::byte* output, size_t size) override
    {
        const Bytes bytes = m_random->Generate(size);
        std::copy(bytes.begin(), bytes.end(), output);
    }

  private:
    RandomSource* m_random; //!< where octets come from
};

} // namespace

std::unique_ptr<CryptoPP::RandomNumberGenerator>
MakeCryptoppRandom(RandomSource& random)
{
    return std::make_unique<RandomAdapter>(random);
}

} // namespace tls
} // namespace ns3
