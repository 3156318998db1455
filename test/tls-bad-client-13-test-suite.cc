/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-bad-input-13.h"

#include "ns3/tls-hello-13.h"

using namespace ns3;
using namespace ns3::tls;

namespace
{

using ServerState = TlsServerHandshake13::State;
using E = TlsExtensionType;
using Peer = TlsScriptedPeer13;
using Play = std::function<void(Peer&)>;

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

/// Hellos that a server does not take.
const std::vector<BadInputRow> CLIENT_HELLOS{
    {"no groups", "missing_extension", HelloWithout(E::SUPPORTED_GROUPS)},
    {"no signature algorithms", "missing_extension", HelloWithout(E::SIGNATURE_ALGORITHMS)},
    {"no shares", "missing_extension", HelloWithout(E::KEY_SHARE)},
    {"neither groups nor shares", "missing_extension", Hello([](TlsClientHello& hello) {
         hello.extensions.Remove(E::SUPPORTED_GROUPS);
         hello.extensions.Remove(E::KEY_SHARE);
     })},
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
    {"a cookie before there is one", "illegal_parameter", HelloWith(E::COOKIE, {0, 1, 7})},
    {"an empty cookie", "decode_error", HelloWith(E::COOKIE, {0, 0})},
    {"an extension of a ticket's place", "illegal_parameter", HelloWith(E::OID_FILTERS, {0, 0})},
};

/// Second hellos that a server does not take; it has asked for a share of x25519, and for a cookie.
const std::vector<BadInputRow> SECOND_HELLOS{
    {"no cookie", "illegal_parameter", HelloWithout(E::COOKIE)},
    {"another cookie", "illegal_parameter", HelloWith(E::COOKIE, EncodeCookie(Bytes(16, 1)))},
    {"a share of another group",
     "illegal_parameter",
     HelloWith(E::KEY_SHARE, EncodeClientKeyShares({{NamedGroup::SECP256R1, Bytes(65, 4)}}))},
    {"no share", "illegal_parameter", HelloWith(E::KEY_SHARE, EncodeClientKeyShares({}))},
    {"a share more than it was asked for",
     "illegal_parameter",
     HelloWith(E::KEY_SHARE,
               EncodeClientKeyShares(
                   {{NamedGroup::X25519, Bytes(32, 9)}, {NamedGroup::SECP256R1, Bytes(65, 4)}}))},
    {"other suites", "illegal_parameter", Hello([](TlsClientHello& hello) {
         hello.cipherSuites = {0x1303};
     })},
    {"other versions",
     "illegal_parameter",
     HelloWith(E::SUPPORTED_VERSIONS, EncodeSupportedVersions({TlsVersion::TLS_1_2}))},
    {"no groups", "missing_extension", HelloWithout(E::SUPPORTED_GROUPS)},
    {"early data", "illegal_parameter", HelloWith(E::EARLY_DATA, {})},
};

/// Hellos with a key given beforehand that a server does not take.
const std::vector<BadInputRow> PSK_HELLOS{
    {"a wrong binder",
     "decrypt_error",
     [](Peer& peer) {
         peer.bindsPsks = false;
         peer.SendClientHello([](TlsClientHello& hello) {
             Bytes psks = *hello.extensions.Find(E::PRE_SHARED_KEY);
             psks.back() ^= 1;
             hello.extensions.Replace(E::PRE_SHARED_KEY, psks);
         });
     }},
    {"a binder of another hello",
     "decrypt_error",
     [](Peer& peer) {
         peer.bindsPsks = false;
         peer.SendClientHello([](TlsClientHello& hello) { hello.random[0] ^= 1; });
     }},
    {"a binder of another length",
     "decrypt_error",
     [](Peer& peer) {
         peer.bindsPsks = false;
         peer.SendClientHello([](TlsClientHello& hello) {
             hello.extensions.Replace(E::PRE_SHARED_KEY,
                                      EncodeOfferedPsks({{{ToBytes("a name"), 0}}, {Bytes(48)}}));
         });
     }},
    {"a binder that is too short",
     "decode_error",
     [](Peer& peer) {
         peer.bindsPsks = false;
         peer.SendClientHello([](TlsClientHello& hello) {
             hello.extensions.Replace(E::PRE_SHARED_KEY,
                                      EncodeOfferedPsks({{{ToBytes("a name"), 0}}, {Bytes(31)}}));
         });
     }},
    {"a key without a name",
     "decode_error",
     [](Peer& peer) {
         peer.bindsPsks = false;
         peer.SendClientHello([](TlsClientHello& hello) {
             hello.extensions.Replace(E::PRE_SHARED_KEY,
                                      EncodeOfferedPsks({{{Bytes{}, 0}}, {Bytes(32)}}));
         });
     }},
    {"a list of keys cut short",
     "decode_error",
     [](Peer& peer) {
         peer.bindsPsks = false;
         peer.SendClientHello([](TlsClientHello& hello) {
             Bytes psks = *hello.extensions.Find(E::PRE_SHARED_KEY);
             psks.pop_back();
             hello.extensions.Replace(E::PRE_SHARED_KEY, psks);
         });
     }},
    {"no modes", "missing_extension", HelloWithout(E::PSK_KEY_EXCHANGE_MODES)},
    {"shares without groups", "missing_extension", HelloWithout(E::SUPPORTED_GROUPS)},
};

/// Second hellos with a key given beforehand that a server does not take.
const std::vector<BadInputRow> SECOND_PSK_HELLOS{
    {"early data", "illegal_parameter", Hello([](TlsClientHello& hello) {
         const Bytes psks = *hello.extensions.Find(E::PRE_SHARED_KEY);
         hello.extensions.Remove(E::PRE_SHARED_KEY);
         hello.extensions.Add(E::EARLY_DATA, {});
         hello.extensions.Add(E::PRE_SHARED_KEY, psks);
     })},
};

/// What a server does not take while early data comes.
const std::vector<BadInputRow> EARLY_DATA{
    {"more than it may",
     "unexpected_message",
     [](Peer& peer) { peer.SendRecord(TlsContentType::APPLICATION_DATA, Bytes(1001)); }},
    {"a record of only padding",
     "unexpected_message",
     [](Peer& peer) { peer.SendRecord(static_cast<TlsContentType>(0), Bytes(10)); }},
    {"an end with something in it",
     "decode_error",
     [](Peer& peer) { peer.Send(TlsHandshakeType::END_OF_EARLY_DATA, Bytes{0}); }},
    {"an end in one record with what follows",
     "unexpected_message",
     [](Peer& peer) {
         peer.SendRecord(TlsContentType::HANDSHAKE, Bytes{5, 0, 0, 0, 20, 0, 0, 32});
     }},
};

/// What a server does not take of a client that it has asked for a certificate after the handshake.
const std::vector<BadInputRow> LATE_PROOFS{
    {"another request's certificate",
     "illegal_parameter",
     [](Peer& peer) {
         peer.SendCertificate([](TlsCertificate13& message) { message.requestContext[0] ^= 1; });
     }},
    {"a key update between",
     "unexpected_message",
     [](Peer& peer) {
         peer.SendCertificate();
         peer.SendKeyUpdate();
     }},
    {"a wrong signature",
     "decrypt_error",
     [](Peer& peer) {
         peer.SendCertificate();
         peer.SendCertificateVerify(
             [](TlsCertificateVerify13& message) { message.signature[5] ^= 1; });
     }},
    {"a wrong Finished",
     "decrypt_error",
     [](Peer& peer) {
         peer.SendCertificate();
         peer.SendCertificateVerify();
         peer.SendFinished([](Bytes& data) { data[0] ^= 1; });
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
    {"an algorithm of another key",
     "illegal_parameter",
     [](Peer& peer) {
         peer.SendCertificate();
         peer.SendCertificateVerify([](TlsCertificateVerify13& message) {
             message.algorithm = SignatureScheme::ECDSA_SECP256R1_SHA256;
         });
     }},
    {"a dummy after Finished",
     "unexpected_message",
     [](Peer& peer) {
         peer.SendCertificate();
         peer.SendCertificateVerify();
         peer.SendFinished();
         peer.SendRecord(TlsContentType::CHANGE_CIPHER_SPEC, Bytes{1});
     }},
    {"a record of only padding",
     "unexpected_message",
     [](Peer& peer) { peer.SendRecord(static_cast<TlsContentType>(0), Bytes(10)); }},
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

/// @return a pair whose server asks for a certificate after the handshake, if it is told to
TlsTestPair
LateProvingPair()
{
    TlsTestPair pair = MakeProvingPair();
    pair.server.clientAuthentication = TlsClientAuthentication::NONE;
    pair.client.tls13.takesLateCertificateRequest = true;
    return pair;
}

/**
 * @param pair both ends
 * @return the same, but the server asks for another hello
 */
TlsTestPair
Retrying(TlsTestPair pair)
{
    pair.client.groups = {NamedGroup::SECP256R1, NamedGroup::X25519};
    pair.client.tls13.keyShares = {NamedGroup::SECP256R1};
    pair.server.tls13.cookieSize = 16;
    return pair;
}

/// Rows of a table.
class TlsBadClient13TestCase : public TlsBadInput13TestCase
{
  public:
    TlsBadClient13TestCase()
        : TlsBadInput13TestCase(
              "What a client of TLS 1.3 does wrong ends in the alert that the RFC names")
    {
    }

  private:
    void DoRun() override
    {
        Run(CLIENT_HELLOS, MakePair13(), ServerState::EXPECT_CLIENT_HELLO);
        Run(SECOND_HELLOS, Retrying(MakePair13()), ServerState::EXPECT_SECOND_CLIENT_HELLO);
        Run(PSK_HELLOS, MakePskPair(), ServerState::EXPECT_CLIENT_HELLO);
        Run(SECOND_PSK_HELLOS, Retrying(MakePskPair()), ServerState::EXPECT_SECOND_CLIENT_HELLO);
        Run(EARLY_DATA, MakePskPair(), ServerState::EXPECT_END_OF_EARLY_DATA);
        Run(CLIENT_FLIGHTS, MakeProvingPair(), ServerState::EXPECT_CERTIFICATE);
        Run(BadAfterHandshake(), MakePair13(), ServerState::CONNECTED);
        Run(LATE_PROOFS, LateProvingPair(), ServerState::CONNECTED);
    }

    /**
     * @param rows what the client does
     * @param pair both ends
     * @param state of the server by then
     */
    void Run(const std::vector<BadInputRow>& rows, const TlsTestPair& pair, ServerState state)
    {
        for (const BadInputRow& row : rows)
        {
            TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
            Peer peer(TlsRole::CLIENT, pair.client);
            DriveTo(peer, server, state);
            if (&rows == &LATE_PROOFS)
            {
                peer.Receive(server.RequestClientCertificate());
            }
            row.play(peer);
            Expect(row, peer, server);
        }
    }
};

/// The suite.
class TlsBadClient13TestSuite : public TestSuite
{
  public:
    TlsBadClient13TestSuite()
        : TestSuite("tls-spdy-bad-client-13", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsBadClient13TestCase);
    }
};

TlsBadClient13TestSuite g_tlsBadClient13TestSuite; //!< registers the suite

} // namespace
