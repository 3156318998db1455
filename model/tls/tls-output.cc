/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-output.h"

#include <array>

namespace ns3
{
namespace tls
{

namespace
{

/// A step, its phase and its name.
struct StepRow
{
    TlsStep step;
    TlsPhase phase;
    const char* name;
};

constexpr std::array<StepRow, 45> STEPS{{
    {TlsStep::CLIENT_RANDOM_CHOSEN, TlsPhase::NEGOTIATION, "client random chosen"},
    {TlsStep::CLIENT_HELLO, TlsPhase::NEGOTIATION, "Client Hello"},
    {TlsStep::SUITES_COMPARED, TlsPhase::NEGOTIATION, "suites compared and chosen"},
    {TlsStep::SESSION_ID_GIVEN, TlsPhase::NEGOTIATION, "session id given"},
    {TlsStep::SERVER_RANDOM_CHOSEN, TlsPhase::NEGOTIATION, "server random chosen"},
    {TlsStep::SERVER_HELLO, TlsPhase::NEGOTIATION, "Server Hello"},
    {TlsStep::CERTIFICATE, TlsPhase::CERTIFICATE, "Certificate"},
    {TlsStep::CURVE_CHOSEN, TlsPhase::CERTIFICATE, "curve and base point chosen"},
    {TlsStep::PRIVATE_VALUE, TlsPhase::CERTIFICATE, "private value"},
    {TlsStep::PUBLIC_VALUE, TlsPhase::CERTIFICATE, "public value"},
    {TlsStep::SERVER_KEY_EXCHANGE, TlsPhase::CERTIFICATE, "Server Key Exchange"},
    {TlsStep::SERVER_HELLO_DONE, TlsPhase::CERTIFICATE, "Server Hello Done"},
    {TlsStep::CERTIFICATE_CHECK, TlsPhase::CERTIFICATE, "certificate check"},
    {TlsStep::CERTIFICATE_VERIFIED, TlsPhase::CERTIFICATE, "certificate chain verified"},
    {TlsStep::SIGNATURE_CHECK, TlsPhase::CERTIFICATE, "signature check"},
    {TlsStep::CLIENT_KEY_EXCHANGE, TlsPhase::CERTIFICATE, "Client Key Exchange"},
    {TlsStep::SHARED_SECRET, TlsPhase::CERTIFICATE, "shared secret"},
    {TlsStep::MASTER_SECRET, TlsPhase::CERTIFICATE, "master secret"},
    {TlsStep::KEY_BLOCK, TlsPhase::CERTIFICATE, "key block"},
    {TlsStep::CHANGE_CIPHER_SPEC, TlsPhase::CERTIFICATE, "Change Cipher Spec"},
    {TlsStep::NEXT_PROTOCOL, TlsPhase::CERTIFICATE, "Next Protocol"},
    {TlsStep::FINISHED, TlsPhase::CERTIFICATE, "Finished"},
    {TlsStep::FINISHED_CHECK, TlsPhase::CERTIFICATE, "Finished check"},
    {TlsStep::ESTABLISHED, TlsPhase::CERTIFICATE, "handshake complete"},
    {TlsStep::APPLICATION_DATA, TlsPhase::TRANSFER, "Application Data"},
    {TlsStep::SESSION_FOUND, TlsPhase::NEGOTIATION, "session to be resumed"},
    {TlsStep::CERTIFICATE_REQUEST, TlsPhase::CERTIFICATE, "Certificate Request"},
    {TlsStep::CERTIFICATE_VERIFY, TlsPhase::CERTIFICATE, "Certificate Verify"},
    {TlsStep::CERTIFICATE_STATUS, TlsPhase::CERTIFICATE, "Certificate Status"},
    {TlsStep::QUESTION, TlsPhase::CERTIFICATE, "user asked about certificate"},
    {TlsStep::ANSWER, TlsPhase::CERTIFICATE, "user decided"},
    {TlsStep::NEW_SESSION_TICKET, TlsPhase::CERTIFICATE, "New Session Ticket"},
    {TlsStep::HELLO_REQUEST, TlsPhase::NEGOTIATION, "Hello Request"},
    {TlsStep::HEARTBEAT, TlsPhase::TRANSFER, "Heartbeat"},
    {TlsStep::ALERT, TlsPhase::RELEASE, "Alert"},
    {TlsStep::CLOSE_NOTIFY, TlsPhase::RELEASE, "close_notify"},
    {TlsStep::FAILED, TlsPhase::RELEASE, "connection failed"},
    {TlsStep::HELLO_RETRY_REQUEST, TlsPhase::NEGOTIATION, "Hello Retry Request"},
    {TlsStep::ENCRYPTED_EXTENSIONS, TlsPhase::CERTIFICATE, "Encrypted Extensions"},
    {TlsStep::END_OF_EARLY_DATA, TlsPhase::CERTIFICATE, "End Of Early Data"},
    {TlsStep::KEY_UPDATE, TlsPhase::TRANSFER, "Key Update"},
    {TlsStep::KEY_DERIVATION, TlsPhase::CERTIFICATE, "secret derived"},
    {TlsStep::TRAFFIC_KEYS, TlsPhase::CERTIFICATE, "traffic keys"},
    {TlsStep::PSK_BINDER, TlsPhase::NEGOTIATION, "pre-shared key binder"},
    {TlsStep::EARLY_DATA, TlsPhase::CERTIFICATE, "early data"},
}};

} // namespace

TlsPhase
PhaseOf(TlsStep step)
{
    return STEPS[static_cast<size_t>(step)].phase;
}

const char*
ToString(TlsStep value)
{
    return STEPS[static_cast<size_t>(value)].name;
}

const char*
ToString(TlsPhase value)
{
    switch (value)
    {
    case TlsPhase::CONNECTION:
        return "TCP Connection Establishment";
    case TlsPhase::NEGOTIATION:
        return "SSL/TLS Initial Cryptographic Parameter Negotiation";
    case TlsPhase::CERTIFICATE:
        return "Certificate Exchange and Encryption Start";
    case TlsPhase::TRANSFER:
        return "Encrypted Data Transfer";
    case TlsPhase::RELEASE:
        return "SSL/TLS Session Release";
    }
    return "unknown";
}

const char*
ToString(TlsDirection value)
{
    switch (value)
    {
    case TlsDirection::LOCAL:
        return "local";
    case TlsDirection::SENT:
        return "sent";
    case TlsDirection::RECEIVED:
        return "received";
    }
    return "unknown";
}

} // namespace tls
} // namespace ns3
