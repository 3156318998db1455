/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_STREAM_TIMES_H
#define TLS_STREAM_TIMES_H

#include "tls-timeline.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace ns3
{

/// When the octets of one direction of a TCP connection left and when a reader could have them.
class TlsStreamTimes
{
  public:
    /**
     * @param timeline with the segments
     * @param connection which one, from 0
     * @param fromClient which direction
     */
    TlsStreamTimes(const TlsTimeline& timeline, uint32_t connection, bool fromClient);

    /**
     * @param offset of an octet in the stream, from 0
     * @return when it left first; negative: never
     */
    Time GetSent(uint64_t offset) const;
    /**
     * @param end octets of the stream
     * @return when all of them had arrived; negative: never
     */
    Time GetArrived(uint64_t end) const;

  private:
    /// A number of octets from the start of the stream, and when it was reached.
    using Step = std::pair<uint64_t, Time>;

    static Time Find(const std::vector<Step>& steps, uint64_t end);

    std::vector<Step> m_sent;    //!< growing
    std::vector<Step> m_arrived; //!< growing
};

} // namespace ns3

#endif /* TLS_STREAM_TIMES_H */
