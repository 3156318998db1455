/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_JSON_TEXT_H
#define TLS_JSON_TEXT_H

#include "ns3/byte-view.h"

#include <string>

namespace ns3
{

/// Values in the spelling of JSON (RFC 8259).
class TlsJsonText
{
  public:
    /**
     * @param text in UTF-8
     * @return it as a string of JSON, which may also stand inside a script of a web page
     */
    static std::string Quote(const std::string& text);
    /**
     * @param bytes any octets
     * @return them as a string of JSON in Base64 (RFC 4648, 4)
     */
    static std::string Base64(wire::ByteView bytes);
};

} // namespace ns3

#endif /* TLS_JSON_TEXT_H */
