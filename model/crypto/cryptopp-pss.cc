/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-pss.h"

#include "cryptopp-random-adapter.h"

#include <algorithm>
#include <cryptopp/pssr.h>
#include <cryptopp/sha.h>
#include <memory>

namespace ns3
{
namespace tls
{

namespace
{

using PssEncoding = CryptoPP::PSSR_MEM<false>;

/// A hash whose first digest is given: Crypto++ asks the hash for the message's digest, and then
/// hashes with it what the encoding wants hashed.
template <class H>
class DigestedHash : public H
{
  public:
    /// @param digest of the message
    explicit DigestedHash(ByteView digest)
        : m_digest(digest.ToBytes())
    {
    }

    void TruncatedFinal(CryptoPP::byte* output, size_t size) override
    {
        if (m_digest.empty())
        {
            H::TruncatedFinal(output, size);
            return;
        }
        std::copy_n(m_digest.begin(), size, output);
        m_digest.clear();
    }

  private:
    Bytes m_digest; //!< until it was asked for
};

/**
 * @param hash what made the digest
 * @param digest of the message
 * @return the hash that gives the digest first; null for a hash that PSS is not used with
 */
std::unique_ptr<CryptoPP::HashTransformation>
MakeDigestedHash(HashAlgorithm hash, ByteView digest)
{
    switch (hash)
    {
    case HashAlgorithm::NONE:
    case HashAlgorithm::MD5:
    case HashAlgorithm::SHA1:
    case HashAlgorithm::MD5_SHA1:
        break;
    case HashAlgorithm::SHA256:
        return std::make_unique<DigestedHash<CryptoPP::SHA256>>(digest);
    case HashAlgorithm::SHA384:
        return std::make_unique<DigestedHash<CryptoPP::SHA384>>(digest);
    case HashAlgorithm::SHA512:
        return std::make_unique<DigestedHash<CryptoPP::SHA512>>(digest);
    }
    return nullptr;
}

/**
 * @param bits size of the modulus
 * @param digest of the message
 * @return whether an encoded message has room: padding, salt, digest and a last octet
 */
bool
HasRoom(size_t bits, ByteView digest)
{
    return bits - 1 >= 8 * (2 * digest.Size() + 1) + 1;
}

/// How the encoding is reached: it hides what its base shows.
const CryptoPP::PK_SignatureMessageEncodingMethod&
GetEncoding()
{
    static const PssEncoding encoding;
    return encoding;
}

} // namespace

std::optional<Bytes>
CryptoppPssEncode(HashAlgorithm hash, ByteView digest, size_t bits, RandomSource& random)
{
    const auto digested = MakeDigestedHash(hash, digest);
    if (!digested || !HasRoom(bits, digest))
    {
        return std::nullopt;
    }
    const auto adapter = MakeCryptoppRandom(random);
    Bytes block((bits + 6) / 8);
    GetEncoding().ComputeMessageRepresentative(*adapter,
                                               nullptr,
                                               0,
                                               *digested,
                                               {nullptr, 0},
                                               false,
                                               block.data(),
                                               bits - 1);
    return block;
}

bool
CryptoppPssVerify(HashAlgorithm hash, ByteView digest, size_t bits, ByteView block)
{
    const auto digested = MakeDigestedHash(hash, digest);
    if (!digested || !HasRoom(bits, digest))
    {
        return false;
    }
    Bytes scratch = block.ToBytes();
    return GetEncoding().VerifyMessageRepresentative(*digested,
                                                     {nullptr, 0},
                                                     false,
                                                     scratch.data(),
                                                     bits - 1);
}

} // namespace tls
} // namespace ns3
