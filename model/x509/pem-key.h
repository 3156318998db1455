/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PEM_KEY_H
#define PEM_KEY_H

#include "ns3/crypto-key.h"
#include "ns3/crypto-provider.h"

#include <optional>
#include <string_view>

namespace ns3
{
namespace tls
{

/**
 * @param pem text with a key; the first of these blocks is taken: PRIVATE KEY (RFC 5958), RSA
 *        PRIVATE KEY (RFC 8017, A.1.2), EC PRIVATE KEY (RFC 5915), whose curve may also stand in
 *        a block EC PARAMETERS before it, and DSA PRIVATE KEY as OpenSSL writes it
 * @param provider what loads the key
 * @return the key; null when there is none that the provider can load
 */
PrivateKeyPtr LoadPrivateKeyPem(std::string_view pem, CryptoProvider& provider);

/**
 * @param pem text with a block DH PARAMETERS (PKCS #3, 9); the first one is taken
 * @return the group, not yet checked (see CryptoProvider::IsSoundDhGroup()); nothing when there is
 *         none
 */
std::optional<DhGroup> LoadDhGroupPem(std::string_view pem);

} // namespace tls
} // namespace ns3

#endif /* PEM_KEY_H */
