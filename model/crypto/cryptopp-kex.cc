/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-kex.h"

#include "cryptopp-curve.h"
#include "cryptopp-dh-key.h"
#include "dh-well-known-group.h"

#include "ns3/assert.h"

#include <algorithm>
#include <cryptopp/xed25519.h>

namespace ns3
{
namespace tls
{

namespace
{

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

/**
 * @param value a number without leading zeros
 * @param group a finite field
 * @return the same, filled up with zeros to the length of the modulus (RFC 8446, 4.2.8.1 and 7.4.1)
 */
Bytes
FillUp(ByteView value, const DhGroup& group)
{
    Bytes filled(group.p.size() - value.Size());
    Append(filled, value);
    return filled;
}

/**
 * @param group a group of RFC 7919
 * @param random where the exponent comes from
 * @return exponent and public value
 */
KeyPair
GenerateFfdhe(NamedGroup group, RandomSource& random)
{
    const DhGroup field = *WellKnownDhGroup(FieldBits(group));
    KeyPair pair = CryptoppGenerateDhKeyPair(field, random);
    pair.publicKey = FillUp(pair.publicKey, field);
    return pair;
}

/**
 * @param group a group of RFC 7919
 * @param secret one's own exponent
 * @param peer the peer's value
 * @return the shared secret; nothing when the value is of the wrong length or out of range
 */
std::optional<Bytes>
AgreeFfdhe(NamedGroup group, ByteView secret, ByteView peer)
{
    const DhGroup field = *WellKnownDhGroup(FieldBits(group));
    if (peer.Size() != field.p.size())
    {
        return std::nullopt;
    }
    const std::optional<Bytes> shared = CryptoppAgreeDh(field, secret, peer);
    return shared ? std::optional<Bytes>(FillUp(*shared, field)) : std::nullopt;
}

} // namespace

KeyPair
CryptoppGenerateKeyPair(NamedGroup group, RandomSource& random)
{
    if (group == NamedGroup::X25519)
    {
        return GenerateX25519(random);
    }
    if (IsFiniteField(group))
    {
        return GenerateFfdhe(group, random);
    }
    const CryptoppCurve* curve = FindCryptoppCurve(group);
    return curve ? curve->Generate(random) : KeyPair{};
}

std::optional<Bytes>
CryptoppAgree(NamedGroup group, ByteView privateKey, ByteView peerPublic)
{
    NS_ASSERT(!privateKey.IsEmpty());
    if (group == NamedGroup::X25519)
    {
        return AgreeX25519(privateKey, peerPublic);
    }
    if (IsFiniteField(group))
    {
        return AgreeFfdhe(group, privateKey, peerPublic);
    }
    const CryptoppCurve* curve = FindCryptoppCurve(group);
    return curve ? curve->Agree(privateKey, peerPublic) : std::nullopt;
}

} // namespace tls
} // namespace ns3
