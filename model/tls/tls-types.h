/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_TYPES_H
#define TLS_TYPES_H

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ns3
{
namespace tls
{

/// Which end of a connection one is (RFC 5246, 6.1).
enum class TlsRole : uint8_t
{
    CLIENT,
    SERVER
};

/// Protocol versions, with their code points (RFC 5246, 6.2.1).
enum class TlsVersion : uint16_t
{
    NONE = 0,
    TLS_1_2 = 0x0303
};

/// What a record holds (RFC 5246, 6.2.1).
enum class TlsContentType : uint8_t
{
    CHANGE_CIPHER_SPEC = 20,
    ALERT = 21,
    HANDSHAKE = 22,
    APPLICATION_DATA = 23
};

/**
 * Handshake messages (RFC 5246, 7.4; draft-agl-tls-nextprotoneg-04, 3), and as one more input of
 * the handshake's state machine the change_cipher_spec message, which is a content type of its own.
 */
enum class TlsHandshakeType : uint16_t
{
    HELLO_REQUEST = 0,
    CLIENT_HELLO = 1,
    SERVER_HELLO = 2,
    CERTIFICATE = 11,
    SERVER_KEY_EXCHANGE = 12,
    CERTIFICATE_REQUEST = 13,
    SERVER_HELLO_DONE = 14,
    CERTIFICATE_VERIFY = 15,
    CLIENT_KEY_EXCHANGE = 16,
    FINISHED = 20,
    NEXT_PROTOCOL = 67,
    CHANGE_CIPHER_SPEC = 0x101 //!< beyond the numbers that fit the wire
};

/// How an engine packs the handshake messages of one flight into records.
enum class TlsFlights : uint8_t
{
    ONE_MESSAGE_PER_RECORD, //!< as OpenSSL does
    COMPOUND                //!< as many as fit
};

/// Largest plaintext of a record in octets (RFC 5246, 6.2.1).
constexpr size_t TLS_MAX_PLAINTEXT = 1 << 14;
/// Largest protected fragment of a record in octets (RFC 5246, 6.2.3).
constexpr size_t TLS_MAX_CIPHERTEXT = TLS_MAX_PLAINTEXT + 2048;
/// Length of a record's header in octets.
constexpr size_t TLS_RECORD_HEADER = 5;
/// Length of either side's random in octets.
constexpr size_t TLS_RANDOM = 32;
/// Length of the master secret in octets (RFC 5246, 8.1).
constexpr size_t TLS_MASTER_SECRET = 48;

/**
 * @param value what to name
 * @return its name in the RFC's words
 */
const char* ToString(TlsRole value);
/// @copydoc ToString(TlsRole)
const char* ToString(TlsVersion value);
/// @copydoc ToString(TlsRole)
const char* ToString(TlsHandshakeType value);

/**
 * @param name a version as options spell it: "tls1.2"
 * @return the version, NONE when there is none of that name
 */
TlsVersion TlsVersionFromName(std::string_view name);

} // namespace tls
} // namespace ns3

#endif /* TLS_TYPES_H */
