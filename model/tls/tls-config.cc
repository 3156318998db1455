/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-config.h"

#include "tls-cipher-suite.h"
#include "tls-version-traits.h"

#include <algorithm>

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

std::vector<SignatureScheme>
TlsConfig::GetSignatureSchemes() const
{
    std::vector<SignatureScheme> schemes;
    schemes.reserve(signatureSchemes.size());
    for (const SignatureScheme scheme : signatureSchemes)
    {
        const bool cameWith13 = IsPss(scheme) || scheme == SignatureScheme::ED25519;
        const bool wentWith13 = KeyTypeOf(scheme) == PublicKeyType::DSA;
        if (cameWith13 ? maxVersion >= TlsVersion::TLS_1_3
                       : !wentWith13 || minVersion < TlsVersion::TLS_1_3)
        {
            schemes.push_back(scheme);
        }
    }
    return schemes;
}

std::string
TlsConfig::Validate(TlsRole role) const
{
    if (!FindVersionTraits(minVersion) || !FindVersionTraits(maxVersion) || minVersion > maxVersion)
    {
        return "The versions of a TLS configuration must be known ones, the lowest not above the "
               "highest.";
    }
    if (const std::string problem = ValidateSuites(role); !problem.empty())
    {
        return problem;
    }
    if (GetSignatureSchemes().empty())
    {
        return "A TLS configuration needs at least one signature algorithm that its versions have.";
    }
    if (!AreProtocolNames(alpn) || !AreProtocolNames(npn))
    {
        return "The names of application protocols must have 1 to 255 octets.";
    }
    if (maxFragment < 1 || maxFragment > TLS_MAX_PLAINTEXT)
    {
        return "The largest fragment must have 1 to 16,384 octets.";
    }
    if (maxFragmentLength != 0 && maxFragmentLength != 512 && maxFragmentLength != 1024 &&
        maxFragmentLength != 2048 && maxFragmentLength != 4096)
    {
        return "A client can ask for fragments of 512, 1024, 2048 or 4096 octets, not " +
               std::to_string(maxFragmentLength) + ".";
    }
    if (recordSizeLimit != 0 &&
        (recordSizeLimit < TLS_MIN_RECORD_SIZE_LIMIT || recordSizeLimit > TLS_MAX_PLAINTEXT + 1))
    {
        return "The limit of a record's size must be 64 to 16,385 octets, not " +
               std::to_string(recordSizeLimit) + ".";
    }
    if (const std::string problem = Validate13(role); !problem.empty())
    {
        return problem;
    }
    for (const TlsIdentity& identity : identities)
    {
        if (identity.chain.empty() || !identity.key)
        {
            return "Each identity needs a chain of certificates and a key.";
        }
    }
    const bool verifies =
        role == TlsRole::CLIENT || clientAuthentication != TlsClientAuthentication::NONE;
    if (verifies && verification != TlsVerification::NONE && !trust)
    {
        return std::string("A TLS ") + ToString(role) +
               " that verifies its peer needs the roots that it trusts, or must be told not to "
               "verify.";
    }
    return "";
}

std::string
TlsConfig::ValidateSuites(TlsRole role) const
{
    if (cipherSuites.empty())
    {
        return "A TLS configuration needs at least one cipher suite.";
    }
    bool needsGroup = false;
    bool needsIdentity = false;
    bool hasSuite = false;
    for (const uint16_t id : cipherSuites)
    {
        const TlsCipherSuite* suite = FindCipherSuite(id);
        if (!suite)
        {
            return "Cipher suite " + std::to_string(id) + " is not one that this module has.";
        }
        const bool isOffered = suite->minVersion <= maxVersion && suite->maxVersion >= minVersion;
        hasSuite = hasSuite || isOffered;
        needsGroup = needsGroup || (isOffered && suite->keyExchange == TlsKeyExchange::ECDHE);
        needsIdentity = needsIdentity || (isOffered && ServerKeyType(*suite));
    }
    if (!hasSuite)
    {
        return std::string("None of the cipher suites is defined for a version from ") +
               ToString(minVersion) + " to " + ToString(maxVersion) + ".";
    }
    if (needsGroup && std::all_of(groups.begin(), groups.end(), IsFiniteField))
    {
        return "Cipher suites with ECDHE need at least one group that is a curve.";
    }
    if (role == TlsRole::SERVER && needsIdentity && identities.empty())
    {
        return "A TLS server needs a certificate and its key, unless all its suites are anonymous.";
    }
    return "";
}

std::string
TlsConfig::Validate13(TlsRole role) const
{
    if (maxVersion < TlsVersion::TLS_1_3)
    {
        return "";
    }
    const bool hasSuite = std::any_of(cipherSuites.begin(), cipherSuites.end(), [](uint16_t id) {
        return FindCipherSuite(id)->maxVersion == TlsVersion::TLS_1_3;
    });
    if (!hasSuite)
    {
        return "TLS 1.3 needs a cipher suite of its own, as TLS_AES_128_GCM_SHA256.";
    }
    if (hello != TlsHelloPreset::DEFAULT)
    {
        return "A Client Hello that looks like OpenSSL 1.0.1's cannot offer TLS 1.3.";
    }
    if (std::none_of(groups.begin(), groups.end(), IsHandshakeGroup13))
    {
        return "TLS 1.3 needs at least one of its groups: secp256r1, secp384r1, secp521r1, x25519 "
               "or a finite field of RFC 7919.";
    }
    if (role == TlsRole::SERVER && identities.empty() && tls13.externalPsks.empty())
    {
        return "A TLS 1.3 server needs a certificate and its key, or a pre-shared key.";
    }
    if (role == TlsRole::SERVER && tls13.maxEarlyData > 0 && !sessionCache &&
        tls13.antiReplay == TlsAntiReplay::SINGLE_USE)
    {
        return "A server that takes early data once for each ticket needs a session cache.";
    }
    return tls13.Validate(role);
}

} // namespace tls
} // namespace ns3
