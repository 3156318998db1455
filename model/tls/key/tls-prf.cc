/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-prf.h"

#include "ns3/assert.h"

namespace ns3
{
namespace tls
{

namespace
{

/**
 * P_hash (RFC 5246, 5).
 * @param provider computes the HMACs
 * @param hash the hash function
 * @param secret the key
 * @param seed label and seed
 * @param length octets wanted
 * @return that many octets
 */
Bytes
ExpandHmac(CryptoProvider& provider,
           HashAlgorithm hash,
           ByteView secret,
           ByteView seed,
           size_t length)
{
    Bytes output;
    Bytes a = seed.ToBytes();
    while (output.size() < length)
    {
        a = provider.Hmac(hash, secret, {a});
        Append(output, provider.Hmac(hash, secret, {a, seed}));
    }
    output.resize(length);
    return output;
}

/**
 * P_MD5 and P_SHA-1 with half of the secret each, XORed (RFC 2246, 5).
 * @param provider computes the HMACs
 * @param secret the key; with an odd length, both halves have the octet in the middle
 * @param seed label and seed
 * @param length octets wanted
 * @return that many octets
 */
Bytes
ExpandHalves(CryptoProvider& provider, ByteView secret, ByteView seed, size_t length)
{
    const size_t half = (secret.Size() + 1) / 2;
    Bytes output = ExpandHmac(provider, HashAlgorithm::MD5, secret.Sub(0, half), seed, length);
    const Bytes other =
        ExpandHmac(provider, HashAlgorithm::SHA1, secret.Sub(secret.Size() - half), seed, length);
    for (size_t i = 0; i < length; ++i)
    {
        output[i] ^= other[i];
    }
    return output;
}

/**
 * MD5(secret + SHA('A' + secret + seed)) + MD5(secret + SHA('BB' + secret + seed)) + ... as often
 * as it takes (RFC 6101, 6.1 and 6.2.2).
 * @param provider computes the hashes
 * @param secret the key
 * @param seed randoms
 * @param length octets wanted
 * @return that many octets
 */
Bytes
ExpandLetters(CryptoProvider& provider, ByteView secret, ByteView seed, size_t length)
{
    constexpr size_t LETTERS = 26;
    NS_ASSERT(length <= LETTERS * HashLength(HashAlgorithm::MD5));
    Bytes output;
    for (size_t run = 0; output.size() < length; ++run)
    {
        Bytes inner(run + 1, static_cast<uint8_t>('A' + run));
        Append(inner, secret);
        Append(inner, seed);
        Bytes outer = secret.ToBytes();
        Append(outer, provider.Hash(HashAlgorithm::SHA1, inner));
        Append(output, provider.Hash(HashAlgorithm::MD5, outer));
    }
    output.resize(length);
    return output;
}

} // namespace

Bytes
TlsPrf(CryptoProvider& provider,
       TlsPrfKind kind,
       HashAlgorithm hash,
       ByteView secret,
       std::string_view label,
       ByteView seed,
       size_t length)
{
    Bytes labelAndSeed = ToBytes(label);
    Append(labelAndSeed, seed);
    switch (kind)
    {
    case TlsPrfKind::SSL3:
        return ExpandLetters(provider, secret, seed, length);
    case TlsPrfKind::MD5_SHA1:
        return ExpandHalves(provider, secret, labelAndSeed, length);
    case TlsPrfKind::SUITE_HASH:
        break;
    }
    return ExpandHmac(provider, hash, secret, labelAndSeed, length);
}

} // namespace tls
} // namespace ns3
