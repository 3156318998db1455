/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SOCKET_H
#define TLS_SOCKET_H

#include "tls-byte-queue.h"
#include "tls-connection-runner.h"
#include "tls-connection-times.h"
#include "tls-step-record.h"

#include "ns3/address.h"
#include "ns3/byte-view.h"
#include "ns3/event-id.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"
#include "ns3/sequence-number.h"
#include "ns3/socket.h"
#include "ns3/tcp-socket.h"
#include "ns3/tls-alert.h"
#include "ns3/tls-config.h"
#include "ns3/tls-session.h"
#include "ns3/tls-types.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace ns3
{

class TcpHeader;
class TcpSocketBase;
class TlsSocketFactory;

/**
 * A stream socket that speaks TLS over a TCP socket of its own, with the interface that
 * applications know from TCP. Made by a TlsSocketFactory.
 *
 * What differs from TCP:
 * - Connection success (and a new connection at a server) is reported when application data
 *   can be sent, after the handshake.
 * - Payload is materialised; packet tags and packet uids do not survive encryption.
 * - Close() flushes, says close_notify and lets TCP's FIN follow at once; what the peer still sends
 *   is read until its close_notify is there or TCP ended.
 * - ShutdownRecv() discards application data that arrives, since a handshake needs to read on.
 * - ShutdownSend() says close_notify.
 * - The end of TCP without close_notify is an error close, not a normal one (RFC 5246, 7.2.1).
 */
class TlsSocket : public Socket
{
  public:
    /**
     * Signature of the trace source `Step`.
     * @param socket where it happened
     * @param record what happened, and when
     */
    typedef void (*StepTracedCallback)(Ptr<const TlsSocket> socket, const TlsStepRecord& record);
    /**
     * Signature of the trace source `Record`, which fires when a record is sent.
     * @param socket that sends it
     * @param record what it holds, before compression and protection
     */
    typedef void (*RecordTracedCallback)(Ptr<const TlsSocket> socket, const tls::TlsRecord& record);
    /**
     * Signature of the trace source `KeyLog`.
     * @param line one line of an NSS key log, without end of line
     */
    typedef void (*KeyLogTracedCallback)(std::string line);
    /**
     * Signature of the trace source `Established`.
     * @param socket whose handshake is complete
     */
    typedef void (*EstablishedTracedCallback)(Ptr<const TlsSocket> socket);
    /**
     * Signature of the trace source `Closed`, which fires once for each connection.
     * @param socket whose connection ended
     * @param reason "ok" after close_notify both ways, else as GetFailure()
     */
    typedef void (*ClosedTracedCallback)(Ptr<const TlsSocket> socket, std::string reason);
    /**
     * Signature of the trace source `Question`, which fires when the verification policy is to ask
     * (tls::TlsVerification::ASK) and the peer's chain was inspected; GetSession() has the chain.
     * Whoever listens answers with AcceptPeer() or RejectPeer(), at once or after a thinking time.
     * @param socket that asks
     * @param reason what is wrong with the certificate, or that nothing is
     */
    typedef void (*QuestionTracedCallback)(Ptr<TlsSocket> socket, std::string reason);

    /**
     * Signature of the trace source `Work`.
     * @param socket whose connection it was
     * @param work the primitives that a step ran; fires when they are done
     */
    typedef void (*WorkTracedCallback)(Ptr<const TlsSocket> socket, const tls::CryptoWork& work);

    /// @return the type: attributes `ServerName`, `SndBufSize`, `RcvBufSize`, `CloseTimeout`;
    /// trace sources `Step`, `Record`, `KeyLog`, `Established`, `Question`, `Work`, `Closed`
    static TypeId GetTypeId();

    /// A socket that can do nothing before Initialize().
    TlsSocket();
    /**
     * For accepted connections: configuration and callbacks, without the connection.
     * @param listener a socket that listens
     */
    TlsSocket(const TlsSocket& listener);
    ~TlsSocket() override;

    /**
     * For the factory: make the socket usable.
     * @param factory where configurations and randoms come from
     * @param tcp the socket below
     */
    void Initialize(Ptr<TlsSocketFactory> factory, Ptr<Socket> tcp);

    /**
     * Use another configuration than the factory's, in the role that this socket gets. Call it
     * before Connect() or Listen(); accepted sockets take it from their listener.
     * @param config validated; null: the factory's
     */
    void SetConfig(std::shared_ptr<const tls::TlsConfig> config);

    /// Take the peer's certificate, as an answer to `Question`. Ignored when nothing is asked.
    void AcceptPeer();
    /**
     * Refuse the peer's certificate, as an answer to `Question`. Ignored when nothing is asked.
     * @param description what the peer is told; CLOSE_NOTIFY: what is wrong with the certificate
     */
    void RejectPeer(tls::TlsAlertDescription description = tls::TlsAlertDescription::CLOSE_NOTIFY);
    /**
     * Begin another handshake on this connection (RFC 5246, 7.4.1.1). What is sent meanwhile waits
     * for its end. Ignored unless a handshake is complete and the configuration allows it.
     */
    void Renegotiate();
    /**
     * Ask the peer for a sign of life (RFC 6520). Ignored where the peer takes no requests.
     * @param size octets that it is to send back, at most 2^14 - 19
     */
    void SendHeartbeat(uint32_t size);
    /**
     * Take the next keys for what is sent (RFC 8446, 4.6.3). Ignored before TLS 1.3.
     * @param asksPeer whether the peer is asked to do the same
     */
    void UpdateKeys(bool asksPeer = false);
    /**
     * At a server: ask who the client is after the handshake (RFC 8446, 4.6.2). Ignored before TLS
     * 1.3 and where the client does not take that.
     */
    void RequestClientCertificate();

    /// @return what was agreed on; complete once established
    const tls::TlsSession& GetSession() const;
    /// @return true when the handshake is complete at this end
    bool IsEstablished() const;
    /// @return true when the last handshake went on with an earlier session
    bool IsResumed() const;
    /// @return which end this is; a socket that has done nothing yet counts as a client
    tls::TlsRole GetRole() const;
    /// @return when the connection reached what
    const TlsConnectionTimes& GetTimes() const;
    /**
     * @return empty while nothing went wrong, else the reason: the name of the alert sent or
     *         received and, after a colon, a sentence; "truncated" when TCP ended without
     * close_notify, or CloseTimeout passed before the peer's TCP had everything; "reset";
     * "tcp-timeout" when TCP could not connect or gave up
     */
    const std::string& GetFailure() const;
    /// @return the socket below; null after the end
    Ptr<Socket> GetTcpSocket() const;

    // Socket
    Socket::SocketErrno GetErrno() const override;
    Socket::SocketType GetSocketType() const override;
    Ptr<Node> GetNode() const override;
    int Bind(const Address& address) override;
    int Bind() override;
    int Bind6() override;
    int Close() override;
    int ShutdownSend() override;
    int ShutdownRecv() override;
    int Connect(const Address& address) override;
    int Listen() override;
    uint32_t GetTxAvailable() const override;
    int Send(Ptr<Packet> packet, uint32_t flags) override;
    int SendTo(Ptr<Packet> packet, uint32_t flags, const Address& toAddress) override;
    uint32_t GetRxAvailable() const override;
    Ptr<Packet> Recv(uint32_t maxSize, uint32_t flags) override;
    Ptr<Packet> RecvFrom(uint32_t maxSize, uint32_t flags, Address& fromAddress) override;
    int GetSockName(Address& address) const override;
    int GetPeerName(Address& address) const override;
    bool SetAllowBroadcast(bool allowBroadcast) override;
    bool GetAllowBroadcast() const override;
    void BindToNetDevice(Ptr<NetDevice> device) override;
    void SetIpTtl(uint8_t ttl) override;
    void SetIpv6HopLimit(uint8_t hopLimit) override;
    using Socket::Recv;
    using Socket::RecvFrom;
    using Socket::Send;
    using Socket::SendTo;

  protected:
    void DoDispose() override;

  private:
    friend class TlsSocketFactory;

    // Attributes SegmentSize and MaxSegLifetime
    void SetSegmentSize(uint32_t size);
    uint32_t GetSegmentSize() const;
    void SetMaxSegLifetime(double seconds);
    double GetMaxSegLifetime() const;

    /// Where a socket is in its life.
    enum class State : uint8_t
    {
        IDLE,       //!< neither connected nor listening
        LISTENING,  //!< accepts connections
        CONNECTING, //!< TCP is being set up
        HANDSHAKE,  //!< TCP is up, application data cannot be sent yet
        OPEN,       //!< application data flows
        ENDING,     //!< TLS is done, TCP still takes the last octets
        ENDED       //!< TCP has been closed, or was lost
    };

    /// What is still known of a connection when its engine is gone.
    struct Past
    {
        tls::TlsSession session; //!< what was agreed on
        bool isResumed;          //!< whether the last handshake went on with an earlier session
    };

    // What TCP says
    void ObserveTcp();
    void HandleTcpState(TcpSocket::TcpStates_t before, TcpSocket::TcpStates_t after);
    void HandleTcpSegment(Ptr<const Packet> data,
                          const TcpHeader& header,
                          Ptr<const TcpSocketBase> tcp);
    void HandleTcpConnected(Ptr<Socket> tcp);
    void HandleTcpConnectFailed(Ptr<Socket> tcp);
    void HandleTcpNormalClose(Ptr<Socket> tcp);
    void HandleTcpErrorClose(Ptr<Socket> tcp);
    bool HandleTcpRequest(Ptr<Socket> tcp, const Address& from);
    void HandleTcpAccept(Ptr<Socket> tcp, const Address& from);
    void HandleTcpSend(Ptr<Socket> tcp, uint32_t available);
    void HandleTcpRecv(Ptr<Socket> tcp);
    void LoseTcp(const std::string& reason);

    // Life of a connection
    void CreateRunner(tls::TlsRole role, const Address& address);
    void StartRunner();
    std::shared_ptr<const tls::TlsConfig> FindConfig(tls::TlsRole role,
                                                     const Address& address) const;
    void Accept(Ptr<TlsSocket> listener, const Address& from);
    void HandleStep(const TlsReleasedStep& step);
    void RecordEvents(const TlsReleasedStep& step);
    void RecordTime(const tls::TlsEvent& event, Time time);
    void Ask(const std::vector<tls::TlsEvent>& events);
    void Open();
    void FinishTls();
    void FinishTcp();
    void End();
    void ForgetEngine();
    void FinishWith(const std::string& failure);
    void NotifyEnd();
    void TraceClosed();
    void HandleCloseTimeout();
    std::string DescribeFailure() const;

    // Octets
    int ForwardToTcp(const std::function<int(Socket&)>& call);
    void CopyOptions();
    void ReadTcp();
    void PaceAcks(uint32_t size);
    void ReadOn();
    void ScheduleReadOn();
    void FlushToTcp();
    void NotifyRoom();
    size_t GetRoom() const;
    bool HoldsAnswer() const;
    SequenceNumber32 GetTcpTail() const;
    bool IsTcpDrained() const;
    bool IsDiscarding() const;

    Ptr<TlsSocketFactory> m_factory;                //!< who made it, and owns it while it lives
    std::shared_ptr<const tls::TlsConfig> m_config; //!< instead of the factory's; may be null
    uint64_t m_id{0};                               //!< what the factory knows it by
    Ptr<Socket> m_tcp;                              //!< the socket below
    Ptr<TlsConnectionRunner> m_runner;              //!< the engine and what it waits for
    std::unique_ptr<const Past> m_past;             //!< after the end, instead of it
    Ptr<TlsSocket> m_listener;                 //!< who is told once an accepted connection is open
    Address m_localAddress;                    //!< own address, remembered for after the end
    Address m_peerAddress;                     //!< peer's address, remembered for after the end
    State m_state{State::IDLE};                //!< where it is in its life
    tls::TlsRole m_role{tls::TlsRole::CLIENT}; //!< which end
    TcpSocket::TcpStates_t m_tcpState{TcpSocket::CLOSED}; //!< state of the socket below
    SequenceNumber32 m_peerAck;                           //!< what the peer's TCP waits for next
    SequenceNumber32 m_sentBefore; //!< end of what TCP had before the moment of m_lastSend
    Time m_lastSend{Seconds(-1)};  //!< when TCP got something last
    mutable Socket::SocketErrno m_errno{ERROR_NOTERROR}; //!< what went wrong in the last call

    std::string m_serverName;   //!< host that a client wants
    uint32_t m_rcvBufSize;      //!< most octets, encrypted or not, that wait for the application
    uint32_t m_sndBufSize;      //!< most octets that wait for TCP
    uint32_t m_handshakeBuffer; //!< octets of a flight that TCP gets first; 0: all at once
    Time m_closeTimeout;        //!< how long the peer's close_notify is waited for

    TlsByteQueue m_toTcp;          //!< records that TCP has not taken yet
    TlsByteQueue m_toApp;          //!< application data that has not been read yet
    bool m_isHoldingOutput{false}; //!< FlushToTcp() waits until the application has written all
    bool m_isFlushing{false};      //!< the rest of a flight goes to TCP in one piece
    bool m_shutdownSend{false};    //!< nothing more will be sent
    bool m_shutdownRecv{false};    //!< application data that arrives is discarded
    bool m_isClosing{false};       //!< Close() was called
    bool m_isCloseSent{false};     //!< own close_notify is among what TCP gets
    bool m_isStreamOver{false};    //!< TCP said that the peer sends no more
    bool m_isStreamRead{false};    //!< the engine knows that, too
    bool m_isPeerClosed{false};    //!< close_notify of the peer was processed
    bool m_isOpened{false};        //!< the application was told that data can flow
    bool m_isEstablished{false};   //!< the handshake is complete
    /// For what protocol early data can be or was sent; nothing: for none.
    std::optional<std::string> m_earlyProtocol;
    bool m_isEndNotified{false};  //!< the application knows of the end
    std::string m_lossReason;     //!< why TCP was lost
    std::string m_failure;        //!< why the connection failed
    uint64_t m_received{0};       //!< octets taken from TCP
    Time m_lastReceived;          //!< when the last of them came
    bool m_isDelayingAcks{false}; //!< acknowledgments wait for data to go with
    bool m_isAckWaiting{false};   //!< one does, until a timer sends it
    TlsConnectionTimes m_times;   //!< when it reached what
    Time m_lastStep{0};           //!< processor time charged before the last step reported
    EventId m_closeTimer;         //!< gives up waiting for the peer's close_notify
    EventId m_flushEvent;         //!< gives TCP the rest of a flight
    EventId m_readEvent;          //!< reads on after the application has made room
    uint8_t m_copiedTos{0};       //!< type of service that TCP has
    uint8_t m_copiedTclass{0};    //!< traffic class that TCP has
    uint8_t m_copiedPriority{0};  //!< priority that TCP has

    TracedCallback<Ptr<const TlsSocket>, const TlsStepRecord&> m_stepTrace;    //!< `Step`
    TracedCallback<Ptr<const TlsSocket>, const tls::TlsRecord&> m_recordTrace; //!< `Record`
    TracedCallback<std::string> m_keyLogTrace;                                 //!< `KeyLog`
    TracedCallback<Ptr<const TlsSocket>> m_establishedTrace;                   //!< `Established`
    TracedCallback<Ptr<TlsSocket>, std::string> m_questionTrace;               //!< `Question`
    TracedCallback<Ptr<const TlsSocket>, const tls::CryptoWork&> m_workTrace;  //!< `Work`
    TracedCallback<Ptr<const TlsSocket>, std::string> m_closedTrace;           //!< `Closed`
};

} // namespace ns3

#endif /* TLS_SOCKET_H */
