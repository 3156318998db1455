/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-version-traits.h"

#include <array>

namespace ns3
{
namespace tls
{

namespace
{

constexpr std::array<TlsVersionTraits, 1> VERSIONS{{
    {TlsVersion::TLS_1_2, 12, true, true},
}};

} // namespace

const TlsVersionTraits*
FindVersionTraits(TlsVersion version)
{
    for (const TlsVersionTraits& row : VERSIONS)
    {
        if (row.version == version)
        {
            return &row;
        }
    }
    return nullptr;
}

} // namespace tls
} // namespace ns3
