/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-page-protocol.h"

#include "ns3/web-protocol.h"

#include <vector>

namespace ns3
{

namespace
{

constexpr const char* HTTP_1_1 = "http/1.1";

/// HTTP/1.1 by the scheme of its URLs, every version of SPDY by its token, with and without TLS.
std::vector<WebPageProtocol>
MakeAll()
{
    std::vector<WebPageProtocol> all{{"http", false, HTTP_1_1}, {"https", true, HTTP_1_1}};
    for (const std::string& token : GetWebProtocolNames())
    {
        if (token != HTTP_1_1)
        {
            all.push_back({token, true, token});
            all.push_back({token + "-tcp", false, token});
        }
    }
    return all;
}

} // namespace

bool
WebPageProtocol::IsSpdy() const
{
    return token != HTTP_1_1;
}

std::optional<WebPageProtocol>
WebPageProtocol::Find(const std::string& name)
{
    for (const WebPageProtocol& protocol : MakeAll())
    {
        if (protocol.name == name)
        {
            return protocol;
        }
    }
    return std::nullopt;
}

std::string
WebPageProtocol::AllNames()
{
    std::string names;
    for (const WebPageProtocol& protocol : MakeAll())
    {
        names += (names.empty() ? "" : ", ") + protocol.name;
    }
    return names;
}

} // namespace ns3
