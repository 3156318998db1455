/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-kex.h"

#include "ns3/assert.h"

#include <cryptopp/eccrypto.h>
#include <cryptopp/ecp.h>
#include <cryptopp/oids.h>
#include <cryptopp/osrng.h>
#include <cryptopp/xed25519.h>

namespace ns3
{
namespace tls
{

namespace
{

/// A prime curve, set up once for all connections.
class PrimeCurve
{
  public:
    /// @param oid the curve
    explicit PrimeCurve(const CryptoPP::OID& oid)
        : m_parameters(oid),
          m_montgomery(m_parameters.GetCurve(), true),
          m_length(m_parameters.GetCurve().GetField().MaxElementByteLength())
    {
        m_parameters.Precompute(PRECOMPUTED_POINTS);
    }

    /**
     * @param random where the scalar comes from
     * @return scalar and point
     */
    KeyPair Generate(RandomSource& random) const
    {
        const CryptoPP::Integer& order = m_parameters.GetSubgroupOrder();
        Bytes secret;
        CryptoPP::Integer scalar;
        do
        {
            secret = random.Generate(m_length);
            scalar.Decode(secret.data(), secret.size());
        } while (scalar.IsZero() || scalar >= order);
        const CryptoPP::ECPPoint point = m_parameters.ExponentiateBase(scalar);
        Bytes encoded(1 + 2 * m_length);
        m_parameters.GetCurve().EncodePoint(encoded.data(), point, false);
        return {std::move(secret), std::move(encoded)};
    }

    /**
     * @param secret one's own scalar
     * @param peer the peer's point
     * @return x-coordinate of the product; nothing when the peer's is no uncompressed point of
     *         the curve
     */
    std::optional<Bytes> Agree(ByteView secret, ByteView peer) const
    {
        CryptoPP::ECPPoint point;
        if (peer.Size() != 1 + 2 * m_length || peer[0] != UNCOMPRESSED ||
            !m_parameters.GetCurve().DecodePoint(point, peer.Data(), peer.Size()) ||
            !m_parameters.GetCurve().VerifyPoint(point) || point.identity)
        {
            return std::nullopt;
        }
        // The field in Montgomery representation is kept: building it costs as much as a check.
        const CryptoPP::ModularArithmetic& field = m_montgomery.GetField();
        const CryptoPP::Integer scalar(secret.Data(), secret.Size());
        const CryptoPP::ECPPoint product = m_montgomery.ScalarMultiply(
            CryptoPP::ECPPoint(field.ConvertIn(point.x), field.ConvertIn(point.y)),
            scalar);
        if (product.identity)
        {
            return std::nullopt;
        }
        Bytes shared(m_length);
        field.ConvertOut(product.x).Encode(shared.data(), shared.size());
        return shared;
    }

  private:
    static constexpr unsigned int PRECOMPUTED_POINTS = 16;
    static constexpr uint8_t UNCOMPRESSED = 4; //!< point format (RFC 8422, 5.4.1)

    CryptoPP::DL_GroupParameters_EC<CryptoPP::ECP> m_parameters; //!< curve, order, base point
    CryptoPP::ECP m_montgomery; //!< the curve in Montgomery representation
    size_t m_length;            //!< octets of a field element
};

/// @return the curve secp256r1
const PrimeCurve&
Secp256r1()
{
    static const PrimeCurve curve(CryptoPP::ASN1::secp256r1());
    return curve;
}

constexpr size_t X25519_LENGTH = 32;

/**
 * @param random where the scalar comes from
 * @return scalar and u-coordinate (RFC 7748, 6.1)
 */
KeyPair
GenerateX25519(RandomSource& random)
{
    KeyPair pair{random.Generate(X25519_LENGTH), Bytes(X25519_LENGTH)};
    CryptoPP::x25519 curve;
    curve.ClampKey(pair.privateKey.data());
    curve.GeneratePublicKey(CryptoPP::NullRNG(), pair.privateKey.data(), pair.publicKey.data());
    return pair;
}

/**
 * @param secret one's own scalar
 * @param peer the peer's u-coordinate
 * @return the shared secret; nothing when it is all zeros (RFC 8446, 7.4.2)
 */
std::optional<Bytes>
AgreeX25519(ByteView secret, ByteView peer)
{
    if (peer.Size() != X25519_LENGTH)
    {
        return std::nullopt;
    }
    Bytes clamped = secret.ToBytes();
    CryptoPP::x25519 curve;
    curve.ClampKey(clamped.data());
    Bytes shared(X25519_LENGTH);
    if (!curve.Agree(shared.data(), clamped.data(), peer.Data(), false) ||
        std::all_of(shared.begin(), shared.end(), [](uint8_t octet) { return octet == 0; }))
    {
        return std::nullopt;
    }
    return shared;
}

} // namespace

KeyPair
CryptoppGenerateKeyPair(NamedGroup group, RandomSource& random)
{
    switch (group)
    {
    case NamedGroup::NONE:
        break;
    case NamedGroup::SECP256R1:
        return Secp256r1().Generate(random);
    case NamedGroup::X25519:
        return GenerateX25519(random);
    }
    return {};
}

std::optional<Bytes>
CryptoppAgree(NamedGroup group, ByteView privateKey, ByteView peerPublic)
{
    NS_ASSERT(!privateKey.IsEmpty());
    try
    {
        switch (group)
        {
        case NamedGroup::NONE:
            break;
        case NamedGroup::SECP256R1:
            return Secp256r1().Agree(privateKey, peerPublic);
        case NamedGroup::X25519:
            return AgreeX25519(privateKey, peerPublic);
        }
    }
    catch (const CryptoPP::Exception&)
    {
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace tls
} // namespace ns3
