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

constexpr uint16_t AES_128_GCM = 0x1301;
constexpr uint16_t CHACHA20_POLY1305 = 0x1303;
constexpr uint16_t AES_128_GCM_OF_TLS_12 = 0xc02f;

/// What a server answers to a client that has offered just that extension, or just those keys.
struct AnswerRow
{
    BadInputRow row;                         //!< the answer and its alert
    std::function<void(TlsTestPair&)> offer; //!< what the client offers
    ClientState state;                       //!< of the client before the answer
};

/// @return a pair with two keys given beforehand of one hash, the first of which has early data
TlsTestPair
TwoKeysPair()
{
    TlsTestPair pair = MakePskPair();
    TlsExternalPsk other = pair.client.tls13.externalPsks[0];
    other.identity = ToBytes("another name");
    pair.client.tls13.externalPsks.push_back(other);
    return pair;
}

/**
 * @param type an extension
 * @param data what is in it
 * @return a server whose Encrypted Extensions have it
 */
std::function<void(Peer&)>
EncryptedWith(E type, const Bytes& data)
{
    return [=](Peer& peer) {
        peer.SendEncryptedExtensions([=](TlsExtensionList& list) { list.Add(type, data); });
    };
}

/// Server Hellos.
const std::vector<AnswerRow> HELLOS{
    {{"a suite of TLS 1.2 that was offered",
      "illegal_parameter",
      [](Peer& peer) {
          peer.SendServerHello(
              [](TlsServerHello& hello) { hello.cipherSuite = AES_128_GCM_OF_TLS_12; },
              false);
      }},
     [](TlsTestPair& pair) {
         pair.client.minVersion = TlsVersion::TLS_1_2;
         pair.client.cipherSuites.push_back(AES_128_GCM_OF_TLS_12);
     },
     ClientState::EXPECT_SERVER_HELLO},
    {{"TLS 1.3 in the old way",
      "protocol_version",
      [](Peer& peer) {
          peer.SendServerHello(
              [](TlsServerHello& hello) {
                  hello.serverVersion = static_cast<uint16_t>(TlsVersion::TLS_1_3);
                  hello.extensions.Remove(E::SUPPORTED_VERSIONS);
              },
              false);
      }},
     [](TlsTestPair&) {},
     ClientState::EXPECT_SERVER_HELLO},
    {{"another suite that was offered after a request",
      "illegal_parameter",
      [](Peer& peer) {
          peer.SendRetryRequest();
          peer.SendServerHello([](TlsServerHello& hello) { hello.cipherSuite = CHACHA20_POLY1305; },
                               false);
      }},
     [](TlsTestPair& pair) { pair.client.cipherSuites.push_back(CHACHA20_POLY1305); },
     ClientState::EXPECT_SERVER_HELLO},
    {{"a key exchange beside a key that was to be used alone",
      "illegal_parameter",
      [](Peer& peer) { peer.SendServerHello(); }},
     [](TlsTestPair& pair) {
         pair = MakePskPair();
         pair.client.tls13.pskModes = {TlsPskKeyExchangeMode::PSK_KE};
     },
     ClientState::EXPECT_SERVER_HELLO},
};

/// Encrypted Extensions.
const std::vector<AnswerRow> EXTENSIONS{
    {{"another protocol", "illegal_parameter", EncryptedWith(E::ALPN, EncodeAlpn({"http/1.1"}))},
     [](TlsTestPair& pair) { pair.client.alpn = {"spdy/3.1"}; },
     ClientState::EXPECT_ENCRYPTED_EXTENSIONS},
    {{"two protocols",
      "decode_error",
      EncryptedWith(E::ALPN, EncodeAlpn({"spdy/3.1", "http/1.1"}))},
     [](TlsTestPair& pair) {
         pair.client.alpn = {"spdy/3.1", "http/1.1"};
     },
     ClientState::EXPECT_ENCRYPTED_EXTENSIONS},
    {{"groups cut short", "decode_error", EncryptedWith(E::SUPPORTED_GROUPS, {0, 2, 0})},
     [](TlsTestPair&) {},
     ClientState::EXPECT_ENCRYPTED_EXTENSIONS},
    {{"another length of fragments",
      "illegal_parameter",
      EncryptedWith(E::MAX_FRAGMENT_LENGTH, {1})},
     [](TlsTestPair& pair) { pair.client.maxFragmentLength = 1024; },
     ClientState::EXPECT_ENCRYPTED_EXTENSIONS},
    {{"too small a limit of a record's size",
      "illegal_parameter",
      EncryptedWith(E::RECORD_SIZE_LIMIT, {0, 63})},
     [](TlsTestPair& pair) { pair.client.recordSizeLimit = 600; },
     ClientState::EXPECT_ENCRYPTED_EXTENSIONS},
    {{"both limits of records",
      "illegal_parameter",
      [](Peer& peer) {
          peer.SendEncryptedExtensions([](TlsExtensionList& list) {
              list.Add(E::MAX_FRAGMENT_LENGTH, {2});
              list.Add(E::RECORD_SIZE_LIMIT, {2, 0});
          });
      }},
     [](TlsTestPair& pair) {
         pair.client.maxFragmentLength = 1024;
         pair.client.recordSizeLimit = 600;
     },
     ClientState::EXPECT_ENCRYPTED_EXTENSIONS},
    {{"early data with something in it",
      "decode_error",
      [](Peer& peer) {
          peer.takesEarlyData = false;
          peer.SendEncryptedExtensions(
              [](TlsExtensionList& list) { list.Add(E::EARLY_DATA, {0}); });
      }},
     [](TlsTestPair& pair) { pair = MakePskPair(); },
     ClientState::EXPECT_ENCRYPTED_EXTENSIONS},
    {{"early data with another suite of its hash",
      "illegal_parameter",
      [](Peer& peer) {
          peer.SendServerHello();
          peer.SendEncryptedExtensions();
      }},
     [](TlsTestPair& pair) {
         pair = MakePskPair();
         pair.client.cipherSuites = {AES_128_GCM, CHACHA20_POLY1305};
         pair.server.cipherSuites = {CHACHA20_POLY1305};
     },
     ClientState::EXPECT_SERVER_HELLO},
    {{"early data with the second key",
      "illegal_parameter",
      [](Peer& peer) {
          peer.SendServerHello([](TlsServerHello& hello) {
              hello.extensions.Replace(E::PRE_SHARED_KEY, EncodeSelectedPsk(1));
          });
          peer.SendEncryptedExtensions();
      }},
     [](TlsTestPair& pair) { pair = TwoKeysPair(); },
     ClientState::EXPECT_SERVER_HELLO},
};

/**
 * @param scheme that a server names in its Certificate Verify
 * @return a server that proves itself so
 */
std::function<void(Peer&)>
SignedWith(SignatureScheme scheme)
{
    return [scheme](Peer& peer) {
        peer.SendCertificate();
        peer.SendCertificateVerify(
            [scheme](TlsCertificateVerify13& message) { message.algorithm = scheme; });
    };
}

/// Proofs of a server.
const std::vector<AnswerRow> PROOFS{
    {{"an algorithm of another curve",
      "illegal_parameter",
      SignedWith(SignatureScheme::ECDSA_SECP384R1_SHA384)},
     [](TlsTestPair& pair) {
         pair.server.identities = {GetFamilyIdentity("ecdsa:secp256r1", PublicKeyType::RSA)};
     },
     ClientState::EXPECT_CERTIFICATE_REQUEST},
    {{"an algorithm of its key that was not offered",
      "illegal_parameter",
      SignedWith(SignatureScheme::RSA_PSS_RSAE_SHA384)},
     [](TlsTestPair& pair) {
         pair.client.signatureSchemes = {SignatureScheme::RSA_PSS_RSAE_SHA256,
                                         SignatureScheme::RSA_PKCS1_SHA256};
     },
     ClientState::EXPECT_CERTIFICATE_REQUEST},
};

/// Rows of the tables.
class TlsBadAnswer13TestCase : public TlsBadInput13TestCase
{
  public:
    TlsBadAnswer13TestCase()
        : TlsBadInput13TestCase("What was offered must be answered as it was offered")
    {
    }

  private:
    void DoRun() override
    {
        Run(HELLOS);
        Run(EXTENSIONS);
        Run(PROOFS);
    }

    /// @param rows what the server answers
    void Run(const std::vector<AnswerRow>& rows)
    {
        for (const AnswerRow& row : rows)
        {
            TlsTestPair pair = MakePair13();
            row.offer(pair);
            TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
            Peer peer(TlsRole::SERVER, pair.server);
            peer.takesEarlyData = pair.client.tls13.sendsEarlyData;
            client.Start();
            DriveTo(peer, client, row.state);
            row.row.play(peer);
            Expect(row.row, peer, client);
        }
    }
};

/// The suite.
class TlsBadAnswer13TestSuite : public TestSuite
{
  public:
    TlsBadAnswer13TestSuite()
        : TestSuite("tls-spdy-bad-answer-13", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsBadAnswer13TestCase);
    }
};

TlsBadAnswer13TestSuite g_tlsBadAnswer13TestSuite; //!< registers the suite

} // namespace
