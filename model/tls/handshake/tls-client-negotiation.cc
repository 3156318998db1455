/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-client-negotiation.h"

#include "tls-record-sizes.h"

#include "ns3/openssl-101-hello.h"
#include "ns3/openssl-30-hello.h"
#include "ns3/tls-extension-13.h"
#include "ns3/tls-hello-13.h"

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
 * @param name what the user gave as host
 * @return true for a DNS name: an IP address is not sent as server_name (RFC 6066, 3)
 */
bool
IsDnsName(const std::string& name)
{
    const bool isIpv4 = name.find_first_not_of("0123456789.") == std::string::npos;
    const bool isIpv6 = name.find(':') != std::string::npos;
    return !name.empty() && !isIpv4 && !isIpv6;
}

/**
 * @param own in order of preference
 * @param listed by the server
 * @return the first own one that the server lists; the first own one when it lists none
 *         (draft-agl-tls-nextprotoneg-04, 4)
 */
std::string
PickNextProtocol(const std::vector<std::string>& own, const std::vector<std::string>& listed)
{
    const auto found = std::find_if(own.begin(), own.end(), [&listed](const std::string& name) {
        return Contains(listed, name);
    });
    return found == own.end() ? own.front() : *found;
}

/**
 * @param config what the client offers
 * @return its suites that some version of its range has, by code point
 */
std::vector<uint16_t>
SuitesToOffer(const TlsConfig& config)
{
    std::vector<uint16_t> suites;
    for (const uint16_t id : config.cipherSuites)
    {
        const TlsCipherSuite* suite = FindCipherSuite(id);
        if (suite && suite->minVersion <= config.maxVersion &&
            suite->maxVersion >= config.minVersion)
        {
            suites.push_back(id);
        }
    }
    return suites;
}

/**
 * @param suites by code point
 * @return true when one of them needs a curve
 */
bool
UseCurves(const std::vector<uint16_t>& suites)
{
    return std::any_of(suites.begin(), suites.end(), [](uint16_t id) {
        const TlsCipherSuite* suite = FindCipherSuite(id);
        return suite && (suite->keyExchange == TlsKeyExchange::ECDHE ||
                         suite->keyExchange == TlsKeyExchange::ECDH ||
                         suite->authentication == TlsAuthentication::ECDSA);
    });
}

/**
 * @param config what the client offers
 * @param offers13 whether TLS 1.3 is among it, which alone has finite fields there
 * @param offersFamily whether an earlier version is, which alone has the curves of old
 * @return its groups that a version has which it offers (RFC 7919, 4; RFC 8446, 4.2.7)
 */
std::vector<NamedGroup>
GroupsToOffer(const TlsConfig& config, bool offers13, bool offersFamily)
{
    std::vector<NamedGroup> groups;
    std::copy_if(config.groups.begin(),
                 config.groups.end(),
                 std::back_inserter(groups),
                 [=](NamedGroup group) {
                     return (offers13 && IsHandshakeGroup13(group)) ||
                            (offersFamily && !IsFiniteField(group));
                 });
    return groups;
}

/**
 * @param config what the client offers
 * @return the formats of points that it says it takes; an OpenSSL names the compressed ones, too
 */
std::vector<TlsEcPointFormat>
PointFormatsToOffer(const TlsConfig& config)
{
    if (config.hello == TlsHelloPreset::OPENSSL_3_0)
    {
        return {TlsEcPointFormat::UNCOMPRESSED,
                TlsEcPointFormat::COMPRESSED_PRIME,
                TlsEcPointFormat::COMPRESSED_CHAR2};
    }
    return {TlsEcPointFormat::UNCOMPRESSED};
}

/**
 * @param config what the client offers
 * @return its signature algorithms
 */
std::vector<SignatureScheme>
SchemesToOffer(const TlsConfig& config)
{
    return config.hello == TlsHelloPreset::OPENSSL_3_0
               ? GetOpenSsl30SignatureSchemes(config.minVersion > TlsVersion::TLS_1_2)
               : config.GetSignatureSchemes();
}

/**
 * @param context of the connection
 * @param offered a session that may be resumed; null: none
 * @param suites that are offered
 * @return the extensions of the Client Hello
 */
TlsExtensionList
MakeExtensions(const TlsHandshakeContext& context,
               const TlsSession* offered,
               const std::vector<uint16_t>& suites)
{
    const TlsConfig& config = *context.config;
    const bool offers13 =
        config.maxVersion >= TlsVersion::TLS_1_3 && !context.renegotiation.IsAgain();
    const bool offersFamily = config.minVersion < TlsVersion::TLS_1_3;
    // An OpenSSL says to all versions what concerns those before TLS 1.3, and that it takes tickets
    // even where it keeps none.
    const bool isOpenSsl = config.hello == TlsHelloPreset::OPENSSL_3_0;
    const bool saysFamily = offersFamily || isOpenSsl;
    TlsExtensionList extensions;
    if (context.renegotiation.IsAgain() && context.renegotiation.isSecure)
    {
        extensions.Add(TlsExtensionType::RENEGOTIATION_INFO,
                       EncodeRenegotiationInfo(context.renegotiation.clientVerifyData));
    }
    if (!FindVersionTraits(config.maxVersion)->hasExtensions)
    {
        return extensions;
    }
    if (IsDnsName(context.serverName))
    {
        extensions.Add(TlsExtensionType::SERVER_NAME, EncodeServerName(context.serverName));
    }
    const TlsVersion highest =
        offers13 ? TlsVersion::TLS_1_3 : std::min(config.maxVersion, TlsVersion::TLS_1_2);
    AskForRecordSizes(config, *FindVersionTraits(highest), extensions);
    if ((offersFamily && UseCurves(suites)) || (isOpenSsl && offers13))
    {
        extensions.Add(TlsExtensionType::EC_POINT_FORMATS,
                       EncodePointFormats(PointFormatsToOffer(config)));
    }
    if (offers13 || UseCurves(suites))
    {
        extensions.Add(TlsExtensionType::SUPPORTED_GROUPS,
                       EncodeGroups(GroupsToOffer(config, offers13, offersFamily)));
    }
    if ((offersFamily && config.takesTickets) || isOpenSsl)
    {
        extensions.Add(TlsExtensionType::SESSION_TICKET,
                       offered && offersFamily ? offered->ticket : Bytes{});
    }
    if (config.asksForOcsp)
    {
        extensions.Add(TlsExtensionType::STATUS_REQUEST, EncodeStatusRequest());
    }
    if (offersFamily && config.usesHeartbeat)
    {
        extensions.Add(TlsExtensionType::HEARTBEAT,
                       EncodeHeartbeatMode(TlsHeartbeatMode::PEER_ALLOWED_TO_SEND));
    }
    if (saysFamily && config.encryptsThenMacs)
    {
        extensions.Add(TlsExtensionType::ENCRYPT_THEN_MAC, {});
    }
    if (saysFamily && config.usesExtendedMasterSecret)
    {
        extensions.Add(TlsExtensionType::EXTENDED_MASTER_SECRET, {});
    }
    if (offersFamily && !config.npn.empty() && !context.renegotiation.IsAgain())
    {
        extensions.Add(TlsExtensionType::NPN, {});
    }
    if (!config.alpn.empty())
    {
        extensions.Add(TlsExtensionType::ALPN, EncodeAlpn(config.alpn));
    }
    if (FindVersionTraits(config.maxVersion)->hasSignatureAlgorithms)
    {
        extensions.Add(TlsExtensionType::SIGNATURE_ALGORITHMS,
                       EncodeSignatureSchemes(SchemesToOffer(config)));
    }
    return extensions;
}

/// How one answered extension is read: an alert when it is malformed or not as offered.
using Reader = std::optional<TlsAlert> (*)(const TlsConfig& config,
                                           ByteView data,
                                           TlsServerChoice& choice);

/// An extension that a server may answer.
struct ExtensionRow
{
    TlsExtensionType type; //!< which one
    const char* name;      //!< in the registry
    Reader read;           //!< how it is read
};

/**
 * @param name which extension
 * @return decode_error
 */
TlsAlert
Malformed(const char* name)
{
    return {TlsAlertDescription::DECODE_ERROR,
            std::string("the server's ") + name + " extension is malformed"};
}

/**
 * @param data of an extension that carries nothing
 * @param name which one
 * @param flag set
 * @return an alert when it carries something
 */
std::optional<TlsAlert>
ReadEmpty(ByteView data, const char* name, bool& flag)
{
    flag = true;
    return data.IsEmpty() ? std::nullopt : std::optional<TlsAlert>(Malformed(name));
}

std::optional<TlsAlert>
ReadPointFormats(const TlsConfig&, ByteView data, TlsServerChoice&)
{
    const auto formats = DecodePointFormats(data);
    if (!formats)
    {
        return Malformed("ec_point_formats");
    }
    if (!Contains(*formats, TlsEcPointFormat::UNCOMPRESSED))
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server does not take uncompressed points"};
    }
    return std::nullopt;
}

std::optional<TlsAlert>
ReadMaxFragmentLength(const TlsConfig& config, ByteView data, TlsServerChoice& choice)
{
    const auto length = DecodeMaxFragmentLength(data);
    if (!length || *length != config.maxFragmentLength)
    {
        // RFC 6066, 4.
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server chose another max_fragment_length than was asked for"};
    }
    choice.maxFragmentLength = *length;
    return std::nullopt;
}

std::optional<TlsAlert>
ReadRecordSizeLimit(const TlsConfig&, ByteView data, TlsServerChoice& choice)
{
    choice.recordSizeLimit = DecodeRecordSizeLimit(data);
    if (!choice.recordSizeLimit)
    {
        return Malformed("record_size_limit");
    }
    if (choice.maxFragmentLength > 0)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server has both record_size_limit and max_fragment_length"};
    }
    if (*choice.recordSizeLimit < TLS_MIN_RECORD_SIZE_LIMIT)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server asks for records of " +
                            std::to_string(*choice.recordSizeLimit) + " octets"};
    }
    return std::nullopt;
}

std::optional<TlsAlert>
ReadAlpn(const TlsConfig& config, ByteView data, TlsServerChoice& choice)
{
    const auto protocols = DecodeAlpn(data);
    if (!protocols || protocols->size() != 1)
    {
        return Malformed("application_layer_protocol_negotiation");
    }
    choice.alpn = protocols->front();
    if (!Contains(config.alpn, choice.alpn))
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server chose a protocol by ALPN that was not offered"};
    }
    return std::nullopt;
}

std::optional<TlsAlert>
ReadNpn(const TlsConfig& config, ByteView data, TlsServerChoice& choice)
{
    const auto listed = DecodeNpn(data);
    if (!listed)
    {
        return Malformed("next_protocol_negotiation");
    }
    if (!choice.alpn.empty())
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server's NPN stands beside ALPN"};
    }
    choice.usesNpn = true;
    choice.npn = PickNextProtocol(config.npn, *listed);
    return std::nullopt;
}

std::optional<TlsAlert>
ReadHeartbeat(const TlsConfig&, ByteView data, TlsServerChoice& choice)
{
    choice.heartbeat = DecodeHeartbeatMode(data);
    if (!choice.heartbeat)
    {
        return Malformed("heartbeat");
    }
    if (!IsKnown(*choice.heartbeat))
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server has an unknown heartbeat mode"};
    }
    return std::nullopt;
}

std::optional<TlsAlert>
ReadRenegotiationInfo(const TlsConfig&, ByteView data, TlsServerChoice& choice)
{
    choice.renegotiatedConnection = DecodeRenegotiationInfo(data);
    return choice.renegotiatedConnection ? std::nullopt
                                         : std::optional<TlsAlert>(Malformed("renegotiation_info"));
}

// NPN is read after ALPN, beside which it must not stand.
const ExtensionRow EXTENSIONS[]{
    {TlsExtensionType::RENEGOTIATION_INFO, "renegotiation_info", &ReadRenegotiationInfo},
    {TlsExtensionType::SERVER_NAME,
     "server_name",
     [](const TlsConfig&, ByteView data, TlsServerChoice&) {
         bool isKnown = false;
         return ReadEmpty(data, "server_name", isKnown);
     }},
    {TlsExtensionType::MAX_FRAGMENT_LENGTH, "max_fragment_length", &ReadMaxFragmentLength},
    {TlsExtensionType::RECORD_SIZE_LIMIT, "record_size_limit", &ReadRecordSizeLimit},
    {TlsExtensionType::EC_POINT_FORMATS, "ec_point_formats", &ReadPointFormats},
    {TlsExtensionType::SESSION_TICKET,
     "session_ticket",
     [](const TlsConfig&, ByteView data, TlsServerChoice& choice) {
         return ReadEmpty(data, "session_ticket", choice.givesTicket);
     }},
    {TlsExtensionType::STATUS_REQUEST,
     "status_request",
     [](const TlsConfig&, ByteView data, TlsServerChoice& choice) {
         return ReadEmpty(data, "status_request", choice.mayStapleOcsp);
     }},
    {TlsExtensionType::HEARTBEAT, "heartbeat", &ReadHeartbeat},
    {TlsExtensionType::ENCRYPT_THEN_MAC,
     "encrypt_then_mac",
     [](const TlsConfig&, ByteView data, TlsServerChoice& choice) {
         return ReadEmpty(data, "encrypt_then_mac", choice.encryptsThenMacs);
     }},
    {TlsExtensionType::EXTENDED_MASTER_SECRET,
     "extended_master_secret",
     [](const TlsConfig&, ByteView data, TlsServerChoice& choice) {
         return ReadEmpty(data, "extended_master_secret", choice.hasExtendedMasterSecret);
     }},
    {TlsExtensionType::ALPN, "application_layer_protocol_negotiation", &ReadAlpn},
    {TlsExtensionType::NPN, "next_protocol_negotiation", &ReadNpn},
};

/**
 * @param config what the client offers
 * @param offer what it sent
 * @param answer the extensions of the Server Hello
 * @param choice what follows from them
 * @return an alert when one is repeated, malformed or not as offered
 */
std::optional<TlsAlert>
ReadExtensions(const TlsConfig& config,
               const TlsClientHello& offer,
               const TlsExtensionList& answer,
               TlsServerChoice& choice)
{
    if (answer.HasDuplicate())
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the Server Hello repeats an extension"};
    }
    for (const TlsExtension& extension : answer.GetAll())
    {
        // The signaling suite is an offer of renegotiation_info (RFC 5746, 3.4).
        const bool wasOffered = offer.extensions.Find(extension.type) ||
                                (extension.type == TlsExtensionType::RENEGOTIATION_INFO &&
                                 Contains(offer.cipherSuites, TLS_EMPTY_RENEGOTIATION_INFO_SCSV));
        if (!wasOffered)
        {
            return TlsAlert{TlsAlertDescription::UNSUPPORTED_EXTENSION,
                            "the server answered extension " +
                                std::to_string(static_cast<uint16_t>(extension.type)) +
                                ", which was not offered"};
        }
    }
    for (const ExtensionRow& row : EXTENSIONS)
    {
        const Bytes* data = answer.Find(row.type);
        if (!data)
        {
            continue;
        }
        if (const auto alert = row.read(config, *data, choice))
        {
            return alert;
        }
    }
    if (choice.encryptsThenMacs && BlockLength(choice.suite->cipher) == 0)
    {
        // RFC 7366, 3.
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server wants encrypt-then-MAC with a suite that has no block cipher"};
    }
    return std::nullopt;
}

/**
 * RFC 5746, 3.4 and 3.5.
 * @param state what the connection knows
 * @param choice what the server answered
 * @return handshake_failure when its renegotiation_info is not right
 */
std::optional<TlsAlert>
CheckRenegotiationInfo(const TlsRenegotiationState& state, const TlsServerChoice& choice)
{
    const bool isPresent = choice.renegotiatedConnection.has_value();
    if (!state.IsAgain())
    {
        if (isPresent && !choice.renegotiatedConnection->empty())
        {
            return TlsAlert{TlsAlertDescription::HANDSHAKE_FAILURE,
                            "the renegotiation_info of a first handshake is not empty"};
        }
        return std::nullopt;
    }
    Bytes expected = state.clientVerifyData;
    Append(expected, state.serverVerifyData);
    if (state.isSecure != isPresent || (isPresent && *choice.renegotiatedConnection != expected))
    {
        return TlsAlert{TlsAlertDescription::HANDSHAKE_FAILURE,
                        "the renegotiation_info does not belong to this connection"};
    }
    return std::nullopt;
}

/**
 * What must not change when a session goes on (RFC 5246, 7.4.1.3; RFC 7627, 5.3).
 * @param offered the session
 * @param hello the server's answer
 * @param choice what follows from it
 * @return an alert when something did
 */
std::optional<TlsAlert>
CheckResumption(const TlsSession& offered,
                const TlsServerHello& hello,
                const TlsServerChoice& choice)
{
    if (choice.traits->version != offered.version)
    {
        return TlsAlert{TlsAlertDescription::PROTOCOL_VERSION,
                        "the server resumes a session with another version"};
    }
    if (hello.cipherSuite != offered.cipherSuite || hello.compressionMethod != offered.compression)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server resumes a session with another cipher suite or compression"};
    }
    if (choice.hasExtendedMasterSecret != offered.hasExtendedMasterSecret)
    {
        return TlsAlert{TlsAlertDescription::HANDSHAKE_FAILURE,
                        "the server resumes a session with another use of the extended master "
                        "secret"};
    }
    return std::nullopt;
}

} // namespace

TlsClientHello
MakeClientHello(const TlsHandshakeContext& context, const Bytes& random, const TlsSession* offered)
{
    const TlsConfig& config = *context.config;
    TlsClientHello hello;
    hello.random = random;
    if (config.hello == TlsHelloPreset::OPENSSL_1_0_1)
    {
        FillOpenSsl101Hello(hello);
        return hello;
    }
    // TLS 1.3 stands in an extension (RFC 8446, 4.1.2).
    hello.clientVersion = static_cast<uint16_t>(std::min(config.maxVersion, TlsVersion::TLS_1_2));
    hello.sessionId = offered ? offered->sessionId : Bytes{};
    hello.cipherSuites = SuitesToOffer(config);
    hello.extensions = MakeExtensions(context, offered, hello.cipherSuites);
    if (!context.renegotiation.IsAgain() &&
        (config.minVersion < TlsVersion::TLS_1_3 || config.hello == TlsHelloPreset::OPENSSL_3_0))
    {
        hello.cipherSuites.push_back(TLS_EMPTY_RENEGOTIATION_INFO_SCSV);
    }
    if (config.isFallback)
    {
        hello.cipherSuites.push_back(TLS_FALLBACK_SCSV);
    }
    if (config.usesDeflate && config.maxVersion < TlsVersion::TLS_1_3)
    {
        hello.compressionMethods.push_back(TLS_COMPRESSION_DEFLATE);
    }
    hello.compressionMethods.push_back(TLS_COMPRESSION_NULL);
    return hello;
}

std::optional<TlsAlert>
ReadServerChoice(const TlsHandshakeContext& context,
                 const TlsClientHello& offer,
                 const TlsSession* offered,
                 const TlsServerHello& hello,
                 TlsServerChoice& choice)
{
    const TlsConfig& config = *context.config;
    choice = {};
    const auto version = static_cast<TlsVersion>(hello.serverVersion);
    choice.traits = FindVersionTraits(version);
    if (!choice.traits || version < config.minVersion || hello.serverVersion > offer.clientVersion)
    {
        return TlsAlert{TlsAlertDescription::PROTOCOL_VERSION,
                        "the server chose version " + std::to_string(hello.serverVersion)};
    }
    if (IsDowngraded(hello.random, config.maxVersion, version))
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server has a higher version than it chose: someone changed the hello"};
    }
    choice.suite = FindCipherSuite(hello.cipherSuite);
    if (!choice.suite || !Contains(offer.cipherSuites, hello.cipherSuite) ||
        choice.suite->keyExchange == TlsKeyExchange::SRP || version < choice.suite->minVersion ||
        version > choice.suite->maxVersion)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server chose cipher suite " + std::to_string(hello.cipherSuite) +
                            ", which cannot be used here"};
    }
    if (!Contains(offer.compressionMethods, hello.compressionMethod))
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server chose a compression that was not offered"};
    }
    if (const auto alert = ReadExtensions(config, offer, hello.extensions, choice))
    {
        return alert;
    }
    if (const auto alert = CheckRenegotiationInfo(context.renegotiation, choice))
    {
        return alert;
    }
    choice.resumes = offered && !hello.sessionId.empty() && hello.sessionId == offer.sessionId;
    return choice.resumes ? CheckResumption(*offered, hello, choice) : std::nullopt;
}

} // namespace tls
} // namespace ns3
