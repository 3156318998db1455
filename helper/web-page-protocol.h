/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_PAGE_PROTOCOL_H
#define WEB_PAGE_PROTOCOL_H

#include <optional>
#include <string>

namespace ns3
{

/// What carries a page, as `--protocol=` names it.
struct WebPageProtocol
{
    std::string name;  //!< "http", "https", "spdy/3.1", or "spdy/3.1-tcp" without TLS
    bool isTls{false}; //!< over TLS, else over TCP
    std::string token; //!< as ALPN and NPN spell it, such as "http/1.1"

    /// @return true when it can push
    bool IsSpdy() const;

    /**
     * @param name as `--protocol=` gives it
     * @return what it stands for; nothing when there is no such protocol
     */
    static std::optional<WebPageProtocol> Find(const std::string& name);

    /// @return all names, separated by ", ", for messages
    static std::string AllNames();
};

} // namespace ns3

#endif /* WEB_PAGE_PROTOCOL_H */
