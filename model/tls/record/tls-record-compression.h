/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_RECORD_COMPRESSION_H
#define TLS_RECORD_COMPRESSION_H

#include "ns3/byte-view.h"
#include "ns3/crypto-meter.h"

#include <memory>
#include <optional>

namespace ns3
{
namespace tls
{

/**
 * DEFLATE for the records of one direction (RFC 3749, 2): all of them are one zlib stream, which
 * each record flushes, so that what came in one record shortens the next.
 */
class TlsRecordCompression
{
  public:
    /// @param meter where plaintexts are counted; must outlive the compression
    explicit TlsRecordCompression(CryptoMeter& meter);
    ~TlsRecordCompression();

    TlsRecordCompression(const TlsRecordCompression&) = delete;
    TlsRecordCompression& operator=(const TlsRecordCompression&) = delete;

    /**
     * @param plaintext of a record, at most 2^14 octets
     * @return the compressed fragment, at most GetMaxSize() octets
     */
    Bytes Compress(ByteView plaintext);

    /**
     * @param compressed fragment of a record
     * @return the plaintext; nothing when it does not inflate, or to more than 2^14 octets. Then
     *         the stream cannot be read on.
     */
    std::optional<Bytes> Decompress(ByteView compressed);

    /**
     * @param plaintext octets
     * @return octets that Compress() makes of them at most
     */
    static size_t GetMaxSize(size_t plaintext);

  private:
    struct Streams;

    bool Inflate(ByteView compressed, Bytes& plaintext);

    CryptoMeter* m_meter;               //!< where plaintexts are counted
    std::unique_ptr<Streams> m_streams; //!< begun when first used: a direction needs one
};

} // namespace tls
} // namespace ns3

#endif /* TLS_RECORD_COMPRESSION_H */
