/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_PEER_CERTIFICATE_H
#define TLS_PEER_CERTIFICATE_H

#include "tls-handshake-context.h"

#include "ns3/tls-alert.h"
#include "ns3/tls-messages-12.h"
#include "ns3/x509-verifier.h"

#include <optional>

namespace ns3
{
namespace tls
{

/**
 * Take the peer's certificates apart, into its session.
 * @param context of the connection
 * @param message at least one certificate
 * @return an alert when there are too many, or when one is malformed
 */
std::optional<TlsAlert> ReadPeerChain(TlsHandshakeContext& context,
                                      const TlsCertificateMessage& message);

/**
 * Check the peer's chain (RFC 5246, 7.4.2), and do about it what the configuration says: with
 * TlsVerification::ASK the scenario has a question to answer afterwards.
 * @param context of the connection; its session has the chain
 * @param host that the certificate must name; empty: any
 * @param purpose what the peer's key is to be used for
 * @return an alert when the handshake cannot go on
 */
std::optional<TlsAlert> VerifyPeerChain(TlsHandshakeContext& context,
                                        const std::string& host,
                                        X509Purpose purpose);

/**
 * Check what the authority says of the server's certificate (RFC 6066, 8).
 * @param context of the connection; its session has the chain
 * @param status as the server stapled it
 * @return an alert when the certificate is revoked, or when the response does not hold
 */
std::optional<TlsAlert> CheckCertificateStatus(TlsHandshakeContext& context,
                                               const TlsCertificateStatus& status);

} // namespace tls
} // namespace ns3

#endif /* TLS_PEER_CERTIFICATE_H */
