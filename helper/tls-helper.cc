/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-helper.h"

#include "ns3/abort.h"
#include "ns3/crypto-processor.h"
#include "ns3/cryptopp-provider.h"
#include "ns3/cryptopp-random-source.h"
#include "ns3/dh-well-known-group.h"
#include "ns3/double.h"
#include "ns3/integer.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/openssl-101-hello.h"
#include "ns3/pem-codec.h"
#include "ns3/pointer.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/string.h"
#include "ns3/tcp-profile.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-identity.h"
#include "ns3/tls-socket-factory.h"
#include "ns3/uinteger.h"
#include "ns3/x509-certificate.h"
#include "ns3/x509-trust-store.h"

#include <algorithm>
#include <limits>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TlsHelper");

namespace
{

/// 2013-01-01T00:00:00Z in seconds since 1970-01-01 UTC.
constexpr int64_t DEFAULT_DATE = 1356998400;

/// Half the time in TIME_WAIT in seconds: sockets that wait slow down the look-up of all.
constexpr double MAX_SEG_LIFETIME = 1;

/// Sessions that a client keeps for their tickets.
constexpr size_t CLIENT_SESSIONS = 1000;

/**
 * @param what is chosen
 * @param name that was given
 * @param choices values by name
 * @return the value; aborts with a sentence when there is none of that name
 */
template <class T>
T
Choose(const std::string& what,
       const std::string& name,
       const std::vector<std::pair<std::string, T>>& choices)
{
    std::string names;
    for (const auto& [known, value] : choices)
    {
        if (known == name)
        {
            return value;
        }
        names += (names.empty() ? "" : ", ") + known;
    }
    NS_ABORT_MSG("There is no " << what << " '" << name << "': use one of " << names << ".");
}

/**
 * @param lifetime of sessions or tickets
 * @return the same in seconds
 */
int64_t
CheckLifetime(Time lifetime)
{
    const int64_t seconds = lifetime.GetNanoSeconds() / 1000000000;
    NS_ABORT_MSG_IF(seconds < 1 || seconds > std::numeric_limits<int32_t>::max(),
                    "Sessions live for at least a second and for 68 years at most.");
    return seconds;
}

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
    const tls::CertificateChain chain = m_chainMaker.Make({host, key, depth, sizes, false, m_ocsp});
    m_server.identities.push_back(chain.identity);
    Trust(m_client, chain.root);
    SetSocketAttribute("ServerName", StringValue(host));
}

void
TlsHelper::CreateClientIdentity(const std::string& name, const std::string& key, uint32_t depth)
{
    NS_LOG_FUNCTION(this << name << key << depth);
    const tls::CertificateChain chain =
        m_chainMaker.Make({name, key, depth, {}, true, std::nullopt});
    m_client.identities.push_back(chain.identity);
    Trust(m_server, chain.root);
    m_server.clientAuthentication = tls::TlsClientAuthentication::REQUIRE;
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
    tls::X509TrustStore added;
    NS_ABORT_MSG_IF(added.AddPem(roots, provider) == 0,
                    "An identity needs the root that clients trust, in PEM.");
    for (const tls::PemBlock& block : tls::ParsePem(roots))
    {
        if (block.label == "CERTIFICATE")
        {
            Trust(m_client, block.der);
        }
    }
    m_server.identities.push_back(std::move(*identity));
}

void
TlsHelper::Trust(tls::TlsConfig& config, const tls::Bytes& root)
{
    tls::CryptoMeter meter;
    tls::CryptoppProvider provider(meter);
    auto certificate = ParseX509Certificate(root, provider);
    if (!certificate)
    {
        return;
    }
    // Nodes that were installed before keep the store that they share.
    auto trust = config.trust ? std::make_shared<tls::X509TrustStore>(*config.trust)
                              : std::make_shared<tls::X509TrustStore>();
    trust->Add(std::move(*certificate));
    config.trust = trust;
}

void
TlsHelper::SetClientAuthentication(const std::string& policy)
{
    NS_LOG_FUNCTION(this << policy);
    using P = tls::TlsClientAuthentication;
    m_server.clientAuthentication =
        Choose<P>("client authentication",
                  policy,
                  {{"none", P::NONE}, {"request", P::REQUEST}, {"require", P::REQUIRE}});
}

void
TlsHelper::SetVerification(const std::string& policy)
{
    NS_LOG_FUNCTION(this << policy);
    using P = tls::TlsVerification;
    m_client.verification = Choose<P>("verification",
                                      policy,
                                      {{"strict", P::STRICT}, {"ask", P::ASK}, {"none", P::NONE}});
}

void
TlsHelper::EnableOcspStapling(size_t size)
{
    NS_LOG_FUNCTION(this << size);
    m_ocsp = size;
    m_client.asksForOcsp = true;
}

void
TlsHelper::EnableSessionCache(size_t capacity, Time lifetime)
{
    NS_LOG_FUNCTION(this << capacity << lifetime);
    m_clientSessions = SessionLimits{capacity, CheckLifetime(lifetime)};
    m_serverSessions = m_clientSessions;
    NS_ABORT_MSG_IF(capacity < 1, "A session cache keeps at least one session.");
}

void
TlsHelper::EnableTickets(Time lifetime)
{
    NS_LOG_FUNCTION(this << lifetime);
    m_ticketSeconds = static_cast<uint32_t>(CheckLifetime(lifetime));
    m_client.takesTickets = true;
    if (!m_clientSessions)
    {
        m_clientSessions = SessionLimits{CLIENT_SESSIONS, m_ticketSeconds};
    }
}

void
TlsHelper::EnableEarlyData(uint32_t size)
{
    NS_LOG_FUNCTION(this << size);
    NS_ABORT_MSG_IF(size < 1, "Early data needs room for at least one octet.");
    if (m_ticketSeconds == 0)
    {
        EnableTickets();
    }
    if (!m_serverSessions)
    {
        EnableSessionCache();
    }
    m_client.tls13.sendsEarlyData = true;
    m_server.tls13.maxEarlyData = size;
}

void
TlsHelper::EnableFalseStart()
{
    NS_LOG_FUNCTION(this);
    m_client.usesFalseStart = true;
}

void
TlsHelper::EnableCompression()
{
    NS_LOG_FUNCTION(this);
    m_client.usesDeflate = true;
    m_server.usesDeflate = true;
}

void
TlsHelper::EnableHeartbeat()
{
    NS_LOG_FUNCTION(this);
    m_client.usesHeartbeat = true;
    m_server.usesHeartbeat = true;
}

void
TlsHelper::SetRenegotiation(const std::string& policy)
{
    NS_LOG_FUNCTION(this << policy);
    using P = tls::TlsRenegotiation;
    m_client.renegotiation =
        Choose<P>("renegotiation",
                  policy,
                  {{"off", P::OFF}, {"secure", P::SECURE}, {"legacy", P::LEGACY}});
    m_server.renegotiation = m_client.renegotiation;
}

void
TlsHelper::SetSuiteChoice(const std::string& choice)
{
    NS_LOG_FUNCTION(this << choice);
    using C = tls::TlsSuiteChoice;
    m_server.suiteChoice = Choose<C>(
        "choice of suites",
        choice,
        {{"server", C::SERVER_ORDER}, {"client", C::CLIENT_ORDER}, {"strongest", C::STRONGEST}});
}

void
TlsHelper::SetDhGroup(uint16_t bits)
{
    NS_LOG_FUNCTION(this << bits);
    const auto group = tls::WellKnownDhGroup(bits);
    NS_ABORT_MSG_IF(!group,
                    "There is no DH group of " << bits
                                               << " bits: use 512, 768, 1024, 1536, 2048, 3072 or "
                                                  "4096.");
    m_server.dhGroup = *group;
}

void
TlsHelper::SetHello(const std::string& preset)
{
    NS_LOG_FUNCTION(this << preset);
    using P = tls::TlsHelloPreset;
    m_client.hello = Choose<P>("Client Hello",
                               preset,
                               {{"default", P::DEFAULT},
                                {"openssl-1.0.1", P::OPENSSL_1_0_1},
                                {"openssl-3.0", P::OPENSSL_3_0}});
    if (m_client.hello != P::OPENSSL_1_0_1)
    {
        return;
    }
    tls::TlsClientHello hello;
    tls::FillOpenSsl101Hello(hello);
    m_client.cipherSuites.clear();
    for (const uint16_t id : hello.cipherSuites)
    {
        if (tls::FindCipherSuite(id))
        {
            m_client.cipherSuites.push_back(id);
        }
    }
    m_client.groups = tls::GetOpenSsl101Groups();
    m_client.minVersion = tls::TlsVersion::TLS_1_0;
    m_client.maxVersion = tls::TlsVersion::TLS_1_0;
    m_client.usesDeflate = true;
    m_client.usesHeartbeat = true;
    m_client.encryptsThenMacs = false;
    m_client.usesExtendedMasterSecret = false;
    m_server.minVersion = std::min(m_server.minVersion, tls::TlsVersion::TLS_1_0);
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

void
TlsHelper::SetCryptography(const std::string& name)
{
    NS_LOG_FUNCTION(this << name);
    const auto factory = tls::CryptoProviderFactory::FromName(name);
    NS_ABORT_MSG_IF(!factory,
                    "There is no cryptography \"" << name << "\", only real, shared and modeled.");
    m_client.cryptography = factory;
    m_server.cryptography = factory;
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

int64_t
TlsHelper::GetDate() const
{
    return m_date;
}

std::shared_ptr<const tls::TlsConfig>
TlsHelper::MakeClientConfig() const
{
    // A node without roots is no client.
    if (!m_client.trust && m_client.verification != tls::TlsVerification::NONE)
    {
        return nullptr;
    }
    const std::string error = m_client.Validate(tls::TlsRole::CLIENT);
    NS_ABORT_MSG_IF(!error.empty(), error);
    return std::make_shared<const tls::TlsConfig>(m_client);
}

std::shared_ptr<const tls::TlsConfig>
TlsHelper::MakeServerConfig() const
{
    const auto config = std::make_shared<tls::TlsConfig>(m_server);
    const bool isExport =
        std::any_of(m_server.cipherSuites.begin(), m_server.cipherSuites.end(), [](uint16_t id) {
            const tls::TlsCipherSuite* suite = tls::FindCipherSuite(id);
            return suite && suite->isExport && suite->keyExchange == tls::TlsKeyExchange::RSA;
        });
    if (isExport && !config->rsaExportKey)
    {
        config->rsaExportKey = m_chainMaker.MakeExportKey();
    }
    if (m_serverSessions)
    {
        // Each node will have its own.
        config->sessionCache = std::make_shared<tls::TlsSessionCache>(m_serverSessions->capacity,
                                                                      m_serverSessions->seconds);
    }
    // One without an identity is no server, unless its suites need none.
    const std::string error = config->Validate(tls::TlsRole::SERVER);
    if (!error.empty() && m_server.identities.empty())
    {
        return nullptr;
    }
    NS_ABORT_MSG_IF(!error.empty(), error);
    return config;
}

std::shared_ptr<const tls::TlsConfig>
TlsHelper::AddClientSessions(std::shared_ptr<const tls::TlsConfig> config) const
{
    if (!config || !m_clientSessions)
    {
        return config;
    }
    const auto own = std::make_shared<tls::TlsConfig>(*config);
    own->sessionCache = std::make_shared<tls::TlsSessionCache>(m_clientSessions->capacity,
                                                               m_clientSessions->seconds);
    return own;
}

std::shared_ptr<const tls::TlsConfig>
TlsHelper::AddServerSessions(std::shared_ptr<const tls::TlsConfig> config, uint32_t node) const
{
    if (!config || (!m_serverSessions && m_ticketSeconds == 0))
    {
        return config;
    }
    const auto own = std::make_shared<tls::TlsConfig>(*config);
    if (m_serverSessions)
    {
        own->sessionCache = std::make_shared<tls::TlsSessionCache>(m_serverSessions->capacity,
                                                                   m_serverSessions->seconds);
    }
    if (m_ticketSeconds > 0)
    {
        tls::CryptoppRandomSource random(tls::ToBytes("ticket keys " +
                                                      std::to_string(RngSeedManager::GetSeed()) +
                                                      " " + std::to_string(node)));
        own->ticketKeys = std::make_shared<const tls::TlsTicketKeys>(random, m_ticketSeconds);
    }
    return own;
}

Ptr<TlsSocketFactory>
TlsHelper::GetFactory(Ptr<Node> node)
{
    Ptr<TlsSocketFactory> factory = node->GetObject<TlsSocketFactory>();
    if (!factory)
    {
        factory = CreateObject<TlsSocketFactory>();
        node->AggregateObject(factory);
    }
    return factory;
}

void
TlsHelper::Install(const NodeContainer& nodes) const
{
    NS_LOG_FUNCTION(this);
    const auto client = MakeClientConfig();
    const auto server = MakeServerConfig();
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        const Ptr<TlsSocketFactory> factory = GetFactory(*node);
        factory->SetAttribute("Date", IntegerValue(m_date));
        factory->SetClientConfig(AddClientSessions(client));
        factory->SetServerConfig(AddServerSessions(server, (*node)->GetId()));
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
TlsHelper::InstallServer(const NodeContainer& nodes, const Address& local) const
{
    NS_LOG_FUNCTION(this << local);
    const auto server = MakeServerConfig();
    NS_ABORT_MSG_IF(!server, "A server needs an identity.");
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        GetFactory(*node)->SetServerConfig(local, AddServerSessions(server, (*node)->GetId()));
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
