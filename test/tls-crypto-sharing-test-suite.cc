/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-crypto-test-support.h"

#include "ns3/crypto-memo.h"
#include "ns3/crypto-provider-factory.h"
#include "ns3/dh-well-known-group.h"

#include <memory>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;

namespace
{

/// Kinds of cryptography beside the real one.
const std::vector<std::string> KINDS{"shared", "modeled"};

/// Two ends of one kind of cryptography, and a third one that computes everything.
struct Ends
{
    /// @param kind name of a factory
    explicit Ends(const std::string& kind)
        : factory(CryptoProviderFactory::FromName(kind)),
          client(factory->Create(clientMeter)),
          server(factory->Create(serverMeter)),
          real(realMeter)
    {
    }

    CryptoMeter clientMeter;                              //!< the client's work
    CryptoMeter serverMeter;                              //!< the server's work
    CryptoMeter realMeter;                                //!< the third one's
    std::shared_ptr<const CryptoProviderFactory> factory; //!< what makes the first two
    std::unique_ptr<CryptoProvider> client;               //!< one end
    std::unique_ptr<CryptoProvider> server;               //!< the other end
    CryptoppProvider real;                                //!< knows nothing of them
    CryptoppRandomSource random{ToBytes("sharing")};      //!< for all
};

/// @param work a ledger @return it as text
std::string
ToText(const CryptoWork& work)
{
    std::string text;
    for (const CryptoWorkItem& item : work)
    {
        text += std::string(ToString(item.operation)) + " " + ToString(item.algorithm) + " " +
                std::to_string(item.bits) + " " + std::to_string(item.bytes) + "\n";
    }
    return text;
}

/// Key exchange by ephemeral values.
class AgreementTestCase : public TestCase
{
  public:
    AgreementTestCase()
        : TestCase(
              "Both ends get the same secret, of the real size and at the real cost, whichever "
              "cryptography they share")
    {
    }

  private:
    void DoRun() override
    {
        for (const std::string& kind : KINDS)
        {
            for (const NamedGroup group : {NamedGroup::SECP256R1,
                                           NamedGroup::SECP521R1,
                                           NamedGroup::SECT233K1,
                                           NamedGroup::X25519,
                                           NamedGroup::FFDHE2048})
            {
                Compare(kind, group);
            }
            CompareDh(kind);
        }
    }

    /**
     * @param kind of cryptography
     * @param group of the key exchange
     */
    void Compare(const std::string& kind, NamedGroup group)
    {
        const std::string what = kind + " " + ToString(group);
        Ends ends(kind);
        const KeyPair client = ends.client->GenerateKeyPair(group, ends.random);
        const KeyPair server = ends.server->GenerateKeyPair(group, ends.random);
        const auto one = ends.client->Agree(group, client.privateKey, server.publicKey);
        const auto two = ends.server->Agree(group, server.privateKey, client.publicKey);
        NS_TEST_ASSERT_MSG_EQ((one && two), true, what);
        NS_TEST_EXPECT_MSG_EQ((*one == *two), true, what + ": the same secret");

        const KeyPair other = ends.real.GenerateKeyPair(group, ends.random);
        const KeyPair third = ends.real.GenerateKeyPair(group, ends.random);
        const auto real = ends.real.Agree(group, other.privateKey, third.publicKey);
        NS_TEST_EXPECT_MSG_EQ(client.publicKey.size(), other.publicKey.size(), what + ": value");
        NS_TEST_EXPECT_MSG_EQ(one->size(), real->size(), what + ": secret");
        if (kind == "shared")
        {
            const auto alone = ends.real.Agree(group, client.privateKey, server.publicKey);
            NS_TEST_EXPECT_MSG_EQ((alone == one), true, what + ": what arithmetic says");
        }
        const std::string work = ToText(ends.clientMeter.Take());
        NS_TEST_EXPECT_MSG_EQ(work, ToText(ends.serverMeter.Take()), what + ": both are charged");

        Bytes shorter = server.publicKey;
        shorter.pop_back();
        NS_TEST_EXPECT_MSG_EQ(ends.client->Agree(group, client.privateKey, shorter).has_value(),
                              false,
                              what + ": an octet is missing");
    }

    /// @param kind of cryptography
    void CompareDh(const std::string& kind)
    {
        Ends ends(kind);
        const DhGroup group = *WellKnownDhGroup(2048);
        const KeyPair client = ends.client->GenerateDhKeyPair(group, ends.random);
        const KeyPair server = ends.server->GenerateDhKeyPair(group, ends.random);
        const auto one = ends.client->AgreeDh(group, client.privateKey, server.publicKey);
        const auto two = ends.server->AgreeDh(group, server.privateKey, client.publicKey);
        NS_TEST_ASSERT_MSG_EQ((one && two), true, kind);
        NS_TEST_EXPECT_MSG_EQ((*one == *two), true, kind + ": the same secret");
        NS_TEST_EXPECT_MSG_EQ((one->front() != 0 && client.publicKey.front() != 0),
                              true,
                              kind + ": without leading zeros");
        for (const Bytes& wrong : {Bytes{}, Bytes{1}, Bytes(group.p.size() + 1, 2), group.p})
        {
            NS_TEST_EXPECT_MSG_EQ(ends.client->AgreeDh(group, client.privateKey, wrong).has_value(),
                                  false,
                                  kind + ": a value out of range");
        }
    }
};

/// Signatures and encryption by long-term keys.
class LongTermKeyTestCase : public TestCase
{
  public:
    LongTermKeyTestCase()
        : TestCase("Signatures hold and ciphertexts open at the other end only, and those of "
                   "strangers are looked at")
    {
    }

  private:
    void DoRun() override
    {
        for (const std::string& kind : KINDS)
        {
            Ends ends(kind);
            const PrivateKeyPtr rsa = ends.real.GenerateRsaKey(1024, ends.random);
            const PrivateKeyPtr ec = ends.real.GenerateEcKey(NamedGroup::SECP256R1, ends.random);
            const PrivateKeyPtr dsa = ends.real.GenerateDsaKey(1024, ends.random);
            const PrivateKeyPtr ed = ends.real.GenerateEd25519Key(ends.random);
            Sign(ends, kind, *rsa, SignatureScheme::RSA_PKCS1_SHA256);
            Sign(ends, kind, *ec, SignatureScheme::ECDSA_SECP256R1_SHA256);
            Sign(ends, kind, *dsa, SignatureScheme::DSA_SHA1);
            Sign(ends, kind, *ed, SignatureScheme::ED25519);
            Encrypt(ends, kind, *rsa);

            const PrivateKeyPtr small = ends.real.GenerateRsaKey(512, ends.random);
            NS_TEST_EXPECT_MSG_EQ(
                ends.server->Sign(*small, SignatureScheme::RSA_PKCS1_SHA512, Bytes{1}, ends.random)
                    .has_value(),
                false,
                kind + ": a key too small for the scheme");
            const PublicKeyPtr loaded = ends.client->LoadPublicKey(rsa->publicKey->spki);
            NS_TEST_EXPECT_MSG_EQ((loaded == ends.server->LoadPublicKey(rsa->publicKey->spki)),
                                  true,
                                  kind + ": a key is parsed once");
        }
    }

    /**
     * @param ends who signs and who checks
     * @param kind of cryptography
     * @param key that signs
     * @param scheme the algorithm
     */
    void Sign(Ends& ends, const std::string& kind, const PrivateKey& key, SignatureScheme scheme)
    {
        const std::string what = kind + " " + ToString(scheme);
        const Bytes message = ToBytes("what is signed");
        ends.clientMeter.Take();
        ends.serverMeter.Take();
        ends.realMeter.Take();
        const auto signature = ends.server->Sign(key, scheme, message, ends.random);
        const auto real = ends.real.Sign(key, scheme, message, ends.random);
        NS_TEST_ASSERT_MSG_EQ((signature && real), true, what);
        NS_TEST_EXPECT_MSG_EQ(ToText(ends.serverMeter.Take()),
                              ToText(ends.realMeter.Take()),
                              what + ": charged as ever");
        NS_TEST_EXPECT_MSG_EQ_TOL(static_cast<double>(signature->size()),
                                  static_cast<double>(real->size()),
                                  4,
                                  what + ": as long as a real one");

        const PublicKey& half = *key.publicKey;
        const auto verify = [&](const Bytes& one) {
            return ends.client->Verify(half, scheme, message, one);
        };
        NS_TEST_EXPECT_MSG_EQ(verify(*signature), true, what + ": holds");
        NS_TEST_EXPECT_MSG_EQ(verify(*real), true, what + ": a stranger's holds");
        const CryptoWork twice = ends.clientMeter.Take();
        ends.real.Verify(half, scheme, message, *real);
        ends.real.Verify(half, scheme, message, *real);
        NS_TEST_EXPECT_MSG_EQ(ToText(twice),
                              ToText(ends.realMeter.Take()),
                              what + ": checks are charged as ever");
        for (const Bytes* good : {&*signature, &*real})
        {
            Bytes changed = *good;
            changed.back() ^= 1;
            NS_TEST_EXPECT_MSG_EQ(verify(changed), false, what + ": another octet");
            changed.pop_back();
            NS_TEST_EXPECT_MSG_EQ(verify(changed), false, what + ": an octet is missing");
            NS_TEST_EXPECT_MSG_EQ(ends.client->Verify(half, scheme, Bytes{1}, *good),
                                  false,
                                  what + ": another message");
        }
        NS_TEST_EXPECT_MSG_EQ(ends.real.Verify(half, scheme, message, *signature),
                              (kind == "shared"),
                              what + ": what arithmetic says");
    }

    /**
     * @param ends who encrypts and who decrypts
     * @param kind of cryptography
     * @param key that decrypts
     */
    void Encrypt(Ends& ends, const std::string& kind, const PrivateKey& key)
    {
        const Bytes plaintext = ToBytes("a premaster secret");
        const auto ciphertext = ends.client->RsaEncrypt(*key.publicKey, plaintext, ends.random);
        NS_TEST_ASSERT_MSG_EQ(ciphertext.has_value(), true, kind);
        NS_TEST_EXPECT_MSG_EQ(ciphertext->size(), 128, kind + ": as long as the modulus");
        NS_TEST_EXPECT_MSG_EQ((ends.server->RsaDecrypt(key, *ciphertext, ends.random) == plaintext),
                              true,
                              kind + ": comes out again");
        Bytes changed = *ciphertext;
        changed[1] ^= 1;
        NS_TEST_EXPECT_MSG_EQ((ends.server->RsaDecrypt(key, changed, ends.random) == plaintext),
                              false,
                              kind + ": another octet");
        NS_TEST_EXPECT_MSG_EQ(ends.server->RsaDecrypt(key, Bytes(127, 2), ends.random).has_value(),
                              false,
                              kind + ": an octet is missing");
        NS_TEST_EXPECT_MSG_EQ(
            ends.client->RsaEncrypt(*key.publicKey, Bytes(118), ends.random).has_value(),
            false,
            kind + ": too long");
        if (kind == "shared")
        {
            NS_TEST_EXPECT_MSG_EQ(
                (ends.real.RsaDecrypt(key, *ciphertext, ends.random) == plaintext),
                true,
                "what arithmetic says");
        }
    }
};

/// The memory of results.
class MemoTestCase : public TestCase
{
  public:
    MemoTestCase()
        : TestCase("A memo keeps the results that were asked for last, and no two calls share one")
    {
    }

  private:
    void DoRun() override
    {
        CryptoMemo<int> memo(2);
        const auto key = [](uint32_t argument) { return CryptoMemoKey('f').Add(argument); };
        memo.Store(key(1), 10);
        memo.Store(key(2), 20);
        NS_TEST_ASSERT_MSG_EQ((memo.Find(key(1)) != nullptr), true, "kept");
        memo.Store(key(3), 30);
        NS_TEST_EXPECT_MSG_EQ((memo.Find(key(2)) == nullptr), true, "not asked for the longest");
        NS_TEST_EXPECT_MSG_EQ(*memo.Find(key(1)), 10, "asked for");
        NS_TEST_EXPECT_MSG_EQ(*memo.Find(key(3)), 30, "new");
        memo.Store(key(3), 31);
        NS_TEST_EXPECT_MSG_EQ(*memo.Find(key(3)), 31, "replaced");
        NS_TEST_EXPECT_MSG_EQ(memo.GetSize(), 2, "bounded");

        const Bytes one{1};
        const Bytes two{1, 2};
        NS_TEST_EXPECT_MSG_EQ((CryptoMemoKey('f').Add(one).Add(two).Get() ==
                               CryptoMemoKey('f').Add(two).Add(one).Get()),
                              false,
                              "arguments do not run into each other");
        NS_TEST_EXPECT_MSG_EQ(
            (CryptoMemoKey('f').Add(one).Get() == CryptoMemoKey('g').Add(one).Get()),
            false,
            "nor functions");
        NS_TEST_EXPECT_MSG_EQ((CryptoProviderFactory::FromName("none") == nullptr),
                              true,
                              "there is no other cryptography");
    }
};

/// Provider factories beside the real one.
class CryptoSharingTestSuite : public TestSuite
{
  public:
    CryptoSharingTestSuite()
        : TestSuite("tls-spdy-crypto-sharing", TestSuite::Type::UNIT)
    {
        AddTestCase(new AgreementTestCase);
        AddTestCase(new LongTermKeyTestCase);
        AddTestCase(new MemoTestCase);
    }
};

CryptoSharingTestSuite g_cryptoSharingTestSuite; //!< registers itself

} // namespace
