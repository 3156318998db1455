/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CBC_PROTECTION_H
#define TLS_CBC_PROTECTION_H

#include "tls-record-block-cipher.h"
#include "tls-record-mac.h"
#include "tls-record-protection.h"

namespace ns3
{
namespace tls
{

/**
 * GenericBlockCipher: MAC first, then padding and encryption (RFC 5246, 6.2.3.2; RFC 2246,
 * 6.2.3.2; RFC 6101, 5.2.3.2).
 *
 * What a record costs to unprotect depends on its length on the wire alone, as with the
 * constant-time implementations of real peers: the MAC is counted as if the padding were the
 * shortest possible, however long it is and whether or not it is right. A peer that measures how
 * long the answer takes learns nothing of the padding.
 */
class TlsCbcProtection : public TlsRecordProtection
{
  public:
    /**
     * @param cipher keyed for this direction
     * @param mac keyed for this direction
     */
    TlsCbcProtection(TlsRecordBlockCipher cipher, TlsRecordMac mac);

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

#endif /* TLS_CBC_PROTECTION_H */
