/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-load-plot.h"

#include "tls-csv-writer.h"
#include "tls-figure.h"
#include "tls-percentile-line.h"
#include "tls-picture.h"

#include "ns3/gnuplot.h"

#include <algorithm>
#include <iterator>

namespace ns3
{

namespace
{

const std::string NAME = "latency-vs-load"; //!< of the files

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

} // namespace

TlsLoadPlot::TlsLoadPlot(const std::vector<TlsLoadResult>& results, const std::string& folder)
    : m_results(results),
      m_folder(folder)
{
}

std::string
TlsLoadPlot::Draw(std::vector<std::string>& pictures) const
{
    Gnuplot plot;
    std::string capacities;
    size_t number = 0;
    for (auto first = m_results.begin(); first != m_results.end(); ++number)
    {
        const auto last = std::find_if(first, m_results.end(), [first](const auto& result) {
            return !IsSameCurve(first->first, result.first);
        });
        TlsPercentileLine median(TitleOf(first->first), 0.5, number);
        TlsPercentileLine high("", 0.95, number, true);
        for (auto result = first; result != last; ++result)
        {
            median.Add(result->first.offered, result->second.GetHandshake());
            high.Add(result->first.offered, result->second.GetHandshake());
        }
        median.AddTo(plot);
        high.AddTo(plot);
        const auto& [settings, summary] = *std::prev(last);
        // What the cores can do stands as a line where it lies within the picture.
        const auto capacity = summary.GetCapacity();
        if (capacity && *capacity < 1.2 * settings.offered)
        {
            const std::string x = TlsCsvWriter::ToText(*capacity);
            capacities += "set arrow from " + x + ", graph 0 to " + x +
                          ", graph 1 nohead lw 1.5 dt 3 " + TlsFigure::GetColor(number) + "\n";
        }
        first = last;
    }
    plot.SetTitle("Handshakes of a server under load: median, 95th percentile (dashed)" +
                  std::string(capacities.empty() ? "" : ", capacity (dotted)"));
    plot.SetLegend("Handshakes offered a second", "SYN to handshake complete in ms");
    return TlsPicture::Draw(
        m_folder,
        NAME,
        TlsFigure::Compose(NAME,
                           plot,
                           TlsFigure::GetKey(number, "top left") +
                               "set logscale y\nset xrange [0:*]\nset yrange [*:*] noextend\n"
                               "set offsets 0,0,graph 0.05,graph 0.05\n" +
                               TlsFigure::GetLogarithmicTics("y") + "\n" + capacities),
        pictures);
}

} // namespace ns3
