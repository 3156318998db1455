/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/cryptopp-provider.h"
#include "ns3/node-container.h"
#include "ns3/simulator.h"
#include "ns3/test.h"
#include "ns3/tls-helper.h"
#include "ns3/tls-key-store.h"
#include "ns3/tls-socket-factory.h"

#include <fstream>
#include <string>

using namespace ns3;

namespace
{

/// Keys on disk.
class KeyStoreTestCase : public TestCase
{
  public:
    KeyStoreTestCase()
        : TestCase("A key is the same from its file, without it, and after the file was spoilt")
    {
    }

  private:
    void DoRun() override
    {
        tls::CryptoMeter meter;
        tls::CryptoppProvider provider(meter);
        const TlsKeyStore store(CreateTempDirFilename("keys"));
        const std::string path = store.GetPath(7, 1, "rsa:512");
        const tls::PrivateKeyPtr made = store.Get(provider, 7, 1, "rsa:512");
        NS_TEST_ASSERT_MSG_NE(made, nullptr, "a key");
        NS_TEST_ASSERT_MSG_EQ(std::ifstream(path).good(), true, "a file");
        const tls::PrivateKeyPtr loaded = store.Get(provider, 7, 1, "rsa:512");
        NS_TEST_EXPECT_MSG_EQ((loaded->pkcs8 == made->pkcs8), true, "the same from its file");
        for (const long position : {0L, 40L, 200L})
        {
            std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
            file.seekp(position);
            file.put('\x55');
            file.put('\xaa');
            file.close();
            const tls::PrivateKeyPtr again = store.Get(provider, 7, 1, "rsa:512");
            NS_TEST_EXPECT_MSG_EQ((again->pkcs8 == made->pkcs8), true, "the same again");
        }
        std::ofstream(path, std::ios::trunc).close();
        NS_TEST_EXPECT_MSG_EQ((store.Get(provider, 7, 1, "rsa:512")->pkcs8 == made->pkcs8),
                              true,
                              "the same after an empty file");
        NS_TEST_EXPECT_MSG_EQ((store.Get(provider, 8, 1, "rsa:512")->pkcs8 == made->pkcs8),
                              false,
                              "another seed, another key");
        NS_TEST_EXPECT_MSG_EQ((store.Get(provider, 7, 2, "rsa:512")->pkcs8 == made->pkcs8),
                              false,
                              "another index, another key");
        for (const std::string spec :
             {"rsa", "rsa:", "rsa:100", "rsa:99999", "rsa:2k", "dsa:1000", "idea:128"})
        {
            NS_TEST_EXPECT_MSG_EQ(store.Get(provider, 7, 1, spec), nullptr, spec);
        }
        const TlsKeyStore nowhere("/dev/null/keys");
        NS_TEST_EXPECT_MSG_EQ((nowhere.Get(provider, 7, 1, "rsa:512")->pkcs8 == made->pkcs8),
                              true,
                              "the same where nothing can be kept");
    }
};

/// What Install() puts on nodes.
class InstallTestCase : public TestCase
{
  public:
    InstallTestCase()
        : TestCase("A node keeps what was configured when it was installed, until the next time")
    {
    }

  private:
    void DoRun() override
    {
        NodeContainer nodes(2);
        TlsHelper helper;
        helper.Install(nodes);
        const auto factory = [&nodes](uint32_t i) {
            return nodes.Get(i)->GetObject<TlsSocketFactory>();
        };
        NS_TEST_EXPECT_MSG_EQ((factory(0)->GetServerConfig() == nullptr), true, "no identity");
        NS_TEST_EXPECT_MSG_EQ((factory(0)->GetClientConfig() == nullptr), true, "no trust");
        helper.CreateIdentity("www.example.com", "rsa:1024", 2);
        helper.SetAlpn({"spdy/3.1"});
        helper.SetCipherSuites({"TLS_RSA_WITH_AES_128_CBC_SHA"});
        helper.SetGroups({"x25519"});
        helper.SetVersions("tls1.2", "tls1.2");
        helper.Install(nodes.Get(1));
        helper.SetAlpn({});
        const auto server = factory(1)->GetServerConfig();
        NS_TEST_ASSERT_MSG_NE((server == nullptr), true, "an identity");
        NS_TEST_EXPECT_MSG_EQ(server->identities.size(), 1, "one");
        NS_TEST_EXPECT_MSG_EQ(server->identities[0].chain.size(), 2, "of two certificates");
        NS_TEST_EXPECT_MSG_EQ(server->alpn.size(), 1, "as it was when it was installed");
        NS_TEST_EXPECT_MSG_EQ(factory(1)->GetClientConfig()->trust->Size(), 1, "its root");
        NS_TEST_EXPECT_MSG_EQ(helper.AssignStreams(nodes, 5), 4, "two streams a node");
        TlsHelper same;
        same.CreateIdentity("www.example.com", "rsa:1024", 2);
        NS_TEST_EXPECT_MSG_EQ(
            (same.ServerConfig().identities[0].chain == server->identities[0].chain),
            true,
            "the same seed, the same certificates");
        Simulator::Destroy();
    }
};

/// The suite.
class TlsHelperTestSuite : public TestSuite
{
  public:
    TlsHelperTestSuite()
        : TestSuite("tls-spdy-helper", TestSuite::Type::UNIT)
    {
        AddTestCase(new KeyStoreTestCase);
        AddTestCase(new InstallTestCase);
    }
};

TlsHelperTestSuite g_tlsHelperTestSuite; //!< the suite

} // namespace
