/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-dsa-key.h"

#include "cryptopp-random-adapter.h"

#include <cryptopp/gfpcrypt.h>
#include <cryptopp/modarith.h>
#include <utility>

namespace ns3
{
namespace tls
{

namespace
{

constexpr unsigned int MIN_BITS = 512;
constexpr unsigned int MAX_BITS = 8192;
constexpr unsigned int MIN_ORDER_BITS = 160;
constexpr unsigned int MAX_ORDER_BITS = 512;
/// id-dsa, 1.2.840.10040.4.1 (RFC 3279, 2.3.2).
const Bytes ID_DSA{0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x38, 0x04, 0x01};

/// Numbers of DSA (FIPS 186-4, 4.1).
struct DsaNumbers
{
    CryptoPP::Integer p; //!< prime modulus
    CryptoPP::Integer q; //!< prime order of the generator
    CryptoPP::Integer g; //!< generator
    CryptoPP::Integer y; //!< public key
};

/// A public key with its parsed numbers.
class DsaPublicKey : public PublicKey
{
  public:
    DsaNumbers dsa; //!< parameters and public key
};

/// A private key with its parsed numbers.
class DsaPrivateKey : public PrivateKey
{
  public:
    DsaNumbers dsa;      //!< parameters and public key
    CryptoPP::Integer x; //!< private key
};

/**
 * @param bytes a big-endian number
 * @return the number
 */
CryptoPP::Integer
ToInteger(ByteView bytes)
{
    return CryptoPP::Integer(bytes.Data(), bytes.Size());
}

/**
 * @param number a number
 * @return the same in big-endian octets without leading zeros
 */
Bytes
ToOctets(const CryptoPP::Integer& number)
{
    Bytes bytes(number.ByteCount());
    number.Encode(bytes.data(), bytes.size());
    return bytes;
}

/**
 * @param base a number below an odd modulus
 * @param exponent a number
 * @param modulus odd
 * @return base to the exponent
 */
CryptoPP::Integer
Power(const CryptoPP::Integer& base,
      const CryptoPP::Integer& exponent,
      const CryptoPP::Integer& modulus)
{
    const CryptoPP::MontgomeryRepresentation field(modulus);
    return field.ConvertOut(field.Exponentiate(field.ConvertIn(base), exponent));
}

/**
 * @param random where the number comes from
 * @param q an order
 * @return a number from 1 to q - 1
 */
CryptoPP::Integer
RandomBelow(RandomSource& random, const CryptoPP::Integer& q)
{
    CryptoPP::Integer number;
    do
    {
        Bytes octets = random.Generate(q.ByteCount());
        octets[0] &= static_cast<uint8_t>(0xff >> (8 * octets.size() - q.BitCount()));
        number = ToInteger(octets);
    } while (number.IsZero() || number >= q);
    return number;
}

/**
 * @param digest what is signed
 * @param q the order
 * @return its leftmost bits, as many as the order has (FIPS 186-4, 4.6)
 */
CryptoPP::Integer
Truncate(ByteView digest, const CryptoPP::Integer& q)
{
    const size_t bits = 8 * digest.Size();
    const CryptoPP::Integer number = ToInteger(digest);
    return bits > q.BitCount() ? number >> (bits - q.BitCount()) : number;
}

/**
 * @param parameters Dss-Parms (RFC 3279, 2.3.2)
 * @return p, q and g; nothing when they are malformed or out of the range that is served.
 *         Whether p and q are prime is not asked: only the key's owner has the damage.
 */
std::optional<DsaNumbers>
ParseParameters(ByteView parameters)
{
    const auto numbers = ParseDerIntegers(parameters);
    if (!numbers || numbers->size() != 3)
    {
        return std::nullopt;
    }
    DsaNumbers dsa{ToInteger((*numbers)[0]), ToInteger((*numbers)[1]), ToInteger((*numbers)[2]), 0};
    const unsigned int orderBits = dsa.q.BitCount();
    if (dsa.p.BitCount() < MIN_BITS || dsa.p.BitCount() > MAX_BITS || dsa.p.IsEven() ||
        orderBits < MIN_ORDER_BITS || orderBits > MAX_ORDER_BITS || dsa.q.IsEven() ||
        ((dsa.p - 1) % dsa.q).NotZero() || dsa.g <= 1 || dsa.g >= dsa.p - 1)
    {
        return std::nullopt;
    }
    return dsa;
}

/**
 * @param dsa parameters
 * @return Dss-Parms in DER
 */
Bytes
SerializeParameters(const DsaNumbers& dsa)
{
    return SerializeDerIntegers({ToOctets(dsa.p), ToOctets(dsa.q), ToOctets(dsa.g)});
}

/**
 * @param dsa parameters and public key
 * @return the key
 */
PublicKeyPtr
MakePublicKey(DsaNumbers dsa)
{
    auto key = std::make_shared<DsaPublicKey>();
    key->type = PublicKeyType::DSA;
    key->bits = static_cast<uint16_t>(dsa.p.BitCount());
    key->spki = SerializeSubjectPublicKeyInfo(
        {ID_DSA, SerializeParameters(dsa), SerializeDerInteger(ToOctets(dsa.y))});
    key->dsa = std::move(dsa);
    return key;
}

/**
 * @param dsa parameters
 * @param x private key
 * @return the whole key, pkcs8 not set
 */
std::shared_ptr<DsaPrivateKey>
MakePrivateKey(DsaNumbers dsa, const CryptoPP::Integer& x)
{
    auto key = std::make_shared<DsaPrivateKey>();
    dsa.y = Power(dsa.g, x, dsa.p);
    key->publicKey = MakePublicKey(dsa);
    key->dsa = std::move(dsa);
    key->x = x;
    return key;
}

} // namespace

PublicKeyPtr
CryptoppLoadDsaPublicKey(const KeyInfo& info, ByteView)
{
    auto dsa = info.algorithm == ID_DSA ? ParseParameters(info.parameters) : std::nullopt;
    const auto y = ParseDerInteger(info.key);
    if (!dsa || !y)
    {
        return nullptr;
    }
    dsa->y = ToInteger(*y);
    if (dsa->y <= 1 || dsa->y >= dsa->p - 1)
    {
        return nullptr;
    }
    return MakePublicKey(std::move(*dsa));
}

PrivateKeyPtr
CryptoppLoadDsaPrivateKey(const KeyInfo& info, ByteView pkcs8)
{
    auto dsa = info.algorithm == ID_DSA ? ParseParameters(info.parameters) : std::nullopt;
    const auto octets = ParseDerInteger(info.key);
    if (!dsa || !octets)
    {
        return nullptr;
    }
    const CryptoPP::Integer x = ToInteger(*octets);
    if (x.IsZero() || x >= dsa->q)
    {
        return nullptr;
    }
    const auto key = MakePrivateKey(std::move(*dsa), x);
    key->pkcs8 = pkcs8.ToBytes();
    return key;
}

PrivateKeyPtr
CryptoppGenerateDsaKey(uint16_t bits, RandomSource& random)
{
    if (bits != 1024 && bits != 2048 && bits != 3072)
    {
        return nullptr;
    }
    try
    {
        const auto adapter = MakeCryptoppRandom(random);
        CryptoPP::DL_GroupParameters_DSA parameters;
        parameters.GenerateRandomWithKeySize(*adapter, bits);
        DsaNumbers dsa{parameters.GetModulus(),
                       parameters.GetSubgroupOrder(),
                       parameters.GetSubgroupGenerator(),
                       0};
        const CryptoPP::Integer x = RandomBelow(random, dsa.q);
        const auto key = MakePrivateKey(std::move(dsa), x);
        key->pkcs8 = SerializePrivateKeyInfo(
            {ID_DSA, SerializeParameters(key->dsa), SerializeDerInteger(ToOctets(x))});
        return key;
    }
    catch (const CryptoPP::Exception&)
    {
        return nullptr;
    }
}

std::optional<Bytes>
CryptoppDsaSign(const PrivateKey& key, ByteView digest, RandomSource& random)
{
    const auto* own = dynamic_cast<const DsaPrivateKey*>(&key);
    if (!own)
    {
        return std::nullopt;
    }
    const DsaNumbers& dsa = own->dsa;
    const CryptoPP::Integer z = Truncate(digest, dsa.q);
    const CryptoPP::Integer k = RandomBelow(random, dsa.q);
    const CryptoPP::Integer r = Power(dsa.g, k, dsa.p) % dsa.q;
    const CryptoPP::Integer s = k.InverseMod(dsa.q) * (z + own->x * r) % dsa.q;
    return SerializeDerIntegers({ToOctets(r), ToOctets(s)});
}

bool
CryptoppDsaVerify(const PublicKey& key, ByteView digest, ByteView signature)
{
    const auto* own = dynamic_cast<const DsaPublicKey*>(&key);
    const auto numbers = ParseDerIntegers(signature);
    if (!own || !numbers || numbers->size() != 2)
    {
        return false;
    }
    const DsaNumbers& dsa = own->dsa;
    const CryptoPP::Integer r = ToInteger(numbers->front());
    const CryptoPP::Integer s = ToInteger(numbers->back());
    if (r.IsZero() || r >= dsa.q || s.IsZero() || s >= dsa.q)
    {
        return false;
    }
    const CryptoPP::Integer w = s.InverseMod(dsa.q);
    const CryptoPP::Integer u1 = Truncate(digest, dsa.q) * w % dsa.q;
    const CryptoPP::Integer u2 = r * w % dsa.q;
    const CryptoPP::MontgomeryRepresentation field(dsa.p);
    const CryptoPP::Integer v = field.ConvertOut(
        field.CascadeExponentiate(field.ConvertIn(dsa.g), u1, field.ConvertIn(dsa.y), u2));
    return v % dsa.q == r;
}

} // namespace tls
} // namespace ns3
