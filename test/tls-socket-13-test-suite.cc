/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-socket-test-world.h"

#include "ns3/bulk-send-helper.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"
#include "ns3/test.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

using namespace ns3;

namespace
{

using tls::TlsDirection;
using tls::TlsStep;

/// Seconds for which a connection has time.
constexpr int64_t SPAN = 100;

/// Two connections of a client, the second of which has a ticket of the first.
class Socket13TestCase : public TestCase
{
  public:
    /// What happens.
    struct Scene
    {
        /// @param loss share of packets lost in either direction
        explicit Scene(double loss)
            : world(false, loss)
        {
        }

        /// @param change of what the server has from now on
        void ChangeServer(const std::function<void(tls::TlsConfig&)>& change)
        {
            const Ptr<TlsSocketFactory> factory = world.Factory(1);
            const auto config =
                std::make_shared<tls::TlsConfig>(*factory->GetServerConfig(world.server));
            change(*config);
            factory->SetServerConfig(config);
        }

        /// The server forgets which tickets have served.
        void EmptyServerCache()
        {
            ChangeServer([](tls::TlsConfig& config) {
                config.sessionCache = std::make_shared<tls::TlsSessionCache>(10, 3600);
            });
        }

        /**
         * Play a connection to its end.
         * @param client who connects
         */
        void Play(TlsTestPeer& client)
        {
            server.socket = nullptr;
            server.received.clear();
            server.closed.clear();
            server.steps.clear();
            Simulator::ScheduleNow(&TlsTestPeer::Connect, &client, &world);
            Simulator::Stop(Seconds(SPAN));
            Simulator::Run();
        }

        TlsTestWorld world;           //!< where
        TlsTestPeer first;            //!< the client's first connection
        TlsTestPeer second;           //!< its second one
        TlsTestPeer server;           //!< takes the connections, one after the other
        Ptr<TlsSocket> firstAtServer; //!< the server's end of the first
    };

    /// A part of a test.
    using Part = std::function<void(Socket13TestCase&, Scene&)>;

    /**
     * @param title what is shown
     * @param prepare before anything is installed
     * @param change between the two connections
     * @param check after them
     * @param loss share of packets lost in either direction
     */
    Socket13TestCase(std::string title, Part prepare, Part change, Part check, double loss = 0)
        : TestCase(std::move(title)),
          m_prepare(std::move(prepare)),
          m_change(std::move(change)),
          m_check(std::move(check)),
          m_loss(loss)
    {
    }

    /**
     * @param is what a string is
     * @param expected what it has to be
     * @param what it says
     */
    void Expect(const std::string& is, const std::string& expected, const std::string& what)
    {
        NS_TEST_EXPECT_MSG_EQ(is, expected, what);
    }

    /**
     * @param holds whether it holds
     * @param what has to hold
     */
    void Expect(bool holds, const std::string& what)
    {
        NS_TEST_EXPECT_MSG_EQ(holds, true, what);
    }

    /**
     * The second connection delivered all, once, and ended well.
     * @param s where
     * @param isResumed whether it has to have used its ticket
     */
    void ExpectDelivered(const Scene& s, bool isResumed = true)
    {
        Expect(s.second.sent == s.second.toSend.size(), "the socket took all");
        Expect(s.server.received == s.second.toSend, "the server got all, once, in order");
        Expect(s.second.closed, "ok", "the client's end");
        Expect(s.server.closed, "ok", "the server's end");
        Expect(s.second.socket->IsResumed() || !isResumed, "the second is resumed");
    }

  private:
    void DoRun() override
    {
        {
            Scene scene(m_loss);
            scene.world.tls.SetVersions("tls1.3", "tls1.3");
            scene.world.tls.EnableEarlyData();
            for (TlsTestPeer* client : {&scene.first, &scene.second})
            {
                client->toSend = TlsTestPattern(3000);
                client->closeWhenSent = true;
            }
            m_prepare(*this, scene);
            scene.world.Install();
            scene.server.Listen(scene.world);
            scene.Play(scene.first);
            scene.firstAtServer = scene.server.socket;
            Expect(scene.first.closed, "ok", "the first connection");
            Expect(!scene.first.socket->IsResumed(), "the first resumes nothing");
            m_change(*this, scene);
            scene.Play(scene.second);
            m_check(*this, scene);
            scene.server.listener->Close();
            Expect(scene.world.Factory(0)->GetSocketCount() == 0, "no socket lives at the client");
            Expect(scene.world.Factory(1)->GetSocketCount() == 0, "no socket lives at the server");
            Simulator::Destroy();
        }
    }

    Part m_prepare; //!< before
    Part m_change;  //!< between
    Part m_check;   //!< after
    double m_loss;  //!< share lost
};

using Scene = Socket13TestCase::Scene;

/**
 * @param peer whose steps they are
 * @param step of interest
 * @param direction of it
 * @return how often it was made
 */
size_t
Count(const TlsTestPeer& peer, TlsStep step, TlsDirection direction)
{
    return std::count_if(peer.steps.begin(), peer.steps.end(), [=](const TlsStepRecord& record) {
        return record.event.step == step && record.event.direction == direction;
    });
}

/**
 * @param peer a server
 * @return octets of application data that came before its handshake was complete
 */
size_t
CountEarly(const TlsTestPeer& peer)
{
    size_t octets = 0;
    for (const TlsStepRecord& record : peer.steps)
    {
        if (record.event.step == TlsStep::ESTABLISHED)
        {
            break;
        }
        octets += record.event.step == TlsStep::APPLICATION_DATA ? record.event.bytes : 0;
    }
    return octets;
}

/**
 * @param peer a client
 * @param outcome "offered", "accepted" or "rejected"
 * @return whether its early data was
 */
bool
IsEarlyData(const TlsTestPeer& peer, const std::string& outcome)
{
    return std::any_of(peer.steps.begin(), peer.steps.end(), [&](const TlsStepRecord& record) {
        return record.event.step == TlsStep::EARLY_DATA && record.event.detail == outcome;
    });
}

/**
 * @param peer who sends
 * @param text what
 */
void
Say(TlsTestPeer* peer, std::string text)
{
    peer->toSend += text;
    peer->SendMore();
}

/**
 * @param peer who takes new keys, and asks the other for that
 */
void
Update(TlsTestPeer* peer)
{
    peer->socket->UpdateKeys(true);
}

/**
 * @param peer a server that asks who the client is
 */
void
Ask(TlsTestPeer* peer)
{
    peer->socket->RequestClientCertificate();
}

/**
 * @param peer whose socket is closed
 */
void
Close(TlsTestPeer* peer)
{
    peer->socket->Close();
}

void
Nothing(Socket13TestCase& /* test */, Scene& /* s */)
{
}

/**
 * The second connection lasts, and the server asks in the middle of it who the client is.
 * @param s where
 */
void
AskLate(Scene& s)
{
    s.second.closeWhenSent = false;
    Simulator::Schedule(Seconds(1), &Ask, &s.server);
    Simulator::Schedule(Seconds(2), &Say, &s.second, std::string(" and more"));
    Simulator::Schedule(Seconds(3), &Close, &s.second);
}

/// Unchanged applications of ns-3 over TLS 1.3, early data included.
class StockApplications13TestCase : public TestCase
{
  public:
    StockApplications13TestCase()
        : TestCase("BulkSend delivers every octet to PacketSink over TLS 1.3, full and resumed")
    {
    }

  private:
    void DoRun() override
    {
        TlsTestWorld world;
        world.tls.SetVersions("tls1.3", "tls1.3");
        world.tls.EnableEarlyData();
        world.Install();
        const std::string protocol = "ns3::TlsSocketFactory";
        PacketSinkHelper sink(protocol, world.any);
        ApplicationContainer sinks = sink.Install(world.nodes.Get(1));
        sinks.Stop(Seconds(200));
        const uint64_t octets = 300000;
        BulkSendHelper bulk(protocol, world.server);
        bulk.SetAttribute("MaxBytes", UintegerValue(octets));
        for (const double start : {0., 50.})
        {
            bulk.Install(world.nodes.Get(0)).Start(Seconds(start));
        }
        Simulator::Stop(Seconds(400));
        Simulator::Run();
        NS_TEST_EXPECT_MSG_EQ(DynamicCast<PacketSink>(sinks.Get(0))->GetTotalRx(),
                              2 * octets,
                              "octets at the sink");
        NS_TEST_EXPECT_MSG_EQ(world.Factory(0)->GetSocketCount(), 0, "the client's are gone");
        NS_TEST_EXPECT_MSG_EQ(world.Factory(1)->GetSocketCount(), 0, "the server's are gone");
        Simulator::Destroy();
    }
};

/// Sockets over TLS 1.3.
class TlsSocket13TestSuite : public TestSuite
{
  public:
    TlsSocket13TestSuite()
        : TestSuite("tls-spdy-socket-13", TestSuite::Type::UNIT)
    {
        AddEarlyData();
        AddRefusals();
        AddLater();
        AddTestCase(new StockApplications13TestCase);
    }

  private:
    using Test = Socket13TestCase;

    void AddEarlyData()
    {
        const auto isEarly = [](Test& test, Scene& s) {
            test.ExpectDelivered(s);
            test.Expect(CountEarly(s.server) == s.second.toSend.size(), "all of it was early");
            test.Expect(IsEarlyData(s.second, "accepted"), "it was taken");
        };
        AddTestCase(new Test("Early data arrives before the handshake is complete",
                             &Nothing,
                             &Nothing,
                             isEarly));
        AddTestCase(new Test(
            "Close right after a single Send of early data delivers it",
            [](Test&, Scene& s) { s.second.toSend = "one request"; },
            &Nothing,
            isEarly));
        AddTestCase(new Test(
            "More than the server takes early arrives whole and in order",
            [](Test&, Scene& s) {
                s.world.tls.EnableEarlyData(1000);
                s.second.toSend = TlsTestPattern(50000);
                s.second.chunk = 700;
            },
            &Nothing,
            [](Test& test, Scene& s) {
                test.ExpectDelivered(s);
                test.Expect(CountEarly(s.server) == 700, "what fits is early, the rest is not");
            }));
        AddTestCase(new Test(
            "Early data and the rest arrive over a link that loses 10 % of the packets",
            [](Test&, Scene& s) { s.second.toSend = TlsTestPattern(100000); },
            &Nothing,
            [](Test& test, Scene& s) { test.ExpectDelivered(s); },
            0.1));
    }

    void AddRefusals()
    {
        const auto isRefused = [](Test& test, Scene& s) {
            test.ExpectDelivered(s, false);
            test.Expect(CountEarly(s.server) == 0, "nothing is taken early");
            test.Expect(IsEarlyData(s.second, "rejected"), "it was refused");
        };
        AddTestCase(new Test(
            "Early data that a server without memory refuses is delivered once",
            &Nothing,
            [](Test&, Scene& s) { s.EmptyServerCache(); },
            isRefused));
        AddTestCase(new Test(
            "Early data with a ticket that has served is delivered once",
            &Nothing,
            [](Test& test, Scene& s) {
                std::ostringstream key;
                key << "www.example.com " << s.world.server;
                const auto& cache = s.world.Factory(0)->GetClientConfig()->sessionCache;
                const auto session = cache->Find(key.str(), s.world.tls.GetDate());
                test.Expect(session != nullptr, "the client has a ticket");
                TlsTestPeer between;
                between.toSend = "a connection between";
                between.closeWhenSent = true;
                s.Play(between);
                test.Expect(CountEarly(s.server) == between.toSend.size(), "it serves once");
                cache->Store(key.str(), session);
            },
            isRefused));
        AddTestCase(new Test(
            "What is written while early data is being refused keeps its order",
            [](Test&, Scene& s) {
                s.world.InstallCpu(0, "seal aes-gcm 128 30000000 0\n");
                s.second.toSend = "early ";
                s.second.closeWhenSent = false;
            },
            [](Test&, Scene& s) {
                // The server asks for another key share while the client seals its first record.
                s.ChangeServer(
                    [](tls::TlsConfig& config) { config.groups = {tls::NamedGroup::SECP384R1}; });
                Simulator::Schedule(MilliSeconds(25), &Say, &s.second, std::string("one "));
                Simulator::Schedule(MilliSeconds(26), &Say, &s.second, std::string("two "));
                Simulator::Schedule(Seconds(5), &Close, &s.second);
            },
            isRefused));
        AddTestCase(new Test(
            "Early data for a protocol that the server no longer chooses ends the connection",
            [](Test&, Scene& s) {
                s.world.tls.SetAlpn({"a", "b"});
            },
            [](Test&, Scene& s) {
                s.ChangeServer([](tls::TlsConfig& config) { config.alpn = {"b"}; });
            },
            [](Test& test, Scene& s) {
                test.Expect(s.second.closed,
                            "the server refused early data and chose another application protocol",
                            "the client's end");
                test.Expect(s.second.log, "connected error ", "what the application is told");
                test.Expect(s.server.received, "", "nothing is delivered");
            }));
    }

    void AddLater()
    {
        AddTestCase(new Test(
            "Both ends take new keys in the middle of a transfer",
            [](Test&, Scene& s) {
                s.second.toSend = TlsTestPattern(100000);
                s.second.closeWhenSent = false;
            },
            [](Test&, Scene& s) {
                for (const int64_t time : {30, 60})
                {
                    Simulator::Schedule(MilliSeconds(time), &Update, &s.second);
                    Simulator::Schedule(MilliSeconds(time + 1),
                                        &Say,
                                        &s.second,
                                        TlsTestPattern(100000));
                }
                Simulator::Schedule(Seconds(5), &Close, &s.second);
            },
            [](Test& test, Scene& s) {
                test.ExpectDelivered(s);
                const auto count = [](const TlsTestPeer& peer, TlsDirection direction) {
                    return Count(peer, TlsStep::KEY_UPDATE, direction);
                };
                test.Expect(count(s.second, TlsDirection::SENT) == 2, "the client's updates");
                test.Expect(count(s.server, TlsDirection::RECEIVED) == 2, "as the server got them");
                // Who has nothing to say answers no second time (RFC 8446, 4.6.3).
                test.Expect(count(s.server, TlsDirection::SENT) == 1, "the server's update");
                test.Expect(count(s.second, TlsDirection::RECEIVED) == 1, "as the client got it");
            }));
        const auto prepareClient = [](Test&, Scene& s) {
            s.world.tls.CreateClientIdentity("client", "rsa:1024");
            s.world.tls.SetClientAuthentication("none");
            s.world.tls.ClientConfig().tls13.takesLateCertificateRequest = true;
        };
        AddTestCase(new Test(
            "A server asks for a certificate after the handshake, and takes it",
            prepareClient,
            [](Test&, Scene& s) { AskLate(s); },
            [](Test& test, Scene& s) {
                test.ExpectDelivered(s);
                test.Expect(s.server.socket->GetSession().peerChain.size() == 1, "who it is");
            }));
        AddTestCase(new Test(
            "A server asks for a certificate after the handshake, and does not believe it",
            [prepareClient](Test& test, Scene& s) {
                prepareClient(test, s);
                TlsHelper stranger;
                stranger.CreateClientIdentity("client", "rsa:1024");
                s.world.tls.ClientConfig().identities = stranger.ClientConfig().identities;
            },
            [](Test&, Scene& s) { AskLate(s); },
            [](Test& test, Scene& s) {
                test.Expect(s.server.closed.substr(0, 11), "unknown_ca:", "the server's end");
                test.Expect(s.second.closed, "unknown_ca: sent by the peer", "the client's end");
            }));
        AddTestCase(new Test(
            "A server that wants known hosts refuses others",
            [](Test&, Scene& s) { s.world.tls.ServerConfig().refusesUnknownNames = true; },
            [](Test&, Scene& s) {
                s.world.Factory(0)->SetSocketAttribute("ServerName",
                                                       StringValue("elsewhere.example.org"));
            },
            [](Test& test, Scene& s) {
                test.Expect(s.server.closed.substr(0, 18),
                            "unrecognized_name:",
                            "the server's end");
                test.Expect(s.second.closed,
                            "unrecognized_name: sent by the peer",
                            "the client's end");
            }));
        AddTestCase(new Test(
            "A resumed handshake costs both processors less",
            [](Test&, Scene& s) { s.world.tls.InstallCpu(s.world.nodes, "openssl-3.0"); },
            &Nothing,
            [](Test& test, Scene& s) {
                test.ExpectDelivered(s);
                const auto cost = [](const Ptr<TlsSocket>& socket) {
                    return socket->GetTimes().cpu;
                };
                test.Expect(cost(s.second.socket) < cost(s.first.socket), "the client's");
                test.Expect(cost(s.server.socket) < cost(s.firstAtServer), "the server's");
            }));
    }
};

TlsSocket13TestSuite g_tlsSocket13TestSuite; //!< registers itself

} // namespace
