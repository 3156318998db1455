/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-crypto-test-support.h"

#include "ns3/crypto-cost-model.h"

#include <set>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;

namespace
{

/// Every signature algorithm.
const std::vector<SignatureScheme> SCHEMES{
    SignatureScheme::RSA_PKCS1_MD5,
    SignatureScheme::RSA_PKCS1_SHA1,
    SignatureScheme::RSA_PKCS1_SHA256,
    SignatureScheme::RSA_PKCS1_SHA384,
    SignatureScheme::RSA_PKCS1_SHA512,
    SignatureScheme::DSA_SHA1,
    SignatureScheme::DSA_SHA256,
    SignatureScheme::DSA_SHA384,
    SignatureScheme::DSA_SHA512,
    SignatureScheme::ECDSA_SHA1,
    SignatureScheme::ECDSA_SECP256R1_SHA256,
    SignatureScheme::ECDSA_SECP384R1_SHA384,
    SignatureScheme::ECDSA_SECP521R1_SHA512,
    SignatureScheme::RSA_PKCS1_MD5_SHA1,
};

class NamedGroupTestCase : public TestCase
{
  public:
    NamedGroupTestCase()
        : TestCase(
              "The groups are those of RFC 4492, x25519 and RFC 7919, each by its number and name")
    {
    }

  private:
    void DoRun() override
    {
        const std::vector<NamedGroup>& groups = GetNamedGroups();
        NS_TEST_ASSERT_MSG_EQ(groups.size(), 31, "number");
        std::set<std::string> names;
        for (size_t i = 0; i < groups.size(); ++i)
        {
            const NamedGroup group = groups[i];
            const std::string name = tls::ToString(group);
            const size_t codePoint = i < 25 ? i + 1 : i == 25 ? 29 : 0x100 + i - 26;
            NS_TEST_ASSERT_MSG_EQ(static_cast<size_t>(group), codePoint, name);
            NS_TEST_ASSERT_MSG_EQ((NamedGroupFromName(name) == group), true, name);
            NS_TEST_ASSERT_MSG_EQ(names.insert(name).second, true, name << " once");
            NS_TEST_ASSERT_MSG_EQ(IsBinaryCurve(group), (name.substr(0, 4) == "sect"), name);
            // The field's size is the number in the name.
            const std::string bits = std::to_string(FieldBits(group));
            const bool isField = name.substr(0, 5) == "ffdhe";
            NS_TEST_ASSERT_MSG_EQ(IsFiniteField(group), isField, name);
            NS_TEST_ASSERT_MSG_EQ(bits,
                                  (group == NamedGroup::X25519 ? "255"
                                   : isField                   ? name.substr(5)
                                                               : name.substr(4, 3)),
                                  name);
        }
        NS_TEST_ASSERT_MSG_EQ(FieldBits(NamedGroup::NONE), 0, "none");
        NS_TEST_ASSERT_MSG_EQ((NamedGroupFromName("brainpool") == NamedGroup::NONE), true, "");
        NS_TEST_ASSERT_MSG_EQ(std::string(tls::ToString(static_cast<NamedGroup>(26))),
                              "unknown",
                              "a number without a group");
        NS_TEST_ASSERT_MSG_EQ(FieldBits(static_cast<NamedGroup>(26)), 0, "nor a size");
    }
};

class SchemeTestCase : public TestCase
{
  public:
    SchemeTestCase()
        : TestCase("A signature algorithm says its hash and its key as its number does")
    {
    }

  private:
    void DoRun() override
    {
        // HashAlgorithm and SignatureAlgorithm of RFC 5246, 7.4.1.4.1, by their numbers.
        const std::vector<HashAlgorithm> hashes{HashAlgorithm::NONE,
                                                HashAlgorithm::MD5,
                                                HashAlgorithm::SHA1,
                                                HashAlgorithm::NONE,
                                                HashAlgorithm::SHA256,
                                                HashAlgorithm::SHA384,
                                                HashAlgorithm::SHA512};
        const std::vector<PublicKeyType> keys{PublicKeyType::ED25519,
                                              PublicKeyType::RSA,
                                              PublicKeyType::DSA,
                                              PublicKeyType::ECDSA};
        for (const SignatureScheme scheme : SCHEMES)
        {
            const std::string name = tls::ToString(scheme);
            NS_TEST_ASSERT_MSG_EQ((SignatureSchemeFromName(name) == scheme), true, name);
            const auto number = static_cast<uint16_t>(scheme);
            if (scheme == SignatureScheme::RSA_PKCS1_MD5_SHA1)
            {
                NS_TEST_ASSERT_MSG_EQ((HashOf(scheme) == HashAlgorithm::MD5_SHA1), true, name);
                NS_TEST_ASSERT_MSG_EQ((KeyTypeOf(scheme) == PublicKeyType::RSA), true, name);
                continue;
            }
            NS_TEST_ASSERT_MSG_EQ((HashOf(scheme) == hashes.at(number >> 8)), true, name);
            NS_TEST_ASSERT_MSG_EQ((KeyTypeOf(scheme) == keys.at(number & 0xff)), true, name);
        }
        NS_TEST_ASSERT_MSG_EQ((SignatureSchemeFromName("unknown") == SignatureScheme::NONE),
                              true,
                              "no scheme of that name");
    }
};

class FamilyMeterTestCase : public CryptoTestCase
{
  public:
    FamilyMeterTestCase()
        : CryptoTestCase("What the older suites compute is counted with algorithm and size")
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
        const auto encrypt = CryptoProvider::Direction::ENCRYPT;
        const auto decrypt = CryptoProvider::Direction::DECRYPT;
        for (const auto& [algorithm, counted] :
             std::vector<std::pair<CipherAlgorithm, std::string>>{
                 {CipherAlgorithm::AES_256_CBC, "encrypt/aes-cbc/256/16"},
                 {CipherAlgorithm::CAMELLIA_128_CBC, "encrypt/camellia-cbc/128/16"},
                 {CipherAlgorithm::CAMELLIA_256_CBC, "encrypt/camellia-cbc/256/16"},
                 {CipherAlgorithm::SEED_CBC, "encrypt/seed-cbc/128/16"},
                 {CipherAlgorithm::TRIPLE_DES_CBC, "encrypt/3des-cbc/192/16"},
                 {CipherAlgorithm::DES_CBC, "encrypt/des-cbc/64/16"},
                 {CipherAlgorithm::RC2_CBC, "encrypt/rc2-cbc/128/16"}})
        {
            Bytes blocks(16);
            m_provider.CreateCbc(algorithm, encrypt, Bytes(KeyLength(algorithm)))
                ->Process(Bytes(BlockLength(algorithm)), blocks);
            NS_TEST_ASSERT_MSG_EQ(Counted(), counted, "block cipher");
        }
        Bytes data(7);
        m_provider.CreateStream(CipherAlgorithm::RC4_128, decrypt, Bytes(16))->Process(data);
        NS_TEST_ASSERT_MSG_EQ(Counted(), "decrypt/rc4/128/7", "stream cipher");
        m_provider.CreateAead(AeadAlgorithm::CHACHA20_POLY1305, Bytes(32))
            ->Seal(Bytes(12), {}, data);
        m_provider.CreateAead(AeadAlgorithm::AES_256_GCM, Bytes(32))->Seal(Bytes(12), {}, data);
        NS_TEST_ASSERT_MSG_EQ(Counted(), "seal/chacha20-poly1305/256/7 seal/aes-gcm/256/7", "aead");
        for (const NamedGroup group : {NamedGroup::SECP384R1, NamedGroup::SECT233R1})
        {
            const KeyPair pair = m_provider.GenerateKeyPair(group, m_random);
            m_provider.Agree(group, pair.privateKey, pair.publicKey);
        }
        NS_TEST_ASSERT_MSG_EQ(Counted(),
                              "generate-key/ecdh/384/0 agree/ecdh/384/0 "
                              "generate-key/ecdh-binary/233/0 agree/ecdh-binary/233/0",
                              "curves");
        // A Mersenne prime of 521 bits.
        Bytes p(66, 0xff);
        p.front() = 1;
        const DhGroup group{p, {3}};
        NS_TEST_ASSERT_MSG_EQ(m_provider.IsSoundDhGroup(group, 512), true, "not counted");
        const KeyPair pair = m_provider.GenerateDhKeyPair(group, m_random);
        m_provider.AgreeDh(group, pair.privateKey, pair.publicKey);
        m_provider.Agree(*m_provider.GenerateDhKey(group, m_random), pair.publicKey);
        NS_TEST_ASSERT_MSG_EQ(Counted(),
                              "generate-key/dh/521/0 agree/dh/521/0 agree/dh/521/0",
                              "finite field");
        for (const NamedGroup curve : {NamedGroup::SECP256R1, NamedGroup::SECT233K1})
        {
            const PrivateKeyPtr key = m_provider.GenerateEcKey(curve, m_random);
            const auto signature =
                m_provider.SignDigest(*key, SignatureScheme::ECDSA_SHA1, Bytes(20), m_random);
            m_provider.VerifyDigest(*key->publicKey,
                                    SignatureScheme::ECDSA_SHA1,
                                    Bytes(20),
                                    *signature);
            m_provider.Agree(*key, key->publicKey->publicValue);
        }
        NS_TEST_ASSERT_MSG_EQ(Counted(),
                              "sign/ecdsa/256/0 verify/ecdsa/256/0 agree/ecdh/256/0 "
                              "sign/ecdsa-binary/233/0 verify/ecdsa-binary/233/0 "
                              "agree/ecdh-binary/233/0",
                              "keys of curves");
        const PrivateKeyPtr dsa = m_provider.GenerateDsaKey(1024, m_random);
        m_provider.Sign(*dsa, SignatureScheme::DSA_SHA1, Bytes(9), m_random);
        NS_TEST_ASSERT_MSG_EQ(Counted(), "hash/sha1/0/9 sign/dsa/1024/0", "DSA");
    }
};

class CalibrationCoverTestCase : public TestCase
{
  public:
    CalibrationCoverTestCase()
        : TestCase(
              "The calibrations of real libraries charge every key, cipher and MAC of the family")
    {
    }

  private:
    /**
     * @param model a cost model
     * @param operation what is done
     * @param algorithm with what
     * @param bits size
     */
    void ExpectCharged(const CryptoCostModel& model,
                       CryptoOperation operation,
                       CryptoAlgorithm algorithm,
                       uint16_t bits)
    {
        NS_TEST_EXPECT_MSG_GT(model.GetCost({operation, algorithm, bits, 100000}),
                              Time(0),
                              model.GetCalibration() << ": " << tls::ToString(operation) << " "
                                                     << tls::ToString(algorithm) << " " << bits);
    }

    void DoRun() override
    {
        for (const std::string& name : CryptoCalibration::GetNames())
        {
            if (name == "zero")
            {
                continue;
            }
            const auto model = CreateObject<CryptoCostModel>();
            model->SetCalibration(name);
            ExpectCharged(*model, CryptoOperation::RANDOM, CryptoAlgorithm::NONE, 0);
            ExpectCharged(*model, CryptoOperation::COMPRESS, CryptoAlgorithm::DEFLATE, 0);
            ExpectCharged(*model, CryptoOperation::DECOMPRESS, CryptoAlgorithm::DEFLATE, 0);
            ExpectCharged(*model, CryptoOperation::HASH, CryptoAlgorithm::MD5_SHA1, 0);
            for (const CryptoAlgorithm hash : {CryptoAlgorithm::MD5,
                                               CryptoAlgorithm::SHA1,
                                               CryptoAlgorithm::SHA256,
                                               CryptoAlgorithm::SHA384,
                                               CryptoAlgorithm::SHA512})
            {
                ExpectCharged(*model, CryptoOperation::HASH, hash, 0);
                ExpectCharged(*model, CryptoOperation::HASH_UPDATE, hash, 0);
                ExpectCharged(*model, CryptoOperation::HMAC, hash, 0);
            }
            for (const CryptoAlgorithm cipher : {CryptoAlgorithm::AES_CBC,
                                                 CryptoAlgorithm::CAMELLIA_CBC,
                                                 CryptoAlgorithm::SEED_CBC,
                                                 CryptoAlgorithm::TRIPLE_DES_CBC,
                                                 CryptoAlgorithm::DES_CBC,
                                                 CryptoAlgorithm::RC2_CBC,
                                                 CryptoAlgorithm::RC4})
            {
                ExpectCharged(*model, CryptoOperation::ENCRYPT, cipher, 128);
                ExpectCharged(*model, CryptoOperation::DECRYPT, cipher, 128);
            }
            for (const CryptoAlgorithm cipher :
                 {CryptoAlgorithm::AES_GCM, CryptoAlgorithm::CHACHA20_POLY1305})
            {
                ExpectCharged(*model, CryptoOperation::SEAL, cipher, 256);
                ExpectCharged(*model, CryptoOperation::OPEN, cipher, 256);
            }
            for (const NamedGroup group : GetNamedGroups())
            {
                const CryptoWorkItem item = MeteredGroup(group);
                ExpectCharged(*model, CryptoOperation::GENERATE_KEY, item.algorithm, item.bits);
                ExpectCharged(*model, CryptoOperation::AGREE, item.algorithm, item.bits);
                if (group == NamedGroup::X25519 || IsFiniteField(group))
                {
                    continue;
                }
                const CryptoAlgorithm ecdsa =
                    IsBinaryCurve(group) ? CryptoAlgorithm::ECDSA_BINARY : CryptoAlgorithm::ECDSA;
                ExpectCharged(*model, CryptoOperation::SIGN, ecdsa, item.bits);
                ExpectCharged(*model, CryptoOperation::VERIFY, ecdsa, item.bits);
            }
            ExpectCharged(*model, CryptoOperation::SIGN, CryptoAlgorithm::ED25519, 0);
            ExpectCharged(*model, CryptoOperation::VERIFY, CryptoAlgorithm::ED25519, 0);
            ExpectCharged(*model, CryptoOperation::SEAL, CryptoAlgorithm::AES_CCM, 128);
            ExpectCharged(*model, CryptoOperation::OPEN, CryptoAlgorithm::AES_CCM, 128);
            for (const uint16_t bits : {512, 1024, 2048, 8192})
            {
                ExpectCharged(*model, CryptoOperation::GENERATE_KEY, CryptoAlgorithm::DH, bits);
                ExpectCharged(*model, CryptoOperation::AGREE, CryptoAlgorithm::DH, bits);
                ExpectCharged(*model, CryptoOperation::SIGN, CryptoAlgorithm::DSA, bits);
                ExpectCharged(*model, CryptoOperation::VERIFY, CryptoAlgorithm::DSA, bits);
                ExpectCharged(*model, CryptoOperation::SIGN, CryptoAlgorithm::RSA, bits);
                ExpectCharged(*model, CryptoOperation::VERIFY, CryptoAlgorithm::RSA, bits);
                ExpectCharged(*model, CryptoOperation::RSA_ENCRYPT, CryptoAlgorithm::RSA, bits);
                ExpectCharged(*model, CryptoOperation::RSA_DECRYPT, CryptoAlgorithm::RSA, bits);
            }
        }
    }
};

/// Tests of what algorithms are called and how they are counted and charged.
class TlsCryptoTypesTestSuite : public TestSuite
{
  public:
    TlsCryptoTypesTestSuite()
        : TestSuite("tls-spdy-crypto-types", TestSuite::Type::UNIT)
    {
        AddTestCase(new NamedGroupTestCase);
        AddTestCase(new SchemeTestCase);
        AddTestCase(new FamilyMeterTestCase);
        AddTestCase(new CalibrationCoverTestCase);
    }
};

TlsCryptoTypesTestSuite g_tlsCryptoTypesTestSuite; //!< registers itself

} // namespace
