/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_EXTENSION_13_H
#define TLS_EXTENSION_13_H

#include "tls-extension.h"

#include "ns3/tls-types.h"

#include <optional>
#include <vector>

namespace ns3
{
namespace tls
{

/// A public value for one group (RFC 8446, 4.2.8).
struct TlsKeyShareEntry
{
    NamedGroup group{NamedGroup::NONE}; //!< possibly one without a name here
    Bytes keyExchange;                  //!< at least one octet
};

/// A pre-shared key that a client offers (RFC 8446, 4.2.11).
struct TlsPskIdentity
{
    Bytes identity;                  //!< a ticket or a name, at least one octet
    uint32_t obfuscatedTicketAge{0}; //!< milliseconds plus ticket_age_add; 0 for external keys
};

/// All pre-shared keys that a client offers (RFC 8446, 4.2.11).
struct TlsOfferedPsks
{
    std::vector<TlsPskIdentity> identities; //!< at least one
    std::vector<Bytes> binders;             //!< one for each identity, 32 to 255 octets
};

/**
 * @param versions in order of preference
 * @return extension_data of a client's supported_versions
 */
Bytes EncodeSupportedVersions(const std::vector<TlsVersion>& versions);

/**
 * @param data extension_data of a client's supported_versions
 * @return the versions, unknown ones included; nothing when malformed or empty
 */
std::optional<std::vector<TlsVersion>> DecodeSupportedVersions(ByteView data);

/**
 * @param version chosen
 * @return extension_data of a server's supported_versions, in either of its hellos
 */
Bytes EncodeSelectedVersion(TlsVersion version);

/**
 * @param data extension_data of a server's supported_versions
 * @return the version, possibly an unknown one; nothing when malformed
 */
std::optional<TlsVersion> DecodeSelectedVersion(ByteView data);

/**
 * @param shares in order of preference, possibly none
 * @return extension_data of a client's key_share
 */
Bytes EncodeClientKeyShares(const std::vector<TlsKeyShareEntry>& shares);

/**
 * @param data extension_data of a client's key_share
 * @return the shares, possibly none, those of unknown groups included; nothing when malformed
 */
std::optional<std::vector<TlsKeyShareEntry>> DecodeClientKeyShares(ByteView data);

/**
 * @param share the server's
 * @return extension_data of key_share in a Server Hello
 */
Bytes EncodeServerKeyShare(const TlsKeyShareEntry& share);

/**
 * @param data extension_data of key_share in a Server Hello
 * @return the server's share; nothing when malformed
 */
std::optional<TlsKeyShareEntry> DecodeServerKeyShare(ByteView data);

/**
 * @param group of which the server wants a share
 * @return extension_data of key_share in a Hello Retry Request
 */
Bytes EncodeSelectedGroup(NamedGroup group);

/**
 * @param data extension_data of key_share in a Hello Retry Request
 * @return the group, possibly an unknown one; nothing when malformed
 */
std::optional<NamedGroup> DecodeSelectedGroup(ByteView data);

/**
 * @param psks identities, and as many binders of the right length: zeros while the Client Hello
 *        that they cover is not yet written
 * @return extension_data of a client's pre_shared_key
 */
Bytes EncodeOfferedPsks(const TlsOfferedPsks& psks);

/**
 * @param data extension_data of a client's pre_shared_key
 * @return identities and binders; nothing when malformed. When their numbers differ, that is an
 *         illegal_parameter (RFC 8446, 4.2.11).
 */
std::optional<TlsOfferedPsks> DecodeOfferedPsks(ByteView data);

/**
 * @param psks identities and binders
 * @return octets at the end of a Client Hello that its binders do not cover: the binders and the
 *         lengths before them (RFC 8446, 4.2.11.2)
 */
size_t GetBindersSize(const TlsOfferedPsks& psks);

/**
 * @param index of the identity that the server takes, from 0
 * @return extension_data of a server's pre_shared_key
 */
Bytes EncodeSelectedPsk(uint16_t index);

/**
 * @param data extension_data of a server's pre_shared_key
 * @return the index; nothing when malformed
 */
std::optional<uint16_t> DecodeSelectedPsk(ByteView data);

/**
 * @param modes in any order
 * @return extension_data of psk_key_exchange_modes
 */
Bytes EncodePskKeyExchangeModes(const std::vector<TlsPskKeyExchangeMode>& modes);

/**
 * @param data extension_data of psk_key_exchange_modes
 * @return the modes, unknown ones included; nothing when malformed or empty
 */
std::optional<std::vector<TlsPskKeyExchangeMode>> DecodePskKeyExchangeModes(ByteView data);

/**
 * @param cookie 1 to 65,533 octets
 * @return extension_data of cookie
 */
Bytes EncodeCookie(ByteView cookie);

/**
 * @param data extension_data of cookie
 * @return the cookie; nothing when malformed or empty
 */
std::optional<Bytes> DecodeCookie(ByteView data);

/**
 * @param octets of application data that the ticket's owner may send early
 * @return extension_data of early_data in a New Session Ticket
 */
Bytes EncodeMaxEarlyDataSize(uint32_t octets);

/**
 * @param data extension_data of early_data in a New Session Ticket
 * @return octets of application data that may be sent early; nothing when malformed
 */
std::optional<uint32_t> DecodeMaxEarlyDataSize(ByteView data);

/**
 * @param names distinguished names in DER, at least one
 * @return extension_data of certificate_authorities
 */
Bytes EncodeCertificateAuthorities(const std::vector<Bytes>& names);

/**
 * @param data extension_data of certificate_authorities
 * @return distinguished names; nothing when malformed or empty
 */
std::optional<std::vector<Bytes>> DecodeCertificateAuthorities(ByteView data);

/**
 * @param octets largest plaintext of a protected record; in TLS 1.3 with content type and padding
 * @return extension_data of record_size_limit (RFC 8449, 4)
 */
Bytes EncodeRecordSizeLimit(uint16_t octets);

/**
 * @param data extension_data of record_size_limit
 * @return the limit; below TLS_MIN_RECORD_SIZE_LIMIT it is an illegal_parameter (RFC 8449, 4);
 *         nothing when malformed
 */
std::optional<uint16_t> DecodeRecordSizeLimit(ByteView data);

} // namespace tls
} // namespace ns3

#endif /* TLS_EXTENSION_13_H */
