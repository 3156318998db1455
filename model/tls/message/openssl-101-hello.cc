/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "openssl-101-hello.h"

#include "ns3/tls-types.h"

#include <array>

namespace ns3
{
namespace tls
{

namespace
{

/// Code points of the suites, the strongest cipher first, and the signaling one.
constexpr std::array<uint16_t, 51> SUITES{0xc014, 0xc00a, 0xc022,
                                          0xc021, 0x0039, 0x0038,
                                          0x0088, 0x0087, 0xc00f,
                                          0xc005, 0x0035, 0x0084,
                                          0xc012, 0xc008, 0xc01c,
                                          0xc01b, 0x0016, 0x0013,
                                          0xc00d, 0xc003, 0x000a,
                                          0xc013, 0xc009, 0xc01f,
                                          0xc01e, 0x0033, 0x0032,
                                          0x009a, 0x0099, 0x0045,
                                          0x0044, 0xc00e, 0xc004,
                                          0x002f, 0x0096, 0x0041,
                                          0xc011, 0xc007, 0xc00c,
                                          0xc002, 0x0005, 0x0004,
                                          0x0015, 0x0012, 0x0009,
                                          0x0014, 0x0011, 0x0008,
                                          0x0006, 0x0003, TLS_EMPTY_RENEGOTIATION_INFO_SCSV};

} // namespace

void
FillOpenSsl101Hello(TlsClientHello& hello)
{
    hello.clientVersion = static_cast<uint16_t>(TlsVersion::TLS_1_0);
    hello.cipherSuites.assign(SUITES.begin(), SUITES.end());
    hello.compressionMethods = {TLS_COMPRESSION_DEFLATE, TLS_COMPRESSION_NULL};
    TlsExtensionList extensions;
    extensions.Add(TlsExtensionType::EC_POINT_FORMATS,
                   EncodePointFormats({TlsEcPointFormat::UNCOMPRESSED,
                                       TlsEcPointFormat::COMPRESSED_PRIME,
                                       TlsEcPointFormat::COMPRESSED_CHAR2}));
    extensions.Add(TlsExtensionType::SUPPORTED_GROUPS, EncodeGroups(GetOpenSsl101Groups()));
    extensions.Add(TlsExtensionType::SESSION_TICKET, {});
    extensions.Add(TlsExtensionType::HEARTBEAT,
                   EncodeHeartbeatMode(TlsHeartbeatMode::PEER_ALLOWED_TO_SEND));
    hello.extensions = extensions;
}

const std::vector<NamedGroup>&
GetOpenSsl101Groups()
{
    using G = NamedGroup;
    static const std::vector<NamedGroup> GROUPS{
        G::SECT571R1, G::SECT571K1, G::SECP521R1, G::SECT409K1, G::SECT409R1,
        G::SECP384R1, G::SECT283K1, G::SECT283R1, G::SECP256K1, G::SECP256R1,
        G::SECT239K1, G::SECT233K1, G::SECT233R1, G::SECP224K1, G::SECP224R1,
        G::SECT193R1, G::SECT193R2, G::SECP192K1, G::SECP192R1, G::SECT163K1,
        G::SECT163R1, G::SECT163R2, G::SECP160K1, G::SECP160R1, G::SECP160R2};
    return GROUPS;
}

} // namespace tls
} // namespace ns3
