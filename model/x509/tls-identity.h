/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_IDENTITY_H
#define TLS_IDENTITY_H

#include "ns3/crypto-key.h"
#include "ns3/crypto-provider.h"

#include <optional>
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
};

/**
 * @param certificates one or more CERTIFICATE blocks in PEM, the peer's own first
 * @param key a block PRIVATE KEY or RSA PRIVATE KEY in PEM; the first one is taken
 * @param provider what loads the key
 * @return the identity; nothing when a part is missing or the key does not fit the certificate
 */
std::optional<TlsIdentity> LoadTlsIdentity(std::string_view certificates,
                                           std::string_view key,
                                           CryptoProvider& provider);

} // namespace tls
} // namespace ns3

#endif /* TLS_IDENTITY_H */
