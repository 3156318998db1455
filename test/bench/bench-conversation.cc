/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bench-conversation.h"

#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/simulator.h"
#include "ns3/tls-socket.h"

#include <utility>

namespace ns3
{

BenchConversations::BenchConversations(const BenchScenario& scenario,
                                       uint32_t client,
                                       const std::string& protocol,
                                       BenchScript script)
    : BenchConversations(scenario.GetClient(client),
                         scenario.GetServer(),
                         scenario.GetServerAddress(client),
                         protocol,
                         std::move(script))
{
}

BenchConversations::BenchConversations(Ptr<Node> client,
                                       Ptr<Node> server,
                                       const Address& address,
                                       const std::string& protocol,
                                       BenchScript script)
    : m_client(client),
      m_server(address),
      m_protocol(TypeId::LookupByName(protocol)),
      m_script(std::move(script))
{
    m_listener = Socket::CreateSocket(server, m_protocol);
    m_listener->Bind(m_server);
    m_listener->Listen();
    m_listener->SetAcceptCallback(
        MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
        MakeCallback(&BenchConversations::HandleAccepted, Ptr<BenchConversations>(this)));
}

void
BenchConversations::Schedule(uint32_t count, Time first, Time distance)
{
    for (uint32_t i = 0; i < count; i++)
    {
        Simulator::Schedule(first + distance * static_cast<int64_t>(i),
                            &BenchConversations::Connect,
                            Ptr<BenchConversations>(this));
    }
}

void
BenchConversations::SetDoneCallback(Callback<void> done)
{
    m_done = done;
}

uint32_t
BenchConversations::GetCompleted() const
{
    return m_completed;
}

uint32_t
BenchConversations::GetResumed() const
{
    return m_resumed;
}

void
BenchConversations::Connect()
{
    const Ptr<BenchConversations> self(this);
    m_flight = 0;
    m_received = 0;
    m_clientEnd = Socket::CreateSocket(m_client, m_protocol);
    m_clientEnd->SetConnectCallback(MakeCallback(&BenchConversations::HandleConnected, self),
                                    MakeNullCallback<void, Ptr<Socket>>());
    m_clientEnd->SetRecvCallback(MakeCallback(&BenchConversations::HandleClientRecv, self));
    m_clientEnd->Connect(m_server);
}

void
BenchConversations::HandleConnected(Ptr<Socket> socket)
{
    const auto tls = DynamicCast<TlsSocket>(socket);
    m_resumed += tls && tls->IsResumed() ? 1 : 0;
    Proceed();
}

void
BenchConversations::HandleAccepted(Ptr<Socket> socket, const Address& /* from */)
{
    const Ptr<BenchConversations> self(this);
    m_serverEnd = socket;
    socket->SetRecvCallback(MakeCallback(&BenchConversations::HandleServerRecv, self));
    socket->SetCloseCallbacks(MakeCallback(&BenchConversations::HandlePeerClosed, self),
                              MakeCallback(&BenchConversations::HandlePeerClosed, self));
}

void
BenchConversations::HandleClientRecv(Ptr<Socket> socket)
{
    Receive(socket, true);
}

void
BenchConversations::HandleServerRecv(Ptr<Socket> socket)
{
    Receive(socket, false);
}

void
BenchConversations::HandlePeerClosed(Ptr<Socket> socket)
{
    socket->Close();
}

void
BenchConversations::Receive(Ptr<Socket> socket, bool isClient)
{
    while (const Ptr<Packet> packet = socket->Recv())
    {
        if (packet->GetSize() == 0)
        {
            return;
        }
        m_received += packet->GetSize();
    }
    if (m_flight < m_script.size() && m_script[m_flight].isClient != isClient &&
        m_received >= m_script[m_flight].bytes.size())
    {
        m_received = 0;
        m_flight++;
        Proceed();
    }
}

void
BenchConversations::Proceed()
{
    if (m_flight == m_script.size())
    {
        m_completed++;
        if (!m_done.IsNull())
        {
            m_done();
        }
        m_clientEnd->Close();
        return;
    }
    const BenchFlight& flight = m_script[m_flight];
    const Ptr<Socket> sender = flight.isClient ? m_clientEnd : m_serverEnd;
    sender->Send(Create<Packet>(flight.bytes.data(), static_cast<uint32_t>(flight.bytes.size())));
}

} // namespace ns3
