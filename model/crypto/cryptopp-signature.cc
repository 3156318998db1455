/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-signature.h"

#include <cryptopp/filters.h>
#include <cryptopp/pkcspad.h>
#include <cryptopp/rsa.h>
#include <cryptopp/sha.h>

namespace ns3
{
namespace tls
{

namespace
{

constexpr unsigned int MIN_RSA_BITS = 512;
constexpr unsigned int MAX_RSA_BITS = 8192;
/// Longer public exponents only cost the one who verifies.
constexpr unsigned int MAX_EXPONENT_BITS = 64;
constexpr long RSA_EXPONENT = 65537;
/// What PKCS #1 v1.5 encryption adds: two octets, eight of padding, a zero.
constexpr size_t RSA_PADDING = 11;

/// A public key with its parsed numbers.
class RsaPublicKey : public PublicKey
{
  public:
    CryptoPP::RSA::PublicKey rsa; //!< modulus and exponent
};

/// A private key with its parsed numbers.
class RsaPrivateKey : public PrivateKey
{
  public:
    CryptoPP::RSA::PrivateKey rsa; //!< primes, exponents and coefficient
};

/// Our random source where Crypto++ asks for one of its own.
class RandomAdapter : public CryptoPP::RandomNumberGenerator
{
  public:
    /// @param random where octets come from
    explicit RandomAdapter(RandomSource& random)
        : m_random(&random)
    {
    }

    void GenerateBlock(CryptoPP::byte* output, size_t size) override
    {
        const Bytes bytes = m_random->Generate(size);
        std::copy(bytes.begin(), bytes.end(), output);
    }

  private:
    RandomSource* m_random; //!< where octets come from
};

/**
 * @param key a key of Crypto++
 * @return it in DER
 */
template <class K>
Bytes
Encode(const K& key)
{
    CryptoPP::ByteQueue queue;
    key.DEREncode(queue);
    Bytes der(queue.CurrentSize());
    queue.Get(der.data(), der.size());
    return der;
}

/**
 * @param rsa modulus and exponent
 * @return true when they are in the range that is served
 */
bool
IsUsable(const CryptoPP::RSAFunction& rsa)
{
    const unsigned int bits = rsa.GetModulus().BitCount();
    return bits >= MIN_RSA_BITS && bits <= MAX_RSA_BITS &&
           rsa.GetPublicExponent().BitCount() <= MAX_EXPONENT_BITS &&
           rsa.Validate(CryptoPP::NullRNG(), 0);
}

/**
 * @param rsa modulus and exponent
 * @param spki the same in DER
 * @return the key
 */
std::shared_ptr<const RsaPublicKey>
MakePublicKey(const CryptoPP::RSAFunction& rsa, Bytes spki)
{
    auto key = std::make_shared<RsaPublicKey>();
    key->type = PublicKeyType::RSA;
    key->bits = static_cast<uint16_t>(rsa.GetModulus().BitCount());
    key->rsa.Initialize(rsa.GetModulus(), rsa.GetPublicExponent());
    key->spki = spki.empty() ? Encode(key->rsa) : std::move(spki);
    return key;
}

/**
 * @param key a key whose rsa is set
 * @param pkcs8 the same in DER
 * @return the whole key
 */
PrivateKeyPtr
MakePrivateKey(std::shared_ptr<RsaPrivateKey> key, Bytes pkcs8)
{
    key->publicKey = MakePublicKey(key->rsa, {});
    key->pkcs8 = std::move(pkcs8);
    return key;
}

/// A hash function as a type that a generic lambda can name.
template <class H>
struct HashTag
{
    using Type = H; //!< the hash
};

/**
 * Call a function with the hash class of an RSA PKCS #1 v1.5 scheme.
 * @param scheme which
 * @param none returned when it is no such scheme
 * @param function what is called with a HashTag
 * @return what it returns
 */
template <class R, class F>
R
WithPkcs1Hash(SignatureScheme scheme, R none, F function)
{
    switch (scheme)
    {
    case SignatureScheme::NONE:
        break;
    case SignatureScheme::RSA_PKCS1_SHA1:
        return function(HashTag<CryptoPP::SHA1>{});
    case SignatureScheme::RSA_PKCS1_SHA256:
        return function(HashTag<CryptoPP::SHA256>{});
    case SignatureScheme::RSA_PKCS1_SHA384:
        return function(HashTag<CryptoPP::SHA384>{});
    case SignatureScheme::RSA_PKCS1_SHA512:
        return function(HashTag<CryptoPP::SHA512>{});
    }
    return none;
}

} // namespace

PublicKeyPtr
CryptoppLoadPublicKey(ByteView spki)
{
    try
    {
        CryptoPP::StringStore store(spki.Data(), spki.Size());
        CryptoPP::RSA::PublicKey rsa;
        rsa.BERDecode(store);
        if (!IsUsable(rsa))
        {
            return nullptr;
        }
        // Crypto++ reads BER; only what it would write itself is DER.
        const std::shared_ptr<const RsaPublicKey> key = MakePublicKey(rsa, {});
        return ByteView(key->spki) == spki ? key : nullptr;
    }
    catch (const CryptoPP::Exception&)
    {
        return nullptr;
    }
}

PrivateKeyPtr
CryptoppLoadPrivateKey(ByteView pkcs8)
{
    try
    {
        CryptoPP::StringStore store(pkcs8.Data(), pkcs8.Size());
        auto key = std::make_shared<RsaPrivateKey>();
        key->rsa.BERDecode(store);
        if (store.AnyRetrievable() || !IsUsable(key->rsa) ||
            !key->rsa.Validate(CryptoPP::NullRNG(), 1))
        {
            return nullptr;
        }
        return MakePrivateKey(std::move(key), pkcs8.ToBytes());
    }
    catch (const CryptoPP::Exception&)
    {
        return nullptr;
    }
}

PrivateKeyPtr
CryptoppGenerateRsaKey(uint16_t bits, RandomSource& random)
{
    if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS)
    {
        return nullptr;
    }
    try
    {
        RandomAdapter adapter(random);
        auto key = std::make_shared<RsaPrivateKey>();
        key->rsa.Initialize(adapter, bits, RSA_EXPONENT);
        Bytes pkcs8 = Encode(key->rsa);
        return MakePrivateKey(std::move(key), std::move(pkcs8));
    }
    catch (const CryptoPP::Exception&)
    {
        return nullptr;
    }
}

std::optional<Bytes>
CryptoppSign(const PrivateKey& key, SignatureScheme scheme, ByteView message, RandomSource& random)
{
    const auto* own = dynamic_cast<const RsaPrivateKey*>(&key);
    if (!own)
    {
        return std::nullopt;
    }
    using Result = std::optional<Bytes>;
    return WithPkcs1Hash(scheme, Result{}, [&](auto tag) -> Result {
        using Hash = typename decltype(tag)::Type;
        try
        {
            RandomAdapter adapter(random);
            typename CryptoPP::RSASS<CryptoPP::PKCS1v15, Hash>::Signer signer(own->rsa);
            Bytes signature(signer.SignatureLength());
            signer.SignMessage(adapter, message.Data(), message.Size(), signature.data());
            return signature;
        }
        catch (const CryptoPP::Exception&)
        {
            return std::nullopt;
        }
    });
}

bool
CryptoppVerify(const PublicKey& key, SignatureScheme scheme, ByteView message, ByteView signature)
{
    const auto* own = dynamic_cast<const RsaPublicKey*>(&key);
    if (!own)
    {
        return false;
    }
    return WithPkcs1Hash(scheme, false, [&](auto tag) {
        using Hash = typename decltype(tag)::Type;
        try
        {
            const typename CryptoPP::RSASS<CryptoPP::PKCS1v15, Hash>::Verifier verifier(own->rsa);
            // Crypto++ reduces a representative out of range (RFC 8017, 5.2.2) without a word.
            return signature.Size() == verifier.SignatureLength() &&
                   CryptoPP::Integer(signature.Data(), signature.Size()) < own->rsa.GetModulus() &&
                   verifier.VerifyMessage(message.Data(),
                                          message.Size(),
                                          signature.Data(),
                                          signature.Size());
        }
        catch (const CryptoPP::Exception&)
        {
            return false;
        }
    });
}

std::optional<Bytes>
CryptoppRsaEncrypt(const PublicKey& key, ByteView plaintext, RandomSource& random)
{
    const auto* own = dynamic_cast<const RsaPublicKey*>(&key);
    if (!own)
    {
        return std::nullopt;
    }
    const size_t length = own->rsa.GetModulus().ByteCount();
    if (plaintext.Size() + RSA_PADDING > length)
    {
        return std::nullopt;
    }
    Bytes padding = random.Generate(length - plaintext.Size() - 3);
    for (uint8_t& octet : padding)
    {
        while (octet == 0)
        {
            octet = random.Generate(1).front();
        }
    }
    Bytes block{0, 2};
    Append(block, padding);
    block.push_back(0);
    Append(block, plaintext);
    try
    {
        const CryptoPP::Integer number(block.data(), block.size());
        own->rsa.ApplyFunction(number).Encode(block.data(), block.size());
        return block;
    }
    catch (const CryptoPP::Exception&)
    {
        return std::nullopt;
    }
}

std::optional<Bytes>
CryptoppRsaDecrypt(const PrivateKey& key, ByteView ciphertext, RandomSource& random)
{
    const auto* own = dynamic_cast<const RsaPrivateKey*>(&key);
    if (!own || ciphertext.Size() != own->rsa.GetModulus().ByteCount())
    {
        return std::nullopt;
    }
    try
    {
        RandomAdapter adapter(random);
        const CryptoPP::RSAES_PKCS1v15_Decryptor decryptor(own->rsa);
        Bytes plaintext(decryptor.MaxPlaintextLength(ciphertext.Size()));
        const CryptoPP::DecodingResult result =
            decryptor.Decrypt(adapter, ciphertext.Data(), ciphertext.Size(), plaintext.data());
        if (!result.isValidCoding)
        {
            return std::nullopt;
        }
        plaintext.resize(result.messageLength);
        return plaintext;
    }
    catch (const CryptoPP::Exception&)
    {
        return std::nullopt;
    }
}

} // namespace tls
} // namespace ns3
