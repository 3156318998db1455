/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The engines of the simulation on a socket of the operating system, so that real peers can be
// pointed at them. Randoms come from the operating system and time from the wall clock.

#include "tls-endpoint-config.h"
#include "tls-endpoint-loop.h"
#include "tls-endpoint-options.h"

#include <iostream>

int
main(int argc, char* argv[])
{
    using namespace ns3::endpoint;

    EndpointOptions options;
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.empty() || arguments[0] == "--help")
    {
        std::cerr << GetUsage();
        return EndpointLoop::USAGE;
    }
    std::string error = ParseOptions(arguments, options);

    // Keys that one provider has loaded serve those of every connection.
    ns3::tls::CryptoMeter meter;
    ns3::tls::CryptoppProvider provider(meter);
    std::shared_ptr<const ns3::tls::TlsConfig> config;
    if (error.empty() && !options.plain)
    {
        ns3::tls::SystemRandomSource random;
        error = LoadConfig(options, provider, random, config);
    }
    error = error.empty() ? CheckOutputFiles(options) : error;
    if (!error.empty())
    {
        std::cerr << "tls-endpoint: " << error << std::endl;
        return EndpointLoop::USAGE;
    }
    return EndpointLoop(options, config).Run();
}
