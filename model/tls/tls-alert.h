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

/// How grave an alert is (RFC 5246, 7.2).
enum class TlsAlertLevel : uint8_t
{
    WARNING = 1, //!< the connection may go on
    FATAL = 2    //!< it ends
};

/// What an alert says (RFC 5246, 7.2; RFC 6066, 9; RFC 7301, 3.2; RFC 8446, 6), with its code
/// point.
enum class TlsAlertDescription : uint8_t
{
    CLOSE_NOTIFY = 0,                      //!< the sender sends no more data
    UNEXPECTED_MESSAGE = 10,               //!< a message that must not come here
    BAD_RECORD_MAC = 20,                   //!< a record that is not authentic
    DECRYPTION_FAILED = 21,                //!< must not be sent in TLS 1.2
    RECORD_OVERFLOW = 22,                  //!< a record beyond the limits of RFC 5246, 6.2
    DECOMPRESSION_FAILURE = 30,            //!< a record that does not decompress
    HANDSHAKE_FAILURE = 40,                //!< nothing acceptable was offered
    NO_CERTIFICATE = 41,                   //!< SSL 3.0's alone
    BAD_CERTIFICATE = 42,                  //!< malformed, or a signature in it is wrong
    UNSUPPORTED_CERTIFICATE = 43,          //!< of a type that is not supported
    CERTIFICATE_REVOKED = 44,              //!< its authority took it back
    CERTIFICATE_EXPIRED = 45,              //!< expired or not yet valid
    CERTIFICATE_UNKNOWN = 46,              //!< not acceptable for another reason
    ILLEGAL_PARAMETER = 47,                //!< a field out of range or at odds with another
    UNKNOWN_CA = 48,                       //!< the chain leads to no trusted root
    ACCESS_DENIED = 49,                    //!< valid, but the sender will not go on
    DECODE_ERROR = 50,                     //!< a message that does not parse
    DECRYPT_ERROR = 51,                    //!< a signature or Finished is wrong
    EXPORT_RESTRICTION = 60,               //!< must not be sent since TLS 1.1
    PROTOCOL_VERSION = 70,                 //!< no version in common
    INSUFFICIENT_SECURITY = 71,            //!< what was offered is too weak
    INTERNAL_ERROR = 80,                   //!< nothing that the peer did
    INAPPROPRIATE_FALLBACK = 86,           //!< the client could have offered more (RFC 7507)
    USER_CANCELED = 90,                    //!< the handshake is given up
    NO_RENEGOTIATION = 100,                //!< a warning: no new handshake now
    MISSING_EXTENSION = 109,               //!< what must be there is not (RFC 8446, 6.2)
    UNSUPPORTED_EXTENSION = 110,           //!< an answer to what was not offered
    CERTIFICATE_UNOBTAINABLE = 111,        //!< of a certificate given by address (RFC 6066, 9)
    UNRECOGNIZED_NAME = 112,               //!< no such server here
    BAD_CERTIFICATE_STATUS_RESPONSE = 113, //!< the OCSP response does not hold
    BAD_CERTIFICATE_HASH_VALUE = 114,      //!< of a certificate given by address
    UNKNOWN_PSK_IDENTITY = 115,            //!< no pre-shared key of that name (RFC 8446, 6.2)
    CERTIFICATE_REQUIRED = 116,            //!< the client has to have one (RFC 8446, 6.2)
    NO_APPLICATION_PROTOCOL = 120          //!< no protocol in common by ALPN
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
