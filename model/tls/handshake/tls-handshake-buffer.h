/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_HANDSHAKE_BUFFER_H
#define TLS_HANDSHAKE_BUFFER_H

#include "ns3/byte-view.h"
#include "ns3/tls-alert.h"
#include "ns3/tls-types.h"

#include <optional>

namespace ns3
{
namespace tls
{

/// A whole handshake message (RFC 5246, 7.4).
struct TlsHandshakeMessage
{
    /// Octets of type and length before the body.
    static constexpr size_t HEADER = 4;

    TlsHandshakeType type; //!< which one
    Bytes raw;             //!< with its header

    /// @return the part after the header
    ByteView Body() const
    {
        return ByteView(raw).Sub(HEADER);
    }
};

/// Puts handshake messages together from record fragments, whichever way those were cut.
class TlsHandshakeBuffer
{
  public:
    /// Longest message that is taken, in octets: a bound on memory, far above any use.
    static constexpr size_t MAX_MESSAGE = 1 << 17;

    /// @param fragment of a handshake record
    void Feed(ByteView fragment);

    /**
     * @param message the next whole message, if there is one
     * @return an alert when the next one is too long
     */
    std::optional<TlsAlert> Next(std::optional<TlsHandshakeMessage>& message);

    /// @return true when a part of a message is waiting for the rest
    bool HasPartial() const;

  private:
    Bytes m_buffer; //!< octets that are not yet a message
};

} // namespace tls
} // namespace ns3

#endif /* TLS_HANDSHAKE_BUFFER_H */
