/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-cause.h"
#include "tls-engine-test-drive.h"
#include "tls-engine-test-family.h"

#include "ns3/dh-well-known-group.h"
#include "ns3/test.h"

#include <set>

using namespace ns3;
using namespace ns3::tls;

namespace
{

using A = TlsAlertDescription;
using ServerState = TlsServerHandshake12::State;
using ClientState = TlsClientHandshake12::State;
using V = TlsVersion;

/// A suite of every version.
constexpr uint16_t RSA_AES128 = 0x002f;

/// A suite of TLS 1.3.
constexpr uint16_t AES_128_GCM = 0x1301;

/// @return two ends that have TLS 1.2 and one suite alone
TlsTestPair
MakePair12()
{
    return {RSA_AES128, V::TLS_1_2};
}

/**
 * @param name of a pre-shared key
 * @return the key
 */
TlsExternalPsk
PskOf(const std::string& name)
{
    TlsExternalPsk psk;
    psk.identity = ToBytes(name);
    psk.key = ToBytes("a key");
    return psk;
}

/**
 * @param flight records of a client, the first of which is its hello
 * @param change what is done to the hello
 * @return the record of the hello
 */
Bytes
ChangeHello(const Bytes& flight, const std::function<void(TlsClientHello&)>& change)
{
    const size_t header = TLS_RECORD_HEADER + TlsHandshakeMessage::HEADER;
    TlsClientHello hello;
    ByteReader reader(ByteView(flight).Sub(0, TlsConnection::RecordLength(flight)).Sub(header));
    Parse(reader, hello);
    change(hello);
    ByteWriter body;
    Serialize(hello, body);
    ByteWriter record;
    record.Write(ByteView(flight).Sub(0, 3));
    const ByteWriter::Mark fragment = record.Begin(2);
    record.U8(static_cast<uint8_t>(TlsHandshakeType::CLIENT_HELLO));
    record.Vector24(body.View());
    record.End(fragment);
    return record.Take();
}

/**
 * Two ends of ours.
 * @param change what is different from a pair that fits
 * @param suite the only one
 * @param version the only one
 * @return alert of either
 */
std::string
Between(const std::function<void(TlsTestPair&)>& change,
        uint16_t suite = RSA_AES128,
        TlsVersion version = V::TLS_1_2)
{
    TlsTestPair pair(suite, version);
    change(pair);
    return TlsTestConnection(pair).GetAlert();
}

/**
 * A server and a scripted client.
 * @param play what the client does once connected, or instead
 * @param state in which the server is by then
 * @return alert of the server
 */
std::string
ToServer(const std::function<void(TlsScriptedPeer&)>& play,
         ServerState state = ServerState::CONNECTED)
{
    const TlsTestPair pair = MakePair12();
    TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
    TlsScriptedPeer peer(TlsRole::CLIENT, pair.client);
    DriveTo(peer, server, state);
    play(peer);
    peer.Exchange(server);
    return server.AlertSent();
}

/**
 * A client and a scripted server with an anonymous Diffie-Hellman exchange.
 * @param suite the only one
 * @param bits of the group that the server sends in place of its own
 * @return alert of the client
 */
std::string
ToClientWithGroup(uint16_t suite, uint16_t bits)
{
    TlsTestPair pair(suite, V::TLS_1_0);
    pair.client.minDhBits = 512;
    TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
    TlsScriptedPeer peer(TlsRole::SERVER, pair.server);
    peer.tamper = [bits](TlsHandshakeType type, Bytes& body) {
        if (type == TlsHandshakeType::SERVER_KEY_EXCHANGE)
        {
            const DhGroup group = bits > 0 ? *WellKnownDhGroup(bits) : DhGroup{Bytes{3}, Bytes{2}};
            ByteWriter writer;
            Serialize(TlsServerDhParams{group, Bytes{2}}, writer);
            body = writer.Take();
        }
    };
    client.Start();
    DriveTo(peer, client, ClientState::EXPECT_CERTIFICATE_REQUEST);
    return client.AlertSent();
}

/**
 * @param change what is done to the Server Hello
 * @return alert of a client
 */
std::string
ToClientWithHello(const std::function<void(TlsServerHello&)>& change)
{
    const TlsTestPair pair = MakePair12();
    TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
    TlsScriptedPeer peer(TlsRole::SERVER, pair.server);
    peer.Receive(client.Start());
    peer.SendServerHello(change);
    peer.Exchange(client);
    return client.AlertSent();
}

/// @return alert of a server to a client that does not compress though it said so
std::string
WithoutCompression()
{
    TlsTestPair pair = MakePair12();
    pair.client.usesDeflate = true;
    pair.server.usesDeflate = true;
    TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
    TlsScriptedPeer peer(TlsRole::CLIENT, pair.client);
    peer.forgetsToCompress = true;
    DriveTo(peer, server, ServerState::CONNECTED);
    return server.AlertSent();
}

/// @return the first warning that a server gets from a client of SSL 3.0 without certificate
std::string
WithoutCertificate()
{
    TlsTestPair pair(RSA_AES128, V::SSL_3_0);
    pair.server.clientAuthentication = TlsClientAuthentication::REQUEST;
    const TlsTestConnection connection(pair);
    for (const TlsEvent& event : connection.server.events)
    {
        if (event.step == TlsStep::ALERT)
        {
            return event.detail;
        }
    }
    return "none";
}

/// @return the warning that a client gets when it wants another handshake
std::string
WithoutRenegotiation()
{
    TlsTestPair pair = MakePair12();
    pair.client.renegotiation = TlsRenegotiation::SECURE;
    TlsTestConnection connection(pair);
    Pump(connection.client, connection.server, connection.client.Renegotiate());
    return connection.client.events.back().detail;
}

/**
 * @param suite the only one
 * @param version the only one
 * @return alert of a server that knows another host than the one that a client asks for
 */
std::string
ForAnotherHost(uint16_t suite, TlsVersion version)
{
    TlsTestPair pair(suite, version);
    // The client would not mind.
    pair.client.verification = TlsVerification::NONE;
    pair.server.refusesUnknownNames = true;
    if (!TlsTestConnection(pair).server.Get().IsEstablished() ||
        !TlsTestConnection(pair, "1", "").server.Get().IsEstablished())
    {
        return "refuses its own host, or a client that names none";
    }
    TlsTestConnection refused(pair, "1", "elsewhere.example.org");
    pair.server.refusesUnknownNames = false;
    const TlsTestConnection served(pair, "1", "elsewhere.example.org");
    return served.server.Get().IsEstablished() ? refused.server.AlertSent() : "refuses unasked";
}

/// @return a cause of each alert that is ever sent
std::vector<TlsTestCause>
AllCauses()
{
    using P = TlsTestPair;
    using Peer = TlsScriptedPeer;
    const auto record = [](TlsContentType type, const Bytes& fragment) {
        return [=] { return ToServer([=](Peer& peer) { peer.SendRecord(type, fragment); }); };
    };
    return {
        {A::CLOSE_NOTIFY, [] { return AlertOfClosed(MakePair12()); }},
        {A::UNEXPECTED_MESSAGE, record(TlsContentType::CHANGE_CIPHER_SPEC, Bytes{1})},
        {A::BAD_RECORD_MAC, [] { return AlertOfChanged(MakePair12()); }},
        {A::RECORD_OVERFLOW,
         record(TlsContentType::APPLICATION_DATA, Bytes(TLS_MAX_PLAINTEXT + 1))},
        {A::DECOMPRESSION_FAILURE, &WithoutCompression},
        {A::HANDSHAKE_FAILURE,
         [] { return Between([](P& pair) { pair.server.cipherSuites = {0x0035}; }); }},
        {A::NO_CERTIFICATE, &WithoutCertificate},
        {A::BAD_CERTIFICATE,
         [] { return Between([](P& pair) { pair.server.identities[0].chain[0].back() ^= 1; }); }},
        {A::UNSUPPORTED_CERTIFICATE,
         [] {
             return Between([](P& pair) {
                 const auto& client = GetFamilyIdentity("rsa:1024", PublicKeyType::RSA, true);
                 pair.server.identities = {client};
             });
         }},
        {A::CERTIFICATE_REVOKED,
         [] { return AlertOfStapled(MakePair12(), OcspCertStatus::REVOKED); }},
        {A::CERTIFICATE_EXPIRED,
         [] { return TlsTestConnection(MakePair12(), "1", TEST_HOST, 0).GetAlert(); }},
        {A::CERTIFICATE_UNKNOWN, [] { return AlertOfRejected(MakePair12(), A::CLOSE_NOTIFY); }},
        {A::ILLEGAL_PARAMETER,
         [] { return ToClientWithHello([](TlsServerHello& h) { h.cipherSuite = 0x0035; }); }},
        {A::UNKNOWN_CA,
         [] { return Between([](P& pair) { pair.client.trust = GetTestIdentities().trust; }); }},
        {A::ACCESS_DENIED, [] { return AlertOfRejected(MakePair12(), A::ACCESS_DENIED); }},
        {A::DECODE_ERROR, record(TlsContentType::ALERT, Bytes{1})},
        {A::DECRYPT_ERROR,
         [] {
             return ToServer(
                 [](Peer& peer) { peer.SendFinished([](Bytes& data) { data[0] ^= 1; }); },
                 ServerState::EXPECT_FINISHED);
         }},
        {A::EXPORT_RESTRICTION, [] { return ToClientWithGroup(0x0019, 1024); }},
        {A::PROTOCOL_VERSION,
         [] { return Between([](P& pair) { pair.client.maxVersion = V::TLS_1_1; }); }},
        {A::INSUFFICIENT_SECURITY, [] { return ToClientWithGroup(0x0034, 0); }},
        // A key that is too small for the only algorithm in common.
        {A::INTERNAL_ERROR,
         [] {
             return Between(
                 [](P& pair) {
                     pair.client.signatureSchemes = {SignatureScheme::RSA_PKCS1_SHA512};
                     pair.server.identities = {GetFamilyIdentity("rsa:512", PublicKeyType::RSA)};
                 },
                 0x0033);
         }},
        {A::INAPPROPRIATE_FALLBACK,
         [] {
             return Between([](P& pair) {
                 pair.SetVersions(V::SSL_3_0, V::TLS_1_2);
                 pair.client.maxVersion = V::TLS_1_0;
                 pair.client.isFallback = true;
             });
         }},
        {A::USER_CANCELED, [] { return AlertOfRejected(MakePair12(), A::USER_CANCELED); }},
        {A::NO_RENEGOTIATION, &WithoutRenegotiation},
        {A::MISSING_EXTENSION,
         [] {
             const P pair(AES_128_GCM, V::TLS_1_3);
             TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
             TlsTestEnd server(TlsRole::SERVER, pair.server, "s");
             server.Receive(ChangeHello(client.Start(), [](TlsClientHello& hello) {
                 hello.extensions.Remove(TlsExtensionType::SUPPORTED_GROUPS);
             }));
             return server.AlertSent();
         }},
        {A::UNKNOWN_PSK_IDENTITY,
         [] {
             return Between(
                 [](P& pair) {
                     pair.server.identities.clear();
                     pair.client.tls13.externalPsks = {PskOf("hers")};
                     pair.server.tls13.externalPsks = {PskOf("its")};
                 },
                 AES_128_GCM,
                 V::TLS_1_3);
         }},
        {A::CERTIFICATE_REQUIRED,
         [] {
             return Between(
                 [](P& pair) {
                     pair.server.clientAuthentication = TlsClientAuthentication::REQUIRE;
                 },
                 AES_128_GCM,
                 V::TLS_1_3);
         }},
        {A::UNSUPPORTED_EXTENSION,
         [] {
             return ToClientWithHello(
                 [](TlsServerHello& h) { h.extensions.Add(TlsExtensionType::NPN, {}); });
         }},
        {A::UNRECOGNIZED_NAME, [] { return ForAnotherHost(RSA_AES128, V::TLS_1_2); }},
        {A::UNRECOGNIZED_NAME, [] { return ForAnotherHost(AES_128_GCM, V::TLS_1_3); }},
        {A::BAD_CERTIFICATE_STATUS_RESPONSE,
         [] { return AlertOfStapled(MakePair12(), OcspCertStatus::UNKNOWN); }},
        {A::NO_APPLICATION_PROTOCOL,
         [] {
             return Between([](P& pair) {
                 pair.client.alpn = {"a"};
                 pair.server.alpn = {"b"};
             });
         }},
    };
}

/// Alerts that are never sent, but received.
const std::set<A> NEVER_SENT{
    A::DECRYPTION_FAILED,          // must not be sent: it would tell padding from MAC
    A::CERTIFICATE_UNOBTAINABLE,   // of client_certificate_url, which is not offered
    A::BAD_CERTIFICATE_HASH_VALUE, // the same
};

/// Each alert has a cause.
class TlsEveryAlertTestCase : public TestCase
{
  public:
    TlsEveryAlertTestCase()
        : TestCase("Each alert that has a name is caused by a peer, or is never sent")
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
        for (int number = 0; number < 256; ++number)
        {
            const auto alert = static_cast<A>(number);
            const bool isNamed = std::string(ToString(alert)) != "unknown_alert";
            NS_TEST_EXPECT_MSG_EQ((caused.count(alert) + NEVER_SENT.count(alert)),
                                  (isNamed ? 1 : 0),
                                  ToString(alert));
            Received(alert);
        }
    }

    /// @param alert that a server receives, in the middle of the data
    void Received(A alert)
    {
        for (const uint8_t level : {1, 2})
        {
            const TlsTestPair pair = MakePair12();
            TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
            TlsScriptedPeer peer(TlsRole::CLIENT, pair.client);
            DriveTo(peer, server, ServerState::CONNECTED);
            peer.SendRecord(TlsContentType::ALERT, Bytes{level, static_cast<uint8_t>(alert)});
            peer.Exchange(server);
            const bool isClose = alert == A::CLOSE_NOTIFY;
            // RFC 6101, 5.6.6: its place is in a handshake of SSL 3.0.
            const bool isMisplaced = alert == A::NO_CERTIFICATE;
            const std::string name = ToString(alert);
            NS_TEST_EXPECT_MSG_EQ(server.Get().IsFinished(),
                                  (level == 2 || isClose || isMisplaced),
                                  name);
            NS_TEST_EXPECT_MSG_EQ(server.AlertReceived(),
                                  (level == 2 && !isClose ? name : "none"),
                                  name);
            NS_TEST_EXPECT_MSG_EQ(server.AlertSent(),
                                  (level == 1 && isMisplaced ? "unexpected_message" : "none"),
                                  name);
            NS_TEST_EXPECT_MSG_EQ(server.Get().IsPeerClosed(), isClose, name);
        }
    }
};

/// The suite.
class TlsEveryAlertTestSuite : public TestSuite
{
  public:
    TlsEveryAlertTestSuite()
        : TestSuite("tls-spdy-every-alert", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsEveryAlertTestCase);
    }
};

/// Registers the suite.
TlsEveryAlertTestSuite g_tlsEveryAlertTestSuite;

} // namespace
