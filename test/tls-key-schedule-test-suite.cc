/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-key-test-support.h"

#include "ns3/tls-prf.h"

#include <array>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

// The answers that name no source were computed with Python 3, with nothing but its hashlib and
// hmac: P_MD5, P_SHA1 and P_hash as RFC 2246, 5 and RFC 5246, 5 write them, MD5(secret + SHA(letter
// + secret + seed)) as RFC 6101, 6.1 does, Finished and Certificate Verify as RFC 6101, 5.6.9 and
// 5.6.8 do. The handshake messages are the octets of "all handshake messages".

namespace
{

/// What is hashed in place of a handshake.
const char* const MESSAGES = "all handshake messages";

/// Six secrets of the answers, in the order of the key block.
struct KnownKeyBlock
{
    TlsVersion version;                //!< of the protocol
    uint16_t suite;                    //!< cipher suite
    std::array<const char*, 6> values; //!< in hexadecimal
};

/// @return all of them
std::vector<KnownKeyBlock>
KnownKeyBlocks()
{
    return {
#include "data/known-key-blocks.inc"
    };
}

/// Secrets and hashes of a version.
struct KnownSecrets
{
    TlsVersion version;         //!< of the protocol
    uint16_t suite;             //!< cipher suite
    const char* master;         //!< master secret from the premaster secret
    const char* extended;       //!< extended master secret; null where there is none
    const char* clientFinished; //!< verify_data of the client
    const char* serverFinished; //!< verify_data of the server
};

/// @return all of them
std::vector<KnownSecrets>
KnownSecretsOfVersions()
{
    return {
        {TlsVersion::SSL_3_0,
         0x002f,
         "e245539eb664523764fe2bb13784dd64ac3cd1b90572450856a8fee9e267e41cc17066d22c85191259afe470d"
         "e"
         "efa4f3",
         nullptr,
         "d0dff75b38f3ec443c9f57e159af9b3abea5a825a20af21e2755a844798a8a85b5ce92bc",
         "6b583b03308b6af2c99e54108bd591f110cb002474725458e08999304986dcef69e5f61d"},
        {TlsVersion::TLS_1_0,
         0x002f,
         "f543b0b5f2f091e5d0b6dfd8d7fb2f37a7c3a42429759b5fd0cd598d2d4cca9bef0df78b02ad1e31461e90237"
         "c"
         "93bc66",
         "d5a72cf990aba36a4e93a2f17d19ef6024efee21fbf3a674cd48b2ead8716ebc5414419f6dcac0a9dd9995d9c"
         "1"
         "b8f735",
         "e16a4c9b914f1f1c2fba65b0",
         "c43613440e9e675519f9fab3"},
        {TlsVersion::TLS_1_2,
         0xc030,
         "fcb2edf6e150d38bf5cc3f177bce2c61227a43899e08a35b5e818dd8e802c72fa40f2e300754aa965c1bacc9d"
         "c"
         "b9a003",
         "88d8c38730b60984beaec92a9024cb78eefa2092d38b0e178433d11f3d147933e3d5d688f5eba80942fb455bb"
         "f"
         "d27e1d",
         "f41249cc6a2c877dfe0ff7e5",
         "a3898a9b62acdd5cd455208b"},
    };
}

/// The pseudorandom functions.
class TlsPrfTestCase : public TlsKeyTestCase
{
  public:
    TlsPrfTestCase()
        : TlsKeyTestCase("The PRF of each version gives the known answers")
    {
    }

  private:
    void DoRun() override
    {
        // The vectors for SHA-256, SHA-384, and MD5 with SHA-1 circulated on the TLS working
        // group's list.
        NS_TEST_EXPECT_MSG_EQ(
            ToHex(TlsPrf(provider,
                         TlsPrfKind::SUITE_HASH,
                         HashAlgorithm::SHA256,
                         FromHex("9bbe436ba940f017b17652849a71db35"),
                         "test label",
                         FromHex("a0ba9f936cda311827a6f796ffd5198c"),
                         100)),
            "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b"
            "4e14baf9af0fa022f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee"
            "42c5a72e5a5110fff70187347b66",
            "TLS 1.2 with SHA-256");
        NS_TEST_EXPECT_MSG_EQ(
            ToHex(TlsPrf(provider,
                         TlsPrfKind::SUITE_HASH,
                         HashAlgorithm::SHA384,
                         FromHex("b80b733d6ceefcdc71566ea48e5567df"),
                         "test label",
                         FromHex("cd665cf6a8447dd6ff8b27555edb7465"),
                         148)),
            "7b0c18e9ced410ed1804f2cfa34a336a1c14dffb4900bb5fd7942107e81c83cde9ca0faa60be9fe34f82b1"
            "233c9146a0e534cb400fed2700884f9dc236f80edd8bfa961144c9e8d792eca722a7b32fc3d416d473ebc2"
            "c5fd4abfdad05d9184259b5bf8cd4d90fa0d31e2dec479e4f1a26066f2eea9a69236a3e52655c9e9aee691"
            "c8f3a26854308d5eaa3be85e0990703d73e56f",
            "TLS 1.2 with SHA-384");
        NS_TEST_EXPECT_MSG_EQ(ToHex(TlsPrf(provider,
                                           TlsPrfKind::MD5_SHA1,
                                           HashAlgorithm::SHA256,
                                           Bytes(48, 0xab),
                                           "PRF Testvector",
                                           Bytes(64, 0xcd),
                                           104)),
                              "d3d4d1e349b5d515044666d51de32bab258cb521b6b053463e354832fd976754443b"
                              "cf9a296519bc289abcbc1187e4ebd31e602353776c408aafb74cbc85eff69255f978"
                              "8faa184cbb957a9819d84a5d7eb006eb459d3ae8de9810454b8b2d8f1afbc655a8c9"
                              "a013",
                              "TLS 1.0");
        const auto run = [this](TlsPrfKind kind, size_t secret, size_t length) {
            return ToHex(TlsPrf(provider,
                                kind,
                                HashAlgorithm::SHA256,
                                Counting(0, secret),
                                "label",
                                Counting(0x40, 8),
                                length));
        };
        NS_TEST_EXPECT_MSG_EQ(run(TlsPrfKind::MD5_SHA1, 5, 20),
                              "385c7ed750b113a7bf74718e2b12a3263942890c",
                              "both halves of an odd secret have its middle");
        NS_TEST_EXPECT_MSG_EQ(run(TlsPrfKind::SSL3, 5, 40),
                              "866e51197cc863e68b08016f3fc9258bd51c233d"
                              "745c210f57a4c53b4f64ff06a08f0819c68e3bb8",
                              "SSL 3.0, A to CCC");
        for (const TlsPrfKind kind :
             {TlsPrfKind::SSL3, TlsPrfKind::MD5_SHA1, TlsPrfKind::SUITE_HASH})
        {
            const std::string longest = run(kind, 48, 416);
            for (const size_t length : {0, 1, 15, 16, 17, 19, 20, 21, 32, 33, 415})
            {
                NS_TEST_EXPECT_MSG_EQ(run(kind, 48, length),
                                      longest.substr(0, 2 * length),
                                      "as many octets as asked for");
            }
        }
    }
};

/// What is derived with them.
class TlsSecretsTestCase : public TlsKeyTestCase
{
  public:
    TlsSecretsTestCase()
        : TlsKeyTestCase("Master secrets and Finished of each version are the known ones")
    {
    }

  private:
    void DoRun() override
    {
        Bytes premaster{3, 3};
        Append(premaster, Counting(0x10, 46));
        for (const uint16_t suite : {0xc02f, 0xc013, 0x002f})
        {
            NS_TEST_EXPECT_MSG_EQ(
                ToHex(DeriveMasterSecret(provider, Inputs(TlsVersion::TLS_1_2, suite), premaster)),
                MASTER_SECRET,
                "suites with the same hash have the same master secret");
        }
        for (const KnownSecrets& known : KnownSecretsOfVersions())
        {
            const TlsKeyInputs inputs = Inputs(known.version, known.suite);
            NS_TEST_EXPECT_MSG_EQ(ToHex(DeriveMasterSecret(provider, inputs, premaster)),
                                  known.master,
                                  "master secret");
            TlsTranscript transcript;
            transcript.Add(ToBytes(MESSAGES));
            transcript.SetHash(provider, GetTranscriptHash(inputs));
            if (known.extended)
            {
                NS_TEST_EXPECT_MSG_EQ(ToHex(DeriveExtendedMasterSecret(provider,
                                                                       inputs,
                                                                       premaster,
                                                                       transcript.Digest())),
                                      known.extended,
                                      "extended master secret");
            }
            const auto verifyData = [&](TlsRole sender) {
                return ToHex(
                    DeriveVerifyData(provider, inputs, FromHex(MASTER_SECRET), sender, transcript));
            };
            NS_TEST_EXPECT_MSG_EQ(verifyData(TlsRole::CLIENT), known.clientFinished, "client");
            NS_TEST_EXPECT_MSG_EQ(verifyData(TlsRole::SERVER), known.serverFinished, "server");
            NS_TEST_EXPECT_MSG_EQ(verifyData(TlsRole::SERVER).size(),
                                  2 * inputs.traits->verifyDataLength,
                                  "as long as the version says");
        }
    }
};

/// The six secrets.
class TlsKeyBlockTestCase : public TlsKeyTestCase
{
  public:
    TlsKeyBlockTestCase()
        : TlsKeyTestCase("Key blocks of each version have the known keys and vectors, exportable "
                         "ones included")
    {
    }

  private:
    void DoRun() override
    {
        for (const KnownKeyBlock& known : KnownKeyBlocks())
        {
            const TlsKeyBlock block = KeyBlock(known.version, known.suite);
            for (size_t i = 0; i < block.size(); ++i)
            {
                NS_TEST_EXPECT_MSG_EQ(ToHex(block[i].value),
                                      known.values[i],
                                      ToString(known.version)
                                          << ", suite " << known.suite << ", " << block[i].name);
            }
        }
    }
};

/// Every row of the suites' table.
class TlsKeyLengthTestCase : public TlsKeyTestCase
{
  public:
    TlsKeyLengthTestCase()
        : TlsKeyTestCase(
              "Every suite has keys as long as its ciphers want in each of its versions, "
              "and its records come back")
    {
    }

  private:
    void DoRun() override
    {
        for (const TlsVersion version :
             {TlsVersion::SSL_3_0, TlsVersion::TLS_1_0, TlsVersion::TLS_1_1, TlsVersion::TLS_1_2})
        {
            for (const TlsCipherSuite& suite : GetCipherSuites())
            {
                if (suite.minVersion <= version && version <= suite.maxVersion)
                {
                    CheckLengths(version, suite);
                    CheckRecord(version, suite.id, false);
                    CheckRecord(version, suite.id, true);
                }
            }
        }
    }

    /**
     * @param version of the protocol
     * @param suite cipher suite
     */
    void CheckLengths(TlsVersion version, const TlsCipherSuite& suite)
    {
        const TlsKeyBlock block = KeyBlock(version, suite.id);
        size_t iv = BlockLength(suite.cipher);
        if (suite.aead != AeadAlgorithm::NONE)
        {
            iv = suite.aead == AeadAlgorithm::CHACHA20_POLY1305 ? 12 : 4;
        }
        else if (version >= TlsVersion::TLS_1_1)
        {
            iv = 0;
        }
        for (size_t half = 0; half < 2; ++half)
        {
            NS_TEST_EXPECT_MSG_EQ(block[half].value.size(), HashLength(suite.mac), suite.ianaName);
            NS_TEST_EXPECT_MSG_EQ(block[2 + half].value.size(),
                                  KeyLength(suite.cipher) + KeyLength(suite.aead),
                                  suite.ianaName);
            NS_TEST_EXPECT_MSG_EQ(block[4 + half].value.size(), iv, suite.ianaName);
        }
    }

    /**
     * @param version of the protocol
     * @param suite a code point
     * @param encryptsThenMacs order of cipher and MAC
     */
    void CheckRecord(TlsVersion version, uint16_t suite, bool encryptsThenMacs)
    {
        using D = CryptoProvider::Direction;
        const TlsRole server = TlsRole::SERVER;
        const auto writer = Protection(version, suite, D::ENCRYPT, server, encryptsThenMacs);
        const auto reader = Protection(version, suite, D::DECRYPT, server, encryptsThenMacs);
        const TlsRecordHeader header{TlsContentType::APPLICATION_DATA,
                                     static_cast<uint16_t>(version)};
        for (uint64_t number = 0; number < 3; ++number)
        {
            const Bytes data = Counting(0, 17 * number);
            const Bytes fragment = writer->Protect(number, header, data);
            const char* const name = FindCipherSuite(suite)->ianaName;
            NS_TEST_EXPECT_MSG_EQ(fragment.size(), writer->GetProtectedSize(data.size()), name);
            NS_TEST_EXPECT_MSG_EQ((fragment.size() <= data.size() + writer->GetMaxOverhead()),
                                  true,
                                  name);
            const auto plaintext = reader->Unprotect(number, header, fragment);
            NS_TEST_ASSERT_MSG_EQ(plaintext.has_value(), true, name);
            NS_TEST_EXPECT_MSG_EQ((*plaintext == data), true, name);
        }
    }
};

/// What clients sign, and what is hashed for it.
class TlsTranscriptTestCase : public TlsKeyTestCase
{
  public:
    TlsTranscriptTestCase()
        : TlsKeyTestCase("The transcript is hashed and kept as long as a signature may need it")
    {
    }

  private:
    /**
     * @param version of the protocol
     * @param scheme of the client's key
     * @param expected digest
     */
    void CheckDigest(TlsVersion version, SignatureScheme scheme, const std::string& expected)
    {
        TlsTranscript transcript;
        transcript.Add(ToBytes("all handshake "));
        transcript.SetHash(provider, GetTranscriptHash(Inputs(version, 0x002f)));
        transcript.Add(ToBytes("messages"));
        NS_TEST_EXPECT_MSG_EQ(ToHex(DeriveCertificateVerifyDigest(provider,
                                                                  *FindVersionTraits(version),
                                                                  scheme,
                                                                  FromHex(MASTER_SECRET),
                                                                  transcript)),
                              expected,
                              ToString(version) << ", " << ToString(scheme));
    }

    void DoRun() override
    {
        const std::string md5 = "316642fd3fa6f13a2ea1ee57f95f8878";
        const std::string sha1 = "3acbd8e8ea873126abf575c5207e37980ad174b8";
        const std::string ssl3Md5 = "c95f3c947a32e0d3f4a07b1e81575f8c";
        const std::string ssl3Sha1 = "67fa5fffbba7e8e9c54d4d4b75a6b9017fdbc4d4";
        CheckDigest(TlsVersion::SSL_3_0, SignatureScheme::RSA_PKCS1_MD5_SHA1, ssl3Md5 + ssl3Sha1);
        CheckDigest(TlsVersion::SSL_3_0, SignatureScheme::DSA_SHA1, ssl3Sha1);
        CheckDigest(TlsVersion::TLS_1_0, SignatureScheme::RSA_PKCS1_MD5_SHA1, md5 + sha1);
        CheckDigest(TlsVersion::TLS_1_1, SignatureScheme::ECDSA_SHA1, sha1);
        CheckDigest(TlsVersion::TLS_1_2, SignatureScheme::RSA_PKCS1_SHA1, sha1);
        CheckDigest(TlsVersion::TLS_1_2,
                    SignatureScheme::ECDSA_SECP384R1_SHA384,
                    "b37a210aa5d67e0f0474eaf6606dc37f97a0669f99842d2f4856e96657075a0fb2e271bc4f6ad2"
                    "adddb35242ccfe2ff2");

        TlsTranscript hashed;
        hashed.Add(ToBytes("all "));
        hashed.SetHash(provider, HashAlgorithm::MD5_SHA1);
        hashed.Add(ToBytes("handshake "));
        hashed.Release();
        hashed.Add(ToBytes("messages"));
        NS_TEST_EXPECT_MSG_EQ(ToHex(hashed.Digest()), md5 + sha1, "released, but hashed");
        hashed.Clear();
        hashed.Add(ToBytes(MESSAGES));
        hashed.SetHash(provider, HashAlgorithm::SHA1);
        NS_TEST_EXPECT_MSG_EQ(ToHex(hashed.Digest()), sha1, "another handshake");
        NS_TEST_EXPECT_MSG_EQ(hashed.GetMessages().ToString(), MESSAGES, "kept again");

        TlsTranscript kept;
        kept.Add(ToBytes("all handshake "));
        kept.SetHash(provider, HashAlgorithm::NONE);
        kept.Release();
        kept.Add(ToBytes("messages"));
        NS_TEST_EXPECT_MSG_EQ(kept.GetMessages().ToString(), MESSAGES, "kept without a hash");
    }
};

/// The suite.
class TlsKeyScheduleTestSuite : public TestSuite
{
  public:
    TlsKeyScheduleTestSuite()
        : TestSuite("tls-spdy-key-schedule", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsPrfTestCase);
        AddTestCase(new TlsSecretsTestCase);
        AddTestCase(new TlsKeyBlockTestCase);
        AddTestCase(new TlsKeyLengthTestCase);
        AddTestCase(new TlsTranscriptTestCase);
    }
};

/// Registers the suite.
TlsKeyScheduleTestSuite g_tlsKeyScheduleTestSuite;

} // namespace
