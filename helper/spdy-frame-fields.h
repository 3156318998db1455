/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SPDY_FRAME_FIELDS_H
#define SPDY_FRAME_FIELDS_H

#include "tls-field.h"

#include "ns3/byte-view.h"
#include "ns3/spdy-header-codec.h"
#include "ns3/spdy-version.h"

#include <string>

namespace ns3
{

/**
 * Takes the frames of one direction of a SPDY session apart for a reader, with the codecs of the
 * engine. It is given them in the order of the wire, since the header blocks of a direction are one
 * compressed stream.
 */
class SpdyFrameFields
{
  public:
    /// What a frame is and says.
    struct Frame
    {
        std::string name;   //!< as "SYN_STREAM"
        std::string detail; //!< few words, as "stream 1 fin"
        TlsFields fields;   //!< of its header and its body
    };

    /// @param version of the session
    explicit SpdyFrameFields(spdy::SpdyVersion version);

    /**
     * @param frame a whole frame with its header, the next one of the direction
     * @return what it is and says
     */
    Frame Of(wire::ByteView frame);

  private:
    /// Makes fields of each kind of frame.
    struct Visitor;

    TlsField HeaderBlock(wire::ByteView block);

    const spdy::SpdyVersionTraits& m_traits; //!< row of the version
    spdy::SpdyHeaderCodec m_headers;         //!< state of the header blocks
};

} // namespace ns3

#endif /* SPDY_FRAME_FIELDS_H */
