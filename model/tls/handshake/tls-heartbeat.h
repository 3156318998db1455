/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_HEARTBEAT_H
#define TLS_HEARTBEAT_H

#include "tls-handshake-context.h"

#include "ns3/tls-alert.h"
#include "ns3/tls-heartbeat-message.h"

#include <optional>

namespace ns3
{
namespace tls
{

/// Signs of life (RFC 6520), of which the handshake says whether they were agreed on.
class TlsHeartbeat
{
  public:
    /// @param context of the connection; must outlive this
    explicit TlsHeartbeat(TlsHandshakeContext& context);

    /**
     * @param fragment of a heartbeat record
     * @param isEstablished whether no handshake is under way
     * @param canSend whether an answer can be sent
     * @return an alert when heartbeats were not agreed on
     */
    std::optional<TlsAlert> Handle(ByteView fragment, bool isEstablished, bool canSend);

    /// @param payload that is to come back; ignored where the peer takes none or it does not fit
    void SendRequest(ByteView payload);

  private:
    void Send(TlsHeartbeatType type, Bytes payload);

    TlsHandshakeContext& m_context; //!< of the connection
};

} // namespace tls
} // namespace ns3

#endif /* TLS_HEARTBEAT_H */
