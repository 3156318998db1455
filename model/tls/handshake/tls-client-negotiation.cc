/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-client-negotiation.h"

#include "ns3/tls-version-traits.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

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
    for (const std::string& protocol : own)
    {
        if (std::find(listed.begin(), listed.end(), protocol) != listed.end())
        {
            return protocol;
        }
    }
    return own.front();
}

/**
 * @param config what the client offers
 * @param data of the server's ALPN extension
 * @param choice where the protocol goes
 * @return an alert when it is malformed or not as offered (RFC 7301, 3.1)
 */
std::optional<TlsAlert>
ReadAlpn(const TlsConfig& config, ByteView data, TlsServerChoice& choice)
{
    const auto protocols = DecodeAlpn(data);
    if (!protocols || protocols->size() != 1)
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the server's ALPN is malformed"};
    }
    choice.alpn = protocols->front();
    if (std::find(config.alpn.begin(), config.alpn.end(), choice.alpn) == config.alpn.end())
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server chose a protocol by ALPN that was not offered"};
    }
    return std::nullopt;
}

/**
 * @param config what the client offers
 * @param extensions of the Server Hello
 * @param choice what follows from them
 * @return an alert when one is malformed or not as offered
 */
std::optional<TlsAlert>
ReadExtensions(const TlsConfig& config, const TlsExtensionList& extensions, TlsServerChoice& choice)
{
    if (const Bytes* data = extensions.Find(TlsExtensionType::EC_POINT_FORMATS))
    {
        const auto formats = DecodePointFormats(*data);
        if (!formats)
        {
            return TlsAlert{TlsAlertDescription::DECODE_ERROR,
                            "the server's point formats are malformed"};
        }
        if (!HasUncompressed(*formats))
        {
            return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                            "the server does not take uncompressed points"};
        }
    }
    if (const Bytes* data = extensions.Find(TlsExtensionType::RENEGOTIATION_INFO))
    {
        if (*data != Bytes{0})
        {
            return TlsAlert{TlsAlertDescription::HANDSHAKE_FAILURE,
                            "the renegotiation_info of a first handshake is not empty"};
        }
    }
    if (const Bytes* data = extensions.Find(TlsExtensionType::ALPN))
    {
        if (const auto alert = ReadAlpn(config, *data, choice))
        {
            return alert;
        }
    }
    if (const Bytes* data = extensions.Find(TlsExtensionType::NPN))
    {
        const auto listed = DecodeNpn(*data);
        if (!listed)
        {
            return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the server's NPN is malformed"};
        }
        if (!choice.alpn.empty())
        {
            return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                            "the server's NPN stands beside ALPN"};
        }
        choice.usesNpn = true;
        choice.npn = PickNextProtocol(config.npn, *listed);
    }
    return std::nullopt;
}

} // namespace

TlsClientHello
MakeClientHello(const TlsConfig& config, const std::string& serverName, const Bytes& random)
{
    TlsClientHello hello;
    hello.clientVersion = static_cast<uint16_t>(config.maxVersion);
    hello.random = random;
    hello.cipherSuites = config.cipherSuites;
    hello.cipherSuites.push_back(TLS_EMPTY_RENEGOTIATION_INFO_SCSV);
    hello.compressionMethods = {TLS_COMPRESSION_NULL};
    const bool usesGroups =
        std::any_of(config.cipherSuites.begin(), config.cipherSuites.end(), [](uint16_t id) {
            return FindCipherSuite(id)->keyExchange == TlsKeyExchange::ECDHE;
        });
    TlsExtensionList& extensions = hello.extensions;
    if (IsDnsName(serverName))
    {
        extensions.Add(TlsExtensionType::SERVER_NAME, EncodeServerName(serverName));
    }
    if (usesGroups)
    {
        extensions.Add(TlsExtensionType::EC_POINT_FORMATS, EncodePointFormats());
        extensions.Add(TlsExtensionType::SUPPORTED_GROUPS, EncodeGroups(config.groups));
    }
    if (!config.npn.empty())
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
                       EncodeSignatureSchemes(config.signatureSchemes));
    }
    return hello;
}

std::optional<TlsAlert>
ReadServerChoice(const TlsConfig& config,
                 const TlsClientHello& offer,
                 const TlsServerHello& hello,
                 TlsServerChoice& choice)
{
    choice.version = static_cast<TlsVersion>(hello.serverVersion);
    if (!FindVersionTraits(choice.version) || choice.version < config.minVersion ||
        choice.version > config.maxVersion)
    {
        return TlsAlert{TlsAlertDescription::PROTOCOL_VERSION,
                        "the server chose version " + std::to_string(hello.serverVersion)};
    }
    choice.suite = FindCipherSuite(hello.cipherSuite);
    const auto& offered = config.cipherSuites;
    if (!choice.suite ||
        std::find(offered.begin(), offered.end(), hello.cipherSuite) == offered.end() ||
        choice.version < choice.suite->minVersion || choice.version > choice.suite->maxVersion)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server chose a cipher suite that was not offered"};
    }
    if (hello.compressionMethod != TLS_COMPRESSION_NULL)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the server chose a compression method that was not offered"};
    }
    if (hello.extensions.HasDuplicate())
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the Server Hello repeats an extension"};
    }
    for (const TlsExtension& extension : hello.extensions.GetAll())
    {
        const bool wasOffered = offer.extensions.Find(extension.type) ||
                                extension.type == TlsExtensionType::RENEGOTIATION_INFO;
        if (!wasOffered)
        {
            return TlsAlert{TlsAlertDescription::UNSUPPORTED_EXTENSION,
                            "the server answered extension " +
                                std::to_string(static_cast<uint16_t>(extension.type)) +
                                ", which was not offered"};
        }
    }
    return ReadExtensions(config, hello.extensions, choice);
}

} // namespace tls
} // namespace ns3
