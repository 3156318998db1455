/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-stream.h"

#include <utility>

namespace ns3
{
namespace spdy
{

SpdyStream::SpdyStream(uint32_t id,
                       uint8_t priority,
                       bool isLocal,
                       uint32_t sendWindowSize,
                       uint32_t receiveWindowSize)
    : sendWindow(sendWindowSize),
      receiveWindow(receiveWindowSize),
      m_id(id),
      m_priority(priority),
      m_isLocal(isLocal)
{
}

uint32_t
SpdyStream::GetId() const
{
    return m_id;
}

uint8_t
SpdyStream::GetPriority() const
{
    return m_priority;
}

bool
SpdyStream::IsLocal() const
{
    return m_isLocal;
}

void
SpdyStream::QueueData(ByteView data, bool fin)
{
    m_queuedBytes += data.Size();
    if (!m_queue.empty() && !m_queue.back().isTail)
    {
        Item& item = m_queue.back();
        if (item.offset > item.data.size() / 2)
        {
            item.data.erase(item.data.begin(),
                            item.data.begin() + static_cast<ptrdiff_t>(item.offset));
            item.offset = 0;
        }
        Append(item.data, data);
        item.fin = fin;
        return;
    }
    if (data.IsEmpty() && !fin)
    {
        return;
    }
    Item item;
    item.isTail = data.IsEmpty();
    item.data = data.ToBytes();
    item.fin = fin;
    m_queue.push_back(std::move(item));
}

void
SpdyStream::QueueHeaders(const SpdyHeaders& headers, bool fin)
{
    Item item;
    item.isTail = true;
    item.headers = headers;
    item.fin = fin;
    m_queue.push_back(std::move(item));
}

Bytes
SpdyStream::TakeData(size_t maxSize, bool& fin)
{
    fin = false;
    if (!HasData())
    {
        return {};
    }
    Item& item = m_queue.front();
    Bytes taken = ByteView(item.data).Sub(item.offset, maxSize).ToBytes();
    item.offset += taken.size();
    m_queuedBytes -= taken.size();
    if (item.offset == item.data.size())
    {
        fin = item.fin;
        m_queue.pop_front();
    }
    return taken;
}

bool
SpdyStream::TakeTail(Tail& tail)
{
    if (m_queue.empty() || !m_queue.front().isTail)
    {
        return false;
    }
    tail.headers = std::move(m_queue.front().headers);
    tail.fin = m_queue.front().fin;
    m_queue.pop_front();
    return true;
}

bool
SpdyStream::HasData() const
{
    return !m_queue.empty() && !m_queue.front().isTail;
}

bool
SpdyStream::HasQueued() const
{
    return !m_queue.empty();
}

size_t
SpdyStream::GetQueuedBytes() const
{
    return m_queuedBytes;
}

} // namespace spdy
} // namespace ns3
