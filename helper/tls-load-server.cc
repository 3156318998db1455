/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-load-server.h"

#include "ns3/abort.h"
#include "ns3/callback.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/ipv6.h"
#include "ns3/node.h"
#include "ns3/tcp-profile.h"
#include "ns3/tls-socket-factory.h"
#include "ns3/tls-socket.h"
#include "ns3/trace-source-accessor.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(TlsLoadServer);

TypeId
TlsLoadServer::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::TlsLoadServer")
            .SetParent<Object>()
            .SetGroupName("TlsSpdy")
            .AddConstructor<TlsLoadServer>()
            .AddTraceSource("Done",
                            "The server's end of a handshake is reached, well or not.",
                            MakeTraceSourceAccessor(&TlsLoadServer::m_doneTrace),
                            "ns3::TlsLoadServer::DoneCallback");
    return tid;
}

TlsLoadServer::TlsLoadServer() = default;

TlsLoadServer::~TlsLoadServer() = default;

void
TlsLoadServer::DoDispose()
{
    m_listener4 = nullptr;
    m_listener6 = nullptr;
    m_underWay.clear();
    Object::DoDispose();
}

void
TlsLoadServer::Listen(Ptr<Node> node, uint16_t port, uint32_t backlog)
{
    m_backlog = backlog;
    m_listener4 = ListenAt(node, InetSocketAddress(Ipv4Address::GetAny(), port));
    if (node->GetObject<Ipv6>())
    {
        m_listener6 = ListenAt(node, Inet6SocketAddress(Ipv6Address::GetAny(), port));
    }
    // From here on it makes accepted sockets only.
    node->GetObject<TlsSocketFactory>()->TraceConnectWithoutContext(
        "SocketCreated",
        MakeCallback(&TlsLoadServer::HandleSocket, this));
}

Ptr<Socket>
TlsLoadServer::ListenAt(Ptr<Node> node, const Address& local)
{
    const Ptr<Socket> listener = Socket::CreateSocket(node, TlsSocketFactory::GetTypeId());
    TcpProfile::ConfigureSocket(listener);
    NS_ABORT_MSG_IF(listener->Bind(local) != 0 || listener->Listen() != 0,
                    "TlsLoadServer: the port is taken.");
    listener->SetAcceptCallback(MakeCallback(&TlsLoadServer::HandleRequest, this),
                                MakeCallback(&TlsLoadServer::HandleAccept, this));
    return listener;
}

size_t
TlsLoadServer::GetUnderWay() const
{
    return m_underWay.size();
}

bool
TlsLoadServer::HandleRequest(Ptr<Socket> socket, const Address& from)
{
    return m_underWay.size() < m_backlog;
}

void
TlsLoadServer::HandleSocket(Ptr<TlsSocket> socket)
{
    m_underWay.insert(PeekPointer(socket));
    socket->TraceConnectWithoutContext("Established",
                                       MakeCallback(&TlsLoadServer::HandleEstablished, this));
    socket->TraceConnectWithoutContext("Closed", MakeCallback(&TlsLoadServer::HandleClosed, this));
}

void
TlsLoadServer::HandleEstablished(Ptr<const TlsSocket> socket)
{
    FinishHandshake(socket);
}

void
TlsLoadServer::HandleClosed(Ptr<const TlsSocket> socket, std::string reason)
{
    FinishHandshake(socket);
}

void
TlsLoadServer::FinishHandshake(Ptr<const TlsSocket> socket)
{
    if (m_underWay.erase(PeekPointer(socket)) == 0)
    {
        return;
    }
    Address client;
    socket->GetPeerName(client);
    m_doneTrace(client, socket->GetTimes());
}

void
TlsLoadServer::HandleAccept(Ptr<Socket> socket, const Address& from)
{
    socket->SetCloseCallbacks(MakeCallback(&TlsLoadServer::HandleNormalClose, this),
                              MakeCallback(&TlsLoadServer::HandleErrorClose, this));
}

void
TlsLoadServer::HandleNormalClose(Ptr<Socket> socket)
{
    socket->Close();
}

void
TlsLoadServer::HandleErrorClose(Ptr<Socket> socket)
{
    socket->Close();
}

} // namespace ns3
