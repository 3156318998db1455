/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SPDY_PRIORITY_QUEUE_H
#define SPDY_PRIORITY_QUEUE_H

#include <cstdint>
#include <deque>
#include <map>

namespace ns3
{
namespace spdy
{

/**
 * Streams that have data to send: the highest priority first, in turn within a priority
 * (SPDY/3.1, 2.3.3).
 */
class SpdyPriorityQueue
{
  public:
    /**
     * Put a stream at the end of its priority's turn; one that is there stays where it is.
     * @param id stream
     * @param priority 0 is the highest
     */
    void Add(uint32_t id, uint8_t priority);

    /// @param id stream to take out; one that is not there is ignored
    void Remove(uint32_t id);

    /// @return the stream whose turn it is, taken out; 0 when there is none
    uint32_t Pop();

    /// @return true when there is no stream
    bool IsEmpty() const;

  private:
    std::map<uint8_t, std::deque<uint32_t>> m_turns; //!< by priority, no entry is empty
    std::map<uint32_t, uint8_t> m_priorities;        //!< of the streams that are there
};

} // namespace spdy
} // namespace ns3

#endif /* SPDY_PRIORITY_QUEUE_H */
