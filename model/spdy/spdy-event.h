/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SPDY_EVENT_H
#define SPDY_EVENT_H

#include "spdy-types.h"

namespace ns3
{
namespace spdy
{

/// Choices of one side of a session, plain data.
struct SpdyConfig
{
    /// Send SETTINGS as the first frame. Without it the peer assumes the defaults of the draft.
    bool sendSettings = true;
    /// Streams that the peer may have open at a time; also enforced when not announced.
    uint32_t maxConcurrentStreams = 100;
    /// Streams that this side opens at a time before the peer's SETTINGS say how many it takes; the
    /// drafts know no limit then.
    uint32_t streamsBeforeSettings = UINT32_MAX;
    /// Receive window of each stream, in octets, 1 to 2^31-1.
    uint32_t streamWindow = SPDY_DEFAULT_WINDOW;
    /// Receive window of the session, in octets, from 65536: more is announced at the start by
    /// WINDOW_UPDATE (SPDY/3.1).
    uint32_t sessionWindow = SPDY_DEFAULT_WINDOW;
    /// Further entries of the first SETTINGS frame.
    std::vector<SpdySetting> settings;
    /// Client: what the server asked to keep in an earlier session (see
    /// SpdySession::GetPersistedSettings); given back in a SETTINGS frame of its own, the first.
    std::vector<SpdySetting> persistedSettings;
    /// Data counts as consumed when it is delivered; false leaves it to SpdySession::Consume.
    bool automaticConsume = true;
    /// Client: take pushed streams; false refuses each with REFUSED_STREAM.
    bool acceptPush = false;
    /// Level of header compression, 0 to 9.
    int compressionLevel = 6;
    /// Logarithm of the compression window, 9 to 15.
    int compressionWindowBits = 11;
    /// Largest payload of a DATA frame sent, in octets.
    size_t maxDataPayload = 4096;
    /// Largest body of a control frame received, in octets, from 8192 (2.2.1). More ends the
    /// session, unless its type is not known: then it is skipped.
    size_t maxControlFrame = 65536;
    /// Largest body of a DATA frame received, in octets; more resets the stream.
    size_t maxDataFrame = 1 << 20;
    /// Largest header block received, in octets after inflation.
    size_t maxHeaderBlock = 65536;
    /// Memory for the headers that one Receive() gives, in octets, by what they inflate to and by
    /// how many there are; more ends the session.
    size_t maxHeadersAtOnce = 1 << 22;
    /// Frames queued in answer to the peer's (PING, RST_STREAM, SYN_REPLY), beside one for each
    /// stream that the peer may have open, before the session ends.
    size_t maxQueuedAnswers = 1024;
    /// Frame records kept until they are taken; the oldest go first.
    size_t maxFrameRecords = 1 << 16;
};

/// What happened in a session.
enum class SpdyEventType
{
    STREAM_OPENED, //!< the peer opened a stream: headers, priority, fin, associatedId
    REPLY,         //!< SYN_REPLY: headers, fin
    HEADERS,       //!< more headers: headers, fin
    DATA,          //!< data, fin; the data may be empty with fin
    STREAM_RESET,  //!< the stream was reset: streamStatus, local; STREAM_CLOSED follows
    STREAM_CLOSED, //!< the last event of each stream, whatever ended it
    SETTINGS,      //!< the peer's: settings
    PING_REPLY,    //!< answer to a Ping(): id
    GOAWAY,        //!< the peer takes no more streams: id is the last good one, sessionStatus
    SESSION_ERROR, //!< the session ended by the peer's fault: sessionStatus, detail
};

/// One thing that happened; the members that its type does not name are at their defaults.
struct SpdyEvent
{
    SpdyEventType type{};                                    //!< what happened
    uint32_t id = 0;                                         //!< stream, PING or last good id
    SpdyHeaders headers{};                                   //!< header block
    Bytes data{};                                            //!< payload
    bool fin = false;                                        //!< the peer's half ends here
    bool local = false;                                      //!< this side sent the reset
    bool unidirectional = false;                             //!< opened without a way back
    uint8_t priority = 0;                                    //!< 0 is the highest
    uint32_t associatedId = 0;                               //!< of a pushed stream
    std::vector<SpdySetting> settings{};                     //!< entries that count
    SpdyStreamStatus streamStatus{SpdyStreamStatus::CANCEL}; //!< reason of a reset
    SpdySessionStatus sessionStatus{SpdySessionStatus::OK};  //!< reason of the end
    std::string detail{};                                    //!< a sentence for people
};

/// One frame that passed, for a time line.
struct SpdyFrameRecord
{
    bool sent = false;     //!< true when this side sent it
    std::string name{};    //!< "SYN_STREAM", "DATA", ...
    uint32_t streamId = 0; //!< stream, 0 for frames of the session
    size_t bytes = 0;      //!< octets on the wire, frame header included
    std::string detail{};  //!< few words, such as "fin pri=0" or "delta=32768"
};

/// What a session has counted since its start.
struct SpdyCounters
{
    uint64_t framesSent = 0;          //!< frames put out
    uint64_t framesReceived = 0;      //!< frames parsed
    uint64_t bytesSent = 0;           //!< octets taken by TakeOutput()
    uint64_t bytesReceived = 0;       //!< octets given to Receive()
    uint64_t dataSent = 0;            //!< payload octets of DATA sent
    uint64_t dataReceived = 0;        //!< payload octets of DATA received
    uint64_t headerPlainSent = 0;     //!< header blocks sent, before compression
    uint64_t headerWireSent = 0;      //!< header blocks sent, compressed
    uint64_t headerPlainReceived = 0; //!< header blocks received, inflated
    uint64_t headerWireReceived = 0;  //!< header blocks received, as on the wire
};

} // namespace spdy
} // namespace ns3

#endif /* SPDY_EVENT_H */
