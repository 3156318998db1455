/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-priority-queue.h"

#include <algorithm>

namespace ns3
{
namespace spdy
{

void
SpdyPriorityQueue::Add(uint32_t id, uint8_t priority)
{
    if (m_priorities.emplace(id, priority).second)
    {
        m_turns[priority].push_back(id);
    }
}

void
SpdyPriorityQueue::Remove(uint32_t id)
{
    const auto found = m_priorities.find(id);
    if (found == m_priorities.end())
    {
        return;
    }
    const auto turn = m_turns.find(found->second);
    turn->second.erase(std::find(turn->second.begin(), turn->second.end(), id));
    if (turn->second.empty())
    {
        m_turns.erase(turn);
    }
    m_priorities.erase(found);
}

uint32_t
SpdyPriorityQueue::Pop()
{
    if (m_turns.empty())
    {
        return 0;
    }
    const uint32_t id = m_turns.begin()->second.front();
    Remove(id);
    return id;
}

bool
SpdyPriorityQueue::IsEmpty() const
{
    return m_turns.empty();
}

} // namespace spdy
} // namespace ns3
