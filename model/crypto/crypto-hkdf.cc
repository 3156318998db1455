/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-hkdf.h"

#include "ns3/assert.h"

#include <array>

namespace ns3
{
namespace tls
{

Bytes
HkdfExtract(CryptoProvider& provider, HashAlgorithm hash, ByteView salt, ByteView keyMaterial)
{
    return provider.Hmac(hash, salt, {keyMaterial});
}

Bytes
HkdfExpand(CryptoProvider& provider, HashAlgorithm hash, ByteView key, ByteView info, size_t length)
{
    NS_ASSERT(length <= UINT8_MAX * HashLength(hash));
    Bytes output;
    Bytes block;
    for (uint8_t counter = 1; output.size() < length; ++counter)
    {
        block = provider.Hmac(hash, key, {block, info, std::array<uint8_t, 1>{counter}});
        Append(output, ByteView(block).Sub(0, length - output.size()));
    }
    return output;
}

} // namespace tls
} // namespace ns3
