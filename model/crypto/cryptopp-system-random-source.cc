/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-system-random-source.h"

#include "ns3/log.h"

#include <cryptopp/osrng.h>
#include <cstdlib>

namespace ns3
{
namespace tls
{

NS_LOG_COMPONENT_DEFINE("SystemRandomSource");

Bytes
SystemRandomSource::Generate(size_t size)
{
    Bytes octets(size);
    try
    {
        CryptoPP::OS_GenerateRandomBlock(false, octets.data(), octets.size());
    }
    catch (const CryptoPP::Exception& error)
    {
        // There is no safe way to go on without random numbers.
        NS_LOG_ERROR("no random numbers: " << error.what());
        std::abort();
    }
    return octets;
}

} // namespace tls
} // namespace ns3
