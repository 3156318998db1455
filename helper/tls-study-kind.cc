/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-study-kind.h"

namespace ns3
{

namespace
{

using tls::TlsVersion;

/// All kinds that exist: the suites are ECDHE-RSA and RSA with AES-128, GCM preferred.
const TlsStudyKinds&
AllKinds()
{
    static const TlsStudyKinds kinds{
        {"tls12-ecdhe-rsa", TlsVersion::TLS_1_2, {0xc02f, 0xc013}, true, 3},
        {"tls12-rsa", TlsVersion::TLS_1_2, {0x002f}, false, 3},
    };
    return kinds;
}

} // namespace

void
TlsStudyKind::Apply(tls::TlsConfig& config) const
{
    config.minVersion = version;
    config.maxVersion = version;
    config.cipherSuites = cipherSuites;
}

bool
TlsStudyKind::Find(const std::string& name, TlsStudyKind& kind)
{
    for (const TlsStudyKind& candidate : AllKinds())
    {
        if (candidate.name == name)
        {
            kind = candidate;
            return true;
        }
    }
    return false;
}

std::string
TlsStudyKind::AllNames()
{
    std::string names;
    for (const TlsStudyKind& kind : AllKinds())
    {
        names += (names.empty() ? "" : ", ") + kind.name;
    }
    return names;
}

} // namespace ns3
