/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-message-test-support.h"
#include "tls-rfc8448-traces.h"

#include "ns3/cryptopp-provider.h"
#include "ns3/tls-extension-13.h"
#include "ns3/tls-extension-place.h"
#include "ns3/tls-hello-13.h"
#include "ns3/tls-messages-13.h"

#include <map>
#include <set>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

/// @return every message of TLS 1.3 that earlier versions do not have in that form
std::vector<Sample>
Messages()
{
    return {
        {"Encrypted Extensions without any",
         CodecOf<TlsEncryptedExtensions>(),
         FromHex("0000"),
         {},
         {{0, 2}}},
        {"Encrypted Extensions",
         CodecOf<TlsEncryptedExtensions>(),
         FromHex("000a" + std::string("001c00024001") + "00000000"),
         {},
         {{0, 2}, {4, 2}, {10, 2}}},
        {"Certificate Request",
         CodecOf<TlsCertificateRequest13>(),
         FromHex("02abcd" + std::string("0008") + "000d0004" + "00020807"),
         {},
         {{0, 1}, {3, 2}, {7, 2}}},
        {"Certificate",
         CodecOf<TlsCertificate13>(),
         FromHex("01aa" + std::string("000012") + "0000023082" + "0005" + "0005000100" +
                 "00000130" + "0000"),
         {},
         {{0, 1}, {2, 3}, {5, 3}, {10, 2}, {14, 2}, {17, 3}, {21, 2}}},
        {"Certificate without any", CodecOf<TlsCertificate13>(), FromHex("00000000"), {}, {}},
        {"Certificate Verify",
         CodecOf<TlsCertificateVerify13>(),
         FromHex("0804" + std::string("0002") + "1234"),
         {},
         {{2, 2}}},
        {"End Of Early Data", CodecOf<TlsEndOfEarlyData>(), {}, {}, {}},
        {"New Session Ticket",
         CodecOf<TlsNewSessionTicket13>(),
         FromHex("00001c20" + std::string("01020304") + "0200ff" + "0003aabbcc" + "0008" +
                 "002a000400004000"),
         {},
         {{8, 1}, {11, 2}, {16, 2}, {20, 2}}},
        {"Key Update", CodecOf<TlsKeyUpdate>(), FromHex("01"), {}, {}},
    };
}

/// @return every extension of TLS 1.3 that has data
std::vector<Sample>
Extensions()
{
    const std::string binder = "20" + std::string(64, 'b');
    return {
        {"supported_versions of a client",
         CodecOf(DecodeSupportedVersions, EncodeSupportedVersions),
         FromHex("0403040303"),
         {},
         {{0, 1}}},
        {"supported_versions of a server",
         CodecOf(DecodeSelectedVersion, EncodeSelectedVersion),
         FromHex("0304"),
         {},
         {}},
        {"key_share of a client",
         CodecOf(DecodeClientKeyShares, EncodeClientKeyShares),
         FromHex("000b" + std::string("001d0002abcd") + "0017000104"),
         {},
         {{0, 2}, {4, 2}, {10, 2}}},
        {"key_share of a client without any",
         CodecOf(DecodeClientKeyShares, EncodeClientKeyShares),
         FromHex("0000"),
         {},
         {}},
        {"key_share of a server",
         CodecOf(DecodeServerKeyShare, EncodeServerKeyShare),
         FromHex("001d0002abcd"),
         {},
         {{2, 2}}},
        {"key_share of a Hello Retry Request",
         CodecOf(DecodeSelectedGroup, EncodeSelectedGroup),
         FromHex("0017"),
         {},
         {}},
        {"pre_shared_key of a client",
         CodecOf(DecodeOfferedPsks, EncodeOfferedPsks),
         FromHex("0008" + std::string("0002abcd01020304") + "0021" + binder),
         {},
         {{0, 2}, {2, 2}, {10, 2}, {12, 1}}},
        {"pre_shared_key of a server",
         CodecOf(DecodeSelectedPsk, EncodeSelectedPsk),
         FromHex("0001"),
         {},
         {}},
        {"psk_key_exchange_modes",
         CodecOf(DecodePskKeyExchangeModes, EncodePskKeyExchangeModes),
         FromHex("020100"),
         {},
         {{0, 1}}},
        {"cookie", CodecOf(DecodeCookie, EncodeCookie), FromHex("0003010203"), {}, {{0, 2}}},
        {"early_data of a New Session Ticket",
         CodecOf(DecodeMaxEarlyDataSize, EncodeMaxEarlyDataSize),
         FromHex("00004000"),
         {},
         {}},
        {"certificate_authorities",
         CodecOf(DecodeCertificateAuthorities, EncodeCertificateAuthorities),
         FromHex("0008" + std::string("00033001aa") + "0001bb"),
         {},
         {{0, 2}, {2, 2}, {7, 2}}},
        {"record_size_limit",
         CodecOf(DecodeRecordSizeLimit, EncodeRecordSizeLimit),
         FromHex("4001"),
         {},
         {}},
    };
}

/// What is well formed and says nothing.
class EmptyFieldTestCase : public TestCase
{
  public:
    EmptyFieldTestCase()
        : TestCase("Fields that must hold something are refused when they are empty")
    {
    }

  private:
    void DoRun() override
    {
        const std::string binder = "20" + std::string(64, 'b');
        NS_TEST_EXPECT_MSG_EQ(DecodeSupportedVersions(FromHex("00")).has_value(), false, "list");
        NS_TEST_EXPECT_MSG_EQ(DecodeClientKeyShares(FromHex("0004001d0000")).has_value(),
                              false,
                              "a share of a client");
        NS_TEST_EXPECT_MSG_EQ(DecodeServerKeyShare(FromHex("001d0000")).has_value(),
                              false,
                              "the share of a server");
        NS_TEST_EXPECT_MSG_EQ(
            DecodeOfferedPsks(FromHex("0006000001020304" + ("0021" + binder))).has_value(),
            false,
            "an identity");
        NS_TEST_EXPECT_MSG_EQ(DecodeOfferedPsks(FromHex("0000" + ("0021" + binder))).has_value(),
                              false,
                              "identities");
        NS_TEST_EXPECT_MSG_EQ(DecodeOfferedPsks(FromHex("0007"
                                                        "0001aa01020304"
                                                        "0000"))
                                  .has_value(),
                              false,
                              "binders");
        NS_TEST_EXPECT_MSG_EQ(DecodeOfferedPsks(FromHex("0007"
                                                        "0001aa01020304"
                                                        "0020"
                                                        "1f" +
                                                        std::string(62, 'b')))
                                  .has_value(),
                              false,
                              "a binder of 31 octets");
        NS_TEST_EXPECT_MSG_EQ(DecodePskKeyExchangeModes(FromHex("00")).has_value(), false, "modes");
        NS_TEST_EXPECT_MSG_EQ(DecodeCookie(FromHex("0000")).has_value(), false, "cookie");
        NS_TEST_EXPECT_MSG_EQ(DecodeCertificateAuthorities(FromHex("0000")).has_value(),
                              false,
                              "authorities");
        NS_TEST_EXPECT_MSG_EQ(DecodeCertificateAuthorities(FromHex("00020000")).has_value(),
                              false,
                              "an authority");
        TlsCertificate13 certificate;
        const Bytes emptyEntry = FromHex("00"
                                         "000005"
                                         "000000"
                                         "0000");
        ByteReader certificateReader(emptyEntry);
        NS_TEST_EXPECT_MSG_EQ(Parse(certificateReader, certificate), false, "a certificate");
        TlsNewSessionTicket13 ticket;
        const Bytes emptyTicket = FromHex("00001c20"
                                          "01020304"
                                          "00"
                                          "0000"
                                          "0000");
        ByteReader ticketReader(emptyTicket);
        NS_TEST_EXPECT_MSG_EQ(Parse(ticketReader, ticket), false, "a ticket");
    }
};

/// What hellos of RFC 8448 say.
class Rfc8448MessageTestCase : public TestCase
{
  public:
    Rfc8448MessageTestCase()
        : TestCase("Every message of RFC 8448 is read, stands by the table of extensions and is "
                   "written as it was")
    {
    }

  private:
    /**
     * @param message with its header
     * @param place whose extensions it has, if any
     */
    template <class T>
    void Check(ByteView message, TlsExtensionPlace place)
    {
        T parsed;
        ByteReader reader(message.Sub(4));
        NS_TEST_ASSERT_MSG_EQ(Parse(reader, parsed), true, ToHex(message));
        ByteWriter writer;
        Serialize(parsed, writer);
        NS_TEST_ASSERT_MSG_EQ(ToHex(writer.View()), ToHex(message.Sub(4)), "as it was");
        const auto alert = CheckPlaces(parsed.extensions, place);
        NS_TEST_ASSERT_MSG_EQ((alert ? alert->reason : ""), "", "places");
    }

    /// @param messages of a flight, with their headers
    void CheckFlight(const std::string& messages)
    {
        const Bytes flight = FromHex(messages);
        ByteReader reader(flight);
        while (reader.Remaining() > 0)
        {
            const auto type = static_cast<TlsHandshakeType>(reader.U8());
            const ByteView body = reader.Vector24();
            const ByteView message(body.Data() - 4, body.Size() + 4);
            seen.insert(type);
            switch (type)
            {
            case TlsHandshakeType::CLIENT_HELLO:
                Check<TlsClientHello>(message, TlsExtensionPlace::CLIENT_HELLO);
                break;
            case TlsHandshakeType::SERVER_HELLO: {
                TlsServerHello hello;
                ByteReader helloReader(body);
                NS_TEST_ASSERT_MSG_EQ(Parse(helloReader, hello), true, "hello");
                Check<TlsServerHello>(message,
                                      IsHelloRetryRequest(hello)
                                          ? TlsExtensionPlace::HELLO_RETRY_REQUEST
                                          : TlsExtensionPlace::SERVER_HELLO);
                break;
            }
            case TlsHandshakeType::ENCRYPTED_EXTENSIONS:
                Check<TlsEncryptedExtensions>(message, TlsExtensionPlace::ENCRYPTED_EXTENSIONS);
                break;
            case TlsHandshakeType::CERTIFICATE_REQUEST:
                Check<TlsCertificateRequest13>(message, TlsExtensionPlace::CERTIFICATE_REQUEST);
                break;
            case TlsHandshakeType::NEW_SESSION_TICKET:
                Check<TlsNewSessionTicket13>(message, TlsExtensionPlace::NEW_SESSION_TICKET);
                break;
            case TlsHandshakeType::CERTIFICATE:
                CheckBody<TlsCertificate13>(body);
                break;
            case TlsHandshakeType::CERTIFICATE_VERIFY:
                CheckBody<TlsCertificateVerify13>(body);
                break;
            case TlsHandshakeType::END_OF_EARLY_DATA:
                CheckBody<TlsEndOfEarlyData>(body);
                break;
            default:
                break;
            }
        }
        NS_TEST_ASSERT_MSG_EQ(reader.AtEnd(), true, "whole messages");
    }

    /// @param body of a message without extensions of its own
    template <class T>
    void CheckBody(ByteView body)
    {
        const auto again = CodecOf<T>()(body);
        NS_TEST_ASSERT_MSG_EQ(again.has_value(), true, ToHex(body));
        NS_TEST_ASSERT_MSG_EQ(ToHex(*again), ToHex(body), "as it was");
    }

    void DoRun() override
    {
        for (const Rfc8448Trace& trace : RFC8448_TRACES)
        {
            for (const char* messages : {trace.clientHello,
                                         trace.retryRequest,
                                         trace.secondClientHello,
                                         trace.serverHello,
                                         trace.serverMessages,
                                         trace.clientMessages,
                                         trace.ticketMessage})
            {
                CheckFlight(messages);
            }
        }
        NS_TEST_EXPECT_MSG_EQ(seen.size(), 9, "kinds of messages");
    }

    std::set<TlsHandshakeType> seen; //!< kinds of messages that were met
};

/// The extensions of one hello of RFC 8448, decoded.
class Rfc8448ExtensionTestCase : public TestCase
{
  public:
    Rfc8448ExtensionTestCase()
        : TestCase("The extensions of the hellos of RFC 8448 say what the RFC says they say")
    {
    }

  private:
    /**
     * @param message with its header
     * @return the hello
     */
    template <class T>
    T Read(const std::string& message)
    {
        T hello;
        const Bytes octets = FromHex(message);
        ByteReader reader(ByteView(octets).Sub(4));
        NS_TEST_EXPECT_MSG_EQ(Parse(reader, hello), true, "hello");
        return hello;
    }

    void DoRun() override
    {
        const Rfc8448Trace& resumed = RFC8448_TRACES[1];
        const auto client = Read<TlsClientHello>(resumed.clientHello).extensions;
        const auto versions =
            DecodeSupportedVersions(*client.Find(TlsExtensionType::SUPPORTED_VERSIONS));
        NS_TEST_ASSERT_MSG_EQ(versions.has_value() && versions->size() == 1 &&
                                  versions->front() == TlsVersion::TLS_1_3,
                              true,
                              "versions");
        const auto shares = DecodeClientKeyShares(*client.Find(TlsExtensionType::KEY_SHARE));
        NS_TEST_ASSERT_MSG_EQ(shares.has_value() && shares->size() == 1 &&
                                  shares->front().group == NamedGroup::X25519 &&
                                  shares->front().keyExchange.size() == 32,
                              true,
                              "shares");
        const auto modes =
            DecodePskKeyExchangeModes(*client.Find(TlsExtensionType::PSK_KEY_EXCHANGE_MODES));
        NS_TEST_ASSERT_MSG_EQ(modes.has_value() && modes->size() == 1 &&
                                  modes->front() == TlsPskKeyExchangeMode::PSK_DHE_KE,
                              true,
                              "modes");
        const auto limit = DecodeRecordSizeLimit(*client.Find(TlsExtensionType::RECORD_SIZE_LIMIT));
        NS_TEST_ASSERT_MSG_EQ((limit == 0x4001), true, "limit");
        const auto psks = DecodeOfferedPsks(*client.Find(TlsExtensionType::PRE_SHARED_KEY));
        NS_TEST_ASSERT_MSG_EQ(psks.has_value(), true, "keys");
        NS_TEST_ASSERT_MSG_EQ(psks->identities.size(), 1, "one key");
        NS_TEST_ASSERT_MSG_EQ(GetBindersSize(*psks), 2 + 1 + 32, "binders");

        TlsNewSessionTicket13 ticket;
        const Bytes ticketMessage = FromHex(RFC8448_TRACES[0].ticketMessage);
        ByteReader ticketReader(ByteView(ticketMessage).Sub(4));
        NS_TEST_ASSERT_MSG_EQ(Parse(ticketReader, ticket), true, "ticket");
        NS_TEST_EXPECT_MSG_EQ(ToHex(psks->identities[0].identity),
                              ToHex(ticket.ticket),
                              "the identity is the ticket");
        NS_TEST_EXPECT_MSG_EQ(ticket.ticketLifetime, 30, "seconds");
        const auto early =
            DecodeMaxEarlyDataSize(*ticket.extensions.Find(TlsExtensionType::EARLY_DATA));
        NS_TEST_EXPECT_MSG_EQ((early == 1024U), true, "early data");

        const Rfc8448Trace& retried = RFC8448_TRACES[2];
        const auto retry = Read<TlsServerHello>(retried.retryRequest);
        NS_TEST_EXPECT_MSG_EQ(IsHelloRetryRequest(retry), true, "a Hello Retry Request");
        const auto group = DecodeSelectedGroup(*retry.extensions.Find(TlsExtensionType::KEY_SHARE));
        NS_TEST_EXPECT_MSG_EQ((group == NamedGroup::SECP256R1), true, "group");
        const auto second = Read<TlsClientHello>(retried.secondClientHello).extensions;
        NS_TEST_EXPECT_MSG_EQ((DecodeCookie(*second.Find(TlsExtensionType::COOKIE)) ==
                               DecodeCookie(*retry.extensions.Find(TlsExtensionType::COOKIE))),
                              true,
                              "cookie");
        const auto server = Read<TlsServerHello>(retried.serverHello);
        NS_TEST_EXPECT_MSG_EQ(IsHelloRetryRequest(server), false, "a Server Hello");
        const auto share =
            DecodeServerKeyShare(*server.extensions.Find(TlsExtensionType::KEY_SHARE));
        NS_TEST_ASSERT_MSG_EQ(share.has_value(), true, "share");
        NS_TEST_EXPECT_MSG_EQ((share->group == NamedGroup::SECP256R1), true, "group");
        const auto version =
            DecodeSelectedVersion(*server.extensions.Find(TlsExtensionType::SUPPORTED_VERSIONS));
        NS_TEST_EXPECT_MSG_EQ((version == TlsVersion::TLS_1_3), true, "version");
    }
};

/// RFC 8446, 4.2, once more.
class ExtensionPlaceTestCase : public TestCase
{
  public:
    ExtensionPlaceTestCase()
        : TestCase("An extension stands only in the messages that RFC 8446 names for it")
    {
    }

  private:
    void DoRun() override
    {
        // The table of RFC 8446, 4.2, with numbers for names; RFC 8449 adds 28.
        const std::map<uint16_t, std::string> table{
            {0, "CH EE"},  {1, "CH EE"},      {5, "CH CR CT"},   {10, "CH EE"},  {13, "CH CR"},
            {15, "CH EE"}, {16, "CH EE"},     {18, "CH CR CT"},  {21, "CH"},     {28, "CH EE"},
            {41, "CH SH"}, {42, "CH EE NST"}, {43, "CH SH HRR"}, {44, "CH HRR"}, {45, "CH"},
            {47, "CH CR"}, {48, "CR"},        {49, "CH"},        {50, "CH CR"},  {51, "CH SH HRR"},
            {11, "CH"},    {22, "CH"},        {23, "CH"},        {35, "CH"},     {13172, "CH"},
            {0xff01, "CH"}};
        const std::vector<std::pair<TlsExtensionPlace, std::string>> places{
            {TlsExtensionPlace::CLIENT_HELLO, "CH"},
            {TlsExtensionPlace::SERVER_HELLO, "SH"},
            {TlsExtensionPlace::HELLO_RETRY_REQUEST, "HRR"},
            {TlsExtensionPlace::ENCRYPTED_EXTENSIONS, "EE"},
            {TlsExtensionPlace::CERTIFICATE, "CT"},
            {TlsExtensionPlace::CERTIFICATE_REQUEST, "CR"},
            {TlsExtensionPlace::NEW_SESSION_TICKET, "NST"}};
        for (uint32_t number = 0; number <= 0xffff; ++number)
        {
            const auto type = static_cast<TlsExtensionType>(number);
            const auto row = table.find(static_cast<uint16_t>(number));
            for (const auto& [place, name] : places)
            {
                const bool may =
                    row == table.end() ||
                    (" " + row->second + " ").find(" " + name + " ") != std::string::npos;
                NS_TEST_ASSERT_MSG_EQ(MayStandIn(type, place), may, number << " in " << name);
            }
        }
    }
};

/// Lists of extensions as a whole.
class ExtensionListTestCase : public TestCase
{
  public:
    ExtensionListTestCase()
        : TestCase("Extensions twice, out of place, after the pre_shared_key or not asked for give "
                   "the alerts that RFC 8446 names")
    {
    }

  private:
    /**
     * @param types of a message
     * @return a list of them, without data
     */
    static TlsExtensionList List(const std::vector<TlsExtensionType>& types)
    {
        TlsExtensionList list;
        for (const TlsExtensionType type : types)
        {
            list.Add(type, {});
        }
        return list;
    }

    /**
     * @param alert what a check gave
     * @return its name; "none" when it gave none
     */
    static std::string NameOf(const std::optional<TlsAlert>& alert)
    {
        return alert ? ToString(alert->description) : "none";
    }

    void DoRun() override
    {
        using Type = TlsExtensionType;
        using Place = TlsExtensionPlace;
        const auto unknown = static_cast<Type>(0x5a5a);
        const auto check = [](const std::vector<Type>& types, Place place) {
            return NameOf(CheckPlaces(List(types), place));
        };
        NS_TEST_EXPECT_MSG_EQ(check({}, Place::SERVER_HELLO), "none", "none");
        NS_TEST_EXPECT_MSG_EQ(check({Type::KEY_SHARE, unknown}, Place::SERVER_HELLO),
                              "none",
                              "an unknown one");
        NS_TEST_EXPECT_MSG_EQ(check({unknown, unknown}, Place::CLIENT_HELLO),
                              "illegal_parameter",
                              "twice");
        NS_TEST_EXPECT_MSG_EQ(check({Type::ALPN}, Place::SERVER_HELLO),
                              "illegal_parameter",
                              "out of place");
        NS_TEST_EXPECT_MSG_EQ(check({Type::KEY_SHARE, Type::PRE_SHARED_KEY}, Place::CLIENT_HELLO),
                              "none",
                              "last");
        NS_TEST_EXPECT_MSG_EQ(check({Type::PRE_SHARED_KEY, Type::KEY_SHARE}, Place::CLIENT_HELLO),
                              "illegal_parameter",
                              "not last");
        NS_TEST_EXPECT_MSG_EQ(check({Type::PRE_SHARED_KEY, Type::KEY_SHARE}, Place::SERVER_HELLO),
                              "none",
                              "a server may say it anywhere");

        TlsExtensionList sorted = List({Type::ALPN, unknown, Type::KEY_SHARE});
        ApplyExtensions({{Type::ALPN, {1}}, {Type::COOKIE, {2}}, {Type::OID_FILTERS, {3}}},
                        Place::CLIENT_HELLO,
                        sorted);
        NS_TEST_EXPECT_MSG_EQ(sorted.Find(Type::ALPN)->size(), 1, "what is there is replaced");
        NS_TEST_EXPECT_MSG_EQ(sorted.HasDuplicate(), false, "and is not added");
        NS_TEST_EXPECT_MSG_EQ((sorted.Find(Type::OID_FILTERS) == nullptr), true, "out of place");
        sorted.Sort({Type::COOKIE, Type::SERVER_NAME, Type::ALPN});
        std::vector<Type> order;
        for (const TlsExtension& extension : sorted.GetAll())
        {
            order.push_back(extension.type);
        }
        NS_TEST_EXPECT_MSG_EQ(
            (order == std::vector<Type>{Type::COOKIE, Type::ALPN, unknown, Type::KEY_SHARE}),
            true,
            "in the order wanted, others behind as they were");

        const TlsExtensionList asked = List({Type::ALPN, unknown});
        NS_TEST_EXPECT_MSG_EQ(NameOf(CheckRequested(List({Type::ALPN, unknown}), asked)),
                              "none",
                              "asked for");
        NS_TEST_EXPECT_MSG_EQ(NameOf(CheckRequested(List({Type::COOKIE}), asked)),
                              "none",
                              "a cookie");
        NS_TEST_EXPECT_MSG_EQ(NameOf(CheckRequested(List({Type::SERVER_NAME}), asked)),
                              "unsupported_extension",
                              "not asked for");
    }
};

/// RFC 8446, 4.1.3.
class DowngradeTestCase : public TestCase
{
  public:
    DowngradeTestCase()
        : TestCase("A server marks its random when it takes less than it could, and a client that "
                   "offered more sees it")
    {
    }

  private:
    void DoRun() override
    {
        CryptoMeter meter;
        CryptoppProvider provider(meter);
        NS_TEST_EXPECT_MSG_EQ(
            ToHex(TLS_HELLO_RETRY_REQUEST_RANDOM),
            ToHex(provider.Hash(HashAlgorithm::SHA256, ToBytes("HelloRetryRequest"))),
            "the random of a Hello Retry Request is the hash of its name");
        const std::vector<TlsVersion> versions{TlsVersion::TLS_1_0,
                                               TlsVersion::TLS_1_1,
                                               TlsVersion::TLS_1_2,
                                               TlsVersion::TLS_1_3};
        for (const TlsVersion highest : versions)
        {
            for (const TlsVersion chosen : versions)
            {
                if (chosen > highest)
                {
                    continue;
                }
                Bytes random(TLS_RANDOM, 0x55);
                MarkDowngrade(random, highest, chosen);
                const std::string end = ToHex(ByteView(random).Sub(24));
                const bool isMarked = chosen < highest && highest >= TlsVersion::TLS_1_2;
                const std::string expected = !isMarked                       ? "5555555555555555"
                                             : chosen == TlsVersion::TLS_1_2 ? "444f574e47524401"
                                                                             : "444f574e47524400";
                const std::string name =
                    std::string(tls::ToString(highest)) + " to " + tls::ToString(chosen);
                NS_TEST_EXPECT_MSG_EQ(end, expected, name);
                NS_TEST_EXPECT_MSG_EQ(ToHex(ByteView(random).Sub(0, 24)),
                                      std::string(48, '5'),
                                      "the rest stays");
                for (const TlsVersion offered : versions)
                {
                    // A client that offers no more than what it got has nothing to complain about.
                    const bool sees =
                        isMarked && chosen < offered && offered >= TlsVersion::TLS_1_2 &&
                        (offered == TlsVersion::TLS_1_3 || chosen < TlsVersion::TLS_1_2);
                    NS_TEST_EXPECT_MSG_EQ(IsDowngraded(random, offered, chosen),
                                          sees,
                                          name << ", offered " << tls::ToString(offered));
                }
            }
        }
    }
};

/// Small rules of single messages.
class MessageRuleTestCase : public TestCase
{
  public:
    MessageRuleTestCase()
        : TestCase("A Certificate Verify signs the context of its side, with algorithms that TLS "
                   "1.3 allows there")
    {
    }

  private:
    void DoRun() override
    {
        const Bytes hash(32, 0x01);
        // The example of RFC 8446, 4.4.3.
        NS_TEST_EXPECT_MSG_EQ(
            ToHex(CertificateVerifyContent(TlsRole::SERVER, hash)),
            ToHex(Bytes(64, 0x20)) +
                "544c5320312e332c207365727665722043657274696669636174655665726966790001010101010101"
                "01010101010101010101010101010101010101010101010101",
            "of a server");
        const Bytes client = CertificateVerifyContent(TlsRole::CLIENT, hash);
        NS_TEST_EXPECT_MSG_EQ(ByteView(client).Sub(64, 33).ToString(),
                              "TLS 1.3, client CertificateVerify",
                              "of a client");
        for (const SignatureScheme scheme : {SignatureScheme::RSA_PKCS1_SHA256,
                                             SignatureScheme::ECDSA_SHA1,
                                             SignatureScheme::DSA_SHA256,
                                             SignatureScheme::NONE})
        {
            NS_TEST_EXPECT_MSG_EQ(IsHandshakeScheme13(scheme), false, tls::ToString(scheme));
        }
        for (const SignatureScheme scheme : {SignatureScheme::RSA_PSS_RSAE_SHA256,
                                             SignatureScheme::RSA_PSS_PSS_SHA512,
                                             SignatureScheme::ECDSA_SECP521R1_SHA512,
                                             SignatureScheme::ED25519})
        {
            NS_TEST_EXPECT_MSG_EQ(IsHandshakeScheme13(scheme), true, tls::ToString(scheme));
        }
        NS_TEST_EXPECT_MSG_EQ(IsKnown(TlsKeyUpdateRequest::UPDATE_REQUESTED), true, "1");
        NS_TEST_EXPECT_MSG_EQ(IsKnown(static_cast<TlsKeyUpdateRequest>(2)), false, "2");
    }
};

/// Tests of the messages of TLS 1.3.
class TlsMessage13TestSuite : public TestSuite
{
  public:
    TlsMessage13TestSuite()
        : TestSuite("tls-spdy-message-13", TestSuite::Type::UNIT)
    {
        for (const auto& [kind, samples] : {std::make_pair("messages of TLS 1.3", Messages()),
                                            std::make_pair("extensions of TLS 1.3", Extensions())})
        {
            AddTestCase(new TlsRoundTripTestCase(kind, samples));
            AddTestCase(new TlsTruncatedMessageTestCase(kind, samples));
            AddTestCase(new TlsMessageLengthTestCase(kind, samples));
        }
        AddTestCase(new EmptyFieldTestCase);
        AddTestCase(new Rfc8448MessageTestCase);
        AddTestCase(new Rfc8448ExtensionTestCase);
        AddTestCase(new ExtensionPlaceTestCase);
        AddTestCase(new ExtensionListTestCase);
        AddTestCase(new DowngradeTestCase);
        AddTestCase(new MessageRuleTestCase);
    }
};

TlsMessage13TestSuite g_tlsMessage13TestSuite; //!< registers itself

} // namespace
