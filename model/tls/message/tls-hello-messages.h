/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_HELLO_MESSAGES_H
#define TLS_HELLO_MESSAGES_H

#include "tls-extension.h"

#include "ns3/tls-types.h"

#include <array>
#include <vector>

namespace ns3
{
namespace tls
{

/// Compression methods (RFC 5246, 7.4.1.2): none.
constexpr uint8_t TLS_COMPRESSION_NULL = 0;
/// Compression methods: DEFLATE (RFC 3749, 2).
constexpr uint8_t TLS_COMPRESSION_DEFLATE = 1;
/// Signaling suite that stands for an empty renegotiation_info (RFC 5746, 3.3).
constexpr uint16_t TLS_EMPTY_RENEGOTIATION_INFO_SCSV = 0x00ff;
/// Signaling suite that says that a higher version was tried before (RFC 7507, 3).
constexpr uint16_t TLS_FALLBACK_SCSV = 0x5600;

/// A client's offer (RFC 5246, 7.4.1.2).
struct TlsClientHello
{
    uint16_t clientVersion{0};          //!< highest version offered
    Bytes random;                       //!< 32 octets
    Bytes sessionId;                    //!< 0 to 32 octets
    std::vector<uint16_t> cipherSuites; //!< at least one
    Bytes compressionMethods;           //!< at least null
    TlsExtensionList extensions;        //!< possibly none
};

/// The server's choice (RFC 5246, 7.4.1.3).
struct TlsServerHello
{
    uint16_t serverVersion{0};                       //!< version chosen
    Bytes random;                                    //!< 32 octets
    Bytes sessionId;                                 //!< 0 to 32 octets
    uint16_t cipherSuite{0};                         //!< suite chosen
    uint8_t compressionMethod{TLS_COMPRESSION_NULL}; //!< method chosen
    TlsExtensionList extensions;                     //!< answers to the client's
};

/**
 * @param message what is written
 * @param writer where its body goes (RFC 5246, 7.4.1.2)
 */
void Serialize(const TlsClientHello& message, ByteWriter& writer);

/**
 * @param message what is written
 * @param writer where its body goes (RFC 5246, 7.4.1.3)
 */
void Serialize(const TlsServerHello& message, ByteWriter& writer);

/**
 * @param reader the body of a message (RFC 5246, 7.4.1.2)
 * @param message what was read
 * @return false when malformed or when something follows
 */
bool Parse(ByteReader& reader, TlsClientHello& message);

/**
 * @param reader the body of a message (RFC 5246, 7.4.1.3)
 * @param message what was read
 * @return false when malformed or when something follows
 */
bool Parse(ByteReader& reader, TlsServerHello& message);

} // namespace tls
} // namespace ns3

#endif /* TLS_HELLO_MESSAGES_H */
