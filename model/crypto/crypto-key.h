/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_KEY_H
#define CRYPTO_KEY_H

#include "crypto-types.h"

#include "ns3/byte-view.h"

#include <memory>

namespace ns3
{
namespace tls
{

/// A group of a finite field (RFC 5246, 7.4.3), as big-endian numbers.
struct DhGroup
{
    Bytes p; //!< the prime modulus
    Bytes g; //!< the generator
};

/// An RSA public key as two big-endian numbers.
struct RsaNumbers
{
    Bytes modulus;  //!< n
    Bytes exponent; //!< e
};

/// A public key that a provider has loaded; only the provider that loaded it can use it.
class PublicKey
{
  public:
    virtual ~PublicKey() = default;

    PublicKeyType type{PublicKeyType::RSA}; //!< what kind
    uint16_t bits{0};                       //!< size of modulus or field
    NamedGroup group{NamedGroup::NONE};     //!< curve, for elliptic-curve keys
    DhGroup dhGroup;                        //!< group, for DH keys
    Bytes publicValue;                      //!< ECDSA: uncompressed point; DH: y, big-endian
    Bytes spki;                             //!< SubjectPublicKeyInfo in DER (RFC 5280, 4.1.2.7)
};

/// A private key that a provider has loaded; only the provider that loaded it can use it.
class PrivateKey
{
  public:
    virtual ~PrivateKey() = default;

    std::shared_ptr<const PublicKey> publicKey; //!< its public half
    Bytes pkcs8;                                //!< PrivateKeyInfo in DER (RFC 5208, 5)
};

/// A shared, immutable public key.
using PublicKeyPtr = std::shared_ptr<const PublicKey>;
/// A shared, immutable private key.
using PrivateKeyPtr = std::shared_ptr<const PrivateKey>;

} // namespace tls
} // namespace ns3

#endif /* CRYPTO_KEY_H */
