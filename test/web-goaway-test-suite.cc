/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-test-peer.h"

#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/tls-link.h"
#include "ns3/uinteger.h"
#include "ns3/web-client.h"
#include "ns3/web-helper.h"
#include "ns3/web-server.h"
#include "ns3/web-spdy-protocol.h"

#include <map>
#include <random>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// A server that takes few requests on a connection.
class WebGoAwayTest : public TestCase
{
  public:
    /// @param protocol over plain TCP
    explicit WebGoAwayTest(const std::string& protocol)
        : TestCase("What a server has not begun with is asked for again elsewhere over " +
                   protocol.substr(0, protocol.find('/')) + " " +
                   protocol.substr(protocol.find('/') + 1)),
          m_protocol(protocol)
    {
    }

  private:
    /// @return a path that no request before it shortens: longer than the window of compression
    static std::string MakePath()
    {
        std::mt19937 random(1);
        std::string path = "/";
        while (path.size() < 3000)
        {
            path += static_cast<char>('a' + random() % 26);
        }
        return path;
    }

    void DoRun() override
    {
        TlsLinkConfig config;
        TlsLink link(config);
        WebHelper web;
        web.SetServerAttribute("PlainProtocol", StringValue(m_protocol));
        web.SetServerAttribute("ObjectSize", UintegerValue(5000));
        web.SetServerAttribute("RequestsPerConnection", UintegerValue(3));
        web.SetClientAttribute("PlainProtocol", StringValue(m_protocol));
        web.SetClientAttribute("Path", StringValue(MakePath()));
        web.SetClientAttribute("Objects", UintegerValue(8));
        web.SetClientAttribute("Connections", UintegerValue(2));
        const auto servers = web.InstallServer(link.GetServer(), 80);
        const auto clients = web.InstallClients(link.GetClient(), link.GetServerAddress(80));
        std::vector<WebConnectionRecord> records;
        clients.Get(0)->TraceConnectWithoutContext("ConnectionDone",
                                                   MakeBoundCallback(&Collect, &records));
        uint32_t asked = 0;
        clients.Get(0)->TraceConnectWithoutContext("Frame",
                                                   MakeBoundCallback(&CountRequests, &asked));
        Simulator::Stop(Seconds(1000));
        Simulator::Run();
        const auto server = DynamicCast<WebServer>(servers.Get(0));
        NS_TEST_EXPECT_MSG_EQ(server->GetRequestCount(), 16, "each is served once");
        NS_TEST_EXPECT_MSG_EQ(server->GetOpenConnections(), 0, "all is closed");
        NS_TEST_EXPECT_MSG_EQ((asked > 16), (m_protocol != "http/1.1"), "some were on their way");
        NS_TEST_ASSERT_MSG_EQ(records.size(), 6, "twice three connections");
        for (size_t i = 0; i < records.size(); ++i)
        {
            const bool isLast = i % 3 == 2;
            NS_TEST_EXPECT_MSG_EQ(records[i].result, (isLast ? "ok" : "goaway"), i);
            NS_TEST_EXPECT_MSG_EQ(records[i].objects, (isLast ? 2 : 3), i);
            NS_TEST_EXPECT_MSG_EQ(records[i].contentBytes, records[i].objects * 5000, i);
        }
        Simulator::Destroy();
    }

    static void Collect(std::vector<WebConnectionRecord>* records,
                        const WebConnectionRecord& record)
    {
        records->push_back(record);
    }

    static void CountRequests(uint32_t* count, const WebFrameRecord& frame)
    {
        *count += frame.sent && (frame.name == "SYN_STREAM" || frame.name == "request") ? 1 : 0;
    }

    std::string m_protocol; //!< over plain TCP
};

/// What may be asked for again.
class UntouchedTest : public TestCase
{
  public:
    UntouchedTest()
        : TestCase("A refused stream or one above the last good id is untouched, no other is")
    {
    }

  private:
    void DoRun() override
    {
        for (const auto version : spdy::SPDY_VERSIONS)
        {
            spdy::SpdyTestPeer peer(version);
            WebSpdyClientProtocol client(version, {});
            for (uint32_t id = 1; id < 10; id += 2)
            {
                NS_TEST_ASSERT_MSG_EQ(client.Request({"a.test"}), id, "asked");
            }
            using Status = spdy::SpdyStreamStatus;
            Check(client.Receive(peer.Write(spdy::SpdyRstStreamFrame{1, Status::REFUSED_STREAM})),
                  {{1, true}});
            Check(client.Receive(peer.Write(spdy::SpdyRstStreamFrame{3, Status::INTERNAL_ERROR})),
                  {{3, false}});
            const spdy::SpdyGoAwayFrame away{5, spdy::SpdySessionStatus::OK};
            Check(client.Receive(peer.Write(away)), {{7, true}, {9, true}});
            const auto events = client.Receive(peer.SynReply(5, true));
            NS_TEST_ASSERT_MSG_EQ(events.size(), 2, "the one below goes on");
            NS_TEST_EXPECT_MSG_EQ((events[1].type == WebEventType::DONE), true, "to its end");
        }
    }

    /// @param expected ids of failures, and whether they are untouched
    void Check(const std::vector<WebEvent>& events, const std::map<uint32_t, bool>& expected)
    {
        std::map<uint32_t, bool> failures;
        for (const auto& event : events)
        {
            if (event.type == WebEventType::FAILED)
            {
                failures[event.id] = event.isUntouched;
            }
        }
        NS_TEST_EXPECT_MSG_EQ((failures == expected), true, "failures");
    }
};

class WebGoAwayTestSuite : public TestSuite
{
  public:
    WebGoAwayTestSuite()
        : TestSuite("tls-spdy-web-goaway", TestSuite::Type::UNIT)
    {
        for (const std::string protocol : {"http/1.1", "spdy/2", "spdy/3", "spdy/3.1"})
        {
            AddTestCase(new WebGoAwayTest(protocol));
        }
        AddTestCase(new UntouchedTest);
    }
};

WebGoAwayTestSuite g_webGoAwayTestSuite; //!< registers itself

} // namespace
