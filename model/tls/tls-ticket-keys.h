/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_TICKET_KEYS_H
#define TLS_TICKET_KEYS_H

#include "tls-session.h"

#include "ns3/crypto-provider.h"
#include "ns3/random-source.h"

#include <cstdint>
#include <optional>

namespace ns3
{
namespace tls
{

/**
 * What a server protects tickets with (RFC 5077, 4): AES-128-CBC and HMAC-SHA-256, under a name
 * that tells its keys from others'.
 */
class TlsTicketKeys
{
  public:
    /**
     * @param random for name and keys
     * @param lifetime seconds for which a ticket is good, above 0
     */
    TlsTicketKeys(RandomSource& random, uint32_t lifetime);

    /**
     * @param session what the ticket is to hold
     * @param provider computes
     * @param random for the IV
     * @param leastState octets to which what it holds is padded at least; at most 255 are added
     * @return the ticket, without the session's id, which a ticket stands for; empty when the
     * session does not fit, as with a long chain of the client
     */
    Bytes Seal(const TlsSession& session,
               CryptoProvider& provider,
               RandomSource& random,
               size_t leastState = 0) const;

    /**
     * @param ticket as a client sent it
     * @param provider computes
     * @param now date in seconds since 1970-01-01 UTC
     * @return the session; nothing when the ticket is another server's, not authentic or too old
     */
    std::optional<TlsSession> Open(ByteView ticket, CryptoProvider& provider, int64_t now) const;

    /// @return seconds for which a ticket is good
    uint32_t GetLifetime() const;

  private:
    Bytes m_name;        //!< 16 octets
    Bytes m_cipherKey;   //!< 16 octets
    Bytes m_macKey;      //!< 32 octets
    uint32_t m_lifetime; //!< in seconds
};

} // namespace tls
} // namespace ns3

#endif /* TLS_TICKET_KEYS_H */
