/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-key-agreement-test-support.h"

#include "ns3/openssl-101-hello.h"
#include "ns3/test.h"
#include "ns3/tls-dh-steps.h"
#include "ns3/tls-key-exchange-messages.h"

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

constexpr const char* RSA = "TLS_RSA_WITH_AES_128_CBC_SHA";
constexpr const char* RSA_EXPORT = "TLS_RSA_EXPORT_WITH_RC4_40_MD5";
constexpr const char* DH_RSA = "TLS_DH_RSA_WITH_AES_128_CBC_SHA";
constexpr const char* DH_RSA_EXPORT = "TLS_DH_RSA_EXPORT_WITH_DES40_CBC_SHA";
constexpr const char* DHE_DSS = "TLS_DHE_DSS_WITH_AES_128_CBC_SHA";
constexpr const char* DHE_RSA = "TLS_DHE_RSA_WITH_AES_128_CBC_SHA";
constexpr const char* DH_ANON = "TLS_DH_anon_WITH_AES_128_CBC_SHA";
constexpr const char* DH_ANON_EXPORT = "TLS_DH_anon_EXPORT_WITH_RC4_40_MD5";
constexpr const char* ECDH_RSA = "TLS_ECDH_RSA_WITH_AES_128_CBC_SHA";
constexpr const char* ECDHE_RSA = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA";
constexpr const char* ECDHE_ECDSA = "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA";
constexpr const char* ECDH_ANON = "TLS_ECDH_anon_WITH_AES_128_CBC_SHA";

/// A test that compares alerts.
class RefusalTestCase : public TestCase
{
  public:
    using TestCase::TestCase;

  protected:
    using Change = AgreementPair::Change;

    /**
     * @param pair both ends
     * @param name what is wrong
     * @param expected the alert, empty for none
     * @param changeServer what happens to the Server Key Exchange
     * @param changeClient what happens to the Client Key Exchange
     */
    void Check(AgreementPair& pair,
               const std::string& name,
               const std::string& expected,
               const Change& changeServer = {},
               const Change& changeClient = {})
    {
        const std::string alert = pair.Alert(changeServer, changeClient);
        NS_TEST_EXPECT_MSG_EQ(alert, expected, name);
        const bool isSame = pair.client.premaster == pair.server.premaster;
        NS_TEST_EXPECT_MSG_EQ((!expected.empty() || isSame), true, name + " gives one secret");
    }

    /**
     * As above, in TLS 1.2.
     * @param suite name of the suite
     * @param name what is wrong
     * @param expected the alert, empty for none
     * @param changeServer what happens to the Server Key Exchange
     * @param changeClient what happens to the Client Key Exchange
     */
    void Check(const char* suite,
               const std::string& name,
               const std::string& expected,
               const Change& changeServer = {},
               const Change& changeClient = {})
    {
        AgreementPair pair(suite);
        Check(pair, name, expected, changeServer, changeClient);
    }

    /**
     * @tparam Params what an anonymous server contributes
     * @param change what happens to it
     * @return the same as a change of the message
     */
    template <typename Params>
    static Change Share(const std::function<void(Params&)>& change)
    {
        return [change](Bytes& body) {
            ByteReader reader(body);
            Params params;
            Parse(reader, params);
            change(params);
            ByteWriter writer;
            Serialize(params, writer);
            writer.Write(reader.TakeRest());
            body = writer.Take();
        };
    }

    /**
     * @param body what is sent instead
     * @return the change
     */
    static Change Replace(const Bytes& body)
    {
        return [body](Bytes& octets) { octets = body; };
    }
};

/// RFC 5246, 7.4.3.
class SignatureRefusalTestCase : public RefusalTestCase
{
  public:
    SignatureRefusalTestCase()
        : RefusalTestCase("A share whose signature is wrong or not as offered is refused")
    {
    }

  private:
    void DoRun() override
    {
        for (const char* suite : {ECDHE_RSA, ECDHE_ECDSA, DHE_RSA, DHE_DSS})
        {
            for (const TlsVersion version : {TlsVersion::TLS_1_0, TlsVersion::TLS_1_2})
            {
                Flip(suite, version);
            }
        }
        Flip(DHE_RSA, TlsVersion::SSL_3_0);
        Flip(RSA_EXPORT, TlsVersion::TLS_1_0);

        AgreementPair schemes(ECDHE_RSA);
        schemes.client.config.signatureSchemes = {SignatureScheme::RSA_PKCS1_SHA512};
        Check(schemes, "an algorithm that was not offered", "illegal_parameter");
        AgreementPair keys(ECDHE_RSA);
        keys.client.peerKey = GetAgreementKeys().ecdsa->publicKey;
        Check(keys, "an algorithm of another kind of key", "illegal_parameter");
        AgreementPair unable(ECDHE_RSA);
        unable.server.scheme = SignatureScheme::RSA_PKCS1_SHA512;
        unable.server.serverKey = GetAgreementKeys().rsa512;
        Check(unable, "a key that is too small for its hash", "internal_error");
    }

    /**
     * @param suite name of the suite
     * @param version the version
     */
    void Flip(const char* suite, TlsVersion version)
    {
        const std::string name = std::string(suite) + " in " + ToString(version);
        AgreementPair flipped(suite, version);
        flipped.server.clientRandom[0] ^= 1;
        Check(flipped, name + " with another client's random", "decrypt_error");
        flipped.server.clientRandom[0] ^= 1;
        flipped.server.serverRandom[31] ^= 1;
        Check(flipped, name + " with another server's random", "decrypt_error");
        flipped.server.serverRandom[31] ^= 1;
        Check(flipped, name + " with another signature", "decrypt_error", [](Bytes& body) {
            body.back() ^= 1;
        });
    }
};

/// RFC 8422, 5.4, 5.7 and 5.10.
class CurveRefusalTestCase : public RefusalTestCase
{
  public:
    CurveRefusalTestCase()
        : RefusalTestCase("Groups and points that were not offered or are none are refused")
    {
    }

  private:
    void DoRun() override
    {
        AgreementPair groups(ECDHE_RSA);
        groups.client.config.groups = {NamedGroup::X25519};
        Check(groups, "a group that was not offered", "illegal_parameter");
        Formats();
        using Ecdh = TlsServerEcdhParams;
        const auto offCurve = Share<Ecdh>([](Ecdh& share) { share.point.back() ^= 1; });
        Check(ECDH_ANON, "a point off the curve", "illegal_parameter", offCurve);
        Check(ECDH_ANON,
              "a point of another length",
              "illegal_parameter",
              Share<Ecdh>([](Ecdh& share) { share.point.pop_back(); }));
        Check(ECDH_ANON, "the point at infinity", "illegal_parameter", Share<Ecdh>([](Ecdh& share) {
                  share.point = {0};
              }));
        Check(ECDH_ANON, "a hybrid point", "illegal_parameter", Share<Ecdh>([](Ecdh& share) {
                  share.point[0] = 6 + share.point.back() % 2;
              }));
        for (const char* suite : {ECDH_ANON, ECDH_RSA})
        {
            const std::string name = suite;
            const auto client = [](Bytes& body) { body.back() ^= 1; };
            Check(suite, name + ", off the curve", "illegal_parameter", {}, client);
            Check(suite, name + ", at infinity", "illegal_parameter", {}, Replace(FromHex("0100")));
            Check(suite, name + ", compressed", "illegal_parameter", {}, [](Bytes& body) {
                body[1] = 2 + body.back() % 2;
                body.resize(2 + 32);
                body[0] = 33;
            });
        }
        for (const size_t size : {31, 32, 33})
        {
            AgreementPair zero(ECDH_ANON);
            zero.server.group = NamedGroup::X25519;
            Check(zero, "zeros of X25519", "illegal_parameter", Share<Ecdh>([size](Ecdh& share) {
                      share.point.assign(size, 0);
                  }));
        }
        Check(ECDH_ANON,
              "an implicit value in an ephemeral exchange",
              "decode_error",
              {},
              Replace({}));
        AgreementPair offered(ECDH_RSA);
        offered.client.config.groups = {NamedGroup::X25519};
        Check(offered, "a certificate on another curve", "handshake_failure");
        AgreementPair kind(ECDH_RSA);
        kind.client.peerKey = GetAgreementKeys().rsa->publicKey;
        Check(kind, "a certificate of another kind", "unsupported_certificate");
    }

    /// RFC 4492, 5.1.2: compressed points go to those who said that they read them.
    void Formats()
    {
        using Ecdh = TlsServerEcdhParams;
        const auto compress = Share<Ecdh>([](Ecdh& share) {
            share.point[0] = 2 + share.point.back() % 2;
            share.point.resize(33);
        });
        Check(ECDH_ANON, "a compressed point", "illegal_parameter", compress);
        AgreementPair pair(ECDH_ANON);
        pair.client.config.hello = TlsHelloPreset::OPENSSL_1_0_1;
        Check(pair, "a compressed point that was offered", "", compress);
        AgreementPair binary(ECDH_ANON);
        binary.client.config.hello = TlsHelloPreset::OPENSSL_1_0_1;
        binary.client.config.groups.clear();
        binary.server.group = NamedGroup::SECT163R2;
        Check(binary, "a curve of the preset", "");
    }
};

/// RFC 5246, 7.4.3 and F.1.1.3.
class FieldRefusalTestCase : public RefusalTestCase
{
  public:
    FieldRefusalTestCase()
        : RefusalTestCase("Groups that are small or unsound and values out of them are refused")
    {
    }

  private:
    using Dh = TlsServerDhParams;

    void DoRun() override
    {
        Groups();
        ServerValues();
        ClientValues();
        Fixed();
    }

    /**
     * @param name what is wrong
     * @param expected the alert
     * @param change what happens to the server's share
     */
    void CheckShare(const std::string& name,
                    const std::string& expected,
                    const std::function<void(Dh&)>& change)
    {
        Check(DH_ANON, name, expected, Share<Dh>(change));
    }

    /// The numbers p and g.
    void Groups()
    {
        CheckShare("a modulus of one bit", "insufficient_security", [](Dh& share) {
            share.group.p = {1};
        });
        CheckShare("a modulus of zeros", "insufficient_security", [](Dh& share) {
            share.group.p.assign(256, 0);
        });
        CheckShare("a modulus of 511 bits behind zeros", "insufficient_security", [](Dh& share) {
            share.group.p.assign(64, 0x7f);
            share.group.p.insert(share.group.p.begin(), 64, 0);
        });
        CheckShare("a modulus that is no prime", "illegal_parameter", [](Dh& share) {
            share.group.p[100] ^= 1;
        });
        CheckShare("an even modulus", "illegal_parameter", [](Dh& share) {
            share.group.p.back() ^= 1;
        });
        CheckShare("a modulus without end", "illegal_parameter", [](Dh& share) {
            share.group.p.assign(65000, 0xff);
        });
        for (const char* generator : {"00", "01"})
        {
            CheckShare("a generator of " + std::string(generator),
                       "illegal_parameter",
                       [&](Dh& share) { share.group.g = FromHex(generator); });
        }
        CheckShare("a generator of p - 1", "illegal_parameter", [](Dh& share) {
            share.group.g = share.group.p;
            --share.group.g.back();
        });

        AgreementPair wanted(DH_ANON);
        wanted.client.config.minDhBits = 2049;
        Check(wanted, "a group that is smaller than wanted", "insufficient_security");
        AgreementPair exact(DH_ANON);
        exact.client.config.minDhBits = 2048;
        Check(exact, "a group that is just large enough", "");
        AgreementPair exported(DH_ANON_EXPORT, TlsVersion::TLS_1_0);
        Check(exported,
              "a group that is too large to export",
              "export_restriction",
              Share<Dh>([](Dh& share) { share.group = GetFfdhe2048(); }));
        AgreementPair own(DHE_RSA);
        own.server.config.dhGroup = GetExportDhGroup();
        Check(own, "a group of the server's own", "");
        AgreementPair broken(DHE_RSA);
        broken.server.config.dhGroup = {FromHex("03"), {2}};
        Check(broken, "a group of the server's own without values", "internal_error");
    }

    /// The number Ys.
    void ServerValues()
    {
        for (const char* value : {"00", "01", "000000"})
        {
            CheckShare("a server's value of " + std::string(value),
                       "illegal_parameter",
                       [&](Dh& share) { share.Ys = FromHex(value); });
        }
        CheckShare("a server's value of p - 1", "illegal_parameter", [](Dh& share) {
            share.Ys = share.group.p;
            --share.Ys.back();
        });
        CheckShare("a server's value of p", "illegal_parameter", [](Dh& share) {
            share.Ys = share.group.p;
        });
        CheckShare("a server's value that is too long", "illegal_parameter", [](Dh& share) {
            share.Ys.push_back(1);
        });
        CheckShare("a server's value behind zeros", "", [](Dh& share) {
            share.Ys.insert(share.Ys.begin(), 3, 0);
        });
    }

    /// The number Yc, for ephemeral and fixed keys of the server.
    void ClientValues()
    {
        ByteWriter last;
        Bytes prime = GetFfdhe2048().p;
        last.Vector16(prime);
        --prime.back();
        ByteWriter lastButOne;
        lastButOne.Vector16(prime);
        for (const char* suite : {DH_ANON, DH_RSA})
        {
            for (const Bytes& body : {FromHex("000100"),
                                      FromHex("000101"),
                                      last.View().ToBytes(),
                                      lastButOne.View().ToBytes()})
            {
                Check(suite,
                      std::string(suite) + " with a client's value of " + ToHex(body),
                      "illegal_parameter",
                      {},
                      Replace(body));
            }
        }
        Check(DH_ANON, "an implicit value", "decode_error", {}, Replace({}));
        Check(DH_RSA,
              "an implicit value without a certificate",
              "illegal_parameter",
              {},
              Replace({}));
    }

    /// Groups of certificates.
    void Fixed()
    {
        AgreementPair wanted(DH_RSA);
        wanted.client.config.minDhBits = 2049;
        Check(wanted, "a certificate with a small group", "insufficient_security");
        AgreementPair restricted(DH_RSA_EXPORT, TlsVersion::TLS_1_0);
        restricted.client.peerKey = GetAgreementKeys().dh->publicKey;
        Check(restricted, "a certificate with a large group", "export_restriction");
        AgreementPair kind(DH_RSA);
        kind.client.peerKey = GetAgreementKeys().rsa->publicKey;
        Check(kind, "a certificate of another kind", "unsupported_certificate");
    }
};

/// RFC 2246, 7.4.3.
class ExportRefusalTestCase : public RefusalTestCase
{
  public:
    ExportRefusalTestCase()
        : RefusalTestCase("A temporary key that is too large, broken or missing is refused")
    {
    }

  private:
    void DoRun() override
    {
        AgreementPair large(RSA_EXPORT, TlsVersion::TLS_1_0);
        large.server.config.rsaExportKey = GetAgreementKeys().rsa;
        Check(large, "a temporary key of 1,024 bits", "export_restriction");
        AgreementPair missing(RSA_EXPORT, TlsVersion::TLS_1_0);
        missing.server.config.rsaExportKey = nullptr;
        Check(missing, "no temporary key", "internal_error");
        AgreementPair kind(RSA_EXPORT, TlsVersion::TLS_1_0);
        kind.server.config.rsaExportKey = GetAgreementKeys().ecdsa;
        Check(kind, "a temporary key of another kind", "internal_error");
        Signed("an even modulus", "illegal_parameter", [](RsaNumbers& numbers) {
            numbers.modulus.back() ^= 1;
        });
        Signed("an exponent of 1", "illegal_parameter", [](RsaNumbers& numbers) {
            numbers.exponent = {1};
        });
        Signed("a modulus of 256 bits", "illegal_parameter", [](RsaNumbers& numbers) {
            numbers.modulus.resize(31);
            numbers.modulus.push_back(1);
        });
    }

    /**
     * A key that the server signs, whatever is wrong with it.
     * @param name what is wrong
     * @param expected the alert
     * @param change what makes it wrong
     */
    void Signed(const std::string& name,
                const std::string& expected,
                const std::function<void(RsaNumbers&)>& change)
    {
        AgreementPair pair(RSA_EXPORT, TlsVersion::TLS_1_0);
        Check(pair, name, expected, [&](Bytes& body) {
            ByteReader reader(body);
            TlsServerRsaParams params;
            Parse(reader, params);
            change(params.numbers);
            ByteWriter share;
            Serialize(params, share);
            Bytes content = pair.server.clientRandom;
            Append(content, pair.server.serverRandom);
            Append(content, share.View());
            share.Vector16(*pair.server.provider.Sign(*pair.server.serverKey,
                                                      SignatureScheme::RSA_PKCS1_MD5_SHA1,
                                                      content,
                                                      pair.server.random));
            body = share.Take();
        });
    }
};

/// Messages that do not parse.
class MalformedAgreementTestCase : public RefusalTestCase
{
  public:
    MalformedAgreementTestCase()
        : RefusalTestCase("Key exchange messages that are cut or too long are malformed")
    {
    }

  private:
    void DoRun() override
    {
        for (const char* suite : {ECDHE_RSA, ECDH_ANON, DHE_DSS, DH_ANON, RSA_EXPORT})
        {
            Cut(suite, true);
        }
        for (const char* suite : {ECDH_ANON, ECDH_RSA, DH_ANON, DH_RSA, RSA})
        {
            Cut(suite, false);
        }
    }

    /**
     * @param suite name of the suite
     * @param isServer whose message it is
     */
    void Cut(const char* suite, bool isServer)
    {
        const TlsVersion version = FindCipherSuite(suite)->maxVersion;
        AgreementPair whole(suite, version);
        whole.Run();
        const Bytes& body = isServer ? whole.serverKeyExchange : whole.clientKeyExchange;
        for (size_t size = 1; size < body.size(); size += 1 + body.size() / 100)
        {
            const auto cut = Replace(ByteView(body).Sub(0, size).ToBytes());
            CheckOne(suite, isServer, cut, std::to_string(size) + " octets of");
        }
        const auto longer = [](Bytes& octets) { octets.push_back(0); };
        CheckOne(suite, isServer, longer, "an octet more than");
    }

    /**
     * @param suite name of the suite
     * @param isServer whose message it is
     * @param change what happens to it
     * @param what in words
     */
    void CheckOne(const char* suite, bool isServer, const Change& change, const std::string& what)
    {
        AgreementPair pair(suite, FindCipherSuite(suite)->maxVersion);
        const std::string name = what + " the message of " + suite;
        if (isServer)
        {
            Check(pair, name, "decode_error", change);
        }
        else
        {
            Check(pair, name, "decode_error", {}, change);
        }
    }
};

/// The suite.
class TlsKeyAgreementRefusalTestSuite : public TestSuite
{
  public:
    TlsKeyAgreementRefusalTestSuite()
        : TestSuite("tls-spdy-key-agreement-refusal", TestSuite::Type::UNIT)
    {
        AddTestCase(new SignatureRefusalTestCase);
        AddTestCase(new CurveRefusalTestCase);
        AddTestCase(new FieldRefusalTestCase);
        AddTestCase(new ExportRefusalTestCase);
        AddTestCase(new MalformedAgreementTestCase);
    }
};

/// Registers the suite.
TlsKeyAgreementRefusalTestSuite g_tlsKeyAgreementRefusalTestSuite;

} // namespace
