/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-server-negotiation.h"

#include "ns3/tls-version-traits.h"

#include <algorithm>
#include <array>

namespace ns3
{
namespace tls
{

namespace
{

/// What a client offers that a choice depends on, defaults filled in.
struct TlsOffer
{
    std::vector<NamedGroup> groups;       //!< for the key exchange
    std::vector<SignatureScheme> schemes; //!< that it verifies
};

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
    for (const T& value : preferred)
    {
        if (Contains(other, value))
        {
            return value;
        }
    }
    return std::nullopt;
}

/**
 * @param name which extension
 * @return decode_error
 */
TlsAlert
Malformed(const char* name)
{
    return {TlsAlertDescription::DECODE_ERROR,
            std::string("the client's ") + name + " extension is malformed"};
}

/**
 * @param config what the server has; its groups stand for a client that names none
 * @param extensions of the Client Hello
 * @param offer what they say
 * @return an alert when one is malformed
 */
std::optional<TlsAlert>
ReadOffer(const TlsConfig& config, const TlsExtensionList& extensions, TlsOffer& offer)
{
    // A client that names no groups takes any (RFC 8422, 4); one that names no signature
    // algorithms takes SHA-1 with the key in question (RFC 5246, 7.4.1.4.1).
    offer.groups = config.groups;
    offer.schemes = {SignatureScheme::RSA_PKCS1_SHA1};
    if (const Bytes* data = extensions.Find(TlsExtensionType::SUPPORTED_GROUPS))
    {
        const auto groups = DecodeGroups(*data);
        if (!groups)
        {
            return Malformed("supported_groups");
        }
        offer.groups = *groups;
    }
    if (const Bytes* data = extensions.Find(TlsExtensionType::EC_POINT_FORMATS))
    {
        const auto formats = DecodePointFormats(*data);
        if (!formats)
        {
            return Malformed("ec_point_formats");
        }
        if (!HasUncompressed(*formats))
        {
            // RFC 8422, 5.1.2.
            return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                            "the client does not take uncompressed points"};
        }
    }
    if (const Bytes* data = extensions.Find(TlsExtensionType::SIGNATURE_ALGORITHMS))
    {
        const auto schemes = DecodeSignatureSchemes(*data);
        if (!schemes)
        {
            return Malformed("signature_algorithms");
        }
        offer.schemes = *schemes;
    }
    return std::nullopt;
}

/**
 * @param config what the server has
 * @param extensions of the Client Hello
 * @param negotiated where the names go
 * @return an alert when one is malformed or when ALPN finds nothing in common
 */
std::optional<TlsAlert>
ReadNames(const TlsConfig& config, const TlsExtensionList& extensions, TlsNegotiated& negotiated)
{
    if (const Bytes* data = extensions.Find(TlsExtensionType::SERVER_NAME))
    {
        const auto name = DecodeServerName(*data);
        if (!name)
        {
            return Malformed("server_name");
        }
        negotiated.serverName = *name;
    }
    const Bytes* alpn = extensions.Find(TlsExtensionType::ALPN);
    const auto offered = alpn ? DecodeAlpn(*alpn) : std::nullopt;
    if (alpn && !offered)
    {
        return Malformed("application_layer_protocol_negotiation");
    }
    if (offered && !config.alpn.empty())
    {
        const auto chosen = FirstCommon(config.alpn, *offered);
        if (!chosen)
        {
            return TlsAlert{TlsAlertDescription::NO_APPLICATION_PROTOCOL,
                            "no application protocol in common"};
        }
        negotiated.alpn = *chosen;
    }
    const Bytes* npn = extensions.Find(TlsExtensionType::NPN);
    if (npn && !npn->empty())
    {
        return Malformed("next_protocol_negotiation");
    }
    negotiated.usesNpn = npn && !config.npn.empty() && negotiated.alpn.empty();
    return std::nullopt;
}

/**
 * @param config what the server has
 * @param suite a candidate
 * @param offer what the client has
 * @param negotiated where group, algorithm and identity go
 * @return true when everything that the suite needs is there
 */
bool
FitSuite(const TlsConfig& config,
         const TlsCipherSuite& suite,
         const TlsOffer& offer,
         TlsNegotiated& negotiated)
{
    if (negotiated.version < suite.minVersion || negotiated.version > suite.maxVersion)
    {
        return false;
    }
    const auto identity =
        std::find_if(config.identities.begin(),
                     config.identities.end(),
                     [&suite](const TlsIdentity& candidate) {
                         return candidate.key->publicKey->type == suite.authentication;
                     });
    if (identity == config.identities.end())
    {
        return false;
    }
    negotiated.identity = &*identity;
    if (suite.keyExchange == TlsKeyExchange::RSA)
    {
        return true;
    }
    const auto group = config.preferServerOrder ? FirstCommon(config.groups, offer.groups)
                                                : FirstCommon(offer.groups, config.groups);
    const auto scheme = std::find_if(config.signatureSchemes.begin(),
                                     config.signatureSchemes.end(),
                                     [&](SignatureScheme candidate) {
                                         return KeyTypeOf(candidate) == suite.authentication &&
                                                Contains(offer.schemes, candidate);
                                     });
    if (!group || scheme == config.signatureSchemes.end())
    {
        return false;
    }
    negotiated.group = *group;
    negotiated.scheme = *scheme;
    return true;
}

/**
 * @param config what the server has
 * @param hello what the client offers
 * @param offer what its extensions say
 * @param negotiated where the suite and what belongs to it go
 * @return an alert when there is none in common
 */
std::optional<TlsAlert>
ChooseSuite(const TlsConfig& config,
            const TlsClientHello& hello,
            const TlsOffer& offer,
            TlsNegotiated& negotiated)
{
    const bool ownOrder = config.preferServerOrder;
    const std::vector<uint16_t>& first = ownOrder ? config.cipherSuites : hello.cipherSuites;
    const std::vector<uint16_t>& second = ownOrder ? hello.cipherSuites : config.cipherSuites;
    const auto common = std::count_if(first.begin(), first.end(), [&second](uint16_t id) {
        return Contains(second, id);
    });
    negotiated.comparison = "client offers " + std::to_string(hello.cipherSuites.size()) +
                            ", server has " + std::to_string(config.cipherSuites.size()) + ", " +
                            std::to_string(common) + " in common";
    for (const uint16_t id : first)
    {
        const TlsCipherSuite* suite = Contains(second, id) ? FindCipherSuite(id) : nullptr;
        if (suite && FitSuite(config, *suite, offer, negotiated))
        {
            negotiated.suite = suite;
            negotiated.comparison += std::string(", chosen: ") + suite->ianaName;
            return std::nullopt;
        }
    }
    return TlsAlert{TlsAlertDescription::HANDSHAKE_FAILURE,
                    "no cipher suite in common: " + negotiated.comparison};
}

} // namespace

std::optional<TlsAlert>
Negotiate(const TlsConfig& config, const TlsClientHello& hello, TlsNegotiated& negotiated)
{
    const auto highest = std::min(hello.clientVersion, static_cast<uint16_t>(config.maxVersion));
    negotiated.version = static_cast<TlsVersion>(highest);
    if (negotiated.version < config.minVersion || !FindVersionTraits(negotiated.version))
    {
        return TlsAlert{TlsAlertDescription::PROTOCOL_VERSION,
                        "the client's highest version is " + std::to_string(hello.clientVersion)};
    }
    if (hello.extensions.HasDuplicate())
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the Client Hello repeats an extension"};
    }
    const Bytes& methods = hello.compressionMethods;
    if (std::find(methods.begin(), methods.end(), TLS_COMPRESSION_NULL) == methods.end())
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the client does not offer the null compression"};
    }
    if (const Bytes* data = hello.extensions.Find(TlsExtensionType::RENEGOTIATION_INFO))
    {
        if (*data != Bytes{0})
        {
            return TlsAlert{TlsAlertDescription::HANDSHAKE_FAILURE,
                            "the renegotiation_info of a first handshake is not empty"};
        }
    }
    TlsOffer offer;
    if (const auto alert = ReadOffer(config, hello.extensions, offer))
    {
        return alert;
    }
    if (const auto alert = ReadNames(config, hello.extensions, negotiated))
    {
        return alert;
    }
    return ChooseSuite(config, hello, offer, negotiated);
}

TlsExtensionList
AnswerExtensions(const TlsConfig& config,
                 const TlsClientHello& hello,
                 const TlsNegotiated& negotiated)
{
    TlsExtensionList answer;
    const TlsExtensionList& asked = hello.extensions;
    if (Contains(hello.cipherSuites, TLS_EMPTY_RENEGOTIATION_INFO_SCSV) ||
        asked.Find(TlsExtensionType::RENEGOTIATION_INFO))
    {
        answer.Add(TlsExtensionType::RENEGOTIATION_INFO, Bytes{0});
    }
    if (negotiated.group != NamedGroup::NONE && asked.Find(TlsExtensionType::EC_POINT_FORMATS))
    {
        answer.Add(TlsExtensionType::EC_POINT_FORMATS, EncodePointFormats());
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
