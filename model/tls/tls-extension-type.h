/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_EXTENSION_TYPE_H
#define TLS_EXTENSION_TYPE_H

#include "ns3/byte-view.h"

#include <cstdint>

namespace ns3
{
namespace tls
{

/// Extensions that the engine knows, with their code points.
enum class TlsExtensionType : uint16_t
{
    SERVER_NAME = 0,                   //!< RFC 6066, 3
    MAX_FRAGMENT_LENGTH = 1,           //!< RFC 6066, 4
    STATUS_REQUEST = 5,                //!< RFC 6066, 8; empty in a Server Hello
    SUPPORTED_GROUPS = 10,             //!< RFC 8422, 5.1.1; RFC 8446, 4.2.7
    EC_POINT_FORMATS = 11,             //!< RFC 8422, 5.1.2
    SIGNATURE_ALGORITHMS = 13,         //!< RFC 5246, 7.4.1.4.1
    HEARTBEAT = 15,                    //!< RFC 6520, 2
    ALPN = 16,                         //!< RFC 7301, 3.1
    SIGNED_CERTIFICATE_TIMESTAMP = 18, //!< RFC 6962, 3.3.1; not sent
    PADDING = 21,                      //!< RFC 7685, 3; not sent
    ENCRYPT_THEN_MAC = 22,             //!< RFC 7366, 2; always empty
    EXTENDED_MASTER_SECRET = 23,       //!< RFC 7627, 5.1; always empty
    RECORD_SIZE_LIMIT = 28,            //!< RFC 8449, 4
    SESSION_TICKET = 35,            //!< RFC 5077, 3.2; the ticket as it is, empty in a Server Hello
    PRE_SHARED_KEY = 41,            //!< RFC 8446, 4.2.11; the last one of a Client Hello
    EARLY_DATA = 42,                //!< RFC 8446, 4.2.10; empty but in a New Session Ticket
    SUPPORTED_VERSIONS = 43,        //!< RFC 8446, 4.2.1
    COOKIE = 44,                    //!< RFC 8446, 4.2.2
    PSK_KEY_EXCHANGE_MODES = 45,    //!< RFC 8446, 4.2.9
    CERTIFICATE_AUTHORITIES = 47,   //!< RFC 8446, 4.2.4
    OID_FILTERS = 48,               //!< RFC 8446, 4.2.5; not sent
    POST_HANDSHAKE_AUTH = 49,       //!< RFC 8446, 4.2.6; always empty
    SIGNATURE_ALGORITHMS_CERT = 50, //!< RFC 8446, 4.2.3; as signature_algorithms
    KEY_SHARE = 51,                 //!< RFC 8446, 4.2.8
    NPN = 13172,                    //!< draft-agl-tls-nextprotoneg-04, 3
    RENEGOTIATION_INFO = 0xff01     //!< RFC 5746, 3.2
};

/// An extension as it stands in a hello.
struct TlsExtension
{
    TlsExtensionType type; //!< code point, possibly one without a name here
    Bytes data;            //!< extension_data
};

} // namespace tls
} // namespace ns3

#endif /* TLS_EXTENSION_TYPE_H */
