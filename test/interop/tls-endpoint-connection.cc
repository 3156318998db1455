/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-endpoint-connection.h"

#include "tls-endpoint-session.h"

#include <algorithm>
#include <chrono>
#include <ctime>

namespace ns3
{
namespace endpoint
{

namespace
{

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// Octets that may wait for the socket before nothing more is read or made.
constexpr size_t MAX_WAITING = 1 << 18;
/// Octets that are asked of an application at a time.
constexpr size_t WRITE_SIZE = tls::TLS_MAX_PLAINTEXT;
/// How long this side waits for the peer's part of the closing.
constexpr milliseconds CLOSING_TIME{2000};

/// Milliseconds since 1970-01-01 UTC.
int64_t
GetMilliseconds()
{
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<milliseconds>(since).count();
}

} // namespace

EndpointConnection::Engine::Engine(const EndpointOptions& options,
                                   std::shared_ptr<const tls::TlsConfig> config,
                                   tls::RandomSource& random)
    : provider(meter),
      connection(options.role,
                 std::move(config),
                 tls::TlsEnvironment{provider,
                                     random,
                                     meter,
                                     [] { return static_cast<int64_t>(std::time(nullptr)); },
                                     &GetMilliseconds},
                 options.GetServerName())
{
}

EndpointConnection::EndpointConnection(const EndpointOptions& options,
                                       std::shared_ptr<const tls::TlsConfig> config,
                                       tls::RandomSource& random,
                                       EndpointSocket socket)
    : m_options(&options),
      m_config(std::move(config)),
      m_socket(std::move(socket)),
      m_progress(steady_clock::now()),
      m_lastReceived(m_progress),
      m_entered(m_progress)
{
    if (!options.plain)
    {
        m_engine = std::make_unique<Engine>(options, m_config, random);
    }
    if (options.role == tls::TlsRole::SERVER)
    {
        Begin();
        Settle();
    }
}

int
EndpointConnection::GetDescriptor() const
{
    return m_socket.GetDescriptor();
}

bool
EndpointConnection::WantsRead() const
{
    const bool reads =
        m_state == State::OPEN || m_state == State::CLOSING || m_state == State::DRAINING;
    return reads && !m_streamEnded && m_output.size() - m_written < MAX_WAITING;
}

bool
EndpointConnection::WantsWrite() const
{
    return m_state == State::CONNECTING || m_written < m_output.size();
}

Deadline
EndpointConnection::GetDeadline() const
{
    Deadline deadline = m_progress + milliseconds(m_options->GetTimeoutMs());
    if (m_state == State::CLOSING || m_state == State::DRAINING)
    {
        deadline = std::min(deadline, m_entered + CLOSING_TIME);
    }
    if (m_state == State::OPEN && m_application && m_application->GetIdleMs() > 0)
    {
        deadline = std::min(deadline, m_lastReceived + milliseconds(m_application->GetIdleMs()));
    }
    return deadline;
}

bool
EndpointConnection::IsOver() const
{
    return m_state == State::OVER;
}

const ConnectionResult&
EndpointConnection::GetResult() const
{
    return m_result;
}

std::string
EndpointConnection::GetReportLine() const
{
    return MakeReportLine(m_result, m_engine ? &m_engine->connection : nullptr);
}

void
EndpointConnection::Serve(bool readable, bool writable)
{
    if (m_state == State::CONNECTING && (readable || writable))
    {
        const std::string error = m_socket.GetError();
        if (!error.empty())
        {
            Fail("connection failed: " + error);
            Enter(State::OVER);
            return;
        }
        Begin();
    }
    else if (readable && WantsRead())
    {
        ReadSocket();
    }
    Settle();
    WriteSocket();
    Settle();
    CheckDeadlines();
}

void
EndpointConnection::Begin()
{
    m_result.peer = m_socket.GetPeerName();
    Enter(State::OPEN);
    if (m_engine)
    {
        Take(m_engine->connection.Start());
        SendEarlyData();
        return;
    }
    const auto& names = m_options->tls.alpn;
    StartApplication(names.empty() ? "" : names.front());
}

void
EndpointConnection::SendEarlyData()
{
    const size_t limit = std::min<size_t>(m_engine->connection.GetEarlyDataLimit(),
                                          m_options->tls.tls13.maxEarlyData);
    if (limit == 0)
    {
        return;
    }
    const auto session =
        m_config->sessionCache->Find(m_options->GetServerName(), std::time(nullptr));
    StartApplication(session ? session->GetProtocol() : "");
    const Bytes data = m_application->TakeOutput(limit);
    m_result.bytesSent += data.size();
    Take(m_engine->connection.WriteEarly(data));
}

void
EndpointConnection::StartApplication(const std::string& protocol)
{
    m_result.protocol = protocol;
    m_application = CreateApplication(*m_options, protocol);
    m_lastReceived = steady_clock::now();
    m_progress = m_lastReceived;
}

void
EndpointConnection::ReadSocket()
{
    Bytes data;
    if (!m_socket.Read(data))
    {
        return;
    }
    NoteProgress();
    if (m_state == State::DRAINING)
    {
        if (data.empty())
        {
            Enter(State::OVER);
        }
        return;
    }
    if (data.empty())
    {
        EndOfStream();
        return;
    }
    if (m_engine)
    {
        FeedEngine(data);
        return;
    }
    const size_t step = m_options->chunk > 0 ? m_options->chunk : data.size();
    for (size_t i = 0; i < data.size(); i += step)
    {
        const ByteView part = ByteView(data).Sub(i, step);
        m_result.bytesReceived += part.Size();
        m_lastReceived = steady_clock::now();
        m_application->Receive(part);
    }
}

void
EndpointConnection::FeedEngine(ByteView data)
{
    // A record at a time, so that the application answers each before the next one takes effect:
    // a request may be followed at once by close_notify, after which nothing can be written.
    Append(m_input, data);
    size_t fed = 0;
    while (fed < m_input.size() && !m_engine->connection.IsFinished())
    {
        const ByteView rest = ByteView(m_input).Sub(fed);
        const size_t record = tls::TlsConnection::RecordLength(rest);
        const size_t wanted = m_options->chunk > 0 ? m_options->chunk : record;
        const ByteView part = rest.Sub(0, std::max<size_t>(wanted, 1));
        fed += part.Size();
        Take(m_engine->connection.Receive(part));
        FillOutput();
        RenegotiateOnce();
        ActAfterHandshakeOnce();
    }
    m_input.clear();
}

void
EndpointConnection::Take(const tls::TlsOutput& output)
{
    Append(m_output, output.toPeer);
    if (!m_options->keyLogFile.empty())
    {
        for (const std::string& line : output.keyLog)
        {
            AppendLine(m_options->keyLogFile, line);
        }
    }
    UpdateSessions(*m_options, output.sessions, *m_config);
    for (const tls::TlsEvent& event : output.events)
    {
        Note(event);
    }
    const tls::TlsConnection& connection = m_engine->connection;
    if (!m_application && connection.CanSend())
    {
        StartApplication(connection.GetSession().GetProtocol());
    }
    if (m_application && !output.toApp.empty())
    {
        m_result.bytesReceived += output.toApp.size();
        m_lastReceived = steady_clock::now();
        m_application->Receive(output.toApp);
    }
    if (!connection.GetFailure().empty())
    {
        Fail(connection.GetFailure());
    }
}

void
EndpointConnection::Note(const tls::TlsEvent& event)
{
    const tls::TlsConnection& connection = m_engine->connection;
    if (event.step == tls::TlsStep::ESTABLISHED)
    {
        ++m_result.handshakes;
        m_result.session = connection.GetSession();
        m_result.exported = m_options->exportLabel.empty()
                                ? ""
                                : wire::ToHex(connection.Export(m_options->exportLabel,
                                                                std::nullopt,
                                                                m_options->exportLength));
    }
    if (event.step == tls::TlsStep::FINISHED_CHECK && connection.CanSend())
    {
        // After the handshake, the client has said who it is.
        m_result.session = connection.GetSession();
    }
    if (event.step == tls::TlsStep::CERTIFICATE_STATUS)
    {
        m_result.stapled = event.bytes;
    }
}

void
EndpointConnection::RenegotiateOnce()
{
    const bool isDue = m_options->renegotiates && m_engine && m_result.bytesReceived > 0;
    if (isDue && !m_renegotiated && m_engine->connection.IsEstablished())
    {
        m_renegotiated = true;
        Take(m_engine->connection.Renegotiate());
    }
}

void
EndpointConnection::ActAfterHandshakeOnce()
{
    const bool isDue = m_engine && m_result.bytesReceived > 0 && !m_hasActed;
    if (isDue && m_engine->connection.IsEstablished() && m_engine->connection.CanSend())
    {
        m_hasActed = true;
        if (m_options->updatesKeys)
        {
            Take(m_engine->connection.UpdateKeys(true));
        }
        if (m_options->asksLate)
        {
            Take(m_engine->connection.RequestClientCertificate());
        }
    }
}

bool
EndpointConnection::IsRenegotiating() const
{
    return m_engine && m_engine->connection.IsEstablished() && !m_engine->connection.CanSend() &&
           !m_engine->connection.IsPeerClosed() && !m_engine->connection.IsFinished();
}

void
EndpointConnection::EndOfStream()
{
    const std::string error = m_socket.GetError();
    m_streamEnded = true;
    if (m_engine && m_state == State::OPEN)
    {
        Take(m_engine->connection.ReceiveEndOfStream());
    }
    if (m_state == State::OPEN && !error.empty())
    {
        Fail("reset: " + error);
    }
    if (m_application && !m_peerEnded)
    {
        m_peerEnded = true;
        m_application->ReceiveEnd();
    }
    if (m_state == State::CLOSING || m_engine || !error.empty())
    {
        Enter(State::FLUSHING);
    }
}

void
EndpointConnection::FillOutput()
{
    while (m_state == State::OPEN && m_application && m_output.size() - m_written < MAX_WAITING)
    {
        if (m_engine && !m_engine->connection.CanSend())
        {
            return;
        }
        const Bytes data = m_application->TakeOutput(WRITE_SIZE);
        if (data.empty())
        {
            return;
        }
        m_result.bytesSent += data.size();
        m_lastReceived = steady_clock::now();
        if (m_engine)
        {
            Take(m_engine->connection.Write(data));
        }
        else
        {
            Append(m_output, data);
        }
    }
}

void
EndpointConnection::Settle()
{
    FillOutput();
    if (m_engine && m_state == State::OPEN && m_engine->connection.IsPeerClosed() &&
        m_application && !m_peerEnded)
    {
        m_peerEnded = true;
        m_application->ReceiveEnd();
        FillOutput();
    }
    if (m_state == State::OPEN && m_application && m_application->IsDone() && !IsRenegotiating())
    {
        Fail(m_application->GetFailure());
        if (m_engine)
        {
            Take(m_engine->connection.Close());
        }
        Enter(m_engine ? State::CLOSING : State::FLUSHING);
    }
    if (m_engine && (m_state == State::OPEN || m_state == State::CLOSING) &&
        m_engine->connection.IsFinished())
    {
        Enter(State::FLUSHING);
    }
    if (m_state == State::FLUSHING && m_written == m_output.size())
    {
        m_socket.ShutDownWriting();
        Enter(State::DRAINING);
    }
}

void
EndpointConnection::WriteSocket()
{
    while (m_state != State::CONNECTING && m_state != State::OVER && m_written < m_output.size())
    {
        const auto count = m_socket.Write(ByteView(m_output).Sub(m_written));
        if (!count)
        {
            Fail("reset: " + m_socket.GetError());
            Enter(State::OVER);
            return;
        }
        if (*count == 0)
        {
            return;
        }
        NoteProgress();
        m_written += *count;
        if (m_written == m_output.size())
        {
            m_output.clear();
            m_written = 0;
            FillOutput();
        }
    }
}

void
EndpointConnection::CheckDeadlines()
{
    const Deadline now = steady_clock::now();
    if (m_state == State::OVER || now < GetDeadline())
    {
        return;
    }
    if (now >= m_progress + milliseconds(m_options->GetTimeoutMs()))
    {
        m_result.timedOut = m_state != State::CLOSING && m_state != State::DRAINING;
        Fail(m_result.timedOut ? "timeout: no progress for too long" : "");
        Enter(State::OVER);
    }
    else if (m_state == State::OPEN)
    {
        m_lastReceived = now;
        m_application->Idle();
        Settle();
        WriteSocket();
        Settle();
    }
    else
    {
        // What the peer owes of the closing is its own affair.
        Enter(m_state == State::CLOSING ? State::FLUSHING : State::OVER);
        Settle();
    }
}

void
EndpointConnection::Fail(const std::string& error)
{
    if (m_result.error.empty())
    {
        m_result.error = error;
    }
}

void
EndpointConnection::NoteProgress()
{
    // A handshake has one such time in all, however slowly its octets come.
    if (m_application)
    {
        m_progress = steady_clock::now();
    }
}

void
EndpointConnection::Enter(State state)
{
    m_state = state;
    m_entered = steady_clock::now();
}

} // namespace endpoint
} // namespace ns3
