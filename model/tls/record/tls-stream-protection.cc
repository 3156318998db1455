/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-stream-protection.h"

namespace ns3
{
namespace tls
{

TlsStreamProtection::TlsStreamProtection(std::unique_ptr<StreamCipher> cipher, TlsRecordMac mac)
    : m_cipher(std::move(cipher)),
      m_mac(std::move(mac))
{
}

Bytes
TlsStreamProtection::Protect(uint64_t sequence, TlsRecordHeader header, ByteView plaintext)
{
    Bytes fragment;
    fragment.reserve(GetProtectedSize(plaintext.Size()));
    Append(fragment, plaintext);
    Append(fragment, m_mac.Compute(sequence, header, plaintext));
    m_cipher->Process(fragment);
    return fragment;
}

std::optional<Bytes>
TlsStreamProtection::Unprotect(uint64_t sequence, TlsRecordHeader header, ByteView fragment)
{
    if (fragment.Size() < m_mac.Length())
    {
        return std::nullopt;
    }
    Bytes content = fragment.ToBytes();
    m_cipher->Process(content);
    const size_t length = content.size() - m_mac.Length();
    if (!m_mac.Verify(sequence,
                      header,
                      ByteView(content).Sub(0, length),
                      ByteView(content).Sub(length)))
    {
        return std::nullopt;
    }
    content.resize(length);
    return content;
}

size_t
TlsStreamProtection::GetProtectedSize(size_t plaintext) const
{
    return plaintext + m_mac.Length();
}

size_t
TlsStreamProtection::GetMaxOverhead() const
{
    return m_mac.Length();
}

} // namespace tls
} // namespace ns3
