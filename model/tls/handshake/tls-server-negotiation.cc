/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-server-negotiation.h"

#include "tls-record-sizes.h"

#include "ns3/tls-digitally-signed.h"
#include "ns3/tls-identity.h"
#include "ns3/x509-certificate.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

/**
 * @param groups of the configuration
 * @return those that ECDHE can use: up to TLS 1.2 finite fields go with DHE (RFC 7919, 4)
 */
std::vector<NamedGroup>
CurvesOf(std::vector<NamedGroup> groups)
{
    groups.erase(std::remove_if(groups.begin(), groups.end(), IsFiniteField), groups.end());
    return groups;
}

/**
 * @param values where to look
 * @param value what for
 * @return true when it is there
 */
template <typename T>
bool
Contains(const std::vector<T>& values, const T& value)
{
    return std::find(values.begin(), values.end(), value) != values.end();
}

/**
 * @param preferred in this order
 * @param other must have it too
 * @return the first common one; nothing when there is none
 */
template <typename T>
std::optional<T>
FirstCommon(const std::vector<T>& preferred, const std::vector<T>& other)
{
    const auto found = std::find_if(preferred.begin(), preferred.end(), [&other](const T& value) {
        return Contains(other, value);
    });
    return found == preferred.end() ? std::nullopt : std::optional<T>(*found);
}

/**
 * What renegotiation_info and its signaling suite must say (RFC 5746, 3.6 and 3.7).
 * @param state what the connection knows
 * @param offer what the client offers
 * @return handshake_failure when they do not
 */
std::optional<TlsAlert>
CheckRenegotiationInfo(const TlsRenegotiationState& state, const TlsClientOffer& offer)
{
    const bool isPresent = offer.renegotiatedConnection.has_value();
    if (!state.IsAgain())
    {
        if (isPresent && !offer.renegotiatedConnection->empty())
        {
            return TlsAlert{TlsAlertDescription::HANDSHAKE_FAILURE,
                            "the renegotiation_info of a first handshake is not empty"};
        }
        return std::nullopt;
    }
    if (offer.hasRenegotiationScsv)
    {
        return TlsAlert{TlsAlertDescription::HANDSHAKE_FAILURE,
                        "a second handshake has the signaling suite of a first one"};
    }
    if (state.isSecure != isPresent ||
        (isPresent && *offer.renegotiatedConnection != state.clientVerifyData))
    {
        return TlsAlert{TlsAlertDescription::HANDSHAKE_FAILURE,
                        "the renegotiation_info does not belong to this connection"};
    }
    return std::nullopt;
}

/**
 * Whether a certificate may serve a suite with fixed keys: before TLS 1.2 who signed it is part of
 * the suite (RFC 4492, 2.1 and 2.3; RFC 5246, 7.4.2 lifts that).
 * @param context of the connection
 * @param suite a candidate
 * @param traits of the version
 * @param identity a candidate
 * @return true when it may
 */
bool
IsSignedAsNamed(const TlsHandshakeContext& context,
                const TlsCipherSuite& suite,
                const TlsVersionTraits& traits,
                const TlsIdentity& identity)
{
    const bool isFixed =
        suite.keyExchange == TlsKeyExchange::DH || suite.keyExchange == TlsKeyExchange::ECDH;
    if (!isFixed || traits.hasSignatureAlgorithms)
    {
        return true;
    }
    const auto certificate =
        ParseX509Certificate(identity.chain.front(), context.environment.provider);
    if (!certificate)
    {
        return false;
    }
    const PublicKeyType signer = KeyTypeOf(certificate->signatureScheme);
    switch (suite.authentication)
    {
    case TlsAuthentication::RSA:
        return signer == PublicKeyType::RSA;
    case TlsAuthentication::DSS:
        return signer == PublicKeyType::DSA;
    case TlsAuthentication::ECDSA:
        return signer == PublicKeyType::ECDSA;
    case TlsAuthentication::NONE:
    case TlsAuthentication::ANY:
        break;
    }
    return false;
}

/**
 * The identity for a suite: one for the host that the client asked for, else the first that fits.
 * @param context of the connection
 * @param suite a candidate
 * @param offer what the client has
 * @param negotiated has the version
 * @return the identity; null when none fits
 */
const TlsIdentity*
FindIdentity(const TlsHandshakeContext& context,
             const TlsCipherSuite& suite,
             const TlsClientOffer& offer,
             const TlsNegotiated& negotiated)
{
    const auto type = ServerKeyType(suite);
    const TlsIdentity* first = nullptr;
    for (const TlsIdentity& identity : context.config->identities)
    {
        const PublicKey& key = *identity.key->publicKey;
        // The curve of a certificate is one of those that the client names (RFC 8422, 5.1).
        const bool isCurveFine =
            key.type != PublicKeyType::ECDSA || Contains(offer.groups, key.group);
        if (key.type != type || !isCurveFine ||
            !IsSignedAsNamed(context, suite, *negotiated.traits, identity))
        {
            continue;
        }
        if (!offer.serverName.empty() && StandsFor(identity, offer.serverName))
        {
            return &identity;
        }
        first = first ? first : &identity;
    }
    return first;
}

/**
 * @param context of the connection
 * @param suite signs its key exchange
 * @param offer what the client has
 * @param traits of the version
 * @return the algorithm to sign with; NONE when there is none in common
 */
SignatureScheme
ChooseScheme(const TlsHandshakeContext& context,
             const TlsCipherSuite& suite,
             const TlsClientOffer& offer,
             const TlsVersionTraits& traits)
{
    const PublicKeyType type = *ServerKeyType(suite);
    if (!traits.hasSignatureAlgorithms)
    {
        return ImpliedSignatureScheme(type);
    }
    for (const SignatureScheme scheme : context.config->signatureSchemes)
    {
        if (KeyTypeOf(scheme) == type && Contains(offer.schemes, scheme))
        {
            return scheme;
        }
    }
    return SignatureScheme::NONE;
}

/**
 * @param offer what the client offers
 * @return the highest version that it has up to TLS 1.2 (RFC 8446, 4.2.1; RFC 5246, E.1)
 */
TlsVersion
HighestVersion(const TlsClientOffer& offer)
{
    TlsVersion highest = TlsVersion::NONE;
    for (const TlsVersion version : offer.versions)
    {
        if (version <= TlsVersion::TLS_1_2 && version > highest)
        {
            highest = version;
        }
    }
    return offer.versions.empty() ? TlsVersion{offer.hello.clientVersion} : highest;
}

/**
 * @param context of the connection
 * @param suite a candidate
 * @param offer what the client has
 * @param negotiated has the version; where group, algorithm and identity go
 * @return true when everything that the suite needs is there
 */
bool
FitSuite(const TlsHandshakeContext& context,
         const TlsCipherSuite& suite,
         const TlsClientOffer& offer,
         TlsNegotiated& negotiated)
{
    const TlsConfig& config = *context.config;
    const TlsVersionTraits& traits = *negotiated.traits;
    if (traits.version < suite.minVersion || traits.version > suite.maxVersion ||
        suite.keyExchange == TlsKeyExchange::SRP)
    {
        return false;
    }
    negotiated.identity = nullptr;
    negotiated.group = NamedGroup::NONE;
    negotiated.scheme = SignatureScheme::NONE;
    if (ServerKeyType(suite))
    {
        negotiated.identity = FindIdentity(context, suite, offer, negotiated);
        if (!negotiated.identity)
        {
            return false;
        }
    }
    if (suite.isExport && suite.keyExchange == TlsKeyExchange::RSA &&
        negotiated.identity->key->publicKey->bits > TLS_EXPORT_KEY_BITS)
    {
        // The temporary key is signed.
        negotiated.scheme = ChooseScheme(context, suite, offer, traits);
        return config.rsaExportKey != nullptr;
    }
    if (suite.keyExchange == TlsKeyExchange::ECDHE)
    {
        const bool isClientsOrder = config.suiteChoice == TlsSuiteChoice::CLIENT_ORDER;
        const std::vector<NamedGroup> curves = CurvesOf(config.groups);
        const auto group =
            isClientsOrder ? FirstCommon(offer.groups, curves) : FirstCommon(curves, offer.groups);
        if (!group)
        {
            return false;
        }
        negotiated.group = *group;
    }
    if (HasSignedKeyExchange(suite))
    {
        negotiated.scheme = ChooseScheme(context, suite, offer, traits);
        return negotiated.scheme != SignatureScheme::NONE;
    }
    return true;
}

/**
 * @param config what the server has
 * @return how many of its suites some version of its range has
 */
size_t
CountSuites(const TlsConfig& config)
{
    return std::count_if(config.cipherSuites.begin(),
                         config.cipherSuites.end(),
                         [&config](uint16_t id) {
                             const TlsCipherSuite* suite = FindCipherSuite(id);
                             return suite->minVersion <= config.maxVersion &&
                                    suite->maxVersion >= config.minVersion;
                         });
}

} // namespace

std::vector<uint16_t>
CommonSuites(const TlsConfig& config, const std::vector<uint16_t>& offered)
{
    std::vector<uint16_t> common;
    const auto keep = [&common](const std::vector<uint16_t>& preferred,
                                const std::vector<uint16_t>& other) {
        std::copy_if(preferred.begin(),
                     preferred.end(),
                     std::back_inserter(common),
                     [&other](uint16_t id) { return Contains(other, id); });
    };
    switch (config.suiteChoice)
    {
    case TlsSuiteChoice::SERVER_ORDER:
        keep(config.cipherSuites, offered);
        break;
    case TlsSuiteChoice::CLIENT_ORDER:
        keep(offered, config.cipherSuites);
        break;
    case TlsSuiteChoice::STRONGEST:
        for (const TlsCipherSuite& suite : GetCipherSuites())
        {
            if (Contains(config.cipherSuites, suite.id) && Contains(offered, suite.id))
            {
                common.push_back(suite.id);
            }
        }
        break;
    }
    return common;
}

std::optional<TlsAlert>
CheckServerName(const TlsConfig& config, const TlsClientOffer& offer)
{
    const std::string& name = offer.serverName;
    const auto& identities = config.identities;
    const bool isKnown =
        std::any_of(identities.begin(), identities.end(), [&name](const TlsIdentity& identity) {
            return StandsFor(identity, name);
        });
    if (!config.refusesUnknownNames || name.empty() || isKnown)
    {
        return std::nullopt;
    }
    return TlsAlert{TlsAlertDescription::UNRECOGNIZED_NAME,
                    "the client asks for a host that is not served here"};
}

std::optional<TlsAlert>
NegotiateVersion(const TlsHandshakeContext& context,
                 const TlsClientOffer& offer,
                 TlsNegotiated& negotiated)
{
    const TlsConfig& config = *context.config;
    const auto offered = static_cast<uint16_t>(HighestVersion(offer));
    const TlsVersion highest = std::min(config.maxVersion, TlsVersion::TLS_1_2);
    const auto version = static_cast<TlsVersion>(std::min(offered, static_cast<uint16_t>(highest)));
    negotiated.traits = FindVersionTraits(version);
    if (!negotiated.traits || version < config.minVersion)
    {
        return TlsAlert{TlsAlertDescription::PROTOCOL_VERSION,
                        "the client's highest version is " + std::to_string(offered)};
    }
    if (offer.isFallback && offered < static_cast<uint16_t>(config.maxVersion))
    {
        return TlsAlert{TlsAlertDescription::INAPPROPRIATE_FALLBACK,
                        std::string("the client fell back to ") + ToString(version) +
                            ", but both have a higher version"};
    }
    return CheckRenegotiationInfo(context.renegotiation, offer);
}

std::optional<TlsAlert>
NegotiateSuite(const TlsHandshakeContext& context,
               const TlsClientOffer& offer,
               TlsNegotiated& negotiated)
{
    const TlsConfig& config = *context.config;
    const Bytes& methods = offer.hello.compressionMethods;
    if (!Contains(methods, TLS_COMPRESSION_NULL))
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the client does not offer the null compression"};
    }
    if (config.usesDeflate && Contains(methods, TLS_COMPRESSION_DEFLATE))
    {
        negotiated.compression = TLS_COMPRESSION_DEFLATE;
    }
    const std::vector<uint16_t> common = CommonSuites(config, offer.hello.cipherSuites);
    negotiated.comparison = "client offers " + std::to_string(offer.hello.cipherSuites.size()) +
                            ", server has " + std::to_string(CountSuites(config)) + ", " +
                            std::to_string(common.size()) + " in common";
    for (const uint16_t id : common)
    {
        const TlsCipherSuite* suite = FindCipherSuite(id);
        if (suite && FitSuite(context, *suite, offer, negotiated))
        {
            negotiated.suite = suite;
            negotiated.comparison += std::string(", chosen: ") + suite->ianaName;
            negotiated.staplesOcsp = offer.asksForOcsp && negotiated.identity &&
                                     !negotiated.identity->ocspResponse.empty();
            negotiated.knowsServerName = negotiated.identity && !offer.serverName.empty() &&
                                         StandsFor(*negotiated.identity, offer.serverName);
            negotiated.givesTicket = config.ticketKeys && offer.ticket.has_value();
            return std::nullopt;
        }
    }
    return TlsAlert{TlsAlertDescription::HANDSHAKE_FAILURE,
                    "no cipher suite in common: " + negotiated.comparison};
}

std::optional<TlsAlert>
ChooseAlpn(const TlsConfig& config, const TlsClientOffer& offer, std::string& alpn)
{
    if (!offer.alpn || config.alpn.empty())
    {
        return std::nullopt;
    }
    const auto chosen = FirstCommon(config.alpn, *offer.alpn);
    if (!chosen)
    {
        return TlsAlert{TlsAlertDescription::NO_APPLICATION_PROTOCOL,
                        "no application protocol in common"};
    }
    alpn = *chosen;
    return std::nullopt;
}

std::optional<TlsAlert>
NegotiateProtocol(const TlsHandshakeContext& context,
                  const TlsClientOffer& offer,
                  TlsNegotiated& negotiated)
{
    const TlsConfig& config = *context.config;
    if (const auto alert = ChooseAlpn(config, offer, negotiated.alpn))
    {
        return alert;
    }
    negotiated.usesNpn = offer.hasNpn && !config.npn.empty() && negotiated.alpn.empty() &&
                         !context.renegotiation.IsAgain();
    return std::nullopt;
}

TlsExtensionList
AnswerExtensions(const TlsHandshakeContext& context,
                 const TlsClientOffer& offer,
                 const TlsNegotiated& negotiated)
{
    const TlsConfig& config = *context.config;
    TlsExtensionList answer;
    if (offer.hasRenegotiationScsv || offer.renegotiatedConnection)
    {
        Bytes verifyData = context.renegotiation.clientVerifyData;
        Append(verifyData, context.renegotiation.serverVerifyData);
        answer.Add(TlsExtensionType::RENEGOTIATION_INFO, EncodeRenegotiationInfo(verifyData));
    }
    if (negotiated.knowsServerName)
    {
        answer.Add(TlsExtensionType::SERVER_NAME, {});
    }
    AnswerRecordSizes(config, offer, *negotiated.traits, answer);
    const bool isElliptic = negotiated.suite->keyExchange == TlsKeyExchange::ECDHE ||
                            negotiated.suite->keyExchange == TlsKeyExchange::ECDH;
    // Resumption ignores the extension: no point is sent (RFC 8422, 4).
    if (isElliptic && offer.namesPointFormats && !negotiated.resumes)
    {
        answer.Add(TlsExtensionType::EC_POINT_FORMATS, EncodePointFormats());
    }
    if (negotiated.givesTicket)
    {
        answer.Add(TlsExtensionType::SESSION_TICKET, {});
    }
    if (negotiated.staplesOcsp)
    {
        answer.Add(TlsExtensionType::STATUS_REQUEST, {});
    }
    if (offer.heartbeat && config.usesHeartbeat)
    {
        answer.Add(TlsExtensionType::HEARTBEAT,
                   EncodeHeartbeatMode(TlsHeartbeatMode::PEER_ALLOWED_TO_SEND));
    }
    if (context.session.encryptsThenMacs)
    {
        answer.Add(TlsExtensionType::ENCRYPT_THEN_MAC, {});
    }
    if (context.session.hasExtendedMasterSecret)
    {
        answer.Add(TlsExtensionType::EXTENDED_MASTER_SECRET, {});
    }
    if (!negotiated.alpn.empty())
    {
        answer.Add(TlsExtensionType::ALPN, EncodeAlpn({negotiated.alpn}));
    }
    if (negotiated.usesNpn)
    {
        answer.Add(TlsExtensionType::NPN, EncodeNpn(config.npn));
    }
    return answer;
}

} // namespace tls
} // namespace ns3
