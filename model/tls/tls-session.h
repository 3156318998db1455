/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_SESSION_H
#define TLS_SESSION_H

#include "tls-types.h"

#include "ns3/byte-view.h"
#include "ns3/crypto-types.h"
#include "ns3/x509-certificate.h"

#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// What two ends agreed on (RFC 5246, 7): shared by the connections of a session.
struct TlsSession
{
    TlsVersion version{TlsVersion::NONE};   //!< protocol version
    uint16_t cipherSuite{0};                //!< code point
    NamedGroup group{NamedGroup::NONE};     //!< of the key exchange, NONE for RSA
    Bytes sessionId;                        //!< given by the server, up to 32 octets
    Bytes masterSecret;                     //!< 48 octets, secret
    std::string serverName;                 //!< as the client asked for it
    std::string alpn;                       //!< protocol chosen by ALPN, empty when none
    std::string npn;                        //!< protocol chosen by NPN, empty when none
    std::vector<X509Certificate> peerChain; //!< the peer's certificates, sender's first

    /// @return the application protocol chosen, by whichever way; empty when none
    const std::string& GetProtocol() const
    {
        return alpn.empty() ? npn : alpn;
    }
};

} // namespace tls
} // namespace ns3

#endif /* TLS_SESSION_H */
