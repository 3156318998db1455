/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-session-cache.h"

#include "ns3/assert.h"

#include <utility>

namespace ns3
{
namespace tls
{

TlsSessionCache::TlsSessionCache(size_t capacity, int64_t lifetime)
    : m_capacity(capacity),
      m_lifetime(lifetime)
{
    NS_ASSERT_MSG(capacity > 0, "A session cache must have room for one session.");
    NS_ASSERT_MSG(lifetime > 0, "Sessions of a cache must live for at least one second.");
}

void
TlsSessionCache::Store(const std::string& key, TlsSessionPtr session)
{
    NS_ASSERT_MSG(session, "A session cache keeps sessions only.");
    Remove(key);
    if (m_entries.size() == m_capacity)
    {
        const std::string oldest = *m_order.front();
        Remove(oldest);
    }
    const auto entry = m_entries.emplace(key, Entry{std::move(session), {}}).first;
    entry->second.at = m_order.insert(m_order.end(), &entry->first);
}

TlsSessionPtr
TlsSessionCache::Find(const std::string& key, int64_t now) const
{
    const auto entry = m_entries.find(key);
    if (entry == m_entries.end() || !entry->second.session->IsAlive(now, m_lifetime))
    {
        return nullptr;
    }
    return entry->second.session;
}

void
TlsSessionCache::Remove(const std::string& key)
{
    const auto entry = m_entries.find(key);
    if (entry != m_entries.end())
    {
        m_order.erase(entry->second.at);
        m_entries.erase(entry);
    }
}

std::shared_ptr<TlsSessionCache>
TlsSessionCache::Copy() const
{
    auto copy = std::make_shared<TlsSessionCache>(m_capacity, m_lifetime);
    for (const std::string* key : m_order)
    {
        copy->Store(*key, m_entries.at(*key).session);
    }
    return copy;
}

size_t
TlsSessionCache::GetSize() const
{
    return m_entries.size();
}

size_t
TlsSessionCache::GetCapacity() const
{
    return m_capacity;
}

int64_t
TlsSessionCache::GetLifetime() const
{
    return m_lifetime;
}

} // namespace tls
} // namespace ns3
