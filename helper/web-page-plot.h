/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_PAGE_PLOT_H
#define WEB_PAGE_PLOT_H

#include "web-page-sweep.h"

#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

namespace ns3
{

/**
 * Draws the pictures of page loads with gnuplot: plt-vs-rtt and plt-vs-loss, as far as the sweep
 * varies them, and waterfall, which shows the loads of sample 0 at the first round-trip time and
 * loss side by side.
 */
class WebPagePlot
{
  public:
    /**
     * @param cells the cells of a sweep that was run; must outlive this
     * @param folder where the files go; exists
     */
    WebPagePlot(const std::vector<WebPageSweepCell>& cells, const std::string& folder);

    /**
     * @param pictures where to append paths of what was drawn; a .plt file stands beside each
     * @return a sentence on what could not be written or drawn, empty when nothing is wrong
     */
    std::string Draw(std::vector<std::string>& pictures);

  private:
    /// A point of a line.
    struct Point
    {
        double x;                         //!< where
        const WebPageSummary* statistics; //!< of what
    };

    void DrawRtt();
    void DrawLoss();
    void DrawLines(const std::string& name,
                   const std::string& title,
                   const std::string& axis,
                   const std::vector<std::vector<Point>>& lines);
    void DrawWaterfall();
    void WritePanel(std::ostream& file, const WebPageSweepCell& cell, size_t number, double last);
    /**
     * Draws what a script says.
     * @param name of the picture, without suffix
     * @param script for gnuplot
     */
    void Write(const std::string& name, const std::string& script);
    /// @param cell a cell @return what distinguishes its line from others
    static std::string GetLabel(const WebPageSweepCell& cell);

    const std::vector<WebPageSweepCell>& m_cells; //!< the sweep's
    std::string m_folder;                         //!< where the files go
    std::vector<std::string> m_labels;            //!< of lines, in their order
    std::vector<std::string> m_drawn;             //!< pictures so far
    std::string m_refusal;                        //!< what could not be written or drawn
};

} // namespace ns3

#endif /* WEB_PAGE_PLOT_H */
