/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-page-connection.h"

#include "web-transport.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/tcp-profile.h"

#include <algorithm>
#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WebPageConnection");

WebPageConnection::WebPageConnection(const Settings& settings, Owner& owner)
    : m_settings(settings),
      m_owner(owner)
{
    m_record.node = settings.node->GetId();
    m_record.connection = settings.number;
    m_record.remote = settings.remote;
}

WebPageConnection::~WebPageConnection()
{
    if (m_socket)
    {
        DetachWebSocket(m_socket);
    }
}

void
WebPageConnection::Open()
{
    NS_LOG_FUNCTION(this << m_settings.number << m_settings.host);
    m_record.times.synSent = Simulator::Now();
    m_socket = Socket::CreateSocket(m_settings.node, m_settings.transport);
    SetWebServerName(m_socket, m_settings.host);
    TcpProfile::ConfigureSocket(m_socket);
    TcpProfile::FitSegments(m_socket, m_settings.remote);
    m_owner.HandleSocket(m_socket);
    m_socket->SetConnectCallback(MakeCallback(&WebPageConnection::ConnectionSucceeded, this),
                                 MakeCallback(&WebPageConnection::ConnectionFailed, this));
    m_socket->SetCloseCallbacks(MakeCallback(&WebPageConnection::HandleNormalClose, this),
                                MakeCallback(&WebPageConnection::HandleErrorClose, this));
    m_socket->SetRecvCallback(MakeCallback(&WebPageConnection::HandleRead, this));
    m_socket->SetSendCallback(MakeCallback(&WebPageConnection::HandleSend, this));
    const bool ipv6 = Inet6SocketAddress::IsMatchingType(m_settings.remote);
    const int bound = ipv6 ? m_socket->Bind6() : m_socket->Bind();
    if (bound != 0 || m_socket->Connect(m_settings.remote) != 0)
    {
        Fail("connect");
    }
}

void
WebPageConnection::Close()
{
    NS_LOG_FUNCTION(this << m_settings.number);
    if (m_socket && m_protocol && m_protocol->GoAway())
    {
        Flush();
    }
    End("ok");
}

uint32_t
WebPageConnection::Request(const WebRequest& request)
{
    if (!m_socket || !m_protocol || m_goneAway)
    {
        return 0;
    }
    const uint32_t id = m_protocol->Request(request);
    if (id != 0)
    {
        ++m_requests;
        m_unsent.push_back(id);
        Flush();
    }
    return id;
}

bool
WebPageConnection::IsAlive() const
{
    return m_socket && !m_goneAway;
}

bool
WebPageConnection::WasConnected() const
{
    return !m_ready.IsStrictlyNegative();
}

bool
WebPageConnection::IsMultiplexed() const
{
    return m_protocol && m_protocol->IsMultiplexed();
}

uint32_t
WebPageConnection::GetRequestCount() const
{
    return m_requests;
}

const std::string&
WebPageConnection::GetHost() const
{
    return m_settings.host;
}

Time
WebPageConnection::GetReadyTime() const
{
    return m_ready;
}

const WebConnectionRecord&
WebPageConnection::GetRecord() const
{
    return m_record;
}

WebHeaderBytes
WebPageConnection::GetHeaderBytes() const
{
    return m_protocol ? m_protocol->GetHeaderBytes() : WebHeaderBytes();
}

void
WebPageConnection::ConnectionSucceeded(Ptr<Socket> socket)
{
    NS_LOG_FUNCTION(this << socket);
    m_ready = Simulator::Now();
    m_record.times.tcpConnected = m_ready;
    ReadWebTimes(socket, m_record.times);
    EndWebQuickAck(socket);
    socket->GetSockName(m_record.local);
    m_record.protocol = GetWebProtocolName(socket, m_settings.plainProtocol);
    m_protocol = MakeWebClientProtocol(m_record.protocol, m_settings.protocol);
    if (!m_protocol)
    {
        Fail("there is no protocol " + m_record.protocol);
        return;
    }
    m_owner.HandleConnected(*this);
    Flush();
}

void
WebPageConnection::ConnectionFailed(Ptr<Socket> socket)
{
    NS_LOG_FUNCTION(this << socket);
    Fail(GetWebFailure(socket, "connect"));
}

void
WebPageConnection::HandleRead(Ptr<Socket> socket)
{
    NS_LOG_FUNCTION(this << socket);
    wire::Bytes bytes;
    while (m_socket && m_protocol && ReadWebSocket(m_socket, bytes))
    {
        m_record.bytesDown += bytes.size();
        TakeEvents(m_protocol->Receive(bytes));
        Flush();
    }
}

void
WebPageConnection::HandleSend(Ptr<Socket> socket, uint32_t available)
{
    NS_LOG_FUNCTION(this << socket << available);
    Flush();
}

void
WebPageConnection::HandleNormalClose(Ptr<Socket> socket)
{
    NS_LOG_FUNCTION(this << socket);
    HandleRead(socket);
    if (m_socket && m_protocol)
    {
        TakeEvents(m_protocol->ReceiveEndOfStream());
    }
    Fail("closed by the server");
}

void
WebPageConnection::HandleErrorClose(Ptr<Socket> socket)
{
    NS_LOG_FUNCTION(this << socket);
    Fail(GetWebFailure(socket, "reset"));
}

void
WebPageConnection::TakeEvents(const std::vector<WebEvent>& events)
{
    ReportFrames();
    for (const WebEvent& event : events)
    {
        if (!m_socket)
        {
            return;
        }
        TakeEvent(event);
    }
}

void
WebPageConnection::TakeEvent(const WebEvent& event)
{
    switch (event.type)
    {
    case WebEventType::CONTENT:
        m_record.contentBytes += event.data.size();
        m_record.lastByte = Simulator::Now();
        break;
    case WebEventType::REPLY:
        m_record.lastByte = Simulator::Now();
        if (m_record.firstByte.IsStrictlyNegative())
        {
            m_record.firstByte = m_record.lastByte;
        }
        break;
    case WebEventType::DONE:
        ++m_record.objects;
        break;
    case WebEventType::GOAWAY:
        m_goneAway = true;
        break;
    case WebEventType::FAILED:
        if (event.id == 0)
        {
            Fail("protocol: " + event.detail);
            return;
        }
        break;
    case WebEventType::PUSHED:
    case WebEventType::PONG:
    case WebEventType::REQUEST:
        break;
    }
    m_owner.HandleEvent(*this, event);
}

void
WebPageConnection::Flush()
{
    while (m_socket && m_protocol)
    {
        const uint32_t room = std::min(m_socket->GetTxAvailable(), m_settings.writeSize);
        if (room == 0)
        {
            return;
        }
        const wire::Bytes bytes = m_protocol->TakeOutput(room);
        ReportFrames();
        if (bytes.empty())
        {
            for (const uint32_t id : std::exchange(m_unsent, {}))
            {
                m_owner.HandleSent(*this, id);
            }
            return;
        }
        m_record.bytesUp += bytes.size();
        if (!WriteWebSocket(m_socket, bytes))
        {
            Fail(GetWebFailure(m_socket, "reset"));
        }
    }
}

void
WebPageConnection::ReportFrames()
{
    for (auto& frame : m_protocol->TakeFrames())
    {
        frame.node = m_record.node;
        frame.connection = m_record.connection;
        m_owner.HandleFrame(frame);
    }
}

void
WebPageConnection::End(const std::string& result)
{
    if (!m_socket)
    {
        return;
    }
    NS_LOG_INFO("connection " << m_settings.number << ": " << result);
    m_record.result = result;
    ReadWebTimes(m_socket, m_record.times);
    if (m_record.times.closed.IsStrictlyNegative())
    {
        m_record.times.closed = Simulator::Now();
    }
    const Ptr<Socket> socket = std::exchange(m_socket, nullptr);
    DetachWebSocket(socket);
    socket->Close();
}

void
WebPageConnection::Fail(const std::string& result)
{
    if (m_socket)
    {
        End(result);
        m_owner.HandleClosed(*this);
    }
}

} // namespace ns3
