/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_IDENTITY_H
#define TLS_IDENTITY_H

#include "pem-key.h"
#include "x509-certificate.h"

#include "ns3/crypto-key.h"
#include "ns3/crypto-provider.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{
namespace tls
{

/// What a peer proves itself with.
struct TlsIdentity
{
    std::vector<Bytes> chain; //!< certificates in DER, the peer's own first, the root not included
    PrivateKeyPtr key;        //!< private key of the first one
    /// At a server: hosts for which it stands, with wildcards; empty: any (RFC 6066, 3).
    std::vector<std::string> hosts;
    Bytes ocspResponse; //!< at a server: OCSPResponse in DER that it staples, may be empty
};

/**
 * @param certificate a server's own
 * @return DNS names of its subjectAltName, with wildcards; where there is none its common name
 */
std::vector<std::string> HostsOf(const X509Certificate& certificate);

/**
 * @param identity of a server
 * @param host DNS name that a client asks for (RFC 6066, 3)
 * @return true when the identity stands for that host: MatchesDnsName(), or it stands for any
 */
bool StandsFor(const TlsIdentity& identity, std::string_view host);

/**
 * @param certificates one or more CERTIFICATE blocks in PEM, the peer's own first
 * @param key text as LoadPrivateKeyPem() takes it
 * @param provider what loads the key
 * @return the identity, with the hosts of its certificate; nothing when a part is missing or the
 * key does not fit the certificate
 */
std::optional<TlsIdentity> LoadTlsIdentity(std::string_view certificates,
                                           std::string_view key,
                                           CryptoProvider& provider);

} // namespace tls
} // namespace ns3

#endif /* TLS_IDENTITY_H */
