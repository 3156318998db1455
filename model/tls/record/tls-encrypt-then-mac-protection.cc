/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-encrypt-then-mac-protection.h"

namespace ns3
{
namespace tls
{

TlsEncryptThenMacProtection::TlsEncryptThenMacProtection(TlsRecordBlockCipher cipher,
                                                         TlsRecordMac mac)
    : m_cipher(std::move(cipher)),
      m_mac(std::move(mac))
{
}

Bytes
TlsEncryptThenMacProtection::Protect(uint64_t sequence, TlsRecordHeader header, ByteView plaintext)
{
    Bytes fragment = m_cipher.Encrypt(plaintext.ToBytes());
    Append(fragment, m_mac.Compute(sequence, header, fragment));
    return fragment;
}

std::optional<Bytes>
TlsEncryptThenMacProtection::Unprotect(uint64_t sequence, TlsRecordHeader header, ByteView fragment)
{
    const size_t macLength = m_mac.Length();
    if (fragment.Size() < macLength)
    {
        return std::nullopt;
    }
    const ByteView encrypted = fragment.Sub(0, fragment.Size() - macLength);
    const ByteView code = fragment.Sub(encrypted.Size());
    if (m_cipher.GetDecryptedSize(encrypted.Size()) == 0 ||
        !m_mac.Verify(sequence, header, encrypted, code))
    {
        return std::nullopt;
    }
    Bytes content = m_cipher.Decrypt(encrypted);
    const size_t padding = m_cipher.GetPaddingLength(content);
    if (padding == 0)
    {
        return std::nullopt;
    }
    content.resize(content.size() - padding);
    return content;
}

size_t
TlsEncryptThenMacProtection::GetProtectedSize(size_t plaintext) const
{
    return m_cipher.GetEncryptedSize(plaintext) + m_mac.Length();
}

size_t
TlsEncryptThenMacProtection::GetMaxOverhead() const
{
    return m_cipher.GetMaxOverhead() + m_mac.Length();
}

bool
TlsEncryptThenMacProtection::HasPredictableIv() const
{
    return m_cipher.HasPredictableIv();
}

} // namespace tls
} // namespace ns3
