/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef OPENSSL_101_HELLO_H
#define OPENSSL_101_HELLO_H

#include "tls-hello-messages.h"

#include "ns3/crypto-types.h"

#include <vector>

namespace ns3
{
namespace tls
{

/**
 * Fill in what a client of OpenSSL 1.0.1 without IDEA offers when told to speak TLS 1.0 alone:
 * 50 suites and the signaling one, DEFLATE, and four extensions. With its random and without a
 * session id the message fills a record of 221 octets: 4 of its own header and 217 of its body.
 * @param hello whose version, suites, compression methods and extensions are replaced; random and
 *        session id stay
 */
void FillOpenSsl101Hello(TlsClientHello& hello);

/// @return the curves of that Client Hello in its order: all that RFC 4492 names
const std::vector<NamedGroup>& GetOpenSsl101Groups();

} // namespace tls
} // namespace ns3

#endif /* OPENSSL_101_HELLO_H */
