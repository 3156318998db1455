/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-transcript.h"

#include "ns3/assert.h"
#include "ns3/byte-writer.h"
#include "ns3/tls-types.h"

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
    m_algorithm = hash;
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

Bytes
TlsTranscript::DigestWith(CryptoProvider& provider, HashAlgorithm hash, ByteView partial) const
{
    NS_ASSERT(!m_hash || m_algorithm == hash);
    const auto context = m_hash ? m_hash->Clone() : provider.CreateHash(hash);
    if (!m_hash)
    {
        context->Update(m_messages);
    }
    context->Update(partial);
    return context->Digest();
}

void
TlsTranscript::ReplaceWithMessageHash(CryptoProvider& provider)
{
    const HashAlgorithm algorithm = m_algorithm;
    const Bytes digest = Digest();
    Clear();
    SetHash(provider, algorithm);
    ByteWriter message;
    message.U8(static_cast<uint8_t>(TlsHandshakeType::MESSAGE_HASH));
    message.Vector24(digest);
    Add(message.View());
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

TlsTranscript
TlsTranscript::Clone() const
{
    TlsTranscript clone;
    clone.m_algorithm = m_algorithm;
    clone.m_messages = m_messages;
    clone.m_isReleased = m_isReleased;
    clone.m_hash = m_hash ? m_hash->Clone() : nullptr;
    return clone;
}

void
TlsTranscript::Clear()
{
    *this = {};
}

} // namespace tls
} // namespace ns3
