/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-content.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// Octets made at a time.
constexpr size_t BLOCK = 8;

/// The finaliser of SplitMix64: neighbouring numbers give unrelated ones.
uint64_t
Mix(uint64_t value)
{
    value += 0x9e3779b97f4a7c15;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
}

} // namespace

WebContent::WebContent(const std::string& path)
    : m_seed(0xcbf29ce484222325)
{
    for (const char c : path)
    {
        m_seed = (m_seed ^ static_cast<uint8_t>(c)) * 0x100000001b3;
    }
}

wire::Bytes
WebContent::Get(uint64_t offset, size_t size) const
{
    wire::Bytes octets(size);
    auto next = octets.begin();
    for (uint64_t at = offset; at < offset + size;)
    {
        const uint64_t end = std::min<uint64_t>(offset + size, (at / BLOCK + 1) * BLOCK);
        uint64_t rest = Mix(m_seed + at / BLOCK) >> (8 * (at % BLOCK));
        for (; at < end; ++at)
        {
            *next++ = static_cast<uint8_t>(rest);
            rest >>= 8;
        }
    }
    return octets;
}

bool
WebContent::Matches(uint64_t offset, wire::ByteView octets) const
{
    return wire::ByteView(Get(offset, octets.Size())) == octets;
}

} // namespace ns3
