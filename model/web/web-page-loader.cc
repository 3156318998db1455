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

/// Requests for one object, and connections to a host that cannot be opened, before a page fails.
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
    m_entries.clear();
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
    m_queue.clear();
    m_entries.clear();
    m_failures.clear();
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
            Enqueue(i);
        }
        else if (object.progress == Progress::LOADED)
        {
            BeginCompute(i);
        }
    }
    Dispatch();
}

void
WebPageLoader::EndDelay(size_t number)
{
    if (m_objects[number].progress == Progress::WAITING)
    {
        m_record.objects[number].start = Simulator::Now();
        Enqueue(number);
        Dispatch();
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
WebPageLoader::HandleEvent(WebPageConnection& connection, const WebEvent& event)
{
    if (!m_isLoading)
    {
        return;
    }
    Entry& entry = FindEntry(connection);
    const auto open = entry.open.find(event.id);
    if (event.type == WebEventType::PUSHED)
    {
        TakePush(entry, event);
        return;
    }
    if (open == entry.open.end())
    {
        return;
    }
    const size_t number = open->second;
    switch (event.type)
    {
    case WebEventType::REPLY:
        m_record.objects[number].status = event.status;
        m_record.objects[number].firstByte = Simulator::Now();
        if (event.status != 200)
        {
            Finish("status " + std::to_string(event.status));
            return;
        }
        Advance();
        return;
    case WebEventType::CONTENT:
        TakeContent(number, event);
        return;
    case WebEventType::DONE:
        entry.open.erase(open);
        if (!connection.IsMultiplexed() && m_requestsPerConnection > 0 &&
            connection.GetRequestCount() >= m_requestsPerConnection)
        {
            connection.Close();
        }
        TakeEnd(number);
        return;
    case WebEventType::FAILED:
        entry.open.erase(open);
        TryAgain(number, "protocol: " + event.detail);
        Dispatch();
        return;
    case WebEventType::PUSHED:
    case WebEventType::PONG:
    case WebEventType::GOAWAY:
    case WebEventType::REQUEST:
        return;
    }
}

void
WebPageLoader::TakePush(Entry& entry, const WebEvent& event)
{
    const auto number = m_page->Find(event.host, event.path);
    if (!number || m_objects[*number].progress > Progress::QUEUED)
    {
        return;
    }
    m_queue.erase(std::remove(m_queue.begin(), m_queue.end(), *number), m_queue.end());
    m_objects[*number].progress = Progress::LOADING;
    WebObjectRecord& record = m_record.objects[*number];
    record.isPushed = true;
    record.start = record.start.IsStrictlyNegative() ? Simulator::Now() : record.start;
    entry.open[event.id] = *number;
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
    Dispatch();
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
WebPageLoader::TryAgain(size_t number, const std::string& reason)
{
    WebObjectRecord& record = m_record.objects[number];
    if (record.attempts >= MAX_ATTEMPTS)
    {
        Finish(reason);
        return;
    }
    record.received = 0;
    record.isPushed = false;
    Enqueue(number);
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
    for (Entry& entry : m_entries)
    {
        WebPageConnection& connection = *entry.connection;
        connection.Close();
        m_record.connections.push_back(connection.GetRecord());
        m_record.handshakes +=
            connection.GetRecord().times.established.IsStrictlyNegative() ? 0 : 1;
        m_record.headers.plain += connection.GetHeaderBytes().plain;
        m_record.headers.wire += connection.GetHeaderBytes().wire;
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
WebPageLoader::HandleConnected(WebPageConnection&)
{
    Dispatch();
}

void
WebPageLoader::HandleSent(WebPageConnection& connection, uint32_t id)
{
    const auto& open = FindEntry(connection).open;
    const auto found = open.find(id);
    if (found != open.end())
    {
        m_record.objects[found->second].sent = Simulator::Now();
    }
}

void
WebPageLoader::HandleClosed(WebPageConnection& connection)
{
    if (!m_isLoading)
    {
        return;
    }
    const std::string reason = connection.GetRecord().result;
    for (const auto& lost : std::exchange(FindEntry(connection).open, {}))
    {
        TryAgain(lost.second, reason);
    }
    if (!connection.WasConnected() && ++m_failures[connection.GetHost()] >= MAX_ATTEMPTS)
    {
        Finish(reason);
    }
    Dispatch();
}

void
WebPageLoader::Enqueue(size_t number)
{
    m_objects[number].progress = Progress::QUEUED;
    const auto priority = [this](size_t other) {
        return GetWebPriority(m_page->objects[other].type);
    };
    const auto place = std::find_if(m_queue.begin(), m_queue.end(), [&](size_t other) {
        return priority(other) > priority(number);
    });
    m_queue.insert(place, number);
}

void
WebPageLoader::Dispatch()
{
    // A request may end a connection at once, which comes back here.
    if (m_isDispatching)
    {
        return;
    }
    m_isDispatching = true;
    for (bool isProgress = true; isProgress && m_isLoading;)
    {
        isProgress = false;
        const std::vector<size_t> queue = m_queue;
        for (const size_t number : queue)
        {
            isProgress = m_isLoading && (Assign(number) || isProgress);
        }
    }
    m_isDispatching = false;
}

bool
WebPageLoader::Assign(size_t number)
{
    const WebPageObject& object = m_page->objects[number];
    const auto usable = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& entry) {
        return entry.connection->GetHost() == object.host && IsUsable(entry);
    });
    if (usable == m_entries.end())
    {
        if (MayOpen(object.host))
        {
            OpenConnection(object.host);
        }
        return false;
    }
    WebRequest request;
    request.host = object.host;
    request.path = object.path;
    request.scheme = m_transport == TlsSocketFactory::GetTypeId() ? "https" : "http";
    request.priority = GetWebPriority(object.type);
    request.headers = object.requestHeaders;
    WebPageConnection& connection = *usable->connection;
    const auto waiting = std::find(m_queue.begin(), m_queue.end(), number);
    if (waiting == m_queue.end())
    {
        return false;
    }
    const uint32_t id = connection.Request(request);
    if (id == 0)
    {
        return false;
    }
    m_queue.erase(std::find(m_queue.begin(), m_queue.end(), number));
    m_objects[number].progress = Progress::LOADING;
    NoteAssignment(number, connection);
    if (!connection.IsAlive())
    {
        TryAgain(number, connection.GetRecord().result);
        return true;
    }
    usable->open[id] = number;
    m_record.objects[number].sent = Simulator::Now();
    return true;
}

void
WebPageLoader::NoteAssignment(size_t number, const WebPageConnection& connection)
{
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

bool
WebPageLoader::MayOpen(const std::string& host) const
{
    uint32_t alive = 0;
    uint32_t connecting = 0;
    bool isDecided = false;
    for (const Entry& entry : m_entries)
    {
        const WebPageConnection& connection = *entry.connection;
        if (connection.GetHost() != host)
        {
            continue;
        }
        isDecided = isDecided || connection.WasConnected();
        if (!connection.IsAlive())
        {
            continue;
        }
        if (connection.IsMultiplexed())
        {
            return false;
        }
        ++alive;
        connecting += connection.WasConnected() ? 0 : 1;
    }
    const auto waiting = std::count_if(m_queue.begin(), m_queue.end(), [&](size_t number) {
        return m_page->objects[number].host == host;
    });
    const uint32_t limit = isDecided || !OffersMultiplexing() ? m_connections : 1;
    return alive < limit && connecting < static_cast<uint32_t>(waiting);
}

bool
WebPageLoader::OffersMultiplexing() const
{
    const auto isOther = [](const std::string& name) { return name != "http/1.1"; };
    if (m_transport != TlsSocketFactory::GetTypeId())
    {
        return isOther(m_plainProtocol);
    }
    const auto factory = GetNode()->GetObject<TlsSocketFactory>();
    const auto config = factory ? factory->GetClientConfig() : nullptr;
    return config && (std::any_of(config->alpn.begin(), config->alpn.end(), isOther) ||
                      std::any_of(config->npn.begin(), config->npn.end(), isOther));
}

void
WebPageLoader::OpenConnection(const std::string& host)
{
    const auto elsewhere = m_hosts.find(host);
    const Address& remote = elsewhere == m_hosts.end() ? m_remote : elsewhere->second;
    const WebProtocolConfig protocol{m_streamWindow, m_sessionWindow, m_push};
    const WebPageConnection::Settings settings{GetNode(),
                                               m_transport,
                                               m_plainProtocol,
                                               remote,
                                               host,
                                               static_cast<uint32_t>(m_entries.size()),
                                               protocol,
                                               m_writeSize};
    WebPageConnection::Owner& self = *this;
    m_entries.push_back({std::make_unique<WebPageConnection>(settings, self), {}});
    m_entries.back().connection->Open();
}

bool
WebPageLoader::IsUsable(const Entry& entry) const
{
    const WebPageConnection& connection = *entry.connection;
    if (!connection.IsAlive() || !connection.WasConnected())
    {
        return false;
    }
    return connection.IsMultiplexed() ||
           (entry.open.empty() && (m_requestsPerConnection == 0 ||
                                   connection.GetRequestCount() < m_requestsPerConnection));
}

WebPageLoader::Entry&
WebPageLoader::FindEntry(const WebPageConnection& connection)
{
    return m_entries[connection.GetRecord().connection];
}

} // namespace ns3
