/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-trace-helper.h"

#include "tls-key-log.h"
#include "tls-ladder.h"
#include "tls-picture.h"
#include "tls-session-page.h"
#include "tls-session-tracer.h"

#include "ns3/abort.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/simulator.h"
#include "ns3/tls-socket-factory.h"
#include "ns3/trace-helper.h"

#include <sstream>

namespace ns3
{

namespace
{

template <class Ip>
void
OnPacket(Ptr<PcapFileWrapper> file, Ptr<const Packet> packet, Ptr<Ip>, uint32_t)
{
    file->Write(Simulator::Now(), packet);
}

template <class Ip, class L3>
void
ConnectCapture(Ptr<PcapFileWrapper> file, Ptr<Node> node)
{
    if (const auto ip = node->GetObject<L3>())
    {
        ip->TraceConnectWithoutContext("Tx", MakeBoundCallback(&OnPacket<Ip>, file));
        ip->TraceConnectWithoutContext("Rx", MakeBoundCallback(&OnPacket<Ip>, file));
    }
}

} // namespace

TlsTraceHelper::TlsTraceHelper() = default;

TlsTraceHelper::~TlsTraceHelper() = default;

void
TlsTraceHelper::EnableKeyLog(Ptr<Node> node, const std::string& file)
{
    const auto factory = node->GetObject<TlsSocketFactory>();
    NS_ABORT_MSG_UNLESS(factory,
                        "TlsTraceHelper: node " << node->GetId() << " has no TlsSocketFactory.");
    auto& log = m_logs[file];
    if (!log)
    {
        log = Create<TlsKeyLog>(file);
    }
    log->Watch(factory);
}

void
TlsTraceHelper::EnablePcap(Ptr<Node> node, const std::string& file)
{
    Capture capture{std::make_unique<TlsOutputFile>(file), CreateObject<PcapFileWrapper>()};
    capture.packets->Open(capture.file->GetTemporaryPath(), std::ios::out);
    capture.packets->Init(PcapHelper::DLT_RAW);
    ConnectCapture<Ipv4, Ipv4L3Protocol>(capture.packets, node);
    ConnectCapture<Ipv6, Ipv6L3Protocol>(capture.packets, node);
    m_captures.push_back(std::move(capture));
}

void
TlsTraceHelper::Watch(Ptr<Node> client,
                      Ptr<Node> server,
                      uint16_t port,
                      const ApplicationContainer& applications,
                      uint32_t connections)
{
    NS_ABORT_MSG_IF(m_tracer, "TlsTraceHelper: one session can be watched, with one helper each.");
    m_tracer = Create<TlsSessionTracer>();
    m_tracer->Watch(client, server, port, applications, connections);
}

TlsTimeline
TlsTraceHelper::GetTimeline() const
{
    return m_tracer ? m_tracer->GetTimeline() : TlsTimeline();
}

bool
TlsTraceHelper::Close()
{
    bool isGood = true;
    for (auto& log : m_logs)
    {
        isGood = log.second->Finish() && isGood;
    }
    for (Capture& capture : m_captures)
    {
        capture.packets->Close();
        isGood = !capture.packets->Fail() && isGood;
    }
    // All or none.
    for (auto& log : m_logs)
    {
        isGood = isGood && log.second->Commit();
    }
    for (Capture& capture : m_captures)
    {
        isGood = isGood && capture.file->Commit();
    }
    m_logs.clear();
    m_captures.clear();
    return isGood;
}

std::string
TlsTraceHelper::Write(const std::string& folder,
                      const std::string& title,
                      std::vector<std::string>& files) const
{
    const TlsTimeline timeline = GetTimeline();
    TlsOutputFile csv(folder + "/timeline.csv");
    timeline.WriteCsv(csv.GetStream());
    TlsOutputFile page(folder + "/session.html");
    TlsSessionPage(timeline, title).Write(page.GetStream());
    std::ostringstream ladder;
    TlsLadder(timeline, title).Write(ladder, "ladder");
    if (!csv.Commit() || !page.Commit())
    {
        return TlsOutputFile::Refuse(folder);
    }
    files.push_back(csv.GetPath());
    files.push_back(page.GetPath());
    files.push_back(folder + "/ladder.plt");
    return TlsPicture::Draw(folder, "ladder", ladder.str(), files);
}

} // namespace ns3
