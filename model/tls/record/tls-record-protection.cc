/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-record-protection.h"

namespace ns3
{
namespace tls
{

std::array<uint8_t, 13>
AdditionalData(uint64_t sequence, TlsRecordHeader header, size_t length)
{
    std::array<uint8_t, 13> data;
    for (size_t i = 0; i < 8; ++i)
    {
        data[i] = static_cast<uint8_t>(sequence >> (56 - 8 * i));
    }
    data[8] = static_cast<uint8_t>(header.type);
    data[9] = static_cast<uint8_t>(header.version >> 8);
    data[10] = static_cast<uint8_t>(header.version);
    data[11] = static_cast<uint8_t>(length >> 8);
    data[12] = static_cast<uint8_t>(length);
    return data;
}

} // namespace tls
} // namespace ns3
