/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-dh-key.h"

#include <algorithm>
#include <cryptopp/integer.h>
#include <cryptopp/modarith.h>
#include <cryptopp/nbtheory.h>
#include <deque>
#include <utility>

namespace ns3
{
namespace tls
{

namespace
{

constexpr unsigned int MAX_BITS = 8192;
/// Shortest exponent in bits: below it, the shortest hash of the family would be the stronger.
constexpr unsigned int MIN_EXPONENT_BITS = 160;
/// dhKeyAgreement, 1.2.840.113549.1.3.1 (PKCS #3, 9).
const Bytes DH_KEY_AGREEMENT{0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x03, 0x01};
/// dhpublicnumber, 1.2.840.10046.2.1 (RFC 3279, 2.3.3).
const Bytes DH_PUBLIC_NUMBER{0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3e, 0x02, 0x01};

/// A private key with its exponent.
class DhPrivateKey : public PrivateKey
{
  public:
    Bytes exponent; //!< big-endian
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
 * @param number a number
 * @param p a modulus
 * @return true when the number lies between 1 and p - 1, both excluded
 */
bool
IsInside(const CryptoPP::Integer& number, const CryptoPP::Integer& p)
{
    return number > CryptoPP::Integer::One() && number < p - 1;
}

/**
 * A strong probable-prime test and a strong Lucas test, which no known composite passes. They
 * take as long as some exponentiations, and servers keep their group: the last primes are kept.
 * @param p an odd number of at most MAX_BITS
 * @return true when it is prime
 */
bool
IsKnownPrime(const CryptoPP::Integer& p)
{
    constexpr size_t MOST = 16;
    static std::deque<CryptoPP::Integer> primes;
    if (std::find(primes.begin(), primes.end(), p) != primes.end())
    {
        return true;
    }
    if (!CryptoPP::IsPrime(p))
    {
        return false;
    }
    primes.push_back(p);
    if (primes.size() > MOST)
    {
        primes.pop_front();
    }
    return true;
}

/**
 * @param info parts of a key
 * @return its group; nothing when the key is of another kind or the group cannot be used
 */
std::optional<DhGroup>
ParseGroup(const KeyInfo& info)
{
    // PKCS #3: p, g, length of the exponent; RFC 3279: p, g, q, j.
    const auto numbers = ParseDerIntegers(info.parameters);
    if ((info.algorithm != DH_KEY_AGREEMENT && info.algorithm != DH_PUBLIC_NUMBER) || !numbers ||
        numbers->size() < 2)
    {
        return std::nullopt;
    }
    DhGroup group{(*numbers)[0], (*numbers)[1]};
    const CryptoPP::Integer p = ToInteger(group.p);
    if (p.IsEven() || p.BitCount() > MAX_BITS || !IsInside(ToInteger(group.g), p))
    {
        return std::nullopt;
    }
    return group;
}

/**
 * @param group its group
 * @param y its value
 * @param spki the same in DER
 * @return the key
 */
PublicKeyPtr
MakePublicKey(DhGroup group, Bytes y, Bytes spki)
{
    auto key = std::make_shared<PublicKey>();
    key->type = PublicKeyType::DH;
    key->bits = static_cast<uint16_t>(ToInteger(group.p).BitCount());
    key->dhGroup = std::move(group);
    key->publicValue = std::move(y);
    key->spki = std::move(spki);
    return key;
}

} // namespace

PublicKeyPtr
CryptoppLoadDhPublicKey(const KeyInfo& info, ByteView spki)
{
    auto group = ParseGroup(info);
    auto y = ParseDerInteger(info.key);
    if (!group || !y || !IsInside(ToInteger(*y), ToInteger(group->p)))
    {
        return nullptr;
    }
    return MakePublicKey(std::move(*group), std::move(*y), spki.ToBytes());
}

PrivateKeyPtr
CryptoppLoadDhPrivateKey(const KeyInfo& info, ByteView pkcs8)
{
    auto group = ParseGroup(info);
    auto exponent = ParseDerInteger(info.key);
    if (!group || !exponent)
    {
        return nullptr;
    }
    const CryptoPP::Integer p = ToInteger(group->p);
    const CryptoPP::Integer x = ToInteger(*exponent);
    const CryptoPP::Integer y = x < p ? Power(ToInteger(group->g), x, p) : 0;
    if (!IsInside(y, p))
    {
        return nullptr;
    }
    auto key = std::make_shared<DhPrivateKey>();
    key->publicKey =
        MakePublicKey(std::move(*group),
                      ToOctets(y),
                      SerializeSubjectPublicKeyInfo(
                          {info.algorithm, info.parameters, SerializeDerInteger(ToOctets(y))}));
    key->pkcs8 = pkcs8.ToBytes();
    key->exponent = std::move(*exponent);
    return key;
}

bool
CryptoppIsSoundDhGroup(const DhGroup& group, uint16_t minBits)
{
    const CryptoPP::Integer p = ToInteger(group.p);
    return p.BitCount() >= minBits && p.BitCount() <= MAX_BITS && p.IsOdd() &&
           IsInside(ToInteger(group.g), p) && IsKnownPrime(p);
}

KeyPair
CryptoppGenerateDhKeyPair(const DhGroup& group, RandomSource& random)
{
    const CryptoPP::Integer p = ToInteger(group.p);
    const CryptoPP::Integer g = ToInteger(group.g);
    // Twice the bits of the work that breaks the group: a longer exponent only costs time.
    const unsigned int bits =
        std::min(p.BitCount() - 1,
                 std::max(MIN_EXPONENT_BITS, 2 * CryptoPP::DiscreteLogWorkFactor(p.BitCount())));
    while (true)
    {
        Bytes octets = random.Generate((bits + 7) / 8);
        octets[0] &= static_cast<uint8_t>(0xff >> (8 * octets.size() - bits));
        const CryptoPP::Integer x = ToInteger(octets);
        const CryptoPP::Integer y = Power(g, x, p);
        // A peer would refuse 1 and p - 1, which a tiny group often gives.
        if (IsInside(y, p))
        {
            return {ToOctets(x), ToOctets(y)};
        }
    }
}

std::optional<Bytes>
CryptoppAgreeDh(const DhGroup& group, ByteView privateKey, ByteView peerPublic)
{
    const CryptoPP::Integer p = ToInteger(group.p);
    const CryptoPP::Integer y = ToInteger(peerPublic);
    if (p.IsEven() || !IsInside(y, p))
    {
        return std::nullopt;
    }
    const CryptoPP::Integer secret = Power(y, ToInteger(privateKey), p);
    if (secret <= CryptoPP::Integer::One())
    {
        return std::nullopt;
    }
    return ToOctets(secret);
}

PrivateKeyPtr
CryptoppGenerateDhKey(const DhGroup& group, RandomSource& random)
{
    KeyPair pair = CryptoppGenerateDhKeyPair(group, random);
    const Bytes parameters = SerializeDerIntegers({group.p, group.g});
    auto key = std::make_shared<DhPrivateKey>();
    Bytes spki = SerializeSubjectPublicKeyInfo(
        {DH_KEY_AGREEMENT, parameters, SerializeDerInteger(pair.publicKey)});
    key->publicKey = MakePublicKey(group, std::move(pair.publicKey), std::move(spki));
    key->pkcs8 = SerializePrivateKeyInfo(
        {DH_KEY_AGREEMENT, parameters, SerializeDerInteger(pair.privateKey)});
    key->exponent = std::move(pair.privateKey);
    return key;
}

std::optional<Bytes>
CryptoppAgreeDh(const PrivateKey& key, ByteView peerPublic)
{
    const auto* own = dynamic_cast<const DhPrivateKey*>(&key);
    if (!own)
    {
        return std::nullopt;
    }
    return CryptoppAgreeDh(own->publicKey->dhGroup, own->exponent, peerPublic);
}

} // namespace tls
} // namespace ns3
