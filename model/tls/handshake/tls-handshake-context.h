/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_HANDSHAKE_CONTEXT_H
#define TLS_HANDSHAKE_CONTEXT_H

#include "tls-handshake-buffer.h"

#include "ns3/byte-writer.h"
#include "ns3/tls-alert.h"
#include "ns3/tls-config.h"
#include "ns3/tls-environment.h"
#include "ns3/tls-event-log.h"
#include "ns3/tls-output.h"
#include "ns3/tls-record-layer.h"
#include "ns3/tls-session.h"
#include "ns3/tls-transcript.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// What the handshakes of a connection know of each other (RFC 5746, 3.1).
struct TlsRenegotiationState
{
    bool isSecure{false};   //!< both ends have said that they speak RFC 5746
    Bytes clientVerifyData; //!< of the client's last Finished; empty in the first handshake
    Bytes serverVerifyData; //!< of the server's last Finished; empty in the first handshake

    /// @return true when a handshake has been completed before
    bool IsAgain() const
    {
        return !clientVerifyData.empty();
    }
};

/// What the scenario is asked, while the handshake waits.
struct TlsQuestion
{
    TlsAlert refusal; //!< what is said if it rejects, and why it might
};

/// What a handshake works on: the connection as seen from inside the engine.
class TlsHandshakeContext
{
  public:
    /**
     * @param role which end
     * @param config what it offers and is
     * @param environment what it needs from around it
     * @param serverName at a client, the host it wants
     * @param sessionKey at a client, the name under which it keeps sessions; empty: the host
     */
    TlsHandshakeContext(TlsRole role,
                        std::shared_ptr<const TlsConfig> config,
                        const TlsEnvironment& environment,
                        std::string serverName,
                        std::string sessionKey);

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
     * @param description what the peer is to be told
     * @return what it was told: SSL 3.0 knows fewer alerts
     */
    TlsAlertDescription SendAlert(TlsAlertLevel level, TlsAlertDescription description);

    /// Put what is left of a flight into a record.
    void FlushFlight();

    /**
     * @param data application data
     * @param detail what a reader wants to know of it
     */
    void SendApplicationData(ByteView data, const char* detail = "");

    /**
     * @param type what the record says it holds
     * @param fragment what it holds
     */
    void SendRecord(TlsContentType type, ByteView fragment);

    /**
     * Send a chain and note its certificates.
     * @param identity whose; null: none, as a client may (RFC 5246, 7.4.6)
     */
    void SendCertificate(const TlsIdentity* identity);

    /// @param length largest plaintext of a record in both directions, from now on (RFC 6066, 4)
    void LimitFragments(size_t length);

    /**
     * Keep to record_size_limit from now on, in protected records (RFC 8449, 4).
     * @param peerLimit largest plaintext of a record that the peer takes, without content type
     */
    void LimitRecordSize(size_t peerLimit);

    /// @return whether another handshake on this connection is allowed now
    bool MayRenegotiate() const;

    /**
     * Refuse another handshake: with a warning, after which the connection goes on (RFC 5246,
     * 7.2.2), or where there is no such warning by ending it (RFC 5746, 4.5).
     * @return an alert when the connection ends
     */
    std::optional<TlsAlert> RefuseRenegotiation();

    /// The session can be resumed from now on.
    void KeepSession();
    /**
     * A session can be resumed from now on.
     * @param name under which it is kept
     * @param kept what is kept
     */
    void KeepSession(const std::string& name, TlsSession kept);
    /// The session must not be resumed any more (RFC 5246, 7.2.2).
    void DropSession();

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
    const std::string sessionKey;                  //!< where a client keeps its sessions

    TlsSession session;                           //!< what was agreed on so far
    TlsTranscript transcript;                     //!< handshake messages so far
    TlsRecordLayer records;                       //!< the record protocol
    TlsEventLog events;                           //!< steps of this call
    Bytes toPeer;                                 //!< records of this call
    std::vector<std::string> keyLog;              //!< key log lines of this call
    std::vector<TlsSessionUpdate> sessionUpdates; //!< for the session cache, of this call
    TlsRenegotiationState renegotiation;          //!< what was agreed on about it
    std::optional<TlsQuestion> question;          //!< what the scenario is asked now
    bool isResumed{false};                   //!< whether the last handshake went on with a session
    size_t maxFragment;                      //!< largest plaintext of application data
    size_t fragmentLimit{TLS_MAX_PLAINTEXT}; //!< largest plaintext of any record
    bool mayHeartbeat{false};                //!< whether the peer takes heartbeat requests
    bool takesHeartbeat{false};              //!< whether the peer may send them
    bool hasNewReadKeys{false};              //!< whether the last message changed the peer's keys
    bool isKeyLogRead{true};                 //!< whether somebody asks for keyLog

  private:
    std::string GetSessionKey() const;

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
