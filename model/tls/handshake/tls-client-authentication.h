/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CLIENT_AUTHENTICATION_H
#define TLS_CLIENT_AUTHENTICATION_H

#include "tls-handshake-context.h"

#include "ns3/tls-alert.h"
#include "ns3/tls-key-schedule-12.h"
#include "ns3/tls-messages-12.h"
#include "ns3/tls-version-traits.h"

#include <optional>

namespace ns3
{
namespace tls
{

/// Who a client says it is, and how it proves it.
struct TlsClientProof
{
    const TlsIdentity* identity{nullptr};          //!< whose certificate is sent; null: none
    SignatureScheme scheme{SignatureScheme::NONE}; //!< what it signs with
};

/**
 * @param context of the client's connection
 * @param identity a candidate
 * @param names of authorities that the server trusts; none: any will do
 * @return true when one of them has issued a certificate of the chain
 */
bool IsIssuedByOneOf(const TlsHandshakeContext& context,
                     const TlsIdentity& identity,
                     const std::vector<Bytes>& names);

/**
 * @param context of the server's connection
 * @param traits of the version
 * @return what it asks for (RFC 5246, 7.4.4): keys that sign, issued by those it trusts
 */
TlsCertificateRequest MakeCertificateRequest(const TlsHandshakeContext& context,
                                             const TlsVersionTraits& traits);

/**
 * @param context of the client's connection
 * @param traits of the version
 * @param request of the server
 * @return the first identity that the server takes (RFC 5246, 7.4.6), none when there is none
 */
TlsClientProof ChooseClientIdentity(const TlsHandshakeContext& context,
                                    const TlsVersionTraits& traits,
                                    const TlsCertificateRequest& request);

/**
 * Send the client's Certificate Verify (RFC 5246, 7.4.8).
 * @param context of the client's connection; its session has the master secret
 * @param traits of the version
 * @param proof who it is
 * @return an alert when its key cannot sign
 */
std::optional<TlsAlert> SendCertificateVerify(TlsHandshakeContext& context,
                                              const TlsVersionTraits& traits,
                                              const TlsClientProof& proof);

/**
 * Check the client's Certificate Verify.
 * @param context of the server's connection; the message enters its transcript if it holds
 * @param traits of the version
 * @param message as it came
 * @return an alert when it is malformed, not as asked for or not authentic
 */
std::optional<TlsAlert> CheckCertificateVerify(TlsHandshakeContext& context,
                                               const TlsVersionTraits& traits,
                                               const TlsHandshakeMessage& message);

} // namespace tls
} // namespace ns3

#endif /* TLS_CLIENT_AUTHENTICATION_H */
