/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bench-scenario.h"

#include "bench-result.h"

#include "ns3/inet-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/node.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tcp-profile.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/uinteger.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(BenchTcpSocketFactory);

TypeId
BenchTcpSocketFactory::GetTypeId()
{
    static TypeId tid = TypeId("ns3::BenchTcpSocketFactory")
                            .SetParent<SocketFactory>()
                            .SetGroupName("TlsSpdy")
                            .AddConstructor<BenchTcpSocketFactory>();
    return tid;
}

Ptr<Socket>
BenchTcpSocketFactory::CreateSocket()
{
    const Ptr<Socket> socket = GetObject<TcpSocketFactory>()->CreateSocket();
    TcpProfile::ConfigureSocket(socket);
    if (m_isQuickAckOver)
    {
        TcpProfile::EndQuickAck(socket);
    }
    return socket;
}

void
BenchTcpSocketFactory::EndQuickAck()
{
    m_isQuickAckOver = true;
}

BenchScenario::BenchScenario(const BenchScenarioConfig& config)
    : m_nodes(config.clients + 1)
{
    InternetStackHelper stack;
    stack.SetIpv6StackInstall(false);
    stack.Install(m_nodes);

    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
    link.SetChannelAttribute("Delay", StringValue(config.delay));
    Ipv4AddressHelper addresses("10.0.0.0", "255.255.255.0");
    for (uint32_t i = 0; i < config.clients; i++)
    {
        const NetDeviceContainer devices = link.Install(GetServer(), GetClient(i));
        m_addresses.push_back(addresses.Assign(devices).GetAddress(0));
        addresses.NewNetwork();
    }

    m_tls.CreateIdentity("www.example.com", config.identity);
    m_tls.SetVersions(config.version, config.version);
    m_tls.SetCipherSuites({config.version == "tls1.3" ? "TLS_AES_128_GCM_SHA256"
                                                      : "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"});
    m_tls.SetGroups({config.group});
    m_tls.ClientConfig().tls13.keyShares = {tls::NamedGroupFromName(config.group)};
    switch (config.resumption)
    {
    case BenchResumption::NONE:
        break;
    case BenchResumption::SESSION_ID:
        m_tls.EnableSessionCache();
        break;
    case BenchResumption::TICKET:
        m_tls.EnableTickets();
        break;
    }
    const Ptr<TcpProfile> profile = CreateObject<TcpProfile>();
    profile->SetAttribute("BufferSize", UintegerValue(config.buffer));
    m_tls.InstallCpu(m_nodes, "zero");
    m_tls.Install(m_nodes);
    m_tls.AssignStreams(m_nodes, 1);
    for (auto node = m_nodes.Begin(); node != m_nodes.End(); ++node)
    {
        profile->Apply(*node);
        (*node)->AggregateObject(CreateObject<BenchTcpSocketFactory>());
    }
}

BenchScenario::~BenchScenario()
{
    Simulator::Destroy();
}

Ptr<Node>
BenchScenario::GetServer() const
{
    return m_nodes.Get(0);
}

Ptr<Node>
BenchScenario::GetClient(uint32_t index) const
{
    return m_nodes.Get(1 + index);
}

Address
BenchScenario::GetServerAddress(uint32_t index) const
{
    return InetSocketAddress(m_addresses[index], 443);
}

TlsHelper&
BenchScenario::GetTls()
{
    return m_tls;
}

double
BenchScenario::Run()
{
    const BenchClock clock;
    Simulator::Run();
    return clock.Elapsed();
}

} // namespace ns3
