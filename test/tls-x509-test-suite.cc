/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/calendar-time.h"
#include "ns3/certificate-chain.h"
#include "ns3/cryptopp-der-reader.h"
#include "ns3/cryptopp-der-writer.h"
#include "ns3/cryptopp-provider.h"
#include "ns3/cryptopp-random-source.h"
#include "ns3/pem-codec.h"
#include "ns3/test.h"
#include "ns3/x509-host-name.h"
#include "ns3/x509-verifier.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>
#include <utility>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

/// A self-signed certificate that OpenSSL made.
const char* const OPENSSL_CERTIFICATE =
    "308203cf308202b7a00302010202081234567890abcdef300d06092a864886f70d01010b05003045310b"
    "30090603550406130244453111300f060355040a0c0854657374204f7267310d300b060355040b0c0455"
    "6e69743114301206035504030c0b7365727665722e746573743020170d3236313132313039323832375a"
    "180f32313236313032383039323832375a3045310b30090603550406130244453111300f060355040a0c"
    "0854657374204f7267310d300b060355040b0c04556e69743114301206035504030c0b7365727665722e"
    "7465737430820122300d06092a864886f70d01010105000382010f003082010a0282010100aa1173df8c"
    "b95948689849706e1f9c9fb93607170e705d71d2165fbe36ba669c860fe3ef233b0ae83593038e85db25"
    "1526e2b4a739cca15d454d9955a6df0d4b5ab207e515d6f4aec30e7e6654c1981e6e1436cbab74d415d0"
    "4cd61d910f707cec057b273d61cc0ab1b42659175464a2aa789a4bac1ea1e59f5e1bedc1ceb67f8e70f8"
    "6c2ea15e2eca1fcef355bed331812f75c1235378f60e9a90f6077e1672ffec75543786d12ef26e6fc9c2"
    "11c28be3ee91dd02c4d03520e1ca24fa91fce4799994f1500b2b9e4c4ad6d5f33650e2a68a574380345f"
    "8fc4ab4f157e46ea79cf0c079865d44233a8df493e9f5f99e99f02673b92c4be2d725ddefae94a606302"
    "03010001a381c03081bd30120603551d130101ff040830060101ff020103300e0603551d0f0101ff0404"
    "03020186301d0603551d250416301406082b0601050507030106082b0601050507030230470603551d11"
    "0440303e820b7365727665722e74657374820d2a2e7365727665722e746573748704c000020787102001"
    "0db800000000000000000000000781086140622e74657374301d0603551d0e04160414e964a77b56e282"
    "e38b164fefa4e343792570003730100603551d2004093007300506032a0304300d06092a864886f70d01"
    "010b05000382010100a8230e6ae7fc683fe640ce87251cef333e8a9e351c165bcc3d033ba75837ebde95"
    "fd6e86aceb532e71b555e479576dd9781a3323829362c5caf8f8475f172e0fe1577f080b1a4fd119fe18"
    "185d98a5b8fb386b6a53994d324e79d2b2b7621c0063d146aba646a24df8d83ceaa3d051e5eae41f9f9a"
    "e3fe0777de099ebec8d41392eb983d9d3a4d5778f1dd61fe3b0bcf9b6097592aa8f132df93ec1e119f93"
    "e2e36be1510ea22bdf2015888da506113e6594a435c10c4093a9e2230f4c107406e07cddb58122dceed4"
    "72d361f425efbcee88429e1027c83178dcf3bb383e73d438301f9a5ebc96ed9de303449ced9dc6335385"
    "a1266293099cd5607c21e6324d";

constexpr int64_t NOT_BEFORE = 1388534400; //!< 2014-01-01
constexpr int64_t NOW = 1400000000;        //!< 2014-05-13
constexpr int64_t NOT_AFTER = 1420070399;  //!< 2014-12-31
constexpr uint16_t KEY_BITS = 1024;        //!< enough for tests, and quick

/// A test with a provider and keys of its own.
class X509TestCase : public TestCase
{
  public:
    /// @param title a sentence
    explicit X509TestCase(const std::string& title)
        : TestCase(title),
          m_provider(m_meter),
          m_random(ToBytes("x509"))
    {
    }

  protected:
    /// @return keys that all tests share, root's last
    const std::vector<PrivateKeyPtr>& Keys()
    {
        static std::vector<PrivateKeyPtr> keys;
        while (keys.size() <= MAX_CHAIN_DEPTH + 2)
        {
            keys.push_back(m_provider.GenerateRsaKey(KEY_BITS, m_random));
        }
        return keys;
    }

    /// @return options of a chain of three with the shared keys
    CertificateChainOptions Options()
    {
        CertificateChainOptions options;
        options.notBefore = NOT_BEFORE;
        options.notAfter = NOT_AFTER;
        options.keys = Keys();
        return options;
    }

    /**
     * @param name common name
     * @param key which of the shared keys
     * @return a request
     */
    CertificateRequest Request(const std::string& name, size_t key)
    {
        CertificateRequest request;
        request.commonName = name;
        request.notBefore = NOT_BEFORE;
        request.notAfter = NOT_AFTER;
        request.key = Keys()[key];
        return request;
    }

    /**
     * @param chain in DER
     * @return parsed
     */
    std::vector<X509Certificate> Parse(const std::vector<Bytes>& chain)
    {
        std::vector<X509Certificate> parsed;
        for (const Bytes& der : chain)
        {
            std::optional<X509Certificate> certificate = ParseX509Certificate(der, m_provider);
            NS_TEST_EXPECT_MSG_EQ(certificate.has_value(), true, "parses");
            parsed.push_back(certificate.value_or(X509Certificate{}));
        }
        return parsed;
    }

    /**
     * @param chain in DER
     * @param root in DER
     * @param host that was asked for
     * @param now date
     * @param purpose of the peer's key
     * @return name of the status
     */
    std::string Verify(const std::vector<Bytes>& chain,
                       const Bytes& root,
                       const std::string& host = "www.example.com",
                       int64_t now = NOW,
                       X509Purpose purpose = X509Purpose::SERVER_SIGNATURE)
    {
        X509TrustStore roots;
        for (const X509Certificate& certificate : Parse({root}))
        {
            roots.Add(certificate);
        }
        m_checks.clear();
        m_result = X509Verifier(m_provider, roots)
                       .Verify(Parse(chain), host, now, purpose, [this](const X509Check& check) {
                           m_checks.push_back(check);
                       });
        return tls::ToString(m_result.status);
    }

    CryptoMeter m_meter;             //!< what the provider counts
    CryptoppProvider m_provider;     //!< what computes
    CryptoppRandomSource m_random;   //!< for keys and serial numbers
    X509Result m_result;             //!< of the last Verify()
    std::vector<X509Check> m_checks; //!< of the last Verify()
};

class CalendarTestCase : public X509TestCase
{
  public:
    CalendarTestCase()
        : X509TestCase("Dates and seconds convert both ways over all years of a certificate")
    {
    }

  private:
    void DoRun() override
    {
        NS_TEST_ASSERT_MSG_EQ(FormatCalendarTime(0), "1970-01-01 00:00:00 UTC", "epoch");
        NS_TEST_ASSERT_MSG_EQ(FormatCalendarTime(951782400), "2000-02-29 00:00:00 UTC", "leap");
        NS_TEST_ASSERT_MSG_EQ(FormatCalendarTime(-1), "1969-12-31 23:59:59 UTC", "before");
        NS_TEST_ASSERT_MSG_EQ(FormatCalendarTime(253402300799),
                              "9999-12-31 23:59:59 UTC",
                              "last second");
        for (int64_t seconds = -62167219200; seconds < 253402300799; seconds += 86400 * 13 + 7919)
        {
            const std::optional<int64_t> back = FromCalendarTime(ToCalendarTime(seconds));
            NS_TEST_ASSERT_MSG_EQ((back && *back == seconds), true, seconds << " and back");
        }
        NS_TEST_ASSERT_MSG_EQ(FromCalendarTime({2013, 2, 29, 0, 0, 0}).has_value(), false, "leap");
        NS_TEST_ASSERT_MSG_EQ(FromCalendarTime({2013, 13, 1, 0, 0, 0}).has_value(), false, "month");
        NS_TEST_ASSERT_MSG_EQ(FromCalendarTime({2013, 1, 1, 24, 0, 0}).has_value(), false, "hour");
    }
};

class DerTestCase : public X509TestCase
{
  public:
    DerTestCase()
        : X509TestCase("DER that is written reads back; what is BER but not DER is refused")
    {
    }

  private:
    void DoRun() override
    {
        for (const size_t size : {0, 1, 127, 128, 255, 256, 65535, 65536})
        {
            DerWriter writer;
            writer.Element(DerTag::OCTET_STRING, Bytes(size, 0x5a));
            writer.Boolean(true);
            const Bytes der = writer.Take();
            DerReader reader(der);
            NS_TEST_ASSERT_MSG_EQ(reader.Take(DerTag::OCTET_STRING).Size(), size, "size");
            NS_TEST_ASSERT_MSG_EQ(reader.Boolean(), true, "what follows");
            NS_TEST_ASSERT_MSG_EQ(reader.AtEnd(), true, "end");
        }
        for (const uint32_t value : {0U, 1U, 127U, 128U, 255U, 256U, 65537U, 0x80000000U})
        {
            DerWriter writer;
            writer.Unsigned(value);
            const Bytes der = writer.Take();
            DerReader reader(der);
            NS_TEST_ASSERT_MSG_EQ(reader.Unsigned(std::numeric_limits<uint32_t>::max()),
                                  value,
                                  "number");
        }
        for (const int64_t seconds : {int64_t{0}, NOW, int64_t{2524607999}, int64_t{2524608000}})
        {
            DerWriter writer;
            writer.Time(seconds);
            const Bytes der = writer.Take();
            DerReader reader(der);
            NS_TEST_ASSERT_MSG_EQ(static_cast<int>(reader.PeekTag()),
                                  (seconds < 2524608000 ? 0x17 : 0x18),
                                  "UTCTime to 2049");
            NS_TEST_ASSERT_MSG_EQ(reader.Time(), seconds, "time");
        }
        DerWriter writer;
        writer.ObjectIdentifier("1.2.840.113549.1.1.11");
        NS_TEST_ASSERT_MSG_EQ(ToHex(writer.View()), "06092a864886f70d01010b", "identifier");
        NS_TEST_ASSERT_MSG_EQ(FormatObjectIdentifier(writer.View().Sub(2)),
                              "1.2.840.113549.1.1.11",
                              "identifier and back");
        for (const char* hex : {"048105",     // cut
                                "048101aa",   // length in long form
                                "04820001aa", // leading zero in length
                                "0480aa0000", // indefinite
                                "048900000000000000000100",
                                "048fffffffffffffffffffffffffffffff",
                                "1f0101", // long tag
                                ""})
        {
            const Bytes der = FromHex(hex);
            DerReader reader(der);
            reader.Take(reader.PeekTag());
            NS_TEST_ASSERT_MSG_EQ(reader.Ok(), false, "length " << hex);
        }
        for (const char* hex : {"0200", "02020001", "0202ff80", "0201ff", "0205ffffffffff"})
        {
            const Bytes der = FromHex(hex);
            DerReader reader(der);
            reader.Unsigned(std::numeric_limits<uint32_t>::max());
            NS_TEST_ASSERT_MSG_EQ(reader.Ok(), false, "integer " << hex);
        }
        const Bytes notBoolean = FromHex("010101");
        DerReader boolean(notBoolean);
        boolean.Boolean();
        NS_TEST_ASSERT_MSG_EQ(boolean.Ok(), false, "boolean 1");
        for (const char* hex : {"0300", "030108", "030101", "03020101", "030208ff"})
        {
            const Bytes der = FromHex(hex);
            DerReader reader(der);
            unsigned int unused = 0;
            reader.BitString(unused);
            NS_TEST_ASSERT_MSG_EQ(reader.Ok(), false, "bit string " << hex);
        }
        for (const char* hex : {"0600", "060180", "06028001", "0603550480"})
        {
            const Bytes der = FromHex(hex);
            DerReader reader(der);
            reader.ObjectIdentifier();
            NS_TEST_ASSERT_MSG_EQ(reader.Ok(), false, "identifier " << hex);
        }
    }
};

class PemTestCase : public X509TestCase
{
  public:
    PemTestCase()
        : X509TestCase("PEM that is written reads back; malformed blocks are passed over")
    {
    }

  private:
    void DoRun() override
    {
        for (size_t size = 0; size < 130; ++size)
        {
            const Bytes der = m_random.Generate(size);
            const std::vector<PemBlock> blocks = ParsePem("text\n" + ToPem("A B", der) + "more");
            NS_TEST_ASSERT_MSG_EQ(blocks.size(), 1, "one block");
            NS_TEST_ASSERT_MSG_EQ(blocks[0].label, "A B", "label");
            NS_TEST_ASSERT_MSG_EQ(ToHex(blocks[0].der), ToHex(der), "contents");
        }
        const std::string good = ToPem("X", Bytes(4, 1));
        const std::string bad = "-----BEGIN X-----\nA?==\n-----END X-----\n"
                                "-----BEGIN X-----\nProc-Type: 4\n-----END X-----\n"
                                "-----BEGIN X-----\nAAA\n-----END X-----\n"
                                "-----BEGIN X-----\nAQE=\n-----END Y-----\n";
        NS_TEST_ASSERT_MSG_EQ(ParsePem(good + bad + good).size(), 2, "the good ones");
        NS_TEST_ASSERT_MSG_EQ(ParsePem("-----BEGIN X-----\nAAAA").size(), 0, "no end");
        NS_TEST_ASSERT_MSG_EQ(ParsePem("-----BEGIN ").size(), 0, "no label");
    }
};

class IdentityTestCase : public X509TestCase
{
  public:
    IdentityTestCase()
        : X509TestCase("An identity loads from PEM, also with a PKCS #1 key, if its parts fit")
    {
    }

  private:
    void DoRun() override
    {
        const auto chain = CreateCertificateChain(m_provider, m_random, Options());
        NS_TEST_ASSERT_MSG_EQ(chain.has_value(), true, "chain");
        std::string certificates;
        for (const Bytes& der : chain->identity.chain)
        {
            certificates += ToPem("CERTIFICATE", der);
        }
        const Bytes& pkcs8 = chain->identity.key->pkcs8;
        const std::string key = ToPem("PRIVATE KEY", pkcs8);
        const auto loaded = LoadTlsIdentity(certificates, key, m_provider);
        NS_TEST_ASSERT_MSG_EQ(loaded.has_value(), true, "PKCS #8");
        NS_TEST_ASSERT_MSG_EQ((loaded->chain == chain->identity.chain), true, "chain");
        NS_TEST_ASSERT_MSG_EQ(ToHex(loaded->key->pkcs8), ToHex(pkcs8), "key");
        DerReader outer(pkcs8);
        DerReader info = outer.Enter(DerTag::SEQUENCE);
        info.Integer();
        info.Take(DerTag::SEQUENCE);
        const std::string pkcs1 = ToPem("RSA PRIVATE KEY", info.Take(DerTag::OCTET_STRING));
        NS_TEST_ASSERT_MSG_EQ(LoadTlsIdentity(certificates, pkcs1, m_provider).has_value(),
                              true,
                              "PKCS #1");
        const std::string other = ToPem("PRIVATE KEY", Keys()[1]->pkcs8);
        NS_TEST_ASSERT_MSG_EQ(LoadTlsIdentity(certificates, other, m_provider).has_value(),
                              false,
                              "another key");
        NS_TEST_ASSERT_MSG_EQ(LoadTlsIdentity(key, key, m_provider).has_value(), false, "no chain");
        NS_TEST_ASSERT_MSG_EQ(LoadTlsIdentity(certificates, certificates, m_provider).has_value(),
                              false,
                              "no key");
    }
};

class OpensslCertificateTestCase : public X509TestCase
{
  public:
    OpensslCertificateTestCase()
        : X509TestCase("A certificate that OpenSSL made is taken apart and verifies")
    {
    }

  private:
    void DoRun() override
    {
        const Bytes der = FromHex(OPENSSL_CERTIFICATE);
        const auto certificate = ParseX509Certificate(der, m_provider);
        NS_TEST_ASSERT_MSG_EQ(certificate.has_value(), true, "parses");
        NS_TEST_ASSERT_MSG_EQ(certificate->subject.ToString(),
                              "CN=server.test, OU=Unit, O=Test Org, C=DE",
                              "subject");
        NS_TEST_ASSERT_MSG_EQ(certificate->subject.commonName, "server.test", "common name");
        NS_TEST_ASSERT_MSG_EQ((certificate->issuer.der == certificate->subject.der),
                              true,
                              "self-issued");
        NS_TEST_ASSERT_MSG_EQ(ToHex(certificate->serial), "1234567890abcdef", "serial");
        NS_TEST_ASSERT_MSG_EQ(FormatCalendarTime(certificate->notBefore),
                              "2026-11-21 09:28:27 UTC",
                              "UTCTime");
        NS_TEST_ASSERT_MSG_EQ(FormatCalendarTime(certificate->notAfter),
                              "2126-10-28 09:28:27 UTC",
                              "GeneralizedTime");
        NS_TEST_ASSERT_MSG_EQ(certificate->publicKey->bits, 2048, "key");
        NS_TEST_ASSERT_MSG_EQ(certificate->isCa, true, "CA flag");
        NS_TEST_ASSERT_MSG_EQ(certificate->pathLength.value_or(99), 3, "path length");
        NS_TEST_ASSERT_MSG_EQ(certificate->keyUsage.value_or(0),
                              (X509KeyUsage::DIGITAL_SIGNATURE | X509KeyUsage::KEY_CERT_SIGN |
                               X509KeyUsage::CRL_SIGN),
                              "key usage");
        NS_TEST_ASSERT_MSG_EQ(certificate->extendedKeyUsage.size(), 2, "extended key usage");
        NS_TEST_ASSERT_MSG_EQ(certificate->extendedKeyUsage[0], "1.3.6.1.5.5.7.3.1", "server");
        NS_TEST_ASSERT_MSG_EQ(certificate->dnsNames.size(), 2, "DNS names");
        NS_TEST_ASSERT_MSG_EQ(certificate->dnsNames[1], "*.server.test", "wildcard");
        NS_TEST_ASSERT_MSG_EQ(certificate->ipAddresses.size(), 2, "addresses");
        NS_TEST_ASSERT_MSG_EQ(ToHex(certificate->subjectKeyId),
                              "e964a77b56e282e38b164fefa4e3437925700037",
                              "key identifier");
        NS_TEST_ASSERT_MSG_EQ((certificate->signatureScheme == SignatureScheme::RSA_PKCS1_SHA256),
                              true,
                              "algorithm");
        NS_TEST_ASSERT_MSG_EQ(certificate->hasUnknownCriticalExtension, false, "extensions");
        const int64_t now = certificate->notBefore;
        for (const char* host : {"server.test", "a.server.test", "192.0.2.7", "2001:db8::7"})
        {
            NS_TEST_ASSERT_MSG_EQ(Verify({der}, der, host, now), "ok", host);
        }
        for (const char* host : {"other.test", "a.b.server.test", "192.0.2.8", "2001:db8::8"})
        {
            NS_TEST_ASSERT_MSG_EQ(Verify({der}, der, host, now), "name-mismatch", host);
        }
        NS_TEST_ASSERT_MSG_EQ(Verify({der}, der, "", now), "ok", "no host");
    }
};

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
        options.keyBits = KEY_BITS;
        const auto chain = CreateCertificateChain(m_provider, random, options);
        return chain ? ToHex(chain->identity.chain[0]) : "";
    }

    void DoRun() override
    {
        NS_TEST_ASSERT_MSG_EQ(Create("one"), Create("one"), "same seed");
        NS_TEST_ASSERT_MSG_NE(Create("one"), Create("two"), "another seed");
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

/// Tests of the X.509 floor.
class TlsX509TestSuite : public TestSuite
{
  public:
    TlsX509TestSuite()
        : TestSuite("tls-spdy-x509", TestSuite::Type::UNIT)
    {
        AddTestCase(new CalendarTestCase);
        AddTestCase(new DerTestCase);
        AddTestCase(new PemTestCase);
        AddTestCase(new IdentityTestCase);
        AddTestCase(new OpensslCertificateTestCase);
        AddTestCase(new HostNameTestCase);
        AddTestCase(new ChainTestCase);
        AddTestCase(new SizeTestCase);
        AddTestCase(new DeterminismTestCase);
        AddTestCase(new StatusTestCase);
        AddTestCase(new TamperTestCase);
        AddTestCase(new ExportTestCase);
    }
};

TlsX509TestSuite g_tlsX509TestSuite; //!< registers itself

} // namespace
