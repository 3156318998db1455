/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_PEER_CHAIN_H
#define TLS_PEER_CHAIN_H

#include "ns3/x509-certificate.h"

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace ns3
{
namespace tls
{

/**
 * The certificates of a peer, with the interface of a constant vector. Copies share them: a session
 * that is resumed ten thousand times has them once, and few of them fill a processor's cache.
 */
class TlsPeerChain
{
  public:
    /// No certificate.
    TlsPeerChain() = default;

    /// @param certificates the sender's first
    TlsPeerChain(std::vector<X509Certificate> certificates)
        : m_certificates(
              std::make_shared<const std::vector<X509Certificate>>(std::move(certificates)))
    {
    }

    /// @return the certificates, the sender's first
    const std::vector<X509Certificate>& Get() const
    {
        static const std::vector<X509Certificate> none;
        return m_certificates ? *m_certificates : none;
    }

    /// @return as Get()
    operator const std::vector<X509Certificate>&() const
    {
        return Get();
    }

    /// @return true when there is no certificate
    bool empty() const
    {
        return Get().empty();
    }

    /// @return number of certificates
    size_t size() const
    {
        return Get().size();
    }

    /// @return the sender's; there must be one
    const X509Certificate& front() const
    {
        return Get().front();
    }

    /**
     * @param index which, below size()
     * @return the certificate
     */
    const X509Certificate& operator[](size_t index) const
    {
        return Get()[index];
    }

    /// @return the first one
    std::vector<X509Certificate>::const_iterator begin() const
    {
        return Get().begin();
    }

    /// @return behind the last one
    std::vector<X509Certificate>::const_iterator end() const
    {
        return Get().end();
    }

  private:
    std::shared_ptr<const std::vector<X509Certificate>> m_certificates; //!< null: none
};

} // namespace tls
} // namespace ns3

#endif /* TLS_PEER_CHAIN_H */
