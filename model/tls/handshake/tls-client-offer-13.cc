/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-client-offer-13.h"

#include "ns3/tls-extension-place.h"

#include <set>

namespace ns3
{
namespace tls
{

namespace
{

/// How one extension is read: true unless it is malformed.
using Reader = bool (*)(ByteView data, TlsClientOffer13& offer);

/// An extension that a server of TLS 1.3 knows.
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
    {TlsExtensionType::KEY_SHARE,
     "key_share",
     [](ByteView data, TlsClientOffer13& offer) {
         return Keep(DecodeClientKeyShares(data), offer.shares);
     }},
    {TlsExtensionType::PSK_KEY_EXCHANGE_MODES,
     "psk_key_exchange_modes",
     [](ByteView data, TlsClientOffer13& offer) {
         return Keep(DecodePskKeyExchangeModes(data), offer.pskModes);
     }},
    {TlsExtensionType::PRE_SHARED_KEY,
     "pre_shared_key",
     [](ByteView data, TlsClientOffer13& offer) {
         return Keep(DecodeOfferedPsks(data), offer.psks);
     }},
    {TlsExtensionType::COOKIE,
     "cookie",
     [](ByteView data, TlsClientOffer13& offer) { return Keep(DecodeCookie(data), offer.cookie); }},
    {TlsExtensionType::EARLY_DATA,
     "early_data",
     [](ByteView data, TlsClientOffer13& offer) { return KeepEmpty(data, offer.hasEarlyData); }},
    {TlsExtensionType::POST_HANDSHAKE_AUTH,
     "post_handshake_auth",
     [](ByteView data, TlsClientOffer13& offer) {
         return KeepEmpty(data, offer.takesLateCertificateRequest);
     }},
    {TlsExtensionType::CERTIFICATE_AUTHORITIES,
     "certificate_authorities",
     [](ByteView data, TlsClientOffer13& offer) {
         return Keep(DecodeCertificateAuthorities(data), offer.authorities);
     }},
};

/**
 * What must be there (RFC 8446, 4.2.9 and 9.2).
 * @param extensions of the Client Hello
 * @return missing_extension when it is not
 */
std::optional<TlsAlert>
CheckMandatory(const TlsExtensionList& extensions)
{
    const auto has = [&extensions](TlsExtensionType type) { return extensions.Find(type); };
    const char* missing = nullptr;
    if (has(TlsExtensionType::PRE_SHARED_KEY))
    {
        missing =
            has(TlsExtensionType::PSK_KEY_EXCHANGE_MODES) ? nullptr : "psk_key_exchange_modes";
    }
    else if (!has(TlsExtensionType::SIGNATURE_ALGORITHMS))
    {
        missing = "signature_algorithms";
    }
    else if (!has(TlsExtensionType::SUPPORTED_GROUPS))
    {
        missing = "supported_groups";
    }
    if (!missing && has(TlsExtensionType::SUPPORTED_GROUPS) && !has(TlsExtensionType::KEY_SHARE))
    {
        missing = "key_share";
    }
    if (!missing && has(TlsExtensionType::KEY_SHARE) && !has(TlsExtensionType::SUPPORTED_GROUPS))
    {
        missing = "supported_groups";
    }
    if (missing)
    {
        return TlsAlert{TlsAlertDescription::MISSING_EXTENSION,
                        std::string("the Client Hello lacks ") + missing};
    }
    return std::nullopt;
}

/**
 * @param offer as it was read
 * @return illegal_parameter when parts of it contradict each other
 */
std::optional<TlsAlert>
CheckSense(const TlsClientOffer13& offer)
{
    if (offer.psks && offer.psks->identities.size() != offer.psks->binders.size())
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the client has " + std::to_string(offer.psks->identities.size()) +
                            " pre-shared keys, but " + std::to_string(offer.psks->binders.size()) +
                            " binders"};
    }
    if (offer.hasEarlyData && !offer.psks)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the client announces early data without a pre-shared key"};
    }
    std::set<NamedGroup> groups;
    for (const TlsKeyShareEntry& share : offer.shares)
    {
        if (!groups.insert(share.group).second)
        {
            return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                            "the client has two shares for one group"};
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

} // namespace

std::optional<TlsAlert>
ReadClientOffer13(const TlsClientHello& hello, TlsClientOffer13& offer)
{
    offer = {};
    if (const auto alert = CheckPlaces(hello.extensions, TlsExtensionPlace::CLIENT_HELLO))
    {
        return alert;
    }
    if (hello.compressionMethods != Bytes{TLS_COMPRESSION_NULL})
    {
        // RFC 8446, 4.1.2.
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the client offers compression in TLS 1.3"};
    }
    for (const ExtensionRow& row : EXTENSIONS)
    {
        const Bytes* data = hello.extensions.Find(row.type);
        if (data && !row.read(*data, offer))
        {
            return Malformed(row.name);
        }
    }
    if (const auto alert = CheckMandatory(hello.extensions))
    {
        return alert;
    }
    return CheckSense(offer);
}

std::optional<TlsAlert>
ReadSupportedVersions(const TlsClientHello& hello, std::vector<TlsVersion>& versions)
{
    versions.clear();
    const Bytes* data = hello.extensions.Find(TlsExtensionType::SUPPORTED_VERSIONS);
    if (!data)
    {
        return std::nullopt;
    }
    auto decoded = DecodeSupportedVersions(*data);
    if (!decoded)
    {
        return Malformed("supported_versions");
    }
    versions = std::move(*decoded);
    return std::nullopt;
}

} // namespace tls
} // namespace ns3
