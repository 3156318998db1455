/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Client Hellos of TLS 1.0 to 1.2 and what a server chooses, answers and refuses.

#include "tls-engine-test-drive.h"
#include "tls-engine-test-family.h"
#include "tls-engine-test-peer.h"

#include "ns3/test.h"
#include "ns3/tls-hello-13.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;

namespace
{

using E = TlsExtensionType;
using H = TlsClientHello;
using V = TlsVersion;

constexpr uint16_t RSA_AES128 = 0x002f;
constexpr uint16_t ECDHE_RSA_AES128 = 0xc013;
constexpr uint16_t ECDHE_ECDSA_AES128 = 0xc009;
constexpr uint16_t ECDHE_RSA_AES128_GCM = 0xc02f;

/// A server and a scripted client that has said hello.
struct Offer
{
    /**
     * @param pair what both are
     * @param change what is done to the Client Hello
     */
    Offer(const TlsTestPair& pair, const std::function<void(H&)>& change)
        : server(TlsRole::SERVER, pair.server, "s", ""),
          peer(TlsRole::CLIENT, pair.client)
    {
        peer.SendClientHello(change);
        peer.Exchange(server);
    }

    TlsTestEnd server;    //!< under test
    TlsScriptedPeer peer; //!< has its answer
};

/**
 * @param type of an extension
 * @param hex its data; null leaves the extension out
 * @return what puts it into a hello in place of the one that is there
 */
std::function<void(H&)>
Replace(E type, const char* hex)
{
    return [=](H& hello) {
        hello.extensions.Remove(type);
        if (hex)
        {
            hello.extensions.Add(type, FromHex(hex));
        }
    };
}

/// What a server refuses.
class TlsBadOfferTestCase : public TestCase
{
  public:
    TlsBadOfferTestCase()
        : TestCase("A server of TLS 1.2 refuses what the RFCs forbid and takes its neighbor")
    {
    }

  private:
    /**
     * @param pair what both are
     * @param change what is done to the Client Hello
     * @param alert of the server
     * @param what is tried
     */
    void Check(const TlsTestPair& pair,
               const std::function<void(H&)>& change,
               const std::string& alert,
               const std::string& what)
    {
        const Offer offer(pair, change);
        NS_TEST_EXPECT_MSG_EQ(offer.server.AlertSent(), alert, what);
    }

    void DoRun() override
    {
        TlsTestPair pair(ECDHE_RSA_AES128, V::TLS_1_2);
        pair.server.minVersion = V::TLS_1_0;
        pair.server.recordSizeLimit = 1024;
        // RFC 8449, 4.
        Check(pair, Replace(E::RECORD_SIZE_LIMIT, "0040"), "none", "records of 64 octets");
        Check(pair, Replace(E::RECORD_SIZE_LIMIT, "003f"), "illegal_parameter", "of 63 octets");
        // RFC 8422, 4: who names no groups takes any.
        Check(pair, Replace(E::SUPPORTED_GROUPS, nullptr), "none", "no groups");
        Check(pair, Replace(E::SUPPORTED_GROUPS, "00020018"), "handshake_failure", "another");
        // RFC 5288, 4.
        pair.server.cipherSuites = {ECDHE_RSA_AES128_GCM};
        const auto gcm = [](uint16_t version) {
            return [version](H& hello) {
                hello.clientVersion = version;
                hello.cipherSuites = {ECDHE_RSA_AES128_GCM};
            };
        };
        Check(pair, gcm(0x0303), "none", "AES-GCM in TLS 1.2");
        Check(pair, gcm(0x0302), "handshake_failure", "AES-GCM in TLS 1.1");
        // RFC 8422, 5.1: the curve of the certificate is one that the client names.
        TlsTestPair ecdsa(ECDHE_ECDSA_AES128, V::TLS_1_2);
        ecdsa.server.groups = {NamedGroup::X25519, NamedGroup::SECP256R1};
        Check(ecdsa, Replace(E::SUPPORTED_GROUPS, "0004001d0017"), "none", "the key's curve");
        Check(ecdsa,
              Replace(E::SUPPORTED_GROUPS, "0002001d"),
              "handshake_failure",
              "not its curve");
        Early();
    }

    /// Data of a second handshake that comes between change_cipher_spec and Finished.
    void Early()
    {
        TlsTestPair pair(RSA_AES128, V::TLS_1_2);
        pair.server.renegotiation = TlsRenegotiation::SECURE;
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
        TlsScriptedPeer peer(TlsRole::CLIENT, pair.client);
        DriveTo(peer, server, TlsServerHandshake12::State::CONNECTED);
        peer.SendClientHello();
        peer.Exchange(server);
        peer.SendClientKeyExchange();
        peer.SendRecord(TlsContentType::APPLICATION_DATA, ToBytes("before"));
        peer.SendChangeCipherSpec();
        peer.SendRecord(TlsContentType::APPLICATION_DATA, ToBytes("after"));
        peer.Exchange(server);
        NS_TEST_EXPECT_MSG_EQ(ByteView(server.app).ToString(), "before", "under the old keys");
        NS_TEST_EXPECT_MSG_EQ(server.AlertSent(), "unexpected_message", "under the new ones");
    }
};

/// What a server chooses.
class TlsServerChoiceTestCase : public TestCase
{
  public:
    TlsServerChoiceTestCase()
        : TestCase("A server answers in its own order, and only what was offered and makes sense")
    {
    }

  private:
    void DoRun() override
    {
        Downgrade();
        Protocol();
        PointFormats();
        // RFC 7627, 5.1.
        for (const bool isUsed : {true, false})
        {
            TlsTestPair pair(RSA_AES128, V::TLS_1_2);
            pair.server.usesExtendedMasterSecret = isUsed;
            const Offer offer(pair, Replace(E::EXTENDED_MASTER_SECRET, ""));
            NS_TEST_EXPECT_MSG_EQ(Has(offer, E::EXTENDED_MASTER_SECRET), isUsed, "extended secret");
        }
    }

    /**
     * @param offer answered
     * @param type of an extension
     * @return whether the answer has it
     */
    static bool Has(const Offer& offer, E type)
    {
        return offer.peer.serverHello.extensions.Find(type) != nullptr;
    }

    /// RFC 8446, 4.1.3: a server of TLS 1.2 that chooses less says so in its random.
    void Downgrade()
    {
        for (const V highest : {V::TLS_1_1, V::TLS_1_2})
        {
            TlsTestPair pair(RSA_AES128, V::TLS_1_2);
            pair.server.minVersion = V::TLS_1_0;
            pair.server.maxVersion = highest;
            const Offer offer(pair, [](H& hello) { hello.clientVersion = 0x0302; });
            NS_TEST_EXPECT_MSG_EQ(
                IsDowngraded(offer.peer.serverHello.random, V::TLS_1_2, V::TLS_1_1),
                (highest == V::TLS_1_2),
                ToString(highest));
        }
    }

    /// RFC 7301, 3.2.
    void Protocol()
    {
        TlsTestPair pair(RSA_AES128, V::TLS_1_2);
        pair.server.alpn = {"a", "b"};
        pair.client.alpn = {"b", "a"};
        const TlsTestConnection connection(pair);
        NS_TEST_EXPECT_MSG_EQ(connection.client.Get().GetSession().alpn, "a", "the server's order");
    }

    /// RFC 8422, 5.1 and 5.2: answered where points are sent and formats were named.
    void PointFormats()
    {
        for (const uint16_t suite : {RSA_AES128, ECDHE_RSA_AES128})
        {
            for (const bool areNamed : {true, false})
            {
                const TlsTestPair pair(suite, V::TLS_1_2);
                const Offer offer(pair, Replace(E::EC_POINT_FORMATS, areNamed ? "0100" : nullptr));
                NS_TEST_EXPECT_MSG_EQ(Has(offer, E::EC_POINT_FORMATS),
                                      (areNamed && suite == ECDHE_RSA_AES128),
                                      "point formats in suite " << suite);
            }
        }
        TlsTestPair pair(ECDHE_RSA_AES128, V::TLS_1_2);
        pair.KeepSessions();
        const TlsTestConnection first(pair, "first");
        const Bytes id = first.client.Get().GetSession().sessionId;
        pair.client.sessionCache = nullptr;
        const Offer resumed(pair, [&id](H& hello) {
            hello.sessionId = id;
            hello.extensions.Remove(E::SERVER_NAME);
            hello.extensions.Add(E::SERVER_NAME, EncodeServerName(TEST_HOST));
        });
        NS_TEST_EXPECT_MSG_EQ(resumed.server.Count(TlsStep::SESSION_FOUND), 1, "goes on");
        NS_TEST_EXPECT_MSG_EQ(Has(resumed, E::EC_POINT_FORMATS), false, "no point is sent");
    }
};

/// The suite.
class TlsServerChoiceTestSuite : public TestSuite
{
  public:
    TlsServerChoiceTestSuite()
        : TestSuite("tls-spdy-server-choice", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsBadOfferTestCase);
        AddTestCase(new TlsServerChoiceTestCase);
    }
};

/// Registers the suite.
TlsServerChoiceTestSuite g_tlsServerChoiceTestSuite;

} // namespace
