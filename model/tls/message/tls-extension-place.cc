/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-extension-place.h"

#include <array>
#include <string>

namespace ns3
{
namespace tls
{

namespace
{

/// Places as bits of a number.
using Places = uint8_t;

/**
 * @param place a message
 * @return its bit
 */
constexpr Places
Bit(TlsExtensionPlace place)
{
    return static_cast<Places>(1 << static_cast<uint8_t>(place));
}

constexpr Places CH = Bit(TlsExtensionPlace::CLIENT_HELLO);
constexpr Places SH = Bit(TlsExtensionPlace::SERVER_HELLO);
constexpr Places HRR = Bit(TlsExtensionPlace::HELLO_RETRY_REQUEST);
constexpr Places EE = Bit(TlsExtensionPlace::ENCRYPTED_EXTENSIONS);
constexpr Places CT = Bit(TlsExtensionPlace::CERTIFICATE);
constexpr Places CR = Bit(TlsExtensionPlace::CERTIFICATE_REQUEST);
constexpr Places NST = Bit(TlsExtensionPlace::NEW_SESSION_TICKET);

/// An extension and the messages in which it may stand.
struct PlaceRow
{
    TlsExtensionType type;
    Places places;
};

/// In the letters of RFC 8446, 4.2; at the end, what TLS 1.3 has no use for.
constexpr std::array<PlaceRow, 26> PLACES{{
    {TlsExtensionType::SERVER_NAME, CH | EE},
    {TlsExtensionType::MAX_FRAGMENT_LENGTH, CH | EE},
    {TlsExtensionType::STATUS_REQUEST, CH | CR | CT},
    {TlsExtensionType::SUPPORTED_GROUPS, CH | EE},
    {TlsExtensionType::SIGNATURE_ALGORITHMS, CH | CR},
    {TlsExtensionType::HEARTBEAT, CH | EE},
    {TlsExtensionType::ALPN, CH | EE},
    {TlsExtensionType::SIGNED_CERTIFICATE_TIMESTAMP, CH | CR | CT},
    {TlsExtensionType::PADDING, CH},
    {TlsExtensionType::RECORD_SIZE_LIMIT, CH | EE},
    {TlsExtensionType::KEY_SHARE, CH | SH | HRR},
    {TlsExtensionType::PRE_SHARED_KEY, CH | SH},
    {TlsExtensionType::PSK_KEY_EXCHANGE_MODES, CH},
    {TlsExtensionType::EARLY_DATA, CH | EE | NST},
    {TlsExtensionType::COOKIE, CH | HRR},
    {TlsExtensionType::SUPPORTED_VERSIONS, CH | SH | HRR},
    {TlsExtensionType::CERTIFICATE_AUTHORITIES, CH | CR},
    {TlsExtensionType::OID_FILTERS, CR},
    {TlsExtensionType::POST_HANDSHAKE_AUTH, CH},
    {TlsExtensionType::SIGNATURE_ALGORITHMS_CERT, CH | CR},
    {TlsExtensionType::EC_POINT_FORMATS, CH},
    {TlsExtensionType::ENCRYPT_THEN_MAC, CH},
    {TlsExtensionType::EXTENDED_MASTER_SECRET, CH},
    {TlsExtensionType::SESSION_TICKET, CH},
    {TlsExtensionType::NPN, CH},
    {TlsExtensionType::RENEGOTIATION_INFO, CH},
}};

/**
 * @param type an extension
 * @return how a sentence names it
 */
std::string
NameOf(TlsExtensionType type)
{
    return "extension " + std::to_string(static_cast<uint16_t>(type));
}

} // namespace

bool
MayStandIn(TlsExtensionType type, TlsExtensionPlace place)
{
    for (const PlaceRow& row : PLACES)
    {
        if (row.type == type)
        {
            return (row.places & Bit(place)) != 0;
        }
    }
    return true;
}

void
ApplyExtensions(const std::vector<TlsExtension>& wanted,
                TlsExtensionPlace place,
                TlsExtensionList& extensions)
{
    for (const TlsExtension& extension : wanted)
    {
        if (!MayStandIn(extension.type, place))
        {
            continue;
        }
        if (extensions.Find(extension.type))
        {
            extensions.Replace(extension.type, extension.data);
        }
        else
        {
            extensions.Add(extension.type, extension.data);
        }
    }
}

std::optional<TlsAlert>
CheckPlaces(const TlsExtensionList& extensions, TlsExtensionPlace place)
{
    if (extensions.HasDuplicate())
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER, "an extension stands there twice"};
    }
    for (const TlsExtension& extension : extensions.GetAll())
    {
        if (!MayStandIn(extension.type, place))
        {
            return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                            NameOf(extension.type) + " stands in a message where it may not"};
        }
    }
    if (place == TlsExtensionPlace::CLIENT_HELLO &&
        extensions.Find(TlsExtensionType::PRE_SHARED_KEY) &&
        extensions.GetAll().back().type != TlsExtensionType::PRE_SHARED_KEY)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "an extension follows the pre_shared_key"};
    }
    return std::nullopt;
}

std::optional<TlsAlert>
CheckRequested(const TlsExtensionList& answers, const TlsExtensionList& requests)
{
    for (const TlsExtension& answer : answers.GetAll())
    {
        if (answer.type != TlsExtensionType::COOKIE && !requests.Find(answer.type))
        {
            return TlsAlert{TlsAlertDescription::UNSUPPORTED_EXTENSION,
                            NameOf(answer.type) + " was not asked for"};
        }
    }
    return std::nullopt;
}

} // namespace tls
} // namespace ns3
