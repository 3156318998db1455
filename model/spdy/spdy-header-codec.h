/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SPDY_HEADER_CODEC_H
#define SPDY_HEADER_CODEC_H

#include "spdy-version.h"

#include <memory>

namespace ns3
{
namespace spdy
{

/**
 * Compresses and inflates the header blocks of a session (SPDY/3.1, 2.6.10.1).
 *
 * Each direction is one zlib stream over all blocks of the session, with a preset dictionary.
 * Every block must pass through here in the order of the wire, also those of streams that are
 * refused. A direction takes memory from its first block on.
 */
class SpdyHeaderCodec
{
  public:
    /// What became of a block.
    enum class Result
    {
        OK,        //!< the headers are there
        MALFORMED, //!< it inflated, so the stream goes on, but what it says is wrong
        TOO_LARGE, //!< it inflates to more than the limit; the direction is lost
        BROKEN,    //!< it does not inflate; the direction is lost
    };

    /**
     * @param version whose dictionary and integers
     * @param level 0 to 9
     * @param windowBits logarithm of the compression window, 9 to 15
     * @param maxPlain largest inflated block, in octets
     */
    SpdyHeaderCodec(SpdyVersion version, int level, int windowBits, size_t maxPlain);
    ~SpdyHeaderCodec();
    SpdyHeaderCodec(const SpdyHeaderCodec&) = delete;
    SpdyHeaderCodec& operator=(const SpdyHeaderCodec&) = delete;

    /**
     * @param headers a valid header block
     * @param wire the block for the frame, flushed
     * @return false when the headers are not valid or too long for the version; nothing was
     *         compressed then
     */
    bool Compress(const SpdyHeaders& headers, Bytes& wire);

    /**
     * @param wire the block of a frame
     * @param headers what it says
     * @return what became of it
     */
    Result Decompress(ByteView wire, SpdyHeaders& headers);

    /// @return octets of the last block, compressed or not, before compression
    size_t GetPlainSize() const;

  private:
    struct Streams; // keeps zlib.h out of this header

    Result Inflate(ByteView wire, Bytes& plain);

    const SpdyVersionTraits& m_traits;  //!< row of the version
    int m_level;                        //!< compression level
    int m_windowBits;                   //!< compression window
    size_t m_maxPlain;                  //!< bound on an inflated block
    size_t m_plainSize{0};              //!< of the last block
    std::unique_ptr<Streams> m_streams; //!< state of zlib
};

} // namespace spdy
} // namespace ns3

#endif /* SPDY_HEADER_CODEC_H */
