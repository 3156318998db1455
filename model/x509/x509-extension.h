/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef X509_EXTENSION_H
#define X509_EXTENSION_H

#include "ns3/byte-view.h"
#include "ns3/crypto-key.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/**
 * @param identifier of the extension, dotted
 * @param isCritical whether who does not know it must refuse what it stands in
 * @param value its value in DER
 * @return an Extension in DER (RFC 5280, 4.1)
 */
Bytes SerializeX509Extension(const char* identifier, bool isCritical, ByteView value);

/**
 * @param pathLength how many authorities may follow below this one; nothing: any number
 * @return the extension basicConstraints of an authority (RFC 5280, 4.2.1.9)
 */
Bytes SerializeBasicConstraints(std::optional<uint32_t> pathLength);

/**
 * @param usage bits of X509KeyUsage
 * @return the extension keyUsage (RFC 5280, 4.2.1.3)
 */
Bytes SerializeKeyUsage(uint16_t usage);

/**
 * @param identifiers dotted
 * @return the extension extKeyUsage (RFC 5280, 4.2.1.12)
 */
Bytes SerializeExtendedKeyUsage(const std::vector<std::string>& identifiers);

/**
 * @param dnsNames names, may hold wildcards
 * @param ipAddresses addresses, 4 or 16 octets each
 * @return the extension subjectAltName (RFC 5280, 4.2.1.6)
 */
Bytes SerializeSubjectAltName(const std::vector<std::string>& dnsNames,
                              const std::vector<Bytes>& ipAddresses);

/**
 * @param identifier of the subject's key
 * @return the extension subjectKeyIdentifier (RFC 5280, 4.2.1.2)
 */
Bytes SerializeSubjectKeyIdentifier(ByteView identifier);

/**
 * @param identifier of the issuer's key
 * @return the extension authorityKeyIdentifier (RFC 5280, 4.2.1.1)
 */
Bytes SerializeAuthorityKeyIdentifier(ByteView identifier);

/**
 * @param key a public key
 * @return octets of its subjectPublicKey, which its identifier hashes (RFC 5280, 4.2.1.2)
 */
ByteView SubjectPublicKeyOf(const PublicKey& key);

/**
 * Find the extension that makes a structure as long as wanted: a comment, which has no effect.
 *
 * @param size wanted octets of the whole structure
 * @param sizeWith gives the octets of the whole structure with an Extension element in it
 * @return the element, empty when the structure has the size without one; nothing when no comment
 *         leads to the size: too small, or a length field that grows jumps over it
 */
std::optional<Bytes> FindPaddingExtension(size_t size,
                                          const std::function<size_t(ByteView element)>& sizeWith);

} // namespace tls
} // namespace ns3

#endif /* X509_EXTENSION_H */
