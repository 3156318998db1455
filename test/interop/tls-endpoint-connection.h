/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENDPOINT_CONNECTION_H
#define TLS_ENDPOINT_CONNECTION_H

#include "tls-endpoint-application.h"
#include "tls-endpoint-options.h"
#include "tls-endpoint-report.h"
#include "tls-endpoint-socket.h"

#include "ns3/cryptopp-provider.h"
#include "ns3/random-source.h"
#include "ns3/tls-connection.h"

#include <chrono>
#include <memory>
#include <string>

namespace ns3
{
namespace endpoint
{

/// When something is due.
using Deadline = std::chrono::steady_clock::time_point;

/**
 * One connection: a socket, the TLS engine on it (unless it is plain) and the application.
 *
 * The owner waits with poll() for what the connection wants, then calls Serve().
 */
class EndpointConnection
{
  public:
    /**
     * @param options what the command line says; must outlive the connection
     * @param config of TLS, null with --plain
     * @param random for TLS; must outlive the connection
     * @param socket connected or connecting
     */
    EndpointConnection(const EndpointOptions& options,
                       std::shared_ptr<const tls::TlsConfig> config,
                       tls::RandomSource& random,
                       EndpointSocket socket);

    /// @return descriptor for poll()
    int GetDescriptor() const;
    /// @return true when it has room for what the peer sends
    bool WantsRead() const;
    /// @return true when it has something to write
    bool WantsWrite() const;
    /// @return the moment at which Serve() is to be called at the latest
    Deadline GetDeadline() const;

    /**
     * Go on as far as the socket allows.
     * @param readable whether there is something to read
     * @param writable whether there is room to write
     */
    void Serve(bool readable, bool writable);

    /// @return true when it is over and its result is complete
    bool IsOver() const;
    /// @return how it went
    const ConnectionResult& GetResult() const;
    /// @return the line of the report
    std::string GetReportLine() const;

  private:
    /// What a TLS engine stands on.
    struct Engine
    {
        Engine(const EndpointOptions& options,
               std::shared_ptr<const tls::TlsConfig> config,
               tls::RandomSource& random);

        tls::CryptoMeter meter;         //!< its work, which nobody asks for here
        tls::CryptoppProvider provider; //!< its primitives
        tls::TlsConnection connection;  //!< itself
    };

    /// How far it is.
    enum class State : uint8_t
    {
        CONNECTING, //!< TCP is not established
        OPEN,       //!< data may go both ways
        CLOSING,    //!< this side has closed and waits for the peer
        FLUSHING,   //!< what is left is written
        DRAINING,   //!< written; what the peer still sends is dropped, lest TCP resets
        OVER
    };

    void Begin();
    void ReadSocket();
    void WriteSocket();
    void FeedEngine(ByteView data);
    void Take(const tls::TlsOutput& output);
    void Note(const tls::TlsEvent& event);
    void SendEarlyData();
    void RenegotiateOnce();
    void ActAfterHandshakeOnce();
    bool IsRenegotiating() const;
    void EndOfStream();
    void StartApplication(const std::string& protocol);
    void FillOutput();
    void Settle();
    void Fail(const std::string& error);
    void NoteProgress();
    void Enter(State state);
    void CheckDeadlines();

    const EndpointOptions* m_options;                   //!< what the command line says
    std::shared_ptr<const tls::TlsConfig> m_config;     //!< of TLS, null with --plain
    EndpointSocket m_socket;                            //!< to the peer
    std::unique_ptr<Engine> m_engine;                   //!< null with --plain
    std::unique_ptr<EndpointApplication> m_application; //!< null until data can flow
    Bytes m_input;                                      //!< received, not yet fed
    Bytes m_output;                                     //!< for the socket
    size_t m_written{0};                                //!< octets of it that are written
    State m_state{State::CONNECTING};                   //!< how far it is
    bool m_renegotiated{false};                         //!< another handshake was asked for
    bool m_hasActed{false};                             //!< new keys, or a late question
    bool m_streamEnded{false};                          //!< TCP brings no more
    bool m_peerEnded{false};                            //!< the application knows
    ConnectionResult m_result;                          //!< how it went
    Deadline m_progress;                                //!< when something last moved
    Deadline m_lastReceived;                            //!< when application data last moved
    Deadline m_entered;                                 //!< when the state was entered
};

} // namespace endpoint
} // namespace ns3

#endif /* TLS_ENDPOINT_CONNECTION_H */
