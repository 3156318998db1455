/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SPDY_VERSION_H
#define SPDY_VERSION_H

#include "spdy-types.h"

#include <optional>
#include <string_view>

namespace ns3
{
namespace spdy
{

/// How a version spells the names that carry what HTTP has in its first lines (SPDY/3.1, 3.2).
struct SpdyNames
{
    const char* method;  //!< of a request
    const char* path;    //!< of a request; an absolute URL in pushes of SPDY/2
    const char* version; //!< of HTTP
    const char* host;    //!< of a request, with its port
    const char* scheme;  //!< of a request
    const char* status;  //!< of a reply
};

/// What one version of the protocol does differently from the others; a row of the table.
struct SpdyVersionTraits
{
    SpdyVersion version;         //!< which version
    const char* token;           //!< its name in ALPN and NPN
    uint16_t wireVersion;        //!< version field of control frames
    size_t blockIntegerSize;     //!< octets of the counts and lengths in a header block, 2 or 4
    size_t replyPadding;         //!< unused octets before the block of SYN_REPLY and HEADERS
    uint8_t priorityBits;        //!< top bits of the octet in SYN_STREAM
    bool settingIdIsReversed;    //!< the id comes first and with its low octet first
    bool goAwayHasStatus;        //!< GOAWAY carries a status
    bool hasNoop;                //!< type 5 is NOOP
    bool hasCredential;          //!< type 10 is CREDENTIAL
    bool hasStreamWindow;        //!< flow control of streams
    bool hasSessionWindow;       //!< flow control of the session
    bool allowsEmptyValue;       //!< a header may have no value
    bool requiresHost;           //!< a request without a host is a bad one
    bool pushesUrl;              //!< a pushed stream names one URL rather than its parts
    uint32_t lastStreamStatus;   //!< the highest status that RST_STREAM may carry
    SpdyStreamStatus twoReplies; //!< answer to a second SYN_REPLY
    bool ignoresLateData;        //!< DATA on closed streams is skipped rather than answered
    bool earlyDataEndsSession;   //!< DATA before SYN_REPLY is an error of the session
    bool orphanPushEndsSession;  //!< a push that belongs to no stream is one, too
    std::string_view (*dictionary)(); //!< preset dictionary of the header compression
    SpdyNames names;                  //!< of requests and replies
};

/**
 * @param version a version
 * @return its row
 */
const SpdyVersionTraits& GetSpdyVersionTraits(SpdyVersion version);

/**
 * @param token a name out of ALPN or NPN, such as "spdy/3.1"
 * @return the version, empty for any other name
 */
std::optional<SpdyVersion> FindSpdyVersion(std::string_view token);

} // namespace spdy
} // namespace ns3

#endif /* SPDY_VERSION_H */
