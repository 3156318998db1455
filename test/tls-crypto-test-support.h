/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_CRYPTO_TEST_SUPPORT_H
#define TLS_CRYPTO_TEST_SUPPORT_H

#include "ns3/cryptopp-provider.h"
#include "ns3/cryptopp-random-source.h"
#include "ns3/test.h"

#include <deque>
#include <string>

namespace ns3
{
namespace tls
{

/// A key that OpenSSL made: RSA-1024, PrivateKeyInfo.
constexpr const char* OPENSSL_PKCS8 =
    "30820278020100300d06092a864886f70d0101010500048202623082025e02010002818100a5945a9777"
    "3b6e37c702aa462000852230e07722b72cef89ae1610862a77e748682fe65e232edb0a3fb148593cb0f8"
    "d29ad292692484a10115ceaf2d932b32e8e5fe303d7c2c19ad655395d0f19324c957d3236656beddce0e"
    "b2398be9811101d46e9c26f941f05c8d4ed65fdca251606bcb201d66772b1dc6252a9985b37c3b020301"
    "0001028181008c04d446d9b10c1766d73e1e66d989bbcc11452dba30e9af47e3a8bd8c143124edd5f3bd"
    "0f8b83f73abd342d22419568a33c064b9b71fca4ea4809a3449c77435743a0d3f37819f5f76583e1dc32"
    "4231ce226c28c2510ed46d4de3cb73e58db702a594b9db68c944b2725b5ec6b03dcdf0070390461891bd"
    "218d069a5f516e61024100d399b4adb425b6b304a3ec7d7c5fd89995a8aba119b212ab83d328cd513072"
    "8eba74c96188a899c13ab0bb85e77f00513842c742dbf810e909323881b83e7ddd024100c85298aef823"
    "97a0d01fb5b562d0aca2fae3b56078b43efab9466bcfd5e4f6c933f86c05d4f44c40b1a64ce1d1bd8ae6"
    "ac2efe69613241c6ac62320b81a57cf70240076eb8b7f941f1deebe4ce23c240a39d1172b144a1606de3"
    "7467f060f5df1bc703a9a2813889a38cf400cd3570e23722a335454685ef7ab894c81cd001a6c0490241"
    "00bc9695cb532c1ed9745605f9277810aeb6c79cbf9fa3010f855138ba4741f0db66a3defe76872f2a50"
    "94a1188f1e841fb9c5dc195539bd16cebefb223e018fed024100cf0fa0f1e8369d83db7bff141cf58bc7"
    "b8196df2b4898ee4797b3bd4aea287527e863991947938ad6cb69d5148fce48b768b94ab2753facc4730"
    "871e34ae4d95";

/// Random octets from a script.
class ScriptedRandomSource : public RandomSource
{
  public:
    /// @param octets what it gives, then zeros
    explicit ScriptedRandomSource(Bytes octets)
        : m_octets(octets.begin(), octets.end())
    {
    }

    Bytes Generate(size_t size) override
    {
        Bytes result;
        while (result.size() < size && !m_octets.empty())
        {
            result.push_back(m_octets.front());
            m_octets.pop_front();
        }
        result.resize(size);
        return result;
    }

    /// @return octets not yet given
    size_t Left() const
    {
        return m_octets.size();
    }

  private:
    std::deque<uint8_t> m_octets; //!< what is still to be given
};

/// A test with a provider of its own.
class CryptoTestCase : public TestCase
{
  public:
    /// @param title a sentence
    explicit CryptoTestCase(const std::string& title)
        : TestCase(title),
          m_provider(m_meter),
          m_random(ToBytes("test"))
    {
    }

  protected:
    CryptoMeter m_meter;           //!< what the provider counts
    CryptoppProvider m_provider;   //!< what is tested
    CryptoppRandomSource m_random; //!< for keys and padding
};

} // namespace tls
} // namespace ns3

#endif /* TLS_CRYPTO_TEST_SUPPORT_H */
