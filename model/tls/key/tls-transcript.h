/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_TRANSCRIPT_H
#define TLS_TRANSCRIPT_H

#include "ns3/crypto-provider.h"

#include <memory>

namespace ns3
{
namespace tls
{

/**
 * All handshake messages so far (RFC 5246, 7.4.9): kept as they are until they are released, and
 * hashed as soon as the hash function is known.
 */
class TlsTranscript
{
  public:
    /// @param message with its header
    void Add(ByteView message);
    /**
     * @param provider computes the hash
     * @param hash from GetTranscriptHash(); NONE when the messages are kept and not hashed
     */
    void SetHash(CryptoProvider& provider, HashAlgorithm hash);
    /// @return hash of everything so far; requires SetHash() with a hash function
    Bytes Digest() const;
    /// @return everything so far; requires that they were not released
    ByteView GetMessages() const;
    /// The messages themselves are not needed any more when they are hashed. Without a hash
    /// function they are kept on.
    void Release();
    /// Forget everything: another handshake begins.
    void Clear();

  private:
    Bytes m_messages;                    //!< until Release()
    bool m_isReleased{false};            //!< whether they are kept no longer
    std::unique_ptr<HashContext> m_hash; //!< once there is one
};

} // namespace tls
} // namespace ns3

#endif /* TLS_TRANSCRIPT_H */
