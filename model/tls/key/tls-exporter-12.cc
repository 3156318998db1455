/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-exporter-12.h"

#include "tls-prf.h"

#include "ns3/assert.h"
#include "ns3/byte-writer.h"

#include <algorithm>
#include <array>

namespace ns3
{
namespace tls
{

namespace
{

/// Labels under which the handshake's own secrets could be had (RFC 5705, 4; RFC 7627, 4).
constexpr std::array<std::string_view, 5> RESERVED{"client finished",
                                                   "server finished",
                                                   "master secret",
                                                   "extended master secret",
                                                   "key expansion"};

} // namespace

Bytes
ExportKeyingMaterial(CryptoProvider& provider,
                     const TlsKeyInputs& inputs,
                     ByteView masterSecret,
                     std::string_view label,
                     const std::optional<ByteView>& context,
                     size_t length)
{
    NS_ASSERT(!context || context->Size() <= TLS_MAX_EXPORT_CONTEXT);
    const bool isReserved = std::find(RESERVED.begin(), RESERVED.end(), label) != RESERVED.end();
    if (isReserved || inputs.traits->prf == TlsPrfKind::SSL3)
    {
        return {};
    }
    ByteWriter seed;
    seed.Write(inputs.clientRandom);
    seed.Write(inputs.serverRandom);
    if (context)
    {
        seed.Vector16(*context);
    }
    return TlsPrf(provider,
                  inputs.traits->prf,
                  inputs.suite->prfHash,
                  masterSecret,
                  label,
                  seed.View(),
                  length);
}

} // namespace tls
} // namespace ns3
