/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-latency-plot.h"

#include "tls-csv-writer.h"
#include "tls-figure.h"
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

/// Fillings from light to dark and back: neighbors stay apart in gray.
constexpr std::array<const char*, 6> FILLINGS{"#f4f4f4",
                                              "#bdd7e7",
                                              "#6baed6",
                                              "#2171b5",
                                              "#08306b",
                                              "#fdbe85"};

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

/// A percentile over something, with its intervals. Gnuplot refuses data sets without points.
class Series
{
  public:
    /**
     * @param title its entry in the key
     * @param series number of its color
     * @param isSecond whether it is the second line of that color
     */
    Series(const std::string& title, size_t series, bool isSecond = false)
        : m_line(title),
          m_intervals("")
    {
        m_line.SetStyle(Gnuplot2dDataset::LINES_POINTS);
        m_line.SetExtra(TlsFigure::GetStyle(series, isSecond));
        // Strokes with a small cross at each end: gnuplot's own bars are cut in the middle.
        m_intervals.SetStyle(Gnuplot2dDataset::LINES_POINTS);
        m_intervals.SetExtra(TlsFigure::GetColor(series) + " lw 1.5 pt 1 ps 0.8 notitle");
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
    std::string labels;
    double longest = 0;
    for (const TlsLatencySweepCell* cell : cells)
    {
        laws.insert(TlsKind::Find(cell->settings.kind)->roundTrips);
        longest = std::max(longest, ToMs(cell->settings.link.rtt));
    }
    for (const uint32_t k : laws)
    {
        Gnuplot2dDataset law = Line("", TlsFigure::GetGuideStyle() + " notitle");
        labels += "\nset label '" + std::to_string(k) + " x RTT' at " +
                  TlsCsvWriter::ToText(longest) + "," + TlsCsvWriter::ToText(k * longest) +
                  " offset 1.2,-0.4 textcolor rgb '#555555'";
        law.Add(0, 0);
        law.Add(longest, k * longest);
        plot.AddDataset(law);
    }
    for (size_t i = 0; i < m_kinds.size(); ++i)
    {
        Series line(m_kinds[i], i);
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
    Write("latency-vs-rtt",
          plot,
          "set key top left\nset rmargin 10\nset xrange [0:" + TlsCsvWriter::ToText(longest) +
              "]\nset yrange [0:*]" + labels);
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
        Series median(m_kinds[i] + ", p50", i);
        Series high(m_kinds[i] + ", p95", i, true);
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
          "set key top left\nset logscale y\nset xrange [-0.2:*]\nset yrange [*:*] noextend\n"
          "set offsets 0,0.1,graph 0.05,graph 0.05\n" +
              TlsFigure::GetLogarithmicTics("y"));
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
        Gnuplot2dDataset line =
            Line(cell->settings.kind + ", " + loss,
                 TlsFigure::GetColor(color) + " lw 2 dt " + std::to_string(1 + kind));
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
          "set key bottom right\nset logscale x\nset yrange [0:1.02]\n"
          "set xrange [*:*] noextend\nset offsets graph 0.04,graph 0.04,0,0\n" +
              TlsFigure::GetLogarithmicTics("x"));
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
    std::ostringstream script;
    script << "$phases << END\n";
    for (const TlsLatencySweepCell* cell : cells)
    {
        const TlsLatencySummary& summary = cell->summary;
        const std::array<Time, 6> sums{summary.connectSum,
                                       summary.helloSum,
                                       summary.certificateSum,
                                       summary.keyExchangeSum,
                                       summary.handshakeSum,
                                       summary.firstByteSum};
        script << '"' << cell->settings.kind << '"';
        Time before(0);
        for (const Time& sum : sums)
        {
            // A part that is left out, as certificates are in a resumed handshake, takes no time.
            const Time part = std::max(sum - before, Time(0));
            script << " " << ToMs(part) / static_cast<double>(summary.summed);
            before = std::max(before, sum);
        }
        script << "\n";
    }
    script << "END\nset title 'Where the time goes at RTT " << ToMsText(rtt) << " and "
           << DescribeLoss(*cells.front()) << " loss: means since the SYN'\n"
           << "set ylabel 'Time since the SYN in ms'\nset yrange [0:*]\n"
           << "set style data histograms\nset style histogram rowstacked\n"
           << "set style fill solid 1 border lc rgb '#202020'\nset boxwidth 0.6\n"
           << "set xtics scale 0" << (cells.size() > 4 ? " rotate by -25" : "") << "\n"
           << "set grid noxtics\n"
           << "set key outside right top vertical reverse Left invert\nplot ";
    for (size_t phase = 0; phase < names.size(); ++phase)
    {
        script << (phase == 0 ? "" : ", ") << "$phases using " << phase + 2
               << (phase == 0 ? ":xtic(1)" : "") << " title '" << names[phase] << "' lc rgb '"
               << FILLINGS[phase] << "'";
    }
    Draw("phases",
         TlsFigure::Compose("phases", TlsFigure::GetFrame() + script.str(), TlsFigure::Size{}));
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
        Series line(m_kinds[i], i);
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
    Draw(name, TlsFigure::Compose(name, plot, extra));
}

void
TlsLatencyPlot::Draw(const std::string& name, const std::string& script)
{
    m_isGood = TlsPicture::Draw(m_folder, name, script, m_drawn) && m_isGood;
}

} // namespace ns3
