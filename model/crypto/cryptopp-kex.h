/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTOPP_KEX_H
#define CRYPTOPP_KEX_H

#include "crypto-provider.h"

namespace ns3
{
namespace tls
{

/**
 * @param group a group
 * @param random where the private key comes from
 * @return an ephemeral key pair, empty for NONE
 */
KeyPair CryptoppGenerateKeyPair(NamedGroup group, RandomSource& random);

/**
 * @param group a group
 * @param privateKey one's own
 * @param peerPublic the peer's, as it came off the wire
 * @return the shared secret; nothing when the peer's value is no valid element
 */
std::optional<Bytes> CryptoppAgree(NamedGroup group, ByteView privateKey, ByteView peerPublic);

} // namespace tls
} // namespace ns3

#endif /* CRYPTOPP_KEX_H */
