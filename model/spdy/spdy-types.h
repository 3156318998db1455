/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SPDY_TYPES_H
#define SPDY_TYPES_H

#include "ns3/byte-view.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace spdy
{

/// Which side of a session one is; streams of a client have odd ids, of a server even ones.
enum class SpdyRole
{
    CLIENT,
    SERVER,
};

/// Versions of the protocol; what differs between them is in a row of SpdyVersionTraits.
enum class SpdyVersion
{
    SPDY_2,
    SPDY_3,
    SPDY_3_1,
};

/// Types of control frames (SPDY/3.1, 2.6; NOOP is SPDY/2's, CREDENTIAL is SPDY/3's).
enum class SpdyFrameType : uint16_t
{
    SYN_STREAM = 1,
    SYN_REPLY = 2,
    RST_STREAM = 3,
    SETTINGS = 4,
    NOOP = 5,
    PING = 6,
    GOAWAY = 7,
    HEADERS = 8,
    WINDOW_UPDATE = 9,
    CREDENTIAL = 10,
};

/// Status of a stream error, sent in RST_STREAM (SPDY/3.1, 2.6.3).
enum class SpdyStreamStatus : uint32_t
{
    PROTOCOL_ERROR = 1,
    INVALID_STREAM = 2,
    REFUSED_STREAM = 3,
    UNSUPPORTED_VERSION = 4,
    CANCEL = 5,
    INTERNAL_ERROR = 6,
    FLOW_CONTROL_ERROR = 7,
    STREAM_IN_USE = 8,
    STREAM_ALREADY_CLOSED = 9,
    INVALID_CREDENTIALS = 10,
    FRAME_TOO_LARGE = 11,
};

/// Status of the end of a session, sent in GOAWAY (SPDY/3.1, 2.6.6).
enum class SpdySessionStatus : uint32_t
{
    OK = 0,
    PROTOCOL_ERROR = 1,
    INTERNAL_ERROR = 2,
};

/// Ids of SETTINGS entries (SPDY/3.1, 2.6.4).
enum class SpdySettingId : uint32_t
{
    UPLOAD_BANDWIDTH = 1,
    DOWNLOAD_BANDWIDTH = 2,
    ROUND_TRIP_TIME = 3,
    MAX_CONCURRENT_STREAMS = 4,
    CURRENT_CWND = 5,
    DOWNLOAD_RETRANS_RATE = 6,
    INITIAL_WINDOW_SIZE = 7,
    CLIENT_CERTIFICATE_VECTOR_SIZE = 8,
};

/// One entry of a SETTINGS frame.
struct SpdySetting
{
    SpdySettingId id;  //!< what is set; a peer may send ids that the enumeration lacks
    uint32_t value;    //!< its value, in the unit of the id
    uint8_t flags = 0; //!< 1 asks a client to persist the value, 2 says that it was persisted
};

/// One name/value pair of a header block.
struct SpdyHeader
{
    std::string name;  //!< lower case, not empty
    std::string value; //!< several values are joined by one NUL

    /**
     * @param a one side
     * @param b other side
     * @return true when both hold the same name and value
     */
    friend bool operator==(const SpdyHeader& a, const SpdyHeader& b)
    {
        return a.name == b.name && a.value == b.value;
    }
};

/// A header block, in the order of the wire.
using SpdyHeaders = std::vector<SpdyHeader>;

/// Largest stream id, window and window increment: 31 bits.
constexpr uint32_t SPDY_MAX_31 = 0x7fffffff;

/// Window of a stream and of a session before anything changes it, in octets (SPDY/3.1, 2.6.8).
constexpr uint32_t SPDY_DEFAULT_WINDOW = 65536;

/// Octets before the body of each frame.
constexpr size_t SPDY_FRAME_HEADER_SIZE = 8;

/**
 * @param headers a header block
 * @param name a name, in lower case
 * @return the value of the first pair of that name, null when there is none; lives as long as
 *         the block
 */
const std::string* FindSpdyHeader(const SpdyHeaders& headers, const std::string& name);

/**
 * @param type a control frame's type
 * @return its name, such as "SYN_STREAM"; "UNKNOWN" for what the drafts do not define
 */
const char* ToString(SpdyFrameType type);

/**
 * @param status status of a stream error
 * @return its name, such as "CANCEL"; "UNKNOWN" for what the drafts do not define
 */
const char* ToString(SpdyStreamStatus status);

/**
 * @param status status of a session's end
 * @return its name, such as "OK"; "UNKNOWN" for what the drafts do not define
 */
const char* ToString(SpdySessionStatus status);

/**
 * @param id id of a setting
 * @return its name, such as "INITIAL_WINDOW_SIZE"; "UNKNOWN" for what the drafts do not define
 */
const char* ToString(SpdySettingId id);

} // namespace spdy
} // namespace ns3

#endif /* SPDY_TYPES_H */
