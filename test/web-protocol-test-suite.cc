/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-test-peer.h"

#include "ns3/test.h"
#include "ns3/web-http-protocol.h"
#include "ns3/web-spdy-protocol.h"

using namespace ns3;

namespace
{

/// @return what happened, as a text: "reply 1 200", "done 1", "failed 0"
std::string
Describe(const std::vector<WebEvent>& events)
{
    static const char* const NAMES[] =
        {"request", "reply", "content", "done", "pushed", "pong", "goaway", "failed"};
    std::string text;
    for (const auto& event : events)
    {
        text +=
            std::string(NAMES[static_cast<size_t>(event.type)]) + " " + std::to_string(event.id);
        text += event.status > 0 ? " " + std::to_string(event.status) : "";
        text += event.host.empty() ? "" : " " + event.host;
        text += event.path.empty() ? "; " : " " + event.path + "; ";
    }
    return text;
}

/// What peers of HTTP/1.1 may say and when.
class WebHttpTest : public TestCase
{
  public:
    WebHttpTest()
        : TestCase("Replies of HTTP answer requests and requests name one host")
    {
    }

  private:
    /// What a client makes of bytes that answer its first request.
    void CheckReply(const std::string& text, const std::string& expected, bool isLast = false)
    {
        WebHttpClientProtocol client;
        client.Request({"a.test"});
        client.TakeOutput(SIZE_MAX);
        NS_TEST_EXPECT_MSG_EQ(Describe(client.Receive(wire::ToBytes(text))), expected, text);
        if (isLast)
        {
            NS_TEST_EXPECT_MSG_EQ(client.Request({"a.test"}), 0, "no request goes after " << text);
        }
    }

    /// What a server makes of a request.
    void CheckRequest(const std::string& fields, const std::string& expected)
    {
        WebHttpServerProtocol server;
        const auto events = server.Receive(wire::ToBytes("GET /a HTTP/1.1\r\n" + fields + "\r\n"));
        NS_TEST_EXPECT_MSG_EQ(Describe(events), expected, fields);
    }

    void DoRun() override
    {
        const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        CheckReply(ok, "reply 1 200; done 1; ");
        CheckReply(ok + ok, "reply 1 200; done 1; failed 0; ", true);
        CheckReply("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\n\r\n" + ok,
                   "reply 1 200; done 1; ");
        CheckReply("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                   "reply 1 200; goaway 0; done 1; ",
                   true);
        CheckReply("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "failed 0; ", true);

        WebHttpClientProtocol unasked;
        NS_TEST_EXPECT_MSG_EQ(Describe(unasked.Receive(wire::ToBytes(ok))), "failed 0; ", "early");
        WebHttpClientProtocol broken;
        broken.Request({"a.test"});
        const wire::Bytes bad = wire::ToBytes("no head\r\n\r\n");
        NS_TEST_EXPECT_MSG_EQ(Describe(broken.Receive(bad)), "failed 0; ", "told");
        NS_TEST_EXPECT_MSG_EQ(Describe(broken.Receive(bad)), "", "once");

        CheckRequest("Host: b.test\r\n", "request 1 b.test /a; ");
        CheckRequest("", "request 1 /a; ");
        CheckRequest("Host: b.test\r\nhost: c.test\r\n", "request 1 /a; ");
        CheckRequest("Host: b.test\r\nhost: b.test\r\n", "request 1 /a; ");
        CheckServer();
    }

    void CheckServer()
    {
        WebHttpServerProtocol server;
        const wire::Bytes request = wire::ToBytes("GET / HTTP/1.1\r\nHost: b.test\r\n\r\n");
        server.Receive(request);
        server.Reply(0, {});
        server.Reply(2, {});
        server.Reply(1, {});
        const auto first = server.TakeOutput(SIZE_MAX);
        NS_TEST_EXPECT_MSG_GT(first.size(), 0, "the one that was asked for");
        server.Reply(1, {});
        NS_TEST_EXPECT_MSG_EQ(server.TakeOutput(SIZE_MAX).size(), 0, "once, and no other");
        server.TakeNoMore();
        NS_TEST_EXPECT_MSG_EQ(Describe(server.Receive(request)), "", "no more are taken");
    }
};

/// What peers of SPDY may say of requests and replies.
class WebSpdyTest : public TestCase
{
  public:
    /// @param version protocol version
    explicit WebSpdyTest(spdy::SpdyVersion version)
        : TestCase("Requests of " + spdy::GetTitle(version) +
                   " have all their names and replies one status"),
          m_version(version),
          m_names(spdy::GetSpdyVersionTraits(version).names)
    {
    }

  private:
    void DoRun() override
    {
        CheckRequests();
        CheckReplies();
        CheckPushes();
        CheckFields();
    }

    void CheckRequests()
    {
        spdy::SpdyTestPeer peer(m_version);
        WebSpdyServerProtocol server(m_version, {});
        uint32_t id = 1;
        const auto say = [&](const spdy::SpdyHeaders& headers) {
            const auto events = server.Receive(peer.SynStream(id, peer.Block(headers), true));
            id += 2;
            return Describe(events);
        };
        const spdy::SpdyHeaders whole = spdy::MakeRequest(m_version, "/a");
        NS_TEST_EXPECT_MSG_EQ(say(whole), "request 1 a.test /a; ", "all names");
        for (size_t i = 0; i < whole.size(); ++i)
        {
            spdy::SpdyHeaders less = whole;
            less.erase(less.begin() + static_cast<ptrdiff_t>(i));
            const std::string expected = "request " + std::to_string(id) + "; ";
            NS_TEST_EXPECT_MSG_EQ(say(less), expected, "for 400, without " << whole[i].name);
        }
        NS_TEST_EXPECT_MSG_EQ(say(spdy::MakeRequest(m_version, "a")),
                              "request 13; ",
                              "a path begins with its root");
        NS_TEST_EXPECT_MSG_EQ(say(spdy::MakeRequest(m_version, "https://B.test:443/b")),
                              "request 15 b.test /b; ",
                              "a whole URL");
    }

    void CheckReplies()
    {
        spdy::SpdyTestPeer peer(m_version);
        WebSpdyClientProtocol client(m_version, {});
        for (int i = 0; i < 3; ++i)
        {
            client.Request({"a.test"});
        }
        NS_TEST_EXPECT_MSG_EQ(Describe(client.Receive(peer.SynReply(1))), "reply 1 200; ", "one");
        NS_TEST_EXPECT_MSG_EQ(
            Describe(client.Receive(peer.Headers(1, {{m_names.status, "404"}}, true))),
            "done 1; ",
            "status");
        const auto say = [&](uint32_t id, const std::string& status) {
            const spdy::SpdyHeaders headers{{m_names.status, status},
                                            {m_names.version, "HTTP/1.1"}};
            return Describe(client.Receive(
                peer.Write(spdy::SpdySynReplyFrame{id, false, peer.Block(headers)})));
        };
        NS_TEST_EXPECT_MSG_EQ(say(3, "404 Not Found"), "reply 3 404; ", "with its reason");
        NS_TEST_EXPECT_MSG_EQ(say(5, "2x0"), "reply 5; ", "no number");
    }

    void CheckPushes()
    {
        spdy::SpdyTestPeer peer(m_version);
        WebProtocolConfig config;
        config.acceptPush = true;
        WebSpdyClientProtocol client(m_version, config);
        client.Request({"a.test"});
        const auto pushed = client.Receive(peer.Push(2, 1, spdy::MakePushedResource(m_version)));
        NS_TEST_EXPECT_MSG_EQ(Describe(pushed), "pushed 2 a.test /pushed; ", "no status yet");
        const auto more = client.Receive(peer.Headers(2, {{"x", "1"}}));
        NS_TEST_EXPECT_MSG_EQ(Describe(more), "", "nor here");
        const auto reply = client.Receive(peer.Headers(2, spdy::MakeReply(m_version)));
        NS_TEST_EXPECT_MSG_EQ(Describe(reply), "reply 2 200; ", "but here");
        const auto data = client.Receive(peer.Data(2, 5, true));
        NS_TEST_EXPECT_MSG_EQ(Describe(data), "content 2; done 2; ", "and its content");
        const auto query = spdy::MakePushedResource(m_version, "a.test", "/a?b=http://c.test/d");
        NS_TEST_EXPECT_MSG_EQ(Describe(client.Receive(peer.Push(4, 1, query))),
                              "pushed 4 a.test /a?b=http://c.test/d; ",
                              "a URL in a query is no other host");
    }

    /// Fields of a connection do not go into a stream (3.2.1), nor do empty ones.
    void CheckFields()
    {
        spdy::SpdySession server(spdy::SpdyRole::SERVER, m_version);
        WebSpdyClientProtocol client(m_version, {});
        WebRequest request{"a.test"};
        request.headers = {{"Connection", "close"},
                           {"Host", "b.test"},
                           {"Keep-Alive", "1"},
                           {"Proxy-Connection", "close"},
                           {"Transfer-Encoding", "chunked"},
                           {"Empty", ""},
                           {"Cookie", "a"},
                           {"cookie", "b"}};
        client.Request(request);
        const auto events = server.Receive(client.TakeOutput(SIZE_MAX));
        const auto* opened = spdy::FindEvent(events, spdy::SpdyEventType::STREAM_OPENED);
        NS_TEST_ASSERT_MSG_NE(opened, nullptr, "asked");
        NS_TEST_ASSERT_MSG_EQ(opened->headers.size(), 6, "five names and a field");
        const std::string* cookie = spdy::FindSpdyHeader(opened->headers, "cookie");
        NS_TEST_ASSERT_MSG_NE(cookie, nullptr, "in lower case");
        NS_TEST_EXPECT_MSG_EQ((*cookie == std::string("a\0b", 3)), true, "joined by NUL");
    }

    spdy::SpdyVersion m_version;    //!< protocol version
    const spdy::SpdyNames& m_names; //!< as it spells them
};

/// Requests and replies as protocols carry them.
class WebProtocolTestSuite : public TestSuite
{
  public:
    WebProtocolTestSuite()
        : TestSuite("tls-spdy-web-protocol", TestSuite::Type::UNIT)
    {
        AddTestCase(new WebHttpTest);
        for (const auto version : spdy::SPDY_VERSIONS)
        {
            AddTestCase(new WebSpdyTest(version));
        }
    }
};

WebProtocolTestSuite g_webProtocolTestSuite; //!< registers the suite

} // namespace
