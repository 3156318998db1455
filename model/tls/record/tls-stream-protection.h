/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_STREAM_PROTECTION_H
#define TLS_STREAM_PROTECTION_H

#include "tls-record-mac.h"
#include "tls-record-protection.h"

#include "ns3/crypto-provider.h"

#include <memory>

namespace ns3
{
namespace tls
{

/// GenericStreamCipher: MAC first, then encryption, whose state goes on from record to record
/// (RFC 5246, 6.2.3.1; RFC 6101, 5.2.3.1).
class TlsStreamProtection : public TlsRecordProtection
{
  public:
    /**
     * @param cipher keyed for this direction
     * @param mac keyed for this direction
     */
    TlsStreamProtection(std::unique_ptr<StreamCipher> cipher, TlsRecordMac mac);

    Bytes Protect(uint64_t sequence, TlsRecordHeader header, ByteView plaintext) override;
    std::optional<Bytes> Unprotect(uint64_t sequence,
                                   TlsRecordHeader header,
                                   ByteView fragment) override;
    size_t GetProtectedSize(size_t plaintext) const override;
    size_t GetMaxOverhead() const override;

  private:
    std::unique_ptr<StreamCipher> m_cipher; //!< keyed for this direction
    TlsRecordMac m_mac;                     //!< keyed for this direction
};

} // namespace tls
} // namespace ns3

#endif /* TLS_STREAM_PROTECTION_H */
