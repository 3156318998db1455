/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-endpoint-loop.h"

#include "tls-endpoint-session.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <poll.h>

namespace ns3
{
namespace endpoint
{

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace
{

/// Connections at a time; more wait until one of them is over.
constexpr size_t MAX_CONNECTIONS = 500;

} // namespace

EndpointLoop::EndpointLoop(const EndpointOptions& options,
                           std::shared_ptr<const tls::TlsConfig> config)
    : m_options(&options),
      m_config(std::move(config)),
      m_lastAccepted(steady_clock::now())
{
}

int
EndpointLoop::Run()
{
    if (!Open())
    {
        return FAILED;
    }
    while (WantsMore() || !m_connections.empty())
    {
        if (!Wait())
        {
            std::cerr << "tls-endpoint: timeout: no connection came" << std::endl;
            return TIMEOUT;
        }
        for (size_t i = 0; i < m_connections.size();)
        {
            if (m_connections[i]->IsOver())
            {
                Finish(*m_connections[i]);
                m_connections.erase(m_connections.begin() + static_cast<std::ptrdiff_t>(i));
            }
            else
            {
                ++i;
            }
        }
    }
    return m_status;
}

bool
EndpointLoop::Open()
{
    std::string error;
    const bool server = m_options->role == tls::TlsRole::SERVER;
    EndpointSocket socket = server
                                ? EndpointSocket::Listen(m_options->host, m_options->port, error)
                                : EndpointSocket::Connect(m_options->host, m_options->port, error);
    if (!socket.IsOpen())
    {
        std::cerr << "tls-endpoint: " << m_options->host << ":" << m_options->port << ": " << error
                  << std::endl;
        return false;
    }
    if (server)
    {
        m_listener = std::move(socket);
        std::cout << "LISTENING " << m_listener.GetLocalName() << std::endl;
    }
    else
    {
        m_connections.push_back(std::make_unique<EndpointConnection>(*m_options,
                                                                     m_config,
                                                                     m_random,
                                                                     std::move(socket)));
    }
    return true;
}

bool
EndpointLoop::WantsMore() const
{
    return m_listener.IsOpen() && (m_options->maxConns == 0 || m_accepted < m_options->maxConns);
}

bool
EndpointLoop::Wait()
{
    std::vector<pollfd> sockets;
    // Without --timeout-ms a server waits for its next connection as long as it takes.
    Deadline deadline = Deadline::max();
    if (WantsMore() && m_connections.empty() && m_options->timeoutMs > 0 && m_options->maxConns > 0)
    {
        deadline = m_lastAccepted + milliseconds(m_options->timeoutMs);
    }
    for (const auto& connection : m_connections)
    {
        const int events =
            (connection->WantsRead() ? POLLIN : 0) | (connection->WantsWrite() ? POLLOUT : 0);
        sockets.push_back({connection->GetDescriptor(), static_cast<short>(events), 0});
        deadline = std::min(deadline, connection->GetDeadline());
    }
    const bool accepts = WantsMore() && m_connections.size() < MAX_CONNECTIONS;
    sockets.push_back({accepts ? m_listener.GetDescriptor() : -1, POLLIN, 0});

    int wait = -1;
    if (deadline != Deadline::max())
    {
        const auto left = duration_cast<milliseconds>(deadline - steady_clock::now()).count() + 1;
        wait = static_cast<int>(std::clamp<int64_t>(left, 0, 3600000));
    }
    poll(sockets.data(), sockets.size(), wait);

    for (size_t i = 0; i < m_connections.size(); ++i)
    {
        const int happened = sockets[i].revents;
        const bool broken = (happened & (POLLERR | POLLHUP)) != 0;
        m_connections[i]->Serve((happened & POLLIN) != 0 || broken,
                                (happened & POLLOUT) != 0 || broken);
    }
    if (sockets.back().revents != 0)
    {
        Accept();
    }
    return !m_connections.empty() || steady_clock::now() < deadline;
}

void
EndpointLoop::Accept()
{
    while (WantsMore() && m_connections.size() < MAX_CONNECTIONS)
    {
        EndpointSocket socket = m_listener.Accept();
        if (!socket.IsOpen())
        {
            return;
        }
        ++m_accepted;
        m_lastAccepted = steady_clock::now();
        m_connections.push_back(std::make_unique<EndpointConnection>(*m_options,
                                                                     m_config,
                                                                     m_random,
                                                                     std::move(socket)));
    }
}

void
EndpointLoop::Finish(const EndpointConnection& connection)
{
    const ConnectionResult& result = connection.GetResult();
    if (m_config)
    {
        KeepSession(*m_options, *m_config);
    }
    if (!result.exported.empty())
    {
        std::cerr << "tls-endpoint: exported " << result.exported << std::endl;
    }
    if (!m_options->reportFile.empty())
    {
        AppendLine(m_options->reportFile, connection.GetReportLine());
    }
    m_lastAccepted = steady_clock::now();
    if (!result.error.empty())
    {
        std::cerr << "tls-endpoint: " << result.error << std::endl;
        m_status = std::max<int>(m_status, result.timedOut ? TIMEOUT : FAILED);
    }
}

} // namespace endpoint
} // namespace ns3
