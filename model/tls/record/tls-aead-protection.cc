/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-aead-protection.h"

namespace ns3
{
namespace tls
{

namespace
{

/// Octets of the nonce that stand on the wire (RFC 5288, 3).
constexpr size_t EXPLICIT_NONCE = 8;

} // namespace

TlsAeadProtection::TlsAeadProtection(std::unique_ptr<AeadCipher> cipher, ByteView salt)
    : m_cipher(std::move(cipher)),
      m_salt(salt.ToBytes())
{
}

Bytes
TlsAeadProtection::Protect(uint64_t sequence, TlsRecordHeader header, ByteView plaintext)
{
    const auto additional = AdditionalData(sequence, header, plaintext.Size());
    const ByteView explicitNonce = ByteView(additional).Sub(0, EXPLICIT_NONCE);
    Bytes nonce = m_salt;
    Append(nonce, explicitNonce);
    Bytes fragment = explicitNonce.ToBytes();
    Append(fragment, m_cipher->Seal(nonce, additional, plaintext));
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
    Bytes nonce = m_salt;
    Append(nonce, fragment.Sub(0, EXPLICIT_NONCE));
    return m_cipher->Open(nonce, additional, fragment.Sub(EXPLICIT_NONCE));
}

size_t
TlsAeadProtection::GetProtectedSize(size_t plaintext) const
{
    return EXPLICIT_NONCE + plaintext + m_cipher->TagLength();
}

} // namespace tls
} // namespace ns3
