/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-latency-row.h"

#include "tls-column-reader.h"
#include "tls-csv-writer.h"

#include <algorithm>
#include <array>
#include <optional>

namespace ns3
{

namespace
{

/// @param values where to append @param more what to append
void
Append(std::vector<std::string>& values, const std::vector<std::string>& more)
{
    values.insert(values.end(), more.begin(), more.end());
}

/// @param statistics a metric's @param time in the metric; negative: never
void
AddTime(TlsLatencyStatistics& statistics, Time time)
{
    if (time.IsStrictlyNegative())
    {
        statistics.AddFailure();
        return;
    }
    statistics.Add(static_cast<double>(time.GetNanoSeconds()) / 1e6);
}

/// @param value a number or nothing @return its text, empty for nothing
std::string
ToText(const std::optional<double>& value)
{
    return value ? TlsCsvWriter::ToText(*value) : "";
}

/// A percentile of summary.csv.
struct Percentile
{
    const char* name; //!< as in the column's name
    double share;     //!< 0 to 1
    bool hasInterval; //!< whether lo and hi stand beside it
};

constexpr std::array<Percentile, 7> PERCENTILES{{{"min", 0, false},
                                                 {"p25", 0.25, false},
                                                 {"p50", 0.5, true},
                                                 {"p75", 0.75, false},
                                                 {"p90", 0.9, false},
                                                 {"p95", 0.95, true},
                                                 {"p99", 0.99, true}}};

} // namespace

std::vector<std::string>
TlsLatencyCell::GetHeader()
{
    return {"kind",
            "rtt_ms",
            "loss",
            "down_bps",
            "up_bps",
            "jitter_ms",
            "queue",
            "initcwnd",
            "group",
            "auth",
            "chain_bytes"};
}

std::vector<std::string>
TlsLatencyCell::GetValues() const
{
    return {kind, rtt, loss, down, up, jitter, queue, initcwnd, group, auth, chainBytes};
}

std::vector<std::string>
TlsLatencyRow::GetHeader()
{
    std::vector<std::string> header = TlsLatencyCell::GetHeader();
    Append(header,
           {"sample",          "rng_run",       "connect_ms",      "hello_ms",  "certificate_ms",
            "key_exchange_ms", "tls_ms",        "handshake_ms",    "ttfb_ms",   "ttlb_ms",
            "client_cpu_ms",   "server_cpu_ms", "cpu_queue_ms",    "bytes_c2s", "bytes_s2c",
            "segments_c2s",    "segments_s2c",  "retransmissions", "lost",      "repair",
            "result"});
    return header;
}

std::vector<std::string>
TlsLatencyRow::GetValues(const TlsLatencyCell& cell) const
{
    const TlsConnectionTimes& times = record.times;
    const Time never = Seconds(-1);
    const bool hasTls =
        !times.clientHello.IsStrictlyNegative() && !times.established.IsStrictlyNegative();
    std::vector<std::string> values = cell.GetValues();
    for (const uint64_t number : {sample, rngRun})
    {
        values.push_back(std::to_string(number));
    }
    for (const Time& time : {GetConnect(),
                             SinceSyn(times.serverHello),
                             SinceSyn(times.certificate),
                             SinceSyn(times.keyExchange),
                             hasTls ? times.established - times.clientHello : never,
                             GetHandshake(),
                             GetFirstByte(),
                             SinceSyn(record.lastByte),
                             times.cpu,
                             hasServer ? server.cpu : never,
                             hasServer ? times.cpuQueue + server.cpuQueue : never})
    {
        values.push_back(TlsCsvWriter::ToMilliseconds(time));
    }
    for (const uint64_t count : {counters.bytesUp,
                                 counters.bytesDown,
                                 counters.segmentsUp,
                                 counters.segmentsDown,
                                 counters.retransmissions})
    {
        values.push_back(hasCounters ? std::to_string(count) : "");
    }
    Append(values,
           {hasLosses ? counters.lost : "", hasLosses ? counters.repair : "", record.result});
    return values;
}

bool
TlsLatencyRow::SetValues(const TlsLatencyCell& cell, const std::vector<std::string>& values)
{
    const std::vector<std::string> columns = cell.GetValues();
    if (values.size() != GetHeader().size() ||
        !std::equal(columns.begin(), columns.end(), values.begin()))
    {
        return false;
    }
    *this = TlsLatencyRow();
    TlsColumnReader reader(values, columns.size());
    sample = reader.ReadCount();
    rngRun = reader.ReadCount();
    TlsConnectionTimes& times = record.times;
    times.synSent = Time(0);
    times.tcpConnected = reader.ReadTime();
    times.serverHello = reader.ReadTime();
    times.certificate = reader.ReadTime();
    times.keyExchange = reader.ReadTime();
    const Time handshake = reader.ReadTime();
    times.established = reader.ReadTime();
    times.clientHello = handshake.IsStrictlyNegative() ? handshake : times.established - handshake;
    record.firstByte = reader.ReadTime();
    record.lastByte = reader.ReadTime();
    times.cpu = reader.ReadTime();
    hasServer = reader.IsKnown();
    server.cpu = reader.ReadTime();
    times.cpuQueue = reader.ReadTime();
    hasCounters = reader.IsKnown();
    counters.bytesUp = reader.ReadCount();
    counters.bytesDown = reader.ReadCount();
    counters.segmentsUp = reader.ReadCount();
    counters.segmentsDown = reader.ReadCount();
    counters.retransmissions = reader.ReadCount();
    hasLosses = true;
    counters.lost = reader.ReadText();
    counters.repair = reader.ReadText();
    record.result = reader.ReadText();
    return reader.IsGood();
}

Time
TlsLatencyRow::SinceSyn(Time time) const
{
    return time.IsStrictlyNegative() || record.times.synSent.IsStrictlyNegative()
               ? Seconds(-1)
               : time - record.times.synSent;
}

Time
TlsLatencyRow::GetConnect() const
{
    return SinceSyn(record.times.tcpConnected);
}

Time
TlsLatencyRow::GetHandshake() const
{
    return SinceSyn(record.times.established);
}

Time
TlsLatencyRow::GetFirstByte() const
{
    return SinceSyn(record.firstByte);
}

void
TlsLatencySummary::Add(const TlsLatencyRow& row)
{
    AddTime(connect, row.GetConnect());
    AddTime(handshake, row.GetHandshake());
    AddTime(firstByte, row.GetFirstByte());
    if (row.record.result != "ok")
    {
        ++failed;
        return;
    }
    const TlsConnectionTimes& times = row.record.times;
    // A phase that a kind does not have takes no time: it ends with the one before.
    const Time hello = std::max(times.serverHello - times.synSent, row.GetConnect());
    const Time certificate = std::max(times.certificate - times.synSent, hello);
    connectSum += row.GetConnect();
    helloSum += hello;
    certificateSum += certificate;
    keyExchangeSum += std::max(times.keyExchange - times.synSent, certificate);
    handshakeSum += row.GetHandshake();
    firstByteSum += row.GetFirstByte();
    ++summed;
}

std::vector<std::string>
TlsLatencySummary::GetHeader()
{
    std::vector<std::string> header = TlsLatencyCell::GetHeader();
    Append(header, {"n", "failed"});
    for (const std::string metric : {"connect", "handshake", "ttfb"})
    {
        for (const Percentile& percentile : PERCENTILES)
        {
            const std::string name = metric + "_" + percentile.name;
            header.push_back(name + "_ms");
            if (percentile.hasInterval)
            {
                Append(header, {name + "_lo_ms", name + "_hi_ms"});
            }
        }
        header.push_back(metric + "_mean_ms");
    }
    return header;
}

std::vector<std::string>
TlsLatencySummary::GetValues(const TlsLatencyCell& cell) const
{
    std::vector<std::string> values = cell.GetValues();
    Append(values, {std::to_string(handshake.GetCount()), std::to_string(failed)});
    for (const TlsLatencyStatistics* metric : {&connect, &handshake, &firstByte})
    {
        for (const Percentile& percentile : PERCENTILES)
        {
            values.push_back(ToText(metric->GetPercentile(percentile.share)));
            if (!percentile.hasInterval)
            {
                continue;
            }
            const auto interval = metric->GetInterval(percentile.share);
            values.push_back(interval ? TlsCsvWriter::ToText(interval->first) : "");
            values.push_back(interval ? TlsCsvWriter::ToText(interval->second) : "");
        }
        values.push_back(ToText(metric->GetMean()));
    }
    return values;
}

} // namespace ns3
