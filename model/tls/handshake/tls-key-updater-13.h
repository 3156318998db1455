/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_KEY_UPDATER_13_H
#define TLS_KEY_UPDATER_13_H

#include "tls-handshake-keys-13.h"

#include <optional>

namespace ns3
{
namespace tls
{

/// Key updates of both ends (RFC 8446, 4.6.3). However many the peer asks for, it gets one at
/// most for each time that this end has something to say.
class TlsKeyUpdater13
{
  public:
    /**
     * @param context of the connection; must outlive this
     * @param keys of the connection; must outlive this
     */
    TlsKeyUpdater13(TlsHandshakeContext& context, TlsHandshakeKeys13& keys);

    /// @param asksPeer whether the peer is to do the same
    void Send(bool asksPeer);

    /**
     * @param message the peer's Key Update
     * @return an alert when it is malformed
     */
    std::optional<TlsAlert> Handle(const TlsHandshakeMessage& message);

    /// Application data goes next: what the peer asked for goes before it.
    void PrepareData();

  private:
    TlsHandshakeContext& m_context; //!< of the connection
    TlsHandshakeKeys13& m_keys;     //!< of the connection
    bool m_isDue{false};            //!< whether the peer has asked
    bool m_isAnswered{false};       //!< whether nothing was said since the last answer
};

} // namespace tls
} // namespace ns3

#endif /* TLS_KEY_UPDATER_13_H */
