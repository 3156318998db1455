/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-helper.h"

#include "tls-helper.h"
#include "tls-kind.h"

#include "ns3/abort.h"
#include "ns3/address-utils.h"
#include "ns3/node.h"
#include "ns3/string.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/tls-socket-factory.h"
#include "ns3/type-id.h"
#include "ns3/uinteger.h"
#include "ns3/web-client.h"
#include "ns3/web-server.h"

#include <memory>

namespace ns3
{

namespace
{

/// Give a node a TlsSocketFactory unless it has one.
void
InstallTls(const TlsHelper* tls, Ptr<Node> node)
{
    if (tls && !node->GetObject<TlsSocketFactory>())
    {
        tls->Install(NodeContainer(node));
    }
}

/// Narrow what a node's clients offer to a kind.
void
ApplyKind(const std::string& name, Ptr<Node> node)
{
    const TlsKind* kind = TlsKind::Find(name);
    NS_ABORT_MSG_UNLESS(kind,
                        "WebHelper: there is no kind of handshake called \""
                            << name << "\"; there are " << TlsKind::AllNames() << ".");
    const auto factory = node->GetObject<TlsSocketFactory>();
    NS_ABORT_MSG_UNLESS(factory, "WebHelper: a kind of handshake needs a TlsHelper.");
    const auto config = std::make_shared<tls::TlsConfig>(*factory->GetClientConfig());
    kind->Apply(*config);
    factory->SetClientConfig(config);
}

} // namespace

WebHelper::WebHelper()
    : m_tls(nullptr)
{
    m_server.SetTypeId(WebServer::GetTypeId());
    m_client.SetTypeId(WebClient::GetTypeId());
    const TypeIdValue protocol(TcpSocketFactory::GetTypeId());
    m_server.Set("Protocol", protocol);
    m_client.Set("Protocol", protocol);
}

WebHelper::WebHelper(TlsHelper& tls)
    : WebHelper()
{
    m_tls = &tls;
    const TypeIdValue protocol(TlsSocketFactory::GetTypeId());
    m_server.Set("Protocol", protocol);
    m_client.Set("Protocol", protocol);
}

void
WebHelper::SetServerAttribute(const std::string& name, const AttributeValue& value)
{
    m_server.Set(name, value);
}

void
WebHelper::SetClientAttribute(const std::string& name, const AttributeValue& value)
{
    m_client.Set(name, value);
}

ApplicationContainer
WebHelper::InstallServer(const NodeContainer& nodes, uint16_t port)
{
    ApplicationContainer applications;
    for (auto it = nodes.Begin(); it != nodes.End(); ++it)
    {
        InstallTls(m_tls, *it);
        const Ptr<WebServer> server = m_server.Create<WebServer>();
        server->SetAttribute("Port", UintegerValue(port));
        (*it)->AddApplication(server);
        applications.Add(server);
    }
    return applications;
}

ApplicationContainer
WebHelper::InstallClients(const NodeContainer& nodes,
                          const Address& remote,
                          const std::vector<std::string>& kinds)
{
    ApplicationContainer applications;
    for (auto it = nodes.Begin(); it != nodes.End(); ++it)
    {
        InstallTls(m_tls, *it);
        const Ptr<WebClient> client = m_client.Create<WebClient>();
        client->SetAttribute("Remote", AddressValue(remote));
        if (!kinds.empty())
        {
            const std::string& kind = kinds[applications.GetN() % kinds.size()];
            ApplyKind(kind, *it);
            client->SetAttribute("Kind", StringValue(kind));
        }
        (*it)->AddApplication(client);
        applications.Add(client);
    }
    return applications;
}

int64_t
WebHelper::AssignStreams(const ApplicationContainer& applications, int64_t stream)
{
    int64_t used = 0;
    for (auto it = applications.Begin(); it != applications.End(); ++it)
    {
        if (const auto client = DynamicCast<WebClient>(*it))
        {
            used += client->AssignWebStreams(stream + used);
        }
    }
    return used;
}

} // namespace ns3
