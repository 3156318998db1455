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

TlsAeadProtection::TlsAeadProtection(std::unique_ptr<AeadCipher> cipher, ByteView salt)
    : m_cipher(std::move(cipher))
{
    NS_ASSERT(salt.Size() == SALT);
    std::copy(salt.begin(), salt.end(), m_nonce.begin());
}

ByteView
TlsAeadProtection::Nonce(ByteView explicitPart)
{
    std::copy(explicitPart.begin(), explicitPart.end(), m_nonce.begin() + SALT);
    return m_nonce;
}

Bytes
TlsAeadProtection::Protect(uint64_t sequence, TlsRecordHeader header, ByteView plaintext)
{
    const auto additional = AdditionalData(sequence, header, plaintext.Size());
    const ByteView explicitNonce = ByteView(additional).Sub(0, EXPLICIT_NONCE);
    Bytes fragment;
    fragment.reserve(GetProtectedSize(plaintext.Size()));
    Append(fragment, explicitNonce);
    Append(fragment, m_cipher->Seal(Nonce(explicitNonce), additional, plaintext));
    return fragment;
}

std::optional<Bytes>
TlsAeadProtection::Unprotect(uint64_t sequence, TlsRecordHeader header, ByteView fragment)
{
    const size_t overhead = EXPLICIT_NONCE + m_cipher->TagLength();
    if (fragment.Size() < overhead)
    {
        return std::nullopt;
    }
    const auto additional = AdditionalData(sequence, header, fragment.Size() - overhead);
    return m_cipher->Open(Nonce(fragment.Sub(0, EXPLICIT_NONCE)),
                          additional,
                          fragment.Sub(EXPLICIT_NONCE));
}

size_t
TlsAeadProtection::GetProtectedSize(size_t plaintext) const
{
    return EXPLICIT_NONCE + plaintext + m_cipher->TagLength();
}

} // namespace tls
} // namespace ns3
