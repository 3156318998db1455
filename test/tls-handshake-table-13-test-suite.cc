/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-family.h"
#include "tls-engine-test-peer-13.h"

#include "ns3/test.h"

#include <set>

using namespace ns3;
using namespace ns3::tls;

namespace
{

using ClientState = TlsClientHandshake13::State;
using ServerState = TlsServerHandshake13::State;
using T = TlsHandshakeType;

/// All that may come on the handshake and change_cipher_spec content types, an unknown one too.
const std::vector<T> ALL_MESSAGES{T::HELLO_REQUEST,
                                  T::CLIENT_HELLO,
                                  T::SERVER_HELLO,
                                  T::NEW_SESSION_TICKET,
                                  T::END_OF_EARLY_DATA,
                                  T::ENCRYPTED_EXTENSIONS,
                                  T::CERTIFICATE,
                                  T::SERVER_KEY_EXCHANGE,
                                  T::CERTIFICATE_REQUEST,
                                  T::SERVER_HELLO_DONE,
                                  T::CERTIFICATE_VERIFY,
                                  T::CLIENT_KEY_EXCHANGE,
                                  T::FINISHED,
                                  T::CERTIFICATE_STATUS,
                                  T::KEY_UPDATE,
                                  T::NEXT_PROTOCOL,
                                  T::MESSAGE_HASH,
                                  static_cast<T>(99),
                                  T::CHANGE_CIPHER_SPEC};

/// What RFC 8446, A.1 lets come at a client, written down apart from the engine.
const std::set<std::pair<ClientState, T>> CLIENT_MAY{
    {ClientState::EXPECT_SERVER_HELLO, T::SERVER_HELLO},
    {ClientState::EXPECT_SECOND_SERVER_HELLO, T::SERVER_HELLO},
    {ClientState::EXPECT_ENCRYPTED_EXTENSIONS, T::ENCRYPTED_EXTENSIONS},
    {ClientState::EXPECT_CERTIFICATE_REQUEST, T::CERTIFICATE_REQUEST},
    {ClientState::EXPECT_CERTIFICATE_REQUEST, T::CERTIFICATE},
    {ClientState::EXPECT_CERTIFICATE, T::CERTIFICATE},
    {ClientState::EXPECT_CERTIFICATE_VERIFY, T::CERTIFICATE_VERIFY},
    {ClientState::EXPECT_FINISHED, T::FINISHED},
    {ClientState::CONNECTED, T::NEW_SESSION_TICKET},
    {ClientState::CONNECTED, T::KEY_UPDATE},
    {ClientState::CONNECTED, T::CERTIFICATE_REQUEST},
};

/// The same at a server (RFC 8446, A.2).
const std::set<std::pair<ServerState, T>> SERVER_MAY{
    {ServerState::EXPECT_CLIENT_HELLO, T::CLIENT_HELLO},
    {ServerState::EXPECT_SECOND_CLIENT_HELLO, T::CLIENT_HELLO},
    {ServerState::EXPECT_END_OF_EARLY_DATA, T::END_OF_EARLY_DATA},
    {ServerState::EXPECT_CERTIFICATE, T::CERTIFICATE},
    {ServerState::EXPECT_CERTIFICATE_VERIFY, T::CERTIFICATE_VERIFY},
    {ServerState::EXPECT_FINISHED, T::FINISHED},
    {ServerState::CONNECTED, T::KEY_UPDATE},
    {ServerState::EXPECT_LATE_CERTIFICATE_VERIFY, T::CERTIFICATE_VERIFY},
    {ServerState::EXPECT_LATE_FINISHED, T::FINISHED},
};

/// A kind of handshake, and the states that it goes through.
struct Kind
{
    const char* name;                 //!< for the message
    bool asksAgain;                   //!< whether the server asks for a second hello
    bool hasPsk;                      //!< whether both have a key given beforehand
    bool hasEarlyData;                //!< whether the client sends early data with it
    bool asksForCertificate;          //!< whether the server asks for a certificate at once
    std::vector<ClientState> clients; //!< states of a client under test
    std::vector<ServerState> servers; //!< states of a server under test
};

/// All kinds: each state of either end is in one of them at least.
const std::vector<Kind> KINDS{
    {"full, with the client's certificate",
     false,
     false,
     false,
     true,
     {ClientState::EXPECT_SERVER_HELLO,
      ClientState::EXPECT_ENCRYPTED_EXTENSIONS,
      ClientState::EXPECT_CERTIFICATE_REQUEST,
      ClientState::EXPECT_CERTIFICATE,
      ClientState::EXPECT_CERTIFICATE_VERIFY,
      ClientState::EXPECT_FINISHED,
      ClientState::CONNECTED},
     {ServerState::EXPECT_CLIENT_HELLO,
      ServerState::EXPECT_CERTIFICATE,
      ServerState::EXPECT_CERTIFICATE_VERIFY,
      ServerState::EXPECT_FINISHED,
      ServerState::CONNECTED}},
    {"with a second hello",
     true,
     false,
     false,
     true,
     {ClientState::EXPECT_SECOND_SERVER_HELLO,
      ClientState::EXPECT_ENCRYPTED_EXTENSIONS,
      ClientState::EXPECT_CERTIFICATE_REQUEST,
      ClientState::EXPECT_FINISHED,
      ClientState::CONNECTED},
     {ServerState::EXPECT_SECOND_CLIENT_HELLO,
      ServerState::EXPECT_CERTIFICATE,
      ServerState::EXPECT_FINISHED,
      ServerState::CONNECTED}},
    {"with a pre-shared key",
     false,
     true,
     false,
     true,
     {ClientState::EXPECT_SERVER_HELLO,
      ClientState::EXPECT_ENCRYPTED_EXTENSIONS,
      ClientState::EXPECT_FINISHED,
      ClientState::CONNECTED},
     {ServerState::EXPECT_CLIENT_HELLO, ServerState::EXPECT_FINISHED, ServerState::CONNECTED}},
    {"with a pre-shared key and a second hello",
     true,
     true,
     true,
     true,
     {ClientState::EXPECT_SECOND_SERVER_HELLO,
      ClientState::EXPECT_ENCRYPTED_EXTENSIONS,
      ClientState::EXPECT_FINISHED,
      ClientState::CONNECTED},
     {ServerState::EXPECT_SECOND_CLIENT_HELLO,
      ServerState::EXPECT_FINISHED,
      ServerState::CONNECTED}},
    {"with early data",
     false,
     true,
     true,
     true,
     {ClientState::EXPECT_SERVER_HELLO,
      ClientState::EXPECT_ENCRYPTED_EXTENSIONS,
      ClientState::EXPECT_FINISHED,
      ClientState::CONNECTED},
     {ServerState::EXPECT_CLIENT_HELLO,
      ServerState::EXPECT_END_OF_EARLY_DATA,
      ServerState::EXPECT_FINISHED,
      ServerState::CONNECTED}},
    {"without the client's certificate, which is asked for later",
     false,
     false,
     false,
     false,
     {ClientState::CONNECTED},
     {ServerState::EXPECT_FINISHED,
      ServerState::CONNECTED,
      ServerState::EXPECT_LATE_CERTIFICATE_VERIFY,
      ServerState::EXPECT_LATE_FINISHED}},
};

/**
 * @param kind of handshake
 * @return two ends that have one
 */
TlsTestPair
PairFor(const Kind& kind)
{
    TlsTestPair pair(0x1301, TlsVersion::TLS_1_3);
    pair.SetGroup(NamedGroup::X25519);
    pair.client.identities = {GetFamilyIdentity("rsa:1024", PublicKeyType::RSA, true)};
    pair.client.tls13.takesLateCertificateRequest = true;
    if (kind.asksForCertificate)
    {
        pair.server.clientAuthentication = TlsClientAuthentication::REQUEST;
    }
    pair.server.tls13.cookieSize = kind.asksAgain ? 32 : 0;
    if (kind.hasPsk)
    {
        TlsExternalPsk psk;
        psk.identity = ToBytes("a name");
        psk.key = ToBytes("a key that both have");
        psk.maxEarlyData = kind.hasEarlyData ? 1000 : 0;
        pair.client.tls13.externalPsks = {psk};
        pair.server.tls13.externalPsks = {psk};
        pair.client.tls13.sendsEarlyData = kind.hasEarlyData;
        pair.server.tls13.antiReplay = TlsAntiReplay::NONE;
    }
    return pair;
}

/// A test of what an end takes in a state.
class TlsTable13TestCase : public TestCase
{
  protected:
    /// @param title a sentence
    explicit TlsTable13TestCase(const std::string& title)
        : TestCase(title)
    {
    }

    /**
     * @param peer says the message, with an empty body
     * @param end hears it
     * @param type of the message
     * @param isTaken whether it may come
     * @param what for the message
     */
    void Check(TlsScriptedPeer13& peer,
               TlsTestEnd& end,
               T type,
               bool isTaken,
               const std::string& what)
    {
        const bool wasEstablished = end.Get().IsEstablished();
        if (type == T::CHANGE_CIPHER_SPEC)
        {
            peer.SendRecord(TlsContentType::CHANGE_CIPHER_SPEC, Bytes{1});
        }
        else
        {
            peer.SendRecord(TlsContentType::HANDSHAKE, Bytes{static_cast<uint8_t>(type), 0, 0, 0});
        }
        const std::string name = what + ", " + ToString(type);
        peer.Exchange(end);
        if (isTaken)
        {
            NS_TEST_EXPECT_MSG_NE(end.AlertSent(), "unexpected_message", name);
            return;
        }
        NS_TEST_EXPECT_MSG_EQ(end.AlertSent(), "unexpected_message", name);
        NS_TEST_EXPECT_MSG_EQ(end.Get().IsFinished(), true, name);
        NS_TEST_EXPECT_MSG_EQ(end.Get().IsEstablished(), wasEstablished, name);
        NS_TEST_EXPECT_MSG_EQ(end.app.size(), 0, name);
        NS_TEST_ASSERT_MSG_EQ(peer.alerts.size(), 1, name + " is answered by one alert");
        NS_TEST_EXPECT_MSG_EQ((peer.alerts.back() == TlsAlertDescription::UNEXPECTED_MESSAGE),
                              true,
                              name + " on the wire");
    }
};

/// Every state of the client with every message.
class TlsClientTable13TestCase : public TlsTable13TestCase
{
  public:
    TlsClientTable13TestCase()
        : TlsTable13TestCase("A client of TLS 1.3 takes each message in its state and no other")
    {
    }

  private:
    void DoRun() override
    {
        std::set<ClientState> seen;
        for (const Kind& kind : KINDS)
        {
            for (const ClientState state : kind.clients)
            {
                seen.insert(state);
                for (const T type : ALL_MESSAGES)
                {
                    Try(kind, state, type);
                }
                TryData(kind, state);
            }
        }
        NS_TEST_EXPECT_MSG_EQ(seen.size(), 8, "all states");
    }

    /**
     * @param kind of handshake
     * @param state of the client
     * @return how a message names them
     */
    static std::string Name(const Kind& kind, ClientState state)
    {
        return std::string("client ") + kind.name + ", state " +
               std::to_string(static_cast<int>(state));
    }

    /**
     * @param kind of handshake
     * @param state of the client
     * @param type that comes then
     */
    void Try(const Kind& kind, ClientState state, T type)
    {
        const std::string what = Name(kind, state);
        const bool isDummy = type == T::CHANGE_CIPHER_SPEC;
        const bool isTaken =
            isDummy ? state != ClientState::CONNECTED : CLIENT_MAY.count({state, type}) > 0;
        NS_TEST_EXPECT_MSG_EQ(TlsClientHandshake13::MayCome(state, type), isTaken, what);
        TlsTestEnd client(TlsRole::CLIENT, PairFor(kind).client, "c");
        TlsScriptedPeer13 peer(TlsRole::SERVER, PairFor(kind).server);
        Lead(client, peer, kind, state);
        NS_TEST_ASSERT_MSG_EQ(client.AlertSent(), "none", what + " is reached");
        NS_TEST_ASSERT_MSG_EQ(client.Get().IsEstablished(),
                              (state == ClientState::CONNECTED),
                              what + " is reached");
        Check(peer, client, type, isTaken, what);
    }

    /**
     * @param kind of handshake
     * @param state of the client, in which data comes
     */
    void TryData(const Kind& kind, ClientState state)
    {
        const std::string what = Name(kind, state) + ", data";
        const bool isTaken = state == ClientState::CONNECTED;
        TlsTestEnd client(TlsRole::CLIENT, PairFor(kind).client, "c");
        TlsScriptedPeer13 peer(TlsRole::SERVER, PairFor(kind).server);
        Lead(client, peer, kind, state);
        peer.SendRecord(TlsContentType::APPLICATION_DATA, Bytes{1});
        peer.Exchange(client);
        NS_TEST_EXPECT_MSG_EQ(client.AlertSent(), (isTaken ? "none" : "unexpected_message"), what);
        NS_TEST_EXPECT_MSG_EQ(client.app.size(), (isTaken ? 1 : 0), what);
    }

    /**
     * @param client is started, and led
     * @param peer leads it
     * @param kind of handshake
     * @param state in which it is then
     */
    static void Lead(TlsTestEnd& client,
                     TlsScriptedPeer13& peer,
                     const Kind& kind,
                     ClientState state)
    {
        peer.asksAgain = kind.asksAgain;
        peer.takesEarlyData = kind.hasEarlyData && !kind.asksAgain;
        client.Start();
        DriveTo(peer, client, state);
    }
};

/// Every state of the server with every message.
class TlsServerTable13TestCase : public TlsTable13TestCase
{
  public:
    TlsServerTable13TestCase()
        : TlsTable13TestCase("A server of TLS 1.3 takes each message in its state and no other")
    {
    }

  private:
    void DoRun() override
    {
        std::set<ServerState> seen;
        for (const Kind& kind : KINDS)
        {
            for (const ServerState state : kind.servers)
            {
                seen.insert(state);
                for (const T type : ALL_MESSAGES)
                {
                    Try(kind, state, type);
                }
                TryData(kind, state);
            }
        }
        NS_TEST_EXPECT_MSG_EQ(seen.size(), 9, "all states");
    }

    /**
     * @param kind of handshake
     * @param state of the server
     * @return how a message names them
     */
    static std::string Name(const Kind& kind, ServerState state)
    {
        return std::string("server ") + kind.name + ", state " +
               std::to_string(static_cast<int>(state));
    }

    /**
     * @param kind of handshake
     * @param state of the server
     * @param type that comes then
     */
    void Try(const Kind& kind, ServerState state, T type)
    {
        const std::string what = Name(kind, state);
        const bool isDummy = type == T::CHANGE_CIPHER_SPEC;
        const bool isInHandshake =
            state != ServerState::EXPECT_CLIENT_HELLO && state < ServerState::CONNECTED;
        const bool isTaken = isDummy ? isInHandshake : SERVER_MAY.count({state, type}) > 0;
        // A Certificate may come afterwards, but only where one was asked for.
        const bool isLate = state == ServerState::CONNECTED && type == T::CERTIFICATE;
        NS_TEST_EXPECT_MSG_EQ(TlsServerHandshake13::MayCome(state, type),
                              (isTaken || isLate),
                              what);
        TlsTestEnd server(TlsRole::SERVER, PairFor(kind).server, "s", "");
        TlsScriptedPeer13 peer(TlsRole::CLIENT, PairFor(kind).client);
        DriveTo(peer, server, state);
        NS_TEST_ASSERT_MSG_EQ(server.AlertSent(), "none", what + " is reached");
        NS_TEST_ASSERT_MSG_EQ(server.Get().IsEstablished(),
                              (state >= ServerState::CONNECTED),
                              what + " is reached");
        Check(peer, server, type, isTaken, what);
    }

    /**
     * @param kind of handshake
     * @param state of the server, in which data comes
     */
    void TryData(const Kind& kind, ServerState state)
    {
        const std::string what = Name(kind, state) + ", data";
        // While early data comes it is data.
        const bool isTaken =
            state == ServerState::CONNECTED || state == ServerState::EXPECT_END_OF_EARLY_DATA;
        TlsTestEnd server(TlsRole::SERVER, PairFor(kind).server, "s", "");
        TlsScriptedPeer13 peer(TlsRole::CLIENT, PairFor(kind).client);
        DriveTo(peer, server, state);
        peer.SendRecord(TlsContentType::APPLICATION_DATA, Bytes{1});
        peer.Exchange(server);
        const bool isDropped =
            state == ServerState::EXPECT_SECOND_CLIENT_HELLO && kind.hasEarlyData;
        NS_TEST_EXPECT_MSG_EQ(server.AlertSent(),
                              (isTaken || isDropped ? "none" : "unexpected_message"),
                              what);
        NS_TEST_EXPECT_MSG_EQ(server.app.size(), (isTaken ? 1 : 0), what);
    }
};

/// The suite.
class TlsHandshakeTable13TestSuite : public TestSuite
{
  public:
    TlsHandshakeTable13TestSuite()
        : TestSuite("tls-spdy-handshake-table-13", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsClientTable13TestCase);
        AddTestCase(new TlsServerTable13TestCase);
    }
};

TlsHandshakeTable13TestSuite g_tlsHandshakeTable13TestSuite; //!< registers the suite

} // namespace
