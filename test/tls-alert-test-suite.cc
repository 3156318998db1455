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

/// A test that looks for one alert.
class TlsAlertTestCase : public TestCase
{
  public:
    /// @param title a sentence
    explicit TlsAlertTestCase(const std::string& title)
        : TestCase(title)
    {
    }

  protected:
    /**
     * @param end which must have ended the connection
     * @param alert expected
     * @param what was wrong
     */
    void ExpectAlert(const TlsTestEnd& end, const std::string& alert, const std::string& what)
    {
        NS_TEST_EXPECT_MSG_EQ(end.AlertSent(), alert, what);
        NS_TEST_EXPECT_MSG_EQ(end.Get().IsFinished(), true, what + ": the end");
        NS_TEST_EXPECT_MSG_EQ(end.Get().CanSend(), false, what + ": nothing can be sent");
        const std::string& failure = end.Get().GetFailure();
        NS_TEST_EXPECT_MSG_EQ(failure.substr(0, alert.size() + 2), alert + ": ", what);
        NS_TEST_EXPECT_MSG_GT(failure.size(), alert.size() + 2, what + ": a reason");
        NS_TEST_ASSERT_MSG_EQ(end.events.empty(), false, what + ": a step");
        NS_TEST_EXPECT_MSG_EQ((end.events.back().step == TlsStep::FAILED), true, what);
        NS_TEST_EXPECT_MSG_EQ(end.events.back().detail, failure, what);
        NS_TEST_EXPECT_MSG_EQ(end.isWorkInOrder, true, what + ": steps in order over the work");
    }

    /**
     * Both ends are engines.
     * @param client what it wants
     * @param server what it has
     * @param alert that one of them sends, "none" when all is well
     * @param host that the client wants
     * @param date that the client's clock shows
     */
    void Between(const TlsConfig& client,
                 const TlsConfig& server,
                 const std::string& alert,
                 const std::string& host = TEST_HOST,
                 int64_t date = TEST_DATE)
    {
        TlsTestEnd a(TlsRole::CLIENT, client, "c", host, date);
        TlsTestEnd b(TlsRole::SERVER, server, "s");
        RunHandshake(a, b);
        const bool isRight = alert == "none";
        NS_TEST_EXPECT_MSG_EQ(a.Get().IsEstablished(), isRight, a.Get().GetFailure());
        NS_TEST_EXPECT_MSG_EQ(b.Get().IsEstablished(), isRight, b.Get().GetFailure());
        if (!isRight)
        {
            const bool isFromClient = b.AlertSent() == "none";
            const TlsTestEnd& from = isFromClient ? a : b;
            const TlsTestEnd& to = isFromClient ? b : a;
            ExpectAlert(from, alert, from.Get().GetFailure());
            NS_TEST_EXPECT_MSG_EQ(to.AlertReceived(), alert, "told to the other");
            NS_TEST_EXPECT_MSG_EQ(to.Get().GetFailure(), "received " + alert, "its reason");
            NS_TEST_EXPECT_MSG_EQ(to.Get().IsFinished(), true, "its end");
        }
    }
};

/// What a client finds wrong with a chain.
class TlsCertificateAlertTestCase : public TlsAlertTestCase
{
  public:
    TlsCertificateAlertTestCase()
        : TlsAlertTestCase("A chain that does not hold gives the alert for what is wrong with it")
    {
    }

  private:
    void DoRun() override
    {
        const TlsConfig client = ClientTestConfig();
        const TlsConfig server = ServerTestConfig();
        Between(client, server, "none");
        Between(client, server, "bad_certificate", "www.example.org");
        Between(client, server, "bad_certificate", "192.0.2.1");
        Between(client, server, "none", TEST_HOST, 1388534400);
        Between(client, server, "certificate_expired", TEST_HOST, 1388534399);
        Between(client, server, "none", TEST_HOST, 4102444799);
        Between(client, server, "certificate_expired", TEST_HOST, 4102444800);

        TlsConfig other = client;
        other.trust = std::make_shared<X509TrustStore>();
        Between(other, server, "unknown_ca");
        other.trust = GetTestIdentities().otherTrust;
        Between(other, server, "unknown_ca");
        other.verification = TlsVerification::NONE;
        Between(other, server, "none", "www.example.org", 0);

        for (size_t i = 0; i < server.identities[0].chain.size(); ++i)
        {
            TlsConfig tampered = server;
            tampered.identities[0].chain[i].back() ^= 1;
            Between(client, tampered, "bad_certificate");
            tampered = server;
            tampered.identities[0].chain[i].pop_back();
            Between(client, tampered, "bad_certificate");
        }
        TlsConfig shortened = server;
        shortened.identities[0].chain.pop_back();
        Between(client, shortened, "unknown_ca");
        TlsConfig mixed = server;
        mixed.identities[0].chain.front() = GetTestIdentities().alone.chain.front();
        Between(client, mixed, "unknown_ca");
        mixed.identities[0].chain.assign(X509Verifier::MAX_DEPTH + 1, mixed.identities[0].chain[0]);
        Between(client, mixed, "bad_certificate");
    }
};

/// Ends that have nothing in common.
class TlsNothingInCommonTestCase : public TlsAlertTestCase
{
  public:
    TlsNothingInCommonTestCase()
        : TlsAlertTestCase("Ends without suite, group, algorithm or protocol in common say so")
    {
    }

  private:
    void DoRun() override
    {
        Between(ClientTestConfig(0x002f), ServerTestConfig(0xc02f), "handshake_failure");
        Between(ClientTestConfig(0xc02f), ServerTestConfig(0x002f), "handshake_failure");
        Between(ClientTestConfig(0xc02f, NamedGroup::SECP256R1),
                ServerTestConfig(0xc02f, NamedGroup::X25519),
                "handshake_failure");
        TlsConfig client = ClientTestConfig();
        TlsConfig server = ServerTestConfig();
        client.signatureSchemes = {SignatureScheme::RSA_PKCS1_SHA256};
        server.signatureSchemes = {SignatureScheme::RSA_PKCS1_SHA384};
        Between(client, server, "handshake_failure");

        client = ClientTestConfig();
        server = ServerTestConfig();
        client.alpn = {"spdy/3.1"};
        server.alpn = {"http/1.1"};
        Between(client, server, "no_application_protocol");
        server.alpn.clear();
        Between(client, server, "none");
        client.npn = {"spdy/3.1", "http/1.1"};
        server.npn = {"spdy/3", "spdy/2"};
        TlsTestEnd a(TlsRole::CLIENT, client, "c");
        TlsTestEnd b(TlsRole::SERVER, server, "s");
        RunHandshake(a, b);
        NS_TEST_EXPECT_MSG_EQ(a.Get().GetSession().npn, "spdy/3.1", "no overlap: its own first");
        NS_TEST_EXPECT_MSG_EQ(b.Get().GetSession().npn, "spdy/3.1", "and the server takes it");
        client.npn = {"a", "http/1.1", "spdy/3.1"};
        server.npn = {"spdy/3.1", "http/1.1"};
        TlsTestEnd c(TlsRole::CLIENT, client, "c");
        TlsTestEnd d(TlsRole::SERVER, server, "s");
        RunHandshake(c, d);
        NS_TEST_EXPECT_MSG_EQ(d.Get().GetSession().npn, "http/1.1", "the client's order counts");
    }
};

/// What a scripted server does to a client, and the alert it gets.
struct ServerScript
{
    const char* name;                           //!< what is wrong
    const char* alert;                          //!< expected
    std::function<void(TlsScriptedPeer&)> play; //!< from after the Client Hello
};

/**
 * @param change what is done to the Server Hello
 * @return what plays it
 */
std::function<void(TlsScriptedPeer&)>
Hello(const std::function<void(TlsServerHello&)>& change)
{
    return [change](TlsScriptedPeer& peer) { peer.SendServerHello(change); };
}

/**
 * @param type of an extension
 * @param hex its data
 * @return what plays a Server Hello with it
 */
std::function<void(TlsScriptedPeer&)>
Extension(uint16_t type, const char* hex)
{
    return Hello([type, hex](TlsServerHello& hello) {
        hello.extensions.Add(static_cast<TlsExtensionType>(type), FromHex(hex));
    });
}

/**
 * @param before what is done to the share
 * @param after what is done to the signed message
 * @return what plays a server's flight with it
 */
std::function<void(TlsScriptedPeer&)>
Exchange(const std::function<void(TlsServerEcdhParams&)>& before,
         const std::function<void(TlsServerKeyExchange<TlsServerEcdhParams>&)>& after = {})
{
    return [before, after](TlsScriptedPeer& peer) {
        peer.SendServerHello();
        peer.SendCertificate();
        peer.SendServerKeyExchange(before, after);
        peer.Send(TlsHandshakeType::SERVER_HELLO_DONE);
    };
}

/**
 * @param type of a message
 * @param body of it
 * @param before messages that come right: Server Hello, Certificate, Server Key Exchange
 * @return what plays them
 */
std::function<void(TlsScriptedPeer&)>
Message(TlsHandshakeType type, const char* body, size_t before)
{
    return [=](TlsScriptedPeer& peer) {
        if (before > 0)
        {
            peer.SendServerHello();
        }
        if (before > 1)
        {
            peer.SendCertificate();
        }
        if (before > 2)
        {
            peer.SendServerKeyExchange();
        }
        peer.Send(type, FromHex(body));
    };
}

/// @return all that a server may do wrong
std::vector<ServerScript>
ServerScripts()
{
    using H = TlsServerHello;
    using K = TlsServerKeyExchange<TlsServerEcdhParams>;
    using P = TlsServerEcdhParams;
    using T = TlsHandshakeType;
    return {
        {"version below", "protocol_version", Hello([](H& h) { h.serverVersion = 0x0302; })},
        {"version above", "protocol_version", Hello([](H& h) { h.serverVersion = 0x0304; })},
        {"suite not offered", "illegal_parameter", Hello([](H& h) { h.cipherSuite = 0x002f; })},
        {"suite unknown", "illegal_parameter", Hello([](H& h) { h.cipherSuite = 0xabcd; })},
        {"signaling suite", "illegal_parameter", Hello([](H& h) { h.cipherSuite = 0x00ff; })},
        {"compression", "illegal_parameter", Hello([](H& h) { h.compressionMethod = 1; })},
        {"unknown extension", "unsupported_extension", Extension(0xabcd, "")},
        {"ALPN not offered", "unsupported_extension", Extension(16, "00020161")},
        {"NPN not offered", "unsupported_extension", Extension(13172, "")},
        {"renegotiation_info", "handshake_failure", Extension(0xff01, "0400000000")},
        {"empty renegotiation_info", "decode_error", Extension(0xff01, "")},
        {"malformed point formats", "decode_error", Extension(11, "02")},
        {"compressed points alone", "illegal_parameter", Extension(11, "0101")},
        {"an extension twice", "decode_error", Hello([](H& h) {
             h.extensions.Add(TlsExtensionType::EC_POINT_FORMATS, EncodePointFormats());
             h.extensions.Add(TlsExtensionType::EC_POINT_FORMATS, EncodePointFormats());
         })},
        {"malformed Server Hello", "decode_error", Message(T::SERVER_HELLO, "0303", 0)},
        {"malformed Certificate", "decode_error", Message(T::CERTIFICATE, "00000100", 1)},
        {"no certificate", "bad_certificate", Message(T::CERTIFICATE, "000000", 1)},
        {"garbage for a certificate",
         "bad_certificate",
         Message(T::CERTIFICATE, "00000400000130", 1)},
        {"malformed Server Key Exchange", "decode_error", Message(T::SERVER_KEY_EXCHANGE, "03", 2)},
        {"Server Hello Done with a body", "decode_error", Message(T::SERVER_HELLO_DONE, "00", 3)},
        {"group not offered", "illegal_parameter", Exchange([](P& p) {
             p.group = NamedGroup::SECP256R1;
         })},
        {"short point", "illegal_parameter", Exchange([](P& p) { p.point.pop_back(); })},
        {"long point", "illegal_parameter", Exchange([](P& p) { p.point.push_back(0); })},
        {"empty point", "decode_error", Exchange([](P& p) { p.point.clear(); })},
        {"zero point", "illegal_parameter", Exchange([](P& p) { p.point.assign(32, 0); })},
        {"algorithm not offered",
         "illegal_parameter",
         Exchange({}, [](K& k) { k.digitallySigned.scheme = SignatureScheme::RSA_PKCS1_SHA1; })},
        {"algorithm of another key",
         "illegal_parameter",
         Exchange({},
                  [](K& k) { k.digitallySigned.scheme = static_cast<SignatureScheme>(0x0403); })},
        {"signature of something else",
         "decrypt_error",
         Exchange({}, [](K& k) { k.params.point[0] ^= 1; })},
        {"flipped signature",
         "decrypt_error",
         Exchange({}, [](K& k) { k.digitallySigned.signature[5] ^= 1; })},
        {"no signature",
         "decrypt_error",
         Exchange({}, [](K& k) { k.digitallySigned.signature.clear(); })},
    };
}

/// A client and a server that does wrong.
class TlsWrongServerTestCase : public TlsAlertTestCase
{
  public:
    TlsWrongServerTestCase()
        : TlsAlertTestCase("A client refuses what a server must not answer")
    {
    }

  private:
    void DoRun() override
    {
        TlsConfig config = ClientTestConfig();
        config.signatureSchemes = {SignatureScheme::RSA_PKCS1_SHA256};
        for (const ServerScript& script : ServerScripts())
        {
            Check(config, script);
        }
        config.alpn = {"spdy/3.1"};
        config.npn = {"spdy/3.1"};
        Check(config, {"ALPN with two", "decode_error", Extension(16, "000401610162")});
        Check(config, {"ALPN with none", "decode_error", Extension(16, "0000")});
        Check(config, {"another by ALPN", "illegal_parameter", Extension(16, "00020161")});
        Check(config, {"malformed NPN", "decode_error", Extension(13172, "05")});
        Check(config, {"NPN beside ALPN", "illegal_parameter", [](TlsScriptedPeer& peer) {
                           peer.SendServerHello([](TlsServerHello& hello) {
                               hello.extensions.Add(TlsExtensionType::ALPN,
                                                    EncodeAlpn({"spdy/3.1"}));
                               hello.extensions.Add(TlsExtensionType::NPN, {});
                           });
                       }});
        Points();
        EmptyNpn(config);
    }

    /**
     * @param config of the client
     * @param script of the server
     */
    void Check(const TlsConfig& config, const ServerScript& script)
    {
        TlsTestEnd client(TlsRole::CLIENT, config, "c");
        TlsScriptedPeer peer(TlsRole::SERVER, ServerTestConfig());
        peer.Receive(client.Start());
        script.play(peer);
        peer.Exchange(client);
        ExpectAlert(client, script.alert, script.name);
        NS_TEST_EXPECT_MSG_EQ(client.Get().IsEstablished(), false, script.name);
    }

    /// Points that are none of the prime curve.
    void Points()
    {
        const TlsConfig config = ClientTestConfig(0xc02f, NamedGroup::SECP256R1);
        const std::vector<std::function<void(Bytes&)>> changes{
            [](Bytes& point) { point[40] ^= 1; },
            [](Bytes& point) { point[0] = 2; },
            [](Bytes& point) { point.assign(1, 0); },
            [](Bytes& point) { point.resize(33); },
            [](Bytes& point) { std::fill(point.begin() + 1, point.end(), 0xff); },
        };
        for (const auto& change : changes)
        {
            TlsTestEnd client(TlsRole::CLIENT, config, "c");
            TlsScriptedPeer peer(TlsRole::SERVER, ServerTestConfig(0xc02f, NamedGroup::SECP256R1));
            peer.Receive(client.Start());
            Exchange([&](TlsServerEcdhParams& params) { change(params.point); })(peer);
            peer.Exchange(client);
            ExpectAlert(client, "illegal_parameter", "a server's point off the curve");

            TlsTestEnd server(TlsRole::SERVER,
                              ServerTestConfig(0xc02f, NamedGroup::SECP256R1),
                              "s");
            TlsScriptedPeer other(TlsRole::CLIENT, config);
            DriveTo(other, server, ServerState::EXPECT_CLIENT_KEY_EXCHANGE);
            other.SendClientKeyExchange([&](Bytes& body) {
                Bytes point(body.begin() + 1, body.end());
                change(point);
                body = {static_cast<uint8_t>(point.size())};
                Append(body, point);
            });
            other.Exchange(server);
            ExpectAlert(server, "illegal_parameter", "a client's point off the curve");
        }
    }

    /**
     * A server may list nothing by NPN: the client then picks its own first.
     * @param config of the client
     */
    void EmptyNpn(const TlsConfig& config)
    {
        TlsTestEnd client(TlsRole::CLIENT, config, "c");
        TlsScriptedPeer peer(TlsRole::SERVER, ServerTestConfig());
        peer.Receive(client.Start());
        Extension(13172, "")(peer);
        peer.SendCertificate();
        peer.SendServerKeyExchange();
        peer.Send(TlsHandshakeType::SERVER_HELLO_DONE);
        peer.Exchange(client);
        peer.SendChangeCipherSpec();
        peer.SendFinished();
        peer.Exchange(client);
        NS_TEST_EXPECT_MSG_EQ(client.Get().IsEstablished(), true, client.Get().GetFailure());
        NS_TEST_EXPECT_MSG_EQ(client.Get().GetSession().npn, "spdy/3.1", "its own first");
    }
};

/// A server and a client that does wrong.
class TlsWrongClientTestCase : public TlsAlertTestCase
{
  public:
    TlsWrongClientTestCase()
        : TlsAlertTestCase("A server refuses what a client must not offer")
    {
    }

  private:
    /**
     * @param name what is wrong
     * @param alert expected
     * @param change what is done to the Client Hello
     * @param suite of both
     */
    void Check(const char* name,
               const char* alert,
               const std::function<void(TlsClientHello&)>& change,
               uint16_t suite = 0xc02f)
    {
        TlsConfig config = ServerTestConfig(suite);
        config.alpn = {"spdy/3.1"};
        config.npn = {"spdy/3.1"};
        TlsTestEnd server(TlsRole::SERVER, config, "s");
        TlsScriptedPeer peer(TlsRole::CLIENT, ClientTestConfig(suite));
        peer.SendClientHello(change);
        peer.Exchange(server);
        ExpectAlert(server, alert, name);
        NS_TEST_EXPECT_MSG_EQ(peer.messages.size(), 0, std::string(name) + ": no Server Hello");
    }

    /**
     * @param name of an extension
     * @param type of it
     * @param hex data that is wrong
     * @param alert expected
     */
    void CheckExtension(const char* name, uint16_t type, const char* hex, const char* alert)
    {
        Check(name, alert, [=](TlsClientHello& hello) {
            TlsExtensionList changed;
            for (const TlsExtension& extension : hello.extensions.GetAll())
            {
                if (static_cast<uint16_t>(extension.type) != type)
                {
                    changed.Add(extension.type, extension.data);
                }
            }
            changed.Add(static_cast<TlsExtensionType>(type), FromHex(hex));
            hello.extensions = changed;
        });
    }

    void DoRun() override
    {
        using H = TlsClientHello;
        Check("version below", "protocol_version", [](H& h) { h.clientVersion = 0x0302; });
        Check("version zero", "protocol_version", [](H& h) { h.clientVersion = 0; });
        Check("SSL 2.0", "protocol_version", [](H& h) { h.clientVersion = 0x0002; });
        Check("compression", "illegal_parameter", [](H& h) { h.compressionMethods = {1}; });
        Check("no compression at all", "decode_error", [](H& h) { h.compressionMethods = {}; });
        Check("no suite", "decode_error", [](H& h) { h.cipherSuites = {}; });
        Check("signaling suite alone", "handshake_failure", [](H& h) { h.cipherSuites = {0xff}; });
        Check("long identifier", "decode_error", [](H& h) { h.sessionId.resize(33); });
        Check("an extension twice", "decode_error", [](H& h) {
            h.extensions.Add(TlsExtensionType::NPN, {});
            h.extensions.Add(TlsExtensionType::NPN, {});
        });
        Check("no signature algorithms but SHA-1 refused", "handshake_failure", [](H& h) {
            TlsExtensionList list;
            list.Add(TlsExtensionType::SIGNATURE_ALGORITHMS, FromHex("00020403"));
            h.extensions = list;
        });
        CheckExtension("server_name", 0, "00", "decode_error");
        CheckExtension("supported_groups", 10, "0001", "decode_error");
        CheckExtension("no common group", 10, "0002abcd", "handshake_failure");
        CheckExtension("ec_point_formats", 11, "", "decode_error");
        CheckExtension("compressed points alone", 11, "0101", "illegal_parameter");
        CheckExtension("signature_algorithms", 13, "000304", "decode_error");
        CheckExtension("ALPN", 16, "00020261", "decode_error");
        CheckExtension("ALPN without common name", 16, "00020161", "no_application_protocol");
        CheckExtension("NPN", 13172, "00", "decode_error");
        CheckExtension("renegotiation_info", 0xff01, "0100", "handshake_failure");
        Newer();
    }

    /// A client of a later version is answered with ours, whatever it adds.
    void Newer()
    {
        for (const uint16_t suite : {0xc02f, 0x002f})
        {
            TlsTestEnd server(TlsRole::SERVER, ServerTestConfig(suite), "s");
            TlsScriptedPeer peer(TlsRole::CLIENT, ClientTestConfig(suite));
            peer.SendClientHello([](TlsClientHello& hello) {
                hello.clientVersion = 0x0304;
                hello.cipherSuites.insert(hello.cipherSuites.begin(), 0x1301);
                hello.compressionMethods = {1, 0};
                hello.extensions.Add(static_cast<TlsExtensionType>(0xabcd), FromHex("1234"));
            });
            peer.Exchange(server);
            peer.SendClientKeyExchange();
            peer.SendChangeCipherSpec();
            peer.SendFinished();
            peer.Exchange(server);
            NS_TEST_EXPECT_MSG_EQ(server.Get().IsEstablished(), true, server.Get().GetFailure());
            NS_TEST_EXPECT_MSG_EQ(peer.isFinishedRight, true, "both Finished hold");
        }
    }
};

/// The suite.
class TlsAlertTestSuite : public TestSuite
{
  public:
    TlsAlertTestSuite()
        : TestSuite("tls-spdy-alert", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsCertificateAlertTestCase);
        AddTestCase(new TlsNothingInCommonTestCase);
        AddTestCase(new TlsWrongServerTestCase);
        AddTestCase(new TlsWrongClientTestCase);
    }
};

/// Registers the suite.
TlsAlertTestSuite g_tlsAlertTestSuite;

} // namespace
