/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-cbc-protection.h"

namespace ns3
{
namespace tls
{

TlsCbcProtection::TlsCbcProtection(TlsRecordBlockCipher cipher, TlsRecordMac mac)
    : m_cipher(std::move(cipher)),
      m_mac(std::move(mac))
{
}

Bytes
TlsCbcProtection::Protect(uint64_t sequence, TlsRecordHeader header, ByteView plaintext)
{
    Bytes content;
    content.reserve(GetProtectedSize(plaintext.Size()));
    Append(content, plaintext);
    Append(content, m_mac.Compute(sequence, header, plaintext));
    return m_cipher.Encrypt(std::move(content));
}

std::optional<Bytes>
TlsCbcProtection::Unprotect(uint64_t sequence, TlsRecordHeader header, ByteView fragment)
{
    const size_t macLength = m_mac.Length();
    const size_t size = m_cipher.GetDecryptedSize(fragment.Size());
    if (size < macLength + 1)
    {
        return std::nullopt;
    }
    Bytes content = m_cipher.Decrypt(fragment);

    // The MAC is computed whether or not the padding is right, so that the two failures look
    // the same from outside: wrong padding is taken as the shortest (RFC 5246, 6.2.3.2).
    const size_t longest = size - macLength - 1;
    size_t padding = m_cipher.GetPaddingLength(content);
    const bool isPaddingRight = padding > 0 && padding + macLength <= size;
    if (!isPaddingRight)
    {
        padding = 1;
    }
    const size_t length = size - padding - macLength;
    const bool isMacRight = m_mac.Verify(sequence,
                                         header,
                                         ByteView(content).Sub(0, length),
                                         ByteView(content).Sub(length, macLength),
                                         longest - length);
    if (!isPaddingRight || !isMacRight)
    {
        return std::nullopt;
    }
    content.resize(length);
    return content;
}

size_t
TlsCbcProtection::GetProtectedSize(size_t plaintext) const
{
    return m_cipher.GetEncryptedSize(plaintext + m_mac.Length());
}

size_t
TlsCbcProtection::GetMaxOverhead() const
{
    return m_cipher.GetMaxOverhead() + m_mac.Length();
}

bool
TlsCbcProtection::HasPredictableIv() const
{
    return m_cipher.HasPredictableIv();
}

} // namespace tls
} // namespace ns3
