/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-drive.h"

#include "ns3/test.h"

using namespace ns3;
using namespace ns3::tls;

namespace
{

using ClientState = TlsClientHandshake12::State;
using ServerState = TlsServerHandshake12::State;

/// Nobody proceeds without a Finished that holds.
class TlsFinishedTestCase : public TestCase
{
  public:
    TlsFinishedTestCase()
        : TestCase("Nobody proceeds unless the Finished of the other holds")
    {
    }

  private:
    /// What is done to a verify_data, and the alert it gives.
    struct Tampering
    {
        std::function<void(Bytes&)> change; //!< of verify_data
        const char* alert;                  //!< expected
    };

    void DoRun() override
    {
        std::vector<Tampering> all{
            {[](Bytes&) {}, "none"},
            {[](Bytes& data) { data.pop_back(); }, "decode_error"},
            {[](Bytes& data) { data.push_back(0); }, "decode_error"},
            {[](Bytes& data) { data.clear(); }, "decode_error"},
            {[](Bytes& data) { data.assign(12, 0); }, "decrypt_error"},
        };
        for (size_t bit = 0; bit < 96; ++bit)
        {
            all.push_back({[bit](Bytes& data) { data[bit / 8] ^= 1 << bit % 8; }, "decrypt_error"});
        }
        for (const Tampering& tampering : all)
        {
            ToServer(tampering);
            ToClient(tampering);
        }
        Flipped();
    }

    /**
     * @param end which was given a Finished
     * @param alert expected
     */
    void Check(const TlsTestEnd& end, const std::string& alert)
    {
        const bool isRight = alert == "none";
        NS_TEST_EXPECT_MSG_EQ(end.AlertSent(), alert, "the alert");
        NS_TEST_EXPECT_MSG_EQ(end.Get().IsEstablished(), isRight, "established or not");
        NS_TEST_EXPECT_MSG_EQ(end.Get().CanSend(), isRight, "data or not");
        NS_TEST_EXPECT_MSG_EQ(end.Count(TlsStep::FINISHED_CHECK),
                              (isRight ? 1 : 0),
                              "noted or not");
    }

    /// @param tampering with the client's
    void ToServer(const Tampering& tampering)
    {
        TlsTestEnd server(TlsRole::SERVER, ServerTestConfig(), "s");
        TlsScriptedPeer peer(TlsRole::CLIENT, ClientTestConfig());
        DriveTo(peer, server, ServerState::EXPECT_FINISHED);
        peer.SendFinished(tampering.change);
        peer.Exchange(server);
        Check(server, tampering.alert);
        NS_TEST_EXPECT_MSG_EQ(peer.isFinishedRight,
                              server.Get().IsEstablished(),
                              "the server's own Finished follows the client's alone");
    }

    /// @param tampering with the server's
    void ToClient(const Tampering& tampering)
    {
        TlsTestEnd client(TlsRole::CLIENT, ClientTestConfig(), "c");
        TlsScriptedPeer peer(TlsRole::SERVER, ServerTestConfig());
        client.Start();
        DriveTo(peer, client, ClientState::EXPECT_FINISHED);
        NS_TEST_EXPECT_MSG_EQ(peer.isFinishedRight, true, "the client's own Finished holds");
        peer.SendFinished(tampering.change);
        peer.Exchange(client);
        Check(client, tampering.alert);
    }

    /// Every bit of the encrypted Finished on the wire.
    void Flipped()
    {
        for (const uint16_t suite : {0xc02f, 0xc013})
        {
            for (size_t bit = 0;; ++bit)
            {
                TlsTestEnd server(TlsRole::SERVER, ServerTestConfig(suite), "s");
                TlsScriptedPeer peer(TlsRole::CLIENT, ClientTestConfig(suite));
                DriveTo(peer, server, ServerState::EXPECT_FINISHED);
                peer.SendFinished();
                Bytes record = peer.Take();
                if (bit / 8 + TLS_RECORD_HEADER == record.size())
                {
                    break;
                }
                record[TLS_RECORD_HEADER + bit / 8] ^= 1 << bit % 8;
                server.Receive(record);
                Check(server, "bad_record_mac");
            }
        }
    }
};

/// The suite.
class TlsHandshakeFinishedTestSuite : public TestSuite
{
  public:
    TlsHandshakeFinishedTestSuite()
        : TestSuite("tls-spdy-handshake-finished", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsFinishedTestCase);
    }
};

/// Registers the suite.
TlsHandshakeFinishedTestSuite g_tlsHandshakeFinishedTestSuite;

} // namespace
