/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-page-loader.h"

#include "web-transport.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tls-socket-factory.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WebPageLoader");

NS_OBJECT_ENSURE_REGISTERED(WebPageLoader);

namespace
{

/// Requests for one object before a page fails.
constexpr uint32_t MAX_ATTEMPTS = 3;

} // namespace

TypeId
WebPageLoader::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WebPageLoader")
            .SetParent<Application>()
            .SetGroupName("TlsSpdy")
            .AddConstructor<WebPageLoader>()
            .AddAttribute("Remote",
                          "The server of hosts that are not set apart, an InetSocketAddress or "
                          "Inet6SocketAddress.",
                          AddressValue(),
                          MakeAddressAccessor(&WebPageLoader::m_remote),
                          MakeAddressChecker())
            .AddAttribute("Protocol",
                          "Socket factory: ns3::TlsSocketFactory or ns3::TcpSocketFactory.",
                          TypeIdValue(TlsSocketFactory::GetTypeId()),
                          MakeTypeIdAccessor(&WebPageLoader::m_transport),
                          MakeTypeIdChecker())
            .AddAttribute("PlainProtocol",
                          "What is spoken over plain TCP: http/1.1, spdy/2, spdy/3 or spdy/3.1.",
                          StringValue("http/1.1"),
                          MakeStringAccessor(&WebPageLoader::m_plainProtocol),
                          MakeStringChecker())
            .AddAttribute("Connections",
                          "Connections to a host at a time, at most (HTTP/1.1).",
                          UintegerValue(6),
                          MakeUintegerAccessor(&WebPageLoader::m_connections),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("RequestsPerConnection",
                          "Requests after which a connection is closed (HTTP/1.1), 0: never.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WebPageLoader::m_requestsPerConnection),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("LateBinding",
                          "Whether a request takes whichever connection is ready first (HTTP/1.1); "
                          "false: only the one that was made for it, if one was.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&WebPageLoader::m_lateBinding),
                          MakeBooleanChecker())
            .AddAttribute("Pages",
                          "Loads made one after the other, 0: until the loader stops.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&WebPageLoader::m_pages),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("Interval",
                          "Time between the end of a load and the start of the next.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&WebPageLoader::m_interval),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("Timeout",
                          "Longest time for a page.",
                          TimeValue(Seconds(60)),
                          MakeTimeAccessor(&WebPageLoader::m_timeout),
                          MakeTimeChecker(TimeStep(1)))
            .AddAttribute("Push",
                          "Whether objects are taken that the server pushes (SPDY).",
                          BooleanValue(false),
                          MakeBooleanAccessor(&WebPageLoader::m_push),
                          MakeBooleanChecker())
            .AddAttribute("StreamWindow",
                          "Receive window of a stream in octets (SPDY).",
                          UintegerValue(65536),
                          MakeUintegerAccessor(&WebPageLoader::m_streamWindow),
                          MakeUintegerChecker<uint32_t>(1, 0x7fffffff))
            .AddAttribute("SessionWindow",
                          "Receive window of a session in octets (SPDY/3.1).",
                          UintegerValue(65536),
                          MakeUintegerAccessor(&WebPageLoader::m_sessionWindow),
                          MakeUintegerChecker<uint32_t>(65536, 0x7fffffff))
            .AddAttribute("WriteSize",
                          "Most octets given to a socket at a time: a TLS record each.",
                          UintegerValue(WEB_WRITE_SIZE),
                          MakeUintegerAccessor(&WebPageLoader::m_writeSize),
                          MakeUintegerChecker<uint32_t>(1, 16384))
            .AddTraceSource("PageDone",
                            "All objects of a page are ready, or it was given up.",
                            MakeTraceSourceAccessor(&WebPageLoader::m_pageTrace),
                            "ns3::WebPageLoader::PageDoneCallback")
            .AddTraceSource("Frame",
                            "A SPDY frame or an HTTP/1.1 message was sent or received.",
                            MakeTraceSourceAccessor(&WebPageLoader::m_frameTrace),
                            "ns3::WebClient::FrameCallback")
            .AddTraceSource("SocketCreated",
                            "A socket was made for a new connection and is not yet connected.",
                            MakeTraceSourceAccessor(&WebPageLoader::m_socketTrace),
                            "ns3::WebClient::SocketCallback");
    return tid;
}

WebPageLoader::WebPageLoader() = default;

WebPageLoader::~WebPageLoader() = default;

void
WebPageLoader::SetPage(std::shared_ptr<const WebPage> page)
{
    const auto fault = page->Check();
    NS_ABORT_MSG_IF(fault, "WebPageLoader: " << fault->reason << ".");
    m_page = std::move(page);
}

void
WebPageLoader::SetHost(const std::string& host, const Address& remote)
{
    m_hosts[host] = remote;
}

uint32_t
WebPageLoader::GetPagesDone() const
{
    return m_done;
}

void
WebPageLoader::DoDispose()
{
    m_isLoading = false;
    m_timer.Cancel();
    m_next.Cancel();
    m_delayed.clear();
    m_computing.clear();
    m_pool.reset();
    Application::DoDispose();
}

void
WebPageLoader::StartApplication()
{
    NS_LOG_FUNCTION(this);
    NS_ABORT_MSG_UNLESS(m_page, "WebPageLoader: SetPage() says what to load.");
    StartPage();
}

void
WebPageLoader::StopApplication()
{
    NS_LOG_FUNCTION(this);
    Finish("stopped");
    m_next.Cancel();
}

void
WebPageLoader::StartPage()
{
    NS_LOG_FUNCTION(this << m_done);
    m_record = {};
    m_record.node = GetNode()->GetId();
    m_record.page = m_done;
    m_record.start = Simulator::Now();
    m_record.objects.resize(m_page->objects.size());
    for (size_t i = 0; i < m_record.objects.size(); ++i)
    {
        m_record.objects[i].object = i;
    }
    m_objects.assign(m_page->objects.size(), {});
    const WebConnectionPool::Settings settings{GetNode(),
                                               m_transport,
                                               m_plainProtocol,
                                               m_remote,
                                               m_hosts,
                                               m_connections,
                                               m_requestsPerConnection,
                                               m_lateBinding,
                                               {m_streamWindow, m_sessionWindow, m_push},
                                               m_writeSize};
    WebConnectionPool::Owner& self = *this;
    m_pool = std::make_unique<WebConnectionPool>(settings, self);
    m_isLoading = true;
    m_timer = Simulator::Schedule(m_timeout, &WebPageLoader::HandleTimeout, this);
    Advance();
}

void
WebPageLoader::Advance()
{
    for (size_t i = 0; i < m_objects.size() && m_isLoading; ++i)
    {
        Object& object = m_objects[i];
        if (object.isWanted || !IsWanted(m_page->objects[i]))
        {
            continue;
        }
        object.isWanted = true;
        const Time delay = m_page->objects[i].delay;
        if (object.progress == Progress::WAITING && delay.IsStrictlyPositive())
        {
            m_delayed[i] = Simulator::Schedule(delay, &WebPageLoader::EndDelay, this, i);
        }
        else if (object.progress == Progress::WAITING)
        {
            m_record.objects[i].start = Simulator::Now();
            Ask(i);
        }
        else if (object.progress == Progress::LOADED)
        {
            BeginCompute(i);
        }
    }
    m_pool->Dispatch();
}

void
WebPageLoader::Ask(size_t number)
{
    const WebPageObject& object = m_page->objects[number];
    m_objects[number].progress = Progress::QUEUED;
    WebRequest request;
    request.host = object.host;
    request.path = object.path;
    request.scheme = m_transport == TlsSocketFactory::GetTypeId() ? "https" : "http";
    request.priority = GetWebPriority(object.type);
    request.headers = object.requestHeaders;
    m_pool->Enqueue(number, request);
}

void
WebPageLoader::EndDelay(size_t number)
{
    if (m_objects[number].progress == Progress::WAITING)
    {
        m_record.objects[number].start = Simulator::Now();
        Ask(number);
        m_pool->Dispatch();
    }
}

bool
WebPageLoader::IsWanted(const WebPageObject& object) const
{
    if (object.parent)
    {
        const size_t parent = *object.parent;
        const bool isKnown =
            object.position ? m_objects[parent].isWanted && m_record.objects[parent].status != 0 &&
                                  m_record.objects[parent].received >= *object.position
                            : IsReady(parent);
        if (!isKnown)
        {
            return false;
        }
    }
    return std::all_of(object.after.begin(), object.after.end(), [this](size_t other) {
        return IsReady(other);
    });
}

bool
WebPageLoader::IsReady(size_t number) const
{
    return m_objects[number].progress == Progress::READY;
}

void
WebPageLoader::HandleReply(size_t number, const WebEvent& event)
{
    if (!m_isLoading)
    {
        return;
    }
    if (event.type == WebEventType::CONTENT)
    {
        TakeContent(number, event);
        return;
    }
    if (event.type == WebEventType::DONE)
    {
        TakeEnd(number);
        return;
    }
    m_record.objects[number].status = event.status;
    m_record.objects[number].firstByte = Simulator::Now();
    if (event.status != 200)
    {
        Finish("status " + std::to_string(event.status));
        return;
    }
    Advance();
}

std::optional<size_t>
WebPageLoader::TakePush(const WebEvent& event)
{
    const auto number = m_page->Find(event.host, event.path);
    if (!m_isLoading || !number || m_objects[*number].progress > Progress::QUEUED)
    {
        return std::nullopt;
    }
    m_objects[*number].progress = Progress::LOADING;
    WebObjectRecord& record = m_record.objects[*number];
    record.isPushed = true;
    record.start = record.start.IsStrictlyNegative() ? Simulator::Now() : record.start;
    return number;
}

void
WebPageLoader::TakeContent(size_t number, const WebEvent& event)
{
    WebObjectRecord& record = m_record.objects[number];
    const WebContent content(m_page->objects[number].path);
    if (record.received + event.data.size() > m_page->objects[number].size ||
        !content.Matches(record.received, event.data))
    {
        Finish("content");
        return;
    }
    record.received += event.data.size();
    Advance();
}

void
WebPageLoader::TakeEnd(size_t number)
{
    WebObjectRecord& record = m_record.objects[number];
    record.done = Simulator::Now();
    if (record.received != m_page->objects[number].size)
    {
        Finish("content");
        return;
    }
    NS_LOG_INFO("object " << m_page->objects[number].name << " is there");
    m_objects[number].progress = Progress::LOADED;
    if (m_objects[number].isWanted)
    {
        BeginCompute(number);
    }
}

void
WebPageLoader::BeginCompute(size_t number)
{
    const Time time = m_page->objects[number].computeTime;
    if (time.IsZero())
    {
        EndCompute(number);
        return;
    }
    m_computing[number] = Simulator::Schedule(time, &WebPageLoader::EndCompute, this, number);
}

void
WebPageLoader::EndCompute(size_t number)
{
    m_objects[number].progress = Progress::READY;
    const bool isAll = std::all_of(m_objects.begin(), m_objects.end(), [](const Object& object) {
        return object.progress == Progress::READY;
    });
    if (isAll)
    {
        Finish("ok");
        return;
    }
    Advance();
}

void
WebPageLoader::HandleLost(size_t number, const std::string& reason, bool isSafe)
{
    if (!m_isLoading)
    {
        return;
    }
    WebObjectRecord& record = m_record.objects[number];
    // A push that ends early was never asked for.
    if (record.attempts >= MAX_ATTEMPTS || !(isSafe || record.isPushed))
    {
        Finish(reason);
        return;
    }
    record.received = 0;
    record.isPushed = false;
    Ask(number);
}

void
WebPageLoader::HandleUnreachable(const std::string& reason)
{
    Finish(reason);
}

void
WebPageLoader::HandleTimeout()
{
    NS_LOG_FUNCTION(this);
    Finish("timeout");
}

void
WebPageLoader::Finish(const std::string& result)
{
    if (!m_isLoading)
    {
        return;
    }
    NS_LOG_INFO("page " << m_done << " of node " << m_record.node << ": " << result);
    m_isLoading = false;
    m_timer.Cancel();
    for (auto* events : {&m_delayed, &m_computing})
    {
        for (const auto& event : std::exchange(*events, {}))
        {
            Simulator::Cancel(event.second);
        }
    }
    m_record.result = result;
    if (result == "ok")
    {
        m_record.loadTime = Simulator::Now() - m_record.start;
    }
    m_pool->Close();
    for (const auto& connection : m_pool->GetConnections())
    {
        const WebConnectionRecord& record = connection->GetRecord();
        m_record.connections.push_back(record);
        m_record.handshakes += record.times.established.IsStrictlyNegative() ? 0 : 1;
        m_record.headers.plain += connection->GetHeaderBytes().plain;
        m_record.headers.wire += connection->GetHeaderBytes().wire;
    }
    ++m_done;
    if (m_pages == 0 || m_done < m_pages)
    {
        m_next = Simulator::Schedule(m_interval, &WebPageLoader::StartPage, this);
    }
    m_pageTrace(m_record);
}

void
WebPageLoader::HandleSocket(Ptr<Socket> socket)
{
    m_socketTrace(socket);
}

void
WebPageLoader::HandleFrame(const WebFrameRecord& frame)
{
    m_frameTrace(frame);
}

void
WebPageLoader::HandleSent(size_t number)
{
    m_record.objects[number].sent = Simulator::Now();
}

void
WebPageLoader::HandleAssigned(size_t number, const WebPageConnection& connection)
{
    m_objects[number].progress = Progress::LOADING;
    WebObjectRecord& record = m_record.objects[number];
    const TlsConnectionTimes& times = connection.GetRecord().times;
    const Time start = record.start;
    const Time ready = connection.GetReadyTime();
    ++record.attempts;
    record.blocked = Simulator::Now() - start;
    if (times.tcpConnected > start)
    {
        record.connect = times.tcpConnected - std::max(start, times.synSent);
        record.blocked -= record.connect;
    }
    if (ready > times.tcpConnected && ready > start)
    {
        record.tls = ready - std::max(start, times.tcpConnected);
        record.blocked -= record.tls;
    }
}

} // namespace ns3
