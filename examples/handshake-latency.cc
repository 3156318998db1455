/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// How long does a TLS handshake take? Each sample is one connection over a link of its own:
// TCP, handshake, one request, one reply, close. Sweeps kind, round-trip time and loss, and
// writes latency.csv (a row per connection), summary.csv (a row per cell) and pictures.
//
//   client ------------------------ server
//           delay, rate, losses

#include "ns3/core-module.h"
#include "ns3/tls-kind-variation.h"
#include "ns3/tls-latency-plot.h"
#include "ns3/tls-latency-sweep.h"
#include "ns3/tls-study-text.h"
#include "ns3/tls-study.h"

#include <chrono>
#include <iostream>
#include <memory>
#include <string>
#include <unistd.h>
#include <vector>

using namespace ns3;

namespace
{

/// The options that only this program has, as given.
struct SweepOptions
{
    std::string samples{"1000"};      //!< per cell
    std::string only;                 //!< row to repeat
    std::string precision;            //!< as p95:0.02
    std::string maxSamples{"100000"}; //!< per cell, with precision
    std::string requestBytes{"72"};   //!< octets of the request
    std::string replyBytes{"1041"};   //!< octets of the reply
    std::string pcap{"false"};        //!< captures of the row that is repeated
    TlsKindVariation variation;       //!< parts of kinds that are set alone
    TlsSweepCells cells;              //!< which cells are run, and where

    /// @param cmd the command line
    void AddTo(CommandLine& cmd)
    {
        cmd.AddValue("samples", "connections per cell", samples);
        cmd.AddValue("only", "repeat only this row of latency.csv, from 1", only);
        cmd.AddValue("precision",
                     "sample until the 95 % interval of a percentile of the handshake is at most "
                     "this wide, relative to it: p95:0.02",
                     precision);
        cmd.AddValue("maxSamples", "most connections per cell with --precision", maxSamples);
        cmd.AddValue("requestBytes", "octets of the request", requestBytes);
        cmd.AddValue("replyBytes", "octets of the reply", replyBytes);
        cmd.AddValue("pcap", "with --only: capture the row, with its key log", pcap);
        variation.AddTo(cmd);
        cells.AddTo(cmd);
    }

    /// @param plan where to put the values @return empty, or the sentence that refuses one
    std::string Parse(TlsLatencySweep::Plan& plan) const
    {
        using namespace TlsStudyText;
        uint64_t number = 0;
        if (!ToInteger(samples, plan.samples) || plan.samples < 1 || plan.samples > 10000000)
        {
            return Refusal("samples", samples, "1 to 10000000 connections");
        }
        if (!only.empty() && (!ToInteger(only, plan.only) || plan.only < 1))
        {
            return Refusal("only", only, "a row of latency.csv, counted from 1");
        }
        if (!ToInteger(maxSamples, plan.maxSamples) || plan.maxSamples < 1 ||
            plan.maxSamples > 10000000)
        {
            return Refusal("maxSamples", maxSamples, "1 to 10000000 connections");
        }
        if (!precision.empty())
        {
            const std::vector<std::string> parts = Split(precision, ':');
            const std::string& name = parts.front();
            plan.precisionShare = name == "p50" ? 0.5 : name == "p95" ? 0.95 : 0.99;
            if (parts.size() != 2 || (name != "p50" && name != "p95" && name != "p99") ||
                !ToNumber(parts[1], plan.precisionWidth) || plan.precisionWidth <= 0)
            {
                return Refusal("precision",
                               precision,
                               "p50, p95 or p99 and a width above 0, such as p95:0.02");
            }
            if (plan.only > 0)
            {
                return Refusal("only", only, "a row of a sweep without --precision");
            }
        }
        if (!ToInteger(requestBytes, number) || number < 64 || number > 16000)
        {
            return Refusal("requestBytes", requestBytes, "64 to 16000 octets");
        }
        plan.requestBytes = static_cast<uint32_t>(number);
        if (!ToInteger(replyBytes, number) || number < 200 || number > 100000000)
        {
            return Refusal("replyBytes", replyBytes, "200 to 100000000 octets");
        }
        plan.replyBytes = static_cast<uint32_t>(number);
        if (!ToBoolean(pcap, plan.isCaptured) || (plan.isCaptured && plan.only == 0))
        {
            return Refusal("pcap", pcap, "false, or true beside --only");
        }
        return cells.Parse(plan.only, plan.cells);
    }
};

/// Shows on a terminal how far a sweep is; writes nothing into a file.
class Progress
{
  public:
    /// @param total rows to come; 0: not known
    explicit Progress(uint64_t total)
        : m_total(total),
          m_terminal(isatty(STDERR_FILENO) == 1)
    {
    }

    ~Progress()
    {
        if (m_terminal && m_done > 0)
        {
            std::cerr << "\r\033[K" << std::flush;
        }
    }

    /// @param cell the cell that is being sampled
    void Step(const TlsLatencyCell& cell)
    {
        ++m_done;
        const auto now = std::chrono::steady_clock::now();
        if (!m_terminal || now - m_last < std::chrono::milliseconds(100))
        {
            return;
        }
        m_last = now;
        std::cerr << "\r\033[K";
        if (m_total > 0)
        {
            const auto filled = static_cast<size_t>(30 * m_done / m_total);
            std::cerr << "[" << std::string(filled, '#') << std::string(30 - filled, '.') << "] ";
        }
        std::cerr << m_done;
        if (m_total > 0)
        {
            std::cerr << " of " << m_total;
        }
        std::cerr << " connections, " << cell.kind << " at " << cell.rtt << " ms and loss "
                  << cell.loss << std::flush;
    }

  private:
    uint64_t m_total;                               //!< rows to come; 0: not known
    uint64_t m_done{0};                             //!< rows so far
    bool m_terminal;                                //!< somebody is watching
    std::chrono::steady_clock::time_point m_last{}; //!< when it was last shown
};

/// @param sweep whose cells are to be printed, as a table
void
PrintCells(const TlsLatencySweep& sweep)
{
    std::cout << "cell," << TlsStudyText::Join(TlsLatencyCell::GetHeader()) << ",samples\n";
    uint64_t number = 0;
    for (const TlsLatencySweepCell& cell : sweep.GetCells())
    {
        std::cout << ++number << "," << TlsStudyText::Join(cell.columns.GetValues()) << ","
                  << cell.samples << "\n";
    }
}

} // namespace

int
main(int argc, char* argv[])
{
    CommandLine cmd(__FILE__);
    TlsStudy study(cmd, "handshake-latency");
    study.GetOptions().kind = "tls12-ecdhe-rsa,tls12-rsa";
    study.GetOptions().rtt = "10ms,50ms,100ms,200ms";
    const std::string losses = "0,0.01,0.02,0.05,0.1";
    study.GetOptions().loss = losses;
    SweepOptions options;
    options.AddTo(cmd);
    cmd.Parse(argc, argv);
    const bool isApart = !study.GetOptions().lossUp.empty() || !study.GetOptions().lossDown.empty();
    if (isApart && study.GetOptions().loss == losses)
    {
        // Who names the loss of one direction has no sweep in mind.
        study.GetOptions().loss = "0";
    }
    std::string refusal = options.variation.Apply(study.GetOptions().kind);
    if (!refusal.empty())
    {
        study.Refuse(refusal);
    }

    study.Check();
    TlsLatencySweep::Plan plan;
    refusal = options.Parse(plan);
    if (refusal.empty() && study.GetValues().flowMonitor && plan.only == 0)
    {
        refusal = TlsStudyText::Refusal("flowMonitor",
                                        study.GetOptions().flowMonitor,
                                        "false, or true beside --only");
    }
    const std::string name = plan.only > 0 ? "row-" + std::to_string(plan.only) : "latency";
    TlsLatencySweep sweep(study.GetOptions(), study.GetValues(), plan);
    if (refusal.empty())
    {
        refusal = sweep.Prepare();
    }
    if (!refusal.empty())
    {
        study.Refuse(refusal);
    }

    if (plan.cells.isListed)
    {
        PrintCells(sweep);
        return 0;
    }
    const bool isWhole = plan.only == 0 && plan.cells.cell == 0;
    TlsLatencySample::Traces traces;
    if (plan.only > 0)
    {
        traces = {study.GetPath(name + "-"), plan.isCaptured, study.GetValues().flowMonitor};
        sweep.SetTraces(traces);
    }
    TlsTableWriter& latency = study.OpenTable(name, TlsLatencyRow::GetHeader());
    {
        Progress progress(plan.precisionShare > 0 ? 0 : isWhole ? sweep.GetRowCount() : 1);
        refusal = sweep.Run([&](const TlsLatencySweepCell& cell, const TlsLatencyRow& row) {
            latency.WriteRow(row.GetValues(cell.columns));
            progress.Step(cell.columns);
            if (!latency.IsGood())
            {
                study.RefuseFolder();
            }
        });
    }
    if (!refusal.empty())
    {
        study.Refuse(refusal);
    }
    if (isWhole)
    {
        TlsTableWriter& summary = study.OpenTable("summary", TlsLatencySummary::GetHeader());
        for (const TlsLatencySweepCell& cell : sweep.GetCells())
        {
            summary.WriteRow(cell.summary.GetValues(cell.columns));
        }
    }
    study.Commit();
    std::cout << study.GetPath(name + ".csv") << "\n";
    for (const std::string& file : traces.GetFiles())
    {
        std::cout << file << "\n";
    }
    if (isWhole)
    {
        std::cout << study.GetPath("summary.csv") << "\n";
        std::vector<std::string> pictures;
        refusal = TlsLatencyPlot(sweep.GetCells(), study.GetPath("")).Draw(pictures);
        for (const std::string& picture : pictures)
        {
            std::cout << picture << "\n";
        }
        if (!refusal.empty())
        {
            study.Refuse(refusal);
        }
    }
    return 0;
}
