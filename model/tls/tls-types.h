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
/// Engines of TLS and what they stand on: cryptography and certificates. No simulator in here.
namespace tls
{

/// Which end of a connection one is (RFC 5246, 6.1).
enum class TlsRole : uint8_t
{
    CLIENT, //!< opens the connection
    SERVER  //!< accepts it
};

/// Protocol versions, with their code points (RFC 5246, 6.2.1).
enum class TlsVersion : uint16_t
{
    NONE = 0,         //!< not decided, or not known
    SSL_3_0 = 0x0300, //!< RFC 6101
    TLS_1_0 = 0x0301, //!< RFC 2246
    TLS_1_1 = 0x0302, //!< RFC 4346
    TLS_1_2 = 0x0303, //!< RFC 5246
    TLS_1_3 = 0x0304  //!< RFC 8446
};

/// What a record holds (RFC 5246, 6.2.1).
enum class TlsContentType : uint8_t
{
    CHANGE_CIPHER_SPEC = 20, //!< protection changes after it (7.1)
    ALERT = 21,              //!< 7.2
    HANDSHAKE = 22,          //!< 7.4
    APPLICATION_DATA = 23,   //!< 10
    HEARTBEAT = 24           //!< RFC 6520
};

/**
 * Handshake messages (RFC 5246, 7.4; RFC 8446, 4; draft-agl-tls-nextprotoneg-04, 3), and as more
 * inputs of the handshake's state machine the change_cipher_spec message, which is a content type
 * of its own, and the Hello Retry Request, which is a Server Hello with a special random.
 */
enum class TlsHandshakeType : uint16_t
{
    HELLO_REQUEST = 0,          //!< 7.4.1.1: a server asks for a handshake
    CLIENT_HELLO = 1,           //!< 7.4.1.2
    SERVER_HELLO = 2,           //!< 7.4.1.3
    NEW_SESSION_TICKET = 4,     //!< RFC 5077, 3.3; RFC 8446, 4.6.1
    END_OF_EARLY_DATA = 5,      //!< RFC 8446, 4.5
    ENCRYPTED_EXTENSIONS = 8,   //!< RFC 8446, 4.3.1
    CERTIFICATE = 11,           //!< 7.4.2: the sender's chain
    SERVER_KEY_EXCHANGE = 12,   //!< 7.4.3
    CERTIFICATE_REQUEST = 13,   //!< 7.4.4
    SERVER_HELLO_DONE = 14,     //!< 7.4.5
    CERTIFICATE_VERIFY = 15,    //!< 7.4.8
    CLIENT_KEY_EXCHANGE = 16,   //!< 7.4.7
    FINISHED = 20,              //!< 7.4.9
    CERTIFICATE_STATUS = 22,    //!< RFC 6066, 8
    KEY_UPDATE = 24,            //!< RFC 8446, 4.6.3
    NEXT_PROTOCOL = 67,         //!< the client's choice of protocol
    MESSAGE_HASH = 254,         //!< stands for a Client Hello in a transcript (RFC 8446, 4.4.1)
    CHANGE_CIPHER_SPEC = 0x101, //!< beyond the numbers that fit the wire
    HELLO_RETRY_REQUEST = 0x102 //!< RFC 8446, 4.1.4; on the wire a Server Hello
};

/// How an engine packs the handshake messages of one flight into records.
enum class TlsFlights : uint8_t
{
    ONE_MESSAGE_PER_RECORD, //!< as OpenSSL does
    COMPOUND                //!< as many as fit
};

/// How keys are made when a pre-shared key is used (RFC 8446, 4.2.9), with its code point.
enum class TlsPskKeyExchangeMode : uint8_t
{
    PSK_KE = 0,    //!< from it alone
    PSK_DHE_KE = 1 //!< from it and from a Diffie-Hellman exchange
};

/// Largest plaintext of a record in octets (RFC 5246, 6.2.1).
constexpr size_t TLS_MAX_PLAINTEXT = 1 << 14;
/// Largest protected fragment of a record in octets (RFC 5246, 6.2.3).
constexpr size_t TLS_MAX_CIPHERTEXT = TLS_MAX_PLAINTEXT + 2048;
/// Largest protected fragment of a record in TLS 1.3 in octets (RFC 8446, 5.2).
constexpr size_t TLS_MAX_CIPHERTEXT_13 = TLS_MAX_PLAINTEXT + 256;
/// Smallest record_size_limit in octets (RFC 8449, 4).
constexpr size_t TLS_MIN_RECORD_SIZE_LIMIT = 64;
/// Length of a record's header in octets.
constexpr size_t TLS_RECORD_HEADER = 5;
/// Length of either side's random in octets.
constexpr size_t TLS_RANDOM = 32;
/// Length of the master secret in octets (RFC 5246, 8.1).
constexpr size_t TLS_MASTER_SECRET = 48;

/**
 * @param value a role
 * @return its name: "client" or "server"
 */
const char* ToString(TlsRole value);

/**
 * @param value a version
 * @return its name as options spell it, as "tls1.2"; "none" and "unknown" for the others
 */
const char* ToString(TlsVersion value);

/**
 * @param value a message
 * @return its name in the words of a sequence diagram, as "Client Hello"
 */
const char* ToString(TlsHandshakeType value);

/**
 * @param name a version as options spell it: "ssl3", "tls1.0", "tls1.1", "tls1.2",
 *        "tls1.3"
 * @return the version, NONE when there is none of that name
 */
TlsVersion TlsVersionFromName(std::string_view name);

} // namespace tls
} // namespace ns3

#endif /* TLS_TYPES_H */
