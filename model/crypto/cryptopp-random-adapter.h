/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTOPP_RANDOM_ADAPTER_H
#define CRYPTOPP_RANDOM_ADAPTER_H

#include "random-source.h"

#include <memory>

namespace CryptoPP
{
class RandomNumberGenerator;
} // namespace CryptoPP

namespace ns3
{
namespace tls
{

/**
 * @param random where octets come from; must outlive what is returned
 * @return the same where Crypto++ asks for a generator of its own
 */
std::unique_ptr<CryptoPP::RandomNumberGenerator> MakeCryptoppRandom(RandomSource& random);

} // namespace tls
} // namespace ns3

#endif /* CRYPTOPP_RANDOM_ADAPTER_H */
