/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_SPDY_PROTOCOL_H
#define WEB_SPDY_PROTOCOL_H

#include "web-protocol.h"

#include "ns3/spdy-session.h"

#include <map>

namespace ns3
{

/// Requests as streams of a SPDY session: the client's end.
class WebSpdyClientProtocol : public WebClientProtocol
{
  public:
    /**
     * @param version of SPDY
     * @param config windows
     */
    WebSpdyClientProtocol(spdy::SpdyVersion version, const WebProtocolConfig& config);

    std::vector<WebEvent> Receive(wire::ByteView bytes) override;
    std::vector<WebEvent> ReceiveEndOfStream() override;
    wire::Bytes TakeOutput(size_t maxBytes) override;
    bool IsFinished() const override;
    std::vector<WebFrameRecord> TakeFrames() override;
    WebHeaderBytes GetHeaderBytes() const override;
    uint32_t Request(const WebRequest& request) override;
    bool IsMultiplexed() const override;
    bool Ping() override;
    bool GoAway() override;

  private:
    /// What is known about a request that is not yet answered in full.
    struct Open
    {
        bool replied{false}; //!< a status came
    };

    void Translate(spdy::SpdyEvent& event, std::vector<WebEvent>& result);
    void TakePush(const spdy::SpdyEvent& event, std::vector<WebEvent>& result);
    void TakeStatus(const spdy::SpdyEvent& event, std::vector<WebEvent>& result);

    spdy::SpdySession m_session;     //!< the engine
    std::map<uint32_t, Open> m_open; //!< requests, and what was pushed, by stream
};

/// Requests as streams of a SPDY session: the server's end.
class WebSpdyServerProtocol : public WebServerProtocol
{
  public:
    /**
     * @param version of SPDY
     * @param config windows
     */
    WebSpdyServerProtocol(spdy::SpdyVersion version, const WebProtocolConfig& config);

    std::vector<WebEvent> Receive(wire::ByteView bytes) override;
    std::vector<WebEvent> ReceiveEndOfStream() override;
    wire::Bytes TakeOutput(size_t maxBytes) override;
    bool IsFinished() const override;
    std::vector<WebFrameRecord> TakeFrames() override;
    WebHeaderBytes GetHeaderBytes() const override;
    void Reply(uint32_t id, const WebReply& reply) override;
    uint32_t Push(uint32_t id, const WebRequest& request, const WebReply& reply) override;
    void ReleasePush(uint32_t pushed) override;
    void TakeNoMore() override;

  private:
    /// A reply on its way out.
    struct Pending
    {
        WebReply reply;     //!< what to send
        uint64_t given{0};  //!< octets that the session has
        bool isHeld{false}; //!< it waits for ReleasePush()
    };

    void Translate(spdy::SpdyEvent& event, std::vector<WebEvent>& result);
    void Feed();

    spdy::SpdySession m_session;           //!< the engine
    std::map<uint32_t, Pending> m_pending; //!< replies by stream
};

} // namespace ns3

#endif /* WEB_SPDY_PROTOCOL_H */
