/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bench-result.h"

#include "ns3/abort.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <unistd.h>

namespace ns3
{

namespace
{

/// The sweep that is timed: 64 cells with 300 connections each.
const std::string GRID = " --kind=tls12-ecdhe-rsa,tls12-rsa,tls12-client-auth,tls12-false-start"
                         " --rtt=10ms,50ms,100ms,200ms --loss=0.01,0.02,0.05,0.1 --samples=300 ";
constexpr uint32_t CELLS = 64; //!< of the grid

/**
 * Runs a command of the shell.
 * @param command which
 * @return wall time in seconds
 */
double
TimeCommand(const std::string& command)
{
    const auto start = std::chrono::steady_clock::now();
    NS_ABORT_MSG_IF(std::system((command + " >/dev/null").c_str()) != 0, command << " failed.");
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// How long a sweep took, in seconds of wall time.
struct SweepTimes
{
    double cells; //!< to run them
    double merge; //!< to put them together
};

/**
 * Runs the sweep as ./tls-spdy sweep does.
 * @param folder for its files; removed afterwards
 * @param jobs cells at a time
 * @return how long it took
 */
SweepTimes
TimeSweep(const std::string& folder, uint32_t jobs)
{
    const std::string program =
        std::filesystem::read_symlink("/proc/self/exe").parent_path() / "handshake-latency";
    const std::string cells = folder + "/cells";
    SweepTimes times{};
    times.cells = TimeCommand("seq " + std::to_string(CELLS) + " | parallel --will-cite --jobs " +
                              std::to_string(jobs) + " '" + program + GRID +
                              "--cell={} --out=" + cells + "/{}'");
    times.merge = TimeCommand("'" + program + "'" + GRID + "--fromCells=" + cells +
                              " --out=" + folder + "/whole");
    std::filesystem::remove_all(folder);
    return times;
}

} // namespace

std::vector<BenchResult>
BenchCampaign(uint32_t repetitions)
{
    const std::string folder =
        std::filesystem::temp_directory_path() / ("tls-spdy-sweep-" + std::to_string(getpid()));
    std::vector<double> ratios;
    SweepTimes one{};
    SweepTimes two{};
    for (uint32_t i = 0; i < repetitions; i++)
    {
        one = TimeSweep(folder, 1);
        two = TimeSweep(folder, 2);
        ratios.push_back((one.cells + one.merge) / (two.cells + two.merge));
    }
    return {{"sweep on two cores",
             Median(ratios),
             1.9,
             true,
             "x",
             Fixed(two.cells, 1) + " s; on one core " + Fixed(one.cells, 1) +
                 " s; putting together " + Fixed(two.merge, 1) + " s of wall time"}};
}

} // namespace ns3
