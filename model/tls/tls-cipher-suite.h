/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CIPHER_SUITE_H
#define TLS_CIPHER_SUITE_H

#include "tls-types.h"

#include "ns3/crypto-types.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ns3
{
namespace tls
{

/// How the premaster secret comes about (RFC 5246, 7.4.3).
enum class TlsKeyExchange : uint8_t
{
    RSA,   //!< encrypted to the server's key (7.4.7.1)
    DHE,   //!< agreed with ephemeral keys of a finite field (7.4.3)
    ECDHE, //!< agreed with ephemeral keys of a curve (RFC 8422, 2)
    DH,    //!< agreed with the key of the server's certificate, in a finite field (7.4.7.2)
    ECDH,  //!< agreed with the key of the server's certificate, on a curve (RFC 4492, 2.1)
    SRP,   //!< from a password (RFC 5054); its rows have names, but cannot be chosen
    ANY    //!< agreed on apart from the suite (RFC 8446, 4.1.1)
};

/// How the server proves who it is, in the words of the suites' names.
enum class TlsAuthentication : uint8_t
{
    NONE,  //!< not at all: anonymous
    RSA,   //!< by an RSA key; with fixed keys, by a certificate that an RSA key signed
    DSS,   //!< the same with DSA
    ECDSA, //!< the same with ECDSA
    ANY    //!< agreed on apart from the suite (RFC 8446, 4.1.1)
};

/// A cipher suite: everything that the engine does differently is in its row.
struct TlsCipherSuite
{
    uint16_t id;                      //!< code point
    const char* ianaName;             //!< name in the registry
    TlsVersion minVersion;            //!< lowest version in which it may be used
    TlsVersion maxVersion;            //!< highest one
    TlsKeyExchange keyExchange;       //!< how the premaster secret comes about
    TlsAuthentication authentication; //!< how the server proves who it is
    CipherAlgorithm cipher;           //!< bulk cipher, NONE for an authenticating one
    AeadAlgorithm aead;               //!< authenticating cipher, NONE for a bulk one
    HashAlgorithm mac;                //!< MAC of the bulk cipher
    HashAlgorithm prfHash;            //!< of the PRF in TLS 1.2 (RFC 5246, 5), of HKDF in TLS 1.3
    bool isExport;                    //!< keys that could be exported (RFC 2246, 6.3.1)
    const char* weakness;             //!< why nobody wants it today; null when one may
};

/// Secret octets from which an exportable key is made (RFC 2246, 6.3.1).
constexpr size_t TLS_EXPORT_KEY_MATERIAL = 5;
/// Largest RSA or Diffie-Hellman key of an exportable suite in bits (RFC 2246, 7.4.3).
constexpr uint16_t TLS_EXPORT_KEY_BITS = 512;

/// @return all suites, the strongest first
const std::vector<TlsCipherSuite>& GetCipherSuites();

/**
 * @param suite a cipher suite
 * @return the kind of key in the certificate of its server; nothing when it has none
 */
std::optional<PublicKeyType> ServerKeyType(const TlsCipherSuite& suite);

/**
 * @param suite a cipher suite
 * @return whether the server signs its share of the key exchange
 */
bool HasSignedKeyExchange(const TlsCipherSuite& suite);

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
