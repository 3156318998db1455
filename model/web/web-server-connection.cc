/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-server-connection.h"

#include "web-transport.h"

#include "ns3/log.h"

#include <algorithm>
#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WebServerConnection");

WebServerConnection::WebServerConnection(const Settings& settings, Owner& owner)
    : m_settings(settings),
      m_owner(owner)
{
}

void
WebServerConnection::Open(Ptr<Socket> socket, std::unique_ptr<WebServerProtocol> protocol)
{
    NS_LOG_FUNCTION(this << m_settings.number << socket);
    m_socket = socket;
    m_protocol = std::move(protocol);
    const Ptr<WebServerConnection> self(this);
    socket->SetRecvCallback(MakeCallback(&WebServerConnection::HandleRead, self));
    socket->SetSendCallback(MakeCallback(&WebServerConnection::HandleSend, self));
    socket->SetCloseCallbacks(MakeCallback(&WebServerConnection::HandleNormalClose, self),
                              MakeCallback(&WebServerConnection::HandleErrorClose, self));
}

void
WebServerConnection::Close()
{
    NS_LOG_FUNCTION(this << m_settings.number);
    if (m_socket)
    {
        const Ptr<WebServerConnection> self(this);
        const Ptr<Socket> socket = std::exchange(m_socket, nullptr);
        DetachWebSocket(socket);
        socket->Close();
    }
}

void
WebServerConnection::Reply(uint32_t id, const WebReply& reply)
{
    m_protocol->Reply(id, reply);
}

uint32_t
WebServerConnection::Push(uint32_t id, const WebRequest& request, const WebReply& reply)
{
    return m_protocol->Push(id, request, reply);
}

void
WebServerConnection::ReleasePush(uint32_t pushed)
{
    m_protocol->ReleasePush(pushed);
}

uint32_t
WebServerConnection::GetNumber() const
{
    return m_settings.number;
}

void
WebServerConnection::HandleRead(Ptr<Socket> socket)
{
    NS_LOG_FUNCTION(this << socket);
    const Ptr<WebServerConnection> self(this);
    wire::Bytes bytes;
    while (m_socket && ReadWebSocket(socket, bytes))
    {
        m_owner.HandleRx(bytes.size());
        const auto events = m_protocol->Receive(bytes);
        ReportFrames();
        for (const auto& event : events)
        {
            TakeEvent(event);
        }
        Flush();
    }
}

void
WebServerConnection::HandleSend(Ptr<Socket> socket, uint32_t available)
{
    NS_LOG_FUNCTION(this << socket << available);
    Flush();
}

void
WebServerConnection::HandleNormalClose(Ptr<Socket> socket)
{
    NS_LOG_FUNCTION(this << socket);
    const Ptr<WebServerConnection> self(this);
    HandleRead(socket);
    End();
}

void
WebServerConnection::HandleErrorClose(Ptr<Socket> socket)
{
    NS_LOG_FUNCTION(this << socket);
    End();
}

void
WebServerConnection::TakeEvent(const WebEvent& event)
{
    if (event.type == WebEventType::FAILED && event.id == 0)
    {
        NS_LOG_WARN("connection " << m_settings.number << ": " << event.detail);
        m_isFailed = true;
    }
    if (event.type == WebEventType::REQUEST)
    {
        if (++m_requests == m_settings.requests)
        {
            m_isLast = true;
            m_protocol->TakeNoMore();
        }
        m_owner.HandleRequest(*this, event);
    }
}

void
WebServerConnection::Flush()
{
    const Ptr<WebServerConnection> self(this);
    while (m_socket)
    {
        const uint32_t room = std::min(m_socket->GetTxAvailable(), m_settings.writeSize);
        if (room == 0)
        {
            return;
        }
        const wire::Bytes bytes = m_protocol->TakeOutput(room);
        if (bytes.empty())
        {
            if (m_isFailed || (m_isLast && m_protocol->IsFinished()))
            {
                End();
            }
            return;
        }
        m_owner.HandleTx(bytes.size());
        ReportFrames();
        if (!WriteWebSocket(m_socket, bytes))
        {
            End();
        }
    }
}

void
WebServerConnection::ReportFrames()
{
    for (auto& frame : m_protocol->TakeFrames())
    {
        frame.node = m_settings.node;
        frame.connection = m_settings.number;
        m_owner.HandleFrame(frame);
    }
}

void
WebServerConnection::End()
{
    if (m_socket)
    {
        Close();
        m_owner.HandleGone(m_settings.number);
    }
}

} // namespace ns3
