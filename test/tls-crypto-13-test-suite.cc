/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-crypto-test-support.h"
#include "tls-rfc8448-traces.h"

#include "ns3/dh-well-known-group.h"

#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

/// RFC 8448, 3: what the server signs, and its signature. The salt was got out of that.
const char* const RFC8448_HASH = "764d6632b3c35c3f3205e3499ac3edbaabb88295fba751461d3678e2e5ea0687";
const char* const RFC8448_SIGNATURE =
    "5a747c5d88fa9bd2e55ab085a61015b7211f824cd484145ab3ff52f1fda8477b0b7abc90db78e2d33a5c"
    "141a078653fa6bef780c5ea248eeaaa785c4f394cab6d30bbe8d4859ee511f602957b15411ac02767145"
    "9e46445c9ea58c181e818e95b8c3fb0bf3278409d3be152a3da5043e063dda65cdf5aea20d53dfacd42f"
    "74f3";

/// RSASSA-PSS.
class PssTestCase : public CryptoTestCase
{
  public:
    PssTestCase()
        : CryptoTestCase(
              "RSASSA-PSS gives the signature of RFC 8448 from its salt, and verifies it")
    {
    }

  private:
    void DoRun() override
    {
        const PrivateKeyPtr key = m_provider.LoadPrivateKey(FromHex(RFC8448_KEY));
        NS_TEST_ASSERT_MSG_NE(key, nullptr, "key");
        const PublicKey& half = *key->publicKey;
        Bytes content(64, ' ');
        Append(content, ToBytes("TLS 1.3, server CertificateVerify"));
        content.push_back(0);
        Append(content, FromHex(RFC8448_HASH));
        const SignatureScheme scheme = SignatureScheme::RSA_PSS_RSAE_SHA256;
        const Bytes recorded = FromHex(RFC8448_SIGNATURE);
        NS_TEST_EXPECT_MSG_EQ(m_provider.Verify(half, scheme, content, recorded), true, "holds");
        ScriptedRandomSource salt(FromHex(RFC8448_TRACES[0].salt));
        const auto signature = m_provider.Sign(*key, scheme, content, salt);
        NS_TEST_ASSERT_MSG_EQ(signature.has_value(), true, "signed");
        NS_TEST_EXPECT_MSG_EQ(ToHex(*signature), RFC8448_SIGNATURE, "octet for octet");
        for (size_t bit = 0; bit < 8 * recorded.size(); bit += 5)
        {
            Bytes changed = recorded;
            changed[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
            NS_TEST_ASSERT_MSG_EQ(m_provider.Verify(half, scheme, content, changed), false, bit);
        }
        content.back() ^= 1;
        NS_TEST_EXPECT_MSG_EQ(m_provider.Verify(half, scheme, content, recorded), false, "other");
        content.back() ^= 1;
        NS_TEST_EXPECT_MSG_EQ(
            m_provider.Verify(half, SignatureScheme::RSA_PKCS1_SHA256, content, recorded),
            false,
            "another padding");
        NS_TEST_EXPECT_MSG_EQ(
            m_provider.Verify(half, SignatureScheme::RSA_PSS_PSS_SHA256, content, recorded),
            false,
            "another kind of key");
        NS_TEST_EXPECT_MSG_EQ(m_provider.Verify(half, scheme, content, {}), false, "none");
        // A salt and a digest of 64 octets have no room in 128.
        NS_TEST_EXPECT_MSG_EQ(
            m_provider.Sign(*key, SignatureScheme::RSA_PSS_RSAE_SHA512, content, m_random)
                .has_value(),
            false,
            "too small a key");
    }
};

/// RSASSA-PSS with sizes and hashes that are not RFC 8448's.
class PssKindTestCase : public CryptoTestCase
{
  public:
    PssKindTestCase()
        : CryptoTestCase("RSASSA-PSS serves keys of any size and both kinds, with each hash")
    {
    }

  private:
    void DoRun() override
    {
        // 1025 bits leave one bit for the block's first octet, 1032 eight less one.
        for (const uint16_t bits : {1025, 1032, 1096})
        {
            const PrivateKeyPtr any = m_provider.GenerateRsaKey(bits, m_random);
            const PrivateKeyPtr alone = m_provider.GenerateRsaPssKey(bits, m_random);
            NS_TEST_ASSERT_MSG_EQ((alone->publicKey->type == PublicKeyType::RSA_PSS), true, "kind");
            const PublicKeyPtr read = m_provider.LoadPublicKey(alone->publicKey->spki);
            NS_TEST_ASSERT_MSG_EQ((read && read->type == PublicKeyType::RSA_PSS), true, "read");
            const PrivateKeyPtr loaded = m_provider.LoadPrivateKey(alone->pkcs8);
            NS_TEST_ASSERT_MSG_EQ((loaded && loaded->publicKey->type == PublicKeyType::RSA_PSS),
                                  true,
                                  "loaded");
            Check(*any,
                  {SignatureScheme::RSA_PSS_RSAE_SHA256,
                   SignatureScheme::RSA_PSS_RSAE_SHA384,
                   SignatureScheme::RSA_PSS_RSAE_SHA512},
                  bits > 1032);
            Check(*loaded,
                  {SignatureScheme::RSA_PSS_PSS_SHA256,
                   SignatureScheme::RSA_PSS_PSS_SHA384,
                   SignatureScheme::RSA_PSS_PSS_SHA512},
                  bits > 1032);
            NS_TEST_EXPECT_MSG_EQ(
                m_provider.Sign(*loaded, SignatureScheme::RSA_PKCS1_SHA256, {}, m_random)
                    .has_value(),
                false,
                "it is for RSASSA-PSS alone");
        }
    }

    /**
     * @param key a private key
     * @param schemes with SHA-256, SHA-384 and SHA-512
     * @param hasRoom whether SHA-512 fits
     */
    void Check(const PrivateKey& key, const std::vector<SignatureScheme>& schemes, bool hasRoom)
    {
        for (const SignatureScheme scheme : schemes)
        {
            const bool fits = HashOf(scheme) != HashAlgorithm::SHA512 || hasRoom;
            const auto signature = m_provider.Sign(key, scheme, ToBytes("text"), m_random);
            const std::string name =
                std::to_string(key.publicKey->bits) + " " + tls::ToString(scheme);
            NS_TEST_ASSERT_MSG_EQ(signature.has_value(), fits, name);
            if (!fits)
            {
                continue;
            }
            NS_TEST_EXPECT_MSG_EQ(
                m_provider.Verify(*key.publicKey, scheme, ToBytes("text"), *signature),
                true,
                name);
            NS_TEST_EXPECT_MSG_EQ(
                m_provider.Verify(*key.publicKey, scheme, ToBytes("next"), *signature),
                false,
                name);
        }
    }
};

/// Ed25519.
class Ed25519TestCase : public CryptoTestCase
{
  public:
    Ed25519TestCase()
        : CryptoTestCase("Ed25519 keys and signatures are those of RFC 8032")
    {
    }

  private:
    void DoRun() override
    {
        /// A test of RFC 8032, 7.1.
        struct Answer
        {
            const char* secret;
            const char* value;
            const char* message;
            const char* signature;
        };

        for (const Answer& answer :
             {Answer{
                  "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                  "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                  "",
                  "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
                  "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
              Answer{
                  "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                  "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                  "72",
                  "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e"
                  "458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
              Answer{
                  "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                  "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                  "af82",
                  "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290"
                  "ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"},
              Answer{
                  "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
                  "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
                  "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a8"
                  "36ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
                  "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ec"
                  "fdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"}})
        {
            Check(FromHex(answer.secret),
                  answer.value,
                  FromHex(answer.message),
                  FromHex(answer.signature));
        }
        // RFC 8410, 10: a public and a private key.
        const char* spki = "302a300506032b657003210019bf44096984cdfe8541bac167dc3b96c85086aa30b6b6c"
                           "b0c5c38ad703166e1";
        NS_TEST_EXPECT_MSG_NE(m_provider.LoadPublicKey(FromHex(spki)), nullptr, "public");
        const PrivateKeyPtr key = m_provider.LoadPrivateKey(
            FromHex("302e020100300506032b657004220420"
                    "d4ee72dbf913584ad5b6d8f1f769f8ad3afe7c28cbf1d4fbe097a88f44755842"));
        NS_TEST_ASSERT_MSG_NE(key, nullptr, "private");
        NS_TEST_EXPECT_MSG_EQ(ToHex(key->publicKey->spki), spki, "they belong together");
        for (const char* bad : {"302e020100300506032b657104220420",     // Ed448
                                "3030020100300706032b6570050004220420", // parameters
                                "302e020100300506032b657004220520"})    // no OCTET STRING
        {
            NS_TEST_EXPECT_MSG_EQ(m_provider.LoadPrivateKey(FromHex(bad + std::string(64, '1'))),
                                  nullptr,
                                  bad);
        }
        NS_TEST_EXPECT_MSG_EQ(
            m_provider.LoadPublicKey(FromHex("3029300506032b6570032000" + std::string(62, '1'))),
            nullptr,
            "31 octets");
    }

    /**
     * @param secret private key
     * @param value public key
     * @param message what is signed
     * @param signature over it
     */
    void Check(const Bytes& secret,
               const std::string& value,
               const Bytes& message,
               const Bytes& signature)
    {
        ScriptedRandomSource random(secret);
        const PrivateKeyPtr key = m_provider.GenerateEd25519Key(random);
        const SignatureScheme scheme = SignatureScheme::ED25519;
        const PublicKey& half = *key->publicKey;
        NS_TEST_EXPECT_MSG_EQ(ToHex(half.publicValue), value, "public key");
        m_meter.Take();
        const auto own = m_provider.Sign(*key, scheme, message, m_random);
        NS_TEST_ASSERT_MSG_EQ(own.has_value(), true, "signed");
        NS_TEST_EXPECT_MSG_EQ(ToHex(*own), ToHex(signature), "signature");
        NS_TEST_EXPECT_MSG_EQ(m_provider.Verify(half, scheme, message, signature), true, "holds");
        const CryptoWork work = m_meter.Take();
        NS_TEST_ASSERT_MSG_EQ(work.size(), 2, "counted");
        NS_TEST_EXPECT_MSG_EQ((work[0].operation == CryptoOperation::SIGN &&
                               work[1].operation == CryptoOperation::VERIFY &&
                               work[0].algorithm == CryptoAlgorithm::ED25519),
                              true,
                              "as what they are");
        for (size_t bit = 0; bit < 8 * signature.size(); ++bit)
        {
            Bytes changed = signature;
            changed[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
            NS_TEST_ASSERT_MSG_EQ(m_provider.Verify(half, scheme, message, changed), false, bit);
        }
        // S + L is as good for the equation, but must be refused (RFC 8032, 5.1.7).
        Bytes large = signature;
        const Bytes order =
            FromHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        unsigned int carry = 0;
        for (size_t i = 0; i < order.size(); ++i)
        {
            carry += large[32 + i] + order[i];
            large[32 + i] = static_cast<uint8_t>(carry);
            carry >>= 8;
        }
        NS_TEST_EXPECT_MSG_EQ(m_provider.Verify(half, scheme, message, large), false, "S + L");
        NS_TEST_EXPECT_MSG_EQ(m_provider.Verify(half, scheme, message, Bytes(63)), false, "short");
        NS_TEST_EXPECT_MSG_EQ(m_provider.SignDigest(*key, scheme, {}, m_random).has_value(),
                              false,
                              "there is no digest to sign");
        NS_TEST_EXPECT_MSG_EQ(m_provider.VerifyDigest(half, scheme, {}, signature),
                              false,
                              "nor one to verify");
    }
};

/// AES-CCM.
class CcmTestCase : public CryptoTestCase
{
  public:
    CcmTestCase()
        : CryptoTestCase("AES-CCM gives the known answers of NIST and OpenSSL, with either tag")
    {
    }

  private:
    void DoRun() override
    {
        // NIST SP 800-38C, C.3, whose tag has 8 octets; the other tag is OpenSSL's.
        const Bytes key = FromHex("404142434445464748494a4b4c4d4e4f");
        const Bytes nonce = FromHex("101112131415161718191a1b");
        const Bytes additional = FromHex("000102030405060708090a0b0c0d0e0f10111213");
        const Bytes plaintext = FromHex("202122232425262728292a2b2c2d2e2f3031323334353637");
        const std::string ciphertext = "e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5";
        for (const auto& [algorithm, tag] :
             {std::make_pair(AeadAlgorithm::AES_128_CCM_8, "484392fbc1b09951"),
              std::make_pair(AeadAlgorithm::AES_128_CCM, "c87ae488918de93f17dd3e4934347f44")})
        {
            const auto cipher = m_provider.CreateAead(algorithm, key);
            NS_TEST_ASSERT_MSG_EQ(cipher->TagLength(), std::string(tag).size() / 2, "tag");
            const Bytes sealed = cipher->Seal(nonce, additional, plaintext);
            NS_TEST_EXPECT_MSG_EQ(ToHex(sealed), ciphertext + tag, "sealed");
            NS_TEST_EXPECT_MSG_EQ((cipher->Open(nonce, additional, sealed) == plaintext),
                                  true,
                                  "opened");
            for (size_t i = 0; i < sealed.size(); ++i)
            {
                Bytes changed = sealed;
                changed[i] ^= 0x80;
                NS_TEST_ASSERT_MSG_EQ(cipher->Open(nonce, additional, changed).has_value(),
                                      false,
                                      "octet " << i);
            }
            NS_TEST_EXPECT_MSG_EQ(cipher->Open(nonce, {}, sealed).has_value(), false, "other data");
            NS_TEST_EXPECT_MSG_EQ(
                cipher->Open(nonce, additional, Bytes(cipher->TagLength() - 1)).has_value(),
                false,
                "no room for a tag");
            const Bytes empty = cipher->Seal(nonce, {}, {});
            NS_TEST_EXPECT_MSG_EQ((cipher->Open(nonce, {}, empty) == Bytes()), true, "nothing");
        }
    }
};

/// The groups of RFC 7919.
class FiniteFieldTestCase : public CryptoTestCase
{
  public:
    FiniteFieldTestCase()
        : CryptoTestCase(
              "The groups of RFC 7919 have the primes of OpenSSL and agree on secrets as "
              "long as these")
    {
    }

  private:
    void DoRun() override
    {
        // openssl genpkey -algorithm DH -pkeyopt group:ffdhe2048: SHA-256 of the prime.
        const std::vector<std::pair<NamedGroup, const char*>> primes{
            {NamedGroup::FFDHE2048,
             "9cd3b7f336872f46c09428d1bbc19877a4d440512cda8d1c1cf0cd6e33698966"},
            {NamedGroup::FFDHE3072,
             "0eaf67db3a839156d5013494a5318a772b5697d270d721f37f092efc69ea5a17"},
            {NamedGroup::FFDHE4096,
             "4648414224ac881b3d0dc59b466f96d06a558278776807797ecf1f66ff397b3e"},
            {NamedGroup::FFDHE6144,
             "227ac9066b3ddd9e193670cda2388fa884f65ba0cf98b742d1fe77a6687c79c7"},
            {NamedGroup::FFDHE8192,
             "770b14efaf6f049929c523113b3fa99a8d11dab1b18af3609590122075d19833"}};
        for (const auto& [group, digest] : primes)
        {
            const std::string name = tls::ToString(group);
            const size_t length = FieldBits(group) / 8;
            const DhGroup field = *WellKnownDhGroup(FieldBits(group));
            NS_TEST_EXPECT_MSG_EQ(ToHex(m_provider.Hash(HashAlgorithm::SHA256, field.p)),
                                  digest,
                                  name);
            const KeyPair client = m_provider.GenerateKeyPair(group, m_random);
            const KeyPair server = m_provider.GenerateKeyPair(group, m_random);
            NS_TEST_EXPECT_MSG_EQ(client.publicKey.size(), length, name);
            m_meter.Take();
            const auto secret = m_provider.Agree(group, client.privateKey, server.publicKey);
            NS_TEST_ASSERT_MSG_EQ(secret.has_value(), true, name << " agrees");
            const CryptoWork work = m_meter.Take();
            NS_TEST_EXPECT_MSG_EQ((work.size() == 1 && work[0].algorithm == CryptoAlgorithm::DH &&
                                   work[0].bits == FieldBits(group)),
                                  true,
                                  name << " is counted");
            NS_TEST_EXPECT_MSG_EQ(secret->size(), length, name);
            NS_TEST_EXPECT_MSG_EQ(
                (secret == m_provider.Agree(group, server.privateKey, client.publicKey)),
                true,
                name << " both ways");
            ExpectRefused(group, client.privateKey, Bytes(length), "0");
            Bytes one(length);
            one.back() = 1;
            ExpectRefused(group, client.privateKey, one, "1");
            Bytes last = field.p;
            ExpectRefused(group, client.privateKey, last, "p");
            last.back() -= 1;
            ExpectRefused(group, client.privateKey, last, "p - 1");
            Bytes shorter(server.publicKey.begin() + 1, server.publicKey.end());
            ExpectRefused(group, client.privateKey, shorter, "short");
            Bytes longer{0};
            Append(longer, server.publicKey);
            ExpectRefused(group, client.privateKey, longer, "long");
        }
        // A pair of keys of OpenSSL whose secret begins with a zero, which belongs to it.
        NS_TEST_EXPECT_MSG_EQ((m_provider.Agree(NamedGroup::FFDHE2048,
                                                FromHex(OPENSSL_PRIVATE),
                                                FromHex(OPENSSL_PEER)) == FromHex(OPENSSL_SHARED)),
                              true,
                              "OpenSSL's secret");
    }

    /**
     * @param group a group
     * @param privateKey one's own
     * @param peer a value that is none
     * @param name of the value
     */
    void ExpectRefused(NamedGroup group,
                       const Bytes& privateKey,
                       const Bytes& peer,
                       const char* name)
    {
        NS_TEST_EXPECT_MSG_EQ(m_provider.Agree(group, privateKey, peer).has_value(),
                              false,
                              tls::ToString(group) << " " << name);
    }

    static constexpr const char* OPENSSL_PRIVATE =
        "0125495f59792f1d512591fd212bf11ef1b6a86a8295d6968d9d091a3c";
    static constexpr const char* OPENSSL_PEER =
        "269fde9f8bf652b267a84df91e3eb4a36b7e5c6c963c4ee8097f286167f20ae9df793b49ac8fa2af0c99"
        "6a9a722901ce2b6b6acf51c66d0d3b85f3f35adcdf8baa18075d5e04cc632a6d798a85bc1794106ab8a8"
        "660d2ee9e963d41a51dc6b3896c2151ffe1a8254a808fa78205eb5b4b320bdb3eb1de5d1242928bf6dcb"
        "642399cc4fbe0d55a1a0028f17a281f33348bd104a309a50640c9af9550880b4e2bc8d63a828f6fe92db"
        "3a1f0dcc553ed5e74e7536536120391325db5b2c82e91c2be36c2a59f1812cde09f54be9524fd933a770"
        "e2d5acc41f014d23e3f9976d80e2967e4e5df6c9422cadb0e20fdfde5ee99366301964a10e94cd54ce41"
        "d67a562c";
    static constexpr const char* OPENSSL_SHARED =
        "0088dca340c872cdd1d51d54c5ae323b8787daca305d6c22fcd6a29ae7cfdac5403385b756867783df3c"
        "97cc4b40455ad66694143ac65fde067af5b9d66652ac2e3cc250c5969a895167261a611e387ff267264a"
        "438ffeada88e788b6e320c0be8c248b75ba159e2e7348d91aa10cdd5be6f477c483479227894c43f491f"
        "878eb90806821f226223a382a2eae9c0c3ca1b44800c5471c96e4df7d3c2103f5edbc2979251f71ab9b1"
        "7f948a00335b8da2f135f83968a125dfd1f4f936ac71517b6f90616391fb53e8d11f04b0e39a9eed805f"
        "248d9bb510a73c5fd028a62373af316ec3b4067e08fb99c89a2463f81edb8ae8781b1505db79fa87f078"
        "a6a0b1a3";
};

/// X25519's secrets that must not be used.
class ZeroSecretTestCase : public CryptoTestCase
{
  public:
    ZeroSecretTestCase()
        : CryptoTestCase("X25519 refuses values that lead to a secret of zeros")
    {
    }

  private:
    void DoRun() override
    {
        const KeyPair pair = m_provider.GenerateKeyPair(NamedGroup::X25519, m_random);
        // Points of small order: 0, 1, and one of order 8 (RFC 7748, 6.1; RFC 8446, 7.4.2).
        for (const char* value :
             {"0000000000000000000000000000000000000000000000000000000000000000",
              "0100000000000000000000000000000000000000000000000000000000000000",
              "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"})
        {
            NS_TEST_EXPECT_MSG_EQ(
                m_provider.Agree(NamedGroup::X25519, pair.privateKey, FromHex(value)).has_value(),
                false,
                value);
        }
    }
};

/// Tests of the primitives that TLS 1.3 adds.
class TlsCrypto13TestSuite : public TestSuite
{
  public:
    TlsCrypto13TestSuite()
        : TestSuite("tls-spdy-crypto-13", TestSuite::Type::UNIT)
    {
        AddTestCase(new PssTestCase);
        AddTestCase(new PssKindTestCase);
        AddTestCase(new Ed25519TestCase);
        AddTestCase(new CcmTestCase);
        AddTestCase(new FiniteFieldTestCase);
        AddTestCase(new ZeroSecretTestCase);
    }
};

TlsCrypto13TestSuite g_tlsCrypto13TestSuite; //!< registers itself

} // namespace
