/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef X509_CERTIFICATE_H
#define X509_CERTIFICATE_H

#include "x509-name.h"

#include "ns3/crypto-key.h"
#include "ns3/crypto-provider.h"
#include "ns3/crypto-types.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// Bits of the key usage extension (RFC 5280, 4.2.1.3), the first one in the highest position.
namespace X509KeyUsage
{
constexpr uint16_t DIGITAL_SIGNATURE = 0x8000; //!< signs handshakes
constexpr uint16_t KEY_ENCIPHERMENT = 0x2000;  //!< decrypts premaster secrets
constexpr uint16_t KEY_AGREEMENT = 0x0800;     //!< static Diffie-Hellman
constexpr uint16_t KEY_CERT_SIGN = 0x0400;     //!< signs certificates
constexpr uint16_t CRL_SIGN = 0x0200;          //!< signs revocation lists
} // namespace X509KeyUsage

/// A certificate (RFC 5280, 4.1), taken apart.
struct X509Certificate
{
    Bytes der;              //!< the whole certificate
    Bytes tbs;              //!< TBSCertificate, what the signature covers
    Bytes serial;           //!< content octets of the serial number
    X509Name issuer;        //!< who signed it
    X509Name subject;       //!< whom it names
    int64_t notBefore{0};   //!< first valid second, since 1970-01-01 UTC
    int64_t notAfter{0};    //!< last valid second, since 1970-01-01 UTC
    PublicKeyPtr publicKey; //!< key of the subject; null when it is of an unsupported kind
    bool isCa{false};       //!< CA flag of basicConstraints
    std::optional<uint32_t> pathLength;        //!< pathLenConstraint of basicConstraints
    std::optional<uint16_t> keyUsage;          //!< bits of X509KeyUsage, when restricted
    std::vector<std::string> extendedKeyUsage; //!< dotted OIDs, empty when unrestricted
    bool hasSubjectAltName{false};             //!< true when there is a subjectAltName
    std::vector<std::string> dnsNames;         //!< dNSName entries of it
    std::vector<Bytes> ipAddresses;            //!< iPAddress entries of it, 4 or 16 octets each
    Bytes subjectKeyId;                        //!< empty when there is none
    Bytes authorityKeyId;                      //!< its keyIdentifier, empty when there is none
    SignatureScheme signatureScheme{SignatureScheme::NONE}; //!< NONE when it is not supported
    Bytes signature;                                        //!< over tbs
    bool hasUnknownCriticalExtension{false}; //!< an extension that must not be ignored
};

/**
 * Take a certificate apart. DER is demanded, not BER: shortest lengths, no trailing octets,
 * both signature algorithms equal, extensions in version 3 only and each at most once.
 *
 * @param der one certificate of at most 2^16 octets
 * @param provider what loads the public key
 * @return the parts; nothing when it is malformed
 */
std::optional<X509Certificate> ParseX509Certificate(ByteView der, CryptoProvider& provider);

} // namespace tls
} // namespace ns3

#endif /* X509_CERTIFICATE_H */
