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
#include "ns3/tls-csv-writer.h"
#include "ns3/tls-study.h"
#include "ns3/web-page-archive.h"
#include "ns3/web-page-options.h"
#include "ns3/web-page-plot.h"
#include "ns3/web-page-sweep.h"

#include <iostream>
#include <string>

using namespace ns3;

int
main(int argc, char* argv[])
{
    CommandLine cmd(__FILE__);
    TlsStudy study(cmd, "page-load");
    WebPageOptions options;
    options.AddTo(cmd);
    cmd.Parse(argc, argv);

    study.Check();
    WebPageOptions::Values plan;
    std::string refusal = options.Parse(plan);
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

    const std::string row = plan.only > 0 ? "row-" + std::to_string(plan.only) + "-" : "";
    const std::string pagesPath = study.GetPath(row + "pages.csv");
    const std::string objectsPath = study.GetPath(row + "objects.csv");
    study.WriteRunFile();
    if (plan.hasCaptures)
    {
        sweep.EnableCaptures(study.GetPath(""));
    }
    TlsCsvWriter pages(pagesPath, WebPageRow::GetHeader());
    TlsCsvWriter objects(objectsPath, WebPageRow::GetObjectHeader());
    sweep.Run([&](const WebPageSweepCell& cell, const WebPageRow& row) {
        pages.WriteRow(row.GetValues(cell.columns));
        for (size_t i = 0; i < cell.page->objects.size(); ++i)
        {
            objects.WriteRow(row.GetObjectValues(cell.columns, *cell.page, i));
        }
    });
    bool written = pages.Commit();
    written = objects.Commit() && written;
    std::cout << pagesPath << "\n" << objectsPath << "\n";
    if (plan.only == 0)
    {
        const std::string path = study.GetPath("pages-summary.csv");
        TlsCsvWriter summary(path, WebPageSummary::GetHeader());
        for (const WebPageSweepCell& cell : sweep.GetCells())
        {
            summary.WriteRow(cell.summary.GetValues(cell.columns));
        }
        written = summary.Commit() && written;
        const std::string archive = study.GetPath("page.har");
        written = WriteWebPageArchive(sweep.GetCells(), archive) && written;
        std::cout << path << "\n" << archive << "\n";
        WebPagePlot plot(sweep.GetCells(), study.GetPath(""));
        for (const std::string& picture : plot.Draw())
        {
            std::cout << picture << "\n";
        }
    }
    if (!written)
    {
        study.Refuse("the files in " + study.GetPath("") + " could not be written.");
    }
    return 0;
}
