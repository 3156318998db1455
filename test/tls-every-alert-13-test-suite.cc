/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-13.h"
#include "tls-engine-test-cause.h"
#include "tls-engine-test-peer-13.h"

#include <functional>
#include <set>

using namespace ns3;
using namespace ns3::tls;

namespace
{

using A = TlsAlertDescription;
using ClientState = TlsClientHandshake13::State;
using Peer = TlsScriptedPeer13;
using ServerState = TlsServerHandshake13::State;
using V = TlsVersion;

/// The error alerts of RFC 8446, 6.2 and the closure alerts of 6.1, in the RFC's order.
const std::set<A> ALERTS{A::CLOSE_NOTIFY,
                         A::USER_CANCELED,
                         A::UNEXPECTED_MESSAGE,
                         A::BAD_RECORD_MAC,
                         A::RECORD_OVERFLOW,
                         A::HANDSHAKE_FAILURE,
                         A::BAD_CERTIFICATE,
                         A::UNSUPPORTED_CERTIFICATE,
                         A::CERTIFICATE_REVOKED,
                         A::CERTIFICATE_EXPIRED,
                         A::CERTIFICATE_UNKNOWN,
                         A::ILLEGAL_PARAMETER,
                         A::UNKNOWN_CA,
                         A::ACCESS_DENIED,
                         A::DECODE_ERROR,
                         A::DECRYPT_ERROR,
                         A::PROTOCOL_VERSION,
                         A::INSUFFICIENT_SECURITY,
                         A::INTERNAL_ERROR,
                         A::INAPPROPRIATE_FALLBACK,
                         A::MISSING_EXTENSION,
                         A::UNSUPPORTED_EXTENSION,
                         A::UNRECOGNIZED_NAME,
                         A::BAD_CERTIFICATE_STATUS_RESPONSE,
                         A::UNKNOWN_PSK_IDENTITY,
                         A::CERTIFICATE_REQUIRED,
                         A::NO_APPLICATION_PROTOCOL};

/**
 * Two ends of ours.
 * @param change what is different from a pair that fits
 * @return alert of either
 */
std::string
Between(const std::function<void(TlsTestPair&)>& change)
{
    TlsTestPair pair = MakePair13();
    change(pair);
    return TlsTestConnection(pair).GetAlert();
}

/**
 * A server and a scripted client.
 * @param state in which the server is when the client goes wrong
 * @param play what the client does
 * @return alert of the server, if it is what the client hears
 */
std::string
ToServer(ServerState state, const std::function<void(Peer&)>& play)
{
    const TlsTestPair pair = MakePair13();
    TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
    Peer peer(TlsRole::CLIENT, pair.client);
    DriveTo(peer, server, state);
    play(peer);
    peer.Exchange(server);
    const bool isHeard =
        peer.alerts.size() == 1 && ToString(peer.alerts.front()) == server.AlertSent();
    return isHeard ? server.AlertSent() : server.AlertSent() + ", which the client does not hear";
}

/**
 * A client and a scripted server.
 * @param state in which the client is when the server goes wrong
 * @param play what the server does
 * @return alert of the client
 */
std::string
ToClient(ClientState state, const std::function<void(Peer&)>& play)
{
    const TlsTestPair pair = MakePair13();
    TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
    Peer peer(TlsRole::SERVER, pair.server);
    client.Start();
    DriveTo(peer, client, state);
    play(peer);
    peer.Exchange(client);
    return client.AlertSent();
}

/**
 * @param type what a record of a connected client holds
 * @param fragment what it holds
 * @return alert of the server
 */
std::string
ToServerInRecord(TlsContentType type, const Bytes& fragment)
{
    return ToServer(ServerState::CONNECTED, [&](Peer& peer) { peer.SendRecord(type, fragment); });
}

/**
 * @param change what a client does to its hello
 * @return alert of the server
 */
std::string
ToServerInHello(const std::function<void(TlsClientHello&)>& change)
{
    return ToServer(ServerState::EXPECT_CLIENT_HELLO,
                    [&](Peer& peer) { peer.SendClientHello(change); });
}

/// @return alert of a server that gets a record with an octet more than it may have
std::string
TooLong()
{
    TlsTestConnection connection(MakePair13());
    Bytes data{23, 3, 3, 0x41, 0x01};
    data.resize(TLS_RECORD_HEADER + TLS_MAX_CIPHERTEXT_13 + 1);
    connection.server.Receive(data);
    return connection.server.AlertSent();
}

/// @return alert of a server whose key is damaged, so that it cannot sign
std::string
WithDamagedKey()
{
    /// Half of a key.
    struct DamagedKey : PrivateKey
    {
    };

    return Between([](TlsTestPair& pair) {
        auto key = std::make_shared<DamagedKey>();
        key->publicKey = pair.server.identities[0].key->publicKey;
        pair.server.identities[0].key = key;
    });
}

/// @return alert of a server that has no key of the name that a client gives, and no certificate
std::string
WithOtherPsk()
{
    return Between([](TlsTestPair& pair) {
        TlsExternalPsk psk;
        psk.key = ToBytes("a key");
        psk.identity = ToBytes("hers");
        pair.client.tls13.externalPsks = {psk};
        psk.identity = ToBytes("its");
        pair.server.tls13.externalPsks = {psk};
        pair.server.identities.clear();
    });
}

/// @return a cause of each alert of RFC 8446, 6
std::vector<TlsTestCause>
AllCauses()
{
    using P = TlsTestPair;
    return {
        {A::CLOSE_NOTIFY, [] { return AlertOfClosed(MakePair13()); }},
        {A::USER_CANCELED, [] { return AlertOfRejected(MakePair13(), A::USER_CANCELED); }},
        {A::ACCESS_DENIED, [] { return AlertOfRejected(MakePair13(), A::ACCESS_DENIED); }},
        {A::CERTIFICATE_UNKNOWN, [] { return AlertOfRejected(MakePair13(), A::CLOSE_NOTIFY); }},
        {A::UNEXPECTED_MESSAGE,
         [] {
             return ToServer(ServerState::EXPECT_CLIENT_HELLO,
                             [](Peer& peer) { peer.Send(TlsHandshakeType::SERVER_HELLO); });
         }},
        {A::BAD_RECORD_MAC, [] { return AlertOfChanged(MakePair13()); }},
        {A::RECORD_OVERFLOW, &TooLong},
        {A::HANDSHAKE_FAILURE,
         [] {
             return ToServerInHello([](TlsClientHello& hello) { hello.cipherSuites = {0x1302}; });
         }},
        {A::BAD_CERTIFICATE,
         [] {
             return ToClient(ClientState::EXPECT_CERTIFICATE_REQUEST, [](Peer& peer) {
                 peer.SendCertificate(
                     [](TlsCertificate13& message) { message.entries[0].certificate.back() ^= 1; });
             });
         }},
        {A::UNSUPPORTED_CERTIFICATE,
         [] {
             return Between([](P& pair) {
                 pair.server.identities = {GetFamilyIdentity("rsa:1024", PublicKeyType::RSA, true)};
             });
         }},
        {A::CERTIFICATE_REVOKED,
         [] { return AlertOfStapled(MakePair13(), OcspCertStatus::REVOKED); }},
        {A::BAD_CERTIFICATE_STATUS_RESPONSE,
         [] { return AlertOfStapled(MakePair13(), OcspCertStatus::UNKNOWN); }},
        {A::CERTIFICATE_EXPIRED,
         [] { return TlsTestConnection(MakePair13(), "1", TEST_HOST, 0).GetAlert(); }},
        {A::ILLEGAL_PARAMETER,
         [] {
             return ToClient(ClientState::EXPECT_SERVER_HELLO, [](Peer& peer) {
                 peer.SendServerHello([](TlsServerHello& hello) { hello.cipherSuite = 0x1302; },
                                      false);
             });
         }},
        {A::UNKNOWN_CA,
         [] { return Between([](P& pair) { pair.client.trust = GetTestIdentities().trust; }); }},
        {A::DECODE_ERROR, [] { return ToServerInRecord(TlsContentType::ALERT, Bytes{1}); }},
        {A::DECRYPT_ERROR,
         [] {
             return ToServer(ServerState::EXPECT_FINISHED, [](Peer& peer) {
                 peer.SendFinished([](Bytes& data) { data[0] ^= 1; });
             });
         }},
        {A::PROTOCOL_VERSION,
         [] {
             return ToServerInHello([](TlsClientHello& hello) {
                 hello.extensions.Remove(TlsExtensionType::SUPPORTED_VERSIONS);
             });
         }},
        {A::INSUFFICIENT_SECURITY,
         [] {
             return ToServerInHello([](TlsClientHello& hello) {
                 hello.extensions.Replace(TlsExtensionType::SUPPORTED_GROUPS,
                                          EncodeGroups({NamedGroup::SECT163K1}));
             });
         }},
        {A::INTERNAL_ERROR, [] { return WithDamagedKey(); }},
        {A::INAPPROPRIATE_FALLBACK,
         [] {
             return Between([](P& pair) {
                 pair.SetVersions(V::TLS_1_2, V::TLS_1_3);
                 pair.client.maxVersion = V::TLS_1_2;
                 pair.client.cipherSuites = {0xc02f};
                 pair.client.isFallback = true;
             });
         }},
        {A::MISSING_EXTENSION,
         [] {
             return ToServerInHello([](TlsClientHello& hello) {
                 hello.extensions.Remove(TlsExtensionType::SUPPORTED_GROUPS);
             });
         }},
        {A::UNSUPPORTED_EXTENSION,
         [] {
             return ToClient(ClientState::EXPECT_ENCRYPTED_EXTENSIONS, [](Peer& peer) {
                 peer.SendEncryptedExtensions([](TlsExtensionList& list) {
                     list.Add(TlsExtensionType::ALPN, EncodeAlpn({"spdy/3.1"}));
                 });
             });
         }},
        {A::UNRECOGNIZED_NAME,
         [] {
             TlsTestPair pair = MakePair13();
             pair.server.refusesUnknownNames = true;
             return TlsTestConnection(pair, "1", "elsewhere.example.org").server.AlertSent();
         }},
        {A::UNKNOWN_PSK_IDENTITY, [] { return WithOtherPsk(); }},
        {A::CERTIFICATE_REQUIRED,
         [] {
             return Between([](P& pair) {
                 pair.server.clientAuthentication = TlsClientAuthentication::REQUIRE;
             });
         }},
        {A::NO_APPLICATION_PROTOCOL,
         [] {
             return Between([](P& pair) {
                 pair.client.alpn = {"a"};
                 pair.server.alpn = {"b"};
             });
         }},
    };
}

/// Each alert is sent.
class TlsCausedAlert13TestCase : public TestCase
{
  public:
    TlsCausedAlert13TestCase()
        : TestCase("Each alert of RFC 8446 is caused by what it is for, in TLS 1.3")
    {
    }

  private:
    void DoRun() override
    {
        std::set<A> caused;
        for (const TlsTestCause& row : AllCauses())
        {
            NS_TEST_EXPECT_MSG_EQ(row.cause(), ToString(row.alert), "the alert");
            caused.insert(row.alert);
        }
        NS_TEST_EXPECT_MSG_EQ((caused == ALERTS), true, "all of them");
    }
};

/// Each alert is received.
class TlsReceivedAlert13TestCase : public TestCase
{
  public:
    TlsReceivedAlert13TestCase()
        : TestCase("Each alert but the two that close ends a connection of TLS 1.3, whatever level "
                   "it says it has")
    {
    }

  private:
    void DoRun() override
    {
        for (int number = 0; number < 256; ++number)
        {
            for (const uint8_t level : {1, 2})
            {
                AtServer(static_cast<A>(number), level);
                AtClient(static_cast<A>(number), level);
            }
        }
    }

    /**
     * @param alert that a server receives, in the middle of the data
     * @param level that it has
     */
    void AtServer(A alert, uint8_t level)
    {
        const TlsTestPair pair = MakePair13();
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
        Peer peer(TlsRole::CLIENT, pair.client);
        DriveTo(peer, server, ServerState::CONNECTED);
        peer.SendRecord(TlsContentType::ALERT, Bytes{level, static_cast<uint8_t>(alert)});
        peer.Exchange(server);
        Expect(server, alert);
    }

    /**
     * @param alert that a client receives in the clear, in place of a Server Hello
     * @param level that it has
     */
    void AtClient(A alert, uint8_t level)
    {
        const TlsTestPair pair = MakePair13();
        TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
        Peer peer(TlsRole::SERVER, pair.server);
        peer.Receive(client.Start());
        peer.SendRecord(TlsContentType::ALERT, Bytes{level, static_cast<uint8_t>(alert)});
        client.Receive(peer.Take());
        // No version is decided yet, so that warnings are what they are in TLS 1.2.
        if (level == 2)
        {
            Expect(client, alert);
        }
        NS_TEST_EXPECT_MSG_EQ(client.Get().IsEstablished(), false, ToString(alert));
    }

    /**
     * @param end has received an alert
     * @param alert which
     */
    void Expect(const TlsTestEnd& end, A alert)
    {
        const std::string name = ToString(alert);
        const bool isClose = alert == A::CLOSE_NOTIFY;
        // RFC 8446, 6.1: close_notify follows it.
        const bool isCancel = alert == A::USER_CANCELED && end.Get().GetRole() == TlsRole::SERVER;
        NS_TEST_EXPECT_MSG_EQ(end.Get().IsFinished(), !isCancel, name);
        NS_TEST_EXPECT_MSG_EQ(end.AlertReceived(), (isClose || isCancel ? "none" : name), name);
        NS_TEST_EXPECT_MSG_EQ(end.AlertSent(), "none", name);
        NS_TEST_EXPECT_MSG_EQ(end.Get().IsPeerClosed(), isClose, name);
    }
};

/// The suite.
class TlsEveryAlert13TestSuite : public TestSuite
{
  public:
    TlsEveryAlert13TestSuite()
        : TestSuite("tls-spdy-every-alert-13", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsCausedAlert13TestCase);
        AddTestCase(new TlsReceivedAlert13TestCase);
    }
};

TlsEveryAlert13TestSuite g_tlsEveryAlert13TestSuite; //!< registers the suite

} // namespace
