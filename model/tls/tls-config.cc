/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-config.h"

#include "tls-cipher-suite.h"
#include "tls-version-traits.h"

namespace ns3
{
namespace tls
{

namespace
{

/**
 * @param protocols a list for ALPN or NPN
 * @return true when every name has 1 to 255 octets (RFC 7301, 3.1)
 */
bool
AreProtocolNames(const std::vector<std::string>& protocols)
{
    for (const std::string& name : protocols)
    {
        if (name.empty() || name.size() > 255)
        {
            return false;
        }
    }
    return true;
}

} // namespace

std::string
TlsConfig::Validate(TlsRole role) const
{
    if (!FindVersionTraits(minVersion) || !FindVersionTraits(maxVersion) || minVersion > maxVersion)
    {
        return "The versions of a TLS configuration must be known ones, the lowest not above the "
               "highest.";
    }
    if (cipherSuites.empty())
    {
        return "A TLS configuration needs at least one cipher suite.";
    }
    bool needsGroup = false;
    for (const uint16_t id : cipherSuites)
    {
        const TlsCipherSuite* suite = FindCipherSuite(id);
        if (!suite)
        {
            return "Cipher suite " + std::to_string(id) + " is not one that this module has.";
        }
        needsGroup = needsGroup || suite->keyExchange == TlsKeyExchange::ECDHE;
    }
    if (needsGroup && groups.empty())
    {
        return "Cipher suites with ECDHE need at least one group.";
    }
    if (signatureSchemes.empty())
    {
        return "A TLS configuration needs at least one signature algorithm.";
    }
    if (!AreProtocolNames(alpn) || !AreProtocolNames(npn))
    {
        return "The names of application protocols must have 1 to 255 octets.";
    }
    if (maxFragment < 1 || maxFragment > TLS_MAX_PLAINTEXT)
    {
        return "The largest fragment must have 1 to 16,384 octets.";
    }
    if (role == TlsRole::SERVER)
    {
        if (identities.empty())
        {
            return "A TLS server needs a certificate and its key.";
        }
        for (const TlsIdentity& identity : identities)
        {
            if (identity.chain.empty() || !identity.key)
            {
                return "Each identity needs a chain of certificates and a key.";
            }
        }
    }
    if (role == TlsRole::CLIENT && verifyPeer && !trust)
    {
        return "A TLS client needs the roots that it trusts, or must be told not to verify.";
    }
    return "";
}

} // namespace tls
} // namespace ns3
