/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// How much later does mail arrive when it goes over TLS? A user agent submits a message to port 465
// (RFC 8314) and saves its copy over IMAP's port 993, and, for comparison, does both without TLS
// on ports 587 and 143. The applications are ns-3's own BulkSend and PacketSink; TLS is but the
// name of their protocol.

#include "ns3/applications-module.h"
#include "ns3/core-module.h"
#include "ns3/internet-module.h"
#include "ns3/point-to-point-module.h"
#include "ns3/tls-spdy-module.h"

#include <cstdio>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// A way of delivering mail.
struct Service
{
    std::string name;     //!< what the table calls it
    uint16_t port;        //!< of the server
    std::string protocol; //!< TypeId of the socket factory
    uint64_t octets{0};   //!< that arrived
    Time last{0};         //!< when the last of them did
};

void
Receive(Service* service, Ptr<const Packet> packet, const Address& /* from */)
{
    service->octets += packet->GetSize();
    service->last = Simulator::Now();
}

} // namespace

int
main(int argc, char* argv[])
{
    uint32_t octets = 20000;
    CommandLine cmd(__FILE__);
    cmd.AddValue("octets", "size of the message", octets);
    cmd.Parse(argc, argv);

    NodeContainer nodes(2);
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue("10Mbps"));
    link.SetChannelAttribute("Delay", StringValue("25ms"));
    InternetStackHelper().Install(nodes);
    Ipv4AddressHelper("10.0.0.0", "255.255.255.0").Assign(link.Install(nodes));

    TlsHelper tls;
    tls.CreateIdentity("mail.example.com");
    tls.InstallCpu(nodes, "openssl-3.0");
    tls.Install(nodes);

    const std::string overTls = "ns3::TlsSocketFactory";
    const std::string overTcp = "ns3::TcpSocketFactory";
    std::vector<Service> services{{"submission over TLS", 465, overTls},
                                  {"IMAP over TLS", 993, overTls},
                                  {"submission", 587, overTcp},
                                  {"IMAP", 143, overTcp}};
    for (size_t i = 0; i < services.size(); ++i)
    {
        Service& service = services[i];
        PacketSinkHelper sink(service.protocol,
                              InetSocketAddress(Ipv4Address::GetAny(), service.port));
        sink.Install(nodes.Get(1))
            .Get(0)
            ->TraceConnectWithoutContext("Rx", MakeBoundCallback(&Receive, &service));
        BulkSendHelper mail(service.protocol, InetSocketAddress("10.0.0.2", service.port));
        mail.SetAttribute("MaxBytes", UintegerValue(octets));
        mail.Install(nodes.Get(0)).Start(Seconds(static_cast<double>(10 * i)));
    }
    Simulator::Stop(Seconds(100));
    Simulator::Run();

    std::printf("%-20s %5s %8s %12s\n", "service", "port", "octets", "arrived ms");
    for (size_t i = 0; i < services.size(); ++i)
    {
        const Service& service = services[i];
        std::printf("%-20s %5u %8llu %12.3f\n",
                    service.name.c_str(),
                    static_cast<unsigned>(service.port),
                    static_cast<unsigned long long>(service.octets),
                    (service.last.GetSeconds() - 10.0 * static_cast<double>(i)) * 1e3);
    }
    Simulator::Destroy();
    return 0;
}
