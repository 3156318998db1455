/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ENCRYPT_THEN_MAC_PROTECTION_H
#define TLS_ENCRYPT_THEN_MAC_PROTECTION_H

#include "tls-record-block-cipher.h"
#include "tls-record-mac.h"
#include "tls-record-protection.h"

namespace ns3
{
namespace tls
{

/**
 * GenericBlockCipher with its MAC outside: over what goes on the wire, the explicit IV included
 * (RFC 7366, 3). A record whose MAC is wrong is not decrypted, so there is no padding to probe:
 * wrong padding under a right MAC can come only from the peer itself.
 */
class TlsEncryptThenMacProtection : public TlsRecordProtection
{
  public:
    /**
     * @param cipher keyed for this direction
     * @param mac keyed for this direction
     */
    TlsEncryptThenMacProtection(TlsRecordBlockCipher cipher, TlsRecordMac mac);

    Bytes Protect(uint64_t sequence, TlsRecordHeader header, ByteView plaintext) override;
    std::optional<Bytes> Unprotect(uint64_t sequence,
                                   TlsRecordHeader header,
                                   ByteView fragment) override;
    size_t GetProtectedSize(size_t plaintext) const override;
    size_t GetMaxOverhead() const override;
    bool HasPredictableIv() const override;

  private:
    TlsRecordBlockCipher m_cipher; //!< keyed for this direction
    TlsRecordMac m_mac;            //!< keyed for this direction
};

} // namespace tls
} // namespace ns3

#endif /* TLS_ENCRYPT_THEN_MAC_PROTECTION_H */
