/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_PAGE_RECORD_H
#define WEB_PAGE_RECORD_H

#include "web-connection-record.h"
#include "web-protocol.h"

#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/// How one object of a page was loaded. Simulated times; negative: it did not come to that.
struct WebObjectRecord
{
    size_t object{0};     //!< number of the object on its page
    Time start{-1};       //!< the client wants it, or the server begins to push it
    Time blocked{-1};     //!< for how long it then waited for a connection to begin or to be free
    Time connect{-1};     //!< for how long it then waited for TCP; negative when TCP was there
    Time tls{-1};         //!< for how long it then waited for TLS; negative when TLS was there
    Time sent{-1};        //!< when the request was given to the socket in full
    Time firstByte{-1};   //!< when the first octet of the reply came
    Time done{-1};        //!< when the last octet of the reply came
    uint32_t attempts{0}; //!< requests that were made for it
    uint32_t status{0};   //!< of HTTP, 0: none came
    uint64_t received{0}; //!< octets of content
    bool isPushed{false}; //!< it came unasked
};

/// One load of a page by a WebPageLoader, complete when the page is done.
struct WebPageRecord
{
    uint32_t node{0};                             //!< id of the client's node
    uint32_t page{0};                             //!< number of the page at this client, from 0
    Time start{-1};                               //!< when it began
    Time loadTime{-1};                            //!< until all objects were ready; negative: never
    uint32_t handshakes{0};                       //!< TLS handshakes that came to their end
    WebHeaderBytes headers{};                     //!< heads of requests and replies
    std::vector<WebConnectionRecord> connections; //!< in the order in which they were begun
    std::vector<WebObjectRecord> objects;         //!< by number
    std::string result;                           //!< "ok", or why not, in the connections' words
};

} // namespace ns3

#endif /* WEB_PAGE_RECORD_H */
