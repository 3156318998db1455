/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-kind.h"

namespace ns3
{

namespace
{

using tls::TlsVersion;

/// All kinds that exist: the suites are ECDHE-RSA and RSA with AES-128, GCM preferred.
const std::vector<TlsKind>&
AllKinds()
{
    static const std::vector<TlsKind> kinds{
        {"tls12-ecdhe-rsa", TlsVersion::TLS_1_2, {0xc02f, 0xc013}, true, 3},
        {"tls12-rsa", TlsVersion::TLS_1_2, {0x002f}, false, 3},
    };
    return kinds;
}

} // namespace

void
TlsKind::Apply(tls::TlsConfig& config) const
{
    config.minVersion = version;
    config.maxVersion = version;
    config.cipherSuites = cipherSuites;
}

const TlsKind*
TlsKind::Find(const std::string& name)
{
    for (const TlsKind& kind : AllKinds())
    {
        if (kind.name == name)
        {
            return &kind;
        }
    }
    return nullptr;
}

std::string
TlsKind::AllNames()
{
    std::string names;
    for (const TlsKind& kind : AllKinds())
    {
        names += (names.empty() ? "" : ", ") + kind.name;
    }
    return names;
}

} // namespace ns3
