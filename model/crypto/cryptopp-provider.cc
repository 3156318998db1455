/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-provider.h"

#include "cryptopp-aead.h"
#include "cryptopp-cipher.h"
#include "cryptopp-hash.h"
#include "cryptopp-kex.h"
#include "cryptopp-signature.h"

namespace ns3
{
namespace tls
{

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

std::unique_ptr<AeadCipher>
CryptoppProvider::CreateAead(AeadAlgorithm algorithm, ByteView key)
{
    return CreateCryptoppAead(algorithm, key, Meter());
}

PublicKeyPtr
CryptoppProvider::LoadPublicKey(ByteView spki)
{
    return CryptoppLoadPublicKey(spki);
}

PrivateKeyPtr
CryptoppProvider::LoadPrivateKey(ByteView pkcs8)
{
    return CryptoppLoadPrivateKey(pkcs8);
}

PrivateKeyPtr
CryptoppProvider::GenerateRsaKey(uint16_t bits, RandomSource& random)
{
    return CryptoppGenerateRsaKey(bits, random);
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
CryptoppProvider::DoSign(const PrivateKey& key,
                         SignatureScheme scheme,
                         ByteView message,
                         RandomSource& random)
{
    return CryptoppSign(key, scheme, message, random);
}

bool
CryptoppProvider::DoVerify(const PublicKey& key,
                           SignatureScheme scheme,
                           ByteView message,
                           ByteView signature)
{
    return CryptoppVerify(key, scheme, message, signature);
}

std::optional<Bytes>
CryptoppProvider::DoRsaEncrypt(const PublicKey& key, ByteView plaintext, RandomSource& random)
{
    return CryptoppRsaEncrypt(key, plaintext, random);
}

std::optional<Bytes>
CryptoppProvider::DoRsaDecrypt(const PrivateKey& key, ByteView ciphertext, RandomSource& random)
{
    return CryptoppRsaDecrypt(key, ciphertext, random);
}

} // namespace tls
} // namespace ns3
