/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTOPP_CURVE_H
#define CRYPTOPP_CURVE_H

#include "crypto-provider.h"

namespace ns3
{
namespace tls
{

/**
 * An elliptic curve of SEC 2, set up once for all connections. Points come and go in the
 * encodings of SEC 1, 2.3.3; scalars and coordinates are big-endian.
 */
class CryptoppCurve
{
  public:
    virtual ~CryptoppCurve() = default;

    /**
     * @param random where the scalar comes from
     * @return scalar and uncompressed point
     */
    virtual KeyPair Generate(RandomSource& random) const = 0;

    /**
     * @param secret a scalar of any length
     * @return its point, uncompressed; nothing when it is 0 or not below the order
     */
    virtual std::optional<Bytes> PublicPoint(ByteView secret) const = 0;

    /**
     * @param point compressed or not
     * @return the same, uncompressed; nothing when it is malformed, off the curve, at infinity or
     *         of an order that divides the cofactor
     */
    virtual std::optional<Bytes> Uncompress(ByteView point) const = 0;

    /**
     * @param secret one's own scalar
     * @param peer the peer's point, compressed or not
     * @return x-coordinate of the product (RFC 8422, 5.10); nothing when the point is none or
     *         the coordinate is zero
     */
    virtual std::optional<Bytes> Agree(ByteView secret, ByteView peer) const = 0;

    /**
     * ECDSA (FIPS 186-4, 6.4).
     * @param secret one's own scalar
     * @param digest of any length; bits beyond the order's are cut off
     * @param random where the number of the message comes from
     * @return r and s
     */
    virtual std::vector<Bytes> Sign(ByteView secret,
                                    ByteView digest,
                                    RandomSource& random) const = 0;

    /**
     * @param point the signer's
     * @param digest what was signed
     * @param r first number of the signature
     * @param s second number of the signature
     * @return true when the signature holds
     */
    virtual bool Verify(ByteView point, ByteView digest, ByteView r, ByteView s) const = 0;
};

/**
 * @param group a group
 * @return the curve; null when the group is not one of SEC 2
 */
const CryptoppCurve* FindCryptoppCurve(NamedGroup group);

/**
 * @param group a curve of SEC 2
 * @return its OBJECT IDENTIFIER in DER (RFC 5480, 2.1.1.1)
 */
Bytes CryptoppCurveIdentifier(NamedGroup group);

/**
 * @param identifier an OBJECT IDENTIFIER in DER
 * @return the curve of that name, NONE when there is none
 */
NamedGroup CryptoppCurveFromIdentifier(ByteView identifier);

} // namespace tls
} // namespace ns3

#endif /* CRYPTOPP_CURVE_H */
