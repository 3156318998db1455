/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_KEY_SCHEDULE_12_H
#define TLS_KEY_SCHEDULE_12_H

#include "ns3/crypto-provider.h"
#include "ns3/random-source.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-record-protection.h"
#include "ns3/tls-types.h"

#include <array>
#include <memory>

namespace ns3
{
namespace tls
{

/// A secret that is cut from the key block.
struct TlsKeyBlockPart
{
    const char* name; //!< as RFC 5246, 6.3 spells it
    Bytes value;      //!< possibly empty
};

/// The six secrets of a connection, in the order in which they are cut (RFC 5246, 6.3).
using TlsKeyBlock = std::array<TlsKeyBlockPart, 6>;

/// What the secrets of TLS 1.2 are derived from.
struct TlsKeyInputs
{
    const TlsCipherSuite* suite; //!< gives hash and lengths
    Bytes clientRandom;          //!< 32 octets
    Bytes serverRandom;          //!< 32 octets
};

/**
 * RFC 5246, 8.1.
 * @param provider computes
 * @param inputs suite and randoms
 * @param premaster from the key exchange
 * @return the master secret, 48 octets
 */
Bytes DeriveMasterSecret(CryptoProvider& provider, const TlsKeyInputs& inputs, ByteView premaster);

/**
 * RFC 5246, 6.3.
 * @param provider computes
 * @param inputs suite and randoms
 * @param masterSecret 48 octets
 * @return the six secrets
 */
TlsKeyBlock DeriveKeyBlock(CryptoProvider& provider,
                           const TlsKeyInputs& inputs,
                           ByteView masterSecret);

/**
 * RFC 5246, 7.4.9.
 * @param provider computes
 * @param suite gives the hash
 * @param masterSecret 48 octets
 * @param sender whose Finished it is
 * @param transcript hash of the handshake messages before it
 * @param length octets wanted
 * @return verify_data
 */
Bytes DeriveVerifyData(CryptoProvider& provider,
                       const TlsCipherSuite& suite,
                       ByteView masterSecret,
                       TlsRole sender,
                       ByteView transcript,
                       size_t length);

/**
 * @param provider gives the ciphers
 * @param random gives IVs
 * @param suite which ciphers
 * @param block the six secrets
 * @param sender whose records are protected with it
 * @param direction ENCRYPT to protect, DECRYPT to unprotect
 * @return one direction's keys at work
 */
std::unique_ptr<TlsRecordProtection> CreateRecordProtection(CryptoProvider& provider,
                                                            RandomSource& random,
                                                            const TlsCipherSuite& suite,
                                                            const TlsKeyBlock& block,
                                                            TlsRole sender,
                                                            CryptoProvider::Direction direction);

} // namespace tls
} // namespace ns3

#endif /* TLS_KEY_SCHEDULE_12_H */
