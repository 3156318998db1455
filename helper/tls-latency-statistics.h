/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_LATENCY_STATISTICS_H
#define TLS_LATENCY_STATISTICS_H

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * Order statistics of durations, failures included: a failure ranks as plus infinity.
 *
 * Percentiles are values that were observed, never interpolated.
 */
class TlsLatencyStatistics
{
  public:
    /// @param value a duration, in any unit
    void Add(double value);
    /// Counts something that never came to its end.
    void AddFailure();

    /// @return how many were added, failures included
    size_t GetCount() const;
    /// @return how many failures were added
    size_t GetFailures() const;

    /**
     * The smallest observation that at least this share of all observations does not exceed.
     *
     * @param share 0 (the least observation) to 1 (the greatest)
     * @return the observation, plus infinity for a failure; nothing when there is none
     */
    std::optional<double> GetPercentile(double share) const;

    /**
     * A distribution-free interval for a percentile: the observations between whose ranks the
     * percentile of the distribution lies with a chance of at least 95 %, at most 2.5 % on
     * either side.
     *
     * @param share more than 0, less than 1
     * @return its ends; nothing when there are too few observations for it
     */
    std::optional<std::pair<double, double>> GetInterval(double share) const;

    /// A value that was observed.
    struct Value
    {
        double value; //!< a duration, in the unit of Add()
        size_t count; //!< how often it was observed
    };

    /// @return what did not fail, each value once, in order of size
    const std::vector<Value>& GetDistribution() const;

    /// @return the mean, plus infinity when something failed; nothing when there is none
    std::optional<double> GetMean() const;

    /**
     * Ranks of the ends of GetInterval().
     *
     * @param count number of observations
     * @param share more than 0, less than 1
     * @return ranks from 1 to count; nothing when there are too few observations
     */
    static std::optional<std::pair<size_t, size_t>> GetRanks(size_t count, double share);

  private:
    /// @param rank 1 to GetCount() @return the observation of that rank
    double GetRanked(size_t rank) const;

    void Merge() const;

    // Losses on a link give few different durations, so that millions of samples take little room.
    mutable std::vector<Value> m_values;  //!< what did not fail, in order of size
    mutable std::vector<double> m_recent; //!< what is not yet among them
    size_t m_count{0};                    //!< what did not fail
    size_t m_failures{0};                 //!< what failed
};

} // namespace ns3

#endif /* TLS_LATENCY_STATISTICS_H */
