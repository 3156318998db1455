/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What do the handshake and SPDY do to a whole page? Each sample loads the page once over a link
// of its own, with nothing cached. Sweeps protocol, domains, push, round-trip time and loss, and
// writes pages.csv (a row per load), pages-summary.csv (a row per cell), objects.csv (a row per
// object), page.har and pictures.
//
//   client ------------------------ server, for all hosts of the page
//           delay, rate, losses

#include "ns3/core-module.h"
#include "ns3/tls-study-text.h"
#include "ns3/tls-study.h"
#include "ns3/web-page-archive.h"
#include "ns3/web-page-options.h"
#include "ns3/web-page-plot.h"
#include "ns3/web-page-sweep.h"

#include <iostream>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// @param sweep whose cells are to be printed, as a table
void
PrintCells(const WebPageSweep& sweep)
{
    std::cout << "cell," << TlsStudyText::Join(WebPageCell::GetHeader()) << ",samples\n";
    for (const WebPageSweepCell& cell : sweep.GetCells())
    {
        std::cout << cell.number + 1 << "," << TlsStudyText::Join(cell.columns.GetValues()) << ","
                  << cell.samples << "\n";
    }
}

} // namespace

int
main(int argc, char* argv[])
{
    CommandLine cmd(__FILE__);
    TlsStudy study(cmd, "page-load", WebPageOptions::KIND);
    WebPageOptions options;
    options.AddTo(cmd);
    cmd.Parse(argc, argv);

    study.Check();
    WebPageOptions::Values plan;
    std::string refusal = options.Parse(plan);
    if (refusal.empty() && study.GetValues().flowMonitor)
    {
        refusal = TlsStudyText::Refusal("flowMonitor",
                                        study.GetOptions().flowMonitor,
                                        "false here, since each page has a simulation of its own");
    }
    if (!refusal.empty())
    {
        study.Refuse(refusal);
    }
    WebPageSweep sweep(study.GetOptions(), study.GetValues(), plan);
    refusal = sweep.Prepare();
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
    const std::string prefix = plan.only > 0 ? "row-" + std::to_string(plan.only) + "-" : "";
    TlsTableWriter& pages = study.OpenTable(prefix + "pages", WebPageRow::GetHeader());
    TlsTableWriter& objects = study.OpenTable(prefix + "objects", WebPageRow::GetObjectHeader());
    // A cell's captures belong to whoever puts the cells together.
    if (plan.hasCaptures && plan.cells.cell == 0)
    {
        sweep.EnableCaptures(study.GetPath(""));
    }
    refusal = sweep.Run([&](const WebPageSweepCell& cell, const WebPageRow& row) {
        pages.WriteRow(row.GetValues(cell.columns));
        for (size_t i = 0; i < cell.page->objects.size(); ++i)
        {
            objects.WriteRow(row.GetObjectValues(cell.columns, *cell.page, i));
        }
        if (!pages.IsGood() || !objects.IsGood())
        {
            study.RefuseFolder();
        }
    });
    if (!refusal.empty())
    {
        study.Refuse(refusal);
    }
    std::vector<std::string> files{prefix + "pages.csv", prefix + "objects.csv"};
    if (isWhole)
    {
        TlsTableWriter& summary = study.OpenTable("pages-summary", WebPageSummary::GetHeader());
        for (const WebPageSweepCell& cell : sweep.GetCells())
        {
            summary.WriteRow(cell.summary.GetValues(cell.columns));
        }
        if (!WriteWebPageArchive(sweep.GetCells(), study.GetPath("page.har")))
        {
            study.RefuseFolder();
        }
        files.emplace_back("pages-summary.csv");
        files.emplace_back("page.har");
    }
    study.Commit();
    for (const std::string& file : files)
    {
        std::cout << study.GetPath(file) << "\n";
    }
    if (isWhole)
    {
        std::vector<std::string> pictures;
        refusal = WebPagePlot(sweep.GetCells(), study.GetPath("")).Draw(pictures);
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
