/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-page-row.h"

#include "tls-column-reader.h"
#include "tls-csv-writer.h"

#include <algorithm>
#include <array>
#include <optional>

namespace ns3
{

namespace
{

/// A percentile of a summary.
struct Percentile
{
    const char* name; //!< part of the column's name
    double share;     //!< which one
    bool hasInterval; //!< two columns follow
};

constexpr std::array<Percentile, 7> PERCENTILES{{{"min", 0, false},
                                                 {"p25", 0.25, false},
                                                 {"p50", 0.5, true},
                                                 {"p75", 0.75, false},
                                                 {"p90", 0.9, false},
                                                 {"p95", 0.95, true},
                                                 {"p99", 0.99, true}}};

/// @param to where @param values what to add at the end
void
Append(std::vector<std::string>& to, const std::vector<std::string>& values)
{
    to.insert(to.end(), values.begin(), values.end());
}

/// @param value a number @return as text, empty when it is not known
std::string
ToText(const std::optional<double>& value)
{
    return value ? TlsCsvWriter::ToText(*value) : "";
}

} // namespace

std::vector<std::string>
WebPageCell::GetHeader()
{
    return {"protocol", "domains", "push", "rtt_ms", "loss", "down_bps", "up_bps"};
}

std::vector<std::string>
WebPageCell::GetValues() const
{
    return {protocol, domains, push, rtt, loss, down, up};
}

std::vector<std::string>
WebPageRow::GetHeader()
{
    std::vector<std::string> header = WebPageCell::GetHeader();
    Append(header,
           {"sample",
            "rng_run",
            "plt_ms",
            "connections",
            "handshakes",
            "bytes_up",
            "bytes_down",
            "packets_up",
            "packets_down",
            "retransmissions",
            "header_bytes_plain",
            "header_bytes_wire",
            "result"});
    return header;
}

std::vector<std::string>
WebPageRow::GetValues(const WebPageCell& cell) const
{
    std::vector<std::string> values = cell.GetValues();
    Append(values,
           {std::to_string(sample),
            std::to_string(rngRun),
            TlsCsvWriter::ToMilliseconds(record.loadTime)});
    for (const uint64_t count : {static_cast<uint64_t>(record.connections.size()),
                                 static_cast<uint64_t>(record.handshakes),
                                 counters.bytesUp,
                                 counters.bytesDown,
                                 counters.packetsUp,
                                 counters.packetsDown,
                                 counters.retransmissions,
                                 record.headers.plain,
                                 record.headers.wire})
    {
        values.push_back(std::to_string(count));
    }
    values.push_back(record.result);
    return values;
}

bool
WebPageRow::SetValues(const WebPageCell& cell, const std::vector<std::string>& values)
{
    const std::vector<std::string> columns = cell.GetValues();
    if (values.size() != GetHeader().size() ||
        !std::equal(columns.begin(), columns.end(), values.begin()))
    {
        return false;
    }
    *this = WebPageRow();
    TlsColumnReader reader(values, columns.size());
    sample = reader.ReadCount();
    rngRun = reader.ReadCount();
    record.start = Time(0);
    record.loadTime = reader.ReadTime();
    record.connections.resize(reader.ReadCount());
    record.handshakes = static_cast<uint32_t>(reader.ReadCount());
    counters.bytesUp = reader.ReadCount();
    counters.bytesDown = reader.ReadCount();
    counters.packetsUp = reader.ReadCount();
    counters.packetsDown = reader.ReadCount();
    counters.retransmissions = reader.ReadCount();
    record.headers.plain = reader.ReadCount();
    record.headers.wire = reader.ReadCount();
    record.result = reader.ReadText();
    return reader.IsGood();
}

std::vector<std::string>
WebPageRow::GetObjectHeader()
{
    std::vector<std::string> header = WebPageCell::GetHeader();
    Append(header,
           {"sample",
            "rng_run",
            "object",
            "host",
            "start_ms",
            "blocked_ms",
            "connect_ms",
            "tls_ms",
            "sent_ms",
            "first_byte_ms",
            "done_ms"});
    return header;
}

std::vector<std::string>
WebPageRow::GetObjectValues(const WebPageCell& cell, const WebPage& page, size_t object) const
{
    const WebObjectRecord& times = record.objects[object];
    const auto sinceStart = [this](Time time) {
        return time.IsStrictlyNegative() ? time : time - record.start;
    };
    std::vector<std::string> values = cell.GetValues();
    Append(values,
           {std::to_string(sample),
            std::to_string(rngRun),
            page.objects[object].name,
            page.objects[object].host});
    for (const Time& time : {sinceStart(times.start),
                             times.blocked,
                             times.connect,
                             times.tls,
                             sinceStart(times.sent),
                             sinceStart(times.firstByte),
                             sinceStart(times.done)})
    {
        values.push_back(TlsCsvWriter::ToMilliseconds(time));
    }
    return values;
}

bool
WebPageRow::SetObjectValues(const WebPageCell& cell,
                            const WebPage& page,
                            size_t object,
                            const std::vector<std::string>& values)
{
    std::vector<std::string> columns = cell.GetValues();
    Append(columns,
           {std::to_string(sample),
            std::to_string(rngRun),
            page.objects[object].name,
            page.objects[object].host});
    if (values.size() != GetObjectHeader().size() ||
        !std::equal(columns.begin(), columns.end(), values.begin()))
    {
        return false;
    }
    record.objects.resize(page.objects.size());
    WebObjectRecord& times = record.objects[object];
    TlsColumnReader reader(values, columns.size());
    times.start = reader.ReadTime();
    times.blocked = reader.ReadTime();
    times.connect = reader.ReadTime();
    times.tls = reader.ReadTime();
    times.sent = reader.ReadTime();
    times.firstByte = reader.ReadTime();
    times.done = reader.ReadTime();
    return reader.IsGood();
}

void
WebPageSummary::Add(const WebPageRow& row)
{
    if (row.record.result != "ok")
    {
        loadTime.AddFailure();
        ++failed;
        return;
    }
    loadTime.Add(static_cast<double>(row.record.loadTime.GetNanoSeconds()) / 1e6);
    ++summed;
    connections += static_cast<double>(row.record.connections.size());
    handshakes += row.record.handshakes;
    counters.bytesUp += row.counters.bytesUp;
    counters.bytesDown += row.counters.bytesDown;
    counters.packetsUp += row.counters.packetsUp;
    counters.packetsDown += row.counters.packetsDown;
    counters.retransmissions += row.counters.retransmissions;
    headers.plain += row.record.headers.plain;
    headers.wire += row.record.headers.wire;
}

std::vector<std::string>
WebPageSummary::GetHeader()
{
    std::vector<std::string> header = WebPageCell::GetHeader();
    Append(header, {"n", "failed"});
    for (const Percentile& percentile : PERCENTILES)
    {
        const std::string name = std::string("plt_") + percentile.name;
        header.push_back(name + "_ms");
        if (percentile.hasInterval)
        {
            Append(header, {name + "_lo_ms", name + "_hi_ms"});
        }
    }
    Append(header,
           {"plt_mean_ms",
            "connections_mean",
            "handshakes_mean",
            "bytes_up_mean",
            "bytes_down_mean",
            "packets_up_mean",
            "packets_down_mean",
            "retransmissions_mean",
            "header_bytes_plain_mean",
            "header_bytes_wire_mean"});
    return header;
}

std::vector<std::string>
WebPageSummary::GetValues(const WebPageCell& cell) const
{
    std::vector<std::string> values = cell.GetValues();
    Append(values, {std::to_string(loadTime.GetCount()), std::to_string(failed)});
    for (const Percentile& percentile : PERCENTILES)
    {
        values.push_back(ToText(loadTime.GetPercentile(percentile.share)));
        if (percentile.hasInterval)
        {
            const auto interval = loadTime.GetInterval(percentile.share);
            values.push_back(interval ? TlsCsvWriter::ToText(interval->first) : "");
            values.push_back(interval ? TlsCsvWriter::ToText(interval->second) : "");
        }
    }
    values.push_back(ToText(loadTime.GetMean()));
    for (const double sum : {connections,
                             handshakes,
                             static_cast<double>(counters.bytesUp),
                             static_cast<double>(counters.bytesDown),
                             static_cast<double>(counters.packetsUp),
                             static_cast<double>(counters.packetsDown),
                             static_cast<double>(counters.retransmissions),
                             static_cast<double>(headers.plain),
                             static_cast<double>(headers.wire)})
    {
        values.push_back(summed > 0 ? TlsCsvWriter::ToText(sum / static_cast<double>(summed)) : "");
    }
    return values;
}

} // namespace ns3
