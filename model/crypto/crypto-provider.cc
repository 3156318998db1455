/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-provider.h"

#include <algorithm>

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

/**
 * @param operation what is done
 * @param work with what
 * @return both
 */
CryptoWorkItem
WithOperation(CryptoOperation operation, CryptoWorkItem work)
{
    work.operation = operation;
    return work;
}

/**
 * @param key a public key, or the public half of a private one
 * @param scheme a signature algorithm
 * @param digest what is signed
 * @return true when the three belong together
 */
bool
IsFit(const PublicKey& key, SignatureScheme scheme, ByteView digest)
{
    return scheme != SignatureScheme::NONE && KeyTypeOf(scheme) == key.type &&
           HashLength(HashOf(scheme)) == digest.Size();
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
    m_meter->Add({CryptoOperation::HASH_UPDATE, m_algorithm, 0, Octets(data)});
    DoUpdate(data);
}

Bytes
HashContext::Digest() const
{
    m_meter->Add({CryptoOperation::HASH, m_algorithm, 0, 0});
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

StreamCipher::StreamCipher(const CryptoWorkItem& work, CryptoMeter& meter)
    : m_work(work),
      m_meter(&meter)
{
}

void
StreamCipher::Process(Bytes& data)
{
    CryptoWorkItem work = m_work;
    work.bytes = Octets(data);
    m_meter->Add(work);
    DoProcess(data);
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

Bytes
CryptoProvider::Random(RandomSource& random, size_t size)
{
    m_meter->Add({CryptoOperation::RANDOM, CryptoAlgorithm::NONE, 0, static_cast<uint32_t>(size)});
    return random.Generate(size);
}

KeyPair
CryptoProvider::GenerateKeyPair(NamedGroup group, RandomSource& random)
{
    m_meter->Add(WithOperation(CryptoOperation::GENERATE_KEY, MeteredGroup(group)));
    return DoGenerateKeyPair(group, random);
}

std::optional<Bytes>
CryptoProvider::Agree(NamedGroup group, ByteView privateKey, ByteView peerPublic)
{
    m_meter->Add(WithOperation(CryptoOperation::AGREE, MeteredGroup(group)));
    return DoAgree(group, privateKey, peerPublic);
}

std::optional<Bytes>
CryptoProvider::Agree(const PrivateKey& key, ByteView peerPublic)
{
    const PublicKey& half = *key.publicKey;
    const CryptoWorkItem work =
        half.type == PublicKeyType::DH ? MeteredGroup(half.dhGroup) : MeteredGroup(half.group);
    m_meter->Add(WithOperation(CryptoOperation::AGREE, work));
    return DoAgree(key, peerPublic);
}

KeyPair
CryptoProvider::GenerateDhKeyPair(const DhGroup& group, RandomSource& random)
{
    m_meter->Add(WithOperation(CryptoOperation::GENERATE_KEY, MeteredGroup(group)));
    return DoGenerateDhKeyPair(group, random);
}

std::optional<Bytes>
CryptoProvider::AgreeDh(const DhGroup& group, ByteView privateKey, ByteView peerPublic)
{
    m_meter->Add(WithOperation(CryptoOperation::AGREE, MeteredGroup(group)));
    return DoAgreeDh(group, privateKey, peerPublic);
}

std::optional<Bytes>
CryptoProvider::Sign(const PrivateKey& key,
                     SignatureScheme scheme,
                     ByteView message,
                     RandomSource& random)
{
    if (HashOf(scheme) != HashAlgorithm::NONE)
    {
        return SignDigest(key, scheme, Hash(HashOf(scheme), message), random);
    }
    m_meter->Add(WithOperation(CryptoOperation::SIGN, MeteredKey(*key.publicKey)));
    return IsFit(*key.publicKey, scheme, {}) ? DoSignMessage(key, message) : std::nullopt;
}

bool
CryptoProvider::Verify(const PublicKey& key,
                       SignatureScheme scheme,
                       ByteView message,
                       ByteView signature)
{
    if (HashOf(scheme) != HashAlgorithm::NONE)
    {
        return VerifyDigest(key, scheme, Hash(HashOf(scheme), message), signature);
    }
    m_meter->Add(WithOperation(CryptoOperation::VERIFY, MeteredKey(key)));
    return IsFit(key, scheme, {}) && DoVerifyMessage(key, message, signature);
}

std::optional<Bytes>
CryptoProvider::SignDigest(const PrivateKey& key,
                           SignatureScheme scheme,
                           ByteView digest,
                           RandomSource& random)
{
    m_meter->Add(WithOperation(CryptoOperation::SIGN, MeteredKey(*key.publicKey)));
    if (!IsFit(*key.publicKey, scheme, digest))
    {
        return std::nullopt;
    }
    return DoSignDigest(key, scheme, digest, random);
}

bool
CryptoProvider::VerifyDigest(const PublicKey& key,
                             SignatureScheme scheme,
                             ByteView digest,
                             ByteView signature)
{
    m_meter->Add(WithOperation(CryptoOperation::VERIFY, MeteredKey(key)));
    return IsFit(key, scheme, digest) && DoVerifyDigest(key, scheme, digest, signature);
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
    if (group == NamedGroup::NONE)
    {
        return {CryptoOperation::AGREE, CryptoAlgorithm::NONE, 0, 0};
    }
    if (group == NamedGroup::X25519)
    {
        return {CryptoOperation::AGREE, CryptoAlgorithm::X25519, 0, 0};
    }
    const CryptoAlgorithm algorithm = IsFiniteField(group)   ? CryptoAlgorithm::DH
                                      : IsBinaryCurve(group) ? CryptoAlgorithm::ECDH_BINARY
                                                             : CryptoAlgorithm::ECDH;
    return {CryptoOperation::AGREE, algorithm, FieldBits(group), 0};
}

CryptoWorkItem
MeteredGroup(const DhGroup& group)
{
    const auto* first =
        std::find_if(group.p.data(), group.p.data() + group.p.size(), [](uint8_t o) { return o; });
    size_t bits = 8 * static_cast<size_t>(group.p.data() + group.p.size() - first);
    for (uint8_t mask = 0x80; bits > 0 && (*first & mask) == 0; mask >>= 1)
    {
        bits--;
    }
    return {CryptoOperation::AGREE, CryptoAlgorithm::DH, static_cast<uint16_t>(bits), 0};
}

CryptoWorkItem
MeteredKey(const PublicKey& key)
{
    switch (key.type)
    {
    case PublicKeyType::RSA:
    case PublicKeyType::RSA_PSS:
        return {CryptoOperation::VERIFY, CryptoAlgorithm::RSA, key.bits, 0};
    case PublicKeyType::DSA:
        return {CryptoOperation::VERIFY, CryptoAlgorithm::DSA, key.bits, 0};
    case PublicKeyType::ECDSA:
        return {CryptoOperation::VERIFY,
                IsBinaryCurve(key.group) ? CryptoAlgorithm::ECDSA_BINARY : CryptoAlgorithm::ECDSA,
                key.bits,
                0};
    case PublicKeyType::DH:
        return {CryptoOperation::VERIFY, CryptoAlgorithm::DH, key.bits, 0};
    case PublicKeyType::ED25519:
        return {CryptoOperation::VERIFY, CryptoAlgorithm::ED25519, 0, 0};
    }
    return {CryptoOperation::VERIFY, CryptoAlgorithm::NONE, 0, 0};
}

} // namespace tls
} // namespace ns3
