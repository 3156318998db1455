/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-endpoint-application.h"

#include "tls-endpoint-http.h"
#include "tls-endpoint-spdy.h"
#include "tls-endpoint-stream.h"

#include "ns3/spdy-version.h"

namespace ns3
{
namespace endpoint
{

std::string
EndpointApplication::GetFailure() const
{
    return "";
}

uint32_t
EndpointApplication::GetIdleMs() const
{
    return 0;
}

void
EndpointApplication::Idle()
{
}

std::unique_ptr<EndpointApplication>
CreateApplication(const EndpointOptions& options, const std::string& protocol)
{
    const bool server = options.role == tls::TlsRole::SERVER;
    if (server && options.mode != ServerMode::HTTP)
    {
        return std::make_unique<StreamServer>(options.mode == ServerMode::ECHO);
    }
    if (!server && !options.get)
    {
        return std::make_unique<StreamClient>(options.send.value_or(Bytes()));
    }
    if (const auto version = spdy::FindSpdyVersion(protocol))
    {
        if (server)
        {
            return std::make_unique<SpdyFileServer>(*version, options.root, options.push);
        }
        return std::make_unique<SpdyFileClient>(*version, options);
    }
    if (server)
    {
        return std::make_unique<HttpFileServer>(options.root);
    }
    return std::make_unique<HttpFileClient>(options);
}

} // namespace endpoint
} // namespace ns3
