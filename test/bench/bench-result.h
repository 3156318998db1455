/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BENCH_RESULT_H
#define BENCH_RESULT_H

#include <cstdint>
#include <ctime>
#include <string>
#include <vector>

namespace ns3
{

/// One row of the table.
struct BenchResult
{
    std::string what;      //!< what was measured
    double value;          //!< the median
    double limit;          //!< what it is held against
    bool isLeast{false};   //!< the limit is the least that will do, not the most
    const char* unit{"x"}; //!< of value and limit
    std::string detail;    //!< the figures behind it
};

/**
 * Processor time of this process since the clock was made. A simulation computes all the time, on
 * one thread: this is the wall time that it takes on a machine that has nothing else to do.
 */
class BenchClock
{
  public:
    /// @return seconds of processor time that this process has used
    static double Now()
    {
        timespec time{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
    }

    /// @return seconds since construction
    double Elapsed() const
    {
        return Now() - m_start;
    }

  private:
    double m_start{Now()}; //!< time at construction
};

/**
 * @param samples at least one
 * @return the middle one
 */
double Median(std::vector<double> samples);

/**
 * @param value a number
 * @param digits after the point
 * @return it as text
 */
std::string Fixed(double value, int digits);

/**
 * What a full handshake costs beside its primitives and its octets over plain TCP, and a resumed
 * one beside its octets over plain TCP alone.
 * @param repetitions interleaved repetitions
 * @return a row for each group and each way to resume
 */
std::vector<BenchResult> BenchHandshake(uint32_t repetitions);

/// Connections for a profiler to look at: handshakes and closes, one after the other.
struct BenchProfile
{
    uint32_t handshakes{0};         //!< how many
    std::string group{"secp256r1"}; //!< for the key exchange
    std::string resume{"none"};     //!< all but the first: none, id or ticket
    std::string protocol{"tls"};    //!< tls, or tcp: plain TCP says the same octets
};

/**
 * @param profile what to play
 * @return true when all of it was played
 */
bool PlayHandshakes(const BenchProfile& profile);

/**
 * Goodput over TLS beside that over plain TCP.
 * @param repetitions interleaved repetitions
 * @return a row for each size of a write
 */
std::vector<BenchResult> BenchBulk(uint32_t repetitions);

/**
 * What a connection costs when there are many, beside the cost when there are few.
 * @param repetitions interleaved repetitions
 * @return a row for one client and one for many
 */
std::vector<BenchResult> BenchConnections(uint32_t repetitions);

/**
 * How long a program takes until its first SYN.
 * @param repetitions processes that are started
 * @return a row
 */
std::vector<BenchResult> BenchStartUp(uint32_t repetitions);

/**
 * How long a cache of sessions takes to find one among many, beside one among few.
 * @param repetitions interleaved repetitions
 * @return a row
 */
std::vector<BenchResult> BenchSessions(uint32_t repetitions);

/**
 * What a SPDY session costs beside its octets over TLS, and a stream of it when there are many.
 * @param repetitions interleaved repetitions
 * @return a row for each
 */
std::vector<BenchResult> BenchSpdy(uint32_t repetitions);

/**
 * How much quicker a sweep is on two cores than on one. Needs GNU parallel and two idle cores.
 * @param repetitions interleaved repetitions
 * @return a row
 */
std::vector<BenchResult> BenchCampaign(uint32_t repetitions);

/**
 * How much faster than real time the built-in page is loaded.
 * @param repetitions loads
 * @return a row for each protocol
 */
std::vector<BenchResult> BenchPages(uint32_t repetitions);

/**
 * What a study of handshakes over lossy links costs, with each kind of cryptography, beside the
 * same segments over plain TCP and the primitives of both ends.
 * @param repetitions interleaved repetitions
 * @return a row for each kind of cryptography
 */
std::vector<BenchResult> BenchSweep(uint32_t repetitions);

/**
 * How the memory of a study grows with its samples.
 * @param repetitions pairs of processes that are started
 * @return a row
 */
std::vector<BenchResult> BenchMemory(uint32_t repetitions);

/// The option that makes a process one of those that BenchMemory() measures.
constexpr const char* MEMORY_PROBE = "--memory-probe";

/**
 * What such a process does: a study, and say how much memory it took.
 * @param samples connections
 */
void RunMemoryProbe(uint64_t samples);

/// The option that makes a process one of those that BenchStartUp() times.
constexpr const char* START_UP_PROBE = "--start-up-probe";

/// What such a process does: a minimal scenario up to its first SYN, and say how long it took.
void RunStartUpProbe();

} // namespace ns3

#endif /* BENCH_RESULT_H */
