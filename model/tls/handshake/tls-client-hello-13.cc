/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-client-hello-13.h"

#include "tls-client-negotiation.h"
#include "tls-resumption.h"

#include "ns3/byte-writer.h"
#include "ns3/tls-extension-13.h"
#include "ns3/tls-extension-place.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

/// Octets of the session id that makes a hello look like one that resumes (RFC 8446, D.4).
constexpr size_t SESSION_ID = 32;
/// Octets of the header of a handshake message, and of that of an extension.
constexpr size_t MESSAGE_HEADER = 4;
constexpr size_t EXTENSION_HEADER = 4;
/// Sizes of a hello that is padded, and the size that it then has.
constexpr size_t PADDED_FROM = 256;
constexpr size_t PADDED_TO = 512;

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
        const auto& groups = config.groups;
        if (IsHandshakeGroup13(group) &&
            std::find(groups.begin(), groups.end(), group) != groups.end())
        {
            shares.push_back(MakeKeyShare(context, group));
        }
    }
    return shares;
}

/**
 * Fill a hello up to a size that no server of old stumbles over (RFC 7685).
 * @param hello with everything but its pre-shared keys
 * @param psks octets of these
 */
void
PadHello(TlsClientHello& hello, size_t psks)
{
    ByteWriter writer;
    Serialize(hello, writer);
    const size_t size = MESSAGE_HEADER + writer.Size() + psks;
    if (size >= PADDED_FROM && size < PADDED_TO)
    {
        const size_t missing = PADDED_TO - size;
        const size_t data = missing > EXTENSION_HEADER ? missing - EXTENSION_HEADER : 1;
        hello.extensions.Add(TlsExtensionType::PADDING, Bytes(data));
    }
}

/**
 * Bring the extensions into their order, and put the keys and their binders at the end, where they
 * belong.
 * @param context of the connection
 * @param offer whose hello has everything else
 */
void
Complete(TlsHandshakeContext& context, TlsOffer13& offer)
{
    const TlsConfig13& config = context.config->tls13;
    TlsExtensionList& extensions = offer.hello.extensions;
    ApplyExtensions(config.extraExtensions, TlsExtensionPlace::CLIENT_HELLO, extensions);
    extensions.Sort(config.extensionOrder);
    const Bytes psks = offer.psks.empty() ? Bytes{} : EncodeOfferedPsks(DescribePsks(offer.psks));
    if (config.padsHello)
    {
        PadHello(offer.hello, psks.empty() ? 0 : EXTENSION_HEADER + psks.size());
    }
    if (!offer.psks.empty())
    {
        extensions.Add(TlsExtensionType::PRE_SHARED_KEY, psks);
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
    // An OpenSSL says so even where it keeps no session.
    const bool usesPsks = config.sessionCache || !config.tls13.externalPsks.empty() ||
                          config.hello == TlsHelloPreset::OPENSSL_3_0;
    if (usesPsks && !config.tls13.pskModes.empty())
    {
        extensions.Add(TlsExtensionType::PSK_KEY_EXCHANGE_MODES,
                       EncodePskKeyExchangeModes(config.tls13.pskModes));
    }
    if (config.tls13.takesLateCertificateRequest)
    {
        extensions.Add(TlsExtensionType::POST_HANDSHAKE_AUTH, {});
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
    const Bytes random =
        context.environment.provider.Random(context.environment.random, TLS_RANDOM);
    context.events.Add(TlsStep::CLIENT_RANDOM_CHOSEN, TlsDirection::LOCAL, random.size());
    offer.familySession = FindSessionToOffer(context);
    offer.psks = FindPsksToOffer(context);
    offer.hello = MakeClientHello(context, random, offer.familySession.get());
    if (offer.hello.sessionId.empty() && config.tls13.looksLikeTls12)
    {
        offer.hello.sessionId =
            context.environment.provider.Random(context.environment.random, SESSION_ID);
    }
    offer.shares = MakeShares(context);
    offer.hasEarlyData =
        config.tls13.sendsEarlyData && !offer.psks.empty() && offer.psks.front().maxEarlyData > 0;
    AddExtensions(config, offer);
    Complete(context, offer);
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
    extensions.Remove(TlsExtensionType::PADDING);
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
    SetAges(context, offer.psks);
    Complete(context, offer);
}

} // namespace tls
} // namespace ns3
