/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_HANDSHAKE_CONTEXT_H
#define TLS_HANDSHAKE_CONTEXT_H

#include "tls-handshake-buffer.h"

#include "ns3/byte-writer.h"
#include "ns3/tls-config.h"
#include "ns3/tls-environment.h"
#include "ns3/tls-event-log.h"
#include "ns3/tls-record-layer.h"
#include "ns3/tls-session.h"
#include "ns3/tls-transcript.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// What a handshake works on: the connection as seen from inside the engine.
class TlsHandshakeContext
{
  public:
    /**
     * @param role which end
     * @param config what it offers and is
     * @param environment what it needs from around it
     * @param serverName at a client, the host it wants
     */
    TlsHandshakeContext(TlsRole role,
                        std::shared_ptr<const TlsConfig> config,
                        const TlsEnvironment& environment,
                        std::string serverName);

    TlsHandshakeContext(const TlsHandshakeContext&) = delete;
    TlsHandshakeContext& operator=(const TlsHandshakeContext&) = delete;

    /**
     * Send a handshake message: it enters the transcript at once, and a record when the flight
     * is flushed or when each message has a record of its own.
     * @param type which one
     * @param message a struct that has a Serialize()
     * @return octets of the message, header included
     */
    template <typename Message>
    size_t Send(TlsHandshakeType type, const Message& message);

    /**
     * As Send(), for a body that is serialized already.
     * @param type which one
     * @param body the message without its header
     * @return octets of the message, header included
     */
    size_t SendBody(TlsHandshakeType type, ByteView body);

    /// Send change_cipher_spec (RFC 5246, 7.1) and note the step.
    void SendChangeCipherSpec();

    /**
     * @param level warning or fatal
     * @param description what the peer is told
     */
    void SendAlert(TlsAlertLevel level, TlsAlertDescription description);

    /// Put what is left of a flight into a record.
    void FlushFlight();

    /// @param data application data
    void SendApplicationData(ByteView data);

    /**
     * Add a line to the key log.
     * @param label NSS label
     * @param clientRandom of the connection
     * @param secret what it is about
     */
    void LogKey(const std::string& label, ByteView clientRandom, ByteView secret);

    const TlsRole role;                            //!< which end
    const std::shared_ptr<const TlsConfig> config; //!< what it offers and is
    TlsEnvironment environment;                    //!< what it needs from around it
    const std::string serverName;                  //!< the host a client wants

    TlsSession session;              //!< what was agreed on so far
    TlsTranscript transcript;        //!< handshake messages so far
    TlsRecordLayer records;          //!< the record protocol
    TlsEventLog events;              //!< steps of this call
    Bytes toPeer;                    //!< records of this call
    std::vector<std::string> keyLog; //!< key log lines of this call

  private:
    Bytes m_flight; //!< handshake messages that wait for a record
};

template <typename Message>
size_t
TlsHandshakeContext::Send(TlsHandshakeType type, const Message& message)
{
    ByteWriter writer;
    Serialize(message, writer);
    return SendBody(type, writer.View());
}

} // namespace tls
} // namespace ns3

#endif /* TLS_HANDSHAKE_CONTEXT_H */
