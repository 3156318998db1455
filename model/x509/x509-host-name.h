/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef X509_HOST_NAME_H
#define X509_HOST_NAME_H

#include "x509-certificate.h"

#include <string_view>

namespace ns3
{
namespace tls
{

/**
 * @param text an IPv4 or IPv6 address, without brackets
 * @return 4 or 16 octets; empty when it is no address
 */
Bytes ParseIpAddress(std::string_view text);

/**
 * @param pattern a DNS name; its left-most label may be "*"
 * @param host a DNS name, with or without the final dot
 * @return true when the pattern covers the host (RFC 6125, 6.4): case does not matter, "*" stands
 *         for exactly one label, and at least two labels follow it
 */
bool MatchesDnsName(std::string_view pattern, std::string_view host);

/**
 * @param certificate a peer's own
 * @param host the DNS name or IP address that was asked for
 * @return true when the certificate is for that host: an address by subjectAltName alone, a name
 *         by subjectAltName or, where there is none, by the common name
 */
bool MatchesHost(const X509Certificate& certificate, std::string_view host);

} // namespace tls
} // namespace ns3

#endif /* X509_HOST_NAME_H */
