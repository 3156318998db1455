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
 * GenericAEADCipher with the nonce of RFC 5288, 3: four octets from the key block, eight on the
 * wire, for which the sequence number serves.
 */
class TlsAeadProtection : public TlsRecordProtection
{
  public:
    /// Octets of the nonce that come from the key block.
    static constexpr size_t SALT = 4;
    /// Octets of the nonce that stand on the wire (RFC 5288, 3).
    static constexpr size_t EXPLICIT_NONCE = 8;

    /**
     * @param cipher keyed for this direction
     * @param salt the implicit part of the nonce, 4 octets
     */
    TlsAeadProtection(std::unique_ptr<AeadCipher> cipher, ByteView salt);

    Bytes Protect(uint64_t sequence, TlsRecordHeader header, ByteView plaintext) override;
    std::optional<Bytes> Unprotect(uint64_t sequence,
                                   TlsRecordHeader header,
                                   ByteView fragment) override;
    size_t GetProtectedSize(size_t plaintext) const override;

  private:
    ByteView Nonce(ByteView explicitPart);

    std::unique_ptr<AeadCipher> m_cipher;                 //!< keyed for this direction
    std::array<uint8_t, SALT + EXPLICIT_NONCE> m_nonce{}; //!< the salt, and the last record's part
};

} // namespace tls
} // namespace ns3

#endif /* TLS_AEAD_PROTECTION_H */
