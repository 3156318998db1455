/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_PAGE_OPTIONS_H
#define WEB_PAGE_OPTIONS_H

#include "tls-sweep-cells.h"
#include "web-page-protocol.h"

#include "ns3/command-line.h"
#include "ns3/nstime.h"
#include "ns3/web-page.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/// The options of page loads, besides those of TlsStudyOptions. The strings are what was given.
struct WebPageOptions
{
    /// Default of --kind: a browser resumes the sessions of a host.
    static constexpr const char* KIND = "tls12-id";

    std::string protocol{"http,https,spdy/3.1"}; //!< what carries the page, a list
    std::string page{"early-web"};               //!< built in, or a file
    std::string domains{"multi"};                //!< hosts of the page, a list of multi and single
    std::string connections{"6"};                //!< of HTTP/1.1 to a host at a time
    std::string binding{"late"};                 //!< of requests to connections, late or early
    std::string push{"false"};                   //!< whether servers push, a list
    std::string depth;                           //!< of early-web, empty: as fitted
    std::string thinkTime;                       //!< of the server, empty: the page's
    std::string reuse{"0"};                      //!< requests per connection of HTTP/1.1
    std::string negotiation;                     //!< npn or alpn, empty: what the kind has
    std::string synTimeout{"1s"};                //!< until an unanswered SYN is sent again
    std::string pcap{"false"};                   //!< capture the first load of each cell
    std::string samples;                         //!< per cell, empty: 10, or 200 under loss
    std::string only;                            //!< row to repeat
    TlsSweepCells cells;                         //!< which cells are run, and where

    /// The checked values of the strings above.
    struct Values
    {
        std::vector<WebPageProtocol> protocols;    //!< what carries the page
        std::shared_ptr<const WebPage> page;       //!< on the hosts that it names
        std::shared_ptr<const WebPage> singlePage; //!< the same on one host
        std::vector<bool> isSingle;                //!< whether all is on one host
        uint32_t connections;                      //!< to a host at a time
        bool isLateBinding;                        //!< of requests to connections
        std::vector<bool> push;                    //!< whether servers push
        uint32_t reuse;                            //!< requests per connection, 0: any number
        std::string negotiation;                   //!< npn or alpn, empty: what the kind has
        Time synTimeout;                           //!< until an unanswered SYN is sent again
        bool hasCaptures;                          //!< of the first load of each cell
        uint64_t samples;                          //!< per cell, 0: 10, or 200 under loss
        uint64_t only;                             //!< row to repeat, 0: all
        TlsSweepCells::Values cells;               //!< which cells are run, and where
    };

    /// @param cmd the command line; both must outlive its Parse()
    void AddTo(CommandLine& cmd);

    /**
     * @param values where to put the checked values
     * @return empty when all is well, else one sentence that names the option, what was given and
     *         what is allowed
     */
    std::string Parse(Values& values) const;

  private:
    std::string ParsePage(Values& values) const;
};

} // namespace ns3

#endif /* WEB_PAGE_OPTIONS_H */
