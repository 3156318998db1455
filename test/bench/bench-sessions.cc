/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bench-result.h"

#include "ns3/tls-session-cache.h"

#include <memory>

namespace ns3
{

namespace
{

constexpr size_t FEW = 1000;
constexpr size_t MANY = 100000;
constexpr size_t FINDS = 200000; //!< of one measurement
/// Keys that are asked for. They are few, so that the processor's caches hold the same part of
/// either cache of sessions, and spread over all that were stored.
constexpr size_t KEYS = 500;
constexpr int64_t LIFETIME = 300; //!< in seconds

/// A cache full of sessions, and some of their keys.
class FilledCache
{
  public:
    /// @param size number of sessions
    explicit FilledCache(size_t size)
        : m_cache(size, LIFETIME)
    {
        const auto session = std::make_shared<const tls::TlsSession>();
        for (size_t i = 0; i < size; ++i)
        {
            // As long as session ids are.
            const std::string key = std::string(24, 'k') + std::to_string(10000000 + i);
            m_cache.Store(key, session);
            if (i % (size / KEYS) == 0)
            {
                m_keys.push_back(key);
            }
        }
    }

    /// @return seconds that one find takes; above a second when one is not found
    double TimeFind() const
    {
        size_t found = 0;
        BenchClock clock;
        for (size_t i = 0; i < FINDS; ++i)
        {
            found += m_cache.Find(m_keys[i % m_keys.size()], 0) ? 1 : 0;
        }
        return found == FINDS ? clock.Elapsed() / FINDS : 2;
    }

  private:
    tls::TlsSessionCache m_cache;    //!< what is asked
    std::vector<std::string> m_keys; //!< for what
};

} // namespace

std::vector<BenchResult>
BenchSessions(uint32_t repetitions)
{
    const FilledCache few(FEW);
    const FilledCache many(MANY);
    std::vector<double> ratios;
    std::vector<double> fewTimes;
    std::vector<double> manyTimes;
    for (uint32_t i = 0; i < repetitions; ++i)
    {
        fewTimes.push_back(few.TimeFind());
        manyTimes.push_back(many.TimeFind());
        ratios.push_back(manyTimes.back() / fewTimes.back());
    }
    return {{"session found among 100,000",
             Median(ratios),
             2,
             false,
             "x",
             Fixed(1e9 * Median(manyTimes), 0) +
                 " ns, among 1,000: " + Fixed(1e9 * Median(fewTimes), 0) + " ns"}};
}

} // namespace ns3
