/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "byte-view.h"

namespace ns3
{
namespace wire
{

bool
IsSameSecret(ByteView a, ByteView b)
{
    uint8_t difference = a.Size() == b.Size() ? 0 : 1;
    for (size_t i = 0; i < std::min(a.Size(), b.Size()); ++i)
    {
        difference |= a[i] ^ b[i];
    }
    return difference == 0;
}

std::string
ToHex(ByteView view)
{
    static const char* const DIGITS = "0123456789abcdef";
    std::string text;
    text.reserve(2 * view.Size());
    for (const uint8_t octet : view)
    {
        text += DIGITS[octet >> 4];
        text += DIGITS[octet & 0xf];
    }
    return text;
}

Bytes
FromHex(std::string_view text)
{
    Bytes bytes;
    int high = -1;
    for (const char c : text)
    {
        int digit = -1;
        if (c >= '0' && c <= '9')
        {
            digit = c - '0';
        }
        else if (c >= 'a' && c <= 'f')
        {
            digit = c - 'a' + 10;
        }
        else if (c >= 'A' && c <= 'F')
        {
            digit = c - 'A' + 10;
        }
        else
        {
            continue;
        }
        if (high < 0)
        {
            high = digit;
        }
        else
        {
            bytes.push_back(static_cast<uint8_t>(high << 4 | digit));
            high = -1;
        }
    }
    return bytes;
}

} // namespace wire
} // namespace ns3
