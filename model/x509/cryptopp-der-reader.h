/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTOPP_DER_READER_H
#define CRYPTOPP_DER_READER_H

#include "der-tag.h"

#include "ns3/byte-view.h"

#include <cstdint>
#include <string>

namespace ns3
{
namespace tls
{

/**
 * Reads DER (X.690) element by element. After the first thing that is not as asked for, Ok() is
 * false and everything read is empty or 0; so a parser may read on and ask once.
 *
 * Only DER is accepted: definite lengths in their shortest form, minimal integers. A reader does
 * not descend by itself; what it gives are views into what is read.
 */
class DerReader
{
  public:
    /// @param der what is read
    explicit DerReader(ByteView der);

    /// @return identifier octet of the next element, 0 at the end
    uint8_t PeekTag() const;

    /**
     * @param tag identifier octet that must come next
     * @return contents of the element
     */
    ByteView Take(uint8_t tag);

    /**
     * @param tag identifier octet that must come next
     * @return the element with its header
     */
    ByteView TakeWhole(uint8_t tag);

    /**
     * @param tag identifier octet that must come next
     * @return a reader of the element's contents
     */
    DerReader Enter(uint8_t tag);

    /// @return a BOOLEAN
    bool Boolean();
    /// @return content octets of a minimal INTEGER: two's complement, big-endian
    ByteView Integer();

    /**
     * @param max largest value that is accepted
     * @return an INTEGER that is not negative
     */
    uint32_t Unsigned(uint32_t max);

    /// @return contents of an OBJECT IDENTIFIER
    ByteView ObjectIdentifier();

    /**
     * @param unused number of bits that do not count in the last octet, 0 to 7
     * @return octets of a BIT STRING
     */
    ByteView BitString(unsigned int& unused);

    /// @return octets of a BIT STRING that must fill them
    ByteView BitStringOctets();
    /// @return value of an ENUMERATED from 0 to 127
    uint8_t Enumerated();
    /// @return a UTCTime or GeneralizedTime as RFC 5280, 4.1.2.5 profiles them: seconds since
    ///         1970-01-01 UTC
    int64_t Time();

    /// @return a time as above, GeneralizedTime alone
    int64_t GeneralizedTime();

    /// Make Ok() false.
    void Fail();
    /// @return false when something was not as asked for
    bool Ok() const;
    /// @return true when all was as asked for and nothing is left
    bool AtEnd() const;

  private:
    ByteView m_rest; //!< what is still to be read
    bool m_ok{true}; //!< false when something was not as asked for
};

/**
 * @param contents content octets of an OBJECT IDENTIFIER
 * @return as "2.5.4.3"; empty when it is malformed or an arc exceeds 32 bits
 */
std::string FormatObjectIdentifier(ByteView contents);

} // namespace tls
} // namespace ns3

#endif /* CRYPTOPP_DER_READER_H */
