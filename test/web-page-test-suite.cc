/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/boolean.h"
#include "ns3/http-message.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/tls-helper.h"
#include "ns3/tls-link.h"
#include "ns3/tls-socket-factory.h"
#include "ns3/uinteger.h"
#include "ns3/web-early-page.h"
#include "ns3/web-epload-reader.h"
#include "ns3/web-helper.h"
#include "ns3/web-http-protocol.h"
#include "ns3/web-page-loader.h"
#include "ns3/web-page-reader.h"
#include "ns3/web-page.h"
#include "ns3/web-server.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// A document, a style sheet, two scripts of which one names an image, and three images.
constexpr const char* SMALL_PAGE = R"(
# Every field is used.
page small
request User-Agent: test
reply Server: test

object main
  host www.example.com
  path /index.html
  type html
  size 40000
  think 100ms
  compute 7ms
  chunked true

object first-image
  host img.example.com
  path /1.png
  type image
  size 9000
  parent main
  position 1000

object style
  host www.example.com
  path /style.css
  type style
  size 5000
  parent main
  position 500
  pushed true
  compute 30ms

object script
  host www.example.com
  path /script.js
  type script
  size 8000
  parent main
  position 600
  after style
  pushed true
  compute 20ms
  think 5ms
  request Cookie: a=b
  reply Content-Type: text/javascript

object late-image
  host img.example.com
  path /2.png
  type image
  size 1
  parent script
  delay 50ms

object last-image
  host www.example.com
  path /3.png
  type image
  size 0
  parent main
  after script late-image
)";

std::shared_ptr<const WebPage>
ReadPage(const std::string& text)
{
    auto page = std::make_shared<WebPage>();
    WebPageReader().Read(text, *page);
    return page;
}

class ReaderTest : public TestCase
{
  public:
    ReaderTest()
        : TestCase("A page file gives objects with all that it says of them")
    {
    }

  private:
    void DoRun() override
    {
        WebPage page;
        WebPageReader reader;
        NS_TEST_ASSERT_MSG_EQ(reader.Read(SMALL_PAGE, page), true, reader.GetFailure());
        NS_TEST_ASSERT_MSG_EQ(page.objects.size(), 6, "objects");
        NS_TEST_EXPECT_MSG_EQ(page.name, "small", "name");
        const WebPageObject& main = page.objects[0];
        NS_TEST_EXPECT_MSG_EQ(main.parent.has_value(), false, "nothing names it");
        NS_TEST_EXPECT_MSG_EQ(main.thinkTime, MilliSeconds(100), "think");
        NS_TEST_EXPECT_MSG_EQ(main.computeTime, MilliSeconds(7), "compute");
        NS_TEST_EXPECT_MSG_EQ(main.isChunked, true, "chunked");
        const WebPageObject& script = page.objects[3];
        NS_TEST_EXPECT_MSG_EQ(script.host, "www.example.com", "host");
        NS_TEST_EXPECT_MSG_EQ(script.path, "/script.js", "path");
        NS_TEST_EXPECT_MSG_EQ((script.type == WebObjectType::SCRIPT), true, "type");
        NS_TEST_EXPECT_MSG_EQ(script.size, 8000, "size");
        NS_TEST_EXPECT_MSG_EQ(script.parent.value(), 0, "parent");
        NS_TEST_EXPECT_MSG_EQ(script.position.value(), 600, "position");
        NS_TEST_EXPECT_MSG_EQ((script.after == std::vector<size_t>{2}), true, "after");
        NS_TEST_EXPECT_MSG_EQ(script.isPushed, true, "pushed");
        NS_TEST_ASSERT_MSG_EQ(script.requestHeaders.size(), 2, "of all, and its own");
        NS_TEST_EXPECT_MSG_EQ(script.requestHeaders[1].value, "a=b", "header");
        NS_TEST_EXPECT_MSG_EQ(script.replyHeaders[0].value, "test", "header of all");
        NS_TEST_EXPECT_MSG_EQ(page.objects[4].position.has_value(), false, "the end");
        NS_TEST_EXPECT_MSG_EQ(page.objects[5].after.size(), 2, "two to wait for");
    }
};

class ReaderFailureTest : public TestCase
{
  public:
    ReaderFailureTest()
        : TestCase("A wrong page file is refused with its line and one reason")
    {
    }

  private:
    void Check(const std::string& text, const std::string& expected)
    {
        WebPage page;
        page.name = "untouched";
        WebPageReader reader;
        NS_TEST_EXPECT_MSG_EQ(reader.Read(text, page), false, text);
        NS_TEST_EXPECT_MSG_EQ(reader.GetFailure(), expected, text);
        NS_TEST_EXPECT_MSG_EQ(page.name, "untouched", text);
    }

    void DoRun() override
    {
        const std::string a = "object a\nhost x\n";
        Check("", "line 0: a page has at least one object");
        Check("host x\n", "line 1: field \"host\" belongs to an object, and none has begun");
        Check(a + "color red\n", "line 3: there is no field \"color\"");
        Check(a + "size\n", "line 3: field \"size\" has no value");
        Check(a + "size -1\n", "line 3: a size cannot be negative");
        Check(a + "size 1k\n", "line 3: a size is a number of octets, not \"1k\"");
        Check(a + "size 1234567890123456\n",
              "line 3: a size is a number of octets, not \"1234567890123456\"");
        Check(a + "think 5\n",
              "line 3: think is a time such as 50ms, with the unit us, ms or s, not \"5\"");
        Check(a + "compute 1.2.3s\n",
              "line 3: compute is a time such as 50ms, with the unit us, ms or s, not \"1.2.3s\"");
        Check(a + "think 99999999s\n", "line 3: think is longer than ten days");
        Check(a + "chunked yes\n", "line 3: chunked is true or false, not \"yes\"");
        Check(a + "type video\n",
              "line 3: a type is html, style, script, image or other, not \"video\"");
        Check(a + "request none\n",
              "line 3: a header is a name, a colon and a value, not \"none\"");
        Check(a + "parent b\n", "line 3: there is no object \"b\"");
        Check(a + "after c\n", "line 3: there is no object \"c\"");
        Check(a + "path x\n", "line 1: object \"a\" has a path that does not begin with a slash");
        Check("object a\nsize 3\n", "line 1: object \"a\" has no host");
        Check(a + a, "line 3: object \"a\" is there twice");
        Check(a + "object b\nhost x\n",
              "line 3: object \"b\" has the host and path of another one");
        Check(a + "position 3\n", "line 1: object \"a\" has a position but no parent");
        Check(a + "size 2\nobject b\nhost y\nparent a\nposition 3\n",
              "line 4: object \"b\" waits for more of its parent than there is");
        Check(a + "after a\n", "line 1: object \"a\" waits for itself");
        Check(a + "object b\nhost y\nparent c\nobject c\nhost z\nafter b\n",
              "line 3: object \"b\" waits for itself");
        Check("object a b\n", "line 1: an object's name is one word, not \"a b\"");
    }
};

class EploadTest : public TestCase
{
  public:
    EploadTest()
        : TestCase("Pages of Epload give objects with delays for their computations")
    {
    }

  private:
    void CheckFailure(const std::string& text, const std::string& expected)
    {
        WebPage page;
        WebEploadReader reader;
        NS_TEST_EXPECT_MSG_EQ(reader.Read(text, page), false, text);
        NS_TEST_EXPECT_MSG_EQ(reader.GetFailure(), expected, text);
    }

    void DoRun() override
    {
        const std::string objects = R"({"name": "t\u00e4st", "objs": [
{"id": "r1", "url": "http://x.example/a/b", "when_comp_start": 1,
 "download": {"id": "d1", "type": "text/html", "len": 5e3},
 "comps": [{"id": "r1_c1", "type": "evalhtml", "time": 10.5},
           {"id": "r1_c2", "type": "evalhtml", "time": 20}]},
{"id": "r2", "host": "y", "path": "/s.js", "when_comp_start": -1,
 "download": {"id": "d2", "type": "application/javascript"},
 "comps": [{"id": "r2_c1", "type": "evaljs", "time": 100}]},
{"id": "r3", "host": "y", "path": "/i.png", "when_comp_start": -1,
 "download": {"id": "d3", "type": "image/png", "len": 70}, "comps": []}
], "start_activity": "d1", "load_activity": "r2_c1", "deps": [)";
        WebPage page;
        WebEploadReader reader;
        const bool isRead = reader.Read(objects + R"(
{"id": "dep1", "a1": "r1_c1", "a2": "d2", "time": 2},
{"id": "dep2", "a1": "r2_c1", "a2": "r1_c2", "time": -1},
{"id": "dep3", "a1": "r1_c2", "a2": "d3", "time": -1}]})",
                                        page);
        NS_TEST_ASSERT_MSG_EQ(isRead, true, reader.GetFailure());
        NS_TEST_ASSERT_MSG_EQ(page.objects.size(), 3, "objects");
        NS_TEST_EXPECT_MSG_EQ(page.name, "t\xc3\xa4st", "name");
        NS_TEST_EXPECT_MSG_EQ(page.objects[0].host, "x.example", "host out of the URL");
        NS_TEST_EXPECT_MSG_EQ(page.objects[0].path, "/a/b", "path out of the URL");
        NS_TEST_EXPECT_MSG_EQ(page.objects[0].size, 5000, "length");
        NS_TEST_EXPECT_MSG_EQ(page.objects[0].computeTime, MicroSeconds(30500), "compute");
        const WebPageObject& script = page.objects[1];
        NS_TEST_EXPECT_MSG_EQ(script.size, 10000, "no length");
        NS_TEST_EXPECT_MSG_EQ((script.type == WebObjectType::SCRIPT), true, "type");
        NS_TEST_EXPECT_MSG_EQ(script.parent.value(), 0, "parent");
        NS_TEST_EXPECT_MSG_EQ(script.position.value(), 0, "from the first octet on");
        NS_TEST_EXPECT_MSG_EQ(script.delay, MilliSeconds(2), "while the parent computes");
        const WebPageObject& image = page.objects[2];
        NS_TEST_EXPECT_MSG_EQ(image.delay, MicroSeconds(30500), "both computations");
        NS_TEST_EXPECT_MSG_EQ((image.after == std::vector<size_t>{1}), true, "what holds them up");

        CheckFailure("{", "line 1: a member is a name in quotes, a colon and a value");
        CheckFailure("{\"objs\": [1,\n]}", "line 2: a value is expected");
        CheckFailure("{} x", "line 1: there is more after the end");
        CheckFailure(std::string(100, '['), "line 1: lists and objects are nested too deeply");
        CheckFailure("{}", "line 1: a page has at least one object");
        CheckFailure(objects + "\n{\"a1\": \"d1\", \"a2\": \"d9\"}]}",
                     "line 12: there is no activity \"d9\"");
        CheckFailure(objects + "{\"a1\": \"r2_c1\", \"a2\": \"d2\"}]}",
                     "line 6: object \"r2\" waits for itself");
        CheckFailure("{\"objs\": [{\"id\": \"a\", \"download\": {\"id\": \"d\",\n\"len\": -1}}]}",
                     "line 2: a size cannot be negative");
        CheckFailure("{\"objs\": [{\"id\": \"a\", \"path\": \"/\"}]}",
                     "line 1: object \"a\" has no host");
    }
};

class EarlyPageTest : public TestCase
{
  public:
    EarlyPageTest()
        : TestCase("The page of 2010 has the counts, sizes, hosts and headers of the metrics")
    {
    }

  private:
    void DoRun() override
    {
        for (const uint32_t depth : {0, 3, 7})
        {
            EarlyWebShape shape;
            shape.depth = depth;
            const WebPage page = MakeEarlyWebPage(shape);
            const auto fault = page.Check();
            NS_TEST_ASSERT_MSG_EQ(fault.has_value(), false, (fault ? fault->reason : ""));
            NS_TEST_EXPECT_MSG_EQ(page.GetHosts().size(), 7, "hosts");
            std::map<WebObjectType, uint32_t> counts;
            std::map<WebObjectType, uint64_t> sizes;
            for (const WebPageObject& object : page.objects)
            {
                ++counts[object.type];
                sizes[object.type] = object.size;
                http::HttpRequest request;
                request.target = object.path;
                request.headers = object.requestHeaders;
                request.headers.push_back({"Host", object.host});
                const size_t bytes = http::Serialize(request).size();
                NS_TEST_EXPECT_MSG_EQ((bytes >= 700 && bytes <= 800),
                                      true,
                                      object.name << " is asked for with " << bytes);
            }
            NS_TEST_EXPECT_MSG_EQ(counts[WebObjectType::HTML], 1, "documents");
            NS_TEST_EXPECT_MSG_EQ(counts[WebObjectType::IMAGE], 29, "images");
            NS_TEST_EXPECT_MSG_EQ(counts[WebObjectType::SCRIPT], 7, "scripts");
            NS_TEST_EXPECT_MSG_EQ(counts[WebObjectType::STYLE], 3, "style sheets");
            NS_TEST_EXPECT_MSG_EQ(sizes[WebObjectType::HTML], 37888, "37 KB");
            NS_TEST_EXPECT_MSG_EQ(sizes[WebObjectType::IMAGE], 7168, "7.0 KB");
            NS_TEST_EXPECT_MSG_EQ(sizes[WebObjectType::SCRIPT], 8397, "8.2 KB");
            NS_TEST_EXPECT_MSG_EQ(sizes[WebObjectType::STYLE], 5939, "5.8 KB");
        }
    }
};

class OneHostTest : public TestCase
{
  public:
    OneHostTest()
        : TestCase("A page moves to one host without two objects in one place")
    {
    }

  private:
    void DoRun() override
    {
        const auto page = ReadPage("object a\nhost x\npath /1\nobject b\nhost y\npath /1\n"
                                   "object c\nhost z\npath /2\nobject d\nhost x\npath /2\n"
                                   "object e\nhost y\npath /3\nobject f\nhost z\npath /3\n");
        NS_TEST_ASSERT_MSG_EQ(page->objects.size(), 6, "read");
        const WebPage one = page->OnOneHost();
        NS_TEST_EXPECT_MSG_EQ(one.GetHosts().size(), 1, "host");
        NS_TEST_EXPECT_MSG_EQ(one.Check().has_value(), false, "it can be loaded");
        NS_TEST_EXPECT_MSG_EQ(one.objects[1].path, "/y/1", "another host's path");
        NS_TEST_EXPECT_MSG_EQ(one.objects[3].path, "/2", "the host's own path stays");
        NS_TEST_EXPECT_MSG_EQ(page->GetHosts().size(), 3, "the page itself stays");
    }
};

/// What one load is made with.
struct Setting
{
    std::string protocol{"http/1.1"};        //!< over plain TCP
    std::vector<std::string> clientOffer{};  //!< over TLS: for ALPN or NPN
    std::vector<std::string> serverOffer{};  //!< over TLS: for ALPN or NPN
    bool isTls{false};                       //!< whether over TLS
    bool isNpn{false};                       //!< whether NPN instead of ALPN
    bool isPushed{false};                    //!< whether the server pushes
    double loss{0};                          //!< of packets, both ways
    uint32_t connections{6};                 //!< to a host
    uint32_t requests{0};                    //!< per connection
    std::shared_ptr<const WebPage> page{};   //!< what is loaded
    std::shared_ptr<const WebPage> served{}; //!< what is served instead
    Time timeout{Seconds(60)};               //!< of the page
};

void
Keep(WebPageRecord* kept, const WebPageRecord& record)
{
    *kept = record;
}

/// What a load came to, with the number of requests that the server saw.
struct Outcome
{
    WebPageRecord record; //!< of the client
    uint64_t requests{0}; //!< that the server saw
    size_t open{0};       //!< connections that the server has at the end
};

Outcome
Load(const Setting& setting)
{
    TlsLinkConfig config;
    config.lossUp.loss = setting.loss;
    config.lossDown.loss = setting.loss;
    TlsLink link(config);
    link.AssignStreams(100);
    TlsHelper tls;
    if (setting.isTls)
    {
        tls.CreateIdentity("*.example.com", "rsa:1024", 1);
        (setting.isNpn ? tls.ClientConfig().npn : tls.ClientConfig().alpn) = setting.clientOffer;
        (setting.isNpn ? tls.ServerConfig().npn : tls.ServerConfig().alpn) = setting.serverOffer;
        tls.Install(link.GetNodes());
        tls.AssignStreams(link.GetNodes(), 200);
    }
    tls.InstallTcp(link.GetNodes(), "linux");
    WebHelper web = setting.isTls ? WebHelper(tls) : WebHelper();
    web.SetServerAttribute("PlainProtocol", StringValue(setting.protocol));
    web.SetServerAttribute("Push", BooleanValue(setting.isPushed));
    web.SetLoaderAttribute("PlainProtocol", StringValue(setting.protocol));
    web.SetLoaderAttribute("Push", BooleanValue(setting.isPushed));
    web.SetLoaderAttribute("Connections", UintegerValue(setting.connections));
    web.SetLoaderAttribute("RequestsPerConnection", UintegerValue(setting.requests));
    web.SetLoaderAttribute("Timeout", TimeValue(setting.timeout));
    web.SetPage(setting.served ? setting.served : setting.page);
    const auto servers = web.InstallServer(link.GetServer());
    web.SetPage(setting.page);
    const auto loaders = web.InstallLoaders(link.GetClient(), link.GetServerAddress(443));
    Outcome outcome;
    loaders.Get(0)->TraceConnectWithoutContext("PageDone",
                                               MakeBoundCallback(&Keep, &outcome.record));
    Simulator::Stop(Seconds(400));
    Simulator::Run();
    const auto server = DynamicCast<WebServer>(servers.Get(0));
    outcome.requests = server->GetRequestCount();
    outcome.open = server->GetOpenConnections();
    Simulator::Destroy();
    return outcome;
}

/// Most connections to a host that were alive at a time.
size_t
CountTogether(const std::vector<WebConnectionRecord>& connections)
{
    size_t most = 0;
    for (const auto& one : connections)
    {
        const auto together =
            std::count_if(connections.begin(), connections.end(), [&](const auto& other) {
                return other.times.synSent <= one.times.synSent &&
                       other.times.closed > one.times.synSent;
            });
        most = std::max(most, static_cast<size_t>(together));
    }
    return most;
}

/// Loads a page and looks at every object.
class LoadTest : public TestCase
{
  public:
    /**
     * @param title of the case
     * @param setting what it is made with
     * @param spoken what the connections then speak
     */
    LoadTest(const std::string& title, const Setting& setting, const std::string& spoken)
        : TestCase(title),
          m_setting(setting),
          m_spoken(spoken)
    {
    }

  private:
    /// When an object is ready.
    Time GetReady(const WebPageRecord& record, size_t number) const
    {
        const Time begin = std::max(record.objects[number].done, record.objects[number].start);
        return begin + m_setting.page->objects[number].computeTime;
    }

    void CheckObject(const WebPageRecord& record, size_t number)
    {
        const WebPageObject& object = m_setting.page->objects[number];
        const WebObjectRecord& times = record.objects[number];
        NS_TEST_EXPECT_MSG_EQ(times.received, object.size, object.name);
        NS_TEST_EXPECT_MSG_EQ(times.status, 200, object.name);
        NS_TEST_EXPECT_MSG_EQ((times.firstByte <= times.done), true, object.name);
        NS_TEST_EXPECT_MSG_EQ((GetReady(record, number) <= record.start + record.loadTime),
                              true,
                              object.name << " is ready before the page");
        if (times.isPushed)
        {
            const WebObjectRecord& parent = record.objects[*object.parent];
            NS_TEST_EXPECT_MSG_EQ((times.firstByte >= parent.firstByte),
                                  true,
                                  object.name << " comes with its parent");
            return;
        }
        NS_TEST_EXPECT_MSG_EQ((times.start <= times.sent), true, object.name);
        NS_TEST_EXPECT_MSG_EQ((times.sent + object.thinkTime < times.firstByte),
                              true,
                              object.name << " is thought about");
        for (const size_t other : object.after)
        {
            NS_TEST_EXPECT_MSG_EQ((times.start >= GetReady(record, other)),
                                  true,
                                  object.name << " starts after " << other);
        }
        if (!object.parent)
        {
            return;
        }
        const WebObjectRecord& parent = record.objects[*object.parent];
        const Time known = object.position ? parent.firstByte : GetReady(record, *object.parent);
        NS_TEST_EXPECT_MSG_EQ((times.start >= known + object.delay),
                              true,
                              object.name << " is known");
    }

    void CheckConnections(const WebPageRecord& record)
    {
        std::map<Time, uint32_t> hosts;
        for (const auto& connection : record.connections)
        {
            NS_TEST_EXPECT_MSG_EQ(connection.protocol, m_spoken, "what is spoken");
        }
        const size_t names = m_setting.page->GetHosts().size();
        if (m_spoken == "http/1.1")
        {
            NS_TEST_EXPECT_MSG_LT_OR_EQ(CountTogether(record.connections),
                                        names * m_setting.connections,
                                        "connections at a time");
        }
        else if (m_setting.loss == 0)
        {
            NS_TEST_EXPECT_MSG_EQ(record.connections.size(), names, "one session per host");
        }
        for (const auto& connection : record.connections)
        {
            if (m_setting.requests > 0)
            {
                NS_TEST_EXPECT_MSG_LT_OR_EQ(connection.objects, m_setting.requests, "requests");
            }
        }
    }

    void DoRun() override
    {
        const Outcome outcome = Load(m_setting);
        const WebPageRecord& record = outcome.record;
        NS_TEST_ASSERT_MSG_EQ(record.result, "ok", "the page is there");
        size_t pushed = 0;
        for (size_t i = 0; i < record.objects.size(); ++i)
        {
            CheckObject(record, i);
            pushed += record.objects[i].isPushed ? 1 : 0;
        }
        CheckConnections(record);
        NS_TEST_EXPECT_MSG_EQ(pushed,
                              (m_setting.isPushed && m_spoken != "http/1.1" ? 2 : 0),
                              "what the page marks is pushed");
        if (m_setting.loss == 0)
        {
            NS_TEST_EXPECT_MSG_EQ(outcome.requests + pushed,
                                  record.objects.size(),
                                  "nothing is asked for twice, nor when it was pushed");
        }
        NS_TEST_EXPECT_MSG_EQ(record.handshakes,
                              (m_setting.isTls ? record.connections.size() : 0),
                              "handshakes");
        NS_TEST_EXPECT_MSG_EQ(outcome.open, 0, "the server is rid of the connections");
        const bool isSpdy = m_spoken != "http/1.1";
        NS_TEST_EXPECT_MSG_EQ((record.headers.wire < record.headers.plain), isSpdy, "compression");
    }

    Setting m_setting;
    std::string m_spoken;
};

class LimitTest : public TestCase
{
  public:
    LimitTest()
        : TestCase("A host gets as many connections of HTTP as are allowed and no more")
    {
    }

  private:
    void DoRun() override
    {
        std::string text = "object main\nhost x\nsize 100\n";
        for (int i = 0; i < 12; ++i)
        {
            const std::string number = std::to_string(i);
            text +=
                "object o" + number + "\nhost x\npath /" + number + "\nsize 5000\nparent main\n";
        }
        Time before = Seconds(1000);
        for (const uint32_t limit : {1, 2, 6})
        {
            Setting setting;
            setting.page = ReadPage(text);
            setting.connections = limit;
            const WebPageRecord record = Load(setting).record;
            NS_TEST_ASSERT_MSG_EQ(record.result, "ok", limit);
            NS_TEST_EXPECT_MSG_EQ(record.connections.size(), limit, "connections");
            NS_TEST_EXPECT_MSG_LT(record.loadTime, before, "more are faster");
            before = record.loadTime;
        }
    }
};

class RepeatTest : public TestCase
{
  public:
    RepeatTest()
        : TestCase("The same streams give the same waterfall under loss")
    {
    }

  private:
    static std::string Describe(const WebPageRecord& record)
    {
        std::string text = record.result;
        for (const auto& object : record.objects)
        {
            for (const Time& time : {object.start,
                                     object.blocked,
                                     object.connect,
                                     object.tls,
                                     object.sent,
                                     object.firstByte,
                                     object.done})
            {
                text += " " + std::to_string(time.GetNanoSeconds());
            }
        }
        return text;
    }

    void DoRun() override
    {
        for (const std::string protocol : {"http/1.1", "spdy/3.1"})
        {
            Setting setting;
            setting.protocol = protocol;
            setting.page = std::make_shared<WebPage>(MakeEarlyWebPage());
            setting.loss = 0.05;
            const std::string once = Describe(Load(setting).record);
            NS_TEST_EXPECT_MSG_EQ(Describe(Load(setting).record), once, protocol);
            setting.loss = 0.06;
            NS_TEST_EXPECT_MSG_NE(Describe(Load(setting).record), once, protocol);
        }
    }
};

class FailureTest : public TestCase
{
  public:
    FailureTest()
        : TestCase("A page that cannot be loaded ends with a reason")
    {
    }

  private:
    void Check(const std::string& served, double loss, const std::string& expected)
    {
        for (const std::string protocol : {"http/1.1", "spdy/3"})
        {
            Setting setting;
            setting.protocol = protocol;
            setting.page = ReadPage("object a\nhost x\nsize 3000\n");
            setting.served = ReadPage(served);
            setting.loss = loss;
            setting.timeout = Seconds(5);
            NS_TEST_EXPECT_MSG_EQ(Load(setting).record.result, expected, protocol);
        }
    }

    void DoRun() override
    {
        Check("object a\nhost x\nsize 3000\n", 0, "ok");
        Check("object a\nhost y\nsize 3000\n", 0, "status 404");
        Check("object a\nhost x\nsize 3001\n", 0, "content");
        Check("object a\nhost x\nsize 2999\n", 0, "content");
        Check("object a\nhost x\nsize 3000\n", 1, "timeout");
        Check("object a\nhost x\nsize 3000\nthink 9s\n", 0, "timeout");
    }
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

class WebPageTestSuite : public TestSuite
{
  public:
    WebPageTestSuite()
        : TestSuite("tls-spdy-page", TestSuite::Type::UNIT)
    {
        AddTestCase(new ReaderTest);
        AddTestCase(new ReaderFailureTest);
        AddTestCase(new EploadTest);
        AddTestCase(new EarlyPageTest);
        AddTestCase(new OneHostTest);
        AddTestCase(new OrderTest);
        AddTestCase(new LimitTest);
        AddTestCase(new RepeatTest);
        AddTestCase(new FailureTest);
        AddLoads();
    }

  private:
    void AddLoads()
    {
        const auto small = ReadPage(SMALL_PAGE);
        const auto early = std::make_shared<WebPage>(MakeEarlyWebPage());
        for (const std::string protocol : {"http/1.1", "spdy/2", "spdy/3", "spdy/3.1"})
        {
            std::string words = protocol;
            std::replace(words.begin(), words.end(), '/', ' ');
            Setting setting;
            setting.protocol = protocol;
            setting.page = small;
            AddTestCase(new LoadTest("A small page loads over " + words, setting, protocol));
            setting.isPushed = true;
            AddTestCase(
                new LoadTest("A small page loads with push over " + words, setting, protocol));
            setting.isPushed = false;
            setting.page = early;
            AddTestCase(new LoadTest("The page of 2010 loads over " + words, setting, protocol));
            setting.loss = 0.1;
            AddTestCase(new LoadTest(
                "A tenth of the packets lost takes nothing from the page over " + words,
                setting,
                protocol));
        }
        Setting once;
        once.page = early;
        once.requests = 1;
        once.connections = 4;
        AddTestCase(new LoadTest("Connections of HTTP carry one request each", once, "http/1.1"));
        AddNegotiations(small);
    }

    void AddNegotiations(const std::shared_ptr<const WebPage>& page)
    {
        Setting setting;
        setting.isTls = true;
        setting.page = page;
        setting.clientOffer = {"spdy/3.1", "spdy/3", "spdy/2", "http/1.1"};
        for (const bool isNpn : {false, true})
        {
            setting.isNpn = isNpn;
            const std::string end = isNpn ? " by NPN" : " by ALPN";
            setting.serverOffer = {"spdy/3.1", "http/1.1"};
            AddTestCase(new LoadTest("Both agree upon the newest SPDY" + end, setting, "spdy/3.1"));
            setting.serverOffer = {"spdy/2", "http/1.1"};
            AddTestCase(new LoadTest("Both agree upon an old SPDY" + end, setting, "spdy/2"));
            setting.serverOffer = {"http/1.1"};
            AddTestCase(new LoadTest("Both agree upon HTTP" + end, setting, "http/1.1"));
            setting.serverOffer = {};
            AddTestCase(
                new LoadTest("Without an answer HTTP is spoken" + end, setting, "http/1.1"));
        }
    }
};

WebPageTestSuite g_webPageTestSuite; //!< registers itself

} // namespace
