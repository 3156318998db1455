/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/http-parser.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/tls-link.h"
#include "ns3/uinteger.h"
#include "ns3/web-client.h"
#include "ns3/web-content.h"
#include "ns3/web-helper.h"
#include "ns3/web-http-protocol.h"
#include "ns3/web-server.h"

#include <algorithm>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::http;

namespace
{

class HttpSizesTest : public TestCase
{
  public:
    HttpSizesTest()
        : TestCase("Requests and replies take the sizes that are asked for")
    {
    }

  private:
    void DoRun() override
    {
        for (const size_t size : {72, 100, 1000})
        {
            WebHttpClientProtocol client;
            client.Request({"www.example.com", "/", size});
            NS_TEST_EXPECT_MSG_EQ(client.TakeOutput(100000).size(), size, "request");
        }
        for (const size_t size : {100, 137, 140, 141, 1041, 1042, 20000})
        {
            WebHttpServerProtocol server;
            const auto events = server.Receive(ToBytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
            NS_TEST_ASSERT_MSG_EQ(events.size(), 1, "a request");
            WebReply reply;
            reply.size = GetHttpContentSize(reply, size);
            server.Reply(events[0].id, reply);
            const size_t sent = server.TakeOutput(100000).size();
            NS_TEST_EXPECT_MSG_EQ((sent == size || sent + 1 == size), true, size << " " << sent);
        }
    }
};

class WebContentTest : public TestCase
{
  public:
    WebContentTest()
        : TestCase("Content is told apart by path, place and every bit")
    {
    }

  private:
    void DoRun() override
    {
        const WebContent content("/a");
        const wire::Bytes all = content.Get(0, 100);
        for (size_t at = 0; at < all.size(); ++at)
        {
            NS_TEST_EXPECT_MSG_EQ(content.Matches(at, wire::ByteView(all).Sub(at)), true, at);
            wire::Bytes bad = all;
            bad[at] ^= 1;
            NS_TEST_EXPECT_MSG_EQ(content.Matches(0, bad), false, at);
        }
        NS_TEST_EXPECT_MSG_EQ(content.Matches(1, all), false, "another place");
        NS_TEST_EXPECT_MSG_EQ(WebContent("/b").Matches(0, all), false, "another path");
    }
};

void
Collect(std::vector<WebConnectionRecord>* records, const WebConnectionRecord& record)
{
    records->push_back(record);
}

/// Clients and servers over plain TCP.
class PlainTest : public TestCase
{
  public:
    PlainTest(const std::string& protocol, bool ipv6)
        : TestCase("Connections one after the other deliver over plain TCP with " +
                   protocol.substr(0, protocol.find('/')) + (ipv6 ? " and IPv6" : "")),
          m_protocol(protocol),
          m_ipv6(ipv6)
    {
    }

  private:
    void DoRun() override
    {
        TlsLinkConfig config;
        config.ipv6 = m_ipv6;
        TlsLink link(config);
        WebHelper web;
        web.SetServerAttribute("PlainProtocol", StringValue(m_protocol));
        web.SetServerAttribute("ObjectSize", UintegerValue(70001));
        web.SetClientAttribute("PlainProtocol", StringValue(m_protocol));
        web.SetClientAttribute("Objects", UintegerValue(4));
        web.SetClientAttribute("Connections", UintegerValue(3));
        web.SetClientAttribute("ThinkTime", StringValue("ns3::ConstantRandomVariable[Constant=2]"));
        const auto servers = web.InstallServer(link.GetServer(), 80);
        const auto clients = web.InstallClients(link.GetClient(), link.GetServerAddress(80));
        std::vector<WebConnectionRecord> records;
        clients.Get(0)->TraceConnectWithoutContext("ConnectionDone",
                                                   MakeBoundCallback(&Collect, &records));
        Simulator::Stop(Seconds(1000));
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(records.size(), 3, "every connection is reported");
        for (const auto& record : records)
        {
            NS_TEST_EXPECT_MSG_EQ(record.result, "ok", "ends well");
            NS_TEST_EXPECT_MSG_EQ(record.protocol, m_protocol, "protocol");
            NS_TEST_EXPECT_MSG_EQ(record.objects, 4, "objects");
            NS_TEST_EXPECT_MSG_EQ(record.contentBytes, 4 * 70001, "content");
            NS_TEST_EXPECT_MSG_GT(record.lastByte, record.firstByte, "times");
        }
        NS_TEST_EXPECT_MSG_GT(records[1].times.synSent - records[0].times.closed,
                              Seconds(1.9),
                              "thinking time");
        NS_TEST_EXPECT_MSG_EQ(DynamicCast<WebServer>(servers.Get(0))->GetOpenConnections(),
                              0,
                              "the server is rid of them");
        Simulator::Destroy();
    }

    std::string m_protocol;
    bool m_ipv6;
};

class OrderTest : public TestCase
{
  public:
    OrderTest()
        : TestCase("A server answers requests of HTTP in their order, in chunks where it should")
    {
    }

  private:
    void DoRun() override
    {
        for (const size_t step : {1, 7, 100000})
        {
            WebHttpServerProtocol server;
            const std::string request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
            const auto events = server.Receive(wire::ToBytes(request + request + request));
            NS_TEST_ASSERT_MSG_EQ(events.size(), 3, "requests");
            WebReply reply;
            reply.isChunked = true;
            reply.size = 9000;
            server.Reply(events[1].id, reply);
            NS_TEST_EXPECT_MSG_EQ(server.TakeOutput(100000).empty(), true, "not its turn");
            reply.isChunked = false;
            reply.size = 5;
            server.Reply(events[0].id, reply);
            reply.isChunked = true;
            reply.size = 0;
            server.Reply(events[2].id, reply);
            server.Reply(events[2].id, reply);
            std::string all;
            for (wire::Bytes part = server.TakeOutput(step); !part.empty();
                 part = server.TakeOutput(step))
            {
                NS_TEST_ASSERT_MSG_LT_OR_EQ(part.size(), step, "no more than asked");
                all.append(part.begin(), part.end());
            }
            http::HttpParser parser(http::HttpMessageKind::REPLY);
            std::vector<uint64_t> bodies;
            uint64_t body = 0;
            for (const auto& event : parser.Receive(wire::ToBytes(all)))
            {
                if (event.type == http::HttpEventType::BODY)
                {
                    NS_TEST_EXPECT_MSG_EQ(WebContent("/").Matches(body, event.data), true, body);
                    body += event.data.size();
                }
                if (event.type == http::HttpEventType::END)
                {
                    bodies.push_back(body);
                    body = 0;
                }
            }
            NS_TEST_EXPECT_MSG_EQ((bodies == std::vector<uint64_t>{5, 9000, 0}),
                                  true,
                                  "three replies in order");
        }
    }
};

class NobodyTest : public TestCase
{
  public:
    NobodyTest()
        : TestCase("A client that nobody answers gives up with a reason")
    {
    }

  private:
    void DoRun() override
    {
        TlsLinkConfig config;
        config.lossUp.loss = 1;
        TlsLink link(config);
        WebHelper web;
        web.SetClientAttribute("Timeout", TimeValue(Seconds(3)));
        const auto clients = web.InstallClients(link.GetClient(), link.GetServerAddress(80));
        std::vector<WebConnectionRecord> records;
        clients.Get(0)->TraceConnectWithoutContext("ConnectionDone",
                                                   MakeBoundCallback(&Collect, &records));
        Simulator::Run();
        NS_TEST_EXPECT_MSG_LT(Simulator::Now(), Seconds(100), "no timer is left");
        Simulator::Destroy();
        NS_TEST_ASSERT_MSG_EQ(records.size(), 1, "reported once");
        NS_TEST_EXPECT_MSG_EQ(records[0].result, "timeout", "reason");
        NS_TEST_EXPECT_MSG_EQ(records[0].times.closed, Seconds(3), "when");
    }
};

class WebTestSuite : public TestSuite
{
  public:
    WebTestSuite()
        : TestSuite("tls-spdy-web", TestSuite::Type::UNIT)
    {
        AddTestCase(new HttpSizesTest);
        AddTestCase(new WebContentTest);
        AddTestCase(new PlainTest("http/1.1", false));
        AddTestCase(new PlainTest("http/1.1", true));
        AddTestCase(new PlainTest("spdy/3.1", false));
        AddTestCase(new PlainTest("spdy/3.1", true));
        AddTestCase(new OrderTest);
        AddTestCase(new NobodyTest);
    }
};

WebTestSuite g_webTestSuite; //!< registers itself

} // namespace
