/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SOCKET_H
#define TLS_SOCKET_H

#include "tls-connection-times.h"
#include "tls-step-record.h"

#include "ns3/address.h"
#include "ns3/byte-view.h"
#include "ns3/event-id.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"
#include "ns3/socket.h"
#include "ns3/tls-session.h"
#include "ns3/tls-types.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <memory>
#include <string>

namespace ns3
{

class TlsConnectionRunner;
class TlsSocketFactory;

/**
 * A stream socket that speaks TLS over a TCP socket of its own, with the interface that
 * applications know from TCP. Made by a TlsSocketFactory.
 *
 * What differs from TCP:
 * - Connection success (and a new connection at a server) is reported when application data
 *   can be sent, after the handshake.
 * - Payload is materialised; packet tags and packet uids do not survive encryption.
 * - Close() flushes, says close_notify, and closes TCP once the peer's is there or TCP ended.
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

    /// @return the type: attributes `ServerName`, `SndBufSize`, `RcvBufSize`; trace sources
    /// `Step`, `KeyLog`, `Established`, `Closed`
    static TypeId GetTypeId();

    TlsSocket();
    ~TlsSocket() override;

    /**
     * For the factory: make the socket usable.
     * @param factory where configurations and randoms come from
     * @param tcp the socket below
     * @param id what the factory knows it by
     */
    void Initialize(Ptr<TlsSocketFactory> factory, Ptr<Socket> tcp, uint64_t id);

    /// @return what was agreed on; complete once established
    const tls::TlsSession& GetSession() const;
    /// @return true when the handshake is complete at this end
    bool IsEstablished() const;
    /// @return which end this is; a socket that has done nothing yet counts as a client
    tls::TlsRole GetRole() const;
    /// @return when the connection reached what
    const TlsConnectionTimes& GetTimes() const;
    /**
     * @return empty while nothing went wrong, else the reason: the name of the alert sent or
     *         received and, after a colon, a sentence; "truncated" when TCP ended without
     *         close_notify; "reset"; "tcp-timeout" when TCP could not connect or gave up
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
};

} // namespace ns3

#endif /* TLS_SOCKET_H */
