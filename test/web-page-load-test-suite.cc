/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-page-test-load.h"

#include "ns3/test.h"
#include "ns3/web-early-page.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

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
    LoadTest(const std::string& title, const PageTestSetting& setting, const std::string& spoken)
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
        size_t usable = 0;
        for (const auto& connection : record.connections)
        {
            // Where packets are lost, others may bring all objects before a connection is there.
            if (m_setting.loss > 0 && connection.protocol.empty())
            {
                NS_TEST_EXPECT_MSG_EQ(connection.objects, 0, "what came over no connection");
                continue;
            }
            NS_TEST_EXPECT_MSG_EQ(connection.protocol, m_spoken, "what is spoken");
            ++usable;
        }
        NS_TEST_EXPECT_MSG_EQ(record.handshakes, (m_setting.isTls ? usable : 0), "handshakes");
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
        const PageTestOutcome outcome = LoadTestPage(m_setting);
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
        NS_TEST_EXPECT_MSG_EQ(outcome.open, 0, "the server is rid of the connections");
        const bool isSpdy = m_spoken != "http/1.1";
        NS_TEST_EXPECT_MSG_EQ((record.headers.wire < record.headers.plain), isSpdy, "compression");
    }

    PageTestSetting m_setting;
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
            PageTestSetting setting;
            setting.page = ReadTestPage(text);
            setting.connections = limit;
            const WebPageRecord record = LoadTestPage(setting).record;
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
            PageTestSetting setting;
            setting.protocol = protocol;
            setting.page = std::make_shared<WebPage>(MakeEarlyWebPage());
            setting.loss = 0.05;
            const std::string once = Describe(LoadTestPage(setting).record);
            NS_TEST_EXPECT_MSG_EQ(Describe(LoadTestPage(setting).record), once, protocol);
            setting.loss = 0.06;
            NS_TEST_EXPECT_MSG_NE(Describe(LoadTestPage(setting).record), once, protocol);
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
            PageTestSetting setting;
            setting.protocol = protocol;
            setting.page = ReadTestPage("object a\nhost x\nsize 3000\n");
            setting.served = ReadTestPage(served);
            setting.loss = loss;
            setting.timeout = Seconds(5);
            NS_TEST_EXPECT_MSG_EQ(LoadTestPage(setting).record.result, expected, protocol);
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

class BindingTest : public TestCase
{
  public:
    BindingTest()
        : TestCase("A request bound early waits for its own connection, one bound late does not")
    {
    }

  private:
    void DoRun() override
    {
        PageTestSetting setting;
        setting.isTls = true;
        setting.page = ReadTestPage("object main\nhost www.example.com\nsize 100\n"
                                    "object a\nhost www.example.com\npath /a\nparent main\n"
                                    "object b\nhost www.example.com\npath /b\nparent main\n");
        const auto late = LoadTestPage(setting).record;
        setting.isLateBinding = false;
        const auto early = LoadTestPage(setting).record;
        NS_TEST_ASSERT_MSG_EQ(late.result + early.result, "okok", "both load");
        NS_TEST_ASSERT_MSG_EQ(late.connections.size(), 2, "one more is made");
        NS_TEST_ASSERT_MSG_EQ(early.connections.size(), 2, "one more is made");
        // The first connection is idle again before TLS of the second one is there.
        NS_TEST_EXPECT_MSG_EQ(late.connections[0].objects, 3, "all over the first");
        NS_TEST_EXPECT_MSG_EQ(early.connections[0].objects, 2, "the second has one of its own");
        NS_TEST_EXPECT_MSG_EQ(early.connections[1].objects, 1, "the second has one of its own");
        NS_TEST_EXPECT_MSG_LT(late.loadTime, early.loadTime, "which costs time");
    }
};

class GoAwayTest : public TestCase
{
  public:
    /// @param protocol over plain TCP
    explicit GoAwayTest(const std::string& protocol)
        : TestCase("A server that takes few requests at a time gets each object asked for once "
                   "over " +
                   protocol.substr(0, protocol.find('/')) + " " +
                   protocol.substr(protocol.find('/') + 1)),
          m_protocol(protocol)
    {
    }

  private:
    void DoRun() override
    {
        for (const uint32_t limit : {1, 3, 8})
        {
            PageTestSetting setting;
            setting.protocol = m_protocol;
            setting.page = std::make_shared<WebPage>(MakeEarlyWebPage());
            setting.servedRequests = limit;
            const PageTestOutcome outcome = LoadTestPage(setting);
            NS_TEST_ASSERT_MSG_EQ(outcome.record.result, "ok", limit);
            NS_TEST_EXPECT_MSG_EQ(outcome.requests, 40, "none is served twice");
            NS_TEST_EXPECT_MSG_EQ(outcome.open, 0, "all is closed");
            for (const auto& connection : outcome.record.connections)
            {
                // What comes in one piece with the last request is taken, too.
                const bool isFew = connection.objects <= limit || m_protocol != "http/1.1";
                NS_TEST_EXPECT_MSG_EQ(isFew, true, connection.objects);
            }
            NS_TEST_EXPECT_MSG_GT_OR_EQ(outcome.record.connections.size(), 7, "hosts");
            NS_TEST_EXPECT_MSG_EQ((limit > 1 || outcome.record.connections.size() > 14),
                                  true,
                                  "one for a host is few");
        }
    }

    std::string m_protocol; //!< over plain TCP
};

class WebPageLoadTestSuite : public TestSuite
{
  public:
    WebPageLoadTestSuite()
        : TestSuite("tls-spdy-page-load", TestSuite::Type::UNIT)
    {
        AddTestCase(new BindingTest);
        AddTestCase(new LimitTest);
        AddTestCase(new RepeatTest);
        AddTestCase(new FailureTest);
        AddLoads();
    }

  private:
    void AddLoads()
    {
        const auto small = ReadTestPage(SMALL_TEST_PAGE);
        const auto early = std::make_shared<WebPage>(MakeEarlyWebPage());
        for (const std::string protocol : {"http/1.1", "spdy/2", "spdy/3", "spdy/3.1"})
        {
            std::string words = protocol;
            std::replace(words.begin(), words.end(), '/', ' ');
            PageTestSetting setting;
            setting.protocol = protocol;
            setting.page = small;
            AddTestCase(new LoadTest("A small page loads over " + words, setting, protocol));
            AddTestCase(new GoAwayTest(protocol));
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
        PageTestSetting once;
        once.page = early;
        once.requests = 1;
        once.connections = 4;
        AddTestCase(new LoadTest("Connections of HTTP carry one request each", once, "http/1.1"));
        AddNegotiations(small);
    }

    void AddNegotiations(const std::shared_ptr<const WebPage>& page)
    {
        PageTestSetting setting;
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

WebPageLoadTestSuite g_webPageLoadTestSuite; //!< registers itself

} // namespace
