/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_HTTP_PROTOCOL_H
#define WEB_HTTP_PROTOCOL_H

#include "web-protocol.h"

#include "ns3/http-parser.h"

#include <map>

namespace ns3
{

/**
 * @param reply what a server answers
 * @param bytes wanted size of head and content together over HTTP/1.1, in octets
 * @return size of the content that makes it so, or one octet less where the digits of
 *         Content-Length leave no other choice; 0 when the head alone is larger
 */
uint64_t GetHttpContentSize(const WebReply& reply, uint64_t bytes);

/// Requests over HTTP/1.1, one after the other: the client's end.
class WebHttpClientProtocol : public WebClientProtocol
{
  public:
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
    std::vector<WebEvent> Translate(std::vector<http::HttpEvent> events);

    http::HttpParser m_parser{http::HttpMessageKind::REPLY}; //!< reads replies
    wire::Bytes m_output;                                    //!< not yet taken
    std::vector<WebFrameRecord> m_frames;                    //!< not yet taken
    bool m_waiting{false};                                   //!< a reply is to come
    bool m_interim{false}; //!< the reply being read is not the last one
    bool m_failed{false};  //!< FAILED was said
    bool m_isLast{false};  //!< the server closes after the reply being read
    uint32_t m_last{0};    //!< number of the last request
    uint64_t m_heads{0};   //!< octets of heads, both ways
};

/// Requests over HTTP/1.1, one after the other: the server's end.
class WebHttpServerProtocol : public WebServerProtocol
{
  public:
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
        wire::Bytes text;     //!< what is left of the head, or of a chunk's frame
        WebReply reply;       //!< what to send
        uint64_t sent;        //!< octets of content that are sent
        uint64_t bound;       //!< up to where content may be sent without a new chunk
        bool isFramed;        //!< nothing but text and content up to bound is to come
        WebFrameRecord frame; //!< said when all is taken
    };

    static void FrameChunk(Pending& pending);

    http::HttpParser m_parser{http::HttpMessageKind::REQUEST}; //!< reads requests
    std::map<uint32_t, Pending> m_output;                      //!< by request
    uint32_t m_next{1};                                        //!< request to be answered next
    std::vector<WebFrameRecord> m_frames;                      //!< not yet taken
    std::string m_method;                                      //!< of the request being read
    std::string m_host;                                        //!< of the request being read
    std::string m_target;                                      //!< of the request being read
    bool m_failed{false};                                      //!< FAILED was said
    bool m_isLast{false};                                      //!< no more requests are taken
    uint32_t m_last{0};                                        //!< number of the last request
    uint64_t m_heads{0};                                       //!< octets of heads, both ways
};

} // namespace ns3

#endif /* WEB_HTTP_PROTOCOL_H */
