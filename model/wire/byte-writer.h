/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BYTE_WRITER_H
#define BYTE_WRITER_H

#include "byte-view.h"

namespace ns3
{
namespace wire
{

/**
 * Appends big-endian fields to a buffer of its own.
 *
 * A number or a vector that does not fit its field latches the writer as failed, as the
 * reader does: the caller asks Ok() once.
 */
class ByteWriter
{
  public:
    /// A vector that was begun and not yet ended: where its length goes and how wide it is.
    struct Mark
    {
        size_t offset; //!< position of the length field
        size_t width;  //!< octets of the length field, 1 to 4
    };

    ByteWriter();

    /// @param value written in 8 bits
    void U8(uint8_t value);
    /// @param value written in 16 bits
    void U16(uint16_t value);
    /// @param value written in 24 bits
    void U24(uint32_t value);
    /// @param value written in 32 bits
    void U32(uint32_t value);
    /// @param value written in 64 bits
    void U64(uint64_t value);
    /// @param view octets written as they are
    void Write(ByteView view);

    /// @param view written after its length in 8 bits (RFC 5246, 4.3)
    void Vector8(ByteView view);
    /// @param view written after its length in 16 bits
    void Vector16(ByteView view);
    /// @param view written after its length in 24 bits
    void Vector24(ByteView view);

    /**
     * Begin a vector whose length is known only at its end.
     * @param width octets of the length field, 1 to 4
     * @return what End() needs
     */
    Mark Begin(size_t width);
    /// @param mark the vector that ends here; its length is filled in
    void End(Mark mark);

    /// @return number of octets written so far
    size_t Size() const;
    /// @return false when something did not fit its field
    bool Ok() const;
    /// @return what was written, as a view that the next write invalidates
    ByteView View() const;
    /// @return what was written; the writer is empty afterwards
    Bytes Take();

  private:
    void Number(uint64_t value, size_t width);

    Bytes m_bytes;   //!< what was written
    bool m_ok{true}; //!< latched false by the first value that did not fit
};

} // namespace wire

namespace tls
{
using wire::ByteWriter;
} // namespace tls

namespace spdy
{
using wire::ByteWriter;
} // namespace spdy
} // namespace ns3

#endif /* BYTE_WRITER_H */
