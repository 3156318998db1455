/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-event-log.h"

namespace ns3
{
namespace tls
{

namespace
{

/// Events for which there is room at once: few steps have more.
constexpr size_t USUAL_COUNT = 12;

} // namespace

TlsEventLog::TlsEventLog(const CryptoMeter& meter)
    : m_meter(&meter)
{
}

void
TlsEventLog::Add(TlsStep step, TlsDirection direction, size_t bytes, std::string detail)
{
    Push({step, direction, bytes, std::move(detail), GetWork()});
}

void
TlsEventLog::AddLocalAt(size_t workEnd, TlsStep step, size_t bytes, std::string detail)
{
    Push({step, TlsDirection::LOCAL, bytes, std::move(detail), workEnd});
}

void
TlsEventLog::Push(TlsEvent event)
{
    if (m_events.empty())
    {
        m_events.reserve(USUAL_COUNT);
    }
    m_events.push_back(std::move(event));
}

size_t
TlsEventLog::GetWork() const
{
    return m_meter->Count();
}

std::vector<TlsEvent>
TlsEventLog::Take()
{
    return std::exchange(m_events, {});
}

} // namespace tls
} // namespace ns3
