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

/**
 * A premaster secret of the client's, encrypted to the server's key (RFC 5246, 7.4.7.1). An
 * exportable one goes to a key of at most 512 bits: that of the certificate or, when it is larger,
 * a temporary one that the server signs (RFC 2246, 7.4.3).
 */
class TlsRsaKeyAgreement : public TlsKeyAgreement
{
  public:
    /// @param isExport whether the suite is an exportable one
    explicit TlsRsaKeyAgreement(bool isExport);

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
    bool m_isExport;             //!< whether the key is bounded
    PublicKeyPtr m_temporaryKey; //!< at the client: the one that came signed, null when none did
};

} // namespace tls
} // namespace ns3

#endif /* TLS_RSA_KEY_AGREEMENT_H */
