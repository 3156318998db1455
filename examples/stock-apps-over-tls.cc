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
#include "ns3/crypto-cost-model.h"
#include "ns3/data-rate.h"
#include "ns3/double.h"
#include "ns3/error-model.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/linux-rtt-estimator.h"
#include "ns3/node-container.h"
#include "ns3/on-off-helper.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tcp-profile.h"
#include "ns3/tcp-socket-base.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-helper.h"
#include "ns3/type-id.h"
#include "ns3/uinteger.h"

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace ns3;

namespace
{

/// What the user chose, as it was spelled.
struct Options
{
    std::string rtt{"50ms"};                                    //!< round-trip time
    std::string rate{"10Mbps"};                                 //!< of the link
    std::string loss{"0"};                                      //!< share of packets lost
    std::string bytes{"1000000"};                               //!< octets of each run
    std::string onOffRate{"2Mbps"};                             //!< of OnOff
    std::string tcp{"linux"};                                   //!< TCP profile
    std::string cpu{"zero"};                                    //!< calibration of both hosts
    std::string suite{"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"}; //!< cipher suite
};

/// The same, understood.
struct Scenario
{
    Time delay;      //!< of the link, one way
    DataRate rate;   //!< of the link
    double loss;     //!< share of packets lost
    uint64_t bytes;  //!< octets of each run
    DataRate onOff;  //!< of OnOff
    Options options; //!< the rest needs no conversion
};

/// When a sink got its last octet, and how many it got.
struct Arrival
{
    /// A packet came.
    void Receive(Ptr<const Packet> packet, const Address& /* from */)
    {
        bytes += packet->GetSize();
        last = Simulator::Now();
    }

    uint64_t bytes{0}; //!< octets so far
    Time last{0};      //!< when the last one came
};

/**
 * @param option name
 * @param value what was given
 * @param allowed what is allowed
 * @return the sentence that refuses it
 */
std::string
Refuse(const std::string& option, const std::string& value, const std::string& allowed)
{
    return "Option --" + option + " is '" + value + "', but has to be " + allowed + ".";
}

/**
 * @param text a number and nothing else
 * @return the number
 */
std::optional<double>
ParseNumber(const std::string& text)
{
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    return text.empty() || *end != '\0' ? std::nullopt : std::optional<double>(value);
}

/**
 * @param text a number and a unit
 * @param units names and sizes of units
 * @return the product
 */
std::optional<double>
ParseQuantity(const std::string& text, const std::vector<std::pair<std::string, double>>& units)
{
    const size_t digits = text.find_first_not_of("0123456789.");
    if (digits == std::string::npos)
    {
        return std::nullopt;
    }
    for (const auto& [name, size] : units)
    {
        if (text.substr(digits) == name)
        {
            const auto number = ParseNumber(text.substr(0, digits));
            return number ? std::optional<double>(*number * size) : std::nullopt;
        }
    }
    return std::nullopt;
}

/**
 * @param options what was given
 * @param scenario what it means
 * @return empty, or a sentence that says what is wrong
 */
std::string
Understand(const Options& options, Scenario& scenario)
{
    const std::vector<std::pair<std::string, double>> times{{"us", 1e3}, {"ms", 1e6}, {"s", 1e9}};
    const std::vector<std::pair<std::string, double>> rates{{"bps", 1},
                                                            {"kbps", 1e3},
                                                            {"Mbps", 1e6},
                                                            {"Gbps", 1e9}};
    const auto rtt = ParseQuantity(options.rtt, times);
    if (!rtt || *rtt > 60e9)
    {
        return Refuse("rtt", options.rtt, "a time of at most 60s in us, ms or s, such as 50ms");
    }
    const auto rate = ParseQuantity(options.rate, rates);
    if (!rate || *rate < 1000 || *rate > 1e12)
    {
        return Refuse("rate", options.rate, "a rate from 1kbps to 1000Gbps, such as 10Mbps");
    }
    const auto onOff = ParseQuantity(options.onOffRate, rates);
    if (!onOff || *onOff < 1000 || *onOff > 1e12)
    {
        return Refuse("onOffRate", options.onOffRate, "a rate from 1kbps to 1000Gbps");
    }
    const auto loss = ParseNumber(options.loss);
    if (!loss || !(*loss >= 0 && *loss <= 0.5))
    {
        return Refuse("loss", options.loss, "a share from 0 to 0.5");
    }
    const auto bytes = ParseNumber(options.bytes);
    if (!bytes || !(*bytes >= 1000 && *bytes <= 1e10) || *bytes != static_cast<uint64_t>(*bytes))
    {
        return Refuse("bytes", options.bytes, "a whole number from 1000 to 10000000000");
    }
    if (!TcpProfile::IsProfile(options.tcp))
    {
        return Refuse("tcp", options.tcp, "linux or ns3");
    }
    if (!tls::FindCipherSuite(options.suite))
    {
        std::string names;
        for (const tls::TlsCipherSuite& suite : tls::GetCipherSuites())
        {
            names += (names.empty() ? "one of " : ", ") + std::string(suite.ianaName);
        }
        return Refuse("suite", options.suite, names);
    }
    const std::string error = CreateObject<CryptoCostModel>()->Load(options.cpu);
    if (!error.empty())
    {
        return "Option --cpu: " + error;
    }
    scenario.delay = NanoSeconds(static_cast<int64_t>(*rtt / 2));
    scenario.rate = DataRate(static_cast<uint64_t>(*rate));
    scenario.onOff = DataRate(static_cast<uint64_t>(*onOff));
    scenario.loss = *loss;
    scenario.bytes = static_cast<uint64_t>(*bytes);
    scenario.options = options;
    return "";
}

/**
 * @param scenario what to run
 * @param application "BulkSend" or "OnOff"
 * @param protocol TypeId of the socket factory
 * @return what arrived, and when the last of it did
 */
Arrival
Run(const Scenario& scenario, const std::string& application, const std::string& protocol)
{
    NodeContainer nodes(2);
    InternetStackHelper().Install(nodes);
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", DataRateValue(scenario.rate));
    link.SetChannelAttribute("Delay", TimeValue(scenario.delay));
    NetDeviceContainer devices = link.Install(nodes);
    for (uint32_t i = 0; i < devices.GetN() && scenario.loss > 0; i++)
    {
        const Ptr<RateErrorModel> errors = CreateObject<RateErrorModel>();
        errors->SetUnit(RateErrorModel::ERROR_UNIT_PACKET);
        errors->SetRate(scenario.loss);
        errors->AssignStreams(i);
        devices.Get(i)->SetAttribute("ReceiveErrorModel", PointerValue(errors));
    }
    Ipv4AddressHelper addresses("10.0.0.0", "255.255.255.0");
    const InetSocketAddress server(addresses.Assign(devices).GetAddress(1), 443);

    TlsHelper tls;
    tls.CreateIdentity("www.example.com");
    tls.SetCipherSuites({scenario.options.suite});
    tls.InstallTcp(nodes, scenario.options.tcp);
    tls.InstallCpu(nodes, scenario.options.cpu);
    tls.Install(nodes);
    tls.AssignStreams(nodes, 10);

    PacketSinkHelper sinks(protocol, InetSocketAddress(Ipv4Address::GetAny(), 443));
    Arrival arrival;
    sinks.Install(nodes.Get(1))
        .Get(0)
        ->TraceConnectWithoutContext("Rx", MakeCallback(&Arrival::Receive, &arrival));
    if (application == "BulkSend")
    {
        BulkSendHelper bulk(protocol, server);
        bulk.SetAttribute("MaxBytes", UintegerValue(scenario.bytes));
        bulk.SetAttribute("SendSize", UintegerValue(16000));
        bulk.Install(nodes.Get(0));
    }
    else
    {
        OnOffHelper onOff(protocol, server);
        onOff.SetConstantRate(scenario.onOff, 1000);
        onOff.SetAttribute("MaxBytes", UintegerValue(scenario.bytes));
        onOff.Install(nodes.Get(0));
    }
    Simulator::Stop(Hours(24));
    Simulator::Run();
    Simulator::Destroy();
    return arrival;
}

/**
 * Make a TCP profile the default of all sockets. Applications that know nothing of profiles
 * make their own, and here TCP has to be the same below both; a scenario with other traffic
 * leaves defaults alone.
 * @param name of the profile
 */
void
SetTcpDefaults(const std::string& name)
{
    if (name != "linux")
    {
        return;
    }
    NodeContainer nodes(1);
    InternetStackHelper().Install(nodes);
    TlsHelper().InstallTcp(nodes, name);
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
    Config::SetDefault("ns3::TcpL4Protocol::RttEstimatorType",
                       TypeIdValue(LinuxRttEstimator::GetTypeId()));
    Simulator::Destroy();
}

/**
 * @param arrival what arrived
 * @return goodput in Mbit/s, handshakes included
 */
double
Goodput(const Arrival& arrival)
{
    return arrival.last.IsZero() ? 0 : arrival.bytes * 8 / arrival.last.GetSeconds() / 1e6;
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    CommandLine cmd(__FILE__);
    cmd.AddValue("rtt", "round-trip time, with unit", options.rtt);
    cmd.AddValue("rate", "rate of the link, with unit", options.rate);
    cmd.AddValue("loss", "share of packets lost in either direction, 0 to 0.5", options.loss);
    cmd.AddValue("bytes", "octets that each application sends", options.bytes);
    cmd.AddValue("onOffRate", "rate at which OnOff sends, with unit", options.onOffRate);
    cmd.AddValue("tcp", "TCP of both hosts: linux or ns3", options.tcp);
    cmd.AddValue("cpu", "calibration of both hosts: a name or a file", options.cpu);
    cmd.AddValue("suite", "cipher suite, by its IANA name", options.suite);
    cmd.Parse(argc, argv);

    Scenario scenario;
    const std::string error = Understand(options, scenario);
    if (!error.empty())
    {
        std::cerr << error << std::endl;
        return 1;
    }
    SetTcpDefaults(options.tcp);
    std::printf("%-12s %12s %12s %10s\n", "application", "TLS Mbit/s", "TCP Mbit/s", "TLS/TCP");
    for (const std::string application : {"BulkSend", "OnOff"})
    {
        const Arrival tls = Run(scenario, application, "ns3::TlsSocketFactory");
        const Arrival tcp = Run(scenario, application, "ns3::TcpSocketFactory");
        std::printf("%-12s %12.3f %12.3f %10.3f\n",
                    application.c_str(),
                    Goodput(tls),
                    Goodput(tcp),
                    Goodput(tcp) > 0 ? Goodput(tls) / Goodput(tcp) : 0);
        if (tls.bytes != scenario.bytes || tcp.bytes != scenario.bytes)
        {
            std::cerr << application << " did not deliver all of its " << scenario.bytes
                      << " octets: TLS " << tls.bytes << ", TCP " << tcp.bytes << "." << std::endl;
            return 1;
        }
    }
    return 0;
}
