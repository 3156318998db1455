/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-x509-test-support.h"

#include "ns3/calendar-time.h"
#include "ns3/cryptopp-der-reader.h"
#include "ns3/cryptopp-der-writer.h"
#include "ns3/pem-codec.h"

#include <limits>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

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

/// Tests of dates, DER, PEM and certificates made elsewhere.
class TlsX509CodecTestSuite : public TestSuite
{
  public:
    TlsX509CodecTestSuite()
        : TestSuite("tls-spdy-x509-codec", TestSuite::Type::UNIT)
    {
        AddTestCase(new CalendarTestCase);
        AddTestCase(new DerTestCase);
        AddTestCase(new PemTestCase);
        AddTestCase(new IdentityTestCase);
        AddTestCase(new OpensslCertificateTestCase);
    }
};

TlsX509CodecTestSuite g_tlsX509CodecTestSuite; //!< registers itself

} // namespace
