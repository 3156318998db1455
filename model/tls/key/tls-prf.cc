/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-prf.h"

namespace ns3
{
namespace tls
{

Bytes
TlsPrf(CryptoProvider& provider,
       HashAlgorithm hash,
       ByteView secret,
       std::string_view label,
       ByteView seed,
       size_t length)
{
    Bytes labelAndSeed = ToBytes(label);
    Append(labelAndSeed, seed);
    Bytes output;
    Bytes a = labelAndSeed;
    while (output.size() < length)
    {
        a = provider.Hmac(hash, secret, {a});
        Append(output, provider.Hmac(hash, secret, {a, labelAndSeed}));
    }
    output.resize(length);
    return output;
}

} // namespace tls
} // namespace ns3
