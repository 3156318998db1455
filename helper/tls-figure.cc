/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-figure.h"

#include "ns3/gnuplot.h"

#include <algorithm>
#include <array>
#include <sstream>

namespace ns3
{

namespace
{

/// Colors that stay apart for color-blind readers (Okabe and Ito), dark enough for lines on paper.
constexpr std::array<const char*, 7>
    COLORS{"#0072B2", "#D55E00", "#007a5a", "#a0528c", "#000000", "#b07d00", "#2f8fc7"};
/// Points that stay apart in gray: circle, square, triangles, diamond, cross, star.
constexpr std::array<int, 7> POINTS{7, 5, 9, 13, 11, 2, 3};
/// The same without filling, for the second line of a series.
constexpr std::array<int, 7> OPEN_POINTS{6, 4, 8, 12, 10, 2, 3};
/// An ordinary picture is that wide in pixels, and in mm: the text of a page of A4.
constexpr int PIXELS = 1200;
/// @copydoc PIXELS
constexpr int MILLIMETERS = 160;

/// @param number of tenths @return it with a decimal point
std::string
Tenths(size_t number)
{
    return std::to_string(number / 10) + "." + std::to_string(number % 10);
}

/// Where the data of a plot stand in its script.
const std::string DATA = "$data";

} // namespace

std::string
TlsFigure::GetColor(size_t series)
{
    return std::string("lc rgb '") + COLORS[series % COLORS.size()] + "'";
}

std::string
TlsFigure::GetStyle(size_t series, bool isSecond)
{
    const auto& points = isSecond ? OPEN_POINTS : POINTS;
    // Where colors come again they get other points.
    const size_t point = series + 3 * (series / COLORS.size());
    // The later ones are thinner and smaller: where lines coincide, all are seen.
    const size_t rank = std::min<size_t>(series, 4);
    return GetColor(series) + " lw " + Tenths(34 - 5 * rank) + " ps " + Tenths(21 - 2 * rank) +
           " pt " + std::to_string(points[point % points.size()]) +
           (isSecond ? " dt (12,6)" : " dt 1");
}

std::string
TlsFigure::GetGuideStyle()
{
    return "lc rgb '#777777' lw 1.2 dt (3,4)";
}

std::string
TlsFigure::GetLogarithmicTics(const std::string& axis)
{
    return "set " + axis +
           "tics (1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500, 1000, 2000, 3000, 5000, 10000, "
           "20000, 30000, 50000)";
}

std::string
TlsFigure::Open(const std::string& format, const std::string& name, Size size)
{
    std::ostringstream os;
    os.imbue(std::locale::classic());
    if (format == "png")
    {
        os << "set terminal pngcairo noenhanced size " << size.width * PIXELS / 100 << ","
           << size.height * PIXELS / 100 << " font 'DejaVu Sans,15' linewidth 1.4\n";
    }
    else
    {
        os << "set terminal pdfcairo noenhanced size " << size.width * MILLIMETERS / 1000.0 << "cm,"
           << size.height * MILLIMETERS / 1000.0
           << "cm font 'DejaVu Sans,8' linewidth 0.8 pointscale 0.4\n";
    }
    os << "set output '" << name << "." << format << "'\n";
    return os.str();
}

std::string
TlsFigure::GetFrame()
{
    return "set border 3\nset tics nomirror out\nset grid lc rgb '#dddddd' lt 1 lw 0.8\n"
           "set key opaque samplen 3\n";
}

std::string
TlsFigure::GetKey(size_t entries, const std::string& place)
{
    constexpr size_t MOST_INSIDE = 4;
    return entries > MOST_INSIDE ? "set key outside right top vertical Left reverse\n"
                                 : "set key inside " + place + "\n";
}

std::string
TlsFigure::Compose(const std::string& name, const std::string& body, Size size)
{
    return Open("png", name, size) + body + "\n" + Open("pdf", name, size) + "replot\n";
}

std::string
TlsFigure::Compose(const std::string& name, Gnuplot& plot, const std::string& extra)
{
    plot.SetTerminal("");
    plot.SetOutputFilename("");
    plot.SetExtra(GetFrame() + extra);
    std::ostringstream control;
    std::ostringstream data;
    plot.GenerateOutput(control, data, DATA);
    // ns-3 takes it for the name of a file and quotes it.
    std::string body = control.str();
    const std::string quoted = "\"" + DATA + "\"";
    for (size_t at = 0; (at = body.find(quoted, at)) != std::string::npos;)
    {
        body.replace(at, quoted.size(), DATA);
    }
    return DATA + " << END\n" + data.str() + "END\n" + Compose(name, body, Size{});
}

} // namespace ns3
