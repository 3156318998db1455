/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-server-negotiation-13.h"

#include "tls-authentication-13.h"
#include "tls-record-sizes.h"
#include "tls-server-negotiation.h"

#include "ns3/tls-extension-13.h"
#include "ns3/tls-extension-place.h"
#include "ns3/tls-identity.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

/**
 * @param values where to look
 * @param value what for
 * @return true when it is there
 */
template <typename Values, typename Value>
bool
Contains(const Values& values, const Value& value)
{
    return std::find(values.begin(), values.end(), value) != values.end();
}

/**
 * @param config what the server has
 * @param offered by the client
 * @return suites of TLS 1.3 that both have, the one to be preferred first
 */
std::vector<const TlsCipherSuite*>
CommonSuites13(const TlsConfig& config, const std::vector<uint16_t>& offered)
{
    std::vector<const TlsCipherSuite*> suites;
    for (const uint16_t id : CommonSuites(config, offered))
    {
        const TlsCipherSuite* suite = FindCipherSuite(id);
        if (suite && suite->maxVersion >= TlsVersion::TLS_1_3)
        {
            suites.push_back(suite);
        }
    }
    return suites;
}

/**
 * The share that the server prefers, or else the group of which it wants one (RFC 8446, 4.2.8).
 * @param config what the server has
 * @param offer what the client offers to all versions
 * @param offer13 its shares
 * @param negotiated where it goes
 * @return whether there is a group in common
 */
bool
ChooseGroup(const TlsConfig& config,
            const TlsClientOffer& offer,
            const TlsClientOffer13& offer13,
            TlsNegotiated13& negotiated)
{
    std::vector<NamedGroup> groups;
    std::copy_if(config.groups.begin(),
                 config.groups.end(),
                 std::back_inserter(groups),
                 [&offer](NamedGroup group) {
                     return IsHandshakeGroup13(group) && Contains(offer.groups, group);
                 });
    for (const NamedGroup group : groups)
    {
        for (const TlsKeyShareEntry& share : offer13.shares)
        {
            if (share.group == group)
            {
                negotiated.share = &share;
                return true;
            }
        }
    }
    negotiated.retryGroup = groups.empty() ? NamedGroup::NONE : groups.front();
    return !groups.empty();
}

/**
 * @param config what the server has
 * @param offer13 what the client offers
 * @return the way to use a pre-shared key that both allow and that the server prefers
 */
std::optional<TlsPskKeyExchangeMode>
ChooseMode(const TlsConfig& config, const TlsClientOffer13& offer13)
{
    for (const TlsPskKeyExchangeMode mode : config.tls13.pskModes)
    {
        if (Contains(offer13.pskModes, mode))
        {
            return mode;
        }
    }
    return std::nullopt;
}

/**
 * The identity for the host that the client asked for, else the first that can sign what the
 * client verifies.
 * @param config what the server has
 * @param offer what the client offers
 * @param negotiated where identity and algorithm go
 * @return whether there is one
 */
bool
ChooseIdentity(const TlsConfig& config, const TlsClientOffer& offer, TlsNegotiated13& negotiated)
{
    for (const TlsIdentity& identity : config.identities)
    {
        const SignatureScheme scheme =
            ChooseScheme13(config, *identity.key->publicKey, offer.schemes);
        if (scheme == SignatureScheme::NONE)
        {
            continue;
        }
        const bool isNamed = !offer.serverName.empty() && StandsFor(identity, offer.serverName);
        if (isNamed || !negotiated.identity)
        {
            negotiated.identity = &identity;
            negotiated.scheme = scheme;
            negotiated.knowsServerName = isNamed;
        }
        if (isNamed)
        {
            break;
        }
    }
    negotiated.staplesOcsp =
        negotiated.identity && offer.asksForOcsp && !negotiated.identity->ocspResponse.empty();
    return negotiated.identity;
}

/**
 * @param context of the server's connection
 * @param selected a ticket
 * @return whether early data with it was not sent before (RFC 8446, 8)
 */
bool
IsNew(const TlsHandshakeContext& context, const TlsSelectedPsk& selected)
{
    switch (context.config->tls13.antiReplay)
    {
    case TlsAntiReplay::SINGLE_USE:
        return selected.isSingle && selected.isFresh;
    case TlsAntiReplay::FRESHNESS:
        return selected.isFresh;
    case TlsAntiReplay::NONE:
        return true;
    }
    return false;
}

/**
 * Early data is only taken with the first key, its suite and its protocol (RFC 8446, 4.2.10).
 * @param context of the server's connection
 * @param offer13 what the client offers
 * @param negotiated what was chosen
 * @return whether it is taken
 */
bool
TakesEarlyData(const TlsHandshakeContext& context,
               const TlsClientOffer13& offer13,
               const TlsNegotiated13& negotiated)
{
    if (!offer13.hasEarlyData || !negotiated.psk || negotiated.psk->index != 0 ||
        negotiated.retryGroup != NamedGroup::NONE)
    {
        return false;
    }
    const TlsPsk& psk = negotiated.psk->psk;
    const bool isNew =
        psk.isExternal ? context.config->tls13.antiReplay == TlsAntiReplay::NONE
                       : context.config->tls13.maxEarlyData > 0 && IsNew(context, *negotiated.psk);
    return isNew && psk.maxEarlyData > 0 && psk.suite->id == negotiated.suite->id &&
           psk.alpn == negotiated.alpn;
}

/**
 * @param suites that both have
 * @param psk the key chosen
 * @return its own suite, else the first one with its hash
 */
const TlsCipherSuite*
SuiteFor(const std::vector<const TlsCipherSuite*>& suites, const TlsPsk& psk)
{
    if (Contains(suites, psk.suite))
    {
        return psk.suite;
    }
    return *std::find_if(suites.begin(), suites.end(), [&psk](const TlsCipherSuite* suite) {
        return suite->prfHash == psk.suite->prfHash;
    });
}

/**
 * @param config what the server has
 * @param offer13 what the client offers
 * @return why there is no way to authenticate the server
 */
TlsAlert
MissAuthentication(const TlsConfig& config, const TlsClientOffer13& offer13)
{
    if (config.identities.empty() && offer13.psks)
    {
        return {TlsAlertDescription::UNKNOWN_PSK_IDENTITY,
                "no pre-shared key of the client is known here"};
    }
    return {TlsAlertDescription::HANDSHAKE_FAILURE,
            "no certificate has a key whose signatures the client verifies"};
}

/**
 * @param offer what the client offers
 * @return why no group serves: all that it has are among those that RFC 8446, 4.2.7 gave up for
 *         being weak, or it just has others
 */
TlsAlert
MissGroup(const TlsClientOffer& offer)
{
    const bool isOld = !offer.groups.empty() &&
                       std::all_of(offer.groups.begin(), offer.groups.end(), [](NamedGroup group) {
                           return FieldBits(group) > 0 && !IsHandshakeGroup13(group);
                       });
    return {isOld ? TlsAlertDescription::INSUFFICIENT_SECURITY
                  : TlsAlertDescription::HANDSHAKE_FAILURE,
            isOld ? "the client has no group that TLS 1.3 still has" : "no group in common"};
}

} // namespace

std::optional<TlsAlert>
Negotiate13(TlsHandshakeContext& context,
            const TlsClientOffer& offer,
            const TlsClientOffer13& offer13,
            const TlsCipherSuite* retrySuite,
            TlsNegotiated13& negotiated)
{
    const TlsConfig& config = *context.config;
    negotiated = {};
    if (auto alert = CheckServerName(config, offer))
    {
        return alert;
    }
    if (auto alert = ChooseAlpn(config, offer, negotiated.alpn))
    {
        return alert;
    }
    auto suites = CommonSuites13(config, offer.hello.cipherSuites);
    if (retrySuite)
    {
        suites.assign(suites.empty() ? 0 : 1, retrySuite);
    }
    negotiated.comparison = "client offers " + std::to_string(offer.hello.cipherSuites.size()) +
                            ", " + std::to_string(suites.size()) + " of TLS 1.3 in common";
    if (suites.empty())
    {
        return TlsAlert{TlsAlertDescription::HANDSHAKE_FAILURE,
                        "no cipher suite in common: " + negotiated.comparison};
    }
    const auto mode = ChooseMode(config, offer13);
    if (offer13.psks && mode)
    {
        SelectPsk(context, offer, *offer13.psks, suites, negotiated.psk);
    }
    negotiated.suite = negotiated.psk ? SuiteFor(suites, negotiated.psk->psk) : suites.front();
    negotiated.comparison += std::string(", chosen: ") + negotiated.suite->ianaName;
    if (!negotiated.psk && !ChooseIdentity(config, offer, negotiated))
    {
        return MissAuthentication(config, offer13);
    }
    const bool usesGroup = !negotiated.psk || *mode == TlsPskKeyExchangeMode::PSK_DHE_KE;
    if (usesGroup && !ChooseGroup(config, offer, offer13, negotiated))
    {
        return MissGroup(offer);
    }
    negotiated.takesEarlyData = TakesEarlyData(context, offer13, negotiated);
    return std::nullopt;
}

TlsExtensionList
AnswerExtensions13(const TlsHandshakeContext& context,
                   const TlsClientOffer& offer,
                   const TlsNegotiated13& negotiated)
{
    const TlsConfig13& config = context.config->tls13;
    TlsExtensionList answer;
    if (negotiated.knowsServerName)
    {
        answer.Add(TlsExtensionType::SERVER_NAME, {});
    }
    AnswerRecordSizes(*context.config, offer, *FindVersionTraits(TlsVersion::TLS_1_3), answer);
    if (!negotiated.alpn.empty())
    {
        answer.Add(TlsExtensionType::ALPN, EncodeAlpn({negotiated.alpn}));
    }
    if (negotiated.takesEarlyData)
    {
        answer.Add(TlsExtensionType::EARLY_DATA, {});
    }
    ApplyExtensions(config.extraExtensions, TlsExtensionPlace::ENCRYPTED_EXTENSIONS, answer);
    answer.Sort(config.extensionOrder);
    return answer;
}

} // namespace tls
} // namespace ns3
