/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "shared-crypto-provider.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

/// Functions whose results are kept.
enum Function : char
{
    AGREE = 'a',
    AGREE_DH = 'd',
    VERIFY_DIGEST = 'v',
    VERIFY_MESSAGE = 'm',
    RSA_DECRYPT = 'r',
    LOAD_PUBLIC_KEY = 'l'
};

/**
 * A shared secret depends on both public values alone, whosever they are.
 * @param key function and group
 * @param one a public value
 * @param other the other one
 * @return the key of their secret
 */
CryptoMemoKey
WithPair(CryptoMemoKey key, const Bytes& one, const Bytes& other)
{
    return key.Add(std::min(one, other)).Add(std::max(one, other));
}

/**
 * @param group a group
 * @param one a public value
 * @param other the other one
 * @return the key of their secret
 */
CryptoMemoKey
SecretIn(NamedGroup group, const Bytes& one, ByteView other)
{
    return WithPair(CryptoMemoKey(AGREE).Add(static_cast<uint32_t>(group)), one, other.ToBytes());
}

/// @copydoc SecretIn(NamedGroup, const Bytes&, ByteView)
CryptoMemoKey
SecretIn(const DhGroup& group, const Bytes& one, ByteView other)
{
    return WithPair(CryptoMemoKey(AGREE_DH).Add(group.p).Add(group.g), one, other.ToBytes());
}

/**
 * @param key that signs
 * @param scheme the algorithm
 * @param digest what is signed
 * @param signature the signature
 * @return the key of its check
 */
CryptoMemoKey
CheckOf(const PublicKey& key, SignatureScheme scheme, ByteView digest, ByteView signature)
{
    return CryptoMemoKey(VERIFY_DIGEST)
        .Add(key.spki)
        .Add(static_cast<uint32_t>(scheme))
        .Add(digest)
        .Add(signature);
}

/// @copydoc CheckOf
CryptoMemoKey
CheckOfMessage(const PublicKey& key, ByteView message, ByteView signature)
{
    return CryptoMemoKey(VERIFY_MESSAGE).Add(key.spki).Add(message).Add(signature);
}

/**
 * @param key that decrypts
 * @param ciphertext what was encrypted
 * @return the key of its decryption
 */
CryptoMemoKey
DecryptionOf(const PublicKey& key, ByteView ciphertext)
{
    return CryptoMemoKey(RSA_DECRYPT).Add(key.spki).Add(ciphertext);
}

/**
 * @param results what is known
 * @param key function and arguments
 * @param compute the function, in case that its result is not known
 * @return the result; failures are not kept
 */
template <class F>
std::optional<Bytes>
Recall(CryptoMemo<Bytes>& results, const CryptoMemoKey& key, F compute)
{
    if (const Bytes* known = results.Find(key))
    {
        return *known;
    }
    std::optional<Bytes> result = compute();
    if (result)
    {
        results.Store(key, *result);
    }
    return result;
}

} // namespace

SharedCryptoProvider::SharedCryptoProvider(CryptoMeter& meter,
                                           std::shared_ptr<SharedCryptoResults> results)
    : CryptoppProvider(meter),
      m_results(std::move(results))
{
}

SharedCryptoProvider::~SharedCryptoProvider() = default;

SharedCryptoResults&
SharedCryptoProvider::Results() const
{
    return *m_results;
}

const Bytes*
SharedCryptoProvider::FindPublic(ByteView privateKey) const
{
    const auto found =
        std::find_if(m_ephemeral.begin(), m_ephemeral.end(), [privateKey](const KeyPair& pair) {
            return ByteView(pair.privateKey) == privateKey;
        });
    return found == m_ephemeral.end() ? nullptr : &found->publicKey;
}

PublicKeyPtr
SharedCryptoProvider::LoadPublicKey(ByteView spki)
{
    const CryptoMemoKey key = CryptoMemoKey(LOAD_PUBLIC_KEY).Add(spki);
    if (const PublicKeyPtr* known = m_results->publicKeys.Find(key))
    {
        return *known;
    }
    PublicKeyPtr loaded = CryptoppProvider::LoadPublicKey(spki);
    if (loaded)
    {
        m_results->publicKeys.Store(key, loaded);
    }
    return loaded;
}

KeyPair
SharedCryptoProvider::DoGenerateKeyPair(NamedGroup group, RandomSource& random)
{
    m_ephemeral.push_back(CryptoppProvider::DoGenerateKeyPair(group, random));
    return m_ephemeral.back();
}

std::optional<Bytes>
SharedCryptoProvider::DoAgree(NamedGroup group, ByteView privateKey, ByteView peerPublic)
{
    const auto compute = [&] { return CryptoppProvider::DoAgree(group, privateKey, peerPublic); };
    const Bytes* own = FindPublic(privateKey);
    return own ? Recall(m_results->octets, SecretIn(group, *own, peerPublic), compute) : compute();
}

std::optional<Bytes>
SharedCryptoProvider::DoAgree(const PrivateKey& key, ByteView peerPublic)
{
    const PublicKey& own = *key.publicKey;
    return Recall(m_results->octets,
                  own.type == PublicKeyType::DH ? SecretIn(own.dhGroup, own.publicValue, peerPublic)
                                                : SecretIn(own.group, own.publicValue, peerPublic),
                  [&] { return CryptoppProvider::DoAgree(key, peerPublic); });
}

KeyPair
SharedCryptoProvider::DoGenerateDhKeyPair(const DhGroup& group, RandomSource& random)
{
    m_ephemeral.push_back(CryptoppProvider::DoGenerateDhKeyPair(group, random));
    return m_ephemeral.back();
}

std::optional<Bytes>
SharedCryptoProvider::DoAgreeDh(const DhGroup& group, ByteView privateKey, ByteView peerPublic)
{
    const auto compute = [&] { return CryptoppProvider::DoAgreeDh(group, privateKey, peerPublic); };
    const Bytes* own = FindPublic(privateKey);
    return own ? Recall(m_results->octets, SecretIn(group, *own, peerPublic), compute) : compute();
}

std::optional<Bytes>
SharedCryptoProvider::DoSignDigest(const PrivateKey& key,
                                   SignatureScheme scheme,
                                   ByteView digest,
                                   RandomSource& random)
{
    auto signature = CryptoppProvider::DoSignDigest(key, scheme, digest, random);
    if (signature)
    {
        m_results->octets.Store(CheckOf(*key.publicKey, scheme, digest, *signature), {});
    }
    return signature;
}

bool
SharedCryptoProvider::DoVerifyDigest(const PublicKey& key,
                                     SignatureScheme scheme,
                                     ByteView digest,
                                     ByteView signature)
{
    const auto compute = [&] {
        return CryptoppProvider::DoVerifyDigest(key, scheme, digest, signature)
                   ? std::optional<Bytes>(Bytes{})
                   : std::nullopt;
    };
    return Recall(m_results->octets, CheckOf(key, scheme, digest, signature), compute).has_value();
}

std::optional<Bytes>
SharedCryptoProvider::DoSignMessage(const PrivateKey& key, ByteView message)
{
    auto signature = CryptoppProvider::DoSignMessage(key, message);
    if (signature)
    {
        m_results->octets.Store(CheckOfMessage(*key.publicKey, message, *signature), {});
    }
    return signature;
}

bool
SharedCryptoProvider::DoVerifyMessage(const PublicKey& key, ByteView message, ByteView signature)
{
    const auto compute = [&] {
        return CryptoppProvider::DoVerifyMessage(key, message, signature)
                   ? std::optional<Bytes>(Bytes{})
                   : std::nullopt;
    };
    return Recall(m_results->octets, CheckOfMessage(key, message, signature), compute).has_value();
}

std::optional<Bytes>
SharedCryptoProvider::DoRsaEncrypt(const PublicKey& key, ByteView plaintext, RandomSource& random)
{
    auto ciphertext = CryptoppProvider::DoRsaEncrypt(key, plaintext, random);
    if (ciphertext)
    {
        m_results->octets.Store(DecryptionOf(key, *ciphertext), plaintext.ToBytes());
    }
    return ciphertext;
}

std::optional<Bytes>
SharedCryptoProvider::DoRsaDecrypt(const PrivateKey& key, ByteView ciphertext, RandomSource& random)
{
    return Recall(m_results->octets, DecryptionOf(*key.publicKey, ciphertext), [&] {
        return CryptoppProvider::DoRsaDecrypt(key, ciphertext, random);
    });
}

} // namespace tls
} // namespace ns3
