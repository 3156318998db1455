/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-stream-times.h"

#include <algorithm>
#include <map>

namespace ns3
{

TlsStreamTimes::TlsStreamTimes(const TlsTimeline& timeline, uint32_t connection, bool fromClient)
{
    std::vector<const TlsTimelineSegment*> arrivals;
    uint64_t sent = 0;
    for (const auto& segment : timeline.GetSegments())
    {
        if (segment.connection != connection || segment.fromClient != fromClient ||
            segment.bytes == 0)
        {
            continue;
        }
        // The SYN takes the first number.
        const uint64_t end = uint64_t{segment.seq} - 1 + segment.bytes;
        if (end > sent)
        {
            sent = end;
            m_sent.emplace_back(end, segment.sent);
        }
        if (!segment.received.IsStrictlyNegative())
        {
            arrivals.push_back(&segment);
        }
    }
    std::stable_sort(arrivals.begin(), arrivals.end(), [](const auto* a, const auto* b) {
        return a->received < b->received;
    });
    uint64_t arrived = 0;
    std::map<uint64_t, uint64_t> waiting; // end by start, beyond a hole
    for (const auto* segment : arrivals)
    {
        uint64_t& end = waiting[uint64_t{segment->seq} - 1];
        end = std::max(end, uint64_t{segment->seq} - 1 + segment->bytes);
        const uint64_t before = arrived;
        while (!waiting.empty() && waiting.begin()->first <= arrived)
        {
            arrived = std::max(arrived, waiting.begin()->second);
            waiting.erase(waiting.begin());
        }
        if (arrived > before)
        {
            m_arrived.emplace_back(arrived, segment->received);
        }
    }
}

Time
TlsStreamTimes::Find(const std::vector<Step>& steps, uint64_t end)
{
    const auto step =
        std::lower_bound(steps.begin(), steps.end(), end, [](const Step& one, uint64_t wanted) {
            return one.first < wanted;
        });
    return step == steps.end() ? Time(-1) : step->second;
}

Time
TlsStreamTimes::GetSent(uint64_t offset) const
{
    return Find(m_sent, offset + 1);
}

Time
TlsStreamTimes::GetArrived(uint64_t end) const
{
    return Find(m_arrived, end);
}

} // namespace ns3
