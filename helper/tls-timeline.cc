/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-timeline.h"

#include <algorithm>
#include <iomanip>
#include <iterator>
#include <sstream>

namespace ns3
{

namespace
{

/// The same text whatever the locale of the stream is.
std::string
Fixed(double value, int digits)
{
    std::ostringstream os;
    os.imbue(std::locale::classic());
    os << std::fixed << std::setprecision(digits) << value;
    return os.str();
}

std::string
Milliseconds(Time time)
{
    return Fixed(static_cast<double>(time.GetNanoSeconds()) / 1e6, 6);
}

std::string
Microseconds(Time time)
{
    return time.IsStrictlyNegative() ? ""
                                     : Fixed(static_cast<double>(time.GetNanoSeconds()) / 1e3, 3);
}

std::string
Bytes(int64_t bytes)
{
    return bytes < 0 ? "" : std::to_string(bytes);
}

/// Order within an instant: a segment comes, what it causes happens, and segments leave.
int
RankOf(const TlsTimelineRow& row)
{
    if (row.layer != "TCP")
    {
        return 1;
    }
    return row.kind == TlsRowKind::ARRIVAL || row.phase == tls::TlsPhase::CONNECTION ? 0 : 2;
}

/// A field of a CSV file (RFC 4180).
std::string
Quote(const std::string& text)
{
    if (text.find_first_of(",\"\n") == std::string::npos)
    {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text)
    {
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    }
    return quoted + "\"";
}

} // namespace

void
TlsTimeline::Add(const TlsTimelineRow& row)
{
    m_rows.push_back(row);
}

void
TlsTimeline::Describe(const std::string& event, size_t bytes, const std::string& detail)
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(), [&](const TlsTimelineRow& one) {
        return one.event == event && one.bytes == static_cast<int64_t>(bytes) && one.detail.empty();
    });
    if (row != m_rows.end())
    {
        row->detail = detail;
    }
}

size_t
TlsTimeline::Add(const TlsTimelineSegment& segment)
{
    m_segments.push_back(segment);
    return m_segments.size() - 1;
}

void
TlsTimeline::Arrived(size_t index, Time time)
{
    if (m_segments[index].received.IsStrictlyNegative())
    {
        m_segments[index].received = time;
    }
}

void
TlsTimeline::Add(const TlsTimelineRecord& record)
{
    m_records.push_back(record);
}

TlsTimelineConnection&
TlsTimeline::GetConnection(uint32_t number)
{
    if (number >= m_connections.size())
    {
        m_connections.resize(number + 1);
    }
    return m_connections[number];
}

void
TlsTimeline::SetLabel(size_t index, const std::string& label)
{
    m_segments[index].label = label;
}

std::vector<TlsTimelineRow>
TlsTimeline::GetRows() const
{
    std::vector<TlsTimelineRow> rows = m_rows;
    for (const auto& segment : m_segments)
    {
        if (!segment.received.IsStrictlyNegative())
        {
            continue;
        }
        TlsTimelineRow row;
        row.time = segment.sent;
        row.connection = segment.connection;
        row.node = segment.fromClient ? "client" : "server";
        row.layer = "TCP";
        row.phase = segment.phase;
        row.kind = TlsRowKind::LOST;
        row.event = "segment lost";
        row.bytes = segment.bytes;
        row.detail = std::string(segment.fromClient ? "c2s:" : "s2c:") +
                     std::to_string(segment.number) + " " + segment.label;
        rows.push_back(row);
    }
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
        return a.time != b.time ? a.time < b.time : RankOf(a) < RankOf(b);
    });
    return rows;
}

const std::vector<TlsTimelineSegment>&
TlsTimeline::GetSegments() const
{
    return m_segments;
}

TlsTimeline
TlsTimeline::GetStart(size_t segments) const
{
    if (segments >= m_segments.size())
    {
        return *this;
    }
    TlsTimeline start;
    const Time end = m_segments[segments].sent;
    start.m_segments.assign(m_segments.begin(),
                            m_segments.begin() + static_cast<ptrdiff_t>(segments));
    std::copy_if(m_rows.begin(),
                 m_rows.end(),
                 std::back_inserter(start.m_rows),
                 [end](const TlsTimelineRow& row) { return row.time < end; });
    return start;
}

const std::vector<TlsTimelineRecord>&
TlsTimeline::GetRecords() const
{
    return m_records;
}

const std::vector<TlsTimelineConnection>&
TlsTimeline::GetConnections() const
{
    return m_connections;
}

void
TlsTimeline::WriteCsv(std::ostream& os) const
{
    os << "time_ms,node,layer,phase,event,bytes,cpu_us,detail\n";
    for (const auto& row : GetRows())
    {
        os << Milliseconds(row.time) << ',' << row.node << ',' << row.layer << ','
           << Quote(tls::ToString(row.phase)) << ',' << Quote(row.event) << ',' << Bytes(row.bytes)
           << ',' << Microseconds(row.cpu) << ',' << Quote(row.detail) << '\n';
    }
}

void
TlsTimeline::Print(std::ostream& os) const
{
    std::vector<TlsTimelineRow> rows;
    for (auto& row : GetRows())
    {
        if (row.kind == TlsRowKind::STEP)
        {
            rows.push_back(row);
        }
    }
    // The server may begin a part while the client is still in the one before.
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
        return a.connection != b.connection ? a.connection < b.connection : a.phase < b.phase;
    });
    const bool areMany = !rows.empty() && rows.back().connection > 0;
    const TlsTimelineRow* previous = nullptr;
    os << std::setw(12) << "time ms"
       << "  " << std::left << std::setw(7) << "node" << std::setw(29) << "step" << std::right
       << std::setw(6) << "bytes" << std::setw(11) << "CPU us"
       << "  detail\n";
    for (const auto& row : rows)
    {
        const bool isNext = !previous || previous->connection != row.connection;
        if (areMany && isNext)
        {
            os << "\nConnection " << row.connection + 1 << "\n";
        }
        if (isNext || previous->phase != row.phase)
        {
            os << "\n" << tls::ToString(row.phase) << "\n";
        }
        os << std::setw(12) << Milliseconds(row.time) << "  " << std::left << std::setw(7)
           << row.node << std::setw(29) << row.event << std::right << std::setw(6)
           << Bytes(row.bytes) << std::setw(11) << Microseconds(row.cpu);
        os << (row.detail.empty() ? "" : "  ") << row.detail << "\n";
        previous = &row;
    }
}

} // namespace ns3
