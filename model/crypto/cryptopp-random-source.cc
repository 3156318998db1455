/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cryptopp-random-source.h"

#include <cryptopp/aes.h>
#include <cryptopp/modes.h>
#include <cryptopp/sha.h>

namespace ns3
{
namespace tls
{

/// The key stream, kept out of the header with Crypto++.
struct CryptoppRandomSource::Stream
{
    CryptoPP::CTR_Mode<CryptoPP::AES>::Encryption mode; //!< AES-256 in counter mode
};

CryptoppRandomSource::CryptoppRandomSource(ByteView seed)
    : m_stream(std::make_unique<Stream>())
{
    Bytes key(CryptoPP::SHA256::DIGESTSIZE);
    CryptoPP::SHA256().CalculateDigest(key.data(), seed.Data(), seed.Size());
    const Bytes counter(CryptoPP::AES::BLOCKSIZE);
    m_stream->mode.SetKeyWithIV(key.data(), key.size(), counter.data(), counter.size());
}

CryptoppRandomSource::~CryptoppRandomSource() = default;

Bytes
CryptoppRandomSource::Generate(size_t size)
{
    Bytes octets(size);
    m_stream->mode.ProcessData(octets.data(), octets.data(), octets.size());
    return octets;
}

} // namespace tls
} // namespace ns3
