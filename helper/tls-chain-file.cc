/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-chain-file.h"

#include "tls-helper.h"

#include "ns3/cryptopp-provider.h"
#include "ns3/key-spec.h"
#include "ns3/log.h"
#include "ns3/pem-codec.h"
#include "ns3/pem-key.h"
#include "ns3/x509-trust-store.h"
#include "ns3/x509-verifier.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TlsChainFile");

bool
TlsChainFile::IsPath(const std::string& chain)
{
    return chain != "default" && chain != "openssl-testbed";
}

std::string
TlsChainFile::Read(const std::string& path, const std::string& host)
{
    NS_LOG_FUNCTION(this << path << host);
    std::ifstream file(path, std::ios::binary);
    m_text.assign(std::istreambuf_iterator<char>(file), {});
    if (!file)
    {
        return "it cannot be read";
    }
    tls::CryptoMeter meter;
    tls::CryptoppProvider provider(meter);
    m_certificates.clear();
    for (const tls::PemBlock& block : tls::ParsePem(m_text))
    {
        if (block.label != "CERTIFICATE")
        {
            continue;
        }
        auto certificate = tls::ParseX509Certificate(block.der, provider);
        if (!certificate || !certificate->publicKey)
        {
            return "certificate " + std::to_string(m_certificates.size() + 1) +
                   " of it is malformed or has a key of an unknown kind";
        }
        m_certificates.push_back(std::move(*certificate));
    }
    if (m_certificates.empty())
    {
        return "it holds no certificate in PEM";
    }
    const tls::PrivateKeyPtr key = tls::LoadPrivateKeyPem(m_text, provider);
    if (!key)
    {
        return "it holds no private key in PEM without a password";
    }
    if (key->publicKey->spki != m_certificates.front().publicKey->spki)
    {
        return "its private key is not that of its first certificate";
    }
    return Verify(host);
}

std::string
TlsChainFile::Verify(const std::string& host) const
{
    tls::CryptoMeter meter;
    tls::CryptoppProvider provider(meter);
    tls::X509TrustStore trust;
    trust.Add(m_certificates.back());
    const std::vector<tls::X509Certificate> sent(m_certificates.begin(),
                                                 m_certificates.begin() + CountSent());
    const tls::X509Result result =
        tls::X509Verifier(provider, trust).Verify(sent, host, GetDate(), tls::X509Purpose::ANY);
    // The reason is a sentence; here it ends one.
    return result.reason.substr(0, result.reason.find_last_not_of('.') + 1);
}

int64_t
TlsChainFile::GetDate() const
{
    return std::max_element(
               m_certificates.begin(),
               m_certificates.end(),
               [](const auto& one, const auto& other) { return one.notBefore < other.notBefore; })
        ->notBefore;
}

size_t
TlsChainFile::CountSent() const
{
    const tls::X509Certificate& last = m_certificates.back();
    const bool endsInRoot = m_certificates.size() > 1 && last.issuer.der == last.subject.der;
    return m_certificates.size() - (endsInRoot ? 1 : 0);
}

std::string
TlsChainFile::GetKeySpec() const
{
    const tls::PublicKey& key = *m_certificates.front().publicKey;
    return tls::ToString(tls::KeySpec{key.type, key.bits, key.group});
}

void
TlsChainFile::AddTo(TlsHelper& tls) const
{
    NS_LOG_FUNCTION(this);
    std::string chain;
    for (size_t i = 0; i < CountSent(); ++i)
    {
        chain += tls::ToPem("CERTIFICATE", m_certificates[i].der);
    }
    tls.AddIdentity(chain, m_text, tls::ToPem("CERTIFICATE", m_certificates.back().der));
    tls.SetDate(GetDate());
}

} // namespace ns3
