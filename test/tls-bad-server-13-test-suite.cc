/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-bad-input-13.h"

using namespace ns3;
using namespace ns3::tls;

namespace
{

using ClientState = TlsClientHandshake13::State;
using E = TlsExtensionType;
using Peer = TlsScriptedPeer13;
using Play = std::function<void(Peer&)>;

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

/// Hellos that a client does not take that offers two keys given beforehand, with SHA-256 and with
/// SHA-384, and announces early data with the first one.
const std::vector<BadInputRow> PSK_ANSWERS{
    {"a key that was not offered",
     "illegal_parameter",
     AnswerWith(E::PRE_SHARED_KEY, EncodeSelectedPsk(2))},
    {"a key with another hash",
     "illegal_parameter",
     AnswerWith(E::PRE_SHARED_KEY, EncodeSelectedPsk(1))},
    {"a malformed key", "decode_error", AnswerWith(E::PRE_SHARED_KEY, {0})},
    {"a key alone, without an exchange", "illegal_parameter", Answer([](TlsServerHello& hello) {
         hello.extensions.Remove(E::KEY_SHARE);
     })},
    {"TLS 1.2, but early data is on its way", "protocol_version", Answer([](TlsServerHello& hello) {
         hello.extensions.Remove(E::SUPPORTED_VERSIONS);
     })},
    {"early data with another protocol",
     "illegal_parameter",
     [](Peer& peer) {
         peer.SendServerHello();
         peer.SendEncryptedExtensions(
             [](TlsExtensionList& list) { list.Add(E::ALPN, EncodeAlpn({"http/1.1"})); });
     }},
    {"a certificate request beside a key",
     "unexpected_message",
     [](Peer& peer) {
         peer.SendServerHello();
         peer.SendEncryptedExtensions();
         peer.SendCertificateRequest();
     }},
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
    {"a request for a hello of TLS 1.2",
     "illegal_parameter",
     [](Peer& peer) {
         peer.SendRetryRequest(
             [](TlsServerHello& hello) { hello.extensions.Remove(E::SUPPORTED_VERSIONS); });
     }},
    {"a request with a malformed group",
     "decode_error",
     [](Peer& peer) {
         peer.SendRetryRequest([](TlsServerHello& hello) {
             hello.extensions.Add(E::KEY_SHARE, {0, 29, 0});
         });
     }},
    {"a request with an empty cookie",
     "decode_error",
     [](Peer& peer) {
         peer.SendRetryRequest([](TlsServerHello& hello) {
             hello.extensions.Replace(E::COOKIE, {0, 0});
         });
     }},
    {"TLS 1.2 after a request",
     "illegal_parameter",
     [](Peer& peer) {
         peer.SendRetryRequest();
         peer.SendServerHello(
             [](TlsServerHello& hello) { hello.extensions.Remove(E::SUPPORTED_VERSIONS); },
             false);
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
    {"a limit of a record's size that is too small",
     "unsupported_extension",
     EncryptedWith(E::RECORD_SIZE_LIMIT, {0, 63})},
    {"a body cut short",
     "decode_error",
     [](Peer& peer) {
         peer.Send(TlsHandshakeType::ENCRYPTED_EXTENSIONS, Bytes{0, 1});
     }},
    {"data in the middle of a message",
     "unexpected_message",
     [](Peer& peer) {
         peer.SendRecord(TlsContentType::HANDSHAKE, Bytes{8, 0, 0, 2, 0});
         peer.SendRecord(TlsContentType::APPLICATION_DATA, Bytes{1});
     }},
    {"a message that is far too long",
     "illegal_parameter",
     [](Peer& peer) {
         peer.SendRecord(TlsContentType::HANDSHAKE, Bytes{8, 0xff, 0xff, 0xff});
     }},
    {"a record of the handshake in the clear",
     "unexpected_message",
     [](Peer& peer) {
         peer.raw = Bytes{22, 3, 3, 0, 6, 8, 0, 0, 2, 0, 0};
     }},
    {"a record that is not authentic",
     "bad_record_mac",
     [](Peer& peer) {
         peer.SendEncryptedExtensions();
         peer.raw = peer.Take();
         peer.raw.back() ^= 1;
     }},
    {"a record that is too long",
     "record_overflow",
     [](Peer& peer) {
         peer.raw = Bytes{23, 3, 3, 0x41, 0x01};
         peer.raw.resize(5 + 0x4101);
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
    {"a request whose algorithms are malformed",
     "decode_error",
     [](Peer& peer) {
         peer.SendCertificateRequest([](TlsCertificateRequest13& message) {
             message.extensions.Replace(E::SIGNATURE_ALGORITHMS, {0, 1, 4});
         });
     }},
    {"a request whose authorities are malformed",
     "decode_error",
     [](Peer& peer) {
         peer.SendCertificateRequest([](TlsCertificateRequest13& message) {
             message.extensions.Remove(E::CERTIFICATE_AUTHORITIES);
             message.extensions.Add(E::CERTIFICATE_AUTHORITIES, {0, 2, 0, 0});
         });
     }},
    {"a certificate that is none",
     "bad_certificate",
     [](Peer& peer) {
         peer.SendCertificate([](TlsCertificate13& message) {
             message.entries[0].certificate = {0x30, 0};
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
const std::vector<BadInputRow> TICKETS{
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
};

/// @return the same with another key and protocols at the client
TlsTestPair
TwoPsksPair()
{
    TlsTestPair pair = MakePskPair();
    TlsExternalPsk other = pair.client.tls13.externalPsks[0];
    other.hash = HashAlgorithm::SHA384;
    other.identity = ToBytes("another name");
    pair.client.tls13.externalPsks.push_back(other);
    pair.client.cipherSuites = {0x1301, 0x1302};
    pair.client.alpn = {"spdy/3.1", "http/1.1"};
    pair.client.minVersion = TlsVersion::TLS_1_2;
    pair.client.cipherSuites.push_back(0xc02f);
    return pair;
}

/// Rows of a table.
class TlsBadServer13TestCase : public TlsBadInput13TestCase
{
  public:
    TlsBadServer13TestCase()
        : TlsBadInput13TestCase(
              "What a server of TLS 1.3 does wrong ends in the alert that the RFC names")
    {
    }

  private:
    void DoRun() override
    {
        Run(SERVER_HELLOS, MakePair13(), ClientState::EXPECT_SERVER_HELLO);
        Run(PSK_ANSWERS, TwoPsksPair(), ClientState::EXPECT_SERVER_HELLO);
        Run(ENCRYPTED, MakePair13(), ClientState::EXPECT_ENCRYPTED_EXTENSIONS);
        Run(CERTIFICATES, MakePair13(), ClientState::EXPECT_CERTIFICATE_REQUEST);
        Run(BadAfterHandshake(), MakePair13(), ClientState::CONNECTED);
        Run(TICKETS, MakePair13(), ClientState::CONNECTED);
    }

    /**
     * @param rows what the server does
     * @param pair both ends
     * @param state of the client by then
     */
    void Run(const std::vector<BadInputRow>& rows, const TlsTestPair& pair, ClientState state)
    {
        for (const BadInputRow& row : rows)
        {
            TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
            Peer peer(TlsRole::SERVER, pair.server);
            peer.takesEarlyData = pair.client.tls13.sendsEarlyData;
            client.Start();
            DriveTo(peer, client, state);
            row.play(peer);
            Expect(row, peer, client);
        }
    }
};

/// The suite.
class TlsBadServer13TestSuite : public TestSuite
{
  public:
    TlsBadServer13TestSuite()
        : TestSuite("tls-spdy-bad-server-13", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsBadServer13TestCase);
    }
};

TlsBadServer13TestSuite g_tlsBadServer13TestSuite; //!< registers the suite

} // namespace
