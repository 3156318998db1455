/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-load-plot.h"

#include "tls-csv-writer.h"
#include "tls-picture.h"

#include "ns3/gnuplot.h"

#include <array>
#include <cmath>
#include <memory>
#include <sstream>

namespace ns3
{

namespace
{

const std::string NAME = "latency-vs-load"; //!< of the files

/// Colors that stay apart in print and for color-blind readers (Okabe and Ito).
constexpr std::array<const char*, 7>
    COLORS{"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"};

/**
 * @param a a cell
 * @param b another
 * @return whether they lie on one curve
 */
bool
IsSameCurve(const TlsLoadSettings& a, const TlsLoadSettings& b)
{
    return a.kind == b.kind && a.cores == b.cores && a.resumeRatio == b.resumeRatio;
}

/// @param settings of a cell @return what its curve is called
std::string
TitleOf(const TlsLoadSettings& settings)
{
    std::string title = settings.kind + ", " + std::to_string(settings.cores) +
                        (settings.cores == 1 ? " core" : " cores");
    if (settings.resumeRatio > 0)
    {
        title += ", " + TlsCsvWriter::ToText(100 * settings.resumeRatio) + " % resumed";
    }
    return title;
}

/// The percentiles of a curve over the load. Gnuplot refuses data sets without points.
class Curve
{
  public:
    /**
     * @param title its entry in the key
     * @param color its color
     */
    Curve(const std::string& title, const std::string& color)
        : m_median(title + ": median"),
          m_intervals(""),
          m_tail("95th percentile")
    {
        const std::string style = "lc rgb '" + color + "' lw 2 ";
        m_median.SetStyle(Gnuplot2dDataset::LINES_POINTS);
        m_median.SetExtra(style + "pt 7 ps 1.3");
        m_intervals.SetStyle(Gnuplot2dDataset::LINES);
        m_intervals.SetExtra(style + "notitle");
        m_tail.SetStyle(Gnuplot2dDataset::LINES_POINTS);
        m_tail.SetExtra(style + "dt 2 pt 6 ps 1.3");
    }

    /**
     * @param offered handshakes a second
     * @param handshake their durations
     */
    void Add(double offered, const TlsLatencyStatistics& handshake)
    {
        for (const auto& [share, line] : {std::pair{0.5, &m_median}, std::pair{0.95, &m_tail}})
        {
            const auto value = handshake.GetPercentile(share);
            if (!value || std::isinf(*value))
            {
                continue;
            }
            line->Add(offered, *value);
            (line == &m_median ? m_hasMedian : m_hasTail) = true;
            const auto interval = handshake.GetInterval(share);
            if (interval && !std::isinf(interval->second))
            {
                m_intervals.Add(offered, interval->first);
                m_intervals.Add(offered, interval->second);
                m_intervals.AddEmptyLine();
                m_hasIntervals = true;
            }
        }
    }

    /// @param plot where to draw it
    void AddTo(Gnuplot& plot) const
    {
        for (const auto& [isThere, line] : {std::pair{m_hasMedian, &m_median},
                                            std::pair{m_hasIntervals, &m_intervals},
                                            std::pair{m_hasTail, &m_tail}})
        {
            if (isThere)
            {
                plot.AddDataset(*line);
            }
        }
    }

  private:
    Gnuplot2dDataset m_median;    //!< the median
    Gnuplot2dDataset m_intervals; //!< vertical strokes
    Gnuplot2dDataset m_tail;      //!< the 95th percentile
    bool m_hasMedian{false};      //!< m_median has a point
    bool m_hasIntervals{false};   //!< m_intervals has a stroke
    bool m_hasTail{false};        //!< m_tail has a point
};

} // namespace

TlsLoadPlot::TlsLoadPlot(const std::vector<TlsLoadResult>& results, const std::string& folder)
    : m_results(results),
      m_folder(folder)
{
}

bool
TlsLoadPlot::Draw(std::vector<std::string>& pictures) const
{
    Gnuplot plot(NAME + ".png", "Handshakes of a server under load");
    plot.SetTerminal("pngcairo size 1200,800 font 'DejaVu Sans,15' linewidth 1.4");
    plot.SetLegend("Handshakes offered a second", "SYN to handshake complete in ms");
    std::string extra = "set border 3\nset tics nomirror out\nset grid lc rgb '#dddddd' lt 1\n"
                        "set lmargin 11\nset key top left noenhanced\nset logscale y\n"
                        "set xrange [0:*]\n";
    std::unique_ptr<Curve> curve;
    size_t number = 0;
    for (size_t i = 0; i < m_results.size(); ++i)
    {
        const auto& [settings, summary] = m_results[i];
        const std::string color = COLORS[number % COLORS.size()];
        if (!curve)
        {
            curve = std::make_unique<Curve>(TitleOf(settings), color);
        }
        curve->Add(settings.offered, summary.GetHandshake());
        if (i + 1 < m_results.size() && IsSameCurve(settings, m_results[i + 1].first))
        {
            continue;
        }
        curve->AddTo(plot);
        curve = nullptr;
        // What the cores can do stands as a line where it lies within the picture.
        const auto capacity = summary.GetCapacity();
        if (capacity && *capacity < 1.2 * settings.offered)
        {
            const std::string x = TlsCsvWriter::ToText(*capacity);
            extra += "set arrow from " + x + ", graph 0 to " + x +
                     ", graph 1 nohead dt 3 lc rgb '" + color + "'\nset label 'capacity' at " + x +
                     ", graph 0.03 rotate left offset 0.8,0 tc rgb '" + color + "'\n";
        }
        ++number;
    }
    plot.SetExtra(extra);
    std::ostringstream script;
    plot.GenerateOutput(script);
    plot.SetOutputFilename(NAME + ".pdf");
    plot.SetTerminal("pdfcairo size 16cm,11cm font 'DejaVu Sans,10'");
    plot.GenerateOutput(script);
    return TlsPicture::Draw(m_folder, NAME, script.str(), pictures);
}

} // namespace ns3
