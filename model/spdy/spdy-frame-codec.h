/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SPDY_FRAME_CODEC_H
#define SPDY_FRAME_CODEC_H

#include "spdy-frame.h"
#include "spdy-version.h"

#include "ns3/byte-writer.h"

namespace ns3
{
namespace spdy
{

/// The eight octets before each frame's body (SPDY/3.1, 2.2).
struct SpdyFrameHeader
{
    bool isControl = false; //!< control frame, else DATA
    uint16_t version = 0;   //!< control: 15 bits
    uint16_t type = 0;      //!< control: a SpdyFrameType, or one that is not known
    uint32_t streamId = 0;  //!< DATA: 31 bits
    uint8_t flags = 0;      //!< 1 is FIN; others by type
    uint32_t length = 0;    //!< octets of the body, 24 bits
};

/**
 * @param bytes at least SPDY_FRAME_HEADER_SIZE octets
 * @param header what they say; untouched when they are too few
 * @return false when they are too few
 */
bool Parse(ByteView bytes, SpdyFrameHeader& header);

/**
 * @param type a control frame's type
 * @param traits row of the version
 * @return true when the version defines it
 */
bool IsDefined(uint16_t type, const SpdyVersionTraits& traits);

/**
 * @param bytes one whole frame and nothing more
 * @param traits row of the version; its version field is not compared
 * @param frame what the octets say; a type that the version lacks gives SpdyUnknownFrame
 * @return false when a length does not fit; values are judged by the session
 */
bool Parse(ByteView bytes, const SpdyVersionTraits& traits, SpdyFrame& frame);

/**
 * @param frame any frame
 * @param traits row of the version; what the version has no room for is left out
 * @param writer where the octets go; not Ok() when something does not fit its field
 */
void Serialize(const SpdyFrame& frame, const SpdyVersionTraits& traits, ByteWriter& writer);

} // namespace spdy
} // namespace ns3

#endif /* SPDY_FRAME_CODEC_H */
