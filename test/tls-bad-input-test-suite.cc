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

using T = TlsHandshakeType;
using ClientState = TlsClientHandshake12::State;
using ServerState = TlsServerHandshake12::State;

/// What is done to a message's body.
using Change = std::function<void(Bytes&)>;

/// One message that is changed on its way from a scripted peer.
struct Tampering
{
    T type;        //!< which one
    Change change; //!< what is done to its body
};

/// Messages that a client may send, all of them in one handshake.
const std::vector<T> CLIENT_MESSAGES{T::CLIENT_HELLO,
                                     T::CERTIFICATE,
                                     T::CLIENT_KEY_EXCHANGE,
                                     T::CERTIFICATE_VERIFY,
                                     T::NEXT_PROTOCOL,
                                     T::FINISHED};

/// Messages that a server may send, all of them in one handshake.
const std::vector<T> SERVER_MESSAGES{T::SERVER_HELLO,
                                     T::CERTIFICATE,
                                     T::CERTIFICATE_STATUS,
                                     T::SERVER_KEY_EXCHANGE,
                                     T::CERTIFICATE_REQUEST,
                                     T::SERVER_HELLO_DONE,
                                     T::NEW_SESSION_TICKET,
                                     T::FINISHED};

/**
 * @param version the only one
 * @param suite the only one
 * @return both ends with as many messages as the version has
 */
TlsTestPair
Talkative(TlsVersion version, uint16_t suite)
{
    TlsTestPair pair(suite, version);
    const bool hasExtensions = version != TlsVersion::SSL_3_0;
    pair.client.asksForOcsp = hasExtensions;
    pair.client.takesTickets = hasExtensions;
    pair.client.npn = {"spdy/3.1"};
    pair.server.npn = {"spdy/3.1"};
    pair.client.verification = TlsVerification::NONE;
    pair.client.identities = {GetFamilyIdentity("rsa:1024", PublicKeyType::RSA, true)};
    pair.server.clientAuthentication = TlsClientAuthentication::REQUEST;
    return pair;
}

/**
 * @param pair what both are
 * @param tampering with a message of the scripted client
 * @return the server afterwards
 */
std::unique_ptr<TlsTestEnd>
PlayToServer(const TlsTestPair& pair, const Tampering& tampering)
{
    auto server = std::make_unique<TlsTestEnd>(TlsRole::SERVER, pair.server, "s", "");
    TlsScriptedPeer peer(TlsRole::CLIENT, pair.client);
    peer.tamper = [&](T type, Bytes& body) {
        if (type == tampering.type)
        {
            tampering.change(body);
        }
    };
    const bool hasNpn = pair.client.maxVersion != TlsVersion::SSL_3_0;
    peer.SendClientHello();
    peer.Exchange(*server);
    if (!server->Get().IsFinished())
    {
        peer.SendCertificate();
        peer.SendClientKeyExchange();
        peer.SendCertificateVerify();
        peer.SendChangeCipherSpec();
        if (hasNpn)
        {
            peer.SendNextProtocol("spdy/3.1");
        }
        peer.SendFinished();
        peer.Exchange(*server);
    }
    return server;
}

/**
 * @param pair what both are
 * @param tampering with a message of the scripted server
 * @return the client afterwards
 */
std::unique_ptr<TlsTestEnd>
PlayToClient(const TlsTestPair& pair, const Tampering& tampering)
{
    auto client = std::make_unique<TlsTestEnd>(TlsRole::CLIENT, pair.client, "c");
    TlsScriptedPeer peer(TlsRole::SERVER, pair.server);
    const bool hasExtensions = pair.client.maxVersion != TlsVersion::SSL_3_0;
    peer.staplesOcsp = hasExtensions && peer.HasServerCertificate();
    peer.givesTicket = hasExtensions;
    peer.asksForCertificate = peer.HasServerCertificate();
    peer.tamper = [&](T type, Bytes& body) {
        if (type == tampering.type)
        {
            tampering.change(body);
        }
    };
    client->Start();
    DriveTo(peer, *client, ClientState::CONNECTED);
    return client;
}

/// Every message of every kind.
class TlsMessageLengthTestCase : public TestCase
{
  public:
    TlsMessageLengthTestCase()
        : TestCase("A message that is an octet too short or too long is a decode_error")
    {
    }

  private:
    void DoRun() override
    {
        for (const TlsVersion version : ALL_VERSIONS)
        {
            for (const uint16_t suite : {0x002f, 0x0033, 0xc013})
            {
                if (suite == 0xc013 && version == TlsVersion::SSL_3_0)
                {
                    continue;
                }
                const TlsTestPair pair = Talkative(version, suite);
                const Tampering none{T::HELLO_REQUEST, [](Bytes&) {}};
                Check(*PlayToServer(pair, none), "none", "untouched, to a server");
                Check(*PlayToClient(pair, none), "none", "untouched, to a client");
                for (const T type : CLIENT_MESSAGES)
                {
                    Lengths(pair, type, &PlayToServer);
                }
                for (const T type : SERVER_MESSAGES)
                {
                    Lengths(pair, type, &PlayToClient);
                }
            }
        }
    }

    /// Plays a handshake with one message changed.
    using Play = std::unique_ptr<TlsTestEnd> (*)(const TlsTestPair& pair,
                                                 const Tampering& tampering);

    /**
     * @param pair what both are
     * @param type of the message
     * @param play to whom
     */
    void Lengths(const TlsTestPair& pair, T type, Play play)
    {
        const bool isSsl = pair.client.maxVersion == TlsVersion::SSL_3_0;
        const bool hasExchange = pair.client.cipherSuites[0] != 0x002f;
        const bool isMissing =
            (isSsl && (type == T::CERTIFICATE_STATUS || type == T::NEW_SESSION_TICKET ||
                       type == T::NEXT_PROTOCOL)) ||
            (type == T::SERVER_KEY_EXCHANGE && !hasExchange);
        if (isMissing)
        {
            return;
        }
        const std::string name = std::string(ToString(type)) + " in " +
                                 ToString(pair.client.maxVersion) + ", suite " +
                                 std::to_string(pair.client.cipherSuites[0]);
        // What belongs to a version that has fewer alerts. A hello comes before it is chosen.
        const bool isHello = type == T::CLIENT_HELLO || type == T::SERVER_HELLO;
        const std::string alert = isSsl && !isHello ? "handshake_failure" : "decode_error";
        Check(*play(pair, {type, [](Bytes& body) { body.push_back(0); }}), alert, name);
        if (type == T::SERVER_HELLO_DONE)
        {
            return;
        }
        Check(*play(pair, {type, [](Bytes& body) { body.pop_back(); }}), alert, name);
        // The octets of one handshake of each kind do.
        if (pair.client.cipherSuites[0] == (isSsl ? 0x002f : 0xc013) &&
            pair.client.maxVersion != TlsVersion::TLS_1_1)
        {
            Octets(pair, type, play, name);
        }
    }

    /**
     * Each octet that may be a length or a number, one more and one less.
     * @param pair what both are
     * @param type of the message
     * @param play to whom
     * @param name of the message
     */
    void Octets(const TlsTestPair& pair, T type, Play play, const std::string& name)
    {
        size_t size = 0;
        play(pair, {type, [&](Bytes& body) { size = body.size(); }});
        // Beyond its lengths, a long message is a key, a signature or a certificate.
        const bool isHello = type == T::CLIENT_HELLO || type == T::SERVER_HELLO;
        const size_t last = isHello ? size : std::min<size_t>(size, 20);
        // A random has no lengths; that each of its bits counts is another test's.
        for (size_t position = isHello ? 34 : 0; position < last; ++position)
        {
            for (const int step : {1, -1})
            {
                const auto end = play(pair, {type, [=](Bytes& body) { body[position] += step; }});
                const bool isRefused = end->AlertSent() != "none";
                NS_TEST_EXPECT_MSG_EQ(end->Get().GetFailure().empty(), !isRefused, name);
                NS_TEST_EXPECT_MSG_EQ((isRefused && end->Get().IsEstablished()), false, name);
                NS_TEST_EXPECT_MSG_NE(end->AlertSent(), "internal_error", name);
                NS_TEST_EXPECT_MSG_EQ(end->isWorkInOrder, true, name);
            }
        }
    }

    /**
     * @param end afterwards
     * @param alert that it sent
     * @param what was done
     */
    void Check(const TlsTestEnd& end, const std::string& alert, const std::string& what)
    {
        NS_TEST_EXPECT_MSG_EQ(end.AlertSent(), alert, what);
        NS_TEST_EXPECT_MSG_EQ(end.Get().IsEstablished(), (alert == "none"), what);
    }
};

/// Values that mean nothing.
class TlsUnknownValueTestCase : public TestCase
{
  public:
    TlsUnknownValueTestCase()
        : TestCase("Unknown types, methods, groups, algorithms and modes get the alert that fits")
    {
    }

  private:
    void DoRun() override
    {
        for (int type = 0; type < 256; ++type)
        {
            // An alert and a handshake message may come first.
            const bool mayCome = type == 21 || type == 22;
            TlsTestEnd server(TlsRole::SERVER, ServerTestConfig(), "s");
            server.Receive(Bytes{static_cast<uint8_t>(type), 3, 1, 0, 1, 0});
            NS_TEST_EXPECT_MSG_EQ((server.AlertSent() == "unexpected_message"),
                                  !mayCome,
                                  "content type " + std::to_string(type));
        }
        Hello();
        Exchange();
        Duplicates();
    }

    /**
     * @param change what is done to a Client Hello
     * @return alert of the server
     */
    static std::string Offer(const std::function<void(TlsClientHello&)>& change)
    {
        TlsTestPair pair(0xc02f, TlsVersion::TLS_1_2);
        pair.server.usesHeartbeat = true;
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
        TlsScriptedPeer peer(TlsRole::CLIENT, pair.client);
        peer.SendClientHello(change);
        peer.Exchange(server);
        return server.AlertSent();
    }

    /**
     * @param type of an extension
     * @param hex its data
     * @return alert of a server
     */
    static std::string Extension(TlsExtensionType type, const char* hex)
    {
        return Offer([=](TlsClientHello& hello) {
            TlsExtensionList list;
            for (const TlsExtension& extension : hello.extensions.GetAll())
            {
                if (extension.type != type)
                {
                    list.Add(extension.type, extension.data);
                }
            }
            list.Add(type, FromHex(hex));
            hello.extensions = list;
        });
    }

    /// In a Client Hello.
    void Hello()
    {
        using E = TlsExtensionType;
        using H = TlsClientHello;
        const auto expect =
            [this](const std::string& alert, const std::string& expected, const std::string& what) {
                NS_TEST_EXPECT_MSG_EQ(alert, expected, what);
            };
        expect(Offer([](H& h) {
                   h.cipherSuites = {0xabcd, 0x1301};
               }),
               "handshake_failure",
               "suites");
        expect(Offer([](H& h) {
                   h.compressionMethods = {64, 224};
               }),
               "illegal_parameter",
               "compression");
        expect(Extension(E::MAX_FRAGMENT_LENGTH, "00"), "illegal_parameter", "fragment length 0");
        expect(Extension(E::MAX_FRAGMENT_LENGTH, "05"), "illegal_parameter", "fragment length 5");
        expect(Extension(E::MAX_FRAGMENT_LENGTH, "0101"), "decode_error", "two lengths");
        expect(Extension(E::HEARTBEAT, "00"), "illegal_parameter", "heartbeat mode 0");
        expect(Extension(E::HEARTBEAT, "03"), "illegal_parameter", "heartbeat mode 3");
        expect(Extension(E::HEARTBEAT, ""), "decode_error", "no heartbeat mode");
        expect(Extension(E::SUPPORTED_GROUPS, "0002ffff"), "handshake_failure", "groups");
        expect(Extension(E::SUPPORTED_GROUPS, "0004ffff0017"), "none", "a known group beside it");
        expect(Extension(E::SIGNATURE_ALGORITHMS, "0002ffff"), "handshake_failure", "algorithms");
        expect(Extension(E::EC_POINT_FORMATS, "01ff"), "illegal_parameter", "point formats");
        expect(Extension(E::EC_POINT_FORMATS, "02ff00"), "none", "a known format beside it");
        expect(Extension(E::STATUS_REQUEST, "ff"), "none", "a status of another type");
    }

    /**
     * @param suite the only one
     * @param tampering with a message of the server
     * @param alert of the client
     * @param what was done
     */
    void Answer(uint16_t suite,
                const Tampering& tampering,
                const std::string& alert,
                const std::string& what)
    {
        TlsTestPair pair(suite, TlsVersion::TLS_1_2);
        pair.client.usesHeartbeat = true;
        pair.client.asksForOcsp = true;
        pair.client.takesTickets = true;
        pair.client.verification = TlsVerification::NONE;
        NS_TEST_EXPECT_MSG_EQ(PlayToClient(pair, tampering)->AlertSent(), alert, what);
    }

    /// In what a server answers.
    void Exchange()
    {
        const T exchange = T::SERVER_KEY_EXCHANGE;
        // Unsigned: curve type, curve, point.
        const uint16_t ecdh = 0xc018;
        Answer(ecdh, {exchange, [](Bytes& b) { b[0] = 1; }}, "decode_error", "explicit curve");
        Answer(ecdh, {exchange, [](Bytes& b) { b[1] = 0xfe; }}, "illegal_parameter", "curve");
        Answer(ecdh, {exchange, [](Bytes& b) { b[2] = 24; }}, "illegal_parameter", "not offered");
        Answer(ecdh, {exchange, [](Bytes& b) { b[4] = 9; }}, "illegal_parameter", "point format");
        Answer(ecdh, {exchange, [](Bytes& b) { b[9] ^= 1; }}, "illegal_parameter", "off the curve");
        const uint16_t dh = 0x0034;
        Answer(dh,
               {exchange, FromHexBody("000103000102000101")},
               "insufficient_security",
               "2 bits");
        Answer(dh, {exchange, FromHexBody("000101000102000101")}, "insufficient_security", "1 bit");
        Answer(dh, {exchange, FromHexBody("000100000102000101")}, "insufficient_security", "p 0");
        Answer(dh, {exchange, [](Bytes& b) { b[129] &= 0xfe; }}, "illegal_parameter", "even p");
        Answer(dh, {exchange, [](Bytes& b) { b[129] ^= 4; }}, "illegal_parameter", "composite p");
        const auto setYs = [](uint8_t last) {
            return [last](Bytes& b) {
                std::fill(b.end() - 128, b.end(), 0);
                b.back() = last;
            };
        };
        Answer(dh, {exchange, setYs(0)}, "illegal_parameter", "Ys 0");
        Answer(dh, {exchange, setYs(1)}, "illegal_parameter", "Ys 1");
        Answer(0x002f,
               {T::CERTIFICATE_STATUS, [](Bytes& b) { b[0] = 2; }},
               "decode_error",
               "a status of another type");
    }

    /**
     * @param hex a body
     * @return what puts it in the place of another
     */
    static Change FromHexBody(const char* hex)
    {
        return [hex](Bytes& body) { body = FromHex(hex); };
    }

    /// Each extension twice.
    void Duplicates()
    {
        TlsTestPair pair(0xc02f, TlsVersion::TLS_1_2);
        pair.client.usesHeartbeat = true;
        pair.client.asksForOcsp = true;
        pair.client.takesTickets = true;
        pair.client.maxFragmentLength = 512;
        pair.client.npn = {"a"};
        pair.client.alpn = {"a"};
        pair.server.npn = {"a"};
        TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
        TlsScriptedPeer reader(TlsRole::SERVER, pair.server);
        reader.Receive(client.Start());
        const auto offered = reader.clientHello.extensions.GetAll();
        NS_TEST_EXPECT_MSG_EQ(offered.size(), 12, "all that there are");
        for (const TlsExtension& extension : offered)
        {
            NS_TEST_EXPECT_MSG_EQ(Offer([&](TlsClientHello& hello) {
                                      hello.extensions = {};
                                      hello.extensions.Add(extension.type, extension.data);
                                      hello.extensions.Add(extension.type, extension.data);
                                  }),
                                  "decode_error",
                                  "offered twice");
            TlsTestEnd end(TlsRole::CLIENT, pair.client, "c");
            TlsScriptedPeer peer(TlsRole::SERVER, pair.server);
            peer.Receive(end.Start());
            peer.SendServerHello([&](TlsServerHello& hello) {
                hello.extensions.Add(extension.type, {});
                hello.extensions.Add(extension.type, {});
            });
            peer.Exchange(end);
            NS_TEST_EXPECT_MSG_EQ(end.AlertSent(), "decode_error", "answered twice");
        }
    }
};

/// Chains without end.
class TlsEndlessChainTestCase : public TestCase
{
  public:
    TlsEndlessChainTestCase()
        : TestCase("A chain of 16384 certificates is refused, however small or large they are")
    {
    }

  private:
    void DoRun() override
    {
        constexpr size_t COUNT = 16384;
        const Bytes& real = GetFamilyIdentity("rsa:1024", PublicKeyType::RSA).chain[0];
        Check(std::vector<Bytes>(COUNT, Bytes{0x30}), "bad_certificate");
        Check(std::vector<Bytes>(COUNT, real), "illegal_parameter");
        Check(std::vector<Bytes>(100, real), "bad_certificate");
    }

    /**
     * @param chain that a server and a client send
     * @param alert expected
     */
    void Check(const std::vector<Bytes>& chain, const std::string& alert)
    {
        TlsTestPair pair(0x002f, TlsVersion::TLS_1_2);
        pair.server.clientAuthentication = TlsClientAuthentication::REQUEST;
        TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
        pair.server.identities[0].chain = chain;
        pair.client.identities = {{chain, pair.server.identities[0].key, {}, {}}};
        TlsScriptedPeer other(TlsRole::SERVER, pair.server);
        client.Start();
        DriveTo(other, client, ClientState::EXPECT_CERTIFICATE_STATUS);
        NS_TEST_EXPECT_MSG_EQ(client.AlertSent(), alert, "to a client");
        TlsScriptedPeer peer(TlsRole::CLIENT, pair.client);
        DriveTo(peer, server, ServerState::EXPECT_CLIENT_KEY_EXCHANGE);
        NS_TEST_EXPECT_MSG_EQ(server.AlertSent(), alert, "to a server");
    }
};

/// The suite.
class TlsBadInputTestSuite : public TestSuite
{
  public:
    TlsBadInputTestSuite()
        : TestSuite("tls-spdy-bad-input", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsMessageLengthTestCase);
        AddTestCase(new TlsUnknownValueTestCase);
        AddTestCase(new TlsEndlessChainTestCase);
    }
};

/// Registers the suite.
TlsBadInputTestSuite g_tlsBadInputTestSuite;

} // namespace
