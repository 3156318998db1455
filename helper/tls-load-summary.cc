/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-load-summary.h"

#include "tls-csv-writer.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

namespace
{

constexpr size_t BATCHES = 20;     //!< parts of a measurement that count as independent
constexpr double STUDENT = 2.0930; //!< 97.5 % of Student's t with 19 degrees of freedom

/// @param time a time @return it in ms
double
ToMs(Time time)
{
    return static_cast<double>(time.GetNanoSeconds()) / 1e6;
}

/// @param value a number, or nothing @return it as text, empty for nothing
std::string
ToText(const std::optional<double>& value)
{
    return value ? TlsCsvWriter::ToText(*value) : "";
}

} // namespace

TlsLoadSummary::TlsLoadSummary(uint64_t window)
    : m_window(window),
      m_batches(BATCHES)
{
}

void
TlsLoadSummary::Add(const TlsLoadRow& row)
{
    if (row.result == "ok")
    {
        m_handshake.Add(ToMs(row.GetHandshake()));
    }
    else
    {
        m_handshake.AddFailure();
    }
    if (row.hasServer)
    {
        m_queue.Add(ToMs(row.server.cpuQueue));
        m_serverCost += ToMs(row.server.cpu);
        m_served++;
    }
}

void
TlsLoadSummary::AddJob(uint64_t arrived, Time wait, Time cost)
{
    const uint64_t last = m_window > 0 ? m_window - 1 : 0;
    Batch& batch = m_batches[std::min(arrived, last) * BATCHES / std::max<uint64_t>(m_window, 1)];
    batch.weightedWait += ToMs(wait) * ToMs(cost);
    batch.cost += ToMs(cost);
    m_squares += ToMs(cost) * ToMs(cost);
}

void
TlsLoadSummary::Finish(Time length, Time busy, uint64_t completed, uint32_t cores)
{
    m_length = ToMs(length);
    m_busy = ToMs(busy);
    m_completed = completed;
    m_cores = cores;
}

const TlsLatencyStatistics&
TlsLoadSummary::GetHandshake() const
{
    return m_handshake;
}

double
TlsLoadSummary::GetUtilization() const
{
    return m_length > 0 ? m_busy / m_length / m_cores : 0;
}

std::optional<double>
TlsLoadSummary::GetCapacity() const
{
    if (m_serverCost <= 0)
    {
        return std::nullopt;
    }
    return 1000.0 * m_cores * static_cast<double>(m_served) / m_serverCost;
}

std::optional<double>
TlsLoadSummary::GetWait() const
{
    Batch all;
    for (const Batch& batch : m_batches)
    {
        all.weightedWait += batch.weightedWait;
        all.cost += batch.cost;
    }
    return all.cost > 0 ? std::make_optional(all.weightedWait / all.cost) : std::nullopt;
}

std::optional<std::pair<double, double>>
TlsLoadSummary::GetWaitInterval() const
{
    const auto mean = GetWait();
    double squares = 0;
    for (const Batch& batch : m_batches)
    {
        if (batch.cost <= 0)
        {
            return std::nullopt;
        }
        const double difference = batch.weightedWait / batch.cost - *mean;
        squares += difference * difference;
    }
    const double half = STUDENT * std::sqrt(squares / (BATCHES - 1) / BATCHES);
    return std::make_pair(std::max(0.0, *mean - half), *mean + half);
}

std::optional<double>
TlsLoadSummary::GetTheory() const
{
    const double load = GetUtilization();
    if (m_cores != 1 || load <= 0 || load >= 1)
    {
        return std::nullopt;
    }
    return m_squares / m_length / (2 * (1 - load));
}

std::vector<std::string>
TlsLoadSummary::GetHeader()
{
    std::vector<std::string> header = TlsLoadRow::GetCellHeader();
    for (const char* name : {"completed_per_s",
                             "server_utilization",
                             "handshake_p50_ms",
                             "handshake_p50_lo_ms",
                             "handshake_p50_hi_ms",
                             "handshake_p95_ms",
                             "handshake_p95_lo_ms",
                             "handshake_p95_hi_ms",
                             "handshake_p99_ms",
                             "handshake_p99_lo_ms",
                             "handshake_p99_hi_ms",
                             "cpu_queue_p95_ms",
                             "failed",
                             "n",
                             "capacity_per_s",
                             "cpu_wait_mean_ms",
                             "cpu_wait_mean_lo_ms",
                             "cpu_wait_mean_hi_ms",
                             "cpu_wait_theory_ms"})
    {
        header.emplace_back(name);
    }
    return header;
}

std::vector<std::string>
TlsLoadSummary::GetValues(const TlsLoadSettings& settings) const
{
    std::vector<std::string> values = TlsLoadRow::GetCellValues(settings);
    values.push_back(m_length > 0
                         ? TlsCsvWriter::ToText(static_cast<double>(m_completed) / m_length * 1000)
                         : "");
    values.push_back(TlsCsvWriter::ToText(GetUtilization()));
    for (const double share : {0.5, 0.95, 0.99})
    {
        values.push_back(ToText(m_handshake.GetPercentile(share)));
        const auto interval = m_handshake.GetInterval(share);
        values.push_back(interval ? TlsCsvWriter::ToText(interval->first) : "");
        values.push_back(interval ? TlsCsvWriter::ToText(interval->second) : "");
    }
    values.push_back(ToText(m_queue.GetPercentile(0.95)));
    values.push_back(std::to_string(m_handshake.GetFailures()));
    values.push_back(std::to_string(m_handshake.GetCount()));
    values.push_back(ToText(GetCapacity()));
    values.push_back(ToText(GetWait()));
    const auto interval = GetWaitInterval();
    values.push_back(interval ? TlsCsvWriter::ToText(interval->first) : "");
    values.push_back(interval ? TlsCsvWriter::ToText(interval->second) : "");
    values.push_back(ToText(GetTheory()));
    return values;
}

} // namespace ns3
