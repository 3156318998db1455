/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-record-block-cipher.h"

#include "ns3/assert.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

/// Longest padding of TLS in octets, its length octet included.
constexpr size_t MAX_PADDING = 256;

} // namespace

TlsRecordBlockCipher::TlsRecordBlockCipher(const TlsVersionTraits& traits,
                                           std::unique_ptr<CbcCipher> cipher,
                                           Bytes iv,
                                           size_t blockLength,
                                           CryptoProvider& provider,
                                           RandomSource& random)
    : m_traits(&traits),
      m_cipher(std::move(cipher)),
      m_iv(std::move(iv)),
      m_blockLength(blockLength),
      m_provider(&provider),
      m_random(&random)
{
    NS_ASSERT(traits.hasExplicitIv || m_iv.size() == blockLength);
}

Bytes
TlsRecordBlockCipher::Encrypt(Bytes content)
{
    const size_t padding = m_blockLength - content.size() % m_blockLength;
    content.insert(content.end(), padding, static_cast<uint8_t>(padding - 1));
    if (m_traits->hasExplicitIv)
    {
        Bytes fragment = m_provider->Random(*m_random, m_blockLength);
        m_cipher->Process(fragment, content);
        Append(fragment, content);
        return fragment;
    }
    m_cipher->Process(m_iv, content);
    m_iv.assign(content.end() - static_cast<ptrdiff_t>(m_blockLength), content.end());
    return content;
}

Bytes
TlsRecordBlockCipher::Decrypt(ByteView fragment)
{
    NS_ASSERT(GetDecryptedSize(fragment.Size()) > 0);
    if (m_traits->hasExplicitIv)
    {
        Bytes content = fragment.Sub(m_blockLength).ToBytes();
        m_cipher->Process(fragment.Sub(0, m_blockLength), content);
        return content;
    }
    Bytes content = fragment.ToBytes();
    m_cipher->Process(m_iv, content);
    m_iv = fragment.Sub(fragment.Size() - m_blockLength).ToBytes();
    return content;
}

size_t
TlsRecordBlockCipher::GetEncryptedSize(size_t content) const
{
    const size_t iv = m_traits->hasExplicitIv ? m_blockLength : 0;
    return iv + (content / m_blockLength + 1) * m_blockLength;
}

size_t
TlsRecordBlockCipher::GetDecryptedSize(size_t fragment) const
{
    const size_t iv = m_traits->hasExplicitIv ? m_blockLength : 0;
    return fragment % m_blockLength == 0 && fragment > iv ? fragment - iv : 0;
}

size_t
TlsRecordBlockCipher::GetPaddingLength(ByteView decrypted) const
{
    const uint8_t length = decrypted[decrypted.Size() - 1];
    const size_t padding = size_t{length} + 1;
    if (padding > decrypted.Size())
    {
        return 0;
    }
    if (!m_traits->hasPaddingContent)
    {
        return padding <= m_blockLength ? padding : 0;
    }
    const ByteView tail = decrypted.Sub(decrypted.Size() - padding);
    const bool isRight =
        std::all_of(tail.begin(), tail.end(), [&](uint8_t octet) { return octet == length; });
    return isRight ? padding : 0;
}

size_t
TlsRecordBlockCipher::GetMaxOverhead() const
{
    return (m_traits->hasExplicitIv ? m_blockLength : 0) +
           (m_traits->hasPaddingContent ? MAX_PADDING : m_blockLength);
}

bool
TlsRecordBlockCipher::HasPredictableIv() const
{
    return !m_traits->hasExplicitIv;
}

} // namespace tls
} // namespace ns3
