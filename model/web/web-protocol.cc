/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-protocol.h"

#include "web-http-protocol.h"
#include "web-spdy-protocol.h"

#include "ns3/spdy-version.h"

namespace ns3
{

namespace
{

constexpr const char* HTTP_1_1 = "http/1.1";

/// @param name of a protocol @return true for HTTP/1.1
bool
IsHttp(const std::string& name)
{
    return name.empty() || name == HTTP_1_1;
}

} // namespace

std::vector<std::string>
GetWebProtocolNames()
{
    std::vector<std::string> names;
    for (const auto version :
         {spdy::SpdyVersion::SPDY_3_1, spdy::SpdyVersion::SPDY_3, spdy::SpdyVersion::SPDY_2})
    {
        names.emplace_back(spdy::GetSpdyVersionTraits(version).token);
    }
    names.emplace_back(HTTP_1_1);
    return names;
}

std::unique_ptr<WebClientProtocol>
MakeWebClientProtocol(const std::string& name, const WebProtocolConfig& config)
{
    if (IsHttp(name))
    {
        return std::make_unique<WebHttpClientProtocol>();
    }
    const auto version = spdy::FindSpdyVersion(name);
    return version ? std::make_unique<WebSpdyClientProtocol>(*version, config) : nullptr;
}

std::unique_ptr<WebServerProtocol>
MakeWebServerProtocol(const std::string& name, const WebProtocolConfig& config)
{
    if (IsHttp(name))
    {
        return std::make_unique<WebHttpServerProtocol>();
    }
    const auto version = spdy::FindSpdyVersion(name);
    return version ? std::make_unique<WebSpdyServerProtocol>(*version, config) : nullptr;
}

} // namespace ns3
