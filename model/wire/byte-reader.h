/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BYTE_READER_H
#define BYTE_READER_H

#include "byte-view.h"

namespace ns3
{
namespace wire
{

/**
 * Reads big-endian fields from a view, never beyond its end.
 *
 * A read that does not fit latches the reader as failed: from then on every read yields
 * zeros or empty views and Ok() stays false. A parser therefore reads all its fields and
 * asks once, with AtEnd().
 */
class ByteReader
{
  public:
    /// @param view what is read; must outlive the reader and the views it returns
    explicit ByteReader(ByteView view);

    /// @return the next 8-bit number
    uint8_t U8();
    /// @return the next 16-bit number
    uint16_t U16();
    /// @return the next 24-bit number
    uint32_t U24();
    /// @return the next 32-bit number
    uint32_t U32();
    /// @return the next 64-bit number
    uint64_t U64();

    /**
     * @param size number of octets
     * @return the next octets, as a view into what is read
     */
    ByteView Take(size_t size);
    /// @return all octets that are left
    ByteView TakeRest();

    /// @return an opaque vector with an 8-bit length before it (RFC 5246, 4.3)
    ByteView Vector8();
    /// @return an opaque vector with a 16-bit length before it
    ByteView Vector16();
    /// @return an opaque vector with a 24-bit length before it
    ByteView Vector24();

    /// Mark the input as malformed, for a field whose value is out of its range.
    void Fail();

    /// @return number of octets not yet read
    size_t Remaining() const;
    /// @return true when every read so far fitted
    bool Ok() const;
    /// @return true when every read fitted and nothing is left
    bool AtEnd() const;

  private:
    uint64_t Number(size_t size);

    ByteView m_rest; //!< what is left
    bool m_ok{true}; //!< latched false by the first read that did not fit
};

} // namespace wire

namespace tls
{
using wire::ByteReader;
} // namespace tls

namespace spdy
{
using wire::ByteReader;
} // namespace spdy
} // namespace ns3

#endif /* BYTE_READER_H */
