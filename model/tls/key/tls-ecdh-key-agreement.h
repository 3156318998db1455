/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_ECDH_KEY_AGREEMENT_H
#define TLS_ECDH_KEY_AGREEMENT_H

#include "tls-fixed-key-agreement.h"

namespace ns3
{
namespace tls
{

/// Diffie-Hellman on a curve with the key of the server's certificate (RFC 4492, 2.1 and 2.3).
class TlsEcdhKeyAgreement : public TlsFixedKeyAgreement
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

#endif /* TLS_ECDH_KEY_AGREEMENT_H */
