/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CERTIFICATE_AUTHORITY_H
#define CERTIFICATE_AUTHORITY_H

#include "key-spec.h"
#include "ocsp-responder.h"
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
    KeySpec keySpec;                     //!< key that is generated; usual: RSA of 2048 bits
    PrivateKeyPtr key;                   //!< a ready-made key, used instead
    std::optional<uint32_t> pathLength;  //!< of an authority: how many may follow below it
    bool hasCaFlag{true};                //!< of an authority: false leaves basicConstraints out
    std::optional<uint16_t> keyUsage;    //!< bits of X509KeyUsage instead of the usual ones
    std::vector<std::string> extendedKeyUsage;     //!< dotted OIDs instead of the usual one
    SignatureScheme scheme{SignatureScheme::NONE}; //!< NONE: DefaultSchemeOf() the authority's key
    size_t size{0};                                //!< wanted size in octets of DER, 0: as it comes
};

/**
 * A certificate authority: a root or one that another authority has certified. It builds
 * certificates as RFC 5280 profiles them, and answers for them as an OCSP responder.
 *
 * Its key is of RSA, DSA or ECDSA; what it certifies may also be a DH key. A certificate says what
 * its key can do unless told otherwise: RSA keys of servers sign and decrypt, ECDSA keys of
 * servers sign and agree (fixed ECDH), DH keys agree, all others sign.
 *
 * Provider and random source must outlive it. Same source, same calls, same certificates.
 */
class CertificateAuthority
{
  public:
    /// What kind of certificate.
    enum class Kind : uint8_t
    {
        AUTHORITY, //!< one that certifies others
        SERVER,    //!< with extended key usage serverAuth
        CLIENT     //!< with extended key usage clientAuth
    };

    /**
     * @param provider what generates keys and signs
     * @param random for keys and serial numbers
     * @param request what the root's certificate says
     * @return a root; nothing when the wanted size cannot be reached, or the key is of no kind that
     *         exists or does not fit the signature algorithm
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

    /**
     * @param certificate in DER, issued by this authority
     * @param options what the response says
     * @return an OCSPResponse in DER, signed with this authority's key; nothing when the size
     * cannot be reached or the certificate is malformed
     */
    std::optional<Bytes> CreateOcspResponse(ByteView certificate, const OcspOptions& options) const;

    /// @return its certificate in DER
    const Bytes& GetCertificate() const;
    /// @return its private key
    PrivateKeyPtr GetKey() const;

  private:
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
