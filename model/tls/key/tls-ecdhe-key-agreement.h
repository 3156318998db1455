/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ECDHE_KEY_AGREEMENT_H
#define TLS_ECDHE_KEY_AGREEMENT_H

#include "tls-key-agreement.h"

namespace ns3
{
namespace tls
{

/// Ephemeral elliptic-curve Diffie-Hellman, signed by the server or anonymous (RFC 8422, 2.2, 2.3).
class TlsEcdheKeyAgreement : public TlsKeyAgreement
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
    KeyPair m_ownKey;  //!< at the server: its ephemeral pair
    Bytes m_peerPoint; //!< at the client: the server's public value
};

} // namespace tls
} // namespace ns3

#endif /* TLS_ECDHE_KEY_AGREEMENT_H */
