/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bench-result.h"

#include "ns3/abort.h"
#include "ns3/tls-study-options.h"
#include "ns3/web-page-options.h"
#include "ns3/web-page-sweep.h"

#include <string>

namespace ns3
{

std::vector<BenchResult>
BenchPages(uint32_t repetitions)
{
    TlsStudyOptions options;
    options.kind = WebPageOptions::KIND;
    options.rtt = "100ms";
    TlsStudyOptions::Values values;
    std::string refusal = options.Parse(values);
    WebPageOptions::Values plan;
    refusal += WebPageOptions().Parse(plan);
    WebPageSweep sweep(options, values, plan);
    refusal += sweep.Prepare();
    NS_ABORT_MSG_IF(!refusal.empty(), refusal);

    std::vector<BenchResult> rows;
    for (const WebPageSweepCell& cell : sweep.GetCells())
    {
        std::vector<double> ratio;
        std::vector<double> time;
        double simulated = 0;
        // The first load meets what is set up once for a process.
        for (uint32_t i = 0; i <= repetitions; i++)
        {
            const BenchClock clock;
            const WebPageRow row = sweep.Load(cell, i);
            const double elapsed = clock.Elapsed();
            NS_ABORT_MSG_IF(row.record.result != "ok", "A page was not loaded.");
            simulated = row.record.loadTime.GetSeconds();
            if (i > 0)
            {
                time.push_back(elapsed);
                ratio.push_back(simulated / elapsed);
            }
        }
        rows.push_back({"page at 100 ms, " + cell.protocol.name,
                        Median(ratio),
                        50,
                        true,
                        "x",
                        Fixed(1e3 * Median(time), 1) + " ms for " + Fixed(1e3 * simulated, 0) +
                            " ms of simulated time"});
    }
    return rows;
}

} // namespace ns3
