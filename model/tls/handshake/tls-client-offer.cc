/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-client-offer.h"

#include "ns3/tls-extension-13.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

/// How one extension is read: true unless it is malformed.
using Reader = bool (*)(ByteView data, TlsClientOffer& offer);

/// An extension that a server knows.
struct ExtensionRow
{
    TlsExtensionType type; //!< which one
    const char* name;      //!< in the registry
    Reader read;           //!< how it is read
};

/**
 * Put what was decoded where it belongs.
 * @param decoded nothing when malformed
 * @param member of the offer
 * @return true unless it is malformed
 */
template <typename Decoded, typename Member>
bool
Keep(Decoded&& decoded, Member& member)
{
    if (!decoded)
    {
        return false;
    }
    member = std::move(*decoded);
    return true;
}

/**
 * @param data of an extension that carries nothing
 * @param flag set
 * @return true unless it carries something
 */
bool
KeepEmpty(ByteView data, bool& flag)
{
    flag = true;
    return data.IsEmpty();
}

const ExtensionRow EXTENSIONS[]{
    {TlsExtensionType::SERVER_NAME,
     "server_name",
     [](ByteView data, TlsClientOffer& offer) {
         return Keep(DecodeServerName(data), offer.serverName);
     }},
    {TlsExtensionType::MAX_FRAGMENT_LENGTH,
     "max_fragment_length",
     [](ByteView data, TlsClientOffer& offer) {
         return Keep(DecodeMaxFragmentLength(data), offer.maxFragmentLength);
     }},
    {TlsExtensionType::RECORD_SIZE_LIMIT,
     "record_size_limit",
     [](ByteView data, TlsClientOffer& offer) {
         return Keep(DecodeRecordSizeLimit(data), offer.recordSizeLimit);
     }},
    {TlsExtensionType::STATUS_REQUEST,
     "status_request",
     [](ByteView data, TlsClientOffer& offer) {
         return Keep(DecodeStatusRequest(data), offer.asksForOcsp);
     }},
    {TlsExtensionType::SUPPORTED_GROUPS,
     "supported_groups",
     [](ByteView data, TlsClientOffer& offer) { return Keep(DecodeGroups(data), offer.groups); }},
    {TlsExtensionType::SIGNATURE_ALGORITHMS,
     "signature_algorithms",
     [](ByteView data, TlsClientOffer& offer) {
         return Keep(DecodeSignatureSchemes(data), offer.schemes);
     }},
    {TlsExtensionType::HEARTBEAT,
     "heartbeat",
     [](ByteView data, TlsClientOffer& offer) {
         return Keep(DecodeHeartbeatMode(data), offer.heartbeat);
     }},
    {TlsExtensionType::ALPN,
     "application_layer_protocol_negotiation",
     [](ByteView data, TlsClientOffer& offer) { return Keep(DecodeAlpn(data), offer.alpn); }},
    {TlsExtensionType::ENCRYPT_THEN_MAC,
     "encrypt_then_mac",
     [](ByteView data, TlsClientOffer& offer) { return KeepEmpty(data, offer.hasEncryptThenMac); }},
    {TlsExtensionType::EXTENDED_MASTER_SECRET,
     "extended_master_secret",
     [](ByteView data, TlsClientOffer& offer) {
         return KeepEmpty(data, offer.hasExtendedMasterSecret);
     }},
    {TlsExtensionType::SESSION_TICKET,
     "session_ticket",
     [](ByteView data, TlsClientOffer& offer) {
         offer.ticket = data.ToBytes();
         return true;
     }},
    {TlsExtensionType::SUPPORTED_VERSIONS,
     "supported_versions",
     [](ByteView data, TlsClientOffer& offer) {
         return Keep(DecodeSupportedVersions(data), offer.versions);
     }},
    {TlsExtensionType::NPN,
     "next_protocol_negotiation",
     [](ByteView data, TlsClientOffer& offer) { return KeepEmpty(data, offer.hasNpn); }},
    {TlsExtensionType::RENEGOTIATION_INFO,
     "renegotiation_info",
     [](ByteView data, TlsClientOffer& offer) {
         return Keep(DecodeRenegotiationInfo(data), offer.renegotiatedConnection);
     }},
};

/**
 * @param data of ec_point_formats
 * @param offer where it is noted
 * @return an alert when it is malformed or lacks what everybody must take (RFC 8422, 5.1.2)
 */
std::optional<TlsAlert>
ReadPointFormats(ByteView data, TlsClientOffer& offer)
{
    const auto formats = DecodePointFormats(data);
    if (!formats)
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR,
                        "the client's ec_point_formats extension is malformed"};
    }
    if (std::find(formats->begin(), formats->end(), TlsEcPointFormat::UNCOMPRESSED) ==
        formats->end())
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the client does not take uncompressed points"};
    }
    offer.namesPointFormats = true;
    return std::nullopt;
}

/**
 * @param offer what the client says
 * @return illegal_parameter when a number in it has no meaning (RFC 6066, 4; RFC 6520, 2; RFC 8449,
 *         4)
 */
std::optional<TlsAlert>
CheckNumbers(const TlsClientOffer& offer)
{
    if (offer.maxFragmentLength == 0 &&
        offer.hello.extensions.Find(TlsExtensionType::MAX_FRAGMENT_LENGTH))
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the client asks for an unknown max_fragment_length"};
    }
    if (offer.recordSizeLimit && *offer.recordSizeLimit < TLS_MIN_RECORD_SIZE_LIMIT)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the client asks for records of " + std::to_string(*offer.recordSizeLimit) +
                            " octets"};
    }
    if (offer.heartbeat && !IsKnown(*offer.heartbeat))
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the client has an unknown heartbeat mode"};
    }
    return std::nullopt;
}

/**
 * @param config what the server has
 * @param hello as it came
 * @return what it says but for its extensions
 */
TlsClientOffer
ReadWithoutExtensions(const TlsConfig& config, const TlsClientHello& hello)
{
    const auto offers = [&hello](uint16_t id) {
        return std::find(hello.cipherSuites.begin(), hello.cipherSuites.end(), id) !=
               hello.cipherSuites.end();
    };
    TlsClientOffer offer;
    offer.hello = hello;
    offer.isFallback = offers(TLS_FALLBACK_SCSV);
    offer.hasRenegotiationScsv = offers(TLS_EMPTY_RENEGOTIATION_INFO_SCSV);
    // A client that names no groups takes any (RFC 8422, 4); one that names no signature
    // algorithms takes SHA-1 with the key in question (RFC 5246, 7.4.1.4.1).
    offer.groups = config.groups;
    offer.schemes = {SignatureScheme::RSA_PKCS1_SHA1,
                     SignatureScheme::DSA_SHA1,
                     SignatureScheme::ECDSA_SHA1};
    return offer;
}

} // namespace

std::optional<TlsAlert>
ReadClientOffer(const TlsConfig& config, const TlsClientHello& hello, TlsClientOffer& offer)
{
    offer = ReadWithoutExtensions(config, hello);
    if (hello.extensions.HasDuplicate())
    {
        return TlsAlert{TlsAlertDescription::DECODE_ERROR, "the Client Hello repeats an extension"};
    }
    for (const ExtensionRow& row : EXTENSIONS)
    {
        const Bytes* data = hello.extensions.Find(row.type);
        if (data && !row.read(*data, offer))
        {
            return TlsAlert{TlsAlertDescription::DECODE_ERROR,
                            std::string("the client's ") + row.name + " extension is malformed"};
        }
    }
    if (const Bytes* data = hello.extensions.Find(TlsExtensionType::EC_POINT_FORMATS))
    {
        if (const auto alert = ReadPointFormats(*data, offer))
        {
            return alert;
        }
    }
    return CheckNumbers(offer);
}

void
DropExtensions(const TlsConfig& config, TlsClientOffer& offer)
{
    std::optional<Bytes> renegotiatedConnection = std::move(offer.renegotiatedConnection);
    offer = ReadWithoutExtensions(config, offer.hello);
    offer.renegotiatedConnection = std::move(renegotiatedConnection);
}

} // namespace tls
} // namespace ns3
