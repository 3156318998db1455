/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-rfc8448-traces.h"

#include "ns3/crypto-hkdf.h"
#include "ns3/cryptopp-provider.h"
#include "ns3/test.h"
#include "ns3/tls-extension-13.h"
#include "ns3/tls-hello-messages.h"
#include "ns3/tls-key-schedule-13.h"
#include "ns3/tls-record-layer.h"
#include "ns3/tls-transcript.h"

#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

constexpr HashAlgorithm HASH = HashAlgorithm::SHA256;

/// A test with a provider of its own.
class KeySchedule13TestCase : public TestCase
{
  public:
    /// @param title a sentence
    explicit KeySchedule13TestCase(const std::string& title)
        : TestCase(title),
          m_provider(m_meter)
    {
    }

  protected:
    CryptoMeter m_meter;         //!< counts
    CryptoppProvider m_provider; //!< computes
};

/// RFC 5869, A.
class HkdfTestCase : public KeySchedule13TestCase
{
  public:
    HkdfTestCase()
        : KeySchedule13TestCase("HKDF gives the known answers of RFC 5869")
    {
    }

  private:
    void DoRun() override
    {
        /// A case of RFC 5869.
        struct Answer
        {
            HashAlgorithm hash;
            Bytes keyMaterial;
            Bytes salt;
            Bytes info;
            const char* key;
            const char* output;
        };

        const auto counting = [](uint8_t first, uint8_t last) {
            Bytes octets;
            for (unsigned int octet = first; octet <= last; ++octet)
            {
                octets.push_back(static_cast<uint8_t>(octet));
            }
            return octets;
        };
        const std::vector<Answer> answers{
            {HashAlgorithm::SHA256,
             Bytes(22, 0x0b),
             counting(0x00, 0x0c),
             counting(0xf0, 0xf9),
             "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
             "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b88718586"
             "5"},
            {HashAlgorithm::SHA256,
             counting(0x00, 0x4f),
             counting(0x60, 0xaf),
             counting(0xb0, 0xff),
             "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244",
             "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb4"
             "1"
             "c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"},
            {HashAlgorithm::SHA256,
             Bytes(22, 0x0b),
             {},
             {},
             "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
             "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c"
             "8"},
            {HashAlgorithm::SHA1,
             Bytes(11, 0x0b),
             counting(0x00, 0x0c),
             counting(0xf0, 0xf9),
             "9b6c18c432a7bf8f0e71c8eb88f4b30baa2ba243",
             "085a01ea1b10f36933068b56efa5ad81a4f14b822f5b091568a9cdd4f155fda2c22e422478d305f3f89"
             "6"},
        };
        for (const Answer& answer : answers)
        {
            const Bytes key = HkdfExtract(m_provider, answer.hash, answer.salt, answer.keyMaterial);
            NS_TEST_EXPECT_MSG_EQ(ToHex(key), answer.key, "extracted");
            const size_t length = std::string(answer.output).size() / 2;
            NS_TEST_EXPECT_MSG_EQ(
                ToHex(HkdfExpand(m_provider, answer.hash, key, answer.info, length)),
                answer.output,
                "expanded");
        }
        NS_TEST_EXPECT_MSG_EQ(HkdfExpand(m_provider, HASH, Bytes(32), {}, 255 * 32).size(),
                              255 * 32,
                              "the longest");
        const CryptoWork work = m_meter.Take();
        size_t hmacs = 0;
        for (const CryptoWorkItem& item : work)
        {
            hmacs += item.operation == CryptoOperation::HMAC ? 1 : 0;
        }
        NS_TEST_EXPECT_MSG_EQ(hmacs, work.size(), "each step is a counted HMAC");
        NS_TEST_EXPECT_MSG_EQ(work.size(), 4 + 2 + 3 + 2 + 3 + 255, "and no step is left out");
    }
};

/// The derivations of RFC 8448, all but its signatures.
class Rfc8448ScheduleTestCase : public KeySchedule13TestCase
{
  public:
    /// @param trace a connection
    explicit Rfc8448ScheduleTestCase(const Rfc8448Trace& trace)
        : KeySchedule13TestCase(std::string("The secrets of RFC 8448, ") + trace.name +
                                ", come out, and its records open and close with them"),
          m_trace(trace)
    {
    }

  private:
    /**
     * A Finished stands at the end of a flight.
     * @param flight messages of one side
     * @param transcript up to the flight; afterwards with it
     * @param secret the side's handshake traffic secret
     */
    void CheckFinished(const Bytes& flight, TlsTranscript& transcript, ByteView secret)
    {
        const size_t size = 4 + HashLength(HASH);
        NS_TEST_ASSERT_MSG_GT(flight.size() + 1, size, "there is a Finished");
        const ByteView before = ByteView(flight).Sub(0, flight.size() - size);
        if (!before.IsEmpty())
        {
            transcript.Add(before);
        }
        NS_TEST_EXPECT_MSG_EQ(
            ToHex(DeriveVerifyData13(m_provider, HASH, secret, transcript.Digest())),
            ToHex(ByteView(flight).Sub(flight.size() - size + 4)),
            "verify_data");
        transcript.Add(ByteView(flight).Sub(flight.size() - size));
    }

    /**
     * @param secret of a direction
     * @return its keys at work
     */
    std::unique_ptr<TlsRecordProtection> Protection(ByteView secret)
    {
        return CreateRecordProtection13(m_provider,
                                        SUITE,
                                        DeriveTrafficKeys(m_provider, SUITE, secret));
    }

    /**
     * Open records and protect what they hold again.
     * @param layer reads them; its protection may be set already
     * @param wire records
     * @param writer protects again, record by record
     * @return the plaintexts, change_cipher_spec left out
     */
    Bytes Reread(TlsRecordLayer& layer, const Bytes& wire, TlsRecordLayer& writer)
    {
        Bytes plaintext;
        Bytes again;
        layer.Feed(wire);
        std::optional<TlsRecord> record;
        do
        {
            const auto alert = layer.Next(record);
            NS_TEST_EXPECT_MSG_EQ((alert ? alert->reason : ""), "", "record");
            if (record)
            {
                writer.Write(record->type, record->fragment, TLS_MAX_PLAINTEXT, again);
                if (record->type != TlsContentType::CHANGE_CIPHER_SPEC)
                {
                    Append(plaintext, record->fragment);
                }
            }
        } while (record);
        NS_TEST_EXPECT_MSG_EQ(ToHex(again), ToHex(wire), "protected again");
        return plaintext;
    }

    /// The binder of the Client Hello (RFC 8446, 4.2.11.2).
    void CheckBinder(const TlsKeySchedule13& schedule)
    {
        const Bytes message = FromHex(m_trace.clientHello);
        TlsClientHello hello;
        ByteReader reader(ByteView(message).Sub(4));
        NS_TEST_ASSERT_MSG_EQ(Parse(reader, hello), true, "hello");
        const auto psks =
            DecodeOfferedPsks(*hello.extensions.Find(TlsExtensionType::PRE_SHARED_KEY));
        NS_TEST_ASSERT_MSG_EQ(psks.has_value(), true, "keys");
        const Bytes key = schedule.Derive(TlsSecret::RESUMPTION_BINDER);
        const ByteView partial = ByteView(message).Sub(0, message.size() - GetBindersSize(*psks));
        const Bytes digest = TlsTranscript().DigestWith(m_provider, HASH, partial);
        NS_TEST_EXPECT_MSG_EQ(ToHex(DeriveVerifyData13(m_provider, HASH, key, digest)),
                              ToHex(psks->binders.front()),
                              "binder");
    }

    /// @return a transcript up to the last Client Hello
    void AddHellos(TlsTranscript& transcript)
    {
        transcript.Add(FromHex(m_trace.clientHello));
        transcript.SetHash(m_provider, HASH);
        const Bytes retry = FromHex(m_trace.retryRequest);
        if (!retry.empty())
        {
            transcript.ReplaceWithMessageHash(m_provider);
            transcript.Add(retry);
            transcript.Add(FromHex(m_trace.secondClientHello));
        }
    }

    void DoRun() override
    {
        TlsTranscript transcript;
        AddHellos(transcript);
        TlsRecordLayer clientReader;
        TlsRecordLayer clientWriter;
        TlsRecordLayer serverReader;
        TlsRecordLayer serverWriter;
        for (TlsRecordLayer* layer : {&clientReader, &clientWriter, &serverReader, &serverWriter})
        {
            layer->SetVersion(TlsVersion::TLS_1_3);
        }

        TlsKeySchedule13 schedule(m_provider, HASH, FromHex(m_trace.psk));
        Bytes clientMessages;
        if (*m_trace.psk)
        {
            CheckBinder(schedule);
            const Bytes early =
                schedule.Derive(TlsSecret::CLIENT_EARLY_TRAFFIC, transcript.Digest());
            NS_TEST_EXPECT_MSG_EQ(ToHex(early), m_trace.earlyTrafficSecret, "early");
            clientReader.SetReadProtection(Protection(early));
            clientWriter.SetWriteProtection(Protection(early));
            NS_TEST_EXPECT_MSG_EQ(
                ToHex(Reread(clientReader, FromHex(m_trace.earlyRecords), clientWriter)),
                m_trace.earlyData,
                "early data");
        }

        transcript.Add(FromHex(m_trace.serverHello));
        schedule.EnterHandshake(FromHex(m_trace.sharedSecret));
        const Bytes hellos = transcript.Digest();
        const Bytes clientSecret = schedule.Derive(TlsSecret::CLIENT_HANDSHAKE_TRAFFIC, hellos);
        const Bytes serverSecret = schedule.Derive(TlsSecret::SERVER_HANDSHAKE_TRAFFIC, hellos);
        NS_TEST_EXPECT_MSG_EQ(ToHex(clientSecret), m_trace.clientHandshakeSecret, "client");
        NS_TEST_EXPECT_MSG_EQ(ToHex(serverSecret), m_trace.serverHandshakeSecret, "server");
        serverReader.SetReadProtection(Protection(serverSecret));
        serverWriter.SetWriteProtection(Protection(serverSecret));
        const Bytes serverMessages =
            Reread(serverReader, FromHex(m_trace.serverRecords), serverWriter);
        NS_TEST_EXPECT_MSG_EQ(ToHex(serverMessages), m_trace.serverMessages, "flight");
        CheckFinished(serverMessages, transcript, serverSecret);

        schedule.EnterMaster();
        const Bytes finished = transcript.Digest();
        const Bytes clientTraffic =
            schedule.Derive(TlsSecret::CLIENT_APPLICATION_TRAFFIC, finished);
        const Bytes serverTraffic =
            schedule.Derive(TlsSecret::SERVER_APPLICATION_TRAFFIC, finished);
        NS_TEST_EXPECT_MSG_EQ(ToHex(clientTraffic), m_trace.clientTrafficSecret, "client");
        NS_TEST_EXPECT_MSG_EQ(ToHex(serverTraffic), m_trace.serverTrafficSecret, "server");
        NS_TEST_EXPECT_MSG_EQ(ToHex(schedule.Derive(TlsSecret::EXPORTER_MASTER, finished)),
                              m_trace.exporterSecret,
                              "exporter");

        Bytes clientRecords = FromHex(m_trace.clientRecords);
        if (*m_trace.psk)
        {
            // The first record, End Of Early Data, still has the early keys.
            const size_t size = TlsRecordLayer::RecordLength(clientRecords);
            const auto border = clientRecords.begin() + static_cast<ptrdiff_t>(size);
            clientMessages =
                Reread(clientReader, Bytes(clientRecords.begin(), border), clientWriter);
            clientRecords.erase(clientRecords.begin(), border);
        }
        clientReader.SetReadProtection(Protection(clientSecret));
        clientWriter.SetWriteProtection(Protection(clientSecret));
        Append(clientMessages, Reread(clientReader, clientRecords, clientWriter));
        NS_TEST_EXPECT_MSG_EQ(ToHex(clientMessages), m_trace.clientMessages, "flight");
        CheckFinished(clientMessages, transcript, clientSecret);
        const Bytes resumption = schedule.Derive(TlsSecret::RESUMPTION_MASTER, transcript.Digest());
        NS_TEST_EXPECT_MSG_EQ(ToHex(resumption), m_trace.resumptionSecret, "resumption");

        serverReader.SetReadProtection(Protection(serverTraffic));
        serverWriter.SetWriteProtection(Protection(serverTraffic));
        NS_TEST_EXPECT_MSG_EQ(
            ToHex(Reread(serverReader, FromHex(m_trace.ticketRecord), serverWriter)),
            m_trace.ticketMessage,
            "ticket");
        Reread(serverReader, FromHex(m_trace.serverData), serverWriter);
        clientReader.SetReadProtection(Protection(clientTraffic));
        clientWriter.SetWriteProtection(Protection(clientTraffic));
        Reread(clientReader, FromHex(m_trace.clientData), clientWriter);
    }

    static const TlsCipherSuite SUITE; //!< what all traces use
    const Rfc8448Trace& m_trace;       //!< a connection
};

const TlsCipherSuite Rfc8448ScheduleTestCase::SUITE = [] {
    TlsCipherSuite suite{};
    suite.aead = AeadAlgorithm::AES_128_GCM;
    suite.prfHash = HashAlgorithm::SHA256;
    return suite;
}();

/// Values of RFC 8448 that the traces do not hold.
class Rfc8448KeyTestCase : public KeySchedule13TestCase
{
  public:
    Rfc8448KeyTestCase()
        : KeySchedule13TestCase("Ticket keys, finished keys, traffic keys and labels are those of "
                                "RFC 8448, 3 and 4")
    {
    }

  private:
    void DoRun() override
    {
        const Rfc8448Trace& trace = RFC8448_TRACES[0];
        NS_TEST_EXPECT_MSG_EQ(ToHex(DeriveResumptionPsk(m_provider,
                                                        HASH,
                                                        FromHex(trace.resumptionSecret),
                                                        FromHex("0000"))),
                              RFC8448_TRACES[1].psk,
                              "of the ticket with the nonce 00 00");
        NS_TEST_EXPECT_MSG_EQ(RFC8448_TRACES[1].psk,
                              std::string("4ecd0eb6ec3b4d87f5d6028f922ca4c5851a277fd41311c9e62d2c94"
                                          "92e1c4f3"),
                              "RFC 8448, 3");
        TlsCipherSuite suite{};
        suite.aead = AeadAlgorithm::AES_128_GCM;
        suite.prfHash = HashAlgorithm::SHA256;
        const TlsTrafficKeys keys =
            DeriveTrafficKeys(m_provider, suite, FromHex(trace.serverHandshakeSecret));
        NS_TEST_EXPECT_MSG_EQ(ToHex(keys.key), "3fce516009c21727d0f2e4e86ee403bc", "key");
        NS_TEST_EXPECT_MSG_EQ(ToHex(keys.iv), "5d313eb2671276ee13000b30", "iv");
        NS_TEST_EXPECT_MSG_EQ(ToHex(HkdfExpandLabel(m_provider,
                                                    HASH,
                                                    FromHex(trace.serverHandshakeSecret),
                                                    "finished",
                                                    {},
                                                    32)),
                              "008d3b66f816ea559f96b537e885c31fc068bf492c652f01f288a1d8cdc19fc8",
                              "finished");
    }
};

/// What Python's hashlib computed with the formulas of RFC 8446.
class Schedule13RestTestCase : public KeySchedule13TestCase
{
  public:
    Schedule13RestTestCase()
        : KeySchedule13TestCase("Key updates, exporters and keys without Diffie-Hellman are as the "
                                "formulas of RFC 8446 give them")
    {
    }

  private:
    void DoRun() override
    {
        const Rfc8448Trace& trace = RFC8448_TRACES[0];
        NS_TEST_EXPECT_MSG_EQ(
            ToHex(DeriveNextTrafficSecret(m_provider, HASH, FromHex(trace.clientTrafficSecret))),
            "fcdfcc72725aaee48bf64e4fd8b749cdbdbab39d90da0b26e2245ca6ea167207",
            "traffic upd");
        const Bytes exporter = FromHex(trace.exporterSecret);
        NS_TEST_EXPECT_MSG_EQ(
            ToHex(ExportKeyingMaterial13(m_provider, HASH, exporter, "EXPORTER-test", {}, 40)),
            "c0ae425c1e11b4fcafcd747d75b2ed10d72089970cd324f4e24383ceed7fc07ee8ee49f55601b510",
            "no context");
        NS_TEST_EXPECT_MSG_EQ(
            ToHex(ExportKeyingMaterial13(m_provider,
                                         HASH,
                                         exporter,
                                         "EXPORTER-test",
                                         ToBytes("context"),
                                         40)),
            "6b42f9f9156843559fc98feed480120e49314d669b27529015fe4759a5284e6ae158bb66c2d12a60",
            "a context");
        TlsKeySchedule13 schedule(m_provider, HashAlgorithm::SHA384, Bytes(48, 0x42));
        NS_TEST_EXPECT_MSG_EQ(ToHex(schedule.Derive(TlsSecret::EXTERNAL_BINDER)),
                              "bd8bb93de2274d9b3ed9d359e80022d4e0f308f0152bbb9fc01cbadd93946d07bd67"
                              "7c96cdc40279806d1157c0626354",
                              "an external key");
        NS_TEST_EXPECT_MSG_EQ(
            ToHex(schedule.Derive(TlsSecret::EARLY_EXPORTER_MASTER, Bytes(48, 0x01))),
            "45b9541ed35329ce68d701af9993d0395fbdfdfecad91d2dbff6f54c8c7f162f5ccfcbdf28629a0fa4d85b"
            "c270f75b7c",
            "early exporter");
        schedule.EnterHandshake({});
        NS_TEST_EXPECT_MSG_EQ(
            ToHex(schedule.Derive(TlsSecret::CLIENT_HANDSHAKE_TRAFFIC, Bytes(48, 0x02))),
            "b1c6f6a5c64968d223ecbfdbd10d6ab4638a3fc479500a1088869484ee7efdae2fd17bb533bb4dfaae9935"
            "404d5ceac9",
            "without Diffie-Hellman");
    }
};

/// Names of secrets.
class SecretNameTestCase : public KeySchedule13TestCase
{
  public:
    SecretNameTestCase()
        : KeySchedule13TestCase("Secrets have the names of RFC 8446, and in key logs those that "
                                "readers of them know")
    {
    }

  private:
    void DoRun() override
    {
        const auto log = [](TlsSecret secret) {
            const char* label = KeyLogLabel(secret);
            return std::string(label ? label : "none");
        };
        NS_TEST_EXPECT_MSG_EQ(log(TlsSecret::EXTERNAL_BINDER), "none", "");
        NS_TEST_EXPECT_MSG_EQ(log(TlsSecret::RESUMPTION_BINDER), "none", "");
        NS_TEST_EXPECT_MSG_EQ(log(TlsSecret::CLIENT_EARLY_TRAFFIC),
                              "CLIENT_EARLY_TRAFFIC_SECRET",
                              "");
        NS_TEST_EXPECT_MSG_EQ(log(TlsSecret::EARLY_EXPORTER_MASTER), "EARLY_EXPORTER_SECRET", "");
        NS_TEST_EXPECT_MSG_EQ(log(TlsSecret::CLIENT_HANDSHAKE_TRAFFIC),
                              "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
                              "");
        NS_TEST_EXPECT_MSG_EQ(log(TlsSecret::SERVER_HANDSHAKE_TRAFFIC),
                              "SERVER_HANDSHAKE_TRAFFIC_SECRET",
                              "");
        NS_TEST_EXPECT_MSG_EQ(log(TlsSecret::CLIENT_APPLICATION_TRAFFIC),
                              "CLIENT_TRAFFIC_SECRET_0",
                              "");
        NS_TEST_EXPECT_MSG_EQ(log(TlsSecret::SERVER_APPLICATION_TRAFFIC),
                              "SERVER_TRAFFIC_SECRET_0",
                              "");
        NS_TEST_EXPECT_MSG_EQ(log(TlsSecret::EXPORTER_MASTER), "EXPORTER_SECRET", "");
        NS_TEST_EXPECT_MSG_EQ(log(TlsSecret::RESUMPTION_MASTER), "none", "");
        NS_TEST_EXPECT_MSG_EQ(std::string(tls::ToString(TlsSecret::RESUMPTION_MASTER)),
                              "resumption_master_secret",
                              "");
    }
};

/// Tests of the key schedule of TLS 1.3.
class TlsKeySchedule13TestSuite : public TestSuite
{
  public:
    TlsKeySchedule13TestSuite()
        : TestSuite("tls-spdy-key-schedule-13", TestSuite::Type::UNIT)
    {
        AddTestCase(new HkdfTestCase);
        for (const Rfc8448Trace& trace : RFC8448_TRACES)
        {
            AddTestCase(new Rfc8448ScheduleTestCase(trace));
        }
        AddTestCase(new Rfc8448KeyTestCase);
        AddTestCase(new Schedule13RestTestCase);
        AddTestCase(new SecretNameTestCase);
    }
};

TlsKeySchedule13TestSuite g_tlsKeySchedule13TestSuite; //!< registers itself

} // namespace
