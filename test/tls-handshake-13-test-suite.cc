/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-family.h"

#include "ns3/test.h"

#include <algorithm>

using namespace ns3;
using namespace ns3::tls;

namespace
{

constexpr uint16_t AES_128_GCM = 0x1301;

/// Every suite, group and kind of key, both ways to pack a flight.
class TlsFull13TestCase : public TestCase
{
  public:
    TlsFull13TestCase()
        : TestCase("A full handshake of TLS 1.3 agrees on every suite, group and kind of key")
    {
    }

  private:
    void DoRun() override
    {
        for (const uint16_t suite : {0x1301, 0x1302, 0x1303})
        {
            Run(TlsTestPair(suite, TlsVersion::TLS_1_3), FindCipherSuite(suite)->ianaName);
        }
        for (const NamedGroup group : {NamedGroup::X25519,
                                       NamedGroup::SECP256R1,
                                       NamedGroup::SECP384R1,
                                       NamedGroup::SECP521R1,
                                       NamedGroup::FFDHE2048})
        {
            TlsTestPair pair(AES_128_GCM, TlsVersion::TLS_1_3);
            pair.SetGroup(group);
            pair.client.tls13.keyShares = {group};
            Run(pair, ToString(group));
        }
    }

    /**
     * @param pair both ends
     * @param name for the message
     */
    void Run(const TlsTestPair& pair, const std::string& name)
    {
        TlsTestConnection connection(pair);
        NS_TEST_ASSERT_MSG_EQ(connection.IsEstablished(), true, name + connection.GetFailure());
        NS_TEST_EXPECT_MSG_EQ((connection.client.Get().GetSession().version == TlsVersion::TLS_1_3),
                              true,
                              name);
        NS_TEST_EXPECT_MSG_EQ((connection.client.Get().Export("a label", ByteView(), 40) ==
                               connection.server.Get().Export("a label", std::nullopt, 40)),
                              true,
                              name);
        NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, name);
        NS_TEST_EXPECT_MSG_EQ(connection.Close(), true, name);
    }
};

/// The suite.
class TlsHandshake13TestSuite : public TestSuite
{
  public:
    TlsHandshake13TestSuite()
        : TestSuite("tls-spdy-handshake-13", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsFull13TestCase);
    }
};

TlsHandshake13TestSuite g_tlsHandshake13TestSuite; //!< registers the suite

} // namespace
