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
/// Engine of SPDY, without simulator and transport.
namespace spdy
{

/// Which side of a session one is; streams of a client have odd ids, of a server even ones.
enum class SpdyRole
{
    CLIENT, //!< opened the connection
    SERVER, //!< accepted it
};

/// Versions of the protocol; what differs between them is in a row of SpdyVersionTraits.
enum class SpdyVersion
{
    SPDY_2,   //!< SPDY draft 2
    SPDY_3,   //!< SPDY draft 3
    SPDY_3_1, //!< SPDY draft 3.1: flow control of the session too
};

/// Types of control frames (SPDY/3.1, 2.6; NOOP is SPDY/2's, CREDENTIAL is SPDY/3's).
enum class SpdyFrameType : uint16_t
{
    SYN_STREAM = 1,    //!< opens a stream
    SYN_REPLY = 2,     //!< answers one
    RST_STREAM = 3,    //!< ends a stream with an error
    SETTINGS = 4,      //!< what the sender says about itself and the path
    NOOP = 5,          //!< nothing
    PING = 6,          //!< is sent back at once
    GOAWAY = 7,        //!< no new streams are accepted
    HEADERS = 8,       //!< more headers of a stream
    WINDOW_UPDATE = 9, //!< more octets may be sent
    CREDENTIAL = 10,   //!< a client certificate
};

/// Status of a stream error, sent in RST_STREAM (SPDY/3.1, 2.6.3).
enum class SpdyStreamStatus : uint32_t
{
    PROTOCOL_ERROR = 1,        //!< anything that has no status of its own
    INVALID_STREAM = 2,        //!< a frame for a stream that is not open
    REFUSED_STREAM = 3,        //!< nothing was done for it: it may be tried again
    UNSUPPORTED_VERSION = 4,   //!< a version that the receiver does not have
    CANCEL = 5,                //!< the opener lost interest
    INTERNAL_ERROR = 6,        //!< nothing that the peer did
    FLOW_CONTROL_ERROR = 7,    //!< more data than the window allows
    STREAM_IN_USE = 8,         //!< a second SYN_REPLY
    STREAM_ALREADY_CLOSED = 9, //!< data after the end of the stream
    INVALID_CREDENTIALS = 10,  //!< no valid client certificate
    FRAME_TOO_LARGE = 11,      //!< more than the receiver can process
};

/// Status of the end of a session, sent in GOAWAY (SPDY/3.1, 2.6.6).
enum class SpdySessionStatus : uint32_t
{
    OK = 0,             //!< an orderly end
    PROTOCOL_ERROR = 1, //!< the peer broke the rules
    INTERNAL_ERROR = 2, //!< nothing that the peer did
};

/// Ids of SETTINGS entries (SPDY/3.1, 2.6.4).
enum class SpdySettingId : uint32_t
{
    UPLOAD_BANDWIDTH = 1,               //!< expected, in kByte/s
    DOWNLOAD_BANDWIDTH = 2,             //!< expected, in kByte/s
    ROUND_TRIP_TIME = 3,                //!< expected, in ms
    MAX_CONCURRENT_STREAMS = 4,         //!< that the peer may have open
    CURRENT_CWND = 5,                   //!< of the sender's TCP, in packets
    DOWNLOAD_RETRANS_RATE = 6,          //!< in percent
    INITIAL_WINDOW_SIZE = 7,            //!< of new streams, in octets
    CLIENT_CERTIFICATE_VECTOR_SIZE = 8, //!< in certificates
};

/// One entry of a SETTINGS frame.
struct SpdySetting
{
    SpdySettingId id;  //!< what is set; a peer may send ids that the enumeration lacks
    uint32_t value;    //!< its value, in the unit of the id
    uint8_t flags = 0; //!< SPDY_PERSIST_VALUE or SPDY_PERSISTED
};

/// Flag of a SETTINGS entry: the server asks the client to keep the value (SPDY/3.1, 2.6.4).
constexpr uint8_t SPDY_PERSIST_VALUE = 0x01;

/// Flag of a SETTINGS entry: the client gives back what the server asked it to keep.
constexpr uint8_t SPDY_PERSISTED = 0x02;

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
 * @param id id of a setting
 * @return true when the drafts define it
 */
bool IsDefined(SpdySettingId id);

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
