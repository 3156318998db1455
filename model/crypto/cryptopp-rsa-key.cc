/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-rsa-key.h"

#include "cryptopp-pss.h"
#include "cryptopp-random-adapter.h"

#define CRYPTOPP_ENABLE_NAMESPACE_WEAK 1
#include <cryptopp/md5.h>
#include <cryptopp/nbtheory.h>
#include <cryptopp/pkcspad.h>
#include <cryptopp/rsa.h>
#include <cryptopp/sha.h>

namespace ns3
{
namespace tls
{

namespace
{

constexpr unsigned int MIN_BITS = 512;
constexpr unsigned int MAX_BITS = 16384;
constexpr unsigned int MAX_GENERATED_BITS = 8192;
/// Longer public exponents only cost the one who verifies.
constexpr unsigned int MAX_EXPONENT_BITS = 64;
constexpr long EXPONENT = 65537;
/// What PKCS #1 v1.5 padding adds: two octets, eight of padding, a zero.
constexpr size_t PADDING = 11;
/// rsaEncryption, 1.2.840.113549.1.1.1 (RFC 3279, 2.3.1).
const Bytes RSA_ENCRYPTION{0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01};
/// id-RSASSA-PSS, 1.2.840.113549.1.1.10 (RFC 4055, 1.2): a key for that alone.
const Bytes RSASSA_PSS{0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a};
/// NULL, the parameters that it wants.
const Bytes NULL_PARAMETERS{0x05, 0x00};

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
    /**
     * RSADP and RSASP1 (RFC 8017, 5.1.2 and 5.2.1) by the Chinese remainder theorem, compared with
     * the way back. Without blinding: that hides times from those who can measure them, and takes a
     * fifth of the time.
     * @param number below the modulus
     * @return its root; nothing when the key's numbers do not belong together
     */
    std::optional<CryptoPP::Integer> Invert(const CryptoPP::Integer& number) const
    {
        const CryptoPP::Integer root =
            CryptoPP::ModularRoot(number,
                                  rsa.GetModPrime2PrivateExponent(),
                                  rsa.GetModPrime1PrivateExponent(),
                                  rsa.GetPrime2(),
                                  rsa.GetPrime1(),
                                  rsa.GetMultiplicativeInverseOfPrime2ModPrime1());
        if (rsa.ApplyFunction(root) != number)
        {
            return std::nullopt;
        }
        return root;
    }

    CryptoPP::RSA::PrivateKey rsa; //!< primes, exponents and coefficient
};

/**
 * @param bytes a big-endian number
 * @return the number
 */
CryptoPP::Integer
ToInteger(ByteView bytes)
{
    return CryptoPP::Integer(bytes.Data(), bytes.Size());
}

/**
 * @param number a number
 * @return the same in big-endian octets without leading zeros
 */
Bytes
ToOctets(const CryptoPP::Integer& number)
{
    Bytes bytes(number.ByteCount());
    number.Encode(bytes.data(), bytes.size());
    return bytes;
}

/**
 * @param rsa modulus and exponent
 * @return true when they are in the range that is served
 */
bool
IsUsable(const CryptoPP::RSAFunction& rsa)
{
    const unsigned int bits = rsa.GetModulus().BitCount();
    return bits >= MIN_BITS && bits <= MAX_BITS &&
           rsa.GetPublicExponent().BitCount() <= MAX_EXPONENT_BITS &&
           rsa.Validate(CryptoPP::NullRNG(), 0);
}

/**
 * @param info parts of a public or private key
 * @return its kind: RSA, or RSA_PSS for a key that names no hash (RFC 4055, 3.1); nothing for
 *         another
 */
std::optional<PublicKeyType>
TypeOf(const KeyInfo& info)
{
    if (info.algorithm == RSA_ENCRYPTION)
    {
        return PublicKeyType::RSA;
    }
    if (info.algorithm == RSASSA_PSS && info.parameters.empty())
    {
        return PublicKeyType::RSA_PSS;
    }
    return std::nullopt;
}

/**
 * @param type RSA or RSA_PSS
 * @param key the key itself, in DER
 * @return what goes into a file or certificate
 */
KeyInfo
MakeInfo(PublicKeyType type, Bytes key)
{
    return type == PublicKeyType::RSA ? KeyInfo{RSA_ENCRYPTION, NULL_PARAMETERS, std::move(key)}
                                      : KeyInfo{RSASSA_PSS, {}, std::move(key)};
}

/**
 * @param type RSA or RSA_PSS
 * @param n modulus
 * @param e public exponent
 * @param spki the same in DER; empty: to be written
 * @return the key; null when it is out of the range that is served
 */
std::shared_ptr<const RsaPublicKey>
MakePublicKey(PublicKeyType type,
              const CryptoPP::Integer& n,
              const CryptoPP::Integer& e,
              ByteView spki = {})
{
    auto key = std::make_shared<RsaPublicKey>();
    key->rsa.Initialize(n, e);
    if (!IsUsable(key->rsa))
    {
        return nullptr;
    }
    key->type = type;
    key->bits = static_cast<uint16_t>(n.BitCount());
    key->spki = !spki.IsEmpty()
                    ? spki.ToBytes()
                    : SerializeSubjectPublicKeyInfo(
                          MakeInfo(type, SerializeDerIntegers({ToOctets(n), ToOctets(e)})));
    return key;
}

/**
 * @return the DER of DigestInfo up to the digest (RFC 8017, 9.2)
 */
template <class H>
ByteView
DigestInfoOf()
{
    using Decoration = CryptoPP::PKCS_DigestDecoration<H>;
    return ByteView(Decoration::decoration, Decoration::length);
}

/**
 * @param hash a hash function
 * @return the DER of DigestInfo up to the digest; empty for MD5_SHA1, which has none
 */
ByteView
DigestInfo(HashAlgorithm hash)
{
    switch (hash)
    {
    case HashAlgorithm::NONE:
    case HashAlgorithm::MD5_SHA1:
        break;
    case HashAlgorithm::MD5:
        return DigestInfoOf<CryptoPP::Weak::MD5>();
    case HashAlgorithm::SHA1:
        return DigestInfoOf<CryptoPP::SHA1>();
    case HashAlgorithm::SHA256:
        return DigestInfoOf<CryptoPP::SHA256>();
    case HashAlgorithm::SHA384:
        return DigestInfoOf<CryptoPP::SHA384>();
    case HashAlgorithm::SHA512:
        return DigestInfoOf<CryptoPP::SHA512>();
    }
    return {};
}

/**
 * EMSA-PKCS1-v1_5 (RFC 8017, 9.2).
 * @param hash what made the digest
 * @param digest what is signed
 * @param length octets of the modulus
 * @return the block; nothing when it does not fit
 */
std::optional<Bytes>
Encode(HashAlgorithm hash, ByteView digest, size_t length)
{
    const ByteView info = DigestInfo(hash);
    if (info.Size() + digest.Size() + PADDING > length)
    {
        return std::nullopt;
    }
    Bytes block{0, 1};
    block.resize(length - digest.Size() - info.Size() - 1, 0xff);
    block.push_back(0);
    Append(block, info);
    Append(block, digest);
    return block;
}

} // namespace

PublicKeyPtr
CryptoppLoadRsaPublicKey(const KeyInfo& info, ByteView spki)
{
    const auto type = TypeOf(info);
    const auto numbers = ParseDerIntegers(info.key);
    if (!type || !numbers || numbers->size() != 2 ||
        (type == PublicKeyType::RSA && info.parameters != NULL_PARAMETERS))
    {
        return nullptr;
    }
    return MakePublicKey(*type, ToInteger(numbers->front()), ToInteger(numbers->back()), spki);
}

PrivateKeyPtr
CryptoppLoadRsaPrivateKey(const KeyInfo& info, ByteView pkcs8)
{
    // RSAPrivateKey (RFC 8017, A.1.2): version, n, e, d, p, q, two exponents, coefficient.
    constexpr size_t MEMBERS = 9;
    const auto type = TypeOf(info);
    const auto numbers = ParseDerIntegers(info.key);
    if (!type || !numbers || numbers->size() != MEMBERS || !numbers->front().empty())
    {
        return nullptr;
    }
    std::vector<CryptoPP::Integer> member;
    for (const Bytes& number : *numbers)
    {
        member.push_back(ToInteger(number));
    }
    try
    {
        auto key = std::make_shared<RsaPrivateKey>();
        key->rsa.Initialize(member[1],
                            member[2],
                            member[3],
                            member[4],
                            member[5],
                            member[6],
                            member[7],
                            member[8]);
        key->publicKey = MakePublicKey(*type, member[1], member[2]);
        if (!key->publicKey || !key->rsa.Validate(CryptoPP::NullRNG(), 1))
        {
            return nullptr;
        }
        key->pkcs8 = pkcs8.ToBytes();
        return key;
    }
    catch (const CryptoPP::Exception&)
    {
        return nullptr;
    }
}

PublicKeyPtr
CryptoppLoadRsaPublicKey(const RsaNumbers& numbers)
{
    return MakePublicKey(PublicKeyType::RSA,
                         ToInteger(numbers.modulus),
                         ToInteger(numbers.exponent));
}

std::optional<RsaNumbers>
CryptoppGetRsaNumbers(const PublicKey& key)
{
    const auto* own = dynamic_cast<const RsaPublicKey*>(&key);
    if (!own)
    {
        return std::nullopt;
    }
    return RsaNumbers{ToOctets(own->rsa.GetModulus()), ToOctets(own->rsa.GetPublicExponent())};
}

PrivateKeyPtr
CryptoppGenerateRsaKey(PublicKeyType type, uint16_t bits, RandomSource& random)
{
    if (bits < MIN_BITS || bits > MAX_GENERATED_BITS)
    {
        return nullptr;
    }
    try
    {
        const auto adapter = MakeCryptoppRandom(random);
        auto key = std::make_shared<RsaPrivateKey>();
        CryptoPP::RSA::PrivateKey& rsa = key->rsa;
        rsa.Initialize(*adapter, bits, EXPONENT);
        key->publicKey = MakePublicKey(type, rsa.GetModulus(), rsa.GetPublicExponent());
        key->pkcs8 = SerializePrivateKeyInfo(MakeInfo(
            type,
            SerializeDerIntegers({{0},
                                  ToOctets(rsa.GetModulus()),
                                  ToOctets(rsa.GetPublicExponent()),
                                  ToOctets(rsa.GetPrivateExponent()),
                                  ToOctets(rsa.GetPrime1()),
                                  ToOctets(rsa.GetPrime2()),
                                  ToOctets(rsa.GetModPrime1PrivateExponent()),
                                  ToOctets(rsa.GetModPrime2PrivateExponent()),
                                  ToOctets(rsa.GetMultiplicativeInverseOfPrime2ModPrime1())})));
        return key;
    }
    catch (const CryptoPP::Exception&)
    {
        return nullptr;
    }
}

std::optional<Bytes>
CryptoppRsaSign(const PrivateKey& key,
                SignatureScheme scheme,
                ByteView digest,
                RandomSource& random)
{
    const auto* own = dynamic_cast<const RsaPrivateKey*>(&key);
    if (!own)
    {
        return std::nullopt;
    }
    const CryptoPP::Integer& modulus = own->rsa.GetModulus();
    try
    {
        const auto block =
            IsPss(scheme) ? CryptoppPssEncode(HashOf(scheme), digest, modulus.BitCount(), random)
                          : Encode(HashOf(scheme), digest, modulus.ByteCount());
        if (!block)
        {
            return std::nullopt;
        }
        const auto root = own->Invert(ToInteger(*block));
        if (!root)
        {
            return std::nullopt;
        }
        Bytes signature(modulus.ByteCount());
        root->Encode(signature.data(), signature.size());
        return signature;
    }
    catch (const CryptoPP::Exception&)
    {
        return std::nullopt;
    }
}

bool
CryptoppRsaVerify(const PublicKey& key, SignatureScheme scheme, ByteView digest, ByteView signature)
{
    const auto* own = dynamic_cast<const RsaPublicKey*>(&key);
    if (!own || signature.Size() != own->rsa.GetModulus().ByteCount())
    {
        return false;
    }
    const CryptoPP::Integer number = ToInteger(signature);
    // Crypto++ reduces a representative out of range (RFC 8017, 5.2.2) without a word.
    if (number >= own->rsa.GetModulus())
    {
        return false;
    }
    const CryptoPP::Integer result = own->rsa.ApplyFunction(number);
    if (!IsPss(scheme))
    {
        const auto expected = Encode(HashOf(scheme), digest, signature.Size());
        return expected && result == ToInteger(*expected);
    }
    const size_t bits = own->rsa.GetModulus().BitCount();
    Bytes block((bits + 6) / 8);
    result.Encode(block.data(), block.size());
    return result.BitCount() < bits && CryptoppPssVerify(HashOf(scheme), digest, bits, block);
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
    if (plaintext.Size() + PADDING > length)
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
CryptoppRsaDecrypt(const PrivateKey& key, ByteView ciphertext)
{
    const auto* own = dynamic_cast<const RsaPrivateKey*>(&key);
    const CryptoPP::Integer number = ToInteger(ciphertext);
    if (!own || ciphertext.Size() != own->rsa.GetModulus().ByteCount() ||
        number >= own->rsa.GetModulus())
    {
        return std::nullopt;
    }
    try
    {
        const auto root = own->Invert(number);
        if (!root)
        {
            return std::nullopt;
        }
        const CryptoPP::PKCS_EncryptionPaddingScheme padding;
        const size_t bits = own->rsa.GetModulus().BitCount() - 1;
        Bytes block((bits + 7) / 8);
        if (root->ByteCount() > block.size())
        {
            return std::nullopt;
        }
        root->Encode(block.data(), block.size());
        Bytes plaintext(padding.MaxUnpaddedLength(bits));
        const CryptoPP::DecodingResult result =
            padding.Unpad(block.data(), bits, plaintext.data(), CryptoPP::g_nullNameValuePairs);
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
