/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "stream-random-source.h"

namespace ns3
{

namespace
{

/**
 * @param stream where to draw from
 * @return 32 octets, two from each draw
 */
tls::Bytes
DrawKey(UniformRandomVariable& stream)
{
    tls::Bytes key;
    for (int i = 0; i < 16; i++)
    {
        const uint32_t draw = stream.GetInteger(0, UINT16_MAX);
        key.push_back(static_cast<uint8_t>(draw >> 8));
        key.push_back(static_cast<uint8_t>(draw));
    }
    return key;
}

} // namespace

StreamRandomSource::StreamRandomSource(Ptr<UniformRandomVariable> stream)
    : m_source(DrawKey(*stream))
{
}

tls::Bytes
StreamRandomSource::Generate(size_t size)
{
    return m_source.Generate(size);
}

} // namespace ns3
