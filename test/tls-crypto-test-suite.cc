/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-crypto-test-support.h"

#include "ns3/cryptopp-system-random-source.h"

#include <string>
#include <utility>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

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
        NS_TEST_ASSERT_MSG_EQ(
            (m_provider.Agree(NamedGroup::SECP256R1, pair.privateKey, compressed) == shared),
            true,
            "compressed");
        NS_TEST_ASSERT_MSG_EQ(IsAccepted({0}), false, "point at infinity");
        Bytes zeros(65);
        zeros[0] = 4;
        NS_TEST_ASSERT_MSG_EQ(IsAccepted(zeros), false, "zeros");
        Bytes ones(65, 0xff);
        ones[0] = 4;
        NS_TEST_ASSERT_MSG_EQ(IsAccepted(ones), false, "coordinates beyond the field");
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
        NS_TEST_ASSERT_MSG_EQ(Counted(),
                              "hash-update/sha384/0/5 hash-update/sha384/0/6 hash/sha384/0/0",
                              "context");
        m_provider.Random(m_random, 32);
        NS_TEST_ASSERT_MSG_EQ(Counted(), "random/none/0/32", "random octets");
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

/// Tests of hashes, ciphers, key exchange and random octets.
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
        AddTestCase(new RandomSourceTestCase);
        AddTestCase(new MeterTestCase);
    }
};

TlsCryptoTestSuite g_tlsCryptoTestSuite; //!< registers itself

} // namespace
