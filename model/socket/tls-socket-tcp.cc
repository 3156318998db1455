/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What TCP says to a TlsSocket, and the octets that go up and down. Its callbacks hold a reference
// to this socket, so that it outlives the last one, and are never replaced from within themselves;
// after the end they find m_tcp null.

#include "tcp-profile.h"
#include "tls-socket-factory.h"
#include "tls-socket.h"

#include "ns3/log.h"
#include "ns3/simulator.h"
#include "ns3/tcp-socket-base.h"
#include "ns3/tcp-tx-buffer.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TlsSocketTcp");

namespace
{

/// After that many octets a host stops acknowledging every segment: Linux's 16 of 1448 octets.
constexpr uint64_t QUICK_ACK_OCTETS = 16 * 1448;

/// Who answers that soon after data came takes part in an exchange: Linux then expects that the
/// next acknowledgment, too, can go with data, and delays it.
const Time REPLY_TIME = MilliSeconds(40);

} // namespace

void
TlsSocket::ObserveTcp()
{
    const Ptr<TlsSocket> self(this);
    m_tcp->SetCloseCallbacks(MakeCallback(&TlsSocket::HandleTcpNormalClose, self),
                             MakeCallback(&TlsSocket::HandleTcpErrorClose, self));
    m_tcp->SetSendCallback(MakeCallback(&TlsSocket::HandleTcpSend, self));
    m_tcp->SetRecvCallback(MakeCallback(&TlsSocket::HandleTcpRecv, self));
    // Not by name each time: a search through the descriptions of all trace sources.
    static const auto state = TcpSocketBase::GetTypeId().LookupTraceSourceByName("State");
    state->ConnectWithoutContext(PeekPointer(m_tcp),
                                 MakeCallback(&TlsSocket::HandleTcpState, self));
    static const auto received = TcpSocketBase::GetTypeId().LookupTraceSourceByName("Rx");
    received->ConnectWithoutContext(PeekPointer(m_tcp),
                                    MakeCallback(&TlsSocket::HandleTcpSegment, self));
}

void
TlsSocket::HandleTcpSegment(Ptr<const Packet> /* data */,
                            const TcpHeader& header,
                            Ptr<const TcpSocketBase> /* tcp */)
{
    m_peerAck = std::max(m_peerAck, header.GetAckNumber());
}

void
TlsSocket::HandleTcpState(TcpSocket::TcpStates_t /* before */, TcpSocket::TcpStates_t after)
{
    m_tcpState = after;
}

void
TlsSocket::HandleTcpConnected(Ptr<Socket> tcp)
{
    NS_LOG_FUNCTION(this << tcp);
    if (tcp != m_tcp || m_state != State::CONNECTING)
    {
        return;
    }
    const Ptr<TlsSocket> self(this);
    m_state = State::HANDSHAKE;
    m_times.tcpConnected = Simulator::Now();
    StartRunner();
}

void
TlsSocket::HandleTcpConnectFailed(Ptr<Socket> tcp)
{
    NS_LOG_FUNCTION(this << tcp);
    if (tcp == m_tcp)
    {
        LoseTcp("tcp-timeout");
    }
}

void
TlsSocket::HandleTcpNormalClose(Ptr<Socket> tcp)
{
    NS_LOG_FUNCTION(this << tcp << m_tcpState);
    if (tcp != m_tcp)
    {
        return;
    }
    if (m_tcpState != TcpSocket::CLOSE_WAIT && m_tcpState != TcpSocket::TIME_WAIT)
    {
        // TCP reports a reset like a close, but from another state.
        LoseTcp("reset");
        return;
    }
    m_isStreamOver = true;
    ReadTcp();
}

void
TlsSocket::HandleTcpErrorClose(Ptr<Socket> tcp)
{
    NS_LOG_FUNCTION(this << tcp);
    if (tcp == m_tcp)
    {
        LoseTcp("tcp-timeout");
    }
}

bool
TlsSocket::HandleTcpRequest(Ptr<Socket> tcp, const Address& from)
{
    NS_LOG_FUNCTION(this << tcp << from);
    TcpProfile::BeginRequest(tcp, from);
    return tcp == m_tcp && NotifyConnectionRequest(from);
}

void
TlsSocket::HandleTcpAccept(Ptr<Socket> tcp, const Address& from)
{
    NS_LOG_FUNCTION(this << tcp << from);
    if (m_state != State::LISTENING)
    {
        tcp->Close();
        return;
    }
    TcpProfile::EndRequest(tcp, from);
    const Ptr<TlsSocket> child = CopyObject<TlsSocket>(Ptr<TlsSocket>(this));
    child->Initialize(m_factory, tcp);
    child->Accept(this, from);
}

void
TlsSocket::Accept(Ptr<TlsSocket> listener, const Address& from)
{
    NS_LOG_FUNCTION(this << listener << from);
    const Ptr<TlsSocket> self(this);
    m_listener = listener;
    m_peerAddress = from;
    m_tcpState = TcpSocket::ESTABLISHED;
    m_state = State::HANDSHAKE;
    m_times.tcpConnected = Simulator::Now();
    ObserveTcp();
    Address local;
    GetSockName(local);
    CreateRunner(tls::TlsRole::SERVER, local);
    m_id = m_factory->Own(this);
    m_factory->Announce(this);
    StartRunner();
}

void
TlsSocket::HandleTcpSend(Ptr<Socket> tcp, uint32_t /* available */)
{
    if (tcp != m_tcp)
    {
        return;
    }
    const Ptr<TlsSocket> self(this);
    FlushToTcp();
    if (m_state == State::OPEN && !m_isClosing && !m_shutdownSend)
    {
        NotifyRoom();
    }
}

void
TlsSocket::NotifyRoom()
{
    const uint32_t available = GetTxAvailable();
    if (available == 0)
    {
        return;
    }
    // What the application writes from within goes to TCP in one piece: a record at a time, TCP
    // would merge each segment from many small packets.
    m_isHoldingOutput = true;
    NotifySend(available);
    m_isHoldingOutput = false;
    FlushToTcp();
}

void
TlsSocket::HandleTcpRecv(Ptr<Socket> tcp)
{
    if (tcp == m_tcp)
    {
        ReadTcp();
        return;
    }
    // After the end: what TCP still gets must not stay unread.
    for (Ptr<Packet> packet = tcp->Recv(); packet && packet->GetSize() > 0; packet = tcp->Recv())
    {
        NS_LOG_LOGIC("discard " << packet->GetSize() << " octets after the end");
    }
}

void
TlsSocket::LoseTcp(const std::string& reason)
{
    NS_LOG_FUNCTION(this << reason);
    const Ptr<TlsSocket> self(this);
    const Ptr<Socket> tcp = std::exchange(m_tcp, nullptr);
    const Ptr<TlsConnectionRunner> runner = m_runner;
    m_lossReason = reason;
    switch (m_state)
    {
    case State::CONNECTING:
        FinishWith(reason);
        break;
    case State::HANDSHAKE:
    case State::OPEN:
        // What arrived before is still the application's, whatever the buffer's bound.
        while (const Ptr<Packet> packet = tcp->Recv())
        {
            if (packet->GetSize() == 0)
            {
                break;
            }
            tls::Bytes data(packet->GetSize());
            packet->CopyData(data.data(), packet->GetSize());
            runner->Receive(data);
        }
        runner->Break();
        break;
    case State::ENDING:
        FinishTcp();
        break;
    case State::IDLE:
    case State::LISTENING:
    case State::ENDED:
        break;
    }
}

// Between TCP and the engine

void
TlsSocket::ReadTcp()
{
    const Ptr<TlsSocket> self(this);
    while (m_tcp && (m_state == State::HANDSHAKE || m_state == State::OPEN))
    {
        const size_t waiting =
            m_runner->GetReceiveBacklog() + (IsDiscarding() ? 0 : m_toApp.Size());
        if (waiting >= m_rcvBufSize)
        {
            return;
        }
        const Ptr<Packet> packet = m_tcp->Recv(m_rcvBufSize - waiting, 0);
        if (!packet || packet->GetSize() == 0)
        {
            break;
        }
        const uint32_t size = packet->GetSize();
        tls::Bytes data(size);
        packet->CopyData(data.data(), size);
        PaceAcks(size);
        m_runner->Receive(data);
    }
    const bool isLive = m_state == State::HANDSHAKE || m_state == State::OPEN;
    if (isLive && m_isStreamOver && !m_isStreamRead && m_tcp)
    {
        m_isStreamRead = true;
        m_runner->EndStream();
    }
}

void
TlsSocket::PaceAcks(uint32_t size)
{
    if (m_received <= QUICK_ACK_OCTETS && m_received + size > QUICK_ACK_OCTETS)
    {
        TcpProfile::EndQuickAck(m_tcp);
    }
    else if (m_isAckWaiting && Simulator::Now() - m_lastReceived >= REPLY_TIME)
    {
        // No data went with the last acknowledgment, a timer sent it: as Linux does, this end stops
        // to expect any.
        TcpProfile::BeginQuickAck(m_tcp);
        m_isDelayingAcks = false;
        m_isAckWaiting = false;
    }
    m_received += size;
    m_lastReceived = Simulator::Now();
    // Two segments are acknowledged at once.
    m_isAckWaiting = m_isDelayingAcks && !m_isAckWaiting && m_received <= QUICK_ACK_OCTETS;
}

void
TlsSocket::ScheduleReadOn()
{
    if (m_tcp && m_readEvent.IsExpired() && (m_tcp->GetRxAvailable() > 0 || m_isStreamOver))
    {
        m_readEvent = Simulator::ScheduleNow(&TlsSocket::ReadOn, this);
    }
}

void
TlsSocket::ReadOn()
{
    const Ptr<TlsSocket> self(this);
    if (!m_tcp)
    {
        return;
    }
    UintegerValue size;
    m_tcp->GetAttribute("RcvBufSize", size);
    const uint64_t before = m_tcp->GetRxAvailable();
    ReadTcp();
    // TCP says nothing of its own when reading reopens its window, and a sender that faces
    // less than a segment would wait forever; it does say something when its buffer grows.
    if (m_tcp && !m_isStreamOver && before > size.Get() / 2 &&
        m_tcp->GetRxAvailable() <= size.Get() / 2)
    {
        m_tcp->SetAttribute("RcvBufSize", UintegerValue(size.Get() - 1));
        m_tcp->SetAttribute("RcvBufSize", size);
    }
}

void
TlsSocket::FlushToTcp()
{
    if (m_isHoldingOutput || !m_flushEvent.IsExpired() || HoldsAnswer())
    {
        return;
    }
    while (m_tcp && !m_toTcp.IsEmpty())
    {
        tls::ByteView data = m_toTcp.View().Sub(0, m_tcp->GetTxAvailable());
        if (data.IsEmpty())
        {
            return;
        }
        const bool isFull = m_state == State::HANDSHAKE && m_handshakeBuffer > 0 &&
                            data.Size() > m_handshakeBuffer && !m_isFlushing;
        if (isFull)
        {
            data = data.Sub(0, m_handshakeBuffer);
        }
        if (m_lastSend != Simulator::Now())
        {
            m_lastSend = Simulator::Now();
            m_sentBefore = GetTcpTail();
        }
        if (m_tcp->Send(Create<Packet>(data.Data(), static_cast<uint32_t>(data.Size())), 0) == -1)
        {
            // The connection is gone; TCP says so in its own time.
            m_toTcp.Clear();
            break;
        }
        m_toTcp.Take(data.Size());
        m_isAckWaiting = false;
        if (!m_isDelayingAcks && m_received > 0 && Simulator::Now() - m_lastReceived < REPLY_TIME)
        {
            TcpProfile::EndQuickAck(m_tcp);
            m_isDelayingAcks = true;
        }
        if (isFull)
        {
            // TCP cuts segments one time step after a Send(): the rest comes after that.
            m_isFlushing = true;
            m_flushEvent = Simulator::Schedule(TimeStep(2), &TlsSocket::FlushToTcp, this);
            return;
        }
    }
    m_isFlushing = m_isFlushing && !m_toTcp.IsEmpty();
    if (m_state == State::ENDING)
    {
        FinishTcp();
    }
    else if (m_isCloseSent && m_tcp && m_tcp->GetRxAvailable() == 0)
    {
        // In the segment of the close_notify, so that who closes first also waits in TIME_WAIT:
        // ns-3's TCP leaves the FINs of a peer without answer where a listener has the port.
        m_tcp->Close();
    }
}

bool
TlsSocket::HoldsAnswer() const
{
    // ns-3's TCP takes any acknowledgment that arrives in LAST_ACK for that of its FIN and forgets
    // what was lost before: who answers a close_notify lets all that is on its way arrive. What a
    // FIN acknowledges, ns-3's TCP does not look at; the header says it.
    if (!m_isCloseSent || !m_tcp || m_toTcp.IsEmpty() || !m_runner ||
        !m_runner->GetConnection().IsPeerClosed())
    {
        return false;
    }
    // TCP cuts segments one time step after a Send(): what it got at this moment is not yet on its
    // way and can go along.
    const bool isFresh = m_lastSend == Simulator::Now();
    return m_peerAck < (isFresh ? m_sentBefore : GetTcpTail());
}

SequenceNumber32
TlsSocket::GetTcpTail() const
{
    return DynamicCast<TcpSocketBase>(m_tcp)->GetTxBuffer()->TailSequence();
}

bool
TlsSocket::IsTcpDrained() const
{
    UintegerValue size;
    m_tcp->GetAttribute("SndBufSize", size);
    return m_tcp->GetTxAvailable() == size.Get();
}

size_t
TlsSocket::GetRoom() const
{
    if (!m_tcp || !m_runner || m_shutdownSend || m_isClosing)
    {
        return 0;
    }
    const size_t used = m_toTcp.Size() + m_runner->GetWriteBacklog();
    const size_t room = std::min(m_tcp->GetTxAvailable(), m_sndBufSize);
    return room - std::min(room, used);
}

bool
TlsSocket::IsDiscarding() const
{
    return m_shutdownRecv || m_isClosing;
}

void
TlsSocket::CopyOptions()
{
    // Their setters are not virtual. Only changes are copied: TCP may have got a value otherwise.
    if (!m_tcp)
    {
        return;
    }
    if (GetIpTos() != m_copiedTos)
    {
        m_copiedTos = GetIpTos();
        m_copiedPriority = GetPriority();
        m_tcp->SetIpTos(m_copiedTos);
        m_tcp->SetPriority(m_copiedPriority);
    }
    if (GetPriority() != m_copiedPriority)
    {
        m_copiedPriority = GetPriority();
        m_tcp->SetPriority(m_copiedPriority);
    }
    if (IsManualIpv6Tclass() && GetIpv6Tclass() != m_copiedTclass)
    {
        m_copiedTclass = GetIpv6Tclass();
        m_tcp->SetIpv6Tclass(m_copiedTclass);
    }
}

} // namespace ns3
