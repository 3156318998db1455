/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-page-plot.h"

#include "tls-csv-writer.h"
#include "tls-figure.h"
#include "tls-picture.h"

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

/// A part of an object's time.
struct Phase
{
    const char* name;  //!< in the key
    const char* color; //!< of its bars
};

/// Neighbors stay apart in gray.
constexpr std::array<Phase, 5> PHASES{{{"blocked", "#dedede"},
                                       {"TCP", "#fdbe85"},
                                       {"TLS", "#b35806"},
                                       {"waiting", "#a6cee3"},
                                       {"receiving", "#08408c"}}};

/// @param time a time @return it in ms
double
ToMs(Time time)
{
    return static_cast<double>(time.GetNanoSeconds()) / 1e6;
}

/// @param text for gnuplot @return it between quotes
std::string
Quote(std::string text)
{
    std::replace(text.begin(), text.end(), '\'', ' ');
    return "'" + text + "'";
}

/// @param cell a cell @return the share of packets that it loses on their way down, in %
double
GetLossPercent(const WebPageSweepCell& cell)
{
    return 100 * cell.link.lossDown.loss;
}

/// @param cell a cell @return its losses for a title, as "1 %" where both directions have them
std::string
DescribeLoss(const WebPageSweepCell& cell)
{
    const bool isPlain = cell.columns.loss == TlsCsvWriter::ToText(cell.link.lossDown.loss);
    return isPlain ? TlsCsvWriter::ToText(GetLossPercent(cell)) + " %" : cell.columns.loss;
}

/**
 * @param longest time of an axis in ms
 * @return distance of its tics in ms, 1, 2 or 5 of a power of ten, for at most five of them
 */
double
GetTicDistance(double longest)
{
    const double least = longest / 5;
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double factor : {1, 2, 5})
    {
        if (factor * power >= least)
        {
            return factor * power;
        }
    }
    return 10 * power;
}

} // namespace

WebPagePlot::WebPagePlot(const std::vector<WebPageSweepCell>& cells, const std::string& folder)
    : m_cells(cells),
      m_folder(folder)
{
    for (const WebPageSweepCell& cell : cells)
    {
        if (std::find(m_labels.begin(), m_labels.end(), GetLabel(cell)) == m_labels.end())
        {
            m_labels.push_back(GetLabel(cell));
        }
    }
}

std::string
WebPagePlot::Draw(std::vector<std::string>& pictures)
{
    DrawRtt();
    DrawLoss();
    DrawWaterfall();
    pictures.insert(pictures.end(), m_drawn.begin(), m_drawn.end());
    return m_refusal;
}

std::string
WebPagePlot::GetLabel(const WebPageSweepCell& cell)
{
    return cell.columns.protocol + (cell.columns.domains == "single" ? ", single domain" : "") +
           (cell.isPushed ? ", push" : "");
}

void
WebPagePlot::DrawRtt()
{
    std::vector<std::vector<Point>> lines;
    for (const std::string& label : m_labels)
    {
        lines.emplace_back();
        for (const WebPageSweepCell& cell : m_cells)
        {
            if (GetLabel(cell) == label && cell.columns.loss == m_cells.front().columns.loss)
            {
                lines.back().push_back({ToMs(cell.link.rtt), &cell.summary});
            }
        }
    }
    DrawLines("plt-vs-rtt",
              "Page load time at " + DescribeLoss(m_cells.front()) + " loss: median",
              "Round-trip time in ms",
              lines);
}

void
WebPagePlot::DrawLoss()
{
    std::vector<std::vector<Point>> lines;
    for (const std::string& label : m_labels)
    {
        lines.emplace_back();
        for (const WebPageSweepCell& cell : m_cells)
        {
            if (GetLabel(cell) == label && cell.link.rtt == m_cells.front().link.rtt)
            {
                lines.back().push_back({GetLossPercent(cell), &cell.summary});
            }
        }
    }
    DrawLines("plt-vs-loss",
              "Page load time at RTT " + m_cells.front().columns.rtt + " ms: median",
              "Packets lost in %",
              lines);
}

void
WebPagePlot::DrawLines(const std::string& name,
                       const std::string& title,
                       const std::string& axis,
                       const std::vector<std::vector<Point>>& lines)
{
    std::ostringstream script;
    std::ostringstream data;
    std::set<double> places;
    for (size_t i = 0; i < lines.size(); ++i)
    {
        std::ostringstream rows;
        for (const Point& point : lines[i])
        {
            const auto value = point.statistics->loadTime.GetPercentile(0.5);
            if (!value || std::isinf(*value))
            {
                continue;
            }
            const auto interval = point.statistics->loadTime.GetInterval(0.5);
            const bool hasInterval = interval && !std::isinf(interval->second);
            rows << point.x << " " << *value << " " << (hasInterval ? interval->first : *value)
                 << " " << (hasInterval ? interval->second : *value) << "\n";
            places.insert(point.x);
        }
        if (rows.str().empty())
        {
            continue;
        }
        script << "$line" << i << " << END\n" << rows.str() << "END\n";
        data << (data.str().empty() ? "plot " : ", ") << "$line" << i
             << " using 1:3:(0):($4 - $3) with vectors heads size graph 0.006,90 "
             << TlsFigure::GetColor(i) << " lw 1.5 notitle, $line" << i
             << " using 1:2 with linespoints " << TlsFigure::GetStyle(i) << " title "
             << Quote(m_labels[i]);
    }
    if (places.size() < 2)
    {
        return;
    }
    script << TlsFigure::GetFrame() << "set title " << Quote(title) << "\nset xlabel "
           << Quote(axis) << "\nset ylabel 'Page load time in ms'\n"
           << TlsFigure::GetKey(lines.size(), "top left") << "set xrange [0:*]\nset yrange [0:*]\n"
           << data.str() << "\n";
    Write(name, TlsFigure::Compose(name, script.str(), TlsFigure::Size{}));
}

void
WebPagePlot::DrawWaterfall()
{
    std::vector<const WebPageSweepCell*> shown;
    double last = 0;
    for (const WebPageSweepCell& cell : m_cells)
    {
        if (cell.first && cell.link.rtt == m_cells.front().link.rtt &&
            cell.columns.loss == m_cells.front().columns.loss)
        {
            shown.push_back(&cell);
            for (const WebObjectRecord& object : cell.first->record.objects)
            {
                last = std::max(last, ToMs(object.done - cell.first->record.start));
            }
        }
    }
    if (shown.empty() || last <= 0)
    {
        return;
    }
    const auto count = static_cast<int>(shown.size());
    const auto rows = static_cast<int>(shown.front()->page->objects.size());
    size_t longestName = 0;
    for (const WebPageObject& object : shown.front()->page->objects)
    {
        longestName = std::max(longestName, object.name.size());
    }
    std::ostringstream script;
    script << TlsFigure::GetFrame() << "set multiplot layout 1," << count << " margins char "
           << longestName + 2 << ",char 3,char 4,char 3 spacing char 4\n"
           << "set xtics " << GetTicDistance(last) << "\n"
           << "set style fill solid border lc rgb '#404040'\n";
    for (size_t i = 0; i < shown.size(); ++i)
    {
        WritePanel(script, *shown[i], i, last);
    }
    script << "unset multiplot\n";
    // What has several panels cannot be drawn again by replot.
    const TlsFigure::Size size{30 + 35 * count, 12 + std::max(rows, 20) * 5 / 3};
    Write("waterfall",
          TlsFigure::Open("png", "waterfall", size) + script.str() +
              TlsFigure::Open("pdf", "waterfall", size) + script.str());
}

void
WebPagePlot::WritePanel(std::ostream& file,
                        const WebPageSweepCell& cell,
                        size_t number,
                        double last)
{
    const WebPageRecord& record = cell.first->record;
    std::array<std::ostringstream, PHASES.size()> bars;
    std::string tics;
    for (const WebObjectRecord& object : record.objects)
    {
        // All panels have the same rows.
        const std::string name = number == 0 ? cell.page->objects[object.object].name : "";
        tics += (tics.empty() ? "" : ", ") + Quote(name) + " " + std::to_string(object.object);
        if (object.done.IsStrictlyNegative())
        {
            continue;
        }
        double begin = ToMs(object.start - record.start);
        const auto add = [&](size_t phase, double end) {
            if (end > begin)
            {
                bars[phase] << (begin + end) / 2 << " " << object.object << " " << (end - begin) / 2
                            << " 0.35\n";
                begin = end;
            }
        };
        const std::array<Time, 3> waits{object.blocked, object.connect, object.tls};
        for (size_t i = 0; i < waits.size(); ++i)
        {
            add(i, begin + std::max(0.0, ToMs(waits[i])));
        }
        add(3, ToMs(object.firstByte - record.start));
        add(4, ToMs(object.done - record.start));
    }
    std::string plot;
    for (size_t i = 0; i < PHASES.size(); ++i)
    {
        // A point outside of the picture, since gnuplot refuses data without points.
        const std::string name = "$bars" + std::to_string(number) + "_" + std::to_string(i);
        file << name << " << END\n-1000 -1000 0 0\n" << bars[i].str() << "END\n";
        plot += (plot.empty() ? "plot " : ", ") + name + " with boxxyerror lc rgb '" +
                PHASES[i].color + "' title '" + PHASES[i].name + "'";
    }
    file << "set title "
         << Quote(GetLabel(cell) + ": " +
                  (record.result == "ok" ? std::to_string(record.loadTime.GetMilliSeconds()) + " ms"
                                         : record.result))
         << "\nset xlabel 'Time in ms'\nset xrange [0:" << 1.02 * last << "]\nset yrange ["
         << record.objects.size() << ":-1]\nset ytics (" << tics << ")\n"
         << (number == 0 ? "set key top right\n" : "unset key\n") << plot << "\n";
}

void
WebPagePlot::Write(const std::string& name, const std::string& script)
{
    if (m_refusal.empty())
    {
        m_refusal = TlsPicture::Draw(m_folder, name, script, m_drawn);
    }
}

} // namespace ns3
