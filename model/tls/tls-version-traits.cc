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

// clang-format off
constexpr std::array<TlsVersionTraits, 5> VERSIONS{{
    // version            PRF                     MAC               finished IV     padding signature length extensions alert  raw DSS warnings hidden type
    {TlsVersion::SSL_3_0, TlsPrfKind::SSL3,       TlsMacKind::SSL3, 36,      false, false,  false,    false, false,     true,  true,   true,    0},
    {TlsVersion::TLS_1_0, TlsPrfKind::MD5_SHA1,   TlsMacKind::HMAC, 12,      false, true,   false,    true,  true,      false, false,  true,    0},
    {TlsVersion::TLS_1_1, TlsPrfKind::MD5_SHA1,   TlsMacKind::HMAC, 12,      true,  true,   false,    true,  true,      false, false,  true,    0},
    {TlsVersion::TLS_1_2, TlsPrfKind::SUITE_HASH, TlsMacKind::HMAC, 12,      true,  true,   true,     true,  true,      false, false,  true,    0},
    {TlsVersion::TLS_1_3, TlsPrfKind::SUITE_HASH, TlsMacKind::HMAC, 32,      true,  true,   true,     true,  true,      false, false,  false,   1},
}};
// clang-format on

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
