/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_RSA_KEY_AGREEMENT_H
#define TLS_RSA_KEY_AGREEMENT_H

#include "tls-key-agreement.h"

namespace ns3
{
namespace tls
{

/// A premaster secret of the client's, encrypted to the server's key (RFC 5246, 7.4.7.1).
class TlsRsaKeyAgreement : public TlsKeyAgreement
{
  public:
    bool HasServerKeyExchange() const override;
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
};

} // namespace tls
} // namespace ns3

#endif /* TLS_RSA_KEY_AGREEMENT_H */
