/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTOPP_PSS_H
#define CRYPTOPP_PSS_H

#include "crypto-types.h"
#include "random-source.h"

#include "ns3/byte-view.h"

#include <optional>

namespace ns3
{
namespace tls
{

/**
 * EMSA-PSS-ENCODE (RFC 8017, 9.1.1) with MGF1 over the same hash function and a salt as long as the
 * hash (RFC 8446, 4.2.3).
 * @param hash what made the digest: SHA256, SHA384 or SHA512
 * @param digest what is signed
 * @param bits size of the modulus
 * @param random where the salt comes from: one draw
 * @return the block that the key is applied to; nothing when the modulus is too small
 */
std::optional<Bytes> CryptoppPssEncode(HashAlgorithm hash,
                                       ByteView digest,
                                       size_t bits,
                                       RandomSource& random);

/**
 * EMSA-PSS-VERIFY (RFC 8017, 9.1.2), as above.
 * @param hash what made the digest: SHA256, SHA384 or SHA512
 * @param digest what was signed
 * @param bits size of the modulus
 * @param block what the key makes of the signature, ceil((bits - 1) / 8) octets
 * @return whether the two belong together
 */
bool CryptoppPssVerify(HashAlgorithm hash, ByteView digest, size_t bits, ByteView block);

} // namespace tls
} // namespace ns3

#endif /* CRYPTOPP_PSS_H */
