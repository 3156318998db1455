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

/// What OpenSSL 3.0, or a document, says of a cipher in CBC mode.
struct CbcVector
{
    CipherAlgorithm algorithm; //!< the cipher
    const char* source;        //!< who says so
    const char* key;           //!< in hexadecimal digits, as are the others
    const char* iv;            //!< initialization vector
    const char* plain;         //!< plaintext
    const char* coded;         //!< ciphertext
};

/// "The quick brown fox jumps over the lazy dog, twi"
constexpr const char* FOX =
    "54686520717569636b2062726f776e20666f78206a756d7073206f76657220746865206c617a7920"
    "646f672c20747769";

constexpr const char* KEY_128 = "000102030405060708090a0b0c0d0e0f";
constexpr const char* KEY_256 = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
constexpr const char* IV_128 = "0f0e0d0c0b0a09080706050403020100";
constexpr const char* IV_64 = "1234567890abcdef";
constexpr const char* ZERO_128 = "00000000000000000000000000000000";
constexpr const char* ZERO_64 = "0000000000000000";

const std::vector<CbcVector> CBC_VECTORS{
    {CipherAlgorithm::AES_256_CBC,
     "OpenSSL",
     KEY_256,
     IV_128,
     FOX,
     "925c81ee81fae7d66040fade898963245afeab7af7697a0762fe3f72ebfe8a351e6a34a2e0a3b318"
     "2f677f9a2150ab1b"},
    {CipherAlgorithm::CAMELLIA_128_CBC,
     "OpenSSL",
     KEY_128,
     IV_128,
     FOX,
     "c7696a9f5db571b7c8d922561b197885cd0de0779abe0abc61c5a0827b328d34c10fb27d793b2cd0"
     "1b7fb8bb998ae71e"},
    {CipherAlgorithm::CAMELLIA_256_CBC,
     "OpenSSL",
     KEY_256,
     IV_128,
     FOX,
     "b07224ea3fc9a3865d6a45eec2e32aadd23457885f235956aff2cf4c013c4961463030ef676f8735"
     "252a80e6c1ab8b32"},
    {CipherAlgorithm::SEED_CBC,
     "OpenSSL",
     KEY_128,
     IV_128,
     FOX,
     "7db9da88d18ee45a2091864f079676e5f6c3dbc80a6570b99e8e32362a9191bc9be8f81be19239c5"
     "95550b3ade2c4e26"},
    {CipherAlgorithm::TRIPLE_DES_CBC,
     "OpenSSL",
     "0123456789abcdef23456789abcdef01456789abcdef0123",
     IV_64,
     FOX,
     "5ba523a59a5109710da06400f058192a743dc4df1c592655aa25ac89162263a0d5d823257bf02dcd"
     "48b3c88951f5e714"},
    {CipherAlgorithm::DES_CBC,
     "OpenSSL",
     "0123456789abcdef",
     IV_64,
     FOX,
     "33d21ca3eebde709ec40331bc453d5f8b193481acff2385f563fd2050dad667c2495d7db6418790d"
     "171d5afd9ef96868"},
    {CipherAlgorithm::RC2_CBC,
     "OpenSSL",
     KEY_128,
     IV_64,
     FOX,
     "4b29fb2b4d53fd89ca4d1a9ca50a5ebb797b9a54e3fa11436d435e290983ab88347e69fd6c45a32c"
     "780c9b0549e25e62"},
    {CipherAlgorithm::RC2_CBC,
     "RFC 2268, 5",
     "88bca90e90875a7f0f79c384627bafb2",
     ZERO_64,
     ZERO_64,
     "2269552ab0f85ca6"},
    {CipherAlgorithm::SEED_CBC,
     "RFC 4269, B.1",
     ZERO_128,
     ZERO_128,
     KEY_128,
     "5ebac6e0054e166819aff1cc6d346cdb"},
    {CipherAlgorithm::CAMELLIA_128_CBC,
     "RFC 3713, A",
     "0123456789abcdeffedcba9876543210",
     ZERO_128,
     "0123456789abcdeffedcba9876543210",
     "67673138549669730857065648eabe43"},
    {CipherAlgorithm::CAMELLIA_256_CBC,
     "RFC 3713, A",
     "0123456789abcdeffedcba987654321000112233445566778899aabbccddeeff",
     ZERO_128,
     "0123456789abcdeffedcba9876543210",
     "9acc237dff16d76c20ef7c919e3a7509"},
};

class CbcVectorTestCase : public CryptoTestCase
{
  public:
    CbcVectorTestCase()
        : CryptoTestCase("Each block cipher gives the known answers, in pieces as in one")
    {
    }

  private:
    void DoRun() override
    {
        for (const CbcVector& row : CBC_VECTORS)
        {
            const Bytes key = FromHex(row.key);
            const Bytes iv = FromHex(row.iv);
            NS_TEST_ASSERT_MSG_EQ(KeyLength(row.algorithm), key.size(), "key length");
            NS_TEST_ASSERT_MSG_EQ(BlockLength(row.algorithm), iv.size(), "block length");
            const auto encrypt =
                m_provider.CreateCbc(row.algorithm, CryptoProvider::Direction::ENCRYPT, key);
            const auto decrypt =
                m_provider.CreateCbc(row.algorithm, CryptoProvider::Direction::DECRYPT, key);
            Bytes data = FromHex(row.plain);
            encrypt->Process(iv, data);
            NS_TEST_ASSERT_MSG_EQ(ToHex(data), row.coded, row.source);
            decrypt->Process(iv, data);
            NS_TEST_ASSERT_MSG_EQ(ToHex(data), row.plain, row.source << " back");
            Bytes first = FromHex(row.plain);
            first.resize(iv.size());
            encrypt->Process(iv, first);
            NS_TEST_ASSERT_MSG_EQ(ToHex(first),
                                  std::string(row.coded).substr(0, 2 * iv.size()),
                                  "the first block alone");
        }
    }
};

class NoCipherTestCase : public CryptoTestCase
{
  public:
    NoCipherTestCase()
        : CryptoTestCase("What is no block cipher makes none, what is no stream cipher makes none")
    {
    }

  private:
    void DoRun() override
    {
        NS_TEST_ASSERT_MSG_EQ((m_provider.CreateCbc(CipherAlgorithm::RC4_128,
                                                    CryptoProvider::Direction::ENCRYPT,
                                                    Bytes(16)) == nullptr),
                              true,
                              "a stream cipher");
        NS_TEST_ASSERT_MSG_EQ(
            (m_provider.CreateCbc(CipherAlgorithm::NONE, CryptoProvider::Direction::ENCRYPT, {}) ==
             nullptr),
            true,
            "none");
        NS_TEST_ASSERT_MSG_EQ((m_provider.CreateStream(CipherAlgorithm::AES_128_CBC,
                                                       CryptoProvider::Direction::ENCRYPT,
                                                       Bytes(16)) == nullptr),
                              true,
                              "a block cipher");
        NS_TEST_ASSERT_MSG_EQ((m_provider.CreateAead(AeadAlgorithm::NONE, {}) == nullptr),
                              true,
                              "no authenticating cipher");
    }
};

class Rc4TestCase : public CryptoTestCase
{
  public:
    Rc4TestCase()
        : CryptoTestCase("RC4 gives the key stream of RFC 6229 and goes on from call to call")
    {
    }

  private:
    void DoRun() override
    {
        const Bytes key = FromHex("0102030405060708090a0b0c0d0e0f10");
        const auto encrypt = m_provider.CreateStream(CipherAlgorithm::RC4_128,
                                                     CryptoProvider::Direction::ENCRYPT,
                                                     key);
        Bytes zeros(16);
        encrypt->Process(zeros);
        NS_TEST_ASSERT_MSG_EQ(ToHex(zeros), "9ac7cc9a609d1ef7b2932899cde41b97", "offset 0");
        zeros.assign(16, 0);
        encrypt->Process(zeros);
        NS_TEST_ASSERT_MSG_EQ(ToHex(zeros), "5248c4959014126a6e8a84f11d1a9e1c", "offset 16");
        const auto pieces = m_provider.CreateStream(CipherAlgorithm::RC4_128,
                                                    CryptoProvider::Direction::ENCRYPT,
                                                    FromHex(KEY_128));
        const auto decrypt = m_provider.CreateStream(CipherAlgorithm::RC4_128,
                                                     CryptoProvider::Direction::DECRYPT,
                                                     FromHex(KEY_128));
        Bytes coded;
        for (const uint8_t octet : FromHex(FOX))
        {
            Bytes piece{octet};
            pieces->Process(piece);
            Append(coded, piece);
        }
        NS_TEST_ASSERT_MSG_EQ(ToHex(coded),
                              "bdf425d9369770af6dfbf5b461aa446fb51ef97f98c22f9efcbecaaf9c45c376"
                              "335f6b7351799b38e5385af792398e03",
                              "OpenSSL's");
        decrypt->Process(coded);
        NS_TEST_ASSERT_MSG_EQ(ToHex(coded), FOX, "decrypted");
    }
};

/// A known answer of an authenticating cipher.
struct AeadVector
{
    AeadAlgorithm algorithm; //!< the cipher
    const char* source;      //!< who says so
    const char* key;         //!< in hexadecimal digits, as are the others
    const char* nonce;       //!< 12 octets
    const char* additional;  //!< data that is authenticated only
    const char* plain;       //!< plaintext
    const char* sealed;      //!< ciphertext and tag
};

const std::vector<AeadVector> AEAD_VECTORS{
    {AeadAlgorithm::AES_256_GCM,
     "test case 16 of the GCM specification",
     "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
     "cafebabefacedbaddecaf888",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
     "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
     "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
     "76fc6ece0f4e1768cddf8853bb2d551b"},
    {AeadAlgorithm::CHACHA20_POLY1305,
     "RFC 8439, 2.8.2",
     "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f",
     "070000004041424344454647",
     "50515253c0c1c2c3c4c5c6c7",
     "4c616469657320616e642047656e746c656d656e206f662074686520636c6173"
     "73206f66202739393a204966204920636f756c64206f6666657220796f75206f"
     "6e6c79206f6e652074697020666f7220746865206675747572652c2073756e73"
     "637265656e20776f756c642062652069742e",
     "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6"
     "3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36"
     "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
     "3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd060"
     "0691"},
};

class AeadVectorTestCase : public CryptoTestCase
{
  public:
    AeadVectorTestCase()
        : CryptoTestCase(
              "Authenticating ciphers give the known answers and refuse what was changed")
    {
    }

  private:
    void DoRun() override
    {
        for (const AeadVector& row : AEAD_VECTORS)
        {
            const auto aead = m_provider.CreateAead(row.algorithm, FromHex(row.key));
            NS_TEST_ASSERT_MSG_EQ(KeyLength(row.algorithm), 32, "key length");
            NS_TEST_ASSERT_MSG_EQ(aead->TagLength(), 16, "tag length");
            const Bytes nonce = FromHex(row.nonce);
            const Bytes additional = FromHex(row.additional);
            const Bytes sealed = aead->Seal(nonce, additional, FromHex(row.plain));
            NS_TEST_ASSERT_MSG_EQ(ToHex(sealed), row.sealed, row.source);
            for (size_t i = 0; i < sealed.size(); ++i)
            {
                Bytes changed = sealed;
                changed[i] ^= 0x80;
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
            const auto opened = aead->Open(nonce, additional, sealed);
            NS_TEST_ASSERT_MSG_EQ(opened.has_value(), true, "opens");
            NS_TEST_ASSERT_MSG_EQ(ToHex(*opened), row.plain, "opened");
        }
    }
};

/// Tests of the ciphers that the family had before and after AES-128.
class TlsCryptoCipherTestSuite : public TestSuite
{
  public:
    TlsCryptoCipherTestSuite()
        : TestSuite("tls-spdy-crypto-cipher", TestSuite::Type::UNIT)
    {
        AddTestCase(new CbcVectorTestCase);
        AddTestCase(new NoCipherTestCase);
        AddTestCase(new Rc4TestCase);
        AddTestCase(new AeadVectorTestCase);
    }
};

TlsCryptoCipherTestSuite g_tlsCryptoCipherTestSuite; //!< registers itself

} // namespace
