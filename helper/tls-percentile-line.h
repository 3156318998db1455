/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_PERCENTILE_LINE_H
#define TLS_PERCENTILE_LINE_H

#include "ns3/gnuplot.h"

#include <cstddef>
#include <string>

namespace ns3
{

class TlsLatencyStatistics;

/// A percentile over something, with its intervals, as a line of a picture (see TlsFigure).
class TlsPercentileLine
{
  public:
    /**
     * @param title its entry in the key; empty: none
     * @param share which percentile, as 0.95
     * @param series number of its color
     * @param isSecond whether it is the second line of that color
     */
    TlsPercentileLine(const std::string& title, double share, size_t series, bool isSecond = false);

    /**
     * Adds a point and its interval, unless they are infinite or there are too few samples.
     *
     * @param x where
     * @param statistics of what
     */
    void Add(double x, const TlsLatencyStatistics& statistics);

    /// @param plot where to draw it, if it has points: gnuplot refuses data without
    void AddTo(Gnuplot& plot) const;

  private:
    double m_share;               //!< which percentile
    Gnuplot2dDataset m_line;      //!< the percentiles
    Gnuplot2dDataset m_intervals; //!< vertical strokes
    bool m_hasLine{false};        //!< m_line has a point
    bool m_hasIntervals{false};   //!< m_intervals has a stroke
};

} // namespace ns3

#endif /* TLS_PERCENTILE_LINE_H */
