/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-x509-openssl-data.h"
#include "tls-x509-test-support.h"

#include "ns3/calendar-time.h"
#include "ns3/cryptopp-der-reader.h"
#include "ns3/cryptopp-der-writer.h"
#include "ns3/pem-codec.h"
#include "ns3/pem-key.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

constexpr int64_t OPENSSL_NOW =
    1900000000; //!< 2030-03-17, when OpenSSL's chain of mixed keys holds

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

/**
 * @param pem one block
 * @return what it holds
 */
Bytes
Der(const char* pem)
{
    return ParsePem(pem).at(0).der;
}

class OpensslKeyTestCase : public X509TestCase
{
  public:
    OpensslKeyTestCase()
        : X509TestCase("Keys and certificates of every kind that OpenSSL made are taken")
    {
    }

  private:
    /// A server's certificate, its key and what the key can do.
    struct Server
    {
        const char* certificate;
        const char* key;
        X509Purpose purpose;
    };

    void DoRun() override
    {
        const std::string authority = openssl::AUTHORITY;
        for (const Server& server :
             {Server{openssl::ECDSA_CERTIFICATE, openssl::ECDSA_KEY, X509Purpose::SERVER_SIGNATURE},
              Server{openssl::ECDSA_CERTIFICATE, openssl::ECDSA_KEY, X509Purpose::SERVER_AGREEMENT},
              Server{openssl::DSA_CERTIFICATE, openssl::DSA_KEY, X509Purpose::SERVER_SIGNATURE},
              Server{openssl::DH_CERTIFICATE, openssl::DH_KEY, X509Purpose::SERVER_AGREEMENT}})
        {
            const auto identity =
                LoadTlsIdentity(server.certificate + authority, server.key, m_provider);
            NS_TEST_ASSERT_MSG_EQ(identity.has_value(), true, "certificate and key fit");
            NS_TEST_ASSERT_MSG_EQ(identity->hosts.size(), 2, "hosts");
            const std::string host = "www.example.com";
            NS_TEST_ASSERT_MSG_EQ(
                Verify(identity->chain, Der(openssl::ROOT), host, OPENSSL_NOW, server.purpose),
                "ok",
                "verifies");
            std::vector<Bytes> flipped = identity->chain;
            flipped[1].back() ^= 1;
            NS_TEST_ASSERT_MSG_EQ(
                Verify(flipped, Der(openssl::ROOT), host, OPENSSL_NOW, server.purpose),
                "bad-signature",
                "authority's signature");
            flipped = identity->chain;
            flipped[0].back() ^= 1;
            NS_TEST_ASSERT_MSG_EQ(
                Verify(flipped, Der(openssl::ROOT), host, OPENSSL_NOW, server.purpose),
                "bad-signature",
                "own signature");
        }
        NS_TEST_ASSERT_MSG_EQ(
            LoadTlsIdentity(openssl::DSA_CERTIFICATE, openssl::ECDSA_KEY, m_provider).has_value(),
            false,
            "another's key");
        ExpectKeyForms();
        ExpectGroup();
    }

    /// A key loads in each form that PEM has for it.
    void ExpectKeyForms()
    {
        for (const char* pem : {openssl::ECDSA_KEY, openssl::DSA_KEY, openssl::DH_KEY})
        {
            const PrivateKeyPtr key = LoadPrivateKeyPem(pem, m_provider);
            NS_TEST_ASSERT_MSG_EQ((key != nullptr), true, "loads");
            const PrivateKeyPtr again =
                LoadPrivateKeyPem(ToPem("PRIVATE KEY", key->pkcs8), m_provider);
            NS_TEST_ASSERT_MSG_EQ(ToHex(again->publicKey->spki),
                                  ToHex(key->publicKey->spki),
                                  "PKCS #8");
        }
        // SEC 1 without parameters takes the curve from the block before it, or is of no use.
        const std::vector<PemBlock> blocks = ParsePem(openssl::ECDSA_KEY);
        Bytes bare = blocks.at(1).der;
        const Bytes parameters = FromHex("a00a06082a8648ce3d030107");
        const auto found =
            std::search(bare.begin(), bare.end(), parameters.begin(), parameters.end());
        NS_TEST_ASSERT_MSG_EQ((found != bare.end()), true, "names its curve");
        bare.erase(found, found + static_cast<std::ptrdiff_t>(parameters.size()));
        bare[1] = static_cast<uint8_t>(bare[1] - parameters.size());
        const std::string alone = ToPem("EC PRIVATE KEY", bare);
        NS_TEST_ASSERT_MSG_EQ((LoadPrivateKeyPem(alone, m_provider) == nullptr), true, "no curve");
        const PrivateKeyPtr withBlock =
            LoadPrivateKeyPem(ToPem("EC PARAMETERS", blocks.at(0).der) + alone, m_provider);
        NS_TEST_ASSERT_MSG_EQ((withBlock != nullptr), true, "curve before it");
        NS_TEST_ASSERT_MSG_EQ(
            ToHex(withBlock->publicKey->spki),
            ToHex(LoadPrivateKeyPem(openssl::ECDSA_KEY, m_provider)->publicKey->spki),
            "the same key");
        ExpectDamageIsSeen("EC PRIVATE KEY", blocks.at(1).der);
        ExpectDamageIsSeen("DSA PRIVATE KEY", Der(openssl::DSA_KEY));
        ExpectDamageIsSeen("PRIVATE KEY", Der(openssl::DH_KEY));
    }

    /**
     * No cut of a key loads, and no flipped bit does harm.
     * @param label of the block
     * @param der what it holds
     */
    void ExpectDamageIsSeen(const std::string& label, const Bytes& der)
    {
        for (size_t i = 0; i < der.size(); ++i)
        {
            const std::string cut = ToPem(label, ByteView(der).Sub(0, i));
            NS_TEST_ASSERT_MSG_EQ((LoadPrivateKeyPem(cut, m_provider) == nullptr),
                                  true,
                                  label << " cut to " << i);
        }
        for (size_t i = 0; i < der.size(); i += 3)
        {
            Bytes changed = der;
            changed[i] ^= static_cast<uint8_t>(1U << i % 8);
            LoadPrivateKeyPem(ToPem(label, changed), m_provider);
        }
    }

    /// Parameters give the group of the key that was made with them.
    void ExpectGroup()
    {
        const auto group = LoadDhGroupPem(openssl::DH_PARAMETERS);
        NS_TEST_ASSERT_MSG_EQ(group.has_value(), true, "loads");
        const PrivateKeyPtr key = LoadPrivateKeyPem(openssl::DH_KEY, m_provider);
        NS_TEST_ASSERT_MSG_EQ(ToHex(group->p), ToHex(key->publicKey->dhGroup.p), "p");
        NS_TEST_ASSERT_MSG_EQ(ToHex(group->g), ToHex(key->publicKey->dhGroup.g), "g");
        NS_TEST_ASSERT_MSG_EQ(m_provider.IsSoundDhGroup(*group, 1024), true, "sound");
        NS_TEST_ASSERT_MSG_EQ(LoadDhGroupPem(openssl::DH_KEY).has_value(), false, "none");
        const auto load = [](const char* hex) {
            return LoadDhGroupPem(ToPem("DH PARAMETERS", FromHex(hex)));
        };
        NS_TEST_ASSERT_MSG_EQ(ToHex(load("3007020200fb020102")->p), "fb", "no sign octet");
        NS_TEST_ASSERT_MSG_EQ(load("30090201170201020201a0").has_value(), true, "with a length");
        for (const char* hex : {"",
                                "3003020117",
                                "3006020181020102",
                                "300c020117020102020105020105",
                                "30060201170201020500",
                                "3006020117040102"})
        {
            NS_TEST_ASSERT_MSG_EQ(load(hex).has_value(), false, "malformed: " << hex);
        }
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
        AddTestCase(new OpensslKeyTestCase);
    }
};

TlsX509CodecTestSuite g_tlsX509CodecTestSuite; //!< registers itself

} // namespace
