/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef OPENSSL_30_HELLO_H
#define OPENSSL_30_HELLO_H

#include "ns3/crypto-types.h"

#include <vector>

namespace ns3
{
namespace tls
{

/**
 * The signature algorithms that a client of OpenSSL 3.0 offers at Debian's security level 2, in
 * its order. Those that the module does not have are never chosen by a server of the module.
 * @param isTls13Only true when the client offers nothing below TLS 1.3: OpenSSL then leaves out
 *        SHA-224 and DSA
 * @return 20 of them, or 14
 */
std::vector<SignatureScheme> GetOpenSsl30SignatureSchemes(bool isTls13Only);

} // namespace tls
} // namespace ns3

#endif /* OPENSSL_30_HELLO_H */
