/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-drive.h"

#include "ns3/test.h"

#include <set>

using namespace ns3;
using namespace ns3::tls;

namespace
{

using ClientState = TlsClientHandshake12::State;
using ServerState = TlsServerHandshake12::State;

/// All that may come on the handshake and change_cipher_spec content types, an unknown one too.
const std::vector<TlsHandshakeType> ALL_MESSAGES{TlsHandshakeType::HELLO_REQUEST,
                                                 TlsHandshakeType::CLIENT_HELLO,
                                                 TlsHandshakeType::SERVER_HELLO,
                                                 TlsHandshakeType::NEW_SESSION_TICKET,
                                                 TlsHandshakeType::CERTIFICATE,
                                                 TlsHandshakeType::SERVER_KEY_EXCHANGE,
                                                 TlsHandshakeType::CERTIFICATE_REQUEST,
                                                 TlsHandshakeType::SERVER_HELLO_DONE,
                                                 TlsHandshakeType::CERTIFICATE_VERIFY,
                                                 TlsHandshakeType::CLIENT_KEY_EXCHANGE,
                                                 TlsHandshakeType::FINISHED,
                                                 TlsHandshakeType::CERTIFICATE_STATUS,
                                                 TlsHandshakeType::NEXT_PROTOCOL,
                                                 static_cast<TlsHandshakeType>(99),
                                                 TlsHandshakeType::CHANGE_CIPHER_SPEC};

const std::vector<ClientState> CLIENT_STATES{ClientState::EXPECT_SERVER_HELLO,
                                             ClientState::EXPECT_CERTIFICATE,
                                             ClientState::EXPECT_CERTIFICATE_STATUS,
                                             ClientState::EXPECT_SERVER_KEY_EXCHANGE,
                                             ClientState::EXPECT_CERTIFICATE_REQUEST,
                                             ClientState::EXPECT_SERVER_HELLO_DONE,
                                             ClientState::EXPECT_SESSION_TICKET,
                                             ClientState::EXPECT_CHANGE_CIPHER_SPEC,
                                             ClientState::EXPECT_FINISHED,
                                             ClientState::CONNECTED};

const std::vector<ServerState> SERVER_STATES{ServerState::EXPECT_CLIENT_HELLO,
                                             ServerState::EXPECT_CERTIFICATE,
                                             ServerState::EXPECT_CLIENT_KEY_EXCHANGE,
                                             ServerState::EXPECT_CERTIFICATE_VERIFY,
                                             ServerState::EXPECT_CHANGE_CIPHER_SPEC,
                                             ServerState::EXPECT_NEXT_PROTOCOL,
                                             ServerState::EXPECT_FINISHED,
                                             ServerState::CONNECTED};

/// What RFC 5246, 7.3 lets come at a client, written down apart from the engine.
const std::set<std::pair<ClientState, TlsHandshakeType>> CLIENT_MAY{
    {ClientState::EXPECT_SERVER_HELLO, TlsHandshakeType::SERVER_HELLO},
    {ClientState::EXPECT_CERTIFICATE, TlsHandshakeType::CERTIFICATE},
    {ClientState::EXPECT_CERTIFICATE_STATUS, TlsHandshakeType::CERTIFICATE_STATUS},
    {ClientState::EXPECT_SERVER_KEY_EXCHANGE, TlsHandshakeType::SERVER_KEY_EXCHANGE},
    {ClientState::EXPECT_CERTIFICATE_REQUEST, TlsHandshakeType::CERTIFICATE_REQUEST},
    {ClientState::EXPECT_CERTIFICATE_REQUEST, TlsHandshakeType::SERVER_HELLO_DONE},
    {ClientState::EXPECT_SERVER_HELLO_DONE, TlsHandshakeType::SERVER_HELLO_DONE},
    {ClientState::EXPECT_SESSION_TICKET, TlsHandshakeType::NEW_SESSION_TICKET},
    {ClientState::EXPECT_CHANGE_CIPHER_SPEC, TlsHandshakeType::CHANGE_CIPHER_SPEC},
    {ClientState::EXPECT_FINISHED, TlsHandshakeType::FINISHED},
    {ClientState::CONNECTED, TlsHandshakeType::HELLO_REQUEST},
};

/// The same at a server.
const std::set<std::pair<ServerState, TlsHandshakeType>> SERVER_MAY{
    {ServerState::EXPECT_CLIENT_HELLO, TlsHandshakeType::CLIENT_HELLO},
    {ServerState::EXPECT_CERTIFICATE, TlsHandshakeType::CERTIFICATE},
    {ServerState::EXPECT_CLIENT_KEY_EXCHANGE, TlsHandshakeType::CLIENT_KEY_EXCHANGE},
    {ServerState::EXPECT_CERTIFICATE_VERIFY, TlsHandshakeType::CERTIFICATE_VERIFY},
    {ServerState::EXPECT_CHANGE_CIPHER_SPEC, TlsHandshakeType::CHANGE_CIPHER_SPEC},
    {ServerState::EXPECT_NEXT_PROTOCOL, TlsHandshakeType::NEXT_PROTOCOL},
    {ServerState::EXPECT_FINISHED, TlsHandshakeType::FINISHED},
    {ServerState::CONNECTED, TlsHandshakeType::CLIENT_HELLO},
};

/// Protocol that the scripted client chooses by NPN.
const char* const PROTOCOL = "spdy/3.1";

/**
 * @param peer says it
 * @param type a handshake message with an empty body, or change_cipher_spec
 */
void
Say(TlsScriptedPeer& peer, TlsHandshakeType type)
{
    if (type == TlsHandshakeType::CHANGE_CIPHER_SPEC)
    {
        peer.SendRecord(TlsContentType::CHANGE_CIPHER_SPEC, Bytes{1});
        return;
    }
    peer.SendRecord(TlsContentType::HANDSHAKE, Bytes{static_cast<uint8_t>(type), 0, 0, 0});
}

/// A test of what an end takes in a state.
class TlsTableTestCase : public TestCase
{
  public:
    /// @param title a sentence
    explicit TlsTableTestCase(const std::string& title)
        : TestCase(title)
    {
    }

  protected:
    /**
     * @param peer has something to say
     * @param end to which it must be the end
     * @param what was said
     */
    void ExpectUnexpected(TlsScriptedPeer& peer, TlsTestEnd& end, const std::string& what)
    {
        const bool wasEstablished = end.Get().IsEstablished();
        const size_t alerts = peer.alerts.size();
        peer.Exchange(end);
        NS_TEST_EXPECT_MSG_EQ(end.AlertSent(), "unexpected_message", what);
        NS_TEST_EXPECT_MSG_EQ(end.Get().IsFinished(), true, what + " ends the connection");
        NS_TEST_EXPECT_MSG_EQ(end.Get().CanSend(), false, what + " leaves nothing to be sent");
        NS_TEST_EXPECT_MSG_EQ(end.Get().IsEstablished(), wasEstablished, what);
        NS_TEST_EXPECT_MSG_EQ(end.app.size(), 0, what + " gives no data");
        NS_TEST_ASSERT_MSG_EQ(peer.alerts.size(), alerts + 1, what + " is answered by one alert");
        NS_TEST_EXPECT_MSG_EQ(peer.alerts.back().first, 2, what + " is fatal");
        NS_TEST_EXPECT_MSG_EQ(
            (peer.alerts.back().second == TlsAlertDescription::UNEXPECTED_MESSAGE),
            true,
            what + " on the wire");
        NS_TEST_EXPECT_MSG_NE(end.Get().GetFailure(), "", what + " has a reason");
        const size_t sent = end.sent.size();
        Say(peer, TlsHandshakeType::CLIENT_HELLO);
        end.Receive(peer.Take());
        NS_TEST_EXPECT_MSG_EQ(end.sent.size(), sent, "silence after the alert");
    }

    /**
     * @param peer has something to say
     * @param end to which it must not come as a surprise
     * @param what was said
     */
    void ExpectTaken(TlsScriptedPeer& peer, TlsTestEnd& end, const std::string& what)
    {
        peer.Exchange(end);
        NS_TEST_EXPECT_MSG_NE(end.AlertSent(), "unexpected_message", what);
    }
};

/// Every state of the client with every message.
class TlsClientTableTestCase : public TlsTableTestCase
{
  public:
    TlsClientTableTestCase()
        : TlsTableTestCase("A client takes each message in its state and no other")
    {
    }

  private:
    void DoRun() override
    {
        for (const uint16_t suite : {0xc02f, 0x002f})
        {
            for (const ClientState state : CLIENT_STATES)
            {
                if (suite == 0x002f && state == ClientState::EXPECT_SERVER_KEY_EXCHANGE)
                {
                    continue;
                }
                for (const TlsHandshakeType type : ALL_MESSAGES)
                {
                    Check(suite, state, type);
                }
                CheckData(suite, state);
            }
        }
    }

    /// A client driven to a state, and who drove it there.
    struct Driven
    {
        /**
         * @param suite cipher suite
         * @param state in which the client is
         */
        Driven(uint16_t suite, ClientState state)
            : client(TlsRole::CLIENT, Config(suite), "c"),
              peer(TlsRole::SERVER, ServerTestConfig(suite))
        {
            peer.staplesOcsp = state == ClientState::EXPECT_CERTIFICATE_STATUS;
            peer.asksForCertificate = state == ClientState::EXPECT_SERVER_HELLO_DONE;
            peer.givesTicket = state == ClientState::EXPECT_SESSION_TICKET;
            client.Start();
            DriveTo(peer, client, state);
        }

        /**
         * @param suite cipher suite
         * @return of the client
         */
        static TlsConfig Config(uint16_t suite)
        {
            TlsConfig config = ClientTestConfig(suite);
            config.asksForOcsp = true;
            config.takesTickets = true;
            return config;
        }

        TlsTestEnd client;    //!< under test
        TlsScriptedPeer peer; //!< scripted
    };

    /**
     * @param suite cipher suite
     * @param state in which the message comes
     * @param type of the message
     * @return whether it is taken; the stapled response that is waited for may also be left out
     */
    static bool IsTaken(uint16_t suite, ClientState state, TlsHandshakeType type)
    {
        const ClientState after = suite == 0xc02f ? ClientState::EXPECT_SERVER_KEY_EXCHANGE
                                                  : ClientState::EXPECT_CERTIFICATE_REQUEST;
        return CLIENT_MAY.count({state, type}) > 0 ||
               (state == ClientState::EXPECT_CERTIFICATE_STATUS &&
                CLIENT_MAY.count({after, type}) > 0);
    }

    /**
     * @param suite cipher suite
     * @param state in which the message comes
     * @param type of the message
     */
    void Check(uint16_t suite, ClientState state, TlsHandshakeType type)
    {
        const bool mayCome = CLIENT_MAY.count({state, type}) > 0;
        NS_TEST_EXPECT_MSG_EQ(TlsClientHandshake12::MayCome(state, type), mayCome, ToString(type));
        Driven driven(suite, state);
        TlsTestEnd& client = driven.client;
        TlsScriptedPeer& peer = driven.peer;
        const std::string what =
            std::string(ToString(type)) + " in state " + std::to_string(static_cast<int>(state));
        NS_TEST_ASSERT_MSG_EQ(client.Get().IsFinished(), false, client.Get().GetFailure());
        NS_TEST_ASSERT_MSG_EQ(client.Get().IsEstablished(),
                              (state == ClientState::CONNECTED),
                              what);
        Say(peer, type);
        if (type == TlsHandshakeType::HELLO_REQUEST && state != ClientState::CONNECTED)
        {
            CheckIgnored(peer, client, state);
        }
        else if (IsTaken(suite, state, type))
        {
            ExpectTaken(peer, client, what);
        }
        else
        {
            ExpectUnexpected(peer, client, what);
        }
    }

    /**
     * A Hello Request during a handshake is passed over and not hashed (RFC 5246, 7.4.1.1).
     * @param peer has said it
     * @param client passes it over
     * @param state in which it comes
     */
    void CheckIgnored(TlsScriptedPeer& peer, TlsTestEnd& client, ClientState state)
    {
        const size_t sent = client.sent.size();
        client.Receive(peer.Take());
        NS_TEST_EXPECT_MSG_EQ(client.sent.size(), sent, "a Hello Request is not answered");
        NS_TEST_EXPECT_MSG_EQ(client.Get().IsFinished(), false, "and harms nothing");
        if (state == ClientState::EXPECT_FINISHED)
        {
            peer.SendFinished();
            peer.Exchange(client);
            NS_TEST_EXPECT_MSG_EQ(client.Get().IsEstablished(), true, "nor enters the Finished");
        }
    }

    /**
     * @param suite cipher suite
     * @param state in which application data comes
     */
    void CheckData(uint16_t suite, ClientState state)
    {
        Driven driven(suite, state);
        driven.peer.SendRecord(TlsContentType::APPLICATION_DATA, ToBytes("early"));
        if (state == ClientState::CONNECTED)
        {
            driven.peer.Exchange(driven.client);
            NS_TEST_EXPECT_MSG_EQ(ByteView(driven.client.app).ToString(), "early", "connected");
            return;
        }
        ExpectUnexpected(driven.peer,
                         driven.client,
                         "data in state " + std::to_string(static_cast<int>(state)));
    }
};

/// Every state of the server with every message.
class TlsServerTableTestCase : public TlsTableTestCase
{
  public:
    TlsServerTableTestCase()
        : TlsTableTestCase("A server takes each message in its state and no other")
    {
    }

  private:
    void DoRun() override
    {
        for (const uint16_t suite : {0xc02f, 0x002f})
        {
            for (const std::string protocol : {"", PROTOCOL})
            {
                for (const ServerState state : SERVER_STATES)
                {
                    if (!protocol.empty() || state != ServerState::EXPECT_NEXT_PROTOCOL)
                    {
                        Check(suite, protocol, state);
                    }
                }
            }
        }
    }

    /// A server driven to a state, and who drove it there.
    struct Driven
    {
        /**
         * @param suite cipher suite
         * @param protocol by NPN, empty for none
         * @param state in which the server is
         */
        Driven(uint16_t suite, const std::string& protocol, ServerState state)
            : server(TlsRole::SERVER, WithNpn(Config(suite, state), protocol), "s"),
              peer(TlsRole::CLIENT, WithNpn(WithIdentity(ClientTestConfig(suite)), protocol))
        {
            DriveTo(peer, server, state, protocol);
        }

        /**
         * @param suite cipher suite
         * @param state in which the server is to be
         * @return of the server: it asks who the client is where the state belongs to that
         */
        static TlsConfig Config(uint16_t suite, ServerState state)
        {
            TlsConfig config = ServerTestConfig(suite);
            if (state == ServerState::EXPECT_CERTIFICATE ||
                state == ServerState::EXPECT_CERTIFICATE_VERIFY)
            {
                config.clientAuthentication = TlsClientAuthentication::REQUEST;
                config.verification = TlsVerification::NONE;
            }
            return config;
        }

        /**
         * @param config to be completed
         * @return it, with an identity of an RSA key that signs
         */
        static TlsConfig WithIdentity(TlsConfig config)
        {
            config.identities = {GetTestIdentities().alone};
            config.signatureSchemes = {SignatureScheme::RSA_PKCS1_SHA256};
            return config;
        }

        /**
         * @param config to be completed
         * @param protocol by NPN, empty for none
         * @return it
         */
        static TlsConfig WithNpn(TlsConfig config, const std::string& protocol)
        {
            if (!protocol.empty())
            {
                config.npn = {protocol};
            }
            return config;
        }

        TlsTestEnd server;    //!< under test
        TlsScriptedPeer peer; //!< scripted
    };

    /**
     * @param suite cipher suite
     * @param protocol by NPN, empty for none
     * @param state in which each message comes
     */
    void Check(uint16_t suite, const std::string& protocol, ServerState state)
    {
        const std::string where = " in state " + std::to_string(static_cast<int>(state));
        for (const TlsHandshakeType type : ALL_MESSAGES)
        {
            const bool mayCome = SERVER_MAY.count({state, type}) > 0;
            NS_TEST_EXPECT_MSG_EQ(TlsServerHandshake12::MayCome(state, type), mayCome, where);
            Driven driven(suite, protocol, state);
            NS_TEST_ASSERT_MSG_EQ(driven.server.Get().GetFailure(), "", where);
            NS_TEST_ASSERT_MSG_EQ(driven.server.Get().IsEstablished(),
                                  (state == ServerState::CONNECTED),
                                  where);
            Say(driven.peer, type);
            if (mayCome)
            {
                ExpectTaken(driven.peer, driven.server, ToString(type) + where);
            }
            else
            {
                ExpectUnexpected(driven.peer, driven.server, ToString(type) + where);
            }
        }
        Driven driven(suite, protocol, state);
        driven.peer.SendRecord(TlsContentType::APPLICATION_DATA, ToBytes("early"));
        if (state == ServerState::CONNECTED)
        {
            driven.peer.Exchange(driven.server);
            NS_TEST_EXPECT_MSG_EQ(ByteView(driven.server.app).ToString(), "early", "connected");
            return;
        }
        ExpectUnexpected(driven.peer, driven.server, "data" + where);
    }
};

/// The suite.
class TlsHandshakeTableTestSuite : public TestSuite
{
  public:
    TlsHandshakeTableTestSuite()
        : TestSuite("tls-spdy-handshake-table", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsClientTableTestCase);
        AddTestCase(new TlsServerTableTestCase);
    }
};

/// Registers the suite.
TlsHandshakeTableTestSuite g_tlsHandshakeTableTestSuite;

} // namespace
