/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-crypto-test-support.h"

#include <string>
#include <utility>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

/// The SubjectPublicKeyInfo of OPENSSL_PKCS8 as OpenSSL wrote it.
const char* const OPENSSL_SPKI =
    "30819f300d06092a864886f70d010101050003818d0030818902818100a5945a97773b6e37c702aa4620"
    "00852230e07722b72cef89ae1610862a77e748682fe65e232edb0a3fb148593cb0f8d29ad292692484a1"
    "0115ceaf2d932b32e8e5fe303d7c2c19ad655395d0f19324c957d3236656beddce0eb2398be9811101d4"
    "6e9c26f941f05c8d4ed65fdca251606bcb201d66772b1dc6252a9985b37c3b0203010001";

/// What OpenSSL signed.
const char* const OPENSSL_MESSAGE = "The quick brown fox";

/// OpenSSL's signatures.
const std::vector<std::pair<SignatureScheme, const char*>> OPENSSL_SIGNATURES{
    {SignatureScheme::RSA_PKCS1_SHA1,
     "9b41d8071ba0d9ab10e3c8498fa7a88a8c21488bbee317b0f8a61c0f0c0b336089c44a867f07d8eb0a4b"
     "38e7f5d020c3364d6db7845d87b45eab05f35fe14339fe0c3e099a0ec3f73d73fd7cc807fbcebeb7a06a"
     "72acd4602b1e7d391579d4c529645319238b5b976c87d2c9f88edbfa2315f284ed7dec871df9e83d5305"
     "712b"},
    {SignatureScheme::RSA_PKCS1_SHA256,
     "74f2d2a348b7cf09b68179e0ab74e3cb8bc163c140680218823f5606e635d8390286fc3d80d9961b288c"
     "6fa870bb6bef45fe972853f83a9e75b44dfb5b0524c6a2d9d64dc40bc79d4823428564683e7a09f20d88"
     "5f7e902af960564d89166bf129d4e7188befa18855571c38406973f99e03495459bc8212290184ecf337"
     "d44d"},
    {SignatureScheme::RSA_PKCS1_SHA384,
     "4a48b4540b64aac43ba020faecbb502bdb118bed7d8ff8f41de56813b6e200891e5500097328aa6b3b0c"
     "04a398a69c0f214ba1308847d415e1f4f12299c20ca34b3aa89c92ff4fa3c330d314f274d273bd6903b4"
     "f43c3a436fd4e78903a6a4bd2c35e1c8f226e869ee6f0ac760624cdb17f7f5b452d53d4f9aa2ab318fc7"
     "fb29"},
    {SignatureScheme::RSA_PKCS1_SHA512,
     "2aa67f2c86c025ad17aedf9d358acd283cc95de979b4f0dcf2b17bef6f044d8368c67d29542baaa983ea"
     "3da06008756b7d7ae50aa3d840d6c2190decfc1e989d8a89b71792316d1db692622ea92c67d590725773"
     "8780fe7040cf4d9e49ac4d430733a8652b081c0a6254274131547a07958aa46f6711b51dec93f17b846f"
     "e81e"},
};

/// OpenSSL's encryption of "premaster secret" padded with 1, 2, 3, ...
const char* const OPENSSL_CIPHERTEXT =
    "65c8a920e50621d7467868caedc454b1e986dd702df3bb8c5f2cd665221bc6dcc27475838f60120b81b1"
    "13ef131cdc32261c65061621701988348674754e2477d1942bcafd8dd4c98dbcd922cafca9618316f3b8"
    "a270b9baa41f2e7c986fca22f408b67623d83e6147e5b69d679ec571908f688f87f2cf94ca97dfeded70"
    "aed6";

class RsaSignatureTestCase : public CryptoTestCase
{
  public:
    RsaSignatureTestCase()
        : CryptoTestCase("RSA signatures are OpenSSL's, octet for octet, and only they verify")
    {
    }

  private:
    void DoRun() override
    {
        const PrivateKeyPtr key = m_provider.LoadPrivateKey(FromHex(OPENSSL_PKCS8));
        NS_TEST_ASSERT_MSG_EQ((key != nullptr), true, "key loads");
        NS_TEST_ASSERT_MSG_EQ(key->publicKey->bits, 1024, "size");
        NS_TEST_ASSERT_MSG_EQ(ToHex(key->publicKey->spki), OPENSSL_SPKI, "public half");
        NS_TEST_ASSERT_MSG_EQ(ToHex(key->pkcs8), OPENSSL_PKCS8, "export is exact");
        const PublicKeyPtr publicKey = m_provider.LoadPublicKey(FromHex(OPENSSL_SPKI));
        NS_TEST_ASSERT_MSG_EQ((publicKey != nullptr), true, "public key loads");
        const Bytes message = ToBytes(OPENSSL_MESSAGE);
        for (const auto& [scheme, expected] : OPENSSL_SIGNATURES)
        {
            const auto signature = m_provider.Sign(*key, scheme, message, m_random);
            NS_TEST_ASSERT_MSG_EQ(signature.has_value(), true, tls::ToString(scheme));
            NS_TEST_ASSERT_MSG_EQ(ToHex(*signature), expected, tls::ToString(scheme));
            NS_TEST_ASSERT_MSG_EQ(m_provider.Verify(*publicKey, scheme, message, *signature),
                                  true,
                                  "verifies");
            NS_TEST_ASSERT_MSG_EQ(
                m_provider.Verify(*publicKey, scheme, ToBytes("another"), *signature),
                false,
                "another message");
            for (size_t i = 0; i < signature->size(); ++i)
            {
                Bytes changed = *signature;
                changed[i] ^= 0x10;
                NS_TEST_ASSERT_MSG_EQ(m_provider.Verify(*publicKey, scheme, message, changed),
                                      false,
                                      "octet " << i << " changed");
                NS_TEST_ASSERT_MSG_EQ(
                    m_provider.Verify(*publicKey, scheme, message, ByteView(*signature).Sub(0, i)),
                    false,
                    "cut to " << i);
            }
            Bytes longer{0};
            Append(longer, *signature);
            NS_TEST_ASSERT_MSG_EQ(m_provider.Verify(*publicKey, scheme, message, longer),
                                  false,
                                  "a leading zero");
        }
        NS_TEST_ASSERT_MSG_EQ(
            m_provider.Sign(*key, SignatureScheme::NONE, message, m_random).has_value(),
            false,
            "no scheme");
        NS_TEST_ASSERT_MSG_EQ(m_provider.Verify(*publicKey,
                                                SignatureScheme::RSA_PKCS1_SHA1,
                                                message,
                                                FromHex(OPENSSL_SIGNATURES[1].second)),
                              false,
                              "made with another hash");
    }
};

class RsaRangeTestCase : public CryptoTestCase
{
  public:
    RsaRangeTestCase()
        : CryptoTestCase("An RSA signature plus the modulus is no signature")
    {
    }

  private:
    void DoRun() override
    {
        const PublicKeyPtr key = m_provider.LoadPublicKey(FromHex(OPENSSL_SPKI));
        const Bytes message = ToBytes(OPENSSL_MESSAGE);
        // The modulus follows 29 octets of header in this SubjectPublicKeyInfo.
        const Bytes modulus = ByteView(key->spki).Sub(29, 128).ToBytes();
        bool wasTried = false;
        for (const auto& [scheme, hex] : OPENSSL_SIGNATURES)
        {
            Bytes sum = FromHex(hex);
            unsigned int carry = 0;
            for (size_t i = sum.size(); i-- > 0;)
            {
                carry += sum[i] + modulus[i];
                sum[i] = static_cast<uint8_t>(carry);
                carry >>= 8;
            }
            if (carry == 0)
            {
                wasTried = true;
                NS_TEST_ASSERT_MSG_EQ(m_provider.Verify(*key, scheme, message, sum),
                                      false,
                                      tls::ToString(scheme));
            }
        }
        NS_TEST_ASSERT_MSG_EQ(wasTried, true, "one of the sums fits the length");
    }
};

class RsaEncryptionTestCase : public CryptoTestCase
{
  public:
    RsaEncryptionTestCase()
        : CryptoTestCase("RSA encryption with known padding is OpenSSL's; only sound padding opens")
    {
    }

  private:
    void DoRun() override
    {
        const PrivateKeyPtr key = m_provider.LoadPrivateKey(FromHex(OPENSSL_PKCS8));
        const Bytes secret = ToBytes("premaster secret");
        // The zero is drawn again, at the end.
        Bytes padding;
        for (uint8_t i = 0; i < 128 - 3 - 16; ++i)
        {
            padding.push_back(static_cast<uint8_t>(i == 4 ? 0 : i + 1));
        }
        padding.push_back(5);
        ScriptedRandomSource script(padding);
        const auto ciphertext = m_provider.RsaEncrypt(*key->publicKey, secret, script);
        NS_TEST_ASSERT_MSG_EQ(ciphertext.has_value(), true, "encrypts");
        NS_TEST_ASSERT_MSG_EQ(ToHex(*ciphertext), OPENSSL_CIPHERTEXT, "ciphertext");
        NS_TEST_ASSERT_MSG_EQ((m_provider.RsaDecrypt(*key, *ciphertext, m_random) == secret),
                              true,
                              "decrypts");
        for (size_t i = 0; i < ciphertext->size(); ++i)
        {
            Bytes changed = *ciphertext;
            changed[i] ^= 1;
            NS_TEST_ASSERT_MSG_EQ((m_provider.RsaDecrypt(*key, changed, m_random) == secret),
                                  false,
                                  "octet " << i << " changed");
        }
        const Bytes shorter = ByteView(*ciphertext).Sub(0, 127).ToBytes();
        NS_TEST_ASSERT_MSG_EQ(m_provider.RsaDecrypt(*key, shorter, m_random).has_value(),
                              false,
                              "short");
        NS_TEST_ASSERT_MSG_EQ(m_provider.RsaDecrypt(*key, Bytes(128, 0xff), m_random).has_value(),
                              false,
                              "beyond the modulus");
        NS_TEST_ASSERT_MSG_EQ(m_provider.RsaDecrypt(*key, Bytes(128), m_random).has_value(),
                              false,
                              "zero");
        NS_TEST_ASSERT_MSG_EQ(
            m_provider.RsaEncrypt(*key->publicKey, Bytes(117, 1), m_random).has_value(),
            true,
            "longest plaintext");
        NS_TEST_ASSERT_MSG_EQ(
            m_provider.RsaEncrypt(*key->publicKey, Bytes(118, 1), m_random).has_value(),
            false,
            "too long");
    }
};

class RsaKeyTestCase : public CryptoTestCase
{
  public:
    RsaKeyTestCase()
        : CryptoTestCase("RSA keys follow from the seed, survive export and are checked on import")
    {
    }

  private:
    void DoRun() override
    {
        CryptoppRandomSource same(ToBytes("a"));
        CryptoppRandomSource again(ToBytes("a"));
        CryptoppRandomSource other(ToBytes("b"));
        const PrivateKeyPtr key = m_provider.GenerateRsaKey(1024, same);
        NS_TEST_ASSERT_MSG_EQ((key != nullptr), true, "generated");
        NS_TEST_ASSERT_MSG_EQ(key->publicKey->bits, 1024, "size");
        NS_TEST_ASSERT_MSG_EQ(ToHex(m_provider.GenerateRsaKey(1024, again)->pkcs8),
                              ToHex(key->pkcs8),
                              "same seed");
        NS_TEST_ASSERT_MSG_NE(ToHex(m_provider.GenerateRsaKey(1024, other)->pkcs8),
                              ToHex(key->pkcs8),
                              "another seed");
        const PrivateKeyPtr loaded = m_provider.LoadPrivateKey(key->pkcs8);
        NS_TEST_ASSERT_MSG_EQ((loaded != nullptr), true, "import");
        NS_TEST_ASSERT_MSG_EQ(ToHex(loaded->pkcs8), ToHex(key->pkcs8), "export again");
        NS_TEST_ASSERT_MSG_EQ(ToHex(loaded->publicKey->spki),
                              ToHex(key->publicKey->spki),
                              "public half");
        NS_TEST_ASSERT_MSG_EQ((m_provider.GenerateRsaKey(511, other) == nullptr), true, "small");
        NS_TEST_ASSERT_MSG_EQ((m_provider.GenerateRsaKey(8193, other) == nullptr), true, "large");
        const Bytes& spki = key->publicKey->spki;
        for (size_t i = 0; i < spki.size(); ++i)
        {
            NS_TEST_ASSERT_MSG_EQ((m_provider.LoadPublicKey(ByteView(spki).Sub(0, i)) == nullptr),
                                  true,
                                  "public key cut to " << i);
        }
        for (size_t i = 0; i < key->pkcs8.size(); ++i)
        {
            NS_TEST_ASSERT_MSG_EQ(
                (m_provider.LoadPrivateKey(ByteView(key->pkcs8).Sub(0, i)) == nullptr),
                true,
                "private key cut to " << i);
        }
        Bytes longer = spki;
        longer.push_back(0);
        NS_TEST_ASSERT_MSG_EQ((m_provider.LoadPublicKey(longer) == nullptr), true, "more follows");
        Bytes inconsistent = key->pkcs8;
        inconsistent.back() ^= 1;
        NS_TEST_ASSERT_MSG_EQ((m_provider.LoadPrivateKey(inconsistent) == nullptr),
                              true,
                              "numbers that do not fit each other");
    }
};

/// Tests of RSA signatures, encryption and keys.
class TlsCryptoRsaTestSuite : public TestSuite
{
  public:
    TlsCryptoRsaTestSuite()
        : TestSuite("tls-spdy-crypto-rsa", TestSuite::Type::UNIT)
    {
        AddTestCase(new RsaSignatureTestCase);
        AddTestCase(new RsaRangeTestCase);
        AddTestCase(new RsaEncryptionTestCase);
        AddTestCase(new RsaKeyTestCase);
    }
};

TlsCryptoRsaTestSuite g_tlsCryptoRsaTestSuite; //!< registers itself

} // namespace
