/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTOPP_DER_WRITER_H
#define CRYPTOPP_DER_WRITER_H

#include "der-tag.h"

#include "ns3/byte-view.h"

#include <cstdint>
#include <string_view>

namespace ns3
{
namespace tls
{

/// Writes DER (X.690), inner elements first: build the contents with one writer, wrap with another.
class DerWriter
{
  public:
    /**
     * @param tag identifier octet
     * @param contents what the element holds
     */
    void Element(uint8_t tag, ByteView contents);

    /**
     * @param tag identifier octet
     * @param text what the element holds
     */
    void Text(uint8_t tag, std::string_view text);

    /// @param der elements that are complete
    void Raw(ByteView der);
    /// @param value a BOOLEAN
    void Boolean(bool value);
    /// @param value an INTEGER that is not negative
    void Unsigned(uint32_t value);
    /// @param magnitude an INTEGER that is not negative, big-endian
    void Integer(ByteView magnitude);
    /// @param dotted an OBJECT IDENTIFIER, as "2.5.4.3"
    void ObjectIdentifier(std::string_view dotted);

    /**
     * @param octets a BIT STRING
     * @param unused number of bits that do not count in the last octet, 0 to 7
     */
    void BitString(ByteView octets, unsigned int unused = 0);

    /// Write a NULL.
    void Null();
    /// @param value an ENUMERATED from 0 to 127
    void Enumerated(uint8_t value);
    /// @param seconds since 1970-01-01 UTC; UTCTime to 2049, GeneralizedTime beyond (RFC 5280,
    ///        4.1.2.5)
    void Time(int64_t seconds);

    /// @param seconds since 1970-01-01 UTC; always GeneralizedTime
    void GeneralizedTime(int64_t seconds);

    /// @return number of octets written
    size_t Size() const;
    /// @return what was written
    ByteView View() const;
    /// @return what was written; the writer is empty afterwards
    Bytes Take();

  private:
    Bytes m_bytes; //!< what was written
};

} // namespace tls
} // namespace ns3

#endif /* CRYPTOPP_DER_WRITER_H */
