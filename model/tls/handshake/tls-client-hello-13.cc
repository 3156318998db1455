/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-client-hello-13.h"

#include "tls-client-negotiation.h"
#include "tls-resumption.h"

#include "ns3/tls-extension-13.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

/// Octets of the session id that makes a hello look like one that resumes (RFC 8446, D.4).
constexpr size_t SESSION_ID = 32;

/**
 * @param config what the client offers
 * @return its versions, the highest first
 */
std::vector<TlsVersion>
VersionsToOffer(const TlsConfig& config)
{
    std::vector<TlsVersion> versions;
    for (const TlsVersion version : {TlsVersion::TLS_1_3,
                                     TlsVersion::TLS_1_2,
                                     TlsVersion::TLS_1_1,
                                     TlsVersion::TLS_1_0,
                                     TlsVersion::SSL_3_0})
    {
        if (version >= config.minVersion && version <= config.maxVersion)
        {
            versions.push_back(version);
        }
    }
    return versions;
}

/**
 * @param shares both halves
 * @return what of them goes on the wire
 */
std::vector<TlsKeyShareEntry>
EntriesOf(const std::vector<TlsKeyShare>& shares)
{
    std::vector<TlsKeyShareEntry> entries;
    for (const TlsKeyShare& share : shares)
    {
        entries.push_back({share.group, share.pair.publicKey});
    }
    return entries;
}

/**
 * Generate a share for each group for which the configuration wants one.
 * @param context of the connection
 * @return the shares, in the order of the configuration
 */
std::vector<TlsKeyShare>
MakeShares(TlsHandshakeContext& context)
{
    const TlsConfig& config = *context.config;
    std::vector<TlsKeyShare> shares;
    for (const NamedGroup group : config.tls13.keyShares)
    {
        if (std::find(config.groups.begin(), config.groups.end(), group) != config.groups.end())
        {
            shares.push_back(MakeKeyShare(context, group));
        }
    }
    return shares;
}

/**
 * Put the keys and their binders at the end, where they belong.
 * @param context of the connection
 * @param offer whose hello has everything else
 */
void
AddPsks(TlsHandshakeContext& context, TlsOffer13& offer)
{
    if (!offer.psks.empty())
    {
        offer.hello.extensions.Add(TlsExtensionType::PRE_SHARED_KEY,
                                   EncodeOfferedPsks(DescribePsks(offer.psks)));
        BindPsks(context, offer.psks, offer.hello);
    }
}

/**
 * The extensions that TLS 1.3 alone reads.
 * @param config what the client offers
 * @param offer which has shares and keys
 */
void
AddExtensions(const TlsConfig& config, TlsOffer13& offer)
{
    TlsExtensionList& extensions = offer.hello.extensions;
    extensions.Add(TlsExtensionType::SUPPORTED_VERSIONS,
                   EncodeSupportedVersions(VersionsToOffer(config)));
    extensions.Add(TlsExtensionType::KEY_SHARE, EncodeClientKeyShares(EntriesOf(offer.shares)));
    const bool usesPsks = config.sessionCache || !config.tls13.externalPsks.empty();
    if (usesPsks && !config.tls13.pskModes.empty())
    {
        extensions.Add(TlsExtensionType::PSK_KEY_EXCHANGE_MODES,
                       EncodePskKeyExchangeModes(config.tls13.pskModes));
    }
    if (config.tls13.takesLateCertificateRequest)
    {
        extensions.Add(TlsExtensionType::POST_HANDSHAKE_AUTH, {});
    }
    if (config.tls13.recordSizeLimit > 0)
    {
        extensions.Add(TlsExtensionType::RECORD_SIZE_LIMIT,
                       EncodeRecordSizeLimit(static_cast<uint16_t>(config.tls13.recordSizeLimit)));
    }
    if (offer.hasEarlyData)
    {
        extensions.Add(TlsExtensionType::EARLY_DATA, {});
    }
}

} // namespace

TlsOffer13
MakeOffer13(TlsHandshakeContext& context)
{
    const TlsConfig& config = *context.config;
    TlsOffer13 offer;
    const Bytes random = context.environment.random.Generate(TLS_RANDOM);
    context.events.Add(TlsStep::CLIENT_RANDOM_CHOSEN, TlsDirection::LOCAL, random.size());
    offer.familySession = FindSessionToOffer(context);
    offer.psks = FindPsksToOffer(context);
    offer.hello = MakeClientHello(context, random, offer.familySession.get());
    if (offer.hello.sessionId.empty() && config.tls13.looksLikeTls12)
    {
        offer.hello.sessionId = context.environment.random.Generate(SESSION_ID);
    }
    offer.shares = MakeShares(context);
    offer.hasEarlyData =
        config.tls13.sendsEarlyData && !offer.psks.empty() && offer.psks.front().maxEarlyData > 0;
    AddExtensions(config, offer);
    AddPsks(context, offer);
    return offer;
}

void
ChangeOffer13(TlsHandshakeContext& context, const TlsRetryRequest& request, TlsOffer13& offer)
{
    TlsExtensionList& extensions = offer.hello.extensions;
    if (request.group != NamedGroup::NONE)
    {
        offer.shares = {MakeKeyShare(context, request.group)};
        extensions.Replace(TlsExtensionType::KEY_SHARE,
                           EncodeClientKeyShares(EntriesOf(offer.shares)));
    }
    // The early data that was announced does not come (RFC 8446, 4.1.2).
    extensions.Remove(TlsExtensionType::EARLY_DATA);
    offer.hasEarlyData = false;
    extensions.Remove(TlsExtensionType::PRE_SHARED_KEY);
    if (request.cookie)
    {
        extensions.Add(TlsExtensionType::COOKIE, EncodeCookie(*request.cookie));
    }
    // Keys with another hash than the suite's do not fit any more.
    const HashAlgorithm hash = request.suite->prfHash;
    offer.psks.erase(
        std::remove_if(offer.psks.begin(),
                       offer.psks.end(),
                       [hash](const TlsPsk& psk) { return psk.suite->prfHash != hash; }),
        offer.psks.end());
    AddPsks(context, offer);
}

} // namespace tls
} // namespace ns3
