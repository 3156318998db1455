/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SESSION_MESSAGES_H
#define TLS_SESSION_MESSAGES_H

#include "spdy-frame-fields.h"
#include "tls-field.h"
#include "tls-message-fields.h"
#include "tls-stream-times.h"
#include "tls-timeline.h"

#include "ns3/byte-view.h"
#include "ns3/http-parser.h"
#include "ns3/nstime.h"

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/// A message of TLS, a frame of SPDY or a message of HTTP/1.1, as it went from one end to the
/// other.
struct TlsSessionMessage
{
    uint32_t connection{0};  //!< of which connection, from 0
    bool fromClient{false};  //!< who sent it
    std::string layer;       //!< "TLS", "SPDY" or "HTTP"
    std::string name;        //!< in the words of a sequence diagram
    std::string detail;      //!< few words, possibly none
    Time sent;               //!< when its first octet left TCP; negative: never
    Time received;           //!< when its last octet could be read; negative: never
    uint64_t offset{0};      //!< of its first record in the stream of its direction
    uint64_t wireSize{0};    //!< octets of its records
    size_t size{0};          //!< its own octets
    wire::Bytes content;     //!< its own octets as far as they are shown, before encryption
    bool isEncrypted{false}; //!< whether its records were encrypted
    TlsFields fields;        //!< what it says
};

/**
 * Puts the messages of a session together from the records that were sent and from the segments
 * that carried them.
 */
class TlsSessionMessages
{
  public:
    /// @param timeline of the session; must outlive this
    explicit TlsSessionMessages(const TlsTimeline& timeline);

    /// @return every message and frame, in the order in which they were complete at the sender
    const std::vector<TlsSessionMessage>& GetAll() const;

  private:
    /// Octets of a stream inside the records, and the records they came in.
    struct Part
    {
        uint64_t end;    //!< of the octets, counted from the start
        uint64_t offset; //!< of the record in the TCP stream
        uint64_t size;   //!< of the record
    };

    /// The content of records of one type, put together.
    struct Content
    {
        wire::Bytes held;       //!< octets that are not taken yet
        uint64_t taken{0};      //!< octets that are
        std::deque<Part> parts; //!< where they came from

        void Add(wire::ByteView octets, uint64_t offset, uint64_t size);
        TlsSessionMessage Take(size_t size);
    };

    /// What is known about one direction of a connection.
    struct Side
    {
        std::unique_ptr<TlsStreamTimes> times;   //!< of its octets
        uint64_t offset{0};                      //!< of the next record
        bool isEncrypted{false};                 //!< the last record was
        Content handshake;                       //!< handshake messages
        Content application;                     //!< application data
        std::unique_ptr<SpdyFrameFields> frames; //!< of SPDY
        std::unique_ptr<http::HttpParser> http;  //!< of HTTP/1.1
        TlsFields httpHead;                      //!< of the message that is under way
        std::string httpName;                    //!< of that message
    };

    /// A connection.
    struct Connection
    {
        TlsMessageFields decoder;  //!< of its TLS
        std::array<Side, 2> sides; //!< server, client
    };

    void TakeRecord(const TlsTimelineRecord& record);
    void TakeHandshake(Connection& connection, const TlsTimelineRecord& record);
    void TakeApplication(Connection& connection, const TlsTimelineRecord& record);
    void TakeFrames(Side& side, const TlsTimelineRecord& record);
    void TakeHttp(Side& side, const TlsTimelineRecord& record);
    void Add(TlsSessionMessage message,
             const Side& side,
             const TlsTimelineRecord& record,
             const std::string& layer);

    const TlsTimeline& m_timeline;             //!< of the session
    std::vector<Connection> m_connections;     //!< by number
    std::vector<TlsSessionMessage> m_messages; //!< in their order
};

} // namespace ns3

#endif /* TLS_SESSION_MESSAGES_H */
