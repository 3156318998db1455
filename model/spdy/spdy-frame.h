/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SPDY_FRAME_H
#define SPDY_FRAME_H

#include "spdy-types.h"

#include <variant>

namespace ns3
{
namespace spdy
{

/// DATA (SPDY/3.1, 2.2.2)
struct SpdyDataFrame
{
    uint32_t streamId = 0; //!< 31 bits, not 0
    bool fin = false;      //!< the sender's half ends here
    Bytes data{};          //!< payload, possibly empty
};

/// SYN_STREAM (SPDY/3.1, 2.6.1): opens a stream.
struct SpdySynStreamFrame
{
    uint32_t streamId = 0;       //!< 31 bits, not 0
    uint32_t associatedId = 0;   //!< stream that a pushed one belongs to, else 0
    uint8_t priority = 0;        //!< 0 is the highest
    uint8_t slot = 0;            //!< credential slot; SPDY/3 only, else 0
    bool fin = false;            //!< the sender's half ends here
    bool unidirectional = false; //!< the receiver's half starts closed
    Bytes headerBlock{};         //!< compressed
};

/// SYN_REPLY (SPDY/3.1, 2.6.2): accepts a stream.
struct SpdySynReplyFrame
{
    uint32_t streamId = 0; //!< 31 bits, not 0
    bool fin = false;      //!< the sender's half ends here
    Bytes headerBlock{};   //!< compressed
};

/// RST_STREAM (SPDY/3.1, 2.6.3): a stream error.
struct SpdyRstStreamFrame
{
    uint32_t streamId = 0;                                      //!< 31 bits, not 0
    SpdyStreamStatus status = SpdyStreamStatus::PROTOCOL_ERROR; //!< the reason
};

/// SETTINGS (SPDY/3.1, 2.6.4)
struct SpdySettingsFrame
{
    bool clear = false;                 //!< forget what was persisted
    std::vector<SpdySetting> entries{}; //!< in the order of the wire
};

/// NOOP (SPDY/2)
struct SpdyNoopFrame
{
};

/// PING (SPDY/3.1, 2.6.5); the answer is the same frame.
struct SpdyPingFrame
{
    uint32_t id = 0; //!< odd when the client asks
};

/// GOAWAY (SPDY/3.1, 2.6.6)
struct SpdyGoAwayFrame
{
    uint32_t lastGoodId = 0;                          //!< last stream of the peer that counts
    SpdySessionStatus status = SpdySessionStatus::OK; //!< the reason; SPDY/2 does not send it
};

/// HEADERS (SPDY/3.1, 2.6.7): more headers on an open stream.
struct SpdyHeadersFrame
{
    uint32_t streamId = 0; //!< 31 bits, not 0
    bool fin = false;      //!< the sender's half ends here
    Bytes headerBlock{};   //!< compressed
};

/// WINDOW_UPDATE (SPDY/3.1, 2.6.8)
struct SpdyWindowUpdateFrame
{
    uint32_t streamId = 0; //!< 31 bits; 0 is the session, from SPDY/3.1 on
    uint32_t delta = 0;    //!< octets, 1 to 2^31-1
};

/// CREDENTIAL (SPDY/3, 2.6.9): a client certificate for a slot.
struct SpdyCredentialFrame
{
    uint16_t slot = 0;                 //!< from 1
    Bytes proof{};                     //!< signature
    std::vector<Bytes> certificates{}; //!< DER, the leaf first
};

/// A control frame of a type that this version does not define; receivers skip it.
struct SpdyUnknownFrame
{
    uint16_t type = 0; //!< as on the wire
    uint8_t flags = 0; //!< as on the wire
    Bytes body{};      //!< as on the wire
};

/// Any frame.
using SpdyFrame = std::variant<SpdyDataFrame,
                               SpdySynStreamFrame,
                               SpdySynReplyFrame,
                               SpdyRstStreamFrame,
                               SpdySettingsFrame,
                               SpdyNoopFrame,
                               SpdyPingFrame,
                               SpdyGoAwayFrame,
                               SpdyHeadersFrame,
                               SpdyWindowUpdateFrame,
                               SpdyCredentialFrame,
                               SpdyUnknownFrame>;

/**
 * @param frame any frame
 * @return its name, such as "SYN_STREAM"
 */
const char* GetSpdyFrameName(const SpdyFrame& frame);

/**
 * @param frame any frame
 * @return its stream, 0 for frames of the session
 */
uint32_t GetSpdyStreamId(const SpdyFrame& frame);

/**
 * @param frame any frame
 * @return few words about its fields, such as "fin pri=0"
 */
std::string GetSpdyFrameDetail(const SpdyFrame& frame);

} // namespace spdy
} // namespace ns3

#endif /* SPDY_FRAME_H */
