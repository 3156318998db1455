/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-extension-fields.h"

#include "tls-certificate-fields.h"
#include "tls-field-text.h"

#include "ns3/tls-extension-13.h"
#include "ns3/tls-types.h"
#include "ns3/x509-name.h"

#include <optional>

namespace ns3
{

namespace
{

using Text = TlsFieldText;
using tls::TlsExtensionType;
using Place = tls::TlsExtensionPlace;

/// What an extension says; nothing when it is malformed.
using Fields = std::optional<TlsFields>;

/// @param list of items @param name of each @param text makes a text of an item @return fields
template <typename Items, typename ToText>
Fields
Each(const std::optional<Items>& list, const char* name, ToText text)
{
    if (!list)
    {
        return std::nullopt;
    }
    TlsFields fields;
    for (const auto& item : *list)
    {
        fields.push_back({name, text(item)});
    }
    return fields;
}

/// @param name of a protocol or host @return it, readable
std::string
NameText(const std::string& name)
{
    return Text::Printable(wire::ToBytes(name));
}

Fields
ServerName(tls::ByteView data, Place /* place */)
{
    const auto name = tls::DecodeServerName(data);
    if (name)
    {
        return TlsFields{TlsField{"host_name", NameText(*name)}};
    }
    // A server's is empty (RFC 6066, 3).
    return data.IsEmpty() ? Fields(TlsFields{}) : std::nullopt;
}

Fields
Groups(tls::ByteView data, Place /* place */)
{
    return Each(tls::DecodeGroups(data), "group", TlsExtensionFields::GroupText);
}

Fields
PointFormats(tls::ByteView data, Place /* place */)
{
    return Each(tls::DecodePointFormats(data), "format", [](tls::TlsEcPointFormat format) {
        constexpr const char* NAMES[] = {"uncompressed",
                                         "ansiX962_compressed_prime",
                                         "ansiX962_compressed_char2"};
        const auto number = static_cast<uint8_t>(format);
        return Text::Named(number < 3 ? NAMES[number] : "unknown", number, 2);
    });
}

Fields
SignatureAlgorithms(tls::ByteView data, Place /* place */)
{
    return Each(tls::DecodeSignatureSchemes(data), "algorithm", TlsExtensionFields::SchemeText);
}

Fields
Alpn(tls::ByteView data, Place /* place */)
{
    return Each(tls::DecodeAlpn(data), "protocol", NameText);
}

Fields
Npn(tls::ByteView data, Place /* place */)
{
    return Each(tls::DecodeNpn(data), "protocol", NameText);
}

Fields
MaxFragmentLength(tls::ByteView data, Place /* place */)
{
    const auto length = tls::DecodeMaxFragmentLength(data);
    if (!length)
    {
        return std::nullopt;
    }
    return TlsFields{TlsField{"largest fragment", Text::Octets(*length)}};
}

Fields
StatusRequest(tls::ByteView data, Place place)
{
    if (place == Place::CERTIFICATE)
    {
        return TlsFields{TlsCertificateFields::OfStatus(data)};
    }
    if (data.IsEmpty())
    {
        return TlsFields{TlsField{"answer", "a Certificate Status follows"}};
    }
    const auto isOcsp = tls::DecodeStatusRequest(data);
    if (!isOcsp)
    {
        return std::nullopt;
    }
    return TlsFields{TlsField{"status_type", *isOcsp ? "ocsp (1)" : "unknown"}};
}

/// @param mode whether requests are welcome @return its name in RFC 6520
const char*
HeartbeatText(tls::TlsHeartbeatMode mode)
{
    switch (mode)
    {
    case tls::TlsHeartbeatMode::PEER_ALLOWED_TO_SEND:
        return "peer_allowed_to_send";
    case tls::TlsHeartbeatMode::PEER_NOT_ALLOWED_TO_SEND:
        return "peer_not_allowed_to_send";
    }
    return "unknown";
}

Fields
Heartbeat(tls::ByteView data, Place /* place */)
{
    const auto mode = tls::DecodeHeartbeatMode(data);
    if (!mode)
    {
        return std::nullopt;
    }
    const auto number = static_cast<uint8_t>(*mode);
    return TlsFields{TlsField{"mode", Text::Named(HeartbeatText(*mode), number, 2)}};
}

Fields
SessionTicket(tls::ByteView data, Place /* place */)
{
    return TlsFields{data.IsEmpty() ? TlsField{"ticket", "none"} : Text::Opaque("ticket", data)};
}

Fields
RenegotiationInfo(tls::ByteView data, Place /* place */)
{
    const auto verify = tls::DecodeRenegotiationInfo(data);
    if (!verify)
    {
        return std::nullopt;
    }
    return TlsFields{Text::Opaque("renegotiated_connection", *verify)};
}

Fields
Empty(tls::ByteView data, Place /* place */)
{
    return data.IsEmpty() ? Fields(TlsFields{}) : std::nullopt;
}

Fields
SupportedVersions(tls::ByteView data, Place place)
{
    const auto text = [](tls::TlsVersion version) {
        return TlsExtensionFields::VersionText(static_cast<uint16_t>(version));
    };
    if (place == Place::CLIENT_HELLO)
    {
        return Each(tls::DecodeSupportedVersions(data), "version", text);
    }
    const auto version = tls::DecodeSelectedVersion(data);
    if (!version)
    {
        return std::nullopt;
    }
    return TlsFields{TlsField{"selected_version", text(*version)}};
}

/// @param share a public value @return what it says
TlsField
ShareField(const tls::TlsKeyShareEntry& share)
{
    return {"share",
            TlsExtensionFields::GroupText(share.group),
            {Text::Opaque("key_exchange", share.keyExchange)}};
}

Fields
KeyShare(tls::ByteView data, Place place)
{
    if (place == Place::HELLO_RETRY_REQUEST)
    {
        const auto group = tls::DecodeSelectedGroup(data);
        return group ? Fields(TlsFields{
                           TlsField{"selected_group", TlsExtensionFields::GroupText(*group)}})
                     : std::nullopt;
    }
    if (place == Place::SERVER_HELLO)
    {
        const auto share = tls::DecodeServerKeyShare(data);
        return share ? Fields(TlsFields{ShareField(*share)}) : std::nullopt;
    }
    const auto shares = tls::DecodeClientKeyShares(data);
    if (!shares)
    {
        return std::nullopt;
    }
    TlsFields fields;
    for (const auto& share : *shares)
    {
        fields.push_back(ShareField(share));
    }
    return fields;
}

Fields
PreSharedKey(tls::ByteView data, Place place)
{
    if (place == Place::SERVER_HELLO)
    {
        const auto index = tls::DecodeSelectedPsk(data);
        return index ? Fields(TlsFields{TlsField{"selected_identity", std::to_string(*index)}})
                     : std::nullopt;
    }
    const auto psks = tls::DecodeOfferedPsks(data);
    if (!psks)
    {
        return std::nullopt;
    }
    TlsFields fields;
    for (const auto& psk : psks->identities)
    {
        fields.push_back({"identity",
                          "",
                          {Text::Opaque("ticket", psk.identity),
                           {"obfuscated_ticket_age", std::to_string(psk.obfuscatedTicketAge)}}});
    }
    for (const auto& binder : psks->binders)
    {
        fields.push_back(Text::Opaque("binder", binder));
    }
    return fields;
}

Fields
PskModes(tls::ByteView data, Place /* place */)
{
    return Each(tls::DecodePskKeyExchangeModes(data), "mode", [](tls::TlsPskKeyExchangeMode mode) {
        const auto number = static_cast<uint8_t>(mode);
        return Text::Named(number == 0   ? "psk_ke"
                           : number == 1 ? "psk_dhe_ke"
                                         : "unknown",
                           number,
                           2);
    });
}

Fields
EarlyData(tls::ByteView data, Place place)
{
    if (place != Place::NEW_SESSION_TICKET)
    {
        return Empty(data, place);
    }
    const auto most = tls::DecodeMaxEarlyDataSize(data);
    return most ? Fields(TlsFields{TlsField{"max_early_data_size", Text::Octets(*most)}})
                : std::nullopt;
}

Fields
Cookie(tls::ByteView data, Place /* place */)
{
    const auto cookie = tls::DecodeCookie(data);
    return cookie ? Fields(TlsFields{Text::Opaque("cookie", *cookie)}) : std::nullopt;
}

Fields
Authorities(tls::ByteView data, Place /* place */)
{
    return Each(tls::DecodeCertificateAuthorities(data), "authority", [](const tls::Bytes& der) {
        tls::X509Name name;
        return ParseX509Name(der, name) ? name.ToString() : Text::Bytes(der);
    });
}

Fields
RecordSizeLimit(tls::ByteView data, Place /* place */)
{
    const auto limit = tls::DecodeRecordSizeLimit(data);
    return limit ? Fields(TlsFields{TlsField{"limit", Text::Octets(*limit)}}) : std::nullopt;
}

/// An extension and what decodes it.
struct Row
{
    TlsExtensionType type;                             //!< code point
    const char* name;                                  //!< in the registry
    Fields (*decode)(tls::ByteView data, Place place); //!< what it says, and where
};

constexpr Row ROWS[] = {
    {TlsExtensionType::SERVER_NAME, "server_name", ServerName},
    {TlsExtensionType::MAX_FRAGMENT_LENGTH, "max_fragment_length", MaxFragmentLength},
    {TlsExtensionType::STATUS_REQUEST, "status_request", StatusRequest},
    {TlsExtensionType::SUPPORTED_GROUPS, "supported_groups", Groups},
    {TlsExtensionType::EC_POINT_FORMATS, "ec_point_formats", PointFormats},
    {TlsExtensionType::SIGNATURE_ALGORITHMS, "signature_algorithms", SignatureAlgorithms},
    {TlsExtensionType::HEARTBEAT, "heartbeat", Heartbeat},
    {TlsExtensionType::ALPN, "application_layer_protocol_negotiation", Alpn},
    {TlsExtensionType::ENCRYPT_THEN_MAC, "encrypt_then_mac", Empty},
    {TlsExtensionType::EXTENDED_MASTER_SECRET, "extended_master_secret", Empty},
    {TlsExtensionType::RECORD_SIZE_LIMIT, "record_size_limit", RecordSizeLimit},
    {TlsExtensionType::SESSION_TICKET, "session_ticket", SessionTicket},
    {TlsExtensionType::PRE_SHARED_KEY, "pre_shared_key", PreSharedKey},
    {TlsExtensionType::EARLY_DATA, "early_data", EarlyData},
    {TlsExtensionType::SUPPORTED_VERSIONS, "supported_versions", SupportedVersions},
    {TlsExtensionType::COOKIE, "cookie", Cookie},
    {TlsExtensionType::PSK_KEY_EXCHANGE_MODES, "psk_key_exchange_modes", PskModes},
    {TlsExtensionType::CERTIFICATE_AUTHORITIES, "certificate_authorities", Authorities},
    {TlsExtensionType::POST_HANDSHAKE_AUTH, "post_handshake_auth", Empty},
    {TlsExtensionType::SIGNATURE_ALGORITHMS_CERT, "signature_algorithms_cert", SignatureAlgorithms},
    {TlsExtensionType::KEY_SHARE, "key_share", KeyShare},
    {TlsExtensionType::NPN, "next_protocol_negotiation", Npn},
    {TlsExtensionType::RENEGOTIATION_INFO, "renegotiation_info", RenegotiationInfo},
};

/// @param extension as it stands in a message @param place which message @return what it says
TlsField
OfExtension(const tls::TlsExtension& extension, Place place)
{
    const auto number = static_cast<uint16_t>(extension.type);
    for (const Row& row : ROWS)
    {
        if (row.type != extension.type)
        {
            continue;
        }
        TlsField field{Text::Named(row.name, number, 4)};
        if (auto fields = row.decode(extension.data, place))
        {
            field.value = fields->size() > 1 ? std::to_string(fields->size()) + " entries" : "";
            field.inner = std::move(*fields);
        }
        else
        {
            field.value = "malformed: " + Text::Bytes(extension.data);
        }
        return field;
    }
    return {Text::Named("unknown", number, 4), Text::Bytes(extension.data)};
}

} // namespace

TlsField
TlsExtensionFields::Of(const tls::TlsExtensionList& extensions, tls::TlsExtensionPlace place)
{
    TlsField field{"extensions", extensions.GetAll().empty() ? "none" : ""};
    for (const auto& extension : extensions.GetAll())
    {
        field.inner.push_back(OfExtension(extension, place));
    }
    return field;
}

std::string
TlsExtensionFields::GroupText(tls::NamedGroup group)
{
    return Text::Named(ToString(group), static_cast<uint16_t>(group), 4);
}

std::string
TlsExtensionFields::SchemeText(tls::SignatureScheme scheme)
{
    return Text::Named(ToString(scheme), static_cast<uint16_t>(scheme), 4);
}

TlsField
TlsExtensionFields::SchemeList(const std::vector<tls::SignatureScheme>& schemes)
{
    TlsField field{"supported_signature_algorithms", std::to_string(schemes.size())};
    for (const auto scheme : schemes)
    {
        field.inner.push_back({"algorithm", SchemeText(scheme)});
    }
    return field;
}

std::string
TlsExtensionFields::VersionText(uint16_t version)
{
    return Text::Named(tls::ToString(static_cast<tls::TlsVersion>(version)), version, 4);
}

} // namespace ns3
