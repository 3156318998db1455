/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A topology of one's own: twenty stations of a Wi-Fi cell fetch from a server behind a backhaul,
// again and again, with pauses between. The study brings options, files and statistics.
//
//   20 stations  )))  access point ------------------ server
//                54 Mbit/s           100 Mbit/s, 10 ms

#include "ns3/core-module.h"
#include "ns3/internet-module.h"
#include "ns3/mobility-module.h"
#include "ns3/point-to-point-module.h"
#include "ns3/tls-spdy-module.h"
#include "ns3/wifi-module.h"

#include <string>

using namespace ns3;

namespace
{

/// Puts nodes around a point of the plane. @param nodes which @param radius in m
void
Place(const NodeContainer& nodes, double radius)
{
    MobilityHelper mobility;
    mobility.SetMobilityModel("ns3::ConstantPositionMobilityModel");
    mobility.SetPositionAllocator("ns3::UniformDiscPositionAllocator",
                                  "rho",
                                  DoubleValue(radius),
                                  "X",
                                  DoubleValue(0),
                                  "Y",
                                  DoubleValue(0));
    mobility.Install(nodes);
}

/// @param sta the stations @param srv the server @return the server's address
Ipv4Address
MyWifiAndBackhaul(const NodeContainer& sta, const NodeContainer& srv)
{
    NodeContainer ap(1);
    Place(sta, 20);
    Place(ap, 0);
    InternetStackHelper().Install(NodeContainer(sta, ap, srv));

    YansWifiChannelHelper channel = YansWifiChannelHelper::Default();
    YansWifiPhyHelper phy;
    phy.SetChannel(channel.Create());
    WifiHelper wifi;
    wifi.SetStandard(WIFI_STANDARD_80211a);
    wifi.SetRemoteStationManager("ns3::ConstantRateWifiManager",
                                 "DataMode",
                                 StringValue("OfdmRate54Mbps"),
                                 "ControlMode",
                                 StringValue("OfdmRate24Mbps"));
    WifiMacHelper mac;
    mac.SetType("ns3::StaWifiMac");
    NetDeviceContainer cell = wifi.Install(phy, mac, sta);
    mac.SetType("ns3::ApWifiMac");
    cell.Add(wifi.Install(phy, mac, ap));
    Ipv4AddressHelper("10.1.0.0", "255.255.255.0").Assign(cell);

    PointToPointHelper backhaul;
    backhaul.SetDeviceAttribute("DataRate", StringValue("100Mbps"));
    backhaul.SetChannelAttribute("Delay", StringValue("10ms"));
    const NetDeviceContainer link = backhaul.Install(ap.Get(0), srv.Get(0));
    const Ipv4Address ip =
        Ipv4AddressHelper("10.2.0.0", "255.255.255.0").Assign(link).GetAddress(1);
    Ipv4GlobalRoutingHelper::PopulateRoutingTables();
    return ip;
}

} // namespace

int
main(int argc, char* argv[])
{
    double seconds = 600;
    CommandLine cmd(__FILE__);
    cmd.AddValue("seconds", "how long the stations go on", seconds);
    TlsStudy study(cmd);
    cmd.Parse(argc, argv);
    study.Check();

    NodeContainer sta(20);
    NodeContainer srv(1);
    Ipv4Address ip = MyWifiAndBackhaul(sta, srv);
    TlsHelper tls;
    tls.CreateIdentity("www.example.com", "rsa:2048", 3);
    tls.InstallTcp(NodeContainer(sta, srv), "linux");
    tls.InstallCpu(srv, "openssl-3.0", 4);
    tls.InstallCpu(sta, "openssl-3.0", 1, 0.1);
    WebHelper web(tls);
    web.InstallServer(srv, 443);
    // Until then the stations find their access point: a SYN before that would be lost.
    web.SetClientAttribute("StartTime", TimeValue(Seconds(1)));
    web.SetClientAttribute("Connections", UintegerValue(0));
    web.SetClientAttribute("ThinkTime", StringValue("ns3::ExponentialRandomVariable[Mean=2]"));
    study.Record(web.InstallClients(sta, InetSocketAddress(ip, 443), study.Kinds()));
    return study.Run(Seconds(seconds));
}
