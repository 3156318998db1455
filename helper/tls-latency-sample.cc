/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-latency-sample.h"

#include "tls-flow-file.h"
#include "tls-kind.h"
#include "tls-link.h"
#include "tls-study.h"
#include "tls-trace-helper.h"
#include "web-helper.h"

#include "ns3/application-container.h"
#include "ns3/callback.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/tls-socket-factory.h"
#include "ns3/uinteger.h"

namespace ns3
{

namespace
{

constexpr uint16_t PORT = 443;          //!< HTTPS
constexpr int64_t LINK_STREAM = 1000;   //!< first stream of the link
constexpr int64_t CLIENT_STREAM = 2000; //!< first stream of the client's cryptography
constexpr int64_t SERVER_STREAM = 3000; //!< first stream of the server's cryptography
constexpr int64_t WEB_STREAM = 4000;    //!< first stream of the applications
/// Age of a session in seconds when it is resumed.
constexpr int64_t SESSION_AGE = 60;
const std::string CLIENT_CAPTURE = "client.pcap"; //!< ends the name of the client's capture
const std::string SERVER_CAPTURE = "server.pcap"; //!< ends the name of the server's capture
const std::string KEY_LOG = "session.keylog";     //!< ends the name of the key log
const std::string FLOWS = "flows.xml";            //!< ends the name of FlowMonitor's file
/// Cross traffic fills the queues for this long; a connection has as long for its last packets.
const Time MARGIN = Seconds(1);

/**
 * @param config of an end
 * @return the same with a cache of its own: a ticket that serves once serves once in each sample,
 * whatever other samples did with it
 */
std::shared_ptr<const tls::TlsConfig>
WithOwnCache(const tls::TlsConfig& config)
{
    auto own = std::make_shared<tls::TlsConfig>(config);
    if (config.sessionCache)
    {
        own->sessionCache = config.sessionCache->Copy();
    }
    return own;
}

} // namespace

TlsLatencySample::TlsLatencySample(const TlsStudyOptions& options,
                                   const TlsStudyOptions::Values& values,
                                   const TlsHelper& tls)
    : m_options(options),
      m_values(values),
      m_tls(tls),
      m_date(tls.GetDate())
{
}

std::vector<std::string>
TlsLatencySample::Traces::GetFiles() const
{
    std::vector<std::string> files;
    if (hasPackets)
    {
        files = {prefix + CLIENT_CAPTURE, prefix + SERVER_CAPTURE, prefix + KEY_LOG};
    }
    if (hasFlows)
    {
        files.push_back(prefix + FLOWS);
    }
    return files;
}

void
TlsLatencySample::SetTraces(const Traces& traces)
{
    m_traces = traces;
}

bool
TlsLatencySample::IsTraced() const
{
    return m_isTraced;
}

const TlsLatencySample::Sessions&
TlsLatencySample::FindSessions(const Settings& settings)
{
    const std::string key = settings.kind + " " + settings.group;
    const auto found = m_sessions.find(key);
    if (found != m_sessions.end())
    {
        return found->second;
    }
    Settings quiet = settings;
    quiet.link = TlsLinkConfig();
    quiet.link.ipv6 = settings.link.ipv6;
    RngSeedManager::SetRun(m_values.rngRun);
    Simulate(quiet, nullptr, Traces());
    return m_sessions[key] = m_configs;
}

TlsLatencyRow
TlsLatencySample::Run(const Settings& settings, uint64_t sample)
{
    const bool resumes = TlsKind::Find(settings.kind)->resumption != TlsResumption::NONE;
    const Sessions* sessions = resumes ? &FindSessions(settings) : nullptr;
    m_row = TlsLatencyRow();
    m_row.sample = sample;
    m_row.rngRun = m_values.rngRun + sample;
    RngSeedManager::SetRun(m_row.rngRun);
    Simulate(settings, sessions, m_traces);
    if (resumes && m_row.record.result != "ok")
    {
        // What fails may take its session along.
        m_sessions.clear();
    }
    return m_row;
}

void
TlsLatencySample::Simulate(const Settings& settings, const Sessions* sessions, const Traces& traces)
{
    m_done = false;
    TlsLink link(settings.link);
    link.AssignStreams(LINK_STREAM);
    TlsStudy::ConfigureHosts(m_options,
                             m_values,
                             m_tls,
                             NodeContainer(link.GetClient()),
                             NodeContainer(link.GetServer()));
    m_tls.SetDate(m_date + (sessions ? SESSION_AGE : 0));
    m_tls.SetGroups(TlsStudy::AddKeyGroups({settings.group}, m_options.auth));
    m_tls.SetClientAuthentication(TlsKind::Find(settings.kind)->isClientAuthenticated ? "require"
                                                                                      : "none");
    m_tls.Install(link.GetNodes());
    m_tls.AssignStreams(NodeContainer(link.GetClient()), CLIENT_STREAM);
    m_tls.AssignStreams(NodeContainer(link.GetServer()), SERVER_STREAM);
    WebHelper web(m_tls);
    web.SetServerAttribute("ReplyBytes", UintegerValue(settings.replyBytes));
    web.SetClientAttribute("RequestBytes", UintegerValue(settings.requestBytes));
    web.SetClientAttribute("Timeout", TimeValue(m_values.timeout));
    web.InstallServer(NodeContainer(link.GetServer()), PORT);
    ApplicationContainer clients = web.InstallClients(NodeContainer(link.GetClient()),
                                                      link.GetServerAddress(PORT),
                                                      {settings.kind});
    WebHelper::AssignStreams(clients, WEB_STREAM);
    clients.Get(0)->TraceConnectWithoutContext("ConnectionDone",
                                               MakeCallback(&TlsLatencySample::HandleDone, this));
    const auto clientFactory = link.GetClient()->GetObject<TlsSocketFactory>();
    const auto serverFactory = link.GetServer()->GetObject<TlsSocketFactory>();
    serverFactory->TraceConnectWithoutContext("SocketCreated",
                                              MakeCallback(&TlsLatencySample::HandleSocket, this));
    if (sessions)
    {
        clientFactory->SetClientConfig(WithOwnCache(*sessions->client));
        serverFactory->SetServerConfig(WithOwnCache(*sessions->server));
    }
    m_configs = {clientFactory->GetClientConfig(), serverFactory->GetServerConfig()};
    if (settings.link.crossTraffic > 0)
    {
        clients.Start(MARGIN);
        link.StartCrossTraffic(Time(0), m_values.timeout + 3 * MARGIN);
    }
    TlsTraceHelper packets;
    if (traces.hasPackets)
    {
        packets.EnablePcap(link.GetClient(), traces.prefix + CLIENT_CAPTURE);
        packets.EnablePcap(link.GetServer(), traces.prefix + SERVER_CAPTURE);
        packets.EnableKeyLog(link.GetClient(), traces.prefix + KEY_LOG);
    }
    std::unique_ptr<TlsFlowFile> flows;
    if (traces.hasFlows)
    {
        flows = std::make_unique<TlsFlowFile>(traces.prefix + FLOWS);
    }
    Simulator::Stop(m_values.timeout + 4 * MARGIN);
    Simulator::Run();
    m_isTraced = packets.Close() && m_isTraced;
    m_isTraced = (!flows || flows->Commit()) && m_isTraced;

    for (const Ptr<TlsSocket>& socket : m_servers)
    {
        if (!socket->GetTimes().tcpConnected.IsStrictlyNegative())
        {
            m_row.server = socket->GetTimes();
            m_row.hasServer = true;
        }
    }
    if (const TlsLinkCounters* counters = link.GetMeter()->GetLatest())
    {
        m_row.counters = *counters;
        m_row.hasCounters = true;
        m_row.hasLosses = true;
    }
    if (!m_done)
    {
        m_row.record.result = "timeout";
    }
    m_servers.clear();
    Simulator::Destroy();
}

void
TlsLatencySample::HandleDone(const WebConnectionRecord& record)
{
    m_row.record = record;
    m_done = true;
    // Time for the last packets.
    Simulator::Stop(MARGIN);
}

void
TlsLatencySample::HandleSocket(Ptr<TlsSocket> socket)
{
    m_servers.push_back(socket);
}

} // namespace ns3
