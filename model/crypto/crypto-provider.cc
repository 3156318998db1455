/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-provider.h"

namespace ns3
{
namespace tls
{

namespace
{

/**
 * @param view octets
 * @return how many, as the meter counts them
 */
uint32_t
Octets(ByteView view)
{
    return static_cast<uint32_t>(view.Size());
}

} // namespace

HashContext::HashContext(CryptoAlgorithm algorithm, CryptoMeter& meter)
    : m_algorithm(algorithm),
      m_meter(&meter)
{
}

void
HashContext::Update(ByteView data)
{
    m_meter->Add({CryptoOperation::HASH, m_algorithm, 0, Octets(data)});
    DoUpdate(data);
}

Bytes
HashContext::Digest() const
{
    return DoDigest();
}

CbcCipher::CbcCipher(const CryptoWorkItem& work, CryptoMeter& meter)
    : m_work(work),
      m_meter(&meter)
{
}

void
CbcCipher::Process(ByteView iv, Bytes& data)
{
    CryptoWorkItem work = m_work;
    work.bytes = Octets(data);
    m_meter->Add(work);
    DoProcess(iv, data);
}

AeadCipher::AeadCipher(CryptoAlgorithm algorithm, uint16_t bits, CryptoMeter& meter)
    : m_algorithm(algorithm),
      m_bits(bits),
      m_meter(&meter)
{
}

Bytes
AeadCipher::Seal(ByteView nonce, ByteView additional, ByteView plaintext)
{
    m_meter->Add({CryptoOperation::SEAL, m_algorithm, m_bits, Octets(plaintext)});
    return DoSeal(nonce, additional, plaintext);
}

std::optional<Bytes>
AeadCipher::Open(ByteView nonce, ByteView additional, ByteView ciphertext)
{
    m_meter->Add({CryptoOperation::OPEN, m_algorithm, m_bits, Octets(ciphertext)});
    return DoOpen(nonce, additional, ciphertext);
}

CryptoProvider::CryptoProvider(CryptoMeter& meter)
    : m_meter(&meter)
{
}

CryptoMeter&
CryptoProvider::Meter() const
{
    return *m_meter;
}

Bytes
CryptoProvider::Hash(HashAlgorithm algorithm, ByteView data, size_t hidden)
{
    const auto bytes = static_cast<uint32_t>(data.Size() + hidden);
    m_meter->Add({CryptoOperation::HASH, MeteredAlgorithm(algorithm), 0, bytes});
    return DoHash(algorithm, data);
}

Bytes
CryptoProvider::Hmac(HashAlgorithm algorithm,
                     ByteView key,
                     std::initializer_list<ByteView> parts,
                     size_t hidden)
{
    auto bytes = static_cast<uint32_t>(hidden);
    for (const ByteView part : parts)
    {
        bytes += Octets(part);
    }
    m_meter->Add({CryptoOperation::HMAC, MeteredAlgorithm(algorithm), 0, bytes});
    return DoHmac(algorithm, key, parts);
}

KeyPair
CryptoProvider::GenerateKeyPair(NamedGroup group, RandomSource& random)
{
    CryptoWorkItem work = MeteredGroup(group);
    work.operation = CryptoOperation::GENERATE_KEY;
    m_meter->Add(work);
    return DoGenerateKeyPair(group, random);
}

std::optional<Bytes>
CryptoProvider::Agree(NamedGroup group, ByteView privateKey, ByteView peerPublic)
{
    CryptoWorkItem work = MeteredGroup(group);
    work.operation = CryptoOperation::AGREE;
    m_meter->Add(work);
    return DoAgree(group, privateKey, peerPublic);
}

std::optional<Bytes>
CryptoProvider::Sign(const PrivateKey& key,
                     SignatureScheme scheme,
                     ByteView message,
                     RandomSource& random)
{
    m_meter->Add({CryptoOperation::HASH, MeteredAlgorithm(HashOf(scheme)), 0, Octets(message)});
    m_meter->Add(
        {CryptoOperation::SIGN, MeteredAlgorithm(key.publicKey->type), key.publicKey->bits, 0});
    return DoSign(key, scheme, message, random);
}

bool
CryptoProvider::Verify(const PublicKey& key,
                       SignatureScheme scheme,
                       ByteView message,
                       ByteView signature)
{
    m_meter->Add({CryptoOperation::HASH, MeteredAlgorithm(HashOf(scheme)), 0, Octets(message)});
    m_meter->Add({CryptoOperation::VERIFY, MeteredAlgorithm(key.type), key.bits, 0});
    return DoVerify(key, scheme, message, signature);
}

std::optional<Bytes>
CryptoProvider::RsaEncrypt(const PublicKey& key, ByteView plaintext, RandomSource& random)
{
    m_meter->Add({CryptoOperation::RSA_ENCRYPT, CryptoAlgorithm::RSA, key.bits, 0});
    return DoRsaEncrypt(key, plaintext, random);
}

std::optional<Bytes>
CryptoProvider::RsaDecrypt(const PrivateKey& key, ByteView ciphertext, RandomSource& random)
{
    m_meter->Add({CryptoOperation::RSA_DECRYPT, CryptoAlgorithm::RSA, key.publicKey->bits, 0});
    return DoRsaDecrypt(key, ciphertext, random);
}

CryptoAlgorithm
MeteredAlgorithm(HashAlgorithm algorithm)
{
    switch (algorithm)
    {
    case HashAlgorithm::NONE:
        return CryptoAlgorithm::NONE;
    case HashAlgorithm::MD5:
        return CryptoAlgorithm::MD5;
    case HashAlgorithm::SHA1:
        return CryptoAlgorithm::SHA1;
    case HashAlgorithm::SHA256:
        return CryptoAlgorithm::SHA256;
    case HashAlgorithm::SHA384:
        return CryptoAlgorithm::SHA384;
    case HashAlgorithm::SHA512:
        return CryptoAlgorithm::SHA512;
    case HashAlgorithm::MD5_SHA1:
        return CryptoAlgorithm::MD5_SHA1;
    }
    return CryptoAlgorithm::NONE;
}

CryptoWorkItem
MeteredGroup(NamedGroup group)
{
    switch (group)
    {
    case NamedGroup::NONE:
        break;
    case NamedGroup::SECP256R1:
        return {CryptoOperation::AGREE, CryptoAlgorithm::ECDH, 256, 0};
    case NamedGroup::X25519:
        return {CryptoOperation::AGREE, CryptoAlgorithm::X25519, 0, 0};
    }
    return {CryptoOperation::AGREE, CryptoAlgorithm::NONE, 0, 0};
}

CryptoAlgorithm
MeteredAlgorithm(PublicKeyType type)
{
    switch (type)
    {
    case PublicKeyType::RSA:
        return CryptoAlgorithm::RSA;
    case PublicKeyType::DSA:
    case PublicKeyType::ECDSA:
    case PublicKeyType::ED25519:
        break;
    }
    return CryptoAlgorithm::NONE;
}

} // namespace tls
} // namespace ns3
