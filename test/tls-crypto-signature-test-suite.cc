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

/// A key that OpenSSL made: DSA of 1,024 bits with an order of 224, PrivateKeyInfo.
const char* const DSA_PKCS8 =
    "3082015a0201003082013306072a8648ce3804013082012602818100bb7754575a69670e87a64de88e8d"
    "475fe6c1ff6bc36cabfb5b848f1d54afd306f09a55090198292bc42a1c7557add101c169395a0cd5459b"
    "8b1a0dcc54843fae5e7886580a338dd0cd4636e80b21dab4106c271a3bc38575bfc7ab0abaa6cbe9fd19"
    "ae88e742d7c1b9ec18cdbf74341f503a9f4903d35e89e4de2721c4a000d5021d00a434c5356bc14573ba"
    "67abd8b8627bc2171c6b347c64b6ff235dda5b02818006472387f9da58a667701978eef3ba2e9c8c0bce"
    "c5e97378e287279674b1ac0cd675782a64540c493a84c17ba5df3009ed001af6f5f8c4f9b596a506c465"
    "77bd575d17c440205b627010730a94ddca6e5cf72ebca77484f76aa75767a21bf0daffca28fdc7f4ae78"
    "90b1a9485eb9ac96b0da59c586170e25bf5d7dcff1138cc1041e021c2f54222da45c654df706a10671e3"
    "6010eb01a11f76bb1f37e891964f";

/// Its SubjectPublicKeyInfo as OpenSSL wrote it.
const char* const DSA_SPKI =
    "308201bf3082013306072a8648ce3804013082012602818100bb7754575a69670e87a64de88e8d475fe6"
    "c1ff6bc36cabfb5b848f1d54afd306f09a55090198292bc42a1c7557add101c169395a0cd5459b8b1a0d"
    "cc54843fae5e7886580a338dd0cd4636e80b21dab4106c271a3bc38575bfc7ab0abaa6cbe9fd19ae88e7"
    "42d7c1b9ec18cdbf74341f503a9f4903d35e89e4de2721c4a000d5021d00a434c5356bc14573ba67abd8"
    "b8627bc2171c6b347c64b6ff235dda5b02818006472387f9da58a667701978eef3ba2e9c8c0bcec5e973"
    "78e287279674b1ac0cd675782a64540c493a84c17ba5df3009ed001af6f5f8c4f9b596a506c46577bd57"
    "5d17c440205b627010730a94ddca6e5cf72ebca77484f76aa75767a21bf0daffca28fdc7f4ae7890b1a9"
    "485eb9ac96b0da59c586170e25bf5d7dcff1138cc10381850002818100b366e71b269018ee446dfa40d0"
    "7687f0a55d07e4e9168afbd165b9dde75d8dac34a42e20cad5503ae23dcab93aca6116bde9d0f1a529e6"
    "249cfd73f9e9ce874f42d5cd37fe7c1bb09071d8ca70d1d5341d10d302b47df0cd5d6e50ac6c257bc87c"
    "855f8ab06313ff3f43d0c99473e53b14e684d3fc7d64e3a2d402148efe068d";

/// A key that OpenSSL made: RSA of 512 bits, PrivateKeyInfo.
const char* const RSA_512_PKCS8 =
    "30820156020100300d06092a864886f70d0101010500048201403082013c020100024100bcee9179e554"
    "a5ee90e977575c93d52e1ac951e83ba9489e1096566a5ea326ceb3b2c552c98636cebfbe914beaa712d9"
    "f1d088b06060c060d9a274eaa71fed9b0203010001024029de0838e5fc232541d1aad39e3d5861762824"
    "d17cdf1fab7f6b814ce319ee90403b50d8d2c004450e42f533f847e836e619c1e660daa311aa2ec148e1"
    "b09be1022100e1922548c946a90bf8bfacf16604925a18c74c1d5f7ceb451ecb1c9c6b51a66b022100d6"
    "6b224d3cfe945a26846d7595c0c257289c831024b54c47d4257eea64bec191022100983cf16af164fe1c"
    "7552afdef0526f8fdd1f4cf09a0c8e20c54aa1d1b3e094670221009ed6ac897546ce555e3539f52263b2"
    "53e8d4d0ce93b2ee784373276ab20911d1022100a18137a068356ba467aa743acdf6965df679bad2f2b1"
    "1f8153b0ea1672af0624";

/// Its signature over SHA-1 of the message.
const char* const RSA_512_SHA1 =
    "8bd3b7bb66e07c258adbb0a6272335399ea3b8ca97aaf207e3a17049b224668710df59f1d0982b8f6f1b"
    "06e5c736d51d4911ecbea69aa8a4757ac513822b2499";

/// What OpenSSL signed.
const char* const MESSAGE = "The quick brown fox";

/// OpenSSL's signatures with DSA_PKCS8.
const std::vector<std::pair<SignatureScheme, const char*>> DSA_SIGNATURES{
    {SignatureScheme::DSA_SHA1,
     "303c021c13048eb65235247dd9fac1c65e0cf0b60872cf2f0d5e269b3d7290a9021c19ba968c109cb9b4"
     "4b5db0467774f4bf1d02411730fafa080445de8e"},
    {SignatureScheme::DSA_SHA256,
     "303c021c4d7e38edb8fd6ef9276d5c9fe445bc3214637eea86a5de98cedd3c70021c2a9d568c37d6395f"
     "6bdef45458be385b013d1efb77f20adb96c05971"},
    {SignatureScheme::DSA_SHA384,
     "303d021c7fa5322da304b60c566f0df16fe7ec968c04522a24e55f89d890cf8e021d0091596775004aac"
     "e50a4c48ed13c870a70336fad574fc90d7ea6341f3"},
    {SignatureScheme::DSA_SHA512,
     "303c021c0aca52448de1d4d2f0b015b1b6b59d8d38a14e6993d75ff01462c7e1021c60c1d88d52a85f35"
     "42fb645fa44b131fef0af9ef9be29a101c5b969b"},
};

class DsaSignatureTestCase : public CryptoTestCase
{
  public:
    DsaSignatureTestCase()
        : CryptoTestCase("DSA signatures of OpenSSL hold, and our own, and no others")
    {
    }

  private:
    void DoRun() override
    {
        const PrivateKeyPtr key = m_provider.LoadPrivateKey(FromHex(DSA_PKCS8));
        const PublicKeyPtr half = m_provider.LoadPublicKey(FromHex(DSA_SPKI));
        NS_TEST_ASSERT_MSG_EQ((key && half), true, "keys load");
        NS_TEST_ASSERT_MSG_EQ((half->type == PublicKeyType::DSA), true, "kind");
        NS_TEST_ASSERT_MSG_EQ(half->bits, 1024, "size");
        NS_TEST_ASSERT_MSG_EQ(ToHex(half->spki), DSA_SPKI, "export is exact");
        NS_TEST_ASSERT_MSG_EQ(ToHex(key->publicKey->spki), DSA_SPKI, "public half");
        NS_TEST_ASSERT_MSG_EQ(ToHex(key->pkcs8), DSA_PKCS8, "private key");
        const Bytes message = ToBytes(MESSAGE);
        for (const auto& [scheme, hex] : DSA_SIGNATURES)
        {
            NS_TEST_ASSERT_MSG_EQ(m_provider.Verify(*half, scheme, message, FromHex(hex)),
                                  true,
                                  tls::ToString(scheme));
            const auto signature = m_provider.Sign(*key, scheme, message, m_random);
            NS_TEST_ASSERT_MSG_EQ(signature.has_value(), true, "signs");
            NS_TEST_ASSERT_MSG_EQ(m_provider.Verify(*half, scheme, message, *signature),
                                  true,
                                  "verifies");
            NS_TEST_ASSERT_MSG_EQ(m_provider.Verify(*half, scheme, ToBytes("other"), *signature),
                                  false,
                                  "another message");
            for (size_t i = 0; i < signature->size(); ++i)
            {
                Bytes changed = *signature;
                changed[i] ^= 1;
                NS_TEST_ASSERT_MSG_EQ(m_provider.Verify(*half, scheme, message, changed),
                                      false,
                                      "octet " << i << " changed");
                NS_TEST_ASSERT_MSG_EQ(
                    m_provider.Verify(*half, scheme, message, ByteView(*signature).Sub(0, i)),
                    false,
                    "cut to " << i);
            }
        }
        for (const char* hex : {"3006020100020100", "3006020101020100", "3006020100020101"})
        {
            NS_TEST_ASSERT_MSG_EQ(
                m_provider.Verify(*half, SignatureScheme::DSA_SHA1, message, FromHex(hex)),
                false,
                hex);
        }
        NS_TEST_ASSERT_MSG_EQ(m_provider.Verify(*half,
                                                SignatureScheme::ECDSA_SHA1,
                                                message,
                                                FromHex(DSA_SIGNATURES[0].second)),
                              false,
                              "a scheme of another key");
    }
};

class DsaKeyTestCase : public CryptoTestCase
{
  public:
    DsaKeyTestCase()
        : CryptoTestCase("DSA keys follow from the seed, survive export and are checked on import")
    {
    }

  private:
    void DoRun() override
    {
        CryptoppRandomSource same(ToBytes("a"));
        CryptoppRandomSource again(ToBytes("a"));
        const PrivateKeyPtr key = m_provider.GenerateDsaKey(1024, same);
        NS_TEST_ASSERT_MSG_EQ((key != nullptr), true, "generated");
        NS_TEST_ASSERT_MSG_EQ(key->publicKey->bits, 1024, "size");
        NS_TEST_ASSERT_MSG_EQ(ToHex(m_provider.GenerateDsaKey(1024, again)->pkcs8),
                              ToHex(key->pkcs8),
                              "same seed");
        for (const uint16_t bits : {0, 512, 1023, 4096})
        {
            NS_TEST_ASSERT_MSG_EQ((m_provider.GenerateDsaKey(bits, same) == nullptr), true, bits);
        }
        const PrivateKeyPtr loaded = m_provider.LoadPrivateKey(key->pkcs8);
        NS_TEST_ASSERT_MSG_EQ((loaded != nullptr), true, "import");
        NS_TEST_ASSERT_MSG_EQ(ToHex(loaded->publicKey->spki), ToHex(key->publicKey->spki), "half");
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
    }
};

class RsaOldSchemesTestCase : public CryptoTestCase
{
  public:
    RsaOldSchemesTestCase()
        : CryptoTestCase("RSA signs MD5, and MD5 with SHA-1 without their names, as OpenSSL does")
    {
    }

  private:
    void DoRun() override
    {
        const PrivateKeyPtr key = m_provider.LoadPrivateKey(FromHex(OPENSSL_PKCS8));
        const Bytes message = ToBytes(MESSAGE);
        const std::vector<std::pair<SignatureScheme, const char*>> rows{
            {SignatureScheme::RSA_PKCS1_MD5,
             "494238d6ce460983ab551f9a32244683444f2e9be97cdee2b5808b9a786e94fecce1bdef3c69364319"
             "ab0d47f549edef7f63f2f8230dc55aa0e5e74bf0dc5f4d28a46af66b56293980c11f5402ead2a8236f"
             "06ef42da0d8427cd1da724dabe35a230e7441a213ca8398f3e9388d203067f2cd51173e15f63623bbe"
             "fc8e66cbd2"},
            {SignatureScheme::RSA_PKCS1_MD5_SHA1,
             "14c14ec8f626e0468d6aa0c42d83367fdcb03eb46b6e927e88375beaebfeba9a938b8b4ba8f3e4d884"
             "319000530749dac4b36ff22db5bcf8b32d3d6fb927aa962c2724009145bf70c4aed7e390959234ef95"
             "fbe7b3cc0c8210bec993d99d79e1c219718e3a7dd0ee0510fbfe5f09b3322b2f1e33cbc41603748e2a"
             "166a604356"},
        };
        for (const auto& [scheme, hex] : rows)
        {
            const auto signature = m_provider.Sign(*key, scheme, message, m_random);
            NS_TEST_ASSERT_MSG_EQ(signature.has_value(), true, tls::ToString(scheme));
            NS_TEST_ASSERT_MSG_EQ(ToHex(*signature), hex, tls::ToString(scheme));
            NS_TEST_ASSERT_MSG_EQ(m_provider.Verify(*key->publicKey, scheme, message, *signature),
                                  true,
                                  "verifies");
            const Bytes digest = m_provider.Hash(HashOf(scheme), message);
            NS_TEST_ASSERT_MSG_EQ(
                (m_provider.SignDigest(*key, scheme, digest, m_random) == signature),
                true,
                "of the digest");
            NS_TEST_ASSERT_MSG_EQ(
                m_provider.VerifyDigest(*key->publicKey, scheme, digest, *signature),
                true,
                "verifies the digest");
            const ByteView cut = ByteView(digest).Sub(1);
            NS_TEST_ASSERT_MSG_EQ(m_provider.SignDigest(*key, scheme, cut, m_random).has_value(),
                                  false,
                                  "a short digest");
            NS_TEST_ASSERT_MSG_EQ(m_provider.VerifyDigest(*key->publicKey, scheme, cut, *signature),
                                  false,
                                  "a short digest");
        }
    }
};

class RsaSmallKeyTestCase : public CryptoTestCase
{
  public:
    RsaSmallKeyTestCase()
        : CryptoTestCase("An RSA key of 512 bits signs what fits and nothing else")
    {
    }

  private:
    void DoRun() override
    {
        const PrivateKeyPtr key = m_provider.LoadPrivateKey(FromHex(RSA_512_PKCS8));
        NS_TEST_ASSERT_MSG_EQ((key != nullptr), true, "loads");
        const Bytes message = ToBytes(MESSAGE);
        const auto sha1 = m_provider.Sign(*key, SignatureScheme::RSA_PKCS1_SHA1, message, m_random);
        NS_TEST_ASSERT_MSG_EQ(sha1.has_value(), true, "signs");
        NS_TEST_ASSERT_MSG_EQ(ToHex(*sha1), RSA_512_SHA1, "as OpenSSL does");
        for (const auto& [scheme, isFit] : std::vector<std::pair<SignatureScheme, bool>>{
                 {SignatureScheme::RSA_PKCS1_MD5, true},
                 {SignatureScheme::RSA_PKCS1_SHA1, true},
                 {SignatureScheme::RSA_PKCS1_SHA256, true},
                 {SignatureScheme::RSA_PKCS1_SHA384, false},
                 {SignatureScheme::RSA_PKCS1_SHA512, false},
                 {SignatureScheme::RSA_PKCS1_MD5_SHA1, true}})
        {
            const auto signature = m_provider.Sign(*key, scheme, message, m_random);
            NS_TEST_ASSERT_MSG_EQ(signature.has_value(), isFit, tls::ToString(scheme));
            NS_TEST_ASSERT_MSG_EQ(m_provider.Verify(*key->publicKey,
                                                    scheme,
                                                    message,
                                                    signature.value_or(Bytes(64, 1))),
                                  isFit,
                                  tls::ToString(scheme));
        }
        // The block would fit 600 bits, but with fewer than the eight octets of padding.
        const PrivateKeyPtr tight = m_provider.GenerateRsaKey(600, m_random);
        NS_TEST_ASSERT_MSG_EQ(
            m_provider.Sign(*tight, SignatureScheme::RSA_PKCS1_SHA384, message, m_random)
                .has_value(),
            false,
            "too little padding");
    }
};

class RsaNumbersTestCase : public CryptoTestCase
{
  public:
    RsaNumbersTestCase()
        : CryptoTestCase(
              "An RSA key goes through its two numbers; numbers that make none are refused")
    {
    }

  private:
    void DoRun() override
    {
        const PrivateKeyPtr key = m_provider.LoadPrivateKey(FromHex(RSA_512_PKCS8));
        const auto numbers = m_provider.GetRsaNumbers(*key->publicKey);
        NS_TEST_ASSERT_MSG_EQ(numbers.has_value(), true, "numbers");
        NS_TEST_ASSERT_MSG_EQ(numbers->modulus.size(), 64, "modulus");
        NS_TEST_ASSERT_MSG_EQ(ToHex(numbers->exponent), "010001", "exponent");
        const PublicKeyPtr same = m_provider.LoadRsaPublicKey(*numbers);
        NS_TEST_ASSERT_MSG_EQ((same != nullptr), true, "loads");
        NS_TEST_ASSERT_MSG_EQ(ToHex(same->spki), ToHex(key->publicKey->spki), "the same key");
        const auto isRefused = [this](const Bytes& modulus, const Bytes& exponent) {
            return m_provider.LoadRsaPublicKey({modulus, exponent}) == nullptr;
        };
        const Bytes& n = numbers->modulus;
        Bytes even = n;
        even.back() &= 0xfe;
        NS_TEST_ASSERT_MSG_EQ(isRefused(even, {3}), true, "even modulus");
        NS_TEST_ASSERT_MSG_EQ(isRefused({}, {3}), true, "no modulus");
        NS_TEST_ASSERT_MSG_EQ(isRefused(Bytes(63, 0xff), {3}), true, "504 bits");
        NS_TEST_ASSERT_MSG_EQ(isRefused(Bytes(2049, 0xff), {3}), true, "16,392 bits");
        NS_TEST_ASSERT_MSG_EQ(isRefused(Bytes(2048, 0xff), {3}), false, "16,384 bits");
        for (const Bytes& e : {Bytes{}, Bytes{0}, Bytes{1}, Bytes{2}, Bytes(9, 0xff)})
        {
            NS_TEST_ASSERT_MSG_EQ(isRefused(n, e), true, "exponent " << ToHex(e));
        }
        const PrivateKeyPtr other = m_provider.GenerateEcKey(NamedGroup::SECP256R1, m_random);
        NS_TEST_ASSERT_MSG_EQ(m_provider.GetRsaNumbers(*other->publicKey).has_value(),
                              false,
                              "a key of another kind");
    }
};

/// Tests of DSA and of the RSA signatures before TLS 1.2.
class TlsCryptoSignatureTestSuite : public TestSuite
{
  public:
    TlsCryptoSignatureTestSuite()
        : TestSuite("tls-spdy-crypto-signature", TestSuite::Type::UNIT)
    {
        AddTestCase(new DsaSignatureTestCase);
        AddTestCase(new DsaKeyTestCase);
        AddTestCase(new RsaOldSchemesTestCase);
        AddTestCase(new RsaSmallKeyTestCase);
        AddTestCase(new RsaNumbersTestCase);
    }
};

TlsCryptoSignatureTestSuite g_tlsCryptoSignatureTestSuite; //!< registers itself

} // namespace
