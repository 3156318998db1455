/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/crypto-provider-factory.h"
#include "ns3/cryptopp-provider.h"
#include "ns3/test.h"
#include "ns3/tls-helper.h"
#include "ns3/tls-kind.h"
#include "ns3/tls-latency-sample.h"
#include "ns3/tls-study-options.h"
#include "ns3/tls-study.h"

#include <memory>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// Real arithmetic, whose signatures are drawn again until they have the length of the modeled
/// ones.
class SameLengthProvider : public tls::CryptoppProvider
{
  public:
    /// @param meter where primitives are counted
    explicit SameLengthProvider(tls::CryptoMeter& meter)
        : CryptoppProvider(meter),
          m_modeled(tls::CryptoProviderFactory::FromName("modeled")->Create(m_scratch))
    {
    }

  protected:
    std::optional<tls::Bytes> DoSignDigest(const tls::PrivateKey& key,
                                           tls::SignatureScheme scheme,
                                           tls::ByteView digest,
                                           tls::RandomSource& random) override
    {
        const auto modeled = m_modeled->SignDigest(key, scheme, digest, random);
        while (true)
        {
            auto real = CryptoppProvider::DoSignDigest(key, scheme, digest, random);
            if (!real || !modeled || real->size() == modeled->size())
            {
                return real;
            }
        }
    }

  private:
    tls::CryptoMeter m_scratch;                     //!< what the modeled one counts
    std::unique_ptr<tls::CryptoProvider> m_modeled; //!< says how long a signature is
};

/// Makes them.
class SameLengthFactory : public tls::CryptoProviderFactory
{
  public:
    std::unique_ptr<tls::CryptoProvider> Create(tls::CryptoMeter& meter) const override
    {
        return std::make_unique<SameLengthProvider>(meter);
    }
};

/// Rows of a study with two kinds of cryptography.
class SameRowsTestCase : public TestCase
{
  public:
    /**
     * @param auth kinds of keys of the server
     * @param kinds of handshakes
     */
    SameRowsTestCase(const std::string& auth, std::vector<std::string> kinds)
        : TestCase("Modeled and shared cryptography change no number of a study with keys " + auth),
          m_kinds(std::move(kinds))
    {
        m_options.auth = auth;
    }

  private:
    void DoRun() override
    {
        NS_TEST_ASSERT_MSG_EQ(m_options.Parse(m_values), "", "options");
        const auto expected = TakeRows(std::make_shared<SameLengthFactory>());
        const auto modeled = TakeRows(tls::CryptoProviderFactory::FromName("modeled"));
        const auto real = TakeRows(nullptr);
        const auto shared = TakeRows(tls::CryptoProviderFactory::FromName("shared"));
        for (size_t i = 0; i < expected.size(); i++)
        {
            NS_TEST_EXPECT_MSG_EQ(modeled[i], expected[i], "modeled, row " << i);
            NS_TEST_EXPECT_MSG_EQ(shared[i], real[i], "shared, row " << i);
        }
    }

    /**
     * @param cryptography of both ends
     * @return rows of latency.csv, over a link that loses packets
     */
    std::vector<std::string> TakeRows(
        const std::shared_ptr<const tls::CryptoProviderFactory>& cryptography)
    {
        TlsHelper tls;
        TlsStudy::CreateIdentity(m_options, 0, tls);
        tls.CreateClientIdentity("client.example.com", m_options.auth);
        tls.ClientConfig().cryptography = cryptography;
        tls.ServerConfig().cryptography = cryptography;
        TlsLatencySample sampler(m_options, m_values, tls);
        std::vector<std::string> rows;
        for (const std::string& kind : m_kinds)
        {
            TlsLatencySample::Settings settings{kind, m_values.link, "secp256r1", 72, 1041};
            settings.link.lossUp.loss = 0.1;
            settings.link.lossDown.loss = 0.1;
            for (uint64_t sample = 0; sample < SAMPLES; sample++)
            {
                std::string row;
                for (const std::string& value :
                     sampler.Run(settings, sample).GetValues(TlsLatencyCell{}))
                {
                    row += value + ",";
                }
                rows.push_back(kind + ": " + row);
            }
        }
        return rows;
    }

    static constexpr uint64_t SAMPLES = 4; //!< of each kind

    std::vector<std::string> m_kinds; //!< kinds of handshakes
    TlsStudyOptions m_options;        //!< of the study
    TlsStudyOptions::Values m_values; //!< the same, checked
};

/// What the three kinds of cryptography have in common.
class StudyCryptographyTestSuite : public TestSuite
{
  public:
    StudyCryptographyTestSuite()
        : TestSuite("tls-spdy-study-cryptography", TestSuite::Type::UNIT)
    {
        AddTestCase(new SameRowsTestCase("rsa:2048",
                                         {"tls12-ecdhe-rsa",
                                          "tls12-rsa",
                                          "tls12-id",
                                          "tls12-ticket",
                                          "tls12-false-start",
                                          "tls12-client-auth",
                                          "ssl3-rsa"}));
        AddTestCase(new SameRowsTestCase("ecdsa:secp256r1", {"tls12-ecdhe-rsa"}));
    }
};

StudyCryptographyTestSuite g_studyCryptographyTestSuite; //!< registers itself

} // namespace
