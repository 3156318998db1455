/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-transcript.h"

#include "ns3/assert.h"

namespace ns3
{
namespace tls
{

void
TlsTranscript::Add(ByteView message)
{
    if (m_hash)
    {
        m_hash->Update(message);
    }
    if (!m_isReleased)
    {
        Append(m_messages, message);
    }
}

void
TlsTranscript::SetHash(CryptoProvider& provider, HashAlgorithm hash)
{
    NS_ASSERT(!m_hash);
    m_hash = provider.CreateHash(hash);
    if (m_hash)
    {
        m_hash->Update(m_messages);
    }
}

Bytes
TlsTranscript::Digest() const
{
    NS_ASSERT(m_hash);
    return m_hash->Digest();
}

ByteView
TlsTranscript::GetMessages() const
{
    NS_ASSERT(!m_isReleased);
    return m_messages;
}

void
TlsTranscript::Release()
{
    if (m_hash)
    {
        m_messages = {};
        m_isReleased = true;
    }
}

void
TlsTranscript::Clear()
{
    *this = {};
}

} // namespace tls
} // namespace ns3
