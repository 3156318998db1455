/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_KEY_SCHEDULE_12_H
#define TLS_KEY_SCHEDULE_12_H

#include "tls-transcript.h"

#include "ns3/crypto-provider.h"
#include "ns3/random-source.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-record-protection.h"
#include "ns3/tls-types.h"
#include "ns3/tls-version-traits.h"

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

/// What the secrets of a connection up to TLS 1.2 are derived from.
struct TlsKeyInputs
{
    const TlsVersionTraits* traits; //!< gives PRF and lengths
    const TlsCipherSuite* suite;    //!< gives hash and lengths
    Bytes clientRandom;             //!< 32 octets
    Bytes serverRandom;             //!< 32 octets
};

/**
 * @param inputs suite and version
 * @return what hashes the handshake messages for Finished and session hash (RFC 5246, 7.4.9;
 *         RFC 2246, 7.4.9); NONE where they are hashed with secrets between them, and therefore
 *         kept (RFC 6101, 5.6.9)
 */
HashAlgorithm GetTranscriptHash(const TlsKeyInputs& inputs);

/**
 * RFC 5246, 8.1; RFC 2246, 8.1; RFC 6101, 6.1.
 * @param provider computes
 * @param inputs suite and randoms
 * @param premaster from the key exchange
 * @return the master secret, 48 octets
 */
Bytes DeriveMasterSecret(CryptoProvider& provider, const TlsKeyInputs& inputs, ByteView premaster);

/**
 * RFC 7627, 4; there is none in SSL 3.0, which has no extensions to agree on it.
 * @param provider computes
 * @param inputs suite and version
 * @param premaster from the key exchange
 * @param sessionHash hash of the handshake messages up to the Client Key Exchange
 * @return the extended master secret, 48 octets
 */
Bytes DeriveExtendedMasterSecret(CryptoProvider& provider,
                                 const TlsKeyInputs& inputs,
                                 ByteView premaster,
                                 ByteView sessionHash);

/**
 * RFC 5246, 6.3; with the keys of exportable suites, RFC 2246, 6.3.1 and RFC 6101, 6.2.2.1.
 * @param provider computes
 * @param inputs suite, version and randoms
 * @param masterSecret 48 octets
 * @return the six secrets, as long as the ciphers want them
 */
TlsKeyBlock DeriveKeyBlock(CryptoProvider& provider,
                           const TlsKeyInputs& inputs,
                           ByteView masterSecret);

/**
 * RFC 5246, 7.4.9; RFC 2246, 7.4.9; RFC 6101, 5.6.9.
 * @param provider computes
 * @param inputs suite and version
 * @param masterSecret 48 octets
 * @param sender whose Finished it is
 * @param transcript the handshake messages before it
 * @return verify_data
 */
Bytes DeriveVerifyData(CryptoProvider& provider,
                       const TlsKeyInputs& inputs,
                       ByteView masterSecret,
                       TlsRole sender,
                       const TlsTranscript& transcript);

/**
 * What a client's Certificate Verify signs, hashed (RFC 5246, 7.4.8; RFC 2246, 7.4.8; RFC 6101,
 * 5.6.8).
 * @param provider computes
 * @param traits of the version
 * @param scheme gives the hash: before TLS 1.2, RSA_PKCS1_MD5_SHA1, DSA_SHA1 or ECDSA_SHA1
 * @param masterSecret 48 octets
 * @param transcript the handshake messages before it, kept
 * @return the digest to sign
 */
Bytes DeriveCertificateVerifyDigest(CryptoProvider& provider,
                                    const TlsVersionTraits& traits,
                                    SignatureScheme scheme,
                                    ByteView masterSecret,
                                    const TlsTranscript& transcript);

/**
 * @param provider gives the ciphers
 * @param random gives IVs
 * @param inputs which ciphers, in which version
 * @param block the six secrets
 * @param sender whose records are protected with it
 * @param direction ENCRYPT to protect, DECRYPT to unprotect
 * @param encryptsThenMacs order of cipher and MAC in CBC suites: RFC 7366's when true
 * @return one direction's keys at work
 */
std::unique_ptr<TlsRecordProtection> CreateRecordProtection(CryptoProvider& provider,
                                                            RandomSource& random,
                                                            const TlsKeyInputs& inputs,
                                                            const TlsKeyBlock& block,
                                                            TlsRole sender,
                                                            CryptoProvider::Direction direction,
                                                            bool encryptsThenMacs);

} // namespace tls
} // namespace ns3

#endif /* TLS_KEY_SCHEDULE_12_H */
