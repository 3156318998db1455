/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-drive.h"
#include "tls-engine-test-family.h"

#include "ns3/test.h"

#include <algorithm>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;

namespace
{

using ServerState = TlsServerHandshake12::State;

/// A suite of every version.
constexpr uint16_t RSA_AES128 = 0x002f;

/// RFC 6520.
class TlsHeartbeatTestCase : public TestCase
{
  public:
    TlsHeartbeatTestCase()
        : TestCase("Heartbeats are answered where agreed on, and never with more than was sent")
    {
    }

  private:
    void DoRun() override
    {
        TlsTestPair pair(RSA_AES128, TlsVersion::TLS_1_2);
        pair.client.usesHeartbeat = true;
        pair.server.usesHeartbeat = true;
        TlsTestConnection connection(pair);
        for (size_t i = 0; i < 100; ++i)
        {
            Pump(connection.client, connection.server, connection.client.SendHeartbeat(Bytes(i)));
            Pump(connection.server, connection.client, connection.server.SendHeartbeat(Bytes(i)));
        }
        NS_TEST_EXPECT_MSG_EQ(connection.client.Count(TlsStep::HEARTBEAT), 400, "no flood");
        NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, "data");
        NS_TEST_EXPECT_MSG_EQ(connection.client.SendHeartbeat(Bytes(TLS_MAX_PLAINTEXT - 18)).size(),
                              0,
                              "too long for a record");

        Scripted("0100046162636400000000000000000000000000000000", "02000461626364");
        // The payload that is not there (RFC 6520, 4), no padding, an unknown kind.
        Scripted("01ffff6100000000000000000000000000000000", "");
        Scripted("01000161000000000000000000000000000000", "");
        Scripted("0300016100000000000000000000000000000000", "");
        Scripted("0200016100000000000000000000000000000000", "");
        Unwanted();
    }

    /**
     * @param hex a heartbeat message to a server
     * @param answer start of what comes back, empty when nothing does
     */
    void Scripted(const char* hex, const char* answer)
    {
        TlsTestPair pair(RSA_AES128, TlsVersion::TLS_1_2);
        pair.client.usesHeartbeat = true;
        pair.server.usesHeartbeat = true;
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s");
        TlsScriptedPeer peer(TlsRole::CLIENT, pair.client);
        DriveTo(peer, server, ServerState::CONNECTED);
        peer.SendRecord(TlsContentType::HEARTBEAT, FromHex(hex));
        peer.Exchange(server);
        NS_TEST_EXPECT_MSG_EQ(server.Get().IsFinished(), false, hex);
        const Bytes expected = FromHex(answer);
        NS_TEST_EXPECT_MSG_EQ(wire::ToHex(ByteView(peer.heartbeats).Sub(0, expected.size())),
                              answer,
                              hex);
        NS_TEST_EXPECT_MSG_EQ(peer.heartbeats.size(),
                              (expected.empty() ? 0 : FromHex(hex).size()),
                              "no more than was sent");
    }

    /// Heartbeats that nobody agreed on, and during a handshake.
    void Unwanted()
    {
        const Bytes request = FromHex("0100016100000000000000000000000000000000");
        for (const bool isUsed : {true, false})
        {
            for (const ServerState state :
                 {ServerState::EXPECT_CLIENT_KEY_EXCHANGE, ServerState::CONNECTED})
            {
                TlsTestPair pair(RSA_AES128, TlsVersion::TLS_1_2);
                pair.client.usesHeartbeat = true;
                pair.server.usesHeartbeat = isUsed;
                TlsTestEnd server(TlsRole::SERVER, pair.server, "s");
                TlsScriptedPeer peer(TlsRole::CLIENT, pair.client);
                DriveTo(peer, server, state);
                peer.SendRecord(TlsContentType::HEARTBEAT, request);
                peer.Exchange(server);
                NS_TEST_EXPECT_MSG_EQ(server.AlertSent(),
                                      (isUsed ? "none" : "unexpected_message"),
                                      "agreed on or not");
                NS_TEST_EXPECT_MSG_EQ(peer.heartbeats.empty(),
                                      (!isUsed || state != ServerState::CONNECTED),
                                      "answered when connected");
            }
        }
    }
};

/// How records are cut and protected.
class TlsRecordOptionTestCase : public TestCase
{
  public:
    TlsRecordOptionTestCase()
        : TestCase("Fragment lengths, compression, splitting and the order of MAC hold end to end")
    {
    }

  private:
    void DoRun() override
    {
        for (const TlsVersion version :
             {TlsVersion::TLS_1_0, TlsVersion::TLS_1_1, TlsVersion::TLS_1_2})
        {
            for (const size_t length : {512, 1024, 2048, 4096})
            {
                Fragments(version, length);
            }
            Order(version);
        }
        for (const TlsVersion version : ALL_VERSIONS)
        {
            for (const bool deflates : {false, true})
            {
                for (const bool splits : {false, true})
                {
                    Records(version, deflates, splits);
                }
            }
        }
        TlsTestPair pair(0xc02f, TlsVersion::TLS_1_2);
        pair.client.maxFragmentLength = 512;
        TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
        TlsScriptedPeer peer(TlsRole::SERVER, pair.server);
        peer.Receive(client.Start());
        peer.SendServerHello([](TlsServerHello& hello) {
            hello.extensions.Add(TlsExtensionType::MAX_FRAGMENT_LENGTH, Bytes{2});
        });
        peer.Exchange(client);
        NS_TEST_EXPECT_MSG_EQ(client.AlertSent(), "illegal_parameter", "another length");
    }

    /**
     * @param stream records
     * @return the longest, without its header
     */
    static size_t Longest(ByteView stream)
    {
        size_t longest = 0;
        while (!stream.IsEmpty())
        {
            const size_t length = TlsConnection::RecordLength(stream);
            longest = std::max(longest, length - TLS_RECORD_HEADER);
            stream = stream.Sub(length);
        }
        return longest;
    }

    /**
     * @param version the only one
     * @param length that the client asks for
     */
    void Fragments(TlsVersion version, size_t length)
    {
        TlsTestPair pair(RSA_AES128, version);
        pair.client.maxFragmentLength = length;
        pair.client.verification = TlsVerification::NONE;
        pair.server.identities[0].chain.resize(8, pair.server.identities[0].chain[0]);
        TlsTestConnection connection(pair);
        NS_TEST_ASSERT_MSG_EQ(connection.IsEstablished(), true, connection.GetFailure());
        for (TlsTestEnd* end : {&connection.client, &connection.server})
        {
            const size_t expected = end->Get().GetWireSize(10000);
            const Bytes records = end->Write(Bytes(10000));
            NS_TEST_EXPECT_MSG_EQ(records.size(), expected, "foretold");
            // IV, MAC and padding come on top.
            NS_TEST_EXPECT_MSG_LT(Longest(records), length + 64, "data");
            NS_TEST_EXPECT_MSG_LT(Longest(end->sent), length + 64, "handshake messages");
        }
        TlsTestConnection other(pair, "2");
        NS_TEST_EXPECT_MSG_EQ(other.Transfer(), true, "data");
    }

    /// @param version the only one
    void Order(TlsVersion version)
    {
        for (const bool atClient : {false, true})
        {
            for (const bool atServer : {false, true})
            {
                TlsTestPair pair(RSA_AES128, version);
                pair.client.encryptsThenMacs = atClient;
                pair.server.encryptsThenMacs = atServer;
                TlsTestConnection connection(pair);
                for (const TlsTestEnd* end : {&connection.client, &connection.server})
                {
                    NS_TEST_EXPECT_MSG_EQ(end->Get().GetSession().encryptsThenMacs,
                                          (atClient && atServer),
                                          "when both want it");
                }
                NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, "data");
            }
        }
        // RFC 7366, 3: not with a suite that has no block cipher.
        for (const uint16_t suite : {0x0005, 0xc02f})
        {
            TlsTestPair pair(suite, version);
            if (suite == 0x0005 || version == TlsVersion::TLS_1_2)
            {
                const TlsTestConnection stream(pair);
                NS_TEST_EXPECT_MSG_EQ(stream.client.Get().GetSession().encryptsThenMacs,
                                      false,
                                      "not answered");
                TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
                TlsScriptedPeer peer(TlsRole::SERVER, pair.server);
                peer.Receive(client.Start());
                peer.SendServerHello([](TlsServerHello& hello) {
                    hello.extensions.Add(TlsExtensionType::ENCRYPT_THEN_MAC, {});
                });
                peer.Exchange(client);
                NS_TEST_EXPECT_MSG_EQ(client.AlertSent(), "illegal_parameter", "answered");
            }
        }
    }

    /**
     * @param version the only one
     * @param deflates whether both compress
     * @param splits whether both split
     */
    void Records(TlsVersion version, bool deflates, bool splits)
    {
        TlsTestPair pair(RSA_AES128, version);
        for (TlsConfig* config : {&pair.client, &pair.server})
        {
            config->usesDeflate = deflates;
            config->splitsRecords = splits;
        }
        TlsTestConnection connection(pair);
        NS_TEST_EXPECT_MSG_EQ(connection.IsEstablished(), true, connection.GetFailure());
        const size_t bound = connection.client.Get().GetWireSize(8000);
        const Bytes records = connection.client.Write(Bytes(8000));
        NS_TEST_EXPECT_MSG_EQ((records.size() <= bound), true, "at most what was foretold");
        NS_TEST_EXPECT_MSG_EQ((records.size() < 1000), deflates, "compressed or not");
        connection.server.Receive(records);
        const bool isPredictable = version <= TlsVersion::TLS_1_0;
        NS_TEST_EXPECT_MSG_EQ(connection.server.Count(TlsStep::APPLICATION_DATA),
                              (splits && isPredictable ? 2 : 1),
                              "records");
        NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, "data");
    }
};

/// The suite.
class TlsConnectionRecordTestSuite : public TestSuite
{
  public:
    TlsConnectionRecordTestSuite()
        : TestSuite("tls-spdy-connection-record", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsHeartbeatTestCase);
        AddTestCase(new TlsRecordOptionTestCase);
    }
};

/// Registers the suite.
TlsConnectionRecordTestSuite g_tlsConnectionRecordTestSuite;

} // namespace
