/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// How many handshakes a second does a server stand? Clients around a server begin handshakes at
// random (a Poisson process of a given rate), each over a link of its own, and close when the
// handshake is over. Sweeps kind, cores, share of resumed handshakes and rate, and writes load.csv
// (a row per cell), load-raw.csv (a row per handshake) and a picture.
//
//   client 1 --------.
//   client 2 -------- server, its cores and their queue
//   ...      --------'

#include "ns3/core-module.h"
#include "ns3/tls-csv-writer.h"
#include "ns3/tls-kind.h"
#include "ns3/tls-load-plot.h"
#include "ns3/tls-load-run.h"
#include "ns3/tls-study-text.h"
#include "ns3/tls-study.h"
#include "ns3/tls-table-writer.h"

#include <algorithm>
#include <iostream>
#include <string>
#include <unistd.h>
#include <vector>

using namespace ns3;

namespace
{

/// The options that only this program has, as given.
struct LoadOptions
{
    std::string clients{"50"};                            //!< client nodes
    std::string offered{"1000,2000,3000,3500,4000,4500"}; //!< handshakes a second, a list
    std::string resumeRatio{"0"};                         //!< shares of resumed handshakes, a list
    std::string handshakes{"10000"};                      //!< measured in each cell
    std::string warmup;          //!< handshakes before; empty: by number and rate
    std::string backlog{"1024"}; //!< most handshakes under way at the server

    /// @param cmd the command line
    void AddTo(CommandLine& cmd)
    {
        cmd.AddValue("clients", "client nodes, which begin handshakes in turn", clients);
        cmd.AddValue("offered", "handshakes that begin a second (Poisson), a list", offered);
        cmd.AddValue("resumeRatio",
                     "shares of handshakes that go on with an earlier session by a ticket, a list",
                     resumeRatio);
        cmd.AddValue("handshakes", "handshakes measured in each cell", handshakes);
        cmd.AddValue(
            "warmup",
            "handshakes before them that are not measured; empty: a tenth as many, and those "
            "of a second at least",
            warmup);
        cmd.AddValue("backlog",
                     "handshakes that the server has under way at most; further SYNs are dropped",
                     backlog);
    }

    /**
     * @param common the options of all programs
     * @param values the same as checked
     * @param cells where to put what is to be measured
     * @return empty, or the sentence that refuses a value
     */
    std::string Parse(const TlsStudyOptions& common,
                      const TlsStudyOptions::Values& values,
                      std::vector<TlsLoadSettings>& cells) const
    {
        using namespace TlsStudyText;
        TlsLoadSettings cell;
        uint64_t number = 0;
        if (!ToInteger(clients, number) || number < 1 || number > 10000)
        {
            return Refusal("clients", clients, "1 to 10000 nodes");
        }
        cell.clients = static_cast<uint32_t>(number);
        if (!ToInteger(handshakes, cell.handshakes) || cell.handshakes < 1 ||
            cell.handshakes > 100000000)
        {
            return Refusal("handshakes", handshakes, "1 to 100000000");
        }
        if (!warmup.empty() && (!ToInteger(warmup, cell.warmup) || cell.warmup > 100000000))
        {
            return Refusal("warmup", warmup, "0 to 100000000 handshakes");
        }
        if (!ToInteger(backlog, number) || number < 1 || number > 1000000)
        {
            return Refusal("backlog", backlog, "1 to 1000000 handshakes");
        }
        cell.backlog = static_cast<uint32_t>(number);
        for (const auto& [option, given, size] :
             {std::tuple{"rtt", common.rtt, values.rtts.size()},
              std::tuple{"loss", common.loss, values.losses.size()},
              std::tuple{"group", common.group, values.groups.size()},
              std::tuple{"chainBytes", common.chainBytes, values.chainBytes.size()}})
        {
            if (size != 1)
            {
                return Refusal(option, given, "one value: server-load does not sweep it");
            }
        }
        if (values.link.crossTraffic > 0)
        {
            return Refusal("crossTraffic", common.crossTraffic, "0Mbps with server-load");
        }
        if (!common.drop.empty())
        {
            return Refusal("drop", common.drop, "nothing with server-load");
        }
        cell.link = values.link;
        cell.group = values.groups.front();
        return Vary(values, cell, cells);
    }

  private:
    /**
     * @param values the options of all programs as checked
     * @param cell what all cells have in common
     * @param cells where to put what is to be measured
     * @return empty, or the sentence that refuses a value
     */
    std::string Vary(const TlsStudyOptions::Values& values,
                     TlsLoadSettings cell,
                     std::vector<TlsLoadSettings>& cells) const
    {
        using namespace TlsStudyText;
        for (const std::string& kind : values.kinds)
        {
            if (TlsKind::Find(kind)->resumption != TlsResumption::NONE)
            {
                return Refusal("kind",
                               kind,
                               "a kind of full handshakes, of which --resumeRatio says how many "
                               "go on with an earlier session");
            }
            cell.kind = kind;
            for (const uint32_t cores : values.coresList)
            {
                cell.cores = cores;
                for (const std::string& ratio : Split(resumeRatio))
                {
                    if (!ToShare(ratio, cell.resumeRatio))
                    {
                        return Refusal("resumeRatio", ratio, "a list of shares from 0 to 1");
                    }
                    for (const std::string& rate : Split(offered))
                    {
                        if (!ToNumber(rate, cell.offered) || cell.offered < 0.001 ||
                            cell.offered > 1e7)
                        {
                            return Refusal("offered", rate, "a list of rates from 0.001 to 1e7");
                        }
                        if (warmup.empty())
                        {
                            cell.warmup =
                                std::max(cell.handshakes / 10, static_cast<uint64_t>(cell.offered));
                        }
                        cells.push_back(cell);
                    }
                }
            }
        }
        return "";
    }
};

/**
 * @param settings of a cell
 * @param row number of its handshakes so far
 */
void
ShowRows(const TlsLoadSettings& settings, uint64_t row)
{
    if (row % 100 == 0 && isatty(STDERR_FILENO) == 1)
    {
        std::cerr << "\r\033[K" << settings.kind << ", cores " << settings.cores << ", "
                  << settings.offered << " a second: " << row << " of " << settings.handshakes
                  << std::flush;
    }
}

/**
 * @param settings of a cell
 * @param summary what it came to
 */
void
Print(const TlsLoadSettings& settings, const TlsLoadSummary& summary)
{
    const auto median = summary.GetHandshake().GetPercentile(0.5);
    const auto tail = summary.GetHandshake().GetPercentile(0.95);
    if (isatty(STDERR_FILENO) == 1)
    {
        std::cerr << "\r\033[K" << std::flush;
    }
    std::cout << settings.kind << ", cores " << settings.cores << ", resumed "
              << settings.resumeRatio << ", offered " << settings.offered
              << " a second: utilization " << TlsCsvWriter::ToText(summary.GetUtilization())
              << ", median " << (median ? TlsCsvWriter::ToText(*median) : "none")
              << " ms, 95th percentile " << (tail ? TlsCsvWriter::ToText(*tail) : "none") << " ms, "
              << summary.GetHandshake().GetFailures() << " failed" << std::endl;
}

} // namespace

int
main(int argc, char* argv[])
{
    CommandLine cmd(__FILE__);
    TlsStudy study(cmd, "server-load");
    TlsStudyOptions& common = study.GetOptions();
    common.takesCoresList = true;
    common.rate = "1Gbps";
    LoadOptions options;
    options.AddTo(cmd);
    cmd.Parse(argc, argv);

    const TlsStudyOptions::Values& values = study.GetValues();
    std::vector<TlsLoadSettings> cells;
    std::string refusal = options.Parse(common, values, cells);
    TlsHelper tls;
    if (refusal.empty())
    {
        refusal = TlsStudy::CheckGroups(values);
    }
    if (refusal.empty())
    {
        refusal = TlsStudy::CreateIdentity(common, values.chainBytes.front(), tls);
    }
    if (!refusal.empty())
    {
        study.Refuse(refusal);
    }
    for (const std::string& kind : values.kinds)
    {
        if (TlsKind::Find(kind)
                ->GetSuites(tls.ServerConfig().identities.front().key->publicKey->type)
                .empty())
        {
            study.Refuse(TlsStudyText::Refusal("auth",
                                               common.auth,
                                               "a key that " + kind + " has cipher suites for"));
        }
        if (TlsKind::Find(kind)->isClientAuthenticated)
        {
            tls.CreateClientIdentity("client.example.com", common.auth);
        }
    }

    TlsTableWriter& raw = study.OpenTable("load-raw", TlsLoadRow::GetHeader());
    TlsTableWriter& load = study.OpenTable("load", TlsLoadSummary::GetHeader());
    std::vector<TlsLoadResult> results;
    for (const TlsLoadSettings& cell : cells)
    {
        uint64_t rows = 0;
        const TlsLoadSummary summary =
            TlsLoadRun(common, values, tls, cell).Run([&](const TlsLoadRow& row) {
                raw.WriteRow(row.GetValues(cell));
                ShowRows(cell, ++rows);
                if (!raw.IsGood())
                {
                    study.RefuseFolder();
                }
            });
        load.WriteRow(summary.GetValues(cell));
        Print(cell, summary);
        results.emplace_back(cell, summary);
    }
    study.Commit();
    for (const char* file : {"load-raw.csv", "load.csv"})
    {
        std::cout << study.GetPath(file) << "\n";
    }
    std::vector<std::string> pictures;
    refusal = TlsLoadPlot(results, study.GetPath("")).Draw(pictures);
    for (const std::string& picture : pictures)
    {
        std::cout << picture << "\n";
    }
    if (!refusal.empty())
    {
        study.Refuse(refusal);
    }
    return 0;
}
