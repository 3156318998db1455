/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-family.h"

#include "ns3/dh-well-known-group.h"
#include "ns3/test.h"

using namespace ns3;
using namespace ns3::tls;

namespace
{

/// The suites that can be chosen.
constexpr size_t NEGOTIABLE_SUITES = 122;

/**
 * @param suite a cipher suite
 * @param version a version
 * @return both names
 */
std::string
Name(const TlsCipherSuite& suite, TlsVersion version)
{
    return std::string(suite.ianaName) + " in " + ToString(version);
}

/// The family and TLS 1.3.
const std::vector<TlsVersion> VERSIONS = [] {
    std::vector<TlsVersion> versions = ALL_VERSIONS;
    versions.push_back(TlsVersion::TLS_1_3);
    return versions;
}();

/// Every suite in every version that has it.
class TlsFamilyMatrixTestCase : public TestCase
{
  public:
    TlsFamilyMatrixTestCase()
        : TestCase("Every suite carries data both ways in every version that it is defined for")
    {
    }

  private:
    void DoRun() override
    {
        size_t suites = 0;
        for (const TlsCipherSuite& suite : GetCipherSuites())
        {
            const bool isNegotiable = suite.keyExchange != TlsKeyExchange::SRP;
            suites += isNegotiable ? 1 : 0;
            for (const TlsVersion version : VERSIONS)
            {
                const bool isDefined = version >= suite.minVersion && version <= suite.maxVersion;
                if (isNegotiable && isDefined)
                {
                    Run(suite, version);
                }
                else if (isNegotiable && version != TlsVersion::TLS_1_3)
                {
                    Refuse(suite, version);
                }
            }
        }
        NS_TEST_EXPECT_MSG_EQ(suites, NEGOTIABLE_SUITES, "all suites were tried");
    }

    /**
     * @param suite a cipher suite
     * @param version that has it
     */
    void Run(const TlsCipherSuite& suite, TlsVersion version)
    {
        const std::string name = Name(suite, version);
        const TlsTestPair pair(suite.id, version);
        NS_TEST_EXPECT_MSG_EQ(pair.client.Validate(TlsRole::CLIENT), "", name);
        NS_TEST_EXPECT_MSG_EQ(pair.server.Validate(TlsRole::SERVER), "", name);
        TlsTestConnection connection(pair);
        NS_TEST_ASSERT_MSG_EQ(connection.IsEstablished(),
                              true,
                              name + ": " + connection.GetFailure());
        for (const TlsTestEnd* end : {&connection.client, &connection.server})
        {
            const TlsSession& session = end->Get().GetSession();
            NS_TEST_EXPECT_MSG_EQ(session.cipherSuite, suite.id, name);
            NS_TEST_EXPECT_MSG_EQ((session.version == version), true, name);
            NS_TEST_EXPECT_MSG_EQ(end->isWorkInOrder, true, name + ": steps in order over work");
        }
        NS_TEST_EXPECT_MSG_EQ((connection.client.Get().GetSession().masterSecret ==
                               connection.server.Get().GetSession().masterSecret),
                              true,
                              name + ": one secret");
        NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, name + ": data");
        NS_TEST_EXPECT_MSG_EQ(connection.Close(), true, name + ": close");
    }

    /**
     * @param suite a cipher suite
     * @param version that does not have it
     */
    void Refuse(const TlsCipherSuite& suite, TlsVersion version)
    {
        TlsTestPair pair(suite.id, version);
        NS_TEST_EXPECT_MSG_NE(pair.client.Validate(TlsRole::CLIENT), "", Name(suite, version));
        // Another version beside it, so that the client has something to offer.
        const uint16_t always = 0x002f;
        pair.client.cipherSuites.push_back(always);
        const TlsTestConnection connection(pair);
        NS_TEST_EXPECT_MSG_EQ(connection.GetAlert(), "handshake_failure", Name(suite, version));
    }
};

/// Every curve.
class TlsFamilyCurveTestCase : public TestCase
{
  public:
    /// @param group a curve
    explicit TlsFamilyCurveTestCase(NamedGroup group)
        : TestCase(std::string("The curve ") + ToString(group) +
                   " serves ECDHE_RSA and ECDHE_ECDSA"),
          m_group(group)
    {
    }

  private:
    void DoRun() override
    {
        // Two suites that share no ECDHE: one key exchange with each kind of certificate.
        for (const uint16_t suite : {0xc013, 0xc009})
        {
            TlsTestPair pair(suite, TlsVersion::TLS_1_0);
            pair.SetGroup(m_group);
            TlsTestConnection connection(pair);
            NS_TEST_ASSERT_MSG_EQ(connection.IsEstablished(), true, connection.GetFailure());
            NS_TEST_EXPECT_MSG_EQ((connection.client.Get().GetSession().group == m_group),
                                  true,
                                  "it is the group agreed on");
            NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, "data");
        }
    }

    NamedGroup m_group; //!< the curve
};

/// What exportable suites may use.
class TlsExportTestCase : public TestCase
{
  public:
    TlsExportTestCase()
        : TestCase("Exportable suites use keys of 512 bits or are not chosen")
    {
    }

  private:
    void DoRun() override
    {
        // With its certificate's key the server would have to send a larger one.
        TlsTestPair pair(0x0003, TlsVersion::TLS_1_0);
        pair.server.rsaExportKey = nullptr;
        NS_TEST_EXPECT_MSG_EQ(TlsTestConnection(pair).GetAlert(), "handshake_failure", "no key");
        // A certificate of 512 bits needs no temporary key.
        pair.server.identities = {GetFamilyIdentity("rsa:512", PublicKeyType::RSA)};
        TlsTestConnection small(pair);
        NS_TEST_EXPECT_MSG_EQ(small.IsEstablished(), true, small.GetFailure());
        NS_TEST_EXPECT_MSG_EQ(small.client.Count(TlsStep::SERVER_KEY_EXCHANGE), 0, "no message");
        NS_TEST_EXPECT_MSG_EQ(TlsTestConnection(TlsTestPair(0x0003, TlsVersion::TLS_1_0))
                                  .client.Count(TlsStep::SERVER_KEY_EXCHANGE),
                              1,
                              "one message with a temporary key");

        TlsTestPair dhe(0x0014, TlsVersion::TLS_1_0);
        TlsTestConnection exportable(dhe);
        NS_TEST_EXPECT_MSG_EQ(exportable.IsEstablished(), true, exportable.GetFailure());
        dhe.server.dhGroup = *WellKnownDhGroup(1024);
        TlsTestConnection large(dhe);
        NS_TEST_EXPECT_MSG_EQ(large.IsEstablished(), true, "a larger group is for other suites");
        NS_TEST_EXPECT_MSG_EQ(large.server.sent.size(),
                              exportable.server.sent.size(),
                              "the exportable one is as long as ever");
    }
};

/// The suite.
class TlsFamilyTestSuite : public TestSuite
{
  public:
    TlsFamilyTestSuite()
        : TestSuite("tls-spdy-family", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsFamilyMatrixTestCase);
        AddTestCase(new TlsExportTestCase);
        // RFC 4492, 5.1.1 numbers the curves from 1 to 25.
        for (uint16_t group = 1; group <= 25; ++group)
        {
            AddTestCase(new TlsFamilyCurveTestCase(static_cast<NamedGroup>(group)));
        }
        AddTestCase(new TlsFamilyCurveTestCase(NamedGroup::X25519));
    }
};

/// Registers the suite.
TlsFamilyTestSuite g_tlsFamilyTestSuite;

} // namespace
