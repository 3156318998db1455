/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-study-text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <locale>
#include <sstream>
#include <utility>

namespace ns3
{
namespace TlsStudyText
{

namespace
{

/// A unit and what one of it is.
using Unit = std::pair<std::string, double>;

/**
 * @param text a number with a unit
 * @param units the units
 * @param value where to put the number in the base unit
 * @return false when it is none of these
 */
bool
ToQuantity(const std::string& text, const std::vector<Unit>& units, double& value)
{
    double number = 0;
    if (ToNumber(text, number) && number == 0)
    {
        value = 0;
        return true;
    }
    const size_t begin = text.find_first_not_of("0123456789.");
    if (begin == std::string::npos || !ToNumber(text.substr(0, begin), number))
    {
        return false;
    }
    const std::string name = text.substr(begin);
    const auto unit =
        std::find_if(units.begin(), units.end(), [&](const Unit& u) { return u.first == name; });
    if (unit == units.end())
    {
        return false;
    }
    value = number * unit->second;
    return true;
}

} // namespace

std::vector<std::string>
Split(const std::string& text, char separator)
{
    std::vector<std::string> parts;
    size_t begin = 0;
    for (size_t end = text.find(separator); end != std::string::npos;
         begin = end + 1, end = text.find(separator, begin))
    {
        parts.push_back(text.substr(begin, end - begin));
    }
    parts.push_back(text.substr(begin));
    return parts;
}

std::string
Join(const std::vector<std::string>& values)
{
    std::string text;
    for (size_t i = 0; i < values.size(); ++i)
    {
        text += (i == 0 ? "" : ",") + values[i];
    }
    return text;
}

bool
ToNumber(const std::string& text, double& value)
{
    // Digits only: no spaces, no "inf", no hexadecimal.
    if (text.empty() || text.find_first_not_of("0123456789.eE+-") != std::string::npos)
    {
        return false;
    }
    std::istringstream stream(text);
    stream.imbue(std::locale::classic());
    double number = 0;
    if (!(stream >> number) || !stream.eof() || !std::isfinite(number))
    {
        return false;
    }
    value = number;
    return true;
}

bool
ToInteger(const std::string& text, uint64_t& value)
{
    uint64_t number = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || result.ec != std::errc() || result.ptr != text.data() + text.size())
    {
        return false;
    }
    value = number;
    return true;
}

bool
ToBoolean(const std::string& text, bool& value)
{
    if (text != "true" && text != "false" && text != "1" && text != "0")
    {
        return false;
    }
    value = text == "true" || text == "1";
    return true;
}

bool
ToTime(const std::string& text, Time& value)
{
    double seconds = 0;
    if (!ToQuantity(text,
                    {{"ns", 1e-9}, {"us", 1e-6}, {"ms", 1e-3}, {"s", 1}, {"min", 60}},
                    seconds) ||
        seconds < 0 || seconds > 1e9)
    {
        return false;
    }
    value = NanoSeconds(static_cast<uint64_t>(std::llround(seconds * 1e9)));
    return true;
}

bool
ToRate(const std::string& text, uint64_t& value)
{
    double rate = 0;
    if (!ToQuantity(text,
                    {{"bps", 1},
                     {"kbps", 1e3},
                     {"Mbps", 1e6},
                     {"Gbps", 1e9},
                     {"bit", 1},
                     {"kbit", 1e3},
                     {"mbit", 1e6},
                     {"gbit", 1e9}},
                    rate) ||
        rate > 1e13)
    {
        return false;
    }
    value = static_cast<uint64_t>(std::llround(rate));
    return true;
}

bool
ToShare(const std::string& text, double& value)
{
    const bool percent = !text.empty() && text.back() == '%';
    double share = 0;
    if (!ToNumber(percent ? text.substr(0, text.size() - 1) : text, share))
    {
        return false;
    }
    share = percent ? share / 100 : share;
    if (share < 0 || share > 1)
    {
        return false;
    }
    value = share;
    return true;
}

std::string
Refusal(const std::string& option, const std::string& given, const std::string& allowed)
{
    return "--" + option + " was given as \"" + given + "\", but allowed is " + allowed + ".";
}

} // namespace TlsStudyText
} // namespace ns3
