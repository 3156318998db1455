/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTOPP_AEAD_H
#define CRYPTOPP_AEAD_H

#include "crypto-provider.h"

namespace ns3
{
namespace tls
{

/**
 * @param algorithm an authenticating cipher
 * @param key as long as the algorithm asks
 * @param meter where calls are counted
 * @return the keyed cipher, null for NONE
 */
std::unique_ptr<AeadCipher> CreateCryptoppAead(AeadAlgorithm algorithm,
                                               ByteView key,
                                               CryptoMeter& meter);

} // namespace tls
} // namespace ns3

#endif /* CRYPTOPP_AEAD_H */
