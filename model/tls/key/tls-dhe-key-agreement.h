/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_DHE_KEY_AGREEMENT_H
#define TLS_DHE_KEY_AGREEMENT_H

#include "tls-key-agreement.h"

namespace ns3
{
namespace tls
{

/// Ephemeral Diffie-Hellman in a finite field, signed by the server or anonymous (RFC 5246, 7.4.3).
class TlsDheKeyAgreement : public TlsKeyAgreement
{
  public:
    bool HasServerKeyExchange(const PublicKey* serverKey) const override;
    std::optional<TlsAlert> MakeServerKeyExchange(TlsKeyAgreementContext& context,
                                                  Bytes& body) override;
    std::optional<TlsAlert> ReadServerKeyExchange(TlsKeyAgreementContext& context,
                                                  ByteView body) override;
    std::optional<TlsAlert> MakeClientKeyExchange(TlsKeyAgreementContext& context,
                                                  Bytes& body,
                                                  Bytes& premaster) override;
    std::optional<TlsAlert> ReadClientKeyExchange(TlsKeyAgreementContext& context,
                                                  ByteView body,
                                                  Bytes& premaster) override;

  private:
    DhGroup m_group;  //!< the server's choice
    KeyPair m_ownKey; //!< at the server: its ephemeral pair
    Bytes m_peerYs;   //!< at the client: the server's public value
};

} // namespace tls
} // namespace ns3

#endif /* TLS_DHE_KEY_AGREEMENT_H */
