/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-record-mac.h"

#include "tls-ssl3-hash.h"

#include "ns3/byte-writer.h"

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

} // namespace

TlsRecordMac::TlsRecordMac(TlsMacKind kind, HashAlgorithm hash, Bytes key, CryptoProvider& provider)
    : m_kind(kind),
      m_hash(hash),
      m_key(std::move(key)),
      m_provider(&provider)
{
}

size_t
TlsRecordMac::Length() const
{
    return m_key.size();
}

Bytes
TlsRecordMac::Compute(uint64_t sequence,
                      TlsRecordHeader header,
                      ByteView content,
                      size_t hidden) const
{
    switch (m_kind)
    {
    case TlsMacKind::SSL3:
        break;
    case TlsMacKind::HMAC:
        return m_provider->Hmac(m_hash,
                                m_key,
                                {AdditionalData(sequence, header, content.Size()), content},
                                hidden);
    }
    // RFC 6101, 5.2.3.1: the version is not among what is authenticated.
    ByteWriter writer;
    writer.U64(sequence);
    writer.U8(static_cast<uint8_t>(header.type));
    writer.Vector16(content);
    return Ssl3NestedHash(*m_provider, m_hash, m_key, {}, writer.View(), hidden);
}

bool
TlsRecordMac::Verify(uint64_t sequence,
                     TlsRecordHeader header,
                     ByteView content,
                     ByteView code,
                     size_t hidden) const
{
    return IsSameCode(Compute(sequence, header, content, hidden), code);
}

} // namespace tls
} // namespace ns3
