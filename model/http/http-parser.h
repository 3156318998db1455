/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef HTTP_PARSER_H
#define HTTP_PARSER_H

#include "http-message.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace http
{

/// Which messages come: a server reads requests, a client replies.
enum class HttpMessageKind
{
    REQUEST, //!< RFC 7230, 3.1.1
    REPLY,   //!< RFC 7230, 3.1.2
};

/// What a parser found.
enum class HttpEventType
{
    HEAD, //!< request or reply, bytes
    BODY, //!< data
    END,  //!< the message is complete: bytes of all of it
};

/// One thing found; the members that its type does not name are at their defaults.
struct HttpEvent
{
    HttpEventType type;  //!< what was found
    HttpRequest request; //!< head of a request
    HttpReply reply;     //!< head of a reply
    Bytes data;          //!< the next octets of the body
    uint64_t bytes{0};   //!< octets on the wire
};

/**
 * Cuts a byte stream into HTTP/1.1 messages, one after the other (RFC 7230, 3).
 *
 * A body comes in chunks, or is as long as Content-Length says; without either a request has none,
 * and that of a reply ends with the stream. Bad input latches a failure; what comes after it is
 * ignored.
 */
class HttpParser
{
  public:
    /// @param kind which messages come
    explicit HttpParser(HttpMessageKind kind);

    /**
     * @param bytes the next part of the stream, of any size
     * @return what is in it, in order
     */
    std::vector<HttpEvent> Receive(ByteView bytes);

    /**
     * The stream has ended.
     * @return END of a reply whose body this was the only end of; a failure when a message is
     *         incomplete
     */
    std::vector<HttpEvent> ReceiveEndOfStream();

    /// @return true between messages
    bool IsIdle() const;
    /// @return why it gave up, empty while it has not
    const std::string& GetFailure() const;

  private:
    /// What comes next.
    enum class State
    {
        HEAD,
        BODY,
        BODY_TO_END,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        FAILED,
    };

    bool TakeHead(ByteView& rest, std::vector<HttpEvent>& events);
    void TakeBody(ByteView& rest, std::vector<HttpEvent>& events);
    bool BeginBody(HttpEvent& head);
    bool TakeLine(ByteView& rest);
    void TakeChunkFrame(ByteView& rest, std::vector<HttpEvent>& events);
    void End(std::vector<HttpEvent>& events);
    void Fail(const std::string& reason);

    HttpMessageKind m_kind;     //!< which messages come
    State m_state{State::HEAD}; //!< what comes next
    Bytes m_head;               //!< part of a head
    std::string m_line;         //!< part of a line between chunks
    size_t m_trailer{0};        //!< octets after the last chunk so far
    uint64_t m_left{0};         //!< octets of the body to come
    uint64_t m_bytes{0};        //!< octets of this message so far
    std::string m_failure;      //!< why it gave up
};

} // namespace http
} // namespace ns3

#endif /* HTTP_PARSER_H */
