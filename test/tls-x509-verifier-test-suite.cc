/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-x509-test-support.h"

#include "ns3/cryptopp-der-reader.h"
#include "ns3/cryptopp-der-writer.h"
#include "ns3/x509-host-name.h"

#include <algorithm>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

class HostNameTestCase : public X509TestCase
{
  public:
    HostNameTestCase()
        : X509TestCase("Names match by RFC 6125: one label for a wildcard, common name only alone")
    {
    }

  private:
    void DoRun() override
    {
        NS_TEST_ASSERT_MSG_EQ(MatchesDnsName("www.example.com", "WWW.Example.COM"), true, "case");
        NS_TEST_ASSERT_MSG_EQ(MatchesDnsName("www.example.com", "www.example.com."), true, "dot");
        NS_TEST_ASSERT_MSG_EQ(MatchesDnsName("*.example.com", "a.example.com"), true, "wildcard");
        NS_TEST_ASSERT_MSG_EQ(MatchesDnsName("*.example.com", "example.com"), false, "no label");
        NS_TEST_ASSERT_MSG_EQ(MatchesDnsName("*.example.com", ".example.com"), false, "empty");
        NS_TEST_ASSERT_MSG_EQ(MatchesDnsName("*.example.com", "a.b.example.com"), false, "two");
        NS_TEST_ASSERT_MSG_EQ(MatchesDnsName("*.com", "example.com"), false, "too wide");
        NS_TEST_ASSERT_MSG_EQ(MatchesDnsName("*", "example"), false, "everything");
        NS_TEST_ASSERT_MSG_EQ(MatchesDnsName("w*.example.com", "www.example.com"), false, "part");
        NS_TEST_ASSERT_MSG_EQ(MatchesDnsName("www.*.com", "www.example.com"), false, "middle");
        NS_TEST_ASSERT_MSG_EQ(MatchesDnsName(std::string("a.com\0.b.com", 12), "a.com"),
                              false,
                              "zero octet");
        NS_TEST_ASSERT_MSG_EQ(MatchesDnsName("", ""), false, "nothing");
        NS_TEST_ASSERT_MSG_EQ(ToHex(ParseIpAddress("10.1.2.255")), "0a0102ff", "IPv4");
        NS_TEST_ASSERT_MSG_EQ(ToHex(ParseIpAddress("2001:db8::1:0")),
                              "20010db8000000000000000000010000",
                              "IPv6");
        NS_TEST_ASSERT_MSG_EQ(ToHex(ParseIpAddress("::ffff:1.2.3.4")),
                              "00000000000000000000ffff01020304",
                              "mapped");
        for (const char* text :
             {"", "1.2.3", "1.2.3.256", "1.2.3.4.5", "::1::", "1:2", ":::", "g::"})
        {
            NS_TEST_ASSERT_MSG_EQ(ParseIpAddress(text).empty(), true, text);
        }
        X509Certificate certificate;
        certificate.subject.commonName = "www.example.com";
        NS_TEST_ASSERT_MSG_EQ(MatchesHost(certificate, "www.example.com"), true, "common name");
        certificate.hasSubjectAltName = true;
        NS_TEST_ASSERT_MSG_EQ(MatchesHost(certificate, "www.example.com"),
                              false,
                              "not beside subjectAltName");
        certificate.subject.commonName = "10.0.0.1";
        certificate.dnsNames = {"10.0.0.1"};
        NS_TEST_ASSERT_MSG_EQ(MatchesHost(certificate, "10.0.0.1"), false, "address as a name");
    }
};

class ChainTestCase : public X509TestCase
{
  public:
    ChainTestCase()
        : X509TestCase("Chains of every depth verify, each step on record")
    {
    }

  private:
    void DoRun() override
    {
        for (size_t depth = 1; depth <= MAX_CHAIN_DEPTH; ++depth)
        {
            CertificateChainOptions options = Options();
            options.depth = depth;
            const auto chain = CreateCertificateChain(m_provider, m_random, options);
            NS_TEST_ASSERT_MSG_EQ(chain.has_value(), true, "created");
            NS_TEST_ASSERT_MSG_EQ(chain->identity.chain.size(), depth, "depth");
            NS_TEST_ASSERT_MSG_EQ(Verify(chain->identity.chain, chain->root), "ok", depth);
            size_t signatures = 0;
            for (const X509Check& check : m_checks)
            {
                NS_TEST_ASSERT_MSG_EQ(check.passed, true, check.subject);
                signatures += check.kind == X509CheckKind::SIGNATURE;
            }
            NS_TEST_ASSERT_MSG_EQ(signatures, depth, "one signature each");
            NS_TEST_ASSERT_MSG_EQ((m_checks.back().kind == X509CheckKind::NAME), true, "name last");
            std::vector<Bytes> withRoot = chain->identity.chain;
            withRoot.push_back(chain->root);
            NS_TEST_ASSERT_MSG_EQ(Verify(withRoot, chain->root), "ok", "root sent along");
        }
        CertificateChainOptions client = Options();
        client.isClient = true;
        const auto chain = CreateCertificateChain(m_provider, m_random, client);
        NS_TEST_ASSERT_MSG_EQ(
            Verify(chain->identity.chain, chain->root, "", NOW, X509Purpose::CLIENT_SIGNATURE),
            "ok",
            "client");
        NS_TEST_ASSERT_MSG_EQ(Verify(chain->identity.chain, chain->root),
                              "bad-key-usage",
                              "client's as a server's");
    }
};

class StatusTestCase : public X509TestCase
{
  public:
    StatusTestCase()
        : X509TestCase("Every status is caused by a certificate that deserves it")
    {
    }

  private:
    /**
     * @param authority what the one above the server says
     * @param server what the server's says
     * @param purpose of the server's key
     * @return status of root, authority, server
     */
    std::string StatusOf(const CertificateRequest& authority,
                         const CertificateRequest& server,
                         X509Purpose purpose = X509Purpose::SERVER_SIGNATURE)
    {
        const auto root =
            CertificateAuthority::CreateRoot(m_provider, m_random, Request("Root", 2));
        const auto issuer = root->IssueAuthority(authority);
        const auto identity = issuer->IssueServer(server);
        return Verify(identity->chain, root->GetCertificate(), "www.example.com", NOW, purpose);
    }

    void DoRun() override
    {
        const CertificateRequest authority = Request("Authority", 1);
        const CertificateRequest server = Request("www.example.com", 0);
        NS_TEST_ASSERT_MSG_EQ(StatusOf(authority, server), "ok", "as it should be");
        NS_TEST_ASSERT_MSG_EQ(m_result.reason, "", "no reason");

        const auto chain = CreateCertificateChain(m_provider, m_random, Options());
        const std::vector<Bytes>& good = chain->identity.chain;
        NS_TEST_ASSERT_MSG_EQ(Verify({}, chain->root), "malformed", "no certificate");
        NS_TEST_ASSERT_MSG_EQ(Verify(good, chain->root, "www.example.com", NOT_BEFORE),
                              "ok",
                              "first second");
        NS_TEST_ASSERT_MSG_EQ(Verify(good, chain->root, "www.example.com", NOT_BEFORE - 1),
                              "not-yet-valid",
                              "a second before");
        NS_TEST_ASSERT_MSG_EQ(Verify(good, chain->root, "www.example.com", NOT_AFTER),
                              "ok",
                              "last second");
        NS_TEST_ASSERT_MSG_EQ(Verify(good, chain->root, "www.example.com", NOT_AFTER + 1),
                              "expired",
                              "a second after");
        NS_TEST_ASSERT_MSG_EQ(m_result.depth, 3, "the root is looked at first");
        CertificateRequest expired = server;
        expired.notAfter = NOW - 1;
        NS_TEST_ASSERT_MSG_EQ(StatusOf(authority, expired), "expired", "server's expired");
        NS_TEST_ASSERT_MSG_EQ(m_result.reason,
                              "The certificate of CN=www.example.com, O=Example, C=US expired at "
                              "2014-05-13 16:53:19 UTC.",
                              "sentence");
        NS_TEST_ASSERT_MSG_EQ(m_checks.back().passed, false, "the last step failed");
        expired = authority;
        expired.notAfter = NOW - 1;
        NS_TEST_ASSERT_MSG_EQ(StatusOf(expired, server), "expired", "authority's expired");
        NS_TEST_ASSERT_MSG_EQ(m_result.depth, 1, "authority");

        CertificateChainOptions foreign = Options();
        foreign.keys[3] = Keys()[4];
        const auto otherRoot = CreateCertificateChain(m_provider, m_random, foreign);
        NS_TEST_ASSERT_MSG_EQ(Verify(good, otherRoot->root),
                              "unknown-ca",
                              "a root of the same name with another key");
        NS_TEST_ASSERT_MSG_EQ(Verify(good, FromHex(OPENSSL_CERTIFICATE)), "unknown-ca", "no root");
        NS_TEST_ASSERT_MSG_EQ(Verify({good[0], good[2], good[1]}, chain->root),
                              "unknown-ca",
                              "out of order");
        NS_TEST_ASSERT_MSG_EQ(Verify({good[0], good[2]}, chain->root), "unknown-ca", "a gap");

        Bytes flipped = good[0];
        flipped.back() ^= 1;
        NS_TEST_ASSERT_MSG_EQ(Verify({flipped, good[1], good[2]}, chain->root),
                              "bad-signature",
                              "server's signature");
        flipped = good[2];
        flipped.back() ^= 1;
        NS_TEST_ASSERT_MSG_EQ(Verify({good[0], good[1], flipped}, chain->root),
                              "bad-signature",
                              "authority's signature");
        NS_TEST_ASSERT_MSG_EQ(m_result.depth, 2, "authority");

        CertificateRequest noFlag = authority;
        noFlag.hasCaFlag = false;
        NS_TEST_ASSERT_MSG_EQ(StatusOf(noFlag, server), "not-a-ca", "no CA flag");
        CertificateRequest noSign = authority;
        noSign.keyUsage = X509KeyUsage::CRL_SIGN;
        NS_TEST_ASSERT_MSG_EQ(StatusOf(noSign, server), "bad-key-usage", "authority's key usage");

        CertificateRequest signOnly = server;
        signOnly.keyUsage = X509KeyUsage::DIGITAL_SIGNATURE;
        NS_TEST_ASSERT_MSG_EQ(StatusOf(authority, signOnly), "ok", "signs");
        NS_TEST_ASSERT_MSG_EQ(StatusOf(authority, signOnly, X509Purpose::SERVER_ENCIPHERMENT),
                              "bad-key-usage",
                              "does not decrypt");
        CertificateRequest decryptOnly = server;
        decryptOnly.keyUsage = X509KeyUsage::KEY_ENCIPHERMENT;
        NS_TEST_ASSERT_MSG_EQ(StatusOf(authority, decryptOnly, X509Purpose::SERVER_ENCIPHERMENT),
                              "ok",
                              "decrypts");
        NS_TEST_ASSERT_MSG_EQ(StatusOf(authority, decryptOnly), "bad-key-usage", "does not sign");
        CertificateRequest otherUse = server;
        otherUse.extendedKeyUsage = {"1.3.6.1.5.5.7.3.4"};
        NS_TEST_ASSERT_MSG_EQ(StatusOf(authority, otherUse), "bad-key-usage", "for mail");
        otherUse.extendedKeyUsage = {"2.5.29.37.0"};
        NS_TEST_ASSERT_MSG_EQ(StatusOf(authority, otherUse), "ok", "for anything");

        NS_TEST_ASSERT_MSG_EQ(Verify(good, chain->root, "www.example.org"),
                              "name-mismatch",
                              "another host");

        CertificateRequest narrow = Request("Root", 3);
        narrow.pathLength = 0;
        const auto root = CertificateAuthority::CreateRoot(m_provider, m_random, narrow);
        NS_TEST_ASSERT_MSG_EQ(Verify(root->IssueServer(server)->chain, root->GetCertificate()),
                              "ok",
                              "none below");
        NS_TEST_ASSERT_MSG_EQ(Verify(root->IssueAuthority(authority)->IssueServer(server)->chain,
                                     root->GetCertificate()),
                              "path-length-exceeded",
                              "one below");
        narrow = Request("Narrow", 4);
        narrow.pathLength = 0;
        const auto top = CertificateAuthority::CreateRoot(m_provider, m_random, Request("Top", 5));
        NS_TEST_ASSERT_MSG_EQ(
            Verify(
                top->IssueAuthority(narrow)->IssueAuthority(authority)->IssueServer(server)->chain,
                top->GetCertificate()),
            "path-length-exceeded",
            "below an authority");

        auto deep = top;
        for (size_t i = 0; i < X509Verifier::MAX_DEPTH; ++i)
        {
            deep = deep->IssueAuthority(Request("CA " + std::to_string(i), i));
        }
        NS_TEST_ASSERT_MSG_EQ(Verify(deep->IssueServer(server)->chain, top->GetCertificate()),
                              "chain-too-long",
                              "eleven");

        NS_TEST_ASSERT_MSG_EQ(UnknownExtension(true), "unsupported", "critical");
        NS_TEST_ASSERT_MSG_EQ(UnknownExtension(false), "ok", "not critical");
    }

    /**
     * @param isCritical whether the extension must be understood
     * @return status of a self-signed certificate with an extension that nobody knows
     */
    std::string UnknownExtension(bool isCritical)
    {
        const auto root =
            CertificateAuthority::CreateRoot(m_provider, m_random, Request("Unknown", 0));
        // Make keyUsage (2.5.29.15) one that is not known (2.5.29.99) and sign again.
        const auto certificate = ParseX509Certificate(root->GetCertificate(), m_provider);
        Bytes tbs = certificate->tbs;
        const Bytes keyUsage = FromHex("0603551d0f0101ff0404");
        auto found = std::search(tbs.begin(), tbs.end(), keyUsage.begin(), keyUsage.end());
        NS_TEST_EXPECT_MSG_EQ((found != tbs.end()), true, "keyUsage");
        *(found + 4) = 0x63;
        if (!isCritical)
        {
            // keyUsage that is not critical needs no change of length: take SKI instead.
            *(found + 4) = 0x0f;
            const Bytes keyId = FromHex("0603551d0e0416");
            found = std::search(tbs.begin(), tbs.end(), keyId.begin(), keyId.end());
            NS_TEST_EXPECT_MSG_EQ((found != tbs.end()), true, "subjectKeyIdentifier");
            *(found + 4) = 0x63;
        }
        const auto signature =
            m_provider.Sign(*root->GetKey(), SignatureScheme::RSA_PKCS1_SHA256, tbs, m_random);
        DerReader outer(root->GetCertificate());
        DerReader parts = outer.Enter(DerTag::SEQUENCE);
        parts.Take(DerTag::SEQUENCE);
        DerWriter contents;
        contents.Raw(tbs);
        contents.Raw(parts.TakeWhole(DerTag::SEQUENCE));
        contents.BitString(*signature);
        DerWriter whole;
        whole.Element(DerTag::SEQUENCE, contents.View());
        const Bytes der = whole.Take();
        return Verify({der}, der, "", NOW, X509Purpose::ANY);
    }
};

class TamperTestCase : public X509TestCase
{
  public:
    TamperTestCase()
        : X509TestCase("A certificate that is cut or has a bit changed is never accepted")
    {
    }

  private:
    void DoRun() override
    {
        CertificateChainOptions options = Options();
        options.depth = 2;
        const auto chain = CreateCertificateChain(m_provider, m_random, options);
        X509TrustStore roots;
        roots.Add(*ParseX509Certificate(chain->root, m_provider));
        const X509Verifier verifier(m_provider, roots);
        for (size_t which = 0; which < 2; ++which)
        {
            const Bytes& good = chain->identity.chain[which];
            for (size_t i = 0; i < good.size(); ++i)
            {
                NS_TEST_ASSERT_MSG_EQ(
                    ParseX509Certificate(ByteView(good).Sub(0, i), m_provider).has_value(),
                    false,
                    "cut to " << i);
                for (unsigned int bit = 0; bit < 8; ++bit)
                {
                    Bytes changed = good;
                    changed[i] ^= static_cast<uint8_t>(1U << bit);
                    const auto parsed = ParseX509Certificate(changed, m_provider);
                    if (!parsed)
                    {
                        continue;
                    }
                    std::vector<X509Certificate> certificates = Parse(chain->identity.chain);
                    certificates[which] = *parsed;
                    const X509Result result = verifier.Verify(certificates,
                                                              "www.example.com",
                                                              NOW,
                                                              X509Purpose::SERVER_SIGNATURE);
                    NS_TEST_ASSERT_MSG_EQ((result.status != X509Status::OK),
                                          true,
                                          "bit " << bit << " of octet " << i);
                }
            }
            Bytes longer = good;
            longer.push_back(0);
            NS_TEST_ASSERT_MSG_EQ(ParseX509Certificate(longer, m_provider).has_value(),
                                  false,
                                  "one octet more");
        }
        for (size_t size = 0; size < 2000; ++size)
        {
            Bytes junk = m_random.Generate(size % 300);
            if (!junk.empty())
            {
                junk[0] = DerTag::SEQUENCE;
            }
            NS_TEST_ASSERT_MSG_EQ(ParseX509Certificate(junk, m_provider).has_value(),
                                  false,
                                  "junk");
        }
        const Bytes nested(60000, DerTag::SEQUENCE);
        NS_TEST_ASSERT_MSG_EQ(ParseX509Certificate(nested, m_provider).has_value(),
                              false,
                              "nested");
    }
};

class MixedTamperTestCase : public X509TestCase
{
  public:
    MixedTamperTestCase()
        : X509TestCase("The same holds for DSA, ECDSA and DH keys and signatures")
    {
    }

  private:
    void DoRun() override
    {
        CertificateChainOptions options = Options();
        options.depth = 2;
        options.keys = {Key("dh:1024"), Key("dsa:1024"), Key("ecdsa:secp256r1")};
        const auto chain = CreateCertificateChain(m_provider, m_random, options);
        const std::vector<X509Certificate> good = Parse(chain->identity.chain);
        const std::vector<X509Certificate> root = Parse({chain->root});
        X509TrustStore roots;
        roots.Add(root[0]);
        const X509Verifier verifier(m_provider, roots);
        for (size_t which = 0; which < 2; ++which)
        {
            const Bytes& der = good[which].der;
            for (size_t i = 0; i < der.size(); ++i)
            {
                NS_TEST_ASSERT_MSG_EQ(
                    ParseX509Certificate(ByteView(der).Sub(0, i), m_provider).has_value(),
                    false,
                    "cut to " << i);
                Bytes changed = der;
                changed[i] ^= static_cast<uint8_t>(1U << i % 8);
                const auto parsed = ParseX509Certificate(changed, m_provider);
                std::vector<X509Certificate> certificates = good;
                certificates[which] = parsed.value_or(X509Certificate{});
                const X509Result result = verifier.Verify(certificates,
                                                          "www.example.com",
                                                          NOW,
                                                          X509Purpose::SERVER_AGREEMENT);
                NS_TEST_ASSERT_MSG_EQ((result.status != X509Status::OK), true, "octet " << i);
            }
        }
        NS_TEST_ASSERT_MSG_EQ(Verify(chain->identity.chain,
                                     chain->root,
                                     "www.example.com",
                                     NOW,
                                     X509Purpose::SERVER_AGREEMENT),
                              "ok",
                              "unchanged");
    }
};

/// Tests of what a verifier accepts and refuses.
class TlsX509VerifierTestSuite : public TestSuite
{
  public:
    TlsX509VerifierTestSuite()
        : TestSuite("tls-spdy-x509-verifier", TestSuite::Type::UNIT)
    {
        AddTestCase(new HostNameTestCase);
        AddTestCase(new ChainTestCase);
        AddTestCase(new StatusTestCase);
        AddTestCase(new TamperTestCase);
        AddTestCase(new MixedTamperTestCase);
    }
};

TlsX509VerifierTestSuite g_tlsX509VerifierTestSuite; //!< registers itself

} // namespace
