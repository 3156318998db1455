/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-kind.h"

#include "ns3/cryptopp-random-source.h"
#include "ns3/rng-seed-manager.h"

#include <algorithm>

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

/// All kinds that exist.
const std::vector<TlsKind>&
AllKinds()
{
    constexpr TlsVersion V12 = TlsVersion::TLS_1_2;
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
    };
    // clang-format on
    return kinds;
}

} // namespace

const std::vector<uint16_t>&
TlsKind::GetSuites(tls::PublicKeyType type) const
{
    static const std::vector<uint16_t> none;
    return type == tls::PublicKeyType::RSA     ? rsaSuites
           : type == tls::PublicKeyType::ECDSA ? ecdsaSuites
                                               : none;
}

void
TlsKind::Apply(tls::TlsConfig& config, tls::PublicKeyType type) const
{
    config.minVersion = version;
    config.maxVersion = version;
    config.cipherSuites = GetSuites(type);
    config.usesFalseStart = usesFalseStart;
    config.takesTickets = resumption == R::TICKET;
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
    if (resumption == R::ID && !config.sessionCache)
    {
        config.sessionCache = std::make_shared<tls::TlsSessionCache>(CAPACITY, LIFETIME);
    }
    if (resumption == R::TICKET && !config.ticketKeys)
    {
        tls::CryptoppRandomSource random(
            tls::ToBytes("ticket keys " + std::to_string(RngSeedManager::GetSeed())));
        config.ticketKeys = std::make_shared<const tls::TlsTicketKeys>(random, LIFETIME);
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
