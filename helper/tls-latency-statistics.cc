/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-latency-statistics.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>
#include <utility>

namespace ns3
{

namespace
{

constexpr double TAIL = 0.025; //!< chance left outside on either side
constexpr double SLACK = 1e-9; //!< 0.95 x 20 has to be 19, not a little more

constexpr size_t LEAST_MERGED = 1024; //!< observations that are put in order at a time

} // namespace

void
TlsLatencyStatistics::Add(double value)
{
    ++m_count;
    m_recent.push_back(value);
    if (m_recent.size() >= LEAST_MERGED + m_values.size() / 8)
    {
        Merge();
    }
}

void
TlsLatencyStatistics::Merge() const
{
    std::sort(m_recent.begin(), m_recent.end());
    const size_t old = m_values.size();
    m_values.reserve(old + m_recent.size());
    for (const double value : m_recent)
    {
        m_values.push_back({value, 1});
    }
    m_recent.clear();
    std::inplace_merge(m_values.begin(),
                       m_values.begin() + static_cast<std::ptrdiff_t>(old),
                       m_values.end(),
                       [](const Value& a, const Value& b) { return a.value < b.value; });
    auto last = m_values.begin();
    for (auto next = std::next(last); next != m_values.end(); ++next)
    {
        if (next->value == last->value)
        {
            last->count += next->count;
        }
        else
        {
            *++last = *next;
        }
    }
    m_values.erase(std::next(last), m_values.end());
}

void
TlsLatencyStatistics::AddFailure()
{
    ++m_failures;
}

size_t
TlsLatencyStatistics::GetCount() const
{
    return m_count + m_failures;
}

size_t
TlsLatencyStatistics::GetFailures() const
{
    return m_failures;
}

const std::vector<TlsLatencyStatistics::Value>&
TlsLatencyStatistics::GetDistribution() const
{
    if (!m_recent.empty())
    {
        Merge();
    }
    return m_values;
}

double
TlsLatencyStatistics::GetRanked(size_t rank) const
{
    size_t count = 0;
    for (const Value& one : GetDistribution())
    {
        count += one.count;
        if (count >= rank)
        {
            return one.value;
        }
    }
    return std::numeric_limits<double>::infinity();
}

std::optional<double>
TlsLatencyStatistics::GetPercentile(double share) const
{
    const size_t count = GetCount();
    if (count == 0)
    {
        return std::nullopt;
    }
    const double rank = std::ceil(share * static_cast<double>(count) - SLACK);
    return GetRanked(std::clamp<size_t>(static_cast<size_t>(std::max(rank, 1.0)), 1, count));
}

std::optional<std::pair<size_t, size_t>>
TlsLatencyStatistics::GetRanks(size_t count, double share)
{
    // B of the observations lie below the percentile, B binomial. The observation of rank l
    // lies above it when B < l, that of rank u below it when B >= u.
    const double n = static_cast<double>(count);
    size_t low = 0;
    size_t high = 0;
    double sum = 0;
    for (size_t k = 0; k < count; ++k)
    {
        const double x = static_cast<double>(k);
        sum += std::exp(std::lgamma(n + 1) - std::lgamma(x + 1) - std::lgamma(n - x + 1) +
                        x * std::log(share) + (n - x) * std::log1p(-share));
        if (sum <= TAIL)
        {
            low = k + 1;
        }
        if (sum >= 1 - TAIL)
        {
            high = k + 1;
            break;
        }
    }
    if (low == 0 || high == 0)
    {
        return std::nullopt;
    }
    return std::make_pair(low, high);
}

std::optional<std::pair<double, double>>
TlsLatencyStatistics::GetInterval(double share) const
{
    const auto ranks = GetRanks(GetCount(), share);
    if (!ranks)
    {
        return std::nullopt;
    }
    return std::make_pair(GetRanked(ranks->first), GetRanked(ranks->second));
}

std::optional<double>
TlsLatencyStatistics::GetMean() const
{
    if (GetCount() == 0)
    {
        return std::nullopt;
    }
    if (m_failures > 0)
    {
        return std::numeric_limits<double>::infinity();
    }
    // In order of size, so that the sum does not depend on the order of arrival.
    double sum = 0;
    for (const Value& one : GetDistribution())
    {
        sum += one.value * static_cast<double>(one.count);
    }
    return sum / static_cast<double>(m_count);
}

} // namespace ns3
