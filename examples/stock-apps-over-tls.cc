/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

/**
 * @file
 * What does TLS cost an application in goodput? BulkSend and OnOff send to PacketSink, all
 * three as ns-3 has them, once over TLS and once over TCP; the program prints the goodput of
 * both side by side.
 */

#include "ns3/bulk-send-helper.h"
#include "ns3/command-line.h"
#include "ns3/config.h"
#include "ns3/data-rate.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/key-spec.h"
#include "ns3/linux-rtt-estimator.h"
#include "ns3/node-container.h"
#include "ns3/on-off-helper.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tcp-l4-protocol.h"
#include "ns3/tcp-profile.h"
#include "ns3/tcp-socket-base.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-csv-writer.h"
#include "ns3/tls-flow-file.h"
#include "ns3/tls-helper.h"
#include "ns3/tls-kind.h"
#include "ns3/tls-link.h"
#include "ns3/tls-study-text.h"
#include "ns3/tls-study.h"
#include "ns3/type-id.h"
#include "ns3/uinteger.h"

#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

constexpr uint16_t PORT = 443;
constexpr uint32_t SEND_SIZE = 16000; //!< octets that BulkSend writes at a time

// First streams of the link and of both ends' cryptography.
constexpr int64_t LINK_STREAM = 100;
constexpr int64_t TLS_STREAM = 200;

/// The options that only this program has: as given, and what they mean.
struct Options
{
    std::string bytes{"1000000"};   //!< octets of each run
    std::string onOffRate{"2Mbps"}; //!< of OnOff
    std::string suite;              //!< cipher suite; empty: those of --kind

    uint64_t octets{0};        //!< octets of each run
    uint64_t bitsPerSecond{0}; //!< of OnOff

    /// @param cmd the command line
    void AddTo(CommandLine& cmd)
    {
        cmd.AddValue("bytes", "octets that each application sends, 1000 to 10000000000", bytes);
        cmd.AddValue("onOffRate", "rate at which OnOff sends, with unit", onOffRate);
        cmd.AddValue("suite", "IANA name of the cipher suite; empty: those of --kind", suite);
    }

    /// @return empty, or the sentence that refuses a value
    std::string Parse()
    {
        using namespace TlsStudyText;
        if (!ToInteger(bytes, octets) || octets < 1000 || octets > 10000000000)
        {
            return Refusal("bytes", bytes, "1000 to 10000000000 octets");
        }
        if (!ToRate(onOffRate, bitsPerSecond) || bitsPerSecond < 1000)
        {
            return Refusal("onOffRate", onOffRate, "a rate from 1kbps to 10000Gbps");
        }
        if (!suite.empty() && !tls::FindCipherSuite(suite))
        {
            std::vector<std::string> names;
            for (const tls::TlsCipherSuite& known : tls::GetCipherSuites())
            {
                names.emplace_back(known.ianaName);
            }
            return Refusal("suite", suite, Join(names));
        }
        return "";
    }
};

/// When a sink got its last octet, and how many it got.
class Arrival
{
  public:
    /// @param expected octets after which the simulation ends
    explicit Arrival(uint64_t expected)
        : m_expected(expected)
    {
    }

    /// A packet came.
    void Receive(Ptr<const Packet> packet, const Address& /* from */)
    {
        m_bytes += packet->GetSize();
        m_last = Simulator::Now();
        if (IsComplete())
        {
            Simulator::Stop();
        }
    }

    /// @return whether all octets came
    bool IsComplete() const
    {
        return m_bytes == m_expected;
    }

    /// @return octets so far
    uint64_t GetBytes() const
    {
        return m_bytes;
    }

    /// @return goodput in Mbit/s, the handshake included
    double GetGoodput() const
    {
        return m_last.IsZero() ? 0 : static_cast<double>(m_bytes) * 8 / m_last.GetSeconds() / 1e6;
    }

  private:
    uint64_t m_expected; //!< octets after which the simulation ends
    uint64_t m_bytes{0}; //!< octets so far
    Time m_last{0};      //!< when the last one came
};

/**
 * Versions and suites of both ends, as --kind and --suite say.
 * @param study the common options
 * @param options the program's own
 * @param tls where to set them
 */
void
ConfigureTls(TlsStudy& study, const Options& options, TlsHelper& tls)
{
    const std::string& auth = study.GetOptions().auth;
    const TlsKind& kind = *TlsKind::Find(study.Kinds().front());
    const auto type = tls::ParseKeySpec(TlsStudyText::Split(auth).front())->type;
    if (kind.GetSuites(type).empty())
    {
        study.Refuse(TlsStudyText::Refusal("auth",
                                           auth,
                                           "a key that " + kind.name + " has cipher suites for"));
    }
    kind.Widen(tls.ServerConfig(), type);
    kind.Apply(tls.ClientConfig(), type);
    if (kind.isClientAuthenticated)
    {
        tls.CreateClientIdentity("client.example.com", auth);
    }
    if (options.suite.empty())
    {
        return;
    }
    const tls::TlsCipherSuite& suite = *tls::FindCipherSuite(options.suite);
    const auto needed = tls::ServerKeyType(suite);
    if (kind.version < suite.minVersion || kind.version > suite.maxVersion ||
        (needed && *needed != type))
    {
        study.Refuse(TlsStudyText::Refusal("suite",
                                           options.suite,
                                           "one that is defined for the version of " + kind.name +
                                               " and works with a key " + auth));
    }
    tls.SetCipherSuites({options.suite});
}

/**
 * @param study the common options
 * @param options the program's own
 * @param application "BulkSend" or "OnOff"
 * @param isTls whether the application runs over TLS
 * @return what arrived, and when the last of it did
 */
Arrival
Run(TlsStudy& study, const Options& options, const std::string& application, bool isTls)
{
    const std::string protocol = isTls ? "ns3::TlsSocketFactory" : "ns3::TcpSocketFactory";
    TlsLink link(study.GetLinkConfig());
    TlsHelper tls;
    ConfigureTls(study, options, tls);
    study.Configure(tls, NodeContainer(link.GetClient()), NodeContainer(link.GetServer()));
    link.AssignStreams(LINK_STREAM);
    tls.AssignStreams(link.GetNodes(), TLS_STREAM);

    const Address any = link.GetConfig().ipv6
                            ? Address(Inet6SocketAddress(Ipv6Address::GetAny(), PORT))
                            : Address(InetSocketAddress(Ipv4Address::GetAny(), PORT));
    Arrival arrival(options.octets);
    PacketSinkHelper(protocol, any)
        .Install(link.GetServer())
        .Get(0)
        ->TraceConnectWithoutContext("Rx", MakeCallback(&Arrival::Receive, &arrival));
    if (application == "BulkSend")
    {
        BulkSendHelper bulk(protocol, link.GetServerAddress(PORT));
        bulk.SetAttribute("MaxBytes", UintegerValue(options.octets));
        bulk.SetAttribute("SendSize", UintegerValue(SEND_SIZE));
        bulk.Install(link.GetClient());
    }
    else
    {
        OnOffHelper onOff(protocol, link.GetServerAddress(PORT));
        onOff.SetConstantRate(DataRate(options.bitsPerSecond), 1000);
        onOff.SetAttribute("MaxBytes", UintegerValue(options.octets));
        onOff.Install(link.GetClient());
    }
    const Time timeout = study.GetValues().timeout;
    link.StartCrossTraffic(Time(0), timeout);
    std::unique_ptr<TlsFlowFile> flows;
    if (study.GetValues().flowMonitor)
    {
        flows = std::make_unique<TlsFlowFile>(
            study.GetPath("flows-" + application + (isTls ? "-tls.xml" : "-tcp.xml")));
    }
    Simulator::Stop(timeout);
    Simulator::Run();
    const bool isWritten = !flows || flows->Commit();
    Simulator::Destroy();
    if (!isWritten)
    {
        study.RefuseFolder();
    }
    return arrival;
}

/**
 * Make the TCP of the options the default of all sockets. Applications that know nothing of
 * profiles make their own, and here TCP has to be the same below both; a scenario with other
 * traffic leaves defaults alone.
 * @param study the common options
 */
void
SetTcpDefaults(TlsStudy& study)
{
    const TlsStudyOptions& options = study.GetOptions();
    if (options.tcp == "ns3")
    {
        return;
    }
    NodeContainer nodes(1);
    InternetStackHelper().Install(nodes);
    TlsStudy::ConfigureHosts(options, study.GetValues(), TlsHelper(), nodes, NodeContainer());
    const Ptr<Socket> socket = Socket::CreateSocket(nodes.Get(0), TcpSocketFactory::GetTypeId());
    TcpProfile::ConfigureSocket(socket);
    // Bulk data flows: TlsSocket does this, too, once it does.
    TcpProfile::EndQuickAck(socket);
    // Objects and callbacks are not to be copied.
    const std::string plain =
        " ns3::BooleanValue ns3::DoubleValue ns3::TimeValue ns3::UintegerValue ";
    for (const TypeId& type : {TcpSocket::GetTypeId(), TcpSocketBase::GetTypeId()})
    {
        for (size_t i = 0; i < type.GetAttributeN(); i++)
        {
            const TypeId::AttributeInformation attribute = type.GetAttribute(i);
            const bool isPlain =
                plain.find(" " + attribute.checker->GetValueTypeName() + " ") != std::string::npos;
            StringValue value;
            if (isPlain && socket->GetAttributeFailSafe(attribute.name, value))
            {
                Config::SetDefaultFailSafe(type.GetName() + "::" + attribute.name, value);
            }
        }
    }
    const std::string prefix = options.tcpVariant.rfind("ns3::", 0) == 0 ? "" : "ns3::";
    Config::SetDefault("ns3::TcpL4Protocol::SocketType",
                       TypeIdValue(TypeId::LookupByName(prefix + options.tcpVariant)));
    Config::SetDefault("ns3::TcpL4Protocol::RttEstimatorType",
                       TypeIdValue(LinuxRttEstimator::GetTypeId()));
    Simulator::Destroy();
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    CommandLine cmd(__FILE__);
    TlsStudy study(cmd, "stock-apps-over-tls");
    study.GetOptions().timeout = "86400s";
    options.AddTo(cmd);
    cmd.Parse(argc, argv);
    study.Check();
    const std::string refusal = options.Parse();
    if (!refusal.empty())
    {
        study.Refuse(refusal);
    }

    SetTcpDefaults(study);
    bool isComplete = true;
    TlsTableWriter& table =
        study.OpenTable("goodput", {"application", "tls_mbps", "tcp_mbps", "tls_per_tcp"});
    std::printf("%-12s %12s %12s %10s\n", "application", "TLS Mbit/s", "TCP Mbit/s", "TLS/TCP");
    for (const std::string application : {"BulkSend", "OnOff"})
    {
        const Arrival tls = Run(study, options, application, true);
        const Arrival tcp = Run(study, options, application, false);
        const double ratio = tcp.IsComplete() ? tls.GetGoodput() / tcp.GetGoodput() : 0;
        std::printf("%-12s %12.3f %12.3f %10.3f\n",
                    application.c_str(),
                    tls.GetGoodput(),
                    tcp.GetGoodput(),
                    ratio);
        table.WriteRow({application,
                        TlsCsvWriter::ToText(tls.GetGoodput()),
                        TlsCsvWriter::ToText(tcp.GetGoodput()),
                        tcp.IsComplete() ? TlsCsvWriter::ToText(ratio) : ""});
        if (!tls.IsComplete() || !tcp.IsComplete())
        {
            std::cerr << application << " did not deliver all of its " << options.octets
                      << " octets: TLS " << tls.GetBytes() << ", TCP " << tcp.GetBytes() << ".\n";
            isComplete = false;
        }
    }
    study.Commit();
    return isComplete ? 0 : 1;
}
