/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bench-conversation.h"
#include "bench-result.h"
#include "bench-scenario.h"

#include "ns3/abort.h"

namespace ns3
{

namespace
{

constexpr uint32_t FEW = 100;
constexpr uint32_t MANY = 10000;

/// Simulated time from one connection to the next; each takes about eight link delays.
const Time DISTANCE = MilliSeconds(100);

/**
 * @param clients number of clients, which the connections are spread over
 * @param count number of connections
 * @return seconds that a connection takes (see BenchClock)
 */
double
TimeConnections(uint32_t clients, uint32_t count)
{
    BenchScenarioConfig config;
    config.clients = clients;
    // The less a connection computes, the more of its cost is what could grow.
    config.identity = "rsa:1024";
    config.group = "x25519";
    BenchScenario scenario(config);
    std::vector<Ptr<BenchConversations>> conversations;
    for (uint32_t i = 0; i < clients; i++)
    {
        conversations.push_back(
            Create<BenchConversations>(scenario, i, "ns3::TlsSocketFactory", BenchScript{}));
        conversations.back()->Schedule(count / clients,
                                       DISTANCE * static_cast<int64_t>(i),
                                       DISTANCE * static_cast<int64_t>(clients));
    }
    const double time = scenario.Run();
    uint32_t completed = 0;
    for (const auto& each : conversations)
    {
        completed += each->GetCompleted();
    }
    NS_ABORT_MSG_IF(completed != count,
                    "Of " << count << " connections only " << completed << " were completed.");
    return time / count;
}

/**
 * @param clients number of clients
 * @param repetitions interleaved repetitions
 * @return the row
 */
BenchResult
BenchClients(uint32_t clients, uint32_t repetitions)
{
    std::vector<double> few;
    std::vector<double> many;
    std::vector<double> ratio;
    for (uint32_t i = 0; i < repetitions; i++)
    {
        // The few are over so soon that one time alone would be a matter of luck.
        std::vector<double> around;
        const auto timeFew = [&] {
            for (uint32_t j = 0; j < 5; j++)
            {
                around.push_back(TimeConnections(clients, FEW));
            }
        };
        timeFew();
        many.push_back(TimeConnections(clients, MANY));
        timeFew();
        few.push_back(Median(around));
        ratio.push_back(many.back() / few.back());
    }
    return {std::to_string(MANY) + " connections, " + std::to_string(clients) +
                (clients == 1 ? " client" : " clients"),
            Median(ratio),
            1.1,
            false,
            "x",
            Fixed(1e3 * Median(many), 3) + " ms each; with " + std::to_string(FEW) + " " +
                Fixed(1e3 * Median(few), 3) + " ms each"};
}

} // namespace

std::vector<BenchResult>
BenchConnections(uint32_t repetitions)
{
    return {BenchClients(1, repetitions), BenchClients(20, repetitions)};
}

} // namespace ns3
