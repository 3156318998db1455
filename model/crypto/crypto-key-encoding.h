/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_KEY_ENCODING_H
#define CRYPTO_KEY_ENCODING_H

#include "ns3/byte-view.h"

#include <optional>
#include <vector>

namespace ns3
{
namespace tls
{

using wire::Bytes;
using wire::ByteView;

/// What SubjectPublicKeyInfo (RFC 5280, 4.1) and PrivateKeyInfo (RFC 5208, 5) have in common.
struct KeyInfo
{
    Bytes algorithm;  //!< what kind of key: an OBJECT IDENTIFIER, the whole element
    Bytes parameters; //!< one element that depends on the kind, may be empty
    Bytes key;        //!< contents of the BIT STRING or OCTET STRING
};

/**
 * @param spki SubjectPublicKeyInfo
 * @return its parts; nothing unless it is DER
 */
std::optional<KeyInfo> ParseSubjectPublicKeyInfo(ByteView spki);

/**
 * @param info parts of a public key
 * @return SubjectPublicKeyInfo in DER
 */
Bytes SerializeSubjectPublicKeyInfo(const KeyInfo& info);

/**
 * @param pkcs8 PrivateKeyInfo, or OneAsymmetricKey (RFC 5958, 2), which adds to it
 * @return its parts without attributes and public key; nothing unless it is DER
 */
std::optional<KeyInfo> ParsePrivateKeyInfo(ByteView pkcs8);

/**
 * @param info parts of a private key
 * @return PrivateKeyInfo in DER
 */
Bytes SerializePrivateKeyInfo(const KeyInfo& info);

/**
 * @param der a SEQUENCE of INTEGERs that are not negative, as keys and signatures are
 * @return the numbers in big-endian octets without leading zeros, 0 as none; nothing unless
 *         it is DER
 */
std::optional<std::vector<Bytes>> ParseDerIntegers(ByteView der);

/**
 * @param numbers big-endian numbers, leading zeros allowed
 * @return a SEQUENCE of INTEGERs in DER
 */
Bytes SerializeDerIntegers(const std::vector<Bytes>& numbers);

/**
 * @param der an INTEGER that is not negative
 * @return the number in big-endian octets without leading zeros, 0 as none; nothing unless
 *         it is DER
 */
std::optional<Bytes> ParseDerInteger(ByteView der);

/**
 * @param number a big-endian number
 * @return an INTEGER in DER
 */
Bytes SerializeDerInteger(ByteView number);

/// What a file says of an elliptic-curve private key (RFC 5915, 3).
struct EcPrivateKeyInfo
{
    Bytes privateKey; //!< the scalar
    Bytes parameters; //!< the curve, the whole element; empty when it is not there
    Bytes publicKey;  //!< the point; empty when it is not there
};

/**
 * @param der ECPrivateKey
 * @return its parts; nothing unless it is DER
 */
std::optional<EcPrivateKeyInfo> ParseEcPrivateKey(ByteView der);

/**
 * @param info parts of the key
 * @return ECPrivateKey in DER
 */
Bytes SerializeEcPrivateKey(const EcPrivateKeyInfo& info);

} // namespace tls
} // namespace ns3

#endif /* CRYPTO_KEY_ENCODING_H */
