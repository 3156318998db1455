/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-latency-plot.h"

#include "tls-csv-writer.h"
#include "tls-kind.h"
#include "tls-picture.h"

#include "ns3/gnuplot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <set>
#include <sstream>

namespace ns3
{

namespace
{

/// Colors that stay apart in print and for color-blind readers (Okabe and Ito).
constexpr std::array<const char*, 7>
    COLORS{"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"};
constexpr const char* GRAY = "#999999"; //!< color of laws and guides

/// @param i a number @return a color
const char*
Color(size_t i)
{
    return COLORS[i % COLORS.size()];
}

/// @param color a color @param more further words @return style words for gnuplot
std::string
Style(const std::string& color, const std::string& more)
{
    return "lc rgb '" + color + "' " + more;
}

/// @param title its entry in the key @param style style words @return a line
Gnuplot2dDataset
Line(const std::string& title, const std::string& style)
{
    Gnuplot2dDataset line(title);
    line.SetStyle(Gnuplot2dDataset::LINES);
    line.SetExtra(style);
    return line;
}

/// @param time a time @return it in ms
double
ToMs(Time time)
{
    return static_cast<double>(time.GetNanoSeconds()) / 1e6;
}

/// @param time a time @return it in ms, for a title
std::string
ToMsText(Time time)
{
    return TlsCsvWriter::ToMilliseconds(time) + " ms";
}

/// @param axis x or y @return tics that make a logarithmic axis easy to read
std::string
LogTics(const std::string& axis)
{
    return "set " + axis +
           "tics (2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000)";
}

/// A percentile over something, with its intervals. Gnuplot refuses data sets without points.
class Series
{
  public:
    /**
     * @param title its entry in the key
     * @param color its color
     * @param point which kind of point
     * @param dash which kind of dash
     */
    Series(const std::string& title, const std::string& color, size_t point, size_t dash)
        : m_line(title),
          m_intervals(Line("", Style(color, "lw 2 notitle")))
    {
        m_line.SetStyle(Gnuplot2dDataset::LINES_POINTS);
        m_line.SetExtra(
            Style(color,
                  "lw 2 ps 1.6 pt " + std::to_string(point) + " dt " + std::to_string(dash)));
    }

    /**
     * Adds a percentile and its interval, unless they are infinite.
     *
     * @param x where
     * @param statistics of what
     * @param share which percentile
     */
    void Add(double x, const TlsLatencyStatistics& statistics, double share)
    {
        const auto value = statistics.GetPercentile(share);
        if (!value || std::isinf(*value))
        {
            return;
        }
        m_line.Add(x, *value);
        m_hasLine = true;
        const auto interval = statistics.GetInterval(share);
        if (interval && !std::isinf(interval->second))
        {
            m_intervals.Add(x, interval->first);
            m_intervals.Add(x, interval->second);
            m_intervals.AddEmptyLine();
            m_hasIntervals = true;
        }
    }

    /// @param plot where to draw it
    void AddTo(Gnuplot& plot) const
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

  private:
    Gnuplot2dDataset m_line;      //!< the percentiles
    Gnuplot2dDataset m_intervals; //!< vertical strokes
    bool m_hasLine{false};        //!< m_line has a point
    bool m_hasIntervals{false};   //!< m_intervals has a stroke
};

} // namespace

TlsLatencyPlot::TlsLatencyPlot(const std::vector<TlsLatencySweepCell>& cells,
                               const std::string& folder)
    : m_cells(cells),
      m_folder(folder)
{
    for (const TlsLatencySweepCell& cell : cells)
    {
        if (std::find(m_kinds.begin(), m_kinds.end(), cell.settings.kind) == m_kinds.end())
        {
            m_kinds.push_back(cell.settings.kind);
        }
    }
}

TlsLatencyPlot::Cells
TlsLatencyPlot::GetMainCells() const
{
    Cells cells;
    for (const TlsLatencySweepCell& cell : m_cells)
    {
        const bool firstGroup =
            cell.columns.group.empty() || cell.settings.group == m_cells.front().settings.group;
        if (firstGroup && cell.chainIndex == 0)
        {
            cells.push_back(&cell);
        }
    }
    return cells;
}

Time
TlsLatencyPlot::GetMiddleRtt() const
{
    std::set<Time> rtts;
    for (const TlsLatencySweepCell& cell : m_cells)
    {
        rtts.insert(cell.settings.link.rtt);
    }
    auto middle = rtts.begin();
    std::advance(middle, (rtts.size() - 1) / 2);
    return *middle;
}

std::string
TlsLatencyPlot::DescribeLoss(const TlsLatencySweepCell& cell)
{
    const double loss = cell.settings.link.lossUp.loss;
    const bool plain = cell.columns.loss == TlsCsvWriter::ToText(loss);
    return plain ? TlsCsvWriter::ToText(100 * loss) + " %" : cell.columns.loss;
}

bool
TlsLatencyPlot::Draw(std::vector<std::string>& pictures)
{
    DrawRtt();
    DrawLoss();
    DrawCdf();
    DrawPhases();
    DrawChain();
    pictures.insert(pictures.end(), m_drawn.begin(), m_drawn.end());
    return m_isGood;
}

void
TlsLatencyPlot::DrawRtt()
{
    const Cells cells = GetMainCells();
    const std::string loss = cells.front()->columns.loss;
    Gnuplot plot;
    std::set<uint32_t> laws;
    double longest = 0;
    for (const TlsLatencySweepCell* cell : cells)
    {
        laws.insert(TlsKind::Find(cell->settings.kind)->roundTrips);
        longest = std::max(longest, ToMs(cell->settings.link.rtt));
    }
    for (const uint32_t k : laws)
    {
        Gnuplot2dDataset law = Line(std::to_string(k) + " x RTT", Style(GRAY, "lw 2 dt 2"));
        law.Add(0, 0);
        law.Add(longest, k * longest);
        plot.AddDataset(law);
    }
    for (size_t i = 0; i < m_kinds.size(); ++i)
    {
        Series line(m_kinds[i], Color(i), 5 + 2 * i, 1);
        for (const TlsLatencySweepCell* cell : cells)
        {
            if (cell->settings.kind == m_kinds[i] && cell->columns.loss == loss)
            {
                line.Add(ToMs(cell->settings.link.rtt), cell->summary.handshake, 0.5);
            }
        }
        line.AddTo(plot);
    }
    plot.SetTitle("Handshake, from SYN to complete, at " + DescribeLoss(*cells.front()) +
                  " loss: median");
    plot.SetLegend("Round-trip time in ms", "Handshake in ms");
    Write("latency-vs-rtt", plot, "set key top left\nset xrange [0:*]\nset yrange [0:*]");
}

void
TlsLatencyPlot::DrawLoss()
{
    const Cells cells = GetMainCells();
    const Time rtt = GetMiddleRtt();
    std::set<double> losses;
    Gnuplot plot;
    for (size_t i = 0; i < m_kinds.size(); ++i)
    {
        Series median(m_kinds[i] + ", p50", Color(i), 5 + 2 * i, 1);
        Series high(m_kinds[i] + ", p95", Color(i), 4 + 2 * i, 2);
        for (const TlsLatencySweepCell* cell : cells)
        {
            if (cell->settings.kind != m_kinds[i] || cell->settings.link.rtt != rtt)
            {
                continue;
            }
            // Kinds stand a little apart, so that their intervals do not hide each other.
            const double percent = 100 * cell->settings.link.lossUp.loss;
            const double x = percent + 0.06 * static_cast<double>(i);
            losses.insert(percent);
            median.Add(x, cell->summary.handshake, 0.5);
            high.Add(x, cell->summary.handshake, 0.95);
        }
        median.AddTo(plot);
        high.AddTo(plot);
    }
    if (losses.size() < 2)
    {
        return;
    }
    plot.SetTitle("Handshake, from SYN to complete, at RTT " + ToMsText(rtt) +
                  ": median and 95th percentile");
    plot.SetLegend("Packets lost in either direction in %", "Handshake in ms");
    Write("latency-vs-loss",
          plot,
          "set key top left\nset logscale y\nset xrange [-0.2:*]\n" + LogTics("y"));
}

void
TlsLatencyPlot::DrawCdf()
{
    const Time rtt = GetMiddleRtt();
    Gnuplot plot;
    bool hasSamples = false;
    std::vector<std::string> losses;
    for (const TlsLatencySweepCell* cell : GetMainCells())
    {
        if (cell->settings.link.rtt != rtt)
        {
            continue;
        }
        const std::string loss = DescribeLoss(*cell);
        auto found = std::find(losses.begin(), losses.end(), loss);
        const auto color = static_cast<size_t>(found - losses.begin());
        if (found == losses.end())
        {
            losses.push_back(loss);
        }
        const auto kind = static_cast<size_t>(
            std::find(m_kinds.begin(), m_kinds.end(), cell->settings.kind) - m_kinds.begin());
        const TlsLatencyStatistics& statistics = cell->summary.handshake;
        const std::vector<double>& values = statistics.GetSorted();
        hasSamples = hasSamples || values.size() > 1;
        const auto count = static_cast<double>(statistics.GetCount());
        Gnuplot2dDataset line = Line(cell->settings.kind + ", " + loss,
                                     Style(Color(color), "lw 2 dt " + std::to_string(1 + kind)));
        for (size_t i = 0; i < values.size(); ++i)
        {
            // A stair: up at each value, level until the next.
            line.Add(values[i], static_cast<double>(i) / count);
            line.Add(values[i], static_cast<double>(i + 1) / count);
        }
        if (!values.empty())
        {
            plot.AddDataset(line);
        }
    }
    if (!hasSamples)
    {
        return;
    }
    plot.SetTitle("Handshake, from SYN to complete, at RTT " + ToMsText(rtt) +
                  ": share of connections");
    plot.SetLegend("Handshake in ms", "Share of connections that took no longer");
    Write("latency-cdf",
          plot,
          "set key bottom right\nset logscale x\nset yrange [0:1.02]\n" + LogTics("x"));
}

void
TlsLatencyPlot::DrawPhases()
{
    const Time rtt = GetMiddleRtt();
    const std::string loss = m_cells.front().columns.loss;
    const std::array<const char*, 6> names{"TCP connected",
                                           "Server Hello",
                                           "Certificate verified",
                                           "Client key exchange",
                                           "Handshake complete",
                                           "First byte of reply"};
    Cells cells;
    for (const TlsLatencySweepCell* cell : GetMainCells())
    {
        if (cell->settings.link.rtt == rtt && cell->columns.loss == loss &&
            cell->summary.summed > 0)
        {
            cells.push_back(cell);
        }
    }
    if (cells.empty())
    {
        return;
    }
    std::string ticks;
    Gnuplot plot;
    const size_t width = std::min(110, static_cast<int>(550 / cells.size()));
    // Bars one over the other, the longest first.
    for (size_t phase = names.size(); phase-- > 0;)
    {
        Gnuplot2dDataset bars("");
        bars.SetStyle(Gnuplot2dDataset::IMPULSES);
        bars.SetExtra(Style(Color(phase), "lw " + std::to_string(width) + " notitle"));
        for (size_t i = 0; i < cells.size(); ++i)
        {
            const TlsLatencySummary& summary = cells[i]->summary;
            const std::array<Time, 6> sums{summary.connectSum,
                                           summary.helloSum,
                                           summary.certificateSum,
                                           summary.keyExchangeSum,
                                           summary.handshakeSum,
                                           summary.firstByteSum};
            bars.Add(static_cast<double>(i),
                     ToMs(sums[phase]) / static_cast<double>(summary.summed));
        }
        plot.AddDataset(bars);
        // The key shows a point that lies outside of the picture.
        Gnuplot2dDataset key(names[phase]);
        key.SetStyle(Gnuplot2dDataset::POINTS);
        key.SetExtra(Style(Color(phase), "pt 5 ps 2.5"));
        key.Add(-10, -10);
        plot.AddDataset(key);
    }
    for (size_t i = 0; i < cells.size(); ++i)
    {
        ticks += (i == 0 ? "" : ", ") + ("'" + cells[i]->settings.kind) + "' " + std::to_string(i);
    }
    plot.SetTitle("Where the time goes at RTT " + ToMsText(rtt) + " and " +
                  DescribeLoss(*cells.front()) + " loss: means since the SYN");
    plot.SetLegend("", "Time since the SYN in ms");
    Write("phases",
          plot,
          "set xrange [-0.7:" + TlsCsvWriter::ToText(static_cast<double>(cells.size()) - 0.3) +
              "]\nset yrange [0:*]\nset xtics (" + ticks +
              ")\nset xtics rotate by -20\nset rmargin 10\nset grid noxtics\n"
              "set key outside top center horizontal maxrows 2");
}

void
TlsLatencyPlot::DrawChain()
{
    const std::string loss = m_cells.front().columns.loss;
    const Time rtt = GetMiddleRtt();
    uint32_t chains = 0;
    Gnuplot plot;
    for (size_t i = 0; i < m_kinds.size(); ++i)
    {
        Series line(m_kinds[i], Color(i), 5 + 2 * i, 1);
        for (const TlsLatencySweepCell& cell : m_cells)
        {
            const bool firstGroup =
                cell.columns.group.empty() || cell.settings.group == m_cells.front().settings.group;
            if (cell.settings.kind == m_kinds[i] && cell.settings.link.rtt == rtt &&
                cell.columns.loss == loss && firstGroup)
            {
                chains = std::max(chains, cell.chainIndex + 1);
                line.Add(std::strtod(cell.columns.chainBytes.c_str(), nullptr),
                         cell.summary.firstByte,
                         0.5);
            }
        }
        line.AddTo(plot);
    }
    if (chains < 2)
    {
        return;
    }
    plot.SetTitle("First byte of the reply at RTT " + ToMsText(rtt) + ": median");
    plot.SetLegend("Certificates sent in octets", "SYN to first byte in ms");
    Write("ttfb-vs-chain", plot, "set key top left\nset xrange [0:*]\nset yrange [0:*]");
}

void
TlsLatencyPlot::Write(const std::string& name, Gnuplot& plot, const std::string& extra)
{
    plot.SetOutputFilename(name + ".png");
    plot.SetTerminal("pngcairo size 1200,800 font 'DejaVu Sans,15' linewidth 1.4");
    plot.SetExtra("set border 3\nset tics nomirror out\nset grid lc rgb '#dddddd' lt 1\n"
                  "set lmargin 11\nset key noenhanced\nset xtics noenhanced\n" +
                  extra);
    std::ostringstream script;
    plot.GenerateOutput(script);
    m_isGood = TlsPicture::Draw(m_folder, name, script.str(), m_drawn) && m_isGood;
}

} // namespace ns3
