/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-aead-protection.h"

#include "ns3/assert.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

size_t
TlsAeadProtection::GetImplicitNonceLength(AeadAlgorithm algorithm)
{
    switch (algorithm)
    {
    case AeadAlgorithm::NONE:
        return 0;
    case AeadAlgorithm::AES_128_GCM:
    case AeadAlgorithm::AES_256_GCM:
    case AeadAlgorithm::AES_128_CCM:
    case AeadAlgorithm::AES_128_CCM_8:
        return NONCE - NUMBER;
    case AeadAlgorithm::CHACHA20_POLY1305:
        return NONCE;
    }
    return 0;
}

TlsAeadProtection::TlsAeadProtection(std::unique_ptr<AeadCipher> cipher, ByteView implicitNonce)
    : m_cipher(std::move(cipher)),
      m_explicitLength(NONCE - implicitNonce.Size())
{
    NS_ASSERT(m_explicitLength == 0 || m_explicitLength == NUMBER);
    std::copy(implicitNonce.begin(), implicitNonce.end(), m_implicitNonce.begin());
}

std::array<uint8_t, TlsAeadProtection::NONCE>
TlsAeadProtection::Nonce(ByteView number) const
{
    std::array<uint8_t, NONCE> nonce = m_implicitNonce;
    for (size_t i = 0; i < NUMBER; ++i)
    {
        nonce[NONCE - NUMBER + i] ^= number[i];
    }
    return nonce;
}

Bytes
TlsAeadProtection::Protect(uint64_t sequence, TlsRecordHeader header, ByteView plaintext)
{
    const auto additional = AdditionalData(sequence, header, plaintext.Size());
    const ByteView number = ByteView(additional).Sub(0, NUMBER);
    Bytes fragment;
    fragment.reserve(GetProtectedSize(plaintext.Size()));
    Append(fragment, number.Sub(0, m_explicitLength));
    Append(fragment, m_cipher->Seal(Nonce(number), additional, plaintext));
    return fragment;
}

std::optional<Bytes>
TlsAeadProtection::Unprotect(uint64_t sequence, TlsRecordHeader header, ByteView fragment)
{
    const size_t overhead = GetMaxOverhead();
    if (fragment.Size() < overhead)
    {
        return std::nullopt;
    }
    const auto additional = AdditionalData(sequence, header, fragment.Size() - overhead);
    const ByteView number = m_explicitLength > 0 ? fragment : ByteView(additional);
    return m_cipher->Open(Nonce(number.Sub(0, NUMBER)), additional, fragment.Sub(m_explicitLength));
}

size_t
TlsAeadProtection::GetProtectedSize(size_t plaintext) const
{
    return plaintext + GetMaxOverhead();
}

size_t
TlsAeadProtection::GetMaxOverhead() const
{
    return m_explicitLength + m_cipher->TagLength();
}

} // namespace tls
} // namespace ns3
