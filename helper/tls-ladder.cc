/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-ladder.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <iterator>
#include <sstream>

namespace ns3
{

namespace
{

// The page in pixels: times, steps, lifeline, arrows, lifeline, steps, times.
constexpr double WIDTH = 1400;
constexpr double TOP = 120;
constexpr double BOTTOM = 60;
constexpr std::array<double, 2> LIFELINE{1030, 370}; //!< server, client
constexpr double ROW = 16;                           //!< height of a line of text
constexpr double ARROW_ROW = 13;                     //!< height of an arrow with its text
constexpr double ACK_ROW = 4;                        //!< height of an arrow without text
constexpr double HEADING = 34;                       //!< height of a phase's heading
constexpr double MARGIN = 12;                        //!< between a lifeline and its texts
/// Segments of the longest picture; gnuplot and those who look at it have limits.
constexpr size_t MOST_SEGMENTS = 600;
constexpr double PI = 3.14159265358979323846;

/// Parts that a session has.
constexpr int PHASES = static_cast<int>(tls::TlsPhase::RELEASE) + 1;

const char* const INK = "#202020";
const char* const PALE = "#9a9a9a";
const char* const RED = "#c62828";
const char* const BLUE = "#1a4f8b";

/// Alike steps closer than this share a row.
const Time ALIKE = MicroSeconds(500);
/// Less processor time than this is not shown.
const Time VISIBLE = NanoSeconds(50);

/// The same text whatever the locale of the stream is.
std::string
Number(double value, int digits)
{
    std::ostringstream os;
    os.imbue(std::locale::classic());
    os << std::fixed << std::setprecision(digits) << value;
    return os.str();
}

std::string
Place(double x, double y)
{
    return Number(x, 1) + "," + Number(y, 1);
}

double
Milliseconds(Time time)
{
    return static_cast<double>(time.GetNanoSeconds()) / 1e6;
}

/// A string of gnuplot.
std::string
Quote(const std::string& text)
{
    std::string quoted = "\"";
    for (const char c : text)
    {
        quoted += (c == '"' || c == '\\') ? std::string("\\") + c : std::string(1, c);
    }
    return quoted + "\"";
}

/// How much of the page a wait takes: it grows with the logarithm of the time.
double
GapOf(Time wait)
{
    return 2 + 9 * std::log(1 + Milliseconds(wait));
}

/// Where a part of a session stands among those of all connections.
int
RankOf(uint32_t connection, tls::TlsPhase phase)
{
    return static_cast<int>(connection) * PHASES + static_cast<int>(phase);
}

/// @copydoc RankOf
int
RankOf(const TlsTimelineSegment& segment)
{
    return RankOf(segment.connection, segment.phase);
}

bool
IsBareAck(const TlsTimelineSegment& segment)
{
    return segment.label == "ACK" && segment.repair.empty() &&
           segment.phase != tls::TlsPhase::CONNECTION;
}

/// What gnuplot needs to write a text.
std::string
TextLine(const std::string& text, double x, double y, const std::string& style)
{
    return "set label " + Quote(text) + " at " + Place(x, y) + " " + style + "\n";
}

std::string
Rectangle(double left, double top, double right, double bottom, const std::string& style)
{
    return "set object rectangle from " + Place(left, top) + " to " + Place(right, bottom) + " " +
           style + "\n";
}

std::string
Line(double x0, double y0, double x1, double y1, const std::string& style)
{
    return "set arrow from " + Place(x0, y0) + " to " + Place(x1, y1) + " " + style + "\n";
}

} // namespace

TlsLadder::TlsLadder(const TlsTimeline& timeline, const std::string& title)
    : m_timeline(timeline.GetStart(MOST_SEGMENTS)),
      m_title(title)
{
    if (timeline.GetSegments().size() > MOST_SEGMENTS)
    {
        m_title += ": the first " + std::to_string(MOST_SEGMENTS) + " of " +
                   std::to_string(timeline.GetSegments().size()) + " segments";
    }
    CollectLabels(m_timeline.GetRows());
    CollectArrows();
    CollectPhases(m_timeline.GetRows());
    Place();
}

void
TlsLadder::CollectLabels(const std::vector<TlsTimelineRow>& rows)
{
    std::array<std::string, 2> last;
    std::array<size_t, 2> repeats{};
    for (const auto& row : rows)
    {
        if (row.kind != TlsRowKind::STEP || row.layer == "TCP")
        {
            continue;
        }
        const size_t side = row.node == "client" ? 1 : 0;
        auto& labels = m_labels[side];
        const Time cpu = std::max(row.cpu, Time(0));
        // Alike steps one after the other (checks, secrets of the key block) share a row.
        if (row.event == last[side] && row.time - labels.back().time < ALIKE)
        {
            Label& label = labels.back();
            label.time = row.time;
            label.cpu += cpu;
            label.text = row.event + " (" + std::to_string(++repeats[side]) + ")";
        }
        else
        {
            repeats[side] = 1;
            last[side] = row.event;
            labels.push_back({row.time, cpu, row.event, RankOf(row.connection, row.phase), 0});
        }
    }
    for (size_t side = 0; side < m_labels.size(); ++side)
    {
        for (size_t i = 0; i < m_labels[side].size(); ++i)
        {
            Label& label = m_labels[side][i];
            if (label.cpu >= VISIBLE)
            {
                label.text += "  [" + Number(Milliseconds(label.cpu) * 1e3, 1) + " µs]";
            }
            m_instants[label.time].labels[side].push_back(i);
        }
    }
}

void
TlsLadder::CollectArrows()
{
    for (const auto& segment : m_timeline.GetSegments())
    {
        const size_t sender = segment.fromClient ? 1 : 0;
        m_instants[segment.sent].sends[sender].push_back(m_arrows.size());
        if (!segment.received.IsStrictlyNegative())
        {
            m_instants[segment.received].arrivals[1 - sender].push_back(m_arrows.size());
        }
        m_arrows.push_back({&segment});
    }
}

void
TlsLadder::CollectPhases(const std::vector<TlsTimelineRow>& rows)
{
    std::map<int, Time> first;
    std::map<int, Time> last;
    for (const auto& row : rows)
    {
        if (row.kind == TlsRowKind::STEP)
        {
            const int rank = RankOf(row.connection, row.phase);
            m_hasMany = m_hasMany || row.connection > 0;
            first.emplace(rank, row.time);
            last[rank] = row.time;
        }
    }
    Time before(-1);
    for (const auto& entry : first)
    {
        // Where the ends are in different parts, the new one begins when the old one is over.
        m_instants[std::max(entry.second, before)].phase = entry.first;
        before = std::max(before, last[entry.first]);
    }
}

bool
TlsLadder::IsQuiet(const Instant& instant) const
{
    const auto bare = [this](size_t i) { return IsBareAck(*m_arrows[i].segment); };
    for (size_t side = 0; side < m_labels.size(); ++side)
    {
        const auto& arrivals = instant.arrivals[side];
        const auto& sends = instant.sends[side];
        if (!instant.labels[side].empty() || !std::all_of(arrivals.begin(), arrivals.end(), bare) ||
            !std::all_of(sends.begin(), sends.end(), bare))
        {
            return false;
        }
    }
    return true;
}

void
TlsLadder::Place()
{
    double y = TOP;
    Time before = m_instants.empty() ? Time(0) : m_instants.begin()->first;
    for (auto& entry : m_instants)
    {
        Instant& instant = entry.second;
        y += GapOf(entry.first - before) + (IsQuiet(instant) ? 0 : 5);
        before = entry.first;
        instant.top = y;
        PlaceInstant(instant);
        y = instant.bottom;
    }
    for (auto& arrow : m_arrows)
    {
        if (arrow.segment->received.IsStrictlyNegative())
        {
            arrow.to = arrow.from + 1.5 * ROW;
        }
    }
    m_height = y + BOTTOM;
}

void
TlsLadder::PlaceInstant(Instant& instant)
{
    // From the top: what arrives, what is left of the part before, a heading, steps, what leaves.
    std::array<std::vector<size_t>, 2> late;
    double y = instant.top;
    std::array<double, 2> labels{instant.top, instant.top};
    std::array<double, 2> ends{instant.top, instant.top};
    for (size_t side = 0; side < m_labels.size(); ++side)
    {
        std::vector<size_t> early;
        for (const size_t i : instant.sends[side])
        {
            const bool before =
                RankOf(*m_arrows[i].segment) < instant.phase &&
                instant.phase % PHASES == static_cast<int>(tls::TlsPhase::NEGOTIATION);
            (before ? early : late[side]).push_back(i);
        }
        ends[side] = PlaceEnds(instant.arrivals[side], instant.top, false);
        ends[side] = PlaceEnds(early, ends[side], true);
        for (const size_t i : instant.labels[side])
        {
            if (m_labels[side][i].phase < instant.phase)
            {
                m_labels[side][i].y = labels[side];
                labels[side] += ROW;
            }
        }
        y = std::max({y, labels[side], ends[side]});
    }
    if (instant.phase >= 0)
    {
        instant.heading = y + HEADING / 2 - ROW / 2;
        labels = {y + HEADING, y + HEADING};
        ends = labels;
        y += HEADING;
    }
    for (size_t side = 0; side < m_labels.size(); ++side)
    {
        double height = 0;
        for (const size_t i : late[side])
        {
            height += IsBareAck(*m_arrows[i].segment) ? ACK_ROW : ARROW_ROW;
        }
        for (const size_t i : instant.labels[side])
        {
            if (m_labels[side][i].phase >= instant.phase)
            {
                m_labels[side][i].y = labels[side];
                labels[side] += ROW;
            }
        }
        ends[side] = PlaceEnds(late[side], std::max(ends[side], labels[side] - height), true);
        y = std::max({y, ends[side], labels[side]});
    }
    instant.bottom = y;
}

double
TlsLadder::PlaceEnds(const std::vector<size_t>& arrows, double y, bool sends)
{
    for (const size_t i : arrows)
    {
        (sends ? m_arrows[i].from : m_arrows[i].to) = y;
        y += IsBareAck(*m_arrows[i].segment) ? ACK_ROW : ARROW_ROW;
    }
    return y;
}

double
TlsLadder::At(Time time) const
{
    const auto next = m_instants.lower_bound(time);
    if (next == m_instants.end())
    {
        return m_height - BOTTOM;
    }
    if (next->first == time || next == m_instants.begin())
    {
        return next->second.top;
    }
    const auto previous = std::prev(next);
    const double share =
        Milliseconds(time - previous->first) / Milliseconds(next->first - previous->first);
    return previous->second.bottom + share * (next->second.top - previous->second.bottom);
}

void
TlsLadder::Write(std::ostream& os, const std::string& name) const
{
    WriteTerminal(os, name, false);
    WriteFrame(os);
    WritePhases(os);
    WriteProcessor(os);
    for (const auto& arrow : m_arrows)
    {
        WriteArrow(os, arrow);
    }
    std::array<int, 2> columns{};
    for (const auto& arrow : m_arrows)
    {
        if (!arrow.segment->repair.empty() && !arrow.segment->waited.IsZero())
        {
            WriteTimer(os, arrow, columns[arrow.segment->fromClient ? 1 : 0]++);
        }
    }
    WriteLabels(os);
    // Out of sight: gnuplot draws nothing without something to plot.
    os << "plot -1000 notitle\n";
    WriteTerminal(os, name, true);
    os << "replot\n";
}

void
TlsLadder::WriteTerminal(std::ostream& os, const std::string& name, bool isPdf) const
{
    // The fonts of both take a pixel for 1/96 inch.
    const double unit = isPdf ? 1.0 / 96 : 1;
    const char* const inch = isPdf ? "in" : "";
    os << "set terminal " << (isPdf ? "pdfcairo" : "pngcairo") << " size "
       << Number(WIDTH * unit, 3) << inch << "," << Number(m_height * unit, 3) << inch
       << " font \"DejaVu Sans,9\" background \"white\"\n"
       << "set output " << Quote(name + (isPdf ? ".pdf" : ".png")) << "\n";
}

void
TlsLadder::WriteFrame(std::ostream& os) const
{
    os << "set encoding utf8\n"
       << "set xrange [0:" << Number(WIDTH, 0) << "]\nset yrange [" << Number(m_height, 0)
       << ":0]\n"
       << "set lmargin at screen 0\nset rmargin at screen 1\n"
       << "set tmargin at screen 1\nset bmargin at screen 0\n"
       << "unset tics\nunset border\nunset key\n"
       << "set style textbox opaque noborder fillcolor rgb \"white\" margins 0.4,0.1\n"
       << TextLine(m_title, WIDTH / 2, 26, "center noenhanced font \",14\"")
       << TextLine("Time runs down and is not to scale: long waits are compressed, what happens at "
                   "one instant is spread out. Simulated time in ms beside each row.",
                   WIDTH / 2,
                   52,
                   std::string("center noenhanced textcolor rgb \"") + PALE + "\"");
    for (size_t side = 0; side < LIFELINE.size(); ++side)
    {
        const double x = LIFELINE[side];
        os << Rectangle(x - 55,
                        72,
                        x + 55,
                        98,
                        std::string("fillcolor rgb \"#eef3fa\" fillstyle solid border rgb \"") +
                            BLUE + "\" front")
           << TextLine(side == 1 ? "Client" : "Server", x, 85, "center font \",11\" front")
           << Line(x,
                   98,
                   x,
                   m_height - BOTTOM / 2,
                   std::string("nohead linewidth 1.5 linecolor rgb \"") + BLUE + "\" back");
    }
}

void
TlsLadder::WritePhases(std::ostream& os) const
{
    for (const auto& entry : m_instants)
    {
        const Instant& instant = entry.second;
        if (instant.phase < 0)
        {
            continue;
        }
        const double y = instant.heading;
        os << Rectangle(20,
                        y - 10,
                        WIDTH - 20,
                        y + 10,
                        "fillcolor rgb \"#f1ecdf\" fillstyle solid noborder behind")
           << TextLine(HeadingOf(instant.phase),
                       30,
                       y,
                       "left noenhanced font \",10\" textcolor rgb \"#5d4a1f\"");
    }
}

std::string
TlsLadder::HeadingOf(int phase) const
{
    const std::string name = tls::ToString(static_cast<tls::TlsPhase>(phase % PHASES));
    return m_hasMany ? "Connection " + std::to_string(phase / PHASES + 1) + ": " + name : name;
}

void
TlsLadder::WriteProcessor(std::ostream& os) const
{
    for (size_t side = 0; side < m_labels.size(); ++side)
    {
        const double x = LIFELINE[side];
        for (const auto& label : m_labels[side])
        {
            if (label.cpu < VISIBLE)
            {
                continue;
            }
            os << Rectangle(x - 5,
                            std::min(At(label.time - label.cpu), label.y - 3),
                            x + 5,
                            label.y + 3,
                            std::string("fillcolor rgb \"#f6c667\" fillstyle solid border rgb \"") +
                                INK + "\" front");
        }
    }
}

void
TlsLadder::WriteLabels(std::ostream& os) const
{
    for (size_t side = 0; side < m_labels.size(); ++side)
    {
        const bool client = side == 1;
        const double x = LIFELINE[side] + (client ? -MARGIN : MARGIN);
        const std::string align = client ? "right" : "left";
        std::string written;
        const auto writeTime = [&](Time time, double y) {
            const std::string text = Number(Milliseconds(time), 3);
            if (text == written)
            {
                return;
            }
            written = text;
            os << TextLine(text,
                           client ? 85 : WIDTH - 85,
                           y,
                           (client ? "right" : "left") +
                               std::string(" noenhanced textcolor rgb \"") + PALE + "\"");
        };
        for (const auto& label : m_labels[side])
        {
            os << TextLine(label.text, x, label.y, align + " noenhanced");
        }
        for (const auto& entry : m_instants)
        {
            const Instant& instant = entry.second;
            const bool ends =
                std::any_of(instant.sends[side].begin(),
                            instant.sends[side].end(),
                            [this](size_t i) { return !IsBareAck(*m_arrows[i].segment); });
            if (!instant.labels[side].empty())
            {
                writeTime(entry.first, m_labels[side][instant.labels[side].front()].y);
            }
            else if (ends)
            {
                writeTime(entry.first, m_arrows[instant.sends[side].front()].from);
            }
        }
    }
}

void
TlsLadder::WriteArrow(std::ostream& os, const Arrow& arrow) const
{
    const TlsTimelineSegment& segment = *arrow.segment;
    const bool client = segment.fromClient;
    const bool lost = segment.received.IsStrictlyNegative();
    const double start = LIFELINE[client ? 1 : 0];
    const double far = LIFELINE[client ? 0 : 1];
    const double end = lost ? start + 0.62 * (far - start) : far;
    const bool again = !segment.repair.empty();
    const bool bare = IsBareAck(segment);
    const std::string color = lost || again ? RED : bare ? PALE : INK;
    os << Line(start,
               arrow.from,
               end,
               arrow.to,
               std::string(lost ? "nohead" : "head filled size 11,16") +
                   (bare ? " linewidth 0.7" : " linewidth 1.3") +
                   (again && !lost ? " dashtype 2" : "") + " linecolor rgb \"" + color + "\"");
    if (lost)
    {
        for (const double sign : {-1.0, 1.0})
        {
            os << Line(end - 8,
                       arrow.to - sign * 8,
                       end + 8,
                       arrow.to + sign * 8,
                       std::string("nohead linewidth 2.5 linecolor rgb \"") + RED + "\" front");
        }
    }
    if (bare && !lost)
    {
        return;
    }
    std::string text = segment.label;
    if (segment.bytes > 0)
    {
        text += "  " + std::to_string(segment.bytes) + " B";
    }
    if (lost)
    {
        text += "  (lost)";
    }
    if (again)
    {
        text += "  sent again: " + segment.repair;
    }
    // Near the sender, so that what goes the other way is not written over.
    const double share = lost ? 0.5 : 0.42;
    const double angle = std::atan2(arrow.from - arrow.to, std::abs(end - start)) * 180 / PI;
    os << TextLine(text,
                   start + share * (end - start),
                   arrow.from + share * (arrow.to - arrow.from) - 1,
                   "center noenhanced boxed front font \",8\" rotate by " +
                       Number(client ? angle : -angle, 2) + " textcolor rgb \"" + color + "\"");
}

void
TlsLadder::WriteTimer(std::ostream& os, const Arrow& again, int column) const
{
    const TlsTimelineSegment& segment = *again.segment;
    const bool client = segment.fromClient;
    double from = again.from;
    for (const auto& arrow : m_arrows)
    {
        if (arrow.segment->fromClient == client &&
            arrow.segment->connection == segment.connection &&
            arrow.segment->sent == segment.sent - segment.waited &&
            arrow.segment->seq == segment.seq && arrow.segment->bytes == segment.bytes)
        {
            from = arrow.from;
        }
    }
    const double x = LIFELINE[client ? 1 : 0] + (client ? 1 : -1) * (14 + 9.0 * (column % 6));
    os << Line(x,
               from,
               x,
               again.from,
               std::string("head filled size 8,20 linewidth 1.2 dashtype 3 linecolor rgb \"") +
                   RED + "\" front")
       << TextLine(segment.repair + " after " + Number(Milliseconds(segment.waited), 1) + " ms",
                   x + (client ? 6 : -6),
                   (from + again.from) / 2,
                   std::string(client ? "left" : "right") +
                       " noenhanced boxed front font \",8\" textcolor rgb \"" + RED + "\"");
}

} // namespace ns3
