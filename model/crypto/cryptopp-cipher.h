/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTOPP_CIPHER_H
#define CRYPTOPP_CIPHER_H

#include "crypto-provider.h"

namespace ns3
{
namespace tls
{

/**
 * @param algorithm a bulk cipher
 * @param direction encrypt or decrypt
 * @param key as long as the algorithm asks
 * @param meter where calls are counted
 * @return the keyed cipher, null for NONE
 */
std::unique_ptr<CbcCipher> CreateCryptoppCbc(CipherAlgorithm algorithm,
                                             CryptoProvider::Direction direction,
                                             ByteView key,
                                             CryptoMeter& meter);

} // namespace tls
} // namespace ns3

#endif /* CRYPTOPP_CIPHER_H */
