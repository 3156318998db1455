/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-provider.h"

#include "crypto-key-encoding.h"
#include "cryptopp-aead.h"
#include "cryptopp-cipher.h"
#include "cryptopp-dh-key.h"
#include "cryptopp-dsa-key.h"
#include "cryptopp-ec-key.h"
#include "cryptopp-ed25519-key.h"
#include "cryptopp-hash.h"
#include "cryptopp-kex.h"
#include "cryptopp-rsa-key.h"

#include <array>

namespace ns3
{
namespace tls
{

namespace
{

/**
 * @param loaders a function for each kind of key
 * @param info parts of a key
 * @param der the whole
 * @return what the first loader gives that takes it; null when none does
 */
template <class L, size_t N>
auto
FirstOf(const std::array<L, N>& loaders, const KeyInfo& info, ByteView der)
{
    decltype(loaders[0](info, der)) key;
    for (const L loader : loaders)
    {
        key = loader(info, der);
        if (key)
        {
            break;
        }
    }
    return key;
}

} // namespace

CryptoppProvider::CryptoppProvider(CryptoMeter& meter)
    : CryptoProvider(meter)
{
}

std::unique_ptr<HashContext>
CryptoppProvider::CreateHash(HashAlgorithm algorithm)
{
    return CreateCryptoppHash(algorithm, Meter());
}

std::unique_ptr<CbcCipher>
CryptoppProvider::CreateCbc(CipherAlgorithm algorithm, Direction direction, ByteView key)
{
    return CreateCryptoppCbc(algorithm, direction, key, Meter());
}

std::unique_ptr<StreamCipher>
CryptoppProvider::CreateStream(CipherAlgorithm algorithm, Direction direction, ByteView key)
{
    return CreateCryptoppStream(algorithm, direction, key, Meter());
}

std::unique_ptr<AeadCipher>
CryptoppProvider::CreateAead(AeadAlgorithm algorithm, ByteView key)
{
    return CreateCryptoppAead(algorithm, key, Meter());
}

bool
CryptoppProvider::IsSoundDhGroup(const DhGroup& group, uint16_t minBits)
{
    return CryptoppIsSoundDhGroup(group, minBits);
}

PublicKeyPtr
CryptoppProvider::LoadPublicKey(ByteView spki)
{
    using Loader = PublicKeyPtr (*)(const KeyInfo&, ByteView);
    constexpr std::array<Loader, 5> LOADERS{CryptoppLoadRsaPublicKey,
                                            CryptoppLoadDsaPublicKey,
                                            CryptoppLoadEcPublicKey,
                                            CryptoppLoadEd25519PublicKey,
                                            CryptoppLoadDhPublicKey};
    const auto info = ParseSubjectPublicKeyInfo(spki);
    return info ? FirstOf(LOADERS, *info, spki) : nullptr;
}

PrivateKeyPtr
CryptoppProvider::LoadPrivateKey(ByteView pkcs8)
{
    using Loader = PrivateKeyPtr (*)(const KeyInfo&, ByteView);
    constexpr std::array<Loader, 5> LOADERS{CryptoppLoadRsaPrivateKey,
                                            CryptoppLoadDsaPrivateKey,
                                            CryptoppLoadEcPrivateKey,
                                            CryptoppLoadEd25519PrivateKey,
                                            CryptoppLoadDhPrivateKey};
    const auto info = ParsePrivateKeyInfo(pkcs8);
    return info ? FirstOf(LOADERS, *info, pkcs8) : nullptr;
}

PrivateKeyPtr
CryptoppProvider::GenerateRsaKey(uint16_t bits, RandomSource& random)
{
    return CryptoppGenerateRsaKey(PublicKeyType::RSA, bits, random);
}

PrivateKeyPtr
CryptoppProvider::GenerateRsaPssKey(uint16_t bits, RandomSource& random)
{
    return CryptoppGenerateRsaKey(PublicKeyType::RSA_PSS, bits, random);
}

PrivateKeyPtr
CryptoppProvider::GenerateEcKey(NamedGroup group, RandomSource& random)
{
    return CryptoppGenerateEcKey(group, random);
}

PrivateKeyPtr
CryptoppProvider::GenerateEd25519Key(RandomSource& random)
{
    return CryptoppGenerateEd25519Key(random);
}

PrivateKeyPtr
CryptoppProvider::GenerateDsaKey(uint16_t bits, RandomSource& random)
{
    return CryptoppGenerateDsaKey(bits, random);
}

PrivateKeyPtr
CryptoppProvider::GenerateDhKey(const DhGroup& group, RandomSource& random)
{
    return CryptoppGenerateDhKey(group, random);
}

std::optional<RsaNumbers>
CryptoppProvider::GetRsaNumbers(const PublicKey& key)
{
    return CryptoppGetRsaNumbers(key);
}

PublicKeyPtr
CryptoppProvider::LoadRsaPublicKey(const RsaNumbers& numbers)
{
    return CryptoppLoadRsaPublicKey(numbers);
}

Bytes
CryptoppProvider::DoHash(HashAlgorithm algorithm, ByteView data)
{
    return CryptoppHash(algorithm, data);
}

Bytes
CryptoppProvider::DoHmac(HashAlgorithm algorithm,
                         ByteView key,
                         std::initializer_list<ByteView> parts)
{
    return CryptoppHmac(algorithm, key, parts);
}

KeyPair
CryptoppProvider::DoGenerateKeyPair(NamedGroup group, RandomSource& random)
{
    return CryptoppGenerateKeyPair(group, random);
}

std::optional<Bytes>
CryptoppProvider::DoAgree(NamedGroup group, ByteView privateKey, ByteView peerPublic)
{
    return CryptoppAgree(group, privateKey, peerPublic);
}

std::optional<Bytes>
CryptoppProvider::DoAgree(const PrivateKey& key, ByteView peerPublic)
{
    return key.publicKey->type == PublicKeyType::DH ? CryptoppAgreeDh(key, peerPublic)
                                                    : CryptoppEcAgree(key, peerPublic);
}

KeyPair
CryptoppProvider::DoGenerateDhKeyPair(const DhGroup& group, RandomSource& random)
{
    return CryptoppGenerateDhKeyPair(group, random);
}

std::optional<Bytes>
CryptoppProvider::DoAgreeDh(const DhGroup& group, ByteView privateKey, ByteView peerPublic)
{
    return CryptoppAgreeDh(group, privateKey, peerPublic);
}

std::optional<Bytes>
CryptoppProvider::DoSignDigest(const PrivateKey& key,
                               SignatureScheme scheme,
                               ByteView digest,
                               RandomSource& random)
{
    switch (KeyTypeOf(scheme))
    {
    case PublicKeyType::RSA:
    case PublicKeyType::RSA_PSS:
        return CryptoppRsaSign(key, scheme, digest, random);
    case PublicKeyType::DSA:
        return CryptoppDsaSign(key, digest, random);
    case PublicKeyType::ECDSA:
        return CryptoppEcSign(key, digest, random);
    case PublicKeyType::ED25519:
    case PublicKeyType::DH:
        break;
    }
    return std::nullopt;
}

bool
CryptoppProvider::DoVerifyDigest(const PublicKey& key,
                                 SignatureScheme scheme,
                                 ByteView digest,
                                 ByteView signature)
{
    switch (KeyTypeOf(scheme))
    {
    case PublicKeyType::RSA:
    case PublicKeyType::RSA_PSS:
        return CryptoppRsaVerify(key, scheme, digest, signature);
    case PublicKeyType::DSA:
        return CryptoppDsaVerify(key, digest, signature);
    case PublicKeyType::ECDSA:
        return CryptoppEcVerify(key, digest, signature);
    case PublicKeyType::ED25519:
    case PublicKeyType::DH:
        break;
    }
    return false;
}

std::optional<Bytes>
CryptoppProvider::DoSignMessage(const PrivateKey& key, ByteView message)
{
    return CryptoppEd25519Sign(key, message);
}

bool
CryptoppProvider::DoVerifyMessage(const PublicKey& key, ByteView message, ByteView signature)
{
    return CryptoppEd25519Verify(key, message, signature);
}

std::optional<Bytes>
CryptoppProvider::DoRsaEncrypt(const PublicKey& key, ByteView plaintext, RandomSource& random)
{
    return CryptoppRsaEncrypt(key, plaintext, random);
}

std::optional<Bytes>
CryptoppProvider::DoRsaDecrypt(const PrivateKey& key,
                               ByteView ciphertext,
                               RandomSource& /* random */)
{
    return CryptoppRsaDecrypt(key, ciphertext);
}

} // namespace tls
} // namespace ns3
