/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/pem-codec.h"
#include "ns3/test.h"
#include "ns3/tls-chain-file.h"
#include "ns3/tls-chain-maker.h"
#include "ns3/tls-helper.h"
#include "ns3/tls-latency-sample.h"
#include "ns3/tls-study-options.h"
#include "ns3/tls-study.h"

#include <fstream>
#include <string>

using namespace ns3;

namespace
{

const std::string HOST = "www.example.com"; //!< whom the certificates are for

/// @param chain a chain @param withRoot whether its root goes behind it @return all of it in PEM
std::string
CertificatesOf(const tls::CertificateChain& chain, bool withRoot)
{
    std::string text;
    for (const tls::Bytes& der : chain.identity.chain)
    {
        text += tls::ToPem("CERTIFICATE", der);
    }
    return text + (withRoot ? tls::ToPem("CERTIFICATE", chain.root) : "");
}

/// @param chain a chain @return the server's key in PEM
std::string
KeyOf(const tls::CertificateChain& chain)
{
    return tls::ToPem("PRIVATE KEY", chain.identity.key->pkcs8);
}

/// Chains that serve, and files that do not.
class TlsChainFileTestCase : public TestCase
{
  public:
    TlsChainFileTestCase()
        : TestCase("A chain from a file serves simulated clients, and a faulty file is refused")
    {
    }

  private:
    /// @param text what the file holds @return its path
    std::string Write(const std::string& text)
    {
        const std::string path = CreateTempDirFilename("chain.pem");
        std::ofstream(path) << text;
        return path;
    }

    /// @param text what the file holds @param sent certificates that a server is to send
    void Serves(const std::string& text, size_t sent)
    {
        TlsStudyOptions options;
        options.chain = Write(text);
        options.auth = "ecdsa:secp256r1";
        TlsStudyOptions::Values values;
        NS_TEST_ASSERT_MSG_EQ(options.Parse(values), "", "options");
        TlsHelper tls;
        NS_TEST_ASSERT_MSG_EQ(TlsStudy::CreateIdentity(options, 0, tls, HOST), "", "identity");
        NS_TEST_EXPECT_MSG_EQ(tls.ServerConfig().identities.front().chain.size(), sent, "sent");
        TlsLatencySample sampler(options, values, tls);
        const TlsLatencySample::Settings settings{"tls12-ecdhe-rsa",
                                                  values.link,
                                                  "secp256r1",
                                                  72,
                                                  1041};
        NS_TEST_EXPECT_MSG_EQ(sampler.Run(settings, 0).record.result, "ok", "handshake");
    }

    /// @param text what the file holds @param fault what is said of it
    void IsRefused(const std::string& text, const std::string& fault)
    {
        NS_TEST_EXPECT_MSG_EQ(TlsChainFile().Read(Write(text), HOST), fault, "fault");
    }

    void DoRun() override
    {
        TlsChainMaker maker;
        const auto chain = maker.Make({HOST, "ecdsa:secp256r1", 2, {}, false, {}});
        const auto other = maker.Make({"other.example.com", "ecdsa:secp256r1", 1, {}, false, {}});
        Serves(CertificatesOf(chain, true) + KeyOf(chain), 2);
        Serves(KeyOf(chain) + CertificatesOf(chain, false), 2);
        Serves(tls::ToPem("CERTIFICATE", chain.identity.chain.front()) + KeyOf(chain), 1);

        IsRefused("", "it holds no certificate in PEM");
        IsRefused(KeyOf(chain), "it holds no certificate in PEM");
        IsRefused(CertificatesOf(chain, true), "it holds no private key in PEM without a password");
        IsRefused(CertificatesOf(chain, true) + KeyOf(other),
                  "its private key is not that of its first certificate");
        IsRefused(CertificatesOf(other, true) + KeyOf(other),
                  "The certificate of CN=other.example.com, O=Example, C=US is not for the host "
                  "www.example.com");
        IsRefused(tls::ToPem("CERTIFICATE", tls::Bytes{0x30, 0x00}) + KeyOf(chain),
                  "certificate 1 of it is malformed or has a key of an unknown kind");
        NS_TEST_EXPECT_MSG_EQ(TlsChainFile().Read("/nowhere", HOST), "it cannot be read", "path");
    }
};

} // namespace

/// The suite.
class TlsChainFileTestSuite : public TestSuite
{
  public:
    TlsChainFileTestSuite()
        : TestSuite("tls-spdy-chain-file", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsChainFileTestCase);
    }
};

TlsChainFileTestSuite g_tlsChainFileTestSuite; //!< the suite
