/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CONNECTION_H
#define TLS_CONNECTION_H

#include "tls-config.h"
#include "tls-environment.h"
#include "tls-output.h"
#include "tls-session.h"
#include "tls-types.h"

#include "ns3/byte-view.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ns3
{
namespace tls
{

class TlsConnectionCore;

/**
 * One end of an SSL/TLS connection, as a function of state and input: no I/O, no timers, no
 * callbacks. Every call gives one TlsOutput.
 *
 * After a failure or after Close() the engine is finished: input is ignored, and the owner
 * closes the transport once toPeer is sent (IsFinished()).
 */
class TlsConnection
{
  public:
    /**
     * @param role which end
     * @param config what it offers and is; validated
     * @param environment what it needs from around it; its references outlive the connection
     * @param serverName at a client, the host it wants: sent as server_name (unless empty or an
     *        IP address) and compared with the certificate
     * @param sessionKey at a client, the name under which it keeps and finds sessions; empty: the
     *        host
     */
    TlsConnection(TlsRole role,
                  std::shared_ptr<const TlsConfig> config,
                  const TlsEnvironment& environment,
                  std::string serverName = "",
                  std::string sessionKey = "");
    ~TlsConnection();

    /// From now on outputs hold the records sent as they were before protection.
    void KeepRecords();

    /// From now on outputs hold no lines for a key log: nobody reads them.
    void OmitKeyLog();

    /// @return a client's first flight; a server has nothing to say yet
    TlsOutput Start();

    /**
     * Octets from the peer. Any split of the stream gives the same result; an owner that wants
     * to charge processor time record by record passes at most one (see RecordLength()).
     * @param data the next octets of the stream
     * @return what follows from them
     */
    TlsOutput Receive(ByteView data);

    /**
     * @param data application data, any number of octets; requires CanSend()
     * @return the records that carry it
     */
    TlsOutput Write(ByteView data);

    /**
     * Early data of a client (RFC 8446, 4.2.10): after Start() and before the server's Finished. If
     * the server refuses it, the engine writes it once more when the handshake is complete, unless
     * another application protocol was agreed on by then (see IsEarlyDataAccepted()).
     * @param data at most GetEarlyDataLimit() octets
     * @return the records that carry it
     */
    TlsOutput WriteEarly(ByteView data);

    /**
     * Take the next keys for what is sent (RFC 8446, 4.6.3). Ignored before TLS 1.3 and unless
     * CanSend().
     * @param asksPeer whether the peer is asked to do the same
     * @return the message
     */
    TlsOutput UpdateKeys(bool asksPeer = false);

    /**
     * At a server, ask who the client is after the handshake (RFC 8446, 4.6.2). Ignored before TLS
     * 1.3, where the client has not said that it takes that, and while an answer is due.
     * @return the message
     */
    TlsOutput RequestClientCertificate();

    /// @return close_notify, once; afterwards nothing can be written (RFC 5246, 7.2.1)
    TlsOutput Close();

    /**
     * The transport ended from the peer's side.
     * @return a FAILED event (truncation) unless close_notify had come before
     */
    TlsOutput ReceiveEndOfStream();

    /**
     * The scenario's answer to a question (TlsStep::QUESTION): take the peer's certificate. What
     * came meanwhile is processed. Requires IsAsking().
     * @return what follows from it
     */
    TlsOutput Accept();

    /**
     * The scenario's other answer. Requires IsAsking().
     * @param description what the peer is told; CLOSE_NOTIFY: what is wrong with the certificate
     * @return the alert
     */
    TlsOutput Reject(TlsAlertDescription description = TlsAlertDescription::CLOSE_NOTIFY);

    /**
     * Begin another handshake on this connection (RFC 5246, 7.4.1.1): a client says hello, a server
     * asks for it. Ignored unless a handshake is complete and the configuration allows it.
     * @return the message
     */
    TlsOutput Renegotiate();

    /**
     * Ask the peer for a sign of life (RFC 6520). Ignored where the peer does not take requests, or
     * where the request does not fit a record.
     * @param payload what it is to send back, at most 2^14 - 19 octets, less with
     *        max_fragment_length
     * @return the request
     */
    TlsOutput SendHeartbeat(ByteView payload);

    /// @return true when application data can be written now: with False Start, and at a server
    ///         that takes early data, before the handshake has completed; not while another
    ///         handshake is under way
    bool CanSend() const;
    /// @return octets that WriteEarly() takes now; 0 where it takes none
    size_t GetEarlyDataLimit() const;
    /// @return true when the server has said that it takes early data; at a server, that it does
    bool IsEarlyDataAccepted() const;
    /// @return true while the scenario is asked about the peer's certificate
    bool IsAsking() const;
    /// @return true when a handshake has completed here
    bool IsEstablished() const;
    /// @return true when the last handshake went on with an earlier session
    bool IsResumed() const;
    /// @return true when the peer has said close_notify
    bool IsPeerClosed() const;
    /// @return true when nothing more will come of it: it failed, or close_notify went both ways
    bool IsFinished() const;
    /// @return the alert that ended the connection from this side, if one did
    const std::optional<TlsAlert>& GetAlertSent() const;
    /// @return the fatal alert that the peer sent, if it did
    const std::optional<TlsAlertDescription>& GetAlertReceived() const;
    /// @return why the connection failed: empty while it has not
    const std::string& GetFailure() const;

    /// @return what was agreed on; complete when IsEstablished()
    const TlsSession& GetSession() const;
    /**
     * Keying material for whoever uses the connection (RFC 5705). What it costs is in the work of
     * the next output.
     * @param label what it is for; one that the handshake does not use
     * @param context what it is bound to beside the connection, at most 65,535 octets; an empty one
     *        is not the same as none
     * @param length octets wanted
     * @return that many octets, alike at both ends; empty while a handshake is under way, and in
     *         SSL 3.0, which has no exporter
     */
    Bytes Export(std::string_view label,
                 const std::optional<ByteView>& context,
                 size_t length) const;

    /// @return which end this is
    TlsRole GetRole() const;

    /**
     * @param plaintext octets of application data
     * @return octets that Write() makes of them with the keys in force now
     */
    size_t GetWireSize(size_t plaintext) const;

    /**
     * @param buffered octets of a record stream, from the start of a record
     * @return length of that record, header included; the header's alone while that is incomplete
     */
    static size_t RecordLength(ByteView buffered);

  private:
    std::unique_ptr<TlsConnectionCore> m_core; //!< state and rooms of the engine
};

} // namespace tls
} // namespace ns3

#endif /* TLS_CONNECTION_H */
