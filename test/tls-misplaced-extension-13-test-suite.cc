/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-bad-input-13.h"

#include <set>

using namespace ns3;
using namespace ns3::tls;

namespace
{

using ClientState = TlsClientHandshake13::State;
using ServerState = TlsServerHandshake13::State;
using E = TlsExtensionType;
using Peer = TlsScriptedPeer13;

/// Extensions in every message where they may not stand.
class TlsMisplaced13TestCase : public TestCase
{
  public:
    TlsMisplaced13TestCase()
        : TestCase("An extension in a message where it may not stand is an illegal_parameter, and "
                   "one that stands there twice is too")
    {
    }

  private:
    void DoRun() override
    {
        // RFC 8446, 4.2, in numbers; RFC 8449 has 28, and TLS 1.2 has the others in its hellos.
        const std::set<uint16_t> all{0,  5,  10, 11, 13, 15, 16, 18, 21, 22, 23,    28,    35,
                                     41, 42, 43, 44, 45, 47, 48, 49, 50, 51, 13172, 0xff01};
        const std::set<uint16_t> atServer{48};
        const std::vector<std::pair<std::string, std::set<uint16_t>>> places{
            {"a Server Hello", {41, 43, 51}},
            {"a Hello Retry Request", {43, 44, 51}},
            {"Encrypted Extensions", {0, 10, 15, 16, 28, 42}},
            {"a Certificate", {5, 18}},
            {"a Certificate Request", {5, 13, 18, 47, 48, 50}},
            {"a New Session Ticket", {42}}};
        for (const uint16_t number : all)
        {
            const auto type = static_cast<E>(number);
            const std::string name = std::to_string(number);
            if (atServer.count(number) > 0)
            {
                CheckServer(type, 1, name);
            }
            else if (number != 41)
            {
                CheckServer(type, 2, name);
            }
            for (const auto& [message, allowed] : places)
            {
                CheckClient(type, message, allowed.count(number) > 0 ? 2 : 1, name);
            }
            CheckServerCertificate(type, number == 5 || number == 18 ? 2 : 1, name);
        }
    }

    /**
     * @param list gets extensions
     * @param type of them
     * @param count how many
     */
    static void AddTo(TlsExtensionList& list, E type, int count)
    {
        list.Remove(type);
        for (int i = 0; i < count; ++i)
        {
            list.Add(type, {});
        }
    }

    /**
     * @param type of an extension in a Client Hello
     * @param count how often it stands there
     * @param name for the message
     */
    void CheckServer(E type, int count, const std::string& name)
    {
        const TlsTestPair pair = MakePair13();
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
        Peer peer(TlsRole::CLIENT, pair.client);
        // A version that is chosen from an empty or doubled list is none.
        peer.SendClientHello([&](TlsClientHello& hello) {
            const Bytes* present = hello.extensions.Find(type);
            const Bytes data = present ? *present : Bytes{};
            hello.extensions.Remove(type);
            for (int i = 0; i < count; ++i)
            {
                hello.extensions.Add(type, data);
            }
        });
        peer.Exchange(server);
        NS_TEST_EXPECT_MSG_EQ(server.AlertSent(),
                              "illegal_parameter",
                              name + " in a Client Hello, " << count << " times");
    }

    /**
     * @param type of an extension in a client's Certificate
     * @param count how often it stands there
     * @param name for the message
     */
    void CheckServerCertificate(E type, int count, const std::string& name)
    {
        const TlsTestPair pair = MakeProvingPair();
        TlsTestEnd server(TlsRole::SERVER, pair.server, "s", "");
        Peer peer(TlsRole::CLIENT, pair.client);
        DriveTo(peer, server, ServerState::EXPECT_CERTIFICATE);
        peer.SendCertificate(
            [&](TlsCertificate13& message) { AddTo(message.entries[0].extensions, type, count); });
        peer.Exchange(server);
        NS_TEST_EXPECT_MSG_EQ(server.AlertSent(),
                              "illegal_parameter",
                              name + " in a client's Certificate, " << count << " times");
    }

    /**
     * @param type of an extension
     * @param message of the server, in which it stands
     * @param count how often
     * @param name for the message
     */
    void CheckClient(E type, const std::string& message, int count, const std::string& name)
    {
        const TlsTestPair pair = MakePair13();
        TlsTestEnd client(TlsRole::CLIENT, pair.client, "c");
        Peer peer(TlsRole::SERVER, pair.server);
        client.Start();
        const auto change = [&](auto& body) { AddTo(body.extensions, type, count); };
        if (message == "a Server Hello" || message == "a Hello Retry Request")
        {
            const auto keep = [&](TlsServerHello& hello) {
                // Without its version it would be a hello of TLS 1.2.
                const Bytes* present = hello.extensions.Find(type);
                const Bytes data = present ? *present : Bytes{};
                hello.extensions.Remove(type);
                for (int i = 0; i < count; ++i)
                {
                    hello.extensions.Add(type, data);
                }
            };
            DriveTo(peer, client, ClientState::EXPECT_SERVER_HELLO);
            if (message == "a Server Hello")
            {
                peer.SendServerHello(keep, false);
            }
            else
            {
                peer.SendRetryRequest(keep);
            }
        }
        else if (message == "Encrypted Extensions")
        {
            DriveTo(peer, client, ClientState::EXPECT_ENCRYPTED_EXTENSIONS);
            peer.SendEncryptedExtensions([&](TlsExtensionList& list) { AddTo(list, type, count); });
        }
        else if (message == "a Certificate")
        {
            DriveTo(peer, client, ClientState::EXPECT_CERTIFICATE_REQUEST);
            peer.SendCertificate([&](TlsCertificate13& certificate) {
                AddTo(certificate.entries[0].extensions, type, count);
            });
        }
        else if (message == "a Certificate Request")
        {
            DriveTo(peer, client, ClientState::EXPECT_CERTIFICATE_REQUEST);
            peer.SendCertificateRequest(change);
        }
        else
        {
            DriveTo(peer, client, ClientState::CONNECTED);
            peer.SendSessionTicket(change);
        }
        client.Receive(peer.Take());
        NS_TEST_EXPECT_MSG_EQ(client.AlertSent(),
                              "illegal_parameter",
                              name + " in " + message + ", " << count << " times");
    }
};

/// The suite.
class TlsMisplacedExtension13TestSuite : public TestSuite
{
  public:
    TlsMisplacedExtension13TestSuite()
        : TestSuite("tls-spdy-misplaced-extension-13", TestSuite::Type::UNIT)
    {
        AddTestCase(new TlsMisplaced13TestCase);
    }
};

TlsMisplacedExtension13TestSuite g_tlsMisplacedExtension13TestSuite; //!< registers the suite

} // namespace
