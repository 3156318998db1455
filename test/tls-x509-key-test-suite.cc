/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-x509-test-support.h"

#include "ns3/dh-well-known-group.h"
#include "ns3/x509-signature.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

/// Keys that sign, quick ones.
const std::vector<std::string> SIGNING_KEYS{"rsa:1024",
                                            "rsa-pss:1024",
                                            "ed25519",
                                            "dsa:1024",
                                            "ecdsa:secp256r1",
                                            "ecdsa:secp384r1",
                                            "ecdsa:secp521r1",
                                            "ecdsa:sect163k1"};

class KeySpecTestCase : public X509TestCase
{
  public:
    KeySpecTestCase()
        : X509TestCase("A kind and size of key reads back as it was written, others are refused")
    {
    }

  private:
    void DoRun() override
    {
        for (const char* text : {"rsa:512",
                                 "rsa:8192",
                                 "rsa-pss:2048",
                                 "ed25519",
                                 "dsa:1024",
                                 "dsa:3072",
                                 "ecdsa:secp256r1",
                                 "ecdsa:sect571r1",
                                 "dh:512",
                                 "dh:8192"})
        {
            const auto spec = ParseKeySpec(text);
            NS_TEST_ASSERT_MSG_EQ(spec.has_value(), true, text);
            NS_TEST_ASSERT_MSG_EQ(tls::ToString(*spec), text, "and back");
        }
        for (const char* text : {"",
                                 "rsa",
                                 "rsa:",
                                 "rsa:511",
                                 "rsa:8193",
                                 "rsa:99999",
                                 "rsa:0512",
                                 "rsa:-1024",
                                 "rsa:1024 ",
                                 "RSA:1024",
                                 "dsa:512",
                                 "dsa:1025",
                                 "ecdsa:256",
                                 "ecdsa:x25519",
                                 "ecdsa:ffdhe2048",
                                 "rsa-pss:511",
                                 "ed25519:",
                                 "ecdsa:none",
                                 "ecdsa:",
                                 "dh:1000",
                                 "ed25519:255"})
        {
            NS_TEST_ASSERT_MSG_EQ(ParseKeySpec(text).has_value(), false, text);
        }
        for (const char* text :
             {"rsa:1024", "rsa-pss:1024", "ed25519", "dsa:1024", "ecdsa:secp256r1", "dh:1024"})
        {
            NS_TEST_ASSERT_MSG_EQ(IsOfKind(*ParseKeySpec(text), *Key(text)->publicKey), true, text);
            NS_TEST_ASSERT_MSG_EQ(IsOfKind(*ParseKeySpec("ecdsa:secp384r1"), *Key(text)->publicKey),
                                  false,
                                  text);
        }
        for (const uint16_t bits : {512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192})
        {
            const auto group = WellKnownDhGroup(bits);
            NS_TEST_ASSERT_MSG_EQ(group->p.size() * 8, bits, "size");
            NS_TEST_ASSERT_MSG_EQ(m_provider.IsSoundDhGroup(*group, bits), true, "prime");
        }
        NS_TEST_ASSERT_MSG_EQ(WellKnownDhGroup(1000).has_value(), false, "no such group");
    }
};

class KeyKindTestCase : public X509TestCase
{
  public:
    KeyKindTestCase()
        : X509TestCase("Authorities of every kind certify keys of every kind, for what they can do")
    {
    }

  private:
    /// What a server's key can do.
    struct Ability
    {
        const char* spec;
        bool signs;
        bool decrypts;
        bool agrees;
    };

    void DoRun() override
    {
        const std::vector<Ability> servers{{"rsa:1024", true, true, false},
                                           {"rsa-pss:1024", true, false, false},
                                           {"ed25519", true, false, false},
                                           {"dsa:1024", true, false, false},
                                           {"ecdsa:secp256r1", true, false, true},
                                           {"ecdsa:sect163k1", true, false, true},
                                           {"dh:1024", false, false, true}};
        for (const std::string& authority : SIGNING_KEYS)
        {
            const auto root =
                CertificateAuthority::CreateRoot(m_provider, m_random, Request("Root", authority));
            NS_TEST_ASSERT_MSG_EQ(root.has_value(), true, authority);
            for (const Ability& server : servers)
            {
                const auto identity = root->IssueServer(Request("www.example.com", server.spec));
                NS_TEST_ASSERT_MSG_EQ(identity.has_value(), true, authority << " " << server.spec);
                Expect(identity->chain, *root, X509Purpose::SERVER_SIGNATURE, server.signs);
                Expect(identity->chain, *root, X509Purpose::SERVER_ENCIPHERMENT, server.decrypts);
                Expect(identity->chain, *root, X509Purpose::SERVER_AGREEMENT, server.agrees);
                Expect(identity->chain, *root, X509Purpose::CLIENT_SIGNATURE, false);
                const auto client = root->IssueClient(Request("someone", server.spec));
                Expect(client->chain, *root, X509Purpose::CLIENT_SIGNATURE, server.signs);
                Expect(client->chain, *root, X509Purpose::SERVER_SIGNATURE, false);
                const auto parsed = ParseX509Certificate(identity->chain[0], m_provider);
                NS_TEST_ASSERT_MSG_EQ(ToHex(parsed->publicKey->spki),
                                      ToHex(Key(server.spec)->publicKey->spki),
                                      "the key that was certified");
            }
        }
        NS_TEST_ASSERT_MSG_EQ(
            CertificateAuthority::CreateRoot(m_provider, m_random, Request("Root", "dh:1024"))
                .has_value(),
            false,
            "a DH key cannot sign");
    }

    /**
     * @param chain leaf first
     * @param root whom to trust
     * @param purpose of the leaf's key
     * @param isAllowed whether it serves that
     */
    void Expect(const std::vector<Bytes>& chain,
                const CertificateAuthority& root,
                X509Purpose purpose,
                bool isAllowed)
    {
        NS_TEST_EXPECT_MSG_EQ(Verify(chain, root.GetCertificate(), "", NOW, purpose),
                              (isAllowed ? "ok" : "bad-key-usage"),
                              "purpose " << static_cast<int>(purpose));
    }
};

class SchemeTestCase : public X509TestCase
{
  public:
    SchemeTestCase()
        : X509TestCase("An authority signs with what fits its key, or with what it is told")
    {
    }

  private:
    void DoRun() override
    {
        const std::vector<std::pair<const char*, SignatureScheme>> usual{
            {"rsa:1024", SignatureScheme::RSA_PKCS1_SHA256},
            {"dsa:1024", SignatureScheme::DSA_SHA256},
            {"ecdsa:sect163k1", SignatureScheme::ECDSA_SECP256R1_SHA256},
            {"ecdsa:secp256r1", SignatureScheme::ECDSA_SECP256R1_SHA256},
            {"ecdsa:secp384r1", SignatureScheme::ECDSA_SECP384R1_SHA384},
            {"ecdsa:secp521r1", SignatureScheme::ECDSA_SECP521R1_SHA512},
            {"ed25519", SignatureScheme::ED25519},
            // A certificate does not say which kind of RSA key signed it with RSASSA-PSS.
            {"rsa-pss:1024", SignatureScheme::RSA_PSS_RSAE_SHA256}};
        for (const auto& [spec, scheme] : usual)
        {
            ExpectScheme(spec, SignatureScheme::NONE, scheme);
        }
        const std::vector<SignatureScheme> all{SignatureScheme::RSA_PKCS1_MD5,
                                               SignatureScheme::RSA_PKCS1_SHA1,
                                               SignatureScheme::RSA_PKCS1_SHA256,
                                               SignatureScheme::RSA_PKCS1_SHA384,
                                               SignatureScheme::RSA_PKCS1_SHA512,
                                               SignatureScheme::DSA_SHA1,
                                               SignatureScheme::DSA_SHA256,
                                               SignatureScheme::DSA_SHA384,
                                               SignatureScheme::DSA_SHA512,
                                               SignatureScheme::ECDSA_SHA1,
                                               SignatureScheme::ECDSA_SECP256R1_SHA256,
                                               SignatureScheme::ECDSA_SECP384R1_SHA384,
                                               SignatureScheme::ECDSA_SECP521R1_SHA512,
                                               SignatureScheme::RSA_PSS_RSAE_SHA256,
                                               SignatureScheme::RSA_PSS_RSAE_SHA384,
                                               SignatureScheme::ED25519};
        for (const SignatureScheme scheme : all)
        {
            for (const char* spec : {"rsa:1024", "dsa:1024", "ecdsa:secp256r1", "ed25519"})
            {
                const bool fits = Key(spec)->publicKey->type == KeyTypeOf(scheme) &&
                                  !SerializeSignatureAlgorithm(scheme).empty();
                ExpectScheme(spec, scheme, fits ? scheme : SignatureScheme::NONE);
            }
        }
        NS_TEST_ASSERT_MSG_EQ(SerializeSignatureAlgorithm(SignatureScheme::DSA_SHA384).size(),
                              0,
                              "RFC 5758 has DSA up to SHA-256");
        // RFC 3279, 2.2 and RFC 5758, 3: NULL for RSA alone.
        NS_TEST_ASSERT_MSG_EQ(ToHex(SerializeSignatureAlgorithm(SignatureScheme::RSA_PKCS1_MD5)),
                              "300d06092a864886f70d0101040500",
                              "md5WithRSAEncryption");
        NS_TEST_ASSERT_MSG_EQ(ToHex(SerializeSignatureAlgorithm(SignatureScheme::DSA_SHA1)),
                              "300906072a8648ce380403",
                              "id-dsa-with-sha1");
        NS_TEST_ASSERT_MSG_EQ(
            ToHex(SerializeSignatureAlgorithm(SignatureScheme::ECDSA_SECP384R1_SHA384)),
            "300a06082a8648ce3d040303",
            "ecdsa-with-SHA384");
        const auto parse = [](const char* hex) {
            const Bytes contents = FromHex(hex);
            return std::string(tls::ToString(ParseSignatureAlgorithm(contents)));
        };
        NS_TEST_ASSERT_MSG_EQ(parse("06092a864886f70d01010b"),
                              "rsa_pkcs1_sha256",
                              "RSA without NULL");
        NS_TEST_ASSERT_MSG_EQ(parse("06092a864886f70d01010b050100"), "none", "NULL with contents");
        NS_TEST_ASSERT_MSG_EQ(parse("06082a8648ce3d0403020500"), "none", "ECDSA with NULL");
        NS_TEST_ASSERT_MSG_EQ(parse("06092a864886f70d01010b05000500"), "none", "two NULLs");
        NS_TEST_ASSERT_MSG_EQ(parse("06032a0304"), "none", "not known");
        NS_TEST_ASSERT_MSG_EQ(parse("06032b6570"), "ed25519", "RFC 8410, 3");
        NS_TEST_ASSERT_MSG_EQ(parse("06032b65700500"), "none", "Ed25519 with NULL");
        NS_TEST_ASSERT_MSG_EQ(parse("06092a864886f70d01010a"), "none", "PSS without parameters");
        // RFC 4055, 3.1: OpenSSL's parameters, and what is not as TLS 1.3 wants it.
        const std::string hash = "300d06096086480165030402010500";
        const std::string bareHash = "300b0609608648016503040201";
        const std::string otherHash = "300d06096086480165030402020500";
        const auto pss = [&parse](const std::string& first,
                                  const std::string& second,
                                  const std::string& salt) {
            const auto element = [](const char* tag, const std::string& contents) {
                return tag + ToHex(Bytes(1, static_cast<uint8_t>(contents.size() / 2))) + contents;
            };
            const std::string mask = element("30", "06092a864886f70d010108" + second);
            const std::string parameters =
                element("a0", first) + element("a1", mask) + element("a2", "0201" + salt);
            return parse(("06092a864886f70d01010a" + element("30", parameters)).c_str());
        };
        NS_TEST_ASSERT_MSG_EQ(pss(hash, hash, "20"), "rsa_pss_rsae_sha256", "SHA-256");
        NS_TEST_ASSERT_MSG_EQ(pss(otherHash, otherHash, "30"), "rsa_pss_rsae_sha384", "SHA-384");
        NS_TEST_ASSERT_MSG_EQ(pss(bareHash, bareHash, "20"), "rsa_pss_rsae_sha256", "no NULL");
        NS_TEST_ASSERT_MSG_EQ(pss(hash, otherHash, "20"), "none", "two hashes");
        NS_TEST_ASSERT_MSG_EQ(pss(hash, hash, "14"), "none", "a short salt");
        NS_TEST_ASSERT_MSG_EQ(parse(""), "none", "nothing");
    }

    /**
     * @param spec the authority's key
     * @param asked what it is told to sign with
     * @param expected what it signs with; NONE: it does not
     */
    void ExpectScheme(const std::string& spec, SignatureScheme asked, SignatureScheme expected)
    {
        CertificateRequest request = Request("www.example.com", 0);
        request.scheme = asked;
        const auto root =
            CertificateAuthority::CreateRoot(m_provider, m_random, Request("Root", spec));
        const auto identity = root->IssueServer(request);
        NS_TEST_ASSERT_MSG_EQ(identity.has_value(),
                              (expected != SignatureScheme::NONE),
                              spec << " " << tls::ToString(asked));
        if (identity)
        {
            const auto leaf = ParseX509Certificate(identity->chain[0], m_provider);
            NS_TEST_ASSERT_MSG_EQ(tls::ToString(leaf->signatureScheme),
                                  std::string(tls::ToString(expected)),
                                  spec);
            NS_TEST_ASSERT_MSG_EQ(Verify(identity->chain, root->GetCertificate()), "ok", spec);
        }
    }
};

class MixedChainTestCase : public X509TestCase
{
  public:
    MixedChainTestCase()
        : X509TestCase("Chains of mixed keys verify, and have the sizes that are asked for")
    {
    }

  private:
    void DoRun() override
    {
        const std::vector<std::string> order{"dh:1024",
                                             "ecdsa:secp256r1",
                                             "dsa:1024",
                                             "rsa:1024",
                                             "ecdsa:secp521r1"};
        CertificateChainOptions options = Options();
        options.depth = order.size() - 1;
        options.keys.clear();
        for (const std::string& spec : order)
        {
            options.keys.push_back(Key(spec));
        }
        options.sizes = {1600, 1200, 1301, 900, 700};
        const auto chain = CreateCertificateChain(m_provider, m_random, options);
        NS_TEST_ASSERT_MSG_EQ(chain.has_value(), true, "created");
        for (size_t i = 0; i < options.depth; ++i)
        {
            NS_TEST_ASSERT_MSG_EQ(chain->identity.chain[i].size(), options.sizes[i], "size " << i);
        }
        NS_TEST_ASSERT_MSG_EQ(chain->root.size(), 700, "root's size");
        NS_TEST_ASSERT_MSG_EQ(Verify(chain->identity.chain,
                                     chain->root,
                                     "www.example.com",
                                     NOW,
                                     X509Purpose::SERVER_AGREEMENT),
                              "ok",
                              "verifies");

        options.keys.clear();
        options.sizes.clear();
        options.keySpecs = {*ParseKeySpec("ecdsa:secp256r1"), *ParseKeySpec("ecdsa:secp384r1")};
        const auto generated = CreateCertificateChain(m_provider, m_random, options);
        const std::vector<X509Certificate> parsed = Parse(generated->identity.chain);
        NS_TEST_ASSERT_MSG_EQ((parsed[0].publicKey->group == NamedGroup::SECP256R1), true, "leaf");
        NS_TEST_ASSERT_MSG_EQ((parsed[3].publicKey->group == NamedGroup::SECP384R1),
                              true,
                              "the last kind goes on");
        NS_TEST_ASSERT_MSG_EQ(Verify(generated->identity.chain, generated->root), "ok", "verifies");
        options.keySpecs = {*ParseKeySpec("dh:1024")};
        NS_TEST_ASSERT_MSG_EQ(CreateCertificateChain(m_provider, m_random, options).has_value(),
                              false,
                              "DH authorities");
        ExpectSizes();
    }

    /// Every size is met though ECDSA and DSA signatures vary in length.
    void ExpectSizes()
    {
        for (const char* spec : {"dsa:1024", "ecdsa:secp256r1", "ecdsa:secp521r1"})
        {
            const auto root =
                CertificateAuthority::CreateRoot(m_provider, m_random, Request("Root", spec));
            for (size_t size = 1000; size < 1040; ++size)
            {
                CertificateRequest request = Request("www.example.com", 0);
                request.size = size;
                const auto identity = root->IssueServer(request);
                NS_TEST_ASSERT_MSG_EQ(identity.has_value(), true, spec << " " << size);
                NS_TEST_ASSERT_MSG_EQ(identity->chain[0].size(), size, spec);
                NS_TEST_ASSERT_MSG_EQ(Verify(identity->chain, root->GetCertificate()), "ok", spec);
            }
        }
    }
};

class LongChainTestCase : public X509TestCase
{
  public:
    LongChainTestCase()
        : X509TestCase("A chain of 16384 certificates costs no more than one that is too long by 1")
    {
    }

  private:
    void DoRun() override
    {
        const auto chain = CreateCertificateChain(m_provider, m_random, Options());
        const std::vector<X509Certificate> parsed = Parse(chain->identity.chain);
        const std::vector<X509Certificate> longChain(16384, parsed[0]);
        X509TrustStore roots;
        roots.Add(*ParseX509Certificate(chain->root, m_provider));
        m_meter.Take();
        const X509Result result = X509Verifier(m_provider, roots)
                                      .Verify(longChain, "", NOW, X509Purpose::SERVER_SIGNATURE);
        NS_TEST_ASSERT_MSG_EQ(tls::ToString(result.status), std::string("chain-too-long"), "long");
        NS_TEST_ASSERT_MSG_EQ(m_meter.Take().empty(), true, "nothing is computed");

        std::vector<Bytes> longest(X509Verifier::MAX_DEPTH + 1, chain->identity.chain[0]);
        longest.back() = chain->root;
        NS_TEST_ASSERT_MSG_EQ(Verify(longest, chain->root),
                              "unknown-ca",
                              "ten and the root are looked at");
        longest.insert(longest.begin(), chain->identity.chain[0]);
        NS_TEST_ASSERT_MSG_EQ(Verify(longest, chain->root), "chain-too-long", "eleven");
    }
};

class IssuerTestCase : public X509TestCase
{
  public:
    IssuerTestCase()
        : X509TestCase("Who issued a certificate is found in the chain, among roots, or is itself")
    {
    }

  private:
    void DoRun() override
    {
        const auto chain = CreateCertificateChain(m_provider, m_random, Options());
        std::vector<X509Certificate> parsed = Parse(chain->identity.chain);
        X509TrustStore roots;
        roots.Add(*ParseX509Certificate(chain->root, m_provider));
        const X509Verifier verifier(m_provider, roots);
        NS_TEST_ASSERT_MSG_EQ(verifier.FindIssuer(parsed), &parsed[1], "next in the chain");
        NS_TEST_ASSERT_MSG_EQ(verifier.FindIssuer({parsed[2]}),
                              roots.Find(parsed[2].issuer).at(0),
                              "root");
        NS_TEST_ASSERT_MSG_EQ((verifier.FindIssuer({parsed[0]}) == nullptr), true, "not known");
        NS_TEST_ASSERT_MSG_EQ((verifier.FindIssuer({}) == nullptr), true, "no chain");
        const std::vector<X509Certificate> alone = Parse({chain->root});
        NS_TEST_ASSERT_MSG_EQ(verifier.FindIssuer(alone), &alone[0], "itself");
    }
};

class HostsTestCase : public X509TestCase
{
  public:
    HostsTestCase()
        : X509TestCase("An identity stands for the names in its certificate")
    {
    }

  private:
    void DoRun() override
    {
        CertificateChainOptions options = Options();
        options.dnsNames = {"*.example.org"};
        const TlsIdentity identity =
            CreateCertificateChain(m_provider, m_random, options)->identity;
        NS_TEST_ASSERT_MSG_EQ(identity.hosts.size(), 2, "hosts");
        for (const char* host : {"www.example.com", "WWW.EXAMPLE.COM.", "a.example.org"})
        {
            NS_TEST_ASSERT_MSG_EQ(StandsFor(identity, host), true, host);
        }
        for (const char* host : {"example.org", "a.b.example.org", "www.example.net", ""})
        {
            NS_TEST_ASSERT_MSG_EQ(StandsFor(identity, host), false, host);
        }
        NS_TEST_ASSERT_MSG_EQ(StandsFor(TlsIdentity{}, "any.test"), true, "no hosts: any");
        options.isClient = true;
        NS_TEST_ASSERT_MSG_EQ(
            CreateCertificateChain(m_provider, m_random, options)->identity.hosts.size(),
            0,
            "a client stands for no host");
        X509Certificate certificate;
        certificate.subject.commonName = "alone.test";
        NS_TEST_ASSERT_MSG_EQ(HostsOf(certificate).at(0), "alone.test", "common name");
        certificate.hasSubjectAltName = true;
        NS_TEST_ASSERT_MSG_EQ(HostsOf(certificate).size(), 0, "not beside subjectAltName");
    }
};

/// Tests of the kinds of keys in certificates.
class TlsX509KeyTestSuite : public TestSuite
{
  public:
    TlsX509KeyTestSuite()
        : TestSuite("tls-spdy-x509-key", TestSuite::Type::UNIT)
    {
        AddTestCase(new KeySpecTestCase);
        AddTestCase(new KeyKindTestCase);
        AddTestCase(new SchemeTestCase);
        AddTestCase(new MixedChainTestCase);
        AddTestCase(new LongChainTestCase);
        AddTestCase(new IssuerTestCase);
        AddTestCase(new HostsTestCase);
    }
};

TlsX509KeyTestSuite g_tlsX509KeyTestSuite; //!< registers itself

} // namespace
