/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-client.h"

#include "web-transport.h"

#include "ns3/boolean.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tcp-profile.h"
#include "ns3/tls-socket-factory.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WebClient");

NS_OBJECT_ENSURE_REGISTERED(WebClient);

TypeId
WebClient::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WebClient")
            .SetParent<Application>()
            .SetGroupName("TlsSpdy")
            .AddConstructor<WebClient>()
            .AddAttribute("Remote",
                          "The server, an InetSocketAddress or Inet6SocketAddress.",
                          AddressValue(),
                          MakeAddressAccessor(&WebClient::m_remote),
                          MakeAddressChecker())
            .AddAttribute("Protocol",
                          "Socket factory: ns3::TlsSocketFactory or ns3::TcpSocketFactory.",
                          TypeIdValue(TlsSocketFactory::GetTypeId()),
                          MakeTypeIdAccessor(&WebClient::m_transport),
                          MakeTypeIdChecker())
            .AddAttribute("PlainProtocol",
                          "What is spoken over plain TCP: http/1.1 or spdy/3.1.",
                          StringValue("http/1.1"),
                          MakeStringAccessor(&WebClient::m_plainProtocol),
                          MakeStringChecker())
            .AddAttribute("Host",
                          "Name of the server, for its certificate and in requests.",
                          StringValue("www.example.com"),
                          MakeStringAccessor(&WebClient::m_host),
                          MakeStringChecker())
            .AddAttribute("Path",
                          "Path of the first object; further ones have their number added.",
                          StringValue("/"),
                          MakeStringAccessor(&WebClient::m_path),
                          MakeStringChecker())
            .AddAttribute("Kind",
                          "What the scenario calls this client; copied into the records.",
                          StringValue(""),
                          MakeStringAccessor(&WebClient::m_kind),
                          MakeStringChecker())
            .AddAttribute("Objects",
                          "Objects fetched by each connection.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&WebClient::m_objects),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("RequestBytes",
                          "Size of an HTTP/1.1 request in octets; smaller than it needs: as it "
                          "comes.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WebClient::m_requestBytes),
                          MakeUintegerChecker<uint32_t>(0, 60000))
            .AddAttribute("Connections",
                          "Connections made one after the other, 0: until the client stops.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&WebClient::m_connections),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("ThinkTime",
                          "Seconds between the end of a connection and the start of the next.",
                          StringValue("ns3::ConstantRandomVariable[Constant=0]"),
                          MakePointerAccessor(&WebClient::m_thinkTime),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("Timeout",
                          "Longest time for one connection, from its start to its end.",
                          TimeValue(Seconds(60)),
                          MakeTimeAccessor(&WebClient::m_timeout),
                          MakeTimeChecker(TimeStep(1)))
            .AddAttribute("Ping",
                          "Whether a PING is sent once all replies are there (SPDY).",
                          BooleanValue(true),
                          MakeBooleanAccessor(&WebClient::m_ping),
                          MakeBooleanChecker())
            .AddAttribute("Fallback",
                          "Whether a connection whose handshake the server refuses or cuts off is "
                          "tried again with the next lower version and TLS_FALLBACK_SCSV.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&WebClient::m_fallback),
                          MakeBooleanChecker())
            .AddAttribute("StreamWindow",
                          "Receive window of a stream in octets (SPDY).",
                          UintegerValue(65536),
                          MakeUintegerAccessor(&WebClient::m_streamWindow),
                          MakeUintegerChecker<uint32_t>(1, 0x7fffffff))
            .AddAttribute("SessionWindow",
                          "Receive window of a session in octets (SPDY/3.1).",
                          UintegerValue(65536),
                          MakeUintegerAccessor(&WebClient::m_sessionWindow),
                          MakeUintegerChecker<uint32_t>(65536, 0x7fffffff))
            .AddAttribute("WriteSize",
                          "Most octets given to the socket at a time: a TLS record each.",
                          UintegerValue(WEB_WRITE_SIZE),
                          MakeUintegerAccessor(&WebClient::m_writeSize),
                          MakeUintegerChecker<uint32_t>(1, 16384))
            .AddTraceSource("ConnectionDone",
                            "A connection is over.",
                            MakeTraceSourceAccessor(&WebClient::m_doneTrace),
                            "ns3::WebClient::ConnectionDoneCallback")
            .AddTraceSource("Frame",
                            "A SPDY frame or an HTTP/1.1 message was sent or received.",
                            MakeTraceSourceAccessor(&WebClient::m_frameTrace),
                            "ns3::WebClient::FrameCallback")
            .AddTraceSource("SocketCreated",
                            "A socket was made for a new connection and is not yet connected.",
                            MakeTraceSourceAccessor(&WebClient::m_socketTrace),
                            "ns3::WebClient::SocketCallback")
            .AddTraceSource("Tx",
                            "Octets were given to the socket.",
                            MakeTraceSourceAccessor(&WebClient::m_txTrace),
                            "ns3::WebClient::BytesCallback")
            .AddTraceSource("Rx",
                            "Octets were taken from the socket.",
                            MakeTraceSourceAccessor(&WebClient::m_rxTrace),
                            "ns3::WebClient::BytesCallback");
    return tid;
}

WebClient::WebClient()
    : m_pinged(false),
      m_goneAway(false),
      m_closing(false),
      m_started(0),
      m_again(0),
      m_done(0)
{
}

WebClient::~WebClient() = default;

uint32_t
WebClient::GetConnectionsDone() const
{
    return m_done;
}

Ptr<Socket>
WebClient::GetSocket() const
{
    return m_socket;
}

int64_t
WebClient::AssignWebStreams(int64_t stream)
{
    m_thinkTime->SetStream(stream);
    return 1;
}

void
WebClient::DoDispose()
{
    m_timer.Cancel();
    m_next.Cancel();
    Detach();
    m_socket = nullptr;
    m_protocol.reset();
    m_thinkTime = nullptr;
    Application::DoDispose();
}

void
WebClient::StartApplication()
{
    NS_LOG_FUNCTION(this);
    StartConnection();
}

void
WebClient::StopApplication()
{
    NS_LOG_FUNCTION(this);
    m_next.Cancel();
    if (m_socket)
    {
        Finish("stopped");
        m_next.Cancel();
    }
}

void
WebClient::StartConnection()
{
    m_wanted.clear();
    for (uint32_t i = 0; i < m_objects; ++i)
    {
        m_wanted.push_back(i == 0 ? m_path : m_path + std::to_string(i));
    }
    Begin();
}

void
WebClient::Begin()
{
    NS_LOG_FUNCTION(this << m_started);
    m_record = {};
    m_record.node = GetNode()->GetId();
    m_record.connection = m_started++;
    m_record.remote = m_remote;
    m_record.kind = m_kind;
    m_record.times.synSent = Simulator::Now();
    m_protocol.reset();
    m_open.clear();
    m_refused.clear();
    m_pinged = false;
    m_goneAway = false;
    m_closing = false;
    m_fallbackConfig = nullptr;
    m_timer = Simulator::Schedule(m_timeout, &WebClient::HandleTimeout, this);
    Connect();
}

void
WebClient::Connect()
{
    NS_LOG_FUNCTION(this << m_record.fallbacks);
    m_socket = Socket::CreateSocket(GetNode(), m_transport);
    SetWebServerName(m_socket, m_host);
    SetWebConfig(m_socket, m_fallbackConfig);
    TcpProfile::ConfigureSocket(m_socket);
    TcpProfile::FitSegments(m_socket, m_remote);
    m_socketTrace(m_socket);
    m_socket->SetConnectCallback(MakeCallback(&WebClient::ConnectionSucceeded, this),
                                 MakeCallback(&WebClient::ConnectionFailed, this));
    m_socket->SetCloseCallbacks(MakeCallback(&WebClient::HandleNormalClose, this),
                                MakeCallback(&WebClient::HandleErrorClose, this));
    m_socket->SetRecvCallback(MakeCallback(&WebClient::HandleRead, this));
    m_socket->SetSendCallback(MakeCallback(&WebClient::HandleSend, this));

    const bool ipv6 = Inet6SocketAddress::IsMatchingType(m_remote);
    const int bound = ipv6 ? m_socket->Bind6() : m_socket->Bind();
    if (bound != 0 || m_socket->Connect(m_remote) != 0)
    {
        Finish("connect");
    }
}

void
WebClient::ConnectionSucceeded(Ptr<Socket> socket)
{
    NS_LOG_FUNCTION(this << socket);
    m_record.times.tcpConnected = Simulator::Now();
    socket->GetSockName(m_record.local);
    m_record.protocol = GetWebProtocolName(socket, m_plainProtocol);
    m_protocol = MakeWebClientProtocol(m_record.protocol, {m_streamWindow, m_sessionWindow});
    if (!m_protocol)
    {
        Finish("protocol: no " + m_record.protocol);
        return;
    }
    Continue();
}

void
WebClient::ConnectionFailed(Ptr<Socket> socket)
{
    NS_LOG_FUNCTION(this << socket);
    const std::string reason = GetWebFailure(socket, "connect");
    if (!Retry(reason))
    {
        Finish(reason);
    }
}

bool
WebClient::Retry(const std::string& reason)
{
    if (!m_fallback || !MayFallBack(reason))
    {
        return false;
    }
    m_fallbackConfig = MakeFallbackConfig(m_socket, m_record.fallbacks + 1);
    if (!m_fallbackConfig)
    {
        return false;
    }
    NS_LOG_INFO("connection " << m_record.connection << " of node " << m_record.node
                              << " falls back after " << reason);
    m_record.fallbacks++;
    Detach();
    m_socket->Close();
    Connect();
    return true;
}

void
WebClient::HandleRead(Ptr<Socket> socket)
{
    NS_LOG_FUNCTION(this << socket);
    wire::Bytes bytes;
    while (m_socket == socket && m_protocol && ReadWebSocket(socket, bytes))
    {
        m_record.bytesDown += bytes.size();
        m_rxTrace(bytes.size());
        TakeEvents(m_protocol->Receive(bytes));
    }
    Continue();
}

void
WebClient::HandleSend(Ptr<Socket> socket, uint32_t available)
{
    NS_LOG_FUNCTION(this << socket << available);
    Continue();
}

void
WebClient::HandleNormalClose(Ptr<Socket> socket)
{
    NS_LOG_FUNCTION(this << socket);
    HandleRead(socket);
    if (m_socket == socket && m_protocol && !m_closing)
    {
        TakeEvents(m_protocol->ReceiveEndOfStream());
    }
    if (m_socket == socket)
    {
        Finish(IsComplete() ? "ok" : GetWebFailure(socket, "closed"));
    }
}

void
WebClient::HandleErrorClose(Ptr<Socket> socket)
{
    NS_LOG_FUNCTION(this << socket);
    Finish(m_closing && IsComplete() ? "ok" : GetWebFailure(socket, "reset"));
}

void
WebClient::HandleTimeout()
{
    NS_LOG_FUNCTION(this);
    // Who has everything and has said close_notify need not wait for the answer (RFC 8446, 6.1).
    Finish(m_closing && IsComplete() ? "ok" : "timeout");
}

bool
WebClient::IsComplete() const
{
    return m_protocol && m_wanted.empty() && m_open.empty();
}

void
WebClient::TakeEvents(const std::vector<WebEvent>& events)
{
    ReportFrames();
    for (const auto& event : events)
    {
        if (!m_socket)
        {
            return;
        }
        TakeEvent(event);
    }
}

void
WebClient::TakeEvent(const WebEvent& event)
{
    switch (event.type)
    {
    case WebEventType::REPLY:
        NoteReply();
        if (event.status != 200)
        {
            Finish("status " + std::to_string(event.status));
        }
        return;
    case WebEventType::CONTENT:
        NoteReply();
        TakeContent(event);
        return;
    case WebEventType::DONE:
        NoteReply();
        m_record.objects += static_cast<uint32_t>(m_open.erase(event.id));
        return;
    case WebEventType::PONG:
        SayGoAway();
        return;
    case WebEventType::GOAWAY:
        m_goneAway = true;
        return;
    case WebEventType::FAILED:
        TakeFailure(event);
        return;
    case WebEventType::REQUEST:
    case WebEventType::PUSHED:
        return;
    }
}

void
WebClient::TakeContent(const WebEvent& event)
{
    const auto object = m_open.find(event.id);
    if (object == m_open.end() ||
        !object->second.content.Matches(object->second.received, event.data))
    {
        Finish("content");
        return;
    }
    object->second.received += event.data.size();
    m_record.contentBytes += event.data.size();
}

void
WebClient::TakeFailure(const WebEvent& event)
{
    const auto object = m_open.find(event.id);
    // A server refuses more streams than it takes at a time, but a path twice only if it wants to.
    const bool isAgain = object != m_open.end() && event.isUntouched &&
                         (m_goneAway || m_refused.insert(object->second.path).second);
    if (!isAgain)
    {
        Finish("protocol: " + event.detail);
        return;
    }
    m_wanted.push_back(object->second.path);
    m_open.erase(object);
}

void
WebClient::NoteReply()
{
    m_record.lastByte = Simulator::Now();
    if (m_record.firstByte.IsStrictlyNegative())
    {
        m_record.firstByte = m_record.lastByte;
    }
}

void
WebClient::Continue()
{
    if (!m_socket || !m_protocol || m_closing)
    {
        return;
    }
    while (!m_wanted.empty() && !m_goneAway)
    {
        const std::string path = m_wanted.front();
        const uint32_t id = m_protocol->Request({m_host, path, m_requestBytes});
        if (id == 0)
        {
            break;
        }
        m_wanted.pop_front();
        m_open[id] = {path, WebContent(path), 0};
    }
    if (m_goneAway && !m_wanted.empty() && m_open.empty())
    {
        Finish("goaway");
        return;
    }
    const bool complete = m_wanted.empty() && m_open.empty();
    if (complete && !m_pinged)
    {
        m_pinged = true;
        if (!m_ping || !m_protocol->Ping())
        {
            SayGoAway();
        }
    }
    if (Flush() && complete && m_goneAway)
    {
        m_closing = true;
        m_socket->Close();
    }
}

void
WebClient::SayGoAway()
{
    if (!m_protocol->GoAway())
    {
        m_goneAway = true;
    }
}

bool
WebClient::Flush()
{
    while (m_socket)
    {
        const uint32_t room = std::min(m_socket->GetTxAvailable(), m_writeSize);
        if (room == 0)
        {
            return false;
        }
        const wire::Bytes bytes = m_protocol->TakeOutput(room);
        if (bytes.empty())
        {
            return true;
        }
        m_record.bytesUp += bytes.size();
        m_txTrace(bytes.size());
        ReportFrames();
        if (!WriteWebSocket(m_socket, bytes))
        {
            Finish(GetWebFailure(m_socket, "reset"));
        }
    }
    return false;
}

void
WebClient::ReportFrames()
{
    for (auto& frame : m_protocol->TakeFrames())
    {
        frame.node = m_record.node;
        frame.connection = m_record.connection;
        m_frameTrace(frame);
    }
}

void
WebClient::Finish(const std::string& result)
{
    if (!m_socket)
    {
        return;
    }
    NS_LOG_INFO("connection " << m_record.connection << " of node " << m_record.node << ": "
                              << result);
    m_timer.Cancel();
    m_record.result = result;
    const Time first = m_record.times.synSent;
    ReadWebTimes(m_socket, m_record.times);
    // Attempts that failed before are part of it.
    m_record.times.synSent = first;
    if (m_record.times.closed.IsStrictlyNegative())
    {
        m_record.times.closed = Simulator::Now();
    }
    Detach();
    if (!m_closing)
    {
        m_socket->Close();
    }
    m_socket = nullptr;
    ++m_done;
    if (result == "goaway" && m_record.objects > 0)
    {
        ++m_again;
        m_next = Simulator::ScheduleNow(&WebClient::Begin, this);
    }
    else if (m_connections == 0 || m_started - m_again < m_connections)
    {
        m_next = Simulator::Schedule(Seconds(m_thinkTime->GetValue()),
                                     &WebClient::StartConnection,
                                     this);
    }
    m_doneTrace(m_record);
}

void
WebClient::Detach()
{
    if (m_socket)
    {
        DetachWebSocket(m_socket);
    }
}

} // namespace ns3
