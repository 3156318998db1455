/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef X509_NAME_H
#define X509_NAME_H

#include "ns3/byte-view.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace tls
{

/// A distinguished name (RFC 5280, 4.1.2.4).
struct X509Name
{
    Bytes der;              //!< as it was encoded; names are compared by these octets
    std::string commonName; //!< last commonName attribute, empty when there is none
    /// attributes in their order: short type ("CN") or dotted OID, and value
    std::vector<std::pair<std::string, std::string>> attributes;

    /**
     * @return the attributes, most specific first, as "CN=www.example.com, O=Example"; octets
     *         outside printable ASCII appear as "?"
     */
    std::string ToString() const;
};

/**
 * @param der a Name in DER, with its header and nothing after it
 * @param name what is filled in
 * @return false when it is malformed
 */
bool ParseX509Name(ByteView der, X509Name& name);

/**
 * @param attributes short types ("CN", "O", "OU", "C", "L", "ST") and values, most general first
 * @return the Name in DER
 */
Bytes SerializeX509Name(const std::vector<std::pair<std::string, std::string>>& attributes);

} // namespace tls
} // namespace ns3

#endif /* X509_NAME_H */
