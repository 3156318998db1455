/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_EXTENSION_H
#define TLS_EXTENSION_H

#include "ns3/byte-reader.h"
#include "ns3/byte-writer.h"
#include "ns3/crypto-types.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// Extensions that the engine knows, with their code points.
enum class TlsExtensionType : uint16_t
{
    SERVER_NAME = 0,            //!< RFC 6066, 3
    SUPPORTED_GROUPS = 10,      //!< RFC 8422, 5.1.1
    EC_POINT_FORMATS = 11,      //!< RFC 8422, 5.1.2
    SIGNATURE_ALGORITHMS = 13,  //!< RFC 5246, 7.4.1.4.1
    ALPN = 16,                  //!< RFC 7301, 3.1
    NPN = 13172,                //!< draft-agl-tls-nextprotoneg-04, 3
    RENEGOTIATION_INFO = 0xff01 //!< RFC 5746, 3.2
};

/// An extension as it stands in a hello.
struct TlsExtension
{
    TlsExtensionType type; //!< code point, possibly one without a name here
    Bytes data;            //!< extension_data
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

/// @return extension_data of ec_point_formats: uncompressed alone
Bytes EncodePointFormats();

/**
 * @param data extension_data of ec_point_formats
 * @return whether uncompressed points are among them; nothing when malformed
 */
std::optional<bool> DecodePointFormats(ByteView data);

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

} // namespace tls
} // namespace ns3

#endif /* TLS_EXTENSION_H */
