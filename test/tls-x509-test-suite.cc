/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-x509-test-support.h"

#include "ns3/pem-codec.h"

#include <algorithm>
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
        ExportKinds();
        ExportResponses();
    }

    /// Chains of every kind of key, and signatures of every scheme.
    void ExportKinds()
    {
        for (const char* spec : {"rsa-pss:1024",
                                 "ed25519",
                                 "dsa:1024",
                                 "ecdsa:secp256r1",
                                 "ecdsa:secp384r1",
                                 "ecdsa:secp521r1",
                                 "ecdsa:secp224r1",
                                 "ecdsa:sect233k1",
                                 "ecdsa:sect233r1"})
        {
            CertificateChainOptions options = Options();
            options.keys.assign(4, Key(spec));
            const auto chain = CreateCertificateChain(m_provider, m_random, options);
            std::string name = std::string("kind-") + spec;
            std::replace(name.begin(), name.end(), ':', '-');
            Export(name, chain->identity.chain, chain->root);
        }
        for (const char* leaf : {"rsa:1024", "dsa:1024", "ecdsa:secp256r1", "dh:1024"})
        {
            CertificateChainOptions options = Options();
            options.keys = {Key(leaf), Key("dsa:1024"), Key("ecdsa:secp521r1"), Key("rsa:1024")};
            options.sizes = {1500, 1200, 1100, 900};
            const auto chain = CreateCertificateChain(m_provider, m_random, options);
            const std::string name = leaf;
            Export("mixed-" + name.substr(0, name.find(':')), chain->identity.chain, chain->root);
        }
        for (const SignatureScheme scheme : {SignatureScheme::RSA_PKCS1_MD5,
                                             SignatureScheme::RSA_PKCS1_SHA1,
                                             SignatureScheme::RSA_PKCS1_SHA384,
                                             SignatureScheme::RSA_PKCS1_SHA512,
                                             SignatureScheme::DSA_SHA1,
                                             SignatureScheme::ECDSA_SHA1,
                                             SignatureScheme::ECDSA_SECP384R1_SHA384,
                                             SignatureScheme::ECDSA_SECP521R1_SHA512,
                                             SignatureScheme::RSA_PSS_RSAE_SHA256,
                                             SignatureScheme::RSA_PSS_RSAE_SHA384})
        {
            const std::string spec = KeyTypeOf(scheme) == PublicKeyType::RSA   ? "rsa:1024"
                                     : KeyTypeOf(scheme) == PublicKeyType::DSA ? "dsa:1024"
                                                                               : "ecdsa:secp256r1";
            const auto root =
                CertificateAuthority::CreateRoot(m_provider, m_random, Request("Root", spec));
            CertificateRequest request = Request("www.example.com", 0);
            request.dnsNames = {request.commonName};
            request.scheme = scheme;
            Export(std::string("scheme-") + tls::ToString(scheme),
                   root->IssueServer(request)->chain,
                   root->GetCertificate());
        }
    }

    /// OCSP responses of every kind of authority; they hold to 2099, since OpenSSL asks the clock.
    void ExportResponses()
    {
        for (const char* spec : {"rsa:1024", "dsa:1024", "ecdsa:secp256r1"})
        {
            for (const OcspCertStatus status :
                 {OcspCertStatus::GOOD, OcspCertStatus::REVOKED, OcspCertStatus::UNKNOWN})
            {
                CertificateChainOptions options = Options();
                options.notAfter = CertificateChainOptions().notAfter;
                options.depth = 1;
                options.keys = {Key("rsa:1024"), Key(spec)};
                options.ocsp.emplace();
                options.ocsp->status = status;
                options.ocsp->size = status == OcspCertStatus::GOOD ? 1471 : 0;
                const auto chain = CreateCertificateChain(m_provider, m_random, options);
                const std::string kind = tls::ToString(Key(spec)->publicKey->type);
                const std::string name =
                    "ocsp-" + kind + "-" + std::to_string(static_cast<int>(status));
                Export(name, chain->identity.chain, chain->root);
                const Bytes& response = chain->identity.ocspResponse;
                std::ofstream(CreateTempDirFilename("response-" + name + ".der"), std::ios::binary)
                    << ByteView(response).ToString();
            }
        }
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
