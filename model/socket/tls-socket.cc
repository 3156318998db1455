/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-socket.h"

#include "tcp-abort.h"
#include "tcp-profile.h"
#include "tls-socket-factory.h"

#include "ns3/abort.h"
#include "ns3/double.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TlsSocket");

NS_OBJECT_ENSURE_REGISTERED(TlsSocket);

TypeId
TlsSocket::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::TlsSocket")
            .SetParent<Socket>()
            .SetGroupName("TlsSpdy")
            .AddConstructor<TlsSocket>()
            .AddAttribute("ServerName",
                          "Host that a client wants: sent as server_name and compared with the "
                          "certificate. Empty: neither.",
                          StringValue(""),
                          MakeStringAccessor(&TlsSocket::m_serverName),
                          MakeStringChecker())
            .AddAttribute(
                "RcvBufSize",
                "Most octets, decrypted or not, that wait for processor and "
                "application; beyond that TCP is not read, so that its window closes.",
                UintegerValue(131072),
                MakeUintegerAccessor(&TlsSocket::m_rcvBufSize),
                MakeUintegerChecker<uint32_t>(tls::TLS_RECORD_HEADER + tls::TLS_MAX_CIPHERTEXT))
            .AddAttribute("SndBufSize",
                          "Most octets, encrypted or not, that wait for processor and TCP; the "
                          "send buffer of TCP bounds them, too.",
                          UintegerValue(std::numeric_limits<uint32_t>::max()),
                          MakeUintegerAccessor(&TlsSocket::m_sndBufSize),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute(
                "HandshakeBuffer",
                "Octets after which a flight of the handshake is flushed to TCP for the "
                "first time, so that a segment ends there: 4096 with OpenSSL. 0: a flight "
                "goes to TCP in one piece.",
                UintegerValue(0),
                MakeUintegerAccessor(&TlsSocket::m_handshakeBuffer),
                MakeUintegerChecker<uint32_t>())
            .AddAttribute("CloseTimeout",
                          "How long, after Close(), the peer's close_notify is waited for.",
                          TimeValue(Seconds(60)),
                          MakeTimeAccessor(&TlsSocket::m_closeTimeout),
                          MakeTimeChecker())
            .AddAttribute(
                "SegmentSize",
                "Largest segment of the TCP socket below, which ns-3's HTTP server sets.",
                TypeId::ATTR_GET | TypeId::ATTR_SET,
                UintegerValue(536),
                MakeUintegerAccessor(&TlsSocket::SetSegmentSize, &TlsSocket::GetSegmentSize),
                MakeUintegerChecker<uint32_t>(1))
            .AddAttribute(
                "MaxSegLifetime",
                "Seconds: of the TCP socket below, which ns-3's HTTP client sets.",
                TypeId::ATTR_GET | TypeId::ATTR_SET,
                DoubleValue(120),
                MakeDoubleAccessor(&TlsSocket::SetMaxSegLifetime, &TlsSocket::GetMaxSegLifetime),
                MakeDoubleChecker<double>(0))
            .AddTraceSource("Step",
                            "A step of the connection was reached.",
                            MakeTraceSourceAccessor(&TlsSocket::m_stepTrace),
                            "ns3::TlsSocket::StepTracedCallback")
            .AddTraceSource("Record",
                            "A record is sent: what it holds, before its protection. To be "
                            "connected before the handshake begins.",
                            MakeTraceSourceAccessor(&TlsSocket::m_recordTrace),
                            "ns3::TlsSocket::RecordTracedCallback")
            .AddTraceSource("KeyLog",
                            "A line of an NSS key log. These are the connection's secrets. To be "
                            "connected before the handshake begins.",
                            MakeTraceSourceAccessor(&TlsSocket::m_keyLogTrace),
                            "ns3::TlsSocket::KeyLogTracedCallback")
            .AddTraceSource("Established",
                            "The handshake is complete at this end.",
                            MakeTraceSourceAccessor(&TlsSocket::m_establishedTrace),
                            "ns3::TlsSocket::EstablishedTracedCallback")
            .AddTraceSource("Question",
                            "The scenario is asked about the peer's certificate; it answers with "
                            "AcceptPeer() or RejectPeer(). With nobody to ask it is refused.",
                            MakeTraceSourceAccessor(&TlsSocket::m_questionTrace),
                            "ns3::TlsSocket::QuestionTracedCallback")
            .AddTraceSource("Work",
                            "The primitives of a step are done.",
                            MakeTraceSourceAccessor(&TlsSocket::m_workTrace),
                            "ns3::TlsSocket::WorkTracedCallback")
            .AddTraceSource("Closed",
                            "The connection ended: \"ok\" or the reason.",
                            MakeTraceSourceAccessor(&TlsSocket::m_closedTrace),
                            "ns3::TlsSocket::ClosedTracedCallback");
    return tid;
}

TlsSocket::TlsSocket()
{
    NS_LOG_FUNCTION(this);
}

TlsSocket::TlsSocket(const TlsSocket& listener)
    : Socket(listener),
      m_factory(listener.m_factory),
      m_config(listener.m_config),
      m_serverName(listener.m_serverName),
      m_rcvBufSize(listener.m_rcvBufSize),
      m_sndBufSize(listener.m_sndBufSize),
      m_handshakeBuffer(listener.m_handshakeBuffer),
      m_closeTimeout(listener.m_closeTimeout),
      // PacketSink shuts its listener down for sending and means what it accepts.
      m_shutdownSend(listener.m_shutdownSend),
      m_shutdownRecv(listener.m_shutdownRecv)
{
    NS_LOG_FUNCTION(this << &listener);
    // As with TCP, an accepted socket keeps the callbacks for its end and no others.
    SetConnectCallback(MakeNullCallback<void, Ptr<Socket>>(),
                       MakeNullCallback<void, Ptr<Socket>>());
    SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                      MakeNullCallback<void, Ptr<Socket>, const Address&>());
    SetDataSentCallback(MakeNullCallback<void, Ptr<Socket>, uint32_t>());
    SetSendCallback(MakeNullCallback<void, Ptr<Socket>, uint32_t>());
    SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
}

TlsSocket::~TlsSocket()
{
    NS_LOG_FUNCTION(this);
    if (m_runner)
    {
        m_runner->Stop();
    }
}

void
TlsSocket::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_closeTimer.Cancel();
    m_readEvent.Cancel();
    if (m_runner)
    {
        m_runner->Stop();
    }
    m_state = State::ENDED;
    m_tcp = nullptr;
    m_listener = nullptr;
    m_factory = nullptr;
    Socket::DoDispose();
}

void
TlsSocket::Initialize(Ptr<TlsSocketFactory> factory, Ptr<Socket> tcp)
{
    NS_LOG_FUNCTION(this << factory << tcp);
    m_factory = factory;
    m_tcp = tcp;
}

// What applications ask and command

void
TlsSocket::SetConfig(std::shared_ptr<const tls::TlsConfig> config)
{
    NS_LOG_FUNCTION(this);
    m_config = std::move(config);
}

void
TlsSocket::AcceptPeer()
{
    NS_LOG_FUNCTION(this);
    if (m_runner)
    {
        const Ptr<TlsSocket> self(this);
        m_runner->AcceptPeer();
    }
}

void
TlsSocket::RejectPeer(tls::TlsAlertDescription description)
{
    NS_LOG_FUNCTION(this << ToString(description));
    if (m_runner)
    {
        const Ptr<TlsSocket> self(this);
        m_runner->RejectPeer(description);
    }
}

void
TlsSocket::Renegotiate()
{
    NS_LOG_FUNCTION(this);
    if (m_state == State::OPEN && !m_isClosing)
    {
        const Ptr<TlsSocket> self(this);
        m_runner->Renegotiate();
    }
}

void
TlsSocket::SendHeartbeat(uint32_t size)
{
    NS_LOG_FUNCTION(this << size);
    if (m_state == State::OPEN && !m_isClosing)
    {
        const Ptr<TlsSocket> self(this);
        m_runner->SendHeartbeat(tls::Bytes(size));
    }
}

void
TlsSocket::UpdateKeys(bool asksPeer)
{
    NS_LOG_FUNCTION(this << asksPeer);
    if (m_state == State::OPEN && !m_isClosing)
    {
        const Ptr<TlsSocket> self(this);
        m_runner->UpdateKeys(asksPeer);
    }
}

void
TlsSocket::RequestClientCertificate()
{
    NS_LOG_FUNCTION(this);
    if (m_state == State::OPEN && !m_isClosing)
    {
        const Ptr<TlsSocket> self(this);
        m_runner->RequestClientCertificate();
    }
}

bool
TlsSocket::IsResumed() const
{
    return m_past ? m_past->isResumed : m_runner && m_runner->GetConnection().IsResumed();
}

const tls::TlsSession&
TlsSocket::GetSession() const
{
    static const tls::TlsSession none;
    if (m_past)
    {
        return m_past->session;
    }
    return m_runner ? m_runner->GetConnection().GetSession() : none;
}

bool
TlsSocket::IsEstablished() const
{
    return m_isEstablished;
}

tls::TlsRole
TlsSocket::GetRole() const
{
    return m_role;
}

const TlsConnectionTimes&
TlsSocket::GetTimes() const
{
    return m_times;
}

const std::string&
TlsSocket::GetFailure() const
{
    return m_failure;
}

Ptr<Socket>
TlsSocket::GetTcpSocket() const
{
    return m_tcp;
}

Socket::SocketErrno
TlsSocket::GetErrno() const
{
    return m_errno;
}

Socket::SocketType
TlsSocket::GetSocketType() const
{
    return NS3_SOCK_STREAM;
}

Ptr<Node>
TlsSocket::GetNode() const
{
    return m_factory ? m_factory->GetObject<Node>() : nullptr;
}

int
TlsSocket::Bind(const Address& address)
{
    NS_LOG_FUNCTION(this << address);
    return ForwardToTcp([&address](Socket& tcp) { return tcp.Bind(address); });
}

int
TlsSocket::Bind()
{
    NS_LOG_FUNCTION(this);
    return ForwardToTcp([](Socket& tcp) { return tcp.Bind(); });
}

int
TlsSocket::Bind6()
{
    NS_LOG_FUNCTION(this);
    return ForwardToTcp([](Socket& tcp) { return tcp.Bind6(); });
}

int
TlsSocket::ForwardToTcp(const std::function<int(Socket&)>& call)
{
    if (m_state != State::IDLE || !m_tcp)
    {
        m_errno = ERROR_INVAL;
        return -1;
    }
    const int result = call(*m_tcp);
    if (result == -1)
    {
        m_errno = m_tcp->GetErrno();
    }
    return result;
}

int
TlsSocket::Connect(const Address& address)
{
    NS_LOG_FUNCTION(this << address);
    if (m_state != State::IDLE || !m_tcp)
    {
        m_errno = m_state == State::LISTENING ? ERROR_OPNOTSUPP : ERROR_ISCONN;
        return -1;
    }
    CopyOptions();
    TcpProfile::FitSegments(m_tcp, address);
    const Ptr<TlsSocket> self(this);
    m_tcp->SetConnectCallback(MakeCallback(&TlsSocket::HandleTcpConnected, self),
                              MakeCallback(&TlsSocket::HandleTcpConnectFailed, self));
    ObserveTcp();
    CreateRunner(tls::TlsRole::CLIENT, address);
    m_state = State::CONNECTING;
    m_times.synSent = Simulator::Now();
    m_id = m_factory->Own(this);
    if (m_tcp->Connect(address) == -1)
    {
        m_errno = m_tcp->GetErrno();
        m_runner->Stop();
        m_state = State::ENDED;
        m_tcp = nullptr;
        m_factory->Disown(m_id);
        return -1;
    }
    m_peerAddress = address;
    return 0;
}

int
TlsSocket::Listen()
{
    NS_LOG_FUNCTION(this);
    Address local;
    GetSockName(local);
    NS_ABORT_MSG_IF(m_factory && !FindConfig(tls::TlsRole::SERVER, local),
                    "Node " << GetNode()->GetId() << " cannot listen with TLS: give it an identity "
                            << "and a server configuration first, as TlsHelper does.");
    CopyOptions();
    if (m_tcp)
    {
        TcpProfile::FitSegments(m_tcp, local);
    }
    if (ForwardToTcp([](Socket& tcp) { return tcp.Listen(); }) == -1)
    {
        return -1;
    }
    OpenTcpListenerWindow(m_tcp);
    m_role = tls::TlsRole::SERVER;
    m_state = State::LISTENING;
    m_tcp->SetAcceptCallback(MakeCallback(&TlsSocket::HandleTcpRequest, Ptr<TlsSocket>(this)),
                             MakeCallback(&TlsSocket::HandleTcpAccept, Ptr<TlsSocket>(this)));
    m_id = m_factory->Own(this);
    return 0;
}

int
TlsSocket::Close()
{
    NS_LOG_FUNCTION(this);
    const Ptr<TlsSocket> self(this);
    switch (m_state)
    {
    case State::IDLE:
    case State::ENDING:
    case State::ENDED:
        break;
    case State::LISTENING:
        End();
        NotifyNormalClose();
        break;
    case State::CONNECTING:
        m_isEndNotified = true;
        FinishWith("user_canceled: closed before TCP was connected");
        break;
    case State::HANDSHAKE:
    case State::OPEN:
        if (!m_isClosing)
        {
            m_isClosing = true;
            m_closeTimer =
                Simulator::Schedule(m_closeTimeout, &TlsSocket::HandleCloseTimeout, this);
            m_runner->Close();
            ReadTcp();
        }
        break;
    }
    return 0;
}

int
TlsSocket::ShutdownSend()
{
    NS_LOG_FUNCTION(this);
    m_shutdownSend = true;
    if (m_state == State::OPEN && !m_isClosing)
    {
        const Ptr<TlsSocket> self(this);
        m_runner->Close();
    }
    return 0;
}

int
TlsSocket::ShutdownRecv()
{
    NS_LOG_FUNCTION(this);
    m_shutdownRecv = true;
    return 0;
}

uint32_t
TlsSocket::GetTxAvailable() const
{
    const size_t room = GetRoom();
    if (room == 0)
    {
        return 0;
    }
    // Overhead grows with the size, in steps: from above, a few corrections reach what fits.
    const tls::TlsConnection& connection = m_runner->GetConnection();
    size_t size = room;
    for (size_t wire = connection.GetWireSize(size); wire > room;
         wire = connection.GetWireSize(size))
    {
        size -= std::min(size, wire - room);
        if (size == 0)
        {
            break;
        }
    }
    return static_cast<uint32_t>(size);
}

int
TlsSocket::Send(Ptr<Packet> packet, uint32_t flags)
{
    NS_LOG_FUNCTION(this << packet << flags);
    const bool isConnected =
        m_state == State::CONNECTING || m_state == State::HANDSHAKE || m_state == State::OPEN;
    if (m_shutdownSend || m_isClosing || m_isPeerClosed)
    {
        m_errno = ERROR_SHUTDOWN;
        return -1;
    }
    if (!isConnected)
    {
        m_errno = ERROR_NOTCONN;
        return -1;
    }
    const uint32_t size = packet->GetSize();
    if (m_runner->GetConnection().GetWireSize(size) > GetRoom())
    {
        m_errno = ERROR_AGAIN;
        return -1;
    }
    const Ptr<TlsSocket> self(this);
    CopyOptions();
    tls::Bytes data(size);
    packet->CopyData(data.data(), size);
    m_runner->Write(std::move(data));
    return static_cast<int>(size);
}

int
TlsSocket::SendTo(Ptr<Packet> packet, uint32_t flags, const Address& /* toAddress */)
{
    return Send(packet, flags);
}

uint32_t
TlsSocket::GetRxAvailable() const
{
    return static_cast<uint32_t>(m_toApp.Size());
}

Ptr<Packet>
TlsSocket::Recv(uint32_t maxSize, uint32_t flags)
{
    NS_LOG_FUNCTION(this << maxSize << flags);
    if (m_toApp.IsEmpty())
    {
        if (m_isPeerClosed)
        {
            // As with TCP, an empty packet is the end of the stream.
            return Create<Packet>();
        }
        m_errno = ERROR_AGAIN;
        return nullptr;
    }
    const tls::ByteView data = m_toApp.View().Sub(0, maxSize);
    const Ptr<Packet> packet = Create<Packet>(data.Data(), static_cast<uint32_t>(data.Size()));
    m_toApp.Take(data.Size());
    // Not from within: what comes in now must not reach the application before this does.
    ScheduleReadOn();
    return packet;
}

Ptr<Packet>
TlsSocket::RecvFrom(uint32_t maxSize, uint32_t flags, Address& fromAddress)
{
    const Ptr<Packet> packet = Recv(maxSize, flags);
    if (packet && packet->GetSize() > 0)
    {
        GetPeerName(fromAddress);
    }
    return packet;
}

int
TlsSocket::GetSockName(Address& address) const
{
    if (m_tcp)
    {
        return m_tcp->GetSockName(address);
    }
    address = m_localAddress;
    return 0;
}

int
TlsSocket::GetPeerName(Address& address) const
{
    if (m_peerAddress.IsInvalid())
    {
        m_errno = ERROR_NOTCONN;
        return -1;
    }
    address = m_peerAddress;
    return 0;
}

bool
TlsSocket::SetAllowBroadcast(bool allowBroadcast)
{
    // As with TCP: there is no such thing as broadcast on a connection.
    return !allowBroadcast;
}

bool
TlsSocket::GetAllowBroadcast() const
{
    return false;
}

void
TlsSocket::BindToNetDevice(Ptr<NetDevice> device)
{
    NS_LOG_FUNCTION(this << device);
    Socket::BindToNetDevice(device);
    if (m_tcp)
    {
        m_tcp->BindToNetDevice(device);
    }
}

void
TlsSocket::SetIpTtl(uint8_t ttl)
{
    NS_LOG_FUNCTION(this << static_cast<uint32_t>(ttl));
    Socket::SetIpTtl(ttl);
    if (m_tcp)
    {
        m_tcp->SetIpTtl(ttl);
    }
}

void
TlsSocket::SetSegmentSize(uint32_t size)
{
    if (m_tcp)
    {
        m_tcp->SetAttribute("SegmentSize", UintegerValue(size));
    }
}

uint32_t
TlsSocket::GetSegmentSize() const
{
    UintegerValue size;
    if (m_tcp)
    {
        m_tcp->GetAttribute("SegmentSize", size);
    }
    return static_cast<uint32_t>(size.Get());
}

void
TlsSocket::SetMaxSegLifetime(double seconds)
{
    if (m_tcp)
    {
        m_tcp->SetAttribute("MaxSegLifetime", DoubleValue(seconds));
    }
}

double
TlsSocket::GetMaxSegLifetime() const
{
    DoubleValue seconds;
    if (m_tcp)
    {
        m_tcp->GetAttribute("MaxSegLifetime", seconds);
    }
    return seconds.Get();
}

void
TlsSocket::SetIpv6HopLimit(uint8_t hopLimit)
{
    NS_LOG_FUNCTION(this << static_cast<uint32_t>(hopLimit));
    Socket::SetIpv6HopLimit(hopLimit);
    if (m_tcp)
    {
        m_tcp->SetIpv6HopLimit(hopLimit);
    }
}

} // namespace ns3
