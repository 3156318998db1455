/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_PAGE_SWEEP_H
#define WEB_PAGE_SWEEP_H

#include "tls-helper.h"
#include "tls-link-config.h"
#include "tls-study-options.h"
#include "web-page-options.h"
#include "web-page-row.h"

#include "ns3/application-container.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

class TlsLink;

/// A cell of a sweep: what is varied, and what its loads came to.
struct WebPageSweepCell
{
    WebPageProtocol protocol;            //!< what carries the page
    std::shared_ptr<const WebPage> page; //!< what is loaded
    bool isPushed{false};                //!< whether servers push
    TlsLinkConfig link;                  //!< the link
    size_t number{0};                    //!< from 0
    WebPageCell columns;                 //!< its columns in the files
    uint64_t samples{1};                 //!< how many loads it takes
    WebPageSummary summary;              //!< of the loads so far
    std::optional<WebPageRow> first;     //!< the load of sample 0, once it is made
};

/**
 * Loads a page in every cell of protocols x domains x push x round-trip times x losses, each load
 * in a simulation of its own, with nothing kept from an earlier one.
 *
 * Sample i of every cell uses the same random streams, and a cell without randomness is run once.
 * Servers do not push over HTTP/1.1, so that it has a single cell for both.
 */
class WebPageSweep
{
  public:
    /**
     * @param options the common options as given
     * @param values the common options as checked
     * @param plan the options of page loads as checked
     */
    WebPageSweep(const TlsStudyOptions& options,
                 const TlsStudyOptions::Values& values,
                 const WebPageOptions::Values& plan);

    /// @return empty when it can run, else a sentence that says what cannot be
    std::string Prepare();

    /**
     * Capture the load of sample 0 of each cell at the client, as page-1.pcap and so on in the
     * order of the cells, and log its keys beside it.
     *
     * @param folder where the files go; exists
     */
    void EnableCaptures(const std::string& folder);

    /// @return how many rows pages.csv will have
    uint64_t GetRowCount() const;

    /// Called after each load with its cell and row.
    using RowHandler = std::function<void(const WebPageSweepCell&, const WebPageRow&)>;

    /**
     * Runs all loads, or those that --only and --cell name; with --fromCells, runs the first load
     * of each cell, of which pictures and archives show more than tables have, and reads the
     * others.
     *
     * @param onRow called after each
     * @return empty, or the sentence that refuses what was read or could not be captured
     */
    std::string Run(const RowHandler& onRow);

    /// @return the cells, in the order of the files
    const std::vector<WebPageSweepCell>& GetCells() const;

    /**
     * Loads the page once. The simulator must have nothing to do; it is destroyed afterwards.
     *
     * @param cell what is loaded, and where
     * @param sample number of the load: it decides the random streams
     * @return what came of it
     */
    WebPageRow Load(const WebPageSweepCell& cell, uint64_t sample);

  private:
    std::string ReadCell(WebPageSweepCell& cell, const RowHandler& onRow);
    void MakeCells();
    void AddCells(const WebPageProtocol& protocol, bool isSingle, bool isPushed);
    std::string MakeIdentities();
    void ConfigureHosts(const WebPageSweepCell& cell, const TlsLink& link);
    ApplicationContainer Install(const WebPageSweepCell& cell, const TlsLink& link);
    void HandleDone(const WebPageRecord& record);

    const TlsStudyOptions& m_options;        //!< as given
    const TlsStudyOptions::Values& m_values; //!< as checked
    const WebPageOptions::Values& m_plan;    //!< the options of page loads
    TlsHelper m_tls;                         //!< has the identities of all hosts
    std::vector<WebPageSweepCell> m_cells;   //!< in the order of the files
    bool m_isAlpn{false};                    //!< protocols are agreed upon by ALPN, not NPN
    std::string m_captures;                  //!< folder for captures; empty: none
    bool m_hasFailedCapture{false};          //!< one could not be written
    WebPageRow m_row;                        //!< the load that runs
};

} // namespace ns3

#endif /* WEB_PAGE_SWEEP_H */
