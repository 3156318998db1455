/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_EXPORTER_12_H
#define TLS_EXPORTER_12_H

#include "tls-key-schedule-12.h"

#include "ns3/byte-view.h"
#include "ns3/crypto-provider.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace ns3
{
namespace tls
{

/// Largest context of an export in octets (RFC 5705, 4).
constexpr size_t TLS_MAX_EXPORT_CONTEXT = 65535;

/**
 * Keying material for whoever uses the connection (RFC 5705, 4).
 * @param provider computes
 * @param inputs suite, version and randoms
 * @param masterSecret 48 octets
 * @param label what it is for
 * @param context what it is bound to beside the connection, at most TLS_MAX_EXPORT_CONTEXT octets;
 *        an empty one is not the same as none
 * @param length octets wanted
 * @return that many octets; empty in SSL 3.0, which has no exporter, and for the labels that the
 *         handshake itself uses
 */
Bytes ExportKeyingMaterial(CryptoProvider& provider,
                           const TlsKeyInputs& inputs,
                           ByteView masterSecret,
                           std::string_view label,
                           const std::optional<ByteView>& context,
                           size_t length);

} // namespace tls
} // namespace ns3

#endif /* TLS_EXPORTER_12_H */
