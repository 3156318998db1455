/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-key-agreement-test-support.h"

#include "ns3/openssl-101-hello.h"
#include "ns3/test.h"
#include "ns3/tls-dh-steps.h"

#include <set>
#include <tuple>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

/// The four versions.
constexpr std::array<TlsVersion, 4> VERSIONS{TlsVersion::SSL_3_0,
                                             TlsVersion::TLS_1_0,
                                             TlsVersion::TLS_1_1,
                                             TlsVersion::TLS_1_2};

/// Every kind of key exchange.
class AgreementTestCase : public TestCase
{
  public:
    AgreementTestCase()
        : TestCase("Both ends come to one secret by every key exchange in every version")
    {
    }

  private:
    void DoRun() override
    {
        std::set<std::tuple<TlsKeyExchange, TlsAuthentication, bool, TlsVersion>> seen;
        for (const TlsCipherSuite& suite : GetCipherSuites())
        {
            for (const TlsVersion version : VERSIONS)
            {
                const bool isDefined = suite.minVersion <= version && version <= suite.maxVersion &&
                                       suite.keyExchange != TlsKeyExchange::SRP;
                if (isDefined &&
                    seen.insert({suite.keyExchange, suite.authentication, suite.isExport, version})
                        .second)
                {
                    Agree(suite.ianaName, version);
                }
            }
        }
        NS_TEST_EXPECT_MSG_EQ(seen.size(), 51, "kinds times versions");
        NS_TEST_EXPECT_MSG_EQ((CreateKeyAgreement(*FindCipherSuite(
                                   "TLS_SRP_SHA_RSA_WITH_AES_128_CBC_SHA")) == nullptr),
                              true,
                              "none by password");
    }

    /**
     * @param suite name of the suite
     * @param version the version
     */
    void Agree(const char* suite, TlsVersion version)
    {
        const std::string name = std::string(suite) + " in " + ToString(version);
        AgreementPair pair(suite, version);
        const auto alert = pair.Run();
        NS_TEST_ASSERT_MSG_EQ((alert ? alert->reason : std::string()), "", name);
        NS_TEST_EXPECT_MSG_EQ(ToHex(pair.client.premaster), ToHex(pair.server.premaster), name);
        NS_TEST_EXPECT_MSG_EQ(pair.client.premaster.empty(), false, name);

        // Another server has another secret.
        AgreementPair other(suite, version);
        other.client.random.Generate(1);
        other.server.random.Generate(1);
        other.Run();
        NS_TEST_EXPECT_MSG_NE(ToHex(pair.client.premaster), ToHex(other.client.premaster), name);
    }
};

/// The curves of the key exchange.
class AgreementGroupTestCase : public TestCase
{
  public:
    AgreementGroupTestCase()
        : TestCase("Curves over prime and binary fields and X25519 serve the exchange")
    {
    }

  private:
    void DoRun() override
    {
        for (const NamedGroup group : {NamedGroup::SECT163K1,
                                       NamedGroup::SECT239K1,
                                       NamedGroup::SECP160R2,
                                       NamedGroup::SECP256K1,
                                       NamedGroup::SECP521R1,
                                       NamedGroup::X25519})
        {
            AgreementPair pair("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA");
            pair.client.config.groups = {group};
            pair.client.group = NamedGroup::NONE;
            pair.server.group = group;
            const std::string pairAlert = pair.Alert();
            NS_TEST_ASSERT_MSG_EQ(pairAlert, "", ToString(group));
            NS_TEST_EXPECT_MSG_EQ((pair.client.group == group), true, ToString(group));
            NS_TEST_EXPECT_MSG_EQ(pair.client.premaster.size(),
                                  (FieldBits(group) + 7U) / 8,
                                  ToString(group));
            NS_TEST_EXPECT_MSG_EQ(ToHex(pair.client.premaster),
                                  ToHex(pair.server.premaster),
                                  ToString(group));
        }
    }
};

/// What is signed, computed here once more.
class AgreementSignatureTestCase : public TestCase
{
  public:
    AgreementSignatureTestCase()
        : TestCase("The server signs both randoms and its share with the algorithm of the version")
    {
    }

  private:
    void DoRun() override
    {
        using S = SignatureScheme;
        const char* rsa = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA";
        const char* ecdsa = "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA";
        const char* dss = "TLS_DHE_DSS_WITH_AES_128_CBC_SHA";
        // Octets of the share: of a named curve 4 and the point, of ffdhe2048 its three numbers.
        const size_t curve = 4 + 65;
        const size_t field = 2 + 256 + 2 + 1 + 2 + 256;
        Check(rsa, TlsVersion::TLS_1_2, curve, S::RSA_PKCS1_SHA256);
        Check(rsa, TlsVersion::TLS_1_1, curve, S::RSA_PKCS1_MD5_SHA1);
        Check(rsa, TlsVersion::TLS_1_0, curve, S::RSA_PKCS1_MD5_SHA1);
        Check(ecdsa, TlsVersion::TLS_1_2, curve, S::ECDSA_SECP256R1_SHA256);
        Check(ecdsa, TlsVersion::TLS_1_1, curve, S::ECDSA_SHA1);
        Check(dss, TlsVersion::TLS_1_2, field, S::DSA_SHA256);
        Check(dss, TlsVersion::TLS_1_0, field, S::DSA_SHA1);
        Check(dss, TlsVersion::SSL_3_0, field, S::DSA_SHA1);
        Check("TLS_RSA_EXPORT_WITH_RC4_40_MD5",
              TlsVersion::SSL_3_0,
              2 + 64 + 2 + 3,
              S::RSA_PKCS1_MD5_SHA1);
    }

    /**
     * @param suite name of the suite
     * @param version the version
     * @param share octets of the share
     * @param scheme how it is signed
     */
    void Check(const char* suite, TlsVersion version, size_t share, SignatureScheme scheme)
    {
        const std::string name = std::string(suite) + " in " + ToString(version);
        AgreementPair pair(suite, version);
        const std::string pairAlert = pair.Alert();
        NS_TEST_ASSERT_MSG_EQ(pairAlert, "", name);
        const ByteView message = pair.serverKeyExchange;
        Bytes content = pair.server.clientRandom;
        Append(content, pair.server.serverRandom);
        Append(content, message.Sub(0, share));
        ByteReader reader(message.Sub(share));
        if (version == TlsVersion::TLS_1_2)
        {
            NS_TEST_EXPECT_MSG_EQ(reader.U16(), static_cast<uint16_t>(scheme), name);
        }
        const ByteView signature = reader.Vector16();
        NS_TEST_ASSERT_MSG_EQ(reader.AtEnd(), true, name);
        NS_TEST_EXPECT_MSG_EQ(
            pair.client.provider.Verify(*pair.client.peerKey, scheme, content, signature),
            true,
            name);
        const std::string steps = pair.client.TakeSteps();
        NS_TEST_EXPECT_MSG_NE(steps.find(ToString(scheme)), std::string::npos, name);
    }
};

/// What a time line shows of the exchange.
class AgreementStepTestCase : public TestCase
{
  public:
    AgreementStepTestCase()
        : TestCase("Each end notes the steps of the exchange")
    {
    }

  private:
    void DoRun() override
    {
        Check("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
              "curve and base point chosen (secp256r1); private value; public value; shared secret",
              "curve and base point chosen (secp256r1); signature check (rsa_pkcs1_sha256); "
              "private value; "
              "public value; shared secret");
        Check("TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
              "curve and base point chosen (2048-bit group); private value; public value; shared "
              "secret",
              "curve and base point chosen (2048-bit group); signature check (rsa_pkcs1_sha256); "
              "private value; "
              "public value; shared secret");
        Check("TLS_DH_anon_WITH_AES_128_CBC_SHA",
              "curve and base point chosen (2048-bit group); private value; public value; shared "
              "secret",
              "curve and base point chosen (2048-bit group); private value; public value; shared "
              "secret");
        Check("TLS_DH_RSA_WITH_AES_128_CBC_SHA",
              "shared secret",
              "curve and base point chosen (2048-bit group); private value; public value; shared "
              "secret");
        Check(
            "TLS_ECDH_RSA_WITH_AES_128_CBC_SHA",
            "shared secret",
            "curve and base point chosen (secp256r1); private value; public value; shared secret");
        Check("TLS_RSA_WITH_AES_128_CBC_SHA",
              "shared secret (decrypted by the server)",
              "shared secret (chosen by the client)");
    }

    /**
     * @param suite name of the suite
     * @param server its steps
     * @param client its steps
     */
    void Check(const char* suite, const std::string& server, const std::string& client)
    {
        AgreementPair pair(suite);
        const std::string pairAlert = pair.Alert();
        NS_TEST_ASSERT_MSG_EQ(pairAlert, "", suite);
        const std::string serverSteps = pair.server.TakeSteps();
        const std::string clientSteps = pair.client.TakeSteps();
        NS_TEST_EXPECT_MSG_EQ(serverSteps, server, suite);
        NS_TEST_EXPECT_MSG_EQ(clientSteps, client, suite);
    }
};

/// RFC 5246, 7.4.7.1.
class RsaPremasterTestCase : public TestCase
{
  public:
    RsaPremasterTestCase()
        : TestCase("A bad premaster secret gives a random one for the same work and no alert")
    {
    }

  private:
    void DoRun() override
    {
        for (const TlsVersion version : VERSIONS)
        {
            Good(version);
            Bad(version, "another version", [](Bytes& body, AgreementPair& pair) {
                Encrypt(body, pair, FromHex("0302"), 46);
            });
            Bad(version, "a secret that is too short", [](Bytes& body, AgreementPair& pair) {
                Encrypt(body, pair, FromHex("0303"), 45);
            });
            Bad(version, "a secret that is too long", [](Bytes& body, AgreementPair& pair) {
                Encrypt(body, pair, FromHex("0303"), 47);
            });
            Bad(version, "an empty secret", [](Bytes& body, AgreementPair& pair) {
                Encrypt(body, pair, {}, 0);
            });
            Bad(version, "a wrong octet", [](Bytes& body, AgreementPair&) { body[70] ^= 1; });
        }
    }

    /**
     * @param body of the message; its last 128 octets are replaced
     * @param pair whose server decrypts
     * @param start first octets of the secret
     * @param rest number of octets that follow
     */
    static void Encrypt(Bytes& body, AgreementPair& pair, Bytes start, size_t rest)
    {
        start.resize(start.size() + rest, 0x77);
        const auto encrypted =
            pair.client.provider.RsaEncrypt(*pair.client.peerKey, start, pair.client.random);
        std::copy(encrypted->begin(), encrypted->end(), body.end() - 128);
    }

    /// @param version the version
    void Good(TlsVersion version)
    {
        AgreementPair pair("TLS_RSA_WITH_AES_128_CBC_SHA", version);
        pair.client.clientVersion = pair.server.clientVersion = 0x0302;
        const std::string pairAlert = pair.Alert();
        NS_TEST_ASSERT_MSG_EQ(pairAlert, "", ToString(version));
        NS_TEST_EXPECT_MSG_EQ(ToHex(ByteView(pair.server.premaster).Sub(0, 2)),
                              "0302",
                              "the version that was offered, not that which was chosen");
        NS_TEST_EXPECT_MSG_EQ(pair.server.premaster.size(), 48, "length");
        const size_t length = version == TlsVersion::SSL_3_0 ? 0 : 2;
        NS_TEST_EXPECT_MSG_EQ(pair.clientKeyExchange.size(), 128 + length, "length before it");
        m_work = pair.server.meter.Take();
    }

    /**
     * @param version the version
     * @param name what is wrong
     * @param change what makes it so
     */
    void Bad(TlsVersion version,
             const std::string& name,
             const std::function<void(Bytes&, AgreementPair&)>& change)
    {
        AgreementPair pair("TLS_RSA_WITH_AES_128_CBC_SHA", version);
        const std::string alert = pair.Alert({}, [&](Bytes& body) { change(body, pair); });
        NS_TEST_ASSERT_MSG_EQ(alert, "", name);
        NS_TEST_EXPECT_MSG_EQ(pair.server.premaster.size(), 48, name);
        NS_TEST_EXPECT_MSG_NE(ToHex(pair.server.premaster), ToHex(pair.client.premaster), name);
        NS_TEST_EXPECT_MSG_EQ(ToHex(ByteView(pair.server.premaster).Sub(0, 2)), "0303", name);
        const std::string steps = pair.server.TakeSteps();
        NS_TEST_EXPECT_MSG_EQ(steps, "shared secret (decrypted by the server)", name);
        const CryptoWork work = pair.server.meter.Take();
        NS_TEST_ASSERT_MSG_EQ(work.size(), m_work.size(), name);
        for (size_t i = 0; i < work.size(); ++i)
        {
            NS_TEST_EXPECT_MSG_EQ((work[i].operation == m_work[i].operation), true, name);
            NS_TEST_EXPECT_MSG_EQ(work[i].bits, m_work[i].bits, name);
            NS_TEST_EXPECT_MSG_EQ(work[i].bytes, m_work[i].bytes, name);
        }
    }

    CryptoWork m_work; //!< of a good one
};

/// RFC 2246, 7.4.3.
class ExportAgreementTestCase : public TestCase
{
  public:
    ExportAgreementTestCase()
        : TestCase("An exportable exchange uses keys of 512 bits, a temporary one where it must")
    {
    }

  private:
    void DoRun() override
    {
        const char* rsa = "TLS_RSA_EXPORT_WITH_RC4_40_MD5";
        AgreementPair large(rsa, TlsVersion::TLS_1_0);
        const std::string largeAlert = large.Alert();
        NS_TEST_ASSERT_MSG_EQ(largeAlert, "", "a large key");
        NS_TEST_EXPECT_MSG_EQ(large.serverKeyExchange.empty(), false, "has a temporary one");
        NS_TEST_EXPECT_MSG_EQ(large.clientKeyExchange.size(), 2 + 64, "which encrypts");

        AgreementPair small(rsa, TlsVersion::TLS_1_0);
        small.server.serverKey = GetAgreementKeys().rsa512;
        small.client.peerKey = small.server.serverKey->publicKey;
        const std::string smallAlert = small.Alert();
        NS_TEST_ASSERT_MSG_EQ(smallAlert, "", "a small key");
        NS_TEST_EXPECT_MSG_EQ(small.serverKeyExchange.empty(), true, "has no temporary one");
        NS_TEST_EXPECT_MSG_EQ(small.clientKeyExchange.size(), 2 + 64, "and encrypts itself");
        NS_TEST_EXPECT_MSG_EQ(ToHex(small.client.premaster),
                              ToHex(small.server.premaster),
                              "the secret");

        const auto plain = CreateKeyAgreement(*FindCipherSuite("TLS_RSA_WITH_RC4_128_MD5"));
        NS_TEST_EXPECT_MSG_EQ(plain->HasServerKeyExchange(GetAgreementKeys().rsa->publicKey.get()),
                              false,
                              "one that is not exportable has no temporary key");

        const char* dhe = "TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA";
        AgreementPair field(dhe, TlsVersion::TLS_1_0);
        field.server.config.dhGroup = GetFfdhe2048();
        const std::string fieldAlert = field.Alert();
        NS_TEST_ASSERT_MSG_EQ(fieldAlert, "", "a group that is too large is not used");
        const std::string steps = field.server.TakeSteps();
        NS_TEST_EXPECT_MSG_EQ(steps.substr(0, 43),
                              "curve and base point chosen (512-bit group)",
                              "but one that fits");
    }
};

/// Values that the certificates of both ends carry (RFC 5246, 7.4.7.2; RFC 8422, 5.7).
class FixedAgreementTestCase : public TestCase
{
  public:
    FixedAgreementTestCase()
        : TestCase("A client with a fixed key in the server's group sends an empty message")
    {
    }

  private:
    void DoRun() override
    {
        CryptoMeter meter;
        CryptoppProvider provider(meter);
        CryptoppRandomSource random(ToBytes("fixed"));
        Check("TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA",
              provider.GenerateEcKey(NamedGroup::SECP256R1, random),
              true);
        Check("TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA",
              provider.GenerateEcKey(NamedGroup::SECP384R1, random),
              false);
        Check("TLS_DH_DSS_WITH_AES_128_CBC_SHA",
              provider.GenerateDhKey(GetFfdhe2048(), random),
              true);
        Check("TLS_DH_DSS_WITH_AES_128_CBC_SHA",
              provider.GenerateDhKey(GetExportDhGroup(), random),
              false);
    }

    /**
     * @param suite name of the suite
     * @param key of the client
     * @param fits whether it serves
     */
    void Check(const char* suite, const PrivateKeyPtr& key, bool fits)
    {
        AgreementPair pair(suite);
        pair.client.clientKey = key;
        pair.server.peerKey = key->publicKey;
        const std::string pairAlert = pair.Alert();
        NS_TEST_ASSERT_MSG_EQ(pairAlert, "", suite);
        NS_TEST_EXPECT_MSG_EQ(pair.clientKeyExchange.empty(), fits, suite);
        NS_TEST_EXPECT_MSG_EQ(ToHex(pair.client.premaster), ToHex(pair.server.premaster), suite);

        AgreementPair strangers(suite);
        strangers.client.clientKey = key;
        const std::string strangersAlert = strangers.Alert();
        NS_TEST_EXPECT_MSG_EQ(strangersAlert,
                              std::string(fits ? "illegal_parameter" : ""),
                              "a server that has no certificate of the client");
    }
};

/// The groups that a server takes by itself.
class DefaultDhGroupTestCase : public TestCase
{
  public:
    DefaultDhGroupTestCase()
        : TestCase("The groups of DHE are sound and of the size that they say")
    {
    }

  private:
    void DoRun() override
    {
        CryptoMeter meter;
        CryptoppProvider provider(meter);
        NS_TEST_EXPECT_MSG_EQ(BitsOf(GetFfdhe2048()), 2048, "ffdhe2048");
        NS_TEST_EXPECT_MSG_EQ(provider.IsSoundDhGroup(GetFfdhe2048(), 2048), true, "ffdhe2048");
        NS_TEST_EXPECT_MSG_EQ(BitsOf(GetExportDhGroup()), 512, "the exportable one");
        NS_TEST_EXPECT_MSG_EQ(provider.IsSoundDhGroup(GetExportDhGroup(), 512),
                              true,
                              "the exportable one");
        // Of 2^2048 - 2^1984 + ((2^1918 * e) + 560316) * 2^64 - 1 (RFC 7919, A.1), computed apart.
        NS_TEST_EXPECT_MSG_EQ(ToHex(provider.Hash(HashAlgorithm::SHA256, GetFfdhe2048().p)),
                              "9cd3b7f336872f46c09428d1bbc19877a4d440512cda8d1c1cf0cd6e33698966",
                              "ffdhe2048");
        NS_TEST_EXPECT_MSG_EQ(BitsOf({FromHex("000001ff"), {2}}), 9, "zeros do not count");
        NS_TEST_EXPECT_MSG_EQ(BitsOf({FromHex("01"), {2}}), 1, "one bit");
        NS_TEST_EXPECT_MSG_EQ(BitsOf({FromHex("0000"), {2}}), 0, "nothing");
        NS_TEST_EXPECT_MSG_EQ(BitsOf({{}, {2}}), 0, "not even that");
    }
};

/// The suite.
class TlsKeyAgreementTestSuite : public TestSuite
{
  public:
    TlsKeyAgreementTestSuite()
        : TestSuite("tls-spdy-key-agreement", TestSuite::Type::UNIT)
    {
        AddTestCase(new AgreementTestCase);
        AddTestCase(new AgreementGroupTestCase);
        AddTestCase(new AgreementSignatureTestCase);
        AddTestCase(new AgreementStepTestCase);
        AddTestCase(new RsaPremasterTestCase);
        AddTestCase(new ExportAgreementTestCase);
        AddTestCase(new FixedAgreementTestCase);
        AddTestCase(new DefaultDhGroupTestCase);
    }
};

/// Registers the suite.
TlsKeyAgreementTestSuite g_tlsKeyAgreementTestSuite;

} // namespace
