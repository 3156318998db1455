/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_AEAD_PROTECTION_H
#define TLS_AEAD_PROTECTION_H

#include "tls-record-protection.h"

#include "ns3/crypto-provider.h"

#include <array>
#include <memory>

namespace ns3
{
namespace tls
{

/**
 * GenericAEADCipher (RFC 5246, 6.2.3.3). A nonce is what the key block gives, filled up with
 * zeros, XORed with a number that ends it: what of the number meets zeros stands on the wire,
 * the rest is the record's sequence number.
 *
 * GCM has four octets of the key block and eight on the wire, for which the sequence number serves
 * (RFC 5288, 3); ChaCha20-Poly1305 has twelve and none (RFC 7905, 2).
 */
class TlsAeadProtection : public TlsRecordProtection
{
  public:
    /**
     * @param algorithm an authenticating cipher
     * @return octets of its nonces that come from the key block, 0 for NONE
     */
    static size_t GetImplicitNonceLength(AeadAlgorithm algorithm);

    /**
     * @param cipher keyed for this direction
     * @param implicitNonce what the key block gives, 4 or 12 octets
     */
    TlsAeadProtection(std::unique_ptr<AeadCipher> cipher, ByteView implicitNonce);

    Bytes Protect(uint64_t sequence, TlsRecordHeader header, ByteView plaintext) override;
    std::optional<Bytes> Unprotect(uint64_t sequence,
                                   TlsRecordHeader header,
                                   ByteView fragment) override;
    size_t GetProtectedSize(size_t plaintext) const override;
    size_t GetMaxOverhead() const override;

  private:
    /// Octets of a nonce.
    static constexpr size_t NONCE = 12;
    /// Octets of a sequence number.
    static constexpr size_t NUMBER = 8;

    std::array<uint8_t, NONCE> Nonce(ByteView number) const;

    std::unique_ptr<AeadCipher> m_cipher;         //!< keyed for this direction
    std::array<uint8_t, NONCE> m_implicitNonce{}; //!< from the key block, then zeros
    size_t m_explicitLength;                      //!< octets of a nonce that stand on the wire
};

} // namespace tls
} // namespace ns3

#endif /* TLS_AEAD_PROTECTION_H */
