/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_IDENTITY_H
#define TLS_IDENTITY_H

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
 * @param pem text with a block PRIVATE KEY (RFC 5958) or RSA PRIVATE KEY (RFC 8017, A.1.2); the
 *        first one is taken
 * @param provider what loads the key
 * @return the key; null when there is none that the provider can load
 */
PrivateKeyPtr LoadPrivateKeyPem(std::string_view pem, CryptoProvider& provider);

/**
 * @param certificates one or more CERTIFICATE blocks in PEM, the peer's own first
 * @param key text as LoadPrivateKeyPem() takes it
 * @param provider what loads the key
 * @return the identity; nothing when a part is missing or the key does not fit the certificate
 */
std::optional<TlsIdentity> LoadTlsIdentity(std::string_view certificates,
                                           std::string_view key,
                                           CryptoProvider& provider);

} // namespace tls
} // namespace ns3

#endif /* TLS_IDENTITY_H */
