/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-client-negotiation-13.h"

#include "ns3/tls-extension-place.h"

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
 * @param reason what the server did
 * @return illegal_parameter
 */
TlsAlert
Illegal(const std::string& reason)
{
    return {TlsAlertDescription::ILLEGAL_PARAMETER, "the server " + reason};
}

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
 * What both hellos of a server have: the session id echoed, no compression, a suite that was
 * offered, extensions in their places (RFC 8446, 4.1.3 and 4.1.4).
 * @param offer the Client Hello
 * @param hello of the server
 * @param place which of the two it is
 * @param suite chosen
 * @return an alert when it is not so
 */
std::optional<TlsAlert>
CheckHello(const TlsOffer13& offer,
           const TlsServerHello& hello,
           TlsExtensionPlace place,
           const TlsCipherSuite*& suite)
{
    if (hello.sessionId != offer.hello.sessionId)
    {
        return Illegal("did not echo the session id");
    }
    if (hello.compressionMethod != TLS_COMPRESSION_NULL)
    {
        return Illegal("chose a compression in TLS 1.3");
    }
    suite = FindCipherSuite(hello.cipherSuite);
    if (!suite || suite->maxVersion < TlsVersion::TLS_1_3 ||
        !Contains(offer.hello.cipherSuites, hello.cipherSuite))
    {
        return Illegal("chose cipher suite " + std::to_string(hello.cipherSuite) +
                       ", which cannot be used here");
    }
    if (auto alert = CheckPlaces(hello.extensions, place))
    {
        return alert;
    }
    return CheckRequested(hello.extensions, offer.hello.extensions);
}

/**
 * @param offer the Client Hello
 * @param hello of the server
 * @param choice which has the suite, and gets the key
 * @return an alert when the server chose a key that was not offered, or one for another hash
 */
std::optional<TlsAlert>
ReadSelectedPsk(const TlsOffer13& offer, const TlsServerHello& hello, TlsServerChoice13& choice)
{
    const Bytes* data = hello.extensions.Find(TlsExtensionType::PRE_SHARED_KEY);
    if (!data)
    {
        return std::nullopt;
    }
    const auto index = DecodeSelectedPsk(*data);
    if (!index)
    {
        return Malformed("pre_shared_key");
    }
    if (*index >= offer.psks.size())
    {
        return Illegal("chose a pre-shared key that was not offered");
    }
    choice.psk = &offer.psks[*index];
    choice.isFirstPsk = *index == 0;
    if (choice.psk->suite->prfHash != choice.suite->prfHash)
    {
        return Illegal("chose a pre-shared key for another hash");
    }
    return std::nullopt;
}

/**
 * @param config what the client offers
 * @param offer the Client Hello
 * @param hello of the server
 * @param choice which has the key, and gets the shares
 * @return an alert when the server's share is for a group without one's own, or missing
 */
std::optional<TlsAlert>
ReadServerShare(const TlsConfig& config,
                const TlsOffer13& offer,
                const TlsServerHello& hello,
                TlsServerChoice13& choice)
{
    const auto allows = [&config](TlsPskKeyExchangeMode mode) {
        return Contains(config.tls13.pskModes, mode);
    };
    const Bytes* data = hello.extensions.Find(TlsExtensionType::KEY_SHARE);
    if (!data)
    {
        if (!choice.psk)
        {
            return TlsAlert{TlsAlertDescription::MISSING_EXTENSION,
                            "the Server Hello has neither key_share nor pre_shared_key"};
        }
        return allows(TlsPskKeyExchangeMode::PSK_KE)
                   ? std::nullopt
                   : std::optional(Illegal("uses the pre-shared key alone, which was not offered"));
    }
    choice.share = DecodeServerKeyShare(*data);
    if (!choice.share)
    {
        return Malformed("key_share");
    }
    if (choice.psk && !allows(TlsPskKeyExchangeMode::PSK_DHE_KE))
    {
        return Illegal("uses a key exchange beside the pre-shared key, which was not offered");
    }
    for (const TlsKeyShare& share : offer.shares)
    {
        if (share.group == choice.share->group)
        {
            choice.ownShare = &share;
            return std::nullopt;
        }
    }
    return Illegal("has a share for a group for which it got none");
}

std::optional<TlsAlert>
ReadAlpn(const TlsConfig& config, ByteView data, TlsServerAnswer13& answer)
{
    const auto protocols = DecodeAlpn(data);
    if (!protocols || protocols->size() != 1)
    {
        return Malformed("application_layer_protocol_negotiation");
    }
    answer.alpn = protocols->front();
    if (!Contains(config.alpn, answer.alpn))
    {
        return Illegal("chose a protocol by ALPN that was not offered");
    }
    return std::nullopt;
}

std::optional<TlsAlert>
ReadServerName(const TlsConfig&, ByteView data, TlsServerAnswer13&)
{
    return data.IsEmpty() ? std::nullopt : std::optional(Malformed("server_name"));
}

std::optional<TlsAlert>
ReadGroups(const TlsConfig&, ByteView data, TlsServerAnswer13&)
{
    // For a later connection (RFC 8446, 4.2.7).
    return DecodeGroups(data) ? std::nullopt : std::optional(Malformed("supported_groups"));
}

std::optional<TlsAlert>
ReadEarlyData(const TlsConfig&, ByteView data, TlsServerAnswer13& answer)
{
    answer.takesEarlyData = true;
    return data.IsEmpty() ? std::nullopt : std::optional(Malformed("early_data"));
}

std::optional<TlsAlert>
ReadMaxFragmentLength(const TlsConfig& config, ByteView data, TlsServerAnswer13& answer)
{
    const auto length = DecodeMaxFragmentLength(data);
    if (!length || *length != config.maxFragmentLength)
    {
        return Illegal("chose another max_fragment_length than was asked for");
    }
    answer.maxFragmentLength = *length;
    return std::nullopt;
}

std::optional<TlsAlert>
ReadRecordSizeLimit(const TlsConfig&, ByteView data, TlsServerAnswer13& answer)
{
    answer.recordSizeLimit = DecodeRecordSizeLimit(data);
    if (!answer.recordSizeLimit)
    {
        return Malformed("record_size_limit");
    }
    if (answer.maxFragmentLength > 0)
    {
        // RFC 8449, 5.
        return Illegal("has both record_size_limit and max_fragment_length");
    }
    if (*answer.recordSizeLimit < TLS_MIN_RECORD_SIZE_LIMIT)
    {
        return Illegal("asks for records of " + std::to_string(*answer.recordSizeLimit) +
                       " octets");
    }
    return std::nullopt;
}

/// An extension that may stand in Encrypted Extensions.
struct ExtensionRow
{
    TlsExtensionType type; //!< which one
    /// how it is read: an alert when it is malformed or not as offered
    std::optional<TlsAlert> (*read)(const TlsConfig&, ByteView, TlsServerAnswer13&);
};

const ExtensionRow EXTENSIONS[]{
    {TlsExtensionType::SERVER_NAME, &ReadServerName},
    {TlsExtensionType::MAX_FRAGMENT_LENGTH, &ReadMaxFragmentLength},
    {TlsExtensionType::SUPPORTED_GROUPS, &ReadGroups},
    {TlsExtensionType::ALPN, &ReadAlpn},
    {TlsExtensionType::RECORD_SIZE_LIMIT, &ReadRecordSizeLimit},
    {TlsExtensionType::EARLY_DATA, &ReadEarlyData},
};

/**
 * Early data belongs to the first key, its suite and its protocol (RFC 8446, 4.2.10).
 * @param offer the Client Hello
 * @param choice of the Server Hello
 * @param answer which takes early data
 * @return illegal_parameter when the server agreed on others
 */
std::optional<TlsAlert>
CheckEarlyData(const TlsOffer13& offer,
               const TlsServerChoice13& choice,
               const TlsServerAnswer13& answer)
{
    if (!offer.hasEarlyData || !choice.isFirstPsk)
    {
        return Illegal("takes early data that belongs to another pre-shared key");
    }
    if (choice.suite->id != choice.psk->suite->id || answer.alpn != choice.psk->alpn)
    {
        return Illegal("takes early data, but another cipher suite or protocol");
    }
    return std::nullopt;
}

} // namespace

std::optional<TlsAlert>
ReadServerVersion(const TlsServerHello& hello, TlsVersion& version)
{
    version = TlsVersion{hello.serverVersion};
    if (const Bytes* data = hello.extensions.Find(TlsExtensionType::SUPPORTED_VERSIONS))
    {
        const auto selected = DecodeSelectedVersion(*data);
        if (!selected)
        {
            return Malformed("supported_versions");
        }
        // What is below TLS 1.3 is chosen in the old way alone (RFC 8446, 4.2.1).
        if (*selected != TlsVersion::TLS_1_3 || version != TlsVersion::TLS_1_2)
        {
            return Illegal("chose a version that supported_versions cannot choose");
        }
        version = *selected;
        return std::nullopt;
    }
    if (version >= TlsVersion::TLS_1_3)
    {
        return TlsAlert{TlsAlertDescription::PROTOCOL_VERSION,
                        "the server chose version " + std::to_string(hello.serverVersion)};
    }
    return std::nullopt;
}

std::optional<TlsAlert>
ReadRetryRequest(const TlsConfig& config,
                 const TlsOffer13& offer,
                 const TlsServerHello& hello,
                 TlsRetryRequest& request)
{
    request = {};
    if (auto alert =
            CheckHello(offer, hello, TlsExtensionPlace::HELLO_RETRY_REQUEST, request.suite))
    {
        return alert;
    }
    if (const Bytes* data = hello.extensions.Find(TlsExtensionType::COOKIE))
    {
        request.cookie = DecodeCookie(*data);
        if (!request.cookie)
        {
            return Malformed("cookie");
        }
    }
    if (const Bytes* data = hello.extensions.Find(TlsExtensionType::KEY_SHARE))
    {
        const auto group = DecodeSelectedGroup(*data);
        if (!group)
        {
            return Malformed("key_share");
        }
        const bool hasShare =
            std::any_of(offer.shares.begin(), offer.shares.end(), [&group](const TlsKeyShare& s) {
                return s.group == *group;
            });
        if (hasShare || !IsHandshakeGroup13(*group) || !Contains(config.groups, *group))
        {
            return Illegal("wants a share of a group that it has, or that was not offered");
        }
        request.group = *group;
    }
    if (request.group == NamedGroup::NONE && !request.cookie)
    {
        return Illegal("wants the same hello once more");
    }
    return std::nullopt;
}

std::optional<TlsAlert>
ReadServerChoice13(const TlsConfig& config,
                   const TlsOffer13& offer,
                   const TlsRetryRequest* retry,
                   const TlsServerHello& hello,
                   TlsServerChoice13& choice)
{
    choice = {};
    if (auto alert = CheckHello(offer, hello, TlsExtensionPlace::SERVER_HELLO, choice.suite))
    {
        return alert;
    }
    if (retry && choice.suite != retry->suite)
    {
        return Illegal("chose another cipher suite than in its Hello Retry Request");
    }
    if (auto alert = ReadSelectedPsk(offer, hello, choice))
    {
        return alert;
    }
    return ReadServerShare(config, offer, hello, choice);
}

std::optional<TlsAlert>
ReadEncryptedExtensions(const TlsConfig& config,
                        const TlsOffer13& offer,
                        const TlsServerChoice13& choice,
                        const TlsExtensionList& extensions,
                        TlsServerAnswer13& answer)
{
    answer = {};
    if (auto alert = CheckPlaces(extensions, TlsExtensionPlace::ENCRYPTED_EXTENSIONS))
    {
        return alert;
    }
    if (auto alert = CheckRequested(extensions, offer.hello.extensions))
    {
        return alert;
    }
    for (const ExtensionRow& row : EXTENSIONS)
    {
        const Bytes* data = extensions.Find(row.type);
        if (!data)
        {
            continue;
        }
        if (auto alert = row.read(config, *data, answer))
        {
            return alert;
        }
    }
    return answer.takesEarlyData ? CheckEarlyData(offer, choice, answer) : std::nullopt;
}

} // namespace tls
} // namespace ns3
