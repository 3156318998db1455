/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-endpoint-option-row.h"

#include <algorithm>

namespace ns3
{
namespace endpoint
{

std::vector<std::string>
SplitList(const std::string& list)
{
    std::vector<std::string> parts;
    size_t begin = 0;
    while (begin <= list.size())
    {
        const size_t end = std::min(list.find(',', begin), list.size());
        parts.push_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

bool
ParseNumber(const std::string& text, uint64_t least, uint64_t most, uint64_t& number)
{
    uint64_t value = 0;
    if (text.empty() || text.size() > 18)
    {
        return false;
    }
    for (const char c : text)
    {
        if (c < '0' || c > '9')
        {
            return false;
        }
        value = 10 * value + (c - '0');
    }
    if (value < least || value > most)
    {
        return false;
    }
    number = value;
    return true;
}

} // namespace endpoint
} // namespace ns3
