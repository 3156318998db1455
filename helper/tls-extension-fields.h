/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_EXTENSION_FIELDS_H
#define TLS_EXTENSION_FIELDS_H

#include "tls-field.h"

#include "ns3/crypto-types.h"
#include "ns3/tls-extension-place.h"
#include "ns3/tls-extension.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * What the extensions of a message say, for a reader: a row of one table for each extension, so
 * that one more is a small function and a row.
 */
class TlsExtensionFields
{
  public:
    /**
     * @param extensions of a message
     * @param place the message
     * @return one field that holds them, in the order of the wire
     */
    static TlsField Of(const tls::TlsExtensionList& extensions, tls::TlsExtensionPlace place);
    /**
     * @param group a group, possibly one without a name here
     * @return its name and code point
     */
    static std::string GroupText(tls::NamedGroup group);
    /**
     * @param scheme a signature algorithm, possibly one without a name here
     * @return its name and code point
     */
    static std::string SchemeText(tls::SignatureScheme scheme);
    /**
     * @param schemes signature algorithms
     * @return one field that holds them
     */
    static TlsField SchemeList(const std::vector<tls::SignatureScheme>& schemes);
    /**
     * @param version off the wire
     * @return its name and code point
     */
    static std::string VersionText(uint16_t version);
};

} // namespace ns3

#endif /* TLS_EXTENSION_FIELDS_H */
