/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-key-agreement.h"

#include "tls-ecdhe-key-agreement.h"
#include "tls-rsa-key-agreement.h"

namespace ns3
{
namespace tls
{

std::unique_ptr<TlsKeyAgreement>
CreateKeyAgreement(TlsKeyExchange keyExchange)
{
    switch (keyExchange)
    {
    case TlsKeyExchange::RSA:
        return std::make_unique<TlsRsaKeyAgreement>();
    case TlsKeyExchange::ECDHE:
        return std::make_unique<TlsEcdheKeyAgreement>();
    }
    return nullptr;
}

} // namespace tls
} // namespace ns3
