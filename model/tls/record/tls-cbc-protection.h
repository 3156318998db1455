/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CBC_PROTECTION_H
#define TLS_CBC_PROTECTION_H

#include "tls-record-protection.h"

#include "ns3/crypto-provider.h"
#include "ns3/random-source.h"

#include <memory>

namespace ns3
{
namespace tls
{

/// GenericBlockCipher: MAC, padding, and an explicit IV for each record (RFC 5246, 6.2.3.2).
class TlsCbcProtection : public TlsRecordProtection
{
  public:
    /// What one direction is keyed with.
    struct Keys
    {
        HashAlgorithm mac;                 //!< hash of the HMAC
        Bytes macKey;                      //!< as long as the digest
        std::unique_ptr<CbcCipher> cipher; //!< keyed for this direction
        size_t blockLength;                //!< octets of a block
    };

    /**
     * @param keys what this direction is keyed with
     * @param provider computes the HMAC
     * @param random gives the IVs
     */
    TlsCbcProtection(Keys keys, CryptoProvider& provider, RandomSource& random);

    Bytes Protect(uint64_t sequence, TlsRecordHeader header, ByteView plaintext) override;
    std::optional<Bytes> Unprotect(uint64_t sequence,
                                   TlsRecordHeader header,
                                   ByteView fragment) override;
    size_t GetProtectedSize(size_t plaintext) const override;

  private:
    Bytes Mac(uint64_t sequence, TlsRecordHeader header, ByteView plaintext) const;

    Keys m_keys;                //!< what this direction is keyed with
    CryptoProvider* m_provider; //!< computes the HMAC
    RandomSource* m_random;     //!< gives the IVs
};

} // namespace tls
} // namespace ns3

#endif /* TLS_CBC_PROTECTION_H */
