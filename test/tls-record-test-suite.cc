/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/cryptopp-provider.h"
#include "ns3/test.h"
#include "ns3/tls-cipher-suite.h"
#include "ns3/tls-key-schedule-12.h"
#include "ns3/tls-prf.h"
#include "ns3/tls-record-layer.h"

#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

// The answers that name no RFC were computed with Node.js 20: its crypto module (OpenSSL's HMAC,
// AES-CBC and AES-GCM), and P_SHA256, key block, MAC and padding written out in a script from
// RFC 5246. Premaster secret: 0303 10 11 12 ..., client random 80 81 82 ..., server random
// c0 c1 c2 ...; the transcript hash is SHA-256 of "all handshake messages"; explicit IVs count up
// from a0, b0, c0 and d0.

namespace
{

/// RFC 5246, 8.1: the master secret of the answers.
const char* const MASTER_SECRET = "6d7610a9814047d87e17f52249cacc686bd28606c7f960f548c24eedf5cf6ba5"
                                  "96af70d741330dfbce6c7c30ec15f902";
/// RFC 5246, 6.3: the first 72 octets of its key expansion.
const char* const KEY_EXPANSION =
    "0c02b7aa63a798045b64bca79ba58e35d66969f0e929c81a809b15d6e27b7ed0468f2176da6985b7"
    "c858c8623e2d145ce3275b3ceb9f545d24b6728acbaeb4bc196aff6a2f18a26d";
/// What the records hold.
const char* const PLAINTEXT = "GET / HTTP/1.1\r\n\r\n";
/// A CBC record of the client, number 0, with 250 octets of padding where 10 would do.
const char* const LONG_PADDING =
    "d0d1d2d3d4d5d6d7d8d9dadbdcdddedf7809a85fe5e53590525d556064847358452eb8e76eae55988e0c2d971d"
    "5fbd89e703c4a988cdaf8c79bdded7539cd5ea5766a0f0115211453bcd4669142422b176b62824d47af2da374d"
    "ce03941699b8f632629f97de92ced48de81e40228ecc9b7affc1851f0a7aa13eebfff99e9a0cae5ba1bbb25d27"
    "190d34df4f0b80b08498445681d9010be0f1ca10456f0fe503b162732d5b15d2f0b693aee714aef36d8c552fe7"
    "99c321e5249fd966d3c1d29768b895e906525b8fcc8d4d47449dd0b4d68107cedc643f886a5b495f4d2d48d51b"
    "e27870fbf155f9c91ad796946d4fb584847627d88e167183b614bf1248d073c987a3dcff4c3371c12340e16cbe"
    "adf81729c67df5e80fb9969895b798d3048a4d8e6f4c99ca6d99aeda89fa3af741b0";

/// A record of the answers.
struct KnownRecord
{
    uint16_t suite;       //!< cipher suite
    TlsRole sender;       //!< who protects it
    uint64_t sequence;    //!< its number
    uint8_t iv;           //!< first octet of the explicit IV, CBC only
    const char* fragment; //!< as it goes on the wire
};

/// @return all of them
std::vector<KnownRecord>
KnownRecords()
{
    return {
        {0xc02f,
         TlsRole::CLIENT,
         0,
         0,
         "0000000000000000466e886f229a827644b7851aaf3c38b1bbdd227da873a791d719e5828d933ca856c9"},
        {0xc02f,
         TlsRole::CLIENT,
         1,
         0,
         "00000000000000014b096d8fabc0e924baddcc7b3cb3c16016105580e68bbbf7adc0cf91a6a2da62ef14"},
        {0xc02f,
         TlsRole::SERVER,
         258,
         0,
         "00000000000001028aeff38446f73c237180e7150eab6adf23d3e9794123d4139819273b3127c7d19d8d"},
        {0xc013,
         TlsRole::CLIENT,
         0,
         0xa0,
         "a0a1a2a3a4a5a6a7a8a9aaabacadaeafc0cc19930636aca5903165283696121edb23caf92465405c1623ae7"
         "dd60df1984708717de9b8d6221fc6393ad054d5bb"},
        {0x002f,
         TlsRole::CLIENT,
         1,
         0xb0,
         "b0b1b2b3b4b5b6b7b8b9babbbcbdbebf35eff661678ffe11104ad3b951eac7937f82dbd905102e651b68066"
         "425e964b164fe5ae57853111f98c8d4f0c8d4ecc6"},
        {0xc013,
         TlsRole::SERVER,
         258,
         0xc0,
         "c0c1c2c3c4c5c6c7c8c9cacbcccdcecf7a62eee27ef3e496451f3ec1f665243aebc1fbb4ac549433e98bd40"
         "7483c4fd76b95b16f4deeec1b8274f1ae45b12129"},
    };
}

/// Octets that count up from a start.
class CountingRandomSource : public RandomSource
{
  public:
    uint8_t next{0}; //!< the next octet

    Bytes Generate(size_t size) override
    {
        Bytes octets(size);
        for (uint8_t& octet : octets)
        {
            octet = next++;
        }
        return octets;
    }
};

/**
 * @param start first octet
 * @param size octets
 * @return octets that count up
 */
Bytes
Counting(uint8_t start, size_t size)
{
    CountingRandomSource source;
    source.next = start;
    return source.Generate(size);
}

/// A test with a provider and the inputs of the answers.
class TlsKeyTestCase : public TestCase
{
  public:
    /// @param title a sentence
    explicit TlsKeyTestCase(const std::string& title)
        : TestCase(title)
    {
    }

  protected:
    /**
     * @param suite a code point
     * @return the inputs of the answers with that suite
     */
    static TlsKeyInputs Inputs(uint16_t suite)
    {
        return {FindCipherSuite(suite), Counting(0x80, 32), Counting(0xc0, 32)};
    }

    /**
     * @param suite a code point
     * @param sender whose keys
     * @param direction which way they work
     * @return the keys of the answers
     */
    std::unique_ptr<TlsRecordProtection> Protection(uint16_t suite,
                                                    TlsRole sender,
                                                    CryptoProvider::Direction direction)
    {
        const TlsKeyBlock block = DeriveKeyBlock(provider, Inputs(suite), FromHex(MASTER_SECRET));
        return CreateRecordProtection(provider,
                                      random,
                                      *FindCipherSuite(suite),
                                      block,
                                      sender,
                                      direction);
    }

    CryptoMeter meter;                //!< counts
    CryptoppProvider provider{meter}; //!< computes
    CountingRandomSource random;      //!< gives IVs
};

/// PRF and what is derived with it.
class TlsPrfTestCase : public TlsKeyTestCase
{
  public:
    TlsPrfTestCase()
        : TlsKeyTestCase("PRF, master secret, key block and Finished give the known answers")
    {
    }

  private:
    void DoRun() override
    {
        // The test vector for P_SHA256 that circulated on the TLS working group's list.
        NS_TEST_EXPECT_MSG_EQ(
            ToHex(TlsPrf(provider,
                         HashAlgorithm::SHA256,
                         FromHex("9bbe436ba940f017b17652849a71db35"),
                         "test label",
                         FromHex("a0ba9f936cda311827a6f796ffd5198c"),
                         100)),
            "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b"
            "4e14baf9af0fa022f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee"
            "42c5a72e5a5110fff70187347b66",
            "PRF");
        Bytes premaster{3, 3};
        Append(premaster, Counting(0x10, 46));
        for (const uint16_t suite : {0xc02f, 0xc013, 0x002f})
        {
            const Bytes master = DeriveMasterSecret(provider, Inputs(suite), premaster);
            NS_TEST_EXPECT_MSG_EQ(ToHex(master), MASTER_SECRET, "master secret");
            std::string block;
            for (const TlsKeyBlockPart& part : DeriveKeyBlock(provider, Inputs(suite), master))
            {
                block += ToHex(part.value);
            }
            const size_t size = suite == 0xc02f ? 40 : 72;
            NS_TEST_EXPECT_MSG_EQ(block,
                                  std::string(KEY_EXPANSION).substr(0, 2 * size),
                                  "the parts, one after the other, are the key expansion");
        }
        const TlsKeyBlock gcm = DeriveKeyBlock(provider, Inputs(0xc02f), FromHex(MASTER_SECRET));
        const TlsKeyBlock cbc = DeriveKeyBlock(provider, Inputs(0xc013), FromHex(MASTER_SECRET));
        const std::vector<size_t> gcmSizes{0, 0, 16, 16, 4, 4};
        const std::vector<size_t> cbcSizes{20, 20, 16, 16, 0, 0};
        for (size_t i = 0; i < gcm.size(); ++i)
        {
            NS_TEST_EXPECT_MSG_EQ(gcm[i].value.size(), gcmSizes[i], gcm[i].name);
            NS_TEST_EXPECT_MSG_EQ(cbc[i].value.size(), cbcSizes[i], cbc[i].name);
        }
        const Bytes transcript =
            provider.Hash(HashAlgorithm::SHA256, ToBytes("all handshake messages"));
        const auto verifyData = [&](TlsRole sender) {
            return ToHex(DeriveVerifyData(provider,
                                          *FindCipherSuite(0xc02f),
                                          FromHex(MASTER_SECRET),
                                          sender,
                                          transcript,
                                          12));
        };
        NS_TEST_EXPECT_MSG_EQ(verifyData(TlsRole::CLIENT), "8535dd8154b326b8caf40ef7", "client");
        NS_TEST_EXPECT_MSG_EQ(verifyData(TlsRole::SERVER), "c7331d462ef70c872006b5e5", "server");
    }
};

/// Protected records.
class TlsKnownRecordTestCase : public TlsKeyTestCase
{
  public:
    TlsKnownRecordTestCase()
        : TlsKeyTestCase("GCM and CBC records are those of an independent implementation")
    {
    }

  private:
    void DoRun() override
    {
        using D = CryptoProvider::Direction;
        const TlsRecordHeader header{TlsContentType::APPLICATION_DATA, 0x0303};
        for (const KnownRecord& known : KnownRecords())
        {
            random.next = known.iv;
            const Bytes fragment = Protection(known.suite, known.sender, D::ENCRYPT)
                                       ->Protect(known.sequence, header, ToBytes(PLAINTEXT));
            NS_TEST_EXPECT_MSG_EQ(ToHex(fragment), known.fragment, "protected");
            const auto plaintext = Protection(known.suite, known.sender, D::DECRYPT)
                                       ->Unprotect(known.sequence, header, fragment);
            NS_TEST_ASSERT_MSG_EQ(plaintext.has_value(), true, "unprotected");
            NS_TEST_EXPECT_MSG_EQ(ByteView(*plaintext).ToString(), PLAINTEXT, "again the same");
        }
        const auto padded = Protection(0xc013, TlsRole::CLIENT, D::DECRYPT)
                                ->Unprotect(0, header, FromHex(LONG_PADDING));
        NS_TEST_ASSERT_MSG_EQ(padded.has_value(), true, "padding may be longer than needed");
        NS_TEST_EXPECT_MSG_EQ(ByteView(*padded).ToString(), PLAINTEXT, "and is taken off");
    }
};

/// Records that are not what they were.
class TlsTamperedRecordTestCase : public TlsKeyTestCase
{
  public:
    TlsTamperedRecordTestCase()
        : TlsKeyTestCase("A record with any bit, its number, type, version or length changed is "
                         "refused")
    {
    }

  private:
    void DoRun() override
    {
        const TlsRecordHeader header{TlsContentType::APPLICATION_DATA, 0x0303};
        for (const KnownRecord& known : KnownRecords())
        {
            const auto keys =
                Protection(known.suite, known.sender, CryptoProvider::Direction::DECRYPT);
            const Bytes fragment = FromHex(known.fragment);
            const auto isTaken = [&](uint64_t sequence, TlsRecordHeader as, ByteView octets) {
                return keys->Unprotect(sequence, as, octets).has_value();
            };
            NS_TEST_EXPECT_MSG_EQ(isTaken(known.sequence, header, fragment), true, "as it was");
            for (size_t bit = 0; bit < 8 * fragment.size(); ++bit)
            {
                Bytes flipped = fragment;
                flipped[bit / 8] ^= 1 << bit % 8;
                NS_TEST_EXPECT_MSG_EQ(isTaken(known.sequence, header, flipped), false, bit);
            }
            for (size_t size = 0; size < fragment.size(); ++size)
            {
                NS_TEST_EXPECT_MSG_EQ(
                    isTaken(known.sequence, header, ByteView(fragment).Sub(0, size)),
                    false,
                    size);
            }
            NS_TEST_EXPECT_MSG_EQ(isTaken(known.sequence + 1, header, fragment), false, "number");
            NS_TEST_EXPECT_MSG_EQ(
                isTaken(known.sequence, {TlsContentType::HANDSHAKE, 0x0303}, fragment),
                false,
                "type");
            NS_TEST_EXPECT_MSG_EQ(
                isTaken(known.sequence, {TlsContentType::APPLICATION_DATA, 0x0302}, fragment),
                false,
                "version");
        }
        const auto cbc = Protection(0xc013, TlsRole::CLIENT, CryptoProvider::Direction::DECRYPT);
        const Bytes padded = FromHex(LONG_PADDING);
        for (size_t i = 16; i < padded.size(); ++i)
        {
            Bytes flipped = padded;
            flipped[i] ^= 0x10;
            NS_TEST_EXPECT_MSG_EQ(cbc->Unprotect(0, header, flipped).has_value(),
                                  false,
                                  "every octet of the padding is looked at");
        }
    }
};

/// Cutting a stream at its records' borders.
class TlsRecordLayerTestCase : public TlsKeyTestCase
{
  public:
    TlsRecordLayerTestCase()
        : TlsKeyTestCase("The record layer cuts and joins streams of any size")
    {
    }

  private:
    void DoRun() override
    {
        for (const uint16_t suite : {0, 0xc02f, 0xc013})
        {
            for (const size_t size : {0, 1, 15, 16, 99, 100, 101, 250, 70000})
            {
                Check(suite, size, 100);
                Check(suite, size, TLS_MAX_PLAINTEXT);
            }
        }
    }

    /**
     * @param suite cipher suite, 0 for records in clear
     * @param size octets
     * @param maxFragment octets a record
     */
    void Check(uint16_t suite, size_t size, size_t maxFragment)
    {
        using D = CryptoProvider::Direction;
        TlsRecordLayer sender;
        TlsRecordLayer receiver;
        for (TlsRecordLayer* layer : {&sender, &receiver})
        {
            layer->SetVersion(TlsVersion::TLS_1_2);
        }
        if (suite)
        {
            sender.SetWriteProtection(Protection(suite, TlsRole::CLIENT, D::ENCRYPT));
            receiver.SetReadProtection(Protection(suite, TlsRole::CLIENT, D::DECRYPT));
        }
        const Bytes data = Counting(0, size);
        const size_t foretold = sender.GetWireSize(size, maxFragment);
        Bytes wire;
        sender.Write(TlsContentType::APPLICATION_DATA, data, maxFragment, wire);
        if (size > 0)
        {
            NS_TEST_EXPECT_MSG_EQ(wire.size(), foretold, "the size is foretold");
        }
        Bytes received;
        size_t records = 0;
        std::optional<TlsRecord> record;
        for (ByteView rest = wire; !rest.IsEmpty(); rest = rest.Sub(77))
        {
            receiver.Feed(rest.Sub(0, 77));
            NS_TEST_ASSERT_MSG_EQ(receiver.Next(record).has_value(), false, "no alert");
            while (record)
            {
                ++records;
                Append(received, record->fragment);
                NS_TEST_ASSERT_MSG_EQ(receiver.Next(record).has_value(), false, "no alert");
            }
        }
        NS_TEST_EXPECT_MSG_EQ((received == data), true, "octets out equal octets in");
        const size_t expected = size ? (size + maxFragment - 1) / maxFragment : 1;
        NS_TEST_EXPECT_MSG_EQ(records, expected, "as many records as needed");
    }
};

/// Headers that end the connection.
class TlsRecordHeaderTestCase : public TlsKeyTestCase
{
  public:
    TlsRecordHeaderTestCase()
        : TlsKeyTestCase("Headers with unknown types, versions and lengths give their alerts")
    {
    }

  private:
    /**
     * @param hex octets of the stream
     * @param alert expected, or "none"
     * @param hasVersion whether TLS 1.2 is decided
     * @param hasKeys whether records are protected
     */
    void Check(const char* hex, const std::string& alert, bool hasVersion, bool hasKeys)
    {
        TlsRecordLayer layer;
        if (hasVersion)
        {
            layer.SetVersion(TlsVersion::TLS_1_2);
        }
        if (hasKeys)
        {
            layer.SetReadProtection(
                Protection(0xc02f, TlsRole::CLIENT, CryptoProvider::Direction::DECRYPT));
        }
        layer.Feed(FromHex(hex));
        std::optional<TlsRecord> record;
        const auto result = layer.Next(record);
        NS_TEST_EXPECT_MSG_EQ((result ? ToString(result->description) : "none"), alert, hex);
    }

    void DoRun() override
    {
        Check("", "none", false, false);
        Check("16", "none", false, false);
        Check("13", "unexpected_message", false, false);
        Check("18", "unexpected_message", false, false);
        Check("474554202f", "unexpected_message", false, false);
        Check("1603010001", "none", false, false);
        Check("1603000001", "none", false, false);
        Check("1603040001", "none", false, false);
        Check("160200", "protocol_version", false, false);
        Check("160400", "protocol_version", false, false);
        Check("160301", "protocol_version", true, false);
        Check("160303", "none", true, false);
        Check("1603034000", "none", true, false);
        Check("1603034001", "record_overflow", true, false);
        Check("1603034800", "none", true, true);
        Check("1603034801", "record_overflow", true, true);
        Check("160303ffff", "record_overflow", true, true);
        Check("1603030000", "bad_record_mac", true, true);
        Check("160303000100", "bad_record_mac", true, true);

        NS_TEST_EXPECT_MSG_EQ(TlsRecordLayer::RecordLength({}), 5, "a header is wanted");
        NS_TEST_EXPECT_MSG_EQ(TlsRecordLayer::RecordLength(FromHex("16030312")), 5, "still");
        NS_TEST_EXPECT_MSG_EQ(TlsRecordLayer::RecordLength(FromHex("1603031234")),
                              5 + 0x1234,
                              "and the fragment");
    }
};

/// The suite.
class TlsRecordTestSuite : public TestSuite
{
  public:
    TlsRecordTestSuite()
        : TestSuite("tls-spdy-record", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsPrfTestCase);
        AddTestCase(new TlsKnownRecordTestCase);
        AddTestCase(new TlsTamperedRecordTestCase);
        AddTestCase(new TlsRecordLayerTestCase);
        AddTestCase(new TlsRecordHeaderTestCase);
    }
};

/// Registers the suite.
TlsRecordTestSuite g_tlsRecordTestSuite;

} // namespace
