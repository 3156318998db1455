/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Server Hellos of TLS 1.0 to 1.2 that a client must not take, each beside its neighbor that it
// takes, and certificates whose key is not for the suite that the server chose.

#include "tls-engine-test-family.h"
#include "tls-engine-test-peer.h"

#include "ns3/test.h"
#include "ns3/tls-hello-13.h"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;

namespace
{

using E = TlsExtensionType;
using H = TlsServerHello;
using V = TlsVersion;

constexpr uint16_t RSA_EXPORT_RC4 = 0x0003;
constexpr uint16_t RSA_AES128 = 0x002f;
constexpr uint16_t ECDHE_RSA_AES128_GCM = 0xc02f;

/// A Server Hello and what the client says to it.
struct AnswerRow
{
    std::string what;               //!< of the answer
    std::function<void(H&)> change; //!< to an answer that is as it should be
    std::string alert;              //!< of the client, "none" when it goes on
};

/**
 * @param what of the extension
 * @param type of the extension
 * @param hex its data
 * @param alert of the client
 * @return an answer with that extension
 */
AnswerRow
With(const std::string& what, E type, const char* hex, const std::string& alert)
{
    return {what, [=](H& hello) { hello.extensions.Add(type, FromHex(hex)); }, alert};
}

/**
 * @param version of the answer
 * @param suite of the answer
 * @param tail last octets of the random
 * @return what makes it so
 */
std::function<void(H&)>
Choice(V version, uint16_t suite, const char* tail = "")
{
    return [=](H& hello) {
        const Bytes end = FromHex(tail);
        hello.serverVersion = static_cast<uint16_t>(version);
        hello.cipherSuite = suite;
        std::copy(end.begin(), end.end(), hello.random.end() - end.size());
    };
}

/// @return answers and alerts
std::vector<AnswerRow>
AllAnswers()
{
    const char* below12 = "444f574e47524400";
    return {
        {"as it should be", [](H&) {}, "none"},
        {"TLS 1.1", Choice(V::TLS_1_1, RSA_AES128), "none"},
        // RFC 8446, 4.1.3.
        {"TLS 1.1 of who has TLS 1.2",
         Choice(V::TLS_1_1, RSA_AES128, below12),
         "illegal_parameter"},
        {"that random in TLS 1.2", Choice(V::TLS_1_2, RSA_AES128, below12), "none"},
        {"a suite of TLS 1.2", Choice(V::TLS_1_2, ECDHE_RSA_AES128_GCM), "none"},
        {"the same in TLS 1.1", Choice(V::TLS_1_1, ECDHE_RSA_AES128_GCM), "illegal_parameter"},
        // RFC 4346, A.5.
        {"an exportable suite in TLS 1.0", Choice(V::TLS_1_0, RSA_EXPORT_RC4), "none"},
        {"the same in TLS 1.1", Choice(V::TLS_1_1, RSA_EXPORT_RC4), "illegal_parameter"},
        // RFC 6066, 3; RFC 7627, 5.1.
        With("server name", E::SERVER_NAME, "", "none"),
        With("server name with data", E::SERVER_NAME, "00", "decode_error"),
        With("extended secret", E::EXTENDED_MASTER_SECRET, "", "none"),
        With("extended secret with data", E::EXTENDED_MASTER_SECRET, "00", "decode_error"),
        // RFC 8449, 4 and 5.
        With("records of 64 octets", E::RECORD_SIZE_LIMIT, "0040", "none"),
        With("records of 63 octets", E::RECORD_SIZE_LIMIT, "003f", "illegal_parameter"),
        {"two limits",
         [](H& hello) {
             hello.extensions.Add(E::MAX_FRAGMENT_LENGTH, Bytes{1});
             hello.extensions.Add(E::RECORD_SIZE_LIMIT, Bytes{1, 0});
         },
         "illegal_parameter"},
        // RFC 6520, 2.
        With("heartbeat mode 2", E::HEARTBEAT, "02", "none"),
        With("heartbeat mode 3", E::HEARTBEAT, "03", "illegal_parameter"),
    };
}

/// What a client takes of a Server Hello.
class TlsBadAnswerTestCase : public TestCase
{
  public:
    TlsBadAnswerTestCase()
        : TestCase("A client of TLS 1.2 takes no Server Hello that the RFCs forbid")
    {
    }

  private:
    void DoRun() override
    {
        TlsTestPair pair(RSA_AES128, V::TLS_1_2);
        pair.client.minVersion = V::TLS_1_0;
        pair.client.cipherSuites = {RSA_EXPORT_RC4, RSA_AES128, ECDHE_RSA_AES128_GCM};
        pair.client.maxFragmentLength = 512;
        pair.client.recordSizeLimit = 1024;
        pair.client.usesHeartbeat = true;
        for (const AnswerRow& row : AllAnswers())
        {
            TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
            TlsScriptedPeer peer(TlsRole::SERVER, pair.server);
            peer.Receive(client.Start());
            peer.SendServerHello(row.change);
            client.Receive(peer.Take());
            NS_TEST_EXPECT_MSG_EQ(client.AlertSent(), row.alert, row.what);
            NS_TEST_EXPECT_MSG_EQ(client.Count(TlsStep::SERVER_HELLO),
                                  (row.alert == "none" ? 1 : 0),
                                  row.what);
        }
    }
};

/// What the key of a server is for.
class TlsKeyPurposeTestCase : public TestCase
{
  public:
    TlsKeyPurposeTestCase()
        : TestCase("The key of a server does what the suite wants of it and its certificate allows")
    {
    }

  private:
    /**
     * @param suite the only one
     * @param usage bits of X509KeyUsage in the server's certificate
     * @return alert of the client
     */
    static std::string Alert(uint16_t suite, uint16_t usage)
    {
        TlsTestPair pair(suite, V::TLS_1_2);
        CertificateRequest request;
        request.commonName = TEST_HOST;
        request.dnsNames = {TEST_HOST};
        request.key = pair.server.identities[0].key;
        request.keyUsage = usage;
        pair.server.identities = {*GetFamilyAuthority().IssueServer(request)};
        return TlsTestConnection(pair).GetAlert();
    }

    void DoRun() override
    {
        const uint16_t signs = X509KeyUsage::DIGITAL_SIGNATURE;
        const uint16_t decrypts = X509KeyUsage::KEY_ENCIPHERMENT;
        // RFC 5246, 7.4.2.
        NS_TEST_EXPECT_MSG_EQ(Alert(RSA_AES128, decrypts), "none", "RSA");
        NS_TEST_EXPECT_MSG_EQ(Alert(RSA_AES128, signs), "unsupported_certificate", "RSA, signs");
        NS_TEST_EXPECT_MSG_EQ(Alert(ECDHE_RSA_AES128_GCM, signs), "none", "ECDHE");
        NS_TEST_EXPECT_MSG_EQ(Alert(ECDHE_RSA_AES128_GCM, decrypts),
                              "unsupported_certificate",
                              "ECDHE, decrypts");
    }
};

/// What a client offers again.
class TlsSessionOfferTestCase : public TestCase
{
  public:
    TlsSessionOfferTestCase()
        : TestCase("A client offers a session only where its configuration and name still fit")
    {
    }

  private:
    /**
     * @param change what is done to the client's configuration after the first connection
     * @param host of the second
     * @return how many sessions the client offers then
     */
    static size_t Offers(const std::function<void(TlsConfig&)>& change,
                         const std::string& host = TEST_HOST)
    {
        TlsTestPair pair(RSA_AES128, V::TLS_1_1);
        pair.KeepSessions();
        const TlsTestConnection first(pair, "first");
        change(pair.client);
        const TlsSessionPtr session = pair.client.sessionCache->Find(TEST_HOST, TEST_DATE);
        // Names may share a place in a cache.
        pair.client.sessionCache->Store(host, session);
        TlsTestEnd client(TlsRole::CLIENT, pair.client, "c", host);
        client.Start();
        return client.Count(TlsStep::SESSION_FOUND);
    }

    void DoRun() override
    {
        using C = TlsConfig;
        NS_TEST_EXPECT_MSG_EQ(Offers([](C&) {}), 1, "as before");
        NS_TEST_EXPECT_MSG_EQ(Offers([](C& c) { c.minVersion = c.maxVersion = V::TLS_1_2; }),
                              0,
                              "below its lowest version");
        NS_TEST_EXPECT_MSG_EQ(Offers([](C& c) { c.minVersion = c.maxVersion = V::TLS_1_0; }),
                              0,
                              "above its highest version");
        NS_TEST_EXPECT_MSG_EQ(Offers([](C& c) { c.cipherSuites = {0x0035}; }), 0, "its suite");
        NS_TEST_EXPECT_MSG_EQ(Offers([](C& c) { c.usesExtendedMasterSecret = false; }),
                              0,
                              "its extended master secret");
        NS_TEST_EXPECT_MSG_EQ(Offers([](C&) {}, "other.example.com"), 0, "another's name");
    }
};

/// The suite.
class TlsBadAnswerTestSuite : public TestSuite
{
  public:
    TlsBadAnswerTestSuite()
        : TestSuite("tls-spdy-bad-answer", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsBadAnswerTestCase);
        AddTestCase(new TlsKeyPurposeTestCase);
        AddTestCase(new TlsSessionOfferTestCase);
    }
};

/// Registers the suite.
TlsBadAnswerTestSuite g_tlsBadAnswerTestSuite;

} // namespace
