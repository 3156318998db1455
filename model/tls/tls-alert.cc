/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-alert.h"

namespace ns3
{
namespace tls
{

const char*
ToString(TlsAlertDescription value)
{
    switch (value)
    {
    case TlsAlertDescription::CLOSE_NOTIFY:
        return "close_notify";
    case TlsAlertDescription::UNEXPECTED_MESSAGE:
        return "unexpected_message";
    case TlsAlertDescription::BAD_RECORD_MAC:
        return "bad_record_mac";
    case TlsAlertDescription::DECRYPTION_FAILED:
        return "decryption_failed";
    case TlsAlertDescription::RECORD_OVERFLOW:
        return "record_overflow";
    case TlsAlertDescription::DECOMPRESSION_FAILURE:
        return "decompression_failure";
    case TlsAlertDescription::HANDSHAKE_FAILURE:
        return "handshake_failure";
    case TlsAlertDescription::NO_CERTIFICATE:
        return "no_certificate";
    case TlsAlertDescription::BAD_CERTIFICATE:
        return "bad_certificate";
    case TlsAlertDescription::UNSUPPORTED_CERTIFICATE:
        return "unsupported_certificate";
    case TlsAlertDescription::CERTIFICATE_REVOKED:
        return "certificate_revoked";
    case TlsAlertDescription::CERTIFICATE_EXPIRED:
        return "certificate_expired";
    case TlsAlertDescription::CERTIFICATE_UNKNOWN:
        return "certificate_unknown";
    case TlsAlertDescription::ILLEGAL_PARAMETER:
        return "illegal_parameter";
    case TlsAlertDescription::UNKNOWN_CA:
        return "unknown_ca";
    case TlsAlertDescription::ACCESS_DENIED:
        return "access_denied";
    case TlsAlertDescription::DECODE_ERROR:
        return "decode_error";
    case TlsAlertDescription::DECRYPT_ERROR:
        return "decrypt_error";
    case TlsAlertDescription::EXPORT_RESTRICTION:
        return "export_restriction";
    case TlsAlertDescription::PROTOCOL_VERSION:
        return "protocol_version";
    case TlsAlertDescription::INSUFFICIENT_SECURITY:
        return "insufficient_security";
    case TlsAlertDescription::INTERNAL_ERROR:
        return "internal_error";
    case TlsAlertDescription::INAPPROPRIATE_FALLBACK:
        return "inappropriate_fallback";
    case TlsAlertDescription::USER_CANCELED:
        return "user_canceled";
    case TlsAlertDescription::NO_RENEGOTIATION:
        return "no_renegotiation";
    case TlsAlertDescription::MISSING_EXTENSION:
        return "missing_extension";
    case TlsAlertDescription::UNSUPPORTED_EXTENSION:
        return "unsupported_extension";
    case TlsAlertDescription::CERTIFICATE_UNOBTAINABLE:
        return "certificate_unobtainable";
    case TlsAlertDescription::BAD_CERTIFICATE_STATUS_RESPONSE:
        return "bad_certificate_status_response";
    case TlsAlertDescription::BAD_CERTIFICATE_HASH_VALUE:
        return "bad_certificate_hash_value";
    case TlsAlertDescription::UNRECOGNIZED_NAME:
        return "unrecognized_name";
    case TlsAlertDescription::UNKNOWN_PSK_IDENTITY:
        return "unknown_psk_identity";
    case TlsAlertDescription::CERTIFICATE_REQUIRED:
        return "certificate_required";
    case TlsAlertDescription::NO_APPLICATION_PROTOCOL:
        return "no_application_protocol";
    }
    return "unknown_alert";
}

} // namespace tls
} // namespace ns3
