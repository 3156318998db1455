/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bench-result.h"
#include "bench-scenario.h"

#include "ns3/abort.h"
#include "ns3/bulk-send-helper.h"
#include "ns3/node.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"
#include "ns3/tcp-profile.h"
#include "ns3/uinteger.h"

namespace ns3
{

namespace
{

/// Octets of one transfer.
constexpr uint64_t TRANSFER = 20000000;

/**
 * @param protocol name of the socket factory's type
 * @param write octets that BulkSend writes at a time
 * @return goodput in octets per second (see BenchClock)
 */
double
TimeTransfer(const std::string& protocol, uint32_t write)
{
    // A window that the link holds without queue and loss: what is left is the cost of sending.
    BenchScenarioConfig config;
    config.delay = "1ms";
    config.buffer = 131072;
    BenchScenario scenario(config);
    scenario.GetServer()->GetObject<BenchTcpSocketFactory>()->EndQuickAck();
    PacketSinkHelper sink(protocol, scenario.GetServerAddress(0));
    const ApplicationContainer sinks = sink.Install(scenario.GetServer());
    BulkSendHelper bulk(protocol, scenario.GetServerAddress(0));
    bulk.SetAttribute("SendSize", UintegerValue(write));
    bulk.SetAttribute("MaxBytes", UintegerValue(TRANSFER));
    bulk.Install(scenario.GetClient(0));
    const double time = scenario.Run();
    const uint64_t received = DynamicCast<PacketSink>(sinks.Get(0))->GetTotalRx();
    NS_ABORT_MSG_IF(received != TRANSFER,
                    "Over " << protocol << " only " << received << " of " << TRANSFER
                            << " octets arrived.");
    return TRANSFER / time;
}

/**
 * @param write octets that BulkSend writes at a time
 * @param repetitions interleaved repetitions
 * @return the row
 */
BenchResult
BenchWrites(uint32_t write, uint32_t repetitions)
{
    std::vector<double> tls;
    std::vector<double> tcp;
    std::vector<double> ratio;
    for (uint32_t i = 0; i < repetitions; i++)
    {
        tls.push_back(TimeTransfer("ns3::TlsSocketFactory", write));
        tcp.push_back(TimeTransfer("ns3::BenchTcpSocketFactory", write));
        ratio.push_back(tls.back() / tcp.back());
    }
    return {"bulk, writes of " + std::to_string(write),
            Median(ratio),
            0.7,
            true,
            "x",
            Fixed(Median(tls) / 1e6, 1) + " MB/s; plain TCP " + Fixed(Median(tcp) / 1e6, 1) +
                " MB/s"};
}

} // namespace

std::vector<BenchResult>
BenchBulk(uint32_t repetitions)
{
    return {BenchWrites(512, repetitions), BenchWrites(16384, repetitions)};
}

} // namespace ns3
