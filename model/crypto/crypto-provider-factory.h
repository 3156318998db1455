/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CRYPTO_PROVIDER_FACTORY_H
#define CRYPTO_PROVIDER_FACTORY_H

#include "crypto-provider.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// Makes the providers of connections. Ends that talk to each other need the same factory.
class CryptoProviderFactory
{
  public:
    virtual ~CryptoProviderFactory() = default;

    /**
     * @param meter where primitives are counted; must outlive the provider
     * @return the provider of one connection
     */
    virtual std::unique_ptr<CryptoProvider> Create(CryptoMeter& meter) const = 0;

    /**
     * @param name one of GetNames()
     * @return a new factory: of CryptoppProvider, SharedCryptoProvider or ModeledCryptoProvider;
     *         null when there is none of that name
     */
    static std::shared_ptr<const CryptoProviderFactory> FromName(const std::string& name);

    /// @return "real", "shared" and "modeled"
    static std::vector<std::string> GetNames();
};

} // namespace tls
} // namespace ns3

#endif /* CRYPTO_PROVIDER_FACTORY_H */
