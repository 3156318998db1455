/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-socket-factory.h"

#include "tcp-profile.h"
#include "tls-socket.h"

#include "ns3/abort.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/integer.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/tcp-socket-factory.h"

#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TlsSocketFactory");

NS_OBJECT_ENSURE_REGISTERED(TlsSocketFactory);

namespace
{

/// 2013-01-01T00:00:00Z in seconds since 1970-01-01 UTC.
constexpr int64_t DEFAULT_DATE = 1356998400;

/**
 * @param local address and port
 * @param isAny whether the port on any address of that kind is meant
 * @return the same, without a type of service
 */
Address
KeyOf(const Address& local, bool isAny)
{
    if (InetSocketAddress::IsMatchingType(local))
    {
        const InetSocketAddress inet = InetSocketAddress::ConvertFrom(local);
        return InetSocketAddress(isAny ? Ipv4Address::GetAny() : inet.GetIpv4(), inet.GetPort());
    }
    if (Inet6SocketAddress::IsMatchingType(local) && isAny)
    {
        return Inet6SocketAddress(Ipv6Address::GetAny(),
                                  Inet6SocketAddress::ConvertFrom(local).GetPort());
    }
    return local;
}

} // namespace

TypeId
TlsSocketFactory::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::TlsSocketFactory")
            .SetParent<SocketFactory>()
            .SetGroupName("TlsSpdy")
            .AddConstructor<TlsSocketFactory>()
            .AddAttribute("Date",
                          "Date at simulated time 0, in seconds since 1970-01-01 UTC.",
                          IntegerValue(DEFAULT_DATE),
                          MakeIntegerAccessor(&TlsSocketFactory::m_date),
                          MakeIntegerChecker<int64_t>())
            .AddTraceSource("SocketCreated",
                            "A socket was made, accepted ones included.",
                            MakeTraceSourceAccessor(&TlsSocketFactory::m_socketCreated),
                            "ns3::TlsSocketFactory::SocketTracedCallback");
    return tid;
}

TlsSocketFactory::TlsSocketFactory()
    : m_clientRandom(CreateObject<UniformRandomVariable>()),
      m_serverRandom(CreateObject<UniformRandomVariable>())
{
    NS_LOG_FUNCTION(this);
}

TlsSocketFactory::~TlsSocketFactory()
{
    NS_LOG_FUNCTION(this);
}

void
TlsSocketFactory::DoDispose()
{
    NS_LOG_FUNCTION(this);
    // A socket that is disposed of must not find the list in the middle of a loop.
    for (auto& [id, socket] : std::exchange(m_sockets, {}))
    {
        socket->Dispose();
    }
    m_clientConfig = nullptr;
    m_serverConfig = nullptr;
    m_serverConfigs.clear();
    m_clientRandom = nullptr;
    m_serverRandom = nullptr;
    SocketFactory::DoDispose();
}

Ptr<Socket>
TlsSocketFactory::CreateSocket()
{
    NS_LOG_FUNCTION(this);
    const Ptr<TcpSocketFactory> tcpFactory = GetObject<TcpSocketFactory>();
    NS_ABORT_MSG_IF(!tcpFactory,
                    "A TLS socket needs TCP: install an internet stack on the node first.");
    const Ptr<Socket> tcp = tcpFactory->CreateSocket();
    TcpProfile::ConfigureSocket(tcp);
    for (const auto& [name, value] : m_tcpAttributes)
    {
        tcp->SetAttribute(name, *value);
    }
    const Ptr<TlsSocket> socket = CreateObject<TlsSocket>();
    for (const auto& [name, value] : m_socketAttributes)
    {
        socket->SetAttribute(name, *value);
    }
    socket->Initialize(this, tcp);
    Announce(socket);
    return socket;
}

void
TlsSocketFactory::Announce(Ptr<TlsSocket> socket)
{
    NS_LOG_FUNCTION(this << socket);
    m_socketCreated(socket);
}

uint64_t
TlsSocketFactory::Own(Ptr<TlsSocket> socket)
{
    NS_LOG_FUNCTION(this << socket);
    m_sockets.emplace(++m_lastId, socket);
    return m_lastId;
}

void
TlsSocketFactory::Disown(uint64_t id)
{
    NS_LOG_FUNCTION(this << id);
    m_sockets.erase(id);
}

void
TlsSocketFactory::SetClientConfig(std::shared_ptr<const tls::TlsConfig> config)
{
    NS_LOG_FUNCTION(this);
    m_clientConfig = std::move(config);
}

const std::shared_ptr<const tls::TlsConfig>&
TlsSocketFactory::GetClientConfig() const
{
    return m_clientConfig;
}

void
TlsSocketFactory::SetServerConfig(std::shared_ptr<const tls::TlsConfig> config)
{
    NS_LOG_FUNCTION(this);
    m_serverConfig = std::move(config);
}

const std::shared_ptr<const tls::TlsConfig>&
TlsSocketFactory::GetServerConfig() const
{
    return m_serverConfig;
}

void
TlsSocketFactory::SetServerConfig(const Address& local,
                                  std::shared_ptr<const tls::TlsConfig> config)
{
    NS_LOG_FUNCTION(this << local);
    m_serverConfigs[KeyOf(local, false)] = std::move(config);
}

std::shared_ptr<const tls::TlsConfig>
TlsSocketFactory::GetServerConfig(const Address& local) const
{
    if (m_serverConfigs.empty())
    {
        return m_serverConfig;
    }
    for (const bool isAny : {false, true})
    {
        const auto found = m_serverConfigs.find(KeyOf(local, isAny));
        if (found != m_serverConfigs.end())
        {
            return found->second;
        }
    }
    return m_serverConfig;
}

void
TlsSocketFactory::SetTcpAttribute(std::string name, const AttributeValue& value)
{
    NS_LOG_FUNCTION(this << name);
    m_tcpAttributes.emplace_back(std::move(name), value.Copy());
}

void
TlsSocketFactory::SetSocketAttribute(std::string name, const AttributeValue& value)
{
    NS_LOG_FUNCTION(this << name);
    m_socketAttributes.emplace_back(std::move(name), value.Copy());
}

Ptr<UniformRandomVariable>
TlsSocketFactory::GetRandom(tls::TlsRole role) const
{
    return role == tls::TlsRole::CLIENT ? m_clientRandom : m_serverRandom;
}

int64_t
TlsSocketFactory::AssignStreams(int64_t stream)
{
    NS_LOG_FUNCTION(this << stream);
    m_clientRandom->SetStream(stream);
    m_serverRandom->SetStream(stream + 1);
    return 2;
}

int64_t
TlsSocketFactory::GetDate() const
{
    return m_date;
}

size_t
TlsSocketFactory::GetSocketCount() const
{
    return m_sockets.size();
}

} // namespace ns3
