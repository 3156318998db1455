/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-load-run.h"

#include "tls-kind.h"
#include "tls-study.h"

#include "ns3/callback.h"
#include "ns3/double.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tcp-profile.h"
#include "ns3/tls-session-cache.h"
#include "ns3/tls-socket-factory.h"

#include <utility>

namespace ns3
{

namespace
{

constexpr uint16_t PORT = 443;              //!< HTTPS
constexpr int64_t LINK_STREAM = 1000;       //!< first stream of the links
constexpr int64_t LINK_STREAMS = 100;       //!< of each link
constexpr int64_t ARRIVAL_STREAM = 500;     //!< gaps between arrivals, then who resumes
constexpr int64_t CLIENT_STREAM = 200000;   //!< first stream of the clients' cryptography
constexpr int64_t SERVER_STREAM = 300000;   //!< first stream of the server's cryptography
constexpr size_t SESSIONS = 4;              //!< that a client keeps: there is one server
constexpr int64_t SESSION_LIFETIME = 86400; //!< in seconds
const std::string HOST = "www.example.com"; //!< whom the server's certificate is for
const Time PRIMING_GAP = MilliSeconds(50);  //!< between handshakes that fill session caches
const Time MARGIN = Seconds(5);             //!< for the last of these

} // namespace

TlsLoadRun::TlsLoadRun(const TlsStudyOptions& options,
                       const TlsStudyOptions::Values& values,
                       const TlsHelper& tls,
                       const TlsLoadSettings& settings)
    : m_options(options),
      m_values(values),
      m_tls(tls),
      m_settings(settings)
{
    m_values.cores = settings.cores;
}

TlsLoadRun::~TlsLoadRun() = default;

TlsLoadSummary
TlsLoadRun::Run(RowCallback onRow)
{
    m_onRow = std::move(onRow);
    m_summary = std::make_unique<TlsLoadSummary>(m_settings.handshakes);
    RngSeedManager::SetRun(m_values.rngRun);
    MakeNodes();
    MakeConfigs();
    m_listener = CreateObject<TlsLoadServer>();
    m_listener->Listen(m_server, PORT, m_settings.backlog);
    m_listener->TraceConnectWithoutContext("Done",
                                           MakeCallback(&TlsLoadRun::HandleServerDone, this));
    m_processor = m_server->GetObject<CryptoProcessor>();
    m_processor->TraceConnectWithoutContext("JobDone", MakeCallback(&TlsLoadRun::HandleJob, this));
    m_gaps = CreateObject<ExponentialRandomVariable>();
    m_gaps->SetAttribute("Mean", DoubleValue(1 / m_settings.offered));
    m_gaps->SetStream(ARRIVAL_STREAM);
    m_resumes = CreateObject<UniformRandomVariable>();
    m_resumes->SetStream(ARRIVAL_STREAM + 1);

    Time start(0);
    if (m_settings.resumeRatio > 0)
    {
        for (uint32_t client = 0; client < m_settings.clients; ++client)
        {
            Simulator::Schedule(PRIMING_GAP * int64_t{client}, &TlsLoadRun::Prime, this, client);
        }
        start = PRIMING_GAP * int64_t{m_settings.clients} + MARGIN;
    }
    Simulator::Schedule(start, &TlsLoadRun::Arrive, this);
    Simulator::Run();

    const TlsLoadSummary summary = *m_summary;
    for (auto& [id, handshake] : m_open)
    {
        handshake.timer.Cancel();
    }
    m_open.clear();
    m_byAddress.clear();
    m_bySocket.clear();
    m_listener->Dispose();
    m_listener = nullptr;
    m_processor = nullptr;
    m_server = nullptr;
    m_clients.clear();
    Simulator::Destroy();
    return summary;
}

void
TlsLoadRun::MakeNodes()
{
    m_server = CreateObject<Node>();
    InternetStackHelper stack;
    stack.SetIpv6StackInstall(m_settings.link.ipv6);
    stack.Install(m_server);
    NodeContainer clients;
    for (uint32_t i = 0; i < m_settings.clients; ++i)
    {
        Client client;
        client.link = std::make_unique<TlsLink>(m_settings.link, m_server, i);
        client.link->AssignStreams(LINK_STREAM + LINK_STREAMS * i);
        clients.Add(client.link->GetClient());
        m_clients.push_back(std::move(client));
    }
    TlsStudy::ConfigureHosts(m_options, m_values, m_tls, clients, NodeContainer(m_server));
    m_tls.SetGroups(TlsStudy::AddKeyGroups({m_settings.group}, m_options.auth));
    m_tls.Install(NodeContainer(clients, NodeContainer(m_server)));
    m_tls.AssignStreams(clients, CLIENT_STREAM);
    m_tls.AssignStreams(NodeContainer(m_server), SERVER_STREAM);
}

void
TlsLoadRun::MakeConfigs()
{
    const TlsKind& kind = *TlsKind::Find(m_settings.kind);
    const auto serverFactory = m_server->GetObject<TlsSocketFactory>();
    const auto server = std::make_shared<tls::TlsConfig>(*serverFactory->GetServerConfig());
    const auto type = server->identities.front().key->publicKey->type;
    kind.Widen(*server, type);
    TlsKind ticket = kind;
    ticket.resumption = TlsResumption::TICKET;
    if (m_settings.resumeRatio > 0)
    {
        ticket.Widen(*server, type);
    }
    serverFactory->SetServerConfig(server);
    for (Client& client : m_clients)
    {
        const auto factory = client.link->GetClient()->GetObject<TlsSocketFactory>();
        const auto full = std::make_shared<tls::TlsConfig>(*factory->GetClientConfig());
        kind.Apply(*full, type);
        client.full = full;
        const auto resumed = std::make_shared<tls::TlsConfig>(*factory->GetClientConfig());
        resumed->sessionCache = std::make_shared<tls::TlsSessionCache>(SESSIONS, SESSION_LIFETIME);
        ticket.Apply(*resumed, type);
        client.resumed = resumed;
    }
}

void
TlsLoadRun::Prime(uint32_t client)
{
    Begin(client, true, false);
}

void
TlsLoadRun::Arrive()
{
    const uint64_t measured = m_arrived - m_settings.warmup;
    const bool isMeasured = m_arrived >= m_settings.warmup;
    if (isMeasured && measured == 0)
    {
        StartMeasuring();
    }
    const auto client = static_cast<uint32_t>(m_arrived % m_settings.clients);
    // Drawn also where none or all resume, so that cells meet the same arrivals.
    const bool isResumed = m_resumes->GetValue() < m_settings.resumeRatio;
    Begin(client, isResumed, isMeasured);
    ++m_arrived;
    if (m_arrived < m_settings.warmup + m_settings.handshakes)
    {
        Simulator::Schedule(Seconds(m_gaps->GetValue()), &TlsLoadRun::Arrive, this);
    }
    else
    {
        StopMeasuring();
    }
}

void
TlsLoadRun::Begin(uint32_t client, bool isResumed, bool isMeasured)
{
    const Client& from = m_clients[client];
    const uint64_t id = m_lastId++;
    const Ptr<Socket> socket =
        Socket::CreateSocket(from.link->GetClient(), TlsSocketFactory::GetTypeId());
    const auto secure = DynamicCast<TlsSocket>(socket);
    secure->SetAttribute("ServerName", StringValue(HOST));
    secure->SetConfig(isResumed ? from.resumed : from.full);
    TcpProfile::ConfigureSocket(socket);
    socket->SetConnectCallback(MakeCallback(&TlsLoadRun::HandleConnected, this),
                               MakeCallback(&TlsLoadRun::HandleFailed, this));
    Handshake& handshake = m_open[id];
    handshake.row.client = client;
    handshake.row.arrival = Simulator::Now();
    handshake.row.number = isMeasured ? m_arrived - m_settings.warmup : 0;
    handshake.isMeasured = isMeasured;
    handshake.socket = socket;
    handshake.timer = Simulator::Schedule(m_values.timeout, &TlsLoadRun::HandleTimeout, this, id);
    m_bySocket[PeekPointer(socket)] = id;
    const int bound = m_settings.link.ipv6 ? socket->Bind6() : socket->Bind();
    if (bound != 0 || socket->Connect(from.link->GetServerAddress(PORT)) != 0)
    {
        FinishClient(id, "connect");
        return;
    }
    socket->GetSockName(handshake.local);
    m_byAddress[handshake.local] = id;
}

void
TlsLoadRun::HandleConnected(Ptr<Socket> socket)
{
    FinishClient(m_bySocket.at(PeekPointer(socket)), "ok");
}

void
TlsLoadRun::HandleFailed(Ptr<Socket> socket)
{
    const std::string reason = DynamicCast<TlsSocket>(socket)->GetFailure();
    FinishClient(m_bySocket.at(PeekPointer(socket)), reason.empty() ? "connect" : reason);
}

void
TlsLoadRun::HandleTimeout(uint64_t id)
{
    FinishClient(id, "timeout");
}

void
TlsLoadRun::FinishClient(uint64_t id, const std::string& result)
{
    Handshake& handshake = m_open.at(id);
    const auto secure = DynamicCast<TlsSocket>(handshake.socket);
    handshake.timer.Cancel();
    handshake.row.result = result;
    handshake.row.times = secure->GetTimes();
    handshake.row.isResumed = secure->IsResumed();
    handshake.isClientDone = true;
    m_bySocket.erase(PeekPointer(handshake.socket));
    secure->SetConnectCallback(MakeNullCallback<void, Ptr<Socket>>(),
                               MakeNullCallback<void, Ptr<Socket>>());
    handshake.socket = nullptr;
    if (m_isMeasuring && result == "ok")
    {
        m_completed++;
    }
    // What failed at the client may never have reached the server.
    if (result != "ok" || handshake.isServerDone)
    {
        Conclude(id);
    }
    secure->Close();
}

void
TlsLoadRun::HandleServerDone(const Address& client, const TlsConnectionTimes& times)
{
    const auto found = m_byAddress.find(client);
    if (found == m_byAddress.end())
    {
        return;
    }
    const uint64_t id = found->second;
    Handshake& handshake = m_open.at(id);
    handshake.row.server = times;
    handshake.row.hasServer = true;
    handshake.isServerDone = true;
    if (handshake.isClientDone)
    {
        Conclude(id);
    }
}

void
TlsLoadRun::Conclude(uint64_t id)
{
    const auto found = m_open.find(id);
    const TlsLoadRow row = std::move(found->second.row);
    const bool isMeasured = found->second.isMeasured;
    m_byAddress.erase(found->second.local);
    m_open.erase(found);
    if (isMeasured)
    {
        m_summary->Add(row);
        m_onRow(row);
    }
    if (m_open.empty() && m_arrived == m_settings.warmup + m_settings.handshakes)
    {
        Simulator::Stop();
    }
}

void
TlsLoadRun::HandleJob(Time wait, Time cost)
{
    if (m_isMeasuring)
    {
        m_summary->AddJob(m_arrived - m_settings.warmup, wait, cost);
    }
}

void
TlsLoadRun::StartMeasuring()
{
    m_isMeasuring = true;
    m_began = Simulator::Now();
    m_busyBefore = m_processor->GetBusyTime();
}

void
TlsLoadRun::StopMeasuring()
{
    m_isMeasuring = false;
    m_summary->Finish(Simulator::Now() - m_began,
                      m_processor->GetBusyTime() - m_busyBefore,
                      m_completed,
                      m_settings.cores);
}

} // namespace ns3
