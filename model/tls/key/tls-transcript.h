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
 * All handshake messages so far (RFC 5246, 7.4.9; RFC 8446, 4.4.1): kept as they are until they are
 * released, and hashed as soon as the hash function is known.
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
    /**
     * What a binder covers (RFC 8446, 4.2.11.2): all so far, then a Client Hello without its end.
     * @param provider computes the hash
     * @param hash of the pre-shared key; when SetHash() was called, the same
     * @param partial the message with its header, up to its binders
     * @return hash of everything so far and of that
     */
    Bytes DigestWith(CryptoProvider& provider, HashAlgorithm hash, ByteView partial) const;
    /**
     * A Hello Retry Request comes next: in place of the Client Hello stands its hash, as a message
     * of the type message_hash (RFC 8446, 4.4.1). Requires SetHash() with a hash function.
     * @param provider computes the hash
     */
    void ReplaceWithMessageHash(CryptoProvider& provider);
    /// @return everything so far; requires that they were not released
    ByteView GetMessages() const;
    /// The messages themselves are not needed any more when they are hashed. Without a hash
    /// function they are kept on.
    void Release();
    /// @return another one in the same state
    TlsTranscript Clone() const;
    /// Forget everything: another handshake begins.
    void Clear();

  private:
    HashAlgorithm m_algorithm{HashAlgorithm::NONE}; //!< what m_hash computes
    Bytes m_messages;                               //!< until Release()
    bool m_isReleased{false};                       //!< whether they are kept no longer
    std::unique_ptr<HashContext> m_hash;            //!< once there is one
};

} // namespace tls
} // namespace ns3

#endif /* TLS_TRANSCRIPT_H */
