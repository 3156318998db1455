/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-aead-protection-13.h"

#include "ns3/assert.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

/// Octets that a cipher may add at most to what it encrypts (RFC 8446, 5.2).
constexpr size_t MAX_EXPANSION = 255;

/**
 * @param header type and version
 * @param length octets of the protected fragment
 * @return the header of the record, which is authenticated with it (RFC 8446, 5.2)
 */
std::array<uint8_t, TLS_RECORD_HEADER>
RecordHeader(TlsRecordHeader header, size_t length)
{
    return {static_cast<uint8_t>(header.type),
            static_cast<uint8_t>(header.version >> 8),
            static_cast<uint8_t>(header.version),
            static_cast<uint8_t>(length >> 8),
            static_cast<uint8_t>(length)};
}

} // namespace

TlsAeadProtection13::TlsAeadProtection13(std::unique_ptr<AeadCipher> cipher, ByteView iv)
    : m_cipher(std::move(cipher))
{
    NS_ASSERT(iv.Size() == NONCE);
    std::copy(iv.begin(), iv.end(), m_iv.begin());
}

std::array<uint8_t, TlsAeadProtection13::NONCE>
TlsAeadProtection13::Nonce(uint64_t sequence) const
{
    std::array<uint8_t, NONCE> nonce = m_iv;
    for (size_t i = NONCE; sequence > 0; sequence >>= 8)
    {
        nonce[--i] ^= static_cast<uint8_t>(sequence);
    }
    return nonce;
}

Bytes
TlsAeadProtection13::Protect(uint64_t sequence, TlsRecordHeader header, ByteView plaintext)
{
    return m_cipher->Seal(Nonce(sequence),
                          RecordHeader(header, GetProtectedSize(plaintext.Size())),
                          plaintext);
}

std::optional<Bytes>
TlsAeadProtection13::Unprotect(uint64_t sequence, TlsRecordHeader header, ByteView fragment)
{
    return m_cipher->Open(Nonce(sequence), RecordHeader(header, fragment.Size()), fragment);
}

size_t
TlsAeadProtection13::GetProtectedSize(size_t plaintext) const
{
    return plaintext + m_cipher->TagLength();
}

size_t
TlsAeadProtection13::GetMaxOverhead() const
{
    return MAX_EXPANSION;
}

bool
TlsAeadProtection13::HidesContentType() const
{
    return true;
}

} // namespace tls
} // namespace ns3
