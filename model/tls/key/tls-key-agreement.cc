/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-key-agreement.h"

#include "tls-dh-key-agreement.h"
#include "tls-dhe-key-agreement.h"
#include "tls-ecdh-key-agreement.h"
#include "tls-ecdhe-key-agreement.h"
#include "tls-rsa-key-agreement.h"

namespace ns3
{
namespace tls
{

std::unique_ptr<TlsKeyAgreement>
CreateKeyAgreement(const TlsCipherSuite& suite)
{
    switch (suite.keyExchange)
    {
    case TlsKeyExchange::RSA:
        return std::make_unique<TlsRsaKeyAgreement>(suite.isExport);
    case TlsKeyExchange::DHE:
        return std::make_unique<TlsDheKeyAgreement>();
    case TlsKeyExchange::ECDHE:
        return std::make_unique<TlsEcdheKeyAgreement>();
    case TlsKeyExchange::DH:
        return std::make_unique<TlsDhKeyAgreement>();
    case TlsKeyExchange::ECDH:
        return std::make_unique<TlsEcdhKeyAgreement>();
    case TlsKeyExchange::SRP:
    case TlsKeyExchange::ANY:
        break;
    }
    return nullptr;
}

} // namespace tls
} // namespace ns3
