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
 * @param algorithm a block cipher
 * @param direction encrypt or decrypt
 * @param key as long as the algorithm asks
 * @param meter where calls are counted
 * @return the keyed cipher, null when it is no block cipher
 */
std::unique_ptr<CbcCipher> CreateCryptoppCbc(CipherAlgorithm algorithm,
                                             CryptoProvider::Direction direction,
                                             ByteView key,
                                             CryptoMeter& meter);

/**
 * @param algorithm a stream cipher
 * @param direction encrypt or decrypt
 * @param key as long as the algorithm asks
 * @param meter where calls are counted
 * @return the keyed cipher at the start of its stream, null when it is no stream cipher
 */
std::unique_ptr<StreamCipher> CreateCryptoppStream(CipherAlgorithm algorithm,
                                                   CryptoProvider::Direction direction,
                                                   ByteView key,
                                                   CryptoMeter& meter);

} // namespace tls
} // namespace ns3

#endif /* CRYPTOPP_CIPHER_H */
