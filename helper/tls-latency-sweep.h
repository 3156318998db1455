/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_LATENCY_SWEEP_H
#define TLS_LATENCY_SWEEP_H

#include "tls-latency-row.h"
#include "tls-latency-sample.h"
#include "tls-study-options.h"
#include "tls-sweep-cells.h"

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/// A cell of a sweep: what is varied, and what its samples came to.
struct TlsLatencySweepCell
{
    TlsLatencySample::Settings settings; //!< what its samples are taken of
    TlsLatencyCell columns;              //!< its columns in the files
    uint32_t chainIndex{0};              //!< which of the chain sizes
    uint64_t samples{0};                 //!< how many samples it takes at first
    TlsLatencySummary summary;           //!< of the samples so far
};

/**
 * Samples every cell of kinds x groups x chain sizes x round-trip times x losses.
 *
 * Sample i of every cell uses the same random streams, and a cell without randomness is run
 * once.
 */
class TlsLatencySweep
{
  public:
    /// The options that only a sweep has, checked.
    struct Plan
    {
        uint64_t samples{1000};      //!< per cell
        uint64_t only{0};            //!< run only this row of latency.csv, from 1; 0: all
        double precisionShare{0};    //!< percentile to be made precise; 0: none
        double precisionWidth{0};    //!< width of its interval, relative to it
        uint64_t maxSamples{0};      //!< per cell, with precision
        uint32_t requestBytes{72};   //!< octets of the request
        uint32_t replyBytes{1041};   //!< octets of the reply
        bool isCaptured{false};      //!< the row of `only` leaves captures
        TlsSweepCells::Values cells; //!< which cells are run, and where
    };

    /**
     * @param options the options as given
     * @param values the options as checked
     * @param plan the sweep's own options
     */
    TlsLatencySweep(const TlsStudyOptions& options,
                    const TlsStudyOptions::Values& values,
                    const Plan& plan);
    ~TlsLatencySweep();

    /// @return empty when it can run, else a sentence that says what cannot be
    std::string Prepare();

    /// @param traces what the row of Plan::only leaves beside it
    void SetTraces(const TlsLatencySample::Traces& traces);

    /// @return how many rows latency.csv will have, without precision
    uint64_t GetRowCount() const;

    /// Called after each sample with its cell and row.
    using RowHandler = std::function<void(const TlsLatencySweepCell&, const TlsLatencyRow&)>;

    /**
     * Runs all samples, or those that the plan asks for; or reads them, if it says so.
     *
     * @param onRow called after each
     * @return empty, or the sentence that refuses what was read or could not be traced
     */
    std::string Run(const RowHandler& onRow);

    /// @param link the link @return what the column `loss` says of it
    static std::string GetLossColumn(const TlsLinkConfig& link);

    /// @return the cells, in the order of the files
    const std::vector<TlsLatencySweepCell>& GetCells() const;

  private:
    void MakeCells();
    std::string MakeIdentities();
    bool NeedsMore(const TlsLatencySweepCell& cell) const;
    std::string RunOnly(const RowHandler& onRow);
    std::string ReadCell(TlsLatencySweepCell& cell,
                         const std::string& path,
                         const RowHandler& onRow);

    const TlsStudyOptions& m_options;                          //!< as given
    const TlsStudyOptions::Values& m_values;                   //!< as checked
    Plan m_plan;                                               //!< the sweep's own options
    TlsLatencySample::Traces m_traces;                         //!< of the row that is repeated
    std::vector<std::unique_ptr<TlsLatencySample>> m_samplers; //!< by chain size
    std::vector<size_t> m_chainBytes;                          //!< octets by chain size
    std::vector<TlsLatencySweepCell> m_cells;                  //!< in the order of the files
};

} // namespace ns3

#endif /* TLS_LATENCY_SWEEP_H */
