/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-family.h"
#include "tls-engine-test-peer-13.h"

#include "ns3/test.h"
#include "ns3/tls-hello-13.h"

using namespace ns3;
using namespace ns3::tls;

namespace
{

using ClientState = TlsClientHandshake13::State;
using ServerState = TlsServerHandshake13::State;
using E = TlsExtensionType;
using Peer = TlsScriptedPeer13;
using Play = std::function<void(Peer&)>;

/// What a peer does, and the alert that names it.
struct BadInputRow
{
    const char* what;  //!< for the message
    const char* alert; //!< the RFC's name
    Play play;         //!< what the peer says
};

/// @return two ends that have TLS 1.3 alone
TlsTestPair
Pair13()
{
    TlsTestPair pair(0x1301, TlsVersion::TLS_1_3);
    pair.SetGroup(NamedGroup::X25519);
    return pair;
}

/**
 * @param change what is done to a Client Hello
 * @return a client that sends such a hello
 */
Play
Hello(const std::function<void(TlsClientHello&)>& change)
{
    return [change](Peer& peer) { peer.SendClientHello(change); };
}

/**
 * @param type an extension
 * @param data what it is replaced with
 * @return a client whose hello has that instead
 */
Play
HelloWith(E type, const Bytes& data)
{
    return Hello([=](TlsClientHello& hello) {
        hello.extensions.Remove(type);
        hello.extensions.Add(type, data);
    });
}

/**
 * @param type an extension
 * @return a client whose hello lacks it
 */
Play
HelloWithout(E type)
{
    return Hello([=](TlsClientHello& hello) { hello.extensions.Remove(type); });
}

/**
 * @param change what is done to a Server Hello
 * @return a server that sends such a hello
 */
Play
Answer(const std::function<void(TlsServerHello&)>& change)
{
    return [change](Peer& peer) { peer.SendServerHello(change, false); };
}

/**
 * @param type an extension
 * @param data what is in it
 * @return a server whose hello has it, too
 */
Play
AnswerWith(E type, const Bytes& data)
{
    return Answer([=](TlsServerHello& hello) {
        hello.extensions.Remove(type);
        hello.extensions.Add(type, data);
    });
}

/**
 * @param type an extension
 * @param data what is in it
 * @return a server whose Encrypted Extensions have it
 */
Play
EncryptedWith(E type, const Bytes& data)
{
    return [=](Peer& peer) {
        peer.SendEncryptedExtensions([=](TlsExtensionList& list) { list.Add(type, data); });
    };
}

/// Hellos that a server does not take.
const std::vector<BadInputRow> CLIENT_HELLOS{
    {"no groups", "missing_extension", HelloWithout(E::SUPPORTED_GROUPS)},
    {"no signature algorithms", "missing_extension", HelloWithout(E::SIGNATURE_ALGORITHMS)},
    {"no shares", "missing_extension", HelloWithout(E::KEY_SHARE)},
    {"keys without modes", "missing_extension", Hello([](TlsClientHello& hello) {
         hello.extensions.Add(E::PRE_SHARED_KEY,
                              EncodeOfferedPsks({{{ToBytes("x"), 0}}, {Bytes(32)}}));
     })},
    {"keys that are not at the end", "illegal_parameter", Hello([](TlsClientHello& hello) {
         hello.extensions.Add(E::PSK_KEY_EXCHANGE_MODES,
                              EncodePskKeyExchangeModes({TlsPskKeyExchangeMode::PSK_DHE_KE}));
         hello.extensions.Add(E::PRE_SHARED_KEY,
                              EncodeOfferedPsks({{{ToBytes("x"), 0}}, {Bytes(32)}}));
         hello.extensions.Add(E::COOKIE, EncodeCookie(ToBytes("x")));
     })},
    {"two keys and one binder", "illegal_parameter", Hello([](TlsClientHello& hello) {
         hello.extensions.Add(E::PSK_KEY_EXCHANGE_MODES,
                              EncodePskKeyExchangeModes({TlsPskKeyExchangeMode::PSK_DHE_KE}));
         hello.extensions.Add(
             E::PRE_SHARED_KEY,
             EncodeOfferedPsks({{{ToBytes("x"), 0}, {ToBytes("y"), 0}}, {Bytes(32)}}));
     })},
    {"early data without keys", "illegal_parameter", HelloWith(E::EARLY_DATA, {})},
    {"early data with something in it", "decode_error", HelloWith(E::EARLY_DATA, {0})},
    {"a share cut short", "decode_error", HelloWith(E::KEY_SHARE, {0, 3, 0, 29, 0})},
    {"two shares of one group",
     "illegal_parameter",
     HelloWith(E::KEY_SHARE,
               EncodeClientKeyShares(
                   {{NamedGroup::X25519, Bytes(32, 9)}, {NamedGroup::X25519, Bytes(32, 9)}}))},
    {"a share that leads to zeros",
     "illegal_parameter",
     HelloWith(E::KEY_SHARE, EncodeClientKeyShares({{NamedGroup::X25519, Bytes(32)}}))},
    {"a share that is too long",
     "illegal_parameter",
     HelloWith(E::KEY_SHARE, EncodeClientKeyShares({{NamedGroup::X25519, Bytes(33, 9)}}))},
    {"no version in common", "protocol_version", HelloWith(E::SUPPORTED_VERSIONS, {2, 0x7f, 0x1c})},
    {"no versions at all", "decode_error", HelloWith(E::SUPPORTED_VERSIONS, {0})},
    {"no group in common", "handshake_failure", Hello([](TlsClientHello& hello) {
         hello.extensions.Replace(E::SUPPORTED_GROUPS, EncodeGroups({NamedGroup::SECP521R1}));
         hello.extensions.Replace(E::KEY_SHARE, EncodeClientKeyShares({}));
     })},
    {"no suite in common", "handshake_failure", Hello([](TlsClientHello& hello) {
         hello.cipherSuites = {0x1302};
     })},
    {"no algorithm in common",
     "handshake_failure",
     HelloWith(E::SIGNATURE_ALGORITHMS,
               EncodeSignatureSchemes({SignatureScheme::RSA_PKCS1_SHA256}))},
    {"compression", "illegal_parameter", Hello([](TlsClientHello& hello) {
         hello.compressionMethods = {1, 0};
     })},
    {"an extension twice", "illegal_parameter", Hello([](TlsClientHello& hello) {
         hello.extensions.Add(E::POST_HANDSHAKE_AUTH, {});
         hello.extensions.Add(E::POST_HANDSHAKE_AUTH, {});
     })},
    {"too small a record", "illegal_parameter", HelloWith(E::RECORD_SIZE_LIMIT, {0, 63})},
    {"an empty cookie", "decode_error", HelloWith(E::COOKIE, {0, 0})},
    {"an extension of a ticket's place", "illegal_parameter", HelloWith(E::OID_FILTERS, {0, 0})},
};

/// Hellos that a client does not take.
const std::vector<BadInputRow> SERVER_HELLOS{
    {"another session id", "illegal_parameter", Answer([](TlsServerHello& hello) {
         hello.sessionId[0] ^= 1;
     })},
    {"a suite that was not offered", "illegal_parameter", Answer([](TlsServerHello& hello) {
         hello.cipherSuite = 0x1302;
     })},
    {"a suite of TLS 1.2", "illegal_parameter", Answer([](TlsServerHello& hello) {
         hello.cipherSuite = 0xc02f;
     })},
    {"compression", "illegal_parameter", Answer([](TlsServerHello& hello) {
         hello.compressionMethod = 1;
     })},
    {"no share", "missing_extension", Answer([](TlsServerHello& hello) {
         hello.extensions.Remove(E::KEY_SHARE);
     })},
    {"a share for another group",
     "illegal_parameter",
     AnswerWith(E::KEY_SHARE, EncodeServerKeyShare({NamedGroup::SECP256R1, Bytes(65, 4)}))},
    {"a share that leads to zeros",
     "illegal_parameter",
     AnswerWith(E::KEY_SHARE, EncodeServerKeyShare({NamedGroup::X25519, Bytes(32)}))},
    {"a share cut short", "decode_error", AnswerWith(E::KEY_SHARE, {0, 29, 0})},
    {"a key that was not offered",
     "unsupported_extension",
     AnswerWith(E::PRE_SHARED_KEY, EncodeSelectedPsk(0))},
    {"an unknown version", "illegal_parameter", AnswerWith(E::SUPPORTED_VERSIONS, {0x7f, 0x1c})},
    {"TLS 1.2 in the extension",
     "illegal_parameter",
     AnswerWith(E::SUPPORTED_VERSIONS, EncodeSelectedVersion(TlsVersion::TLS_1_2))},
    {"two versions", "decode_error", AnswerWith(E::SUPPORTED_VERSIONS, {3, 4, 3, 4})},
    {"another version beside the extension", "illegal_parameter", Answer([](TlsServerHello& hello) {
         hello.serverVersion = 0x0301;
     })},
    {"TLS 1.2, which was not offered", "protocol_version", Answer([](TlsServerHello& hello) {
         hello.extensions.Remove(E::SUPPORTED_VERSIONS);
     })},
    {"ALPN in the clear", "illegal_parameter", AnswerWith(E::ALPN, EncodeAlpn({"spdy/3.1"}))},
    {"an extension that was not offered",
     "unsupported_extension",
     AnswerWith(static_cast<E>(0x5555), {})},
    {"a key exchange before it",
     "unexpected_message",
     [](Peer& peer) {
         peer.Send(TlsHandshakeType::ENCRYPTED_EXTENSIONS, Bytes{0, 0});
     }},
    {"Encrypted Extensions in the clear, in the same record",
     "unexpected_message",
     [](Peer& peer) {
         peer.SendServerHello({}, false);
         Bytes said = peer.Take();
         // Both messages in one record.
         const Bytes more{8, 0, 0, 2, 0, 0};
         said.insert(said.end(), more.begin(), more.end());
         const size_t length = (size_t{said[3]} << 8 | said[4]) + more.size();
         said[3] = static_cast<uint8_t>(length >> 8);
         said[4] = static_cast<uint8_t>(length);
         peer.raw = said;
     }},
    {"a second request for a hello",
     "unexpected_message",
     [](Peer& peer) {
         peer.SendRetryRequest();
         peer.SendRetryRequest();
     }},
    {"a request that changes nothing",
     "illegal_parameter",
     [](Peer& peer) {
         peer.SendRetryRequest([](TlsServerHello& hello) { hello.extensions.Remove(E::COOKIE); });
     }},
    {"a request for a share that is there",
     "illegal_parameter",
     [](Peer& peer) {
         peer.SendRetryRequest([](TlsServerHello& hello) {
             hello.extensions.Add(E::KEY_SHARE, EncodeSelectedGroup(NamedGroup::X25519));
         });
     }},
    {"a request for a group that was not offered",
     "illegal_parameter",
     [](Peer& peer) {
         peer.SendRetryRequest([](TlsServerHello& hello) {
             hello.extensions.Add(E::KEY_SHARE, EncodeSelectedGroup(NamedGroup::SECP521R1));
         });
     }},
    {"another suite after a request",
     "illegal_parameter",
     [](Peer& peer) {
         peer.SendRetryRequest();
         peer.SendServerHello([](TlsServerHello& hello) { hello.cipherSuite = 0x1303; }, false);
     }},
};

/// What a client does not take after the Server Hello.
const std::vector<BadInputRow> ENCRYPTED{
    {"a share", "illegal_parameter", EncryptedWith(E::KEY_SHARE, {0, 29})},
    {"a protocol that was not offered",
     "unsupported_extension",
     EncryptedWith(E::ALPN, EncodeAlpn({"spdy/3.1"}))},
    {"early data that was not offered", "unsupported_extension", EncryptedWith(E::EARLY_DATA, {})},
    {"an unknown extension", "unsupported_extension", EncryptedWith(static_cast<E>(0x5555), {})},
    {"an extension of TLS 1.2", "illegal_parameter", EncryptedWith(E::EXTENDED_MASTER_SECRET, {})},
    {"a name with something in it", "decode_error", EncryptedWith(E::SERVER_NAME, {0})},
    {"a body cut short",
     "decode_error",
     [](Peer& peer) {
         peer.Send(TlsHandshakeType::ENCRYPTED_EXTENSIONS, Bytes{0, 1});
     }},
    {"a record of only padding",
     "unexpected_message",
     [](Peer& peer) { peer.SendRecord(static_cast<TlsContentType>(0), Bytes(10)); }},
    {"a record that is empty",
     "unexpected_message",
     [](Peer& peer) { peer.SendRecord(TlsContentType::HANDSHAKE, {}); }},
    {"a content type that is not known",
     "unexpected_message",
     [](Peer& peer) { peer.SendRecord(TlsContentType::HEARTBEAT, Bytes(10)); }},
};

/// What a client does not take of the server's authentication.
const std::vector<BadInputRow> CERTIFICATES{
    {"no certificate",
     "decode_error",
     [](Peer& peer) {
         peer.SendCertificate([](TlsCertificate13& message) { message.entries.clear(); });
     }},
    {"a context",
     "illegal_parameter",
     [](Peer& peer) {
         peer.SendCertificate([](TlsCertificate13& message) { message.requestContext = {1}; });
     }},
    {"a response that was not asked for",
     "unsupported_extension",
     [](Peer& peer) {
         peer.SendCertificate([](TlsCertificate13& message) {
             message.entries[0].extensions.Add(E::STATUS_REQUEST, {1, 0, 0, 1, 0});
         });
     }},
    {"an extension that does not belong to a certificate",
     "illegal_parameter",
     [](Peer& peer) {
         peer.SendCertificate([](TlsCertificate13& message) {
             message.entries[0].extensions.Add(E::ALPN, EncodeAlpn({"x"}));
         });
     }},
    {"a request without algorithms",
     "missing_extension",
     [](Peer& peer) {
         peer.SendCertificateRequest([](TlsCertificateRequest13& message) {
             message.extensions.Remove(E::SIGNATURE_ALGORITHMS);
         });
     }},
    {"a request with a context",
     "illegal_parameter",
     [](Peer& peer) {
         peer.SendCertificateRequest(
             [](TlsCertificateRequest13& message) { message.requestContext = {1}; });
     }},
    {"a wrong signature",
     "decrypt_error",
     [](Peer& peer) {
         peer.SendCertificate();
         peer.SendCertificateVerify(
             [](TlsCertificateVerify13& message) { message.signature[5] ^= 1; });
     }},
    {"an algorithm of TLS 1.2",
     "illegal_parameter",
     [](Peer& peer) {
         peer.SendCertificate();
         peer.SendCertificateVerify([](TlsCertificateVerify13& message) {
             message.algorithm = SignatureScheme::RSA_PKCS1_SHA256;
         });
     }},
    {"an algorithm of another key",
     "illegal_parameter",
     [](Peer& peer) {
         peer.SendCertificate();
         peer.SendCertificateVerify([](TlsCertificateVerify13& message) {
             message.algorithm = SignatureScheme::ECDSA_SECP256R1_SHA256;
         });
     }},
    {"a wrong Finished",
     "decrypt_error",
     [](Peer& peer) {
         peer.SendCertificate();
         peer.SendCertificateVerify();
         peer.SendFinished([](Bytes& data) { data[0] ^= 1; });
     }},
    {"a Finished that is too long",
     "decode_error",
     [](Peer& peer) {
         peer.SendCertificate();
         peer.SendCertificateVerify();
         peer.SendFinished([](Bytes& data) { data.push_back(0); });
     }},
};

/// What a client does not take after the handshake.
const std::vector<BadInputRow> AFTERWARDS{
    {"an update that asks for something unknown",
     "illegal_parameter",
     [](Peer& peer) { peer.SendKeyUpdate(static_cast<TlsKeyUpdateRequest>(2)); }},
    {"an update that is too long",
     "decode_error",
     [](Peer& peer) {
         peer.Send(TlsHandshakeType::KEY_UPDATE, Bytes{0, 0});
     }},
    {"updates without end",
     "unexpected_message",
     [](Peer& peer) {
         for (int i = 0; i < 40; ++i)
         {
             peer.SendKeyUpdate();
         }
     }},
    {"an update in one record with what follows",
     "unexpected_message",
     [](Peer& peer) {
         peer.SendRecord(TlsContentType::HANDSHAKE, Bytes{24, 0, 0, 1, 0, 24, 0, 0, 1, 0});
     }},
    {"a ticket without a ticket",
     "decode_error",
     [](Peer& peer) {
         peer.SendSessionTicket([](TlsNewSessionTicket13& message) { message.ticket.clear(); });
     }},
    {"a ticket with an extension of a hello",
     "illegal_parameter",
     [](Peer& peer) {
         peer.SendSessionTicket([](TlsNewSessionTicket13& message) {
             message.extensions.Add(E::KEY_SHARE, {0, 29});
         });
     }},
    {"a ticket whose early data is malformed",
     "decode_error",
     [](Peer& peer) {
         peer.SendSessionTicket(
             [](TlsNewSessionTicket13& message) { message.extensions.Add(E::EARLY_DATA, {0}); });
     }},
    {"tickets without end",
     "unexpected_message",
     [](Peer& peer) {
         for (int i = 0; i < 40; ++i)
         {
             peer.SendSessionTicket();
         }
     }},
    {"a late request that was not offered",
     "unexpected_message",
     [](Peer& peer) { peer.SendCertificateRequest(); }},
    {"a change_cipher_spec",
     "unexpected_message",
     [](Peer& peer) { peer.SendRecord(TlsContentType::CHANGE_CIPHER_SPEC, Bytes{1}); }},
    {"a record of only padding",
     "unexpected_message",
     [](Peer& peer) { peer.SendRecord(static_cast<TlsContentType>(0), Bytes(10)); }},
    {"an alert that is too long",
     "decode_error",
     [](Peer& peer) {
         peer.SendRecord(TlsContentType::ALERT, Bytes{1, 0, 0});
     }},
};

/// What a server does not take of a client.
const std::vector<BadInputRow> CLIENT_FLIGHTS{
    {"no certificate",
     "certificate_required",
     [](Peer& peer) {
         peer.SendCertificate([](TlsCertificate13& message) { message.entries.clear(); });
     }},
    {"a wrong signature",
     "decrypt_error",
     [](Peer& peer) {
         peer.SendCertificate();
         peer.SendCertificateVerify(
             [](TlsCertificateVerify13& message) { message.signature[5] ^= 1; });
     }},
    {"no signature",
     "unexpected_message",
     [](Peer& peer) {
         peer.SendCertificate();
         peer.SendFinished();
     }},
    {"a wrong Finished",
     "decrypt_error",
     [](Peer& peer) {
         peer.SendCertificate();
         peer.SendCertificateVerify();
         peer.SendFinished([](Bytes& data) { data[0] ^= 1; });
     }},
    {"a dummy that is none",
     "unexpected_message",
     [](Peer& peer) { peer.SendRecord(TlsContentType::CHANGE_CIPHER_SPEC, Bytes{2}); }},
    {"dummies without end",
     "unexpected_message",
     [](Peer& peer) {
         for (int i = 0; i < 40; ++i)
         {
             peer.SendRecord(TlsContentType::CHANGE_CIPHER_SPEC, Bytes{1});
         }
     }},
    {"data before Finished",
     "unexpected_message",
     [](Peer& peer) { peer.SendRecord(TlsContentType::APPLICATION_DATA, Bytes{1}); }},
};

/// Rows of a table.
class TlsBadInput13TestCase : public TestCase
{
  public:
    TlsBadInput13TestCase()
        : TestCase("What a peer of TLS 1.3 does wrong ends in the alert that the RFC names")
    {
    }

  private:
    void DoRun() override
    {
        for (const BadInputRow& row : CLIENT_HELLOS)
        {
            AtServer(row, ServerState::EXPECT_CLIENT_HELLO);
        }
        for (const BadInputRow& row : CLIENT_FLIGHTS)
        {
            AtServer(row, ServerState::EXPECT_CERTIFICATE);
        }
        for (const BadInputRow& row : SERVER_HELLOS)
        {
            AtClient(row, ClientState::EXPECT_SERVER_HELLO);
        }
        for (const BadInputRow& row : ENCRYPTED)
        {
            AtClient(row, ClientState::EXPECT_ENCRYPTED_EXTENSIONS);
        }
        for (const BadInputRow& row : CERTIFICATES)
        {
            AtClient(row, ClientState::EXPECT_CERTIFICATE_REQUEST);
        }
        for (const BadInputRow& row : AFTERWARDS)
        {
            AtClient(row, ClientState::CONNECTED);
        }
    }

    /**
     * @param row what the client does
     * @param state of the server by then
     */
    void AtServer(const BadInputRow& row, ServerState state)
    {
        TlsTestPair pair = Pair13();
        if (state != ServerState::EXPECT_CLIENT_HELLO)
        {
            pair.server.clientAuthentication = TlsClientAuthentication::REQUIRE;
            pair.client.identities = {GetFamilyIdentity("rsa:1024", PublicKeyType::RSA, true)};
        }
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
        Peer peer(TlsRole::CLIENT, pair.client);
        DriveTo(peer, server, state);
        row.play(peer);
        Expect(row, peer, server);
    }

    /**
     * @param row what the server does
     * @param state of the client by then
     */
    void AtClient(const BadInputRow& row, ClientState state)
    {
        const TlsTestPair pair = Pair13();
        TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
        Peer peer(TlsRole::SERVER, pair.server);
        client.Start();
        DriveTo(peer, client, state);
        row.play(peer);
        Expect(row, peer, client);
    }

    /**
     * @param row what the peer has done
     * @param peer which has it still to send
     * @param end under test
     */
    void Expect(const BadInputRow& row, Peer& peer, TlsTestEnd& end)
    {
        end.Receive(peer.raw.empty() ? peer.Take() : peer.raw);
        const std::string name = std::string(row.what) + " at a " + ToString(end.Get().GetRole());
        NS_TEST_EXPECT_MSG_EQ(end.AlertSent(), row.alert, name);
        NS_TEST_EXPECT_MSG_EQ(end.Get().IsFinished(), true, name);
        NS_TEST_EXPECT_MSG_EQ(end.app.size(), 0, name);
    }
};

/// The suite.
class TlsBadInput13TestSuite : public TestSuite
{
  public:
    TlsBadInput13TestSuite()
        : TestSuite("tls-spdy-bad-input-13", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsBadInput13TestCase);
    }
};

TlsBadInput13TestSuite g_tlsBadInput13TestSuite; //!< registers the suite

} // namespace
