/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-x509-test-support.h"

#include "ns3/pem-codec.h"

#include <fstream>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::ToHex;

namespace
{

class SizeTestCase : public X509TestCase
{
  public:
    SizeTestCase()
        : X509TestCase("A certificate gets the size that is asked for, to the octet")
    {
    }

  private:
    void DoRun() override
    {
        auto root = CertificateAuthority::CreateRoot(m_provider, m_random, Request("Root", 1));
        const auto natural = root->IssueServer(Request("www.example.com", 0));
        const size_t smallest = natural->chain[0].size();
        for (size_t size = smallest; size < smallest + 300; ++size)
        {
            CertificateRequest request = Request("www.example.com", 0);
            request.size = size;
            const auto identity = root->IssueServer(request);
            NS_TEST_ASSERT_MSG_EQ(identity.has_value(), true, size << " is reached");
            NS_TEST_ASSERT_MSG_EQ(identity->chain[0].size(), size, "size");
            NS_TEST_ASSERT_MSG_EQ(Verify(identity->chain, root->GetCertificate()), "ok", size);
        }
        CertificateRequest tooSmall = Request("www.example.com", 0);
        tooSmall.size = 100;
        NS_TEST_ASSERT_MSG_EQ(root->IssueServer(tooSmall).has_value(), false, "too small");
        CertificateChainOptions options;
        options.sizes = OpensslTestbedSizes();
        options.notAfter = NOT_AFTER;
        const auto chain = CreateCertificateChain(m_provider, m_random, options);
        NS_TEST_ASSERT_MSG_EQ(chain.has_value(), true, "reference sizes");
        NS_TEST_ASSERT_MSG_EQ(chain->identity.chain[0].size(), 1179, "leaf");
        NS_TEST_ASSERT_MSG_EQ(chain->identity.chain[1].size(), 1055, "intermediate");
        NS_TEST_ASSERT_MSG_EQ(chain->identity.chain[2].size(), 1050, "intermediate");
        NS_TEST_ASSERT_MSG_EQ(chain->root.size(), 885, "root");
        NS_TEST_ASSERT_MSG_EQ(Verify(chain->identity.chain, chain->root), "ok", "verifies");
    }
};

class DeterminismTestCase : public X509TestCase
{
  public:
    DeterminismTestCase()
        : X509TestCase("The same seed gives the same certificates, another seed others")
    {
    }

  private:
    std::string Create(const char* seed)
    {
        CryptoppRandomSource random(ToBytes(seed));
        CertificateChainOptions options;
        options.depth = 1;
        options.keySpecs = {{PublicKeyType::RSA, KEY_BITS}};
        const auto chain = CreateCertificateChain(m_provider, random, options);
        return chain ? ToHex(chain->identity.chain[0]) : "";
    }

    void DoRun() override
    {
        NS_TEST_ASSERT_MSG_EQ(Create("one"), Create("one"), "same seed");
        NS_TEST_ASSERT_MSG_NE(Create("one"), Create("two"), "another seed");
    }
};

class ExportTestCase : public X509TestCase
{
  public:
    ExportTestCase()
        : X509TestCase("openssl-files")
    {
    }

  private:
    /**
     * @param name of the files
     * @param chain leaf first
     * @param root in DER
     */
    void Export(const std::string& name, const std::vector<Bytes>& chain, const Bytes& root)
    {
        std::ofstream(CreateTempDirFilename("root-" + name + ".pem")) << ToPem("CERTIFICATE", root);
        std::ofstream leaf(CreateTempDirFilename("leaf-" + name + ".pem"));
        leaf << ToPem("CERTIFICATE", chain.front());
        std::ofstream all(CreateTempDirFilename("chain-" + name + ".pem"));
        for (const Bytes& der : chain)
        {
            all << ToPem("CERTIFICATE", der);
        }
        NS_TEST_EXPECT_MSG_EQ((leaf.good() && all.good()), true, "written");
    }

    void DoRun() override
    {
        for (const size_t depth : {size_t{1}, size_t{3}, MAX_CHAIN_DEPTH})
        {
            CertificateChainOptions options = Options();
            options.depth = depth;
            options.ipAddresses = {{192, 0, 2, 1}};
            const auto chain = CreateCertificateChain(m_provider, m_random, options);
            Export("server-" + std::to_string(depth), chain->identity.chain, chain->root);
            if (depth == 3)
            {
                Bytes flipped = chain->identity.chain[0];
                flipped.back() ^= 1;
                Export("bad-signature",
                       {flipped, chain->identity.chain[1], chain->identity.chain[2]},
                       chain->root);
                options.isClient = true;
                const auto client = CreateCertificateChain(m_provider, m_random, options);
                Export("client-3", client->identity.chain, client->root);
                options.isClient = false;
                options.host = "www.example.org";
                const auto other = CreateCertificateChain(m_provider, m_random, options);
                Export("bad-name", other->identity.chain, other->root);
            }
        }
        CertificateChainOptions testbed = Options();
        testbed.keys.clear();
        testbed.sizes = OpensslTestbedSizes();
        const auto chain = CreateCertificateChain(m_provider, m_random, testbed);
        Export("server-testbed", chain->identity.chain, chain->root);

        const auto root =
            CertificateAuthority::CreateRoot(m_provider, m_random, Request("Root", 2));
        const CertificateRequest authority = Request("Authority", 1);
        const CertificateRequest server = Request("www.example.com", 0);
        CertificateRequest noFlag = authority;
        noFlag.hasCaFlag = false;
        Export("bad-ca-flag",
               root->IssueAuthority(noFlag)->IssueServer(server)->chain,
               root->GetCertificate());
        CertificateRequest expired = server;
        expired.notAfter = NOW - 1;
        Export("bad-date",
               root->IssueAuthority(authority)->IssueServer(expired)->chain,
               root->GetCertificate());
    }
};

/// Tests of the certificates that an authority makes.
class TlsX509TestSuite : public TestSuite
{
  public:
    TlsX509TestSuite()
        : TestSuite("tls-spdy-x509", TestSuite::Type::UNIT)
    {
        AddTestCase(new SizeTestCase);
        AddTestCase(new DeterminismTestCase);
        AddTestCase(new ExportTestCase);
    }
};

TlsX509TestSuite g_tlsX509TestSuite; //!< registers itself

} // namespace
