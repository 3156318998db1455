/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "certificate-chain.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

namespace
{

/**
 * @param values a list
 * @param index a position in it or beyond
 * @return the value there, or an empty one
 */
template <class T>
T
ValueAt(const std::vector<T>& values, size_t index)
{
    return index < values.size() ? values[index] : T{};
}

/**
 * @param options of a chain
 * @param position of a key: 0 is the leaf's
 * @return what is to be generated there
 */
KeySpec
KeySpecAt(const CertificateChainOptions& options, size_t position)
{
    const std::vector<KeySpec>& specs = options.keySpecs;
    return specs.empty() ? KeySpec{} : specs[std::min(position, specs.size() - 1)];
}

} // namespace

std::vector<size_t>
OpensslTestbedSizes()
{
    return {1179, 1055, 1050, 885};
}

std::optional<CertificateChain>
CreateCertificateChain(CryptoProvider& provider,
                       RandomSource& random,
                       const CertificateChainOptions& options)
{
    if (options.depth < 1 || options.depth > MAX_CHAIN_DEPTH)
    {
        return std::nullopt;
    }
    CertificateRequest request;
    request.notBefore = options.notBefore;
    request.notAfter = options.notAfter;
    request.commonName = "Example Root CA";
    request.keySpec = KeySpecAt(options, options.depth);
    request.key = ValueAt(options.keys, options.depth);
    request.size = ValueAt(options.sizes, options.depth);
    std::optional<CertificateAuthority> issuer =
        CertificateAuthority::CreateRoot(provider, random, request);
    if (!issuer)
    {
        return std::nullopt;
    }
    CertificateChain chain;
    chain.root = issuer->GetCertificate();
    for (size_t position = options.depth - 1; position > 0; --position)
    {
        request.commonName = "Example CA " + std::to_string(options.depth - position);
        request.keySpec = KeySpecAt(options, position);
        request.key = ValueAt(options.keys, position);
        request.size = ValueAt(options.sizes, position);
        request.pathLength = static_cast<uint32_t>(position - 1);
        issuer = issuer->IssueAuthority(request);
        if (!issuer)
        {
            return std::nullopt;
        }
    }
    request.commonName = options.host;
    request.keySpec = KeySpecAt(options, 0);
    request.key = ValueAt(options.keys, 0);
    request.size = ValueAt(options.sizes, 0);
    request.pathLength.reset();
    request.ipAddresses = options.ipAddresses;
    request.dnsNames = options.dnsNames;
    request.dnsNames.insert(request.dnsNames.begin(), options.host);
    std::optional<TlsIdentity> identity =
        options.isClient ? issuer->IssueClient(request) : issuer->IssueServer(request);
    if (!identity)
    {
        return std::nullopt;
    }
    chain.identity = std::move(*identity);
    if (options.ocsp)
    {
        std::optional<Bytes> response =
            issuer->CreateOcspResponse(chain.identity.chain.front(), *options.ocsp);
        if (!response)
        {
            return std::nullopt;
        }
        chain.identity.ocspResponse = std::move(*response);
    }
    return chain;
}

} // namespace tls
} // namespace ns3
