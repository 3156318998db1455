/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_VERSION_TRAITS_H
#define TLS_VERSION_TRAITS_H

#include "tls-types.h"

#include <cstddef>

namespace ns3
{
namespace tls
{

/// How secrets are stretched.
enum class TlsPrfKind : uint8_t
{
    SSL3,      //!< MD5 over SHA-1, letter by letter (RFC 6101, 6.1)
    MD5_SHA1,  //!< two halves, two hash functions (RFC 2246, 5)
    SUITE_HASH //!< one hash function, the suite's (RFC 5246, 5)
};

/// How a record is authenticated beside a bulk cipher.
enum class TlsMacKind : uint8_t
{
    SSL3, //!< two pads, no version (RFC 6101, 5.2.3.1)
    HMAC  //!< RFC 2246, 6.2.3.1
};

/// In what the versions differ: one row each, so that no code asks for a version. TLS 1.3 has a
/// handshake, keys and records of its own: of its row, what the others do alike matters.
struct TlsVersionTraits
{
    TlsVersion version;          //!< which one
    TlsPrfKind prf;              //!< how secrets are stretched, handshakes hashed and finished
    TlsMacKind mac;              //!< how records are authenticated
    size_t verifyDataLength;     //!< octets of a Finished message (RFC 5246, 7.4.9)
    bool hasExplicitIv;          //!< whether CBC records carry their IV (RFC 4346, 6.2.3.2)
    bool hasPaddingContent;      //!< whether padding octets all say its length (RFC 2246, 6.2.3.2)
    bool hasSignatureAlgorithms; //!< whether signatures name their algorithm (RFC 5246, 4.7)
    bool hasKeyExchangeLength;   //!< whether an RSA premaster has its length before it (7.4.7.1)
    bool hasExtensions;          //!< whether hellos have them (RFC 6101 knows none)
    bool hasNoCertificateAlert;  //!< whether "no certificate" is an alert (RFC 6101, 5.6.6)
    bool mayHaveRawDss;          //!< whether DSA signatures may come without DER (RFC 6101, 4.7)
    bool hasWarnings;            //!< whether an alert can say that it is only one (RFC 8446, 6)
    size_t hiddenTypeLength;     //!< octets of the content type that is protected (RFC 8446, 5.2)
};

/**
 * @param version a version
 * @return its row; null when there is none
 */
const TlsVersionTraits* FindVersionTraits(TlsVersion version);

} // namespace tls
} // namespace ns3

#endif /* TLS_VERSION_TRAITS_H */
