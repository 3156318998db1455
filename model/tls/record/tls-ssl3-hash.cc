/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-ssl3-hash.h"

namespace ns3
{
namespace tls
{

namespace
{

/// What pad_1 repeats (RFC 6101, 5.2.3.1).
constexpr uint8_t INNER_PAD = 0x36;
/// What pad_2 repeats.
constexpr uint8_t OUTER_PAD = 0x5c;

/**
 * @param hash MD5 or SHA-1
 * @return octets of either pad
 */
size_t
PadLength(HashAlgorithm hash)
{
    return hash == HashAlgorithm::MD5 ? 48 : 40;
}

} // namespace

Bytes
Ssl3NestedHash(CryptoProvider& provider,
               HashAlgorithm hash,
               ByteView secret,
               ByteView before,
               ByteView after,
               size_t hidden)
{
    if (hash == HashAlgorithm::MD5_SHA1)
    {
        // The pads differ in length, so each hash function goes its own way.
        Bytes both = Ssl3NestedHash(provider, HashAlgorithm::MD5, secret, before, after, hidden);
        Append(both, Ssl3NestedHash(provider, HashAlgorithm::SHA1, secret, before, after, hidden));
        return both;
    }
    const size_t padLength = PadLength(hash);
    Bytes inner;
    inner.reserve(before.Size() + secret.Size() + padLength + after.Size());
    Append(inner, before);
    Append(inner, secret);
    inner.insert(inner.end(), padLength, INNER_PAD);
    Append(inner, after);

    Bytes outer = secret.ToBytes();
    outer.insert(outer.end(), padLength, OUTER_PAD);
    Append(outer, provider.Hash(hash, inner, hidden));
    return provider.Hash(hash, outer);
}

} // namespace tls
} // namespace ns3
