/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-curve.h"

#include <array>
#include <cryptopp/ec2n.h>
#include <cryptopp/eccrypto.h>
#include <cryptopp/ecp.h>
#include <cryptopp/oids.h>
#include <cryptopp/queue.h>

namespace ns3
{
namespace tls
{

namespace
{

/// Multiplies points of a curve over a binary field.
class BinaryMultiplier
{
  public:
    /// @param parameters of the curve, which must outlive this
    explicit BinaryMultiplier(CryptoPP::DL_GroupParameters_EC<CryptoPP::EC2N>& parameters)
        : m_parameters(parameters)
    {
        parameters.Precompute(PRECOMPUTED_POINTS);
    }

    /**
     * @param octets a coordinate
     * @return true when it is an element of the field
     */
    bool IsElement(ByteView octets) const
    {
        return CryptoPP::PolynomialMod2(octets.Data(), octets.Size()).BitCount() <=
               m_parameters.GetCurve().GetField().MaxElementBitLength();
    }

    /**
     * @param point a point of the curve
     * @param scalar a number
     * @return the product
     */
    CryptoPP::EC2NPoint Multiply(const CryptoPP::EC2NPoint& point,
                                 const CryptoPP::Integer& scalar) const
    {
        return m_parameters.GetCurve().ScalarMultiply(point, scalar);
    }

    /**
     * @param scalar a number below the order
     * @return its product with the base point
     */
    CryptoPP::EC2NPoint MultiplyBase(const CryptoPP::Integer& scalar) const
    {
        return m_parameters.ExponentiateBase(scalar);
    }

  private:
    static constexpr unsigned int PRECOMPUTED_POINTS = 16;

    const CryptoPP::DL_GroupParameters_EC<CryptoPP::EC2N>& m_parameters; //!< of the curve
};

/// Multiplies points of a curve over a prime field.
class PrimeMultiplier
{
  public:
    /// @param parameters of the curve
    explicit PrimeMultiplier(const CryptoPP::DL_GroupParameters_EC<CryptoPP::ECP>& parameters)
        : m_montgomery(parameters.GetCurve(), true)
    {
        FillTable(parameters.GetSubgroupGenerator(), parameters.GetSubgroupOrder().BitCount());
    }

    /**
     * @param octets a coordinate
     * @return true when it is an element of the field
     */
    bool IsElement(ByteView octets) const
    {
        return CryptoPP::Integer(octets.Data(), octets.Size()) < m_montgomery.FieldSize();
    }

    /**
     * @param point a point of the curve
     * @param scalar a number
     * @return the product
     */
    CryptoPP::ECPPoint Multiply(const CryptoPP::ECPPoint& point,
                                const CryptoPP::Integer& scalar) const
    {
        if (point.identity)
        {
            return point;
        }
        return ConvertOut(m_montgomery.ScalarMultiply(ConvertIn(point), scalar));
    }

    /**
     * As Multiply() with the base point, in a fourth of the time: one addition for each four bits.
     * @param scalar a number below the order
     * @return its product with the base point
     */
    CryptoPP::ECPPoint MultiplyBase(const CryptoPP::Integer& scalar) const
    {
        JacobianPoint sum;
        for (size_t window = 0; window * DIGITS < m_table.size(); window++)
        {
            const size_t digit = scalar.GetBits(WINDOW * window, WINDOW);
            if (digit > 0 && !Add(sum, m_table[window * DIGITS + digit - 1]))
            {
                return ConvertOut(m_montgomery.ScalarMultiply(m_table.front(), scalar));
            }
        }
        return ToAffine(sum);
    }

  private:
    /// x / z^2 and y / z^3, so that additions need no division; z is 0 for the identity.
    struct JacobianPoint
    {
        CryptoPP::Integer x; //!< first coordinate
        CryptoPP::Integer y; //!< second coordinate
        CryptoPP::Integer z; //!< what divides them
    };

    static constexpr size_t WINDOW = 4;                 //!< bits of a digit
    static constexpr size_t DIGITS = (1 << WINDOW) - 1; //!< digits without zero

    CryptoPP::ECPPoint ConvertIn(const CryptoPP::ECPPoint& point) const
    {
        const CryptoPP::ModularArithmetic& field = m_montgomery.GetField();
        return CryptoPP::ECPPoint(field.ConvertIn(point.x), field.ConvertIn(point.y));
    }

    CryptoPP::ECPPoint ConvertOut(const CryptoPP::ECPPoint& point) const
    {
        const CryptoPP::ModularArithmetic& field = m_montgomery.GetField();
        return point.identity
                   ? point
                   : CryptoPP::ECPPoint(field.ConvertOut(point.x), field.ConvertOut(point.y));
    }

    /**
     * @param base point of the curve
     * @param bits of the longest number that it will be multiplied with
     */
    void FillTable(const CryptoPP::ECPPoint& base, size_t bits)
    {
        CryptoPP::ECPPoint unit = ConvertIn(base);
        for (size_t window = 0; window * WINDOW < bits; window++)
        {
            CryptoPP::ECPPoint multiple = unit;
            for (size_t digit = 1; digit <= DIGITS; digit++)
            {
                m_table.push_back(multiple);
                multiple = m_montgomery.Add(multiple, unit);
            }
            unit = multiple;
        }
    }

    /**
     * Mixed addition, in Jacobian and affine coordinates.
     * @param sum what is added to
     * @param point what is added, not the identity
     * @return false when it cannot be added so, being equal or opposite to the sum
     */
    bool Add(JacobianPoint& sum, const CryptoPP::ECPPoint& point) const
    {
        const CryptoPP::ModularArithmetic& field = m_montgomery.GetField();
        if (!sum.z)
        {
            sum = {point.x, point.y, field.MultiplicativeIdentity()};
            return true;
        }
        const CryptoPP::Integer zSquare = field.Square(sum.z);
        const CryptoPP::Integer zCube = field.Multiply(zSquare, sum.z);
        const CryptoPP::Integer run = field.Subtract(field.Multiply(point.x, zSquare), sum.x);
        const CryptoPP::Integer rise = field.Subtract(field.Multiply(point.y, zCube), sum.y);
        if (!run)
        {
            return false;
        }
        const CryptoPP::Integer runSquare = field.Square(run);
        const CryptoPP::Integer runCube = field.Multiply(runSquare, run);
        const CryptoPP::Integer x = field.Multiply(sum.x, runSquare);
        sum.x = field.Subtract(field.Square(rise), runCube);
        field.Reduce(sum.x, x);
        field.Reduce(sum.x, x);
        const CryptoPP::Integer y = field.Multiply(sum.y, runCube);
        sum.y = field.Multiply(rise, field.Subtract(x, sum.x));
        field.Reduce(sum.y, y);
        sum.z = field.Multiply(sum.z, run);
        return true;
    }

    CryptoPP::ECPPoint ToAffine(const JacobianPoint& point) const
    {
        if (!point.z)
        {
            return CryptoPP::ECPPoint();
        }
        const CryptoPP::ModularArithmetic& field = m_montgomery.GetField();
        const CryptoPP::Integer inverse = field.MultiplicativeInverse(point.z);
        const CryptoPP::Integer square = field.Square(inverse);
        const CryptoPP::Integer x = field.Multiply(point.x, square);
        const CryptoPP::Integer cube = field.Multiply(square, inverse);
        return ConvertOut(CryptoPP::ECPPoint(x, field.Multiply(point.y, cube)));
    }

    /// The curve in Montgomery representation, kept: building it costs as much as a check.
    CryptoPP::ECP m_montgomery;
    /// In it, for each digit of a scalar and each of its values from 1 on, the base point's
    /// multiple.
    std::vector<CryptoPP::ECPPoint> m_table;
};

/// The curve over a field: C is Crypto++'s class of such curves, M what multiplies its points.
template <class C, class M>
class CurveOver : public CryptoppCurve
{
  public:
    /// @param oid the curve
    explicit CurveOver(const CryptoPP::OID& oid)
        : m_parameters(oid),
          m_order(m_parameters.GetSubgroupOrder()),
          m_cofactor(m_parameters.GetCofactor()),
          m_multiplier(m_parameters),
          m_length(m_parameters.GetCurve().GetField().MaxElementByteLength())
    {
    }

    KeyPair Generate(RandomSource& random) const override
    {
        const CryptoPP::Integer scalar = RandomScalar(random);
        return {Encode(scalar, m_order.ByteCount()),
                EncodePoint(m_multiplier.MultiplyBase(scalar))};
    }

    std::optional<Bytes> PublicPoint(ByteView secret) const override
    {
        const CryptoPP::Integer scalar = ToInteger(secret);
        if (!IsScalar(scalar))
        {
            return std::nullopt;
        }
        return EncodePoint(m_multiplier.MultiplyBase(scalar));
    }

    std::optional<Bytes> Uncompress(ByteView point) const override
    {
        Point decoded;
        if (!DecodePoint(point, decoded))
        {
            return std::nullopt;
        }
        return EncodePoint(decoded);
    }

    std::optional<Bytes> Agree(ByteView secret, ByteView peer) const override
    {
        Point point;
        if (!DecodePoint(peer, point))
        {
            return std::nullopt;
        }
        const Point product = m_multiplier.Multiply(point, ToInteger(secret));
        if (product.identity || !product.x)
        {
            return std::nullopt;
        }
        Bytes shared(m_length);
        product.x.Encode(shared.data(), shared.size());
        return shared;
    }

    std::vector<Bytes> Sign(ByteView secret, ByteView digest, RandomSource& random) const override
    {
        const CryptoPP::Integer d = ToInteger(secret);
        const CryptoPP::Integer e = Truncate(digest);
        while (true)
        {
            const CryptoPP::Integer k = RandomScalar(random);
            const CryptoPP::Integer r = ToScalar(m_multiplier.MultiplyBase(k));
            const CryptoPP::Integer s = k.InverseMod(m_order) * (e + d * r) % m_order;
            if (r.NotZero() && s.NotZero())
            {
                return {Encode(r, r.ByteCount()), Encode(s, s.ByteCount())};
            }
        }
    }

    bool Verify(ByteView point, ByteView digest, ByteView r, ByteView s) const override
    {
        const CryptoPP::Integer first = ToInteger(r);
        const CryptoPP::Integer second = ToInteger(s);
        Point q;
        if (!IsScalar(first) || !IsScalar(second) || !DecodePoint(point, q))
        {
            return false;
        }
        const CryptoPP::Integer inverse = second.InverseMod(m_order);
        const CryptoPP::Integer u1 = Truncate(digest) * inverse % m_order;
        const CryptoPP::Integer u2 = first * inverse % m_order;
        const Point sum = m_parameters.GetCurve().Add(m_multiplier.MultiplyBase(u1),
                                                      m_multiplier.Multiply(q, u2));
        return !sum.identity && ToScalar(sum) == first;
    }

  private:
    using Point = typename C::Point;

    static constexpr uint8_t COMPRESSED_EVEN = 2; //!< form of a point (SEC 1, 2.3.3)
    static constexpr uint8_t COMPRESSED_ODD = 3;  //!< form of a point
    static constexpr uint8_t UNCOMPRESSED = 4;    //!< form of a point

    static CryptoPP::Integer ToInteger(ByteView number)
    {
        return CryptoPP::Integer(number.Data(), number.Size());
    }

    static Bytes Encode(const CryptoPP::Integer& number, size_t size)
    {
        Bytes bytes(size);
        number.Encode(bytes.data(), bytes.size());
        return bytes;
    }

    bool IsScalar(const CryptoPP::Integer& number) const
    {
        return number.IsPositive() && number < m_order;
    }

    CryptoPP::Integer RandomScalar(RandomSource& random) const
    {
        CryptoPP::Integer scalar;
        do
        {
            Bytes octets = random.Generate(m_order.ByteCount());
            // Bits beyond the order's would only be drawn to be refused.
            octets[0] &= static_cast<uint8_t>(0xff >> (8 * octets.size() - m_order.BitCount()));
            scalar = ToInteger(octets);
        } while (!IsScalar(scalar));
        return scalar;
    }

    CryptoPP::Integer Truncate(ByteView digest) const
    {
        const size_t bits = 8 * digest.Size();
        const CryptoPP::Integer number = ToInteger(digest);
        return bits > m_order.BitCount() ? number >> (bits - m_order.BitCount()) : number;
    }

    CryptoPP::Integer ToScalar(const Point& point) const
    {
        return m_parameters.ConvertElementToInteger(point) % m_order;
    }

    Bytes EncodePoint(const Point& point) const
    {
        Bytes encoded(1 + 2 * m_length);
        m_parameters.GetCurve().EncodePoint(encoded.data(), point, false);
        return encoded;
    }

    bool DecodePoint(ByteView encoded, Point& point) const
    {
        if (encoded.IsEmpty())
        {
            return false;
        }
        const uint8_t form = encoded[0];
        const bool isWhole = form == UNCOMPRESSED && encoded.Size() == 1 + 2 * m_length;
        const bool isCompressed =
            (form == COMPRESSED_EVEN || form == COMPRESSED_ODD) && encoded.Size() == 1 + m_length;
        // Crypto++ reckons with whatever it gets and looks only afterwards.
        if (!(isWhole || isCompressed) || !m_multiplier.IsElement(encoded.Sub(1, m_length)))
        {
            return false;
        }
        const C& curve = m_parameters.GetCurve();
        if (!curve.DecodePoint(point, encoded.Data(), encoded.Size()) || point.identity ||
            !curve.VerifyPoint(point))
        {
            return false;
        }
        // A point of small order would give away one's scalar modulo that order.
        return m_cofactor == CryptoPP::Integer::One() ||
               !m_multiplier.Multiply(point, m_cofactor).identity;
    }

    CryptoPP::DL_GroupParameters_EC<C> m_parameters; //!< curve, order, base point
    CryptoPP::Integer m_order;                       //!< order of the base point
    CryptoPP::Integer m_cofactor;                    //!< number of points by order
    M m_multiplier;                                  //!< multiplies any point
    size_t m_length;                                 //!< octets of a field element
};

using BinaryCurve = CurveOver<CryptoPP::EC2N, BinaryMultiplier>;
using PrimeCurve = CurveOver<CryptoPP::ECP, PrimeMultiplier>;

/// A curve and what gives its name in ASN.1.
struct CurveRow
{
    NamedGroup group;
    CryptoPP::OID (*identifier)();
};

constexpr std::array<CurveRow, 25> CURVES{{
    {NamedGroup::SECT163K1, CryptoPP::ASN1::sect163k1},
    {NamedGroup::SECT163R1, CryptoPP::ASN1::sect163r1},
    {NamedGroup::SECT163R2, CryptoPP::ASN1::sect163r2},
    {NamedGroup::SECT193R1, CryptoPP::ASN1::sect193r1},
    {NamedGroup::SECT193R2, CryptoPP::ASN1::sect193r2},
    {NamedGroup::SECT233K1, CryptoPP::ASN1::sect233k1},
    {NamedGroup::SECT233R1, CryptoPP::ASN1::sect233r1},
    {NamedGroup::SECT239K1, CryptoPP::ASN1::sect239k1},
    {NamedGroup::SECT283K1, CryptoPP::ASN1::sect283k1},
    {NamedGroup::SECT283R1, CryptoPP::ASN1::sect283r1},
    {NamedGroup::SECT409K1, CryptoPP::ASN1::sect409k1},
    {NamedGroup::SECT409R1, CryptoPP::ASN1::sect409r1},
    {NamedGroup::SECT571K1, CryptoPP::ASN1::sect571k1},
    {NamedGroup::SECT571R1, CryptoPP::ASN1::sect571r1},
    {NamedGroup::SECP160K1, CryptoPP::ASN1::secp160k1},
    {NamedGroup::SECP160R1, CryptoPP::ASN1::secp160r1},
    {NamedGroup::SECP160R2, CryptoPP::ASN1::secp160r2},
    {NamedGroup::SECP192K1, CryptoPP::ASN1::secp192k1},
    {NamedGroup::SECP192R1, CryptoPP::ASN1::secp192r1},
    {NamedGroup::SECP224K1, CryptoPP::ASN1::secp224k1},
    {NamedGroup::SECP224R1, CryptoPP::ASN1::secp224r1},
    {NamedGroup::SECP256K1, CryptoPP::ASN1::secp256k1},
    {NamedGroup::SECP256R1, CryptoPP::ASN1::secp256r1},
    {NamedGroup::SECP384R1, CryptoPP::ASN1::secp384r1},
    {NamedGroup::SECP521R1, CryptoPP::ASN1::secp521r1},
}};

/**
 * @param identifier name of a curve
 * @return the same in DER
 */
Bytes
Serialize(const CryptoPP::OID& identifier)
{
    CryptoPP::ByteQueue queue;
    identifier.DEREncode(queue);
    Bytes der(queue.CurrentSize());
    queue.Get(der.data(), der.size());
    return der;
}

} // namespace

const CryptoppCurve*
FindCryptoppCurve(NamedGroup group)
{
    // Setting a curve up takes longer than using it; each is set up when it is first asked for.
    static std::array<std::unique_ptr<const CryptoppCurve>, CURVES.size()> curves;
    for (size_t i = 0; i < CURVES.size(); i++)
    {
        if (CURVES[i].group != group)
        {
            continue;
        }
        if (!curves[i] && IsBinaryCurve(group))
        {
            curves[i] = std::make_unique<BinaryCurve>(CURVES[i].identifier());
        }
        else if (!curves[i])
        {
            curves[i] = std::make_unique<PrimeCurve>(CURVES[i].identifier());
        }
        return curves[i].get();
    }
    return nullptr;
}

Bytes
CryptoppCurveIdentifier(NamedGroup group)
{
    for (const CurveRow& row : CURVES)
    {
        if (row.group == group)
        {
            return Serialize(row.identifier());
        }
    }
    return {};
}

NamedGroup
CryptoppCurveFromIdentifier(ByteView identifier)
{
    for (const CurveRow& row : CURVES)
    {
        if (Serialize(row.identifier()) == identifier)
        {
            return row.group;
        }
    }
    return NamedGroup::NONE;
}

} // namespace tls
} // namespace ns3
