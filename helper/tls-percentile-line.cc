/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-percentile-line.h"

#include "tls-figure.h"
#include "tls-latency-statistics.h"

#include <cmath>

namespace ns3
{

TlsPercentileLine::TlsPercentileLine(const std::string& title,
                                     double share,
                                     size_t series,
                                     bool isSecond)
    : m_share(share),
      m_line(title),
      m_intervals("")
{
    m_line.SetStyle(Gnuplot2dDataset::LINES_POINTS);
    m_line.SetExtra(TlsFigure::GetStyle(series, isSecond) + (title.empty() ? " notitle" : ""));
    // Strokes with a small cross at each end: gnuplot's own bars are cut in the middle.
    m_intervals.SetStyle(Gnuplot2dDataset::LINES_POINTS);
    m_intervals.SetExtra(TlsFigure::GetColor(series) + " lw 1.5 pt 1 ps 0.8 notitle");
}

void
TlsPercentileLine::Add(double x, const TlsLatencyStatistics& statistics)
{
    const auto value = statistics.GetPercentile(m_share);
    if (!value || std::isinf(*value))
    {
        return;
    }
    m_line.Add(x, *value);
    m_hasLine = true;
    const auto interval = statistics.GetInterval(m_share);
    if (interval && !std::isinf(interval->second))
    {
        m_intervals.Add(x, interval->first);
        m_intervals.Add(x, interval->second);
        m_intervals.AddEmptyLine();
        m_hasIntervals = true;
    }
}

void
TlsPercentileLine::AddTo(Gnuplot& plot) const
{
    if (m_hasLine)
    {
        plot.AddDataset(m_line);
    }
    if (m_hasIntervals)
    {
        plot.AddDataset(m_intervals);
    }
}

} // namespace ns3
