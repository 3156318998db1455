/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_FIXED_KEY_AGREEMENT_H
#define TLS_FIXED_KEY_AGREEMENT_H

#include "tls-key-agreement.h"

namespace ns3
{
namespace tls
{

/// What agreements with the key of the server's certificate have in common: no Server Key Exchange.
class TlsFixedKeyAgreement : public TlsKeyAgreement
{
  public:
    bool HasServerKeyExchange(const PublicKey* serverKey) const override;
    std::optional<TlsAlert> MakeServerKeyExchange(TlsKeyAgreementContext& context,
                                                  Bytes& body) override;
    std::optional<TlsAlert> ReadServerKeyExchange(TlsKeyAgreementContext& context,
                                                  ByteView body) override;
};

} // namespace tls
} // namespace ns3

#endif /* TLS_FIXED_KEY_AGREEMENT_H */
