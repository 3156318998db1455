/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_BYTE_QUEUE_H
#define TLS_BYTE_QUEUE_H

#include "ns3/byte-view.h"

#include <cstddef>

namespace ns3
{

/// Octets that go in at one end and out at the other.
class TlsByteQueue
{
  public:
    /// @param data what goes in
    void Append(tls::ByteView data)
    {
        // Move what is left to the front, but only when that is less work than what went out.
        if (m_taken > m_bytes.size() / 2)
        {
            m_bytes.erase(m_bytes.begin(), m_bytes.begin() + m_taken);
            m_taken = 0;
        }
        tls::Append(m_bytes, data);
    }

    /// @return what has not gone out, valid until the next change
    tls::ByteView View() const
    {
        return tls::ByteView(m_bytes).Sub(m_taken);
    }

    /// @param size number of octets that go out, at most Size()
    void Take(size_t size)
    {
        m_taken += size;
        if (m_taken == m_bytes.size())
        {
            Clear();
        }
    }

    /// Forget everything.
    void Clear()
    {
        m_bytes.clear();
        m_taken = 0;
    }

    /// @return number of octets that have not gone out
    size_t Size() const
    {
        return m_bytes.size() - m_taken;
    }

    /// @return true when there is none
    bool IsEmpty() const
    {
        return Size() == 0;
    }

  private:
    tls::Bytes m_bytes; //!< what went in, from some point on
    size_t m_taken{0};  //!< how much of it went out
};

} // namespace ns3

#endif /* TLS_BYTE_QUEUE_H */
