/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-hash.h"

#define CRYPTOPP_ENABLE_NAMESPACE_WEAK 1
#include <cryptopp/hmac.h>
#include <cryptopp/md5.h>
#include <cryptopp/sha.h>

namespace ns3
{
namespace tls
{

namespace
{

/// MD5 and SHA-1 over the same input, with the part of Crypto++'s interface that is used here.
class Md5Sha1
{
  public:
    /// Length of both digests.
    static constexpr size_t DIGESTSIZE =
        size_t{CryptoPP::Weak::MD5::DIGESTSIZE} + CryptoPP::SHA1::DIGESTSIZE;

    /**
     * @param data the next octets
     * @param size how many
     */
    void Update(const uint8_t* data, size_t size)
    {
        m_md5.Update(data, size);
        m_sha1.Update(data, size);
    }

    /// @param digest where both digests go
    void Final(uint8_t* digest)
    {
        m_md5.Final(digest);
        m_sha1.Final(digest + CryptoPP::Weak::MD5::DIGESTSIZE);
    }

  private:
    CryptoPP::Weak::MD5 m_md5; //!< first half
    CryptoPP::SHA1 m_sha1;     //!< second half
};

/// A context around one of Crypto++'s hashes.
template <class H>
class CryptoppHashContext : public HashContext
{
  public:
    /**
     * @param algorithm what H computes
     * @param meter where the octets are counted
     */
    CryptoppHashContext(CryptoAlgorithm algorithm, CryptoMeter& meter)
        : HashContext(algorithm, meter)
    {
    }

    std::unique_ptr<HashContext> Clone() const override
    {
        return std::make_unique<CryptoppHashContext>(*this);
    }

  private:
    void DoUpdate(ByteView data) override
    {
        m_hash.Update(data.Data(), data.Size());
    }

    Bytes DoDigest() const override
    {
        H copy(m_hash);
        Bytes digest(H::DIGESTSIZE);
        copy.Final(digest.data());
        return digest;
    }

    H m_hash; //!< the state
};

/// A hash function as a type that a generic lambda can name.
template <class H>
struct HashTag
{
    using Type = H; //!< the hash
};

/**
 * Call a function with the class that computes a hash.
 * @param algorithm which
 * @param none returned for NONE
 * @param function what is called with a HashTag
 * @return what it returns
 */
template <class R, class F>
R
WithHash(HashAlgorithm algorithm, R none, F function)
{
    switch (algorithm)
    {
    case HashAlgorithm::NONE:
        break;
    case HashAlgorithm::MD5:
        return function(HashTag<CryptoPP::Weak::MD5>{});
    case HashAlgorithm::SHA1:
        return function(HashTag<CryptoPP::SHA1>{});
    case HashAlgorithm::SHA256:
        return function(HashTag<CryptoPP::SHA256>{});
    case HashAlgorithm::SHA384:
        return function(HashTag<CryptoPP::SHA384>{});
    case HashAlgorithm::SHA512:
        return function(HashTag<CryptoPP::SHA512>{});
    case HashAlgorithm::MD5_SHA1:
        return function(HashTag<Md5Sha1>{});
    }
    return none;
}

/**
 * @param key of any length
 * @param parts the message
 * @return its HMAC
 */
template <class H>
Bytes
HmacOf(ByteView key, std::initializer_list<ByteView> parts)
{
    CryptoPP::HMAC<H> hmac(key.Data(), key.Size());
    for (const ByteView part : parts)
    {
        hmac.Update(part.Data(), part.Size());
    }
    Bytes code(H::DIGESTSIZE);
    hmac.Final(code.data());
    return code;
}

} // namespace

Bytes
CryptoppHash(HashAlgorithm algorithm, ByteView data)
{
    return WithHash(algorithm, Bytes{}, [data](auto tag) {
        using Hash = typename decltype(tag)::Type;
        Hash hash;
        hash.Update(data.Data(), data.Size());
        Bytes digest(Hash::DIGESTSIZE);
        hash.Final(digest.data());
        return digest;
    });
}

Bytes
CryptoppHmac(HashAlgorithm algorithm, ByteView key, std::initializer_list<ByteView> parts)
{
    switch (algorithm)
    {
    case HashAlgorithm::NONE:
    case HashAlgorithm::MD5_SHA1:
        break;
    case HashAlgorithm::MD5:
        return HmacOf<CryptoPP::Weak::MD5>(key, parts);
    case HashAlgorithm::SHA1:
        return HmacOf<CryptoPP::SHA1>(key, parts);
    case HashAlgorithm::SHA256:
        return HmacOf<CryptoPP::SHA256>(key, parts);
    case HashAlgorithm::SHA384:
        return HmacOf<CryptoPP::SHA384>(key, parts);
    case HashAlgorithm::SHA512:
        return HmacOf<CryptoPP::SHA512>(key, parts);
    }
    return {};
}

std::unique_ptr<HashContext>
CreateCryptoppHash(HashAlgorithm algorithm, CryptoMeter& meter)
{
    using Result = std::unique_ptr<HashContext>;
    return WithHash(algorithm, Result{}, [algorithm, &meter](auto tag) -> Result {
        using Hash = typename decltype(tag)::Type;
        return std::make_unique<CryptoppHashContext<Hash>>(MeteredAlgorithm(algorithm), meter);
    });
}

} // namespace tls
} // namespace ns3
