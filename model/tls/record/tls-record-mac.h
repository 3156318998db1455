/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_RECORD_MAC_H
#define TLS_RECORD_MAC_H

#include "tls-record-protection.h"

#include "ns3/crypto-provider.h"
#include "ns3/tls-version-traits.h"

namespace ns3
{
namespace tls
{

/// The code that authenticates the records of a bulk cipher (RFC 5246, 6.2.3.1), for one direction.
class TlsRecordMac
{
  public:
    /**
     * @param kind HMAC, or what SSL 3.0 had before it
     * @param hash of the suite
     * @param key as long as the digest
     * @param provider computes the hashes
     */
    TlsRecordMac(TlsMacKind kind, HashAlgorithm hash, Bytes key, CryptoProvider& provider);

    /// @return octets of a code
    size_t Length() const;

    /**
     * @param sequence number of the record
     * @param header type and version
     * @param content what is authenticated, at most 2^14 + 2048 octets
     * @param hidden octets that are counted beside the content, as in CryptoProvider::Hash()
     * @return the code
     */
    Bytes Compute(uint64_t sequence,
                  TlsRecordHeader header,
                  ByteView content,
                  size_t hidden = 0) const;

    /**
     * @param sequence number of the record
     * @param header type and version
     * @param content what is authenticated
     * @param code what came with it, Length() octets
     * @param hidden octets that are counted beside the content, as in CryptoProvider::Hash()
     * @return true when the code is that of the content
     */
    bool Verify(uint64_t sequence,
                TlsRecordHeader header,
                ByteView content,
                ByteView code,
                size_t hidden = 0) const;

  private:
    TlsMacKind m_kind;          //!< how it is computed
    HashAlgorithm m_hash;       //!< of the suite
    Bytes m_key;                //!< as long as the digest
    CryptoProvider* m_provider; //!< computes the hashes
};

} // namespace tls
} // namespace ns3

#endif /* TLS_RECORD_MAC_H */
