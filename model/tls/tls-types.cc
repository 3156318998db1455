/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-types.h"

namespace ns3
{
namespace tls
{

const char*
ToString(TlsRole value)
{
    return value == TlsRole::CLIENT ? "client" : "server";
}

const char*
ToString(TlsVersion value)
{
    switch (value)
    {
    case TlsVersion::NONE:
        return "none";
    case TlsVersion::SSL_3_0:
        return "ssl3";
    case TlsVersion::TLS_1_0:
        return "tls1.0";
    case TlsVersion::TLS_1_1:
        return "tls1.1";
    case TlsVersion::TLS_1_2:
        return "tls1.2";
    case TlsVersion::TLS_1_3:
        return "tls1.3";
    }
    return "unknown";
}

const char*
ToString(TlsHandshakeType value)
{
    switch (value)
    {
    case TlsHandshakeType::HELLO_REQUEST:
        return "Hello Request";
    case TlsHandshakeType::CLIENT_HELLO:
        return "Client Hello";
    case TlsHandshakeType::SERVER_HELLO:
        return "Server Hello";
    case TlsHandshakeType::NEW_SESSION_TICKET:
        return "New Session Ticket";
    case TlsHandshakeType::END_OF_EARLY_DATA:
        return "End Of Early Data";
    case TlsHandshakeType::ENCRYPTED_EXTENSIONS:
        return "Encrypted Extensions";
    case TlsHandshakeType::CERTIFICATE:
        return "Certificate";
    case TlsHandshakeType::SERVER_KEY_EXCHANGE:
        return "Server Key Exchange";
    case TlsHandshakeType::CERTIFICATE_REQUEST:
        return "Certificate Request";
    case TlsHandshakeType::SERVER_HELLO_DONE:
        return "Server Hello Done";
    case TlsHandshakeType::CERTIFICATE_VERIFY:
        return "Certificate Verify";
    case TlsHandshakeType::CLIENT_KEY_EXCHANGE:
        return "Client Key Exchange";
    case TlsHandshakeType::FINISHED:
        return "Finished";
    case TlsHandshakeType::CERTIFICATE_STATUS:
        return "Certificate Status";
    case TlsHandshakeType::KEY_UPDATE:
        return "Key Update";
    case TlsHandshakeType::NEXT_PROTOCOL:
        return "Next Protocol";
    case TlsHandshakeType::MESSAGE_HASH:
        return "Message Hash";
    case TlsHandshakeType::CHANGE_CIPHER_SPEC:
        return "Change Cipher Spec";
    case TlsHandshakeType::HELLO_RETRY_REQUEST:
        return "Hello Retry Request";
    }
    return "unknown";
}

TlsVersion
TlsVersionFromName(std::string_view name)
{
    for (const TlsVersion version : {TlsVersion::SSL_3_0,
                                     TlsVersion::TLS_1_0,
                                     TlsVersion::TLS_1_1,
                                     TlsVersion::TLS_1_2,
                                     TlsVersion::TLS_1_3})
    {
        if (name == ToString(version))
        {
            return version;
        }
    }
    return TlsVersion::NONE;
}

} // namespace tls
} // namespace ns3
