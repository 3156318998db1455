/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_CONNECTION_RECORD_H
#define WEB_CONNECTION_RECORD_H

#include "ns3/address.h"
#include "ns3/nstime.h"
#include "ns3/tls-connection-times.h"

#include <cstdint>
#include <string>

namespace ns3
{

/// One connection of a WebClient, complete when it is over.
struct WebConnectionRecord
{
    uint32_t node{0};       //!< id of the client's node
    uint32_t connection{0}; //!< number of the connection at this client, from 0
    Address local;          //!< the client's end; no address until TCP was connected
    Address remote;         //!< the server's end
    uint32_t fallbacks{0};  //!< attempts with lower versions after one that failed
    std::string kind;       //!< as the scenario called this client, empty by default

    /// When the steps were reached. Over plain TCP the TLS ones stay negative, and closed is when
    /// this side had nothing more to do.
    TlsConnectionTimes times;
    Time firstByte{-1}; //!< first octet of a reply reached the application; negative: never
    Time lastByte{-1};  //!< last octet of the last reply so far; negative: never

    std::string protocol;     //!< what carried the requests, as "spdy/3.1" or "http/1.1"
    uint32_t objects{0};      //!< replies that were complete and had the right content
    uint64_t bytesUp{0};      //!< octets given to the socket: requests and their framing
    uint64_t bytesDown{0};    //!< octets taken from the socket: replies and their framing
    uint64_t contentBytes{0}; //!< octets of content among them
    /// "ok", or why not: the socket's reason, "timeout", "connect", "content", "status", "protocol"
    std::string result;
};

/// One frame of SPDY, or one message of HTTP/1.1, as it passed an application.
struct WebFrameRecord
{
    uint32_t node{0};       //!< id of the node
    uint32_t connection{0}; //!< number of the connection at this application, from 0
    bool sent{false};       //!< true when this side sent it
    std::string protocol;   //!< what it belongs to, as "spdy/3.1" or "http/1.1"
    std::string name;       //!< "SYN_STREAM", "DATA", ..., "request", "reply"
    uint32_t stream{0};     //!< stream of SPDY, 0 for frames of the session
    uint64_t bytes{0};      //!< octets with header, before encryption
    std::string detail;     //!< few words, such as "fin pri=0"
};

} // namespace ns3

#endif /* WEB_CONNECTION_RECORD_H */
