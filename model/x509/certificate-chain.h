/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CERTIFICATE_CHAIN_H
#define CERTIFICATE_CHAIN_H

#include "certificate-authority.h"

namespace ns3
{
namespace tls
{

/// Longest chain that CreateCertificateChain() builds, the root not counted.
constexpr size_t MAX_CHAIN_DEPTH = 9;

/// A server's or client's chain in one go.
struct CertificateChainOptions
{
    size_t depth{3};                     //!< certificates that are sent, 1 to 9
    std::string host{"www.example.com"}; //!< common name, and first subjectAltName
    std::vector<std::string> dnsNames;   //!< further names
    std::vector<Bytes> ipAddresses;      //!< addresses, 4 or 16 octets each
    int64_t notBefore{1388534400};       //!< first valid second since 1970 UTC: 2014-01-01
    int64_t notAfter{4102444799};        //!< last valid second since 1970 UTC: 2099-12-31
    bool isClient{false};                //!< a client's instead of a server's
    /// Kinds of the keys that are generated, leaf first, root last. Levels beyond the list take its
    /// last one; an empty list: RSA of 2048 bits.
    std::vector<KeySpec> keySpecs;
    std::vector<PrivateKeyPtr> keys; //!< ready-made, in that order; null or missing: generated
    std::vector<size_t> sizes;       //!< octets of DER, in that order; 0 or missing: as it comes
    std::optional<OcspOptions> ocsp; //!< what a server is to staple; nothing: no response
};

/// A chain and the root to trust for it.
struct CertificateChain
{
    TlsIdentity identity; //!< what is sent, and the key
    Bytes root;           //!< the root's certificate in DER
};

/// @return octets of the three certificates and the root of the reference measurements, leaf first
std::vector<size_t> OpensslTestbedSizes();

/**
 * @param provider what generates keys and signs
 * @param random for keys and serial numbers
 * @param options what is wanted
 * @return the chain; nothing when depth or a size cannot be reached, or a key does not serve: one
 * of DH serves at the leaf alone
 */
std::optional<CertificateChain> CreateCertificateChain(CryptoProvider& provider,
                                                       RandomSource& random,
                                                       const CertificateChainOptions& options);

} // namespace tls
} // namespace ns3

#endif /* CERTIFICATE_CHAIN_H */
