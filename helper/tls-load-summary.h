/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_LOAD_SUMMARY_H
#define TLS_LOAD_SUMMARY_H

#include "tls-latency-statistics.h"
#include "tls-load-row.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * One row of load.csv: what the handshakes of a cell come to.
 *
 * How long a job waits for a core is weighted with how long it then runs: what the unit of work
 * waited on average. All that comes to a queue independently waits alike, whatever it costs, so
 * that the weights change nothing there; but what follows on a connection at once, such as the
 * check of a Finished after a key exchange, comes just when the queue is known to be short or
 * long, and costs little.
 */
class TlsLoadSummary
{
  public:
    /// @param window measured handshakes; decides which batch a job belongs to
    explicit TlsLoadSummary(uint64_t window);

    /// @param row a measured handshake
    void Add(const TlsLoadRow& row);
    /**
     * A job of the server is done.
     * @param arrived measured handshakes that have begun by now
     * @param wait that it had for a core
     * @param cost how long it ran
     */
    void AddJob(uint64_t arrived, Time wait, Time cost);
    /**
     * The measurement is over.
     * @param length from the first to the last measured arrival
     * @param busy time that cores worked meanwhile, summed over cores
     * @param completed handshakes that were completed meanwhile
     * @param cores of the server
     */
    void Finish(Time length, Time busy, uint64_t completed, uint32_t cores);

    /// @return SYN to the end of the handshake at the client, in ms
    const TlsLatencyStatistics& GetHandshake() const;
    /// @return share of the cores' time that was used
    double GetUtilization() const;
    /// @return handshakes that the cores can do in a second; nothing when none costs time
    std::optional<double> GetCapacity() const;
    /// @return mean wait for a core in ms, weighted with costs; nothing without jobs
    std::optional<double> GetWait() const;
    /// @return ends of its interval (95 %, batch means) in ms; nothing when batches lack jobs
    std::optional<std::pair<double, double>> GetWaitInterval() const;
    /**
     * The mean wait in a queue with Poisson arrivals, of jobs with the moments of those that were
     * seen (Pollaczek and Khinchine). It describes servers whose first flight is what costs, as
     * with (EC)DHE and a signature. Where the second does, as with RSA key exchange, cheap first
     * flights gather behind an expensive job and bring their expensive second ones back in a bunch:
     * waits are then longer.
     * @return ms; nothing with more than one core, and at or beyond full load
     */
    std::optional<double> GetTheory() const;

    /// @return names of all columns
    static std::vector<std::string> GetHeader();
    /// @param settings of the cell @return the values
    std::vector<std::string> GetValues(const TlsLoadSettings& settings) const;

  private:
    /// Jobs of one batch.
    struct Batch
    {
        double weightedWait{0}; //!< sum of wait x cost in ms^2
        double cost{0};         //!< sum of costs in ms
    };

    uint64_t m_window;                //!< measured handshakes
    TlsLatencyStatistics m_handshake; //!< in ms
    TlsLatencyStatistics m_queue;     //!< wait of all jobs of a handshake at the server in ms
    double m_serverCost{0};           //!< of handshakes whose server is known, in ms
    uint64_t m_served{0};             //!< handshakes whose server is known
    std::vector<Batch> m_batches;     //!< in the order of time
    double m_squares{0};              //!< sum of cost^2 in ms^2
    double m_length{0};               //!< of the measurement in ms
    double m_busy{0};                 //!< time that cores worked in ms
    uint64_t m_completed{0};          //!< during the measurement
    uint32_t m_cores{1};              //!< of the server
};

} // namespace ns3

#endif /* TLS_LOAD_SUMMARY_H */
