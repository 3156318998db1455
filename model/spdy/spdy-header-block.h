/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SPDY_HEADER_BLOCK_H
#define SPDY_HEADER_BLOCK_H

#include "spdy-version.h"

#include "ns3/byte-writer.h"

namespace ns3
{
namespace spdy
{

/**
 * @param headers a header block
 * @param traits row of the version
 * @return true when names are lower-case, not empty and unique, and values hold no NUL but
 *         single ones between values (SPDY/3.1, 2.6.10)
 */
bool IsValid(const SpdyHeaders& headers, const SpdyVersionTraits& traits);

/**
 * @param headers a valid header block
 * @param traits row of the version
 * @param writer where the block goes, not compressed
 */
void Serialize(const SpdyHeaders& headers, const SpdyVersionTraits& traits, ByteWriter& writer);

/**
 * @param bytes one inflated block and nothing more
 * @param traits row of the version
 * @param headers what it says
 * @return false when a length does not fit or the block is not valid
 */
bool Parse(ByteView bytes, const SpdyVersionTraits& traits, SpdyHeaders& headers);

} // namespace spdy
} // namespace ns3

#endif /* SPDY_HEADER_BLOCK_H */
