/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-connection-pool.h"

#include "ns3/node.h"
#include "ns3/tls-socket-factory.h"

#include <algorithm>
#include <utility>

namespace ns3
{

namespace
{

/// Connections to a host that cannot be made, one after the other, before it is out of reach.
constexpr uint32_t MAX_FAILURES = 3;

} // namespace

WebConnectionPool::WebConnectionPool(const Settings& settings, Owner& owner)
    : m_settings(settings),
      m_owner(owner)
{
}

WebConnectionPool::~WebConnectionPool() = default;

void
WebConnectionPool::Enqueue(size_t number, const WebRequest& request)
{
    const auto place = std::find_if(m_queue.begin(), m_queue.end(), [&](const Waiting& other) {
        return other.request.priority > request.priority;
    });
    m_queue.insert(place, {number, request, std::nullopt});
}

void
WebConnectionPool::Dispatch()
{
    // A request may end a connection at once, which comes back here.
    if (m_isDispatching)
    {
        return;
    }
    m_isDispatching = true;
    for (bool isProgress = true; isProgress && !m_isClosed;)
    {
        isProgress = false;
        std::vector<size_t> numbers;
        for (const Waiting& waiting : m_queue)
        {
            numbers.push_back(waiting.number);
        }
        for (const size_t number : numbers)
        {
            isProgress = !m_isClosed && (Assign(number) || isProgress);
        }
    }
    m_isDispatching = false;
}

void
WebConnectionPool::Close()
{
    m_isClosed = true;
    for (const auto& connection : m_connections)
    {
        connection->Close();
    }
}

const std::deque<std::unique_ptr<WebPageConnection>>&
WebConnectionPool::GetConnections() const
{
    return m_connections;
}

/// @return true when the request waits no more
bool
WebConnectionPool::Assign(size_t number)
{
    const auto waiting = FindWaiting(number);
    if (waiting == m_queue.end())
    {
        return false;
    }
    if (WebPageConnection* usable = FindUsable(*waiting))
    {
        return Give(waiting, *usable);
    }
    if (!waiting->binding && MayOpen(waiting->request.host))
    {
        const bool isBound = !m_settings.isLateBinding && !OffersMultiplexing();
        const auto next = static_cast<uint32_t>(m_connections.size());
        waiting->binding = isBound ? std::optional<uint32_t>(next) : std::nullopt;
        OpenConnection(waiting->request.host).Open();
    }
    return false;
}

WebPageConnection*
WebConnectionPool::FindUsable(const Waiting& waiting)
{
    if (waiting.binding)
    {
        WebPageConnection& own = *m_connections[*waiting.binding];
        return IsUsable(own) ? &own : nullptr;
    }
    for (const auto& connection : m_connections)
    {
        if (connection->GetHost() == waiting.request.host && IsUsable(*connection) &&
            !IsBound(*connection))
        {
            return connection.get();
        }
    }
    return nullptr;
}

bool
WebConnectionPool::Give(std::deque<Waiting>::iterator waiting, WebPageConnection& connection)
{
    const size_t number = waiting->number;
    const uint32_t id = connection.Request(waiting->request);
    if (id == 0)
    {
        return false;
    }
    m_queue.erase(FindWaiting(number));
    m_owner.HandleAssigned(number, connection);
    if (!connection.IsAlive())
    {
        m_owner.HandleLost(number, connection.GetRecord().result, true);
        return true;
    }
    GetOpen(connection)[id] = number;
    m_owner.HandleSent(number);
    return true;
}

bool
WebConnectionPool::IsUsable(const WebPageConnection& connection) const
{
    if (!connection.IsAlive() || !connection.WasConnected())
    {
        return false;
    }
    const bool isIdle = m_open[connection.GetRecord().connection].empty();
    return connection.IsMultiplexed() ||
           (isIdle && (m_settings.requestsPerConnection == 0 ||
                       connection.GetRequestCount() < m_settings.requestsPerConnection));
}

/// @return true when a request waits for this very connection
bool
WebConnectionPool::IsBound(const WebPageConnection& connection) const
{
    return std::any_of(m_queue.begin(), m_queue.end(), [&](const Waiting& waiting) {
        return waiting.binding == connection.GetRecord().connection;
    });
}

bool
WebConnectionPool::MayOpen(const std::string& host) const
{
    uint32_t alive = 0;
    uint32_t connecting = 0;
    bool isDecided = false;
    for (const auto& connection : m_connections)
    {
        if (connection->GetHost() != host)
        {
            continue;
        }
        isDecided = isDecided || connection->WasConnected();
        if (!connection->IsAlive())
        {
            continue;
        }
        if (connection->IsMultiplexed())
        {
            return false;
        }
        ++alive;
        connecting += connection->WasConnected() ? 0 : 1;
    }
    const auto waiting = std::count_if(m_queue.begin(), m_queue.end(), [&](const Waiting& one) {
        return one.request.host == host;
    });
    const uint32_t limit = isDecided || !OffersMultiplexing() ? m_settings.connections : 1;
    return alive < limit && connecting < static_cast<uint32_t>(waiting);
}

bool
WebConnectionPool::OffersMultiplexing() const
{
    const auto isOther = [](const std::string& name) { return name != "http/1.1"; };
    if (m_settings.transport != TlsSocketFactory::GetTypeId())
    {
        return isOther(m_settings.plainProtocol);
    }
    const auto factory = m_settings.node->GetObject<TlsSocketFactory>();
    const auto config = factory ? factory->GetClientConfig() : nullptr;
    return config && (std::any_of(config->alpn.begin(), config->alpn.end(), isOther) ||
                      std::any_of(config->npn.begin(), config->npn.end(), isOther));
}

WebPageConnection&
WebConnectionPool::OpenConnection(const std::string& host)
{
    const auto elsewhere = m_settings.hosts.find(host);
    const Address& remote =
        elsewhere == m_settings.hosts.end() ? m_settings.remote : elsewhere->second;
    const WebPageConnection::Settings settings{m_settings.node,
                                               m_settings.transport,
                                               m_settings.plainProtocol,
                                               remote,
                                               host,
                                               static_cast<uint32_t>(m_connections.size()),
                                               m_settings.protocol,
                                               m_settings.writeSize};
    WebPageConnection::Owner& self = *this;
    m_open.emplace_back();
    m_connections.push_back(std::make_unique<WebPageConnection>(settings, self));
    return *m_connections.back();
}

std::deque<WebConnectionPool::Waiting>::iterator
WebConnectionPool::FindWaiting(size_t number)
{
    return std::find_if(m_queue.begin(), m_queue.end(), [number](const Waiting& waiting) {
        return waiting.number == number;
    });
}

std::map<uint32_t, size_t>&
WebConnectionPool::GetOpen(const WebPageConnection& connection)
{
    return m_open[connection.GetRecord().connection];
}

void
WebConnectionPool::HandleSocket(Ptr<Socket> socket)
{
    m_owner.HandleSocket(socket);
}

void
WebConnectionPool::HandleFrame(const WebFrameRecord& frame)
{
    m_owner.HandleFrame(frame);
}

void
WebConnectionPool::HandleConnected(WebPageConnection&)
{
    Dispatch();
}

void
WebConnectionPool::HandleSent(WebPageConnection& connection, uint32_t id)
{
    const auto& open = GetOpen(connection);
    const auto found = open.find(id);
    if (found != open.end())
    {
        m_owner.HandleSent(found->second);
    }
}

void
WebConnectionPool::HandleEvent(WebPageConnection& connection, const WebEvent& event)
{
    if (m_isClosed)
    {
        return;
    }
    auto& open = GetOpen(connection);
    if (event.type == WebEventType::PUSHED)
    {
        if (const auto number = m_owner.TakePush(event))
        {
            const auto waiting = FindWaiting(*number);
            if (waiting != m_queue.end())
            {
                m_queue.erase(waiting);
            }
            open[event.id] = *number;
        }
        return;
    }
    const auto found = open.find(event.id);
    if (found == open.end())
    {
        return;
    }
    const size_t number = found->second;
    switch (event.type)
    {
    case WebEventType::REPLY:
    case WebEventType::CONTENT:
        m_owner.HandleReply(number, event);
        return;
    case WebEventType::DONE:
        open.erase(found);
        if (!connection.IsMultiplexed() && m_settings.requestsPerConnection > 0 &&
            connection.GetRequestCount() >= m_settings.requestsPerConnection)
        {
            connection.Close();
        }
        m_owner.HandleReply(number, event);
        Dispatch();
        return;
    case WebEventType::FAILED:
        open.erase(found);
        m_owner.HandleLost(number, "protocol: " + event.detail, event.isUntouched);
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
WebConnectionPool::HandleClosed(WebPageConnection& connection)
{
    if (m_isClosed)
    {
        return;
    }
    const std::string reason = connection.GetRecord().result;
    for (Waiting& waiting : m_queue)
    {
        if (waiting.binding == connection.GetRecord().connection)
        {
            waiting.binding.reset();
        }
    }
    for (const auto& lost : std::exchange(GetOpen(connection), {}))
    {
        m_owner.HandleLost(lost.second, reason, true);
    }
    if (!connection.WasConnected() && ++m_failures[connection.GetHost()] >= MAX_FAILURES)
    {
        m_owner.HandleUnreachable(reason);
    }
    Dispatch();
}

} // namespace ns3
