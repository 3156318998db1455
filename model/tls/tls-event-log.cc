/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-event-log.h"

namespace ns3
{
namespace tls
{

TlsEventLog::TlsEventLog(const CryptoMeter& meter)
    : m_meter(&meter)
{
}

void
TlsEventLog::Add(TlsStep step, TlsDirection direction, size_t bytes, std::string detail)
{
    m_events.push_back({step, direction, bytes, std::move(detail), GetWork()});
}

void
TlsEventLog::AddLocalAt(size_t workEnd, TlsStep step, size_t bytes, std::string detail)
{
    m_events.push_back({step, TlsDirection::LOCAL, bytes, std::move(detail), workEnd});
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
