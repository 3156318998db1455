/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-record-compression.h"

#include "ns3/assert.h"
#include "ns3/tls-types.h"

#include <zlib.h>

namespace ns3
{
namespace tls
{

namespace
{

/// What zlib adds at most to a record that does not compress: stored blocks' headers, the header
/// of the stream and the flush come to less. RFC 5246, 6.2.2 allows 1024.
constexpr size_t MAX_EXPANSION = 64;

/// Octets that are inflated at a time.
constexpr size_t CHUNK = 4096;

/// zlib takes input through pointers to non-const.
Bytef*
ToZlib(const uint8_t* data)
{
    return const_cast<Bytef*>(data);
}

} // namespace

/// The zlib stream of the direction, whichever way it is used.
struct TlsRecordCompression::Streams
{
    z_stream out{};      //!< compression
    z_stream in{};       //!< inflation
    bool hasOut = false; //!< compression was begun
    bool hasIn = false;  //!< inflation was begun
};

TlsRecordCompression::TlsRecordCompression(CryptoMeter& meter)
    : m_meter(&meter),
      m_streams(std::make_unique<Streams>())
{
}

TlsRecordCompression::~TlsRecordCompression()
{
    if (m_streams->hasOut)
    {
        deflateEnd(&m_streams->out);
    }
    if (m_streams->hasIn)
    {
        inflateEnd(&m_streams->in);
    }
}

Bytes
TlsRecordCompression::Compress(ByteView plaintext)
{
    m_meter->Add({CryptoOperation::COMPRESS,
                  CryptoAlgorithm::DEFLATE,
                  0,
                  static_cast<uint32_t>(plaintext.Size())});
    z_stream& stream = m_streams->out;
    if (!m_streams->hasOut)
    {
        m_streams->hasOut = deflateInit(&stream, Z_DEFAULT_COMPRESSION) == Z_OK;
        NS_ASSERT(m_streams->hasOut);
    }
    stream.next_in = ToZlib(plaintext.Data());
    stream.avail_in = static_cast<uInt>(plaintext.Size());
    Bytes compressed(GetMaxSize(plaintext.Size()));
    stream.next_out = compressed.data();
    stream.avail_out = static_cast<uInt>(compressed.size());
    deflate(&stream, Z_SYNC_FLUSH);
    NS_ASSERT(stream.avail_in == 0 && stream.avail_out > 0);
    compressed.resize(compressed.size() - stream.avail_out);
    return compressed;
}

std::optional<Bytes>
TlsRecordCompression::Decompress(ByteView compressed)
{
    Bytes plaintext;
    const bool isFine = Inflate(compressed, plaintext);
    m_meter->Add({CryptoOperation::DECOMPRESS,
                  CryptoAlgorithm::DEFLATE,
                  0,
                  static_cast<uint32_t>(plaintext.size())});
    return isFine ? std::make_optional(std::move(plaintext)) : std::nullopt;
}

bool
TlsRecordCompression::Inflate(ByteView compressed, Bytes& plaintext)
{
    z_stream& stream = m_streams->in;
    if (!m_streams->hasIn)
    {
        m_streams->hasIn = inflateInit(&stream) == Z_OK;
    }
    stream.next_in = ToZlib(compressed.Data());
    stream.avail_in = static_cast<uInt>(compressed.Size());
    do
    {
        const size_t offset = plaintext.size();
        plaintext.resize(offset + CHUNK);
        stream.next_out = plaintext.data() + offset;
        stream.avail_out = CHUNK;
        const int result = inflate(&stream, Z_SYNC_FLUSH);
        plaintext.resize(offset + CHUNK - stream.avail_out);
        // Z_BUF_ERROR says that there was nothing to do. The end of the stream is an error: it is
        // one stream for the whole connection.
        if ((result != Z_OK && result != Z_BUF_ERROR) || plaintext.size() > TLS_MAX_PLAINTEXT)
        {
            return false;
        }
    } while (stream.avail_out == 0);
    return true;
}

size_t
TlsRecordCompression::GetMaxSize(size_t plaintext)
{
    return plaintext + MAX_EXPANSION;
}

} // namespace tls
} // namespace ns3
