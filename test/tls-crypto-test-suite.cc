/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/cryptopp-provider.h"
#include "ns3/cryptopp-random-source.h"
#include "ns3/cryptopp-system-random-source.h"
#include "ns3/test.h"

#include <deque>
#include <string>
#include <utility>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

/// A key that OpenSSL made: RSA-1024, PrivateKeyInfo.
const char* const OPENSSL_PKCS8 =
    "30820278020100300d06092a864886f70d0101010500048202623082025e02010002818100a5945a9777"
    "3b6e37c702aa462000852230e07722b72cef89ae1610862a77e748682fe65e232edb0a3fb148593cb0f8"
    "d29ad292692484a10115ceaf2d932b32e8e5fe303d7c2c19ad655395d0f19324c957d3236656beddce0e"
    "b2398be9811101d46e9c26f941f05c8d4ed65fdca251606bcb201d66772b1dc6252a9985b37c3b020301"
    "0001028181008c04d446d9b10c1766d73e1e66d989bbcc11452dba30e9af47e3a8bd8c143124edd5f3bd"
    "0f8b83f73abd342d22419568a33c064b9b71fca4ea4809a3449c77435743a0d3f37819f5f76583e1dc32"
    "4231ce226c28c2510ed46d4de3cb73e58db702a594b9db68c944b2725b5ec6b03dcdf0070390461891bd"
    "218d069a5f516e61024100d399b4adb425b6b304a3ec7d7c5fd89995a8aba119b212ab83d328cd513072"
    "8eba74c96188a899c13ab0bb85e77f00513842c742dbf810e909323881b83e7ddd024100c85298aef823"
    "97a0d01fb5b562d0aca2fae3b56078b43efab9466bcfd5e4f6c933f86c05d4f44c40b1a64ce1d1bd8ae6"
    "ac2efe69613241c6ac62320b81a57cf70240076eb8b7f941f1deebe4ce23c240a39d1172b144a1606de3"
    "7467f060f5df1bc703a9a2813889a38cf400cd3570e23722a335454685ef7ab894c81cd001a6c0490241"
    "00bc9695cb532c1ed9745605f9277810aeb6c79cbf9fa3010f855138ba4741f0db66a3defe76872f2a50"
    "94a1188f1e841fb9c5dc195539bd16cebefb223e018fed024100cf0fa0f1e8369d83db7bff141cf58bc7"
    "b8196df2b4898ee4797b3bd4aea287527e863991947938ad6cb69d5148fce48b768b94ab2753facc4730"
    "871e34ae4d95";

/// Its SubjectPublicKeyInfo as OpenSSL wrote it.
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

/// Random octets from a script.
class ScriptedRandomSource : public RandomSource
{
  public:
    /// @param octets what it gives, then zeros
    explicit ScriptedRandomSource(Bytes octets)
        : m_octets(octets.begin(), octets.end())
    {
    }

    Bytes Generate(size_t size) override
    {
        Bytes result;
        while (result.size() < size && !m_octets.empty())
        {
            result.push_back(m_octets.front());
            m_octets.pop_front();
        }
        result.resize(size);
        return result;
    }

    /// @return octets not yet given
    size_t Left() const
    {
        return m_octets.size();
    }

  private:
    std::deque<uint8_t> m_octets; //!< what is still to be given
};

/// A test with a provider of its own.
class CryptoTestCase : public TestCase
{
  public:
    /// @param title a sentence
    explicit CryptoTestCase(const std::string& title)
        : TestCase(title),
          m_provider(m_meter),
          m_random(ToBytes("test"))
    {
    }

  protected:
    CryptoMeter m_meter;           //!< what the provider counts
    CryptoppProvider m_provider;   //!< what is tested
    CryptoppRandomSource m_random; //!< for keys and padding
};

class HashTestCase : public CryptoTestCase
{
  public:
    HashTestCase()
        : CryptoTestCase("Hashes give the digests of FIPS 180-4 and RFC 1321")
    {
    }

  private:
    void DoRun() override
    {
        const std::vector<std::pair<HashAlgorithm, std::string>> rows{
            {HashAlgorithm::MD5, "900150983cd24fb0d6963f7d28e17f72"},
            {HashAlgorithm::SHA1, "a9993e364706816aba3e25717850c26c9cd0d89d"},
            {HashAlgorithm::SHA256,
             "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
            {HashAlgorithm::SHA384,
             "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
             "8086072ba1e7cc2358baeca134c825a7"},
            {HashAlgorithm::SHA512,
             "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
             "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"},
            {HashAlgorithm::MD5_SHA1,
             "900150983cd24fb0d6963f7d28e17f72a9993e364706816aba3e25717850c26c9cd0d89d"},
        };
        for (const auto& [algorithm, digest] : rows)
        {
            NS_TEST_ASSERT_MSG_EQ(ToHex(m_provider.Hash(algorithm, ToBytes("abc"))),
                                  digest,
                                  tls::ToString(algorithm));
            const auto context = m_provider.CreateHash(algorithm);
            context->Update(ToBytes("a"));
            const auto fork = context->Clone();
            context->Digest();
            context->Update(ToBytes("bc"));
            NS_TEST_ASSERT_MSG_EQ(ToHex(context->Digest()), digest, "asked midway");
            fork->Update(ToBytes("b"));
            fork->Update(ToBytes("c"));
            NS_TEST_ASSERT_MSG_EQ(ToHex(fork->Digest()), digest, "independent copy");
        }
    }
};

class HmacTestCase : public CryptoTestCase
{
  public:
    HmacTestCase()
        : CryptoTestCase("HMAC gives the codes of RFC 2202 and RFC 4231, whole or in parts")
    {
    }

  private:
    void DoRun() override
    {
        const std::vector<std::pair<HashAlgorithm, std::string>> rows{
            {HashAlgorithm::MD5, "750c783e6ab0b503eaa86e310a5db738"},
            {HashAlgorithm::SHA1, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"},
            {HashAlgorithm::SHA256,
             "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
            {HashAlgorithm::SHA384,
             "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"
             "8e2240ca5e69e2c78b3239ecfab21649"},
            {HashAlgorithm::SHA512,
             "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
             "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"},
        };
        const Bytes key = ToBytes("Jefe");
        const Bytes first = ToBytes("what do ya want ");
        const Bytes second = ToBytes("for nothing?");
        Bytes whole = first;
        Append(whole, second);
        for (const auto& [algorithm, code] : rows)
        {
            NS_TEST_ASSERT_MSG_EQ(ToHex(m_provider.Hmac(algorithm, key, {whole})),
                                  code,
                                  tls::ToString(algorithm));
            NS_TEST_ASSERT_MSG_EQ(ToHex(m_provider.Hmac(algorithm, key, {first, second})),
                                  code,
                                  "in parts");
        }
        const Bytes longKey(131, 0xaa);
        const Bytes text = ToBytes("Test Using Larger Than Block-Size Key - Hash Key First");
        NS_TEST_ASSERT_MSG_EQ(ToHex(m_provider.Hmac(HashAlgorithm::SHA256, longKey, {text})),
                              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
                              "key longer than a block");
        NS_TEST_ASSERT_MSG_EQ(m_provider.Hmac(HashAlgorithm::SHA1, {}, {}).size(), 20, "all empty");
    }
};

class CbcTestCase : public CryptoTestCase
{
  public:
    CbcTestCase()
        : CryptoTestCase("AES-128-CBC gives the vectors of NIST SP 800-38A, each call on its own")
    {
    }

  private:
    void DoRun() override
    {
        const Bytes key = FromHex("2b7e151628aed2a6abf7158809cf4f3c");
        const Bytes iv = FromHex("000102030405060708090a0b0c0d0e0f");
        const std::string plain =
            "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
            "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";
        const std::string coded =
            "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"
            "73bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7";
        const auto encrypt = m_provider.CreateCbc(CipherAlgorithm::AES_128_CBC,
                                                  CryptoProvider::Direction::ENCRYPT,
                                                  key);
        const auto decrypt = m_provider.CreateCbc(CipherAlgorithm::AES_128_CBC,
                                                  CryptoProvider::Direction::DECRYPT,
                                                  key);
        for (int call = 0; call < 2; ++call)
        {
            Bytes data = FromHex(plain);
            encrypt->Process(iv, data);
            NS_TEST_ASSERT_MSG_EQ(ToHex(data), coded, "encrypted");
            decrypt->Process(iv, data);
            NS_TEST_ASSERT_MSG_EQ(ToHex(data), plain, "decrypted");
        }
    }
};

class GcmTestCase : public CryptoTestCase
{
  public:
    GcmTestCase()
        : CryptoTestCase("AES-128-GCM gives the vectors of its specification and refuses changes")
    {
    }

  private:
    void DoRun() override
    {
        const auto empty = m_provider.CreateAead(AeadAlgorithm::AES_128_GCM, Bytes(16));
        NS_TEST_ASSERT_MSG_EQ(ToHex(empty->Seal(Bytes(12), {}, {})),
                              "58e2fccefa7e3061367f1d57a4e7455a",
                              "test case 1");
        const Bytes nonce = FromHex("cafebabefacedbaddecaf888");
        const Bytes additional = FromHex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        const Bytes plain =
            FromHex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                    "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
        const auto aead = m_provider.CreateAead(AeadAlgorithm::AES_128_GCM,
                                                FromHex("feffe9928665731c6d6a8f9467308308"));
        const Bytes sealed = aead->Seal(nonce, additional, plain);
        NS_TEST_ASSERT_MSG_EQ(ToHex(sealed),
                              "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
                              "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091"
                              "5bc94fbc3221a5db94fae95ae7121a47",
                              "test case 4");
        NS_TEST_ASSERT_MSG_EQ(aead->TagLength(), 16, "tag");
        NS_TEST_ASSERT_MSG_EQ((aead->Open(nonce, additional, sealed) == plain), true, "opened");
        for (size_t i = 0; i < sealed.size(); ++i)
        {
            Bytes changed = sealed;
            changed[i] ^= 1;
            NS_TEST_ASSERT_MSG_EQ(aead->Open(nonce, additional, changed).has_value(),
                                  false,
                                  "octet " << i << " changed");
            NS_TEST_ASSERT_MSG_EQ(
                aead->Open(nonce, additional, ByteView(sealed).Sub(0, i)).has_value(),
                false,
                "cut to " << i);
        }
        NS_TEST_ASSERT_MSG_EQ(aead->Open(nonce, {}, sealed).has_value(), false, "other data");
        NS_TEST_ASSERT_MSG_EQ(aead->Open(Bytes(12), additional, sealed).has_value(),
                              false,
                              "other nonce");
        NS_TEST_ASSERT_MSG_EQ((aead->Open(nonce, additional, sealed) == plain),
                              true,
                              "still opens after refusals");
    }
};

class X25519TestCase : public CryptoTestCase
{
  public:
    X25519TestCase()
        : CryptoTestCase("X25519 gives the vectors of RFC 7748 and refuses what leads to zero")
    {
    }

  private:
    std::string Agreed(const char* scalar, const char* point)
    {
        const auto shared = m_provider.Agree(NamedGroup::X25519, FromHex(scalar), FromHex(point));
        return shared ? ToHex(*shared) : "refused";
    }

    void DoRun() override
    {
        NS_TEST_ASSERT_MSG_EQ(
            Agreed("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
                   "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"),
            "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
            "5.2, first");
        NS_TEST_ASSERT_MSG_EQ(
            Agreed("4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
                   "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493"),
            "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
            "5.2, second: top bit ignored");
        ScriptedRandomSource script(
            FromHex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
        const KeyPair alice = m_provider.GenerateKeyPair(NamedGroup::X25519, script);
        NS_TEST_ASSERT_MSG_EQ(ToHex(alice.publicKey),
                              "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
                              "6.1");
        const KeyPair bob = m_provider.GenerateKeyPair(NamedGroup::X25519, m_random);
        NS_TEST_ASSERT_MSG_EQ(
            (m_provider.Agree(NamedGroup::X25519, alice.privateKey, bob.publicKey) ==
             m_provider.Agree(NamedGroup::X25519, bob.privateKey, alice.publicKey)),
            true,
            "both sides agree");
        const std::vector<std::string> smallOrder{
            std::string(64, '0'),
            "01" + std::string(62, '0'),
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"};
        for (const std::string& point : smallOrder)
        {
            NS_TEST_ASSERT_MSG_EQ(Agreed(ToHex(bob.privateKey).c_str(), point.c_str()),
                                  "refused",
                                  point);
        }
        NS_TEST_ASSERT_MSG_EQ(Agreed(ToHex(bob.privateKey).c_str(), "0900"), "refused", "short");
        NS_TEST_ASSERT_MSG_EQ(Agreed(ToHex(bob.privateKey).c_str(), ""), "refused", "empty");
    }
};

class Secp256r1TestCase : public CryptoTestCase
{
  public:
    Secp256r1TestCase()
        : CryptoTestCase("secp256r1 gives the vector of NIST's validation program and refuses what "
                         "is no point of the curve")
    {
    }

  private:
    bool IsAccepted(const Bytes& point)
    {
        return m_provider
            .Agree(NamedGroup::SECP256R1,
                   FromHex("7d7dc5f71eb29ddaf80d6214632eeae03d9058af1fb6d22ed80badb62bc1a534"),
                   point)
            .has_value();
    }

    void DoRun() override
    {
        const std::string scalar =
            "7d7dc5f71eb29ddaf80d6214632eeae03d9058af1fb6d22ed80badb62bc1a534";
        const Bytes peer =
            FromHex("04700c48f77f56584c5cc632ca65640db91b6bacce3a4df6b42ce7cc838833d287"
                    "db71e509e3fd9b060ddb20ba5c51dcc5948d46fbf640dfe0441782cab85fa4ac");
        // Scalars that are zero or beyond the order are drawn again.
        ScriptedRandomSource script(
            FromHex(std::string(64, '0') + std::string(64, 'f') +
                    "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551" + scalar));
        const KeyPair pair = m_provider.GenerateKeyPair(NamedGroup::SECP256R1, script);
        NS_TEST_ASSERT_MSG_EQ(script.Left(), 0, "all drawn");
        NS_TEST_ASSERT_MSG_EQ(ToHex(pair.privateKey), scalar, "scalar");
        NS_TEST_ASSERT_MSG_EQ(ToHex(pair.publicKey),
                              "04ead218590119e8876b29146ff89ca61770c4edbbf97d38ce385ed281d8a6b230"
                              "28af61281fd35e2fa7002523acc85a429cb06ee6648325389f59edfce1405141",
                              "public point");
        const auto shared = m_provider.Agree(NamedGroup::SECP256R1, pair.privateKey, peer);
        NS_TEST_ASSERT_MSG_EQ(shared.has_value(), true, "a point");
        NS_TEST_ASSERT_MSG_EQ(ToHex(*shared),
                              "46fc62106420ff012e54a434fbdd2d25ccc5852060561e68040dd7778997bd7b",
                              "shared secret");
        for (size_t i = 0; i < peer.size(); ++i)
        {
            Bytes changed = peer;
            changed[i] ^= 1;
            NS_TEST_ASSERT_MSG_EQ(IsAccepted(changed), false, "octet " << i << " changed");
            NS_TEST_ASSERT_MSG_EQ(IsAccepted(ByteView(peer).Sub(0, i).ToBytes()),
                                  false,
                                  "cut to " << i);
        }
        Bytes tooLong = peer;
        tooLong.push_back(0);
        NS_TEST_ASSERT_MSG_EQ(IsAccepted(tooLong), false, "one octet more");
        Bytes compressed = ByteView(peer).Sub(0, 33).ToBytes();
        compressed[0] = 2;
        NS_TEST_ASSERT_MSG_EQ(IsAccepted(compressed), false, "compressed");
        NS_TEST_ASSERT_MSG_EQ(IsAccepted({0}), false, "point at infinity");
        Bytes zeros(65);
        zeros[0] = 4;
        NS_TEST_ASSERT_MSG_EQ(IsAccepted(zeros), false, "zeros");
        Bytes ones(65, 0xff);
        ones[0] = 4;
        NS_TEST_ASSERT_MSG_EQ(IsAccepted(ones), false, "coordinates beyond the field");
    }
};

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

class RandomSourceTestCase : public CryptoTestCase
{
  public:
    RandomSourceTestCase()
        : CryptoTestCase("The seeded generator gives the same octets on any machine")
    {
    }

  private:
    void DoRun() override
    {
        const std::string expected =
            "775d7f857662d1ca2cf7a49221d785221f5b248c8ca69fdc0a83afea3841c04ef5a89e18e4e17b653745"
            "307035c9f59a";
        CryptoppRandomSource whole(ToBytes("tls-spdy"));
        NS_TEST_ASSERT_MSG_EQ(ToHex(whole.Generate(48)), expected, "at once");
        CryptoppRandomSource pieces(ToBytes("tls-spdy"));
        Bytes octets;
        for (const size_t size : {1, 0, 15, 17, 2, 13})
        {
            Append(octets, pieces.Generate(size));
        }
        NS_TEST_ASSERT_MSG_EQ(ToHex(octets), expected, "in pieces");
        CryptoppRandomSource empty(ByteView{});
        NS_TEST_ASSERT_MSG_NE(ToHex(empty.Generate(48)), expected, "another seed");
        SystemRandomSource system;
        NS_TEST_ASSERT_MSG_NE(ToHex(system.Generate(32)),
                              ToHex(system.Generate(32)),
                              "the operating system's differ");
    }
};

class MeterTestCase : public CryptoTestCase
{
  public:
    MeterTestCase()
        : CryptoTestCase("Every primitive is counted once, with its size")
    {
    }

  private:
    /// @return what was counted, one word an item
    std::string Counted()
    {
        std::string text;
        for (const CryptoWorkItem& item : m_meter.Take())
        {
            text += std::string(text.empty() ? "" : " ") + tls::ToString(item.operation) + "/" +
                    tls::ToString(item.algorithm) + "/" + std::to_string(item.bits) + "/" +
                    std::to_string(item.bytes);
        }
        return text;
    }

    void DoRun() override
    {
        m_provider.Hash(HashAlgorithm::SHA256, Bytes(10));
        NS_TEST_ASSERT_MSG_EQ(Counted(), "hash/sha256/0/10", "hash");
        m_provider.Hmac(HashAlgorithm::SHA1, Bytes(20), {Bytes(3), Bytes(4)});
        NS_TEST_ASSERT_MSG_EQ(Counted(), "hmac/sha1/0/7", "hmac");
        const auto hash = m_provider.CreateHash(HashAlgorithm::SHA384);
        hash->Update(Bytes(5));
        hash->Clone()->Update(Bytes(6));
        hash->Digest();
        NS_TEST_ASSERT_MSG_EQ(Counted(), "hash/sha384/0/5 hash/sha384/0/6", "context");
        Bytes blocks(32);
        m_provider
            .CreateCbc(CipherAlgorithm::AES_128_CBC, CryptoProvider::Direction::ENCRYPT, Bytes(16))
            ->Process(Bytes(16), blocks);
        m_provider
            .CreateCbc(CipherAlgorithm::AES_128_CBC, CryptoProvider::Direction::DECRYPT, Bytes(16))
            ->Process(Bytes(16), blocks);
        NS_TEST_ASSERT_MSG_EQ(Counted(),
                              "encrypt/aes-cbc/128/32 decrypt/aes-cbc/128/32",
                              "block cipher");
        const auto aead = m_provider.CreateAead(AeadAlgorithm::AES_128_GCM, Bytes(16));
        aead->Open(Bytes(12), {}, aead->Seal(Bytes(12), {}, Bytes(9)));
        NS_TEST_ASSERT_MSG_EQ(Counted(), "seal/aes-gcm/128/9 open/aes-gcm/128/25", "aead");
        for (const NamedGroup group : {NamedGroup::SECP256R1, NamedGroup::X25519})
        {
            const KeyPair pair = m_provider.GenerateKeyPair(group, m_random);
            m_provider.Agree(group, pair.privateKey, pair.publicKey);
        }
        NS_TEST_ASSERT_MSG_EQ(
            Counted(),
            "generate-key/ecdh/256/0 agree/ecdh/256/0 generate-key/x25519/0/0 agree/x25519/0/0",
            "key exchange");
        const PrivateKeyPtr key = m_provider.LoadPrivateKey(FromHex(OPENSSL_PKCS8));
        NS_TEST_ASSERT_MSG_EQ(m_meter.Count(), 0, "loading a key is not counted");
        const auto signature =
            m_provider.Sign(*key, SignatureScheme::RSA_PKCS1_SHA256, Bytes(8), m_random);
        m_provider.Verify(*key->publicKey, SignatureScheme::RSA_PKCS1_SHA256, Bytes(8), *signature);
        NS_TEST_ASSERT_MSG_EQ(Counted(),
                              "hash/sha256/0/8 sign/rsa/1024/0 hash/sha256/0/8 verify/rsa/1024/0",
                              "signature");
        const auto ciphertext = m_provider.RsaEncrypt(*key->publicKey, Bytes(48), m_random);
        m_provider.RsaDecrypt(*key, *ciphertext, m_random);
        NS_TEST_ASSERT_MSG_EQ(Counted(),
                              "rsa-encrypt/rsa/1024/0 rsa-decrypt/rsa/1024/0",
                              "encryption");
    }
};

/// Tests of the crypto floor.
class TlsCryptoTestSuite : public TestSuite
{
  public:
    TlsCryptoTestSuite()
        : TestSuite("tls-spdy-crypto", TestSuite::Type::UNIT)
    {
        AddTestCase(new HashTestCase);
        AddTestCase(new HmacTestCase);
        AddTestCase(new CbcTestCase);
        AddTestCase(new GcmTestCase);
        AddTestCase(new X25519TestCase);
        AddTestCase(new Secp256r1TestCase);
        AddTestCase(new RsaSignatureTestCase);
        AddTestCase(new RsaRangeTestCase);
        AddTestCase(new RsaEncryptionTestCase);
        AddTestCase(new RsaKeyTestCase);
        AddTestCase(new RandomSourceTestCase);
        AddTestCase(new MeterTestCase);
    }
};

TlsCryptoTestSuite g_tlsCryptoTestSuite; //!< registers itself

} // namespace
