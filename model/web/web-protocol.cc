/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-protocol.h"

#include "web-http-protocol.h"
#include "web-spdy-protocol.h"

#include <array>

namespace ns3
{

namespace
{

using MakeClient = std::unique_ptr<WebClientProtocol> (*)(const WebProtocolConfig&);
using MakeServer = std::unique_ptr<WebServerProtocol> (*)(const WebProtocolConfig&);

/// A protocol by its name.
struct ProtocolRow
{
    const char* name;
    MakeClient makeClient;
    MakeServer makeServer;
};

template <class T, class End>
std::unique_ptr<End>
Make(const WebProtocolConfig&)
{
    return std::make_unique<T>();
}

template <class T, class End, spdy::SpdyVersion version>
std::unique_ptr<End>
MakeSpdy(const WebProtocolConfig& config)
{
    return std::make_unique<T>(version, config);
}

constexpr ProtocolRow HTTP_1_1{"http/1.1",
                               Make<WebHttpClientProtocol, WebClientProtocol>,
                               Make<WebHttpServerProtocol, WebServerProtocol>};

constexpr ProtocolRow SPDY_3_1{
    "spdy/3.1",
    MakeSpdy<WebSpdyClientProtocol, WebClientProtocol, spdy::SpdyVersion::SPDY_3_1>,
    MakeSpdy<WebSpdyServerProtocol, WebServerProtocol, spdy::SpdyVersion::SPDY_3_1>};

constexpr std::array<ProtocolRow, 2> PROTOCOLS{{HTTP_1_1, SPDY_3_1}};

/// The row of that name; null when there is none.
const ProtocolRow*
Find(const std::string& name)
{
    if (name.empty())
    {
        return &PROTOCOLS.front();
    }
    for (const auto& row : PROTOCOLS)
    {
        if (name == row.name)
        {
            return &row;
        }
    }
    return nullptr;
}

} // namespace

std::unique_ptr<WebClientProtocol>
MakeWebClientProtocol(const std::string& name, const WebProtocolConfig& config)
{
    const ProtocolRow* row = Find(name);
    return row ? row->makeClient(config) : nullptr;
}

std::unique_ptr<WebServerProtocol>
MakeWebServerProtocol(const std::string& name, const WebProtocolConfig& config)
{
    const ProtocolRow* row = Find(name);
    return row ? row->makeServer(config) : nullptr;
}

} // namespace ns3
