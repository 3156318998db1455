/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SPDY_HTTP_H
#define SPDY_HTTP_H

#include "spdy-types.h"
#include "spdy-version.h"

#include <optional>
#include <string>

namespace ns3
{
namespace spdy
{

/// What a request or a push names: the parts of its URL.
struct SpdyResource
{
    std::string scheme; //!< in lower case, such as "https"
    std::string host;   //!< in lower case, with the port unless it is the scheme's own
    std::string path;   //!< from the first slash on

    /**
     * @param other another resource
     * @return true when both have one scheme, host and port
     */
    bool HasOriginOf(const SpdyResource& other) const;
};

/**
 * @param headers names of a request or of a push
 * @param traits row of the version
 * @return the resource, empty when scheme, host or path are nowhere: neither in names of their own
 *         nor in an absolute URL (SPDY/3.1, 3.2.1 and 3.3.1; the drafts of SPDY/2 push URLs)
 */
std::optional<SpdyResource> FindSpdyResource(const SpdyHeaders& headers,
                                             const SpdyVersionTraits& traits);

/**
 * @param resource what is pushed
 * @param traits row of the version
 * @return the names that a pushed stream has for it, beside those of the reply (SPDY/3.1, 3.3.1)
 */
SpdyHeaders MakePushedNames(const SpdyResource& resource, const SpdyVersionTraits& traits);

/**
 * A server answers a request that lacks a name with status 400, not with RST_STREAM
 * (SPDY/3.1, 3.2.1).
 * @param headers names of a request
 * @param traits row of the version
 * @return the first name that a request must have and this one has not, null when it has all
 */
const char* FindMissingRequestName(const SpdyHeaders& headers, const SpdyVersionTraits& traits);

/**
 * @param headers names of a reply
 * @param traits row of the version
 * @return true when status and version are there (SPDY/3.1, 3.2.2)
 */
bool IsSpdyReply(const SpdyHeaders& headers, const SpdyVersionTraits& traits);

} // namespace spdy
} // namespace ns3

#endif /* SPDY_HTTP_H */
