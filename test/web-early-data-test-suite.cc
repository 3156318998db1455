/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/tls-helper.h"
#include "ns3/tls-link.h"
#include "ns3/tls-socket.h"
#include "ns3/uinteger.h"
#include "ns3/web-client.h"
#include "ns3/web-helper.h"
#include "ns3/web-server.h"

#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// Objects of a connection.
constexpr uint32_t OBJECTS = 3;
/// Their size in octets.
constexpr uint32_t OBJECT_SIZE = 20000;

/// What a client's connection said of early data.
struct EarlySteps
{
    size_t sent{0};       //!< octets that went as early data
    bool accepted{false}; //!< whether the server took it
};

/// A client that fetches the same objects over and over, with early data from the second time on.
class WebEarlyDataTest : public TestCase
{
  public:
    /**
     * @param protocol that carries the requests
     * @param isTaken whether the server takes early data
     */
    WebEarlyDataTest(const std::string& protocol, bool isTaken)
        : TestCase("Requests of " + protocol.substr(0, protocol.find('/')) + " " +
                   protocol.substr(protocol.find('/') + 1) +
                   " go as early data, which the server " + (isTaken ? "takes" : "refuses")),
          m_protocol(protocol),
          m_isTaken(isTaken)
    {
    }

  private:
    void DoRun() override
    {
        TlsLink link(TlsLinkConfig{});
        TlsHelper tls;
        tls.CreateIdentity("www.example.com", "rsa:1024", 1);
        tls.SetVersions("tls1.3", "tls1.3");
        tls.ClientConfig().alpn = {m_protocol};
        tls.ServerConfig().alpn = {m_protocol};
        tls.EnableEarlyData();
        if (!m_isTaken)
        {
            // A ticket is good for early data, and then the server has second thoughts: it looks
            // for an age that no ticket has.
            tls.ServerConfig().tls13.freshnessWindow = 0;
        }
        tls.Install(link.GetNodes());
        tls.AssignStreams(link.GetNodes(), 200);
        WebHelper web(tls);
        web.SetServerAttribute("ObjectSize", UintegerValue(OBJECT_SIZE));
        web.SetClientAttribute("Objects", UintegerValue(OBJECTS));
        web.SetClientAttribute("Connections", UintegerValue(3));
        const auto servers = web.InstallServer(link.GetServer());
        const auto clients = web.InstallClients(link.GetClient(), link.GetServerAddress(443));
        clients.Get(0)->TraceConnectWithoutContext("SocketCreated",
                                                   MakeCallback(&WebEarlyDataTest::Watch, this));
        clients.Get(0)->TraceConnectWithoutContext("ConnectionDone",
                                                   MakeCallback(&WebEarlyDataTest::Keep, this));
        Simulator::Stop(Seconds(100));
        Simulator::Run();
        Simulator::Destroy();
        NS_TEST_EXPECT_MSG_EQ(DynamicCast<WebServer>(servers.Get(0))->GetRequestCount(),
                              3 * OBJECTS,
                              "each request is served once");
        NS_TEST_ASSERT_MSG_EQ(m_records.size(), 3, "connections");
        NS_TEST_ASSERT_MSG_EQ(m_steps.size(), 3, "sockets");
        for (size_t i = 0; i < m_records.size(); ++i)
        {
            const WebConnectionRecord& record = m_records[i];
            NS_TEST_EXPECT_MSG_EQ(record.result, "ok", i);
            NS_TEST_EXPECT_MSG_EQ(record.protocol, m_protocol, i);
            NS_TEST_EXPECT_MSG_EQ(record.objects, OBJECTS, i);
            NS_TEST_EXPECT_MSG_EQ(record.contentBytes, OBJECTS * OBJECT_SIZE, i);
            NS_TEST_EXPECT_MSG_EQ((m_steps[i].sent > 0), (i > 0), "a request is on its way, " << i);
            NS_TEST_EXPECT_MSG_EQ(m_steps[i].accepted, (i > 0 && m_isTaken), "taken, " << i);
            // After TCP: a round trip for the handshake and one for the request, or both in one.
            const Time wait = record.firstByte - record.times.tcpConnected;
            const int64_t trips = wait.GetNanoSeconds() / TlsLinkConfig{}.rtt.GetNanoSeconds();
            NS_TEST_EXPECT_MSG_EQ(trips, (i > 0 && m_isTaken ? 1 : 2), "round trips, " << i);
        }
    }

    /// @param socket of a connection to come
    void Watch(Ptr<Socket> socket)
    {
        m_steps.emplace_back();
        socket->TraceConnectWithoutContext("Step", MakeCallback(&WebEarlyDataTest::Step, this));
    }

    /// @param record a step of the newest connection
    void Step(Ptr<const TlsSocket> /* socket */, const TlsStepRecord& record)
    {
        const tls::TlsEvent& event = record.event;
        if (event.step == tls::TlsStep::APPLICATION_DATA && event.detail == "early")
        {
            m_steps.back().sent += event.bytes;
        }
        if (event.step == tls::TlsStep::EARLY_DATA && event.detail == "accepted")
        {
            m_steps.back().accepted = true;
        }
    }

    /// @param record a connection that is over
    void Keep(const WebConnectionRecord& record)
    {
        m_records.push_back(record);
    }

    std::string m_protocol;                     //!< that carries the requests
    bool m_isTaken;                             //!< whether the server takes early data
    std::vector<EarlySteps> m_steps;            //!< of each connection
    std::vector<WebConnectionRecord> m_records; //!< of each connection
};

/// The suite.
class WebEarlyDataTestSuite : public TestSuite
{
  public:
    WebEarlyDataTestSuite()
        : TestSuite("tls-spdy-web-early-data", TestSuite::Type::UNIT)
    {
        for (const std::string protocol : {"http/1.1", "spdy/2", "spdy/3", "spdy/3.1"})
        {
            AddTestCase(new WebEarlyDataTest(protocol, true));
            AddTestCase(new WebEarlyDataTest(protocol, false));
        }
    }
};

WebEarlyDataTestSuite g_webEarlyDataTestSuite; //!< registers the suite

} // namespace
