/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CERTIFICATE_AUTHORITY_H
#define CERTIFICATE_AUTHORITY_H

#include "tls-identity.h"

#include "ns3/crypto-provider.h"
#include "ns3/random-source.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// What a certificate is to say.
struct CertificateRequest
{
    std::string commonName;              //!< of the subject
    std::string organization{"Example"}; //!< of the subject; empty: left out
    std::string country{"US"};           //!< two letters; empty: left out
    std::vector<std::string> dnsNames;   //!< subjectAltName, may hold wildcards
    std::vector<Bytes> ipAddresses;      //!< subjectAltName, 4 or 16 octets each
    int64_t notBefore{1388534400};       //!< first valid second since 1970 UTC: 2014-01-01
    int64_t notAfter{4102444799};        //!< last valid second since 1970 UTC: 2099-12-31
    uint16_t keyBits{2048};              //!< size of the RSA key that is generated
    PrivateKeyPtr key;                   //!< a ready-made key, used instead
    std::optional<uint32_t> pathLength;  //!< of an authority: how many may follow below it
    bool hasCaFlag{true};                //!< of an authority: false leaves basicConstraints out
    std::optional<uint16_t> keyUsage;    //!< bits of X509KeyUsage instead of the usual ones
    std::vector<std::string> extendedKeyUsage; //!< dotted OIDs instead of the usual one
    SignatureScheme scheme{SignatureScheme::RSA_PKCS1_SHA256}; //!< what it is signed with
    size_t size{0}; //!< wanted size in octets of DER, 0: as it comes
};

/**
 * A certificate authority: a root or one that another authority has certified. It builds
 * certificates as RFC 5280 profiles them.
 *
 * Provider and random source must outlive it. Same source, same calls, same certificates.
 */
class CertificateAuthority
{
  public:
    /**
     * @param provider what generates keys and signs
     * @param random for keys and serial numbers
     * @param request what the root's certificate says
     * @return a root; nothing when the wanted size cannot be reached or the key does not serve
     */
    static std::optional<CertificateAuthority> CreateRoot(CryptoProvider& provider,
                                                          RandomSource& random,
                                                          const CertificateRequest& request);

    /**
     * @param request what the certificate says
     * @return an authority below this one; nothing as with CreateRoot()
     */
    std::optional<CertificateAuthority> IssueAuthority(const CertificateRequest& request) const;

    /**
     * @param request what the certificate says
     * @return a server's key and chain up to, without, the root; nothing as with CreateRoot()
     */
    std::optional<TlsIdentity> IssueServer(const CertificateRequest& request) const;

    /**
     * @param request what the certificate says
     * @return a client's key and chain up to, without, the root; nothing as with CreateRoot()
     */
    std::optional<TlsIdentity> IssueClient(const CertificateRequest& request) const;

    /// @return its certificate in DER
    const Bytes& GetCertificate() const;
    /// @return its private key
    PrivateKeyPtr GetKey() const;

  private:
    /// What kind of certificate.
    enum class Kind : uint8_t
    {
        AUTHORITY,
        SERVER,
        CLIENT
    };

    CertificateAuthority(CryptoProvider& provider, RandomSource& random);

    PrivateKeyPtr MakeKey(const CertificateRequest& request) const;
    Bytes SerializeExtensions(const CertificateRequest& request,
                              Kind kind,
                              const PublicKey& subjectKey) const;
    std::optional<Bytes> Certify(const CertificateRequest& request,
                                 Kind kind,
                                 const PublicKey& subjectKey,
                                 const Bytes& subject) const;
    std::optional<TlsIdentity> IssueLeaf(const CertificateRequest& request, Kind kind) const;

    CryptoProvider* m_provider; //!< what generates keys and signs
    RandomSource* m_random;     //!< for keys and serial numbers
    PrivateKeyPtr m_key;        //!< its private key
    Bytes m_subject;            //!< its name in DER
    Bytes m_certificate;        //!< its certificate in DER
    std::vector<Bytes> m_chain; //!< its own and those above it, root not included
};

} // namespace tls
} // namespace ns3

#endif /* CERTIFICATE_AUTHORITY_H */
