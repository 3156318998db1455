/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-endpoint-stream.h"

#include <iostream>

namespace ns3
{
namespace endpoint
{

namespace
{

/// Take the next part of a buffer and forget it when all of it is taken.
Bytes
TakePart(const Bytes& buffer, size_t& taken, size_t maxBytes)
{
    const ByteView part = ByteView(buffer).Sub(taken, maxBytes);
    taken += part.Size();
    return part.ToBytes();
}

} // namespace

StreamServer::StreamServer(bool echo)
    : m_echo(echo)
{
}

void
StreamServer::Receive(ByteView data)
{
    if (m_echo)
    {
        Append(m_output, data);
    }
}

void
StreamServer::ReceiveEnd()
{
    m_ended = true;
}

Bytes
StreamServer::TakeOutput(size_t maxBytes)
{
    Bytes part = TakePart(m_output, m_taken, maxBytes);
    if (m_taken == m_output.size())
    {
        m_output.clear();
        m_taken = 0;
    }
    return part;
}

bool
StreamServer::IsDone() const
{
    return m_ended && m_output.empty();
}

StreamClient::StreamClient(Bytes text)
    : m_text(std::move(text))
{
}

void
StreamClient::Receive(ByteView data)
{
    m_received = true;
    std::cout.write(reinterpret_cast<const char*>(data.Data()),
                    static_cast<std::streamsize>(data.Size()));
    std::cout.flush();
}

void
StreamClient::ReceiveEnd()
{
    m_done = true;
}

Bytes
StreamClient::TakeOutput(size_t maxBytes)
{
    return TakePart(m_text, m_taken, maxBytes);
}

bool
StreamClient::IsDone() const
{
    return m_done;
}

uint32_t
StreamClient::GetIdleMs() const
{
    return m_received || m_text.empty() ? 300 : 1000;
}

void
StreamClient::Idle()
{
    m_done = m_taken == m_text.size();
}

} // namespace endpoint
} // namespace ns3
