/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_HANDSHAKE_KEYS_13_H
#define TLS_HANDSHAKE_KEYS_13_H

#include "tls-handshake-context.h"

#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-key-schedule-13.h"

#include <map>
#include <optional>
#include <string_view>

namespace ns3
{
namespace tls
{

/**
 * What both ends of a TLS 1.3 connection do alike: go through the key schedule, switch to its keys,
 * finish and update (RFC 8446, 4.4.4, 4.6.3 and 7).
 */
class TlsHandshakeKeys13
{
  public:
    /// @param context of the connection; must outlive this
    explicit TlsHandshakeKeys13(TlsHandshakeContext& context);

    /// @param random of the client, 32 octets, under which secrets are logged
    void SetClientRandom(const Bytes& random);

    /**
     * Early Secret. Until Begin() the transcript has no hash function, so that keys of early data
     * are derived from what it keeps.
     * @param suite gives the hash
     * @param psk pre-shared key; empty: none
     */
    void EnterEarly(const TlsCipherSuite& suite, ByteView psk);

    /**
     * Version and suite are agreed on: from now on there is a transcript hash.
     * @param suite chosen
     */
    void Begin(const TlsCipherSuite& suite);

    /// The keys of early data, and those that are exported from it.
    void DeriveEarly();

    /**
     * Handshake Secret and both traffic secrets; the transcript ends with the Server Hello.
     * @param sharedSecret of the key exchange; empty: none (psk_ke)
     */
    void EnterHandshake(ByteView sharedSecret);

    /// Master Secret, both traffic secrets and the exporter's; the transcript ends with the
    /// server's Finished.
    void EnterMaster();

    /// The secret of tickets; the transcript ends with the client's Finished.
    void DeriveResumption();

    /// @param secret a traffic secret that protects what is sent from now on
    void ActivateWrite(TlsSecret secret);
    /// @param secret a traffic secret that protects what is received from now on
    void ActivateRead(TlsSecret secret);

    /**
     * @param baseKey a traffic secret of who finishes
     * @return what its Finished says of the transcript (RFC 8446, 4.4.4)
     */
    Bytes MakeVerifyData(TlsSecret baseKey) const;

    /// @param baseKey whose Finished it is: a traffic secret of this end
    void SendFinished(TlsSecret baseKey);

    /**
     * @param message the peer's Finished, which enters the transcript if it holds
     * @param baseKey whose Finished it is: a traffic secret of the peer
     * @return an alert when it does not hold (RFC 8446, 4.4.4)
     */
    std::optional<TlsAlert> CheckFinished(const TlsHandshakeMessage& message, TlsSecret baseKey);

    /// The next keys for what is sent (RFC 8446, 7.2).
    void UpdateWrite();
    /// The next keys for what is received.
    void UpdateRead();

    /**
     * @param nonce of a ticket
     * @return its pre-shared key (RFC 8446, 4.6.1)
     */
    Bytes DeriveTicketKey(ByteView nonce) const;

    /**
     * Keying material for the application (RFC 8446, 7.5).
     * @param label what it is for
     * @param context what it is bound to beside the connection; none is the same as an empty one
     * @param length octets wanted
     * @return that many octets
     */
    Bytes Export(std::string_view label,
                 const std::optional<ByteView>& context,
                 size_t length) const;

    /**
     * The handshake is complete here: note what was agreed on.
     * @param detail what there is to say beside it, empty when nothing
     */
    void NoteEstablished(const std::string& detail);

    /// @return the suite chosen
    const TlsCipherSuite& GetSuite() const;

  private:
    void NoteStage(const char* name) const;
    void Derive(TlsSecret secret, ByteView transcriptHash);
    void Update(TlsSecret secret, size_t& generation);
    TlsSecret OwnTraffic() const;
    TlsSecret PeerTraffic() const;
    std::unique_ptr<TlsRecordProtection> MakeProtection(TlsSecret secret, const char* use);

    TlsHandshakeContext& m_context;             //!< of the connection
    Bytes m_clientRandom;                       //!< names the connection in the key log
    const TlsCipherSuite* m_suite{nullptr};     //!< chosen, or of early data
    std::optional<TlsKeySchedule13> m_schedule; //!< where the key schedule stands
    std::map<TlsSecret, Bytes> m_secrets;       //!< what was derived
    size_t m_writeGeneration{0};                //!< key updates of this end
    size_t m_readGeneration{0};                 //!< key updates of the peer
};

/**
 * @param message change_cipher_spec, which means nothing in TLS 1.3
 * @return unexpected_message when it is not the one that TLS 1.2 has (RFC 8446, 5)
 */
std::optional<TlsAlert> CheckDummyChangeCipherSpec(const TlsHandshakeMessage& message);

} // namespace tls
} // namespace ns3

#endif /* TLS_HANDSHAKE_KEYS_13_H */
