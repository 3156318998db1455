/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-connection-runner.h"

#include "ns3/cryptopp-provider.h"
#include "ns3/log.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TlsConnectionRunner");

namespace
{

using tls::TlsDirection;
using tls::TlsEvent;
using tls::TlsStep;

/**
 * @param events the events of a step
 * @param index one of them
 * @return true when it is the (first) event of a handshake message on the wire
 */
bool
IsMessage(const std::vector<TlsEvent>& events, size_t index)
{
    const TlsEvent& event = events[index];
    if (event.direction == TlsDirection::LOCAL)
    {
        return false;
    }
    switch (event.step)
    {
    case TlsStep::CERTIFICATE:
        // One message, one event for each certificate in it.
        return index == 0 || events[index - 1].step != TlsStep::CERTIFICATE;
    case TlsStep::HELLO_REQUEST:
    case TlsStep::CLIENT_HELLO:
    case TlsStep::SERVER_HELLO:
    case TlsStep::CERTIFICATE_STATUS:
    case TlsStep::SERVER_KEY_EXCHANGE:
    case TlsStep::CERTIFICATE_REQUEST:
    case TlsStep::SERVER_HELLO_DONE:
    case TlsStep::CLIENT_KEY_EXCHANGE:
    case TlsStep::CERTIFICATE_VERIFY:
    case TlsStep::NEXT_PROTOCOL:
    case TlsStep::NEW_SESSION_TICKET:
    case TlsStep::HELLO_RETRY_REQUEST:
    case TlsStep::ENCRYPTED_EXTENSIONS:
    case TlsStep::END_OF_EARLY_DATA:
    case TlsStep::KEY_UPDATE:
    case TlsStep::FINISHED:
        return true;
    default:
        return false;
    }
}

/**
 * @param events the events of a step
 * @param index the (first) event of a handshake message
 * @return octets of the message; of a Certificate those of its certificates
 */
uint32_t
MessageSize(const std::vector<TlsEvent>& events, size_t index)
{
    size_t size = events[index].bytes;
    for (size_t i = index + 1; i < events.size() && events[i].step == TlsStep::CERTIFICATE &&
                               events[index].step == TlsStep::CERTIFICATE;
         i++)
    {
        size += events[i].bytes;
    }
    return static_cast<uint32_t>(size);
}

} // namespace

TlsConnectionRunner::TlsConnectionRunner(tls::TlsRole role,
                                         std::shared_ptr<const tls::TlsConfig> config,
                                         const std::string& serverName,
                                         const std::string& sessionKey,
                                         std::unique_ptr<tls::RandomSource> random,
                                         int64_t date,
                                         Ptr<CryptoProcessor> processor,
                                         ReleaseCallback release)
    : m_config(std::move(config)),
      m_random(std::move(random)),
      m_provider(m_config->cryptography ? m_config->cryptography->Create(m_meter)
                                        : std::make_unique<tls::CryptoppProvider>(m_meter)),
      m_connection(role,
                   m_config,
                   tls::TlsEnvironment{
                       *m_provider,
                       *m_random,
                       m_meter,
                       [date] { return date + Simulator::Now().GetNanoSeconds() / 1000000000; },
                       [date] { return 1000 * date + Simulator::Now().GetMilliSeconds(); }},
                   serverName,
                   sessionKey),
      m_processor(processor),
      m_release(std::move(release))
{
    NS_LOG_FUNCTION(this << serverName << date);
}

TlsConnectionRunner::~TlsConnectionRunner()
{
    NS_LOG_FUNCTION(this);
}

void
TlsConnectionRunner::KeepRecords()
{
    NS_LOG_FUNCTION(this);
    m_connection.KeepRecords();
}

void
TlsConnectionRunner::OmitKeyLog()
{
    NS_LOG_FUNCTION(this);
    m_connection.OmitKeyLog();
}

void
TlsConnectionRunner::Start()
{
    NS_LOG_FUNCTION(this);
    Push(InputKind::START);
}

void
TlsConnectionRunner::Receive(tls::ByteView data)
{
    NS_LOG_FUNCTION(this << data.Size());
    m_receiveBacklog += data.Size();
    tls::Append(m_partial, data);
    CutRecords();
    Run();
}

void
TlsConnectionRunner::CutRecords()
{
    size_t start = 0;
    tls::ByteView rest(m_partial);
    while (!rest.IsEmpty())
    {
        const size_t length = tls::TlsConnection::RecordLength(rest);
        // Nothing but garbage is longer: the engine shall say so, not wait for the rest.
        const bool isGarbage = length > tls::TLS_RECORD_HEADER + tls::TLS_MAX_CIPHERTEXT;
        if (!isGarbage && (length > rest.Size() || rest.Size() < tls::TLS_RECORD_HEADER))
        {
            break;
        }
        const tls::ByteView record = isGarbage ? rest : rest.Sub(0, length);
        m_inputs.push_back({InputKind::RECEIVE, record.Sub(m_headerGiven).ToBytes()});
        m_headerGiven = 0;
        start += record.Size();
        rest = rest.Sub(record.Size());
    }
    m_partial.erase(m_partial.begin(), m_partial.begin() + start);
    if (m_partial.size() >= tls::TLS_RECORD_HEADER && m_headerGiven == 0)
    {
        // A header alone costs nothing and lets the engine refuse what is no record.
        m_headerGiven = tls::TLS_RECORD_HEADER;
        m_inputs.push_back(
            {InputKind::RECEIVE, tls::ByteView(m_partial).Sub(0, m_headerGiven).ToBytes()});
    }
}

void
TlsConnectionRunner::FlushPartialRecord()
{
    if (m_partial.size() > m_headerGiven)
    {
        m_inputs.push_back(
            {InputKind::RECEIVE, tls::ByteView(m_partial).Sub(m_headerGiven).ToBytes()});
    }
    m_partial.clear();
    m_headerGiven = 0;
}

void
TlsConnectionRunner::Write(tls::Bytes data)
{
    NS_LOG_FUNCTION(this << data.size());
    const size_t most = m_config->maxFragment;
    if (data.size() <= most)
    {
        HoldWrite(std::move(data));
    }
    else
    {
        for (tls::ByteView rest(data); !rest.IsEmpty(); rest = rest.Sub(most))
        {
            HoldWrite(rest.Sub(0, most).ToBytes());
        }
    }
    ReleaseHeldInputs();
    Run();
}

void
TlsConnectionRunner::HoldWrite(tls::Bytes fragment)
{
    const size_t wire = m_connection.GetWireSize(fragment.size());
    m_writeBacklog += wire;
    m_held.push_back({InputKind::WRITE, std::move(fragment), wire});
}

void
TlsConnectionRunner::Close()
{
    NS_LOG_FUNCTION(this);
    m_held.push_back({InputKind::CLOSE, {}});
    ReleaseHeldInputs();
    Run();
}

void
TlsConnectionRunner::ReleaseHeldInputs()
{
    // A connection that is given up before anything was written need not complete its handshake.
    const bool isGivenUp =
        !m_held.empty() && m_held.front().kind == InputKind::CLOSE && !m_hasEarlyData;
    if (m_connection.CanSend() || isGivenUp)
    {
        std::move(m_held.begin(), m_held.end(), std::back_inserter(m_inputs));
        m_held.clear();
    }
    else
    {
        ReleaseEarlyWrites();
    }
}

void
TlsConnectionRunner::ReleaseEarlyWrites()
{
    size_t waiting = 0;
    for (const Input& input : m_inputs)
    {
        waiting += input.kind == InputKind::WRITE ? input.data.size() : 0;
    }
    const size_t limit = m_connection.GetEarlyDataLimit();
    while (!m_held.empty() && m_held.front().kind == InputKind::WRITE &&
           waiting + m_held.front().data.size() <= limit)
    {
        waiting += m_held.front().data.size();
        m_hasEarlyData = true;
        m_inputs.push_back(std::move(m_held.front()));
        m_held.pop_front();
    }
}

void
TlsConnectionRunner::ExecuteWrite(const Input& input)
{
    if (m_connection.CanSend())
    {
        m_step.output = m_connection.Write(input.data);
    }
    else if (input.data.size() <= m_connection.GetEarlyDataLimit())
    {
        m_step.output = m_connection.WriteEarly(input.data);
    }
    else if (!m_connection.IsEstablished() && !m_connection.IsFinished())
    {
        HoldBack(input);
        return;
    }
    else
    {
        // A connection that ended in the meantime takes no more.
        m_writeBacklog -= std::min(m_writeBacklog, input.wire);
        return;
    }
    m_step.plaintext = input.data.size();
    m_writeBacklog -= std::min(m_writeBacklog, input.wire);
}

void
TlsConnectionRunner::HoldBack(const Input& write)
{
    // It was to be early data, as those behind it were, and the time for that is over.
    const auto first =
        std::stable_partition(m_inputs.begin(), m_inputs.end(), [](const Input& one) {
            return one.kind != InputKind::WRITE;
        });
    m_held.insert(m_held.begin(), first, m_inputs.end());
    m_held.push_front(write);
    m_inputs.erase(first, m_inputs.end());
}

bool
TlsConnectionRunner::WaitsForHandshake(const Input& input)
{
    return input.kind == InputKind::WRITE || input.kind == InputKind::CLOSE;
}

void
TlsConnectionRunner::HoldInputs()
{
    // Another handshake is under way when a connection that could send cannot, and has not ended.
    if (m_connection.CanSend() || !m_connection.IsEstablished() || m_isCloseGiven ||
        m_connection.IsPeerClosed() || m_connection.IsFinished())
    {
        return;
    }
    const auto held =
        std::stable_partition(m_inputs.begin(), m_inputs.end(), [](const Input& input) {
            return !WaitsForHandshake(input);
        });
    m_held.insert(m_held.begin(),
                  std::make_move_iterator(held),
                  std::make_move_iterator(m_inputs.end()));
    m_inputs.erase(held, m_inputs.end());
}

void
TlsConnectionRunner::AcceptPeer()
{
    NS_LOG_FUNCTION(this);
    Push(InputKind::ACCEPT_PEER);
}

void
TlsConnectionRunner::RejectPeer(tls::TlsAlertDescription description)
{
    NS_LOG_FUNCTION(this);
    m_inputs.push_back({InputKind::REJECT_PEER, {}, 0, description});
    Run();
}

void
TlsConnectionRunner::Renegotiate()
{
    NS_LOG_FUNCTION(this);
    Push(InputKind::RENEGOTIATE);
}

void
TlsConnectionRunner::SendHeartbeat(tls::Bytes payload)
{
    NS_LOG_FUNCTION(this << payload.size());
    m_inputs.push_back({InputKind::HEARTBEAT, std::move(payload)});
    Run();
}

void
TlsConnectionRunner::UpdateKeys(bool asksPeer)
{
    NS_LOG_FUNCTION(this << asksPeer);
    Push(asksPeer ? InputKind::UPDATE_KEYS_OF_BOTH : InputKind::UPDATE_KEYS);
}

void
TlsConnectionRunner::RequestClientCertificate()
{
    NS_LOG_FUNCTION(this);
    Push(InputKind::REQUEST_CERTIFICATE);
}

void
TlsConnectionRunner::EndStream()
{
    NS_LOG_FUNCTION(this);
    FlushPartialRecord();
    Push(InputKind::END_OF_STREAM);
}

void
TlsConnectionRunner::Break()
{
    NS_LOG_FUNCTION(this);
    FlushPartialRecord();
    m_held.clear();
    m_inputs.erase(std::remove_if(m_inputs.begin(),
                                  m_inputs.end(),
                                  [](const Input& input) {
                                      return input.kind != InputKind::RECEIVE &&
                                             input.kind != InputKind::END_OF_STREAM;
                                  }),
                   m_inputs.end());
    m_writeBacklog = 0;
    Push(InputKind::BREAK);
}

void
TlsConnectionRunner::Stop()
{
    NS_LOG_FUNCTION(this);
    m_isStopped = true;
    if (m_job)
    {
        m_processor->Cancel(m_job);
        m_job = 0;
    }
    m_inputs.clear();
    m_held.clear();
    m_partial.clear();
    m_receiveBacklog = 0;
    m_writeBacklog = 0;
}

const tls::TlsConnection&
TlsConnectionRunner::GetConnection() const
{
    return m_connection;
}

size_t
TlsConnectionRunner::GetReceiveBacklog() const
{
    return m_receiveBacklog;
}

size_t
TlsConnectionRunner::GetWriteBacklog() const
{
    return m_writeBacklog;
}

void
TlsConnectionRunner::Push(InputKind kind)
{
    m_inputs.push_back({kind, {}});
    Run();
}

void
TlsConnectionRunner::Run()
{
    if (m_isRunning)
    {
        return;
    }
    // What is released may drop the last reference to us.
    const Ptr<TlsConnectionRunner> self(this);
    m_isRunning = true;
    Input input;
    while (TakeNext(input))
    {
        Execute(input);
        m_submitted = Simulator::Now();
        m_isSubmitting = true;
        if (m_step.cpu.IsZero())
        {
            JobDone();
        }
        else
        {
            m_job =
                m_processor->Submit(m_step.cpu, MakeCallback(&TlsConnectionRunner::JobDone, self));
        }
        m_isSubmitting = false;
        if (m_job)
        {
            return;
        }
    }
    m_isRunning = false;
}

bool
TlsConnectionRunner::PassesQuestion(InputKind kind)
{
    return kind == InputKind::ACCEPT_PEER || kind == InputKind::REJECT_PEER ||
           kind == InputKind::CLOSE || kind == InputKind::BREAK;
}

bool
TlsConnectionRunner::TakeNext(Input& input)
{
    auto next = m_inputs.begin();
    if (m_connection.IsAsking())
    {
        next = std::find_if(m_inputs.begin(), m_inputs.end(), [](const Input& one) {
            return PassesQuestion(one.kind);
        });
    }
    if (next == m_inputs.end())
    {
        return false;
    }
    input = std::move(*next);
    m_inputs.erase(next);
    return true;
}

void
TlsConnectionRunner::Execute(const Input& input)
{
    m_step = TlsReleasedStep{};
    switch (input.kind)
    {
    case InputKind::START:
        m_step.output = m_connection.Start();
        break;
    case InputKind::RECEIVE:
        m_step.output = m_connection.Receive(input.data);
        m_step.received = input.data.size();
        break;
    case InputKind::WRITE:
        ExecuteWrite(input);
        break;
    case InputKind::CLOSE:
        m_isCloseGiven = true;
        m_step.output = m_connection.Close();
        break;
    case InputKind::ACCEPT_PEER:
        if (m_connection.IsAsking())
        {
            m_step.output = m_connection.Accept();
        }
        break;
    case InputKind::REJECT_PEER:
        if (m_connection.IsAsking())
        {
            m_step.output = m_connection.Reject(input.description);
        }
        break;
    case InputKind::RENEGOTIATE:
        m_step.output = m_connection.Renegotiate();
        break;
    case InputKind::HEARTBEAT:
        m_step.output = m_connection.SendHeartbeat(input.data);
        break;
    case InputKind::UPDATE_KEYS:
    case InputKind::UPDATE_KEYS_OF_BOTH:
        m_step.output = m_connection.UpdateKeys(input.kind == InputKind::UPDATE_KEYS_OF_BOTH);
        break;
    case InputKind::REQUEST_CERTIFICATE:
        m_step.output = m_connection.RequestClientCertificate();
        break;
    case InputKind::END_OF_STREAM:
        m_step.output = m_connection.ReceiveEndOfStream();
        break;
    case InputKind::BREAK:
        m_step.isBroken = true;
        break;
    }
    m_step.cpu = Charge();
    if (m_processor && input.kind == InputKind::START)
    {
        const Time cost = m_processor->GetCost(
            {tls::CryptoOperation::CONNECTION, tls::CryptoAlgorithm::NONE, 0, 0});
        m_step.cpu += cost;
        for (Time& reached : m_step.reached)
        {
            reached += cost;
        }
    }
}

Time
TlsConnectionRunner::Charge()
{
    const std::vector<TlsEvent>& events = m_step.output.events;
    if (!m_processor || m_processor->GetCostModel()->IsZero())
    {
        return Time(0);
    }
    m_step.reached.reserve(events.size());
    const tls::CryptoWork& work = m_step.output.work;
    Time total(0);
    size_t item = 0;
    for (size_t i = 0; i < events.size(); i++)
    {
        for (; item < std::min(events[i].workEnd, work.size()); item++)
        {
            total += m_processor->GetCost(work[item]);
        }
        if (IsMessage(events, i))
        {
            total += m_processor->GetCost({tls::CryptoOperation::MESSAGE,
                                           tls::CryptoAlgorithm::NONE,
                                           0,
                                           MessageSize(events, i)});
        }
        m_step.reached.push_back(total);
    }
    for (; item < work.size(); item++)
    {
        total += m_processor->GetCost(work[item]);
    }
    return total;
}

void
TlsConnectionRunner::JobDone()
{
    const Ptr<TlsConnectionRunner> self(this);
    m_job = 0;
    Release();
    if (!m_isSubmitting)
    {
        m_isRunning = false;
        Run();
    }
}

void
TlsConnectionRunner::Release()
{
    if (m_isStopped)
    {
        return;
    }
    m_step.started = Simulator::Now() - m_step.cpu;
    m_step.queued = m_step.started - m_submitted;
    m_receiveBacklog -= m_step.received;
    ApplySessions();
    HoldInputs();
    ReleaseHeldInputs();
    const TlsReleasedStep step = std::move(m_step);
    m_release(step);
}

void
TlsConnectionRunner::ApplySessions()
{
    for (const tls::TlsSessionUpdate& update : m_step.output.sessions)
    {
        if (update.session)
        {
            m_config->sessionCache->Store(update.key, update.session);
        }
        else
        {
            m_config->sessionCache->Remove(update.key);
        }
    }
}

} // namespace ns3
