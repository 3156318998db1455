/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_CONTENT_H
#define WEB_CONTENT_H

#include "ns3/byte-view.h"

#include <cstdint>
#include <string>

namespace ns3
{

/**
 * Content that both ends can make: octets that follow from the object's path alone, so that a
 * client can tell whether every octet arrived unchanged and in its place.
 */
class WebContent
{
  public:
    /// @param path of the object
    explicit WebContent(const std::string& path = "/");

    /**
     * @param offset first octet wanted
     * @param size number of octets
     * @return these octets; there is no end
     */
    wire::Bytes Get(uint64_t offset, size_t size) const;

    /**
     * @param offset where the octets should be from
     * @param octets what arrived
     * @return true when they are what Get() would give
     */
    bool Matches(uint64_t offset, wire::ByteView octets) const;

  private:
    uint64_t m_seed; //!< made of the path
};

} // namespace ns3

#endif /* WEB_CONTENT_H */
