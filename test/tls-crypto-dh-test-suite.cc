/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-crypto-test-support.h"

#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

/// A key that OpenSSL made: dhKeyAgreement of 512 bits, PrivateKeyInfo.
const char* const DH_PKCS8 =
    "30819c020100305306092a864886f70d0103013046024100a49de3bf585f01637fffdf142605c7046d62"
    "a1c82c36390e2319b6ca2f734cce217716800390a1ae6ab53c72ab1a679355e67c7f96df6abf9e411232"
    "aa1a1c1f020102044202402e443669d7463273f9badc484cd3902629dafba34ec5b6796c88d7b433e23a"
    "06687a165f35cad669e2eb02e599e8dae3f676be30734daaa3c3956f6667e30444";

/// A peer of its group, SubjectPublicKeyInfo.
const char* const DH_PEER =
    "30819b305306092a864886f70d0103013046024100a49de3bf585f01637fffdf142605c7046d62a1c82c"
    "36390e2319b6ca2f734cce217716800390a1ae6ab53c72ab1a679355e67c7f96df6abf9e411232aa1a1c"
    "1f020102034400024100868a64ddedf7020ea29a4c843723f10e77510268ccf43be493b379c59eba009e"
    "96df259bcfbb2bfc78e48a37d57e0e4ad1b835408c07f70fba0f6927360e2eb2";

/// What OpenSSL made of the two.
const char* const DH_SECRET =
    "6ff10fa233b2733a20cff4747aba0f76240d938c9da2ea37bdc2347c186b9225238243bf2a90a6675a70"
    "b679258358bd818c57a77fc0bc346d0540986bbf8243";

/// A key that OpenSSL made: dhpublicnumber of 512 bits, PrivateKeyInfo.
const char* const DHX_PKCS8 =
    "3081c60201003081a806072a8648ce3e020130819c024100da27c12710d2245a3a39d1658b8c12392a5a"
    "295ef1222ed23c1801039ca44e4e442a2220336c2144db1396f2c322f354b7f71e7cc746e31a4b7c0b96"
    "27e8200d02402647fc4d4be3b4beec1858b8def743745ac9736a96df208c2dbde6e9d486563c76a7910f"
    "47a515c1e5d2837ca3aca5798a011835b0ae82641f3ae5eb9fd77ea9021500828f8df134352e103595ea"
    "eb0666be840caeebdb041602147818d7aac90a280878d9f5b1e30dc5c9cc427394";

/// A peer of its group, SubjectPublicKeyInfo.
const char* const DHX_PEER =
    "3081f03081a806072a8648ce3e020130819c024100da27c12710d2245a3a39d1658b8c12392a5a295ef1"
    "222ed23c1801039ca44e4e442a2220336c2144db1396f2c322f354b7f71e7cc746e31a4b7c0b9627e820"
    "0d02402647fc4d4be3b4beec1858b8def743745ac9736a96df208c2dbde6e9d486563c76a7910f47a515"
    "c1e5d2837ca3aca5798a011835b0ae82641f3ae5eb9fd77ea9021500828f8df134352e103595eaeb0666"
    "be840caeebdb0343000240747b6f25020b0a0deff03eeed837d9ca93c467d939c1ecd9c6e15a721e734b"
    "9068a40378df33b0813ae8a76ed4e7169c40b7deb995979ec329f90c3dd12016ba";

/// What OpenSSL made of the two.
const char* const DHX_SECRET =
    "880736f8a321881991b33773468163e35ef38b0471851bc438dc8ef1e74b58844f46c1c4f513cc572a7c"
    "f9decdf027160109bb5c7ed47deb78687eedbc594cfb";

/// The second group of RFC 2409, 6.2, of 1,024 bits.
const DhGroup OAKLEY_2{
    FromHex("ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22"
            "514a08798e3404ddef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6"
            "f44c42e9a637ed6b0bff5cb6f406b7edee386bfb5a899fa5ae9f24117c4b1fe649286651ece65381"
            "ffffffffffffffff"),
    {2}};

/**
 * @param p modulus, in hexadecimal digits
 * @param g generator
 * @return the group
 */
DhGroup
Group(const std::string& p, const std::string& g)
{
    return {FromHex(p), FromHex(g)};
}

class DhAgreementTestCase : public CryptoTestCase
{
  public:
    DhAgreementTestCase()
        : CryptoTestCase("Two ends of a finite field agree; secrets have no leading zeros")
    {
    }

  private:
    void DoRun() override
    {
        const KeyPair client = m_provider.GenerateDhKeyPair(OAKLEY_2, m_random);
        const KeyPair server = m_provider.GenerateDhKeyPair(OAKLEY_2, m_random);
        const auto secret = m_provider.AgreeDh(OAKLEY_2, client.privateKey, server.publicKey);
        NS_TEST_ASSERT_MSG_EQ(secret.has_value(), true, "agrees");
        NS_TEST_ASSERT_MSG_EQ(
            (secret == m_provider.AgreeDh(OAKLEY_2, server.privateKey, client.publicKey)),
            true,
            "both ways");
        NS_TEST_ASSERT_MSG_NE(ToHex(client.publicKey), ToHex(server.publicKey), "two keys");
        // 3 to the 5th is 243 modulo 257, whose length is two octets.
        const DhGroup fermat = Group("0101", "03");
        NS_TEST_ASSERT_MSG_EQ(ToHex(*m_provider.AgreeDh(fermat, Bytes{5}, Bytes{3})),
                              "f3",
                              "no leading zero");
        NS_TEST_ASSERT_MSG_EQ(ToHex(*m_provider.AgreeDh(fermat, Bytes{5}, Bytes{0, 3})),
                              "f3",
                              "a leading zero of the peer");
        // The example of every textbook.
        const DhGroup textbook = Group("17", "05");
        NS_TEST_ASSERT_MSG_EQ(ToHex(*m_provider.AgreeDh(textbook, Bytes{6}, Bytes{19})), "02", "");
        NS_TEST_ASSERT_MSG_EQ(ToHex(*m_provider.AgreeDh(textbook, Bytes{15}, Bytes{8})), "02", "");
        // 7 has order 3 modulo 9 + 10 = 19: a secret of 1 tells the peer the exponent modulo 3.
        NS_TEST_ASSERT_MSG_EQ(m_provider.AgreeDh(Group("13", "02"), Bytes{6}, Bytes{7}).has_value(),
                              false,
                              "a secret of one");
        Bytes highest = OAKLEY_2.p;
        for (const bool isRefused : {true, true, false})
        {
            // p itself, p - 1 and p - 2
            NS_TEST_ASSERT_MSG_EQ(
                m_provider.AgreeDh(OAKLEY_2, client.privateKey, highest).has_value(),
                !isRefused,
                "near the modulus: " << unsigned{highest.back()});
            highest.back()--;
        }
        for (const Bytes& low : {Bytes{}, Bytes{0}, Bytes{1}, Bytes{0, 1}, Bytes(200, 0xff)})
        {
            NS_TEST_ASSERT_MSG_EQ(m_provider.AgreeDh(OAKLEY_2, client.privateKey, low).has_value(),
                                  false,
                                  ToHex(low));
        }
    }
};

class SoundGroupTestCase : public CryptoTestCase
{
  public:
    SoundGroupTestCase()
        : CryptoTestCase(
              "Only a group of a prime of the size asked for, with a generator in range, is sound")
    {
    }

  private:
    void DoRun() override
    {
        NS_TEST_ASSERT_MSG_EQ(m_provider.IsSoundDhGroup(OAKLEY_2, 1024), true, "RFC 2409");
        NS_TEST_ASSERT_MSG_EQ(m_provider.IsSoundDhGroup(OAKLEY_2, 1024), true, "asked again");
        NS_TEST_ASSERT_MSG_EQ(m_provider.IsSoundDhGroup(OAKLEY_2, 1025), false, "too small");
        Bytes composite = OAKLEY_2.p;
        composite.back() -= 2;
        NS_TEST_ASSERT_MSG_EQ(m_provider.IsSoundDhGroup({composite, {2}}, 512), false, "composite");
        Bytes padded{0};
        Append(padded, OAKLEY_2.p);
        NS_TEST_ASSERT_MSG_EQ(m_provider.IsSoundDhGroup({padded, {2}}, 1024), true, "a zero first");
        Bytes below = OAKLEY_2.p;
        below.back() -= 1;
        for (const Bytes& g : {Bytes{}, Bytes{0}, Bytes{1}, below, OAKLEY_2.p, Bytes(300, 0xff)})
        {
            NS_TEST_ASSERT_MSG_EQ(m_provider.IsSoundDhGroup({OAKLEY_2.p, g}, 512),
                                  false,
                                  "generator " << ToHex(g));
        }
        for (const char* p : {"", "00", "01", "02", "03", "04", "09", "0f", "ff", "08911d"})
        {
            for (const char* g : {"", "00", "01", "02", "ff"})
            {
                NS_TEST_ASSERT_MSG_EQ(m_provider.IsSoundDhGroup(Group(p, g), 0),
                                      false,
                                      p << " with " << g);
            }
        }
        NS_TEST_ASSERT_MSG_EQ(m_provider.IsSoundDhGroup(Group("05", "02"), 0), true, "smallest");
        const KeyPair pair = m_provider.GenerateDhKeyPair(Group("05", "02"), m_random);
        NS_TEST_ASSERT_MSG_EQ((pair.publicKey == Bytes{2} || pair.publicKey == Bytes{3}),
                              true,
                              "even that has keys");
        // 2^9689 - 1 is prime.
        Bytes huge(1212, 0xff);
        huge.front() = 1;
        NS_TEST_ASSERT_MSG_EQ(m_provider.IsSoundDhGroup({huge, {3}}, 512), false, "too long");
        NS_TEST_ASSERT_MSG_EQ(m_provider.IsSoundDhGroup({Bytes(65535, 0xff), {2}}, 512),
                              false,
                              "as long as a message can say");
        NS_TEST_ASSERT_MSG_EQ(m_provider.IsSoundDhGroup({Bytes(1024, 0xff), {2}}, 512),
                              false,
                              "2^8192 - 1");
    }
};

class DhKeyTestCase : public CryptoTestCase
{
  public:
    DhKeyTestCase()
        : CryptoTestCase("Long-term Diffie-Hellman keys of both kinds agree as OpenSSL has it")
    {
    }

  private:
    void DoRun() override
    {
        /// A kind of key.
        struct Row
        {
            const char* pkcs8;  //!< one's own
            const char* peer;   //!< the peer's
            const char* secret; //!< OpenSSL's
        };

        for (const Row& row :
             {Row{DH_PKCS8, DH_PEER, DH_SECRET}, Row{DHX_PKCS8, DHX_PEER, DHX_SECRET}})
        {
            const PrivateKeyPtr key = m_provider.LoadPrivateKey(FromHex(row.pkcs8));
            const PublicKeyPtr peer = m_provider.LoadPublicKey(FromHex(row.peer));
            NS_TEST_ASSERT_MSG_EQ((key && peer), true, "keys load");
            NS_TEST_ASSERT_MSG_EQ((peer->type == PublicKeyType::DH), true, "kind");
            NS_TEST_ASSERT_MSG_EQ(peer->bits, 512, "size");
            NS_TEST_ASSERT_MSG_EQ(ToHex(peer->spki), row.peer, "export is exact");
            NS_TEST_ASSERT_MSG_EQ(ToHex(peer->dhGroup.p), ToHex(key->publicKey->dhGroup.p), "p");
            NS_TEST_ASSERT_MSG_EQ(ToHex(peer->dhGroup.g), ToHex(key->publicKey->dhGroup.g), "g");
            NS_TEST_ASSERT_MSG_EQ(m_provider.IsSoundDhGroup(peer->dhGroup, 512), true, "sound");
            const auto secret = m_provider.Agree(*key, peer->publicValue);
            NS_TEST_ASSERT_MSG_EQ(secret.has_value(), true, "agrees");
            NS_TEST_ASSERT_MSG_EQ(ToHex(*secret), row.secret, "secret");
            NS_TEST_ASSERT_MSG_EQ(m_provider.Agree(*key, Bytes{1}).has_value(), false, "one");
            NS_TEST_ASSERT_MSG_EQ((m_provider.LoadPublicKey(key->publicKey->spki) != nullptr),
                                  true,
                                  "public half loads");
            const Bytes& spki = peer->spki;
            for (size_t i = 0; i < spki.size(); ++i)
            {
                NS_TEST_ASSERT_MSG_EQ(
                    (m_provider.LoadPublicKey(ByteView(spki).Sub(0, i)) == nullptr),
                    true,
                    "cut to " << i);
            }
        }
        const PrivateKeyPtr own = m_provider.GenerateDhKey(OAKLEY_2, m_random);
        const PrivateKeyPtr loaded = m_provider.LoadPrivateKey(own->pkcs8);
        NS_TEST_ASSERT_MSG_EQ((loaded != nullptr), true, "import");
        NS_TEST_ASSERT_MSG_EQ(ToHex(loaded->publicKey->spki), ToHex(own->publicKey->spki), "half");
        const PublicKeyPtr half = m_provider.LoadPublicKey(own->publicKey->spki);
        NS_TEST_ASSERT_MSG_EQ(ToHex(half->publicValue), ToHex(own->publicKey->publicValue), "y");
        NS_TEST_ASSERT_MSG_EQ(
            m_provider.SignDigest(*own, SignatureScheme::DSA_SHA1, Bytes(20), m_random).has_value(),
            false,
            "it signs nothing");
    }
};

/// Tests of the Diffie-Hellman exchange in finite fields.
class TlsCryptoDhTestSuite : public TestSuite
{
  public:
    TlsCryptoDhTestSuite()
        : TestSuite("tls-spdy-crypto-dh", TestSuite::Type::UNIT)
    {
        AddTestCase(new DhAgreementTestCase);
        AddTestCase(new SoundGroupTestCase);
        AddTestCase(new DhKeyTestCase);
    }
};

TlsCryptoDhTestSuite g_tlsCryptoDhTestSuite; //!< registers itself

} // namespace
