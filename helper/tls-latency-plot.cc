/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-latency-plot.h"

#include "tls-csv-writer.h"
#include "tls-figure.h"
#include "tls-kind.h"
#include "tls-percentile-line.h"
#include "tls-picture.h"

#include "ns3/gnuplot.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>
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

/// More lines of shares of connections than these cannot be told apart.
constexpr size_t MOST_CDF_LINES = 12;

/// Finer steps of such a line than these cannot be seen.
constexpr size_t MOST_CDF_STEPS = 2000;

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

std::string
TlsLatencyPlot::Draw(std::vector<std::string>& pictures)
{
    DrawRtt();
    DrawLoss();
    DrawCdf();
    DrawPhases();
    DrawChain();
    pictures.insert(pictures.end(), m_drawn.begin(), m_drawn.end());
    return m_refusal;
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
    if (longest == 0)
    {
        // Without a link there is no law, and no axis.
        return;
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
        TlsPercentileLine line(m_kinds[i], 0.5, i);
        for (const TlsLatencySweepCell* cell : cells)
        {
            if (cell->settings.kind == m_kinds[i] && cell->columns.loss == loss)
            {
                line.Add(ToMs(cell->settings.link.rtt), cell->summary.handshake);
            }
        }
        line.AddTo(plot);
    }
    plot.SetTitle("Handshake, from SYN to complete, at " + DescribeLoss(*cells.front()) +
                  " loss: median");
    plot.SetLegend("Round-trip time in ms", "Handshake in ms");
    Write("latency-vs-rtt",
          plot,
          TlsFigure::GetKey(m_kinds.size(), "top left") + "set xrange [0:" +
              TlsCsvWriter::ToText(1.12 * longest) + "]\nset yrange [0:*]" + labels);
}

void
TlsLatencyPlot::DrawLoss()
{
    const Cells cells = GetMainCells();
    const Time rtt = GetMiddleRtt();
    std::set<double> losses;
    for (const TlsLatencySweepCell* cell : cells)
    {
        losses.insert(100 * cell->settings.link.lossUp.loss);
    }
    if (losses.size() < 2)
    {
        return;
    }
    double gap = *losses.rbegin() - *losses.begin();
    for (auto loss = losses.begin(); std::next(loss) != losses.end(); ++loss)
    {
        gap = std::min(gap, *std::next(loss) - *loss);
    }
    // Kinds stand a little apart, so that their intervals do not hide each other.
    const double step = gap * std::min(0.06, 0.5 / static_cast<double>(m_kinds.size()));
    Gnuplot plot;
    for (size_t i = 0; i < m_kinds.size(); ++i)
    {
        TlsPercentileLine median(m_kinds[i], 0.5, i);
        TlsPercentileLine high("", 0.95, i, true);
        for (const TlsLatencySweepCell* cell : cells)
        {
            if (cell->settings.kind == m_kinds[i] && cell->settings.link.rtt == rtt)
            {
                const double x =
                    100 * cell->settings.link.lossUp.loss + step * static_cast<double>(i);
                median.Add(x, cell->summary.handshake);
                high.Add(x, cell->summary.handshake);
            }
        }
        median.AddTo(plot);
        high.AddTo(plot);
    }
    plot.SetTitle("Handshake, from SYN to complete, at RTT " + ToMsText(rtt) +
                  ": median, and 95th percentile (dashed)");
    plot.SetLegend("Packets lost in either direction in %", "Handshake in ms");
    Write("latency-vs-loss",
          plot,
          TlsFigure::GetKey(m_kinds.size(), "top left") + "set logscale y\nset xrange [" +
              TlsCsvWriter::ToText(-0.2 * gap) +
              ":*]\nset yrange [*:*] noextend\nset offsets 0,0.1,graph 0.05,graph 0.05\n" +
              TlsFigure::GetLogarithmicTics("y"));
}

TlsLatencyPlot::Cells
TlsLatencyPlot::GetCdfCells() const
{
    Cells cells;
    double highest = 0;
    for (const TlsLatencySweepCell* cell : GetMainCells())
    {
        if (cell->settings.link.rtt == GetMiddleRtt())
        {
            cells.push_back(cell);
            highest = std::max(highest, cell->settings.link.lossUp.loss);
        }
    }
    if (cells.size() > MOST_CDF_LINES)
    {
        const auto isOther = [highest](const TlsLatencySweepCell* cell) {
            return cell->settings.link.lossUp.loss < highest;
        };
        cells.erase(std::remove_if(cells.begin(), cells.end(), isOther), cells.end());
    }
    return cells;
}

void
TlsLatencyPlot::DrawCdf()
{
    const Cells cells = GetCdfCells();
    std::vector<std::string> losses;
    for (const TlsLatencySweepCell* cell : cells)
    {
        if (std::find(losses.begin(), losses.end(), DescribeLoss(*cell)) == losses.end())
        {
            losses.push_back(DescribeLoss(*cell));
        }
    }
    const bool isOneLoss = losses.size() == 1;
    Gnuplot plot;
    bool hasSamples = false;
    for (const TlsLatencySweepCell* cell : cells)
    {
        const std::string loss = DescribeLoss(*cell);
        const auto kind = static_cast<size_t>(
            std::find(m_kinds.begin(), m_kinds.end(), cell->settings.kind) - m_kinds.begin());
        const auto color = isOneLoss
                               ? kind
                               : static_cast<size_t>(std::find(losses.begin(), losses.end(), loss) -
                                                     losses.begin());
        // Seven colors, where they stand for kinds.
        const size_t dash = 1 + (isOneLoss ? kind / 7 : kind);
        const TlsLatencyStatistics& statistics = cell->summary.handshake;
        const auto& values = statistics.GetDistribution();
        hasSamples = hasSamples || statistics.GetCount() - statistics.GetFailures() > 1;
        const auto count = static_cast<double>(statistics.GetCount());
        Gnuplot2dDataset line =
            Line(cell->settings.kind + (isOneLoss ? "" : ", " + loss),
                 TlsFigure::GetColor(color) + " lw 2 dt " + std::to_string(dash));
        size_t below = 0;
        size_t drawn = 0;
        for (const auto& one : values)
        {
            const size_t reached = below + one.count;
            // A stair: up at each value, level until the next. Steps too low to be seen are joined.
            if (reached - drawn >= statistics.GetCount() / MOST_CDF_STEPS || &one == &values.back())
            {
                line.Add(one.value, static_cast<double>(below) / count);
                line.Add(one.value, static_cast<double>(reached) / count);
                drawn = reached;
            }
            below = reached;
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
    plot.SetTitle("Handshake, from SYN to complete, at RTT " + ToMsText(GetMiddleRtt()) +
                  (isOneLoss ? " and " + losses.front() + " loss" : "") + ": share of connections");
    plot.SetLegend("Handshake in ms", "Share of connections that took no longer");
    Write("latency-cdf",
          plot,
          TlsFigure::GetKey(cells.size(), "bottom right") +
              "set logscale x\nset yrange [0:1.02]\nset xrange [*:*] noextend\n"
              "set offsets graph 0.04,graph 0.04,0,0\n" +
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
        TlsPercentileLine line(m_kinds[i], 0.5, i);
        for (const TlsLatencySweepCell& cell : m_cells)
        {
            const bool firstGroup =
                cell.columns.group.empty() || cell.settings.group == m_cells.front().settings.group;
            if (cell.settings.kind == m_kinds[i] && cell.settings.link.rtt == rtt &&
                cell.columns.loss == loss && firstGroup)
            {
                chains = std::max(chains, cell.chainIndex + 1);
                line.Add(std::strtod(cell.columns.chainBytes.c_str(), nullptr),
                         cell.summary.firstByte);
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
    Write("ttfb-vs-chain",
          plot,
          TlsFigure::GetKey(m_kinds.size(), "top left") + "set xrange [0:*]\nset yrange [0:*]");
}

void
TlsLatencyPlot::Write(const std::string& name, Gnuplot& plot, const std::string& extra)
{
    Draw(name, TlsFigure::Compose(name, plot, extra));
}

void
TlsLatencyPlot::Draw(const std::string& name, const std::string& script)
{
    if (m_refusal.empty())
    {
        m_refusal = TlsPicture::Draw(m_folder, name, script, m_drawn);
    }
}

} // namespace ns3
