/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "x509-host-name.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

constexpr size_t IPV4_LENGTH = 4;
constexpr size_t IPV6_LENGTH = 16;

/**
 * @param c a character
 * @return the same in lower case, ASCII alone
 */
char
ToLower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/**
 * @param a one side
 * @param b other side
 * @return true when they are equal but for case
 */
bool
EqualsIgnoringCase(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return ToLower(x) == ToLower(y);
    });
}

/**
 * @param text digits
 * @param base 10 or 16
 * @param maxDigits longest text accepted
 * @param max largest value accepted
 * @return the value, -1 when it is no such number
 */
int32_t
ParseNumber(std::string_view text, int32_t base, size_t maxDigits, int32_t max)
{
    if (text.empty() || text.size() > maxDigits)
    {
        return -1;
    }
    int32_t value = 0;
    for (const char c : text)
    {
        const size_t digit = std::string_view("0123456789abcdef").find(ToLower(c));
        if (digit >= static_cast<size_t>(base))
        {
            return -1;
        }
        value = value * base + static_cast<int32_t>(digit);
    }
    return value <= max ? value : -1;
}

/**
 * @param text four decimal numbers with dots between
 * @return 4 octets; empty when it is no such address
 */
Bytes
ParseIpv4(std::string_view text)
{
    Bytes octets;
    while (octets.size() < IPV4_LENGTH)
    {
        const bool isLast = octets.size() + 1 == IPV4_LENGTH;
        const size_t end = isLast ? text.size() : text.find('.');
        if (end == std::string_view::npos)
        {
            return {};
        }
        const int32_t value = ParseNumber(text.substr(0, end), 10, 3, 255);
        if (value < 0)
        {
            return {};
        }
        octets.push_back(static_cast<uint8_t>(value));
        text.remove_prefix(isLast ? end : end + 1);
    }
    return octets;
}

/**
 * @param text hexadecimal groups with colons between, the last two perhaps an IPv4 address
 * @param octets where they are appended
 * @return false when it is something else
 */
bool
ParseIpv6Groups(std::string_view text, Bytes& octets)
{
    while (!text.empty())
    {
        const size_t colon = text.find(':');
        const std::string_view group = text.substr(0, colon);
        const Bytes tail = colon == std::string_view::npos ? ParseIpv4(group) : Bytes{};
        const int32_t value = ParseNumber(group, 16, 4, 0xffff);
        if (!tail.empty())
        {
            Append(octets, tail);
        }
        else if (value >= 0)
        {
            octets.push_back(static_cast<uint8_t>(value >> 8));
            octets.push_back(static_cast<uint8_t>(value));
        }
        else
        {
            return false;
        }
        if (colon == std::string_view::npos)
        {
            return true;
        }
        text.remove_prefix(colon + 1);
        if (text.empty())
        {
            return false;
        }
    }
    return true;
}

/**
 * @param text an address (RFC 4291, 2.2)
 * @return 16 octets; empty when it is no such address
 */
Bytes
ParseIpv6(std::string_view text)
{
    const size_t gap = text.find("::");
    Bytes head;
    Bytes tail;
    if (!ParseIpv6Groups(text.substr(0, gap), head))
    {
        return {};
    }
    if (gap != std::string_view::npos)
    {
        if (!ParseIpv6Groups(text.substr(gap + 2), tail) ||
            head.size() + tail.size() >= IPV6_LENGTH)
        {
            return {};
        }
        head.resize(IPV6_LENGTH - tail.size());
        Append(head, tail);
    }
    return head.size() == IPV6_LENGTH ? head : Bytes{};
}

} // namespace

Bytes
ParseIpAddress(std::string_view text)
{
    return text.find(':') == std::string_view::npos ? ParseIpv4(text) : ParseIpv6(text);
}

bool
MatchesDnsName(std::string_view pattern, std::string_view host)
{
    if (!host.empty() && host.back() == '.')
    {
        host.remove_suffix(1);
    }
    if (host.empty())
    {
        return false;
    }
    if (pattern.substr(0, 2) != "*.")
    {
        return EqualsIgnoringCase(pattern, host);
    }
    const std::string_view parent = pattern.substr(1);
    const size_t dot = host.find('.');
    return dot != std::string_view::npos && dot > 0 &&
           parent.find('.', 1) != std::string_view::npos &&
           EqualsIgnoringCase(parent, host.substr(dot));
}

bool
MatchesHost(const X509Certificate& certificate, std::string_view host)
{
    const Bytes address = ParseIpAddress(host);
    if (!address.empty())
    {
        const std::vector<Bytes>& addresses = certificate.ipAddresses;
        return std::find(addresses.begin(), addresses.end(), address) != addresses.end();
    }
    if (!certificate.hasSubjectAltName)
    {
        return MatchesDnsName(certificate.subject.commonName, host);
    }
    return std::any_of(certificate.dnsNames.begin(),
                       certificate.dnsNames.end(),
                       [host](const std::string& name) { return MatchesDnsName(name, host); });
}

} // namespace tls
} // namespace ns3
