/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SPDY_FRAMER_H
#define SPDY_FRAMER_H

#include "spdy-types.h"

namespace ns3
{
namespace spdy
{

/**
 * Cuts a byte stream into whole frames.
 *
 * It holds at most one frame of the largest size beside what the last Push() gave: the caller
 * takes every frame before it pushes again.
 */
class SpdyFramer
{
  public:
    /// What Next() found.
    enum class Result
    {
        NEED_MORE, //!< no whole frame is there
        FRAME,     //!< a frame was given out
        TOO_LARGE, //!< the next frame exceeds its limit; the framer stays there
    };

    /**
     * @param maxControlBody largest body of a control frame, in octets
     * @param maxDataBody largest body of a DATA frame, in octets
     */
    SpdyFramer(size_t maxControlBody, size_t maxDataBody);

    /// @param bytes the next part of the stream; invalidates what Next() gave
    void Push(ByteView bytes);

    /**
     * @param frame the next whole frame, its header included; when it is too large, the part of
     *        it that has arrived
     * @return what was found
     */
    Result Next(ByteView& frame);

    /// Throw the frame that is too large away, also the part of it that is still to come.
    void Skip();

    /// @return octets held
    size_t GetHeldBytes() const;

  private:
    size_t m_maxControlBody; //!< largest body of a control frame
    size_t m_maxDataBody;    //!< largest body of a DATA frame
    Bytes m_held;            //!< what arrived
    size_t m_offset{0};      //!< how much of it was given out
    size_t m_toSkip{0};      //!< octets that are thrown away next
};

} // namespace spdy
} // namespace ns3

#endif /* SPDY_FRAMER_H */
