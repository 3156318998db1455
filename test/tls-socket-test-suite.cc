/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-socket-test-world.h"

#include "ns3/rng-seed-manager.h"
#include "ns3/tcp-socket-base.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/test.h"

#include <algorithm>
#include <functional>
#include <string>

using namespace ns3;

namespace
{

/// Work that only takes the server long: a millisecond for each record.
const std::string SLOW_RECORDS = "open aes-gcm 128 1000000 0\n";

/// A connection between two peers, prepared, run and looked at by functions.
class SocketTestCase : public TestCase
{
  public:
    /// What happens between two peers.
    struct Scene
    {
        TlsTestWorld world; //!< where
        TlsTestPeer client; //!< on node 0
        TlsTestPeer server; //!< on node 1
    };

    /// A part of a test.
    using Part = std::function<void(SocketTestCase&, Scene&)>;

    /**
     * @param title what is shown
     * @param prepare before the connection
     * @param check after the simulation
     */
    SocketTestCase(std::string title, Part prepare, Part check)
        : TestCase(std::move(title)),
          m_prepare(std::move(prepare)),
          m_check(std::move(check))
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

  private:
    void DoRun() override
    {
        {
            Scene scene;
            m_prepare(*this, scene);
            if (!scene.world.Factory(0))
            {
                scene.world.Install();
            }
            if (!scene.server.listener)
            {
                scene.server.Listen(scene.world);
            }
            Simulator::ScheduleNow(&TlsTestPeer::Connect, &scene.client, &scene.world);
            Simulator::Stop(Seconds(300));
            Simulator::Run();
            m_check(*this, scene);
            scene.server.listener->Close();
            Expect(scene.world.Factory(0)->GetSocketCount() == 0, "no socket lives at the client");
            Expect(scene.world.Factory(1)->GetSocketCount() == 0, "no socket lives at the server");
            Simulator::Destroy();
            if (scene.client.socket)
            {
                // What the simulation held is gone; this test holds one.
                Expect(scene.client.socket->GetReferenceCount() == 1, "nobody holds the client");
            }
        }
    }

    Part m_prepare; //!< before
    Part m_check;   //!< after
};

using Scene = SocketTestCase::Scene;

/**
 * @param client of a connection
 * @param address where to
 */
void
ResetPeer(TlsTestPeer* client, Address address)
{
    // ns-3's TCP resets a connection that is to be opened again.
    client->socket->GetTcpSocket()->Connect(address);
}

/**
 * @param peer whose TCP is closed below TLS
 */
void
Truncate(TlsTestPeer* peer)
{
    peer->socket->GetTcpSocket()->Close();
}

/**
 * @param s where the sender is looked at
 */
void
Look(Scene* s)
{
    if (s->client.sent < 100000)
    {
        s->server.log += "waits ";
    }
}

/**
 * @param s whose client sends all that it may, at once
 */
void
Fill(Scene* s)
{
    const Ptr<TlsSocket> socket = s->client.socket;
    const uint32_t available = socket->GetTxAvailable();
    if (socket->Send(Create<Packet>(available + 1)) == -1 &&
        socket->GetErrno() == Socket::ERROR_AGAIN)
    {
        s->client.log += "refused ";
    }
    if (socket->Send(Create<Packet>(available)) == static_cast<int>(available))
    {
        s->client.log += "taken ";
        s->client.sent = available;
    }
    Simulator::Schedule(Seconds(5), &TlsSocket::Close, socket);
}

/**
 * @param s whose client does not want data
 */
void
ShutdownRecv(Scene* s)
{
    s->client.socket->ShutdownRecv();
}

/**
 * @param peer whose socket is closed
 */
void
Close(TlsTestPeer* peer)
{
    peer->socket->Close();
}

/**
 * @param s whose client sets options and looks for them below
 */
void
SetOptions(Scene* s)
{
    const Ptr<TlsSocket> socket = s->client.socket;
    const Ptr<Socket> tcp = socket->GetTcpSocket();
    s->client.log += s->world.Factory(0)->GetSocketCount() == 1 ? "owned " : "";
    socket->SetIpTos(0x10);
    socket->Send(Create<Packet>(1));
    s->client.log += tcp->GetIpTos() == 0x10 ? "tos " : "";
    socket->SetPriority(5);
    socket->Send(Create<Packet>(1));
    s->client.log += tcp->GetPriority() == 5 ? "priority " : "";
    socket->SetIpTtl(7);
    s->client.log += tcp->GetIpTtl() == 7 ? "ttl " : "";
    socket->BindToNetDevice(s->world.nodes.Get(0)->GetDevice(1));
    s->client.log += tcp->GetBoundNetDevice() ? "device " : "";
    // The log is what is looked at; how the connection ends is not.
    Simulator::Schedule(Seconds(1), &TlsSocket::Close, socket);
    s->client.socket->SetCloseCallbacks(MakeNullCallback<void, Ptr<Socket>>(),
                                        MakeNullCallback<void, Ptr<Socket>>());
}

/// The suite.
class TlsSocketTestSuite : public TestSuite
{
  public:
    TlsSocketTestSuite()
        : TestSuite("tls-spdy-socket", TestSuite::Type::UNIT)
    {
        AddFlow();
        AddStock();
        AddEnds();
        AddReentrancy();
        AddProcessor();
    }

  private:
    void Add(const std::string& title, SocketTestCase::Part prepare, SocketTestCase::Part check)
    {
        AddTestCase(new SocketTestCase(title, std::move(prepare), std::move(check)));
    }

    void AddFlow();
    void AddStock();
    void AddEnds();
    void AddReentrancy();
    void AddProcessor();
};

void
TlsSocketTestSuite::AddFlow()
{
    Add(
        "What is sent before a close arrives, and both ends close with close_notify",
        [](SocketTestCase&, Scene& s) {
            s.client.toSend = TlsTestPattern(500000);
            s.client.closeWhenSent = true;
        },
        [](SocketTestCase& t, Scene& s) {
            t.Expect(s.server.received == s.client.toSend, "every octet arrives in order");
            t.Expect(s.client.closed, "ok", "client");
            t.Expect(s.server.closed, "ok", "server");
            t.Expect(s.client.log, "connected closed ", "client");
            t.Expect(s.server.log, "accepted closed ", "server");
            t.Expect(s.client.socket->GetFailure(), "", "no failure");
            t.Expect(s.client.socket->GetSession().GetProtocol(), "", "no protocol");
            const TlsConnectionTimes& times = s.client.socket->GetTimes();
            t.Expect(times.synSent < times.tcpConnected && times.tcpConnected <= times.clientHello,
                     "TCP before TLS");
            t.Expect(times.clientHello < times.serverHello &&
                         times.serverHello <= times.certificate &&
                         times.certificate <= times.keyExchange &&
                         times.keyExchange < times.established && times.established < times.closed,
                     "steps in their order");
        });
    Add(
        "A reader that does not read makes the sender stop, and gets everything in the end",
        [](SocketTestCase&, Scene& s) {
            s.world.tls.SetTcpAttribute("RcvBufSize", UintegerValue(30000));
            s.world.tls.SetTcpAttribute("SndBufSize", UintegerValue(30000));
            s.world.tls.SetSocketAttribute("RcvBufSize", UintegerValue(20000));
            s.client.toSend = TlsTestPattern(400000);
            s.client.closeWhenSent = true;
            s.server.isReading = false;
            Simulator::Schedule(Seconds(50), &TlsTestPeer::StartReading, &s.server);
            Simulator::Schedule(Seconds(49), &Look, &s);
        },
        [](SocketTestCase& t, Scene& s) {
            t.Expect(s.client.refusals > 1, "Send refuses");
            t.Expect(s.server.log.find("waits") != std::string::npos, "the sender waits at 49 s");
            t.Expect(s.server.received == s.client.toSend, "every octet arrives in order");
            t.Expect(s.client.closed + s.server.closed, "okok", "both end well");
        });
    Add(
        "What GetTxAvailable promises is taken, and an octet more is not",
        [](SocketTestCase&, Scene& s) {
            s.world.tls.SetTcpAttribute("SndBufSize", UintegerValue(50000));
            s.world.Install();
            Simulator::Schedule(Seconds(1), &Fill, &s);
        },
        [](SocketTestCase& t, Scene& s) {
            t.Expect(s.client.log, "connected refused taken closed ", "one octet more is refused");
            t.Expect(s.server.received.size() == s.client.sent, "all of it arrives");
        });
}

void
TlsSocketTestSuite::AddStock()
{
    Add(
        "ShutdownRecv discards data but does not stop the handshake",
        [](SocketTestCase&, Scene& s) {
            s.server.toSend = TlsTestPattern(300000);
            s.server.closeWhenSent = true;
            s.world.Install();
            s.server.Listen(s.world);
            s.client.isReading = false;
            Simulator::Schedule(MilliSeconds(1), &ShutdownRecv, &s);
        },
        [](SocketTestCase& t, Scene& s) {
            t.Expect(s.client.log, "connected closed ", "client");
            t.Expect(s.client.socket->GetRxAvailable() == 0, "nothing waits");
            t.Expect(s.server.sent == s.server.toSend.size(), "the server is not held up");
            t.Expect(s.client.closed + s.server.closed, "okok", "both end well");
        });
    Add(
        "ShutdownSend on a listener is inherited by what it accepts, and TCP's is left alone",
        [](SocketTestCase&, Scene& s) {
            s.world.Install();
            s.server.Listen(s.world);
            s.server.listener->ShutdownSend();
            s.server.toSend = "x";
            s.server.closeOnPeerClose = false;
            s.client.toSend = TlsTestPattern(1000);
            s.client.closeWhenSent = true;
        },
        [](SocketTestCase& t, Scene& s) {
            t.Expect(s.server.refusals == 1, "an accepted socket does not send");
            t.Expect(s.server.refusedWith == Socket::ERROR_SHUTDOWN, "because of that");
            t.Expect(s.server.received == s.client.toSend, "it receives");
            t.Expect(s.server.closed, "ok", "it closes with its peer, unasked");
        });
    Add(
        "Type of service and priority reach TCP, the device and hop limit, too",
        [](SocketTestCase&, Scene& s) { Simulator::Schedule(Seconds(1), &SetOptions, &s); },
        [](SocketTestCase& t, Scene& s) {
            t.Expect(s.client.log, "connected owned tos priority ttl device ", "options of TCP");
        });
    Add(
        "The factory may be on the node before the stack, and TCP's is still found",
        [](SocketTestCase& t, Scene& s) {
            s.client.closeOnConnect = true;
            NodeContainer node(1);
            s.world.tls.Install(node);
            InternetStackHelper().Install(node);
            const Ptr<Socket> tls =
                Socket::CreateSocket(node.Get(0), TlsSocketFactory::GetTypeId());
            const Ptr<Socket> tcp =
                Socket::CreateSocket(node.Get(0), TcpSocketFactory::GetTypeId());
            t.Expect(bool(DynamicCast<TlsSocket>(tls)), "TLS is TLS");
            t.Expect(bool(DynamicCast<TcpSocketBase>(tcp)), "TCP is TCP");
            t.Expect(tls->Bind() == 0 && tls->Close() == 0, "it binds and closes");
            t.Expect(tls->SetAllowBroadcast(true) == false, "no broadcast");
            t.Expect(tls->Send(Create<Packet>(1)) == -1 && tls->GetErrno() == Socket::ERROR_NOTCONN,
                     "it is not connected");
        },
        [](SocketTestCase&, Scene&) {});
}

void
TlsSocketTestSuite::AddEnds()
{
    Add(
        "The end of TCP without close_notify is a truncation, after all data",
        [](SocketTestCase&, Scene& s) {
            s.client.toSend = TlsTestPattern(50000);
            s.world.InstallCpu(1, SLOW_RECORDS);
            Simulator::Schedule(MilliSeconds(130), &Truncate, &s.client);
        },
        [](SocketTestCase& t, Scene& s) {
            t.Expect(s.server.received == s.client.toSend, "what came before is delivered");
            t.Expect(s.server.log, "accepted error ", "an error close");
            t.Expect(s.server.socket->GetFailure(), "truncated", "reason");
            t.Expect(s.server.closed, "truncated", "reason");
        });
    Add(
        "A reset while the processor works loses nothing that had arrived",
        [](SocketTestCase&, Scene& s) {
            // At the reset, octets wait for the processor, and more of them in TCP.
            s.world.tls.SetSocketAttribute("RcvBufSize", UintegerValue(20000));
            s.client.toSend = TlsTestPattern(50000);
            s.world.InstallCpu(1, "open aes-gcm 128 10000000 0\n");
            Simulator::Schedule(MilliSeconds(200), &ResetPeer, &s.client, s.world.server);
        },
        [](SocketTestCase& t, Scene& s) {
            t.Expect(s.server.received == s.client.toSend, "what came before is delivered");
            t.Expect(s.server.log, "accepted error ", "an error close");
            t.Expect(s.server.closed, "reset", "reason");
        });
    Add(
        "Nobody listens: the connection fails",
        [](SocketTestCase&, Scene& s) {
            s.world.Install();
            s.server.Listen(s.world);
            s.server.listener->Close();
        },
        [](SocketTestCase& t, Scene& s) {
            t.Expect(s.client.log, "failed ", "client");
            // ns-3's TCP overlooks a reset that carries an acknowledgment of its SYN.
            t.Expect(s.client.closed == "reset" || s.client.closed == "tcp-timeout", "reason");
        });
    Add(
        "Nobody answers: the connection fails with tcp-timeout",
        [](SocketTestCase&, Scene& s) {
            s.world.server = InetSocketAddress(Ipv4Address("10.0.0.77"), 443);
        },
        [](SocketTestCase& t, Scene& s) {
            t.Expect(s.client.log, "failed ", "client");
            t.Expect(s.client.closed, "tcp-timeout", "reason");
        });
    Add(
        "A wrong host name fails the connection by an alert that both ends name",
        [](SocketTestCase&, Scene& s) {
            s.world.tls.SetSocketAttribute("ServerName", StringValue("other.example.com"));
        },
        [](SocketTestCase& t, Scene& s) {
            t.Expect(s.client.log, "failed ", "client");
            t.Expect(s.server.log, "", "the server is not bothered");
            t.Expect(s.client.closed.find("bad_certificate: ") == 0, s.client.closed);
            t.Expect(s.server.closed, "bad_certificate: sent by the peer", "server");
        });
    Add(
        "Closing with unread octets in TCP is no reset",
        [](SocketTestCase&, Scene& s) {
            s.world.tls.SetSocketAttribute("RcvBufSize", UintegerValue(20000));
            s.world.tls.SetSocketAttribute("CloseTimeout", TimeValue(MilliSeconds(50)));
            s.client.toSend = TlsTestPattern(50000);
            s.world.InstallCpu(1, "open aes-gcm 128 10000000 0\n");
            Simulator::Schedule(MilliSeconds(200), &Close, &s.server);
        },
        [](SocketTestCase& t, Scene& s) {
            t.Expect(s.server.closed, "truncated", "the server gave up");
            t.Expect(s.client.closed, "truncated", "which the client does not take for a reset");
        });
    Add(
        "A peer that never answers close_notify is given up after CloseTimeout",
        [](SocketTestCase&, Scene& s) {
            s.world.tls.SetSocketAttribute("CloseTimeout", TimeValue(Seconds(3)));
            s.world.tls.SetSocketAttribute("RcvBufSize", UintegerValue(20000));
            s.world.tls.SetTcpAttribute("RcvBufSize", UintegerValue(20000));
            s.server.isReading = false;
            s.client.toSend = TlsTestPattern(100000);
            Simulator::Schedule(Seconds(5), &Close, &s.client);
            Simulator::Schedule(Seconds(20), &Truncate, &s.server);
            Simulator::Schedule(Seconds(21), &TlsTestPeer::StartReading, &s.server);
        },
        [](SocketTestCase& t, Scene& s) {
            t.Expect(s.client.closed, "truncated", "client");
            t.Expect(s.client.socket->GetTimes().closed == Seconds(8), "3 s after 5 s");
        });
}

void
TlsSocketTestSuite::AddReentrancy()
{
    Add(
        "Close from within the connection callback ends well",
        [](SocketTestCase&, Scene& s) { s.client.closeOnConnect = true; },
        [](SocketTestCase& t, Scene& s) {
            t.Expect(s.client.log, "connected closed ", "client");
            t.Expect(s.client.closed + s.server.closed, "okok", "both end well");
        });
    Add(
        "Send from within the receive callback works, as an echo shows",
        [](SocketTestCase&, Scene& s) {
            s.client.toSend = TlsTestPattern(60000);
            s.server.isEcho = true;
            Simulator::Schedule(Seconds(10), &Close, &s.client);
        },
        [](SocketTestCase& t, Scene& s) {
            t.Expect(s.client.received == s.client.toSend, "the echo is what was said");
            t.Expect(s.client.closed + s.server.closed, "okok", "both end well");
        });
    Add(
        "Close from within the receive callback ends well",
        [](SocketTestCase&, Scene& s) {
            s.client.toSend = TlsTestPattern(60000);
            s.server.closeOnData = true;
        },
        [](SocketTestCase& t, Scene& s) {
            t.Expect(s.client.closed + s.server.closed, "okok", "both end well");
        });
    Add(
        "A socket whose last reference goes within a callback lives until its end",
        [](SocketTestCase&, Scene& s) {
            s.client.toSend = TlsTestPattern(60000);
            s.client.closeWhenSent = true;
            s.server.dropOnData = true;
        },
        [](SocketTestCase& t, Scene& s) {
            t.Expect(!s.server.socket, "it was dropped");
            t.Expect(s.client.closed + s.server.closed, "okok", "both end well");
        });
    Add(
        "Close during the handshake, and before TCP is up, leaves nothing behind",
        [](SocketTestCase&, Scene& s) { Simulator::Schedule(MilliSeconds(15), &Close, &s.client); },
        [](SocketTestCase& t, Scene& s) {
            t.Expect(s.server.log, "", "nothing was accepted");
            t.Expect(!s.client.closed.empty(), "it ended");
        });
    Add(
        "Close before TCP is up leaves nothing behind",
        [](SocketTestCase&, Scene& s) { Simulator::Schedule(MilliSeconds(5), &Close, &s.client); },
        [](SocketTestCase& t, Scene& s) {
            t.Expect(s.client.closed.find("user_canceled") == 0, "it was given up");
        });
}

void
TlsSocketTestSuite::AddProcessor()
{
    Add(
        "A slow processor keeps the order and loses nothing when the peer closes meanwhile",
        [](SocketTestCase&, Scene& s) {
            s.world.InstallCpu(1, SLOW_RECORDS);
            s.client.toSend = TlsTestPattern(50000);
            s.client.closeWhenSent = true;
        },
        [](SocketTestCase& t, Scene& s) {
            t.Expect(s.server.received == s.client.toSend, "every octet arrives in order");
            t.Expect(s.client.closed + s.server.closed, "okok", "both end well");
            // 50 records, and Finished and close_notify both ways: sealing costs the same.
            t.Expect(s.server.socket->GetTimes().cpu == MilliSeconds(54), "charged in full");
            Time last;
            for (const TlsStepRecord& step : s.server.steps)
            {
                t.Expect(step.time >= last, "steps are reached in their order");
                last = step.time;
            }
        });
    Add(
        "Work delays exactly what waits for it",
        [](SocketTestCase&, Scene& s) {
            s.world.InstallCpu(1,
                               "sign rsa 1024 3000000 0\nconnection none 0 2000000 0\n"
                               "message none 0 100000 0\n");
            s.client.toSend = TlsTestPattern(100);
            s.client.closeWhenSent = true;
        },
        [](SocketTestCase& t, Scene& s) {
            Time free;
            Time gap;
            {
                // The same without a processor, in a fresh simulation.
                Simulator::Destroy();
                Scene other;
                other.world.Install();
                other.server.Listen(other.world);
                Simulator::ScheduleNow(&TlsTestPeer::Connect, &other.client, &other.world);
                Simulator::Stop(Seconds(10));
                Simulator::Run();
                free = other.client.socket->GetTimes().established;
                gap = other.server.socket->GetTimes().clientHello -
                      other.server.socket->GetTimes().tcpConnected;
                other.client.socket->Close();
                Simulator::Stop(Seconds(10));
                Simulator::Run();
                other.server.listener->Close();
            }
            const Time costed = s.client.socket->GetTimes().established;
            // What the connection costs begins before the Client Hello is there. After that come
            // eight messages of 0.1 ms and the signature. Meanwhile an acknowledgment of 54 octets
            // has left the link, behind which the server's first flight waits otherwise: ns-3's
            // TCP acknowledges a connection's first data at once. Later ones go with the answers.
            const Time expected =
                MilliSeconds(2) - gap + MicroSeconds(3800) - NanoSeconds(54 * 800);
            t.Expect(Abs(costed - free - expected) < NanoSeconds(10), "what is waited for");
            t.Expect(s.client.socket->GetTimes().cpu.IsZero(), "the client has no processor");
            t.Expect(s.server.socket->GetTimes().cpu == MicroSeconds(5800), "all is charged");
        });
    Add(
        "The same seed gives the same secrets, another run number gives others",
        [](SocketTestCase&, Scene& s) { s.client.closeOnConnect = true; },
        [](SocketTestCase& t, Scene& s) {
            std::string secrets[2];
            for (uint32_t run = 0; run < 2; run++)
            {
                Simulator::Destroy();
                RngSeedManager::SetRun(run + 1);
                Scene other;
                other.world.Install();
                other.server.Listen(other.world);
                other.client.closeOnConnect = true;
                Simulator::ScheduleNow(&TlsTestPeer::Connect, &other.client, &other.world);
                Simulator::Run();
                secrets[run] = other.client.keyLog;
                t.Expect(other.server.keyLog, other.client.keyLog, "both ends agree");
            }
            RngSeedManager::SetRun(1);
            Simulator::Destroy();
            t.Expect(s.client.keyLog, secrets[0], "the same");
            t.Expect(secrets[0] != secrets[1] && !secrets[1].empty(), "others");
        });
}

TlsSocketTestSuite g_tlsSocketTestSuite; //!< the suite

} // namespace
