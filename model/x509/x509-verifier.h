/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef X509_VERIFIER_H
#define X509_VERIFIER_H

#include "x509-certificate.h"
#include "x509-trust-store.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// What became of the check of a chain.
enum class X509Status : uint8_t
{
    OK,                   //!< trusted for this host and purpose
    MALFORMED,            //!< not parsed, or no certificate at all
    EXPIRED,              //!< notAfter has passed
    NOT_YET_VALID,        //!< notBefore is to come
    UNKNOWN_CA,           //!< the chain does not lead to a trusted root
    BAD_SIGNATURE,        //!< the issuer did not sign this
    NOT_A_CA,             //!< an issuer without CA flag
    PATH_LENGTH_EXCEEDED, //!< more authorities below one than it allows
    BAD_KEY_USAGE,        //!< the key must not be used for this
    NAME_MISMATCH,        //!< not the host that was asked for
    CHAIN_TOO_LONG,       //!< more than X509Verifier::MAX_DEPTH certificates
    UNSUPPORTED           //!< algorithm, key or critical extension that is not known
};

/**
 * @param status a status
 * @return its name, as "expired"
 */
const char* ToString(X509Status status);

/// What the peer's key is to be used for.
enum class X509Purpose : uint8_t
{
    ANY,                 //!< authorities are checked, the use of the peer's own key is not
    SERVER_SIGNATURE,    //!< a server that signs its key exchange
    SERVER_ENCIPHERMENT, //!< a server that decrypts the premaster secret
    SERVER_AGREEMENT,    //!< a server whose own key agrees: fixed Diffie-Hellman or ECDH
    CLIENT_SIGNATURE     //!< a client that signs the handshake
};

/// Outcome of a check.
struct X509Result
{
    X509Status status{X509Status::OK}; //!< OK, or the first thing found wrong
    size_t depth{0};                   //!< which certificate, 0 is the peer's own
    std::string reason;                //!< one sentence that names the certificate; empty when OK
};

/// What is looked at on one certificate.
enum class X509CheckKind : uint8_t
{
    EXTENSIONS,  //!< no critical extension that is not known
    VALIDITY,    //!< the date
    CA_FLAG,     //!< basicConstraints
    PATH_LENGTH, //!< pathLenConstraint
    KEY_USAGE,   //!< keyUsage and extended key usage
    TRUST,       //!< there is a trusted root for it
    SIGNATURE,   //!< made by its issuer
    NAME         //!< the host that was asked for
};

/**
 * @param kind a kind of check
 * @return its name, as "validity"
 */
const char* ToString(X509CheckKind kind);

/// One step of a check, for a time line.
struct X509Check
{
    X509CheckKind kind;  //!< what was looked at
    size_t depth;        //!< on which certificate, 0 is the peer's own
    std::string subject; //!< its subject
    bool passed;         //!< false at the last step of a check that failed
};

/// Called with each step of a check as it is done.
using X509CheckObserver = std::function<void(const X509Check& check)>;

/**
 * The part of path validation (RFC 5280, 6.1) that a chain in a handshake needs.
 *
 * Every signature algorithm and key size that the provider knows is accepted, MD5, SHA-1 and keys
 * of 512 bits among them, since chains of the time of SSL 3.0 have them. Who wants none of them
 * asks X509Certificate::signatureScheme and X509Certificate::publicKey.
 */
class X509Verifier
{
  public:
    /// Longest chain that is looked at, the root not counted.
    static constexpr size_t MAX_DEPTH = 10;

    /**
     * @param provider what verifies signatures; must outlive the verifier
     * @param roots whom to trust; must outlive the verifier
     */
    X509Verifier(CryptoProvider& provider, const X509TrustStore& roots);

    /**
     * Work and memory are bounded, however long the chain is.
     * @param chain the peer's own first, each certifying the one before; a root at the end is
     *        tolerated
     * @param host DNS name or IP address that was asked for (RFC 6125, 6.4); empty: no check
     * @param now date of the check in seconds since 1970-01-01 UTC
     * @param purpose what the peer's key is to be used for
     * @param observer called with each step, may be empty
     * @return OK or the first thing found wrong
     */
    X509Result Verify(const std::vector<X509Certificate>& chain,
                      const std::string& host,
                      int64_t now,
                      X509Purpose purpose,
                      const X509CheckObserver& observer = {}) const;

    /**
     * @param chain the peer's own first
     * @return who is said to have issued the peer's own: the certificate that follows it, a root,
     * or itself; null when there is none of that name. Its signature is not checked.
     */
    const X509Certificate* FindIssuer(const std::vector<X509Certificate>& chain) const;

  private:
    CryptoProvider* m_provider;    //!< what verifies signatures
    const X509TrustStore* m_roots; //!< whom to trust
};

} // namespace tls
} // namespace ns3

#endif /* X509_VERIFIER_H */
