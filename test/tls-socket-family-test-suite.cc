/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-socket-test-world.h"

#include "ns3/stream-random-source.h"
#include "ns3/test.h"
#include "ns3/tls-connection-runner.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

using tls::TlsStep;

/// Two connections of a client, one after the other, to the same server.
struct Twice
{
    /**
     * @param loss share of packets lost in either direction
     */
    explicit Twice(double loss = 0)
        : world(false, loss)
    {
    }

    /// Let them run.
    void Run()
    {
        world.Install();
        server.Listen(world);
        for (TlsTestPeer* client : {&first, &second})
        {
            client->toSend = TlsTestPattern(3000);
            client->closeWhenSent = true;
        }
        Simulator::ScheduleNow(&TlsTestPeer::Connect, &first, &world);
        Simulator::Schedule(Seconds(100), &TlsTestPeer::Connect, &second, &world);
        Simulator::Stop(Seconds(300));
        Simulator::Run();
        server.listener->Close();
    }

    TlsTestWorld world; //!< where
    TlsTestPeer first;  //!< the client's first connection
    TlsTestPeer second; //!< its second one
    TlsTestPeer server; //!< takes the first
};

/// Sessions go on.
class ResumptionTestCase : public TestCase
{
  public:
    /**
     * @param isTicket by ticket instead of by session id
     * @param loss share of packets lost in either direction
     */
    ResumptionTestCase(bool isTicket, double loss)
        : TestCase(std::string("A session is resumed by its ") + (isTicket ? "ticket" : "id") +
                   (loss > 0 ? " over a link with losses, with the same secrets each time" : "")),
          m_isTicket(isTicket),
          m_loss(loss)
    {
    }

  private:
    std::string RunOnce()
    {
        Twice scene(m_loss);
        if (m_isTicket)
        {
            scene.world.tls.EnableTickets();
        }
        else
        {
            scene.world.tls.EnableSessionCache(10, Hours(1));
        }
        scene.Run();
        NS_TEST_EXPECT_MSG_EQ(scene.first.closed, "ok", "the first ends well");
        NS_TEST_EXPECT_MSG_EQ(scene.second.closed, "ok", "the second ends well");
        NS_TEST_EXPECT_MSG_EQ(scene.first.socket->IsResumed(), false, "a full handshake first");
        NS_TEST_EXPECT_MSG_EQ(scene.second.socket->IsResumed(), true, "a short one then");
        NS_TEST_EXPECT_MSG_EQ((scene.first.socket->GetSession().masterSecret ==
                               scene.second.socket->GetSession().masterSecret),
                              true,
                              "the same master secret");
        NS_TEST_EXPECT_MSG_EQ((scene.first.keyLog == scene.second.keyLog), false, "fresh randoms");
        if (m_loss == 0)
        {
            const TlsConnectionTimes& first = scene.first.socket->GetTimes();
            const TlsConnectionTimes& second = scene.second.socket->GetTimes();
            const Time saved = (first.established - first.tcpConnected) -
                               (second.established - second.tcpConnected);
            NS_TEST_EXPECT_MSG_GT(saved, MilliSeconds(10), "a round trip is saved");
        }
        const std::string log = scene.first.keyLog + scene.second.keyLog;
        Simulator::Destroy();
        return log;
    }

    void DoRun() override
    {
        const std::string log = RunOnce();
        NS_TEST_EXPECT_MSG_EQ(RunOnce(), log, "the same seed, the same secrets");
    }

    bool m_isTicket; //!< by ticket
    double m_loss;   //!< share lost
};

/// Without caches nothing is resumed, and other ports are other servers.
class NoResumptionTestCase : public TestCase
{
  public:
    NoResumptionTestCase()
        : TestCase("Nothing is resumed by default, and never at another port")
    {
    }

  private:
    void DoRun() override
    {
        for (const bool keeps : {false, true})
        {
            Twice scene;
            if (keeps)
            {
                scene.world.tls.EnableSessionCache();
            }
            scene.world.Install();
            scene.server.Listen(scene.world);
            TlsTestPeer other;
            const Address usual = scene.world.server;
            if (keeps)
            {
                scene.world.any = InetSocketAddress(Ipv4Address::GetAny(), 444);
                other.Listen(scene.world);
            }
            scene.first.closeOnConnect = true;
            scene.second.closeOnConnect = true;
            Simulator::ScheduleNow(&TlsTestPeer::Connect, &scene.first, &scene.world);
            Simulator::Stop(Seconds(10));
            Simulator::Run();
            if (keeps)
            {
                scene.world.server =
                    InetSocketAddress(InetSocketAddress::ConvertFrom(usual).GetIpv4(), 444);
            }
            Simulator::ScheduleNow(&TlsTestPeer::Connect, &scene.second, &scene.world);
            Simulator::Stop(Seconds(10));
            Simulator::Run();
            NS_TEST_EXPECT_MSG_EQ(scene.second.closed, "ok", "it ends well");
            NS_TEST_EXPECT_MSG_EQ(scene.second.socket->IsResumed(), false, "a full handshake");
            Simulator::Destroy();
        }
    }
};

/// The scenario decides.
class QuestionTestCase : public TestCase
{
  public:
    /// What the user does.
    enum class User
    {
        ACCEPTS, //!< after thinking
        REJECTS, //!< after thinking
        CLOSES,  //!< instead of an answer
        ABSENT   //!< nobody listens
    };

    /**
     * @param title what is shown
     * @param user what the user does
     */
    QuestionTestCase(const std::string& title, User user)
        : TestCase(title),
          m_user(user)
    {
    }

  private:
    void Asked(Ptr<TlsSocket> socket, std::string reason)
    {
        m_asked = Simulator::Now();
        m_reason = reason;
        switch (m_user)
        {
        case User::ACCEPTS:
            Simulator::Schedule(Seconds(7), &TlsSocket::AcceptPeer, socket);
            // A second answer changes nothing.
            Simulator::Schedule(Seconds(8),
                                &TlsSocket::RejectPeer,
                                socket,
                                tls::TlsAlertDescription::CLOSE_NOTIFY);
            break;
        case User::REJECTS:
            Simulator::Schedule(Seconds(7),
                                &TlsSocket::RejectPeer,
                                socket,
                                tls::TlsAlertDescription::CERTIFICATE_REVOKED);
            break;
        case User::CLOSES:
            Simulator::Schedule(Seconds(7), &TlsSocket::Close, socket);
            break;
        case User::ABSENT:
            break;
        }
    }

    void Watch(Ptr<TlsSocket> socket)
    {
        socket->TraceConnectWithoutContext("Question",
                                           MakeCallback(&QuestionTestCase::Asked, this));
    }

    void DoRun() override
    {
        TlsTestWorld world;
        TlsTestPeer client;
        TlsTestPeer server;
        world.tls.SetVerification("ask");
        world.tls.ClientConfig().trust = std::make_shared<tls::X509TrustStore>();
        world.Install();
        server.Listen(world);
        client.toSend = TlsTestPattern(1000);
        client.closeWhenSent = true;
        if (m_user != User::ABSENT)
        {
            world.Factory(0)->TraceConnectWithoutContext(
                "SocketCreated",
                MakeCallback(&QuestionTestCase::Watch, this));
        }
        Simulator::ScheduleNow(&TlsTestPeer::Connect, &client, &world);
        Simulator::Stop(Seconds(100));
        Simulator::Run();
        const TlsConnectionTimes& times = client.socket->GetTimes();
        switch (m_user)
        {
        case User::ACCEPTS:
            NS_TEST_EXPECT_MSG_EQ(client.closed + server.closed, "okok", "both end well");
            NS_TEST_EXPECT_MSG_EQ(server.received, client.toSend, "all arrives");
            NS_TEST_EXPECT_MSG_EQ(times.certificate, m_asked + Seconds(7), "after the answer");
            NS_TEST_EXPECT_MSG_EQ((m_reason.find("issued by") != std::string::npos),
                                  true,
                                  "the reason is told");
            break;
        case User::REJECTS:
            NS_TEST_EXPECT_MSG_EQ(server.closed, "certificate_revoked: sent by the peer", "told");
            NS_TEST_EXPECT_MSG_EQ(client.log, "failed ", "it fails");
            NS_TEST_EXPECT_MSG_EQ((times.closed >= m_asked + Seconds(7)), true, "then, no sooner");
            break;
        case User::CLOSES:
            NS_TEST_EXPECT_MSG_EQ(server.log, "", "the server has no connection");
            NS_TEST_EXPECT_MSG_EQ((times.closed >= m_asked + Seconds(7)), true, "then, no sooner");
            NS_TEST_EXPECT_MSG_EQ((times.closed < m_asked + Seconds(8)), true, "and no later");
            break;
        case User::ABSENT:
            NS_TEST_EXPECT_MSG_EQ(server.closed, "unknown_ca: sent by the peer", "told");
            NS_TEST_EXPECT_MSG_EQ(client.log, "failed ", "it fails");
            break;
        }
        server.listener->Close();
        NS_TEST_EXPECT_MSG_EQ(world.Factory(0)->GetSocketCount(), 0, "no socket lives");
        Simulator::Destroy();
    }

    User m_user;          //!< what the user does
    Time m_asked;         //!< when
    std::string m_reason; //!< what the question was
};

/// Another handshake in the middle of data.
class RenegotiationTestCase : public TestCase
{
  public:
    /**
     * @param atClient who begins it
     * @param cpu calibration of the server
     */
    RenegotiationTestCase(bool atClient, const std::string& cpu)
        : TestCase(std::string("What is sent while the ") + (atClient ? "client" : "server") +
                   " renegotiates" + (cpu.empty() ? "" : " on a slow server") +
                   " arrives in its order"),
          m_atClient(atClient),
          m_cpu(cpu)
    {
    }

  private:
    static void Begin(TlsTestPeer* peer)
    {
        peer->socket->Renegotiate();
    }

    static void End(TlsTestPeer* peer)
    {
        peer->socket->Close();
    }

    void DoRun() override
    {
        TlsTestWorld world;
        TlsTestPeer client;
        TlsTestPeer server;
        world.tls.SetRenegotiation("secure");
        if (!m_cpu.empty())
        {
            world.InstallCpu(0, m_cpu);
            world.InstallCpu(1, m_cpu);
        }
        world.Install();
        server.Listen(world);
        client.toSend = TlsTestPattern(400000);
        server.isEcho = true;
        TlsTestPeer* begins = m_atClient ? &client : &server;
        Simulator::ScheduleNow(&TlsTestPeer::Connect, &client, &world);
        Simulator::Schedule(MilliSeconds(100), &RenegotiationTestCase::Begin, begins);
        Simulator::Schedule(Seconds(5), &RenegotiationTestCase::Begin, begins);
        Simulator::Schedule(Seconds(20), &RenegotiationTestCase::End, &client);
        Simulator::Stop(Seconds(200));
        Simulator::Run();
        NS_TEST_EXPECT_MSG_EQ((server.received == client.toSend), true, "every octet in order");
        NS_TEST_EXPECT_MSG_EQ(client.closed + server.closed, "okok", "both end well");
        const auto handshakes = std::count_if(
            client.steps.begin(),
            client.steps.end(),
            [](const TlsStepRecord& record) { return record.event.step == TlsStep::ESTABLISHED; });
        NS_TEST_EXPECT_MSG_EQ(handshakes, 3, "three handshakes");
        server.listener->Close();
        Simulator::Destroy();
    }

    bool m_atClient;   //!< who begins it
    std::string m_cpu; //!< of both nodes
};

/// Signs of life.
class HeartbeatTestCase : public TestCase
{
  public:
    HeartbeatTestCase()
        : TestCase("A heartbeat is answered where both ends take it, and never sent elsewhere")
    {
    }

  private:
    static void Send(TlsTestPeer* peer)
    {
        peer->socket->SendHeartbeat(100);
        peer->socket->Close();
    }

    void DoRun() override
    {
        for (const bool takes : {false, true})
        {
            TlsTestWorld world;
            TlsTestPeer client;
            TlsTestPeer server;
            if (takes)
            {
                world.tls.EnableHeartbeat();
            }
            world.Install();
            server.Listen(world);
            Simulator::ScheduleNow(&TlsTestPeer::Connect, &client, &world);
            Simulator::Schedule(Seconds(1), &HeartbeatTestCase::Send, &client);
            Simulator::Stop(Seconds(100));
            Simulator::Run();
            std::string beats;
            for (const TlsStepRecord& record : client.steps)
            {
                if (record.event.step == TlsStep::HEARTBEAT)
                {
                    beats += std::string(ToString(record.event.direction)) + " " +
                             record.event.detail + " ";
                }
            }
            const std::string expected = takes ? "sent request received response " : "";
            NS_TEST_EXPECT_MSG_EQ(beats, expected, "beats");
            NS_TEST_EXPECT_MSG_EQ(client.closed + server.closed, "okok", "both end well");
            server.listener->Close();
            Simulator::Destroy();
        }
    }
};

/// Address and port choose the certificate.
class AddressTestCase : public TestCase
{
  public:
    AddressTestCase()
        : TestCase("A server has the certificate of its address and port, of its port, or any")
    {
    }

  private:
    /// @param config what a server is @return the name in its certificate
    static std::string NameOf(const std::shared_ptr<const tls::TlsConfig>& config)
    {
        return config->identities.front().hosts.front();
    }

    void DoRun() override
    {
        TlsTestWorld world;
        world.Install();
        const auto install = [&world](const std::string& host, const Address& local) {
            world.tls.ServerConfig().identities.clear();
            world.tls.CreateIdentity(host, "rsa:1024", 1);
            world.tls.InstallServer(world.nodes.Get(1), local);
        };
        const Ipv4Address server = InetSocketAddress::ConvertFrom(world.server).GetIpv4();
        install("port.example.com", InetSocketAddress(Ipv4Address::GetAny(), 444));
        install("address.example.com", InetSocketAddress(server, 444));
        const Ptr<TlsSocketFactory> factory = world.Factory(1);
        NS_TEST_EXPECT_MSG_EQ(NameOf(factory->GetServerConfig(InetSocketAddress(server, 443))),
                              "www.example.com",
                              "the usual one");
        NS_TEST_EXPECT_MSG_EQ(
            NameOf(factory->GetServerConfig(InetSocketAddress(Ipv4Address("10.9.9.9"), 444))),
            "port.example.com",
            "that of the port");
        NS_TEST_EXPECT_MSG_EQ(NameOf(factory->GetServerConfig(InetSocketAddress(server, 444))),
                              "address.example.com",
                              "that of address and port");

        // On the wire, too: the client learns which one it is.
        TlsTestPeer client;
        TlsTestPeer peer;
        world.tls.SetSocketAttribute("ServerName", StringValue("address.example.com"));
        world.tls.Install(world.nodes.Get(0));
        world.server = InetSocketAddress(server, 444);
        world.any = InetSocketAddress(Ipv4Address::GetAny(), 444);
        peer.Listen(world);
        client.closeOnConnect = true;
        Simulator::ScheduleNow(&TlsTestPeer::Connect, &client, &world);
        Simulator::Stop(Seconds(100));
        Simulator::Run();
        NS_TEST_EXPECT_MSG_EQ(client.closed, "ok", "the name fits");
        peer.listener->Close();
        Simulator::Destroy();
    }
};

/// Data before the server's Finished.
class FalseStartTestCase : public TestCase
{
  public:
    FalseStartTestCase()
        : TestCase("With False Start the first data leaves a round trip earlier")
    {
    }

  private:
    void DoRun() override
    {
        Time first[2];
        for (const bool starts : {false, true})
        {
            TlsTestWorld world;
            TlsTestPeer client;
            TlsTestPeer server;
            if (starts)
            {
                world.tls.EnableFalseStart();
            }
            world.Install();
            server.Listen(world);
            client.toSend = TlsTestPattern(100);
            server.isEcho = true;
            Simulator::ScheduleNow(&TlsTestPeer::Connect, &client, &world);
            Simulator::Stop(Seconds(1));
            Simulator::Run();
            NS_TEST_EXPECT_MSG_EQ((client.received == client.toSend), true, "the echo comes");
            NS_TEST_EXPECT_MSG_EQ(client.socket->IsEstablished(), true, "and all is complete");
            for (const TlsStepRecord& record : client.steps)
            {
                if (record.event.step == TlsStep::APPLICATION_DATA && first[starts].IsZero())
                {
                    first[starts] = record.time;
                }
            }
            Simulator::Destroy();
        }
        NS_TEST_EXPECT_MSG_EQ_TOL(first[0] - first[1],
                                  MilliSeconds(10),
                                  MilliSeconds(1),
                                  "a round trip of 10 ms");
    }
};

/// A record that is refused takes the time of one that is not.
class PaddingTimeTestCase : public TestCase
{
  public:
    PaddingTimeTestCase()
        : TestCase("Bad padding and a bad MAC take the same simulated time as a right record")
    {
    }

  private:
    /// What is done to a record.
    enum class Damage
    {
        NONE,    //!< nothing
        PADDING, //!< its last block but one
        MAC      //!< its first block after the IV
    };

    /// @param damage to a record @return processor time of the server's step that takes it
    Time Measure(Damage damage)
    {
        TlsTestWorld world;
        world.tls.SetCipherSuites({"TLS_RSA_WITH_AES_128_CBC_SHA"});
        world.tls.ClientConfig().encryptsThenMacs = false;
        world.InstallCpu(1,
                         "decrypt aes-cbc 128 1000 100\nencrypt aes-cbc 128 0 0\n"
                         "hmac sha1 0 3000 50\nhash sha1 0 700 30\n");
        world.Install();
        const auto random = [&world](tls::TlsRole role) {
            return std::make_unique<StreamRandomSource>(
                world.Factory(role == tls::TlsRole::CLIENT ? 0 : 1)->GetRandom(role));
        };
        tls::Bytes toServer;
        tls::Bytes toClient;
        const auto make = [&](tls::TlsRole role, TlsConnectionRunner::ReleaseCallback release) {
            const bool isClient = role == tls::TlsRole::CLIENT;
            return Create<TlsConnectionRunner>(
                role,
                isClient ? world.Factory(0)->GetClientConfig()
                         : world.Factory(1)->GetServerConfig(),
                isClient ? "www.example.com" : "",
                "",
                random(role),
                world.Factory(0)->GetDate(),
                isClient ? nullptr : world.nodes.Get(1)->GetObject<CryptoProcessor>(),
                release);
        };
        m_toServer = &toServer;
        m_toClient = &toClient;
        const auto client =
            make(tls::TlsRole::CLIENT, MakeCallback(&PaddingTimeTestCase::FromClient, this));
        const auto server =
            make(tls::TlsRole::SERVER, MakeCallback(&PaddingTimeTestCase::FromServer, this));
        client->Start();
        server->Start();
        for (int flights = 0; flights < 8; flights++)
        {
            server->Receive(std::exchange(toServer, {}));
            Simulator::Run();
            client->Receive(std::exchange(toClient, {}));
        }
        NS_TEST_EXPECT_MSG_EQ(server->GetConnection().IsEstablished(), true, "a connection");
        client->Write(tls::Bytes(200, 'x'));
        // Header, IV, then blocks.
        if (damage == Damage::MAC)
        {
            toServer[tls::TLS_RECORD_HEADER + 16] ^= 1;
        }
        if (damage == Damage::PADDING)
        {
            toServer[toServer.size() - 17] ^= 0x40;
        }
        server->Receive(std::exchange(toServer, {}));
        Simulator::Run();
        NS_TEST_EXPECT_MSG_EQ(server->GetConnection().IsFinished(),
                              (damage != Damage::NONE),
                              "what is damaged is refused");
        if (damage != Damage::NONE)
        {
            NS_TEST_EXPECT_MSG_EQ((server->GetConnection().GetAlertSent()->description ==
                                   tls::TlsAlertDescription::BAD_RECORD_MAC),
                                  true,
                                  "with one answer");
        }
        const Time taken = m_cpu;
        if (damage == Damage::NONE)
        {
            // What refuses also says so, in a record as long as that of close_notify.
            server->Close();
            Simulator::Run();
            server->Stop();
            client->Stop();
            Simulator::Destroy();
            return taken + m_cpu;
        }
        server->Stop();
        client->Stop();
        Simulator::Destroy();
        return taken;
    }

    void FromClient(const TlsReleasedStep& step)
    {
        tls::Append(*m_toServer, step.output.toPeer);
    }

    void FromServer(const TlsReleasedStep& step)
    {
        tls::Append(*m_toClient, step.output.toPeer);
        m_cpu = step.cpu;
    }

    void DoRun() override
    {
        const Time right = Measure(Damage::NONE);
        NS_TEST_EXPECT_MSG_GT(right, MicroSeconds(10), "it costs something");
        NS_TEST_EXPECT_MSG_EQ(Measure(Damage::PADDING), right, "bad padding");
        NS_TEST_EXPECT_MSG_EQ(Measure(Damage::MAC), right, "a bad MAC");
    }

    tls::Bytes* m_toServer{nullptr}; //!< on its way
    tls::Bytes* m_toClient{nullptr}; //!< on its way
    Time m_cpu;                      //!< of the server's last step
};

/// The suite.
class TlsSocketFamilyTestSuite : public TestSuite
{
  public:
    TlsSocketFamilyTestSuite()
        : TestSuite("tls-spdy-socket-family", TestSuite::Type::UNIT)
    {
        for (const bool isTicket : {false, true})
        {
            AddTestCase(new ResumptionTestCase(isTicket, 0));
            AddTestCase(new ResumptionTestCase(isTicket, 0.1));
        }
        AddTestCase(new NoResumptionTestCase);
        using User = QuestionTestCase::User;
        AddTestCase(
            new QuestionTestCase("A user accepts after thinking, and all goes on", User::ACCEPTS));
        AddTestCase(new QuestionTestCase("A user rejects after thinking, and the peer is told",
                                         User::REJECTS));
        AddTestCase(new QuestionTestCase("A user may close instead of answering", User::CLOSES));
        AddTestCase(
            new QuestionTestCase("Where nobody can be asked the answer is no", User::ABSENT));
        for (const bool atClient : {false, true})
        {
            AddTestCase(new RenegotiationTestCase(atClient, ""));
            AddTestCase(new RenegotiationTestCase(atClient,
                                                  "sign rsa 1024 3000000 0\n"
                                                  "open aes-gcm 128 200000 0\n"
                                                  "seal aes-gcm 128 200000 0\n"));
        }
        AddTestCase(new HeartbeatTestCase);
        AddTestCase(new AddressTestCase);
        AddTestCase(new FalseStartTestCase);
        AddTestCase(new PaddingTimeTestCase);
    }
};

TlsSocketFamilyTestSuite g_tlsSocketFamilyTestSuite; //!< the suite

} // namespace
