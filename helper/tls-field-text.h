/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_FIELD_TEXT_H
#define TLS_FIELD_TEXT_H

#include "tls-field.h"

#include "ns3/byte-view.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace ns3
{

/// Words for the values of fields.
class TlsFieldText
{
  public:
    /**
     * @param value a number
     * @param digits hexadecimal digits, at least
     * @return as "0x0303"
     */
    static std::string Hex(uint64_t value, int digits);
    /**
     * @param name of a number, "unknown" when it has none
     * @param value the number
     * @param digits hexadecimal digits, at least
     * @return as "tls1.2 (0x0303)"
     */
    static std::string Named(const std::string& name, uint64_t value, int digits);
    /**
     * @param number how many
     * @return as "32 octets"
     */
    static std::string Octets(size_t number);
    /**
     * @param bytes any octets
     * @return all of them in hexadecimal, or where they are many how many and the first ones
     */
    static std::string Bytes(wire::ByteView bytes);
    /**
     * @param bytes text of a peer
     * @return it, with everything but printable ASCII as "?"
     */
    static std::string Printable(wire::ByteView bytes);
    /**
     * @param name of the field
     * @param bytes its content, opaque
     * @return the field with its length and its octets
     */
    static TlsField Opaque(const std::string& name, wire::ByteView bytes);
};

} // namespace ns3

#endif /* TLS_FIELD_TEXT_H */
