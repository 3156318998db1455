/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SESSION_CACHE_H
#define TLS_SESSION_CACHE_H

#include "tls-session.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>

namespace ns3
{
namespace tls
{

/**
 * Sessions that can be resumed: a server keeps them by session id, a client by the server it
 * spoke to. Bounded: the session that was stored longest ago goes first. An engine only reads it;
 * what it wants changed is in its output (TlsSessionUpdate), for the owner to apply.
 */
class TlsSessionCache
{
  public:
    /**
     * @param capacity most sessions kept, at least 1
     * @param lifetime seconds for which a session can be resumed, above 0
     */
    TlsSessionCache(size_t capacity, int64_t lifetime);

    /**
     * @param key session id, or name of the server
     * @param session replaces what is there under that key
     */
    void Store(const std::string& key, TlsSessionPtr session);

    /**
     * @param key session id, or name of the server
     * @param now date in seconds since 1970-01-01 UTC
     * @return the session; null when there is none or when it is too old
     */
    TlsSessionPtr Find(const std::string& key, int64_t now) const;

    /// @param key of a session that must not be resumed any more
    void Remove(const std::string& key);

    /// @return another cache with the same bounds and, in the same order, the same sessions
    std::shared_ptr<TlsSessionCache> Copy() const;

    /// @return number of sessions kept
    size_t GetSize() const;
    /// @return most sessions kept
    size_t GetCapacity() const;
    /// @return seconds for which a session can be resumed
    int64_t GetLifetime() const;

  private:
    /// A session and where it stands in the order of storing.
    struct Entry
    {
        TlsSessionPtr session;                      //!< what is kept
        std::list<const std::string*>::iterator at; //!< its place
    };

    size_t m_capacity;                                //!< most sessions kept
    int64_t m_lifetime;                               //!< in seconds
    std::unordered_map<std::string, Entry> m_entries; //!< never walked
    std::list<const std::string*> m_order;            //!< keys, the oldest first
};

} // namespace tls
} // namespace ns3

#endif /* TLS_SESSION_CACHE_H */
