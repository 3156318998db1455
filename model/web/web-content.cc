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
    wire::Bytes octets;
    octets.reserve(size);
    for (uint64_t at = offset; at < offset + size;)
    {
        const uint64_t block = Mix(m_seed + at / BLOCK);
        const uint64_t end = std::min<uint64_t>(offset + size, (at / BLOCK + 1) * BLOCK);
        for (; at < end; ++at)
        {
            octets.push_back(static_cast<uint8_t>(block >> (8 * (at % BLOCK))));
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
