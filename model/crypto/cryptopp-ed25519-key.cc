/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-ed25519-key.h"

#include <algorithm>
#include <array>
#include <cryptopp/xed25519.h>
#include <iterator>
#include <utility>

namespace ns3
{
namespace tls
{

namespace
{

/// Octets of either key.
constexpr size_t KEY = 32;
/// Octets of a signature.
constexpr size_t SIGNATURE = 64;
/// id-Ed25519, 1.3.101.112 (RFC 8410, 3); there are no parameters.
const Bytes ED25519{0x06, 0x03, 0x2b, 0x65, 0x70};
/// OCTET STRING of 32 octets: how PrivateKeyInfo holds the key (RFC 8410, 7).
constexpr std::array<uint8_t, 2> KEY_HEADER{0x04, KEY};
/// Order of the base point, little-endian (RFC 8032, 5.1).
constexpr std::array<uint8_t, KEY> ORDER{
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x10};

/// A private key that is ready to sign.
class Ed25519PrivateKey : public PrivateKey
{
  public:
    /// @param seed 32 octets
    explicit Ed25519PrivateKey(ByteView seed)
        : signer(seed.Data())
    {
    }

    CryptoPP::ed25519Signer signer; //!< holds both keys
};

/**
 * @param value 32 octets
 * @param spki the same in DER
 * @return the key
 */
PublicKeyPtr
MakePublicKey(ByteView value, Bytes spki)
{
    auto key = std::make_shared<PublicKey>();
    key->type = PublicKeyType::ED25519;
    key->bits = 8 * KEY;
    key->publicValue = value.ToBytes();
    key->spki = std::move(spki);
    return key;
}

/**
 * @param seed 32 octets
 * @param pkcs8 the same in DER
 * @return the key
 */
PrivateKeyPtr
MakePrivateKey(ByteView seed, Bytes pkcs8)
{
    auto key = std::make_shared<Ed25519PrivateKey>(seed);
    const auto& own = static_cast<const CryptoPP::ed25519PrivateKey&>(key->signer.GetPrivateKey());
    const ByteView value(own.GetPublicKeyBytePtr(), KEY);
    key->publicKey =
        MakePublicKey(value, SerializeSubjectPublicKeyInfo({ED25519, {}, value.ToBytes()}));
    key->pkcs8 = std::move(pkcs8);
    return key;
}

/**
 * @param scalar second half of a signature, little-endian
 * @return whether it is below the order, as it must be (RFC 8032, 5.1.7)
 */
bool
IsBelowOrder(ByteView scalar)
{
    const auto reversed = [](const uint8_t* end) {
        return std::reverse_iterator<const uint8_t*>(end);
    };
    return std::lexicographical_compare(reversed(scalar.end()),
                                        reversed(scalar.begin()),
                                        ORDER.rbegin(),
                                        ORDER.rend());
}

} // namespace

PublicKeyPtr
CryptoppLoadEd25519PublicKey(const KeyInfo& info, ByteView spki)
{
    if (info.algorithm != ED25519 || !info.parameters.empty() || info.key.size() != KEY)
    {
        return nullptr;
    }
    return MakePublicKey(info.key, spki.ToBytes());
}

PrivateKeyPtr
CryptoppLoadEd25519PrivateKey(const KeyInfo& info, ByteView pkcs8)
{
    const ByteView key(info.key);
    if (info.algorithm != ED25519 || !info.parameters.empty() ||
        key.Size() != KEY_HEADER.size() + KEY || key.Sub(0, KEY_HEADER.size()) != KEY_HEADER)
    {
        return nullptr;
    }
    return MakePrivateKey(key.Sub(KEY_HEADER.size()), pkcs8.ToBytes());
}

PrivateKeyPtr
CryptoppGenerateEd25519Key(RandomSource& random)
{
    const Bytes seed = random.Generate(KEY);
    Bytes wrapped(KEY_HEADER.begin(), KEY_HEADER.end());
    Append(wrapped, seed);
    return MakePrivateKey(seed, SerializePrivateKeyInfo({ED25519, {}, std::move(wrapped)}));
}

std::optional<Bytes>
CryptoppEd25519Sign(const PrivateKey& key, ByteView message)
{
    const auto* own = dynamic_cast<const Ed25519PrivateKey*>(&key);
    if (!own)
    {
        return std::nullopt;
    }
    Bytes signature(SIGNATURE);
    own->signer.SignMessage(CryptoPP::NullRNG(), message.Data(), message.Size(), signature.data());
    return signature;
}

bool
CryptoppEd25519Verify(const PublicKey& key, ByteView message, ByteView signature)
{
    if (key.publicValue.size() != KEY || signature.Size() != SIGNATURE ||
        !IsBelowOrder(signature.Sub(KEY)))
    {
        return false;
    }
    const CryptoPP::ed25519Verifier verifier(key.publicValue.data());
    return verifier.VerifyMessage(message.Data(),
                                  message.Size(),
                                  signature.Data(),
                                  signature.Size());
}

} // namespace tls
} // namespace ns3
