/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_EXTENSION_H
#define TLS_EXTENSION_H

#include "ns3/byte-reader.h"
#include "ns3/byte-writer.h"
#include "ns3/crypto-types.h"
#include "ns3/tls-extension-type.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// How a point is written (RFC 4492, 5.1.2; RFC 8422 keeps the first one alone).
enum class TlsEcPointFormat : uint8_t
{
    UNCOMPRESSED = 0,     //!< both coordinates
    COMPRESSED_PRIME = 1, //!< one coordinate, over a prime field
    COMPRESSED_CHAR2 = 2  //!< one coordinate, over a binary field
};

/// Whether heartbeat requests are welcome (RFC 6520, 2).
enum class TlsHeartbeatMode : uint8_t
{
    PEER_ALLOWED_TO_SEND = 1,    //!< they are answered
    PEER_NOT_ALLOWED_TO_SEND = 2 //!< they are not
};

/// The extensions of a hello in the order of the wire.
class TlsExtensionList
{
  public:
    /**
     * @param type which one
     * @param data its extension_data
     */
    void Add(TlsExtensionType type, Bytes data);

    /**
     * @param type one that is there
     * @param data its extension_data from now on
     */
    void Replace(TlsExtensionType type, Bytes data);

    /// @param type one that may be there, and is not afterwards
    void Remove(TlsExtensionType type);

    /**
     * @param order types that go first, in that order; the others stay as they are, behind
     */
    void Sort(const std::vector<TlsExtensionType>& order);

    /**
     * @param type which one
     * @return its extension_data; null when it is not there
     */
    const Bytes* Find(TlsExtensionType type) const;

    /// @return all, in order
    const std::vector<TlsExtension>& GetAll() const;

    /// @return true when a type stands there more than once
    bool HasDuplicate() const;

  private:
    std::vector<TlsExtension> m_extensions; //!< in the order of the wire
};

/**
 * @param extensions written with the length of the whole before them; nothing when there is none
 * @param writer where they go
 */
void Serialize(const TlsExtensionList& extensions, ByteWriter& writer);

/**
 * @param reader a hello, from where its extensions start; all of them may be missing
 * @param extensions what was read
 * @return false when malformed
 */
bool Parse(ByteReader& reader, TlsExtensionList& extensions);

/**
 * @param name a host name
 * @return extension_data of a client's server_name
 */
Bytes EncodeServerName(const std::string& name);

/**
 * @param data extension_data of a client's server_name
 * @return its host name; nothing when malformed
 */
std::optional<std::string> DecodeServerName(ByteView data);

/**
 * @param groups in order of preference
 * @return extension_data of supported_groups
 */
Bytes EncodeGroups(const std::vector<NamedGroup>& groups);

/**
 * @param data extension_data of supported_groups
 * @return the groups, unknown ones included; nothing when malformed
 */
std::optional<std::vector<NamedGroup>> DecodeGroups(ByteView data);

/**
 * @param formats what the sender can read, in order of preference
 * @return extension_data of ec_point_formats
 */
Bytes EncodePointFormats(const std::vector<TlsEcPointFormat>& formats = {
                             TlsEcPointFormat::UNCOMPRESSED});

/**
 * @param data extension_data of ec_point_formats
 * @return the formats, unknown ones included; nothing when malformed or empty
 */
std::optional<std::vector<TlsEcPointFormat>> DecodePointFormats(ByteView data);

/**
 * @param formats from ec_point_formats
 * @return whether uncompressed points are among them, as they must be (RFC 8422, 5.1.2)
 */
bool HasUncompressed(const std::vector<TlsEcPointFormat>& formats);

/**
 * @param schemes in order of preference
 * @return extension_data of signature_algorithms
 */
Bytes EncodeSignatureSchemes(const std::vector<SignatureScheme>& schemes);

/**
 * @param data extension_data of signature_algorithms
 * @return the algorithms, unknown ones included; nothing when malformed
 */
std::optional<std::vector<SignatureScheme>> DecodeSignatureSchemes(ByteView data);

/**
 * @param protocols names of 1 to 255 octets
 * @return extension_data of ALPN
 */
Bytes EncodeAlpn(const std::vector<std::string>& protocols);

/**
 * @param data extension_data of ALPN
 * @return the names, at least one; nothing when malformed
 */
std::optional<std::vector<std::string>> DecodeAlpn(ByteView data);

/**
 * @param protocols names of 1 to 255 octets
 * @return extension_data of a server's NPN
 */
Bytes EncodeNpn(const std::vector<std::string>& protocols);

/**
 * @param data extension_data of a server's NPN
 * @return the names, possibly none; nothing when malformed
 */
std::optional<std::vector<std::string>> DecodeNpn(ByteView data);

/**
 * @param octets largest fragment: 512, 1024, 2048 or 4096
 * @return extension_data of max_fragment_length (RFC 6066, 4)
 */
Bytes EncodeMaxFragmentLength(size_t octets);

/**
 * @param data extension_data of max_fragment_length
 * @return the largest fragment in octets; 0 for a number without a meaning, which is an
 *         illegal_parameter (RFC 6066, 4); nothing when malformed
 */
std::optional<size_t> DecodeMaxFragmentLength(ByteView data);

/// @return extension_data of a client's status_request: OCSP, any responder (RFC 6066, 8)
Bytes EncodeStatusRequest();

/**
 * @param data extension_data of a client's status_request
 * @return true when it asks for OCSP, false when for something unknown; nothing when malformed
 */
std::optional<bool> DecodeStatusRequest(ByteView data);

/**
 * @param mode from a heartbeat extension
 * @return whether it has a name here (RFC 6520, 2)
 */
bool IsKnown(TlsHeartbeatMode mode);

/**
 * @param mode whether the peer may send requests
 * @return extension_data of heartbeat (RFC 6520, 2)
 */
Bytes EncodeHeartbeatMode(TlsHeartbeatMode mode);

/**
 * @param data extension_data of heartbeat
 * @return the mode; one without a name here is an illegal_parameter (RFC 6520, 2); nothing when
 *         malformed
 */
std::optional<TlsHeartbeatMode> DecodeHeartbeatMode(ByteView data);

/**
 * @param verifyData of the handshake before: empty in the first one, the client's in a Client
 *        Hello, the client's and the server's in a Server Hello (RFC 5746, 3.2)
 * @return extension_data of renegotiation_info
 */
Bytes EncodeRenegotiationInfo(ByteView verifyData);

/**
 * @param data extension_data of renegotiation_info
 * @return the verify_data in it, possibly none; nothing when malformed
 */
std::optional<Bytes> DecodeRenegotiationInfo(ByteView data);

} // namespace tls
} // namespace ns3

#endif /* TLS_EXTENSION_H */
