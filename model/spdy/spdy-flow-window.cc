/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-flow-window.h"

#include <algorithm>

namespace ns3
{
namespace spdy
{

SpdyFlowWindow::SpdyFlowWindow(uint32_t size)
    : m_size(size)
{
}

uint32_t
SpdyFlowWindow::GetAvailable() const
{
    return static_cast<uint32_t>(std::max<int64_t>(m_size, 0));
}

int64_t
SpdyFlowWindow::GetSize() const
{
    return m_size;
}

void
SpdyFlowWindow::Spend(uint32_t octets)
{
    m_size -= octets;
}

bool
SpdyFlowWindow::Shift(int64_t octets)
{
    const int64_t size = m_size + octets;
    if (size > int64_t{SPDY_MAX_31})
    {
        return false;
    }
    m_size = size;
    return true;
}

} // namespace spdy
} // namespace ns3
