/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "modeled-crypto-provider.h"

#include "cryptopp-hash.h"
#include "cryptopp-random-source.h"

#include <algorithm>
#include <initializer_list>

namespace ns3
{
namespace tls
{

namespace
{

/// What a stand-in stands for.
enum StandIn : char
{
    PUBLIC_VALUE = 'P',
    SECRET = 'S',
    SIGNATURE = 'V',
    SIGNATURE_LENGTH = 'L'
};

constexpr size_t SCALAR = 32;            //!< octets of a private value
constexpr size_t ED25519_SIGNATURE = 64; //!< octets (RFC 8032, 5.1.6)
constexpr uint8_t UNCOMPRESSED = 4;      //!< form of a point (SEC 1, 2.3.3)
constexpr size_t PADDING = 11;           //!< octets that RSAES-PKCS1-v1_5 adds at least

/**
 * @param key what it is made of
 * @param length octets wanted, which the result depends on
 * @return that many octets
 */
Bytes
Fill(CryptoMemoKey key, size_t length)
{
    const std::string& text = key.Add(static_cast<uint32_t>(length)).Get();
    const Bytes digest = CryptoppHash(HashAlgorithm::SHA256, ToBytes(text));
    Bytes octets;
    octets.reserve(length + digest.size());
    while (octets.size() < length)
    {
        Append(octets, digest);
    }
    octets.resize(length);
    return octets;
}

/**
 * @param number big-endian
 * @return the same without leading zeros
 */
Bytes
WithoutZeros(ByteView number)
{
    return Bytes(std::find_if(number.begin(), number.end(), [](uint8_t o) { return o; }),
                 number.end());
}

/**
 * @param group a group
 * @return octets of a field element
 */
size_t
ElementLength(NamedGroup group)
{
    return group == NamedGroup::X25519 ? SCALAR : (FieldBits(group) + 7) / 8;
}

/**
 * @param group a group
 * @return true when its public values are points with two coordinates
 */
bool
HasPoints(NamedGroup group)
{
    return group != NamedGroup::X25519 && !IsFiniteField(group);
}

/**
 * @param group a group
 * @param privateKey of one end
 * @return what it sends
 */
Bytes
PublicOf(NamedGroup group, ByteView privateKey)
{
    const CryptoMemoKey key = CryptoMemoKey(PUBLIC_VALUE).Add(privateKey);
    const size_t element = ElementLength(group);
    if (HasPoints(group))
    {
        Bytes point = Fill(key, 1 + 2 * element);
        point[0] = UNCOMPRESSED;
        return point;
    }
    Bytes value = Fill(key, element);
    // Below the modulus, whose first octets are all ones (RFC 7919, appendix A), and not zero.
    value[0] = 1;
    return value;
}

/**
 * @param group a finite field
 * @param privateKey of one end
 * @return what it sends: a number below the modulus, without leading zeros
 */
Bytes
PublicOf(const DhGroup& group, ByteView privateKey)
{
    const Bytes modulus = WithoutZeros(group.p);
    // The first octet decides that the value is below the modulus and has no leading zeros.
    const bool isShorter = modulus.front() == 1;
    const size_t length = modulus.size() - (isShorter ? 1 : 0);
    const uint8_t highest = isShorter ? 0xff : modulus.front() - 1;
    Bytes value = Fill(CryptoMemoKey(PUBLIC_VALUE).Add(privateKey), length);
    value[0] = highest;
    return value;
}

/**
 * @param one public value of one end
 * @param other public value of the other
 * @param length octets of their secret
 * @return the secret, the same on both ends
 */
Bytes
SecretOf(const Bytes& one, ByteView other, size_t length)
{
    const Bytes second = other.ToBytes();
    Bytes secret =
        Fill(CryptoMemoKey(SECRET).Add(std::min(one, second)).Add(std::max(one, second)), length);
    // A number without leading zeros, whatever the group makes of them.
    secret[0] |= 1;
    return secret;
}

/**
 * @param group a group
 * @param value what came from the peer
 * @return true when real arithmetic would look at it
 */
bool
IsValue(NamedGroup group, ByteView value)
{
    const size_t element = ElementLength(group);
    return HasPoints(group) ? value.Size() == 1 + 2 * element && value[0] == UNCOMPRESSED
                            : value.Size() == element;
}

/**
 * @param group a finite field
 * @param value what came from the peer
 * @return true when it lies between 1 and p - 1, both excluded
 */
bool
IsValue(const DhGroup& group, ByteView value)
{
    Bytes number = WithoutZeros(value);
    const Bytes modulus = WithoutZeros(group.p);
    if (number.empty() || number == Bytes{1})
    {
        return false;
    }
    // The modulus is odd, so that only p - 1 becomes p by this.
    number.back() |= 1;
    return number.size() < modulus.size() || (number.size() == modulus.size() && number < modulus);
}

/**
 * @param key that signs
 * @param scheme the algorithm; NONE for whole messages
 * @param content what is signed, hashed or not
 * @param length octets
 * @return what stands for the signature
 */
Bytes
SignatureOf(const PublicKey& key, SignatureScheme scheme, ByteView content, size_t length)
{
    return Fill(
        CryptoMemoKey(SIGNATURE).Add(key.spki).Add(static_cast<uint32_t>(scheme)).Add(content),
        length);
}

} // namespace

ModeledCryptoProvider::ModeledCryptoProvider(CryptoMeter& meter,
                                             std::shared_ptr<SharedCryptoResults> results)
    : SharedCryptoProvider(meter, std::move(results))
{
}

KeyPair
ModeledCryptoProvider::DoGenerateKeyPair(NamedGroup group, RandomSource& random)
{
    Bytes scalar = random.Generate(SCALAR);
    Bytes value = PublicOf(group, scalar);
    return {std::move(scalar), std::move(value)};
}

std::optional<Bytes>
ModeledCryptoProvider::DoAgree(NamedGroup group, ByteView privateKey, ByteView peerPublic)
{
    if (!IsValue(group, peerPublic))
    {
        return std::nullopt;
    }
    return SecretOf(PublicOf(group, privateKey), peerPublic, ElementLength(group));
}

std::optional<Bytes>
ModeledCryptoProvider::DoAgree(const PrivateKey& key, ByteView peerPublic)
{
    const PublicKey& own = *key.publicKey;
    if (own.type == PublicKeyType::DH)
    {
        if (!IsValue(own.dhGroup, peerPublic))
        {
            return std::nullopt;
        }
        return SecretOf(own.publicValue, peerPublic, own.dhGroup.p.size());
    }
    if (!IsValue(own.group, peerPublic))
    {
        return std::nullopt;
    }
    return SecretOf(own.publicValue, peerPublic, ElementLength(own.group));
}

KeyPair
ModeledCryptoProvider::DoGenerateDhKeyPair(const DhGroup& group, RandomSource& random)
{
    Bytes exponent = random.Generate(SCALAR);
    Bytes value = PublicOf(group, exponent);
    return {std::move(exponent), std::move(value)};
}

std::optional<Bytes>
ModeledCryptoProvider::DoAgreeDh(const DhGroup& group, ByteView privateKey, ByteView peerPublic)
{
    if (!IsValue(group, peerPublic))
    {
        return std::nullopt;
    }
    return SecretOf(PublicOf(group, privateKey), peerPublic, group.p.size());
}

std::optional<size_t>
ModeledCryptoProvider::GetSignatureLength(const PrivateKey& key, SignatureScheme scheme)
{
    const CryptoMemoKey question =
        CryptoMemoKey(SIGNATURE_LENGTH).Add(key.publicKey->spki).Add(static_cast<uint32_t>(scheme));
    const Bytes* known = Results().octets.Find(question);
    if (!known)
    {
        // Always the same one, whichever connection asks first.
        CryptoppRandomSource random(key.publicKey->spki);
        const Bytes digest(HashLength(HashOf(scheme)));
        const auto real = CryptoppProvider::DoSignDigest(key, scheme, digest, random);
        Results().octets.Store(question, real ? Bytes(real->size()) : Bytes{});
        known = Results().octets.Find(question);
    }
    return known->empty() ? std::nullopt : std::optional<size_t>(known->size());
}

std::optional<Bytes>
ModeledCryptoProvider::DoSignDigest(const PrivateKey& key,
                                    SignatureScheme scheme,
                                    ByteView digest,
                                    RandomSource& /* random */)
{
    const auto length = GetSignatureLength(key, scheme);
    if (!length)
    {
        return std::nullopt;
    }
    return SignatureOf(*key.publicKey, scheme, digest, *length);
}

bool
ModeledCryptoProvider::DoVerifyDigest(const PublicKey& key,
                                      SignatureScheme scheme,
                                      ByteView digest,
                                      ByteView signature)
{
    return signature == SignatureOf(key, scheme, digest, signature.Size()) ||
           SharedCryptoProvider::DoVerifyDigest(key, scheme, digest, signature);
}

std::optional<Bytes>
ModeledCryptoProvider::DoSignMessage(const PrivateKey& key, ByteView message)
{
    return SignatureOf(*key.publicKey, SignatureScheme::NONE, message, ED25519_SIGNATURE);
}

bool
ModeledCryptoProvider::DoVerifyMessage(const PublicKey& key, ByteView message, ByteView signature)
{
    return signature == SignatureOf(key, SignatureScheme::NONE, message, ED25519_SIGNATURE) ||
           SharedCryptoProvider::DoVerifyMessage(key, message, signature);
}

std::optional<Bytes>
ModeledCryptoProvider::DoRsaEncrypt(const PublicKey& key,
                                    ByteView plaintext,
                                    RandomSource& /* random */)
{
    const size_t length = (key.bits + 7) / 8;
    if (key.type != PublicKeyType::RSA || plaintext.Size() + PADDING > length)
    {
        return std::nullopt;
    }
    Bytes block{0, 2};
    block.resize(length - plaintext.Size() - 1, 0xff);
    block.push_back(0);
    Append(block, plaintext);
    return block;
}

std::optional<Bytes>
ModeledCryptoProvider::DoRsaDecrypt(const PrivateKey& key,
                                    ByteView ciphertext,
                                    RandomSource& /* random */)
{
    const size_t length = (key.publicKey->bits + 7) / 8;
    if (key.publicKey->type != PublicKeyType::RSA || ciphertext.Size() != length ||
        ciphertext[0] != 0 || ciphertext[1] != 2)
    {
        return std::nullopt;
    }
    const ByteView padded = ciphertext.Sub(2);
    const auto* separator = std::find(padded.begin(), padded.end(), 0);
    if (separator == padded.end())
    {
        return std::nullopt;
    }
    return Bytes(separator + 1, padded.end());
}

} // namespace tls
} // namespace ns3
