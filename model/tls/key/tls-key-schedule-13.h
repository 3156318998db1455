/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_KEY_SCHEDULE_13_H
#define TLS_KEY_SCHEDULE_13_H

#include "ns3/crypto-provider.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-record-protection.h"
#include "ns3/tls-types.h"

#include <memory>
#include <string_view>

namespace ns3
{
namespace tls
{

/// The secrets that TLS 1.3 derives on its way (RFC 8446, 7.1).
enum class TlsSecret : uint8_t
{
    EXTERNAL_BINDER,            //!< binder_key of an external pre-shared key
    RESUMPTION_BINDER,          //!< binder_key of a ticket
    CLIENT_EARLY_TRAFFIC,       //!< over the Client Hello
    EARLY_EXPORTER_MASTER,      //!< over the Client Hello
    CLIENT_HANDSHAKE_TRAFFIC,   //!< up to the Server Hello
    SERVER_HANDSHAKE_TRAFFIC,   //!< up to the Server Hello
    CLIENT_APPLICATION_TRAFFIC, //!< up to the server's Finished
    SERVER_APPLICATION_TRAFFIC, //!< up to the server's Finished
    EXPORTER_MASTER,            //!< up to the server's Finished
    RESUMPTION_MASTER           //!< up to the client's Finished
};

/**
 * @param value a secret
 * @return its name in RFC 8446, 7.1, as "client_handshake_traffic_secret"
 */
const char* ToString(TlsSecret value);

/**
 * @param value a secret
 * @return its label in a key log in NSS format, as "CLIENT_HANDSHAKE_TRAFFIC_SECRET"; null for
 *         those that do not stand there
 */
const char* KeyLogLabel(TlsSecret value);

/**
 * The key schedule of TLS 1.3 (RFC 8446, 7.1): Early Secret, Handshake Secret and Master Secret,
 * one after the other, and what is derived from each.
 */
class TlsKeySchedule13
{
  public:
    /// Where the schedule stands.
    enum class Stage : uint8_t
    {
        EARLY,     //!< Early Secret
        HANDSHAKE, //!< Handshake Secret
        MASTER     //!< Master Secret
    };

    /**
     * It stands at the Early Secret.
     * @param provider computes; must outlive this
     * @param hash of the cipher suite, or of the pre-shared key while there is no suite
     * @param psk the pre-shared key; empty: there is none
     */
    TlsKeySchedule13(CryptoProvider& provider, HashAlgorithm hash, ByteView psk = {});

    /**
     * From the Early Secret to the Handshake Secret.
     * @param sharedSecret of the Diffie-Hellman exchange; empty: there is none (psk_ke)
     */
    void EnterHandshake(ByteView sharedSecret);
    /// From the Handshake Secret to the Master Secret.
    void EnterMaster();

    /**
     * Derive-Secret (RFC 8446, 7.1).
     * @param secret one that belongs to where the schedule stands
     * @param transcriptHash of the messages that it covers; not used for binder keys
     * @return the secret, as long as the hash
     */
    Bytes Derive(TlsSecret secret, ByteView transcriptHash = {}) const;

    /// @return the hash function
    HashAlgorithm GetHash() const;

  private:
    void Advance(ByteView keyMaterial);

    CryptoProvider* m_provider;  //!< computes
    HashAlgorithm m_hash;        //!< of the suite
    Stage m_stage{Stage::EARLY}; //!< where it stands
    Bytes m_secret;              //!< the secret of that stage
};

/**
 * HKDF-Expand-Label (RFC 8446, 7.1).
 * @param provider computes
 * @param hash a hash function
 * @param secret the key
 * @param label what it is for, without "tls13 ", at most 249 octets
 * @param context at most 255 octets
 * @param length octets wanted
 * @return that many octets
 */
Bytes HkdfExpandLabel(CryptoProvider& provider,
                      HashAlgorithm hash,
                      ByteView secret,
                      std::string_view label,
                      ByteView context,
                      size_t length);

/// What protects the records of one direction (RFC 8446, 7.3).
struct TlsTrafficKeys
{
    Bytes key; //!< as long as the cipher wants it
    Bytes iv;  //!< 12 octets
};

/**
 * @param provider computes
 * @param suite gives cipher and hash
 * @param trafficSecret of one direction and epoch
 * @return key and iv (RFC 8446, 7.3)
 */
TlsTrafficKeys DeriveTrafficKeys(CryptoProvider& provider,
                                 const TlsCipherSuite& suite,
                                 ByteView trafficSecret);

/**
 * @param provider gives the cipher
 * @param suite which cipher
 * @param keys of the direction
 * @return the keys at work
 */
std::unique_ptr<TlsRecordProtection> CreateRecordProtection13(CryptoProvider& provider,
                                                              const TlsCipherSuite& suite,
                                                              const TlsTrafficKeys& keys);

/**
 * The verify_data of a Finished (RFC 8446, 4.4.4), and a binder (4.2.11.2), which is computed
 * in the same way.
 * @param provider computes
 * @param hash of the suite, or of the pre-shared key
 * @param baseKey the sender's handshake traffic secret, after the handshake its application
 *        traffic secret; for a binder the binder key
 * @param transcriptHash of what it covers
 * @return as many octets as the hash has
 */
Bytes DeriveVerifyData13(CryptoProvider& provider,
                         HashAlgorithm hash,
                         ByteView baseKey,
                         ByteView transcriptHash);

/**
 * @param provider computes
 * @param hash of the suite
 * @param resumptionMaster the resumption_master_secret
 * @param ticketNonce of the ticket
 * @return the pre-shared key that belongs to the ticket (RFC 8446, 4.6.1)
 */
Bytes DeriveResumptionPsk(CryptoProvider& provider,
                          HashAlgorithm hash,
                          ByteView resumptionMaster,
                          ByteView ticketNonce);

/**
 * @param provider computes
 * @param hash of the suite
 * @param trafficSecret the application_traffic_secret of a direction
 * @return the next one, after a Key Update (RFC 8446, 7.2)
 */
Bytes DeriveNextTrafficSecret(CryptoProvider& provider, HashAlgorithm hash, ByteView trafficSecret);

/**
 * Keying material for whoever uses the connection (RFC 8446, 7.5).
 * @param provider computes
 * @param hash of the suite
 * @param exporterMaster exporter_master_secret or early_exporter_master_secret
 * @param label what it is for, at most 249 octets
 * @param context what it is bound to beside the connection; none is the same as an empty one
 * @param length octets wanted, at most 255 times the length of the hash
 * @return that many octets
 */
Bytes ExportKeyingMaterial13(CryptoProvider& provider,
                             HashAlgorithm hash,
                             ByteView exporterMaster,
                             std::string_view label,
                             ByteView context,
                             size_t length);

} // namespace tls
} // namespace ns3

#endif /* TLS_KEY_SCHEDULE_13_H */
