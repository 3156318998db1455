/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ALERT_H
#define TLS_ALERT_H

#include <cstdint>
#include <string>

namespace ns3
{
namespace tls
{

/// RFC 5246, 7.2.
enum class TlsAlertLevel : uint8_t
{
    WARNING = 1,
    FATAL = 2
};

/// RFC 5246, 7.2, RFC 6066, 9 and RFC 7301, 3.2.
enum class TlsAlertDescription : uint8_t
{
    CLOSE_NOTIFY = 0,
    UNEXPECTED_MESSAGE = 10,
    BAD_RECORD_MAC = 20,
    DECRYPTION_FAILED = 21,
    RECORD_OVERFLOW = 22,
    DECOMPRESSION_FAILURE = 30,
    HANDSHAKE_FAILURE = 40,
    NO_CERTIFICATE = 41,
    BAD_CERTIFICATE = 42,
    UNSUPPORTED_CERTIFICATE = 43,
    CERTIFICATE_REVOKED = 44,
    CERTIFICATE_EXPIRED = 45,
    CERTIFICATE_UNKNOWN = 46,
    ILLEGAL_PARAMETER = 47,
    UNKNOWN_CA = 48,
    ACCESS_DENIED = 49,
    DECODE_ERROR = 50,
    DECRYPT_ERROR = 51,
    EXPORT_RESTRICTION = 60,
    PROTOCOL_VERSION = 70,
    INSUFFICIENT_SECURITY = 71,
    INTERNAL_ERROR = 80,
    USER_CANCELED = 90,
    NO_RENEGOTIATION = 100,
    UNSUPPORTED_EXTENSION = 110,
    UNRECOGNIZED_NAME = 112,
    NO_APPLICATION_PROTOCOL = 120
};

/// What a handler returns when it cannot go on: the alert that goes out and why.
struct TlsAlert
{
    TlsAlertDescription description; //!< what the peer is told
    std::string reason;              //!< what the user is told: one sentence
};

/**
 * @param value an alert
 * @return its name in the RFC, as "bad_record_mac"; "unknown_alert" for a number without one
 */
const char* ToString(TlsAlertDescription value);

} // namespace tls
} // namespace ns3

#endif /* TLS_ALERT_H */
