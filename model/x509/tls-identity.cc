/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-identity.h"

#include "pem-codec.h"
#include "x509-host-name.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

std::vector<std::string>
HostsOf(const X509Certificate& certificate)
{
    if (certificate.hasSubjectAltName || certificate.subject.commonName.empty())
    {
        return certificate.dnsNames;
    }
    return {certificate.subject.commonName};
}

bool
StandsFor(const TlsIdentity& identity, std::string_view host)
{
    return identity.hosts.empty() ||
           std::any_of(identity.hosts.begin(),
                       identity.hosts.end(),
                       [host](const std::string& name) { return MatchesDnsName(name, host); });
}

std::optional<TlsIdentity>
LoadTlsIdentity(std::string_view certificates, std::string_view key, CryptoProvider& provider)
{
    TlsIdentity identity;
    for (PemBlock& block : ParsePem(certificates))
    {
        if (block.label == "CERTIFICATE")
        {
            identity.chain.push_back(std::move(block.der));
        }
    }
    identity.key = LoadPrivateKeyPem(key, provider);
    if (identity.chain.empty() || !identity.key)
    {
        return std::nullopt;
    }
    const std::optional<X509Certificate> own =
        ParseX509Certificate(identity.chain.front(), provider);
    if (!own || !own->publicKey || own->publicKey->spki != identity.key->publicKey->spki)
    {
        return std::nullopt;
    }
    identity.hosts = HostsOf(*own);
    return identity;
}

} // namespace tls
} // namespace ns3
