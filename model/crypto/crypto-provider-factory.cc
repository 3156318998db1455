/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-provider-factory.h"

#include "cryptopp-provider.h"
#include "modeled-crypto-provider.h"
#include "shared-crypto-provider.h"

namespace ns3
{
namespace tls
{

namespace
{

/// Makes providers that know nothing of each other.
class RealFactory : public CryptoProviderFactory
{
  public:
    std::unique_ptr<CryptoProvider> Create(CryptoMeter& meter) const override
    {
        return std::make_unique<CryptoppProvider>(meter);
    }
};

/// Makes providers of class P, which share their results.
template <class P>
class SharingFactory : public CryptoProviderFactory
{
  public:
    std::unique_ptr<CryptoProvider> Create(CryptoMeter& meter) const override
    {
        return std::make_unique<P>(meter, m_results);
    }

  private:
    /// What one computed and another need not.
    std::shared_ptr<SharedCryptoResults> m_results{std::make_shared<SharedCryptoResults>()};
};

} // namespace

std::shared_ptr<const CryptoProviderFactory>
CryptoProviderFactory::FromName(const std::string& name)
{
    if (name == "real")
    {
        return std::make_shared<const RealFactory>();
    }
    if (name == "shared")
    {
        return std::make_shared<const SharingFactory<SharedCryptoProvider>>();
    }
    if (name == "modeled")
    {
        return std::make_shared<const SharingFactory<ModeledCryptoProvider>>();
    }
    return nullptr;
}

std::vector<std::string>
CryptoProviderFactory::GetNames()
{
    return {"real", "shared", "modeled"};
}

} // namespace tls
} // namespace ns3
