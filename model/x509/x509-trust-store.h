/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef X509_TRUST_STORE_H
#define X509_TRUST_STORE_H

#include "x509-certificate.h"

#include <map>

namespace ns3
{
namespace tls
{

/// The roots that a node trusts, found by their subject.
class X509TrustStore
{
  public:
    /// @param root a certificate to trust
    void Add(X509Certificate root);

    /**
     * @param pem text with CERTIFICATE blocks
     * @param provider what loads the keys
     * @return number of roots added; blocks that are malformed are passed over
     */
    size_t AddPem(std::string_view pem, CryptoProvider& provider);

    /**
     * @param subject a name
     * @return the roots of that subject, to be used before the next Add()
     */
    std::vector<const X509Certificate*> Find(const X509Name& subject) const;

    /**
     * @param certificate any certificate
     * @return true when exactly this one is a root
     */
    bool Contains(const X509Certificate& certificate) const;

    /// @return the subjects of all roots in DER, each once
    std::vector<Bytes> GetSubjects() const;

    /// @return number of roots
    size_t Size() const;

  private:
    std::multimap<Bytes, X509Certificate> m_roots; //!< by subject, in DER
};

} // namespace tls
} // namespace ns3

#endif /* X509_TRUST_STORE_H */
