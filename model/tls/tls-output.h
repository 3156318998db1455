/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_OUTPUT_H
#define TLS_OUTPUT_H

#include "tls-alert.h"

#include "ns3/byte-view.h"
#include "ns3/crypto-meter.h"

#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// The parts of a session, under which its steps are listed.
enum class TlsPhase : uint8_t
{
    CONNECTION,  //!< TCP connection establishment
    NEGOTIATION, //!< initial cryptographic parameter negotiation
    CERTIFICATE, //!< certificate exchange, key exchange and start of encryption
    TRANSFER,    //!< master key generation and encrypted data transfer
    RELEASE      //!< session release
};

/// What happened at one end, one row of a time line each.
enum class TlsStep : uint8_t
{
    CLIENT_RANDOM_CHOSEN,
    CLIENT_HELLO,
    SUITES_COMPARED,
    SESSION_ID_GIVEN,
    SERVER_RANDOM_CHOSEN,
    SERVER_HELLO,
    CERTIFICATE, //!< one event for each certificate of the message
    CURVE_CHOSEN,
    PRIVATE_VALUE,
    PUBLIC_VALUE,
    SERVER_KEY_EXCHANGE,
    SERVER_HELLO_DONE,
    CERTIFICATE_CHECK, //!< one event for each check on each certificate
    CERTIFICATE_VERIFIED,
    SIGNATURE_CHECK,
    CLIENT_KEY_EXCHANGE,
    SHARED_SECRET,
    MASTER_SECRET,
    KEY_BLOCK, //!< one event for each secret cut from it
    CHANGE_CIPHER_SPEC,
    NEXT_PROTOCOL,
    FINISHED,
    FINISHED_CHECK,
    ESTABLISHED, //!< the handshake is complete at this end
    APPLICATION_DATA,
    ALERT,
    CLOSE_NOTIFY,
    FAILED //!< the connection ended otherwise than by close_notify both ways
};

/// Whether a step concerns something on the wire.
enum class TlsDirection : uint8_t
{
    LOCAL,
    SENT,
    RECEIVED
};

/// One step, in the order in which they happened.
struct TlsEvent
{
    TlsStep step;           //!< what happened
    TlsDirection direction; //!< on the wire or not
    size_t bytes{0};        //!< size of the message or value in octets, 0 where it has none
    std::string detail;     //!< what a reader wants to know, free of secrets
    size_t workEnd{0};      //!< items of TlsOutput::work that had run by then
};

/**
 * What one engine step gives: TLS engines do no I/O.
 *
 * The owner charges `work` to the node's processor and, when that is done, sends toPeer,
 * hands toApp up and acts on events.
 */
struct TlsOutput
{
    Bytes toPeer;                    //!< records for the transport
    Bytes toApp;                     //!< application data that was authenticated
    std::vector<TlsEvent> events;    //!< what happened
    std::vector<std::string> keyLog; //!< NSS key log lines; secret
    CryptoWork work;                 //!< what it cost
};

/**
 * @param step a step
 * @return the part of a session to which it belongs
 */
TlsPhase PhaseOf(TlsStep step);

/**
 * @param value what to name
 * @return its name in the words of a sequence diagram, as "Client Hello"
 */
const char* ToString(TlsStep value);
/// @copydoc ToString(TlsStep)
const char* ToString(TlsPhase value);
/// @copydoc ToString(TlsStep)
const char* ToString(TlsDirection value);

} // namespace tls
} // namespace ns3

#endif /* TLS_OUTPUT_H */
