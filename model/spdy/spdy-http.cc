/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-http.h"

#include <algorithm>

namespace ns3
{
namespace spdy
{

namespace
{

std::string
ToLower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

/// A host without the port that its scheme has anyway.
std::string
WithoutDefaultPort(std::string host, const std::string& scheme)
{
    const std::string port = scheme == "https" ? ":443" : ":80";
    if (host.size() > port.size() &&
        host.compare(host.size() - port.size(), port.size(), port) == 0)
    {
        host.resize(host.size() - port.size());
    }
    return host;
}

std::string
ValueOf(const SpdyHeaders& headers, const char* name)
{
    const std::string* value = FindSpdyHeader(headers, name);
    return value ? *value : std::string();
}

} // namespace

bool
SpdyResource::HasOriginOf(const SpdyResource& other) const
{
    return scheme == other.scheme && host == other.host;
}

std::optional<SpdyResource>
FindSpdyResource(const SpdyHeaders& headers, const SpdyVersionTraits& traits)
{
    SpdyResource resource{ValueOf(headers, traits.names.scheme),
                          ValueOf(headers, traits.names.host),
                          ValueOf(headers, traits.names.path)};
    const size_t schemeEnd = resource.path.find("://");
    if (!resource.path.empty() && resource.path.front() != '/' && schemeEnd != std::string::npos)
    {
        const std::string url = resource.path;
        const size_t hostStart = schemeEnd + 3;
        const size_t hostEnd = std::min(url.find('/', hostStart), url.size());
        resource.scheme = url.substr(0, schemeEnd);
        resource.host = url.substr(hostStart, hostEnd - hostStart);
        resource.path = hostEnd == url.size() ? "/" : url.substr(hostEnd);
    }
    if (resource.scheme.empty() || resource.host.empty() || resource.path.empty() ||
        resource.path.front() != '/')
    {
        return std::nullopt;
    }
    resource.scheme = ToLower(resource.scheme);
    resource.host = WithoutDefaultPort(ToLower(resource.host), resource.scheme);
    return resource;
}

SpdyHeaders
MakePushedNames(const SpdyResource& resource, const SpdyVersionTraits& traits)
{
    if (traits.pushesUrl)
    {
        return {{traits.names.path, resource.scheme + "://" + resource.host + resource.path}};
    }
    return {{traits.names.scheme, resource.scheme},
            {traits.names.host, resource.host},
            {traits.names.path, resource.path}};
}

const char*
FindMissingRequestName(const SpdyHeaders& headers, const SpdyVersionTraits& traits)
{
    const SpdyNames& names = traits.names;
    for (const char* name : {names.method, names.path, names.version, names.scheme})
    {
        if (ValueOf(headers, name).empty())
        {
            return name;
        }
    }
    return traits.requiresHost && ValueOf(headers, names.host).empty() ? names.host : nullptr;
}

bool
IsSpdyReply(const SpdyHeaders& headers, const SpdyVersionTraits& traits)
{
    return FindSpdyHeader(headers, traits.names.status) &&
           FindSpdyHeader(headers, traits.names.version);
}

} // namespace spdy
} // namespace ns3
