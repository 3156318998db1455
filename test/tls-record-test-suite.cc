/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-key-test-support.h"

#include "ns3/byte-writer.h"
#include "ns3/tls-record-layer.h"
#include "ns3/tls-record-mac.h"

#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

/// Which way keys work.
using Direction = CryptoProvider::Direction;

/// A CBC record of the client, number 0, with 250 octets of padding where 10 would do.
const char* const LONG_PADDING =
    "d0d1d2d3d4d5d6d7d8d9dadbdcdddedf7809a85fe5e53590525d556064847358452eb8e76eae55988e0c2d971d"
    "5fbd89e703c4a988cdaf8c79bdded7539cd5ea5766a0f0115211453bcd4669142422b176b62824d47af2da374d"
    "ce03941699b8f632629f97de92ced48de81e40228ecc9b7affc1851f0a7aa13eebfff99e9a0cae5ba1bbb25d27"
    "190d34df4f0b80b08498445681d9010be0f1ca10456f0fe503b162732d5b15d2f0b693aee714aef36d8c552fe7"
    "99c321e5249fd966d3c1d29768b895e906525b8fcc8d4d47449dd0b4d68107cedc643f886a5b495f4d2d48d51b"
    "e27870fbf155f9c91ad796946d4fb584847627d88e167183b614bf1248d073c987a3dcff4c3371c12340e16cbe"
    "adf81729c67df5e80fb9969895b798d3048a4d8e6f4c99ca6d99aeda89fa3af741b0";

/// Records of the answers, one after the other.
struct KnownRecords
{
    TlsVersion version;                 //!< of the protocol
    uint16_t suite;                     //!< cipher suite
    bool encryptsThenMacs;              //!< order of cipher and MAC
    TlsRole sender;                     //!< who protects them
    uint64_t sequence;                  //!< number of the first
    uint8_t iv;                         //!< first octet of the explicit IVs, CBC only
    std::vector<const char*> fragments; //!< as they go on the wire
};

/// @return all of them
std::vector<KnownRecords>
AllKnownRecords()
{
    return {
#include "data/known-records.inc"
    };
}

/**
 * @param known records of the answers
 * @return the header of each
 */
TlsRecordHeader
HeaderOf(const KnownRecords& known)
{
    return {TlsContentType::APPLICATION_DATA, static_cast<uint16_t>(known.version)};
}

/// A test with known records.
class TlsKnownRecordsTestCase : public TlsKeyTestCase
{
  public:
    using TlsKeyTestCase::TlsKeyTestCase;

  protected:
    /**
     * @param known records of the answers
     * @param direction which way the keys work
     * @return fresh keys of their sender
     */
    std::unique_ptr<TlsRecordProtection> Keys(const KnownRecords& known, Direction direction)
    {
        return Protection(known.version,
                          known.suite,
                          direction,
                          known.sender,
                          known.encryptsThenMacs);
    }

    /**
     * @param known records of the answers
     * @return a title for what is checked of them
     */
    static std::string Title(const KnownRecords& known)
    {
        return std::string(ToString(known.version)) + ", " +
               FindCipherSuite(known.suite)->ianaName +
               (known.encryptsThenMacs ? ", encrypt-then-MAC" : "");
    }
};

/// Protected records.
class TlsKnownAnswerTestCase : public TlsKnownRecordsTestCase
{
  public:
    TlsKnownAnswerTestCase()
        : TlsKnownRecordsTestCase("Records of each version and kind of cipher are those of an "
                                  "independent implementation")
    {
    }

  private:
    void DoRun() override
    {
        for (const KnownRecords& known : AllKnownRecords())
        {
            random.next = known.iv;
            const auto writer = Keys(known, Direction::ENCRYPT);
            const auto reader = Keys(known, Direction::DECRYPT);
            uint64_t number = known.sequence;
            for (const char* const expected : known.fragments)
            {
                const Bytes fragment = writer->Protect(number, HeaderOf(known), ToBytes(PLAINTEXT));
                NS_TEST_EXPECT_MSG_EQ(ToHex(fragment), expected, Title(known));
                const auto plaintext = reader->Unprotect(number, HeaderOf(known), fragment);
                NS_TEST_ASSERT_MSG_EQ(plaintext.has_value(), true, Title(known));
                NS_TEST_EXPECT_MSG_EQ(ByteView(*plaintext).ToString(), PLAINTEXT, Title(known));
                ++number;
            }
        }
        const auto padded =
            Protection(TlsVersion::TLS_1_2, 0xc013, Direction::DECRYPT)
                ->Unprotect(0, {TlsContentType::APPLICATION_DATA, 0x0303}, FromHex(LONG_PADDING));
        NS_TEST_ASSERT_MSG_EQ(padded.has_value(), true, "padding may be longer than needed");
        NS_TEST_EXPECT_MSG_EQ(ByteView(*padded).ToString(), PLAINTEXT, "and is taken off");
    }
};

/// Records that are not what they were.
class TlsTamperedRecordTestCase : public TlsKnownRecordsTestCase
{
  public:
    TlsTamperedRecordTestCase()
        : TlsKnownRecordsTestCase("A record with any bit, its number, type, version or length "
                                  "changed is refused")
    {
    }

  private:
    void DoRun() override
    {
        for (const KnownRecords& known : AllKnownRecords())
        {
            const Bytes fragment = FromHex(known.fragments.front());
            const TlsKeyBlock block = KeyBlock(known.version, known.suite);
            const auto isTaken = [&](uint64_t number, TlsRecordHeader as, ByteView octets) {
                return CreateRecordProtection(provider,
                                              random,
                                              Inputs(known.version, known.suite),
                                              block,
                                              known.sender,
                                              Direction::DECRYPT,
                                              known.encryptsThenMacs)
                    ->Unprotect(number, as, octets)
                    .has_value();
            };
            const uint64_t number = known.sequence;
            const TlsRecordHeader header = HeaderOf(known);
            NS_TEST_EXPECT_MSG_EQ(isTaken(number, header, fragment), true, "as it was");
            for (size_t bit = 0; bit < 8 * fragment.size(); ++bit)
            {
                Bytes flipped = fragment;
                flipped[bit / 8] ^= 1 << bit % 8;
                NS_TEST_EXPECT_MSG_EQ(isTaken(number, header, flipped),
                                      false,
                                      Title(known) << ", bit " << bit);
            }
            for (size_t size = 0; size < fragment.size(); ++size)
            {
                NS_TEST_EXPECT_MSG_EQ(isTaken(number, header, ByteView(fragment).Sub(0, size)),
                                      false,
                                      Title(known) << ", cut to " << size);
            }
            for (size_t more = 1; more <= 32; ++more)
            {
                Bytes longer = fragment;
                longer.resize(fragment.size() + more);
                NS_TEST_EXPECT_MSG_EQ(isTaken(number, header, longer),
                                      false,
                                      Title(known) << ", longer by " << more);
            }
            NS_TEST_EXPECT_MSG_EQ(isTaken(number + 1, header, fragment), false, "number");
            NS_TEST_EXPECT_MSG_EQ(
                isTaken(number, {TlsContentType::HANDSHAKE, header.version}, fragment),
                false,
                "type");
            // SSL 3.0 authenticates no version: there the record layer alone looks at it.
            const bool isVersionFree = known.version == TlsVersion::SSL_3_0;
            const auto other = static_cast<uint16_t>(header.version ^ 1);
            NS_TEST_EXPECT_MSG_EQ(isTaken(number, {header.type, other}, fragment),
                                  isVersionFree,
                                  "version");
        }
        const auto cbc = Protection(TlsVersion::TLS_1_2, 0xc013, Direction::DECRYPT);
        const Bytes padded = FromHex(LONG_PADDING);
        for (size_t i = 16; i < padded.size(); ++i)
        {
            Bytes flipped = padded;
            flipped[i] ^= 0x10;
            NS_TEST_EXPECT_MSG_EQ(
                cbc->Unprotect(0, {TlsContentType::APPLICATION_DATA, 0x0303}, flipped).has_value(),
                false,
                "every octet of the padding is looked at");
        }
    }
};

/// Records that are not where they were.
class TlsReplayTestCase : public TlsKnownRecordsTestCase
{
  public:
    TlsReplayTestCase()
        : TlsKnownRecordsTestCase("Records that are repeated, swapped, left out or sent back end "
                                  "in bad_record_mac")
    {
    }

  private:
    /**
     * @param known records of the answers, two of them
     * @param order which of them arrive
     * @param sender whose keys are expected
     * @return how many are taken before bad_record_mac, or before there are no more
     */
    size_t CountTaken(const KnownRecords& known, const std::vector<size_t>& order, TlsRole sender)
    {
        TlsRecordLayer layer;
        layer.SetVersion(known.version);
        layer.SetReadProtection(Protection(known.version,
                                           known.suite,
                                           Direction::DECRYPT,
                                           sender,
                                           known.encryptsThenMacs));
        size_t taken = 0;
        for (const size_t index : order)
        {
            const Bytes fragment = FromHex(known.fragments[index]);
            ByteWriter writer;
            writer.U8(static_cast<uint8_t>(TlsContentType::APPLICATION_DATA));
            writer.U16(static_cast<uint16_t>(known.version));
            writer.Vector16(fragment);
            layer.Feed(writer.View());
            std::optional<TlsRecord> record;
            if (const auto alert = layer.Next(record))
            {
                NS_TEST_EXPECT_MSG_EQ(ToString(alert->description),
                                      std::string("bad_record_mac"),
                                      Title(known));
                return taken;
            }
            ++taken;
        }
        return taken;
    }

    void DoRun() override
    {
        for (const KnownRecords& known : AllKnownRecords())
        {
            if (known.fragments.size() < 2)
            {
                continue;
            }
            const TlsRole sender = known.sender;
            const TlsRole receiver = sender == TlsRole::CLIENT ? TlsRole::SERVER : TlsRole::CLIENT;
            NS_TEST_EXPECT_MSG_EQ(CountTaken(known, {0, 1}, sender), 2, Title(known));
            NS_TEST_EXPECT_MSG_EQ(CountTaken(known, {0, 0}, sender), 1, "repeated at once");
            NS_TEST_EXPECT_MSG_EQ(CountTaken(known, {0, 1, 0}, sender), 2, "repeated later");
            NS_TEST_EXPECT_MSG_EQ(CountTaken(known, {0, 1, 1}, sender), 2, "the last repeated");
            NS_TEST_EXPECT_MSG_EQ(CountTaken(known, {1, 0}, sender), 0, "swapped, or one left out");
            NS_TEST_EXPECT_MSG_EQ(CountTaken(known, {0}, receiver), 0, "sent back");
        }
    }
};

/// What wrong records cost.
class TlsConstantShapeTestCase : public TlsKeyTestCase
{
  public:
    TlsConstantShapeTestCase()
        : TlsKeyTestCase("Wrong padding and a wrong MAC get one answer and cost the same as a "
                         "right record of that length")
    {
    }

  private:
    /// Octets of content, MAC and padding of the records.
    static constexpr size_t SIZE = 384;

    /// What came of a record.
    struct Outcome
    {
        std::string answer; //!< alert and reason, or "taken"
        std::string work;   //!< operations, algorithms and octets
    };

    /**
     * @param version of the protocol
     * @param suite a code point
     * @param padding octets, the length octet included
     * @param isMacRight whether the MAC is
     * @param size octets of the result
     * @return content, MAC and padding
     */
    Bytes Compose(TlsVersion version,
                  uint16_t suite,
                  size_t padding,
                  bool isMacRight,
                  size_t size = SIZE)
    {
        const HashAlgorithm hash = FindCipherSuite(suite)->mac;
        const TlsRecordMac mac(FindVersionTraits(version)->mac,
                               hash,
                               KeyBlock(version, suite)[0].value,
                               provider);
        Bytes content = Counting(0, size - padding - HashLength(hash));
        Bytes code = mac.Compute(0,
                                 {TlsContentType::APPLICATION_DATA, static_cast<uint16_t>(version)},
                                 content);
        code.back() ^= isMacRight ? 0 : 1;
        Append(content, code);
        content.insert(content.end(), padding, static_cast<uint8_t>(padding - 1));
        return content;
    }

    /**
     * @param version of the protocol
     * @param suite a code point
     * @param composed content, MAC and padding
     * @return what comes of the record that holds them
     */
    Outcome Receive(TlsVersion version, uint16_t suite, Bytes composed)
    {
        const TlsKeyBlock block = KeyBlock(version, suite);
        const CipherAlgorithm cipher = FindCipherSuite(suite)->cipher;
        Bytes iv = block[4].value;
        Bytes fragment;
        if (iv.empty())
        {
            iv = Counting(0x70, BlockLength(cipher));
            fragment = iv;
        }
        provider.CreateCbc(cipher, Direction::ENCRYPT, block[2].value)->Process(iv, composed);
        Append(fragment, composed);

        TlsRecordLayer layer;
        layer.SetVersion(version);
        layer.SetReadProtection(Protection(version, suite, Direction::DECRYPT));
        ByteWriter writer;
        writer.U8(static_cast<uint8_t>(TlsContentType::APPLICATION_DATA));
        writer.U16(static_cast<uint16_t>(version));
        writer.Vector16(fragment);
        layer.Feed(writer.View());
        meter.Take();
        std::optional<TlsRecord> record;
        const auto alert = layer.Next(record);
        Outcome outcome;
        outcome.answer = alert ? ToString(alert->description) + (": " + alert->reason) : "taken";
        for (const CryptoWorkItem& item : meter.Take())
        {
            outcome.work += std::string(ToString(item.operation)) + " " + ToString(item.algorithm) +
                            " " + std::to_string(item.bits) + " " + std::to_string(item.bytes) +
                            "; ";
        }
        return outcome;
    }

    /**
     * @param version of the protocol
     * @param suite a code point
     */
    void Check(TlsVersion version, uint16_t suite)
    {
        const size_t block = BlockLength(FindCipherSuite(suite)->cipher);
        const bool isLongAllowed = FindVersionTraits(version)->hasPaddingContent;
        const Outcome right = Receive(version, suite, Compose(version, suite, 1, true));
        NS_TEST_EXPECT_MSG_EQ(right.answer, "taken", "shortest padding");
        const std::string refusal = "bad_record_mac: a record is not authentic";
        const auto check = [&](const Bytes& composed, const std::string& answer, const char* what) {
            const Outcome outcome = Receive(version, suite, composed);
            NS_TEST_EXPECT_MSG_EQ(outcome.answer, answer, ToString(version) << ", " << what);
            NS_TEST_EXPECT_MSG_EQ(outcome.work, right.work, ToString(version) << ", " << what);
        };
        for (const size_t padding : {size_t{1}, size_t{2}, block, block + 1, size_t{256}})
        {
            const bool isAllowed = padding <= block || isLongAllowed;
            check(Compose(version, suite, padding, true), isAllowed ? "taken" : refusal, "right");
            check(Compose(version, suite, padding, false), refusal, "wrong MAC");
            for (const size_t changed : {size_t{2}, padding})
            {
                Bytes composed = Compose(version, suite, padding, true);
                if (changed <= padding && padding > 1)
                {
                    composed[SIZE - changed] ^= 0x80;
                    // SSL 3.0 does not say what padding holds.
                    const bool isTaken = !isLongAllowed && isAllowed;
                    check(composed, isTaken ? "taken" : refusal, "wrong padding");
                }
            }
        }
        // A length of padding that is wrong before a MAC that is right for the shortest.
        Bytes composed = Compose(version, suite, 1, true);
        composed.back() = 0x80;
        check(composed, refusal, "wrong length of padding");

        // Nothing but padding, or all but one octet of a MAC.
        const size_t small = 256;
        const size_t mac = HashLength(FindCipherSuite(suite)->mac);
        const Outcome smallRight = Receive(version, suite, Compose(version, suite, 1, true, small));
        for (const size_t padding : {small, small - mac + 1})
        {
            const Bytes composed(small, static_cast<uint8_t>(padding - 1));
            const Outcome outcome = Receive(version, suite, composed);
            NS_TEST_EXPECT_MSG_EQ(outcome.answer, refusal, "no room for a MAC");
            NS_TEST_EXPECT_MSG_EQ(outcome.work, smallRight.work, "no room for a MAC");
        }
    }

    void DoRun() override
    {
        Check(TlsVersion::SSL_3_0, 0x002f);
        Check(TlsVersion::SSL_3_0, 0x0006);
        Check(TlsVersion::TLS_1_0, 0x000a);
        Check(TlsVersion::TLS_1_1, 0x0035);
        Check(TlsVersion::TLS_1_2, 0xc013);
        Check(TlsVersion::TLS_1_2, 0x0067);
        Check(TlsVersion::TLS_1_2, 0xc028);
    }
};

/// What lies under a MAC that is right.
class TlsEncryptThenMacTestCase : public TlsKeyTestCase
{
  public:
    TlsEncryptThenMacTestCase()
        : TlsKeyTestCase("Wrong padding under a right outer MAC is refused, and a wrong MAC before "
                         "anything is decrypted")
    {
    }

  private:
    /**
     * @param content and padding, whole blocks
     * @param isMacRight whether the MAC is
     * @return whether the record that holds them is taken, and the number of primitives it took
     */
    std::pair<bool, size_t> Receive(Bytes content, bool isMacRight)
    {
        const TlsRecordHeader header{TlsContentType::APPLICATION_DATA, 0x0303};
        const TlsKeyBlock block = KeyBlock(TlsVersion::TLS_1_2, 0xc013);
        Bytes fragment = Counting(0, 16);
        provider.CreateCbc(CipherAlgorithm::AES_128_CBC, Direction::ENCRYPT, block[2].value)
            ->Process(fragment, content);
        Append(fragment, content);
        const TlsRecordMac mac(TlsMacKind::HMAC, HashAlgorithm::SHA1, block[0].value, provider);
        Append(fragment, mac.Compute(0, header, fragment));
        fragment.back() ^= isMacRight ? 0 : 1;
        const auto reader =
            Protection(TlsVersion::TLS_1_2, 0xc013, Direction::DECRYPT, TlsRole::CLIENT, true);
        meter.Take();
        const bool isTaken = reader->Unprotect(0, header, fragment).has_value();
        return {isTaken, meter.Take().size()};
    }

    void DoRun() override
    {
        const auto taken = std::make_pair(true, size_t{2});
        const auto refused = std::make_pair(false, size_t{2});
        NS_TEST_EXPECT_MSG_EQ((Receive(Bytes(32, 31), true) == taken), true, "all padding");
        NS_TEST_EXPECT_MSG_EQ((Receive(Bytes(32, 0), true) == taken), true, "least padding");
        NS_TEST_EXPECT_MSG_EQ((Receive(Bytes(32, 32), true) == refused), true, "too long");
        Bytes wrong(32, 7);
        wrong[24] = 6;
        NS_TEST_EXPECT_MSG_EQ((Receive(wrong, true) == refused), true, "wrong padding");
        NS_TEST_EXPECT_MSG_EQ((Receive(Bytes(32, 0), false) == std::make_pair(false, size_t{1})),
                              true,
                              "a wrong MAC ends it");
    }
};

/// The suite.
class TlsRecordTestSuite : public TestSuite
{
  public:
    TlsRecordTestSuite()
        : TestSuite("tls-spdy-record", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsKnownAnswerTestCase);
        AddTestCase(new TlsTamperedRecordTestCase);
        AddTestCase(new TlsReplayTestCase);
        AddTestCase(new TlsConstantShapeTestCase);
        AddTestCase(new TlsEncryptThenMacTestCase);
    }
};

/// Registers the suite.
TlsRecordTestSuite g_tlsRecordTestSuite;

} // namespace
