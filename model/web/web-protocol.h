/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_PROTOCOL_H
#define WEB_PROTOCOL_H

#include "web-connection-record.h"
#include "web-content.h"

#include "ns3/byte-view.h"
#include "ns3/http-message.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/// What a protocol tells its application.
enum class WebEventType
{
    REQUEST, //!< server: a request came: id, host, path
    REPLY,   //!< client: the head of a reply came: id, status
    CONTENT, //!< client: the next octets of a reply came: id, data
    DONE,    //!< client: the reply is complete: id
    PUSHED,  //!< client: the server sends an object unasked: id, host, path; a reply follows
    PONG,    //!< client: the ping was answered
    GOAWAY,  //!< the peer wants no more requests
    FAILED,  //!< the protocol gave up, or lost the request `id`: detail
};

/// One thing that happened; the members that its type does not name are at their defaults.
struct WebEvent
{
    /**
     * @param what happened
     * @param which request, 0: all
     */
    explicit WebEvent(WebEventType what, uint32_t which = 0)
        : type(what),
          id(which)
    {
    }

    WebEventType type;  //!< what happened
    uint32_t id;        //!< which request, by the protocol's own numbers; 0: all
    std::string host;   //!< that the request is for
    std::string path;   //!< that the request is for
    uint32_t status{0}; //!< of the reply
    wire::Bytes data;   //!< content
    std::string detail; //!< a few words for people
    /// FAILED: the peer has not begun with the request, so that it may be made again elsewhere
    bool isUntouched{false};
};

/// What a client asks for.
struct WebRequest
{
    std::string host{};          //!< the server's name
    std::string path{"/"};       //!< of the object
    size_t bytes{0};             //!< wanted size over HTTP/1.1 in octets; too few: as it comes
    std::string scheme{"https"}; //!< of the URL
    uint8_t priority{0};         //!< over SPDY, 0 is the highest; cut at the version's lowest
    http::HttpHeaders headers{}; //!< further fields, as HTTP/1.1 spells them
};

/// What a server is to answer.
struct WebReply
{
    uint32_t status{200};        //!< of HTTP
    WebContent content{};        //!< octets to send
    uint64_t size{0};            //!< how many of them
    bool isChunked{false};       //!< over HTTP/1.1 in chunks, without Content-Length
    http::HttpHeaders headers{}; //!< further fields, as HTTP/1.1 spells them
};

/// Octets of the heads of requests and replies that an end has sent and received.
struct WebHeaderBytes
{
    uint64_t plain{0}; //!< before compression, after decompression
    uint64_t wire{0};  //!< as they passed the transport
};

/**
 * One end of what carries requests and replies, without any I/O: bytes of the peer go into
 * Receive(), what is to be sent comes out of TakeOutput().
 */
class WebProtocol
{
  public:
    virtual ~WebProtocol() = default;

    /**
     * @param bytes the next part of the stream, of any size
     * @return what happened, in order
     */
    virtual std::vector<WebEvent> Receive(wire::ByteView bytes) = 0;
    /**
     * The peer has closed the stream.
     * @return what happened
     */
    virtual std::vector<WebEvent> ReceiveEndOfStream() = 0;
    /**
     * @param maxBytes most octets wanted, at least 1
     * @return the next part of the stream, empty when nothing is to be sent now
     */
    virtual wire::Bytes TakeOutput(size_t maxBytes) = 0;
    /// @return true when this end has said all it will and the stream may be closed
    virtual bool IsFinished() const = 0;
    /// @return frames or messages that passed since the last call; node and connection are not
    ///         filled in
    virtual std::vector<WebFrameRecord> TakeFrames() = 0;
    /// @return what the heads came to so far
    virtual WebHeaderBytes GetHeaderBytes() const = 0;
};

/// The client's end.
class WebClientProtocol : public WebProtocol
{
  public:
    /**
     * Ask for an object.
     * @param request which one
     * @return the protocol's number of the request, 0 when it takes none now
     */
    virtual uint32_t Request(const WebRequest& request) = 0;
    /// @return true when requests may be made while earlier ones have no reply yet
    virtual bool IsMultiplexed() const = 0;
    /// @return false when the protocol has no ping; else PONG follows
    virtual bool Ping() = 0;
    /// @return false when the protocol has no such thing; else GOAWAY of the peer follows
    virtual bool GoAway() = 0;
};

/// The server's end.
class WebServerProtocol : public WebProtocol
{
  public:
    /**
     * Answer a request.
     * @param id of a REQUEST event; any other is ignored
     * @param reply what to send
     */
    virtual void Reply(uint32_t id, const WebReply& reply) = 0;
    /**
     * Announce an object that was not asked for; before the reply that it belongs to.
     * @param id of a REQUEST event that was not yet replied to
     * @param request what a client would have asked for
     * @param reply what is sent
     * @return the protocol's number of it, 0 when the protocol cannot, or the client does not want
     * it
     */
    virtual uint32_t Push(uint32_t id, const WebRequest& request, const WebReply& reply) = 0;
    /// @param pushed what Push() gave, the content of which may be sent from now on
    virtual void ReleasePush(uint32_t pushed) = 0;
    /// Take no request after those that came; once they are answered IsFinished() is true.
    virtual void TakeNoMore() = 0;
};

/// What is set for the protocols of an application; those that lack a thing ignore it.
struct WebProtocolConfig
{
    uint32_t streamWindow{65536};  //!< receive window of a SPDY stream, in octets
    uint32_t sessionWindow{65536}; //!< receive window of a SPDY session, in octets
    bool acceptPush{false};        //!< client: take what the server pushes
    uint32_t maxStreams{100};      //!< streams that the peer of SPDY may have open at a time
};

/// @return names of all protocols as ALPN and NPN spell them, in order of preference
std::vector<std::string> GetWebProtocolNames();

/**
 * @param name as ALPN and NPN spell it; empty is HTTP/1.1
 * @param config settings
 * @return the client's end, null for a protocol that there is not
 */
std::unique_ptr<WebClientProtocol> MakeWebClientProtocol(const std::string& name,
                                                         const WebProtocolConfig& config);

/**
 * @param name as ALPN and NPN spell it; empty is HTTP/1.1
 * @param config settings
 * @return the server's end, null for a protocol that there is not
 */
std::unique_ptr<WebServerProtocol> MakeWebServerProtocol(const std::string& name,
                                                         const WebProtocolConfig& config);

} // namespace ns3

#endif /* WEB_PROTOCOL_H */
