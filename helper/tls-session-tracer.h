/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SESSION_TRACER_H
#define TLS_SESSION_TRACER_H

#include "tls-link-packet.h"
#include "tls-record-labels.h"
#include "tls-timeline.h"

#include "ns3/application-container.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"
#include "ns3/simple-ref-count.h"
#include "ns3/tls-socket.h"
#include "ns3/tls-step-record.h"
#include "ns3/web-connection-record.h"

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * Follows the connections from one node to a port of another, one after the other, through the
 * trace sources of the Internet layer, of TLS sockets and of web applications, and fills a
 * TlsTimeline.
 */
class TlsSessionTracer : public SimpleRefCount<TlsSessionTracer>
{
  public:
    /**
     * Connect to everything.
     * @param client opens the connections
     * @param server accepts them
     * @param port of the server
     * @param applications whose frames belong to them
     * @param connections how many are followed, at least 1
     */
    void Watch(Ptr<Node> client,
               Ptr<Node> server,
               uint16_t port,
               const ApplicationContainer& applications,
               uint32_t connections);

    /// @return what was collected, the segments named by what they carry
    TlsTimeline GetTimeline();

    /**
     * An IP packet leaves a node.
     * @param fromClient whether the node is the client
     * @param packet begins with the IP header
     */
    void TakeTx(bool fromClient, Ptr<const Packet> packet);
    /**
     * An IP packet reached a node.
     * @param atClient whether the node is the client
     * @param packet begins with the IP header
     */
    void TakeRx(bool atClient, Ptr<const Packet> packet);
    /**
     * A TLS socket was made.
     * @param atClient whether the node is the client
     * @param socket new
     */
    void TakeSocket(bool atClient, Ptr<TlsSocket> socket);
    /**
     * A TLS socket made a step.
     * @param atClient whether the node is the client
     * @param socket which
     * @param record what it did
     */
    void TakeStep(bool atClient, Ptr<const TlsSocket> socket, const TlsStepRecord& record);
    /**
     * A TLS socket sends a record.
     * @param fromClient whether the node is the client
     * @param socket which
     * @param record what it holds
     */
    void TakeRecord(bool fromClient, Ptr<const TlsSocket> socket, const tls::TlsRecord& record);
    /**
     * A web application gives octets to a socket.
     * @param atClient whether the node is the client
     */
    void TakeWrite(bool atClient);
    /**
     * A frame passed a web application.
     * @param atClient whether the node is the client
     * @param frame which
     */
    void TakeFrame(bool atClient, const WebFrameRecord& frame);

  private:
    /// What is known about one end and what it sends.
    struct Side
    {
        bool isTls{false};                                //!< it made a step of TLS
        tls::TlsPhase phase{};                            //!< of its last step
        bool synSent{false};                              //!< its first segment was seen
        bool ackSent{false};                              //!< a bare ACK was seen
        bool finSent{false};                              //!< its FIN was seen
        uint32_t firstSeq{0};                             //!< of its SYN
        uint32_t nextSeq{0};                              //!< first relative number never sent
        uint32_t count{0};                                //!< segments sent
        Time lastReceived{-1};                            //!< when a segment last came
        uint32_t recover{0};                              //!< all below was out when a timer fired
        std::map<uint64_t, std::vector<size_t>> underway; //!< segments by what tells them apart
        std::map<uint32_t, Time> sentAt;                  //!< last time by first relative number
        TlsRecordLabels labels;                           //!< what the stream carries
        std::vector<std::string> frames;                  //!< of the write that is going on
        bool writing{false};                              //!< a write is going on
        bool hasServerHello{false};                       //!< of the handshake going on
        bool isEstablished{false};                        //!< the last handshake is complete
    };

    /// What is known about a connection.
    struct Connection
    {
        uint32_t number{0};        //!< from 0
        uint16_t clientPort{0};    //!< of the client
        Address client;            //!< the client's IP address
        std::array<Side, 2> sides; //!< server, client

        /// @param atClient which end @return what is known about it
        Side& At(bool atClient)
        {
            return sides[atClient ? 1 : 0];
        }
    };

    Connection* FindConnection(bool fromClient, const TlsLinkPacket& packet);
    Connection* FindConnection(bool atClient, const TlsSocket& socket);
    static void Repair(Side& side, TlsTimelineSegment& segment);
    void AddSegmentRows(Connection& connection, const TlsTimelineSegment& segment);
    void AddRow(Connection& connection,
                bool atClient,
                const std::string& layer,
                TlsRowKind kind,
                const std::string& event,
                int64_t bytes,
                const std::string& detail);
    static void EndWrite(Side& side);
    std::string LabelOf(const TlsTimelineSegment& segment);
    /// What TLS 1.3 does before the Server Hello and after the handshake is where it was done.
    static tls::TlsPhase PhaseOf(Side& side, tls::TlsStep step);

    uint16_t m_port{0};                   //!< of the server
    uint32_t m_limit{1};                  //!< connections that are followed
    std::deque<Connection> m_connections; //!< in the order of their SYNs
    TlsTimeline m_timeline;               //!< what was collected
};

} // namespace ns3

#endif /* TLS_SESSION_TRACER_H */
