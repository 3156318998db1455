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

const std::vector<ClientState> CLIENT_STATES{ClientState::EXPECT_SERVER_HELLO,
                                             ClientState::EXPECT_SECOND_SERVER_HELLO,
                                             ClientState::EXPECT_ENCRYPTED_EXTENSIONS,
                                             ClientState::EXPECT_CERTIFICATE_REQUEST,
                                             ClientState::EXPECT_CERTIFICATE,
                                             ClientState::EXPECT_CERTIFICATE_VERIFY,
                                             ClientState::EXPECT_FINISHED,
                                             ClientState::CONNECTED};

// Early data is a state of its own elsewhere (tls-spdy-handshake-13); after the handshake only the
// question of the server leads further.
const std::vector<ServerState> SERVER_STATES{ServerState::EXPECT_CLIENT_HELLO,
                                             ServerState::EXPECT_CERTIFICATE,
                                             ServerState::EXPECT_CERTIFICATE_VERIFY,
                                             ServerState::EXPECT_FINISHED,
                                             ServerState::CONNECTED};

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
    {ServerState::EXPECT_CERTIFICATE, T::CERTIFICATE},
    {ServerState::EXPECT_CERTIFICATE_VERIFY, T::CERTIFICATE_VERIFY},
    {ServerState::EXPECT_FINISHED, T::FINISHED},
    {ServerState::CONNECTED, T::KEY_UPDATE},
};

/// @return two ends of which the client proves itself, now and later
TlsTestPair
Pair13()
{
    TlsTestPair pair(0x1301, TlsVersion::TLS_1_3);
    pair.SetGroup(NamedGroup::X25519);
    pair.client.identities = {GetFamilyIdentity("rsa:1024", PublicKeyType::RSA, true)};
    pair.client.tls13.takesLateCertificateRequest = true;
    pair.server.clientAuthentication = TlsClientAuthentication::REQUEST;
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
        for (const ClientState state : CLIENT_STATES)
        {
            const std::string what = "client in state " + std::to_string(static_cast<int>(state));
            for (const T type : ALL_MESSAGES)
            {
                const bool isDummy = type == T::CHANGE_CIPHER_SPEC;
                const bool isTaken =
                    isDummy ? state != ClientState::CONNECTED : CLIENT_MAY.count({state, type}) > 0;
                NS_TEST_EXPECT_MSG_EQ(TlsClientHandshake13::MayCome(state, type), isTaken, what);
                TlsTestEnd client(TlsRole::CLIENT, Pair13().client, "c");
                TlsScriptedPeer13 peer(TlsRole::SERVER, Pair13().server);
                client.Start();
                DriveTo(peer, client, state);
                NS_TEST_ASSERT_MSG_EQ(client.AlertSent(), "none", what + " is reached");
                Check(peer, client, type, isTaken, what);
            }
            if (state != ClientState::CONNECTED)
            {
                TlsTestEnd client(TlsRole::CLIENT, Pair13().client, "c");
                TlsScriptedPeer13 peer(TlsRole::SERVER, Pair13().server);
                client.Start();
                DriveTo(peer, client, state);
                peer.SendRecord(TlsContentType::APPLICATION_DATA, Bytes{1});
                peer.Exchange(client);
                NS_TEST_EXPECT_MSG_EQ(client.AlertSent(), "unexpected_message", what + ", data");
                NS_TEST_EXPECT_MSG_EQ(client.app.size(), 0, what + ", data");
            }
        }
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
        for (const ServerState state : SERVER_STATES)
        {
            const std::string what = "server in state " + std::to_string(static_cast<int>(state));
            const bool isFirst = state == ServerState::EXPECT_CLIENT_HELLO;
            for (const T type : ALL_MESSAGES)
            {
                const bool isDummy = type == T::CHANGE_CIPHER_SPEC;
                const bool isTaken = isDummy ? !isFirst && state != ServerState::CONNECTED
                                             : SERVER_MAY.count({state, type}) > 0;
                // A Certificate may come afterwards, but only where one was asked for.
                const bool isLate = state == ServerState::CONNECTED && type == T::CERTIFICATE;
                NS_TEST_EXPECT_MSG_EQ(TlsServerHandshake13::MayCome(state, type),
                                      (isTaken || isLate),
                                      what);
                TlsTestEnd server(TlsRole::SERVER, Pair13().server, "s", "");
                TlsScriptedPeer13 peer(TlsRole::CLIENT, Pair13().client);
                DriveTo(peer, server, state);
                NS_TEST_ASSERT_MSG_EQ(server.AlertSent(), "none", what + " is reached");
                Check(peer, server, type, isTaken, what);
            }
            if (state != ServerState::CONNECTED)
            {
                TlsTestEnd server(TlsRole::SERVER, Pair13().server, "s", "");
                TlsScriptedPeer13 peer(TlsRole::CLIENT, Pair13().client);
                DriveTo(peer, server, state);
                peer.SendRecord(TlsContentType::APPLICATION_DATA, Bytes{1});
                peer.Exchange(server);
                NS_TEST_EXPECT_MSG_EQ(server.AlertSent(), "unexpected_message", what + ", data");
                NS_TEST_EXPECT_MSG_EQ(server.app.size(), 0, what + ", data");
            }
        }
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
