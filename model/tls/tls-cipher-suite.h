/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CIPHER_SUITE_H
#define TLS_CIPHER_SUITE_H

#include "tls-types.h"

#include "ns3/crypto-types.h"

#include <string_view>
#include <vector>

namespace ns3
{
namespace tls
{

/// How the premaster secret comes about (RFC 5246, 7.4.3).
enum class TlsKeyExchange : uint8_t
{
    RSA,  //!< encrypted to the server's key (7.4.7.1)
    ECDHE //!< agreed with ephemeral keys (RFC 8422, 2)
};

/// A cipher suite: everything that the engine does differently is in its row.
struct TlsCipherSuite
{
    uint16_t id;                  //!< code point
    const char* ianaName;         //!< name in the registry
    TlsVersion minVersion;        //!< lowest version in which it may be used
    TlsVersion maxVersion;        //!< highest one
    TlsKeyExchange keyExchange;   //!< how the premaster secret comes about
    PublicKeyType authentication; //!< the server's key
    CipherAlgorithm cipher;       //!< bulk cipher, NONE for an authenticating one
    AeadAlgorithm aead;           //!< authenticating cipher, NONE for a bulk one
    HashAlgorithm mac;            //!< MAC of the bulk cipher
    HashAlgorithm prfHash;        //!< of the PRF in TLS 1.2 (RFC 5246, 5)
};

/// @return all suites, the strongest first
const std::vector<TlsCipherSuite>& GetCipherSuites();

/**
 * @param id a code point
 * @return its row; null when the module does not have it
 */
const TlsCipherSuite* FindCipherSuite(uint16_t id);

/**
 * @param name a name of the IANA registry
 * @return its row; null when the module does not have it
 */
const TlsCipherSuite* FindCipherSuite(std::string_view name);

} // namespace tls
} // namespace ns3

#endif /* TLS_CIPHER_SUITE_H */
