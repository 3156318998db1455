/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-cipher-suite.h"

namespace ns3
{
namespace tls
{

const std::vector<TlsCipherSuite>&
GetCipherSuites()
{
    using A = AeadAlgorithm;
    using C = CipherAlgorithm;
    using H = HashAlgorithm;
    using K = TlsKeyExchange;
    using P = PublicKeyType;
    using V = TlsVersion;
    // clang-format off
    static const std::vector<TlsCipherSuite> SUITES{
        {0xc02f, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", V::TLS_1_2, V::TLS_1_2, K::ECDHE, P::RSA, C::NONE,        A::AES_128_GCM, H::NONE, H::SHA256},
        {0xc013, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",    V::TLS_1_2, V::TLS_1_2, K::ECDHE, P::RSA, C::AES_128_CBC, A::NONE,        H::SHA1, H::SHA256},
        {0x002f, "TLS_RSA_WITH_AES_128_CBC_SHA",          V::TLS_1_2, V::TLS_1_2, K::RSA,   P::RSA, C::AES_128_CBC, A::NONE,        H::SHA1, H::SHA256},
    };
    // clang-format on
    return SUITES;
}

const TlsCipherSuite*
FindCipherSuite(uint16_t id)
{
    for (const TlsCipherSuite& suite : GetCipherSuites())
    {
        if (suite.id == id)
        {
            return &suite;
        }
    }
    return nullptr;
}

const TlsCipherSuite*
FindCipherSuite(std::string_view name)
{
    for (const TlsCipherSuite& suite : GetCipherSuites())
    {
        if (name == suite.ianaName)
        {
            return &suite;
        }
    }
    return nullptr;
}

} // namespace tls
} // namespace ns3
