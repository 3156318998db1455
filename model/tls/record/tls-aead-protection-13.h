/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_AEAD_PROTECTION_13_H
#define TLS_AEAD_PROTECTION_13_H

#include "tls-record-protection.h"

#include "ns3/crypto-provider.h"

#include <array>
#include <memory>

namespace ns3
{
namespace tls
{

/**
 * Protection of TLSCiphertext (RFC 8446, 5.2): nonces are the sequence number XORed into an
 * initialization vector (5.3), the header of the record is what is authenticated beside it.
 */
class TlsAeadProtection13 : public TlsRecordProtection
{
  public:
    /**
     * @param cipher keyed for this direction
     * @param iv 12 octets
     */
    TlsAeadProtection13(std::unique_ptr<AeadCipher> cipher, ByteView iv);

    Bytes Protect(uint64_t sequence, TlsRecordHeader header, ByteView plaintext) override;
    std::optional<Bytes> Unprotect(uint64_t sequence,
                                   TlsRecordHeader header,
                                   ByteView fragment) override;
    size_t GetProtectedSize(size_t plaintext) const override;
    size_t GetMaxOverhead() const override;
    bool HidesContentType() const override;

  private:
    /// Octets of a nonce.
    static constexpr size_t NONCE = 12;

    std::array<uint8_t, NONCE> Nonce(uint64_t sequence) const;

    std::unique_ptr<AeadCipher> m_cipher; //!< keyed for this direction
    std::array<uint8_t, NONCE> m_iv{};    //!< of this direction
};

} // namespace tls
} // namespace ns3

#endif /* TLS_AEAD_PROTECTION_13_H */
