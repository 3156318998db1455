/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-page-plot.h"

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

/// Colors that stay apart in print and for color-blind readers (Okabe and Ito).
constexpr std::array<const char*, 7>
    COLORS{"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"};

/// A part of an object's time.
struct Phase
{
    const char* name;  //!< in the key
    const char* color; //!< of its bars
};

constexpr std::array<Phase, 5> PHASES{{{"blocked", "#bbbbbb"},
                                       {"TCP", "#E69F00"},
                                       {"TLS", "#CC79A7"},
                                       {"waiting", "#009E73"},
                                       {"receiving", "#0072B2"}}};

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

/// What every picture begins with.
std::string
Begin(const std::string& name, int width, int height)
{
    return "set terminal pngcairo size " + std::to_string(width) + "," + std::to_string(height) +
           " font 'DejaVu Sans,13' linewidth 1.4 noenhanced\nset output '" + name +
           ".png'\nset border 3\nset tics nomirror out\nset grid lc rgb '#dddddd' lt 1\n";
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

bool
WebPagePlot::Draw(std::vector<std::string>& pictures)
{
    DrawRtt();
    DrawLoss();
    DrawWaterfall();
    pictures.insert(pictures.end(), m_drawn.begin(), m_drawn.end());
    return m_isGood;
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
              "Page load time at a loss of " + m_cells.front().columns.loss + ": median",
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
        const std::string color = COLORS[i % COLORS.size()];
        data << (data.str().empty() ? "plot " : ", ") << "$line" << i
             << " using 1:2:3:4 with yerrorbars notitle lc rgb '" << color << "' pt 0, $line" << i
             << " using 1:2 with linespoints lw 2 ps 1.4 pt " << 5 + 2 * (i % 4) << " lc rgb '"
             << color << "' title " << Quote(m_labels[i]);
    }
    if (places.size() < 2)
    {
        return;
    }
    script << Begin(name, 1200, 800) << "set title " << Quote(title) << "\nset xlabel "
           << Quote(axis)
           << "\nset ylabel 'Page load time in ms'\nset key top left\nset xrange [0:*]\n"
           << "set yrange [0:*]\n"
           << data.str() << "\n";
    Write(name, script.str());
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
    std::ostringstream script;
    script << Begin("waterfall", 640 * count, 140 + 16 * std::max(rows, 20))
           << "set multiplot layout 1," << count << "\n"
           << "set style fill solid noborder\n";
    for (size_t i = 0; i < shown.size(); ++i)
    {
        WritePanel(script, *shown[i], i, last);
    }
    script << "unset multiplot\n";
    Write("waterfall", script.str());
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
        tics += (tics.empty() ? "" : ", ") + Quote(cell.page->objects[object.object].name) + " " +
                std::to_string(object.object);
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
         << record.objects.size() << ":-1]\nset ytics font ',9' (" << tics
         << ")\nset key bottom left opaque\n"
         << plot << "\n";
}

void
WebPagePlot::Write(const std::string& name, const std::string& script)
{
    m_isGood = TlsPicture::Draw(m_folder, name, script, m_drawn) && m_isGood;
}

} // namespace ns3
