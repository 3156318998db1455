/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-drive.h"

#include "ns3/test.h"

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;

namespace
{

using ClientState = TlsClientHandshake12::State;
using ServerState = TlsServerHandshake12::State;

/// A server under test and a scripted client that has completed the handshake with it.
struct Connected
{
    /// @param suite cipher suite
    explicit Connected(uint16_t suite = 0xc02f)
        : server(TlsRole::SERVER, ServerTestConfig(suite), "s"),
          peer(TlsRole::CLIENT, ClientTestConfig(suite))
    {
        DriveTo(peer, server, ServerState::CONNECTED);
    }

    /**
     * @param type what the record says it holds
     * @param fragment its plaintext
     * @return the record
     */
    Bytes Record(TlsContentType type, ByteView fragment)
    {
        peer.SendRecord(type, fragment);
        return peer.Take();
    }

    /**
     * @param text application data
     * @return a record of it
     */
    Bytes Data(const char* text)
    {
        return Record(TlsContentType::APPLICATION_DATA, ToBytes(text));
    }

    TlsTestEnd server;    //!< under test
    TlsScriptedPeer peer; //!< scripted
};

/// Records out of their order.
class TlsReplayTestCase : public TestCase
{
  public:
    TlsReplayTestCase()
        : TestCase("Replayed, reordered and missing records are refused and their data with them")
    {
    }

  private:
    void DoRun() override
    {
        for (const uint16_t suite : {0xc02f, 0xc013, 0x002f})
        {
            Check(suite, {0, 1, 2}, "abc", "none");
            Check(suite, {0, 0}, "a", "bad_record_mac");
            Check(suite, {1, 0}, "", "bad_record_mac");
            Check(suite, {0, 2}, "a", "bad_record_mac");
            Check(suite, {0, 1, 0}, "ab", "bad_record_mac");
            Reflected(suite);
        }
    }

    /**
     * @param suite cipher suite
     * @param order in which three records arrive
     * @param data that is accepted
     * @param alert expected
     */
    void Check(uint16_t suite,
               const std::vector<size_t>& order,
               const std::string& data,
               const std::string& alert)
    {
        Connected connected(suite);
        const std::vector<Bytes> records{connected.Data("a"),
                                         connected.Data("b"),
                                         connected.Data("c")};
        Bytes stream;
        for (const size_t i : order)
        {
            Append(stream, records[i]);
        }
        connected.server.Receive(stream);
        NS_TEST_EXPECT_MSG_EQ(ByteView(connected.server.app).ToString(), data, "data accepted");
        NS_TEST_EXPECT_MSG_EQ(connected.server.AlertSent(), alert, "the alert");
        NS_TEST_EXPECT_MSG_EQ(connected.server.Get().IsFinished(), (alert != "none"), "the end");
    }

    /// @param suite cipher suite
    void Reflected(uint16_t suite)
    {
        Connected connected(suite);
        connected.server.Receive(connected.server.Write(ToBytes("echo")));
        NS_TEST_EXPECT_MSG_EQ(connected.server.AlertSent(), "bad_record_mac", "its own record");
        NS_TEST_EXPECT_MSG_EQ(connected.server.app.size(), 0, "gives no data");
    }
};

/// Sizes of records and messages.
class TlsSizeTestCase : public TestCase
{
  public:
    TlsSizeTestCase()
        : TestCase("Records and messages beyond their largest size are refused")
    {
    }

  private:
    void DoRun() override
    {
        for (const uint16_t suite : {0xc02f, 0xc013})
        {
            Connected fits(suite);
            fits.server.Receive(
                fits.Record(TlsContentType::APPLICATION_DATA, Bytes(TLS_MAX_PLAINTEXT)));
            NS_TEST_EXPECT_MSG_EQ(fits.server.app.size(), TLS_MAX_PLAINTEXT, "the largest one");
            Connected plain(suite);
            plain.server.Receive(
                plain.Record(TlsContentType::APPLICATION_DATA, Bytes(TLS_MAX_PLAINTEXT + 1)));
            Expect(plain.server, "record_overflow", "an octet more than 2^14");
            NS_TEST_EXPECT_MSG_EQ(plain.server.app.size(), 0, "gives no data");
            Connected wire(suite);
            wire.server.Receive(FromHex("1703034801"));
            Expect(wire.server, "record_overflow", "a header of 2^14 + 2049");
        }
        First("16030140", "", "a header in parts");
        First("1603014001", "record_overflow", "a first record in clear beyond 2^14");
        First("160301000401020001", "illegal_parameter", "a message of 2^17 + 1 octets");
        First("160301000401020000", "", "a message of 2^17 octets is waited for");
        First("1603010000", "unexpected_message", "an empty handshake record");
        First("1503010000", "unexpected_message", "an empty alert");
        First("1403030000", "unexpected_message", "an empty Change Cipher Spec");
        First("1703030000", "unexpected_message", "empty data before the handshake");
        First("474554202f20485454502f312e310d0a0d0a", "unexpected_message", "HTTP without TLS");
        First("802e010002001500000010", "unexpected_message", "the hello of SSL 2.0");
        First("1604000001", "protocol_version", "a record of another family");
        First("15030100010a", "decode_error", "half an alert");
        First("1503010003020a00", "decode_error", "an alert and a half");
    }

    /**
     * @param end which must have sent it
     * @param alert expected, empty for none
     * @param what was wrong
     */
    void Expect(const TlsTestEnd& end, const std::string& alert, const std::string& what)
    {
        NS_TEST_EXPECT_MSG_EQ(end.AlertSent(), (alert.empty() ? "none" : alert), what);
        NS_TEST_EXPECT_MSG_EQ(end.Get().IsFinished(), !alert.empty(), what);
    }

    /**
     * The first octets that either end gets.
     * @param hex the octets
     * @param alert expected, empty for none
     * @param what was wrong
     */
    void First(const char* hex, const std::string& alert, const std::string& what)
    {
        TlsTestEnd server(TlsRole::SERVER, ServerTestConfig(), "s");
        server.Receive(FromHex(hex));
        Expect(server, alert, what + " to a server");
        TlsTestEnd client(TlsRole::CLIENT, ClientTestConfig(), "c");
        client.Start();
        client.Receive(FromHex(hex));
        Expect(client, alert, what + " to a client");
    }
};

/// The end of a connection.
class TlsClosureTestCase : public TestCase
{
  public:
    TlsClosureTestCase()
        : TestCase("A close_notify ends the data, a transport without one is a truncation")
    {
    }

  private:
    /// @return a close_notify
    static Bytes CloseNotify()
    {
        return {1, 0};
    }

    void DoRun() override
    {
        Connected closed;
        Bytes stream = closed.Data("last");
        Append(stream, closed.Record(TlsContentType::ALERT, CloseNotify()));
        Append(stream, closed.Data("too late"));
        closed.peer.Receive(closed.server.Receive(stream));
        closed.server.Receive(closed.Data("later still"));
        closed.server.Receive(FromHex("ffffffffff"));
        NS_TEST_EXPECT_MSG_EQ(ByteView(closed.server.app).ToString(), "last", "no data after it");
        NS_TEST_EXPECT_MSG_EQ(closed.server.Get().IsPeerClosed(), true, "the peer closed");
        NS_TEST_EXPECT_MSG_EQ(closed.server.Get().IsFinished(), true, "both closed");
        NS_TEST_EXPECT_MSG_EQ(closed.server.Get().GetFailure(), "", "no failure");
        NS_TEST_ASSERT_MSG_EQ(closed.peer.alerts.size(), 1, "one answer");
        NS_TEST_EXPECT_MSG_EQ(closed.peer.alerts[0].first, 1, "a warning");
        NS_TEST_EXPECT_MSG_EQ((closed.peer.alerts[0].second == TlsAlertDescription::CLOSE_NOTIFY),
                              true,
                              "close_notify");
        closed.server.ReceiveEndOfStream();
        NS_TEST_EXPECT_MSG_EQ(closed.server.Get().GetFailure(), "", "FIN after close_notify");

        HalfClosed();
        ClosedEarly();
        Truncated();
        Fatal();
    }

    /// A close_notify in the midst of a handshake is answered, and is a failure.
    void ClosedEarly()
    {
        TlsTestEnd server(TlsRole::SERVER, ServerTestConfig(), "s");
        const Bytes answer = server.Receive(FromHex("15030100020100"));
        NS_TEST_EXPECT_MSG_EQ(wire::ToHex(answer), "15030100020100", "it is answered");
        NS_TEST_EXPECT_MSG_EQ(server.Get().IsFinished(), true, "both closed");
        NS_TEST_EXPECT_MSG_EQ(server.Get().GetFailure(),
                              "closed by the peer during the handshake",
                              "the reason");
    }

    /// Who has closed still takes what was under way.
    void HalfClosed()
    {
        Connected connected;
        connected.peer.Receive(connected.server.Close());
        NS_TEST_EXPECT_MSG_EQ(connected.server.Close().size(), 0, "close_notify goes once");
        NS_TEST_EXPECT_MSG_EQ(connected.server.Get().CanSend(), false, "nothing more goes");
        NS_TEST_EXPECT_MSG_EQ(connected.server.Get().IsFinished(),
                              false,
                              "the peer has not closed");
        connected.server.Receive(connected.Data("under way"));
        NS_TEST_EXPECT_MSG_EQ(ByteView(connected.server.app).ToString(), "under way", "data comes");
        const size_t sent = connected.server.sent.size();
        connected.server.Receive(connected.Record(TlsContentType::ALERT, CloseNotify()));
        NS_TEST_EXPECT_MSG_EQ(connected.server.sent.size(), sent, "no second close_notify");
        NS_TEST_EXPECT_MSG_EQ(connected.server.Get().IsFinished(), true, "both closed");
        Connected left;
        left.server.Close();
        left.server.ReceiveEndOfStream();
        NS_TEST_EXPECT_MSG_EQ(left.server.Get().GetFailure(), "", "the answer need not come");
        NS_TEST_EXPECT_MSG_EQ(left.server.Get().IsFinished(), true, "but the end does");
    }

    /// The transport ends in every state of a server.
    void Truncated()
    {
        for (const ServerState state : {ServerState::EXPECT_CLIENT_HELLO,
                                        ServerState::EXPECT_CLIENT_KEY_EXCHANGE,
                                        ServerState::EXPECT_CHANGE_CIPHER_SPEC,
                                        ServerState::EXPECT_FINISHED,
                                        ServerState::CONNECTED})
        {
            TlsTestEnd server(TlsRole::SERVER, ServerTestConfig(), "s");
            TlsScriptedPeer peer(TlsRole::CLIENT, ClientTestConfig());
            DriveTo(peer, server, state);
            const size_t sent = server.sent.size();
            server.ReceiveEndOfStream();
            NS_TEST_EXPECT_MSG_EQ(server.Get().GetFailure(), "truncated", "a truncation");
            NS_TEST_EXPECT_MSG_EQ(server.Get().IsFinished(), true, "is the end");
            NS_TEST_EXPECT_MSG_EQ(server.Count(TlsStep::FAILED), 1, "and a step");
            NS_TEST_EXPECT_MSG_EQ(server.sent.size(), sent, "without an alert");
            server.ReceiveEndOfStream();
            NS_TEST_EXPECT_MSG_EQ(server.Count(TlsStep::FAILED), 1, "once");
        }
    }

    /// Alerts of the peer.
    void Fatal()
    {
        Connected fatal;
        const size_t sent = fatal.server.sent.size();
        fatal.server.Receive(fatal.Record(TlsContentType::ALERT, Bytes{2, 80}));
        NS_TEST_EXPECT_MSG_EQ(fatal.server.AlertReceived(), "internal_error", "received");
        NS_TEST_EXPECT_MSG_EQ(fatal.server.Get().GetFailure(), "received internal_error", "reason");
        NS_TEST_EXPECT_MSG_EQ(fatal.server.sent.size(), sent, "a fatal alert is not answered");
        fatal.server.Receive(fatal.Data("more"));
        NS_TEST_EXPECT_MSG_EQ(fatal.server.app.size(), 0, "and ends the data");
        fatal.server.ReceiveEndOfStream();
        NS_TEST_EXPECT_MSG_EQ(fatal.server.Count(TlsStep::FAILED), 1, "one failure");

        Connected unknown;
        unknown.server.Receive(unknown.Record(TlsContentType::ALERT, Bytes{2, 250}));
        NS_TEST_EXPECT_MSG_EQ(unknown.server.Get().IsFinished(), true, "without a name too");
        Connected level;
        level.server.Receive(level.Record(TlsContentType::ALERT, Bytes{7, 40}));
        NS_TEST_EXPECT_MSG_EQ(level.server.Get().IsFinished(), true, "any level but a warning");
    }
};

/// What makes no progress.
class TlsFloodTestCase : public TestCase
{
  public:
    TlsFloodTestCase()
        : TestCase("Warnings, empty records and renegotiation attempts do not go on for ever")
    {
    }

  private:
    void DoRun() override
    {
        const Bytes warning{1, 90};
        Flood(TlsContentType::ALERT, warning);
        Flood(TlsContentType::APPLICATION_DATA, {});
        Flood(TlsContentType::HANDSHAKE, FromHex("01000000"));

        Connected connected;
        for (size_t i = 0; i < 200; ++i)
        {
            connected.server.Receive(connected.Record(TlsContentType::ALERT, warning));
            connected.server.Receive(connected.Data("x"));
        }
        NS_TEST_EXPECT_MSG_EQ(connected.server.app.size(), 200, "data between them is progress");
        NS_TEST_EXPECT_MSG_EQ(connected.server.Get().GetFailure(), "", "no failure");
    }

    /**
     * @param type of the records
     * @param fragment of each
     */
    void Flood(TlsContentType type, ByteView fragment)
    {
        Connected connected;
        size_t count = 0;
        for (; count < 1000 && !connected.server.Get().IsFinished(); ++count)
        {
            connected.server.Receive(connected.Record(type, fragment));
            if (count == 3)
            {
                NS_TEST_EXPECT_MSG_EQ(connected.server.Get().IsFinished(),
                                      false,
                                      "a few are borne");
            }
        }
        NS_TEST_EXPECT_MSG_LT(count, 100, "an end to it");
        NS_TEST_EXPECT_MSG_EQ(connected.server.AlertSent(), "unexpected_message", "by this alert");
    }
};

/// A second handshake is not wanted.
class TlsRenegotiationTestCase : public TestCase
{
  public:
    TlsRenegotiationTestCase()
        : TestCase("An attempt to renegotiate is refused with a warning, and data flows on")
    {
    }

  private:
    void DoRun() override
    {
        Connected connected;
        connected.peer.SendClientHello();
        connected.peer.Exchange(connected.server);
        connected.server.Receive(connected.Data("on"));
        Check(connected.server, connected.peer);

        TlsTestEnd client(TlsRole::CLIENT, ClientTestConfig(), "c");
        TlsScriptedPeer peer(TlsRole::SERVER, ServerTestConfig());
        client.Start();
        DriveTo(peer, client, ClientState::CONNECTED);
        peer.SendRecord(TlsContentType::HANDSHAKE, FromHex("00000000"));
        peer.SendRecord(TlsContentType::APPLICATION_DATA, ToBytes("on"));
        peer.Exchange(client);
        Check(client, peer);
    }

    /**
     * @param end which refused
     * @param peer which was told
     */
    void Check(TlsTestEnd& end, TlsScriptedPeer& peer)
    {
        NS_TEST_ASSERT_MSG_EQ(peer.alerts.size(), 1, "one alert");
        NS_TEST_EXPECT_MSG_EQ(peer.alerts[0].first, 1, "a warning");
        NS_TEST_EXPECT_MSG_EQ((peer.alerts[0].second == TlsAlertDescription::NO_RENEGOTIATION),
                              true,
                              "no_renegotiation");
        NS_TEST_EXPECT_MSG_EQ(ByteView(end.app).ToString(), "on", "data comes");
        peer.Receive(end.Write(ToBytes("and goes")));
        NS_TEST_EXPECT_MSG_EQ(ByteView(peer.app).ToString(), "and goes", "data goes");
    }
};

/// Change Cipher Spec is one octet of its own.
class TlsChangeCipherSpecTestCase : public TestCase
{
  public:
    TlsChangeCipherSpecTestCase()
        : TestCase("A Change Cipher Spec that is malformed or inside a message is refused")
    {
    }

  private:
    void DoRun() override
    {
        for (const char* hex : {"00", "02", "0101"})
        {
            TlsTestEnd server(TlsRole::SERVER, ServerTestConfig(), "s");
            TlsScriptedPeer peer(TlsRole::CLIENT, ClientTestConfig());
            DriveTo(peer, server, ServerState::EXPECT_CHANGE_CIPHER_SPEC);
            peer.SendRecord(TlsContentType::CHANGE_CIPHER_SPEC, FromHex(hex));
            peer.Exchange(server);
            NS_TEST_EXPECT_MSG_EQ(server.AlertSent(), "decode_error", hex);
        }
        // Octets of a message before the keys change must not be joined with those after it.
        TlsTestEnd server(TlsRole::SERVER, ServerTestConfig(), "s");
        TlsScriptedPeer peer(TlsRole::CLIENT, ClientTestConfig());
        DriveTo(peer, server, ServerState::EXPECT_CHANGE_CIPHER_SPEC);
        peer.SendRecord(TlsContentType::HANDSHAKE, FromHex("1400000c"));
        peer.SendChangeCipherSpec();
        peer.Exchange(server);
        NS_TEST_EXPECT_MSG_EQ(server.AlertSent(), "unexpected_message", "inside a message");
    }
};

/// The premaster secret under RSA.
class TlsRsaOracleTestCase : public TestCase
{
  public:
    TlsRsaOracleTestCase()
        : TestCase("A server does not tell what was wrong with an RSA premaster secret")
    {
    }

  private:
    /**
     * @param version within the premaster secret, 0: as offered
     * @param change what is done to the body
     * @return what the server shows of it
     */
    std::string Shape(uint16_t version, const std::function<void(Bytes&)>& change)
    {
        TlsTestEnd server(TlsRole::SERVER, ServerTestConfig(0x002f), "s");
        TlsScriptedPeer peer(TlsRole::CLIENT, ClientTestConfig(0x002f));
        DriveTo(peer, server, ServerState::EXPECT_CLIENT_KEY_EXCHANGE);
        const size_t sent = server.sent.size();
        peer.premasterVersion = version;
        peer.SendClientKeyExchange(change);
        const Bytes exchange = peer.Take();
        server.Receive(exchange);
        NS_TEST_EXPECT_MSG_EQ(server.Get().IsFinished(), false, "on to the Finished");
        NS_TEST_EXPECT_MSG_EQ(server.sent.size(), sent, "silence until then");
        peer.SendChangeCipherSpec();
        peer.SendFinished();
        peer.Exchange(server);
        NS_TEST_EXPECT_MSG_EQ(server.AlertSent(), "bad_record_mac", "at the Finished");

        std::string shape = wire::ToHex(ByteView(server.sent).Sub(sent));
        for (const TlsEvent& event : server.events)
        {
            shape += std::string(" ") + ToString(event.step) + "/" + std::to_string(event.workEnd);
        }
        for (const CryptoWorkItem& item : server.work)
        {
            shape += std::string(" ") + ToString(item.operation) + std::to_string(item.bits);
        }
        return shape;
    }

    void DoRun() override
    {
        const std::string wrongVersion = Shape(0x0302, {});
        NS_TEST_EXPECT_MSG_EQ(Shape(0, [](Bytes& body) { body[60] ^= 1; }),
                              wrongVersion,
                              "bad padding looks like a wrong version");
        NS_TEST_EXPECT_MSG_EQ(
            Shape(0, [](Bytes& body) { std::fill(body.begin() + 2, body.end(), 0); }),
            wrongVersion,
            "so do zeros");
        NS_TEST_EXPECT_MSG_EQ(
            Shape(0, [](Bytes& body) { std::fill(body.begin() + 2, body.end(), 0xff); }),
            wrongVersion,
            "so does a number beyond the modulus");
    }
};

/// The suite.
class TlsConnectionTestSuite : public TestSuite
{
  public:
    TlsConnectionTestSuite()
        : TestSuite("tls-spdy-connection", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsReplayTestCase);
        AddTestCase(new TlsSizeTestCase);
        AddTestCase(new TlsClosureTestCase);
        AddTestCase(new TlsFloodTestCase);
        AddTestCase(new TlsRenegotiationTestCase);
        AddTestCase(new TlsChangeCipherSpecTestCase);
        AddTestCase(new TlsRsaOracleTestCase);
    }
};

/// Registers the suite.
TlsConnectionTestSuite g_tlsConnectionTestSuite;

} // namespace
