/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_HANDSHAKE_KEYS_12_H
#define TLS_HANDSHAKE_KEYS_12_H

#include "tls-handshake-context.h"
#include "tls-parse-body.h"

#include "ns3/tls-key-agreement.h"
#include "ns3/tls-key-schedule-12.h"

#include <memory>
#include <optional>

namespace ns3
{
namespace tls
{

/// What both ends of a handshake up to TLS 1.2 do alike: derive secrets, switch to them, finish.
class TlsHandshakeKeys12
{
  public:
    /// @param context of the handshake; must outlive this
    explicit TlsHandshakeKeys12(TlsHandshakeContext& context);

    /**
     * The version, suite and randoms are agreed on: from now on there is a transcript hash.
     * @param traits of the version
     * @param suite chosen
     * @param clientRandom 32 octets
     * @param serverRandom 32 octets
     */
    void Begin(const TlsVersionTraits& traits,
               const TlsCipherSuite& suite,
               const Bytes& clientRandom,
               const Bytes& serverRandom);

    /// @return suite, version and randoms
    const TlsKeyInputs& GetInputs() const;

    /**
     * Master secret and key block (RFC 5246, 8.1 and 6.3; RFC 7627, 4). The transcript ends with
     * the Client Key Exchange.
     * @param premaster from the key exchange
     */
    void Derive(ByteView premaster);

    /// The key block alone, from the master secret of the session that goes on.
    void Resume();

    /// Protect what is sent from now on.
    void ActivateWrite();

    /**
     * Unprotect what is received from now on (RFC 5246, 7.1).
     * @param message change_cipher_spec
     * @return an alert when it is malformed
     */
    std::optional<TlsAlert> ActivateRead(const TlsHandshakeMessage& message);

    /// Send one's own Finished.
    void SendFinished();

    /**
     * @param message the peer's Finished
     * @return an alert when it does not hold (RFC 5246, 7.4.9)
     */
    std::optional<TlsAlert> CheckFinished(const TlsHandshakeMessage& message);

    /**
     * Keying material for the application (RFC 5705, 4).
     * @param label what it is for
     * @param context what it is bound to beside the connection; an empty one is not none
     * @param length octets wanted
     * @return that many octets; empty where there is no exporter
     */
    Bytes Export(std::string_view label,
                 const std::optional<ByteView>& context,
                 size_t length) const;

    /**
     * The handshake is complete here: note what was agreed on.
     * @param resumes whether a session went on
     */
    void NoteEstablished(bool resumes);

  private:
    void DeriveBlock();
    Bytes VerifyData(TlsRole sender) const;
    void NoteVerifyData(TlsRole sender, Bytes verifyData);

    TlsHandshakeContext& m_context; //!< of the handshake
    TlsKeyInputs m_inputs;          //!< suite, version and randoms
    TlsKeyBlock m_keyBlock;         //!< the six secrets
};

} // namespace tls
} // namespace ns3

#endif /* TLS_HANDSHAKE_KEYS_12_H */
