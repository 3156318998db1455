/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-helper.h"

#include "tls-helper.h"
#include "tls-kind.h"
#include "tls-node-address.h"

#include "ns3/abort.h"
#include "ns3/address-utils.h"
#include "ns3/node-list.h"
#include "ns3/node.h"
#include "ns3/string.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/tls-socket-factory.h"
#include "ns3/type-id.h"
#include "ns3/uinteger.h"
#include "ns3/web-client.h"
#include "ns3/web-page-loader.h"
#include "ns3/web-server.h"

#include <memory>
#include <utility>

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

/// The kind of that name; aborts when there is none.
const TlsKind&
FindKind(const std::string& name)
{
    const TlsKind* kind = TlsKind::Find(name);
    NS_ABORT_MSG_UNLESS(kind,
                        "WebHelper: there is no kind of handshake called \""
                            << name << "\"; there are " << TlsKind::AllNames() << ".");
    return *kind;
}

/// Kind of the key of the first identity of a helper's servers.
tls::PublicKeyType
ServerKeyOf(TlsHelper* tls)
{
    NS_ABORT_MSG_UNLESS(tls, "WebHelper: a kind of handshake needs a TlsHelper.");
    const auto& identities = tls->ServerConfig().identities;
    return identities.empty() ? tls::PublicKeyType::RSA : identities.front().key->publicKey->type;
}

/// Narrow what a node's clients offer to a kind.
void
ApplyKind(const TlsKind& kind, tls::PublicKeyType type, Ptr<Node> node)
{
    const auto factory = node->GetObject<TlsSocketFactory>();
    const auto config = std::make_shared<tls::TlsConfig>(*factory->GetClientConfig());
    kind.Apply(*config, type);
    NS_ABORT_MSG_IF(config->cipherSuites.empty(),
                    "WebHelper: " << kind.name << " has no cipher suite for the server's key.");
    NS_ABORT_MSG_IF(kind.isClientAuthenticated && config->identities.empty(),
                    "WebHelper: " << kind.name << " needs TlsHelper::CreateClientIdentity().");
    factory->SetClientConfig(config);
}

/// Widen what the server at an address takes, so that kinds find what they need.
void
WidenServer(const std::vector<std::string>& kinds, tls::PublicKeyType type, const Address& remote)
{
    for (auto it = NodeList::Begin(); it != NodeList::End(); ++it)
    {
        const auto factory = (*it)->GetObject<TlsSocketFactory>();
        if (!factory || !factory->GetServerConfig() || !HasIpAddress(*it, remote))
        {
            continue;
        }
        const auto config = std::make_shared<tls::TlsConfig>(*factory->GetServerConfig());
        for (const std::string& kind : kinds)
        {
            FindKind(kind).Widen(*config, type);
        }
        factory->SetServerConfig(config);
    }
}

} // namespace

WebHelper::WebHelper()
    : m_tls(nullptr)
{
    m_server.SetTypeId(WebServer::GetTypeId());
    m_client.SetTypeId(WebClient::GetTypeId());
    m_loader.SetTypeId(WebPageLoader::GetTypeId());
    const TypeIdValue protocol(TcpSocketFactory::GetTypeId());
    m_server.Set("Protocol", protocol);
    m_client.Set("Protocol", protocol);
    m_loader.Set("Protocol", protocol);
}

WebHelper::WebHelper(TlsHelper& tls)
    : WebHelper()
{
    m_tls = &tls;
    const TypeIdValue protocol(TlsSocketFactory::GetTypeId());
    m_server.Set("Protocol", protocol);
    m_client.Set("Protocol", protocol);
    m_loader.Set("Protocol", protocol);
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
        if (m_page)
        {
            server->SetPage(m_page);
        }
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
    if (!kinds.empty())
    {
        WidenServer(kinds, ServerKeyOf(m_tls), remote);
    }
    for (auto it = nodes.Begin(); it != nodes.End(); ++it)
    {
        InstallTls(m_tls, *it);
        const Ptr<WebClient> client = m_client.Create<WebClient>();
        client->SetAttribute("Remote", AddressValue(remote));
        if (!kinds.empty())
        {
            const std::string& kind = kinds[applications.GetN() % kinds.size()];
            ApplyKind(FindKind(kind), ServerKeyOf(m_tls), *it);
            client->SetAttribute("Kind", StringValue(kind));
        }
        (*it)->AddApplication(client);
        applications.Add(client);
    }
    return applications;
}

void
WebHelper::SetLoaderAttribute(const std::string& name, const AttributeValue& value)
{
    m_loader.Set(name, value);
}

void
WebHelper::SetPage(std::shared_ptr<const WebPage> page)
{
    m_page = std::move(page);
}

ApplicationContainer
WebHelper::InstallLoaders(const NodeContainer& nodes,
                          const Address& remote,
                          const std::vector<std::string>& kinds)
{
    ApplicationContainer applications;
    NS_ABORT_MSG_UNLESS(m_page, "WebHelper: SetPage() says what loaders load.");
    if (!kinds.empty())
    {
        WidenServer(kinds, ServerKeyOf(m_tls), remote);
    }
    for (auto it = nodes.Begin(); it != nodes.End(); ++it)
    {
        InstallTls(m_tls, *it);
        const Ptr<WebPageLoader> loader = m_loader.Create<WebPageLoader>();
        loader->SetAttribute("Remote", AddressValue(remote));
        loader->SetPage(m_page);
        if (!kinds.empty())
        {
            const std::string& kind = kinds[applications.GetN() % kinds.size()];
            ApplyKind(FindKind(kind), ServerKeyOf(m_tls), *it);
        }
        (*it)->AddApplication(loader);
        applications.Add(loader);
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
