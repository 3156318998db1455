/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-latency-statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace ns3
{

namespace
{

constexpr double TAIL = 0.025; //!< chance left outside on either side
constexpr double SLACK = 1e-9; //!< 0.95 x 20 has to be 19, not a little more

} // namespace

void
TlsLatencyStatistics::Add(double value)
{
    m_sorted = m_sorted && (m_values.empty() || m_values.back() <= value);
    m_values.push_back(value);
}

void
TlsLatencyStatistics::AddFailure()
{
    ++m_failures;
}

size_t
TlsLatencyStatistics::GetCount() const
{
    return m_values.size() + m_failures;
}

size_t
TlsLatencyStatistics::GetFailures() const
{
    return m_failures;
}

const std::vector<double>&
TlsLatencyStatistics::GetSorted() const
{
    if (!m_sorted)
    {
        std::sort(m_values.begin(), m_values.end());
        m_sorted = true;
    }
    return m_values;
}

double
TlsLatencyStatistics::GetRanked(size_t rank) const
{
    return rank <= m_values.size() ? GetSorted()[rank - 1]
                                   : std::numeric_limits<double>::infinity();
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
    const std::vector<double>& sorted = GetSorted();
    return std::accumulate(sorted.begin(), sorted.end(), 0.0) / static_cast<double>(sorted.size());
}

} // namespace ns3
