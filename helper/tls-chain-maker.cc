/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-chain-maker.h"

#include "tls-study-text.h"

#include "ns3/abort.h"
#include "ns3/cryptopp-provider.h"
#include "ns3/cryptopp-random-source.h"
#include "ns3/key-spec.h"
#include "ns3/log.h"
#include "ns3/rng-seed-manager.h"

#include <algorithm>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TlsChainMaker");

namespace
{

/// 2012-01-01T00:00:00Z: certificates are valid before the default date, too.
constexpr int64_t NOT_BEFORE = 1325376000;

/// More keys than one chain needs.
constexpr uint32_t KEYS_PER_CHAIN = 16;

/// Number of the temporary key: no chain has one as high.
constexpr uint32_t EXPORT_KEY = 1000000;

/// What stands above a key that cannot sign.
const std::string AUTHORITY_KEY = "rsa:2048";

/**
 * @param keys a list of kinds
 * @return its members; behind a single DH key one that certifies it
 */
std::vector<std::string>
SplitKeys(const std::string& keys)
{
    std::vector<std::string> specs = TlsStudyText::Split(keys);
    const auto kind = tls::ParseKeySpec(specs.front());
    if (specs.size() == 1 && kind && kind->type == tls::PublicKeyType::DH)
    {
        specs.push_back(AUTHORITY_KEY);
    }
    return specs;
}

} // namespace

bool
TlsChainMaker::AreKeys(const std::string& keys)
{
    const std::vector<std::string> specs = SplitKeys(keys);
    return std::all_of(specs.begin(), specs.end(), [&specs](const std::string& spec) {
        const auto kind = tls::ParseKeySpec(spec);
        return kind && (kind->type != tls::PublicKeyType::DH || &spec == &specs.front());
    });
}

tls::CertificateChain
TlsChainMaker::Make(const Request& request)
{
    NS_LOG_FUNCTION(this << request.host << request.keys << request.depth);
    NS_ABORT_MSG_IF(request.depth < 1 || request.depth > tls::MAX_CHAIN_DEPTH,
                    "A certificate chain has 1 to 9 certificates, not " << request.depth << ".");
    NS_ABORT_MSG_IF(!AreKeys(request.keys),
                    "There is no key '"
                        << request.keys
                        << "': use rsa: or rsa-pss: and 512 to 8192 bits, dsa: and "
                           "1024, 2048 or 3072 bits, ecdsa: and a curve, ed25519, or, "
                           "for the first certificate alone, dh: and a size of a known "
                           "group.");
    tls::CryptoMeter meter;
    tls::CryptoppProvider provider(meter);
    const uint32_t seed = RngSeedManager::GetSeed();
    const uint32_t first = KEYS_PER_CHAIN * m_chains++;
    tls::CryptoppRandomSource random(
        tls::ToBytes("certificates " + std::to_string(seed) + " " + std::to_string(first)));

    tls::CertificateChainOptions options;
    options.depth = request.depth;
    options.host = request.host;
    options.isClient = request.isClient;
    options.notBefore = NOT_BEFORE;
    options.sizes = request.sizes;
    if (request.ocsp)
    {
        options.ocsp.emplace();
        options.ocsp->size = *request.ocsp;
        options.ocsp->thisUpdate = NOT_BEFORE;
    }
    const std::vector<std::string> specs = SplitKeys(request.keys);
    for (uint32_t i = 0; i <= request.depth; i++)
    {
        const std::string& spec = specs[std::min<size_t>(i, specs.size() - 1)];
        options.keys.push_back(m_keyStore.Get(provider, seed, first + i, spec));
    }
    auto chain = CreateCertificateChain(provider, random, options);
    NS_ABORT_MSG_IF(!chain,
                    "The certificates for " << request.host
                                            << ", or what is stapled to them, cannot have the "
                                               "sizes that were asked.");
    return std::move(*chain);
}

tls::PrivateKeyPtr
TlsChainMaker::MakeExportKey() const
{
    tls::CryptoMeter meter;
    tls::CryptoppProvider provider(meter);
    return m_keyStore.Get(provider, RngSeedManager::GetSeed(), EXPORT_KEY, "rsa:512");
}

} // namespace ns3
