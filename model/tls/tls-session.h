/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SESSION_H
#define TLS_SESSION_H

#include "tls-peer-chain.h"
#include "tls-types.h"

#include "ns3/byte-view.h"
#include "ns3/crypto-types.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// What two ends agreed on (RFC 5246, 7): shared by the connections of a session.
struct TlsSession
{
    TlsVersion version{TlsVersion::NONE}; //!< protocol version
    uint16_t cipherSuite{0};              //!< code point
    uint8_t compression{0};               //!< compression method, 0 for none
    NamedGroup group{NamedGroup::NONE};   //!< curve of the key exchange, NONE where there is none
    Bytes sessionId;                      //!< given by the server, up to 32 octets
    /// Secret: 48 octets, and in TLS 1.3 as many as the hash of the suite has: beside a ticket its
    /// pre-shared key, without one the resumption_master_secret (RFC 8446, 7.1).
    Bytes masterSecret;
    bool hasExtendedMasterSecret{false}; //!< derived as RFC 7627 says
    bool encryptsThenMacs{false};        //!< RFC 7366; agreed on anew by each connection
    int64_t created{0};                  //!< when, in seconds since 1970-01-01 UTC
    std::string serverName;              //!< as the client asked for it
    std::string alpn;                    //!< protocol chosen by ALPN, empty when none
    std::string npn;                     //!< protocol chosen by NPN, empty when none
    TlsPeerChain peerChain;              //!< the peer's certificates, sender's first
    Bytes ticket;                        //!< at a client: given by the server, may be empty
    uint32_t ticketLifetime{0};          //!< its hint in seconds, 0: none (RFC 5077, 3.3)
    uint32_t ticketAgeAdd{0};            //!< hides the age of a ticket (RFC 8446, 4.6.1)
    int64_t ticketTime{0};               //!< when it was given or taken, in ms since 1970 UTC
    uint32_t maxEarlyData{0};            //!< octets of early data that a ticket is good for

    /// @return the application protocol chosen, by whichever way; empty when none
    const std::string& GetProtocol() const
    {
        return alpn.empty() ? npn : alpn;
    }

    /**
     * @param now date in seconds since 1970-01-01 UTC
     * @param lifetime seconds for which a session can be resumed, above 0
     * @return true when it was created less than that long ago
     */
    bool IsAlive(int64_t now, int64_t lifetime) const;
};

/// A shared, immutable session.
using TlsSessionPtr = std::shared_ptr<const TlsSession>;

/**
 * @param session what is written: all that resumption needs, the peer's chain included
 * @return octets that ParseSession() reads; empty when a field is longer than the format takes
 */
Bytes SerializeSession(const TlsSession& session);

/**
 * @param data from SerializeSession()
 * @param provider what loads the peer's keys
 * @return the session; nothing when it is malformed or of another release
 */
std::optional<TlsSession> ParseSession(ByteView data, CryptoProvider& provider);

} // namespace tls
} // namespace ns3

#endif /* TLS_SESSION_H */
