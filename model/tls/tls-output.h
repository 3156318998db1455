/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_OUTPUT_H
#define TLS_OUTPUT_H

#include "tls-alert.h"
#include "tls-record.h"
#include "tls-session.h"

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
    CLIENT_RANDOM_CHOSEN, //!< the client drew its random
    CLIENT_HELLO,         //!< the message (RFC 5246, 7.4.1.2)
    SUITES_COMPARED,      //!< the server held the client's offer against its own
    SESSION_ID_GIVEN,     //!< the server named the session
    SERVER_RANDOM_CHOSEN, //!< the server drew its random
    SERVER_HELLO,         //!< the message (7.4.1.3)
    CERTIFICATE,          //!< one event for each certificate of the message
    CURVE_CHOSEN,         //!< the server chose the group of the key exchange
    PRIVATE_VALUE,        //!< an ephemeral private value was drawn
    PUBLIC_VALUE,         //!< the public value that belongs to it was computed
    SERVER_KEY_EXCHANGE,  //!< the message (7.4.3)
    SERVER_HELLO_DONE,    //!< the message (7.4.5)
    CERTIFICATE_CHECK,    //!< one event for each check on each certificate
    CERTIFICATE_VERIFIED, //!< the whole chain passed
    SIGNATURE_CHECK,      //!< the server's signature over its share was checked
    CLIENT_KEY_EXCHANGE,  //!< the message (7.4.7)
    SHARED_SECRET,        //!< the premaster secret is known at this end
    MASTER_SECRET,        //!< it was computed (8.1)
    KEY_BLOCK,            //!< one event for each secret cut from it
    CHANGE_CIPHER_SPEC,   //!< the message (7.1)
    NEXT_PROTOCOL,        //!< the message (draft-agl-tls-nextprotoneg-04, 3)
    FINISHED,             //!< the message (7.4.9)
    FINISHED_CHECK,       //!< the peer's was compared with one's own result
    ESTABLISHED,          //!< the handshake is complete at this end
    APPLICATION_DATA,     //!< one record received, or one write sent
    SESSION_FOUND,        //!< a session is to be resumed
    CERTIFICATE_REQUEST,  //!< the message (7.4.4)
    CERTIFICATE_VERIFY,   //!< the message (7.4.8)
    CERTIFICATE_STATUS,   //!< the message (RFC 6066, 8)
    QUESTION,             //!< the scenario is asked about the peer's certificate
    ANSWER,               //!< its answer
    NEW_SESSION_TICKET,   //!< the message (RFC 5077, 3.3)
    HELLO_REQUEST,        //!< the message (7.4.1.1)
    HEARTBEAT,            //!< a request or a response (RFC 6520)
    ALERT,                //!< an alert other than close_notify
    CLOSE_NOTIFY,         //!< the alert (7.2.1)
    FAILED,               //!< the connection ended otherwise than by close_notify both ways
    HELLO_RETRY_REQUEST,  //!< the message (RFC 8446, 4.1.4)
    ENCRYPTED_EXTENSIONS, //!< the message (RFC 8446, 4.3.1)
    END_OF_EARLY_DATA,    //!< the message (RFC 8446, 4.5)
    KEY_UPDATE,           //!< the message (RFC 8446, 4.6.3)
    KEY_DERIVATION,       //!< one event for each secret of the key schedule (RFC 8446, 7.1)
    TRAFFIC_KEYS,         //!< keys were made of a traffic secret, and are in force (RFC 8446, 7.3)
    PSK_BINDER,           //!< a pre-shared key was bound to the hello, or that was checked
    EARLY_DATA            //!< it was offered, accepted or rejected (RFC 8446, 4.2.10)
};

/// Whether a step concerns something on the wire.
enum class TlsDirection : uint8_t
{
    LOCAL,   //!< nothing on the wire
    SENT,    //!< by this end
    RECEIVED //!< from the peer
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

/// A change to the session cache that an engine wants; the owner makes it when the step is done.
struct TlsSessionUpdate
{
    std::string key;       //!< session id, or name of the server
    TlsSessionPtr session; //!< what is stored; null: the entry is removed
};

/**
 * What one engine step gives: TLS engines do no I/O.
 *
 * The owner charges `work` to the node's processor and, when that is done, sends toPeer,
 * hands toApp up and acts on events.
 */
struct TlsOutput
{
    Bytes toPeer;                           //!< records for the transport
    Bytes toApp;                            //!< application data that was authenticated
    std::vector<TlsEvent> events;           //!< what happened
    std::vector<std::string> keyLog;        //!< NSS key log lines; secret
    std::vector<TlsRecord> records;         //!< those in toPeer before protection, when asked for
    CryptoWork work;                        //!< what it cost
    std::vector<TlsSessionUpdate> sessions; //!< for the session cache
};

/**
 * @param step a step
 * @return the part of a session to which it belongs
 */
TlsPhase PhaseOf(TlsStep step);

/**
 * @param value a step
 * @return its name in the words of a sequence diagram, as "Client Hello"
 */
const char* ToString(TlsStep value);

/**
 * @param value a part of a session
 * @return its name, as "TCP Connection Establishment"
 */
const char* ToString(TlsPhase value);

/**
 * @param value a direction
 * @return "local", "sent" or "received"
 */
const char* ToString(TlsDirection value);

} // namespace tls
} // namespace ns3

#endif /* TLS_OUTPUT_H */
