/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_RECORD_BLOCK_CIPHER_H
#define TLS_RECORD_BLOCK_CIPHER_H

#include "ns3/crypto-provider.h"
#include "ns3/random-source.h"
#include "ns3/tls-version-traits.h"

#include <memory>

namespace ns3
{
namespace tls
{

/**
 * A block cipher in CBC mode as records use it, for one direction: with padding, and with
 * initialization vectors that stand before each record (RFC 4346, 6.2.3.2) or are the last block
 * of the record before (RFC 2246, 6.2.3.2).
 */
class TlsRecordBlockCipher
{
  public:
    /**
     * @param traits whether vectors stand in the records, and what padding looks like
     * @param cipher keyed for this direction
     * @param iv the first vector, one block; not used when records carry theirs
     * @param blockLength octets of a block
     * @param provider counts the vectors that records carry
     * @param random gives them
     */
    TlsRecordBlockCipher(const TlsVersionTraits& traits,
                         std::unique_ptr<CbcCipher> cipher,
                         Bytes iv,
                         size_t blockLength,
                         CryptoProvider& provider,
                         RandomSource& random);

    /**
     * @param content of any length; the padding is added to it
     * @return the vector, when records carry theirs, and the ciphertext
     */
    Bytes Encrypt(Bytes content);

    /**
     * @param fragment for which GetDecryptedSize() is not 0
     * @return content and padding
     */
    Bytes Decrypt(ByteView fragment);

    /**
     * @param content octets
     * @return octets that Encrypt() makes of them
     */
    size_t GetEncryptedSize(size_t content) const;

    /**
     * @param fragment octets of vector and ciphertext
     * @return octets that Decrypt() makes of them; 0 when they are not whole blocks
     */
    size_t GetDecryptedSize(size_t fragment) const;

    /**
     * TLS: any length up to 255 that every octet of the padding repeats (RFC 5246, 6.2.3.2).
     * SSL 3.0: less than a block, of any content (RFC 6101, 5.2.3.2).
     * @param decrypted from Decrypt()
     * @return octets of padding, its length octet included; 0 when the padding is wrong
     */
    size_t GetPaddingLength(ByteView decrypted) const;

    /// @return octets that vector and padding add to the content at most
    size_t GetMaxOverhead() const;
    /// @return whether the vector of a record is known before the record
    bool HasPredictableIv() const;

  private:
    const TlsVersionTraits* m_traits;    //!< vectors and padding
    std::unique_ptr<CbcCipher> m_cipher; //!< keyed for this direction
    Bytes m_iv;                          //!< of the next record, when records carry none
    size_t m_blockLength;                //!< octets of a block
    CryptoProvider* m_provider;          //!< counts the vectors that records carry
    RandomSource* m_random;              //!< gives them
};

} // namespace tls
} // namespace ns3

#endif /* TLS_RECORD_BLOCK_CIPHER_H */
