/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SPDY_STREAM_H
#define SPDY_STREAM_H

#include "spdy-flow-window.h"
#include "spdy-http.h"

#include <deque>
#include <optional>
#include <set>
#include <string>

namespace ns3
{
namespace spdy
{

/// One stream of a session: its two halves, its windows and what waits to be sent on it.
class SpdyStream
{
  public:
    /// Headers that wait behind data, or the end of the own half.
    struct Tail
    {
        SpdyHeaders headers; //!< none: only the end of the half
        bool fin = false;    //!< the own half ends here
    };

    /**
     * @param id stream id
     * @param priority 0 is the highest
     * @param isLocal true when this side opened it
     * @param sendWindowSize what may be sent at the start, in octets
     * @param receiveWindowSize what the peer may send at the start, in octets
     */
    SpdyStream(uint32_t id,
               uint8_t priority,
               bool isLocal,
               uint32_t sendWindowSize,
               uint32_t receiveWindowSize);

    /// @return stream id
    uint32_t GetId() const;
    /// @return priority, 0 is the highest
    uint8_t GetPriority() const;
    /// @return true when this side opened it
    bool IsLocal() const;

    /**
     * @param data octets that wait to be sent
     * @param fin true when the own half ends after them
     */
    void QueueData(ByteView data, bool fin);

    /**
     * @param headers headers that wait behind the data
     * @param fin true when the own half ends with them
     */
    void QueueHeaders(const SpdyHeaders& headers, bool fin);

    /**
     * @param maxSize most octets wanted
     * @param fin set to true when the own half ends after them
     * @return the next octets, of one run of data between headers
     */
    Bytes TakeData(size_t maxSize, bool& fin);

    /**
     * @param tail set to the headers or the end that are next
     * @return false when data or nothing is next
     */
    bool TakeTail(Tail& tail);

    /// @return true when data is next
    bool HasData() const;
    /// @return true when anything waits
    bool HasQueued() const;
    /// @return octets of data that wait
    size_t GetQueuedBytes() const;

    SpdyFlowWindow sendWindow;    //!< what may be sent
    SpdyFlowWindow receiveWindow; //!< what the peer may send
    uint32_t toAnnounce{0};       //!< octets consumed and not yet given back by WINDOW_UPDATE
    uint32_t unconsumed{0};       //!< octets delivered and not yet consumed
    size_t headerBytes{0};        //!< inflated headers received so far
    bool isSendEnding{false};     //!< the application has ended the own half
    bool isSendClosed{false};     //!< the own half has ended on the wire
    bool isReceiveClosed{false};  //!< the peer's half has ended
    bool isReplied{false};        //!< SYN_REPLY has passed, or none is due

    /// What the stream asks for, or what is pushed on it; empty when its headers do not say.
    std::optional<SpdyResource> resource{};
    uint32_t associatedId{0};          //!< stream that a pushed one belongs to, else 0
    std::set<std::string> pushNames{}; //!< names that came on a pushed stream, at the client

  private:
    /// A run of data, or headers.
    struct Item
    {
        Bytes data;            //!< octets
        size_t offset = 0;     //!< how many were taken
        bool isTail = false;   //!< headers or a lone end rather than data
        SpdyHeaders headers{}; //!< headers
        bool fin = false;      //!< the own half ends after this
    };

    uint32_t m_id;            //!< stream id
    uint8_t m_priority;       //!< priority
    bool m_isLocal;           //!< this side opened it
    std::deque<Item> m_queue; //!< what waits
    size_t m_queuedBytes{0};  //!< octets of data in it
};

} // namespace spdy
} // namespace ns3

#endif /* SPDY_STREAM_H */
