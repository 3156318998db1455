/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-endpoint-socket.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace ns3
{
namespace endpoint
{

namespace
{

using AddressList = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

AddressList
Resolve(const std::string& host, const std::string& port, int flags, std::string& error)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags;
    addrinfo* found = nullptr;
    const int status = getaddrinfo(host.c_str(), port.c_str(), &hints, &found);
    if (status != 0)
    {
        error = gai_strerror(status);
        found = nullptr;
    }
    return AddressList(found, freeaddrinfo);
}

/// The first IPv4 address, else the first one: what servers on "localhost" listen on.
const addrinfo&
Choose(const addrinfo& list)
{
    for (const addrinfo* address = &list; address; address = address->ai_next)
    {
        if (address->ai_family == AF_INET)
        {
            return *address;
        }
    }
    return list;
}

int
OpenNonBlocking(const addrinfo& address)
{
    return socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

std::string
NameOf(const sockaddr_storage& address, socklen_t length)
{
    char host[NI_MAXHOST] = "";
    char port[NI_MAXSERV] = "";
    const int status = getnameinfo(reinterpret_cast<const sockaddr*>(&address),
                                   length,
                                   host,
                                   sizeof(host),
                                   port,
                                   sizeof(port),
                                   NI_NUMERICHOST | NI_NUMERICSERV);
    if (status != 0)
    {
        return "";
    }
    const std::string text = host;
    return (text.find(':') == std::string::npos ? text : "[" + text + "]") + ":" + port;
}

} // namespace

EndpointSocket::EndpointSocket(int descriptor)
    : m_descriptor(descriptor)
{
    const int on = 1;
    setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

EndpointSocket::~EndpointSocket()
{
    if (m_descriptor >= 0)
    {
        close(m_descriptor);
    }
}

EndpointSocket::EndpointSocket(EndpointSocket&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)),
      m_error(other.m_error)
{
}

EndpointSocket&
EndpointSocket::operator=(EndpointSocket&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_error, other.m_error);
    return *this;
}

EndpointSocket
EndpointSocket::Listen(const std::string& host, const std::string& port, std::string& error)
{
    const AddressList addresses = Resolve(host, port, AI_PASSIVE, error);
    if (!addresses)
    {
        return {};
    }
    const addrinfo& address = Choose(*addresses);
    EndpointSocket result(OpenNonBlocking(address));
    const int on = 1;
    setsockopt(result.m_descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (bind(result.m_descriptor, address.ai_addr, address.ai_addrlen) != 0 ||
        listen(result.m_descriptor, SOMAXCONN) != 0)
    {
        error = std::strerror(errno);
        return {};
    }
    return result;
}

EndpointSocket
EndpointSocket::Connect(const std::string& host, const std::string& port, std::string& error)
{
    const AddressList addresses = Resolve(host, port, 0, error);
    if (!addresses)
    {
        return {};
    }
    const addrinfo& address = Choose(*addresses);
    EndpointSocket result(OpenNonBlocking(address));
    if (connect(result.m_descriptor, address.ai_addr, address.ai_addrlen) != 0 &&
        errno != EINPROGRESS)
    {
        error = std::strerror(errno);
        return {};
    }
    return result;
}

EndpointSocket
EndpointSocket::Accept() const
{
    const int descriptor = accept4(m_descriptor, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    return descriptor < 0 ? EndpointSocket() : EndpointSocket(descriptor);
}

bool
EndpointSocket::Read(wire::Bytes& data)
{
    data.resize(65536);
    const ssize_t count = recv(m_descriptor, data.data(), data.size(), 0);
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
    {
        return false;
    }
    if (count < 0 && m_error == 0)
    {
        m_error = errno;
    }
    data.resize(count < 0 ? 0 : static_cast<size_t>(count));
    return true;
}

std::optional<size_t>
EndpointSocket::Write(wire::ByteView data)
{
    const ssize_t count = send(m_descriptor, data.Data(), data.Size(), MSG_NOSIGNAL);
    if (count >= 0)
    {
        return static_cast<size_t>(count);
    }
    if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)
    {
        return 0;
    }
    if (m_error == 0)
    {
        m_error = errno;
    }
    return std::nullopt;
}

void
EndpointSocket::ShutDownWriting()
{
    shutdown(m_descriptor, SHUT_WR);
}

std::string
EndpointSocket::GetError()
{
    int error = 0;
    socklen_t length = sizeof(error);
    if (m_error == 0 && getsockopt(m_descriptor, SOL_SOCKET, SO_ERROR, &error, &length) == 0)
    {
        m_error = error;
    }
    return m_error == 0 ? "" : std::strerror(m_error);
}

bool
EndpointSocket::IsOpen() const
{
    return m_descriptor >= 0;
}

int
EndpointSocket::GetDescriptor() const
{
    return m_descriptor;
}

std::string
EndpointSocket::GetLocalName() const
{
    sockaddr_storage address{};
    socklen_t length = sizeof(address);
    getsockname(m_descriptor, reinterpret_cast<sockaddr*>(&address), &length);
    return NameOf(address, length);
}

std::string
EndpointSocket::GetPeerName() const
{
    sockaddr_storage address{};
    socklen_t length = sizeof(address);
    if (getpeername(m_descriptor, reinterpret_cast<sockaddr*>(&address), &length) != 0)
    {
        return "";
    }
    return NameOf(address, length);
}

} // namespace endpoint
} // namespace ns3
