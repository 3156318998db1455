/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_PAGE_ROW_H
#define WEB_PAGE_ROW_H

#include "tls-latency-statistics.h"
#include "tls-link-meter.h"

#include "ns3/web-page-record.h"
#include "ns3/web-page.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/// The columns that say where a page was loaded.
struct WebPageCell
{
    std::string protocol; //!< what carried it
    std::string domains;  //!< "multi" or "single"
    std::string push;     //!< "true" or "false"
    std::string rtt;      //!< round-trip propagation delay in ms
    std::string loss;     //!< share of packets lost; "up/down" when they differ
    std::string down;     //!< server to client in bit/s
    std::string up;       //!< client to server in bit/s

    /// @return names of these columns
    static std::vector<std::string> GetHeader();
    /// @return the values
    std::vector<std::string> GetValues() const;
};

/// One row of pages.csv, and the rows of objects.csv that belong to it: one load of a page.
struct WebPageRow
{
    uint64_t sample{0};       //!< number within the cell, from 0
    uint64_t rngRun{0};       //!< run number of the random streams
    WebPageRecord record;     //!< what the loader knows
    TlsLinkCounters counters; //!< what passed the link

    /// @return names of the columns of pages.csv
    static std::vector<std::string> GetHeader();
    /// @param cell where the page was loaded @return the values
    std::vector<std::string> GetValues(const WebPageCell& cell) const;

    /**
     * Reads what GetValues() gave.
     *
     * @param cell where the page was loaded
     * @param values one per column
     * @return false when they are no values of that cell
     */
    bool SetValues(const WebPageCell& cell, const std::vector<std::string>& values);

    /// @return names of the columns of objects.csv
    static std::vector<std::string> GetObjectHeader();
    /**
     * @param cell where the page was loaded
     * @param page what was loaded
     * @param object number of one of its objects
     * @return the values
     */
    std::vector<std::string> GetObjectValues(const WebPageCell& cell,
                                             const WebPage& page,
                                             size_t object) const;
    /**
     * Reads what GetObjectValues() gave, after SetValues().
     *
     * @param cell where the page was loaded
     * @param page what was loaded
     * @param object number of one of its objects
     * @param values one per column
     * @return false when they are no values of that object
     */
    bool SetObjectValues(const WebPageCell& cell,
                         const WebPage& page,
                         size_t object,
                         const std::vector<std::string>& values);
};

/// One row of pages-summary.csv: what the loads of one cell come to.
struct WebPageSummary
{
    TlsLatencyStatistics loadTime; //!< in ms
    uint64_t failed{0};            //!< loads whose result is not "ok"
    uint64_t summed{0};            //!< loads in these sums: the others
    double connections{0};         //!< sum of connections
    double handshakes{0};          //!< sum of TLS handshakes
    TlsLinkCounters counters;      //!< sums of what passed the link
    WebHeaderBytes headers;        //!< sums of heads

    /// @param row a load
    void Add(const WebPageRow& row);

    /// @return names of the columns of pages-summary.csv
    static std::vector<std::string> GetHeader();
    /// @param cell the cell @return the values
    std::vector<std::string> GetValues(const WebPageCell& cell) const;
};

} // namespace ns3

#endif /* WEB_PAGE_ROW_H */
