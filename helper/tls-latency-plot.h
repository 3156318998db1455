/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_LATENCY_PLOT_H
#define TLS_LATENCY_PLOT_H

#include "tls-latency-sweep.h"

#include <string>
#include <vector>

namespace ns3
{

class Gnuplot;

/**
 * Draws the pictures of a sweep with gnuplot: latency-vs-rtt, latency-vs-loss, latency-cdf,
 * phases and ttfb-vs-chain, each as far as the sweep varies what it shows.
 */
class TlsLatencyPlot
{
  public:
    /**
     * @param cells the cells of a sweep that was run; must outlive this
     * @param folder where the files go; exists
     */
    TlsLatencyPlot(const std::vector<TlsLatencySweepCell>& cells, const std::string& folder);

    /**
     * @param pictures where to append paths of what was drawn; a .plt file stands beside each
     * @return a sentence on what could not be written or drawn, empty when nothing is wrong
     */
    std::string Draw(std::vector<std::string>& pictures);

  private:
    /// Cells that a picture shows.
    using Cells = std::vector<const TlsLatencySweepCell*>;

    void DrawRtt();
    void DrawLoss();
    void DrawCdf();
    void DrawPhases();
    void DrawChain();
    /**
     * @param name of the picture, without suffix
     * @param plot what it shows
     * @param extra further lines for gnuplot
     */
    void Write(const std::string& name, Gnuplot& plot, const std::string& extra);
    /**
     * @param name of the picture, without suffix
     * @param script of gnuplot that draws it
     */
    void Draw(const std::string& name, const std::string& script);
    /// @return the cells with the first group and the first chain
    Cells GetMainCells() const;
    /// @return those of them whose distributions are drawn: too many are not, but for the most
    /// lossy
    Cells GetCdfCells() const;
    /// @return the round-trip time in the middle of those swept
    Time GetMiddleRtt() const;
    /// @param cell a cell @return its losses both ways, as in its column
    static std::string DescribeLoss(const TlsLatencySweepCell& cell);

    const std::vector<TlsLatencySweepCell>& m_cells; //!< the sweep's
    std::string m_folder;                            //!< where the files go
    std::vector<std::string> m_kinds;                //!< in their order
    std::vector<std::string> m_drawn;                //!< pictures so far
    std::string m_refusal;                           //!< what could not be written or drawn
};

} // namespace ns3

#endif /* TLS_LATENCY_PLOT_H */
