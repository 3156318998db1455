/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-trace-helper.h"

#include "tls-key-log.h"
#include "tls-ladder.h"
#include "tls-session-tracer.h"

#include "ns3/abort.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/simulator.h"
#include "ns3/tls-socket-factory.h"
#include "ns3/trace-helper.h"

#include <cstdlib>
#include <fstream>

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

/// A word for the shell, whatever is in it.
std::string
ShellQuote(const std::string& text)
{
    std::string quoted = "'";
    for (const char c : text)
    {
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    }
    return quoted + "'";
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
    PcapHelper helper;
    const auto capture = helper.CreateFile(file, std::ios::out, PcapHelper::DLT_RAW);
    ConnectCapture<Ipv4, Ipv4L3Protocol>(capture, node);
    ConnectCapture<Ipv6, Ipv6L3Protocol>(capture, node);
    m_captures.push_back(capture);
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

void
TlsTraceHelper::Close()
{
    for (auto& log : m_logs)
    {
        log.second->Close();
    }
    for (auto& capture : m_captures)
    {
        capture->Close();
    }
    m_logs.clear();
    m_captures.clear();
}

std::vector<std::string>
TlsTraceHelper::Write(const std::string& folder, const std::string& title) const
{
    const TlsTimeline timeline = GetTimeline();
    std::vector<std::string> files{folder + "/timeline.csv", folder + "/ladder.plt"};
    std::ofstream csv(files[0]);
    timeline.WriteCsv(csv);
    std::ofstream plot(files[1]);
    TlsLadder(timeline, title).Write(plot, "ladder.png");
    csv.close();
    plot.close();
    NS_ABORT_MSG_UNLESS(csv && plot, "The files in " << folder << " cannot be written.");
    const std::string draw = "cd " + ShellQuote(folder) + " && gnuplot ladder.plt >/dev/null 2>&1";
    if (std::system(draw.c_str()) == 0)
    {
        files.push_back(folder + "/ladder.png");
    }
    return files;
}

} // namespace ns3
