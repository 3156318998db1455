/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_AUTHENTICATION_13_H
#define TLS_AUTHENTICATION_13_H

#include "tls-client-authentication.h"
#include "tls-handshake-context.h"

#include "ns3/tls-alert.h"
#include "ns3/tls-messages-13.h"

#include <optional>
#include <vector>

namespace ns3
{
namespace tls
{

/**
 * @param config of the end that signs
 * @param key whose private half signs
 * @param taken by the peer, in any order
 * @return the first algorithm of the configuration that fits all (RFC 8446, 4.4.2.2 and 4.4.3);
 *         NONE when there is none
 */
SignatureScheme ChooseScheme13(const TlsConfig& config,
                               const PublicKey& key,
                               const std::vector<SignatureScheme>& taken);

/**
 * @param context of the server's connection
 * @param requestContext tells requests after the handshake apart; empty within it
 * @return what it asks for (RFC 8446, 4.3.2)
 */
TlsCertificateRequest13 MakeCertificateRequest13(const TlsHandshakeContext& context,
                                                 const Bytes& requestContext);

/**
 * @param context of the client's connection
 * @param request of the server
 * @param proof who it is; nobody when the server takes none of its identities
 * @return an alert when the request is not as it must be
 */
std::optional<TlsAlert> ReadCertificateRequest13(const TlsHandshakeContext& context,
                                                 const TlsCertificateRequest13& request,
                                                 TlsClientProof& proof);

/**
 * Send a chain and note its certificates.
 * @param context of the connection
 * @param identity whose; null: none, as a client may
 * @param requestContext of the request; empty at a server
 * @param staplesOcsp whether its OCSP response goes with it
 */
void SendCertificate13(TlsHandshakeContext& context,
                       const TlsIdentity* identity,
                       const Bytes& requestContext,
                       bool staplesOcsp);

/**
 * Send the proof that one has the key of one's certificate (RFC 8446, 4.4.3).
 * @param context of the connection; its transcript ends with the Certificate
 * @param identity whose
 * @param scheme what it signs with
 * @return an alert when its key cannot sign
 */
std::optional<TlsAlert> SendCertificateVerify13(TlsHandshakeContext& context,
                                                const TlsIdentity& identity,
                                                SignatureScheme scheme);

/**
 * Take a chain apart, into the session.
 * @param context of the connection
 * @param message a Certificate
 * @param requestContext that it must have
 * @param requests extensions to which its own are answers
 * @param certificate what was read
 * @return an alert when it is malformed or not as asked for
 */
std::optional<TlsAlert> ReadCertificate13(TlsHandshakeContext& context,
                                          const TlsHandshakeMessage& message,
                                          const Bytes& requestContext,
                                          const TlsExtensionList& requests,
                                          TlsCertificate13& certificate);

/**
 * What the authority says of a server's certificate, where that was stapled.
 * @param context of the client's connection
 * @param certificate of the server
 * @return an alert when it is malformed, or when it says that the certificate is not good
 */
std::optional<TlsAlert> CheckStapledStatus(TlsHandshakeContext& context,
                                           const TlsCertificate13& certificate);

/**
 * Check the peer's Certificate Verify, which enters the transcript if it holds.
 * @param context of the connection; its session has the peer's chain
 * @param message as it came
 * @return an alert when it is malformed, not as asked for or not authentic
 */
std::optional<TlsAlert> CheckCertificateVerify13(TlsHandshakeContext& context,
                                                 const TlsHandshakeMessage& message);

} // namespace tls
} // namespace ns3

#endif /* TLS_AUTHENTICATION_13_H */
