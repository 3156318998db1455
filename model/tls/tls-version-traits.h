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

/// In what the versions up to TLS 1.2 differ: one row each, so that no code asks for a version.
struct TlsVersionTraits
{
    TlsVersion version;          //!< which one
    size_t verifyDataLength;     //!< octets of a Finished message (RFC 5246, 7.4.9)
    bool hasExplicitIv;          //!< whether CBC records carry their IV (RFC 4346, 6.2.3.2)
    bool hasSignatureAlgorithms; //!< whether signatures name their algorithm (RFC 5246, 4.7)
};

/**
 * @param version a version
 * @return its row; null when there is none
 */
const TlsVersionTraits* FindVersionTraits(TlsVersion version);

} // namespace tls
} // namespace ns3

#endif /* TLS_VERSION_TRAITS_H */
