/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-cbc-protection.h"

namespace ns3
{
namespace tls
{

namespace
{

/**
 * Comparison whose time does not depend on where two codes differ.
 * @param a one
 * @param b another, of the same length
 * @return true when equal
 */
bool
IsSameCode(ByteView a, ByteView b)
{
    uint8_t difference = a.Size() == b.Size() ? 0 : 1;
    for (size_t i = 0; i < std::min(a.Size(), b.Size()); ++i)
    {
        difference |= a[i] ^ b[i];
    }
    return difference == 0;
}

/**
 * @param block decrypted octets, at least one
 * @return octets of padding, its length included; 0 when the padding is wrong
 */
size_t
PaddingLength(ByteView block)
{
    const size_t padding = size_t{block[block.Size() - 1]} + 1;
    if (padding > block.Size())
    {
        return 0;
    }
    const ByteView tail = block.Sub(block.Size() - padding);
    const bool isRight =
        std::all_of(tail.begin(), tail.end(), [&](uint8_t octet) { return octet == padding - 1; });
    return isRight ? padding : 0;
}

} // namespace

TlsCbcProtection::TlsCbcProtection(Keys keys, CryptoProvider& provider, RandomSource& random)
    : m_keys(std::move(keys)),
      m_provider(&provider),
      m_random(&random)
{
}

Bytes
TlsCbcProtection::Mac(uint64_t sequence, TlsRecordHeader header, ByteView plaintext) const
{
    return m_provider->Hmac(m_keys.mac,
                            m_keys.macKey,
                            {AdditionalData(sequence, header, plaintext.Size()), plaintext});
}

Bytes
TlsCbcProtection::Protect(uint64_t sequence, TlsRecordHeader header, ByteView plaintext)
{
    Bytes block;
    block.reserve(GetProtectedSize(plaintext.Size()));
    Append(block, plaintext);
    Append(block, Mac(sequence, header, plaintext));
    const size_t padding = m_keys.blockLength - block.size() % m_keys.blockLength;
    block.insert(block.end(), padding, static_cast<uint8_t>(padding - 1));

    Bytes fragment = m_random->Generate(m_keys.blockLength);
    m_keys.cipher->Process(fragment, block);
    Append(fragment, block);
    return fragment;
}

std::optional<Bytes>
TlsCbcProtection::Unprotect(uint64_t sequence, TlsRecordHeader header, ByteView fragment)
{
    const size_t macLength = m_keys.macKey.size();
    const size_t blockLength = m_keys.blockLength;
    if (fragment.Size() % blockLength != 0 || fragment.Size() < blockLength + macLength + 1)
    {
        return std::nullopt;
    }
    Bytes block = fragment.Sub(blockLength).ToBytes();
    m_keys.cipher->Process(fragment.Sub(0, blockLength), block);

    // The MAC is computed whether or not the padding is right, so that the two failures look
    // the same from outside (RFC 5246, 6.2.3.2).
    size_t padding = PaddingLength(block);
    const bool isPaddingRight = padding > 0 && padding + macLength <= block.size();
    if (!isPaddingRight)
    {
        padding = 0;
    }
    const size_t length = block.size() - padding - macLength;
    const Bytes expected = Mac(sequence, header, ByteView(block).Sub(0, length));
    const bool isMacRight = IsSameCode(expected, ByteView(block).Sub(length, macLength));
    if (!isPaddingRight || !isMacRight)
    {
        return std::nullopt;
    }
    block.resize(length);
    return block;
}

size_t
TlsCbcProtection::GetProtectedSize(size_t plaintext) const
{
    const size_t content = plaintext + m_keys.macKey.size();
    return m_keys.blockLength + (content / m_keys.blockLength + 1) * m_keys.blockLength;
}

} // namespace tls
} // namespace ns3
