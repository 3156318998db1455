/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_TIMELINE_H
#define TLS_TIMELINE_H

#include "ns3/byte-view.h"
#include "ns3/nstime.h"
#include "ns3/tls-output.h"
#include "ns3/tls-record.h"

#include <array>
#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{

/// What a row of a time line is about.
enum class TlsRowKind : uint8_t
{
    STEP,       //!< a step of the session, as a sequence diagram lists them
    ARRIVAL,    //!< a message or frame that was a STEP at the other side
    SEGMENT,    //!< a TCP segment or TLS record that is no step of its own
    RETRANSMIT, //!< a segment sent again
    LOST,       //!< a segment that did not arrive
};

/// One row of a time line.
struct TlsTimelineRow
{
    Time time;                         //!< when it was reached
    uint32_t connection{0};            //!< of which connection, from 0
    std::string node;                  //!< "client" or "server"
    std::string layer;                 //!< "TCP", "TLS", "SPDY" or "HTTP"
    tls::TlsPhase phase;               //!< part of the session
    TlsRowKind kind{TlsRowKind::STEP}; //!< what it is about
    std::string event;                 //!< in the words of a sequence diagram
    int64_t bytes{-1};                 //!< its size in octets, negative: has none
    Time cpu{-1};                      //!< processor time it cost, negative: not known
    std::string detail;                //!< what a reader wants to know
    tls::TlsDirection direction{tls::TlsDirection::LOCAL}; //!< of a row of TLS
};

/// One TCP segment on its way, for the arrows of a ladder.
struct TlsTimelineSegment
{
    uint32_t connection{0}; //!< of which connection, from 0
    bool fromClient{false}; //!< who sent it
    Time sent;              //!< when it left TCP
    Time received{-1};      //!< when it reached the other node, negative: it was lost
    uint8_t flags{0};       //!< TCP flags
    uint32_t seq{0};        //!< relative to the first of the connection
    uint32_t ack{0};        //!< relative to the first of the other side
    uint32_t bytes{0};      //!< payload, in octets
    uint32_t number{0};     //!< of this direction, SYN and SYN+ACK being 1
    tls::TlsPhase phase{tls::TlsPhase::CONNECTION}; //!< part of the session of its sender
    std::string label;  //!< what it carries: "SYN", "Client Hello", "ACK", ...
    std::string repair; //!< what made it go again: "SYN timer", "RTO", ..., or empty
    Time waited{0};     //!< since it was sent before, when it goes again
    wire::Bytes header; //!< of TCP, with its options
};

/// A TLS record that was sent, without its protection.
struct TlsTimelineRecord
{
    uint32_t connection{0}; //!< of which connection, from 0
    bool fromClient{false}; //!< who sent it
    tls::TlsRecord record;  //!< what it holds
};

/// What the ends of a connection are and sent.
struct TlsTimelineConnection
{
    std::array<std::string, 2> addresses; //!< of server and client, with their ports
    std::array<wire::Bytes, 2> streams;   //!< TCP payload from server and client, each octet once
};

/**
 * The steps of connections, one after the other, on both sides, in the order of simulated time.
 */
class TlsTimeline
{
  public:
    /// @param row added behind the rows of the same time
    void Add(const TlsTimelineRow& row);
    /**
     * Tell more about the first step that has that name and size and no detail yet.
     * @param event its name
     * @param bytes its size in octets
     * @param detail what is known meanwhile
     */
    void Describe(const std::string& event, size_t bytes, const std::string& detail);
    /**
     * @param segment a segment that was sent
     * @return its index, for Arrived()
     */
    size_t Add(const TlsTimelineSegment& segment);
    /**
     * @param index of a segment
     * @param time when it arrived; only the first time counts
     */
    void Arrived(size_t index, Time time);

    /// @param record behind those that were sent before
    void Add(const TlsTimelineRecord& record);
    /**
     * @param number of a connection, from 0
     * @return what is known about it, to be read and written
     */
    TlsTimelineConnection& GetConnection(uint32_t number);

    /**
     * @param index of a segment
     * @param label what it carries
     */
    void SetLabel(size_t index, const std::string& label);

    /// @return rows in the order of time, losses included; at the same time what arrives
    ///         first, what TCP sends last, and otherwise as they came
    std::vector<TlsTimelineRow> GetRows() const;
    /// @return segments in the order in which they were sent
    const std::vector<TlsTimelineSegment>& GetSegments() const;
    /// @return records of all connections in the order in which they were sent
    const std::vector<TlsTimelineRecord>& GetRecords() const;
    /// @return the connections, the first one first
    const std::vector<TlsTimelineConnection>& GetConnections() const;

    /**
     * @param segments how many
     * @return the time line up to the segment after them, for pictures that have to end
     */
    TlsTimeline GetStart(size_t segments) const;

    /**
     * Columns time_ms,node,layer,phase,event,bytes,cpu_us,detail.
     * @param os where the rows go
     */
    void WriteCsv(std::ostream& os) const;
    /**
     * The steps alone, connection by connection, under the headings of their phases.
     * @param os where the table goes
     */
    void Print(std::ostream& os) const;

  private:
    std::vector<TlsTimelineRow> m_rows;               //!< as they came
    std::vector<TlsTimelineSegment> m_segments;       //!< as they were sent
    std::vector<TlsTimelineRecord> m_records;         //!< as they were sent
    std::vector<TlsTimelineConnection> m_connections; //!< in the order of their SYNs
};

} // namespace ns3

#endif /* TLS_TIMELINE_H */
