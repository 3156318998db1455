/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PEM_CODEC_H
#define PEM_CODEC_H

#include "ns3/byte-view.h"

#include <string>
#include <string_view>
#include <vector>

namespace ns3
{
namespace tls
{

/// One block of a PEM file (RFC 7468).
struct PemBlock
{
    std::string label; //!< as "CERTIFICATE"
    Bytes der;         //!< what it holds
};

/**
 * @param text a PEM file; what stands between blocks is passed over, and so are blocks that are
 *        malformed or have header lines (encrypted keys)
 * @return its blocks in their order
 */
std::vector<PemBlock> ParsePem(std::string_view text);

/**
 * @param label as "CERTIFICATE", "PRIVATE KEY"
 * @param der what it holds
 * @return a block in lines of 64 characters
 */
std::string ToPem(std::string_view label, ByteView der);

} // namespace tls
} // namespace ns3

#endif /* PEM_CODEC_H */
