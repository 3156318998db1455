/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-latency-recorder.h"

#include "tls-kind.h"
#include "tls-node-address.h"

#include "ns3/callback.h"
#include "ns3/node-list.h"
#include "ns3/node.h"
#include "ns3/tls-socket-factory.h"
#include "ns3/tls-socket.h"
#include "ns3/web-client.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(TlsLatencyRecorder);

TypeId
TlsLatencyRecorder::GetTypeId()
{
    static TypeId tid = TypeId("ns3::TlsLatencyRecorder")
                            .SetParent<Object>()
                            .SetGroupName("TlsSpdy")
                            .AddConstructor<TlsLatencyRecorder>();
    return tid;
}

TlsLatencyRecorder::TlsLatencyRecorder()
    : m_meter(CreateObject<TlsLinkMeter>())
{
}

TlsLatencyRecorder::~TlsLatencyRecorder() = default;

void
TlsLatencyRecorder::Open(TlsTableWriter& latency, const TlsLatencyCell& columns, uint64_t rngRun)
{
    m_latency = &latency;
    m_columns = columns;
    m_rngRun = rngRun;
}

void
TlsLatencyRecorder::Add(const ApplicationContainer& clients)
{
    Ptr<TlsLatencyRecorder> self(this);
    for (auto it = clients.Begin(); it != clients.End(); ++it)
    {
        Ptr<WebClient> client = DynamicCast<WebClient>(*it);
        if (!client)
        {
            continue;
        }
        client->TraceConnectWithoutContext("ConnectionDone",
                                           MakeCallback(&TlsLatencyRecorder::HandleDone, self));
        if (m_nodes.insert(client->GetNode()->GetId()).second)
        {
            m_meter->AddNode(client->GetNode());
        }
        AddressValue remote;
        client->GetAttribute("Remote", remote);
        WatchServer(remote.Get());
    }
}

void
TlsLatencyRecorder::WatchServer(const Address& remote)
{
    for (auto it = NodeList::Begin(); it != NodeList::End(); ++it)
    {
        if (!HasIpAddress(*it, remote) || !m_nodes.insert((*it)->GetId()).second)
        {
            continue;
        }
        m_meter->AddNode(*it);
        if (Ptr<TlsSocketFactory> factory = (*it)->GetObject<TlsSocketFactory>())
        {
            factory->TraceConnectWithoutContext(
                "SocketCreated",
                MakeCallback(&TlsLatencyRecorder::HandleServerSocket,
                             Ptr<TlsLatencyRecorder>(this)));
        }
    }
}

void
TlsLatencyRecorder::HandleServerSocket(Ptr<TlsSocket> socket)
{
    socket->TraceConnectWithoutContext(
        "Closed",
        MakeCallback(&TlsLatencyRecorder::HandleServerClosed, Ptr<TlsLatencyRecorder>(this)));
}

void
TlsLatencyRecorder::HandleServerClosed(Ptr<const TlsSocket> socket, std::string)
{
    Address client;
    if (socket->GetPeerName(client) == 0)
    {
        m_servers[client] = socket->GetTimes();
    }
}

void
TlsLatencyRecorder::HandleDone(const WebConnectionRecord& record)
{
    const auto before = m_pending.find(record.node);
    if (before != m_pending.end())
    {
        WriteRow(before->second);
    }
    m_pending[record.node] = record;
}

void
TlsLatencyRecorder::WriteRow(const WebConnectionRecord& record)
{
    TlsLatencyRow row;
    row.sample = record.connection;
    row.rngRun = m_rngRun;
    row.record = record;
    if (const TlsLinkCounters* counters = m_meter->Find(record.local))
    {
        row.counters = *counters;
        row.hasCounters = true;
        m_meter->Forget(record.local);
    }
    const auto server = m_servers.find(record.local);
    if (server != m_servers.end())
    {
        row.server = server->second;
        row.hasServer = true;
        m_servers.erase(server);
    }
    TlsLatencyCell columns = m_columns;
    columns.kind = record.kind;
    const TlsKind* kind = TlsKind::Find(record.kind);
    if (kind && !kind->usesGroup)
    {
        columns.group.clear();
    }
    m_latency->WriteRow(row.GetValues(columns));
    m_summaries[record.kind].Add(row);
}

void
TlsLatencyRecorder::Close(TlsTableWriter& summary)
{
    for (const auto& [node, record] : m_pending)
    {
        WriteRow(record);
    }
    m_pending.clear();
    for (const auto& [kind, samples] : m_summaries)
    {
        TlsLatencyCell columns = m_columns;
        columns.kind = kind;
        summary.WriteRow(samples.GetValues(columns));
    }
}

} // namespace ns3
