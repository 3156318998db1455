/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "x509-trust-store.h"

#include "pem-codec.h"

#include <utility>

namespace ns3
{
namespace tls
{

void
X509TrustStore::Add(X509Certificate root)
{
    Bytes subject = root.subject.der;
    m_roots.emplace(std::move(subject), std::move(root));
}

size_t
X509TrustStore::AddPem(std::string_view pem, CryptoProvider& provider)
{
    size_t count = 0;
    for (const PemBlock& block : ParsePem(pem))
    {
        if (block.label != "CERTIFICATE")
        {
            continue;
        }
        if (std::optional<X509Certificate> root = ParseX509Certificate(block.der, provider))
        {
            Add(std::move(*root));
            ++count;
        }
    }
    return count;
}

std::vector<const X509Certificate*>
X509TrustStore::Find(const X509Name& subject) const
{
    std::vector<const X509Certificate*> found;
    const auto [first, last] = m_roots.equal_range(subject.der);
    for (auto root = first; root != last; ++root)
    {
        found.push_back(&root->second);
    }
    return found;
}

bool
X509TrustStore::Contains(const X509Certificate& certificate) const
{
    for (const X509Certificate* root : Find(certificate.subject))
    {
        if (root->der == certificate.der)
        {
            return true;
        }
    }
    return false;
}

std::vector<Bytes>
X509TrustStore::GetSubjects() const
{
    std::vector<Bytes> subjects;
    for (auto root = m_roots.begin(); root != m_roots.end();
         root = m_roots.upper_bound(root->first))
    {
        subjects.push_back(root->first);
    }
    return subjects;
}

size_t
X509TrustStore::Size() const
{
    return m_roots.size();
}

} // namespace tls
} // namespace ns3
