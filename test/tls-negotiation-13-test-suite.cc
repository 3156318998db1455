/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-13.h"
#include "tls-engine-test-drive.h"
#include "tls-engine-test-peer-13.h"

#include <algorithm>

using namespace ns3;
using namespace ns3::tls;

namespace
{

constexpr uint16_t AES_128_GCM = 0x1301;

/// Versions, and who takes them away.
class TlsVersion13TestCase : public Tls13TestCase
{
  public:
    TlsVersion13TestCase()
        : Tls13TestCase(
              "Ends with TLS 1.3 come to the highest version that both have, and find out "
              "who takes it away")
    {
    }

  private:
    void DoRun() override
    {
        std::vector<TlsVersion> versions = ALL_VERSIONS;
        versions.push_back(TlsVersion::TLS_1_3);
        for (const TlsVersion client : versions)
        {
            for (const TlsVersion server : versions)
            {
                TlsTestPair pair = PairOf(client, server);
                TlsTestConnection connection(pair);
                const std::string name = std::string(ToString(client)) + " to " + ToString(server);
                NS_TEST_ASSERT_MSG_EQ(connection.IsEstablished(),
                                      true,
                                      name + connection.GetFailure());
                NS_TEST_EXPECT_MSG_EQ(
                    (connection.client.Get().GetSession().version == std::min(client, server)),
                    true,
                    name);
                NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, name);
                CheckRange(client, server);
            }
        }
        CheckDowngrade();
        CheckOldDowngrade();
        TlsTestPair fallback = PairOf(TlsVersion::TLS_1_2, TlsVersion::TLS_1_3);
        fallback.client.isFallback = true;
        NS_TEST_EXPECT_MSG_EQ(TlsTestConnection(fallback).GetAlert(),
                              "inappropriate_fallback",
                              "a second attempt");
    }

    /**
     * @param client highest version of the client
     * @param server highest version of the server
     * @return two ends with a suite of the family and one of TLS 1.3
     */
    static TlsTestPair PairOf(TlsVersion client, TlsVersion server)
    {
        TlsTestPair pair(0x002f, TlsVersion::TLS_1_2);
        pair.SetVersions(TlsVersion::SSL_3_0, TlsVersion::TLS_1_2);
        pair.client.maxVersion = client;
        pair.server.maxVersion = server;
        pair.client.cipherSuites.push_back(AES_128_GCM);
        pair.server.cipherSuites.push_back(AES_128_GCM);
        return pair;
    }

    /**
     * @param client only version of the client
     * @param server only version of the server
     */
    void CheckRange(TlsVersion client, TlsVersion server)
    {
        TlsTestPair pair = PairOf(client, server);
        pair.client.minVersion = client;
        pair.server.minVersion = server;
        const TlsTestConnection connection(pair);
        NS_TEST_EXPECT_MSG_EQ(connection.GetAlert(),
                              (client == server ? "none" : "protocol_version"),
                              "one version each");
    }

    /// Someone between lowers the version of a client that has none above TLS 1.2.
    void CheckOldDowngrade()
    {
        for (const TlsVersion server : {TlsVersion::TLS_1_2, TlsVersion::TLS_1_3})
        {
            for (const TlsVersion taken : {TlsVersion::SSL_3_0, TlsVersion::TLS_1_1})
            {
                const TlsTestPair pair = PairOf(TlsVersion::TLS_1_2, server);
                TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
                TlsTestEnd end(TlsRole::SERVER, pair.server, "s", "");
                Bytes hello = client.Start();
                hello[TLS_RECORD_HEADER + TlsHandshakeMessage::HEADER + 1] =
                    static_cast<uint8_t>(taken);
                client.Receive(end.Receive(hello));
                NS_TEST_EXPECT_MSG_EQ(client.AlertSent(), "illegal_parameter", ToString(taken));
            }
        }
    }

    /// Someone between takes supported_versions out of the hello.
    void CheckDowngrade()
    {
        for (const TlsVersion taken : {TlsVersion::TLS_1_2, TlsVersion::TLS_1_0})
        {
            const TlsTestPair pair = PairOf(TlsVersion::TLS_1_3, TlsVersion::TLS_1_3);
            TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
            TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
            Bytes hello = client.Start();
            const Bytes extension{0x00, 0x2b};
            const auto at =
                std::search(hello.begin() + 100, hello.end(), extension.begin(), extension.end());
            NS_TEST_ASSERT_MSG_EQ((at != hello.end()), true, "supported_versions");
            *at = 0x7f;
            hello[TLS_RECORD_HEADER + TlsHandshakeMessage::HEADER + 1] =
                static_cast<uint8_t>(taken);
            client.Receive(server.Receive(hello));
            NS_TEST_EXPECT_MSG_EQ(client.AlertSent(), "illegal_parameter", ToString(taken));
        }
    }
};

/// Groups and signature algorithms of old.
class TlsObsolete13TestCase : public Tls13TestCase
{
  public:
    TlsObsolete13TestCase()
        : Tls13TestCase("Groups and signatures that TLS 1.3 has given up are neither offered nor "
                        "taken in it")
    {
    }

  private:
    void DoRun() override
    {
        for (const NamedGroup group : GetNamedGroups())
        {
            if (!IsHandshakeGroup13(group))
            {
                CheckGroup(group);
            }
        }
        for (const SignatureScheme scheme : {SignatureScheme::RSA_PKCS1_SHA1,
                                             SignatureScheme::RSA_PKCS1_SHA256,
                                             SignatureScheme::RSA_PKCS1_SHA384,
                                             SignatureScheme::RSA_PKCS1_SHA512})
        {
            CheckScheme(scheme, "rsa:1024");
        }
        CheckScheme(SignatureScheme::ECDSA_SHA1, "ecdsa:secp256r1");
        for (const SignatureScheme scheme :
             {SignatureScheme::DSA_SHA1, SignatureScheme::DSA_SHA256})
        {
            CheckScheme(scheme, "dsa:1024");
        }
        TlsTestPair pair = MakePair13();
        pair.client.groups = {NamedGroup::SECT163K1};
        pair.server.groups = {NamedGroup::SECT163K1};
        NS_TEST_EXPECT_MSG_NE(pair.client.Validate(TlsRole::CLIENT), "", "no group of TLS 1.3");
        NS_TEST_EXPECT_MSG_NE(pair.server.Validate(TlsRole::SERVER), "", "no group of TLS 1.3");
    }

    /// @param group that RFC 8446, 4.2.7 calls obsolete
    void CheckGroup(NamedGroup group)
    {
        const std::string name = ToString(group);
        TlsTestPair pair = MakePair13();
        // Both prefer it.
        pair.client.groups = {group, NamedGroup::SECP256R1};
        pair.server.groups = {group, NamedGroup::SECP256R1};
        pair.client.tls13.keyShares = {group};
        TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
        TlsScriptedPeer13 listener(TlsRole::SERVER, pair.server);
        listener.Receive(client.Start());
        const TlsExtensionList& offer = listener.clientHello.extensions;
        NS_TEST_EXPECT_MSG_EQ(
            DecodeClientKeyShares(*offer.Find(TlsExtensionType::KEY_SHARE))->size(),
            0,
            name + " has no share");
        NS_TEST_EXPECT_MSG_EQ((*DecodeGroups(*offer.Find(TlsExtensionType::SUPPORTED_GROUPS)) ==
                               std::vector<NamedGroup>{NamedGroup::SECP256R1}),
                              true,
                              name + " is not offered");
        TlsTestConnection connection(pair);
        CheckUse(connection, name);
        NS_TEST_EXPECT_MSG_EQ((connection.client.Get().GetSession().group == NamedGroup::SECP256R1),
                              true,
                              name + " is not agreed on");

        // A server that asks for it, though it stands in the hello for TLS 1.2.
        pair.SetVersions(TlsVersion::TLS_1_2, TlsVersion::TLS_1_3);
        pair.client.cipherSuites.push_back(0xc02f);
        TlsTestEnd asked(TlsRole::CLIENT, pair.client, "c");
        TlsScriptedPeer13 server(TlsRole::SERVER, pair.server);
        server.Receive(asked.Start());
        server.SendRetryRequest([group](TlsServerHello& hello) {
            hello.extensions.Add(TlsExtensionType::KEY_SHARE, EncodeSelectedGroup(group));
        });
        asked.Receive(server.Take());
        NS_TEST_EXPECT_MSG_EQ(asked.AlertSent(), "illegal_parameter", name + " is asked for");

        // A client with a share of it, and with nothing else.
        for (const bool hasOther : {true, false})
        {
            TlsTestEnd taker(TlsRole::SERVER, pair.server, "s", "");
            TlsScriptedPeer13 peer(TlsRole::CLIENT, MakePair13().client);
            peer.SendClientHello([=](TlsClientHello& hello) {
                std::vector<NamedGroup> groups{group};
                if (hasOther)
                {
                    groups.push_back(NamedGroup::SECP256R1);
                }
                hello.extensions.Replace(TlsExtensionType::SUPPORTED_GROUPS, EncodeGroups(groups));
                hello.extensions.Replace(TlsExtensionType::KEY_SHARE,
                                         EncodeClientKeyShares({{group, Bytes(43, 4)}}));
            });
            peer.Exchange(taker);
            NS_TEST_EXPECT_MSG_EQ(taker.AlertSent(),
                                  (hasOther ? "none" : "insufficient_security"),
                                  name + " is sent");
            NS_TEST_EXPECT_MSG_EQ(peer.IsAskedAgain(), hasOther, name + " is passed over");
        }
    }

    /**
     * @param scheme that RFC 8446, 4.2.3 keeps for certificates
     * @param key with which it signs
     */
    void CheckScheme(SignatureScheme scheme, const std::string& key)
    {
        const std::string name = ToString(scheme);
        TlsTestPair pair = MakePair13();
        for (TlsConfig* config : {&pair.client, &pair.server})
        {
            // The key cannot sign with the second one.
            config->signatureSchemes = {scheme, SignatureScheme::ED25519};
        }
        pair.server.identities = {GetFamilyIdentity(key, PublicKeyType::RSA)};
        NS_TEST_EXPECT_MSG_EQ(TlsTestConnection(pair).GetAlert(), "handshake_failure", name);

        // A peer that uses it nevertheless, at a server and at a client.
        TlsTestPair forced = MakePair13();
        forced.client.signatureSchemes.push_back(scheme);
        forced.server.signatureSchemes.push_back(scheme);
        forced.client.verification = TlsVerification::NONE;
        forced.server.verification = TlsVerification::NONE;
        forced.server.clientAuthentication = TlsClientAuthentication::REQUIRE;
        forced.server.identities = {GetFamilyIdentity(key, PublicKeyType::RSA)};
        forced.client.identities = {GetFamilyIdentity(key, PublicKeyType::RSA, true)};
        const auto force = [scheme](TlsCertificateVerify13& message) {
            message.algorithm = scheme;
        };
        TlsTestEnd client(TlsRole::CLIENT, forced.client, "c");
        TlsScriptedPeer13 server(TlsRole::SERVER, forced.server);
        client.Start();
        DriveTo(server, client, TlsClientHandshake13::State::EXPECT_CERTIFICATE_VERIFY);
        server.SendCertificateVerify(force);
        server.Exchange(client);
        NS_TEST_EXPECT_MSG_EQ(client.AlertSent(), "illegal_parameter", name + " of a server");
        forced.server.identities = MakePair13().server.identities;
        TlsTestEnd end(TlsRole::SERVER, forced.server, "s", "");
        TlsScriptedPeer13 peer(TlsRole::CLIENT, forced.client);
        DriveTo(peer, end, TlsServerHandshake13::State::EXPECT_CERTIFICATE_VERIFY);
        peer.SendCertificateVerify(force);
        peer.Exchange(end);
        NS_TEST_EXPECT_MSG_EQ(end.AlertSent(), "illegal_parameter", name + " of a client");
    }
};

/// record_size_limit, which is older than TLS 1.3.
class TlsRecordSizeLimitTestCase : public Tls13TestCase
{
  public:
    TlsRecordSizeLimitTestCase()
        : Tls13TestCase("Each end keeps to the record_size_limit of the other, in every version")
    {
    }

  private:
    void DoRun() override
    {
        for (const TlsVersion version :
             {TlsVersion::TLS_1_0, TlsVersion::TLS_1_1, TlsVersion::TLS_1_2, TlsVersion::TLS_1_3})
        {
            // In TLS 1.3 the content type counts, so that a record holds an octet less.
            const bool is13 = version == TlsVersion::TLS_1_3;
            Check(version, version, 200, 250, is13 ? 11 : 10, is13 ? 9 : 8);
            Check(version, TlsVersion::TLS_1_3, 200, 250, is13 ? 11 : 10, is13 ? 9 : 8);
            Check(version, version, 0, 250, 1, 1);
            Check(version, version, 200, 0, 1, 1);
            // Larger than a record may be.
            Check(version, TlsVersion::TLS_1_3, TLS_MAX_PLAINTEXT + 1, 250, 1, is13 ? 9 : 8);
            Check(version, TlsVersion::TLS_1_3, 200, TLS_MAX_PLAINTEXT + 1, is13 ? 11 : 10, 1);
        }
        // It has no extensions.
        Check(TlsVersion::SSL_3_0, TlsVersion::TLS_1_2, 200, 250, 1, 1);
        CheckOverflow();
        CheckRefusals();
    }

    /**
     * @param version of the connection
     * @param highest that the client offers
     * @return two ends, with suites for all versions
     */
    static TlsTestPair PairOf(TlsVersion version, TlsVersion highest)
    {
        TlsTestPair pair(0x002f, version);
        pair.client.maxVersion = highest;
        pair.client.cipherSuites.push_back(AES_128_GCM);
        pair.server.cipherSuites.push_back(AES_128_GCM);
        return pair;
    }

    /**
     * @param version of the connection
     * @param highest that the client offers
     * @param clientLimit what the client says; 0: nothing
     * @param serverLimit what the server says; 0: nothing
     * @param toClient records that 2,000 octets take then
     * @param toServer the same to the server
     */
    void Check(TlsVersion version,
               TlsVersion highest,
               size_t clientLimit,
               size_t serverLimit,
               size_t toClient,
               size_t toServer)
    {
        const std::string name = std::string(ToString(version)) + ", " +
                                 std::to_string(clientLimit) + " and " +
                                 std::to_string(serverLimit);
        TlsTestPair pair = PairOf(version, highest);
        // The limit goes before.
        pair.client.maxFragmentLength = clientLimit > 0 && serverLimit > 0 ? 512 : 0;
        pair.client.recordSizeLimit = clientLimit;
        pair.server.recordSizeLimit = serverLimit;
        NS_TEST_EXPECT_MSG_EQ(pair.client.Validate(TlsRole::CLIENT), "", name);
        TlsTestConnection connection(pair);
        NS_TEST_ASSERT_MSG_EQ(connection.IsEstablished(), true, name + connection.GetFailure());
        NS_TEST_EXPECT_MSG_EQ((connection.client.Get().GetSession().version == version),
                              true,
                              name);
        NS_TEST_EXPECT_MSG_EQ(Records(connection.server), toClient, name + " at the server");
        NS_TEST_EXPECT_MSG_EQ(Records(connection.client), toServer, name + " at the client");
        TlsTestConnection other(pair, "2");
        NS_TEST_EXPECT_MSG_EQ(other.Transfer(), true, name + ", data");
    }

    /**
     * @param end writes 2,000 octets
     * @return in how many records
     */
    static size_t Records(TlsTestEnd& end)
    {
        const Bytes written = end.Write(Bytes(2000));
        size_t count = 0;
        for (ByteView rest = written; !rest.IsEmpty(); ++count)
        {
            rest = rest.Sub(TlsConnection::RecordLength(rest));
        }
        return count;
    }

    /// Records that are larger than the limit.
    void CheckOverflow()
    {
        for (const size_t size : {250, 251})
        {
            TlsTestPair pair = PairOf(TlsVersion::TLS_1_2, TlsVersion::TLS_1_2);
            pair.client.recordSizeLimit = 200;
            pair.server.recordSizeLimit = 250;
            TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
            TlsScriptedPeer peer(TlsRole::CLIENT, pair.client);
            DriveTo(peer, server, TlsServerHandshake12::State::CONNECTED);
            peer.SendRecord(TlsContentType::APPLICATION_DATA, Bytes(size));
            peer.Exchange(server);
            NS_TEST_EXPECT_MSG_EQ(server.AlertSent(),
                                  (size > 250 ? "record_overflow" : "none"),
                                  size << " octets in TLS 1.2");
        }
        for (const size_t size : {249, 250})
        {
            TlsTestPair pair = MakePair13();
            pair.client.recordSizeLimit = 200;
            pair.server.recordSizeLimit = 250;
            TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
            TlsScriptedPeer13 peer(TlsRole::CLIENT, pair.client);
            DriveTo(peer, server, TlsServerHandshake13::State::CONNECTED);
            peer.SendRecord(TlsContentType::APPLICATION_DATA, Bytes(size));
            peer.Exchange(server);
            NS_TEST_EXPECT_MSG_EQ(server.AlertSent(),
                                  (size > 249 ? "record_overflow" : "none"),
                                  size << " octets in TLS 1.3");
        }
    }

    /// Limits that are none.
    void CheckRefusals()
    {
        const auto E = TlsExtensionType::RECORD_SIZE_LIMIT;
        const std::vector<std::pair<Bytes, std::string>> rows{{{0, 64}, "none"},
                                                              {{0, 63}, "illegal_parameter"},
                                                              {{1}, "decode_error"},
                                                              {{0, 64, 0}, "decode_error"}};
        for (const auto& [data, alert] : rows)
        {
            TlsTestPair pair = PairOf(TlsVersion::TLS_1_2, TlsVersion::TLS_1_2);
            pair.client.recordSizeLimit = 200;
            pair.server.recordSizeLimit = 200;
            const Bytes said = data;
            TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
            TlsScriptedPeer client(TlsRole::CLIENT, pair.client);
            client.SendClientHello(
                [&](TlsClientHello& hello) { hello.extensions.Replace(E, said); });
            client.Exchange(server);
            NS_TEST_EXPECT_MSG_EQ(server.AlertSent(), alert, "at a server");
            NS_TEST_EXPECT_MSG_EQ(AnswerAlert(pair, said, false), alert, "at a client");
        }
        TlsTestPair pair = PairOf(TlsVersion::TLS_1_2, TlsVersion::TLS_1_2);
        NS_TEST_EXPECT_MSG_EQ(AnswerAlert(pair, {0, 64}, false),
                              "unsupported_extension",
                              "not asked for");
        pair.client.recordSizeLimit = 200;
        pair.client.maxFragmentLength = 512;
        NS_TEST_EXPECT_MSG_EQ(AnswerAlert(pair, {0, 64}, true), "illegal_parameter", "both");
        for (const size_t size : {63, 16386})
        {
            pair.client.recordSizeLimit = size;
            NS_TEST_EXPECT_MSG_NE(pair.client.Validate(TlsRole::CLIENT), "", "no limit");
        }
    }

    /**
     * @param pair both ends
     * @param data of the limit that a server answers
     * @param hasLength whether it answers max_fragment_length, too
     * @return alert of the client
     */
    static std::string AnswerAlert(const TlsTestPair& pair, const Bytes& data, bool hasLength)
    {
        TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
        TlsScriptedPeer server(TlsRole::SERVER, pair.server);
        server.Receive(client.Start());
        server.SendServerHello([&](TlsServerHello& hello) {
            hello.extensions.Add(TlsExtensionType::RECORD_SIZE_LIMIT, data);
            if (hasLength)
            {
                hello.extensions.Add(TlsExtensionType::MAX_FRAGMENT_LENGTH,
                                     EncodeMaxFragmentLength(512));
            }
        });
        server.Exchange(client);
        return client.AlertSent();
    }
};

/// The suite.
class TlsNegotiation13TestSuite : public TestSuite
{
  public:
    TlsNegotiation13TestSuite()
        : TestSuite("tls-spdy-negotiation-13", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsVersion13TestCase);
        AddTestCase(new TlsObsolete13TestCase);
        AddTestCase(new TlsRecordSizeLimitTestCase);
    }
};

TlsNegotiation13TestSuite g_tlsNegotiation13TestSuite; //!< registers the suite

} // namespace
