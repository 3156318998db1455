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
    case TlsVersion::TLS_1_2:
        return "tls1.2";
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
    case TlsHandshakeType::NEXT_PROTOCOL:
        return "Next Protocol";
    case TlsHandshakeType::CHANGE_CIPHER_SPEC:
        return "Change Cipher Spec";
    }
    return "unknown";
}

TlsVersion
TlsVersionFromName(std::string_view name)
{
    return name == ToString(TlsVersion::TLS_1_2) ? TlsVersion::TLS_1_2 : TlsVersion::NONE;
}

} // namespace tls
} // namespace ns3
