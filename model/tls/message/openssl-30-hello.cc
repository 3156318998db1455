/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "openssl-30-hello.h"

#include <array>

namespace ns3
{
namespace tls
{

namespace
{

/// Code points of the IANA registry TLS SignatureScheme; the last six end with TLS 1.2.
constexpr std::array<uint16_t, 20> SCHEMES{0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0809, 0x080a,
                                           0x080b, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601,
                                           0x0303, 0x0301, 0x0302, 0x0402, 0x0502, 0x0602};
/// How many of them there are in TLS 1.3.
constexpr size_t TLS13_SCHEMES = 14;

} // namespace

std::vector<SignatureScheme>
GetOpenSsl30SignatureSchemes(bool isTls13Only)
{
    std::vector<SignatureScheme> schemes;
    for (const uint16_t code : SCHEMES)
    {
        schemes.push_back(SignatureScheme{code});
    }
    schemes.resize(isTls13Only ? TLS13_SCHEMES : SCHEMES.size());
    return schemes;
}

} // namespace tls
} // namespace ns3
