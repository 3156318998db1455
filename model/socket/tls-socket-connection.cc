/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The life of a TlsSocket's connection: what comes of the engine's steps. What applications call is
// in tls-socket.cc, what TCP says in tls-socket-tcp.cc.

#include "stream-random-source.h"
#include "tcp-abort.h"
#include "tls-socket-factory.h"
#include "tls-socket.h"

#include "ns3/abort.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <sstream>
#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TlsSocketConnection");

namespace
{

using tls::TlsStep;

/**
 * Sessions belong to a host at an address and port: there, others may not know them.
 * @param host that a client wants
 * @param address of the server
 * @return the name under which the client keeps its sessions
 */
std::string
MakeSessionKey(const std::string& host, const Address& address)
{
    std::ostringstream key;
    key << host << " " << address;
    return key.str();
}

/**
 * @param events of a step
 * @return true when this end says close_notify in it
 */
bool
SaysCloseNotify(const std::vector<tls::TlsEvent>& events)
{
    return std::any_of(events.begin(), events.end(), [](const tls::TlsEvent& event) {
        return event.step == TlsStep::CLOSE_NOTIFY && event.direction == tls::TlsDirection::SENT;
    });
}

} // namespace

void
TlsSocket::CreateRunner(tls::TlsRole role, const Address& address)
{
    NS_LOG_FUNCTION(this << address);
    m_role = role;
    const auto config = FindConfig(role, address);
    NS_ABORT_MSG_IF(!config,
                    "Node " << GetNode()->GetId() << " cannot use TLS as a " << ToString(role)
                            << ": give it a configuration first, as TlsHelper does.");
    const bool isClient = role == tls::TlsRole::CLIENT;
    m_runner = Create<TlsConnectionRunner>(
        role,
        config,
        isClient ? m_serverName : "",
        isClient ? MakeSessionKey(m_serverName, address) : "",
        std::make_unique<StreamRandomSource>(m_factory->GetRandom(role)),
        m_factory->GetDate(),
        GetNode()->GetObject<CryptoProcessor>(),
        [this](const TlsReleasedStep& step) { HandleStep(step); });
}

void
TlsSocket::StartRunner()
{
    if (!m_recordTrace.IsEmpty())
    {
        m_runner->KeepRecords();
    }
    if (m_keyLogTrace.IsEmpty())
    {
        m_runner->OmitKeyLog();
    }
    m_runner->Start();
}

std::shared_ptr<const tls::TlsConfig>
TlsSocket::FindConfig(tls::TlsRole role, const Address& address) const
{
    if (m_config)
    {
        return m_config;
    }
    return role == tls::TlsRole::CLIENT ? m_factory->GetClientConfig()
                                        : m_factory->GetServerConfig(address);
}

void
TlsSocket::HandleStep(const TlsReleasedStep& step)
{
    NS_LOG_FUNCTION(this << step.cpu << step.queued);
    const Ptr<TlsSocket> self(this);
    if (step.isBroken)
    {
        FinishWith(m_lossReason);
        return;
    }
    m_toTcp.Append(step.output.toPeer);
    m_isCloseSent = m_isCloseSent || SaysCloseNotify(step.output.events);
    FlushToTcp();
    RecordEvents(step);
    const Ptr<TlsConnectionRunner> runner = m_runner;
    const tls::TlsConnection& connection = runner->GetConnection();
    const bool hasData = !step.output.toApp.empty() && !IsDiscarding();
    if (hasData)
    {
        m_toApp.Append(step.output.toApp);
    }
    if (!m_isEstablished && connection.IsEstablished())
    {
        m_isEstablished = true;
        m_establishedTrace(this);
        if (m_earlyProtocol && *m_earlyProtocol != connection.GetSession().GetProtocol())
        {
            FinishWith("the server refused early data and chose another application protocol");
            return;
        }
    }
    if (m_state == State::HANDSHAKE && connection.CanSend())
    {
        Open();
    }
    else if (m_state == State::HANDSHAKE && connection.GetEarlyDataLimit() > 0)
    {
        m_earlyProtocol = connection.GetSession().GetProtocol();
        Open();
    }
    if (connection.IsAsking())
    {
        Ask(step.output.events);
    }
    if (hasData && m_state == State::OPEN)
    {
        NotifyDataRecv();
    }
    if (step.plaintext > 0)
    {
        NotifyDataSent(static_cast<uint32_t>(step.plaintext));
    }
    if (m_state != State::HANDSHAKE && m_state != State::OPEN)
    {
        return;
    }
    if (connection.IsPeerClosed() && !m_isPeerClosed && connection.GetFailure().empty())
    {
        m_isPeerClosed = true;
        if (!m_isClosing)
        {
            NotifyEnd();
        }
        runner->Close();
    }
    if (connection.IsFinished() && (m_state == State::HANDSHAKE || m_state == State::OPEN))
    {
        FinishTls();
        return;
    }
    if (step.received > 0)
    {
        ScheduleReadOn();
    }
}

void
TlsSocket::RecordEvents(const TlsReleasedStep& step)
{
    Time previous = m_lastStep - m_times.cpu;
    for (size_t i = 0; i < step.output.events.size(); i++)
    {
        const tls::TlsEvent& event = step.output.events[i];
        const Time reached = step.GetReached(i);
        const Time time = step.started + reached;
        RecordTime(event, time);
        if (event.step == TlsStep::ALERT)
        {
            NS_LOG_WARN(ToString(m_role) << ": alert " << event.detail);
        }
        else
        {
            NS_LOG_INFO(ToString(m_role) << ": " << ToString(event.step) << " " << event.detail);
        }
        if (!m_stepTrace.IsEmpty())
        {
            m_stepTrace(this, {time, reached - previous, event});
        }
        previous = reached;
    }
    m_lastStep = m_times.cpu + previous;
    m_times.cpu += step.cpu;
    m_times.cpuQueue += step.queued;
    for (const std::string& line : step.output.keyLog)
    {
        m_keyLogTrace(line);
    }
    for (const tls::TlsRecord& record : step.output.records)
    {
        m_recordTrace(this, record);
    }
    m_workTrace(this, step.output.work);
}

void
TlsSocket::RecordTime(const tls::TlsEvent& event, Time time)
{
    Time* reached = nullptr;
    switch (event.step)
    {
    case TlsStep::CLIENT_HELLO:
        reached = &m_times.clientHello;
        break;
    case TlsStep::SERVER_HELLO:
        reached = &m_times.serverHello;
        break;
    case TlsStep::CERTIFICATE_VERIFIED:
        reached = &m_times.certificate;
        break;
    case TlsStep::CLIENT_KEY_EXCHANGE:
        reached = &m_times.keyExchange;
        break;
    case TlsStep::ESTABLISHED:
        reached = &m_times.established;
        break;
    default:
        break;
    }
    if (reached && reached->IsStrictlyNegative())
    {
        *reached = time;
    }
}

void
TlsSocket::Ask(const std::vector<tls::TlsEvent>& events)
{
    const auto question =
        std::find_if(events.begin(), events.end(), [](const tls::TlsEvent& event) {
            return event.step == TlsStep::QUESTION;
        });
    if (question == events.end())
    {
        return;
    }
    if (m_questionTrace.IsEmpty())
    {
        NS_LOG_WARN("nobody can be asked: " << question->detail);
        m_runner->RejectPeer(tls::TlsAlertDescription::CLOSE_NOTIFY);
        return;
    }
    m_questionTrace(this, question->detail);
}

void
TlsSocket::Open()
{
    NS_LOG_FUNCTION(this);
    m_state = State::OPEN;
    if (m_isClosing)
    {
        return;
    }
    m_isOpened = true;
    if (m_role == tls::TlsRole::CLIENT)
    {
        NotifyConnectionSucceeded();
    }
    else
    {
        const Ptr<TlsSocket> listener = std::exchange(m_listener, nullptr);
        if (listener->m_state != State::LISTENING)
        {
            Close();
            return;
        }
        listener->NotifyNewConnectionCreated(this, m_peerAddress);
    }
    if (m_state == State::OPEN && !m_isClosing && !m_shutdownSend)
    {
        NotifyRoom();
    }
}

void
TlsSocket::FinishTls()
{
    NS_LOG_FUNCTION(this);
    m_failure = DescribeFailure();
    m_state = State::ENDING;
    Simulator::Remove(m_closeTimer);
    NotifyEnd();
    FlushToTcp();
}

std::string
TlsSocket::DescribeFailure() const
{
    const tls::TlsConnection& connection = m_runner->GetConnection();
    if (connection.GetAlertSent())
    {
        return std::string(ToString(connection.GetAlertSent()->description)) + ": " +
               connection.GetAlertSent()->reason;
    }
    if (connection.GetAlertReceived())
    {
        return std::string(ToString(*connection.GetAlertReceived())) + ": sent by the peer";
    }
    return connection.GetFailure().empty() ? "" : "truncated";
}

void
TlsSocket::FinishTcp()
{
    NS_LOG_FUNCTION(this);
    if (m_tcp && !m_toTcp.IsEmpty())
    {
        return;
    }
    End();
    TraceClosed();
}

void
TlsSocket::End()
{
    NS_LOG_FUNCTION(this);
    m_state = State::ENDED;
    m_times.closed = Simulator::Now();
    // Removed, not cancelled: a cancelled event still moves the clock at the end of a run.
    Simulator::Remove(m_closeTimer);
    m_readEvent.Cancel();
    m_flushEvent.Cancel();
    m_listener = nullptr;
    ForgetEngine();
    if (const Ptr<Socket> tcp = std::exchange(m_tcp, nullptr))
    {
        tcp->GetSockName(m_localAddress);
        // TCP answers a close that finds unread octets with a reset.
        HandleTcpRecv(tcp);
        tcp->Close();
    }
    m_factory->Disown(m_id);
}

void
TlsSocket::ForgetEngine()
{
    // TCP keeps this socket until TIME_WAIT is over: keys and buffers must not wait with it, or
    // each new connection would find the processor's caches full of old ones.
    if (m_runner)
    {
        m_runner->Stop();
        const tls::TlsConnection& connection = m_runner->GetConnection();
        m_past.reset(new Past{connection.GetSession(), connection.IsResumed()});
        m_runner = nullptr;
    }
    m_toTcp = {};
}

void
TlsSocket::FinishWith(const std::string& failure)
{
    NS_LOG_FUNCTION(this << failure);
    m_failure = failure;
    End();
    NotifyEnd();
    TraceClosed();
}

void
TlsSocket::TraceClosed()
{
    m_closedTrace(this, m_failure.empty() ? "ok" : m_failure);
}

void
TlsSocket::NotifyEnd()
{
    if (std::exchange(m_isEndNotified, true))
    {
        return;
    }
    if (m_isOpened)
    {
        if (m_failure.empty())
        {
            NotifyNormalClose();
        }
        else
        {
            NotifyErrorClose();
        }
    }
    else if (m_role == tls::TlsRole::CLIENT)
    {
        NotifyConnectionFailed();
    }
}

void
TlsSocket::HandleCloseTimeout()
{
    NS_LOG_FUNCTION(this);
    const Ptr<TlsSocket> self(this);
    // Who has said close_notify need not wait for the answer (RFC 5246, 7.2.1), once the peer's
    // TCP has it.
    const Ptr<Socket> tcp = m_tcp;
    FinishWith(m_isCloseSent && m_tcp && IsTcpDrained() ? "" : "truncated");
    if (tcp && m_tcpState == TcpSocket::FIN_WAIT_2)
    {
        AbortTcp(tcp, m_received);
    }
}

} // namespace ns3
