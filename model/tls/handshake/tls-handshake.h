/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_HANDSHAKE_H
#define TLS_HANDSHAKE_H

#include "tls-handshake-buffer.h"

#include "ns3/tls-alert.h"
#include "ns3/tls-transcript.h"

#include <array>
#include <memory>
#include <optional>
#include <string>

namespace ns3
{
namespace tls
{

/// One end's handshake: a state that only receiving changes.
class TlsHandshake
{
  public:
    virtual ~TlsHandshake() = default;

    /// Send the first flight, where it is this end that begins.
    virtual void Start() = 0;

    /**
     * @param message a whole message, or change_cipher_spec
     * @return an alert when the connection cannot go on
     */
    virtual std::optional<TlsAlert> Handle(const TlsHandshakeMessage& message) = 0;

    /// @return true when the peer's Finished has been checked and one's own sent
    virtual bool IsEstablished() const = 0;
    /// @return true when application data may be sent; before IsEstablished() with False Start
    virtual bool CanSend() const = 0;
    /**
     * Application data came after a first handshake.
     * @return an alert when it may not come now
     */
    virtual std::optional<TlsAlert> AdmitData() const = 0;

    /**
     * Application data came before a first handshake was complete.
     * @param octets of it
     * @return an alert when there may be none, or not so much
     */
    virtual std::optional<TlsAlert> AdmitEarlyData(size_t octets);

    /**
     * An alert that says what an empty Certificate says since TLS 1.0 (RFC 6101, 5.6.6).
     * @return an alert when the connection cannot go on
     */
    virtual std::optional<TlsAlert> HandleNoCertificate() = 0;

    /**
     * Keying material for the application (RFC 5705, 4). Requires IsEstablished().
     * @param label what it is for
     * @param context what it is bound to beside the connection; an empty one is not none
     * @param length octets wanted
     * @return that many octets; empty where there is no exporter
     */
    virtual Bytes Export(std::string_view label,
                         const std::optional<ByteView>& context,
                         size_t length) const = 0;

    /// @return true when another handshake that has only begun was given up, as the peer wants
    virtual bool GiveUpRenegotiation() = 0;

    /// @return when another version was decided, the handshake of that version, which has to handle
    ///         the last message instead; null otherwise
    virtual std::unique_ptr<TlsHandshake> TakeSuccessor();

    /// Application data is sent next: what has to go before it, goes.
    virtual void PrepareData();
    /// @return octets that WriteEarly() takes now (RFC 8446, 4.2.10)
    virtual size_t GetEarlyDataLimit() const;
    /// @param data at most GetEarlyDataLimit() octets of early data
    virtual void WriteEarly(ByteView data);
    /// @return whether the server takes early data
    virtual bool IsEarlyDataAccepted() const;
    /// @param asksPeer whether the peer is to take new keys too (RFC 8446, 4.6.3)
    virtual void UpdateKeys(bool asksPeer);
    /// At a server, ask who the client is (RFC 8446, 4.6.2).
    virtual void RequestClientCertificate();
};

/// @return unexpected_message: application data came during a handshake
TlsAlert UnexpectedData();

/**
 * One line of a handshake's table: which message may come in a state, and who handles it.
 * @tparam Handshake the class that has the states and the handlers
 */
template <typename Handshake>
struct TlsHandshakeRow
{
    typename Handshake::State state; //!< in this state
    TlsHandshakeType message;        //!< this may come
    bool isHashed;                   //!< whether it enters the transcript before it is handled
    /// who handles it
    std::optional<TlsAlert> (Handshake::*handler)(const TlsHandshakeMessage& message);
};

/**
 * @param table all that may come
 * @param state the present one
 * @param message what came
 * @return its row; null when the table lacks it
 */
template <typename Handshake, size_t N>
const TlsHandshakeRow<Handshake>*
FindRow(const std::array<TlsHandshakeRow<Handshake>, N>& table,
        typename Handshake::State state,
        TlsHandshakeType message)
{
    for (const TlsHandshakeRow<Handshake>& row : table)
    {
        if (row.state == state && row.message == message)
        {
            return &row;
        }
    }
    return nullptr;
}

/**
 * @param message what the table lacks
 * @return unexpected_message (RFC 5246, 7.2.2)
 */
inline TlsAlert
UnexpectedMessage(const TlsHandshakeMessage& message)
{
    return {TlsAlertDescription::UNEXPECTED_MESSAGE,
            std::string(ToString(message.type)) + " came out of turn"};
}

/**
 * Handle a message as the table says.
 * @param handshake whose handlers the table names
 * @param table all that may come
 * @param state the present one
 * @param transcript which messages that are hashed enter
 * @param message what came
 * @return unexpected_message when the table lacks it, else what its handler says
 */
template <typename Handshake, size_t N>
std::optional<TlsAlert>
Dispatch(Handshake& handshake,
         const std::array<TlsHandshakeRow<Handshake>, N>& table,
         typename Handshake::State state,
         TlsTranscript& transcript,
         const TlsHandshakeMessage& message)
{
    const TlsHandshakeRow<Handshake>* row = FindRow(table, state, message.type);
    if (!row)
    {
        return UnexpectedMessage(message);
    }
    if (row->isHashed)
    {
        transcript.Add(message.raw);
    }
    return (handshake.*row->handler)(message);
}

} // namespace tls
} // namespace ns3

#endif /* TLS_HANDSHAKE_H */
