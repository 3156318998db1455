/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bench-conversation.h"
#include "bench-result.h"
#include "bench-scenario.h"

#include "ns3/abort.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/simulator.h"

#include <array>
#include <chrono>
#include <cstdlib>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace ns3
{

namespace
{

/// Processor time of the process at the beginning of its scenario, in seconds.
double g_atMain = 0;

/**
 * Tell the parent that the first packet goes out, and when main() began.
 */
void
ReportFirstPacket(Ptr<const Packet> /* packet */)
{
    const std::string text = Fixed(BenchClock::Now(), 6) + " " + Fixed(g_atMain, 6) + "\n";
    if (write(STDOUT_FILENO, text.data(), text.size()) < 0)
    {
        NS_ABORT_MSG("The time of the first SYN cannot be reported.");
    }
    Simulator::Stop();
}

/// How long one process took, in seconds.
struct StartUp
{
    double process; //!< processor time from its start to its first SYN
    double loading; //!< of it, before main()
    double wall;    //!< wall time from its start to the report
};

/// @return the times of a process that was started for it
StartUp
TimeProcess()
{
    std::array<int, 2> ends{};
    NS_ABORT_MSG_IF(pipe(ends.data()) != 0, "There is no pipe for a process to report through.");
    const auto start = std::chrono::steady_clock::now();
    const pid_t child = fork();
    NS_ABORT_MSG_IF(child < 0, "A process cannot be started.");
    if (child == 0)
    {
        dup2(ends[1], STDOUT_FILENO);
        execl("/proc/self/exe", "tls-spdy-bench", START_UP_PROBE, nullptr);
        _exit(EXIT_FAILURE);
    }
    close(ends[1]);
    std::array<char, 32> text{};
    const ssize_t size = read(ends[0], text.data(), text.size() - 1);
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    NS_ABORT_MSG_IF(size <= 0 || status != 0, "A process that was started failed.");
    StartUp times{0, 0, wall.count()};
    std::istringstream(text.data()) >> times.process >> times.loading;
    return times;
}

} // namespace

void
RunStartUpProbe()
{
    g_atMain = BenchClock::Now();
    BenchScenario scenario;
    const auto conversations =
        Create<BenchConversations>(scenario, 0, "ns3::TlsSocketFactory", BenchScript{});
    const Ptr<Node> client = scenario.GetClient(0);
    client->GetDevice(client->GetNDevices() - 1)
        ->TraceConnectWithoutContext("MacTx", MakeCallback(&ReportFirstPacket));
    conversations->Schedule(1, Seconds(0), Seconds(0));
    scenario.Run();
}

std::vector<BenchResult>
BenchStartUp(uint32_t repetitions)
{
    // Makes the keys, unless they are kept from another run.
    BenchScenario{};

    std::vector<double> process;
    std::vector<double> loading;
    std::vector<double> wall;
    for (uint32_t i = 0; i < repetitions; i++)
    {
        const StartUp times = TimeProcess();
        process.push_back(1e3 * times.process);
        loading.push_back(1e3 * times.loading);
        wall.push_back(1e3 * times.wall);
    }
    return {{"start of a process to first SYN",
             Median(process),
             50,
             false,
             "ms",
             Fixed(Median(loading), 1) + " ms of these before main(); wall time " +
                 Fixed(Median(wall), 1) + " ms"}};
}

} // namespace ns3
