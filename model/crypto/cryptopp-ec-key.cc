/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-ec-key.h"

#include "cryptopp-curve.h"

#include <utility>

namespace ns3
{
namespace tls
{

namespace
{

/// id-ecPublicKey, 1.2.840.10045.2.1 (RFC 5480, 2.1.1).
const Bytes EC_PUBLIC_KEY{0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01};

/// A private key with its scalar.
class EcPrivateKey : public PrivateKey
{
  public:
    Bytes scalar; //!< big-endian
};

/**
 * @param group the curve
 * @param point uncompressed
 * @param spki the same in DER; empty: to be written
 * @return the key
 */
PublicKeyPtr
MakePublicKey(NamedGroup group, Bytes point, Bytes spki)
{
    auto key = std::make_shared<PublicKey>();
    key->type = PublicKeyType::ECDSA;
    key->bits = FieldBits(group);
    key->group = group;
    key->spki =
        spki.empty()
            ? SerializeSubjectPublicKeyInfo({EC_PUBLIC_KEY, CryptoppCurveIdentifier(group), point})
            : std::move(spki);
    key->publicValue = std::move(point);
    return key;
}

} // namespace

PublicKeyPtr
CryptoppLoadEcPublicKey(const KeyInfo& info, ByteView spki)
{
    if (info.algorithm != EC_PUBLIC_KEY)
    {
        return nullptr;
    }
    const NamedGroup group = CryptoppCurveFromIdentifier(info.parameters);
    const CryptoppCurve* curve = FindCryptoppCurve(group);
    auto point = curve ? curve->Uncompress(info.key) : std::nullopt;
    return point ? MakePublicKey(group, std::move(*point), spki.ToBytes()) : nullptr;
}

PrivateKeyPtr
CryptoppLoadEcPrivateKey(const KeyInfo& info, ByteView pkcs8)
{
    const auto parts = ParseEcPrivateKey(info.key);
    if (info.algorithm != EC_PUBLIC_KEY || !parts ||
        (!parts->parameters.empty() && parts->parameters != info.parameters))
    {
        return nullptr;
    }
    const NamedGroup group = CryptoppCurveFromIdentifier(info.parameters);
    const CryptoppCurve* curve = FindCryptoppCurve(group);
    auto point = curve ? curve->PublicPoint(parts->privateKey) : std::nullopt;
    if (!point || (!parts->publicKey.empty() && curve->Uncompress(parts->publicKey) != point))
    {
        return nullptr;
    }
    auto key = std::make_shared<EcPrivateKey>();
    key->publicKey = MakePublicKey(group, std::move(*point), {});
    key->pkcs8 = pkcs8.ToBytes();
    key->scalar = parts->privateKey;
    return key;
}

PrivateKeyPtr
CryptoppGenerateEcKey(NamedGroup group, RandomSource& random)
{
    const CryptoppCurve* curve = FindCryptoppCurve(group);
    if (!curve)
    {
        return nullptr;
    }
    KeyPair pair = curve->Generate(random);
    auto key = std::make_shared<EcPrivateKey>();
    key->pkcs8 =
        SerializePrivateKeyInfo({EC_PUBLIC_KEY,
                                 CryptoppCurveIdentifier(group),
                                 SerializeEcPrivateKey({pair.privateKey, {}, pair.publicKey})});
    key->publicKey = MakePublicKey(group, std::move(pair.publicKey), {});
    key->scalar = std::move(pair.privateKey);
    return key;
}

std::optional<Bytes>
CryptoppEcAgree(const PrivateKey& key, ByteView peerPublic)
{
    const auto* own = dynamic_cast<const EcPrivateKey*>(&key);
    if (!own)
    {
        return std::nullopt;
    }
    return FindCryptoppCurve(own->publicKey->group)->Agree(own->scalar, peerPublic);
}

std::optional<Bytes>
CryptoppEcSign(const PrivateKey& key, ByteView digest, RandomSource& random)
{
    const auto* own = dynamic_cast<const EcPrivateKey*>(&key);
    if (!own)
    {
        return std::nullopt;
    }
    const CryptoppCurve* curve = FindCryptoppCurve(own->publicKey->group);
    return SerializeDerIntegers(curve->Sign(own->scalar, digest, random));
}

bool
CryptoppEcVerify(const PublicKey& key, ByteView digest, ByteView signature)
{
    const CryptoppCurve* curve = FindCryptoppCurve(key.group);
    const auto numbers = ParseDerIntegers(signature);
    return curve && numbers && numbers->size() == 2 &&
           curve->Verify(key.publicValue, digest, numbers->front(), numbers->back());
}

} // namespace tls
} // namespace ns3
