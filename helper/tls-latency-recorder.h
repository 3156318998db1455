/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_LATENCY_RECORDER_H
#define TLS_LATENCY_RECORDER_H

#include "tls-latency-row.h"
#include "tls-link-meter.h"
#include "tls-table-writer.h"

#include "ns3/address.h"
#include "ns3/application-container.h"
#include "ns3/object.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace ns3
{

class Node;
class TlsSocket;

/**
 * Writes the connections of web clients, in any topology, into latency.csv and summary.csv.
 *
 * A connection's row is written when the simulation ends or the next connection of the same
 * client is over: its last packets have then been counted.
 */
class TlsLatencyRecorder : public Object
{
  public:
    /// @return the object TypeId
    static TypeId GetTypeId();

    /// A recorder that has recorded nothing.
    TlsLatencyRecorder();
    ~TlsLatencyRecorder() override;

    /**
     * @param latency where rows of TlsLatencyRow go; must exist until Close()
     * @param columns of every row, except the kind
     * @param rngRun run number of the simulation
     */
    void Open(TlsTableWriter& latency, const TlsLatencyCell& columns, uint64_t rngRun);

    /// @param clients applications of type WebClient; others are skipped
    void Add(const ApplicationContainer& clients);

    /// Writes what is left. @param summary where rows of TlsLatencySummary go
    void Close(TlsTableWriter& summary);

  private:
    void HandleDone(const WebConnectionRecord& record);
    void HandleServerSocket(Ptr<TlsSocket> socket);
    void HandleServerClosed(Ptr<const TlsSocket> socket, std::string reason);
    void WatchServer(const Address& remote);
    void WriteRow(const WebConnectionRecord& record);

    TlsLatencyCell m_columns;                             //!< of every row, except the kind
    uint64_t m_rngRun{0};                                 //!< run number of the simulation
    TlsTableWriter* m_latency{nullptr};                   //!< where rows go; none before Open()
    Ptr<TlsLinkMeter> m_meter;                            //!< counts segments at both ends
    std::set<uint32_t> m_nodes;                           //!< nodes that are watched
    std::map<uint32_t, WebConnectionRecord> m_pending;    //!< by client's node
    std::map<Address, TlsConnectionTimes> m_servers;      //!< ended connections, by client
    std::map<std::string, TlsLatencySummary> m_summaries; //!< by kind
};

} // namespace ns3

#endif /* TLS_LATENCY_RECORDER_H */
