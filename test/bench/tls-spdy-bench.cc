/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What the simulation costs, held against what its parts cost. Every figure that counts is a
// ratio of times taken one after the other, since the machine may be doing other things, too.

#include "bench-result.h"

#include "ns3/command-line.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <iomanip>
#include <iostream>
#include <sstream>

namespace ns3
{

double
Median(std::vector<double> samples)
{
    const auto middle = samples.begin() + samples.size() / 2;
    std::nth_element(samples.begin(), middle, samples.end());
    return *middle;
}

std::string
Fixed(double value, int digits)
{
    std::ostringstream text;
    text << std::fixed << std::setprecision(digits) << value;
    return text.str();
}

} // namespace ns3

namespace
{

using namespace ns3;

/// A part of the benchmark.
struct Part
{
    const char* name;                                          //!< for --only
    uint32_t repetitions;                                      //!< unless told otherwise
    std::function<std::vector<BenchResult>(uint32_t)> measure; //!< what measures
};

/// @return every part
const std::vector<Part>&
Parts()
{
    static const std::vector<Part> parts{{"handshake", 15, BenchHandshake},
                                         {"bulk", 5, BenchBulk},
                                         {"connections", 1, BenchConnections},
                                         {"sessions", 15, BenchSessions},
                                         {"spdy", 7, BenchSpdy},
                                         {"pages", 7, BenchPages},
                                         {"sweep", 7, BenchSweep},
                                         {"memory", 1, BenchMemory},
                                         {"start-up", 21, BenchStartUp},
                                         {"campaign", 1, BenchCampaign}};
    return parts;
}

/// @return names of the parts, with commas
std::string
PartNames()
{
    std::string names;
    for (const Part& part : Parts())
    {
        names += (names.empty() ? "" : ", ") + std::string(part.name);
    }
    return names;
}

/**
 * @param result a row
 * @return true when it is within its limit
 */
bool
Print(const BenchResult& result)
{
    const bool isOk = result.isLeast ? result.value >= result.limit : result.value <= result.limit;
    const std::string unit = std::string(" ") + result.unit;
    std::cout << std::left << std::setw(34) << result.what << std::right << std::setw(10)
              << Fixed(result.value, 2) + unit << std::setw(17)
              << (result.isLeast ? "at least " : "at most ") + Fixed(result.limit, 2) + unit
              << std::setw(8) << (isOk ? "ok" : "MISSED") << "   " << result.detail << std::endl;
    return isOk;
}

} // namespace

int
main(int argc, char* argv[])
{
    if (argc == 2 && std::string(argv[1]) == START_UP_PROBE)
    {
        RunStartUpProbe();
        return EXIT_SUCCESS;
    }
    if (argc == 3 && std::string(argv[1]) == MEMORY_PROBE)
    {
        RunMemoryProbe(std::stoull(argv[2]));
        return EXIT_SUCCESS;
    }

    std::string only;
    uint32_t repetitions = 0;
    BenchProfile profile;
    CommandLine command(__FILE__);
    command.Usage("What the simulation costs, held against what its parts cost.");
    command.AddValue("only", "one of " + PartNames() + "; empty: all", only);
    command.AddValue("repetitions", "of each measurement; 0: as many as it needs", repetitions);
    command.AddValue("handshakes",
                     "measure nothing, but play so many handshakes for a profiler",
                     profile.handshakes);
    command.AddValue("group", "of these handshakes", profile.group);
    command.AddValue("resume", "all but the first of them: none, id or ticket", profile.resume);
    command.AddValue("protocol", "tls, or tcp for the same octets in clear", profile.protocol);
    command.Parse(argc, argv);
    if (profile.handshakes > 0)
    {
        return PlayHandshakes(profile) ? EXIT_SUCCESS : EXIT_FAILURE;
    }

    bool isKnown = only.empty();
    bool isOk = true;
    for (const Part& part : Parts())
    {
        if (only.empty() || only == part.name)
        {
            isKnown = true;
            for (const BenchResult& result :
                 part.measure(repetitions > 0 ? repetitions : part.repetitions))
            {
                isOk = Print(result) && isOk;
            }
        }
    }
    if (!isKnown)
    {
        std::cerr << "--only=" << only << ": there are " << PartNames() << ".\n";
        return EXIT_FAILURE;
    }
    return isOk ? EXIT_SUCCESS : EXIT_FAILURE;
}
