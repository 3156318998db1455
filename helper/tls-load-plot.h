/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_LOAD_PLOT_H
#define TLS_LOAD_PLOT_H

#include "tls-load-settings.h"
#include "tls-load-summary.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/// A cell of a load sweep that was run.
using TlsLoadResult = std::pair<TlsLoadSettings, TlsLoadSummary>;

/// Draws latency-vs-load, the picture of a load sweep, with gnuplot.
class TlsLoadPlot
{
  public:
    /**
     * @param results cells, those of one curve in a row; must outlive this
     * @param folder where the files go; exists
     */
    TlsLoadPlot(const std::vector<TlsLoadResult>& results, const std::string& folder);

    /**
     * Draws the picture as PNG and PDF; gnuplot's script stands beside them.
     * @param pictures where to append the paths of what was drawn
     * @return a sentence on what could not be written or drawn, empty when nothing is wrong
     */
    std::string Draw(std::vector<std::string>& pictures) const;

  private:
    const std::vector<TlsLoadResult>& m_results; //!< the sweep's
    std::string m_folder;                        //!< where the files go
};

} // namespace ns3

#endif /* TLS_LOAD_PLOT_H */
