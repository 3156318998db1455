/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_KEY_AGREEMENT_H
#define TLS_KEY_AGREEMENT_H

#include "ns3/tls-alert.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-config.h"
#include "ns3/tls-environment.h"
#include "ns3/tls-event-log.h"
#include "ns3/tls-version-traits.h"

#include <memory>
#include <optional>

namespace ns3
{
namespace tls
{

/// What a key exchange needs to know of its handshake.
struct TlsKeyAgreementContext
{
    const TlsConfig& config;        //!< groups and signature algorithms
    TlsEnvironment& environment;    //!< primitives and randoms
    TlsEventLog& events;            //!< where its steps are noted
    const Bytes& clientRandom;      //!< 32 octets
    const Bytes& serverRandom;      //!< 32 octets
    uint16_t clientVersion;         //!< as the Client Hello offered it
    PrivateKeyPtr serverKey;        //!< at the server: its long-term key
    PublicKeyPtr peerKey;           //!< the key of the peer's certificate, null when it has none
    SignatureScheme scheme;         //!< at the server: what it signs with
    NamedGroup& group;              //!< at the server: chosen; at the client: set from the message
    const TlsVersionTraits& traits; //!< of the version: how signatures and secrets are written
    const TlsCipherSuite& suite;    //!< whose key exchange it is
    PrivateKeyPtr clientKey;        //!< at the client: a fixed key of its certificate, may be null
};

/**
 * A way to a premaster secret (RFC 5246, 7.4.3 and 7.4.7), as four steps: two at each end.
 */
class TlsKeyAgreement
{
  public:
    virtual ~TlsKeyAgreement() = default;

    /**
     * What comes after the certificate. An exportable RSA exchange has a message only when the key
     * of the certificate is too large for it.
     * @param serverKey of the server's certificate; null when there is none
     * @return true when a Server Key Exchange belongs to it
     */
    virtual bool HasServerKeyExchange(const PublicKey* serverKey) const = 0;

    /**
     * At the server.
     * @param context of the handshake
     * @param body of the Server Key Exchange
     * @return an alert when there can be none
     */
    virtual std::optional<TlsAlert> MakeServerKeyExchange(TlsKeyAgreementContext& context,
                                                          Bytes& body) = 0;

    /**
     * At the client.
     * @param context of the handshake
     * @param body of the Server Key Exchange
     * @return an alert when it is malformed, not as offered or not authentic
     */
    virtual std::optional<TlsAlert> ReadServerKeyExchange(TlsKeyAgreementContext& context,
                                                          ByteView body) = 0;

    /**
     * At the client.
     * @param context of the handshake
     * @param body of the Client Key Exchange
     * @param premaster the secret
     * @return an alert when there can be none
     */
    virtual std::optional<TlsAlert> MakeClientKeyExchange(TlsKeyAgreementContext& context,
                                                          Bytes& body,
                                                          Bytes& premaster) = 0;

    /**
     * At the server.
     * @param context of the handshake
     * @param body of the Client Key Exchange
     * @param premaster the secret
     * @return an alert when it is malformed or no valid value
     */
    virtual std::optional<TlsAlert> ReadClientKeyExchange(TlsKeyAgreementContext& context,
                                                          ByteView body,
                                                          Bytes& premaster) = 0;
};

/**
 * @param suite a cipher suite that can be chosen
 * @return an agreement for one handshake; null for an SRP suite
 */
std::unique_ptr<TlsKeyAgreement> CreateKeyAgreement(const TlsCipherSuite& suite);

} // namespace tls
} // namespace ns3

#endif /* TLS_KEY_AGREEMENT_H */
