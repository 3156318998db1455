/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-helper.h"

#include "ns3/abort.h"
#include "ns3/certificate-chain.h"
#include "ns3/crypto-processor.h"
#include "ns3/cryptopp-provider.h"
#include "ns3/cryptopp-random-source.h"
#include "ns3/double.h"
#include "ns3/integer.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/pointer.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/string.h"
#include "ns3/tcp-profile.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-identity.h"
#include "ns3/tls-socket-factory.h"
#include "ns3/uinteger.h"
#include "ns3/x509-certificate.h"

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TlsHelper");

namespace
{

/// 2013-01-01T00:00:00Z in seconds since 1970-01-01 UTC.
constexpr int64_t DEFAULT_DATE = 1356998400;

/// 2012-01-01T00:00:00Z: certificates are valid before the default date, too.
constexpr int64_t NOT_BEFORE = 1325376000;

/// Half the time in TIME_WAIT in seconds: sockets that wait slow down the look-up of all.
constexpr double MAX_SEG_LIFETIME = 1;

/// More keys than one identity needs.
constexpr uint32_t KEYS_PER_IDENTITY = 16;

} // namespace

TlsHelper::TlsHelper()
    : m_date(DEFAULT_DATE)
{
    SetTcpAttribute("MaxSegLifetime", DoubleValue(MAX_SEG_LIFETIME));
}

void
TlsHelper::CreateIdentity(const std::string& host,
                          const std::string& key,
                          uint32_t depth,
                          const std::vector<size_t>& sizes)
{
    NS_LOG_FUNCTION(this << host << key << depth);
    NS_ABORT_MSG_IF(depth < 1 || depth > 9,
                    "A certificate chain has 1 to 9 certificates, not " << depth << ".");
    tls::CryptoMeter meter;
    tls::CryptoppProvider provider(meter);
    const uint32_t seed = RngSeedManager::GetSeed();
    const uint32_t first = KEYS_PER_IDENTITY * m_identities++;
    tls::CryptoppRandomSource random(
        tls::ToBytes("certificates " + std::to_string(seed) + " " + std::to_string(first)));

    tls::CertificateChainOptions options;
    options.depth = depth;
    options.host = host;
    options.notBefore = NOT_BEFORE;
    options.sizes = sizes;
    for (uint32_t i = 0; i <= depth; i++)
    {
        options.keys.push_back(m_keyStore.Get(provider, seed, first + i, key));
        NS_ABORT_MSG_IF(!options.keys.back(),
                        "There is no key '" << key << "': use rsa: and 512 to 8192 bits.");
    }
    const auto chain = CreateCertificateChain(provider, random, options);
    NS_ABORT_MSG_IF(!chain,
                    "The certificates for " << host << " cannot have the sizes that were asked.");
    auto root = ParseX509Certificate(chain->root, provider);
    NS_ASSERT(root);
    m_server.identities.push_back(chain->identity);
    Trust(std::move(*root));
    SetSocketAttribute("ServerName", StringValue(host));
}

void
TlsHelper::AddIdentity(const std::string& certificates,
                       const std::string& key,
                       const std::string& roots)
{
    NS_LOG_FUNCTION(this);
    tls::CryptoMeter meter;
    tls::CryptoppProvider provider(meter);
    auto identity = LoadTlsIdentity(certificates, key, provider);
    NS_ABORT_MSG_IF(!identity,
                    "An identity needs certificates and the key of the first one, both in PEM.");
    auto trust = m_client.trust ? std::make_shared<tls::X509TrustStore>(*m_client.trust)
                                : std::make_shared<tls::X509TrustStore>();
    NS_ABORT_MSG_IF(trust->AddPem(roots, provider) == 0,
                    "An identity needs the root that clients trust, in PEM.");
    m_server.identities.push_back(std::move(*identity));
    m_client.trust = trust;
}

void
TlsHelper::Trust(tls::X509Certificate root)
{
    // Nodes that were installed before keep the store that they share.
    auto trust = m_client.trust ? std::make_shared<tls::X509TrustStore>(*m_client.trust)
                                : std::make_shared<tls::X509TrustStore>();
    trust->Add(std::move(root));
    m_client.trust = trust;
}

void
TlsHelper::SetVersions(const std::string& lowest, const std::string& highest)
{
    NS_LOG_FUNCTION(this << lowest << highest);
    const tls::TlsVersion least = tls::TlsVersionFromName(lowest);
    const tls::TlsVersion most = tls::TlsVersionFromName(highest);
    NS_ABORT_MSG_IF(least == tls::TlsVersion::NONE, "There is no version '" << lowest << "'.");
    NS_ABORT_MSG_IF(most == tls::TlsVersion::NONE, "There is no version '" << highest << "'.");
    for (tls::TlsConfig* config : {&m_client, &m_server})
    {
        config->minVersion = least;
        config->maxVersion = most;
    }
}

void
TlsHelper::SetCipherSuites(const std::vector<std::string>& names)
{
    NS_LOG_FUNCTION(this);
    std::vector<uint16_t> suites;
    for (const std::string& name : names)
    {
        const tls::TlsCipherSuite* suite = tls::FindCipherSuite(name);
        NS_ABORT_MSG_IF(!suite, "There is no cipher suite '" << name << "'.");
        suites.push_back(suite->id);
    }
    m_client.cipherSuites = suites;
    m_server.cipherSuites = suites;
}

void
TlsHelper::SetGroups(const std::vector<std::string>& names)
{
    NS_LOG_FUNCTION(this);
    std::vector<tls::NamedGroup> groups;
    for (const std::string& name : names)
    {
        groups.push_back(tls::NamedGroupFromName(name));
        NS_ABORT_MSG_IF(groups.back() == tls::NamedGroup::NONE,
                        "There is no group '" << name << "'.");
    }
    m_client.groups = groups;
    m_server.groups = groups;
}

void
TlsHelper::SetAlpn(const std::vector<std::string>& protocols)
{
    NS_LOG_FUNCTION(this);
    m_client.alpn = protocols;
    m_server.alpn = protocols;
}

void
TlsHelper::SetNpn(const std::vector<std::string>& protocols)
{
    NS_LOG_FUNCTION(this);
    m_client.npn = protocols;
    m_server.npn = protocols;
}

tls::TlsConfig&
TlsHelper::ClientConfig()
{
    return m_client;
}

tls::TlsConfig&
TlsHelper::ServerConfig()
{
    return m_server;
}

void
TlsHelper::SetSocketAttribute(const std::string& name, const AttributeValue& value)
{
    NS_LOG_FUNCTION(this << name);
    m_socketAttributes.emplace_back(name, value.Copy());
}

void
TlsHelper::SetTcpAttribute(const std::string& name, const AttributeValue& value)
{
    NS_LOG_FUNCTION(this << name);
    m_tcpAttributes.emplace_back(name, value.Copy());
}

void
TlsHelper::SetDate(int64_t date)
{
    NS_LOG_FUNCTION(this << date);
    m_date = date;
}

void
TlsHelper::Install(const NodeContainer& nodes) const
{
    NS_LOG_FUNCTION(this);
    // A node without roots is no client, one without an identity is no server.
    std::shared_ptr<const tls::TlsConfig> client;
    if (m_client.trust || m_client.verification == tls::TlsVerification::NONE)
    {
        const std::string error = m_client.Validate(tls::TlsRole::CLIENT);
        NS_ABORT_MSG_IF(!error.empty(), error);
        client = std::make_shared<const tls::TlsConfig>(m_client);
    }
    std::shared_ptr<const tls::TlsConfig> server;
    if (!m_server.identities.empty())
    {
        const std::string error = m_server.Validate(tls::TlsRole::SERVER);
        NS_ABORT_MSG_IF(!error.empty(), error);
        server = std::make_shared<const tls::TlsConfig>(m_server);
    }
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        Ptr<TlsSocketFactory> factory = (*node)->GetObject<TlsSocketFactory>();
        if (!factory)
        {
            factory = CreateObject<TlsSocketFactory>();
            (*node)->AggregateObject(factory);
        }
        factory->SetAttribute("Date", IntegerValue(m_date));
        factory->SetClientConfig(client);
        factory->SetServerConfig(server);
        for (const auto& [name, value] : m_socketAttributes)
        {
            factory->SetSocketAttribute(name, *value);
        }
        for (const auto& [name, value] : m_tcpAttributes)
        {
            factory->SetTcpAttribute(name, *value);
        }
    }
}

void
TlsHelper::InstallTcp(const NodeContainer& nodes, const std::string& profile) const
{
    NS_LOG_FUNCTION(this << profile);
    const Ptr<TcpProfile> tcp = CreateObject<TcpProfile>();
    tcp->SetAttribute("Profile", StringValue(profile));
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        tcp->Apply(*node);
    }
}

void
TlsHelper::InstallCpu(const NodeContainer& nodes,
                      const std::string& calibration,
                      uint32_t cores,
                      double speedFactor) const
{
    NS_LOG_FUNCTION(this << calibration << cores << speedFactor);
    const Ptr<CryptoCostModel> model = CreateObject<CryptoCostModel>();
    model->SetCalibration(calibration);
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        Ptr<CryptoProcessor> processor = (*node)->GetObject<CryptoProcessor>();
        if (!processor)
        {
            processor = CreateObject<CryptoProcessor>();
            (*node)->AggregateObject(processor);
        }
        processor->SetAttribute("CostModel", PointerValue(model));
        processor->SetAttribute("Cores", UintegerValue(cores));
        processor->SetAttribute("SpeedFactor", DoubleValue(speedFactor));
    }
}

int64_t
TlsHelper::AssignStreams(const NodeContainer& nodes, int64_t stream) const
{
    NS_LOG_FUNCTION(this << stream);
    const int64_t first = stream;
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        if (const Ptr<TlsSocketFactory> factory = (*node)->GetObject<TlsSocketFactory>())
        {
            stream += factory->AssignStreams(stream);
        }
    }
    return stream - first;
}

} // namespace ns3
