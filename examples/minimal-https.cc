/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The smallest scenario: one page over HTTPS between two nodes. README.md shows its main().

#include "ns3/applications-module.h"
#include "ns3/core-module.h"
#include "ns3/internet-module.h"
#include "ns3/point-to-point-module.h"
#include "ns3/tls-spdy-module.h"

#include <iostream>

using namespace ns3;

namespace
{

void
Print(const WebConnectionRecord& record)
{
    const Time handshake = record.times.established - record.times.synSent;
    std::cout << record.protocol << ": " << record.result << ", handshake "
              << handshake.As(Time::MS) << ", " << record.contentBytes << " octets of content\n";
}

} // namespace

int
main(int argc, char* argv[])
{
    CommandLine(__FILE__).Parse(argc, argv);
    NodeContainer nodes(2);
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue("10Mbps"));
    link.SetChannelAttribute("Delay", StringValue("25ms"));
    InternetStackHelper().Install(nodes);
    Ipv4AddressHelper("10.0.0.0", "255.255.255.0").Assign(link.Install(nodes));

    TlsHelper tls;
    tls.CreateIdentity("www.example.com", "rsa:2048", 3);
    tls.SetAlpn({"spdy/3.1", "http/1.1"});
    tls.InstallTcp(nodes, "linux");
    tls.InstallCpu(nodes, "openssl-3.0");
    WebHelper web(tls);
    web.InstallServer(nodes.Get(1));
    auto clients = web.InstallClients(nodes.Get(0), InetSocketAddress("10.0.0.2", 443));
    clients.Get(0)->TraceConnectWithoutContext("ConnectionDone", MakeCallback(&Print));

    Simulator::Run();
    Simulator::Destroy();
    return 0;
}
