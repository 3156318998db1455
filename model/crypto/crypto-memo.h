/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_MEMO_H
#define CRYPTO_MEMO_H

#include "ns3/byte-view.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <unordered_map>
#include <utility>

namespace ns3
{
namespace tls
{

/// What a pure function was called with: a name for the function, then its arguments.
class CryptoMemoKey
{
  public:
    /// @param function one octet that names it
    explicit CryptoMemoKey(char function)
        : m_text(1, function)
    {
    }

    /**
     * @param number an argument
     * @return this
     */
    CryptoMemoKey& Add(uint32_t number)
    {
        for (int shift = 24; shift >= 0; shift -= 8)
        {
            m_text.push_back(static_cast<char>(number >> shift));
        }
        return *this;
    }

    /**
     * @param octets an argument
     * @return this
     */
    CryptoMemoKey& Add(ByteView octets)
    {
        Add(static_cast<uint32_t>(octets.Size()));
        m_text.append(octets.begin(), octets.end());
        return *this;
    }

    /// @return all of it, not ambiguous
    const std::string& Get() const
    {
        return m_text;
    }

  private:
    std::string m_text; //!< function and arguments, each with its length
};

/**
 * Results of pure functions, of which the ones that were not asked for the longest are forgotten.
 * V is what a function returns.
 */
template <class V>
class CryptoMemo
{
  public:
    /// @param capacity most results kept, at least 1
    explicit CryptoMemo(size_t capacity)
        : m_capacity(capacity)
    {
    }

    /**
     * @param key function and arguments
     * @return the result, valid until the next change; null when it is not known
     */
    const V* Find(const CryptoMemoKey& key)
    {
        const auto found = m_index.find(key.Get());
        if (found == m_index.end())
        {
            return nullptr;
        }
        m_entries.splice(m_entries.begin(), m_entries, found->second);
        return &found->second->second;
    }

    /**
     * @param key function and arguments
     * @param value the result
     */
    void Store(const CryptoMemoKey& key, V value)
    {
        const auto [place, isNew] = m_index.emplace(key.Get(), m_entries.end());
        if (!isNew)
        {
            place->second->second = std::move(value);
            return;
        }
        m_entries.emplace_front(&place->first, std::move(value));
        place->second = m_entries.begin();
        if (m_entries.size() > m_capacity)
        {
            m_index.erase(m_index.find(*m_entries.back().first));
            m_entries.pop_back();
        }
    }

    /// @return number of results kept
    size_t GetSize() const
    {
        return m_entries.size();
    }

  private:
    /// Keys, which the index holds, and results; the last one used first.
    using Entries = std::list<std::pair<const std::string*, V>>;

    size_t m_capacity;                                                   //!< most results kept
    Entries m_entries;                                                   //!< results
    std::unordered_map<std::string, typename Entries::iterator> m_index; //!< never walked
};

} // namespace tls
} // namespace ns3

#endif /* CRYPTO_MEMO_H */
