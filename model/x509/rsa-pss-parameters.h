/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RSA_PSS_PARAMETERS_H
#define RSA_PSS_PARAMETERS_H

#include "ns3/byte-view.h"
#include "ns3/crypto-types.h"

namespace ns3
{
namespace tls
{

/**
 * RSASSA-PSS-params (RFC 4055, 3.1) as TLS 1.3 wants them (RFC 8446, 4.2.3): MGF1 with the same
 * hash function, a salt as long as the hash.
 * @param hash SHA256, SHA384 or SHA512
 * @return the parameters in DER
 */
Bytes SerializePssParameters(HashAlgorithm hash);

/**
 * @param der RSASSA-PSS-params; hash functions may come without their NULL (RFC 4055, 2.1)
 * @return the hash function; NONE when malformed or other than what SerializePssParameters() writes
 */
HashAlgorithm ParsePssParameters(ByteView der);

} // namespace tls
} // namespace ns3

#endif /* RSA_PSS_PARAMETERS_H */
