/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SPDY_FLOW_WINDOW_H
#define SPDY_FLOW_WINDOW_H

#include "spdy-types.h"

namespace ns3
{
namespace spdy
{

/**
 * What a sender may still send, of a stream or of a session (SPDY/3.1, 2.6.8).
 *
 * A SETTINGS frame that lowers the initial window under an open stream can make the window
 * negative; nothing may be sent then until it is positive again.
 */
class SpdyFlowWindow
{
  public:
    /// @param size octets at the start
    explicit SpdyFlowWindow(uint32_t size = SPDY_DEFAULT_WINDOW);

    /// @return octets that may be sent now; 0 while the window is not positive
    uint32_t GetAvailable() const;
    /// @return the window itself, in octets, possibly negative
    int64_t GetSize() const;

    /// @param octets number of octets sent; more than available makes the window negative
    void Spend(uint32_t octets);

    /**
     * Move the window by a WINDOW_UPDATE or by a change of the initial size.
     * @param octets positive or negative
     * @return false when the window would be above 31 bits; it is unchanged then
     */
    bool Shift(int64_t octets);

  private:
    int64_t m_size; //!< octets, at most 2^31 - 1
};

} // namespace spdy
} // namespace ns3

#endif /* SPDY_FLOW_WINDOW_H */
