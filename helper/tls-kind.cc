/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-kind.h"

#include "ns3/cryptopp-random-source.h"
#include "ns3/rng-seed-manager.h"

#include <algorithm>
#include <list>

namespace ns3
{

namespace
{

using tls::TlsVersion;
using R = TlsResumption;

/// Most sessions in a cache that a kind makes, and seconds for which they can be resumed.
constexpr size_t CAPACITY = 100000;
constexpr uint32_t LIFETIME = 86400;

/// Suites with AES-128, GCM preferred.
const std::vector<uint16_t> ECDHE_RSA{0xc02f, 0xc013};
const std::vector<uint16_t> ECDHE_ECDSA{0xc02b, 0xc009};
const std::vector<uint16_t> PLAIN_RSA{0x002f};
/// Suites of TLS 1.3 do not depend on the key (RFC 8446, 1.2).
const std::vector<uint16_t> AES_GCM_13{0x1301};

/// Octets of early data that a server of a kind with early data takes in a connection.
constexpr uint32_t MAX_EARLY_DATA = 16384;

/// All kinds that exist.
const std::vector<TlsKind>&
AllKinds()
{
    constexpr TlsVersion V12 = TlsVersion::TLS_1_2;
    constexpr TlsVersion V13 = TlsVersion::TLS_1_3;
    constexpr TlsVersion V30 = TlsVersion::SSL_3_0;
    // clang-format off
    static const std::vector<TlsKind> kinds{
        {"tls12-ecdhe-rsa",   V12, ECDHE_RSA, ECDHE_ECDSA, true,  3, 3, R::NONE,   false, false},
        {"tls12-rsa",         V12, PLAIN_RSA, {},          false, 3, 3, R::NONE,   false, false},
        {"tls12-id",          V12, ECDHE_RSA, ECDHE_ECDSA, false, 2, 2, R::ID,     false, false},
        {"tls12-ticket",      V12, ECDHE_RSA, ECDHE_ECDSA, false, 2, 2, R::TICKET, false, false},
        {"tls12-false-start", V12, ECDHE_RSA, ECDHE_ECDSA, true,  3, 2, R::NONE,   true,  false},
        {"tls12-client-auth", V12, ECDHE_RSA, ECDHE_ECDSA, true,  3, 3, R::NONE,   false, true},
        {"ssl3-rsa",          V30, PLAIN_RSA, {},          false, 3, 3, R::NONE,   false, false},
        {"tls13",             V13, AES_GCM_13, AES_GCM_13, true,  2, 2, R::NONE,   false, false},
        {"tls13-hrr",         V13, AES_GCM_13, AES_GCM_13, true,  3, 3, R::NONE,   false, false, true},
        {"tls13-psk",         V13, AES_GCM_13, AES_GCM_13, true,  2, 2, R::TICKET, false, false},
        {"tls13-0rtt",        V13, AES_GCM_13, AES_GCM_13, true,  2, 1, R::TICKET, false, false, false, true},
        {"tls13-client-auth", V13, AES_GCM_13, AES_GCM_13, true,  2, 2, R::NONE,   false, true},
    };
    // clang-format on
    return kinds;
}

/// Kinds that were added, at addresses that stay.
std::list<TlsKind>&
AddedKinds()
{
    static std::list<TlsKind> kinds;
    return kinds;
}

} // namespace

const std::vector<uint16_t>&
TlsKind::GetSuites(tls::PublicKeyType type) const
{
    static const std::vector<uint16_t> none;
    switch (type)
    {
    case tls::PublicKeyType::RSA:
        return rsaSuites;
    case tls::PublicKeyType::ECDSA:
        return ecdsaSuites;
    case tls::PublicKeyType::ED25519:
    case tls::PublicKeyType::RSA_PSS:
        return version == TlsVersion::TLS_1_3 ? ecdsaSuites : none;
    case tls::PublicKeyType::DSA:
        return dsaSuites;
    case tls::PublicKeyType::DH:
        break;
    }
    return none;
}

void
TlsKind::Apply(tls::TlsConfig& config, tls::PublicKeyType type) const
{
    config.minVersion = version;
    config.maxVersion = version;
    config.cipherSuites = GetSuites(type);
    config.usesFalseStart = usesFalseStart;
    config.takesTickets = resumption == R::TICKET;
    config.tls13.sendsEarlyData = usesEarlyData;
    config.tls13.keyShares.clear();
    if (!isRetried && !config.groups.empty())
    {
        config.tls13.keyShares.push_back(config.groups.front());
    }
    if (resumption == R::NONE)
    {
        config.sessionCache = nullptr;
    }
    else if (!config.sessionCache)
    {
        config.sessionCache = std::make_shared<tls::TlsSessionCache>(CAPACITY, LIFETIME);
    }
    if (!isClientAuthenticated)
    {
        config.identities.clear();
    }
}

void
TlsKind::Widen(tls::TlsConfig& config, tls::PublicKeyType type) const
{
    using A = tls::TlsClientAuthentication;
    config.minVersion = std::min(config.minVersion, version);
    config.maxVersion = std::max(config.maxVersion, version);
    for (const uint16_t suite : GetSuites(type))
    {
        auto& suites = config.cipherSuites;
        if (std::find(suites.begin(), suites.end(), suite) == suites.end())
        {
            suites.push_back(suite);
        }
    }
    // Early data wants tickets that serve once (RFC 8446, 8.1).
    const bool needsCache = resumption == R::ID || usesEarlyData;
    if (needsCache && !config.sessionCache)
    {
        config.sessionCache = std::make_shared<tls::TlsSessionCache>(CAPACITY, LIFETIME);
    }
    if (resumption == R::TICKET && !config.ticketKeys)
    {
        tls::CryptoppRandomSource random(
            tls::ToBytes("ticket keys " + std::to_string(RngSeedManager::GetSeed())));
        config.ticketKeys = std::make_shared<const tls::TlsTicketKeys>(random, LIFETIME);
    }
    if (usesEarlyData)
    {
        config.tls13.maxEarlyData = MAX_EARLY_DATA;
    }
    if (isClientAuthenticated && config.clientAuthentication == A::NONE)
    {
        config.clientAuthentication = A::REQUEST;
    }
    if (!isClientAuthenticated && config.clientAuthentication == A::REQUIRE)
    {
        config.clientAuthentication = A::REQUEST;
    }
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
    for (const TlsKind& kind : AddedKinds())
    {
        if (kind.name == name)
        {
            return &kind;
        }
    }
    return nullptr;
}

void
TlsKind::Add(const TlsKind& kind)
{
    if (!Find(kind.name))
    {
        AddedKinds().push_back(kind);
    }
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
