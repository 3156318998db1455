/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-handshake-buffer.h"

#include "ns3/byte-reader.h"

namespace ns3
{
namespace tls
{

void
TlsHandshakeBuffer::Feed(ByteView fragment)
{
    Append(m_buffer, fragment);
}

std::optional<TlsAlert>
TlsHandshakeBuffer::Next(std::optional<TlsHandshakeMessage>& message)
{
    message.reset();
    ByteReader reader(m_buffer);
    const auto type = static_cast<TlsHandshakeType>(reader.U8());
    const uint32_t length = reader.U24();
    if (length > MAX_MESSAGE)
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "a handshake message is " + std::to_string(length) + " octets long"};
    }
    reader.Take(length);
    if (!reader.Ok())
    {
        return std::nullopt;
    }
    const auto end =
        m_buffer.begin() + static_cast<ptrdiff_t>(TlsHandshakeMessage::HEADER + length);
    message = TlsHandshakeMessage{type, Bytes(m_buffer.begin(), end)};
    m_buffer.erase(m_buffer.begin(), end);
    return std::nullopt;
}

bool
TlsHandshakeBuffer::HasPartial() const
{
    return !m_buffer.empty();
}

} // namespace tls
} // namespace ns3
