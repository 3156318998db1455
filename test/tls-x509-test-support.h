/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_X509_TEST_SUPPORT_H
#define TLS_X509_TEST_SUPPORT_H

#include "ns3/certificate-chain.h"
#include "ns3/cryptopp-provider.h"
#include "ns3/cryptopp-random-source.h"
#include "ns3/test.h"
#include "ns3/x509-verifier.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace tls
{

/// A self-signed certificate that OpenSSL made.
constexpr const char* OPENSSL_CERTIFICATE =
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

    /**
     * @param spec kind and size, as "dsa:1024"
     * @return a key that all tests share
     */
    PrivateKeyPtr Key(const std::string& spec)
    {
        static std::map<std::string, PrivateKeyPtr> keys;
        PrivateKeyPtr& key = keys[spec];
        if (!key)
        {
            key = GenerateKey(ParseKeySpec(spec).value(), m_provider, m_random);
        }
        return key;
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
     * @param name common name
     * @param spec kind and size of the key
     * @return a request
     */
    CertificateRequest Request(const std::string& name, const std::string& spec)
    {
        CertificateRequest request = Request(name, 0);
        request.key = Key(spec);
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

} // namespace tls
} // namespace ns3

#endif /* TLS_X509_TEST_SUPPORT_H */
