/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-server.h"

#include "web-http-protocol.h"
#include "web-page.h"
#include "web-transport.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/ipv6.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tcp-abort.h"
#include "ns3/tcp-profile.h"
#include "ns3/tls-socket-factory.h"
#include "ns3/tls-socket.h"
#include "ns3/uinteger.h"

#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WebServer");

NS_OBJECT_ENSURE_REGISTERED(WebServer);

namespace
{

/// The reply that an object of a page gets.
WebReply
MakePageReply(const WebPageObject& object)
{
    WebReply reply;
    reply.content = WebContent(object.path);
    reply.size = object.size;
    reply.isChunked = object.isChunked;
    reply.headers = object.replyHeaders;
    return reply;
}

} // namespace

TypeId
WebServer::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WebServer")
            .SetParent<Application>()
            .SetGroupName("TlsSpdy")
            .AddConstructor<WebServer>()
            .AddAttribute("Port",
                          "Where it listens.",
                          UintegerValue(443),
                          MakeUintegerAccessor(&WebServer::m_port),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("Protocol",
                          "Socket factory: ns3::TlsSocketFactory or ns3::TcpSocketFactory.",
                          TypeIdValue(TlsSocketFactory::GetTypeId()),
                          MakeTypeIdAccessor(&WebServer::m_transport),
                          MakeTypeIdChecker())
            .AddAttribute("PlainProtocol",
                          "What is spoken over plain TCP: http/1.1, spdy/2, spdy/3 or spdy/3.1.",
                          StringValue("http/1.1"),
                          MakeStringAccessor(&WebServer::m_plainProtocol),
                          MakeStringChecker())
            .AddAttribute("ObjectSize",
                          "Size of the content of each object in octets.",
                          UintegerValue(20000),
                          MakeUintegerAccessor(&WebServer::m_objectSize),
                          MakeUintegerChecker<uint64_t>())
            .AddAttribute("ReplyBytes",
                          "Size of a whole HTTP/1.1 reply in octets, instead of ObjectSize; over "
                          "SPDY the content is the same. 0: not used.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WebServer::m_replyBytes),
                          MakeUintegerChecker<uint64_t>())
            .AddAttribute("StreamWindow",
                          "Receive window of a stream in octets (SPDY).",
                          UintegerValue(65536),
                          MakeUintegerAccessor(&WebServer::m_streamWindow),
                          MakeUintegerChecker<uint32_t>(1, 0x7fffffff))
            .AddAttribute("SessionWindow",
                          "Receive window of a session in octets (SPDY/3.1).",
                          UintegerValue(65536),
                          MakeUintegerAccessor(&WebServer::m_sessionWindow),
                          MakeUintegerChecker<uint32_t>(65536, 0x7fffffff))
            .AddAttribute("MaxStreams",
                          "Requests of a connection that are answered at a time; more are refused "
                          "(SPDY).",
                          UintegerValue(100),
                          MakeUintegerAccessor(&WebServer::m_maxStreams),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("WriteSize",
                          "Most octets given to a socket at a time: a TLS record each.",
                          UintegerValue(WEB_WRITE_SIZE),
                          MakeUintegerAccessor(&WebServer::m_writeSize),
                          MakeUintegerChecker<uint32_t>(1, 16384))
            .AddAttribute("Push",
                          "Whether objects that the page marks are pushed with their parents "
                          "(SPDY).",
                          BooleanValue(false),
                          MakeBooleanAccessor(&WebServer::m_push),
                          MakeBooleanChecker())
            .AddAttribute("RequestsPerConnection",
                          "Requests that a connection takes, 0: any number. With the last one it "
                          "says GOAWAY (SPDY) or Connection: close (HTTP/1.1).",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WebServer::m_requestsPerConnection),
                          MakeUintegerChecker<uint32_t>())
            .AddTraceSource("Accept",
                            "A client's connection is ready for requests.",
                            MakeTraceSourceAccessor(&WebServer::m_acceptTrace),
                            "ns3::WebClient::SocketCallback")
            .AddTraceSource("Frame",
                            "A SPDY frame or an HTTP/1.1 message was sent or received.",
                            MakeTraceSourceAccessor(&WebServer::m_frameTrace),
                            "ns3::WebClient::FrameCallback")
            .AddTraceSource("Tx",
                            "Octets were given to a socket.",
                            MakeTraceSourceAccessor(&WebServer::m_txTrace),
                            "ns3::WebClient::BytesCallback")
            .AddTraceSource("Rx",
                            "Octets were taken from a socket.",
                            MakeTraceSourceAccessor(&WebServer::m_rxTrace),
                            "ns3::WebClient::BytesCallback");
    return tid;
}

WebServer::WebServer()
    : m_accepted(0),
      m_requestCount(0)
{
}

WebServer::~WebServer() = default;

void
WebServer::SetPage(std::shared_ptr<const WebPage> page)
{
    const auto fault = page->Check();
    NS_ABORT_MSG_IF(fault, "WebServer: " << fault->reason << ".");
    m_page = std::move(page);
}

size_t
WebServer::GetOpenConnections() const
{
    return m_open.size();
}

uint64_t
WebServer::GetRequestCount() const
{
    return m_requestCount;
}

void
WebServer::DoDispose()
{
    StopApplication();
    Application::DoDispose();
}

void
WebServer::StartApplication()
{
    NS_LOG_FUNCTION(this);
    m_listener4 = Listen(InetSocketAddress(Ipv4Address::GetAny(), m_port));
    if (GetNode()->GetObject<Ipv6>())
    {
        m_listener6 = Listen(Inet6SocketAddress(Ipv6Address::GetAny(), m_port));
    }
}

void
WebServer::StopApplication()
{
    NS_LOG_FUNCTION(this);
    for (Ptr<Socket>* listener : {&m_listener4, &m_listener6})
    {
        if (*listener)
        {
            DetachWebSocket(*listener);
            (*listener)->Close();
            *listener = nullptr;
        }
    }
    for (auto& entry : std::exchange(m_open, {}))
    {
        entry.second->Close();
    }
}

Ptr<Socket>
WebServer::Listen(const Address& local)
{
    const Ptr<Socket> socket = Socket::CreateSocket(GetNode(), m_transport);
    TcpProfile::ConfigureSocket(socket);
    TcpProfile::FitSegments(socket, local);
    const bool listening = socket->Bind(local) == 0 && socket->Listen() == 0;
    NS_ABORT_MSG_UNLESS(listening,
                        "WebServer on node " << GetNode()->GetId() << " cannot listen on port "
                                             << m_port << ": another application may have it.");
    if (!DynamicCast<TlsSocket>(socket))
    {
        OpenTcpListenerWindow(socket);
    }
    socket->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                              MakeCallback(&WebServer::HandleAccept, this));
    return socket;
}

void
WebServer::HandleAccept(Ptr<Socket> socket, const Address& from)
{
    NS_LOG_FUNCTION(this << socket << from);
    const uint32_t number = m_accepted++;
    auto protocol = MakeWebServerProtocol(GetWebProtocolName(socket, m_plainProtocol),
                                          {m_streamWindow, m_sessionWindow, false, m_maxStreams});
    if (!protocol)
    {
        NS_LOG_WARN("no such protocol: " << GetWebProtocolName(socket, m_plainProtocol));
        socket->Close();
        return;
    }
    const WebServerConnection::Settings settings{GetNode()->GetId(),
                                                 number,
                                                 m_writeSize,
                                                 m_requestsPerConnection};
    WebServerConnection::Owner& self = *this;
    const auto connection = Create<WebServerConnection>(settings, self);
    m_open[number] = connection;
    connection->Open(socket, std::move(protocol));
    EndWebQuickAck(socket);
    m_acceptTrace(socket);
    connection->Flush();
}

void
WebServer::HandleRequest(WebServerConnection& connection, const WebEvent& request)
{
    ++m_requestCount;
    WebReply reply;
    if (request.path.empty() || request.host.empty())
    {
        reply.status = 400;
        connection.Reply(request.id, reply);
        return;
    }
    if (m_page)
    {
        AnswerPage(connection, request);
        return;
    }
    reply.content = WebContent(request.path);
    reply.size = m_replyBytes > 0 ? GetHttpContentSize(reply, m_replyBytes) : m_objectSize;
    connection.Reply(request.id, reply);
}

void
WebServer::AnswerPage(WebServerConnection& connection, const WebEvent& request)
{
    const auto object = m_page->Find(request.host, request.path);
    if (!object)
    {
        WebReply reply;
        reply.status = 404;
        connection.Reply(request.id, reply);
        return;
    }
    const Time thinkTime = m_page->objects[*object].thinkTime;
    if (thinkTime.IsZero())
    {
        AnswerObject(connection, request.id, *object);
        return;
    }
    Simulator::Schedule(thinkTime,
                        &WebServer::AnswerLater,
                        this,
                        connection.GetNumber(),
                        request.id,
                        *object);
}

void
WebServer::AnswerLater(uint32_t number, uint32_t id, size_t object)
{
    const auto open = m_open.find(number);
    if (open != m_open.end())
    {
        const Ptr<WebServerConnection> connection = open->second;
        AnswerObject(*connection, id, object);
        connection->Flush();
    }
}

void
WebServer::AnswerObject(WebServerConnection& connection, uint32_t id, size_t object)
{
    if (m_push)
    {
        PushObjects(connection, id, object);
    }
    connection.Reply(id, MakePageReply(m_page->objects[object]));
}

void
WebServer::PushObjects(WebServerConnection& connection, uint32_t id, size_t parent)
{
    const std::string scheme = m_transport == TlsSocketFactory::GetTypeId() ? "https" : "http";
    for (const WebPageObject& object : m_page->objects)
    {
        // A server speaks for its own host alone (SPDY/3.1, 3.3).
        if (!object.isPushed || object.parent != parent ||
            object.host != m_page->objects[parent].host)
        {
            continue;
        }
        WebRequest request;
        request.host = object.host;
        request.path = object.path;
        request.scheme = scheme;
        request.priority = GetWebPriority(object.type);
        const uint32_t pushed = connection.Push(id, request, MakePageReply(object));
        if (pushed != 0)
        {
            Simulator::Schedule(object.thinkTime,
                                &WebServer::ReleaseLater,
                                this,
                                connection.GetNumber(),
                                pushed);
        }
    }
}

void
WebServer::ReleaseLater(uint32_t number, uint32_t pushed)
{
    const auto open = m_open.find(number);
    if (open != m_open.end())
    {
        const Ptr<WebServerConnection> connection = open->second;
        connection->ReleasePush(pushed);
        connection->Flush();
    }
}

void
WebServer::HandleFrame(const WebFrameRecord& frame)
{
    m_frameTrace(frame);
}

void
WebServer::HandleTx(uint64_t bytes)
{
    m_txTrace(bytes);
}

void
WebServer::HandleRx(uint64_t bytes)
{
    m_rxTrace(bytes);
}

void
WebServer::HandleGone(uint32_t number)
{
    m_open.erase(number);
}

} // namespace ns3
