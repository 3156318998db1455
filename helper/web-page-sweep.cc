/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-page-sweep.h"

#include "tls-csv-reader.h"
#include "tls-csv-writer.h"
#include "tls-kind.h"
#include "tls-latency-sweep.h"
#include "tls-link.h"
#include "tls-study-text.h"
#include "tls-study.h"
#include "tls-trace-helper.h"
#include "web-helper.h"

#include "ns3/boolean.h"
#include "ns3/callback.h"
#include "ns3/node-container.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tcp-profile.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3
{

namespace
{

constexpr uint16_t HTTP_PORT = 80;      //!< without TLS
constexpr uint16_t HTTPS_PORT = 443;    //!< with TLS
constexpr int64_t LINK_STREAM = 1000;   //!< first stream of the link
constexpr int64_t CLIENT_STREAM = 2000; //!< first stream of the client's cryptography
constexpr int64_t SERVER_STREAM = 3000; //!< first stream of the server's cryptography
constexpr uint64_t FEW_SAMPLES = 10;    //!< where nothing is lost
constexpr uint64_t MANY_SAMPLES = 200;  //!< where packets are lost
/// Cross traffic fills the queues for this long; a page has as long for its last packets.
const Time MARGIN = Seconds(1);

/**
 * @param host server's name
 * @return the name in its certificate: hosts below one domain share one
 */
std::string
GetCertificateName(const std::string& host)
{
    const size_t dot = host.find('.');
    const bool isBelow = dot != std::string::npos && host.find('.', dot + 1) != std::string::npos;
    return isBelow ? "*" + host.substr(dot) : host;
}

} // namespace

WebPageSweep::WebPageSweep(const TlsStudyOptions& options,
                           const TlsStudyOptions::Values& values,
                           const WebPageOptions::Values& plan)
    : m_options(options),
      m_values(values),
      m_plan(plan)
{
}

std::string
WebPageSweep::Prepare()
{
    const std::string refusal = MakeIdentities();
    if (!refusal.empty())
    {
        return refusal;
    }
    MakeCells();
    if (m_plan.only > GetRowCount())
    {
        return "--only was given as \"" + std::to_string(m_plan.only) +
               "\", but allowed is a row from 1 to " + std::to_string(GetRowCount()) +
               " of this sweep.";
    }
    return m_plan.cells.Check(m_cells.size());
}

std::string
WebPageSweep::MakeIdentities()
{
    const bool needsTls =
        std::any_of(m_plan.protocols.begin(),
                    m_plan.protocols.end(),
                    [](const WebPageProtocol& protocol) { return protocol.isTls; });
    std::vector<std::string> names;
    for (const std::string& host : m_plan.page->GetHosts())
    {
        const std::string name = GetCertificateName(host);
        if (needsTls && std::find(names.begin(), names.end(), name) == names.end())
        {
            names.push_back(name);
            const std::string refusal =
                TlsStudy::CreateIdentity(m_options, m_values.chainBytes.front(), m_tls, name);
            if (!refusal.empty())
            {
                return refusal;
            }
        }
    }
    const TlsKind& kind = *TlsKind::Find(m_values.kinds.front());
    const auto& identities = m_tls.ServerConfig().identities;
    if (needsTls && kind.GetSuites(identities.front().key->publicKey->type).empty())
    {
        return TlsStudyText::Refusal("auth",
                                     m_options.auth,
                                     "a key that " + kind.name + " has cipher suites for");
    }
    const std::string refusal = needsTls ? TlsStudy::CheckGroups(m_values) : "";
    if (!refusal.empty())
    {
        return refusal;
    }
    const bool is13 = kind.version == tls::TlsVersion::TLS_1_3;
    if (needsTls && is13 && m_plan.negotiation == "npn")
    {
        return TlsStudyText::Refusal("negotiation",
                                     m_plan.negotiation,
                                     "alpn with --kind=" + kind.name + ": TLS 1.3 has no NPN");
    }
    m_isAlpn = is13 || m_plan.negotiation == "alpn";
    if (needsTls && kind.isClientAuthenticated)
    {
        m_tls.CreateClientIdentity("client", m_options.auth);
    }
    return "";
}

void
WebPageSweep::MakeCells()
{
    for (const WebPageProtocol& protocol : m_plan.protocols)
    {
        for (const bool isSingle : m_plan.isSingle)
        {
            if (!protocol.IsSpdy())
            {
                AddCells(protocol, isSingle, false);
                continue;
            }
            for (const bool isPushed : m_plan.push)
            {
                AddCells(protocol, isSingle, isPushed);
            }
        }
    }
}

void
WebPageSweep::AddCells(const WebPageProtocol& protocol, bool isSingle, bool isPushed)
{
    for (const Time& rtt : m_values.rtts)
    {
        for (const double loss : m_values.losses)
        {
            WebPageSweepCell cell;
            cell.protocol = protocol;
            cell.page = isSingle ? m_plan.singlePage : m_plan.page;
            cell.isPushed = isPushed;
            cell.link = m_values.link;
            cell.link.rtt = rtt;
            if (m_values.losses.size() > 1)
            {
                cell.link.lossUp.loss = loss;
                cell.link.lossDown.loss = loss;
            }
            const bool isLossy =
                !cell.link.lossUp.IsDeterministic() || !cell.link.lossDown.IsDeterministic();
            const uint64_t usual = isLossy ? MANY_SAMPLES : FEW_SAMPLES;
            const uint64_t wanted = m_plan.samples > 0 ? m_plan.samples : usual;
            cell.samples = cell.link.IsDeterministic() ? 1 : wanted;
            cell.columns = {protocol.name,
                            isSingle ? "single" : "multi",
                            isPushed ? "true" : "false",
                            TlsCsvWriter::ToMilliseconds(rtt),
                            TlsLatencySweep::GetLossColumn(cell.link),
                            std::to_string(cell.link.down),
                            std::to_string(cell.link.up)};
            cell.number = m_cells.size();
            m_cells.push_back(cell);
        }
    }
}

void
WebPageSweep::EnableCaptures(const std::string& folder)
{
    m_captures = folder;
}

uint64_t
WebPageSweep::GetRowCount() const
{
    uint64_t rows = 0;
    for (const WebPageSweepCell& cell : m_cells)
    {
        rows += cell.samples;
    }
    return rows;
}

std::string
WebPageSweep::Run(const RowHandler& onRow)
{
    uint64_t number = 0;
    for (WebPageSweepCell& cell : m_cells)
    {
        if (!m_plan.cells.fromCells.empty())
        {
            const std::string refusal = ReadCell(cell, onRow);
            if (!refusal.empty())
            {
                return refusal;
            }
            continue;
        }
        for (uint64_t sample = 0; sample < cell.samples; ++sample)
        {
            ++number;
            if ((m_plan.only > 0 && m_plan.only != number) || !m_plan.cells.Takes(cell.number))
            {
                continue;
            }
            const WebPageRow row = Load(cell, sample);
            cell.summary.Add(row);
            if (!cell.first)
            {
                cell.first = row;
            }
            onRow(cell, row);
        }
    }
    return m_hasFailedCapture ? "the captures in " + m_captures + " could not be written." : "";
}

std::string
WebPageSweep::ReadCell(WebPageSweepCell& cell, const RowHandler& onRow)
{
    const std::string pagesPath = m_plan.cells.GetPath(cell.number, "pages");
    const std::string objectsPath = m_plan.cells.GetPath(cell.number, "objects");
    TlsCsvReader pages(pagesPath, WebPageRow::GetHeader());
    TlsCsvReader objects(objectsPath, WebPageRow::GetObjectHeader());
    bool hasPages = pages.IsGood();
    bool hasObjects = objects.IsGood();
    std::vector<std::string> values;
    for (uint64_t sample = 0; sample < cell.samples && hasPages && hasObjects; ++sample)
    {
        WebPageRow row;
        hasPages = pages.ReadRow(values) && row.SetValues(cell.columns, values) &&
                   row.sample == sample && row.rngRun == m_values.rngRun + sample;
        for (size_t i = 0; i < cell.page->objects.size() && hasPages && hasObjects; ++i)
        {
            hasObjects =
                objects.ReadRow(values) && row.SetObjectValues(cell.columns, *cell.page, i, values);
        }
        if (!hasPages || !hasObjects)
        {
            break;
        }
        if (sample == 0)
        {
            row = Load(cell, sample);
            cell.first = row;
        }
        cell.summary.Add(row);
        onRow(cell, row);
    }
    return !hasPages || !pages.IsAtEnd() ? TlsSweepCells::RefuseRow(pagesPath, pages.GetLine())
           : !hasObjects || !objects.IsAtEnd()
               ? TlsSweepCells::RefuseRow(objectsPath, objects.GetLine())
               : "";
}

const std::vector<WebPageSweepCell>&
WebPageSweep::GetCells() const
{
    return m_cells;
}

WebPageRow
WebPageSweep::Load(const WebPageSweepCell& cell, uint64_t sample)
{
    m_row = WebPageRow();
    m_row.sample = sample;
    m_row.rngRun = m_values.rngRun + sample;
    m_row.record.objects.resize(cell.page->objects.size());
    m_row.record.result = "timeout";
    RngSeedManager::SetRun(m_row.rngRun);

    TlsLink link(cell.link);
    link.AssignStreams(LINK_STREAM);
    ConfigureHosts(cell, link);
    ApplicationContainer loaders = Install(cell, link);
    loaders.Get(0)->TraceConnectWithoutContext("PageDone",
                                               MakeCallback(&WebPageSweep::HandleDone, this));
    TlsTraceHelper trace;
    if (!m_captures.empty() && sample == 0)
    {
        const std::string name = m_captures + "/page-" + std::to_string(cell.number + 1);
        trace.EnablePcap(link.GetClient(), name + ".pcap");
        if (cell.protocol.isTls)
        {
            trace.EnableKeyLog(link.GetClient(), name + ".keylog");
        }
    }
    if (cell.link.crossTraffic > 0)
    {
        loaders.Start(MARGIN);
        link.StartCrossTraffic(Time(0), m_values.timeout + 3 * MARGIN);
    }
    Simulator::Stop(m_values.timeout + 4 * MARGIN);
    Simulator::Run();
    m_row.counters = link.GetMeter()->GetTotal();
    m_hasFailedCapture = !trace.Close() || m_hasFailedCapture;
    Simulator::Destroy();
    return m_row;
}

void
WebPageSweep::ConfigureHosts(const WebPageSweepCell& cell, const TlsLink& link)
{
    const NodeContainer client(link.GetClient());
    const NodeContainer server(link.GetServer());
    TlsStudy::ConfigureHosts(m_options, m_values, m_tls, client, server);
    for (const Ptr<Node>& node : {link.GetClient(), link.GetServer()})
    {
        node->GetObject<TcpProfile>()->SetAttribute("ConnectTimeout", TimeValue(m_plan.synTimeout));
    }
    if (!cell.protocol.isTls)
    {
        return;
    }
    m_tls.SetGroups(TlsStudy::AddKeyGroups({m_values.groups.front()}, m_options.auth));
    const TlsKind& kind = *TlsKind::Find(m_values.kinds.front());
    m_tls.SetClientAuthentication(kind.isClientAuthenticated ? "require" : "none");
    if (kind.resumption != TlsResumption::NONE)
    {
        m_tls.EnableSessionCache();
    }
    const std::vector<std::string> offer =
        cell.protocol.IsSpdy() ? std::vector<std::string>{cell.protocol.token, "http/1.1"}
                               : std::vector<std::string>();
    m_tls.SetAlpn(m_isAlpn ? offer : std::vector<std::string>());
    m_tls.SetNpn(m_isAlpn ? std::vector<std::string>() : offer);
    m_tls.Install(link.GetNodes());
    m_tls.AssignStreams(client, CLIENT_STREAM);
    m_tls.AssignStreams(server, SERVER_STREAM);
}

ApplicationContainer
WebPageSweep::Install(const WebPageSweepCell& cell, const TlsLink& link)
{
    WebHelper web = cell.protocol.isTls ? WebHelper(m_tls) : WebHelper();
    const uint16_t port = cell.protocol.isTls ? HTTPS_PORT : HTTP_PORT;
    web.SetPage(cell.page);
    web.SetServerAttribute("PlainProtocol", StringValue(cell.protocol.token));
    web.SetServerAttribute("Push", BooleanValue(cell.isPushed));
    web.SetLoaderAttribute("PlainProtocol", StringValue(cell.protocol.token));
    web.SetLoaderAttribute("Push", BooleanValue(cell.isPushed));
    web.SetLoaderAttribute("Connections", UintegerValue(m_plan.connections));
    web.SetLoaderAttribute("LateBinding", BooleanValue(m_plan.isLateBinding));
    web.SetLoaderAttribute("RequestsPerConnection", UintegerValue(m_plan.reuse));
    web.SetLoaderAttribute("Timeout", TimeValue(m_values.timeout));
    web.InstallServer(NodeContainer(link.GetServer()), port);
    const std::vector<std::string> kinds = cell.protocol.isTls
                                               ? std::vector<std::string>{m_values.kinds.front()}
                                               : std::vector<std::string>();
    return web.InstallLoaders(NodeContainer(link.GetClient()), link.GetServerAddress(port), kinds);
}

void
WebPageSweep::HandleDone(const WebPageRecord& record)
{
    m_row.record = record;
    // Time for the last packets.
    Simulator::Stop(MARGIN);
}

} // namespace ns3
