/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_DH_KEY_AGREEMENT_H
#define TLS_DH_KEY_AGREEMENT_H

#include "tls-fixed-key-agreement.h"

namespace ns3
{
namespace tls
{

/// Diffie-Hellman with the key of the server's certificate (RFC 5246, 7.4.7.2).
class TlsDhKeyAgreement : public TlsFixedKeyAgreement
{
  public:
    std::optional<TlsAlert> MakeClientKeyExchange(TlsKeyAgreementContext& context,
                                                  Bytes& body,
                                                  Bytes& premaster) override;
    std::optional<TlsAlert> ReadClientKeyExchange(TlsKeyAgreementContext& context,
                                                  ByteView body,
                                                  Bytes& premaster) override;
};

} // namespace tls
} // namespace ns3

#endif /* TLS_DH_KEY_AGREEMENT_H */
