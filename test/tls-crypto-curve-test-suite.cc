/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-crypto-curve-vectors.h"
#include "tls-crypto-test-support.h"

#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

/// What OpenSSL signed.
const char* const MESSAGE = "The quick brown fox";

/// One curve against OpenSSL: a test case each, since the slowest take a second.
class CurveTestCase : public CryptoTestCase
{
  public:
    /// @param vector what OpenSSL made
    explicit CurveTestCase(const CurveVector& vector)
        : CryptoTestCase(std::string("OpenSSL's keys, secrets and signatures are right on ") +
                         tls::ToString(vector.group)),
          m_vector(vector)
    {
    }

  private:
    void DoRun() override
    {
        const PrivateKeyPtr key = m_provider.LoadPrivateKey(FromHex(m_vector.pkcs8));
        NS_TEST_ASSERT_MSG_EQ((key != nullptr), true, "private key loads");
        const PublicKey& half = *key->publicKey;
        NS_TEST_ASSERT_MSG_EQ((half.type == PublicKeyType::ECDSA), true, "kind");
        NS_TEST_ASSERT_MSG_EQ((half.group == m_vector.group), true, "group");
        NS_TEST_ASSERT_MSG_EQ(half.bits, FieldBits(m_vector.group), "size");
        NS_TEST_ASSERT_MSG_EQ(half.publicValue.size(), 1 + 2 * ((half.bits + 7U) / 8), "point");
        const PublicKeyPtr loaded = m_provider.LoadPublicKey(half.spki);
        NS_TEST_ASSERT_MSG_EQ((loaded != nullptr), true, "public key loads");
        NS_TEST_ASSERT_MSG_EQ(ToHex(loaded->publicValue), ToHex(half.publicValue), "same point");

        const auto secret = m_provider.Agree(*key, FromHex(m_vector.peer));
        NS_TEST_ASSERT_MSG_EQ(secret.has_value(), true, "agrees with a compressed point");
        NS_TEST_ASSERT_MSG_EQ(ToHex(*secret), m_vector.secret, "secret");
        Bytes changed = FromHex(m_vector.peer);
        changed[0] = 4;
        NS_TEST_ASSERT_MSG_EQ(m_provider.Agree(*key, changed).has_value(), false, "half a point");
        Bytes off = half.publicValue;
        off.back() ^= 1;
        NS_TEST_ASSERT_MSG_EQ(m_provider.Agree(*key, off).has_value(), false, "off the curve");
        NS_TEST_ASSERT_MSG_EQ(m_provider.Agree(*key, Bytes{0}).has_value(), false, "infinity");

        const Bytes message = ToBytes(MESSAGE);
        const SignatureScheme scheme = SignatureScheme::ECDSA_SHA1;
        const Bytes signature = FromHex(m_vector.signature);
        NS_TEST_ASSERT_MSG_EQ(m_provider.Verify(*loaded, scheme, message, signature),
                              true,
                              "signature holds");
    }

    const CurveVector& m_vector; //!< what OpenSSL made
};

class CurveRoundTripTestCase : public CryptoTestCase
{
  public:
    CurveRoundTripTestCase()
        : CryptoTestCase("Two ends agree on each curve, and only one signature in hand is believed")
    {
    }

  private:
    void DoRun() override
    {
        const Bytes message = ToBytes(MESSAGE);
        for (const NamedGroup group : GetNamedGroups())
        {
            const std::string name = tls::ToString(group);
            if (FieldBits(group) > 300 && IsBinaryCurve(group))
            {
                continue; // the vectors of OpenSSL have shown those, at a second each
            }
            if (IsFiniteField(group))
            {
                continue; // no curve
            }
            const KeyPair client = m_provider.GenerateKeyPair(group, m_random);
            const KeyPair server = m_provider.GenerateKeyPair(group, m_random);
            const auto secret = m_provider.Agree(group, client.privateKey, server.publicKey);
            NS_TEST_ASSERT_MSG_EQ(secret.has_value(), true, name << " agrees");
            NS_TEST_ASSERT_MSG_EQ(
                (secret == m_provider.Agree(group, server.privateKey, client.publicKey)),
                true,
                name << " both ways");
            const PrivateKeyPtr key = m_provider.GenerateEcKey(group, m_random);
            NS_TEST_ASSERT_MSG_EQ((key != nullptr), (group != NamedGroup::X25519), name);
            if (!key)
            {
                continue;
            }
            const SignatureScheme scheme = SignatureScheme::ECDSA_SECP521R1_SHA512;
            const auto signature = m_provider.Sign(*key, scheme, message, m_random);
            NS_TEST_ASSERT_MSG_EQ(signature.has_value(), true, name << " signs");
            NS_TEST_ASSERT_MSG_EQ(m_provider.Verify(*key->publicKey, scheme, message, *signature),
                                  true,
                                  name << " verifies any hash");
            Bytes changed = *signature;
            changed.back() ^= 1;
            NS_TEST_ASSERT_MSG_EQ(m_provider.Verify(*key->publicKey, scheme, message, changed),
                                  false,
                                  name << " changed");
        }
    }
};

class SmallOrderTestCase : public CryptoTestCase
{
  public:
    SmallOrderTestCase()
        : CryptoTestCase("Points of small order are refused on the curves that have them")
    {
    }

  private:
    void DoRun() override
    {
        // (0, sqrt(b)) has order 2 on every binary curve: compressed, no square root is needed.
        for (const NamedGroup group : {NamedGroup::SECT163K1, NamedGroup::SECT233R1})
        {
            const KeyPair pair = m_provider.GenerateKeyPair(group, m_random);
            Bytes point((FieldBits(group) + 7) / 8 + 1);
            for (const uint8_t form : {2, 3})
            {
                point[0] = form;
                NS_TEST_ASSERT_MSG_EQ(m_provider.Agree(group, pair.privateKey, point).has_value(),
                                      false,
                                      tls::ToString(group));
            }
        }
        // x = 1 gives order 4 on sect233k1, whose a is 0 and b is 1: y^2 + y = 1 + 1 = 0.
        // Times an odd number it is no zero that would give it away.
        KeyPair pair = m_provider.GenerateKeyPair(NamedGroup::SECT233K1, m_random);
        pair.privateKey.back() |= 1;
        Bytes point(1 + 2 * 30);
        point[0] = 4;
        point[30] = 1;
        NS_TEST_ASSERT_MSG_EQ(
            m_provider.Agree(NamedGroup::SECT233K1, pair.privateKey, point).has_value(),
            false,
            "order 4");
    }
};

class WildPointTestCase : public CryptoTestCase
{
  public:
    WildPointTestCase()
        : CryptoTestCase(
              "No octets whatever are taken for a point by chance or make the provider fail")
    {
    }

  private:
    void DoRun() override
    {
        for (const NamedGroup group :
             {NamedGroup::SECT163K1, NamedGroup::SECP160R1, NamedGroup::SECP521R1})
        {
            const KeyPair pair = m_provider.GenerateKeyPair(group, m_random);
            const size_t length = (FieldBits(group) + 7) / 8;
            for (int form = 0; form < 256; ++form)
            {
                Bytes ones(1 + length, 0xff);
                ones[0] = static_cast<uint8_t>(form);
                NS_TEST_ASSERT_MSG_EQ(m_provider.Agree(group, pair.privateKey, ones).has_value(),
                                      false,
                                      tls::ToString(group) << " form " << form);
                Bytes whole = pair.publicKey;
                whole[0] = static_cast<uint8_t>(form);
                NS_TEST_ASSERT_MSG_EQ(m_provider.Agree(group, pair.privateKey, whole).has_value(),
                                      (form == 4),
                                      tls::ToString(group) << " form " << form);
            }
            NS_TEST_ASSERT_MSG_EQ(m_provider.Agree(group, pair.privateKey, {}).has_value(),
                                  false,
                                  "empty");
        }
    }
};

class Rfc6979TestCase : public CryptoTestCase
{
  public:
    Rfc6979TestCase()
        : CryptoTestCase("ECDSA on secp256r1 gives the signatures of RFC 6979 from its numbers")
    {
    }

  private:
    void DoRun() override
    {
        const PrivateKeyPtr key =
            m_provider.LoadPrivateKey(FromHex("3041020100301306072a8648ce3d020106082a8648ce3d030107"
                                              "042730250201010420"
                                              "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b12"
                                              "7b8a622b120f6721"));
        NS_TEST_ASSERT_MSG_EQ((key != nullptr), true, "a key without its public half loads");
        NS_TEST_ASSERT_MSG_EQ(ToHex(key->publicKey->publicValue),
                              "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                              "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299",
                              "A.2.5: public key");

        /// A signature of the word "sample".
        struct Row
        {
            SignatureScheme scheme; //!< names the hash
            const char* k;          //!< number of the message
            const char* signature;  //!< in DER
        };

        const std::vector<Row> rows{
            {SignatureScheme::ECDSA_SHA1,
             "882905f1227fd620fbf2abf21244f0ba83d0dc3a9103dbbee43a1fb858109db4",
             "3044022061340c88c3aaebeb4f6d667f672ca9759a6ccaa9fa8811313039ee4a35471d32"
             "02206d7f147dac089441bb2e2fe8f7a3fa264b9c475098fdcf6e00d7c996e1b8b7eb"},
            {SignatureScheme::ECDSA_SECP256R1_SHA256,
             "a6e3c57dd01abe90086538398355dd4c3b17aa873382b0f24d6129493d8aad60",
             "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
             "022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"},
            {SignatureScheme::ECDSA_SECP521R1_SHA512,
             "5fa81c63109badb88c1f367b47da606da28cad69aa22c4fe6ad7df73a7173aa5",
             "30450221008496a60b5e9b47c825488827e0495b0e3fa109ec4568fd3f8d1097678eb97f00"
             "02202362ab1adbe2b8adf9cb9edab740ea6049c028114f2460f96554f61fae3302fe"},
        };
        const Bytes message = ToBytes("sample");
        for (const Row& row : rows)
        {
            ScriptedRandomSource random(FromHex(row.k));
            const auto signature = m_provider.Sign(*key, row.scheme, message, random);
            NS_TEST_ASSERT_MSG_EQ(signature.has_value(), true, tls::ToString(row.scheme));
            NS_TEST_ASSERT_MSG_EQ(ToHex(*signature), row.signature, tls::ToString(row.scheme));
            NS_TEST_ASSERT_MSG_EQ(
                m_provider.Verify(*key->publicKey, row.scheme, message, *signature),
                true,
                "verifies");
        }
        // The first one with the order added to its second number.
        NS_TEST_ASSERT_MSG_EQ(
            m_provider.Verify(
                *key->publicKey,
                SignatureScheme::ECDSA_SHA1,
                message,
                FromHex("3045022061340c88c3aaebeb4f6d667f672ca9759a6ccaa9fa8811313039ee4a35471d32"
                        "0221016d7f147cac089442bb2e2fe8f7a3fa26088341fe40156df2f4919459de1bdd3c")),
            false,
            "a number beyond the order");
    }
};

class EcdsaSignatureTestCase : public CryptoTestCase
{
  public:
    EcdsaSignatureTestCase()
        : CryptoTestCase(
              "An ECDSA signature that is cut, changed, not DER or out of range does not hold")
    {
    }

  private:
    void DoRun() override
    {
        const PrivateKeyPtr key = m_provider.GenerateEcKey(NamedGroup::SECP192R1, m_random);
        const SignatureScheme scheme = SignatureScheme::ECDSA_SECP256R1_SHA256;
        const Bytes message = ToBytes(MESSAGE);
        const Bytes signature = *m_provider.Sign(*key, scheme, message, m_random);
        const auto holds = [&](ByteView octets) {
            return m_provider.Verify(*key->publicKey, scheme, message, octets);
        };
        NS_TEST_ASSERT_MSG_EQ(holds(signature), true, "whole");
        for (size_t i = 0; i < signature.size(); ++i)
        {
            Bytes changed = signature;
            changed[i] ^= 1;
            NS_TEST_ASSERT_MSG_EQ(holds(changed), false, "octet " << i << " changed");
            NS_TEST_ASSERT_MSG_EQ(holds(ByteView(signature).Sub(0, i)), false, "cut to " << i);
        }
        Bytes longer = signature;
        longer.push_back(0);
        NS_TEST_ASSERT_MSG_EQ(holds(longer), false, "more follows");
        Bytes longLength = signature;
        longLength.insert(longLength.begin() + 1, 0x81);
        NS_TEST_ASSERT_MSG_EQ(holds(longLength), false, "a length of more octets than it needs");
        Bytes longNumber = signature;
        longNumber[1]++;
        longNumber[3]++;
        longNumber.insert(longNumber.begin() + 4, 0);
        NS_TEST_ASSERT_MSG_EQ(holds(longNumber), false, "a number with a zero it does not need");
        const std::string order = "ffffffffffffffffffffffff99def836146bc9b1b4d22831";
        for (const std::string& hex : {std::string("3006020100020100"),
                                       std::string("3006020101020100"),
                                       std::string("3006020100020101"),
                                       "3036021900" + order + "021900" + order,
                                       std::string("3003020101"),
                                       std::string("3009020101020101020101"),
                                       std::string("30060201ff020101"),
                                       std::string("3080020101020101"
                                                   "0000")})
        {
            NS_TEST_ASSERT_MSG_EQ(holds(FromHex(hex)), false, hex);
        }
        // A digest of zeros is one like any other.
        const auto zeros =
            m_provider.SignDigest(*key, SignatureScheme::ECDSA_SHA1, Bytes(20), m_random);
        NS_TEST_ASSERT_MSG_EQ(zeros.has_value(), true, "zeros are signed");
        NS_TEST_ASSERT_MSG_EQ(m_provider.VerifyDigest(*key->publicKey,
                                                      SignatureScheme::ECDSA_SHA1,
                                                      Bytes(20),
                                                      *zeros),
                              true,
                              "and verify");
        NS_TEST_ASSERT_MSG_EQ(m_provider.SignDigest(*key, scheme, Bytes(20), m_random).has_value(),
                              false,
                              "a digest of another length");
        NS_TEST_ASSERT_MSG_EQ(
            m_provider.Sign(*key, SignatureScheme::RSA_PKCS1_SHA256, message, m_random).has_value(),
            false,
            "a scheme of another key");
    }
};

class EcKeyTestCase : public CryptoTestCase
{
  public:
    EcKeyTestCase()
        : CryptoTestCase(
              "Keys of a curve follow from the seed, survive export and are checked on import")
    {
    }

  private:
    void DoRun() override
    {
        CryptoppRandomSource same(ToBytes("a"));
        CryptoppRandomSource again(ToBytes("a"));
        const PrivateKeyPtr key = m_provider.GenerateEcKey(NamedGroup::SECP521R1, same);
        NS_TEST_ASSERT_MSG_EQ(ToHex(m_provider.GenerateEcKey(NamedGroup::SECP521R1, again)->pkcs8),
                              ToHex(key->pkcs8),
                              "same seed");
        const PrivateKeyPtr loaded = m_provider.LoadPrivateKey(key->pkcs8);
        NS_TEST_ASSERT_MSG_EQ((loaded != nullptr), true, "import");
        NS_TEST_ASSERT_MSG_EQ(ToHex(loaded->publicKey->spki), ToHex(key->publicKey->spki), "half");
        NS_TEST_ASSERT_MSG_EQ((m_provider.GenerateEcKey(NamedGroup::NONE, same) == nullptr),
                              true,
                              "no curve");
        const Bytes& spki = key->publicKey->spki;
        for (size_t i = 0; i < spki.size(); ++i)
        {
            Bytes changed = spki;
            changed[i] ^= 1;
            NS_TEST_ASSERT_MSG_EQ((m_provider.LoadPublicKey(changed) == nullptr),
                                  true,
                                  "public key changed at " << i);
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
        Bytes inconsistent = key->pkcs8;
        inconsistent.back() ^= 1;
        NS_TEST_ASSERT_MSG_EQ((m_provider.LoadPrivateKey(inconsistent) == nullptr),
                              true,
                              "a public half that is not its own");
    }
};

/// Tests of the curves of RFC 4492: agreement, signatures and keys.
class TlsCryptoCurveTestSuite : public TestSuite
{
  public:
    TlsCryptoCurveTestSuite()
        : TestSuite("tls-spdy-crypto-curve", TestSuite::Type::UNIT)
    {
        for (const CurveVector& vector : CURVE_VECTORS)
        {
            AddTestCase(new CurveTestCase(vector));
        }
        AddTestCase(new CurveRoundTripTestCase);
        AddTestCase(new SmallOrderTestCase);
        AddTestCase(new WildPointTestCase);
        AddTestCase(new Rfc6979TestCase);
        AddTestCase(new EcdsaSignatureTestCase);
        AddTestCase(new EcKeyTestCase);
    }
};

TlsCryptoCurveTestSuite g_tlsCryptoCurveTestSuite; //!< registers itself

} // namespace
